"""Where in a sheet a table stands: its header row, its columns, and what the cells above it say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from svcgraph.domain.names import clean
from svcgraph.domain.process import Process, ProcessIndicator, ProcessKind
from svcgraph.errors import Place
from svcgraph.intake.cells import Sheet, address
from svcgraph.vocabulary import DEFAULT_SHEETS, KINDS, PROCESS, TABLE

HEADER_ROWS = 20
TEXT_FIELDS = ("id", "purpose", "owner", "trigger", "result", "frequency")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table found in a sheet. ``columns``: key → column, as pairs; ``unknown``: headings not known."""

    file: str
    sheet: Sheet
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
    """The table of the sheet, None when no row of the first twenty heads one that is understood."""
    for row, values in enumerate(sheet.rows[:HEADER_ROWS]):
        keys: dict[str, int] = {}
        unknown: list[int] = []
        for column, value in enumerate(values):
            key = TABLE.key(value)
            if key is not None and key not in keys:
                keys[key] = column
            elif value.strip():
                unknown.append(column)
        if understood(frozenset(keys)):
            return Table(file=file, sheet=sheet, header=row, columns=tuple(keys.items()), unknown=tuple(unknown))
    return None


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
        if len(cells) == 1 and ":" in cells[0]:
            label, _, rest = cells[0].partition(":")
            cells = [label, rest] if PROCESS.key(label) else cells
        key = PROCESS.key(cells[0]) if cells else None
        if key and len(cells) > 1:
            said.append((key, clean(cells[1])))
        elif len(cells) == 1 and not title and not key:  # a label with nothing beside it is no title
            title = cells[0]
    return About(title=title, said=tuple(said))


def process_of(table: Table, cover: About | None) -> Process:
    """The process, from the cells above the table, then from a cover sheet, else named by sheet or file."""
    above = about(table.sheet, table.header)
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
