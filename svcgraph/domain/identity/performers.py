"""Which service a performer of one file is (rules O1 and O2, and the rulings on identity).

A performer is looked up in the organisation file first. What that does not name is a service by its leaf
name, the same in every file, unless the name cannot carry that far: it is missing, a tool wrote it, or one
file holds it under two pools of different names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from svcgraph.domain.default_names import is_default
from svcgraph.domain.identity.directory import SEPARATOR, Directory, Party, below_maps
from svcgraph.domain.names import same, slug
from svcgraph.domain.process import NONE, NodeKind, Performer, ProcessMap
from svcgraph.errors import FaultList, Place, Severity

Clashes = dict[str, bool]  # leaf name as key → whether a pool of the file bears it alone

UNNAMED = (
    "Who works here has no name, so it stays apart as “{name}”. Name it on the map, "
    "or add “{name}” to the aliases of a service in the organisation file."
)
PROCESS = (
    "This process stands in no pool and has no name, so it stays apart as “{name}”. Draw a pool named after whoever "
    "works here, or add “{name}” to the aliases of a service in the organisation file."
)
DEFAULT = (
    "“{leaf}” is the drawing tool's own name, so it stays apart as “{name}”. Name it on the map, "
    "or add “{name}” to the aliases of a service in the organisation file."
)
KEPT = (
    "“{leaf}” stands in pools of different names in this file; all of them are taken for the service “{id}”, "
    "which is party to a contract. If they are not the same, add {names} as aliases in the organisation file."
)
CLASH = (
    "“{leaf}” stands in pools of different names in this file, so each stays apart: {names}. "
    "Add these as aliases to services in the organisation file, to one service if they are the same."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who a performer is: a listed party, or else a service by its name alone."""

    name: str
    key: str  # equal for performers that are one service
    party: Party | None = None


@dataclass(slots=True)
class Identities:
    """The identity of every performer that matters, per map."""

    directory: Directory
    protected: frozenset[str]
    faults: FaultList
    by_performer: dict[tuple[int, int], Identity] = field(default_factory=dict)

    def add(self, index: int, process_map: ProcessMap, handoff_ends: Iterable[int]) -> None:
        """Identifies the performers of one map, and tells what keeps a name from carrying to other files."""
        concerned = performers_of(process_map, handoff_ends)
        clashing = dict(_clashes(process_map, concerned))
        for performer in range(len(process_map.performers)):
            self.by_performer[index, performer] = self._identify(process_map, performer, clashing)
        self._tell(index, process_map, concerned, clashing)

    def is_kept(self, spot: tuple[int, int]) -> bool:
        """Whether the organisation file or a contract names the performer: it stays who it is, whatever is added."""
        identity = self.by_performer[spot]
        return identity.party is not None or not self.protected.isdisjoint(ids_of(identity.name))

    def _identify(self, process_map: ProcessMap, index: int, clashing: Clashes) -> Identity:
        performer = process_map.performers[index]
        party = self.directory.find(process_map.file, performer)
        if party:
            return Identity(name=party.name.fr or party.name.en or party.id, key=f"id:{party.id}", party=party)
        name = _own_name(process_map.file, performer, clashing)
        if not self._stays_apart(name, same(performer.path[-1]), clashing):
            name = _own_name(process_map.file, performer, ())
        return Identity(name=name, key=f"name:{same(name)}")

    def _stays_apart(self, name: str, leaf: str, clashing: Clashes) -> bool:
        """Whether a clashing leaf name gives way to ``name``, with its pool: not where it is party to a contract.

        Unless that party is ``name``, or a pool of the file that bears the leaf name alone.
        """
        return not self._kept_id(leaf) or clashing.get(leaf, False) or not self.protected.isdisjoint(ids_of(name))

    def _kept_id(self, leaf: str) -> str:
        """The id of the contract party that the leaf name is, "" if there is none: it keeps its identity."""
        return next((made for made in ids_of(leaf) if made in self.protected), "")

    def _tell(self, index: int, process_map: ProcessMap, concerned: Sequence[int], clashing: Clashes) -> None:
        apart: dict[str, list[int]] = defaultdict(list)
        for number in concerned:
            performer, identity = process_map.performers[number], self.by_performer[index, number]
            if identity.party is None and performer.unnamed:
                message = PROCESS if _is_process(process_map, performer) else UNNAMED
                self._say("unnamed-performer", process_map.file, performer, message, name=identity.name)
            elif identity.party is None and is_default(performer.path[-1]):
                leaf = performer.path[-1]
                self._say("default-name", process_map.file, performer, DEFAULT, leaf=leaf, name=identity.name)
            elif identity.party is None and same(performer.path[-1]) in clashing:
                apart[same(performer.path[-1])].append(number)
        for numbers in apart.values():
            self._clash(index, process_map, numbers)

    def _clash(self, index: int, process_map: ProcessMap, numbers: list[int]) -> None:
        first = process_map.performers[numbers[0]]
        paths = dict.fromkeys(SEPARATOR.join(process_map.performers[number].path) for number in numbers)
        names = dict.fromkeys(self.by_performer[index, number].name for number in numbers)
        leaf = f"name:{same(first.path[-1])}"
        one = all(self.by_performer[index, number].key == leaf for number in numbers)
        kept, names = (self._kept_id(same(first.path[-1])), paths) if one else ("", names)
        self._say("name-in-two-pools", process_map.file, first, KEPT if kept else CLASH,
                  leaf=first.path[-1], id=kept, names=", ".join(f"“{name}”" for name in names))  # fmt: skip

    def _say(self, code: str, file: str, performer: Performer, message: str, **parameters: str) -> None:
        self.faults.add(code, place_of(file, performer), message, severity=Severity.WARNING, **parameters)


