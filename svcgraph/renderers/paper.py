"""A neutral document as PDF, for reading and printing: tagged, searchable, the same bytes every time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from svcgraph.cache import made
from svcgraph.renderers.picture.dot import printable
from svcgraph.renderers.picture.fonts import FAMILY
from svcgraph.renderers.picture.press import compiled
from svcgraph.views.document import (
    MARGIN,
    Block,
    Cell,
    Document,
    Grid,
    Heading,
    Line,
    Marker,
    Paragraph,
    Picture,
    Row,
    Shade,
    Slot,
    SlotKind,
    Words,
)
from svcgraph.views.document_marks import PLACEHOLDER

SETTINGS = """#set document(title: {title}, author: "svcgraph", date: none)
#let hatched = tiling(size: (3pt, 3pt), line(start: (0%, 100%), end: (100%, 0%), stroke: 0.25pt + rgb("#c4c4c4")))
#let empty = text(fill: rgb("#8a8a8a"), "……")
#let tick = box(width: 2.4mm, height: 2.4mm, baseline: 0.3mm, stroke: 0.6pt, {{
  place(line(start: (0%, 0%), end: (100%, 100%), stroke: 0.7pt))
  place(line(start: (0%, 100%), end: (100%, 0%), stroke: 0.7pt)) }})
#let untick = box(width: 2.4mm, height: 2.4mm, baseline: 0.3mm, stroke: 0.6pt)
#set page(paper: "a4", flipped: true, margin: (x: {margin}mm, top: 15mm, bottom: 12mm), background: {across},
  header: text(size: 8pt, grid(columns: (1fr, auto, 1fr), strong({left}), {middle}, align(right, {right}))),
  footer: context text(size: 8pt, grid(columns: (1fr, auto), {footer}, {page})))
