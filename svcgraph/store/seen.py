"""Which small maps were read before: an entry of the cache is written only for what comes again.

To write one takes half as long as to read a small map, so that a first run over many would be the slower for it.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache
from pathlib import Path

FILE = "seen"
SIZE = 16  # bytes of one mark
MOST = 20_000  # marks; beyond, all are forgotten


def again(root: Path, mark: bytes) -> bool:
    """Whether ``mark`` (`SIZE` bytes) was told before, in this run or in another; from now on it was."""
    known = _known(root)
    if mark in known:
        return True
    known.add(mark)
    _append(root, mark)
    return False


@cache
def _known(root: Path) -> set[bytes]:
    try:
        content = (root / FILE).read_bytes()
        if len(content) >= MOST * SIZE:
            (root / FILE).unlink()
    except OSError:  # not there, or not to be read: nothing was seen
        return set()
    return {content[start : start + SIZE] for start in range(0, len(content), SIZE)}


def _append(root: Path, mark: bytes) -> None:
    handle = _handle(root)
    if handle is not None:
        with suppress(OSError):  # a full disk: it is forgotten when the program ends
            os.write(handle, mark)


@cache
def _handle(root: Path) -> int | None:
    """Open until the program ends; None where nothing can be written: what was seen is forgotten then."""
    try:
        root.mkdir(parents=True, exist_ok=True)
        return os.open(root / FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    except OSError:
        return None
