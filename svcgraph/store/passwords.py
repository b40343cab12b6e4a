"""Where a URL in a file of the workspace holds a password (`7-rulings`: passwords never stand in files)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from svcgraph.errors import Place
from svcgraph.store.root import FILE, is_hidden

BYTES = 5_000_000  # of one file; larger ones are data, and have no URL of a person's in them
# ``scheme://user:secret@host`` and ``…?password=secret``; ``${NAME}`` is a variable, ``***`` a blank.
_SECRET = rb"(?!\$\{|\*+[@&\s\"'])"
_FOUND = re.compile(
    rb"://[^\s/@:\"'<>]*:" + _SECRET + rb"[^\s/@\"'<>]+@[\w\[$]"
    rb"|://[^\s\"'<>]*[?&;](?:amp;)?(?:password|passwd|pwd)=" + _SECRET + rb"[^\s&;\"'<>]",
    re.IGNORECASE,
)


def passwords(root: Path) -> tuple[Place, ...]:
    """The lines of `svcgraph.yaml` and of all files below `processes/` that hold one; what cannot be read holds none.

    That a file cannot be read is said by whoever reads it for what it is.
    """
    files = (root / FILE, *_below(root / "processes"))
    return tuple(place for path in files for place in _in(path, path.relative_to(root).as_posix()))


def _below(folder: Path) -> Iterator[Path]:
    """Links are not followed."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not is_hidden(name))
        yield from (Path(here, name) for name in sorted(names) if not is_hidden(name))


def _in(path: Path, name: str) -> Iterator[Place]:
    try:
        small = path.is_file() and not path.is_symlink() and path.stat().st_size <= BYTES
        data = path.read_bytes() if small else b""
    except OSError:  # said by its reader
        return
    if b"://" in data:
        lines = dict.fromkeys(data.count(b"\n", 0, found.start()) + 1 for found in _FOUND.finditer(data))
        for line in lines:
            yield Place(file=name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"), line=line)
