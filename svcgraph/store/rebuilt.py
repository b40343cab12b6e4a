"""Whether a build would change nothing: the inputs are those of the last one, and the outputs as it left them.

What the last build said is kept in the user's cache under a hash of everything that it depended on, with the hash of
the manifest that it left. Without the cache every build is made in full; the outputs are the same either way.
"""

from __future__ import annotations

import hashlib
import json
import sys
from importlib.metadata import distributions
from pathlib import Path

from svcgraph import cache
from svcgraph.store.outputs import intact, left
from svcgraph.store.root import FILE

Lines = tuple[tuple[str, str], ...]  # ("out" or "err", a line)


def place_of(root: Path, *options: str) -> Path | None:
    """Where the cache keeps what a build of this workspace with these ``options`` said.

    None without a cache, or where the workspace reads from elsewhere.

    ``options`` must hold all that the build depends on beside the files of the workspace and the programs.
    """
    folder = cache.folder()
    if folder is None or b"readings:" in (root / FILE).read_bytes():  # readings elsewhere may have changed there
        return None
    found = hashlib.blake2b(digest_size=cache.DIGEST)
    for part in (str(root.resolve()), *options, *_programs()):
        found.update(part.encode("utf-8", "surrogatepass") + b"\0")
    try:
        for path in (root / FILE, *sorted(path for path in (root / "processes").rglob("*") if not path.is_dir())):
            found.update(path.as_posix().encode("utf-8", "surrogatepass") + b"\0")
            found.update(hashlib.sha256(path.read_bytes()).digest() if path.is_file() else b"")  # a pipe, a dead link
    except OSError:  # gone meanwhile, or not to be read: whoever builds says so
        return None
    return folder / cache.placed(found.hexdigest())


def recalled(root: Path, place: Path | None) -> Lines | None:
    """What the last build said, if nothing would be written now; else None."""
    content = cache.load(place) if place else None
    if content is None:
        return None
    manifest, lines = json.loads(content)
    return tuple((stream, text) for stream, text in lines) if manifest == intact(root / "outputs") else None


def remember(root: Path, place: Path | None, lines: Lines) -> None:
    """Keeps what a build said that has just been made."""
    manifest = left(root / "outputs")
    if place and manifest:
        cache.keep(place, json.dumps([manifest, lines]).encode())


def _programs() -> list[str]:
    """This Python, the packages beside it, and when our own code was last changed."""
    packages = sorted({f"{one.metadata['Name']} {one.version}" for one in distributions()})
    return [sys.version, str(cache.program_stamp()), *packages]
