"""What stands around the picture: title, period and date, legend with samples, list, notes, source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from svcgraph.renderers.picture.arrangement import Rect
from svcgraph.renderers.picture.ink import circle, head, number, polygon, rect, rings, safe, symbol, words
from svcgraph.renderers.picture.look import (
    CLUSTER_FILL,
    CLUSTER_LINE,
    EXTERNAL_FILL,
    FAINT,
    FOCUS_FILL,
    FONTS,
    INK,
    NODE_LINE,
    PAPER,
    Look,
    Looks,
)
from svcgraph.renderers.picture.measure import LINE, width, wrap
from svcgraph.views.shapes import Diagram, DiagramKind, LegendEntry, Listed, NodeShape, Panel, Sample, State

MARGIN = 16.0
TITLE, SUBTITLE, TEXT, SMALL = 20.0, 11.5, 9.5, 9.0
GUTTER = 22.0
PAD = 9.0  # inside a panel
MOST_STACKED = 3  # notes below each other; more go side by side where they are short
SHEET = 1.414  # long side of a sheet over its short one
SAMPLE = 44.0  # points that the sample of a legend line takes
TABLE = 1.06  # growth around a list: the smallest letters as large as those of its lines
NARROWEST = 520.0  # a picture of three boxes still needs room for its legend


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of SVG that begins at y = 0 and its height."""

    svg: str
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """What stands above and below a picture, ``grow`` times its own size."""

    top: Block
    below: Block
    grow: float

    @property
    def height(self) -> float:
        return (self.top.height + self.below.height) * self.grow + 3 * MARGIN


def page(diagram: Diagram, picture: str, wide: float, high: float, looks: Looks) -> tuple[str, float, float]:
    """The whole SVG, its width and height in points."""
    full = max(wide, NARROWEST)
    held = [_around(diagram, full, grow, looks) for grow in dict.fromkeys(_growths(diagram.kind, full))]
    around = max(held, key=lambda one: printed(full + 2 * MARGIN, high + one.height))
    total_wide, total_high = full + 2 * MARGIN, high + around.height
    down = around.top.height * around.grow
    pieces = (
        _moved(around.top.svg, MARGIN, MARGIN, around.grow),
        _moved(picture, MARGIN + (full - wide) / 2, MARGIN * 1.5 + down),
        _moved(around.below.svg, MARGIN, MARGIN * 2 + down + high, around.grow),
    )
    return _document(diagram, "\n".join(pieces), total_wide, total_high), total_wide, total_high


def _around(diagram: Diagram, full: float, grow: float, looks: Looks) -> _Around:
    inner = full / grow
    below = _stacked(
        _legend(diagram.legend, inner, looks),
        _listing(diagram.listing if diagram.kind is not DiagramKind.LIST else (), inner, looks),
        _panels(diagram.panels, inner),
        _notes(diagram, inner),
    )
    return _Around(top=_top(diagram, inner), below=below, grow=grow)


def printed(wide: float, high: float) -> float:
    """How large a page can be printed, as a share of its width or height that fits a sheet; to a hundredth."""
    return round(1000 * max(min(SHEET / wide, 1 / high), min(1 / wide, SHEET / high)), 2)


def _growths(kind: DiagramKind, full: float) -> tuple[float, ...]:
    """A larger picture is printed smaller: what surrounds it grows along, so that it stays readable; by half of that
    where it would make the page too tall for its sheet. Around a list letters are as large as in it."""
    if kind is DiagramKind.LIST:
        return (TABLE,)
    whole = max(1.0, full / 1000)
    return whole, (1 + whole) / 2


def smallest(kind: DiagramKind, wide: float) -> float:
    """Points of the smallest letters around a picture of that width, before it is fitted to a sheet."""
    return SMALL * round(min(_growths(kind, wide)), 2)  # as it is written into the page


def _document(diagram: Diagram, content: str, wide: float, high: float) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{number(wide)}pt" height="{number(high)}pt" '
        f'viewBox="0 0 {number(wide)} {number(high)}" font-family="{FONTS}" lang="{diagram.language}" '
        f'role="img" aria-labelledby="picture-title picture-desc" class="svcgraph {diagram.kind}">\n'
        f'<title id="picture-title">{safe(diagram.title)}</title>\n'
        f'<desc id="picture-desc">{safe(" ".join(filter(None, (diagram.subtitle, diagram.description))))}</desc>\n'
        f'<rect width="{number(wide)}" height="{number(high)}" fill="{PAPER}"/>\n{content}\n</svg>\n'
    )


def _moved(svg: str, x: float, y: float, grow: float = 1.0) -> str:
    scale = f" scale({number(grow)})" if grow != 1.0 else ""
    return f'<g transform="translate({number(x)} {number(y)}){scale}">\n{svg}\n</g>'


