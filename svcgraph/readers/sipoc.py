"""SIPOC tables: suppliers, inputs, process, outputs, customers. What is read of them: `docs/tables.md`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from svcgraph.domain.names import clean
from svcgraph.domain.process import NONE, Process
from svcgraph.errors import FaultList, Place, Severity, Unreadable
from svcgraph.i18n import mark
from svcgraph.intake.cells import Sheet
from svcgraph.intake.grid import peek_sheets, read_grid
from svcgraph.readers import Reading
from svcgraph.readers._build import MapBuilder
from svcgraph.readers._table.find import about, place
from svcgraph.vocabulary import DEFAULT_SHEETS, vocabulary

FORMAT = "sipoc"
SUFFIXES = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods")
VERSION = 1

HEADER_ROWS = 20
COLUMNS = vocabulary(
    supplier=("Supplier", "Fournisseur", "S", "Supplier (S)", "Fournisseurs (S)"),
    input=("Input", "Entrée", "Intrant", "I", "Données d'entrée", "Éléments d'entrée"),
    process=("Process", "Processus", "Étape", "Step", "P", "Activité", "Process step", "Étape du processus"),
    output=("Output", "Sortie", "Extrant", "O", "Données de sortie", "Éléments de sortie", "Livrable"),
    customer=("Customer", "Client", "C", "Destinataire", "Customers (C)", "Bénéficiaire"),
)
PERFORMER = vocabulary(
    service=("service", "unité", "unit", "direction", "acteur", "actor", "réalisé par", "performed by")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sipoc:
    """``columns``: S, I, P, O, C in that order."""

    sheet: Sheet
    header: int
    columns: tuple[int, int, int, int, int]


def recognises(data: bytes, suffix: str) -> bool:  # noqa: ARG001  (what is inside decides)
    """Whether a row of a sheet heads the five columns."""
    try:
        return any(map(_find, peek_sheets(data)))
    except Unreadable:  # the reader of tables says why
        return False


def read(data: bytes, file: str) -> Reading:
    """The tables' map, a process each. Raises Unreadable when a table has a header and nothing below."""
    grid = read_grid(data, file)
    faults = FaultList(list(grid.faults))
    builder = MapBuilder(file, FORMAT)
    tables = [found for sheet in grid.sheets if sheet.visible and (found := _find(sheet))]
    if not tables:
        said = mark("No SIPOC table was found: its columns are Supplier, Input, Process, Output and Customer.")
        faults.add("no-table", Place(file=file), said)
    for table in tables:
        _Drawing(table, builder, faults, file).draw()
    if any(fault.severity is Severity.ERROR for fault in faults.faults):
        raise Unreadable(*faults.faults)
    return Reading(map=builder.freeze(), faults=tuple(faults.faults))


def _find(sheet: Sheet) -> Sipoc | None:
    for row, values in enumerate(sheet.rows[:HEADER_ROWS]):
        keys: dict[str, int] = {}
        for column, value in enumerate(values):
            key = COLUMNS.key(value)
            if key and key not in keys:
                keys[key] = column
        if {"supplier", "input", "output", "customer", "process"} <= keys.keys():
            order = (keys["supplier"], keys["input"], keys["process"], keys["output"], keys["customer"])
            return Sipoc(sheet=sheet, header=row, columns=order)
    return None


