"""``svcgraph readings …``: its commands are the files of `svcgraph.cli._readings`."""

from __future__ import annotations

from svcgraph.cli._program import Program
from svcgraph.i18n import mark

command = Program(
    package="svcgraph.cli._readings",
    name="readings",
    help=mark("Readings: enter one, a file of them, a correction or an excuse, and see which are due."),
)
