"""For whoever imports the library: a workspace as graphs and frames. Nothing heavy is loaded before it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from svcgraph import pipeline
from svcgraph.errors import Fault
from svcgraph.story import Story

if TYPE_CHECKING:
    import networkx as nx
    import pydot

    from svcgraph.api.frames import Attainment, Handoffs
    from svcgraph.api.graph import ServiceGraph


@dataclass(frozen=True)
class Organisation:
    """A workspace worked out as of one day.

    Attributes:
        story: every stage's frozen result (`svcgraph.story.Story`).
    """

    story: Story

    @cached_property
    def graph(self) -> ServiceGraph:
        """Services as nodes, handoffs as edges; attributes in `docs/python.md`. A notebook shows the picture."""
        from svcgraph.api.graph import ServiceGraph

        return ServiceGraph.of(self.story)

    @cached_property
    def activities(self) -> nx.MultiDiGraph[str]:
        """Activities as nodes, passages of work between them as edges; attributes in `docs/python.md`."""
        from svcgraph.domain.graph import View, networkx_graph

        return networkx_graph(self.story.graph, View.ACTIVITIES)

    @cached_property
    def handoffs(self) -> Handoffs:
        """One row per handoff: file, process, supplier, client, deliverable, via, from, to (ids and names)."""
        from svcgraph.api.frames import Handoffs

        return Handoffs.of(self.story)

    @cached_property
    def attainment(self) -> Attainment:
        """One row per objective: contract ("" for a promise), clause, verdict, met, known, due, excused, k, n."""
        from svcgraph.api.frames import Attainment

        return Attainment.of(self.story)

    def dot(self, language: str = "fr") -> pydot.Dot:
        """Services and handoffs as a pydot graph, to go on with in Graphviz."""
        from svcgraph.renderers.exchange import pydot_graph

        return pydot_graph(self.story.graph, language)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What could not be read or is not settled."""
        return self.story.faults


def load(path: str | Path, *, as_of: date | None = None, period: str | None = None) -> Organisation:
    """The workspace in ``path``, worked out as of ``as_of`` (by default as its settings say, else today).

    Raises:
        Unreadable: when the settings cannot be read; other inputs' faults are in ``Organisation.faults``.
        UsageError: when ``period`` is none.
    """
    return Organisation(pipeline.tell(Path(path), as_of=as_of, period=period))