#set text(font: {font}, size: {size}pt, lang: {language}, hyphenate: false)
#set par(leading: 0.45em, spacing: 0.45em)
#set table(inset: (x: 1mm, y: 0.8mm), stroke: none, align: horizon)
#show heading: set block(above: 2.2mm, below: 1.2mm, sticky: true)
#show heading.where(level: 1): set text(size: 11pt)
#show heading.where(level: 2): set text(size: 10pt)
"""
_STROKES = {
    Shade.PLAIN: "none",
    Shade.LABEL: '0.4pt + rgb("#7f7f7f")',
    Shade.TOOL: '0.4pt + rgb("#7f7f7f")',
    Shade.CLIENT: '0.4pt + rgb("#7f7f7f")',
    Shade.SUPPLIER: "1.3pt + black",
    Shade.TOGETHER: '(paint: rgb("#404040"), thickness: 0.6pt, dash: "dashed")',
    Shade.BLANK: '0.4pt + rgb("#7f7f7f")',
}
_FILLS = {
    Shade.PLAIN: "none",
    Shade.LABEL: 'rgb("#e7e6e6")',
    Shade.TOOL: 'rgb("#f7f7f7")',
    Shade.CLIENT: 'rgb("#dce9f5")',
    Shade.SUPPLIER: "white",
    Shade.TOGETHER: "hatched",
    Shade.BLANK: "white",
}


def pdf(document: Document) -> bytes:
    """PDF bytes. No date and no fonts of the machine: the same document gives the same bytes."""
    pictures: list[bytes] = []
    source = _settings(document) + "\n".join(_block(block, pictures) for block in document.blocks)
    return made("typst", "document", source, *pictures, make=lambda: _compiled(source, pictures))


def _compiled(source: str, pictures: Iterable[bytes]) -> bytes:
    return compiled(source, {f"{number}.png": picture for number, picture in enumerate(pictures)})


def _settings(document: Document) -> str:
    left, middle, right = map(_said, document.header)
    before, _, rest = document.page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    page = (
        f'{_said(before)} + counter(page).display("1") + {_said(between)} + str(counter(page).final().first()) '
        f"+ {_said(after)}"
    )
    across = f'rotate(-30deg, text(size: 130pt, fill: rgb("#efefef"), weight: "bold", {_said(document.across)}))'
    return SETTINGS.format(
        placeholder=PLACEHOLDER,
        title=_said(document.title),
        margin=MARGIN,
        across=across if document.across else "none",
        left=left,
        middle=middle,
        right=right,
        footer=_said(document.footer),
        page=page,
        font=json.dumps(FAMILY),
        size=document.size,
        language=json.dumps(document.language),
    )


def _said(text: str) -> str:
    """A string of typst: nothing in it is markup."""
    return json.dumps(printable(text), ensure_ascii=False)


def _block(block: Block, pictures: list[bytes]) -> str:
    if isinstance(block, Grid):
        return _grid(block, pictures)
    if isinstance(block, Paragraph):
        size = "7.5pt" if block.small else "1em"
        return f"#block(above: 1.2mm, below: 1.2mm, text(size: {size}, {_pieces(block.line, pictures)}))"
    return _heading(block)


def _heading(heading: Heading) -> str:
    page = "#pagebreak(weak: true)\n" if heading.new_page else ""
    return f"{page}#heading(level: {max(heading.level, 1)}, {_said(heading.text)})"


def _grid(grid: Grid, pictures: list[bytes]) -> str:
    heads = [row for row in grid.rows if row.head]
    columns = ", ".join(f"{width:g}mm" for width in grid.widths)
    rows = ",\n  ".join(_row(row, pictures) for row in grid.rows if not row.head)
    head = f"table.header({', '.join(_row(row, pictures) for row in heads)}),\n  " if heads else ""
    apart = "false" if any(row.attached for row in grid.rows) and len(grid.rows) < MOST_TOGETHER else "true"
    return f"#block(above: 1.2mm, below: 1.2mm, breakable: {apart}, table(columns: ({columns}),\n  {head}{rows}))"


INSET = 0.8  # mm above and below what stands in a cell
MOST_TOGETHER = 16  # rows of a block that is kept on one page


def _row(row: Row, pictures: list[bytes]) -> str:
    """The first cell holds the row open to its least height; a longer text makes it higher."""
    return ", ".join(_cell(cell, pictures, 0.0 if place else row.height) for place, cell in enumerate(row.cells))


def _cell(cell: Cell, pictures: list[bytes], height: float) -> str:
    small = "8pt" if cell.shade is Shade.LABEL else "1em"
    lines = " + parbreak() + ".join(_pieces(line, pictures) for line in cell.lines) or '""'
    align = ", align: center + horizon" if cell.centred else ""
    inner = f"text(size: {small}, {lines})"
    if height:
        strut = f"box(width: 0pt, height: {height - 2 * INSET:g}mm)"
        inner = f"grid(columns: (1fr, 0pt), align: horizon, {inner}, {strut})"
    return (
        f"table.cell(colspan: {cell.span}, breakable: false, stroke: {_STROKES[cell.shade]}, "
        f"fill: {_FILLS[cell.shade]}{align}, {inner})"
    )


def _pieces(line: Line, pictures: list[bytes]) -> str:
    return " + ".join(_PIECES[type(piece)](piece, pictures) for piece in line) or '""'


def _words(piece: Words, _pictures: list[bytes]) -> str:
    size = f"size: {piece.size:g}pt, " if piece.size else ""
    fill = 'fill: rgb("#595959"), ' if piece.grey else ""
    weight = 'weight: "bold", ' if piece.bold else ""
    return f"text({size}{fill}{weight}{_lines(piece.text)})"


def _lines(text: str) -> str:
    return " + linebreak() + ".join(map(_said, text.split("\n")))


def _slot(piece: Slot, _pictures: list[bytes]) -> str:
    if piece.kind is SlotKind.CHECK:
        return f"{'tick' if piece.value else 'untick'} + h(0.6mm)"
    if not piece.value:
        return '""' if piece.bare else "empty"
    weight = 'weight: "bold", ' if piece.bold else ""
    size = f"size: {piece.size:g}pt, " if piece.size else ""
    return f"text({weight}{size}{_lines(piece.value)})"


def _picture(piece: Picture, pictures: list[bytes]) -> str:
    pictures.append(piece.png)
    name = json.dumps(f"{len(pictures) - 1}.png")
    return f"box(image({name}, width: {piece.width:g}mm, height: {piece.height:g}mm, alt: {_said(piece.text)}))"


_PIECES: dict[type, Callable[..., str]] = {
    Words: _words,
    Slot: _slot,
    Marker: lambda _piece, _pictures: '""',
    Picture: _picture,
}
