"""Words in, exit code out. One file a command, found by listing this folder; no decisions are taken here.

Commands are loaded when they are asked for, so that ``svcgraph --help`` starts quickly.
"""

from __future__ import annotations

import gc
import sys
from io import TextIOWrapper
from typing import NoReturn


def main() -> NoReturn:
    """The ``svcgraph`` command: runs, reports an error in the reader's language, exits with its code."""
    from svcgraph.cli._program import program

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # as all we print: a French Windows would stop at a narrow space
    code = program(sys.argv[1:])
    gc.freeze()  # what is left goes with the process; the collector would look through all of it once more
    sys.exit(code)
