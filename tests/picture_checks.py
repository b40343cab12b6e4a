"""What every picture must hold, computed from its SVG: counted, nothing overlapping, no text outside its box."""

from __future__ import annotations

import re
from itertools import combinations

from lxml import etree

from svcgraph.renderers.picture.arrangement import Rect
from svcgraph.renderers.picture.measure import width

SVG = "{http://www.w3.org/2000/svg}"
MOVE = re.compile(r"translate\(([-\d.]+) ([-\d.]+)\)(?: scale\(([\d.]+)\))?")


def walked(element, x=0.0, y=0.0, scale=1.0):
    """Every element below with its offset and scale; turned text is left out."""
    for child in element.iterchildren(etree.Element):
        found = MOVE.fullmatch(child.get("transform", ""))
        if child.get("transform") and not found:
            continue
        at = (x, y, scale)
        if found:
            by = float(found[3] or 1)
            at = (x + float(found[1]) * scale, y + float(found[2]) * scale, scale * by)
        yield child, at
        yield from walked(child, *at)


def text_area(element, at) -> Rect:
    x, y, scale = at
    size = float(element.get("font-size"))
    wide = width(element.text or "", size, bold=element.get("font-weight") == "bold")
    left = float(element.get("x")) - {"middle": wide / 2, "start": 0, "end": wide}[element.get("text-anchor")]
    base = float(element.get("y"))
    return Rect(
        left=x + left * scale,
        right=x + (left + wide) * scale,
        top=y + (base - size * 0.72) * scale,
        bottom=y + (base + size * 0.2) * scale,
    )


def texts(svg: str):
    root = etree.fromstring(svg.encode())
    return [(element.text or "", text_area(element, at)) for element, at in walked(root) if element.tag == f"{SVG}text"]


def page(svg: str) -> Rect:
    root = etree.fromstring(svg.encode())
    return Rect(left=0, top=0, right=float(root.get("width")[:-2]), bottom=float(root.get("height")[:-2]))


def assert_texts_stay_on_the_page_and_apart(svg: str) -> None:
    found, sheet = texts(svg), page(svg)
    for text, area in found:
        assert area.left >= sheet.left - 0.5, text
        assert area.right <= sheet.right + 0.5, text
        assert area.top >= sheet.top - 0.5, text
        assert area.bottom <= sheet.bottom + 0.5, text
    overlapping = [(a[0], b[0]) for a, b in combinations(found, 2) if a[0] and b[0] and a[1].meets(b[1], -0.6)]
    assert overlapping == []


def assert_counted(svg: str, diagram) -> None:
    assert svg.count('<g class="node ') == len(diagram.nodes)
    assert svg.count('<g class="edge ') == len(diagram.edges)
    ids = re.findall(r' id="([^"]*)"', svg)
    assert len(ids) == len(set(ids))
