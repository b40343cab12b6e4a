"""Rows of a workbook's table as they came back, and which printed row each of them is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from svcgraph.domain.clause_numbers import number
from svcgraph.forms._sheet_marks import Mark, first_of
from svcgraph.forms.base import Base

OWN = ("form", "channel", "receiver")  # a deliverable's places beside its criteria
PRINTED = ("number", "understood", "thing", "step")  # locked: `thing` of an expectation is not
LONGEST = 9  # digits of a number that is taken for one


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of ``table``: its mark (None: people added it), texts by column, where it stands (``Sheet B12``)."""

    table: str
    cells: tuple[tuple[str, str], ...]
    mark: Mark | None = None
    where: str = ""

    def said(self, key: str) -> str:
        """The text in a column, "" where there is none."""
        return next((text.strip() for one, text in self.cells if one == key), "")

    @property
    def number(self) -> str:
        """What it is called on paper, by its own cell, else by the mark of a blank row."""
        return self.said("number") or (self.mark.number if self.mark else "")

    @property
    def filled(self) -> bool:
        """Whether people's own columns hold anything; a deliverable's places beside a criterion do not count."""
        beside = {"deliverable", *OWN} if self.table == "criteria" else set()
        locked = set(PRINTED) - ({"thing"} if self.table == "expectations" else set())
        return any(text.strip() for key, text in self.cells if key not in beside | locked)

    @property
    def empty(self) -> bool:
        """Nothing at all stands in it but what is locked."""
        return not self.filled and not any(self.said(key) for key in ("deliverable", *OWN))


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A line with the printed row that it is, "" for a new one."""

    id: str
    line: Line


def identified(lines: Sequence[Line], rows: Sequence[str]) -> tuple[Known, ...]:
    """Each line with its id, by its hidden mark.

    When rows were sorted, or cut and pasted, without the hidden column, the marks stayed behind: then each printed
    number still stands there once at most, beside another mark, and the number tells.
    """
    by_number = {number(row): row for row in rows}
    shown = Counter(line.number for line in lines)
    marked = [line.mark.id if line.mark and not line.mark.blank else "" for line in lines]
    once = all(shown[one] <= 1 for one in by_number)
    left = any(
        line.number in by_number and by_number[line.number] != own for line, own in zip(lines, marked, strict=True)
    )
    if not once or not left or len(set(filter(None, marked))) < sum(map(bool, marked)):
        return tuple(Known(id=own, line=line) for line, own in zip(lines, marked, strict=True))
    return tuple(
        Known(id=_moved(line, own, by_number, shown), line=line) for line, own in zip(lines, marked, strict=True)
    )


def _moved(line: Line, own: str, by_number: dict[str, str], shown: Counter[str]) -> str:
    """By number; by mark where the marked row's number stands nowhere else."""
    if line.number in by_number:
        return by_number[line.number]
    return own if own and not shown[number(own)] else ""


def struck(known: Known, base: Base) -> bool:
    """Whether a printed row that said something was emptied."""
    if not known.id or known.line.filled or known.line.table == "flat":
        return False
    return any(place.startswith(f"{known.line.table}/{known.id}/") for place, _ in base.places)


def banner(known: Known, base: Base, blanks: dict[str, str]) -> str:
    """The deliverable whose own places were printed on this row, "" for none. ``blanks``: by number of blank rows."""
    if known.id:
        owner = known.id.split(".")[0]
        return owner if first_of(base.rows("criteria"), owner) == known.id else ""
    return blanks.get(known.line.number, "")


def banners_of_blanks(lines: Iterable[Line]) -> dict[str, str]:
    """Blank rows that carry a deliverable's own places, by their number."""
    return {line.mark.number: line.mark.banner for line in lines if line.mark and line.mark.blank and line.mark.banner}


def counted(text: str) -> int:
    """A number on paper (the last part of ``2.3``), 0 for what is none."""
    last = text.rsplit(".", maxsplit=1)[-1]
    return int(last) if last.isdecimal() and len(last) < LONGEST else 0
