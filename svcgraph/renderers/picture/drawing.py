"""From a diagram to ink: sizes, layout, SVG; with a simpler picture instead of a hang."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from svcgraph import graphviz
from svcgraph.i18n import mark
from svcgraph.renderers.picture import arrangement, dot, frame, svg
from svcgraph.renderers.picture.arrangement import Arrangement, Places, Rect
from svcgraph.renderers.picture.blocks import BLOCKS, in_blocks
from svcgraph.renderers.picture.board import board, even
from svcgraph.renderers.picture.boxes import DETAIL, Box, measured
from svcgraph.renderers.picture.dot import Setting
from svcgraph.renderers.picture.ends import parted
from svcgraph.renderers.picture.families import FAMILIES, ends_apart, in_families
from svcgraph.renderers.picture.fan import fanned
from svcgraph.renderers.picture.lanes import HEADER, LANES, in_lanes
from svcgraph.renderers.picture.legibility import SMALLEST_READABLE, Message, Print, finer
from svcgraph.renderers.picture.look import Looks, Palette, looks_of
from svcgraph.renderers.picture.matrix import NAME, matrix
from svcgraph.renderers.picture.multiples import TEXT, multiples
from svcgraph.renderers.picture.paper import Orientation, Paper
from svcgraph.renderers.picture.questions import obstacles
from svcgraph.renderers.picture.register import register
from svcgraph.renderers.picture.roll import TEXT as LINES
from svcgraph.renderers.picture.roll import roll
from svcgraph.renderers.picture.titles import title_areas
from svcgraph.renderers.picture.typeset import typeset
from svcgraph.store.layout import KeptPlace
from svcgraph.views.shapes import Diagram, DiagramKind

SIMPLER = mark("The full layout took longer than {seconds} s: this is a simpler one, without departments.")
SETTINGS = {
    DiagramKind.ORGANISATION: BLOCKS,
    DiagramKind.DEPARTMENTS: BLOCKS,
    DiagramKind.SERVICE: Setting(
        engine="dot",
        graph=(("rankdir", "LR"), ("ranksep", "1.6"), ("nodesep", "0.08")),
        edges=(("tailport", "e"), ("headport", "w")),
    ),
    DiagramKind.PROCESS: LANES,
    DiagramKind.COMMITTEE: LANES,
    DiagramKind.MAP: FAMILIES,
    DiagramKind.CHAIN: Setting(
        engine="dot",
        graph=(("rankdir", "LR"), ("ranksep", "0.26"), ("nodesep", "0.16")),
        edges=(("tailport", "e"), ("headport", "w")),
    ),
}
# drawn here from end to end, without Graphviz
OWN = {
    DiagramKind.MATRIX: matrix,
    DiagramKind.TREND: multiples,
    DiagramKind.LIST: roll,
    DiagramKind.REGISTER: register,
}
SMALLEST = {DiagramKind.MATRIX: NAME, DiagramKind.TREND: TEXT, DiagramKind.LIST: LINES}  # points; else `DETAIL`
DOWNWARD = Setting(engine="dot", graph=(("ranksep", "0.23"), ("nodesep", "0.3")))
# Quick whatever the graph: no clusters, straight lines.
PLAIN = Setting(engine="dot", graph=(("splines", "line"), ("nodesep", "0.2"), ("ranksep", "0.5"), ("nslimit", "2")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """The picture as SVG, the DOT source it came from, and what to know before printing it."""

    svg: str
    dot: str
    printed: Print
    messages: tuple[Message, ...] = ()
    places: tuple[KeptPlace, ...] = ()  # of an organisation diagram, for `store.layout`

    @property
    def width(self) -> float:
        """Points."""
        return self.printed.width

    @property
    def height(self) -> float:
        """Points."""
        return self.printed.height

    @property
    def paper(self) -> Paper:
        """The sheet that it is meant for."""
        return self.printed.paper

    @property
    def orientation(self) -> Orientation:
        """Which way up the sheet is put."""
        return self.printed.orientation

    @property
    def type_size(self) -> float:
        """Points of the smallest letters on its paper."""
        return self.printed.size(self.paper)

    @property
    def readable_on(self) -> Paper | None:
        """Its own sheet if its letters have 6 pt there, else the smallest larger one where they have; None without."""
        return self.paper if self.type_size >= SMALLEST_READABLE else self.printed.large_enough

    @property
    def readable(self) -> bool:
        """Laid out as it should be, with letters of 6 pt or more on its paper."""
        return not any(message.warning for message in self.messages)


def draw_readable(
    forms: Iterable[Diagram], *, paper: Paper = Paper.A3, orientation: Orientation = Orientation.AUTO, **how: Any
) -> tuple[Diagram, Drawing]:
    """The first of ``forms`` that is readable on ``paper``, else the last one; ``how`` and errors as `draw`.

    Raises ``ValueError`` without any form.
    """
    form, drawing = None, None
    given_up: list[Print] = []
    for form in forms:
        printed, drawing = _planned(form, paper, orientation), None
        if printed is None or printed.size(paper) >= SMALLEST_READABLE:
            drawing = draw(form, paper=paper, orientation=orientation, **how)
            if drawing.readable:
                return form, replace(drawing, messages=(*drawing.messages, *finer(given_up)))
            printed = drawing.printed
        given_up.append(printed)
    if form is None:
        raise ValueError("a picture has at least one form")
    return form, drawing or draw(form, paper=paper, orientation=orientation, **how)


def _planned(diagram: Diagram, paper: Paper, orientation: Orientation) -> Print | None:
    """How it will come out, where that is known before arrows are routed: in lanes that takes most of the time."""
    if SETTINGS.get(diagram.kind) is not LANES or diagram.downward or not diagram.nodes:
        return None
    diagram = typeset(diagram)
    places = in_lanes(diagram, measured(diagram))
    _, wide, high = frame.page(diagram, "", places.width, places.height, looks_of(Palette.STANDARD))
    return _print(diagram.kind, wide, high, places.width, paper, orientation)


def draw(
    diagram: Diagram,
    *,
    program: str = "",
    timeout: float = graphviz.TIME_LIMIT,
    paper: Paper = Paper.A3,
    orientation: Orientation = Orientation.AUTO,
    kept: Sequence[KeptPlace] = (),
    palette: Palette = Palette.STANDARD,
) -> Drawing:
    """Draws ``diagram``. ``program``: another Graphviz than the packaged one; ``timeout`` in seconds;
    ``kept``: places of the organisation diagram that should stay (`store.layout`); ``palette``: colours only.

    Raises ``LayoutTimeout`` when even the simpler picture takes too long, ``LayoutError`` when the layout
    program fails or loses a box or an arrow, ``UsageError`` when it is not there.
    """
    diagram = typeset(diagram)
    boxes = measured(diagram)
    looks = looks_of(palette)
    if diagram.kind in OWN:
        ink = OWN[diagram.kind]
        plain = dot.source(diagram, boxes, PLAIN, looks)
        return _finished(
            diagram, plain, *ink(diagram, looks), looks=looks, paper=paper, orientation=orientation, messages=()
        )
    if diagram.kind is DiagramKind.BOARD:
        boxes = even(boxes)
        placed, plain = board(diagram, boxes), dot.source(diagram, boxes, PLAIN, looks)
        return _inked(diagram, boxes, plain, placed, looks=looks, paper=paper, orientation=orientation, messages=())
    try:
        setting = DOWNWARD if diagram.downward else SETTINGS[diagram.kind]
        source, placed = _laid_out(diagram, boxes, setting, looks, program=program, timeout=timeout, kept=kept)
    except graphviz.LayoutTimeout:
        simpler = replace(diagram, clusters=())
        simpler = replace(simpler, nodes=tuple(replace(node, cluster="") for node in diagram.nodes))
        source, placed = _laid_out(simpler, boxes, PLAIN, looks, program=program, timeout=timeout)
        late = Message(message=SIMPLER, parameters=(("seconds", f"{timeout:g}"),), warning=True)
        # places of a makeshift are not worth keeping
        return replace(
            _inked(simpler, boxes, source, placed, looks=looks, paper=paper, orientation=orientation, messages=(late,)),
            places=(),
        )
    return _inked(diagram, boxes, source, placed, looks=looks, paper=paper, orientation=orientation, messages=())


def _laid_out(
    diagram: Diagram,
    boxes: Mapping[str, Box],
    setting: Setting,
    looks: Looks,
    *,
    program: str,
    timeout: float,
    kept: Sequence[KeptPlace] = (),
) -> tuple[str, Arrangement]:
    if not diagram.nodes:
        nowhere = replace(arrangement.NOTHING, clusters=(None,) * len(diagram.clusters))
        return dot.source(diagram, boxes, setting, looks), nowhere
    if setting.fixed:
        places, words = _placed(diagram, boxes, setting, kept)
        source = dot.source(diagram, boxes, setting, looks, places=places.centres, obstacles=words)
        answer = graphviz.run(source, engine=setting.engine, fixed=True, setting=program, timeout=timeout)
        placed = arrangement.apart(diagram, arrangement.arranged(answer, diagram, places))
        if setting is FAMILIES:
            return source, ends_apart(diagram, boxes, placed)
        crowded = setting is BLOCKS or diagram.kind is DiagramKind.COMMITTEE
        return source, parted(diagram, boxes, placed) if crowded else placed
    source = dot.source(diagram, boxes, setting, looks)
    answer = graphviz.run(source, engine=setting.engine, setting=program, timeout=timeout)
    placed = arrangement.read(answer, diagram)
    return source, fanned(diagram, boxes, placed) if diagram.kind is DiagramKind.SERVICE else placed


def _placed(
    diagram: Diagram, boxes: Mapping[str, Box], setting: Setting, kept: Sequence[KeptPlace]
) -> tuple[Places, Iterable[Rect]]:
    """Where boxes stand, and the words that arrows go around."""
    if setting is FAMILIES:
        places = in_families(diagram, boxes)
        return places, (replace(band, right=band.left + HEADER) for band in places.bands if band)
    if setting is LANES:
        places = in_lanes(diagram, boxes)
        return places, obstacles(diagram, boxes, places.centres)
    places = in_blocks(diagram, boxes, kept)
    return places, title_areas(diagram, places.bands)


def _inked(
    diagram: Diagram,
    boxes: Mapping[str, Box],
    source: str,
    placed: Arrangement,
    *,
    looks: Looks,
    paper: Paper,
    orientation: Orientation,
    messages: tuple[Message, ...],
) -> Drawing:
    picture = svg.body(diagram, boxes, placed, looks)
    drawing = _finished(
        diagram,
        source,
        picture,
        placed.width,
        placed.height,
        looks=looks,
        paper=paper,
        orientation=orientation,
        messages=messages,
    )
    if diagram.kind is not DiagramKind.ORGANISATION:
        return drawing
    spots = zip(diagram.nodes, placed.centres, strict=True)
    return replace(drawing, places=tuple(KeptPlace(id=node.id, x=x, y=y) for node, (x, y) in spots))


def _finished(
    diagram: Diagram,
    source: str,
    picture: str,
    inner_wide: float,
    inner_high: float,
    *,
    looks: Looks,
    paper: Paper,
    orientation: Orientation,
    messages: tuple[Message, ...],
) -> Drawing:
    text, wide, high = frame.page(diagram, picture, inner_wide, inner_high, looks)
    count(diagram, text)
    printed = _print(diagram.kind, wide, high, inner_wide, paper, orientation)
    return Drawing(svg=text, dot=source, printed=printed, messages=(*messages, *printed.messages(diagram.kind)))


def _print(  # noqa: PLR0917 - a picture, then its sheet
    kind: DiagramKind, wide: float, high: float, inner_wide: float, paper: Paper, orientation: Orientation
) -> Print:
    smallest = min(SMALLEST.get(kind, DETAIL), frame.smallest(kind, inner_wide))
    return Print(width=wide, height=high, smallest=smallest, paper=paper, orientation=orientation)


def count(diagram: Diagram, text: str) -> None:
    """Counts boxes and arrows of the SVG against the diagram. Raises ``LayoutError`` when one is missing."""
    nodes = len(re.findall(r'<g class="node ', text))
    arrangement.check(diagram, nodes, len(re.findall(r'<g class="edge ', text)))
