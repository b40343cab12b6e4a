"""A printed document, neutral: what stands on its pages and which places are to be filled in. Word and PDF are ink.

Lengths are millimetres, type sizes points. Everything is in the reader's language already.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Shade(StrEnum):
    """Whose a cell is, told by filling and by border: never by colour alone (`9-forms`)."""

    PLAIN = "plain"  # no border: what lies between
    LABEL = "label"  # printed words
    TOOL = "tool"  # printed facts
    CLIENT = "client"  # light filling, thin border
    SUPPLIER = "supplier"  # white, thick border
    TOGETHER = "together"  # hatched, dashed border
    BLANK = "blank"  # white, thin border: room to write in, whoever holds the pen


class SlotKind(StrEnum):
    TEXT = "text"
    CHOICE = "choice"  # a list to choose from
    OPEN = "open"  # a list to choose from, or anything else written
    CHECK = "check"
    DATE = "date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Printed words. ``size`` 0 is the document's own."""

    text: str
    bold: bool = False
    size: float = 0.0
    grey: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place to be filled in. ``id`` comes back with what was written; ``label`` is said by screen readers.

    ``value`` is what is printed; of a check "yes" or "". ``day`` is the value of a date.
    """

    id: str
    value: str
    label: str = ""
    kind: SlotKind = SlotKind.TEXT
    choices: tuple[str, ...] = ()
    day: date | None = None
    bold: bool = False
    size: float = 0.0
    bare: bool = False  # on paper an empty one is white: its cell shows where to write


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """An id that is not printed: by it a row is known again when it was moved, or its places were typed over."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing as PNG, with what it shows for those who cannot see it."""

    png: bytes
    width: float
    height: float
    text: str


Piece = Words | Slot | Marker | Picture
Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """``span``: how many of the grid's columns it takes; ``height``: least height in mm."""

    lines: tuple[Line, ...] = ()
    span: int = 1
    shade: Shade = Shade.LABEL
    centred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """``head``: repeated on every page. ``attached``: not parted from the next row. ``height``: at least, in mm."""

    cells: tuple[Cell, ...]
    head: bool = False
    attached: bool = False
    height: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table; ``widths`` of its columns add up to what the page has. ``id`` names it in the file."""

    id: str
    widths: tuple[float, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """``level`` 0 is the title; ``new_page`` begins one."""

    text: str
    level: int = 1
    new_page: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    line: Line
    small: bool = False


Block = Heading | Paragraph | Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole document on A4, landscape. ``across`` is written across every page; ``carried`` travels unseen.

    ``page`` is the sentence with ``{page}`` and ``{pages}`` that ends the footer.
    """

    title: str
    language: str
    header: tuple[str, str, str]
    footer: str
    page: str
    blocks: tuple[Block, ...]
    created: date
    across: str = ""
    carried: str = ""
    size: float = 10.0


PAGE = (297.0, 210.0)
MARGIN = 12.0
ACROSS = PAGE[0] - 2 * MARGIN
