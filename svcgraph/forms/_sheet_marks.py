"""What the hidden first column of a workbook says of a row, and the hidden rows of keys (`9-forms`, Excel).

#criteria                    a row of keys: each cell has the key of the column's place
#places                      the same for single places: the value stands in the column with the key ``value``
-                            printed words, no place
#                            a table ends here: what stands below belongs to none
supplier.head                a single place
criteria/d1.c1               a row of a table, known wherever it was moved
criteria/d1.c1|deliverables/d1   the same; the row shows the deliverable's own places too
criteria/+2.1                a blank row, with its number
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

PRINTED, ENDS, KEYS, BLANK = "-", "#", "#", "+"
PLACES, VALUE = "places", "value"

LAYOUT: dict[str, tuple[tuple[str, float], ...]] = {
    "flat": (
        ("number", 5),
        ("thing", 34),
        ("step", 40),
        ("rhythm", 18),
        ("decision", 20),
        ("group_with", 11),
        ("remark", 26),
    ),
    "criteria": (
        ("deliverable", 12),
        ("form", 11.5),
        ("channel", 9.5),
        ("receiver", 10.5),
        ("number", 4),
        ("criterion", 14.5),
        ("dimension", 13),
        ("objective", 13),
        ("share", 6),
        ("from", 9),
        ("to", 8),
        ("key", 7.5),
        ("alert", 10.5),
        ("answer", 11),
        ("answer_text", 10.5),
        ("answer_expectation", 11),
        ("indicator", 12),
        ("source", 11.5),
        ("frequency", 11.5),
        ("keeper", 9),
        ("deputy", 11),
        ("build_before", 9.5),
        ("build_by", 8),
        ("understood", 11.5),
    ),
    "expectations": (
        ("number", 5),
        ("thing", 28),
        ("criterion", 22),
        ("objective", 22),
        ("share", 8),
        ("excuses", 12),
        ("answer", 13),
        ("answer_text", 22),
        ("keeper", 16),
        ("deputy", 16),
    ),
    "points": (("number", 5), ("point", 34), ("owner", 36), ("due", 20)),
    "actions": (
        ("number", 5),
        ("cause", 34),
        ("action", 36),
        ("owner", 20),
        ("due", 12),
        ("status", 12),
        ("effect", 26),
        ("objective", 10),
    ),
}
"""Column keys and widths in characters, in the order of the sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a row is. ``table`` "" and ``id`` "": a single place named ``key``; ``banner``: the deliverable's id."""

    table: str = ""
    id: str = ""
    key: str = ""
    banner: str = ""

    @property
    def blank(self) -> bool:
        return self.id.startswith(BLANK)

    @property
    def number(self) -> str:
        """What a blank row is called."""
        return self.id.removeprefix(BLANK) if self.blank else ""


def written(mark: Mark) -> str:
    """The text of the hidden cell."""
    if mark.key:
        return mark.key
    return "|".join((f"{mark.table}/{mark.id}", *([f"deliverables/{mark.banner}"] if mark.banner else [])))


def marked(text: str, singles: Iterable[str]) -> Mark | None:
    """The mark in a hidden cell; None for what is none."""
    said, _, second = text.strip().partition("|")
    table, slash, identity = said.partition("/")
    if slash and table in LAYOUT:
        kind, _, banner = second.partition("/")
        return Mark(table=table, id=identity, banner=banner if kind == "deliverables" else "")
    return Mark(key=said) if said in singles else None


def first_of(rows: Iterable[str], deliverable: str) -> str:
    """The criterion beside which a deliverable's own places are printed; "" where it has none yet."""
    return next((row for row in rows if row.startswith(f"{deliverable}.")), "")
