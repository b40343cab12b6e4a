"""Today's maps: the deliverables that they show, and their activities to be found again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from svcgraph.domain.graph import Activity, ServiceGraph, ServiceHandoff
from svcgraph.domain.names import same
from svcgraph.domain.negotiation import handoff_name
from svcgraph.domain.negotiation.drift.baseline import Around, below
from svcgraph.domain.negotiation.drift.things import Mapped, Passage, Way


def mapped(graph: ServiceGraph) -> tuple[Mapped, ...]:
    """The things that pass between two services, each once (O5), in the order in which the maps show them."""
    around = Around(graph)
    groups: dict[tuple[Way, str], list[ServiceHandoff]] = defaultdict(list)
    for handoff in graph.handoffs:
        groups[(handoff.supplier, handoff.client), same(handoff_name(handoff))].append(handoff)
    return tuple(
        Mapped(
            name=handoff_name(found[0]),
            key=key,
            named=found[0].named,
            way=way,
            passages=tuple(_passage(one, graph, around) for one in found),
        )
        for (way, key), found in groups.items()
    )


def _passage(one: ServiceHandoff, graph: ServiceGraph, around: Around) -> Passage:
    process = graph.processes[one.process]
    return Passage(
        way=(one.supplier, one.client),
        labels=frozenset({same(one.deliverable if one.named else one.source_name)}),
        named=one.named,
        file=below(one.file),
        process=same(process.process.name or process.id),
        source_id=one.source_id,
        source=one.source_name,
        target_id=one.target_id,
        target=one.target_name,
        before=frozenset(map(same, around.before(one.source))),
        after=frozenset(map(same, around.after(one.target))),
        source_key=one.source,
        target_key=one.target,
    )


class Activities:
    """The activities of today, found again by id, else by name and by what is around them (`7-rulings` "Drift").

    An id alone does not tell: some tools number elements anew at every export. Where the id is another name's and the
    old name stands elsewhere on the map, the name is believed.
    """

    def __init__(self, graph: ServiceGraph) -> None:
        self._around = Around(graph)
        self._processes = tuple(same(one.process.name or one.id) for one in graph.processes)
        self._by_id: dict[str, list[Activity]] = defaultdict(list)
        self._by_name: dict[str, list[Activity]] = defaultdict(list)
        for one in graph.activities:
            self._by_id[one.key.partition("#")[2]].append(one)
            self._by_name[same(one.name)].append(one)

    def find(self, passage: Passage, *, source: bool) -> Activity | None:
        """Today's activity at one end of a passage of the baseline; None where none can be told to be it."""
        identity, name = (passage.source_id, passage.source) if source else (passage.target_id, passage.target)
        named = self._nearest(self._by_name.get(same(name), ()), passage) if name else ()
        by_id = self._nearest(self._by_id.get(identity or "", ()), passage)
        if len(by_id) == 1:
            found = by_id[0]
            local = [one for one in named if _file(one) == _file(found)]
            if same(found.name) == same(name) or not local:
                return found
        return self._best(named, passage, source)

    def _nearest(self, found: Iterable[Activity], passage: Passage) -> tuple[Activity, ...]:
        """Those of the same map; else of the process of that name; else all."""
        every = tuple(found)
        same_file = tuple(one for one in every if _file(one) == passage.file)
        same_process = tuple(one for one in every if self._processes[one.process] == passage.process)
        return same_file or same_process or every

    def _best(self, found: tuple[Activity, ...], passage: Passage, source: bool) -> Activity | None:
        """Of several with one name the one of the same service, then the one with the most of the same around it."""
        service = passage.way[0] if source else passage.way[1]
        known = passage.before if source else passage.after
        beyond = same(passage.target if source else passage.source)

        def likeness(one: Activity) -> tuple[int, bool]:
            near = self._around.before(one.key) if source else self._around.after(one.key)
            other = self._around.after(one.key) if source else self._around.before(one.key)
            return len(known & frozenset(map(same, near))) + (beyond in map(same, other)), one.service == service

        return max(found, key=likeness, default=None)


def _file(one: Activity) -> str:
    return below(one.key.partition("#")[0])
