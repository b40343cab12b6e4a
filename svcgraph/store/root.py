"""Where the workspace is, and which language it speaks: what every command asks before anything is loaded."""

from __future__ import annotations

import re
from pathlib import Path

FILE = "svcgraph.yaml"
PEEK_BYTES = 100_000
_LANGUAGE = re.compile(rb"^language:[ \t]*[\"']?(fr|en)\b", re.MULTILINE)
DEFAULT_LANGUAGE = "fr"


def is_hidden(name: str) -> bool:
    """Hidden files, and the lock files of office programs (``~$x``, ``.~lock.x#``): never read (`7-rulings`)."""
    return name.startswith((".", "~$"))


def find_workspace(start: Path) -> Path | None:
    """The nearest folder at or above ``start`` that has a `svcgraph.yaml`; None when there is none."""
    here = start.resolve()
    return next((folder for folder in (here, *here.parents) if (folder / FILE).is_file()), None)


def language_of(root: Path) -> str:
    """The workspace's language, read without validating the settings: help must speak even when they are broken."""
    try:
        with (root / FILE).open("rb") as file:
            found = _LANGUAGE.search(file.read(PEEK_BYTES))
    except OSError:  # the command that needs the settings says why; help only needs a language
        return DEFAULT_LANGUAGE
    return found[1].decode() if found else DEFAULT_LANGUAGE
