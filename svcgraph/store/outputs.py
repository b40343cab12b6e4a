"""The outputs folder: the tool's own, but what somebody filled in there is never lost.

A manifest of hashes remembers what the tool wrote. A file that is not as the tool wrote it is neither
overwritten nor deleted: the new one gets ``-2``. The tool's own files that this run no longer makes go.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from svcgraph.errors import SvcgraphError
from svcgraph.i18n import mark

MANIFEST = ".manifest.json"
JOURNAL = ".manifest.journal"  # written before each file, so that a killed run is no false alarm
VERSION = 1
MOST_COPIES = 99
# O_EXCL follows no link and takes no file that is there; what Windows alone has is 0 elsewhere
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
_numbers = count()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputFile:
    """One file to be written: its path below the outputs folder, with ``/``, and its bytes."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file of the tool that somebody changed. ``instead`` is where the new one is; "" when there is none."""

    path: str
    instead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run did to the folder; every tuple is sorted."""

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: tuple[Kept, ...] = ()


class _Places:
    """Where files lie below ``root``. A folder is followed to where it really is once, not for each of its files."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._inside: dict[str, bool] = {}

    def of(self, path: str) -> Path:
        """The file's place; refuses what would lead out of the folder, by its name or by a link."""
        if not _harmless(path) or not self._is_inside(path.rpartition("/")[0]):
            raise SvcgraphError(mark("{path} lies outside the outputs folder; nothing is written there"), path=path)
        return self.root / path

    def _is_inside(self, folder: str) -> bool:
        found = self._inside.get(folder)
        if found is None:
            found = self._inside[folder] = (self.root / folder).resolve().is_relative_to(self._real)
        return found

    @cached_property
    def _real(self) -> Path:
        return self.root.resolve()


@dataclass(slots=True)
class _Run:
    """One run on the folder. ``known`` is what the tool wrote before, ``mine`` what it holds to be its own now."""

    root: Path
    places: _Places
    known: dict[str, frozenset[str]]
    mine: dict[str, str] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    passed: set[str] = field(default_factory=set)  # filled in by somebody, so another name was taken
    journal: BinaryIO | None = None  # open from the first file that is written


def write_outputs(root: Path, files: Iterable[OutputFile], *, scope: Iterable[str] = ("",)) -> Outcome:
    """Writes ``files`` below ``root``; files come one at a time, so the iterable may make them as it goes.

    ``scope``: the sub-folders (or files) that this run makes completely; the tool's own files there that
    are not among ``files`` are removed. Raises SvcgraphError where the folder cannot be written.
    """
    try:
        run = _Run(root=root, places=_Places(root), known=_known(root))
        try:
            root.mkdir(parents=True, exist_ok=True)
            for file in files:
                _put(run, file)
            _sweep(run, tuple(scope))
        finally:
            _remember(run)  # where nothing can be written, neither can this; then the journal is kept
    except OSError as error:
        problem = error.strerror or str(error)
        raise SvcgraphError(mark("{path} cannot be written: {problem}"), path=root, problem=problem) from error
    return Outcome(
        written=tuple(sorted(run.written)),
        unchanged=tuple(sorted(run.unchanged)),
        removed=tuple(sorted(run.removed)),
        kept=tuple(sorted(run.kept, key=lambda kept: kept.path)),
    )


def _put(run: _Run, file: OutputFile) -> None:
    wanted = digest(file.content)
    for path in _names(file.path):
        where = run.places.of(path)
        present = _digest_of(where)
        if present == wanted:
            run.unchanged.append(path)
        elif present == "" or present in run.known.get(path, ()):
            _replace(run, path, where, file.content, wanted)
        else:
            run.passed.add(path)
            continue
        run.mine[path] = wanted
        if path != file.path:
            run.kept.append(Kept(path=file.path, instead=path))
        return
    raise SvcgraphError(mark("{path}: too many copies that somebody filled in; put them away"), path=file.path)


def _replace(run: _Run, path: str, where: Path, content: bytes, wanted: str) -> None:
    if run.journal is None:
        run.journal = (run.root / JOURNAL).open("ab", buffering=0)  # each line is there before its file
    line = f"{wanted} {json.dumps(path)}\n".encode()
    if run.journal.write(line) < len(line):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    write_atomic(where, content)
    run.written.append(path)


def _names(path: str) -> Iterator[str]:
    """``a/b.xlsx``, ``a/b-2.xlsx``, ``a/b-3.xlsx`` …"""
    yield path
    pure = PurePosixPath(path)
    for number in range(2, MOST_COPIES):
        yield str(pure.with_name(f"{pure.stem}-{number}{pure.suffix}"))


