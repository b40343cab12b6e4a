"""One line of readings, whatever table it stands in: every fault of it is told, then there is a reading or none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from svcgraph.domain.attainment.reading import Reading
from svcgraph.domain.names import clean
from svcgraph.domain.objective.calendar import WorkCalendar
from svcgraph.errors import Fault, FaultList, Place, Severity
from svcgraph.i18n import mark
from svcgraph.store.readings import values
from svcgraph.vocabulary import vocabulary

FORMULA = "=+-@\t"  # what svcgraph protects with a leading ' when it writes CSV

COLUMNS = vocabulary(
    indicator=("indicator", "indicateur"),
    span=("for", "pour", "occurrence", "période", "period"),
    value=("value", "valeur"),
    answer=("answer", "réponse"),
    unit=("unit", "unité"),
    k=("k",),
    n=("n",),
    delivered_at=("delivered_at", "remis_le", "remise", "delivered"),
    not_delivered=("not_delivered", "non_remis"),
    requested_at=("requested_at", "demandé_le", "requested"),
    recorded_at=("recorded_at", "saisi_le", "recorded"),
    by=("by", "saisi_par", "recorded by"),
    source=("source",),
    id=("id", "identifiant"),
    replaces=("replaces", "remplace"),
    excused_reason=("excused_reason", "motif", "reason"),
    excused_by=("excused_by", "accepté_par", "accepted by"),
)

T = TypeVar("T")
_SHARE = re.compile(r"[\d\s.,]+(?:sur|/|of|out of)[\d\s.,]+")  # "1 000 sur 1 250"


def columns_of(headings: Iterable[str], place: Place, faults: FaultList) -> dict[int, str]:
    """Which column holds what, by its heading; one that is not known is said, and not read."""
    columns: dict[int, str] = {}
    for number, heading in enumerate(headings):
        key = COLUMNS.key(heading.replace("_", " ")) if heading.strip() else None
        if key is not None and key not in columns.values():
            columns[number] = key
        elif heading.strip():
            said = mark("The column “{heading}” is not read. Known: {known}.")
            known = ", ".join(heading_of(key) for key, _ in COLUMNS.words)
            faults.add("unknown-column", place, said, severity=Severity.WARNING, heading=clean(heading), known=known)
    return columns


def heading_of(key: str) -> str:
    """What people write above the column."""
    return dict(COLUMNS.words)[key][0]


def named(cells: Sequence[str], columns: dict[int, str]) -> dict[str, str]:
    """The filled cells by the key of their column."""
    return {
        key: _plain(cells[number]) for number, key in columns.items() if number < len(cells) and cells[number].strip()
    }


def _plain(cell: str) -> str:
    """The cell, without the ' that protects a spreadsheet from formulas."""
    text = clean(cell)
    return text[1:] if text[:1] == "'" and text[1:2] and text[1] in FORMULA else text


def read_cells(cells: dict[str, str], place: Place, calendar: WorkCalendar) -> tuple[Reading | None, tuple[Fault, ...]]:
    """The reading in the filled ``cells`` of one row, if it is one, and everything wrong with it."""
    faults = FaultList()
    reading = Row(cells, place, calendar, faults).read()
    return reading, tuple(faults.faults)


