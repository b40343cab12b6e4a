"""From performers to services: all maps of a workspace as one graph (rules O1 to O7, and their rulings).

`performers` says who a performer is, `links` what joins the maps, `services` gives ids and names; here the
handoffs of every map become handoffs between services.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from svcgraph.domain.graph import Activity, ServiceGraph, ServiceHandoff
from svcgraph.domain.handoff import Handoff, Via
from svcgraph.domain.handoff.walk import TooManySteps
from svcgraph.domain.identity.directory import directory
from svcgraph.domain.identity.links import Links, Spot
from svcgraph.domain.identity.mapped import MappedProcesses, mapped_processes
from svcgraph.domain.identity.performers import Identities, node_place, performers_of, place_of
from svcgraph.domain.identity.services import Services
from svcgraph.domain.keys import node_keys
from svcgraph.domain.organisation import Organisation
from svcgraph.domain.process import NONE, NodeKind, ProcessMap
from svcgraph.errors import Fault, FaultList, Place


def resolve(
    maps: Sequence[ProcessMap],
    handoffs: Sequence[Sequence[Handoff]],
    organisation: Organisation,
    *,
    protected: Iterable[str] = (),
    calls: bool = True,
    signals: bool = True,
) -> tuple[ServiceGraph, tuple[Fault, ...]]:
    """The services, activities and handoffs of all maps, whatever the order of ``maps``.

    ``handoffs[i]`` are those that `domain.handoff.find` finds on ``maps[i]``. ``protected``: ids of services
    that are party to contracts; they keep their identity. ``calls``, ``signals``: whether rule O6 links these.
    The faults name what a person should settle in the organisation file.
    """
    ordered = sorted(zip(maps, handoffs, strict=True), key=lambda pair: pair[0].file)
    faults = FaultList()
    made = _Workspace([one for one, _ in ordered], [found for _, found in ordered], organisation, faults)
    graph = made.graph(frozenset(protected), calls=calls, signals=signals)
    return graph, tuple(faults.faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class _End:
    """One end of a handoff: who, and the activity (or, ``node`` NONE, a whole pool) of which map."""

    performer: Spot
    index: int
    node: int
    id: str | None
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Passing:
    """A handoff before its ends are services."""

    source: _End
    target: _End
    process: tuple[int, int]
    via: Via
    deliverable: str
    named: bool
    flows: tuple[str | None, ...] = ()
    through: tuple[str | None, ...] = ()
    data: tuple[str | None, ...] = ()


@dataclass(slots=True)
class _Workspace:
    maps: Sequence[ProcessMap]
    handoffs: Sequence[Sequence[Handoff]]
    organisation: Organisation
    faults: FaultList
    links: Links = field(init=False)
    stands_for: dict[Spot, Spot] = field(init=False)  # closed pool → process of another file
    identities: Identities = field(init=False)
    keys: tuple[tuple[str, ...], ...] = field(init=False)
    volumes: tuple[dict[int, str], ...] = field(init=False)

    def graph(self, protected: frozenset[str], *, calls: bool, signals: bool) -> ServiceGraph:
        identities = Identities(directory(self.organisation, self.faults), protected, self.faults)
        self.identities = identities
        concerned = [performers_of(one, _ends(found)) for one, found in zip(self.maps, self.handoffs, strict=True)]
        self.links = Links(self.maps, self.faults)
        self.stands_for = self.links.pools(concerned)
        for index, process_map in enumerate(self.maps):
            identities.add(index, process_map, concerned[index])
        self.keys = tuple(map(node_keys, self.maps))
        self.volumes = tuple(map(_volumes, self.maps))
        joined = [*(self.calls() if calls else ()), *(self.signals() if signals else ())]
        passings = [*self.own(), *joined]
        services = Services(self.maps, identities, self.faults)
        spots = ((index, one) for index, ones in enumerate(concerned) for one in ones)
        services.add(spot for spot in spots if spot not in self.stands_for or identities.is_kept(spot))
        services.add(end.performer for passing in passings for end in (passing.source, passing.target))
        return self.assemble(services, passings)

    def assemble(self, services: Services, passings: Sequence[_Passing]) -> ServiceGraph:
        named = services.freeze()
        processes = mapped_processes(self.maps, self.organisation, self.faults)
        made = [self.handoff(passing, services, processes) for passing in passings]
        kept = [one for one in made if one.supplier != one.client]
        dropped = sum(
            one.supplier == one.client and passing.via not in (Via.CALL, Via.SIGNAL)
            for one, passing in zip(made, passings, strict=True)
        )
        files = {process_map.file: index for index, process_map in enumerate(self.maps)}
        ends = {(end.index, end.node) for passing in passings for end in (passing.source, passing.target)}
        activities = tuple(self.activities(services, processes, ends))
        keys = {activity.key for activity in activities}
        return ServiceGraph(
            services=named,
            processes=processes.processes,
            activities=activities,
            handoffs=tuple(sorted(kept, key=lambda one: files[one.file])),
            steps=tuple(step for step in self.steps(passings) if keys.issuperset(step)),
            stored=tuple(step for step in self.stored() if keys.issuperset(step)),
            dropped=dropped,
        )

    def own(self) -> Iterator[_Passing]:
        """The handoffs of each map, in its order; a pool that stands for another file's process is replaced (O6)."""
        for index, found in enumerate(self.handoffs):
            for one in found:
                for source in self.supplier(index, one):
                    for target in self.client(index, one):
                        yield _Passing(
                            source=source,
                            target=target,
                            process=(index, one.process),
                            via=one.via,
                            deliverable=one.deliverable,
                            named=one.named,
                            flows=one.flows,
                            through=one.through,
                            data=one.data,
                        )

    def supplier(self, index: int, one: Handoff) -> tuple[_End, ...]:
        end = _End(
            performer=(index, one.supplier), index=index, node=one.source, id=one.source_id, name=one.source_name
        )
        return (self.whole(end),)

    def client(self, index: int, one: Handoff) -> tuple[_End, ...]:
        end = _End(performer=(index, one.client), index=index, node=one.target, id=one.target_id, name=one.target_name)
        process = self.stands_for.get(end.performer) if end.node == NONE else None
        receiving = map(self.activity, self.links.receiving(process) if process else ())
        return tuple(other for other in receiving if self.may_be(end, other.performer)) or (self.whole(end),)

    def whole(self, end: _End) -> _End:
        """The pool of the process that a black-box pool stands for, where there is one for all of it."""
        process = self.stands_for.get(end.performer) if end.node == NONE else None
        whole = self.maps[process[0]].whole[process[1]] if process else NONE
        if process is None or whole == NONE or not self.may_be(end, (process[0], whole)):
            return end
        return _End(performer=(process[0], whole), index=end.index, node=NONE, id=end.id, name=end.name)

    def may_be(self, end: _End, other: Spot) -> bool:
        """Whether a pool's end may move to ``other``: a listed party, or a contract's, keeps its identity."""
        by_performer = self.identities.by_performer
        return not self.identities.is_kept(end.performer) or by_performer[end.performer].key == by_performer[other].key

    def activity(self, spot: Spot) -> _End:
        index, node = spot
        nodes = self.maps[index].nodes
        return _End(
            performer=(index, nodes.performers[node]),
            index=index,
            node=node,
            id=nodes.ids[node],
            name=nodes.names[node],
        )

    def calls(self) -> Iterator[_Passing]:
        for source, target in sorted(set(self.links.calls())):
            if not (self.performed(source) and self.performed(target)):
                continue
            deliverable, named = self.written(source)
            yield self.passing(source, target, Via.CALL, deliverable, named)

    def signals(self) -> Iterator[_Passing]:
        for source, target, name in sorted(set(self.links.signals())):
            if source != target and all(map(self.performed, (source, target))):
                yield self.passing(source, target, Via.SIGNAL, name or self.activity(source).name, bool(name))

    def performed(self, spot: Spot) -> bool:
        return self.maps[spot[0]].nodes.performers[spot[1]] != NONE

    def passing(self, source: Spot, target: Spot, via: Via, deliverable: str, named: bool) -> _Passing:
        process = (source[0], self.maps[source[0]].nodes.processes[source[1]])
        return _Passing(
            source=self.activity(source),
            target=self.activity(target),
            process=process,
            via=via,
            deliverable=deliverable,
            named=named,
        )

    def written(self, spot: Spot) -> tuple[str, bool]:
        """The deliverable as for a sequence: what the activity writes (stores apart), else its own name."""
        index, node = spot
        items = (item for item in self.maps[index].items if node in item.writers and not item.store and item.name)
        names = "; ".join(dict.fromkeys(item.name for item in items))
        return names or self.activity(spot).name, bool(names)

    def handoff(self, one: _Passing, services: Services, processes: MappedProcesses) -> ServiceHandoff:
        source, target = one.source, one.target
        return ServiceHandoff(
            supplier=services.id(source.performer),
            client=services.id(target.performer),
            supplier_path=self.path(source),
            client_path=self.path(target),
            deliverable=one.deliverable,
            named=one.named,
            via=one.via,
            file=self.maps[source.index].file,
            to_file=self.maps[target.index].file if target.index != source.index else "",
            process=processes.position(*one.process),
            source=self.key(source),
            target=self.key(target),
            source_id=source.id,
            target_id=target.id,
            source_name=source.name,
            target_name=target.name,
            flows=one.flows,
            through=one.through,
            data=one.data,
            volume=self.volumes[source.index].get(source.node, ""),
            place=self.place(source),
        )

    def path(self, end: _End) -> tuple[str, ...]:
        index, performer = end.performer
        return self.maps[index].performers[performer].path

    def key(self, end: _End) -> str:
        return "" if end.node == NONE else self.keys[end.index][end.node]

    def place(self, end: _End) -> Place:
        if end.node != NONE:
            return node_place(self.maps[end.index], end.node)
        index, performer = end.performer
        return place_of(self.maps[index].file, self.maps[index].performers[performer])

    def activities(self, services: Services, processes: MappedProcesses, ends: set[Spot]) -> Iterator[Activity]:
        """Every activity, and every event that is a handoff's end for want of one (M2), in the order of the maps."""
        for index, process_map in enumerate(self.maps):
            nodes = process_map.nodes
            for node, (kind, performer) in enumerate(zip(nodes.kinds, nodes.performers, strict=True)):
                if performer != NONE and (kind < NodeKind.CONTROL or (index, node) in ends):
                    yield Activity(
                        key=self.keys[index][node],
                        name=nodes.names[node],
                        service=services.id((index, performer)),
                        process=processes.position(index, nodes.processes[node]),
                        place=node_place(process_map, node),
                        event=kind >= NodeKind.CONTROL,
                    )

    def steps(self, passings: Sequence[_Passing]) -> tuple[tuple[str, str], ...]:
        steps: set[tuple[int, int, int, int]] = set()
        for index, walk in enumerate(self.links.walks):
            try:
                steps |= {(index, before, index, after) for before, after in walk.steps()}
            except TooManySteps as error:
                limit = dict(error.parameters)["limit"]
                self.faults.add("too-many-steps", Place(file=walk.map.file), error.message, limit=limit)
        for one in passings:
            if NONE not in (one.source.node, one.target.node):
                steps.add((one.source.index, one.source.node, one.target.index, one.target.node))
        return tuple((self.keys[i][before], self.keys[j][after]) for i, before, j, after in sorted(steps))

    def stored(self) -> Iterator[tuple[str, str]]:
        """Those of the steps that only a data item makes."""
        for keys, walk in zip(self.keys, self.links.walks, strict=True):
            yield from ((keys[before], keys[after]) for before, after in sorted(set(walk.stored())))


def _ends(found: Sequence[Handoff]) -> Iterator[int]:
    for one in found:
        yield one.supplier
        yield one.client


def _volumes(process_map: ProcessMap) -> dict[int, str]:
    """How much each activity hands over and how often, where its map says so, by node."""
    said = {node: (volume, frequency) for node, _trigger, volume, frequency in process_map.extra.needs}
    return {node: "; ".join(filter(None, both)) for node, both in said.items() if any(both)}
