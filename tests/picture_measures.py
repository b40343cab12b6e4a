"""What is measured of a picture as it comes out on its paper: letters, labels, text in its box, counts, greys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import dist

from lxml import etree
from picture_checks import MOVE, SVG, page, text_area, walked

from svcgraph.renderers.picture.arrangement import Rect
from svcgraph.renderers.picture.curves import along, away, samples
from svcgraph.renderers.picture.drawing import Drawing
from svcgraph.renderers.picture.look import LOOKS
from svcgraph.renderers.picture.paper import scale
from svcgraph.views.shapes import Diagram, State

NUMBERS = re.compile(r"-?[\d.]+")
POINTS = ("gateway", "start", "end")
CLOSE = -0.6  # points that two areas may touch


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """``smallest``: points on paper. The lists name what is wrong: texts that overlap, that leave their box or page."""

    smallest: float
    overlaps: tuple[tuple[str, str], ...]
    outside: tuple[str, ...]
    nodes: int
    edges: int


def measured(drawing: Drawing) -> Measures:
    root = etree.fromstring(drawing.svg.encode())
    at_size = scale(drawing.width, drawing.height, drawing.paper, drawing.orientation)
    every = tuple(walked(root))
    sizes = [float(one.get("font-size")) * at[2] for one, at in every if one.tag == f"{SVG}text"]
    sizes += [float(one.get("font-size")) for one in root.iter(f"{SVG}text") if one.get("transform")]  # turned
    texts = [(one.text or "", text_area(one, at)) for one, at in every if one.tag == f"{SVG}text" and one.text]
    return Measures(
        smallest=min(sizes, default=0.0) * at_size,
        overlaps=tuple(_overlaps(texts)) + tuple(_overlaps(list(_plates(every)))),
        outside=tuple(_outside(texts, page(drawing.svg))) + tuple(_out_of_box(every)),
        nodes=drawing.svg.count('<g class="node '),
        edges=drawing.svg.count('<g class="edge '),
    )


def _overlaps(areas: list[tuple[str, Rect]]) -> Iterator[tuple[str, str]]:
    """By stripes of the page, since a matrix has thousands of texts."""
    stripes: dict[int, list[int]] = {}
    for number, (_, area) in enumerate(areas):
        for stripe in range(int(area.top // 40), int(area.bottom // 40) + 1):
            stripes.setdefault(stripe, []).append(number)
    found = {pair for held in stripes.values() for pair in combinations(held, 2)}
    yield from ((areas[a][0], areas[b][0]) for a, b in sorted(found) if areas[a][1].meets(areas[b][1], CLOSE))


def _plates(every: tuple) -> Iterator[tuple[str, Rect]]:
    """The white ground of each label on an arrow."""
    for one, at in every:
        if one.tag == f"{SVG}g" and (one.get("class") or "").startswith("label "):
            plate = one.find(f"{SVG}rect")
            yield one.get("data-edge"), _rect(plate, at)


def _rect(element, at) -> Rect:
    x, y, by = at
    left, top, wide, high = (float(element.get(name)) for name in ("x", "y", "width", "height"))
    return Rect(left=x + left * by, top=y + top * by, right=x + (left + wide) * by, bottom=y + (top + high) * by)


def _outside(texts: list[tuple[str, Rect]], sheet: Rect) -> Iterator[str]:
    for text, area in texts:
        if area.left < -0.5 or area.top < -0.5 or area.right > sheet.right + 0.5 or area.bottom > sheet.bottom + 0.5:
            yield text


def _out_of_box(every: tuple) -> Iterator[str]:
    """Text of a box, or of a cell, that reaches beyond its outline; what stands above a gateway has no box."""
    for one, at in every:
        kind = one.get("class") or ""
        if one.tag != f"{SVG}g" or not kind.startswith(("node ", "edge ")) or kind.split()[1] in POINTS:
            continue
        outline = next((_outline(child, at) for child in one if child.tag in (f"{SVG}rect", f"{SVG}polygon")), None)
        for child in one.iter(f"{SVG}text"):
            if (
                outline
                and not MOVE.fullmatch(child.get("transform", ""))
                and not _within(text_area(child, at), outline)
            ):
                yield child.text or ""


def _outline(element, at) -> Rect:
    if element.tag == f"{SVG}rect":
        return _rect(element, at)
    x, y, by = at
    numbers = [float(one) for one in NUMBERS.findall(element.get("points"))]
    across, down = numbers[::2], numbers[1::2]
    return Rect(
        left=x + min(across) * by, top=y + min(down) * by, right=x + max(across) * by, bottom=y + max(down) * by
    )


def _within(area: Rect, box: Rect) -> bool:
    return (
        area.left >= box.left - 0.5
        and area.right <= box.right + 0.5
        and area.top >= box.top - 0.5
        and area.bottom <= box.bottom + 0.5
    )


def told_apart_in_grey(diagram: Diagram) -> bool:
    """Every two states in the picture differ in line or symbol, or at least as light from dark."""
    nodes = {run.state for node in diagram.nodes for line in node.details for run in line if run.state}
    ticks = {state for one in diagram.multiples for tick in one.ticks for state, _ in tick.cells}
    states = {edge.state for edge in diagram.edges} | nodes | ticks
    return all(_apart(one, other) for one, other in combinations(sorted(states), 2))


def _apart(one: State, other: State) -> bool:
    first, second = LOOKS[one], LOOKS[other]
    forms = [(look.dash, look.double, look.head, look.symbol) for look in (first, second)]
    return forms[0] != forms[1] or abs(_light(first.line) - _light(second.line)) > 50


def _light(colour: str) -> float:
    """0 black to 255 white, as a printer greys it (ITU-R BT.601)."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


