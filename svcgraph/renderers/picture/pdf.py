"""A picture as one PDF page, with its fonts and searchable text."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from svcgraph.cache import made
from svcgraph.renderers.picture.dot import printable
from svcgraph.renderers.picture.fonts import FAMILY, font_files
from svcgraph.renderers.picture.paper import Orientation, Paper, scale, sheet

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


def compiled(source: str, files: Mapping[str, str]) -> bytes:
    """The PDF of a typst source, with ``files`` beside it and our fonts only."""
    import typst

    with tempfile.TemporaryDirectory() as folder:
        fonts = str(_fonts(Path(folder)))
        for name, text in files.items():
            Path(folder, name).write_text(text, encoding="utf-8")
        Path(folder, "page.typ").write_text(source, encoding="utf-8")
        return bytes(
            typst.compile(
                str(Path(folder, "page.typ")), root=folder, font_paths=[fonts], ignore_system_fonts=True, format="pdf"
            )
        )


def size(svg: str) -> tuple[float, float]:
    """Width and height in points, as `frame` writes them."""
    found = SIZE.search(svg)
    if found is None:
        raise ValueError("not one of our pictures: no width and height in pt")
    return float(found[1]), float(found[2])


def _fonts(folder: Path) -> Path:
    """Only the faces in use: the package holds each twice, and which one typst takes is not said."""
    fonts = folder / "fonts"
    fonts.mkdir()
    for path in font_files():
        shutil.copy(path, fonts)
    return fonts
