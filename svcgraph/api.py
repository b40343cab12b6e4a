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
    import pandas as pd
    import pydot

HANDOFF_COLUMNS = ["file", "process", "supplier", "client", "deliverable", "via", "from", "to", "from_name", "to_name"]
ATTAINMENT_COLUMNS = ["contract", "clause", "verdict", "met", "known", "due", "excused", "k", "n"]


@dataclass(frozen=True)
class Organisation:
    """A workspace worked out as of one day.

    Attributes:
        story: every stage's frozen result (`svcgraph.story.Story`).
    """

    story: Story

    @cached_property
    def graph(self) -> nx.MultiDiGraph[str]:
        """Services as nodes, handoffs as edges; attributes in `docs/python.md`."""
        from svcgraph.domain.graph import networkx_graph

        return networkx_graph(self.story.graph)

    @cached_property
    def activities(self) -> nx.MultiDiGraph[str]:
        """Activities as nodes, passages of work between them as edges; attributes in `docs/python.md`."""
        from svcgraph.domain.graph import View, networkx_graph

        return networkx_graph(self.story.graph, View.ACTIVITIES)

    @cached_property
    def handoffs(self) -> pd.DataFrame:
        """One row per handoff: file, process, supplier, client, deliverable, via, from, to (ids and names)."""
        import pandas as pd

        rows = [
            {
                "file": one.file,
                "process": self.story.graph.processes[one.process].id,
                "supplier": one.supplier,
                "client": one.client,
                "deliverable": one.deliverable,
                "via": one.via.value,
                "from": one.source_id,
                "to": one.target_id,
                "from_name": one.source_name,
                "to_name": one.target_name,
            }
            for one in self.story.graph.handoffs
        ]
        return pd.DataFrame(rows, columns=HANDOFF_COLUMNS)

    @cached_property
    def attainment(self) -> pd.DataFrame:
        """One row per objective: contract ("" for a promise), clause, verdict, met, known, due, excused, k, n."""
        import pandas as pd

        contracts = self.story.attainment.contracts
        results = [one for contract in contracts for one in (*contract.objectives, *contract.expectations)]
        rows = [
            {
                "contract": one.contract,
                "clause": one.clause,
                "verdict": one.verdict.value,
                "met": one.counts.met,
                "known": one.counts.known,
                "due": one.counts.due,
                "excused": one.counts.excused,
                "k": one.counts.k,
                "n": one.counts.n,
            }
            for one in (*results, *self.story.attainment.promises)
        ]
        return pd.DataFrame(rows, columns=ATTAINMENT_COLUMNS)

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
