"""`outputs/portfolio.xlsx`: every pair of services, classed, in the order of negotiation; a column for decisions."""

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
    tables = portfolio_tables(
        story.dossiers, story.graph, story.organisation, words, dated=dated(story.attainment, story.as_of, words)
    )
    yield OutputFile(path="portfolio.xlsx", content=xlsx.write(tables, words, story.as_of))