class _Drawing:
    def __init__(self, table: Sipoc, builder: MapBuilder, faults: FaultList, file: str) -> None:
        self.table, self.builder, self.faults, self.file = table, builder, faults, file
        self.about = about(table.sheet, table.header)
        self.name = self._name()
        self.process = builder.add_process(Process(id="", name=self.name, owner=self.about.get("owner")))
        self.performer = builder.performer((_service(table) or self.name,))
        self.step = self.last = NONE

    def draw(self) -> None:
        """Row by row; what a row brings, and takes away, is at its step, or at the last one named above."""
        rows = [row for row in range(self.table.header + 1, len(self.table.sheet.rows)) if any(self._cells(row))]
        if not rows:
            self._say("no-steps", self.table.header, 2, mark("The table has a header, but no steps."), Severity.ERROR)
        for row in rows:
            supplier, brought, process, made, customer = self._cells(row)
            self._to_step(row, clean(process))
            for name, thing in self._pairs(row, supplier, brought, (0, 1)):
                self.builder.message(thing, source_pool=self._party(name, row), target=self.step)
            for name, thing in self._pairs(row, customer, made, (4, 3)):
                self.builder.message(thing, source=self.step, target_pool=self._party(name, row))

    def _cells(self, row: int) -> tuple[str, ...]:
        values = self.table.sheet.rows[row]
        return tuple(values[column].strip() if column < len(values) else "" for column in self.table.columns)

    def _to_step(self, row: int, name: str) -> None:
        if not name and self.step != NONE:
            return
        where = place(self.file, self.table.sheet, row, self.table.columns[2])
        key = f"{self.process + 1}.{row - self.table.header}" if self.process else str(row - self.table.header)
        same_as_above = self.step != NONE and row and clean(self._cells(row - 1)[2]) == name
        if same_as_above:
            return
        self.last, self.step = self.step, self.builder.node(
            key, name or self.name, self.performer, process=self.process, line=where.line, cell=where.cell
        )  # fmt: skip
        if self.last != NONE:
            self.builder.flow(self.last, self.step)

    def _pairs(self, row: int, parties: str, things: str, columns: tuple[int, int]) -> Iterator[tuple[str, str]]:
        """By position; one party gives or gets all things, one thing goes to all parties. Else: for the person."""
        names, objects = list(_parts(parties)), list(_parts(things))
        if not names and not objects:
            return
        if names and objects and (1 in (len(names), len(objects)) or len(names) == len(objects)):
            width = max(len(names), len(objects))
            yield from zip(_spread(names, width), _spread(objects, width), strict=True)
            return
        said = mark("“{things}” and “{parties}” cannot be paired: write one pair a row. Not read.")
        shown = {"things": clean(things) or "–", "parties": clean(parties) or "–"}
        self._say("not-paired", row, columns[1], said, Severity.WARNING, **shown)

    def _party(self, name: str, row: int) -> int:
        where = place(self.file, self.table.sheet, row, self.table.columns[0])
        return self.builder.performer((name,), external=True, line=where.line)

    def _name(self) -> str:
        sheet = clean(self.table.sheet.name)
        mute = DEFAULT_SHEETS.key(sheet.rstrip("0123456789 ()")) or sheet.lower() == "sipoc"
        return self.about.get("name") or self.about.title or ("" if mute else sheet) or PurePosixPath(self.file).stem

    def _say(self, code: str, row: int, column: int, message: str, severity: Severity, /, **parameters: object) -> None:
        where = place(self.file, self.table.sheet, row, self.table.columns[column])
        self.faults.add(code, where, message, severity=severity, **parameters)


def _service(table: Sipoc) -> str:
    """Who performs the process, where a cell above the table says so: ``Service | Gestion``, ``Service : Gestion``."""
    for values in table.sheet.rows[: table.header]:
        cells = [clean(value) for value in values if value.strip()]
        if len(cells) == 1 and ":" in cells[0]:
            label, _, rest = cells[0].partition(":")
            cells = [clean(label), clean(rest)]
        if len(cells) > 1 and PERFORMER.key(cells[0]):
            return cells[1]
    return ""


def _parts(text: str) -> Iterator[str]:
    for part in re.split(r"[;\n]|,\s", text):
        name = clean(re.sub(r"^[-–—•*·]\s*", "", part.strip()))
        if name and name not in ("-", "–", "—", "/"):
            yield name


def _spread(items: list[str], width: int) -> list[str]:
    return items * width if len(items) == 1 else items
