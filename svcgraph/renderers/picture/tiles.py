"""A poster over many sheets: a plan of how they are put together, then the sheets with cut marks and numbers.

The poster is in the file once, and every sheet shows its part of it.
"""

from __future__ import annotations

import io
import json

from svcgraph.i18n import Words, mark
from svcgraph.renderers.picture.dot import printable
from svcgraph.renderers.picture.fonts import FAMILY
from svcgraph.renderers.picture.paper import EDGE, MILLIMETRE, Orientation, Paper, scale
from svcgraph.renderers.picture.pdf import size
from svcgraph.renderers.picture.press import compiled
from svcgraph.renderers.picture.tiling import OVERLAP, Tile, Tiling, tiling

POSTER = """#set document(title: {title}, date: none)
#set page(width: {wide}pt, height: {high}pt, margin: 0pt)
#set text(font: {font}, lang: {language})
#image("picture.svg", width: {wide}pt, height: {high}pt, alt: {title})
"""
HEAD = """#set document(title: {title}, date: none)
#set page(width: {width}mm, height: {height}mm, margin: 0mm)
#set text(font: {font}, lang: {language}, size: 8pt)
#let edge = {edge}mm
#let cross(x, y, dx, dy) = place(top + left, dx: x, dy: y, {{
  place(line(start: (0mm, 0mm), end: (dx * 7mm, 0mm), stroke: 0.4pt))
  place(line(start: (0mm, 0mm), end: (0mm, dy * 7mm), stroke: 0.4pt))
}})
#let fold = (thickness: 0.3pt, paint: luma(140), dash: "dashed")
"""
MARKS = """#cross(edge, edge, -1, -1)
#cross({width}mm - edge, edge, 1, -1)
#cross(edge, {height}mm - edge, -1, 1)
#cross({width}mm - edge, {height}mm - edge, 1, 1)
"""
ROOM = 40.0  # millimetres above the plan's sketch
HOW = mark(
    "Print at 100 % (“actual size”). Cut each sheet along the marks at its top and left edge, lay it over the grey "
    "dashed lines of its neighbours ({overlap} mm), and glue row by row."
)
SHEET = mark("Sheet {n} of {all} · row {row}, column {column}")
PLAN = mark("How {n} sheets make the poster")


def tiled(
    svg: str,
    poster: Paper,
    sheets: Paper,
    *,
    title: str,
    words: Words,
    orientation: Orientation = Orientation.AUTO,
) -> bytes:
    """PDF bytes: the picture as it would be on ``poster``, over as many ``sheets`` as it needs; the plan comes first.

    One sheet is enough for a small picture; then there is no plan.
    """
    wide, high = size(svg)
    factor = scale(wide, high, poster, orientation)
    parted = tiling(wide * factor, high * factor, sheets)
    paper_wide, paper_high = wide * factor * parted.shrink, high * factor * parted.shrink
    told = {"title": _quoted(title), "font": json.dumps(FAMILY), "language": json.dumps(words.language)}
    whole = compiled(POSTER.format(wide=f"{paper_wide:.3f}", high=f"{paper_high:.3f}", **told), {"picture.svg": svg})
    marked = compiled(_sheets(parted, (paper_wide, paper_high), title, words, told), {})
    return _joined(whole, marked, parted, (paper_wide, paper_high))


def _quoted(text: str) -> str:
    return json.dumps(printable(text), ensure_ascii=False)


def _sheets(parted: Tiling, poster: tuple[float, float], title: str, words: Words, told: dict[str, str]) -> str:
    head = HEAD.format(width=parted.width, height=parted.height, edge=EDGE, **told)
    pages = [_sheet(tile, parted, title, words) for tile in parted.tiles]
    return head + "#pagebreak()\n".join([*([_plan(parted, poster, title, words)] if len(pages) > 1 else []), *pages])


def _sheet(tile: Tile, parted: Tiling, title: str, words: Words) -> str:
    said = words(SHEET, n=tile.number, all=len(parted.tiles), row=tile.row, column=tile.column)
    lines = [MARKS.format(width=parted.width, height=parted.height)]
    inner_wide, inner_high = parted.width - 2 * EDGE, parted.height - 2 * EDGE
    if tile.column < parted.columns:
        x = parted.width - EDGE - OVERLAP
        lines.append(_fold(x, EDGE, 0, inner_high))
    if tile.row < parted.rows:
        y = parted.height - EDGE - OVERLAP
        lines.append(_fold(EDGE, y, inner_wide, 0))
    text = _quoted(f"{said} · {title}")
    lines.append(
        f"#place(bottom + left, dx: edge + 9mm, dy: -3mm, box(width: {inner_wide - 18}mm, height: 4mm, clip: true, "
        f"text(size: 7pt, {text})))\n"
    )
    return "".join(lines)


