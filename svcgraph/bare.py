"""Single files without a workspace: each by itself, the rules of one map only (no rule O).

Kept apart from `pipeline` so that listing the handoffs of a file loads nothing that only workspaces need.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from svcgraph.domain import handoff
from svcgraph.domain.handoff import Handoff, TooMany
from svcgraph.domain.names import same
from svcgraph.domain.process import NONE, Process, ProcessMap
from svcgraph.errors import UNKNOWN_FORMAT, Fault, Severity
from svcgraph.store.maps import Loaded, load_readers, read_one
from svcgraph.store.root import is_hidden

if TYPE_CHECKING:
    from svcgraph.domain.graph import ServiceGraph
    from svcgraph.domain.text import Text

LIMIT = handoff.LIMIT
MANY = 1000  # files, from which on it pays to begin other processes; each takes memory of its own
BATCH = 64  # files told together
Told = TypeVar("Told")


@dataclass(frozen=True, slots=True, kw_only=True)
class BareMap:
    """One file: its map and handoffs, or, ``map`` None, why there are none."""

    file: str
    map: ProcessMap | None
    handoffs: tuple[Handoff, ...] = ()
    faults: tuple[Fault, ...] = ()


def read(paths: Iterable[Path], *, limit: int | None = LIMIT, service: str = "") -> Iterator[BareMap]:
    """The maps of ``paths`` in the order of their names; a folder stands for the files below it.

    A file that cannot be read comes with its reason and ``map`` None; it never stops the others. What no reader
    knows is passed over in a folder, not where it was named. ``service``: which attribute of event logs means that.
    """
    found, named = _found(paths)
    return _read(found, named, limit, service)


def told(
    paths: Iterable[Path], make: Callable[[BareMap], Told], *, limit: int | None = LIMIT, service: str = ""
) -> Iterator[Told]:
    """``make`` of each map that `read` gives, in the same order; many files are read and told on all cores."""
    found, named = _found(paths)
    if len(found) < MANY:
        yield from map(make, _read(found, named, limit, service))
        return

    def work(batch: Iterable[str]) -> list[Told]:
        return [make(one) for one in _read(batch, named, limit, service)]

    load_readers(found)
    batches = [found[start : start + BATCH] for start in range(0, len(found), BATCH)]
    yield from chain.from_iterable(_on_all_cores(work, batches))


def _on_all_cores(work: Callable[[list[str]], list[Told]], batches: Iterable[list[str]]) -> Iterator[list[Told]]:
    from svcgraph import forked

    cores = forked.cores()
    if cores == 1:
        yield from map(work, batches)
        return
    with forked.pool(work, cores) as pool:
        yield from pool.map(forked.done, batches)


def _read(paths: Iterable[str], named: Container[str], limit: int | None, service: str) -> Iterator[BareMap]:
    for path in paths:
        loaded = read_one(path, service=service)
        if path in named:
            yield _bare(replace(loaded, faults=tuple(map(_asked_for, loaded.faults))), limit)
        elif loaded.reading or any(fault.code != UNKNOWN_FORMAT for fault in loaded.faults):
            yield _bare(loaded, limit)


def graph(bare: BareMap) -> tuple[ServiceGraph, ProcessMap]:
    """A file that was read as a service graph for pictures, and the map that its keys belong to.

    Each performer is a service as it stands, none are merged; all pools of the file are one picture.
    """
    from svcgraph.domain import identity
    from svcgraph.domain.organisation import Organisation

    if bare.map is None:
        raise ValueError(f"{bare.file} could not be read")
    alone = _alone(bare.map)
    handoffs = [replace(handoff, process=0) for handoff in bare.handoffs]
    found, _ = identity.resolve([alone], [handoffs], Organisation(), calls=False, signals=False)
    services = tuple(replace(service, name=_without(service.name, f"{alone.file} / ")) for service in found.services)
    return replace(found, services=services), alone


def _without(name: Text, prefix: str) -> Text:
    """Alone, a file need not be named to tell its "Lane 1" from another's."""
    from svcgraph.domain.text import Text

    return Text(name.fr.removeprefix(prefix), name.en.removeprefix(prefix))


def _alone(process_map: ProcessMap) -> ProcessMap:
    performers = tuple(
        replace(performer, path=(name,))
        for performer, name in zip(process_map.performers, _names(process_map), strict=True)
    )
    names = tuple(dict.fromkeys(process.name for process in process_map.processes if process.name))
    whole = Process(id=Path(process_map.file).stem, name=names[0] if len(names) == 1 else "")
    nodes = replace(process_map.nodes, processes=(0,) * len(process_map.nodes))
    return replace(process_map, performers=performers, processes=(whole,), whole=(NONE,), nodes=nodes)


def _names(process_map: ProcessMap) -> tuple[str, ...]:
    """Leaf names; where two share one, the whole path."""
    often = Counter(same(performer.path[-1]) for performer in process_map.performers)
    return tuple(
        performer.path[-1] if often[same(performer.path[-1])] == 1 else " / ".join(performer.path)
        for performer in process_map.performers
    )


def _found(paths: Iterable[Path]) -> tuple[list[str], frozenset[str]]:
    """All files of `read`, sorted, and which of them were named."""
    given = set(paths)
    return sorted(_files(given)), frozenset(path.as_posix() for path in given)


def _files(paths: Iterable[Path]) -> set[str]:
    """The paths, with ``/``, of the files named, and of those below the folders named."""
    found: set[str] = set()
    for path in paths:
        name = path.as_posix()
        found.update(_below("" if name == "." else name.rstrip("/") + "/", path) if path.is_dir() else (name,))
    return found


def _below(prefix: str, folder: Path | str) -> Iterator[str]:
    """What is hidden, what lies in hidden folders, office programs' lock files and links to folders are left out."""
    try:
        entries = list(os.scandir(folder))
    except (PermissionError, FileNotFoundError):
        return
    for entry in entries:
        if is_hidden(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _below(f"{prefix}{entry.name}/", entry.path)
        elif _may_be_read(entry):
            yield prefix + entry.name


def _may_be_read(entry: os.DirEntry[str]) -> bool:
    """A file, or a link that leads round: whoever reads that says so. A pipe would be waited for."""
    try:
        return entry.is_file()
    except OSError:
        return True


def _asked_for(fault: Fault) -> Fault:
    """What no reader knows is a note in a folder; where somebody named it, it could not be read."""
    return replace(fault, severity=Severity.ERROR) if fault.code == UNKNOWN_FORMAT else fault


def _bare(loaded: Loaded, limit: int | None) -> BareMap:
    if loaded.reading is None:
        return BareMap(file=loaded.file, map=None, faults=loaded.faults)
    process_map = loaded.reading.map
    try:
        found = handoff.find(process_map, limit=limit)
    except TooMany as error:
        return BareMap(file=loaded.file, map=None, faults=(*loaded.faults, *error.faults))
    return BareMap(file=loaded.file, map=process_map, handoffs=found, faults=loaded.faults)
