"""The baseline of drift: the evidence that contracts keep, and what is added to it when it is stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from svcgraph.domain.contract import ClauseState, Contract, Deliverable, Evidence
from svcgraph.domain.graph import ServiceGraph, ServiceHandoff
from svcgraph.domain.names import same
from svcgraph.domain.negotiation import handoff_name, matching, pair_of
from svcgraph.domain.negotiation.drift.things import Passage, Thing, Way
from svcgraph.domain.negotiation.received import OF_THE_MAP
from svcgraph.domain.negotiation.states import STANDING

MOST = 8  # names of neighbours that are kept of each end


class Around:
    """The activities around each activity of a graph, by name."""

    def __init__(self, graph: ServiceGraph) -> None:
        self._names = {one.key: one.name for one in graph.activities}
        self._before: dict[str, list[str]] = defaultdict(list)
        self._after: dict[str, list[str]] = defaultdict(list)
        for source, target in graph.steps:
            self._before[target].append(source)
            self._after[source].append(target)

    def before(self, activity: str) -> tuple[str, ...]:
        """The names of the activities from which work comes to ``activity``, sorted."""
        return self._sorted(self._before.get(activity, ()))

    def after(self, activity: str) -> tuple[str, ...]:
        """The names of those to which it goes."""
        return self._sorted(self._after.get(activity, ()))

    def _sorted(self, keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted({name for key in keys if (name := self._names.get(key, ""))}))[:MOST]


def anchor(graph: ServiceGraph, hash_of: Callable[[str], str]) -> Callable[[Deliverable], Deliverable]:
    """A function that adds to a deliverable's evidence what tells its places again after all ids have changed.

    That is its name on the map, the two lanes, the activities around, and the hash of the map file (``hash_of``).
    """
    around = Around(graph)
    places: dict[tuple[object, ...], list[ServiceHandoff]] = defaultdict(list)
    for handoff in graph.handoffs:
        places[_place(handoff)].append(handoff)

    def anchored(item: Deliverable) -> Deliverable:
        keys = matching.keys(item)
        return replace(item, evidence=tuple(with_anchor(one, keys) for one in item.evidence))

    def with_anchor(one: Evidence, keys: frozenset[str]) -> Evidence:
        found = places.get((one.file, one.source_id, one.source, one.target_id, one.target, one.via), [])
        handoff = next((each for each in found if same(handoff_name(each)) in keys), None)
        if handoff is None:
            return one
        return replace(
            one,
            name=handoff_name(handoff),
            giver=" / ".join(handoff.supplier_path),
            taker=" / ".join(handoff.client_path),
            before=around.before(handoff.source),
            after=around.after(handoff.target),
            map=hash_of(one.file),
        )

    return anchored


def _place(one: ServiceHandoff) -> tuple[object, ...]:
    return (one.file, one.source_id, one.source_name, one.target_id, one.target_name, one.via.value)


def things(contracts: Iterable[Contract], former: dict[str, str]) -> Iterator[Thing]:
    """The deliverables and expectations of ``contracts`` that stand or stood on a map, declined ones too.

    ``former``: former service ids → today's.
    """
    for contract in contracts:
        supplier, client = pair_of(contract, former)
        for way, items in (((supplier, client), contract.deliverables), ((client, supplier), contract.expectations)):
            yield from (_thing(contract, item, way) for item in items if item.from_map or item.evidence)


def _thing(contract: Contract, item: Deliverable, way: Way) -> Thing:
    names = matching.keys(item)
    found = tuple(_passage(one, item, way) for one in item.evidence)
    return Thing(
        contract=contract.id,
        reference=contract.reference,
        clause=item.id,
        name=item.name,
        way=way,
        names=names,
        passages=found or tuple(_named_only(name, way) for name in item.from_map),
        binding=contract.status in STANDING and item.state is ClauseState.NEGOTIATED,
        draft=not contract.place_file or item.state in OF_THE_MAP,
    )


def _passage(one: Evidence, item: Deliverable, way: Way) -> Passage:
    unnamed = same(matching.unnamed_key(one.source, one.target))
    labels = frozenset({same(one.name)}) if one.name else matching.keys(item)
    named = unnamed not in labels
    return Passage(
        way=way,
        labels=labels if named else frozenset({same(one.source)}),
        named=named,
        file=below(one.file),
        process=same(one.process),
        source_id=one.source_id,
        source=one.source,
        target_id=one.target_id,
        target=one.target,
        before=frozenset(map(same, one.before)),
        after=frozenset(map(same, one.after)),
    )


def _named_only(name: str, way: Way) -> Passage:
    """A place of which nothing but the thing's name is known; of a thing without one, its two activities."""
    source, arrow, target = name.partition(matching.ARROW)
    return Passage(
        way=way,
        labels=frozenset({same(source if arrow else name)}),
        named=not arrow,
        file="",
        process="",
        source_id=None,
        source=source if arrow else "",
        target_id=None,
        target=target,
    )


def below(file: str) -> str:
    """A map's path below its folder: ``processes/sales/x.bpmn`` and ``old/sales/x.bpmn`` are the same map."""
    return file.partition("/")[2] or file
