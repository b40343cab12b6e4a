"""``svcgraph new``: a commented workspace, ready for the first map."""

from __future__ import annotations

import uuid
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from svcgraph.errors import UsageError
from svcgraph.i18n import mark

PLACEHOLDER = "@WORKSPACE@"


def create(folder: Path, language: str) -> tuple[Path, ...]:
    """Writes a commented workspace in ``language`` into ``folder``; returns the files written.

    Raises ``UsageError`` when a file of a workspace is already there: what people wrote is never overwritten.
    """
    source = files("svcgraph.desk") / "workspace" / language
    targets = [(folder / name, text) for name, text in sorted(_texts(source, ""))]
    for target, _ in targets:
        if target.exists():
            raise UsageError(mark("{file} is already there: choose an empty folder"), file=target.as_posix())
    for name in ("processes/contracts", "processes/readings", "outputs"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for target, text in targets:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text.replace(PLACEHOLDER, str(uuid.uuid4())))
    return tuple(target for target, _ in targets)


def _texts(folder: Traversable, prefix: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found += _texts(entry, f"{prefix}{entry.name}/")
        else:
            found.append((prefix + entry.name, entry.read_text(encoding="utf-8")))
    return found
