"""One writer at a time in `processes/` (`7-rulings`, Workspace)."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from svcgraph.errors import SvcgraphError
from svcgraph.i18n import mark

FILE = "processes/.lock"
SHOWN = 200  # characters of somebody else's lock


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Holds `processes/.lock` of the workspace in ``root``; it says host, process and time.

    Raises ``SvcgraphError`` at once when somebody else holds it, or when it cannot be made.
    """
    path = root / FILE
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(f"{socket.gethostname()} {os.getpid()} {datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}\n")
    except FileExistsError as error:
        said = mark("{file} is there: somebody is writing ({who}). Wait, or delete it when nobody is.")
        raise SvcgraphError(said, file=FILE, who=_who(path)) from error
    except OSError as error:
        said = mark("{path} cannot be written: {problem}")
        raise SvcgraphError(said, path=FILE, problem=error.strerror or str(error)) from error
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def _who(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return file.read(SHOWN).strip() or "?"
    except OSError:
        return "?"  # gone meanwhile, or not ours to read
