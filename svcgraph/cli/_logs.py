"""What commands on single files may be told of an event log."""

from __future__ import annotations

import click

from svcgraph.i18n import mark

SERVICE_ATTRIBUTE = click.option(
    "--service-attribute",
    "service",
    default="",
    metavar="NAME",
    help=mark("Of an event log: the attribute or column that means service; otherwise a guess, which is said."),
)
NO_LOGS = mark("--service-attribute is for event logs: name one. A workspace holds maps; see 'svcgraph reality'.")