# --- whether arrows can be traced ---------------------------------------------------------------------------------

HEAD = 4.0  # points about the tip that must stay clear
LAST = 20.0  # points before the head that an arrow has to itself
TOGETHER = 2.5  # points at which two lines are one
STEP, LONG = 5.0, 45.0  # points between two places on a line; that two lines may be one
FOREIGN = 4.0  # points by which a label may be nearer to another line than to its own


def tracing(drawing: Drawing) -> dict[str, list[tuple[str, str]]]:
    """What keeps a reader from following an arrow, by kind of trouble; each with the arrow and what is in its way."""
    every = tuple(walked(etree.fromstring(drawing.svg.encode())))
    lines, tips, ends = {}, {}, {}
    for one, at in every:
        if one.tag == f"{SVG}g" and (one.get("class") or "").startswith("edge ") and one.find(f"{SVG}path") is not None:
            name = one.get("id").removeprefix("edge-")
            ends[name] = (one.get("data-source"), one.get("data-target"))
            lines[name] = samples(_moved_points(one.find(f"{SVG}path").get("d"), at))
            tips[name] = _moved_points(one.findall(f"{SVG}polygon")[-1].get("points"), at)[0]
    plates, boxes = dict(_plates(every)), dict(_boxes(every))
    return {
        "head under label": [
            (name, label) for name, tip in tips.items() for label, area in plates.items() if _inside(tip, area, -HEAD)
        ],
        "head under box": [(name, box) for name, tip in tips.items() for box, area in boxes.items()
                           if box != ends[name][1] and _inside(tip, area, 2.0)],
        "label at another line": list(_foreign(plates, lines)),
        "ends as one": list(_shared(lines, tips)),
        "line under box": [
            (name, box) for name, line in lines.items() for box, area in boxes.items()
            if box not in ends[name] and any(_inside(point, area, 1.0) for point in _closely(line))
        ],
        "run as one": list(_along_each_other(lines)),
        "label under another line": [
            (label, name) for label, area in plates.items() for name, line in lines.items()
            if name != label and any(_inside(point, area, 1.0) for point in line)
        ],
    }  # fmt: skip


def _moved_points(text: str, at: tuple[float, float, float]) -> list[tuple[float, float]]:
    numbers = [float(one) for one in NUMBERS.findall(text)]
    x, y, by = at
    return [(x + across * by, y + down * by) for across, down in zip(numbers[::2], numbers[1::2], strict=True)]


def _boxes(every: tuple) -> Iterator[tuple[str, Rect]]:
    for one, at in every:
        if one.tag == f"{SVG}g" and (one.get("class") or "").startswith("node "):
            shape = next((child for child in one if child.tag in (f"{SVG}rect", f"{SVG}polygon")), None)
            if shape is not None:
                yield one.get("id").removeprefix("node-"), _outline(shape, at)


def _inside(point: tuple[float, float], area: Rect, within: float) -> bool:
    """``within``: so far inside the area; negative, so far around it."""
    x, y = point
    across = area.left + within < x < area.right - within
    return across and area.top + within < y < area.bottom - within


def _foreign(plates: dict[str, Rect], lines: dict) -> Iterator[tuple[str, str]]:
    for label, area in plates.items():
        # its sign, at the left, and its words: one of them is on its own line, or near it
        middle = (area.top + area.bottom) / 2
        spots = [(area.left + (area.right - area.left) * step / 6, middle) for step in (1, 2, 3, 4, 5)]
        own = min(away(spot, lines[label]) for spot in spots)
        for name, line in lines.items():
            if name != label and own > FOREIGN and min(away(spot, line) for spot in spots) < own:
                yield label, name


def _shared(lines: dict, tips: dict) -> Iterator[tuple[str, str]]:
    """Two arrows into one box that come as one line."""
    last = {name: _end(line, tips[name]) for name, line in lines.items()}
    for one, other in combinations(sorted(last), 2):
        if dist(tips[one], tips[other]) < LAST and all(away(point, last[other]) < TOGETHER for point in last[one]):
            yield one, other


def _along_each_other(lines: dict) -> Iterator[tuple[str, str]]:
    """Two arrows that for a long way are one line."""
    spots = {name: _closely(line) for name, line in lines.items()}
    for one, other in combinations(sorted(spots), 2):
        if sum(away(point, lines[other]) < TOGETHER for point in spots[one]) * STEP > LONG:
            yield one, other


def _closely(line: list) -> list:
    number = max(2, round(sum(dist(a, b) for a, b in pairwise(line)) / STEP))
    return along(line, (step / number for step in range(number + 1)))


def _end(line: list, tip: tuple[float, float]) -> list:
    """Places along the last points of the line, with the tip."""
    length = sum(dist(a, b) for a, b in pairwise(line)) or 1.0
    share = min(1.0, LAST / length)
    return [*along(line, (1 - share * step / 4 for step in (4, 3, 2, 1))), tip]
