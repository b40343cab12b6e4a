"""Readings on disk: `processes/readings/*.csv`, written by people and by exports (`docs/workspace.md`).

Every faulty line is told with file and line and left out; the others are read. An unknown column is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

from svcgraph.domain.attainment.reading import Reading
from svcgraph.domain.names import clean
from svcgraph.domain.objective.calendar import WorkCalendar
from svcgraph.errors import Fault, FaultList, Place, Severity, Unreadable
from svcgraph.i18n import mark
from svcgraph.intake.cells import Sheet
from svcgraph.intake.delimited import BYTES, read_csv
from svcgraph.store.readings import values as values
from svcgraph.store.root import is_hidden
from svcgraph.vocabulary import vocabulary

FOLDER = "processes/readings"
MOST_FAULTS = 200  # of one file, listed one by one
FORMULA = "=+-@\t"  # what svcgraph protects with a leading ' when it writes CSV

COLUMNS = vocabulary(
    indicator=("indicator", "indicateur"),
    span=("for", "pour", "occurrence", "période", "period"),
    value=("value", "valeur"),
    k=("k",),
    n=("n",),
    delivered_at=("delivered_at", "remis_le", "remise", "delivered"),
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """All readings of a workspace in the order of files and lines, and every fault found."""

    readings: tuple[Reading, ...] = ()
    faults: tuple[Fault, ...] = ()


def load_readings(root: Path, timezone: str) -> Readings:
    """The readings of the workspace in ``root``; an absent folder holds none. Never raises for a bad file.

    Moments without an offset are in ``timezone``, the workspace's.
    """
    folder = root / FOLDER
    paths = sorted(folder.glob("*"), key=lambda path: path.name) if folder.is_dir() else []
    read = [_file(path, timezone) for path in paths if path.is_file() and not is_hidden(path.name)]
    return Readings(
        readings=tuple(reading for part in read for reading in part.readings),
        faults=tuple(fault for part in read for fault in part.faults),
    )


def _file(path: Path, timezone: str) -> Readings:
    name = f"{FOLDER}/{path.name}"
    if path.suffix.lower() != ".csv":
        said = mark("Not read: readings are files whose name ends in .csv.")
        note = Fault(code="not-readings", place=Place(file=name), message=said, severity=Severity.NOTE)
        return Readings(faults=(note,))
    try:
        with path.open("rb") as file:
            data = file.read(BYTES + 1)
    except OSError as error:
        said = mark("The file cannot be read: {problem}.")
        problem = (("problem", error.strerror or ""),)
        return Readings(faults=(Fault(code="unreadable", place=Place(file=name), message=said, parameters=problem),))
    return parse_readings(data, name, timezone)


def parse_readings(data: bytes, file: str, timezone: str) -> Readings:
    """The readings in one file's bytes; ``file`` is its path as people see it. Never raises."""
    try:
        grid = read_csv(data, file)
    except Unreadable as error:
        return Readings(faults=error.faults)
    faults = FaultList(list(grid.faults))
    readings = tuple(_rows(grid.sheets[0], file, WorkCalendar(timezone=timezone), faults))
    if len(faults.faults) > MOST_FAULTS:
        left = len(faults.faults) - MOST_FAULTS
        del faults.faults[MOST_FAULTS:]
        faults.add("more-faults", Place(file=file), mark("… and {number} more lines with faults."), number=left)
    return Readings(readings=readings, faults=tuple(faults.faults))


def _rows(sheet: Sheet, file: str, calendar: WorkCalendar, faults: FaultList) -> Iterator[Reading]:
    if not sheet.rows:
        return
    columns = _columns(sheet.rows[0], file, sheet.line(0), faults)
    if "indicator" not in columns.values():
        said = mark("There is no column “indicator” (indicateur) in the first line: nothing is read.")
        faults.add("no-indicator-column", Place(file=file, line=sheet.line(0)), said)
        return
    for number, cells in enumerate(sheet.rows[1:], start=1):
        if any(cell.strip() for cell in cells):
            row = _Row(_named(cells, columns), Place(file=file, line=sheet.line(number)), calendar, faults)
            reading = row.read()
            if reading is not None:
                yield reading


def _columns(headings: tuple[str, ...], file: str, line: int, faults: FaultList) -> dict[int, str]:
    columns: dict[int, str] = {}
    for number, heading in enumerate(headings):
        key = COLUMNS.key(heading.replace("_", " ")) if heading.strip() else None
        if key is not None and key not in columns.values():
            columns[number] = key
        elif heading.strip():
            said = mark("The column “{heading}” is not read. Known: {known}.")
            known = ", ".join(_heading(key) for key, _ in COLUMNS.words)
            place = Place(file=file, line=line)
            faults.add("unknown-column", place, said, severity=Severity.WARNING, heading=clean(heading), known=known)
    return columns


def _heading(key: str) -> str:
    """What people write above the column."""
    return dict(COLUMNS.words)[key][0]


def _named(cells: tuple[str, ...], columns: dict[int, str]) -> dict[str, str]:
    return {
        key: _plain(cells[number]) for number, key in columns.items() if number < len(cells) and cells[number].strip()
    }


def _plain(cell: str) -> str:
    """The cell, without the ' that protects a spreadsheet from formulas."""
    text = clean(cell)
    return text[1:] if text[:1] == "'" and text[1:2] and text[1] in FORMULA else text


@dataclass(slots=True)
class _Row:
    """One line being read: every fault of it is told, then there is a reading or none."""

    cells: dict[str, str]
    place: Place
    calendar: WorkCalendar
    faults: FaultList
    wrong: bool = field(default=False)

    def read(self) -> Reading | None:
        said = self._given()
        word = self.cells.get
        reading = Reading(
            indicator=word("indicator", ""),
            span=self._cell("span", values.span, "2026-08-10, 10/08/2026, 2026-08, 2026-Q3"),
            requested_at=self._moment("requested_at"),
            recorded_at=self._moment("recorded_at"),
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
        value: Fraction | None = self._cell("value", values.number, "98.5, 98,5, oui, no")
        return {"value": value}

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
            self._fault("bad-cell", said, cell=self.cells[key][:80], column=_heading(key), example=example)
            return None

    def _check(self, reading: Reading) -> None:
        if not reading.indicator:
            self._fault("no-indicator", mark("The line names no indicator."))
        given = [key for key in ("value", "delivered_at", "n") if key in self.cells]
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
