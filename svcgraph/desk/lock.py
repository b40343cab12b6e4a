"""One writer at a time in `processes/` (`7-rulings`, Workspace)."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from svcgraph.errors import SvcgraphError
from svcgraph.i18n import mark

FILE = "processes/.lock"
OFFER = ".lock-"  # the lock before it has its name
SHOWN = 200  # characters of somebody else's lock
WAIT = 5.0  # seconds for which a command waits for another one
PAUSE = 0.05
FORGOTTEN = 60.0  # seconds after which a lock that says nothing is nobody's


@contextmanager
def locked(root: Path, *, wait: float | None = None) -> Iterator[str]:
    """Holds `processes/.lock` of the workspace in ``root``; it says host, process and time.

    Gives what the lock of a dead process said that was taken away, else "".

    Waits ``wait`` seconds (else `WAIT`) for somebody else; raises ``SvcgraphError`` with who that is when it lasts
    longer, or when the lock cannot be made. The lock of a process of this computer that no longer runs is taken away.
    """
    path = root / FILE
    try:
        dead = _take(path, time.monotonic() + (WAIT if wait is None else wait))
    except OSError as error:
        said = mark("{path} cannot be written: {problem}")
        raise SvcgraphError(said, path=FILE, problem=error.strerror or str(error)) from error
    try:
        yield dead
    finally:
        _give_back(path)


def _take(path: Path, until: float) -> str:
    mine = path.with_name(f"{OFFER}{os.getpid()}-{threading.get_ident()}")
    mine.write_text(f"{socket.gethostname()} {os.getpid()} {datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}\n", encoding="utf-8")
    dead = ""
    try:
        while not _appears(mine, path):
            who = _who(path)
            if not _stale(path):
                _wait(path, until)
            elif _dead(who):
                dead = who
    finally:
        with suppress(OSError):  # hidden, and taken away once this process is over; the lock itself counts
            mine.unlink(missing_ok=True)
    for left in sorted(path.parent.glob(f"{OFFER}*")):
        _stale(left)  # what a killed process left
    return dead


def _give_back(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        said = mark("{path} cannot be deleted: {problem}. Delete it.")
        raise SvcgraphError(said, path=FILE, problem=error.strerror or str(error)) from error


def _appears(mine: Path, path: Path) -> bool:
    """The lock, whole and only when there is none: one name more for a file that is already written."""
    try:
        os.link(mine, path)
    except FileExistsError:
        return _is(mine, path)
    except OSError:  # file systems on which a file has one name only, or whose server's answer was lost
        return _is(mine, path) or _created(mine, path)
    return True


def _is(mine: Path, path: Path) -> bool:
    """Whether both names are of one file."""
    try:
        return os.path.samestat(mine.stat(), path.stat())
    except FileNotFoundError:
        return False


def _created(mine: Path, path: Path) -> bool:
    """The same in two steps; killed between them, it leaves an empty lock, which somebody has to delete."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(mine.read_text(encoding="utf-8"))
    except FileExistsError:
        return False
    return True


def _wait(path: Path, until: float) -> None:
    if time.monotonic() < until:
        time.sleep(PAUSE)
        return
    said = mark("{file} is there: somebody is writing ({who}). Wait, or delete it when nobody is.")
    raise SvcgraphError(said, file=FILE, who=_who(path))


def _stale(path: Path) -> bool:
    """Whether the lock was one of a process that no longer runs here; it is then taken away.

    Its holder is looked at under the file's own lock, and the file compared with the one that now has the name:
    of two who find it, one takes it away, and neither takes away the new one.
    """
    if os.name == "nt":
        return False  # there is no harmless way there to ask whether a process runs
    import fcntl

    try:
        with path.open("r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            if not os.path.samestat(path.stat(), os.fstat(file.fileno())):
                return True  # another one by now
            said = file.read(SHOWN).decode("utf-8", "replace")
            if not (_dead(said) if said else _forgotten(file.fileno())):
                return False
            path.unlink()
    except FileNotFoundError:
        return True  # given back meanwhile
    return True


def _forgotten(handle: int) -> bool:
    """Whether a lock that says nothing was left by a process that was killed before it could write, a moment's work."""
    return time.time() - os.fstat(handle).st_mtime > FORGOTTEN


def _dead(lock: str) -> bool:
    host, _, rest = lock.partition(" ")
    process = rest.partition(" ")[0]
    if host != socket.gethostname() or not process.isdecimal() or not 0 < int(process) < 2**31:
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _who(path: Path) -> str:
    with suppress(OSError), path.open(encoding="utf-8", errors="replace") as file:
        return file.read(SHOWN).strip() or "?"
    return "?"  # gone meanwhile, or not ours to read
