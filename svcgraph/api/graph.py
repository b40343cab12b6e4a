"""Services and their handoffs as a networkx graph that shows itself in a notebook."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pandas as pd

from svcgraph.domain.graph import networkx_graph
from svcgraph.i18n import Words
from svcgraph.renderers.picture.drawing import draw
from svcgraph.renderers.picture.look import Palette
from svcgraph.story import Story
from svcgraph.views.diagram.organisation import organisation

COLUMNS = ["id", "name_fr", "name_en", "external", "department", "listed", "suppliers", "clients"]


class ServiceGraph(nx.MultiDiGraph):  # type: ignore[type-arg]  # networkx's class takes no parameter when it runs
    """Services as nodes, handoffs as edges; attributes in `docs/python.md`.

    A notebook shows the organisation's picture. Graphs made from this one (a subgraph, a copy) are graphs as any
    other: they have no picture, which would show services that they leave out.
    """

    story: Story | None = None

    @classmethod
    def of(cls, story: Story) -> ServiceGraph:
        """The graph of a story."""
        made = cls(networkx_graph(story.graph))
        made.story = story
        return made

    def svg(self, language: str = "") -> str:
        """The organisation's picture; ``language``: by default the workspace's. "" for a graph made from another."""
        story = self.story
        if story is None:
            return ""
        settings = story.workspace.settings
        words = Words(language or settings.language)
        diagram = organisation(
            story.graph, story.contracts, story.attainment, story.organisation, words, as_of=story.as_of
        )
        palette = Palette(settings.palette)
        return draw(diagram, program=settings.program, kept=story.workspace.places, palette=palette).svg

    def _repr_svg_(self) -> str | None:
        return self.svg() or None

    @property
    def frame(self) -> pd.DataFrame:
        """One row per service: its attributes, and how many suppliers and clients it has."""
        rows: list[dict[str, Any]] = [
            {
                "id": service,
                **attributes,
                "suppliers": len(set(self.predecessors(service))),
                "clients": len(set(self.successors(service))),
            }
            for service, attributes in self.nodes(data=True)
        ]
        return pd.DataFrame(rows, columns=COLUMNS)
