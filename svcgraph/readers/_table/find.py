"""Where in a sheet a table stands: its header row, its columns, and what the cells above it say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import PurePosixPath

from svcgraph.domain.names import clean
from svcgraph.domain.process import NONE, Process, ProcessIndicator, ProcessKind
from svcgraph.errors import Place
from svcgraph.intake.cells import Sheet, address
from svcgraph.vocabulary import DEFAULT_SHEETS, KINDS, PROCESS, TABLE

HEADER_ROWS = 20
TEXT_FIELDS = ("id", "purpose", "owner", "trigger", "result", "frequency")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table found in a sheet. ``columns``: key → column, as pairs; ``unknown``: headings not known.

    ``top`` is the first row of its headings, ``header`` the last.
    """

    file: str
    sheet: Sheet
    top: int
    header: int
    columns: tuple[tuple[str, int], ...]
    unknown: tuple[int, ...]

    def column(self, key: str) -> int | None:
        return next((column for name, column in self.columns if name == key), None)

    def has(self, key: str) -> bool:
        return self.column(key) is not None

    def cell(self, row: int, key: str) -> str:
        """The cell's text, trimmed; line breaks stay. Empty when there is no such column or cell."""
        column = self.column(key)
        values = self.sheet.rows[row]
        return values[column].strip() if column is not None and column < len(values) else ""

    def place(self, row: int, key: str = "") -> Place:
        column = self.column(key)
        return place(self.file, self.sheet, row, 0 if column is None else column)

    def rows(self) -> Iterator[int]:
        """Rows below the header that hold anything but the header again."""
        heading = self.sheet.rows[self.header]
        for row in range(self.header + 1, len(self.sheet.rows)):
            values = self.sheet.rows[row]
            if any(value.strip() for value in values) and values != heading:
                yield row


def place(file: str, sheet: Sheet, row: int, column: int) -> Place:
    """A cell's place: ``Étapes!B12`` in a workbook, line and ``B12`` in a text file."""
    spot = address(row, column)
    return Place(file=file, line=sheet.line(row), cell=f"{sheet.name}!{spot}" if sheet.name else spot)


def find_table(sheet: Sheet, file: str) -> Table | None:
    """The table of the sheet, None when no row of the first twenty heads one that is understood.

    Groups of headings in the row above, “Inputs” above “Document” and “From”, head what their own row leaves unknown.
    """
    rows = sheet.rows[:HEADER_ROWS]
    for row, values in enumerate(rows):
        above = rows[row - 1] if row else ()
        grouped = _headed(sheet, file, row, _grouped(above, values)) if len(_known(above)) > 1 else None
        alone = _headed(sheet, file, row, values)
        if grouped and len(_known(values)) > 1 and (alone is None or len(grouped.columns) > len(alone.columns)):
            return replace(grouped, top=row - 1)
        if alone:
            return alone
    return None


def _headed(sheet: Sheet, file: str, row: int, headings: Sequence[str]) -> Table | None:
    known = _known(headings)
    taken = set(known.values())
    unknown = tuple(at for at, value in enumerate(headings) if value.strip() and at not in taken)
    if not understood(frozenset(known)):
        return None
    return Table(file=file, sheet=sheet, top=row, header=row, columns=tuple(known.items()), unknown=unknown)


def _grouped(above: Sequence[str], below: Sequence[str]) -> tuple[str, ...]:
    """The lower heading where it is known, else that of its group."""
    pairs = zip_longest(above, below, fillvalue="")
    return tuple(low if TABLE.key(low) or not TABLE.key(high) else high for high, low in pairs)


def _known(headings: Sequence[str]) -> dict[str, int]:
    """Key → the first column that is headed so."""
    found: dict[str, int] = {}
    for column, value in enumerate(headings):
        key = TABLE.key(value)
        if key is not None:
            found.setdefault(key, column)
    return found


def nearest_row(sheet: Sheet) -> tuple[int, frozenset[str]]:
    """The row that names the most columns of a table, and which; of a sheet without a table, to say what is lacking."""
    rows = [frozenset(_known(values)) for values in sheet.rows[:HEADER_ROWS]]
    best = max(range(len(rows)), key=lambda row: len(rows[row]), default=NONE)
    return best, rows[best] if rows else frozenset()


def understood(keys: frozenset[str]) -> bool:
    """A step list names steps and what follows them; a procedure names steps, actors and what they do or need."""
    if not keys & {"id", "step"}:
        return False
    if "next" in keys:
        return bool(keys & {"name", "function", "shape", "step"})
    return "function" in keys and bool(keys & {"name", "inputs", "outputs"})


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What cells outside the table say of the process: a title, and label–value pairs by canonical key."""

    title: str
    said: tuple[tuple[str, str], ...]

    def get(self, key: str) -> str:
        return next((value for name, value in self.said if name == key), "")


def about(sheet: Sheet, rows: int) -> About:
    """Reads the first ``rows`` rows: ``Pilote | Jeanne``, ``Pilote : Jeanne``, or a row with one cell, the title."""
    title, said = "", []
    for values in sheet.rows[:rows]:
        cells = [clean(value) for value in values if value.strip()]
        pairs = tuple(_pairs(cells))
        said += [(key, text) for key, text in pairs if text]
        if len(cells) == 1 and not title and not pairs:  # a label with nothing beside it is no title
            title = cells[0]
    return About(title=title, said=tuple(said))


def _pairs(cells: list[str]) -> Iterator[tuple[str, str]]:
    """Of one row: a label and the cell beside it, or both in one cell.

    Others may follow the first with a colon; without one “Name” may well head a column.
    """
    for at, cell in enumerate(cells):
        label, colon, rest = cell.partition(":")
        key = PROCESS.key(label) if colon or not at else None
        if key:
            yield key, clean(rest) or (cells[at + 1] if at + 1 < len(cells) else "")


def process_of(table: Table, cover: About | None) -> Process:
    """The process, from the cells above the table, then from a cover sheet, else named by sheet or file."""
    above = about(table.sheet, table.top)
    sources = (above, cover) if cover else (above,)
    fields = {key: next((text for source in sources if (text := source.get(key))), "") for key in TEXT_FIELDS}
    kind = KINDS.key(next((text for source in sources if (text := source.get("kind"))), ""))
    return Process(
        name=_name(table, sources),
        kind=ProcessKind(kind) if kind else None,
        inputs=_several(sources, "inputs"),
        outputs=_several(sources, "outputs"),
        indicators=tuple(ProcessIndicator(name=name) for name in _several(sources, "indicators")),
        **fields,
    )


def _name(table: Table, sources: tuple[About, ...]) -> str:
    said = next((text for source in sources if (text := source.get("name") or source.title)), "")
    sheet = clean(table.sheet.name)
    telling = sheet if sheet and not DEFAULT_SHEETS.key(sheet.rstrip("0123456789 ()")) else ""
    return said or telling or PurePosixPath(table.file).stem


def _several(sources: tuple[About, ...], key: str) -> tuple[str, ...]:
    text = next((text for source in sources if (text := source.get(key))), "")
    return tuple(part for piece in text.split(";") for part in [clean(piece)] if part)