def performers_of(process_map: ProcessMap, handoff_ends: Iterable[int]) -> tuple[int, ...]:
    """The performers that are services of the map: those S6 lists, and whoever works or is a handoff's end."""
    nodes = process_map.nodes
    workers = {
        owner for owner, kind in zip(nodes.performers, nodes.kinds, strict=True) if kind < NodeKind.CONTROL
    }  # fmt: skip
    return tuple(sorted({*process_map.services, *workers, *handoff_ends} - {NONE}))


def _is_process(process_map: ProcessMap, performer: Performer) -> bool:
    """Whether nobody is drawn, so that the process as a whole stands for who performs it (S4)."""
    return any(process.id == performer.element for process in process_map.processes)


def ids_of(name: str) -> tuple[str, str]:
    """The id that a name gives, and the one with the hash that it gives where that is taken."""
    plain = slug(same(name))
    return plain, slug(same(name), (plain,))


def place_of(file: str, performer: Performer) -> Place:
    """Where the pool, lane or actor stands in its file."""
    return Place(file=file, line=performer.line, element=performer.element, cell=performer.cell)


def node_place(process_map: ProcessMap, node: int) -> Place:
    """Where a node stands: its file, its line, and its id or cell."""
    nodes = process_map.nodes
    return Place(
        file=process_map.file,
        line=nodes.lines[node] if nodes.lines else 0,
        element=nodes.ids[node] or "",
        cell=nodes.cells[node] if nodes.cells else "",
    )


def _own_name(file: str, performer: Performer, clashing: Container[str]) -> str:
    """The name of a service that the organisation file does not name (O2)."""
    leaf = performer.path[-1]
    if performer.unnamed:
        return below_maps(file) + SEPARATOR + leaf
    if is_default(leaf):
        return SEPARATOR.join((below_maps(file), *performer.path))
    if same(leaf) not in clashing:
        return leaf
    # A pool without a name of its own cannot tell the same leaf name apart in two files.
    weak = performer.pool and (performer.path[0].startswith("#") or is_default(performer.path[0]))
    return SEPARATOR.join((below_maps(file), *performer.path) if weak else performer.path)


def _clashes(process_map: ProcessMap, concerned: Sequence[int]) -> Iterator[tuple[str, bool]]:
    """Leaf names (as keys) that this file holds under two pools of different names (O2), and whether one is a pool."""
    pools: dict[str, set[str]] = defaultdict(set)
    alone: set[str] = set()
    for performer in (process_map.performers[number] for number in concerned):
        if performer.pool and not performer.unnamed and not is_default(performer.path[-1]):
            leaf = same(performer.path[-1])
            pools[leaf].add(same(performer.path[0]))
            alone |= {leaf} if len(performer.path) == 1 else set()
    return ((leaf, leaf in alone) for leaf, names in pools.items() if len(names) > 1)
