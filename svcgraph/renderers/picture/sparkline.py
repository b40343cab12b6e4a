"""A series as a tiny SVG: the symbol of each period's state at the height of its share, joined; the target dashed.

State is told by colour and shape together (`5-pictures`, Look); what has no share stands at the bottom.
"""

from __future__ import annotations

from itertools import pairwise

from svcgraph.renderers.picture.curves import Point as Spot
from svcgraph.renderers.picture.ink import number, safe, symbol
from svcgraph.renderers.picture.look import FAINT, LOOKS, Looks
from svcgraph.views.series import Point, Series
from svcgraph.views.shapes import State

STEP, HEIGHT, MARGIN = 14.0, 30.0, 7.0  # points
SIZE = 9.0  # of a symbol
LEAST = 0.5  # the lowest share that is told apart, unless one is lower


def sparkline(series: Series, looks: Looks = LOOKS) -> str:
    """The picture, as wide as it has points; title and description are read by screen readers."""
    lowest = min([LEAST, *(one.share for one in series.points if one.share is not None)])
    spots = [(MARGIN + STEP * place, _height(one.share, lowest)) for place, one in enumerate(series.points)]
    width = 2 * MARGIN + STEP * max(0, len(series.points) - 1)
    parts = [*_target(series, lowest, width), *_line(series, spots)]
    parts += [_mark(one, spot, looks) for one, spot in zip(series.points, spots, strict=True)]
    size = f'width="{number(width)}pt" height="{number(HEIGHT)}pt" viewBox="0 0 {number(width)} {number(HEIGHT)}"'
    told = f"<title>{safe(series.title)}</title><desc>{safe(series.description)}</desc>"
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">{told}{"".join(parts)}</svg>\n'


def _height(share: float | None, lowest: float) -> float:
    if share is None:
        return HEIGHT - MARGIN
    return MARGIN + (HEIGHT - 2 * MARGIN) * (1 - share) / (1 - lowest)


def _target(series: Series, lowest: float, width: float) -> list[str]:
    if series.target is None:
        return []
    y = number(_height(max(series.target, lowest), lowest))
    ends = f'x1="0" y1="{y}" x2="{number(width)}" y2="{y}"'
    return [f'<line {ends} stroke="{FAINT}" stroke-width="0.6" stroke-dasharray="2 2"/>']


def _line(series: Series, spots: list[Spot]) -> list[str]:
    """Between neighbours that both have a share: a gap is a gap."""
    joined = []
    for (one, first), (two, second) in pairwise(zip(series.points, spots, strict=True)):
        if one.share is not None and two.share is not None:
            ends = f'x1="{number(first[0])}" y1="{number(first[1])}" x2="{number(second[0])}" y2="{number(second[1])}"'
            joined.append(f'<line {ends} stroke="{FAINT}" stroke-width="1"/>')
    return joined


def _mark(one: Point, spot: Spot, looks: Looks) -> str:
    """The state's symbol; a short line where nothing was due."""
    x, y = spot
    if one.state is State.NEUTRAL:
        ink = f'<line x1="{number(x - 3)}" y1="{number(y)}" x2="{number(x + 3)}" y2="{number(y)}" stroke="{FAINT}"/>'
    else:
        ink = symbol(looks[one.state], x, y, SIZE)
    return f"<g><title>{safe(one.tip or one.label)}</title>{ink}</g>"