@dataclass(slots=True)
class Row:
    """One line being read. ``cells`` are filled ones, by key; moments without an offset are in ``calendar``'s zone."""

    cells: dict[str, str]
    place: Place
    calendar: WorkCalendar
    faults: FaultList
    wrong: bool = field(default=False)

    def read(self) -> Reading | None:
        """The reading, None when anything of it is wrong; ``faults`` says what."""
        said = self._given()
        word = self.cells.get
        reading = Reading(
            indicator=word("indicator", ""),
            span=self._cell("span", values.span, "2026-08-10, 10/08/2026, 2026-08, 2026-Q3"),
            requested_at=self._moment("requested_at"),
            recorded_at=self._moment("recorded_at"),
            unit=self._unit(),
            by=word("by", ""),
            source=word("source", ""),
            id=word("id", ""),
            replaces=word("replaces", ""),
            excused_reason=word("excused_reason", ""),
            excused_by=word("excused_by", ""),
            place=self.place,
            **said,
        )
        self._check(reading)
        return None if self.wrong else reading

    def _given(self) -> dict[str, Any]:
        """The reading itself: value or answer, k of n, or the delivery."""
        if self._is_undelivered():
            return {"not_delivered": True}
        if "answer" in self.cells:
            return {"answer": self._cell("answer", values.answer, "oui, no")}
        if "value" in self.cells:
            return self._value()
        if "delivered_at" in self.cells:
            cell = self.cells["delivered_at"]
            if not cell[0].isdigit() and values.words(cell) in values.NOT_DELIVERED:
                return {"not_delivered": True}
            return {"delivered_at": self._moment("delivered_at")}
        if "k" in self.cells or "n" in self.cells:
            return {key: self._cell(key, values.cases, "12") for key in ("k", "n")}
        return {}

    def _value(self) -> dict[str, Any]:
        word = values.words(self.cells["value"])
        if word in values.NOT_DELIVERED:
            return {"not_delivered": True}
        if word in values.YES or word in values.NO:
            return {"answer": word in values.YES}
        if _SHARE.fullmatch(self.cells["value"]):
            said = mark("“{cell}” is so many of so many cases: write the cases that met the objective as k, all as n.")
            self._fault("bad-cell", said, cell=self.cells["value"][:80])
            return {}
        return {"value": self._cell("value", lambda cell: values.measure(cell)[0], "98.5, 98,5, yes, oui")}

    def _is_undelivered(self) -> bool:
        """The column of tables that keep the moment of delivery in one of moments only."""
        return values.words(self.cells.get("not_delivered", "")) in values.YES

    def _unit(self) -> str:
        """What the value is in: its own column, else what stands behind the number."""
        if "unit" in self.cells or "value" not in self.cells:
            return self.cells.get("unit", "")
        return values.unit(self.cells["value"])

    def _moment(self, key: str) -> datetime | None:
        example = "2026-03-02T09:35, 02/03/2026 09:35"
        return self._cell(key, lambda cell: values.moment(cell, self.calendar), example)

    def _cell(self, key: str, read: Callable[[str], T], example: str) -> T | None:
        if key not in self.cells:
            return None
        try:
            return read(self.cells[key])
        except (ValueError, OverflowError):
            said = mark("“{cell}” in column “{column}” cannot be read. Write for example {example}.")
            self._fault("bad-cell", said, cell=self.cells[key][:80], column=heading_of(key), example=example)
            return None

    def _check(self, reading: Reading) -> None:
        if not reading.indicator:
            self._fault("no-indicator", mark("The line names no indicator."))
        given: list[str] = [key for key in ("value", "answer", "delivered_at", "n") if key in self.cells]
        given += ["not_delivered"] * self._is_undelivered()
        if len(given) > 1:
            self._fault(
                "two-readings", mark("The line gives {columns}: write one reading a line."), columns=", ".join(given)
            )
        if ("k" in self.cells) != ("n" in self.cells):
            self._fault(
                "half-a-share", mark("k and n are written together: cases that met the objective, of all cases.")
            )
        if reading.k is not None and reading.n is not None and reading.k > reading.n:
            said = mark("k = {k} is more than n = {n}: no share exceeds 100 %.")
            self._fault("over-100", said, k=reading.k, n=reading.n)
        if reading.span is None and reading.requested_at is None and "span" not in self.cells:
            said = mark("The line does not say which date or period it is for (column “for”).")
            self._fault("no-occurrence", said)
        if bool(reading.excused_reason) != bool(reading.excused_by):
            said = mark("An excuse needs a reason and the name of who accepted it: this one is not counted.")
            self.faults.add("half-an-excuse", self.place, said, severity=Severity.WARNING)
        if not self.wrong and not reading.says_something and not reading.excused and reading.requested_at is None:
            self._fault("empty-reading", mark("The line holds no value, no k of n, no delivery and no excuse."))

    def _fault(self, code: str, message: str, /, **parameters: object) -> None:
        self.wrong = True
        self.faults.add(code, self.place, message, severity=Severity.ERROR, **parameters)
