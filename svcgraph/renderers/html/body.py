"""The blocks of a document as HTML."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from html import escape

from svcgraph.renderers.cells import safe
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
    Slot,
    SlotKind,
    Words,
)
from svcgraph.views.document_marks import PLACEHOLDER


def body(document: Document) -> str:
    """All blocks, one after the other."""
    return "\n".join(map(_block, document.blocks))


def _block(block: Block) -> str:
    if isinstance(block, Grid):
        return _grid(block)
    if isinstance(block, Paragraph):
        small = ' class="small"' if block.small else ""
        return f"<p{small}>{_line(block.line)}</p>"
    return _heading(block)


def _heading(heading: Heading) -> str:
    tag = f"h{min(heading.level + 1, 6)}"
    page = ' class="new-page"' if heading.new_page else ""
    return f"<{tag}{page}>{_text(heading.text)}</{tag}>"


def _grid(grid: Grid) -> str:
    whole = sum(grid.widths)
    columns = "".join(f'<col style="width:{100 * width / whole:.4g}%">' for width in grid.widths)
    heads = "".join(_row(row) for row in grid.rows if row.head)
    rows = "".join(_row(row) for row in grid.rows if not row.head)
    head = f"<thead>{heads}</thead>" if heads else ""
    return f"<table>\n<colgroup>{columns}</colgroup>{head}<tbody>{rows}</tbody>\n</table>"


def _row(row: Row) -> str:
    attached = ' class="attached"' if row.attached else ""
    height = f' style="height:{row.height:g}mm"' if row.height else ""
    return f"\n<tr{attached}{height}>{''.join(_cell(cell, head=row.head) for cell in row.cells)}</tr>"


def _cell(cell: Cell, *, head: bool) -> str:
    span = f' colspan="{cell.span}"' if cell.span > 1 else ""
    looks = cell.shade.value + (" centred" if cell.centred else "")
    tag, scope = ("th", ' scope="col"') if head else ("td", "")
    return f'<{tag}{span}{scope} class="{looks}">{"<br>".join(map(_line, cell.lines))}</{tag}>'


def _line(line: Line) -> str:
    return "".join(_PIECES[type(piece)](piece) for piece in line)


def _text(text: str) -> str:
    return "<br>".join(escape(part, quote=True) for part in safe(text).split("\n"))


def _words(piece: Words) -> str:
    made = _text(piece.text)
    if piece.bold:
        made = f"<strong>{made}</strong>"
    style = f' style="font-size:{piece.size:g}pt"' if piece.size else ""
    shade = ' class="grey"' if piece.grey else ""
    return f"<span{shade}{style}>{made}</span>" if style or shade else made


def _slot(piece: Slot) -> str:
    """A box, what is written, or room to write."""
    label = f' aria-label="{escape(safe(piece.label), quote=True)}"' if piece.label else ""
    if piece.kind is SlotKind.CHECK:
        return f'<span class="box" role="img"{label}>{"×" if piece.value else ""}</span>'
    if not piece.value:
        return "" if piece.bare else f'<span class="empty">{PLACEHOLDER}</span>'
    return _words(Words(text=piece.value, bold=piece.bold, size=piece.size))


def _picture(piece: Picture) -> str:
    data = b64encode(piece.png).decode()
    return (
        f'<img alt="{escape(safe(piece.text), quote=True)}" src="data:image/png;base64,{data}" '
        f'style="width:{piece.width:g}mm;height:{piece.height:g}mm">'
    )


_PIECES: dict[type, Callable[..., str]] = {
    Words: _words,
    Slot: _slot,
    Marker: lambda _piece: "",
    Picture: _picture,
}
