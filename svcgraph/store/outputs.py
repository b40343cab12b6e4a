"""The outputs folder: the tool's own, but what somebody filled in there is never lost.

A manifest of hashes remembers what the tool wrote. A file that is not as the tool wrote it is neither
overwritten nor deleted: the new one gets ``-2``. The tool's own files that this run no longer makes go.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from svcgraph.errors import SvcgraphError
from svcgraph.i18n import mark

MANIFEST = ".manifest.json"
JOURNAL = ".manifest.journal"  # written before each file, so that a killed run is no false alarm
VERSION = 1
MOST_COPIES = 99


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


@dataclass(slots=True)
class _Run:
    """One run on the folder. ``known`` is what the tool wrote before, ``mine`` what it holds to be its own now."""

    root: Path
    known: dict[str, frozenset[str]]
    mine: dict[str, str] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    passed: set[str] = field(default_factory=set)  # filled in by somebody, so another name was taken


def write_outputs(root: Path, files: Iterable[OutputFile], *, scope: Iterable[str] = ("",)) -> Outcome:
    """Writes ``files`` below ``root``; files come one at a time, so the iterable may make them as it goes.

    ``scope``: the sub-folders (or files) that this run makes completely; the tool's own files there that
    are not among ``files`` are removed. Raises SvcgraphError where the folder cannot be written.
    """
    run = _Run(root=root, known=_known(root))
    try:
        root.mkdir(parents=True, exist_ok=True)
        for file in files:
            _put(run, file)
        _sweep(run, tuple(scope))
    except OSError as error:
        problem = error.strerror or str(error)
        raise SvcgraphError(mark("{path} cannot be written: {problem}"), path=root, problem=problem) from error
    finally:
        _remember(run)
    return Outcome(
        written=tuple(sorted(run.written)),
        unchanged=tuple(sorted(run.unchanged)),
        removed=tuple(sorted(run.removed)),
        kept=tuple(sorted(run.kept, key=lambda kept: kept.path)),
    )


def _put(run: _Run, file: OutputFile) -> None:
    wanted = digest(file.content)
    for path in _names(file.path):
        present = _digest_of(_inside(run.root, path))
        if present == wanted:
            run.unchanged.append(path)
        elif present == "" or present in run.known.get(path, ()):
            _replace(run, path, file.content, wanted)
        else:
            run.passed.add(path)
            continue
        run.mine[path] = wanted
        if path != file.path:
            run.kept.append(Kept(path=file.path, instead=path))
        return
    raise SvcgraphError(mark("{path}: too many copies that somebody filled in; put them away"), path=file.path)


def _replace(run: _Run, path: str, content: bytes, wanted: str) -> None:
    with (run.root / JOURNAL).open("a", encoding="utf-8", newline="\n") as journal:
        journal.write(f"{wanted} {json.dumps(path)}\n")
    write_atomic(_inside(run.root, path), content)
    run.written.append(path)


def _names(path: str) -> Iterator[str]:
    """``a/b.xlsx``, ``a/b-2.xlsx``, ``a/b-3.xlsx`` …"""
    pure = PurePosixPath(path)
    yield path
    for number in range(2, MOST_COPIES):
        yield str(pure.with_name(f"{pure.stem}-{number}{pure.suffix}"))


def _sweep(run: _Run, scope: tuple[str, ...]) -> None:
    """Removes the tool's own files that this run did not make; what somebody changed stays, and is said."""
    for path in sorted(run.known.keys() - run.mine.keys()):
        present = _digest_of(_inside(run.root, path))
        if path in run.passed or not any(_within(path, part) for part in scope):
            run.mine[path] = min(run.known[path])
        elif present in run.known[path]:
            _delete(run, path)
        elif present:
            run.kept.append(Kept(path=path))


def _within(path: str, part: str) -> bool:
    return not part or path == part or path.startswith(part.rstrip("/") + "/")


def _delete(run: _Run, path: str) -> None:
    where = _inside(run.root, path)
    where.unlink()
    run.removed.append(path)
    for folder in where.parents:
        if folder == run.root or any(folder.iterdir()):
            return
        folder.rmdir()


def _inside(root: Path, path: str) -> Path:
    """The file's place; refuses what would lead out of the folder, by its name or by a link."""
    where = root / path
    if not _harmless(path) or not where.parent.resolve().is_relative_to(root.resolve()):
        raise SvcgraphError(mark("{path} lies outside the outputs folder; nothing is written there"), path=path)
    return where


def _harmless(path: str) -> bool:
    pure = PurePosixPath(path)
    return bool(pure.parts) and not pure.is_absolute() and ".." not in pure.parts and "\\" not in path


def filled_in(root: Path, path: str) -> bytes | None:
    """The file at ``path`` below the outputs' ``root`` where somebody changed it; None where it is the tool's own."""
    present = _digest_of(_inside(root, path))
    if present in ("", "not a file") or present in _known(root).get(path, ()):
        return None
    return (root / path).read_bytes()


def intact(root: Path) -> str:
    """The hash of the manifest below ``root`` when every file in it is as the tool wrote it; else ""."""
    manifest = root / MANIFEST
    if not manifest.is_file() or (root / JOURNAL).exists():
        return ""
    whole = all(_digest_of(_inside(root, path)) == value for path, value in _manifest(manifest))
    return _digest_of(manifest) if whole else ""


def digest(content: bytes) -> str:
    """SHA-256 of ``content``, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def _digest_of(path: Path) -> str:
    """The hash of the file there; "" when there is none. A folder or a link is nobody's file: a hash of its own."""
    if path.is_symlink() or path.is_dir():
        return "not a file"
    return digest(path.read_bytes()) if path.exists() else ""


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
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".svcgraph-", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """The process's file mode mask, which can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
