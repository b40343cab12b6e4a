"""The processes of all maps, with what the organisation file adds to each (owner, rhythm, family, links)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import PurePosixPath

from svcgraph.domain.graph import MappedProcess
from svcgraph.domain.identity.directory import below_maps
from svcgraph.domain.names import same, slug
from svcgraph.domain.organisation import Organisation, ProcessEntry
from svcgraph.domain.process import NONE, Process, ProcessMap
from svcgraph.domain.text import Text
from svcgraph.errors import FaultList, Place, Severity

NO_FILE = "The process “{id}” names the file “{file}”, which is not among the maps. Correct the file's path."
NOT_DRAWN = "The process “{id}” is on no map."
WHICH = (
    "The file “{file}” holds several processes, none of them named “{name}”. "
    "Give the process in the organisation file the name that it has on the map."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedProcesses:
    """The processes in their order, and where those of each map stand among them."""

    processes: tuple[MappedProcess, ...]
    positions: dict[tuple[int, int], int]
    first: tuple[int, ...]  # per map, its first process

    def position(self, index: int, process: int) -> int:
        """Index into ``processes``; a process that owns nothing counts as its map's first."""
        return self.positions.get((index, process), self.first[index])


def mapped_processes(maps: Sequence[ProcessMap], organisation: Organisation, faults: FaultList) -> MappedProcesses:
    """Every process that owns a node (or its map's first, or one made for want of any), in map order."""
    drawn = [
        (index, number, process) for index, one in enumerate(maps) for number, process in _drawn(one)
    ]  # fmt: skip
    entries = _match(maps, drawn, organisation, faults)
    ids = _ids(maps, drawn, entries)
    made = [
        _mapped(maps[index], process, entry, made_id)
        for (index, _, process), entry, made_id in zip(drawn, entries, ids, strict=True)
    ]
    positions = {(index, number): position for position, (index, number, _) in enumerate(drawn)}
    first: dict[int, int] = {}
    for position, (index, _, _) in enumerate(drawn):
        first.setdefault(index, position)
    return MappedProcesses(
        processes=tuple(made), positions=positions, first=tuple(first[index] for index in range(len(maps)))
    )


def _drawn(process_map: ProcessMap) -> list[tuple[int, Process]]:
    owners = set(process_map.nodes.processes)
    drawn = [(number, process) for number, process in enumerate(process_map.processes) if number in owners]
    stem = PurePosixPath(process_map.file).stem
    return drawn or list(enumerate(process_map.processes))[:1] or [(NONE, Process(id=slug(stem), name=stem))]


def _match(
    maps: Sequence[ProcessMap],
    drawn: Sequence[tuple[int, int, Process]],
    organisation: Organisation,
    faults: FaultList,
) -> list[ProcessEntry | None]:
    """The organisation file's entry for each process: by file, or by name where the entry has no file."""
    found: list[ProcessEntry | None] = [None] * len(drawn)
    for entry in organisation.processes:
        for position in _meant(maps, drawn, entry, organisation, faults):
            found[position] = found[position] or entry
    return found


def _meant(
    maps: Sequence[ProcessMap],
    drawn: Sequence[tuple[int, int, Process]],
    entry: ProcessEntry,
    organisation: Organisation,
    faults: FaultList,
) -> Iterable[int]:
    names = {same(name) for name in (entry.name.fr, entry.name.en) if name}
    file = same(below_maps(entry.file))
    here = [i for i, (index, _, _) in enumerate(drawn) if not file or same(below_maps(maps[index].file)) == file]
    named = [i for i in here if same(drawn[i][2].name) in names]
    exact = named or [i for i in here if file and drawn[i][2].id == entry.id]
    place = Place(file=organisation.file, line=entry.line)
    if exact or (file and len(here) == 1):
        return exact or here
    if not file:
        faults.add("process-not-drawn", place, NOT_DRAWN, severity=Severity.NOTE, id=entry.id)
    elif not here:
        faults.add("process-file", place, NO_FILE, severity=Severity.WARNING, id=entry.id, file=entry.file)
    else:
        name = entry.name.fr or entry.name.en
        faults.add("process-file", place, WHICH, severity=Severity.WARNING, file=entry.file, name=name)
    return ()


def _ids(
    maps: Sequence[ProcessMap],
    drawn: Sequence[tuple[int, int, Process]],
    entries: Sequence[ProcessEntry | None],
) -> list[str]:
    """The organisation file's id, else the map's own; one that several processes bear gets its file's name."""
    wanted = [entry.id if entry else process.id for (_, _, process), entry in zip(drawn, entries, strict=True)]
    counts = Counter(wanted)
    made: dict[str, None] = {}
    for (index, _, _), wish in zip(drawn, wanted, strict=True):
        one = wish if counts[wish] == 1 and wish else slug(f"{below_maps(maps[index].file)} {wish}")
        numbered = (f"{one}-{number}" for number in count(2))
        made[next(free for free in chain((one,), numbered) if free not in made)] = None
    return list(made)


def _mapped(process_map: ProcessMap, process: Process, entry: ProcessEntry | None, made_id: str) -> MappedProcess:
    own = process.name or PurePosixPath(process_map.file).stem
    return MappedProcess(
        id=made_id,
        name=entry.name if entry and entry.name else Text(fr=own, en=own),
        file=process_map.file,
        process=process,
        kind=(entry.kind if entry else None) or process.kind,
        owner=(entry.owner if entry else "") or process.owner,
        frequency=entry.frequency.value if entry and entry.frequency else process.frequency,
        feeds=entry.feeds if entry else (),
    )
