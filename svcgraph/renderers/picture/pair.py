"""The little picture at the head of a form: the two units, and what passes between them."""

from __future__ import annotations

from svcgraph.renderers.picture.arrangement import Rect
from svcgraph.renderers.picture.ink import head, number, rect, safe, words
from svcgraph.renderers.picture.look import FONTS, INK, NODE_LINE, PAPER
from svcgraph.renderers.picture.measure import LINE, width, wrap

WIDE, HIGH = 270.0, 50.0  # points
BOX = 88.0
NAME, SAID = 9.0, 8.0
LEAST = 5.5


def pair(supplier: str, client: str, *, over: str, under: str = "", language: str = "fr") -> str:
    """SVG: supplier, an arrow with ``over`` above it, client; ``under`` on a dashed arrow back, "" for none."""
    left, right = (
        Rect(left=1, top=2, right=BOX, bottom=HIGH - 2),
        Rect(left=WIDE - BOX, top=2, right=WIDE - 1, bottom=HIGH - 2),
    )
    y = HIGH / 2 - (6 if under else 0)
    pieces = [_box(left, supplier), _box(right, client), _arrow(BOX + 4, WIDE - BOX - 4, y, over, above=True)]
    if under:
        pieces.append(_arrow(WIDE - BOX - 4, BOX + 4, HIGH / 2 + 6, under, above=False))
    inner = "\n".join(pieces)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{number(WIDE)}pt" height="{number(HIGH)}pt" '
        f'viewBox="0 0 {number(WIDE)} {number(HIGH)}" font-family="{FONTS}" lang="{language}" role="img">\n'
        f"<title>{safe(f'{supplier} → {client}')}</title>\n{inner}\n</svg>\n"
    )


def _box(box: Rect, name: str) -> str:
    size = NAME
    while size > LEAST and len(wrap(name, BOX - 8, size, bold=True)) * size * LINE > HIGH - 8:
        size -= 0.5
    lines = wrap(name, BOX - 8, size, bold=True)
    x, first = (box.left + box.right) / 2, HIGH / 2 - (len(lines) - 1) * size * LINE / 2 + size * 0.35
    said = (words(x, first + index * size * LINE, line, size, bold=True) for index, line in enumerate(lines))
    return "\n".join((rect(box, 4, PAPER, NODE_LINE), *said))


def _arrow(start: float, end: float, y: float, said: str, *, above: bool) -> str:
    forward = 1 if end > start else -1
    dash = "" if above else ' stroke-dasharray="4 3"'
    base = (end - forward * 7, y)
    line = (
        f'<line x1="{number(start)}" y1="{number(y)}" x2="{number(base[0])}" y2="{number(y)}" '
        f'stroke="{INK}" stroke-width="1.4"{dash}/>'
    )
    size = min(SAID, SAID * (abs(end - start) - 6) / max(width(said, SAID), 1.0))
    label = words((start + end) / 2, y - 4 if above else y + 4 + size * 0.75, said, size)
    return "\n".join((line, head("normal", base, (end, y), INK, 1.4), label))
