"""What a page of the site is made of: headings, facts, tables, pictures, and lines with links in them.

An address is a page's path below the language's folder, with ``/``. The id of a place on a page is any text: the
renderer makes it fit for HTML, the same way for the place and for the link that leads to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from svcgraph.views.shapes import Diagram, State


@dataclass(frozen=True, slots=True)
class Link:
    """``page`` "" is the page itself; ``part`` is the id of a place on it."""

    text: str
    page: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """The symbol of a state, and its word beside: never the colour alone."""

    text: str
    state: State


@dataclass(frozen=True, slots=True)
class Source:
    """A place in a file: printed as one types it."""

    text: str


Piece = str | Link | Mark | Source
Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """``level`` 2 to 4; 1 is the page's title."""

    text: str
    level: int = 2
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    line: Line
    lead: bool = False  # the sentence to read first
    note: bool = False  # small, below what it is about


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list without an order."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """Names and what they are: supplier, client, version."""

    pairs: tuple[tuple[str, Line], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One column. ``number``: its cells stand to the right."""

    title: str
    number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a table; the first cell names it.

    ``state`` is what a reader may leave out; ``arrows`` are ids of arrows of the page's picture that it tells of.
    """

    cells: tuple[Line, ...]
    id: str = ""
    state: State | None = None
    arrows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table; ``caption`` says what it lists. ``empty`` is said instead of a table without rows."""

    caption: str
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One figure of the overview. ``change`` says in words what it was before."""

    value: str
    text: str
    state: State | None = None
    change: str = ""
    target: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiles:
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A state that the reader may leave out, with how many arrows have it."""

    state: State
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A diagram. ``explore``: boxes and arrows can be chosen, those of a state left out, the picture enlarged.

    What is told of the chosen ones stands on the page in the rows that name their arrows.
    """

    diagram: Diagram
    explore: bool = False
    filters: tuple[Filter, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finder:
    """The page's search field and what it finds."""


Block = Heading | Paragraph | Items | Fields | Grid | Tiles | Picture | Finder


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """``section`` is the address of the part of the site to which it belongs; ``above`` lead up to it."""

    path: str
    title: str
    section: str
    blocks: tuple[Block, ...]
    above: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something that can be found: what it is, its name, words by which it is found too.

    ``link`` says where it stands; its text is shown below the name.
    """

    kind: str
    name: str
    text: str
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One language's pages. ``withheld`` are names that must not be printed; ``instead`` stands for each.

    ``languages`` are those of the whole site, the first in the root folder.
    """

    language: str
    name: str
    dated: str
    sections: tuple[Link, ...]
    pages: tuple[Page, ...]
    entries: tuple[Entry, ...]
    languages: tuple[str, ...]
    withheld: tuple[str, ...] = ()
    instead: str = ""


def line(*pieces: Piece) -> Line:
    """The pieces that are there, as one line."""
    return tuple(piece for piece in pieces if piece != "")


def joined(pieces: Iterable[Piece], between: str = ", ") -> Line:
    """The pieces with ``between`` in between."""
    made: list[Piece] = []
    for piece in pieces:
        made += [between, piece] if made else [piece]
    return tuple(made)
