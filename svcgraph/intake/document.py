"""The paragraphs and tables of a Word file (``.docx``), as sheets of cells. Format: ECMA-376, WordprocessingML."""

from __future__ import annotations

from dataclasses import dataclass

from svcgraph.errors import FaultList
from svcgraph.intake._word import blocks, inside, open_word, rows
from svcgraph.intake.cells import Sheet
from svcgraph.intake.tree import Element

GONE = frozenset({"del", "moveFrom", "instrText", "delText", "pPr", "rPr", "fldData"})  # deletions, codes, properties
BREAKS = frozenset({"br", "cr"})
COLUMNS = 200  # of one table


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """``tables``: in order, named ``Table 1`` and so on; ``paragraphs``: the text outside them."""

    tables: tuple[Sheet, ...]
    paragraphs: tuple[str, ...]


def read_document(data: bytes, file: str, faults: FaultList) -> Document:
    """The document as it reads with all tracked changes accepted. Raises Unreadable: damaged, protected, too large."""
    _, root = open_word(data, file, faults)
    found = list(blocks(root.first("body") or root))
    tables = [block for block in found if block.name == "tbl"]
    return Document(
        tables=tuple(Sheet(name=f"Table {number}", rows=_rows(table)) for number, table in enumerate(tables, 1)),
        paragraphs=tuple(text for block in found if block.name == "p" and (text := _text(block).strip())),
    )


def _rows(table: Element) -> tuple[tuple[str, ...], ...]:
    """Rows of one width; a cell merged downwards says the same in each row, one merged sideways only in its first."""
    made: list[list[str]] = []
    for row in rows(table):
        cells: list[str] = []
        for cell in inside(row, "tc"):
            properties = cell.first("tcPr")
            above = made[-1][len(cells)] if made and len(cells) < len(made[-1]) else ""
            cells.append(above if _continues(properties) else _cell(cell))
            cells += [""] * (_span(properties) - 1)
        made.append(cells[:COLUMNS])
    width = max(map(len, made), default=0)
    return tuple(tuple(cells + [""] * (width - len(cells))) for cells in made)


def _continues(properties: Element | None) -> bool:
    merge = properties.first("vMerge") if properties is not None else None
    return merge is not None and merge.get("val", "continue") != "restart"


def _span(properties: Element | None) -> int:
    span = properties.first("gridSpan") if properties is not None else None
    text = span.get("val") if span is not None else ""
    return min(int(text), COLUMNS) if text.isdecimal() and int(text) > 0 else 1


def _cell(cell: Element) -> str:
    return "\n".join(text for block in blocks(cell) if (text := _any(block).strip()))


def _any(block: Element) -> str:
    return _text(block) if block.name == "p" else "\n".join(filter(None, (" ".join(row) for row in _rows(block))))


def _text(element: Element) -> str:
    """What stands in a paragraph; insertions count, deletions are gone."""
    if element.name in GONE:
        return ""
    if element.name == "t":
        return element.text
    if element.name in BREAKS:
        return "\n"
    if element.name in ("tab", "noBreakHyphen"):
        return " " if element.name == "tab" else "-"
    return "".join(map(_text, element.children))
