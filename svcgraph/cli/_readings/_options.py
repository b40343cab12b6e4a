"""What the commands that enter one reading have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from svcgraph.cli._output import put_text
from svcgraph.cli._session import Session
from svcgraph.i18n import mark

if TYPE_CHECKING:
    from svcgraph.desk.readings.entry import Written

Decorated = Callable[..., Any]

# option → the key of the column in which it is written
CELLS = {
    "occasion": "span",
    "value": "value",
    "unit": "unit",
    "k": "k",
    "n": "n",
    "delivered": "delivered_at",
    "requested": "requested_at",
    "by": "by",
    "source": "source",
    "reason": "excused_reason",
    "accepted": "excused_by",
}
OCCASION = click.option(
    "--for",
    "occasion",
    metavar="DATE",
    help=mark("The occurrence's date before any shift, or its period: 2026-08-10, 2026-08, 2026-Q3."),
)
BY = click.option("--by", metavar="NAME", required=True, help=mark("Who enters it."))
SOURCE = click.option("--source", metavar="TEXT", help=mark("Where it was seen."))
VALUES = (
    click.option("--value", metavar="VALUE", help=mark("A number with or without its unit, or yes or no.")),
    click.option("--unit", metavar="UNIT", help=mark("The number's unit, where it does not stand behind it.")),
    click.option("--k", "k", metavar="NUMBER", help=mark("Of a share: the cases that met the objective …")),
    click.option("--n", "n", metavar="NUMBER", help=mark("… of so many.")),
    click.option("--delivered", metavar="MOMENT", help=mark("When it was delivered: 2026-08-10T09:35.")),
    click.option("--not-delivered", "missed", is_flag=True, help=mark("It was not delivered at all.")),
    click.option("--requested", metavar="MOMENT", help=mark("Of a single case: when it was requested.")),
)


def with_values(command: Decorated) -> Decorated:
    """The options that say what was read."""
    for option in reversed((OCCASION, *VALUES, BY, SOURCE)):
        command = option(command)
    return command


def cells(typed: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """What was typed, by the key of its column."""
    given = {CELLS[option]: text for option, text in typed.items() if option in CELLS and text is not None}
    if typed.get("missed"):
        given["delivered_at"] = "not delivered"
    return tuple(given.items())


def tell(written: Written, session: Session) -> None:
    """What was written, in words."""
    from svcgraph import pipeline
    from svcgraph.views.explain import explainer
    from svcgraph.views.readings import entered_text

    story = pipeline.tell(session.workspace(), as_of=session.as_of)
    speaker = explainer(story.graph, story.organisation, story.contracts, session.words)
    put_text(entered_text(written.reading, written.account, written.told, speaker))
