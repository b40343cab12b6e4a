"""The sheets of the workbook that are no tables: how to fill in, and the agreement itself (§§ 1, 2, 6, 9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from svcgraph.domain.session import CountingRule
from svcgraph.forms._book_boxes import LINE, SEVERAL, ZONES, Maker, keys, placed, printed
from svcgraph.forms._cells import SHADES
from svcgraph.forms._paper_end import HINT, RULES
from svcgraph.forms._paper_start import CLIENT, SUPPLIER
from svcgraph.forms._sheet_marks import VALUE, Mark
from svcgraph.forms.form import Kind, Zone
from svcgraph.i18n import mark
from svcgraph.views.document import Shade
from svcgraph.views.workbook import Box, Holds, Strip

GUIDE_WIDTHS = (12.0, 26.0, 112.0)
AGREEMENT_WIDTHS = (12.0, 62.0, 70.0, 36.0)
PURPOSE = mark(
    "This workbook is a form to be filled in at the table; it is not the agreement to be signed. Once it has been read "
    "back, the tool prints a clean copy to sign."
)
SESSION = mark("The session, minute by minute")
MINUTES = (
    ("0–5", mark("Commitment to the external client, and what is at stake (sheet “Agreement”, § 2)")),
    ("5–15", mark("Laying it flat: what passes today, and what the client decides of it (sheet “Laid flat”)")),
    (
        "15–35",
        mark("The client’s needs (sheet “Commitments”): the client speaks alone, the supplier listens"),
    ),
    ("35–45", mark("The supplier’s answers and expectations (sheets “Commitments” and “Expectations”)")),
    ("45–52", mark("Measure and follow-up (sheets “Commitments” and “Agreement”, § 6)")),
    ("52–57", mark("Open points and actions (sheet “Points and actions”)")),
    ("57–60", mark("Agreement in principle (sheet “Agreement”, § 9)")),
)
MINUTE = mark("{from_to} min")
WHO = mark("Who fills in what")
ZONE_WORDS = (
    (Zone.CLIENT, mark("the client: light ground, thin border")),
    (Zone.SUPPLIER, mark("the supplier: white, thick border")),
    (Zone.TOGETHER, mark("both together: dotted ground, dashed border")),
    (Zone.TOOL, mark("printed by the tool, locked (no password: Review, Unprotect Sheet)")),
)
HOW = mark("How to fill in")
ADVICE = (
    (
        mark("To add a row"),
        mark("Write into a blank one; when none is left, insert a row in the table and leave its No. empty."),
    ),
    (
        mark("To strike a row out"),
        mark(
            "Empty all its cells (to delete the whole row, unprotect the sheet first). A deliverable goes when none of "
            "its rows has its name any more; leave the name when only the criterion goes."
        ),
    ),
    (
        mark("Deliverable"),
        mark(
            "One row a criterion. Choose a deliverable, or write a new name: a name that is written in all rows of a "
            "deliverable renames it. Form, channel and recipient stand on its first row."
        ),
    ),
    (
        mark("On paper"),
        mark("The sheet of commitments has 24 columns: print it on A3, or negotiate on paper with the Word form."),
    ),
    (mark("Several names"), mark("Separate them by a semicolon. Names that are not in the list may be written.")),
    (
        mark("Dates, per cent"),
        mark("Type a date as 16/11/2026 and a share as 98 or 98 %. What is neither changes nothing, and is quoted."),
    ),
    (
        mark("No."),
        mark("Criteria are called 1.1, 1.2…, expectations 1, 2…: write these where a column asks for a number."),
    ),
)
RETURN = mark("To be sent back")
TO = mark("to")
BEFORE = mark("on or before")
SEVERAL_NAMES = mark("several names: separated by a semicolon")
TICKED = mark("“{yes}” or empty")


def guide(make: Maker) -> Iterator[Strip]:
    """The first sheet: the session, whose cells are whose, how to write, where to send it."""
    words = make.words
    yield from make.head(words(HOW), 2)
    yield _sentence(words(PURPOSE))
    yield from _pairs(make, SESSION, [(words(MINUTE, from_to=when), words(said)) for when, said in MINUTES])
    yield make.title(words(WHO), 2, size=12.0)
    for zone, said in ZONE_WORDS:
        yield printed([Box(value=words(ZONES[zone]), shade=SHADES[zone]), Box(value=words(said))])
    yield from _pairs(make, HOW, [(words(what), words(said)) for what, said in ADVICE])
    yield make.title(make.form.section("B").title, 2, size=12.0)
    yield _sentence(f"{words(HINT)} {'  ·  '.join(make.form.examples)}")
    yield make.title(words(RETURN), 2, size=12.0)
    for label, holds in ((TO, Holds.TEXT), (BEFORE, Holds.DATE)):
        yield printed([make.label(words(label)), Box(shade=Shade.TOGETHER, locked=False, holds=holds)])


def _sentence(said: str) -> Strip:
    return printed([Box(value=said, span=2)])


def _pairs(make: Maker, title: str, pairs: list[tuple[str, str]]) -> Iterator[Strip]:
    yield make.title(make.words(title), 2, size=12.0)
    for label, said in pairs:
        yield printed([make.label(label), Box(value=said)])


def agreement(make: Maker) -> Iterator[Strip]:
    """Label in B, value in C, who fills it in in D."""
    words = make.words

    def section(number: str) -> str:
        return make.form.section(number).title

    yield from make.head(f"{words(mark('Service agreement'))} {make.form.head.reference}", 3)
    yield keys("places", ("label", VALUE, "who"))
    yield _place(make, "title")
    yield make.title(section("1"), 3, size=12.0)
    for side, heading in (("supplier", SUPPLIER), ("client", CLIENT)):
        yield printed([make.label(words(heading), 3)])
        yield from (_place(make, f"{side}.{key}") for key in ("department", "service", "head", "deputy", "present"))
    yield make.title(section("2"), 3, size=12.0)
    yield from (_place(make, key) for key in ("serves", "time_committed", "effect_of_loss"))
    yield make.title(section("6"), 3, size=12.0)
    yield from (_place(make, key) for key in ("keeper", "keeper_deputy", "review.every", "review.day", "review.time"))
    yield from (_place(make, key) for key in ("review.participants", "escalation"))
    yield printed([make.label(words(RULES), 3)])
    yield from _rules(make)
    yield make.title(section("9"), 3, size=12.0)
    yield from (_place(make, key) for key in ("agreement", "start", "end", "revision"))
    yield from _clauses(make)


def _rules(make: Maker) -> Iterator[Strip]:
    """The pre-printed rules; the hour and the day off stand below theirs."""
    below = {CountingRule.CUT_OFF: "rule.hour", CountingRule.DAY_OFF: "rule.holiday"}
    for rule in CountingRule:
        yield _place(make, f"rule.{rule.value}")
        if rule in below:
            yield _place(make, below[rule])


def _clauses(make: Maker) -> Iterator[Strip]:
    """Annex C, only where asked for."""
    if make.form.clauses:
        yield make.title(make.form.section("C").title, 3, size=12.0)
        for said in make.form.clauses:
            yield printed([Box(value=said, span=3)])


def _place(make: Maker, key: str) -> Strip:
    place = make.form.place(key)
    hints = [make.words(ZONES[place.field.zone])]
    if key in SEVERAL:
        hints.append(make.words(SEVERAL_NAMES))
    if place.field.kind is Kind.CHECK:
        hints.append(make.words(TICKED, yes=make.words("yes")))
    said = Box(value=", ".join(hints), italic=True, size=9.0)
    return placed(
        Mark(key=key), [Box(value=place.field.label, shade=Shade.LABEL), make.place(place.field, place.value), said]
    )


def single(make: Maker, key: str, before: int, span: int, label: str = "") -> Strip:
    """A single place on a sheet of tables: its label over ``before`` columns, its value over ``span``."""
    place = make.form.place(key)
    value = make.place(place.field, place.value)
    return placed(
        Mark(key=key), [make.label(label or place.field.label, before), replace(value, span=span)], height=LINE * 2
    )
