"""The user's cache folder: bytes that took time to make, found again by what they were made of.

Results are the same with and without it; any entry may be deleted at any time. ``SVCGRAPH_CACHE`` names another
folder; ``off`` turns it off (`7-rulings`, "Cache").
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from itertools import count
from pathlib import Path

VARIABLE = "SVCGRAPH_CACHE"
OFF = "off"
DIGEST = 16  # bytes
OWN = frozenset({".py", ".lark", ".json", ".typ", ".css", ".js", ".mo"})  # what the program is made of
FULL = 400  # entries in one of 256 folders, from which the older half goes
SELDOM = 8  # of 256 entries written: after these the folder is looked through
_numbers = count()


@cache
def folder() -> Path | None:
    """The cache folder of this user; None when it is turned off."""
    asked = os.environ.get(VARIABLE)
    if asked:
        return None if asked == OFF else Path(asked)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "svcgraph" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "svcgraph"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "svcgraph"


def made(package: str, sort: str, *parts: str | bytes, make: Callable[[], bytes]) -> bytes:
    """``make()``, or what it gave before for the same ``parts`` under the same version of ``package``.

    ``package`` is the distribution that does the work; ``sort`` tells its uses apart. ``make`` must depend on the
    parts alone. What it raises is raised, and nothing is kept.
    """
    root = folder()
    if root is None:
        return make()
    path = root / _key(f"{package} {_version(package)} {sort}", parts)
    content = load(path)
    if content is None:
        content = make()
        keep(path, content)
    return content


_version = cache(version)  # looking it up reads the package's description


def _key(sort: str, parts: tuple[str | bytes, ...]) -> str:
    found = hashlib.blake2b(digest_size=DIGEST, key=hashlib.sha256(sort.encode()).digest())
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(len(data).to_bytes(8, "big"))
        found.update(data)
    return placed(found.hexdigest())


def program_stamp(*rooms: str) -> int:
    """When the program's own files were last changed, or those of these ``rooms``, in nanoseconds.

    Part of a key: whoever works on the program must not be shown yesterday's result. Compiled files do not count.
    """
    package = Path(__file__).parent
    places = [package / room for room in rooms] or [package]
    return max(
        path.stat().st_mtime_ns
        for place in places
        for path in place.rglob("*")
        if path.suffix in OWN and path.is_file()
    )


def placed(name: str) -> str:
    """Where the entry of this hexadecimal name lies below the folder."""
    return f"{name[:2]}/{name[2:]}"


def load(path: Path) -> bytes | None:
    """The entry; None when there is none, or it is not whole."""
    try:
        with open(path, "rb", buffering=0) as stream:  # noqa: PTH123
            entry = stream.read()
    except OSError:  # not there, or not to be read: it is made instead
        return None
    check, content = entry[:DIGEST], entry[DIGEST:]
    return content if _check(content) == check else None


def keep(path: Path, content: bytes) -> None:
    """Writes the entry, whole or not at all. Quickly: a first run over thousands of files writes one for each."""
    check = _check(content)
    try:
        try:
            _write(os.fspath(path), check + content)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(os.fspath(path), check + content)
        if check[0] < SELDOM:
            _make_room(path.parent)
    except OSError:  # a full or read-only disk: nothing is lost but time
        return


def _write(path: str, entry: bytes) -> None:
    temporary = f"{path}.{os.getpid()}-{next(_numbers)}"
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with open(handle, "wb", buffering=0) as out:  # noqa: PTH123
        out.write(entry)
    os.replace(temporary, path)  # noqa: PTH105 - paths are dear to make


def _check(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=DIGEST).digest()


def _make_room(shard: Path) -> None:
    entries = list(os.scandir(shard))
    if len(entries) >= FULL:
        entries.sort(key=lambda entry: (entry.stat().st_mtime, entry.name))
        for entry in entries[: FULL // 2]:
            Path(entry.path).unlink(missing_ok=True)
