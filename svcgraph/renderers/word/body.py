"""The blocks of a document as WordprocessingML."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from svcgraph.renderers.word.control import control
from svcgraph.renderers.word.markup import EMU, attribute, run, twips
from svcgraph.views.document import (
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
    Words,
)
from svcgraph.views.document_marks import marker

SMALL = 7.5
_EDGES = ("top", "left", "bottom", "right")
_THIN, _THICK, _DASHED = ("single", 4, "7F7F7F"), ("single", 12, "000000"), ("dashed", 6, "404040")
_BORDERS = {
    Shade.LABEL: _THIN,
    Shade.TOOL: _THIN,
    Shade.CLIENT: _THIN,
    Shade.SUPPLIER: _THICK,
    Shade.TOGETHER: _DASHED,
    Shade.BLANK: _THIN,
}
_FILLS = {
    Shade.LABEL: '<w:shd w:val="clear" w:color="auto" w:fill="E7E6E6"/>',
    Shade.TOOL: '<w:shd w:val="clear" w:color="auto" w:fill="F7F7F7"/>',
    Shade.CLIENT: '<w:shd w:val="clear" w:color="auto" w:fill="DCE9F5"/>',
    Shade.SUPPLIER: '<w:shd w:val="clear" w:color="auto" w:fill="FFFFFF"/>',
    Shade.TOGETHER: '<w:shd w:val="thinDiagStripe" w:color="D0D0D0" w:fill="FFFFFF"/>',
}


@dataclass(slots=True)
class Ink:
    """What a document's parts share while they are written: running numbers, and the pictures met."""

    pictures: list[bytes] = field(default_factory=list)
    number: int = 0

    def next(self) -> int:
        self.number += 1
        return self.number


def body(document: Document, ink: Ink) -> str:
    """All blocks; a small paragraph stands between two tables, which Word would join."""
    made = []
    for before, block in zip((None, *document.blocks), document.blocks, strict=False):
        if isinstance(before, Grid) and isinstance(block, Grid):
            made.append('<w:p><w:pPr><w:pStyle w:val="Gap"/></w:pPr></w:p>')
        made.append(_block(block, ink))
    if document.blocks and isinstance(document.blocks[-1], Grid):
        made.append('<w:p><w:pPr><w:pStyle w:val="Gap"/></w:pPr></w:p>')
    return "".join(made)


def _block(block: Block, ink: Ink) -> str:
    if isinstance(block, Grid):
        return _grid(block, ink)
    if isinstance(block, Paragraph):
        style = "Note" if block.small else "NoteText"
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_pieces(block.line, ink)}</w:p>'
    return _heading(block)


def _heading(heading: Heading) -> str:
    style = "Title" if heading.level == 0 else f"Heading{heading.level}"
    page = "<w:pageBreakBefore/>" if heading.new_page else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{page}</w:pPr>{run(heading.text)}</w:p>'


def _grid(grid: Grid, ink: Ink) -> str:
    widths = [twips(width) for width in grid.widths]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(_row(row, widths, ink) for row in grid.rows)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
        f"<w:tblCaption w:val={attribute(grid.id)}/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(row: Row, widths: list[int], ink: Ink) -> str:
    height = f'<w:trHeight w:val="{twips(row.height)}" w:hRule="atLeast"/>' if row.height else ""
    head = "<w:tblHeader/>" if row.head else ""
    cells, start = [], 0
    for cell in row.cells:
        width = sum(widths[start : start + cell.span])
        cells.append(_cell(cell, width, row.attached or row.head, ink))
        start += cell.span
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{head}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(cell: Cell, width: int, attached: bool, ink: Ink) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    looks = f'{_borders(cell.shade)}{_FILLS.get(cell.shade, "")}<w:vAlign w:val="center"/>'
    style = "Label" if cell.shade is Shade.LABEL else "Cell"
    keep = "<w:keepNext/>" if attached else ""
    centred = '<w:jc w:val="center"/>' if cell.centred else ""
    before = f'<w:pPr><w:pStyle w:val="{style}"/>{keep}{centred}</w:pPr>'
    lines = "".join(f"<w:p>{before}{_pieces(line, ink)}</w:p>" for line in cell.lines or ((),))
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{looks}</w:tcPr>{lines}</w:tc>'


def _borders(shade: Shade) -> str:
    if shade is Shade.PLAIN:
        return ""
    kind, size, colour = _BORDERS[shade]
    edges = (f'<w:{edge} w:val="{kind}" w:sz="{size}" w:space="0" w:color="{colour}"/>' for edge in _EDGES)
    return f"<w:tcBorders>{''.join(edges)}</w:tcBorders>"


def _pieces(line: Line, ink: Ink) -> str:
    return "".join(_WRITE[type(piece)](piece, ink) for piece in line)


def _words(piece: Words, _ink: Ink) -> str:
    return run(piece.text, bold=piece.bold, size=piece.size, grey=piece.grey)


def _picture(piece: Picture, ink: Ink) -> str:
    if piece.png not in ink.pictures:
        ink.pictures.append(piece.png)
    number, wide, high = ink.next(), round(piece.width * EMU), round(piece.height * EMU)
    name = f"image{ink.pictures.index(piece.png) + 1}"
    shape = (
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{name}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{wide}" cy="{high}"/><wp:docPr id="{number}" name="{name}" descr={attribute(piece.text)}/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f"{shape}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


_WRITE: dict[type, Callable[..., str]] = {
    Words: _words,
    Slot: lambda piece, ink: control(piece, ink.next()),
    Marker: lambda piece, _ink: run(marker(piece.id), hidden=True, size=1),
    Picture: _picture,
}
