"""`outputs/analysis.xlsx`: what the graph says by itself, a sheet a question."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.engine.analysed import analysed
from svcgraph.i18n import Words
from svcgraph.renderers import xlsx
from svcgraph.store.outputs import OutputFile
from svcgraph.story import Story
from svcgraph.views.analysis import AnalysisTables

NAME = "analysis"
SCOPE = ("analysis.xlsx",)


def files(story: Story, words: Words) -> Iterator[OutputFile]:
    found = analysed(
        story.graph,
        story.contracts,
        story.organisation,
        story.attainment,
        history=story.workspace.history,
        chains=story.chains,
    )
    tables = AnalysisTables(found, story.graph, story.organisation, words)
    yield OutputFile(path="analysis.xlsx", content=xlsx.write(tables.wanted(None), words, story.as_of))
