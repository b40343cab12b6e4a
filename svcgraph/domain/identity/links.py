"""What joins the maps of a workspace (rule O6): pools that stand for other files, calls, signals.

A *place* is a node of a map: (index of the map, index of the node); a *pool* is (index of the map, index of
the performer).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from svcgraph.domain.default_names import is_default
from svcgraph.domain.handoff.walk import Walk
from svcgraph.domain.identity.performers import place_of
from svcgraph.domain.names import same
from svcgraph.domain.process import NONE, NodeKind, ProcessMap
from svcgraph.errors import FaultList, Place, Severity

Spot = tuple[int, int]
FILES_TOLD = 4  # of those that hold what is meant
LIMIT = 100_000  # handoffs by one signal (`7-rulings`, Limits)

SEVERAL_POOLS = (
    "“{name}” is drawn in several other files ({files}), so this pool stands for none of them. "
    "Give the one that is meant a name of its own."
)
EVERYWHERE = "The signal “{signal}” would make more than {limit} handoffs; it is not linked."
SEVERAL_CALLED = (
    "“{name}” calls a process that several files hold ({files}), so it is linked to none of them. "
    "Give the one that is meant an id and a name of its own."
)


class Links:
    """Looks things up across maps. ``maps`` are in their stable order."""

    def __init__(self, maps: Sequence[ProcessMap], faults: FaultList) -> None:
        self.maps, self.faults = maps, faults
        self.walks = tuple(Walk(process_map) for process_map in maps)

    def pools(self, concerned: Sequence[Sequence[int]]) -> dict[Spot, Spot]:
        """Black-box pools that stand for a process drawn in exactly one other file: pool → process."""
        found: dict[Spot, Spot] = {}
        for index, performers in enumerate(concerned):
            for performer in filter(self._black_boxes(index).__contains__, performers):
                candidates = self._drawn(self._pool_name(index, performer), index)
                if len(candidates) == 1:
                    found[index, performer] = candidates[0]
                elif candidates:
                    self._several_pools(index, performer, candidates)
        return found

    def receiving(self, process: Spot) -> tuple[Spot, ...]:
        """The process's first activities that receive a message, themselves or by the event before them."""
        index, number = process
        walk, receives = self.walks[index], self._receivers(index)
        found: set[int] = set()
        for node in walk.first_nodes(number):
            onward = (node,) if walk.works(node) else walk.following(node)
            found |= {activity for activity in onward if node in receives or activity in receives}
        return tuple((index, activity) for activity in sorted(found))

    def calls(self) -> Iterator[tuple[Spot, Spot]]:
        """From → to, of every call activity whose process was loaded: into its first activities, back from its last."""
        for index, process_map in enumerate(self.maps):
            for node, called, name in process_map.extra.calls:
                process = self._called(index, node, called, name)
                if process:
                    yield from self._call((index, node), process)

    def signals(self) -> Iterator[tuple[Spot, Spot, str]]:
        """From → to, and the signal's name ("" when it has none), of every throw and catch of one signal."""
        caught: dict[object, dict[Spot, None]] = defaultdict(dict)
        for index, process_map in enumerate(self.maps):
            for node, signal in process_map.extra.catches:
                for activity in self.walks[index].receiver(node):
                    caught[_signal(index, signal)][index, activity] = None
        thrown: dict[object, dict[tuple[Spot, str], None]] = defaultdict(dict)
        for index, process_map in enumerate(self.maps):
            for node, signal in process_map.extra.throws:
                for activity in self.walks[index].sender(node):
                    thrown[_signal(index, signal)][(index, activity), signal] = None
        for key, sources in thrown.items():
            yield from self._passed(sources, caught.get(key, {}))

    def _passed(
        self, sources: dict[tuple[Spot, str], None], targets: dict[Spot, None]
    ) -> Iterator[tuple[Spot, Spot, str]]:
        if len(sources) * len(targets) > LIMIT:
            (index, _), signal = next(iter(sources))
            place = Place(file=self.maps[index].file)
            self.faults.add("signal-everywhere", place, EVERYWHERE, signal=signal, limit=LIMIT)
            return
        for source, signal in sources:
            yield from ((source, to, "" if signal.startswith("#") else signal) for to in targets)

    def _call(self, call: Spot, process: Spot) -> Iterator[tuple[Spot, Spot]]:
        index, number = process
        walk = self.walks[index]
        yield from ((call, (index, first)) for first in walk.first_activities(number) if (index, first) != call)
        yield from (((index, last), call) for last in walk.last_activities(number) if (index, last) != call)

    def _called(self, index: int, node: int, called: str, name: str) -> Spot | None:
        """The one loaded process that is meant: by id, in the same file first, then by name."""
        own = (index, self.maps[index].nodes.processes[node])
        plain = called.rpartition(":")[2]  # a QName's prefix says nothing here (L5)
        by_id = (self._by_id.get(called) or self._by_id.get(plain) or []) if plain else []
        candidates = [spot for spot in by_id if spot[0] == index] or by_id
        candidates = candidates or [spot for spot in self._by_name.get(same(name), ()) if name and spot != own]
        if len(candidates) > 1:
            self._several_called(index, node, candidates)
        return candidates[0] if len(candidates) == 1 else None

    @cached_property
    def _processes(self) -> tuple[Spot, ...]:
        """Every process that is drawn: one that owns an activity."""
        drawn: set[Spot] = set()
        for index, process_map in enumerate(self.maps):
            pairs = zip(process_map.nodes.processes, process_map.nodes.kinds, strict=True)
            drawn |= {(index, process) for process, kind in pairs if kind < NodeKind.CONTROL and process != NONE}
        return tuple(sorted(drawn))

    @cached_property
    def _by_id(self) -> dict[str, list[Spot]]:
        found: dict[str, list[Spot]] = defaultdict(list)
        for index, number in self._processes:
            found[self.maps[index].processes[number].id].append((index, number))
        return found

    @cached_property
    def _by_name(self) -> dict[str, list[Spot]]:
        """Drawn processes by their own name and by that of their pool."""
        found: dict[str, dict[Spot, None]] = defaultdict(dict)
        for index, number in self._processes:
            for name in {same(name) for name in self._drawn_names(index, number) if name}:
                found[name][index, number] = None
        return {name: list(spots) for name, spots in found.items()}

    def _drawn_names(self, index: int, number: int) -> Iterator[str]:
        process_map = self.maps[index]
        yield process_map.processes[number].name
        whole = process_map.whole[number] if number < len(process_map.whole) else NONE
        if whole != NONE and process_map.performers[whole].pool:
            yield process_map.performers[whole].path[0]

    def _drawn(self, name: str, apart_from: int) -> list[Spot]:
        return [spot for spot in self._by_name.get(same(name), ()) if spot[0] != apart_from]

    def _pool_name(self, index: int, performer: int) -> str:
        return self.maps[index].performers[performer].path[0]

    def _black_boxes(self, index: int) -> frozenset[int]:
        """Named pools without anything drawn inside (S7)."""
        process_map = self.maps[index]
        pools = enumerate(process_map.performers)
        closed = (
            number
            for number, pool in pools
            if pool.external and len(pool.path) == 1 and not pool.unnamed and not is_default(pool.path[0])
        )
        return frozenset(closed) - frozenset(process_map.nodes.performers)

    def _receivers(self, index: int) -> frozenset[int]:
        """Nodes of a map that receive a message: a flow leads there, or they wait for one by their kind."""
        process_map = self.maps[index]
        return process_map.extra.receivers | {message.target for message in process_map.message_flows}

    def _several_pools(self, index: int, performer: int, candidates: Iterable[Spot]) -> None:
        process_map = self.maps[index]
        place = place_of(process_map.file, process_map.performers[performer])
        self._say("pool-drawn-twice", place, SEVERAL_POOLS, self._pool_name(index, performer), candidates)

    def _several_called(self, index: int, node: int, candidates: Iterable[Spot]) -> None:
        nodes = self.maps[index].nodes
        place = Place(file=self.maps[index].file, line=nodes.lines[node], element=nodes.ids[node] or "")
        self._say("call-of-several", place, SEVERAL_CALLED, nodes.names[node], candidates)

    def _say(self, code: str, place: Place, message: str, name: str, candidates: Iterable[Spot]) -> None:
        files = tuple(dict.fromkeys(self.maps[index].file for index, _ in candidates))
        told = ", ".join((*files[:FILES_TOLD], "…") if len(files) > FILES_TOLD else files)
        self.faults.add(code, place, message, severity=Severity.WARNING, name=name, files=told)


def _signal(index: int, signal: str) -> object:
    """What makes two signals one: their name, or within one file their id."""
    return (index, signal) if signal.startswith("#") else same(signal)
