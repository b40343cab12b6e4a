"""What was read on the sheets of a workbook, as answers: texts made canonical, new rows numbered, tables together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from svcgraph.domain.clause_numbers import number
from svcgraph.errors import FaultList, Place, Severity
from svcgraph.forms import fields
from svcgraph.forms._sheet_deliverables import Deliverables
from svcgraph.forms._sheet_marks import LAYOUT
from svcgraph.forms._sheet_rows import OWN, Known, Line, counted, identified, struck
from svcgraph.forms._sheet_values import cell_of, reads_as, text_of
from svcgraph.forms.answers import Answers, RowAnswer, TableAnswers
from svcgraph.forms.base import Base, refused
from svcgraph.forms.form import Field, Kind
from svcgraph.i18n import Words, mark

STRAY = mark("“{text}” stands where no place is ({place}): it was not taken over.")
PLACE_TWICE = mark("“{label}” stands twice in the workbook, as “{first}” and as “{second}”: the first one counts.")
NO_TABLE = mark("The table “{table}” is no longer in the workbook: what the contract says there stays as it is.")
NO_PLACES = mark("The sheet of the agreement itself is no longer in the workbook: what it says stays as it is.")
SHOWN = 120
MOST = 50  # stray texts that are quoted one by one
MOST_ROWS = 2_000  # of one table
TOO_MANY = mark("A table of the form has more than {most} filled rows: it is not read. Delete what is no clause.")
MORE = mark("More texts stand where no place is: they were not taken over.")


@dataclass(slots=True)
class Answering:
    """Collects what the reader of the file finds."""

    base: Base
    file: str
    faults: FaultList
    places: dict[str, str] = field(default_factory=dict)
    lines: dict[str, list[Line]] = field(default_factory=dict)
    strays: int = 0
    words: Words = field(init=False)
    printed: dict[str, str] = field(init=False)
    singles: dict[str, Field] = field(init=False)
    known: frozenset[str] = field(init=False)  # numbers of clauses as printed

    def __post_init__(self) -> None:
        self.words = Words(self.base.language)
        self.printed = dict(self.base.places)
        self.singles = {one.key: one for one in fields.singles(self.words)}
        self.known = frozenset(number(row) for table in self.base.tables for row in table.rows)

    def place(self, key: str, text: str) -> None:
        """A single place; one that stands there twice, as on a sheet that was copied, counts where it is first."""
        said = self._text(text, self.singles[key], self.printed.get(key, ""))
        first = self.places.setdefault(key, said)
        if first != said:
            parameters = {"first": first[:SHOWN], "second": said[:SHOWN], "label": self.singles[key].label}
            self.note("place-twice", PLACE_TWICE, **parameters)

    def begin(self, table: str) -> None:
        """A table that is in the file, whether it has rows or not."""
        self.lines.setdefault(table, [])

    def row(self, line: Line) -> None:
        """A row of a table. Raises Unreadable when there are more than any negotiation needs."""
        if line.mark is None and not any(text.strip() for _, text in line.cells):
            return
        if len(self.lines[line.table]) >= MOST_ROWS:
            raise refused("too-large", self.file, TOO_MANY, most=str(MOST_ROWS))
        self.lines[line.table].append(line)

    def stray(self, text: str, place: str) -> None:
        """Something written where no place is; it is quoted, for it has none in the contract."""
        self.strays += 1
        if self.strays <= MOST:
            self.note("stray-text", STRAY, text=" ".join(text.split())[:SHOWN], place=place)
        elif self.strays == MOST + 1:
            self.note("stray-text", MORE)

    def note(self, code: str, message: str, /, **parameters: str) -> None:
        self.faults.add(code, Place(file=self.file), message, severity=Severity.WARNING, **parameters)

    def answers(self) -> Answers:
        """All of it."""
        tables = tuple(self._tables())
        self._missing()
        return Answers(
            base=self.base, places=tuple(self.places.items()), tables=tables, faults=tuple(self.faults.faults)
        )

    def _missing(self) -> None:
        titles = {"flat": "3", "criteria": "4", "expectations": "5", "points": "7", "actions": "8"}
        sections = dict(fields.SECTIONS)
        for table in LAYOUT:
            if table not in self.lines:
                self.note("table-missing", NO_TABLE, table=self.words(sections[titles[table]]))
        if not any("." in key and not key.startswith("lacking") for key in self.places):
            self.note("table-missing", NO_PLACES)

    def _tables(self) -> Iterator[TableAnswers]:
        for table, lines in self.lines.items():
            rows = identified(lines, self.base.rows(table))
            if table == "criteria":
                yield from self._commitments(rows)
            elif table == "flat":
                yield TableAnswers(id=table, rows=tuple(self._flat(rows)))
            else:
                yield TableAnswers(id=table, rows=tuple(self._plain(table, rows)))

    def _flat(self, rows: Sequence[Known]) -> Iterator[RowAnswer]:
        """Only what the map shows is laid flat; what people add has its place among the things that they lack."""
        for known in rows:
            if known.id:
                yield self._answer(known, {})
            elif known.line.filled or known.line.said("thing"):
                self.stray(" · ".join(text for _, text in known.line.cells if text.strip()), known.line.where)

    def _plain(self, table: str, rows: Sequence[Known]) -> Iterator[RowAnswer]:
        shown = [number(row) for row in self.base.rows(table)]
        shown += [one.line.number for one in rows if one.line.filled]
        last = max((counted(one.split(".")[0]) for one in shown), default=0)
        for known in rows:
            if struck(known, self.base) or not (known.id or known.line.filled):
                continue
            if not known.id and not counted(known.line.number):
                last += 1
                yield self._answer(known, {"number": str(last)})
            else:
                yield self._answer(known, {"number": known.line.number})

    def _commitments(self, rows: Sequence[Known]) -> Iterator[TableAnswers]:
        found = Deliverables(base=self.base, rows=rows, file=self.file, faults=self.faults)
        yield TableAnswers(id="deliverables", rows=tuple(found.answers()))
        yield TableAnswers(id="criteria", rows=tuple(self._criteria(rows, found.numbers)))

    def _criteria(self, rows: Sequence[Known], numbers: Sequence[str]) -> Iterator[RowAnswer]:
        """Each under the number of its deliverable; new ones without a number of their own come after all others."""
        held = (one.id for item in self.base.contract.deliverables for one in item.criteria)
        last = dict.fromkeys(numbers, 0)
        for said in (*map(number, held), *(one.line.number for one in rows if one.line.filled)):
            owner = said.split(".")[0]
            last[owner] = max(last.get(owner, 0), counted(said) if "." in said else 0)
        for known, owner in zip(rows, numbers, strict=True):
            if struck(known, self.base) or not owner or not (known.id or known.line.filled):
                continue
            said = known.line.number
            if not known.id and not (said.startswith(f"{owner}.") and counted(said)):
                last[owner] += 1
                said = f"{owner}.{last[owner]}"
            yield self._answer(known, {"number": said, "deliverable": owner})

    def _answer(self, known: Known, own: dict[str, str]) -> RowAnswer:
        """A row with every column that its sheet shows; those of the deliverable are answered apart."""
        table = known.line.table
        columns = {one.key: one for one in fields.TABLES[table](self.words)}
        cells = {
            key: self._text(text, columns[key], self.printed.get(f"{table}/{known.id}/{key}", "") if known.id else "")
            for key, text in known.line.cells
            if key in columns and (table != "criteria" or key not in OWN)
        }
        return RowAnswer(id=known.id, cells=tuple((cells | own).items()))

    def _text(self, text: str, place: Field, before: str) -> str:
        """What a cell says; of what was printed, the printed value itself where the cell cannot hold or show it."""
        printed = cell_of(before, place, self.words) if before else ""
        if isinstance(printed, str) and printed and reads_as(text, printed):
            return text if place.kind is Kind.TEXT and text.strip() == printed.strip() else before
        return text_of(text, place, self.known)
