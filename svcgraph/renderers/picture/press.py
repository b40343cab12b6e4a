"""The typesetting program, with our fonts only. What reads the fonts is kept: it cost a quarter of each run."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from svcgraph.renderers.picture.fonts import font_files

if TYPE_CHECKING:
    from typst import Compiler

_idle: list[Compiler] = []  # one serves one thread at a time
_begun: set[bool] = set()  # filled when typst has run in this process


def compiled(source: str, files: Mapping[str, str | bytes]) -> bytes:
    """The PDF of a typst ``source``, with ``files`` beside it. No date and no fonts of the machine: same bytes."""
    compiler = _compiler()
    with tempfile.TemporaryDirectory() as folder:  # of a new name, so that nothing is taken for what was there before
        for name, content in {**files, "page.typ": source}.items():
            Path(folder, name).write_bytes(content if isinstance(content, bytes) else content.encode())
        made = compiler.compile(input=str(Path(folder, "page.typ")), root=folder, format="pdf")
    _idle.append(compiler)
    return cast("bytes", made)  # a list is of the pages of pictures, and None where it writes the file itself


def may_fork() -> bool:
    """Whether a process forked now could call `compiled`, with fonts that are cleared away by us, not by it.

    Once typst has run it keeps threads, which are not carried over: the new process would wait for them for ever.
    """
    _fonts()
    return not _begun


def _compiler() -> Compiler:
    from typst import Compiler

    _begun.add(True)
    try:
        return _idle.pop()
    except IndexError:
        return Compiler(font_paths=[str(_fonts())], ignore_system_fonts=True)


@lru_cache(maxsize=1)
def _fonts() -> Path:
    """Only the faces in use: the package holds each twice, and which one typst takes is not said."""
    folder = tempfile.mkdtemp(prefix="svcgraph-fonts-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for path in font_files():
        shutil.copy(path, folder)
    return Path(folder)
