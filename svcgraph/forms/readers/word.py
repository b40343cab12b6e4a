"""A Word form as it came back (`9-forms`), whoever saved it.

What a cell stands for is told, in this order, by the tag of its content control, by its bookmark (LibreOffice drops
tags), and by its position in a row whose hidden marker says what its cells are (`forms._cells`). What stands in a
cell counts, within the control or beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import itemgetter

from svcgraph.domain.clause_numbers import number
from svcgraph.errors import FaultList, Place, Severity
from svcgraph.forms import fields
from svcgraph.forms._cells import SHORT
from svcgraph.forms.answers import Answers, RowAnswer, TableAnswers
from svcgraph.forms.base import Base, single, unpacked
from svcgraph.forms.form import Field, Kind
from svcgraph.i18n import Words, mark
from svcgraph.intake.wordprocessing import Cell, Row, Table, WordFile, read_word_file
from svcgraph.views.document_marks import PLACEHOLDER, marked, unbookmarked

SUFFIXES = (".docx",)
TRACKED = mark(
    "The form holds changes that nobody has accepted yet: what was inserted counts, what was deleted is gone."
)
STRAY = mark("“{text}” stands where no place is: it was not taken over.")
LONG = {short: table for table, short in SHORT.items()}
PRINTED = ("Heading", "Title", "Note", "Titre")
SHOWN = 120


def read(data: bytes, file: str, workspace: str) -> Answers:
    """What was filled in. Raises Unreadable: no Word file, damaged, no form, a form of another workspace."""
    word = read_word_file(data, file)
    base = unpacked(single(word.parts, file), file, workspace=workspace)
    reading = _Reading(base=base, file=file)
    for table in word.tables:
        reading.table(table)
    reading.outside(word)
    return Answers(
        base=base,
        places=tuple(reading.places.items()),
        tables=tuple(reading.tables()),
        faults=tuple(reading.faults.faults),
    )


@dataclass(slots=True)
class _Record:
    """One row of a neutral table, which may take several lines of paper. ``id`` "" is a new one."""

    table: str
    id: str
    where: str
    cells: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """A row's marker: ``table/row id`` ("" for single places) and a key for each cell."""

    where: str
    keys: tuple[str, ...]

    @property
    def table(self) -> str:
        return self.where.split("/")[0]


