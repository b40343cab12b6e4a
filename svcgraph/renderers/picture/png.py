"""A picture as PNG."""

from __future__ import annotations

from svcgraph.cache import made
from svcgraph.renderers.picture.fonts import FAMILY, font_files
from svcgraph.renderers.picture.look import PAPER

POINTS_DPI = 96  # the SVG counts in pt, which resvg takes as 1/72 inch only at this setting


def png(svg: str, dpi: float = 144.0) -> bytes:
    """PNG bytes at ``dpi`` dots per inch of the picture's own size (72 points to the inch)."""
    return made("resvg_py", f"png {dpi} {FAMILY}", svg, make=lambda: _drawn(svg, dpi))


def _drawn(svg: str, dpi: float) -> bytes:
    import resvg_py

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            background=PAPER,
            dpi=POINTS_DPI,
            zoom=dpi / POINTS_DPI,
            skip_system_fonts=True,
            font_files=list(font_files()),
            font_family=FAMILY,
            sans_serif_family=FAMILY,
        )
    )
