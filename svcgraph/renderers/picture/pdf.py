"""A picture as one PDF page, with its fonts and searchable text."""

from __future__ import annotations

import json
import re

from svcgraph.cache import made
from svcgraph.renderers.picture.dot import printable
from svcgraph.renderers.picture.fonts import FAMILY
from svcgraph.renderers.picture.paper import Orientation, Paper, scale, sheet
from svcgraph.renderers.picture.press import compiled

SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)pt" height="([\d.]+)pt"')
PAGE = """#set document(title: {title}, date: none)
#set page(width: {across}mm, height: {down}mm, margin: 10mm)
#set text(font: {font}, lang: {language})
#align(center + horizon, image("picture.svg", width: {width}pt, alt: {title}))
"""


def pdf(
    svg: str,
    paper: Paper = Paper.A3,
    *,
    title: str = "",
    language: str = "fr",
    orientation: Orientation = Orientation.AUTO,
) -> bytes:
    """PDF bytes: the SVG on one sheet of ``paper``, by itself turned as the picture is. No date: same bytes."""
    wide, high = size(svg)
    across, down = sheet(wide, high, paper, orientation)
    source = PAGE.format(
        title=json.dumps(printable(title), ensure_ascii=False),
        across=across,
        down=down,
        font=json.dumps(FAMILY),
        language=json.dumps(language),
        width=f"{wide * scale(wide, high, paper, orientation):.2f}",
    )
    return made("typst", "picture", source, svg, make=lambda: _compiled(source, svg))


def _compiled(source: str, svg: str) -> bytes:
    return compiled(source, {"picture.svg": svg})


def size(svg: str) -> tuple[float, float]:
    """Width and height in points, as `frame` writes them."""
    found = SIZE.search(svg)
    if found is None:
        raise ValueError("not one of our pictures: no width and height in pt")
    return float(found[1]), float(found[2])