def _sweep(run: _Run, scope: tuple[str, ...]) -> None:
    """Removes the tool's own files that this run did not make; what somebody changed stays, and is said."""
    for path in sorted(run.known.keys() - run.mine.keys()):
        present = _digest_of(run.places.of(path))
        if path in run.passed or not any(_within(path, part) for part in scope):
            run.mine[path] = min(run.known[path])
        elif present in run.known[path]:
            _delete(run, path)
        elif present:
            run.kept.append(Kept(path=path))


def _within(path: str, part: str) -> bool:
    return not part or path == part or path.startswith(part.rstrip("/") + "/")


def _delete(run: _Run, path: str) -> None:
    where = run.places.of(path)
    where.unlink()
    run.removed.append(path)
    for folder in where.parents:
        if folder == run.root or any(folder.iterdir()):
            return
        folder.rmdir()


def _harmless(path: str) -> bool:
    parts = [part for part in path.split("/") if part not in ("", ".")]
    return bool(parts) and not path.startswith("/") and ".." not in parts and "\\" not in path


def filled_in(root: Path, path: str) -> bytes | None:
    """The file at ``path`` below the outputs' ``root`` where somebody changed it; None where it is the tool's own."""
    present = _digest_of(_Places(root).of(path))
    if present in ("", "not a file") or present in _known(root).get(path, ()):
        return None
    return (root / path).read_bytes()


def left(root: Path) -> str:
    """The hash of the manifest below ``root`` that the last run left; "" if there is none or it was cut short."""
    return "" if (root / JOURNAL).exists() else _digest_of(root / MANIFEST)


def intact(root: Path) -> str:
    """`left`, when every file in the manifest is as the tool wrote it; else ""."""
    places = _Places(root)
    whole = all(_digest_of(places.of(path)) == value for path, value in _manifest(root / MANIFEST))
    return left(root) if whole else ""


def digest(content: bytes) -> str:
    """SHA-256 of ``content``, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def _digest_of(path: Path) -> str:
    """The hash of the file there; "" when there is none. A folder or a link is nobody's file: a hash of its own."""
    try:
        mode = os.lstat(path).st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: no name that a file can have
        return ""
    return digest(path.read_bytes()) if stat.S_ISREG(mode) else "not a file"


def _known(root: Path) -> dict[str, frozenset[str]]:
    """Path → hashes the tool wrote there, from the manifest and from the journal of a run cut short.

    A manifest that cannot be read knows nothing: then no file is taken for the tool's own.
    """
    found: dict[str, frozenset[str]] = {}
    for path, value in (*_manifest(root / MANIFEST), *_journal(root / JOURNAL)):
        if _harmless(path):
            found[path] = found.get(path, frozenset()) | {value}
    return found


def _manifest(path: Path) -> tuple[tuple[str, str], ...]:
    try:
        files = json.loads(path.read_bytes())["files"]
    except (FileNotFoundError, ValueError, KeyError, TypeError, RecursionError):
        return ()
    pairs = files.items() if isinstance(files, dict) else ()
    return tuple((name, value) for name, value in pairs if isinstance(value, str))


def _journal(path: Path) -> Iterator[tuple[str, str]]:
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else ()
    for line in lines:
        value, _, name = line.partition(" ")
        try:
            yield str(json.loads(name)), value
        except ValueError:
            continue  # the line at which the run was cut short


def _remember(run: _Run) -> None:
    """The manifest, in a fixed shape; a run that failed forgets nothing that it did not come to."""
    if run.journal:
        run.journal.close()
    if not run.root.is_dir():
        return
    files = {path: min(values) for path, values in run.known.items() if path not in run.removed} | run.mine
    there = {path: value for path, value in sorted(files.items()) if path in run.mine or (run.root / path).exists()}
    text = json.dumps({"version": VERSION, "files": there}, ensure_ascii=False, indent=1) + "\n"
    if not (run.root / MANIFEST).is_file() or (run.root / MANIFEST).read_bytes() != text.encode():
        write_atomic(run.root / MANIFEST, text.encode())
    (run.root / JOURNAL).unlink(missing_ok=True)


def write_atomic(path: Path, content: bytes) -> None:
    """The whole file or none of it: a neighbour is written, then renamed. Raises OSError."""
    try:
        handle, beside = _neighbour(path.parent)
    except (FileNotFoundError, NotADirectoryError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = _neighbour(path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _neighbour(folder: Path) -> tuple[int, Path]:
    """A new file in ``folder``, open: what a killed run left there is passed over."""
    while True:
        beside = folder / f".svcgraph-{os.getpid()}-{next(_numbers)}.tmp"
        try:
            return os.open(beside, NEW, 0o666), beside
        except FileExistsError:
            continue