def _stacked(*blocks: Block) -> Block:
    pieces, y = [], 0.0
    for block in blocks:
        if block.height:
            pieces.append(_moved(block.svg, 0, y))
            y += block.height + 8
    return Block(svg="\n".join(pieces), height=y)


def _top(diagram: Diagram, wide: float) -> Block:
    title = _paragraph(diagram.title, wide, TITLE, bold=True)
    subtitle = _paragraph(diagram.subtitle, wide, SUBTITLE, fill=FAINT)
    return _stacked(title, subtitle)


def _paragraph(text: str, wide: float, size: float, *, bold: bool = False, fill: str = INK, x: float = 0.0) -> Block:
    lines = wrap(text, wide - x, size, bold=bold) if text else ()
    svg = (
        words(x, (index + 0.8) * size * LINE, line, size, anchor="start", bold=bold, fill=fill)
        for index, line in enumerate(lines)
    )
    return Block(svg="".join(svg), height=len(lines) * size * LINE)


def _legend(entries: tuple[LegendEntry, ...], wide: float, looks: Looks) -> Block:
    """Entries in as many columns as fit, read downwards."""
    if not entries:
        return Block(svg="", height=0)
    columns = next(found for number in (4, 3, 2, 1) if (found := _columns(entries, number, wide)))
    pieces, left, tallest = [], 0.0, 0.0
    for cells, column in columns:
        y = 0.0
        for entry in cells:
            block = _paragraph(entry.text, column, TEXT, x=SAMPLE)
            pieces.append(_moved(_sample(entry, looks[entry.state], TEXT * LINE / 2) + block.svg, left, y))
            y += block.height + 4
        left += column + GUTTER
        tallest = max(tallest, y)
    return Block(svg="\n".join(('<g class="legend">', *pieces, "</g>")), height=tallest)


