"""`outputs/attainment/`: the verdicts per objective, contract and service, as Excel and CSV."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.i18n import Words
from svcgraph.renderers import csv, xlsx
from svcgraph.store.outputs import OutputFile
from svcgraph.story import Story
from svcgraph.views.attainment import attainment_table

NAME = "attainment"
SCOPE = ("attainment",)
VIEWS = ("objective", "contract", "service")


def files(story: Story, words: Words) -> Iterator[OutputFile]:
    tables = {by: attainment_table(story.attainment, story.contracts, story.organisation, words, by=by) for by in VIEWS}
    yield OutputFile(path="attainment/attainment.xlsx", content=xlsx.write(tables.values(), words, story.as_of))
    for by, table in tables.items():
        yield OutputFile(path=f"attainment/{by}s.csv", content=csv.write(table, words.language).encode())
