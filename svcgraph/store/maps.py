"""The process maps of a workspace: every file below `processes/` that a reader knows (`7-rulings`, Workspace).

One bad file never stops the others; what no reader knows is a note; two readers that claim one file is an error.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache as kept
from pathlib import Path
from types import ModuleType

from svcgraph.errors import UNKNOWN_FORMAT, Fault, FaultList, Place, Severity, Unreadable
from svcgraph.i18n import mark
from svcgraph.plugins import foreign, own, room
from svcgraph.readers import Reading
from svcgraph.store import cache
from svcgraph.store.root import is_hidden

BYTES = 200_000_000  # of one map; readers set lower bounds of their own
DEPTH = 30  # of folders
NOT_MAPS = frozenset({"organisation.yaml", "organisation.xlsx", "layout.yaml"})
NOT_MAP_FOLDERS = frozenset({"contracts", "readings"})
NO_FILE = mark("This is neither a file nor a folder (a pipe, for example); it is not read.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """One file: what its reader made of it (None when nothing could be), and all faults found in it."""

    file: str
    reading: Reading | None
    faults: tuple[Fault, ...] = ()
    format: str = ""


def read_all(folder: Path) -> tuple[Loaded, ...]:
    """Every map below ``folder`` (the workspace's ``processes``), sorted by path; never raises for a bad file.

    ``file`` begins with the folder's own name: ``processes/support/recruit.csv``.
    """
    if not folder.is_dir():
        return ()
    found = sorted((_name(path, folder), path, error) for path, error in _files(folder))
    return tuple(_of(path, name, error) for name, path, error in found)


def _of(path: Path, file: str, error: str) -> Loaded:
    if error == NO_FILE:
        fault = Fault(code="unreadable", place=Place(file=file), message=NO_FILE)
        return Loaded(file=file, reading=None, faults=(fault,))
    if error:
        return Loaded(file=file, reading=None, faults=(_unreadable(file, error),))
    return _load(path, file, doubtful=True)


def read_one(path: Path | str, *, service: str = "") -> Loaded:
    """A bare file, named as given, with ``/``. ``service``: the attribute of an event log that means it, or ""."""
    return _load(path, _printable(path if isinstance(path, str) else path.as_posix()), service=service)


def load_readers(files: Iterable[str]) -> None:
    """The readers that ``files`` will be shown to: loaded before processes are forked, each need not load them."""
    if not all(_named(suffix) for suffix in sorted(set(map(_suffix, files)))):
        room("readers")


def _name(path: Path, folder: Path) -> str:
    return _printable(f"{folder.resolve().name}/{path.relative_to(folder).as_posix()}")


def _printable(name: str) -> str:
    """Bytes of a file name that are no UTF-8 come out as U+FFFD: names must be printable wherever they go."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    """The files that may be maps, "" with each, and what is none or cannot be looked into, with the reason.

    Links are followed only to files and folders that stay inside ``folder``.
    """
    root = _real(folder)
    seen: set[Path] = set()
    waiting = [(folder, 0)]
    while waiting:
        here, depth = waiting.pop()
        real = _real(here)
        if real in seen or depth > DEPTH:
            continue
        seen.add(real)
        try:
            entries = sorted(here.iterdir(), key=lambda entry: entry.name)
        except OSError as error:
            yield here, error.strerror or str(error)
            continue
        for entry in entries:
            if _ignored(entry, top=here == folder) or not _real(entry).is_relative_to(root):
                continue
            if entry.is_dir():
                waiting.append((entry, depth + 1))
            else:
                yield entry, "" if entry.is_file() else _no_file(entry)


def _real(path: Path) -> Path:
    """Where links lead; a link that leads back to itself, to itself: `Path.resolve` raises there, in some Pythons."""
    return Path(os.path.realpath(path))


def _no_file(path: Path) -> str:
    """Why neither file nor folder: a link that leads nowhere or round, a pipe, what is gone meanwhile."""
    try:
        path.stat()
    except OSError as error:
        return error.strerror or str(error)
    return NO_FILE  # a pipe would be waited for until somebody writes into it


def _ignored(entry: Path, *, top: bool) -> bool:
    """Hidden files, office programs' lock files, and what in `processes/` itself is no map."""
    if is_hidden(entry.name):
        return True
    return top and entry.name in (NOT_MAP_FOLDERS if entry.is_dir() else NOT_MAPS)


def _load(path: Path | str, file: str, *, doubtful: bool = False, service: str = "") -> Loaded:
    faults = FaultList()
    data = _bytes(path, file, faults)
    reader = _reader(data, _suffix(file), file, faults) if data is not None else None
    if data is None or reader is None or (doubtful and _is_no_map(reader, file, faults)):
        return Loaded(file=file, reading=None, faults=tuple(faults.faults))
    try:
        reading = _read(reader, data, file, service)
    except Unreadable as error:
        return Loaded(file=file, reading=None, faults=error.faults, format=reader.FORMAT)
    doubts = reader.doubts(data, file) if doubtful and hasattr(reader, "doubts") else ()
    return Loaded(file=file, reading=reading, faults=(*reading.faults, *doubts), format=reader.FORMAT)


def _is_no_map(reader: ModuleType, file: str, faults: FaultList) -> bool:
    """Whether a workspace leaves such files alone, and says why."""
    if hasattr(reader, "NO_MAP"):
        faults.add("no-map", Place(file=file), reader.NO_MAP, severity=Severity.WARNING, file=file)
        return True
    return False


def _read(reader: ModuleType, data: bytes, file: str, service: str) -> Reading:
    if not service:
        return cache.read(reader, data, file)
    if hasattr(reader, "read_as"):
        asked: Reading = reader.read_as(data, file, service)
        return asked
    said = mark("--service-attribute is for event logs: this file says itself who does what.")
    fault = Fault(code="no-attributes", place=Place(file=file), message=said, severity=Severity.WARNING)
    reading = cache.read(reader, data, file)
    return Reading(map=reading.map, faults=(*reading.faults, fault))


def _suffix(file: str) -> str:
    """As ``PurePath.suffix``, in lower case."""
    name = file.rpartition("/")[2]
    dot = name.rfind(".")
    return name[dot:].lower() if 0 < dot < len(name) - 1 else ""


def _bytes(path: Path | str, file: str, faults: FaultList) -> bytes | None:
    try:
        with open(path, "rb", buffering=0) as stream:  # noqa: PTH123 - a path is dear to make, there are thousands
            size = os.fstat(stream.fileno()).st_size
            if size <= BYTES:
                return stream.read()
    except OSError as error:
        faults.faults.append(_unreadable(file, error.strerror or os.fspath(path)))
        return None
    except MemoryError:
        faults.faults.append(_unreadable(file, os.strerror(errno.ENOMEM)))
        return None
    said = mark("The file has {size} bytes; at most {most} are read. Split it.")
    faults.add("too-large", Place(file=file), said, size=size, most=BYTES)
    return None


def _unreadable(file: str, problem: str) -> Fault:
    said = mark("The file cannot be read: {problem}.")
    return Fault(code="unreadable", place=Place(file=file), message=said, parameters=(("problem", problem),))


@kept
def _named(suffix: str) -> tuple[ModuleType, ...]:
    """Our reader that is named as ``suffix``, and other packages' readers of it; none without ours."""
    ours = own("readers", suffix[1:])
    return (ours, *(one for one in foreign("readers") if suffix in one.SUFFIXES)) if ours else ()


def _reader(data: bytes, suffix: str, file: str, faults: FaultList) -> ModuleType | None:
    """The one reader that recognises the file: those of its suffix are asked first, the others only if none does.

    Of our own, the reader that is named as the suffix is asked before all: the others need not be loaded.
    """
    claims = [one for one in _named(suffix) if one.recognises(data, suffix)]
    readers = () if claims else room("readers")
    expected = [one for one in readers if suffix in one.SUFFIXES]
    claims = claims or [one for one in expected if one.recognises(data, suffix)]
    claims = claims or [one for one in readers if one not in expected and one.recognises(data, suffix)]
    if len(claims) > 1:
        formats = ", ".join(one.FORMAT for one in claims)
        said = mark("Several readers claim this file ({formats}), so none reads it. Remove one of the readers.")
        faults.add("several-readers", Place(file=file), said, formats=formats)
    elif not claims:
        faults.faults.append(_unknown(data, file, expected))
    return claims[0] if len(claims) == 1 else None


def _unknown(data: bytes, file: str, expected: list[ModuleType]) -> Fault:
    """That nobody reads the file; what it lacks, where a reader of such files can tell."""
    said = mark("No reader knows this file; it is not read.")
    lacking = (one.nearly(data, file) for one in expected if hasattr(one, "nearly"))
    nobody = Fault(code=UNKNOWN_FORMAT, place=Place(file=file), message=said, severity=Severity.NOTE)
    return next(filter(None, lacking), nobody)
