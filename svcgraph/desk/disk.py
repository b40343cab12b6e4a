"""Writing so that a crash at any moment leaves the old file or the new one, whole, and on the disk."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

TEMPORARY = ".svcgraph-desk-"  # hidden: no reader looks at it; what a killed process left goes with `sweep`


class Changed(Exception):
    """The file is no longer as it was read."""


def replace_file(path: Path, content: bytes, *, before: bytes | None) -> None:
    """``content`` in place of the file at ``path``, which must still hold ``before`` (None: must not be there).

    The neighbour is written and flushed, the file compared, the name changed, the folder flushed, in this
    order. Raises `Changed` when somebody else wrote meanwhile, OSError when it cannot be written.
    """
    temporary = path.with_name(f"{TEMPORARY}{os.getpid()}-{path.name}")
    try:
        _write(temporary, content, _mode(path))
        if read_or_none(path) != before:
            raise Changed(path.name)
        os.replace(temporary, path)  # noqa: PTH105  (one way to the disk, so that every step can be made to fail)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(temporary)  # noqa: PTH108
    flush_folder(path.parent)


def read_or_none(path: Path) -> bytes | None:
    """The file's bytes; None when there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def make_folder(path: Path) -> None:
    """The folder and those above it, each on the disk in its parent."""
    if path.is_dir():
        return
    make_folder(path.parent)
    with suppress(FileExistsError):
        os.mkdir(path)  # noqa: PTH102
    flush_folder(path.parent)


def sweep(folder: Path) -> None:
    """Takes away what a killed process left half written; only to be called under the lock."""
    for left in sorted(folder.glob(f"{TEMPORARY}*")):
        left.unlink(missing_ok=True)


def flush_folder(folder: Path) -> None:
    """A new name is on the disk only when its folder is; Windows does this by itself and opens no folders."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(path: Path, content: bytes, mode: int) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, mode)
    try:
        view = memoryview(content)
        while view:
            view = view[os.write(handle, view) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _mode(path: Path) -> int:
    """The permissions that people gave the file; a new one has those of the umask."""
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        return 0o666
