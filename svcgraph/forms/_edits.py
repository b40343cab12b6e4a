"""Which places were edited: answers beside what was printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from svcgraph.errors import FaultList, Place, Severity
from svcgraph.forms import fields
from svcgraph.forms.answers import Answers, RowAnswer, TableAnswers
from svcgraph.forms.form import Field
from svcgraph.forms.values import NotRead, canonical, unprinted
from svcgraph.i18n import Words, mark

NOT_READ = mark("“{label}”: “{text}” was not understood (expected: {expected}); it stays as it was.")
TWICE = mark("“{id}” stands twice in the form: the first one keeps its place in the contract, the copy is new.")
UNKNOWN_ROW = mark("“{id}” is not among the rows that were printed: it is taken as new.")
STRUCK = mark("“{what}” was taken out of the form: it goes from the contract.")
SHOWN = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedRow:
    """One row of a table, in the order of the paper. ``id`` "" is a new one.

    ``changed`` are the columns whose value is not what was printed, canonical; ``said`` all that stand there.
    """

    id: str
    changed: dict[str, str]
    said: dict[str, str]

    @property
    def number(self) -> str:
        return self.said.get("number", "")


@dataclass(slots=True)
class Edits:
    """The edits of one form; what could not be read is collected in ``notes``."""

    answers: Answers
    file: str
    notes: FaultList = field(default_factory=FaultList)
    printed: dict[str, str] = field(init=False)
    words: Words = field(init=False)
    excuses: list[tuple[str, str]] = field(default_factory=list)  # expectation's clause, numbers; settled last

    def __post_init__(self) -> None:
        self.printed = dict(self.answers.base.places)
        self.words = Words(self.answers.base.language)

    def places(self) -> dict[str, str]:
        """Single places that were edited, by key."""
        known = {one.key: one for one in fields.singles(self.words)}
        found = {}
        for key, text in self.answers.places:
            if key in known and not known[key].locked:
                value = self._read(text, known[key], self.printed.get(key, ""))
                if value is not None:
                    found[key] = value
        return found

    def rows(self, table_id: str) -> tuple[EditedRow, ...] | None:
        """The rows of a table that is in the form, those without any content left out; None where it is not."""
        table = next((one for one in self.answers.tables if one.id == table_id), None)
        return None if table is None else tuple(self._rows(table))

    def gone(self, table_id: str, rows: tuple[EditedRow, ...]) -> tuple[str, ...]:
        """Ids of printed rows that are no longer there."""
        here = {row.id for row in rows}
        return tuple(row for row in self.answers.base.rows(table_id) if row not in here)

    def struck(self, what: str) -> None:
        """Notes a clause that somebody deleted."""
        self._note("deleted-in-form", STRUCK, what=what[:SHOWN])

    def _rows(self, table: TableAnswers) -> Iterator[EditedRow]:
        columns = {column.key: column for column in fields.TABLES[table.id](self.words)}
        printed, seen = set(self.answers.base.rows(table.id)), set[str]()
        for row in table.rows:
            identity = self._identity(row, printed, seen)
            edited = self._row(table.id, identity, row, columns)
            if identity or any(value for key, value in edited.changed.items()):
                yield edited

    def _identity(self, row: RowAnswer, printed: set[str], seen: set[str]) -> str:
        if row.id in seen:
            self._note("row-twice", TWICE, id=row.id[:SHOWN])
            return ""
        if row.id and row.id not in printed:
            self._note("unknown-row", UNKNOWN_ROW, id=row.id[:SHOWN])
            return ""
        seen |= {row.id} - {""}
        return row.id

    def _row(self, table_id: str, identity: str, row: RowAnswer, columns: dict[str, Field]) -> EditedRow:
        changed, said = {}, {}
        for key, text in row.cells:
            if key not in columns:
                continue
            if columns[key].locked:
                said[key] = " ".join(text.split())
                continue
            before = self.printed.get(f"{table_id}/{identity}/{key}", "") if identity else ""
            value = self._read(text, columns[key], before)
            said[key] = before if value is None else value
            if value is not None:
                changed[key] = value
        return EditedRow(id=identity, changed=changed, said=said)

    def _read(self, text: str, place: Field, before: str) -> str | None:
        """The canonical value where it is not ``before``, else None. A dash that was printed is no edit."""
        if before and unprinted(text) == unprinted(before):
            return None
        try:
            value = canonical(text, place)
        except NotRead as error:
            self._note("not-read", NOT_READ, label=place.label, text=text[:SHOWN], expected=str(error))
            return None
        return None if unprinted(value) == unprinted(before) else value

    def _note(self, code: str, message: str, /, **parameters: str) -> None:
        self.notes.add(code, Place(file=self.file), message, severity=Severity.WARNING, **parameters)

    def note(self, code: str, message: str, /, **parameters: str) -> None:
        """Something that people should know of how the form was taken."""
        self._note(code, message, **parameters)
