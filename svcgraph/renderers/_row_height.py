"""How high a row of a workbook must be for its text to be seen, wrapped in its columns."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from svcgraph.views.workbook import Box, Strip

SIZE = 10.0  # points, where a box says nothing
LINE = 1.28  # a line's height over the size of its letters
LETTERS = 1.12  # letters of 10 points that one unit of width holds; a margin is left
BOLD = 0.9
HIGHEST = 400.0  # points; Excel takes 409


def height(strip: Strip, widths: Sequence[float]) -> float:
    """In points; what the strip asks for if that is more."""
    needed, column = strip.height or SIZE * LINE, 1
    for box in strip.boxes[1:]:
        needed = max(needed, _box(box, sum(widths[column : column + box.span])))
        column += box.span
    return min(round(needed + 2, 1), HIGHEST)


def _box(box: Box, width: float) -> float:
    size = box.size or SIZE
    room = max(int(width * LETTERS * SIZE / size * (BOLD if box.bold else 1.0)) - 1, 1)
    text = box.value if isinstance(box.value, str) else ""
    lines = sum(len(textwrap.wrap(line, room)) or 1 for line in text.split("\n"))
    return lines * size * LINE
