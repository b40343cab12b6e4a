"""Words in, exit code out. One file a command, found by listing this folder; no decisions are taken here.

Commands are loaded when they are asked for, so that ``svcgraph --help`` starts quickly.
"""

from __future__ import annotations

import sys
from typing import NoReturn


def main() -> NoReturn:
    """The ``svcgraph`` command: runs, reports an error in the reader's language, exits with its code."""
    from svcgraph.cli._program import program

    sys.exit(program(sys.argv[1:]))
