"""``svcgraph contracts …``: its commands are the files of `svcgraph.cli._contracts`."""

from __future__ import annotations

from svcgraph.cli._program import Program
from svcgraph.i18n import mark

command = Program(
    package="svcgraph.cli._contracts",
    name="contracts",
    help=mark(
        "Contracts from draft to signature and to their end: drafts go to outputs/contracts/, contracts to processes/."
    ),
)