@dataclass(slots=True)
class _Reading:
    base: Base
    file: str
    places: dict[str, str] = field(default_factory=dict)
    records: list[_Record] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    block: str = ""  # number of the deliverable whose block is being read
    faults: FaultList = field(default_factory=FaultList)
    known: dict[str, dict[str, Field]] = field(init=False)
    singles: dict[str, Field] = field(init=False)

    def __post_init__(self) -> None:
        words = Words(self.base.language)
        self.known = {name: {one.key: one for one in columns(words)} for name, columns in fields.TABLES.items()}
        self.singles = {one.key: one for one in fields.singles(words)}

    def table(self, table: Table) -> None:
        """One table of the file, row by row."""
        marks = [_marker(row) or _by_ids(row) for row in table.rows]
        models = [one for one in marks if one is not None and one.keys]
        current: _Record | None = None
        for row, found in zip(table.rows, marks, strict=True):
            if found is not None and found.where == "-":
                continue
            if found is None:
                current = self._unmarked(row, models, current)
            elif found.where:
                current = self._record(row, found, current)
            else:
                self._singles(row, found)

    def _singles(self, row: Row, found: _Mark) -> None:
        for cell, key in self._keyed(row, found, self.singles):
            self.places.setdefault(key, _value(cell, self.singles[key]))

    def _record(self, row: Row, found: _Mark, current: _Record | None) -> _Record:
        """The row's record: the one under way if this is its next line, else a new one."""
        table, _, identity = found.where.partition("/")
        self.seen.add(table)
        columns = self.known.get(table, {})
        said = {key: _value(cell, columns[key]) for cell, key in self._keyed(row, found, columns)}
        if current and current.where == found.where and not said.keys() & current.cells.keys():
            current.cells |= said
            return current
        blank = identity.startswith("+")
        record = _Record(table=table, id="" if blank else identity, where=found.where, cells=said)
        if table == "deliverables":
            self.block = identity.removeprefix("+") if blank else number(identity)
            record.cells["number"] = self.block
        elif blank and not record.cells.get("number"):
            record.cells["number"] = identity.removeprefix("+")
        if table == "criteria":
            record.cells["deliverable"] = self.block
        self.records.append(record)
        return record

    def _unmarked(self, row: Row, models: list[_Mark], current: _Record | None) -> _Record | None:
        """A row that people added: like the marked rows of its table that have as many cells."""
        if not any(_plain(cell) for cell in row.cells):
            return current
        fitting = [one for one in models if len(one.keys) == len(row.cells) and one.table]
        first = [one for one in fitting if "number" in one.keys and one.table != "deliverables"]
        if first:
            found = _Mark(where=f"{first[0].table}/+", keys=first[0].keys)
            return self._record(row, found, None)
        more = [one for one in fitting if current and one.table == current.table and current.where.endswith("+")]
        if more and current:
            return self._record(row, _Mark(where=current.where, keys=more[0].keys), current)
        self._note(STRAY, text=" · ".join(filter(None, map(_plain, row.cells)))[:SHOWN])
        return current

    def _keyed(self, row: Row, found: _Mark, columns: dict[str, Field]) -> Iterator[tuple[Cell, str]]:
        """Cells with the keys of their places: by their own id if it is of this row, else by position."""
        by_position = found.keys if len(found.keys) == len(row.cells) else ("",) * len(row.cells)
        taken: set[str] = set()
        for cell, placed in zip(row.cells, by_position, strict=True):
            own = [key for where, key in _ids(cell) if where == found.where and key in columns]
            key = own[0] if own and own[0] not in taken else placed
            if key in columns and key not in taken:
                taken.add(key)
                yield cell, key

    def tables(self) -> Iterator[TableAnswers]:
        """The tables that are still in the file, rows in its order."""
        here = self.seen | ({"criteria"} if "deliverables" in self.seen else set())
        for name in fields.TABLES:
            if name in here:
                rows = (one for one in self.records if one.table == name)
                yield TableAnswers(
                    id=name, rows=tuple(RowAnswer(id=one.id, cells=tuple(one.cells.items())) for one in rows)
                )

    def outside(self, word: WordFile) -> None:
        """What people wrote between the tables is said, since it has no place in the contract."""
        for paragraph in word.paragraphs:
            text = " ".join(paragraph.text.split())
            if text and not paragraph.style.startswith(PRINTED):
                self._note(STRAY, text=text[:SHOWN])
        if word.tracked:
            self._note(TRACKED)

    def _note(self, message: str, /, **parameters: str) -> None:
        code = "unaccepted-changes" if message == TRACKED else "stray-text"
        self.faults.add(code, Place(file=self.file), message, severity=Severity.WARNING, **parameters)


def _marker(row: Row) -> _Mark | None:
    for cell in row.cells:
        if (found := marked(cell.hidden)) is not None:
            where, *keys = found.split("|")
            return _Mark(where=where, keys=tuple(keys))
    return None


def _by_ids(row: Row) -> _Mark | None:
    """For a row that lost its marker: the row to which most of its places belong."""
    found = Counter(where for cell in row.cells for where, _ in _ids(cell))
    return _Mark(where=max(found.items(), key=itemgetter(1))[0], keys=()) if found else None


def _ids(cell: Cell) -> Iterator[tuple[str, str]]:
    """Row and key of each place in a cell, by tag and by bookmark: ``criteria/d1.c1``, ``objective``."""
    for slot in (*cell.tags, *filter(None, map(unbookmarked, cell.bookmarks))):
        parts = slot.split("=")[0].split("/")
        if len(parts) == 3 and parts[0] in LONG:
            yield f"{LONG[parts[0]]}/{parts[1]}", parts[2]
        elif len(parts) == 1:
            yield "", parts[0]


def _value(cell: Cell, place: Field) -> str:
    """What stands in a cell: of boxes the words that are ticked, else all text but the printed label."""
    if cell.ticks and place.kind is Kind.CHECK:
        return "☒" if any(cell.ticks) else "☐"
    if cell.ticks and len(cell.ticks) == len(place.choices):
        return "; ".join(choice.label for choice, on in zip(place.choices, cell.ticks, strict=True) if on)
    return _plain(cell, place.label)


def _plain(cell: Cell, label: str = "") -> str:
    lines = (paragraph.text for paragraph in cell.paragraphs if paragraph.style != "Label")
    return "\n".join(text for line in lines if (text := line.replace(PLACEHOLDER, "").strip()) and text != label)