def _fold(x: float, y: float, dx: float, dy: float) -> str:
    return f"#place(top + left, dx: {x}mm, dy: {y}mm, line(end: ({dx}mm, {dy}mm), stroke: fold))\n"


def _plan(parted: Tiling, poster: tuple[float, float], title: str, words: Words) -> str:
    """The poster small, with the sheets' borders and numbers on it."""
    how = words(HOW, overlap=f"{OVERLAP:g}")
    lines = [
        f"#place(top + left, dx: edge, dy: edge, box(width: {parted.width - 2 * EDGE}mm, "
        f'[#text(size: 13pt, weight: "bold", {_quoted(words(PLAN, n=len(parted.tiles)))})\\ '
        f"#text(size: 10pt, {_quoted(title)})\\ #text(size: 9pt, {_quoted(how)})]))\n"
    ]
    small, left, top = _sketch(parted, poster)
    for tile in parted.tiles:
        x, y = left + tile.left * small / MILLIMETRE, top + tile.top * small / MILLIMETRE
        wide, high = parted.wide * small / MILLIMETRE, parted.high * small / MILLIMETRE
        lines.append(
            f"#place(top + left, dx: {x:.3f}mm, dy: {y:.3f}mm, rect(width: {wide:.3f}mm, height: {high:.3f}mm, "
            f"stroke: 0.5pt, align(center + horizon, box(fill: white.transparentize(15%), inset: 3pt, "
            f'text(size: 14pt, weight: "bold")[{tile.number}]))))\n'
        )
    return "".join(lines)


def _sketch(parted: Tiling, poster: tuple[float, float]) -> tuple[float, float, float]:
    """Scale of the plan's sketch, and where the poster's corner stands, millimetres."""
    overlap = OVERLAP * MILLIMETRE
    whole_wide = parted.columns * (parted.wide - overlap) + overlap
    whole_high = parted.rows * (parted.high - overlap) + overlap
    room_wide, room_high = parted.wide, (parted.height - ROOM - EDGE) * MILLIMETRE
    small = min(room_wide / whole_wide, room_high / whole_high, 1.0)
    left = EDGE + (whole_wide - poster[0]) / 2 * small / MILLIMETRE
    top = ROOM + (whole_high - poster[1]) / 2 * small / MILLIMETRE
    return small, left, top


def _joined(whole: bytes, marked: bytes, parted: Tiling, poster: tuple[float, float]) -> bytes:
    """The sheets with the poster below their marks, held as one shared object."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, StreamObject

    page = PdfReader(io.BytesIO(whole)).pages[0]
    writer = PdfWriter(clone_from=io.BytesIO(marked))
    content = page.get_contents()
    form = StreamObject()
    form.set_data(content.get_data() if content is not None else b"")
    form[NameObject("/Type")] = NameObject("/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = ArrayObject(map(FloatObject, (0, 0, *poster)))
    form[NameObject("/Resources")] = page["/Resources"].clone(writer)
    held = writer._add_object(form.flate_encode())
    for sheet, command in zip(writer.pages, _commands(parted, poster), strict=True):
        resources = sheet.setdefault(NameObject("/Resources"), DictionaryObject())
        objects = resources.get_object().setdefault(NameObject("/XObject"), DictionaryObject())
        objects.get_object()[NameObject("/Poster")] = held
        own = sheet.get_contents()
        stream = StreamObject()
        stream.set_data(command.encode() + (own.get_data() if own is not None else b""))
        sheet[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _commands(parted: Tiling, poster: tuple[float, float]) -> list[str]:
    """How each page shows the poster: clipped to the printable part, moved; PDF counts upwards from the bottom."""
    edge, whole = EDGE * MILLIMETRE, parted.height * MILLIMETRE
    found = []
    if len(parted.tiles) > 1:
        small, left, top = _sketch(parted, poster)
        x, y = left * MILLIMETRE, whole - top * MILLIMETRE - poster[1] * small
        found.append(f"q {small:.5f} 0 0 {small:.5f} {x:.3f} {y:.3f} cm /Poster Do Q\n")
    for tile in parted.tiles:
        x, y = edge - tile.left, whole - edge + tile.top - poster[1]
        clip = f"{edge:.3f} {edge:.3f} {parted.wide:.3f} {parted.high:.3f} re W n"
        found.append(f"q {clip} 1 0 0 1 {x:.3f} {y:.3f} cm /Poster Do Q\n")
    return found
