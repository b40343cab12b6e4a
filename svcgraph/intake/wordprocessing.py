"""Tables of a Word file as they were edited: text, hidden text, content controls, bookmarks, ticks, tracked changes.

Straight from the XML, within the bounds of `intake.archive` and `intake.tree`. Insertions that are tracked count,
deletions are gone. `intake.document` reads the plain text of such files; this reads what a form needs to know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from svcgraph.errors import FaultList
from svcgraph.intake._word import blocks, inside, open_word, rows
from svcgraph.intake.archive import Archive
from svcgraph.intake.tree import Element, load_tree

GONE = frozenset({"del", "moveFrom", "delText", "instrText", "pict", "drawing", "AlternateContent"})
TRACKED = frozenset({"ins", "del", "moveFrom", "moveTo"})
TICKED, UNTICKED = "☒☑✓✔🗹", "☐□🗆"
SYMBOLS = {"F0FE": "☒", "F0FD": "☒", "F052": "☒", "F0A8": "☐", "F06F": "☐", "F0A3": "☐"}  # Wingdings


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """``style`` is the style's id; ``text`` what is visible."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """``tags`` of content controls and ``bookmarks`` in it, in order; ``ticks``: each box, ticked or not."""

    paragraphs: tuple[Paragraph, ...] = ()
    hidden: str = ""
    tags: tuple[str, ...] = ()
    bookmarks: tuple[str, ...] = ()
    ticks: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordFile:
    """``paragraphs``: those outside tables. ``parts``: text of each custom XML part. ``tracked``: changes nobody has
    accepted yet."""

    tables: tuple[Table, ...]
    paragraphs: tuple[Paragraph, ...]
    parts: tuple[str, ...] = ()
    tracked: bool = False


def read_word_file(data: bytes, file: str) -> WordFile:
    """The file as it reads with all changes accepted. Raises Unreadable: damaged, protected, too large, too deep."""
    archive, root = open_word(data, file, FaultList())
    found = list(blocks(root.first("body") or root))
    return WordFile(
        tables=tuple(Table(rows=tuple(_rows(block))) for block in found if block.name == "tbl"),
        paragraphs=tuple(_paragraph(block) for block in found if block.name == "p"),
        parts=tuple(_parts(archive, file)),
        tracked=any(element.name in TRACKED for element in root.walk()),
    )


def _parts(archive: Archive, file: str) -> Iterator[str]:
    for name in sorted(archive.names):
        if name.startswith("customXml/item") and name.endswith(".xml") and "Props" not in name:
            yield load_tree(archive.read(name), file, FaultList()).text


def _rows(table: Element) -> Iterator[Row]:
    for row in rows(table):
        yield Row(cells=tuple(_cell(cell) for cell in inside(row, "tc")))


@dataclass(slots=True)
class _Seen:
    """What one paragraph or cell holds, collected in the order of the text."""

    texts: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)


def _cell(cell: Element) -> Cell:
    paragraphs, seen = [], _Seen()
    _controls(cell, seen)
    for block in blocks(cell):
        for one in [block] if block.name == "p" else [p for p in block.walk() if p.name == "p"]:
            seen.texts = []
            _collect(one, seen)
            paragraphs.append(Paragraph(text="".join(seen.texts), style=_style(one)))
    shown = "".join(paragraph.text for paragraph in paragraphs)
    return Cell(
        paragraphs=tuple(paragraphs),
        hidden="".join(seen.hidden),
        tags=tuple(dict.fromkeys(seen.tags)),
        bookmarks=tuple(dict.fromkeys(seen.bookmarks)),
        ticks=tuple(letter in TICKED for letter in shown if letter in TICKED + UNTICKED),
    )


def _paragraph(element: Element) -> Paragraph:
    seen = _Seen()
    _collect(element, seen)
    return Paragraph(text="".join(seen.texts), style=_style(element))


def _style(paragraph: Element) -> str:
    properties = paragraph.first("pPr")
    style = properties.first("pStyle") if properties is not None else None
    return style.get("val") if style is not None else ""


def _controls(element: Element, seen: _Seen) -> None:
    """Tags of the controls that lie around paragraphs; those within are met with the text."""
    for child in element.children:
        if child.name == "sdt":
            _tag(child, seen)
        if child.name in ("sdt", "sdtContent", "customXml"):
            _controls(child, seen)


def _tag(control: Element, seen: _Seen) -> None:
    properties = control.first("sdtPr")
    tag = properties.first("tag") if properties is not None else None
    if tag is not None:
        seen.tags.append(tag.get("val"))


def _collect(element: Element, seen: _Seen) -> None:
    for child in element.children:
        if child.name in GONE:
            continue
        if child.name == "r":
            _run(child, seen)
        elif child.name == "bookmarkStart":
            seen.bookmarks.append(child.get("name"))
        elif child.name not in ("pPr", "sdtPr", "rPr"):
            if child.name == "sdt":
                _tag(child, seen)
            _collect(child, seen)


def _run(run: Element, seen: _Seen) -> None:
    properties = run.first("rPr")
    vanish = properties.first("vanish") if properties is not None else None
    hidden = vanish is not None and vanish.get("val", "1") not in ("0", "false", "off")
    text = "".join(_SIGNS[child.name](child) for child in run.children if child.name in _SIGNS)
    (seen.hidden if hidden else seen.texts).append(text)


_SIGNS: dict[str, Callable[[Element], str]] = {
    "t": lambda element: element.text,
    "br": lambda _element: "\n",
    "cr": lambda _element: "\n",
    "tab": lambda _element: " ",
    "noBreakHyphen": lambda _element: "-",
    "sym": lambda element: SYMBOLS.get(element.get("char").upper(), ""),
}
