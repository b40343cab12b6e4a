"""How a poster is parted over sheets: printable area, overlap for gluing, and no nearly empty last row."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from svcgraph.renderers.picture.paper import EDGE, MILLIMETRE, Paper

OVERLAP = 10.0  # millimetres that two neighbours share
SLIVER = 0.2  # a last row or column that would hold less than that of a sheet is not worth one
LEAST = 0.9  # a poster is made smaller by no more than that to save a row
ROUNDING = 0.01  # points


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One sheet, from 1 in reading order; ``left`` and ``top`` of what it shows of the poster, points."""

    number: int
    row: int
    column: int
    left: float
    top: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiling:
    """``width`` and ``height`` of a sheet in millimetres; ``wide`` and ``high`` are the printable part in points.

    ``shrink`` is by how much the poster is made smaller so that a nearly empty row or column is saved.
    """

    width: float
    height: float
    wide: float
    high: float
    columns: int
    rows: int
    shrink: float
    tiles: tuple[Tile, ...]


def tiling(wide: float, high: float, paper: Paper) -> Tiling:
    """The way of putting sheets of ``paper`` that needs the fewest for a poster of that many points."""
    short, long = paper.sides
    ways = [_way(wide, high, *sides) for sides in ((short, long), (long, short))]
    return min(ways, key=lambda way: (way.columns * way.rows, -way.shrink))


def _way(wide: float, high: float, width: float, height: float) -> Tiling:
    inner_wide, inner_high = ((side - 2 * EDGE) * MILLIMETRE for side in (width, height))
    shrink = min(_saved(wide, inner_wide), _saved(high, inner_high))
    lefts, tops = _starts(wide * shrink, inner_wide), _starts(high * shrink, inner_high)
    return Tiling(
        width=width,
        height=height,
        wide=inner_wide,
        high=inner_high,
        columns=len(lefts),
        rows=len(tops),
        shrink=shrink,
        tiles=tuple(
            Tile(number=row * len(lefts) + column + 1, row=row + 1, column=column + 1, left=left, top=top)
            for row, top in enumerate(tops)
            for column, left in enumerate(lefts)
        ),
    )


def _count(whole: float, part: float) -> int:
    overlap = OVERLAP * MILLIMETRE
    return max(1, ceil((whole - overlap - ROUNDING) / (part - overlap)))


def _held(number: int, part: float) -> float:
    """What that many sheets hold beside each other."""
    return number * part - (number - 1) * OVERLAP * MILLIMETRE


def _saved(whole: float, part: float) -> float:
    """By how much to shrink, 1 when the last sheet is worth its paper."""
    number = _count(whole, part)
    if number == 1:
        return 1.0
    fewer = _held(number - 1, part)
    return fewer / whole if (whole - fewer) / part < SLIVER and fewer / whole >= LEAST else 1.0


def _starts(whole: float, part: float) -> list[float]:
    """Where each sheet begins; what is left over is spread evenly on both sides."""
    number = _count(whole, part)
    first = (whole - _held(number, part)) / 2
    return [first + at * (part - OVERLAP * MILLIMETRE) for at in range(number)]
