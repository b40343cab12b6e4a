"""``svcgraph diagram …``: its kinds of picture are the files of `svcgraph.cli._diagram`."""

from __future__ import annotations

from svcgraph.cli._program import Program
from svcgraph.i18n import mark

command = Program(
    package="svcgraph.cli._diagram",
    name="diagram",
    help=mark("Draw one picture of the workspace, or of a single file."),
)
