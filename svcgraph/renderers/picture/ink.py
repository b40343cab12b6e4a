"""Small SVG pieces: text, symbols, arrow heads. Every text goes through one escaper."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from html import escape

from svcgraph.renderers.picture.arrangement import Rect
from svcgraph.renderers.picture.boxes import DETAIL, SYMBOL, run_width
from svcgraph.renderers.picture.curves import Point
from svcgraph.renderers.picture.dot import printable
from svcgraph.renderers.picture.look import INK, NODE_LINE, PAPER, Look, Looks
from svcgraph.renderers.picture.measure import width
from svcgraph.views.shapes import Node, NodeShape, Run

UNSAFE = re.compile(r"[^A-Za-z0-9-]")


def number(value: float) -> str:
    """Two decimals at most, and never -0: the same bytes everywhere."""
    text = f"{value:.2f}"
    if text[-1] == "0":
        text = text[:-3] if text[-2] == "0" else text[:-1]
    return "0" if text == "-0" else text


def safe(text: str) -> str:
    """Text as XML takes it, on one line."""
    return escape(printable(text).replace("\n", " "), quote=True)


def token(identifier: str) -> str:
    """An id as XML and CSS take it: other characters become ``_hex_``, so two ids never become one."""
    return UNSAFE.sub(lambda found: f"_{ord(found[0]):x}_", identifier)


def words(
    x: float,
    y: float,
    text: str,
    size: float,
    *,
    anchor: str = "middle",
    bold: bool = False,
    fill: str = INK,
    more: str = "",
) -> str:
    """One line of text; ``y`` is its base line."""
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{number(x)}" y="{number(y)}" font-size="{number(size)}" text-anchor="{anchor}" fill="{fill}"'
        f"{weight}{more}>{safe(text)}</text>"
    )


def halo(size: float) -> str:
    """White around the letters, so that a line behind does not make them hard to read."""
    return f' stroke="{PAPER}" stroke-width="{number(size)}" stroke-linejoin="round" paint-order="stroke"'


def rect(box: Rect, radius: float, fill: str, line: str, *, pen: float = 1.0, more: str = "") -> str:
    """A rectangle with rounded corners."""
    return (
        f'<rect x="{number(box.left)}" y="{number(box.top)}" width="{number(box.right - box.left)}" '
        f'height="{number(box.bottom - box.top)}" rx="{number(radius)}" fill="{fill}" stroke="{line}" '
        f'stroke-width="{number(pen)}"{more}/>'
    )


def named(node: Node, content: str, title: str = "") -> str:
    """A box as pages and programs find it: its shape, its id, what it stands for, and ``title`` for those who point."""
    told = f"<title>{safe(title)}</title>" if title else ""
    return f'<g class="node {node.shape}" id="node-{token(node.id)}" data-key="{token(node.key)}">{told}{content}</g>'


def circle(x: float, y: float, radius: float, pen: float = 1.0) -> str:
    """An event, or a letter's ring."""
    return (
        f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" fill="{PAPER}" '
        f'stroke="{NODE_LINE}" stroke-width="{pen}"/>'
    )


def rings(shape: NodeShape, x: float, y: float, radius: float) -> str:
    """An event as maps draw it: thin where the process begins, double on the way, thick where it ends."""
    if shape is NodeShape.EVENT:
        return circle(x, y, radius) + circle(x, y, radius * 0.72)
    return circle(x, y, radius, 2.4 if shape is NodeShape.END else 1.0)


def polygon(points: Sequence[Point], fill: str, line: str, pen: float = 1.0) -> str:
    """A closed outline."""
    joined = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    style = f'fill="{fill}" stroke="{line}" stroke-width="{number(pen)}" stroke-linejoin="round"'
    return f'<polygon points="{joined}" {style}/>'


def symbol(look: Look, x: float, y: float, size: float) -> str:
    """The state's symbol as a shape, centred: packaged fonts print ● and ○ as the same box.

    Its group is classed ``mark`` and by its form: what is drawn can be held against what the legend explains.
    """
    shape = _shape(look, x, y, size)
    return f'<g class="mark {look.symbol}">{shape}</g>' if shape else ""


def _shape(look: Look, x: float, y: float, size: float) -> str:
    half = size * 0.36
    circle = f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(half)}"'
    match look.symbol:
        case "disc":
            return f'{circle} fill="{look.line}"/>'
        case "ring":
            # the dot tells it from "not measured" where there is no colour
            dot = f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(size * 0.14)}" fill="{look.line}"/>'
            return f'{circle} fill="{PAPER}" stroke="{look.line}" stroke-width="{number(size * 0.12)}"/>{dot}'
        case "circle":
            return f'{circle} fill="{PAPER}" stroke="{look.line}" stroke-width="{number(size * 0.12)}"/>'
        case "triangle":
            top, side, low = size * 0.44, size * 0.46, size * 0.36
            return polygon(((x, y - top), (x + side, y + low), (x - side, y + low)), look.line, look.line, 0.3)
        case "square":
            return rect(
                Rect(left=x - half, top=y - half, right=x + half, bottom=y + half), 0, look.line, look.line, pen=0.3
            )
        case "diamond":
            wide, high = size * 0.3, size * 0.46
            return polygon(((x, y - high), (x + wide, y), (x, y + high), (x - wide, y)), PAPER, look.line, size * 0.1)
        case "bars":
            bars = (Rect(left=x + d - 0.8, top=y - half, right=x + d + 0.8, bottom=y + half) for d in (-1.8, 1.8))
            return "".join(rect(bar, 0, look.line, look.line, pen=0) for bar in bars)
        case _:
            return ""


def line_of_runs(
    x: float, y: float, line: Sequence[Run], looks: Looks, *, size: float = DETAIL, fill: str = INK
) -> str:
    """A centred line of text and symbols; ``y`` is the base line."""
    left = x - sum(run_width(run, size) for run in line) / 2
    pieces = []
    for run in line:
        if run.state:
            pieces.append(symbol(looks[run.state], left + SYMBOL * size / 2, y - size * 0.33, size))
            left += SYMBOL * size
        if run.text:
            # SVG drops blanks at the ends of a text, no-break ones stay
            text = run.text.replace(" ", "\u00a0")
            pieces.append(words(left + width(text, size) / 2, y, text, size, fill=fill))
            left += width(text, size)
    return "".join(pieces)


def head(kind: str, base: Point, tip: Point, colour: str, pen: float) -> str:
    """The arrow's head from where the line ends to its tip."""
    dx, dy = tip[0] - base[0], tip[1] - base[1]
    length = math.hypot(dx, dy) or 1.0
    side = length * 0.42 + pen * 0.5
    nx, ny = -dy / length * side, dx / length * side
    left, right = (base[0] + nx, base[1] + ny), (base[0] - nx, base[1] - ny)
    if kind == "vee":
        notch = (base[0] + dx * 0.45, base[1] + dy * 0.45)
        return polygon((tip, left, notch, right), colour, colour, 0.5)
    return polygon((tip, left, right), PAPER if kind == "open" else colour, colour, 0.9 if kind == "open" else 0.5)
