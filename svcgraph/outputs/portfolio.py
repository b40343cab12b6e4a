"""`outputs/portfolio.xlsx`: who sits down with whom, and what people decide about it."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.i18n import Words
from svcgraph.renderers import xlsx
from svcgraph.store.outputs import OutputFile
from svcgraph.story import Story
from svcgraph.views.dates import dated
from svcgraph.views.portfolio import portfolio_tables

NAME = "portfolio"
SCOPE = ("portfolio.xlsx",)


def files(story: Story, words: Words) -> Iterator[OutputFile]:
    """The workbook alone. What people decided in it stays: see `svcgraph.store.outputs`."""
    note = dated(story.attainment, story.as_of, words)
    tables = portfolio_tables(story.dossiers, story.graph, story.organisation, words, dated=note)
    yield OutputFile(path="portfolio.xlsx", content=xlsx.write(tables, words, story.as_of))