def _columns(
    entries: tuple[LegendEntry, ...], number: int, wide: float
) -> list[tuple[tuple[LegendEntry, ...], float]] | None:
    """The entries in ``number`` columns with the width of each, None when they would be too wide together."""
    rows = -(-len(entries) // number)
    cells = [entries[start : start + rows] for start in range(0, len(entries), rows)]
    widths = [max(width(entry.text, TEXT) for entry in column) + SAMPLE + 1 for column in cells]
    if number > 1 and sum(widths) + GUTTER * (len(cells) - 1) > wide:
        return None
    return [(column, min(broad, wide)) for column, broad in zip(cells, widths, strict=True)]


def _sample(entry: LegendEntry, look: Look, y: float) -> str:
    match entry.sample:
        case Sample.LINE:
            return _line_sample(look, y)
        case Sample.THIN:
            way = f'<path d="M0,{number(y)}H29" fill="none" stroke="{look.line}" stroke-width="0.8"/>'
            return way + head(look.head, (29, y), (37, y), look.line, 0.8)
        case Sample.NODE:
            return _node_sample(entry.shape, y)
        case Sample.SYMBOL | Sample.FLAG:
            return symbol(look, SAMPLE / 2 - 4, y, TEXT)
        case Sample.CELL:
            dash = f' stroke-dasharray="{look.dash}"' if look.dash else ""
            cell = rect(Rect(left=2, top=y - 6, right=30, bottom=y + 6), 2, look.fill, look.line, more=dash)
            mark = symbol(look, 16, y, TEXT)
            return cell + (mark.replace(look.line, PAPER) if entry.state is State.MISSED else mark)
        case Sample.TARGET:
            dashed = f'<path d="M2,{number(y - 3)}H30" stroke="{INK}" stroke-width="0.9" stroke-dasharray="4 3"/>'
            line = f'<path d="M4,{number(y + 4)}L16,{number(y)}L28,{number(y + 2)}" fill="none" stroke="{FAINT}"/>'
            return dashed + line
        case Sample.FRAME:
            return rect(Rect(left=3, top=y - 5.5, right=29, bottom=y + 5.5), 0, "none", INK, pen=1.8)
        case Sample.NUMBER:
            return words(16, y + TEXT * 0.35, "3", TEXT, bold=True)
        case Sample.SHARE:
            return words(16, y + TEXT * 0.35, "%", TEXT)
        case Sample.ARROWS:
            return words(16, y + TEXT * 0.35, "→ ←", TEXT)
        case Sample.WIDTH:
            thick = f'<path d="M0,{number(y)}H24" stroke="{NODE_LINE}" stroke-width="2.3" fill="none"/>'
            return thick + words(30, y + TEXT * 0.35, "3", TEXT, bold=True)


def _line_sample(look: Look, y: float) -> str:
    pen = 1.1 + look.extra
    dash = f' stroke-dasharray="{look.dash}"' if look.dash else ""
    way = f'd="M0,{number(y)}H29" fill="none"'
    line = f'<path {way} stroke="{look.line}" stroke-width="{number(pen)}"{dash}/>'
    if look.double:
        line = f'<path {way} stroke="{look.line}" stroke-width="3.6"/><path {way} stroke="{PAPER}" stroke-width="1.3"/>'
    tip = head(look.head, (29, y), (37, y), look.line, pen)
    mark = symbol(look, 14, y, TEXT)
    plate = rect(Rect(left=8.5, top=y - 5, right=19.5, bottom=y + 5), 2, PAPER, PAPER, pen=0) if mark else ""
    return line + tip + plate + mark


def _node_sample(shape: NodeShape, y: float) -> str:
    area = Rect(left=4, top=y - 5, right=32, bottom=y + 5)
    match shape:
        case NodeShape.EXTERNAL | NodeShape.PROMISE:
            points = ((4, y), (8, y - 5), (28, y - 5), (32, y), (28, y + 5), (8, y + 5))
            return polygon(points, EXTERNAL_FILL, NODE_LINE)
        case NodeShape.PROCESS:
            return polygon(((4, y - 5), (27, y - 5), (32, y), (27, y + 5), (4, y + 5)), PAPER, NODE_LINE)
        case NodeShape.CARD:
            return rect(area, 0, PAPER, NODE_LINE)
        case NodeShape.FOCUS:
            return rect(area, 4, FOCUS_FILL, NODE_LINE, pen=2.0)
        case NodeShape.GATEWAY:
            return polygon(((18, y - 6), (24, y), (18, y + 6), (12, y)), PAPER, NODE_LINE)
        case NodeShape.START | NodeShape.EVENT | NodeShape.END:
            return rings(shape, 18, y, 4.5)
        case NodeShape.CONNECTOR:
            return circle(18, y, 6) + words(18, y + SMALL * 0.33, "A", SMALL, bold=True)
        case _:
            return rect(area, 4, PAPER, NODE_LINE)


def _listing(listing: tuple[Listed, ...], wide: float, looks: Looks) -> Block:
    """The numbered list of what is handed over, in two or three columns read downwards."""
    if not listing:
        return Block(svg="", height=0)
    columns = 3 if wide > 900 and len(listing) > 4 else 2 if wide > 560 and len(listing) > 2 else 1
    column = wide / columns
    rows = -(-len(listing) // columns)
    pieces, tallest = [], 0.0
    for index in range(columns):
        y = 0.0
        for item in listing[index * rows : (index + 1) * rows]:
            block = _paragraph(item.text, column - 14, TEXT, x=36)
            pieces.append(_moved(_listed(item, looks[item.state]) + block.svg, index * column, y))
            y += block.height + 3
        tallest = max(tallest, y)
    return Block(svg="\n".join(pieces), height=tallest)


def _listed(item: Listed, look: Look) -> str:
    base = TEXT * LINE * 0.8
    label = words(20, base, item.number, TEXT, anchor="end", bold=True)
    return label + symbol(look, 28, base - TEXT * 0.33, TEXT)


def _panels(panels: tuple[Panel, ...], wide: float) -> Block:
    """Beside each other, with a frame around each."""
    if not panels:
        return Block(svg="", height=0)
    each = (wide - GUTTER * (len(panels) - 1)) / len(panels)
    held = [_panel(panel, each) for panel in panels]
    high = max(block.height for block in held)
    pieces = []
    for index, block in enumerate(held):
        around = rect(Rect(left=0, top=0, right=each, bottom=high), 4, CLUSTER_FILL, CLUSTER_LINE)
        pieces.append(_moved(around + block.svg, index * (each + GUTTER), 0))
    return Block(svg="\n".join(pieces), height=high)


def _panel(panel: Panel, wide: float) -> Block:
    inner = wide - 2 * PAD
    lines = (
        _paragraph(panel.title, inner, TEXT + 2, bold=True),
        *(_paragraph(line, inner, TEXT) for line in panel.lines),
    )
    content = _stacked(*lines)
    return Block(svg=_moved(content.svg, PAD, PAD), height=content.height + 2 * PAD)


def _notes(diagram: Diagram, wide: float) -> Block:
    """Short ones side by side, read downwards; long ones below each other."""
    column = (wide - GUTTER) / 2
    if len(diagram.notes) > MOST_STACKED and all(width(note, TEXT) <= 1.25 * column for note in diagram.notes):
        half = -(-len(diagram.notes) // 2)
        left, right = (_said(some, column) for some in (diagram.notes[:half], diagram.notes[half:]))
        notes = Block(svg=left.svg + _moved(right.svg, column + GUTTER, 0), height=max(left.height, right.height))
    else:
        notes = _said(diagram.notes, wide)
    return _stacked(notes, _paragraph(diagram.source, wide, SMALL, fill=FAINT))


def _said(notes: Iterable[str], wide: float) -> Block:
    return _stacked(*(_paragraph(note, wide, TEXT, fill=INK) for note in notes))
