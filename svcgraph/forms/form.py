"""The neutral form: single places and tables, each with an id that Word and Excel carry and bring back.

A *place* is filled in or printed. Its id is ``key`` for a single place and ``table/row/key`` in a table; a row's
id is the clause it stands for (``d1``, ``d1.c1``, ``a2``), so that it survives moving. A row that people added has
no id.

Values are canonical text, the same in both languages where that makes sense (`Kind`); `forms.values` prints them
and reads them back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What a place holds, and how its canonical value is written."""

    TEXT = "text"  # as written
    CHOICE = "choice"  # the code of one of the choices
    CHECK = "check"  # "yes" or ""
    DATE = "date"  # 2026-11-16
    TIME = "time"  # 14:00
    PERCENT = "percent"  # 95, 98.6
    PERSON = "person"  # the name as people write it; several are separated by ;
    REFERENCE = "reference"  # numbers as the form prints them (1.2), several separated by ;


class Zone(StrEnum):
    """Who fills a place in (`9-forms`)."""

    TOOL = "tool"  # printed by the tool, locked
    CLIENT = "client"
    SUPPLIER = "supplier"
    TOGETHER = "together"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a closed list: its code in the contract, its word on paper."""

    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A place as such: a single one, or a column. ``label`` and choices are in the form's language."""

    key: str
    label: str
    kind: Kind = Kind.TEXT
    zone: Zone = Zone.TOGETHER
    choices: tuple[Choice, ...] = ()

    @property
    def locked(self) -> bool:
        return self.zone is Zone.TOOL


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A single place with its value."""

    field: Field
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """``values`` are parallel to the table's columns. ``id`` is the clause; "" never occurs in a printed row."""

    id: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """``blank``: the numbers of the empty rows that the paper offers after the filled ones (column ``number``).

    A blank row that comes back filled in has no id; its number tells where it belongs: ``2.1`` is the first
    criterion of deliverable 2.
    """

    id: str
    title: str
    columns: tuple[Field, ...]
    rows: tuple[Row, ...] = ()
    blank: tuple[str, ...] = ()

    def column(self, key: str) -> int:
        """Its index. Raises ValueError when there is none."""
        return [column.key for column in self.columns].index(key)

    def value(self, row: Row, key: str) -> str:
        return row.values[self.column(key)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading of the outline, its number in it. ``number``: "1" … "9", "A", "B", "C"."""

    number: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Annex A: where a deliverable stands on the maps."""

    deliverable: str
    process: str
    step: str
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands on every page. ``banner`` is the state in capitals: PROJET – à négocier, EN VIGUEUR."""

    contract: str  # contract id
    reference: str  # as people call it; the id where there is none
    title: str
    banner: str
    draft: bool  # to be written across every page
    supplier: str
    client: str
    version: str
    printed_on: date
    mapped_on: date
    fingerprint: str  # first eight characters
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A whole form in one language. ``base`` is what `forms.base.packed` made: to be stored in the file unseen."""

    head: Head
    sections: tuple[Section, ...]
    places: tuple[Place, ...]
    tables: tuple[Table, ...]
    origins: tuple[Origin, ...] = ()
    people: tuple[str, ...] = ()  # names to choose from; others may be written
    examples: tuple[str, ...] = ()  # annex B
    clauses: tuple[str, ...] = ()  # annex C, empty unless asked
    base: str = ""

    def table(self, table_id: str) -> Table:
        return next(table for table in self.tables if table.id == table_id)

    def place(self, key: str) -> Place:
        return next(place for place in self.places if place.field.key == key)

    def section(self, number: str) -> Section:
        return next(section for section in self.sections if section.number == number)
