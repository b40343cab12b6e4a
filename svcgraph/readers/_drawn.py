"""From shapes on a page to a process map: what draw.io, Visio and XPDL share.

A reader says which shapes are lanes, steps, data and lines, and where they lie; here steps are put into lanes,
loose ends are tied to what lies nearest, and the rules of `2-handoffs` for what BPMN draws are applied.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from svcgraph.domain.names import clean
from svcgraph.domain.process import NONE, NodeKind
from svcgraph.errors import FaultList, Place, Severity, Unreadable
from svcgraph.i18n import mark
from svcgraph.readers import Reading
from svcgraph.readers._build import MapBuilder
from svcgraph.readers._geometry import Rectangle, smallest_around
from svcgraph.readers._page import Arrow, Kind, Lane, Page, Point, Shape
from svcgraph.readers._terminals import is_end, is_start
from svcgraph.vocabulary import ANSWERS


def no_process(faults: FaultList, file: str, line: int, page: str) -> None:
    """Notes a page that is not read, for nothing flows on it."""
    said = mark("The page “{page}” shows no steps joined by arrows: it is not read as a process.")
    faults.add("no-process", Place(file=file, line=line), said, severity=Severity.NOTE, page=page)


def reading_of(builder: MapBuilder, faults: FaultList, *, drawn: int) -> Reading:
    """The reading of a file with ``drawn`` processes. Raises Unreadable, with all that was said, when there is none."""
    if not drawn:
        said = mark("No page of the drawing shows steps joined by arrows: nothing is handed over in it.")
        faults.add("no-process", Place(file=builder.file), said)
        raise Unreadable(*faults.faults)
    return Reading(map=builder.freeze(), faults=tuple(faults.faults))


@dataclass(frozen=True, slots=True)
class _End:
    """What an arrow's end is: one of these, the others NONE."""

    node: int = NONE
    item: int = NONE
    pool: int = NONE
    flow: int = NONE

    @property
    def nothing(self) -> bool:
        return self == _End()


def draw(page: Page, builder: MapBuilder, faults: FaultList) -> None:
    """Adds the page to the builder's map; what could not be read, or had to be guessed, goes to ``faults``."""
    _Drawing(page, builder, faults).draw()


class _Drawing:
    def __init__(self, page: Page, builder: MapBuilder, faults: FaultList) -> None:
        self.page, self.builder, self.faults = page, builder, faults
        self.lanes = {lane.key: lane for lane in page.lanes}
        inner = {lane.parent for lane in page.lanes if lane.parent in self.lanes}
        self.leaves = [lane for lane in page.lanes if lane.key not in inner]
        self.ends: dict[str, _End] = {}
        self.arrows = {arrow.key: arrow for arrow in page.arrows}
        self.occupied: set[str] = set()  # lanes in which somebody does something

    def draw(self) -> None:
        self._tie_loose_ends()
        placed = {shape.key: self._lane_of(shape) for shape in self.page.shapes}
        self.occupied = {lane.key for lane in placed.values() if lane}
        incoming, outgoing = {arrow.target for arrow in self.page.arrows}, {arrow.source for arrow in self.page.arrows}
        for shape in self.page.shapes:
            if self._is_aside(shape, placed[shape.key], incoming | outgoing):
                continue
            self.ends[shape.key] = self._shape(shape, placed[shape.key], incoming, outgoing)
        self._say_without_lanes()
        joined = [arrow for arrow in self.page.arrows if not self._joins_arrow(arrow)]
        for arrow in joined:
            self._arrow(arrow)
        for arrow in self.page.arrows:
            if self._joins_arrow(arrow):
                self._on_arrow(arrow)

    # Lanes

    def _lane_of(self, shape: Shape) -> Lane | None:
        """The leaf lane: declared, by where the centre lies among the leaves of what is declared, else of all."""
        declared = self.lanes.get(shape.lane)
        if declared and declared in self.leaves:
            return declared
        among = [lane for lane in self.leaves if declared is None or self._inside(lane, declared)]
        return self._around(shape, among) or declared or self._around(shape, self.page.lanes)

    def _around(self, shape: Shape, lanes: list[Lane]) -> Lane | None:
        if shape.rectangle is None:
            return None
        drawn = [(index, lane.rectangle) for index, lane in enumerate(lanes) if lane.rectangle]
        found = smallest_around(shape.rectangle, drawn)
        return lanes[found] if found != NONE else None

    def _inside(self, lane: Lane, other: Lane) -> bool:
        return other.key in {above.key for above in self._chain(lane)}

    def _chain(self, lane: Lane) -> list[Lane]:
        """From the outermost pool to ``lane`` itself; a file that puts a lane into itself stops at its own end."""
        chain, seen = [lane], {lane.key}
        while (above := self.lanes.get(chain[0].parent)) and above.key not in seen:
            chain.insert(0, above)
            seen.add(above.key)
        return chain

    def performer(self, lane: Lane, *, external: bool = False) -> int:
        """S5: a segment a lane; one without a name adds its id when it has neighbours, one named as before nothing."""
        chain = self._chain(lane)
        path: list[str] = []
        for depth, one in enumerate(chain):
            name = clean(one.name)
            alone = depth > 0 and sum(other.parent == one.parent for other in self.page.lanes) == 1
            segment = name or ("" if alone else f"#{one.key}")
            if segment and (not path or segment.casefold() != path[-1].casefold()):
                path.append(segment)
        return self.builder.performer(
            tuple(path) or (f"#{lane.key}",),
            external or any(one.external for one in chain),
            unnamed=not clean(chain[-1].name) and (not path or path[-1].startswith("#")),
            pool=len(chain) > 1 or self._parted,
            line=lane.line,
            element=lane.key,
        )

    @property
    def _parted(self) -> bool:
        """Whether the page has pools, that is lanes inside lanes."""
        return len(self.leaves) < len(self.page.lanes)

    # Shapes

    def _shape(self, shape: Shape, lane: Lane | None, incoming: set[str], outgoing: set[str]) -> _End:
        if shape.kind in (Kind.ITEM, Kind.STORE):
            return _End(item=self.builder.item(shape.key, shape.name, store=shape.kind is Kind.STORE))
        kind = _node_kind(shape, incoming, outgoing)
        performer = self.performer(lane) if lane else self._nobody(shape, kind)
        node = self.builder.node(
            shape.key,
            shape.name,
            performer,
            kind=kind,
            process=self.page.process if shape.process == NONE else shape.process,
            line=shape.line,
        )
        return _End(node=node)

    def _nobody(self, shape: Shape, kind: NodeKind) -> int:
        if kind >= NodeKind.CONTROL:
            return NONE
        if self.page.lanes:
            said = mark("“{name}” lies in no lane: nobody is known to do it. Move it into the lane of who does.")
            self._say("in-no-lane", shape.line, said, Severity.WARNING, shape.key, name=clean(shape.name) or shape.key)
            return self.builder.performer((f"#{shape.key}",), unnamed=True, line=shape.line, element=shape.key)
        return self.builder.performer((clean(self.page.name),), line=shape.line)

    def _is_aside(self, shape: Shape, lane: Lane | None, joined: set[str]) -> bool:
        """Titles, dates, legends: boxes outside all lanes that no arrow touches."""
        if not self.page.lanes or lane or shape.key in joined or shape.kind in (Kind.ITEM, Kind.STORE):
            return False
        said = mark("“{name}” lies in no lane and no arrow touches it: it is left out.")
        self._say("aside", shape.line, said, Severity.NOTE, shape.key, name=clean(shape.name) or shape.key)
        return True

    def _say_without_lanes(self) -> None:
        """A flowchart without lanes names nobody: all of it is one service, and nothing is handed over."""
        if not self.page.lanes and sum(shape.kind is Kind.STEP for shape in self.page.shapes) > 1:
            said = mark(
                "“{page}” has no lanes: nobody is known to do what, so nothing is handed over. "
                "Put the steps into lanes."
            )
            self._say("no-lanes", 0, said, Severity.WARNING, "", page=clean(self.page.name))

    # Arrows

    def _tie_loose_ends(self) -> None:
        """An end that names nothing we know means the nearest shape within reach, else the lane it lies in."""
        known = {shape.key for shape in self.page.shapes} | set(self.lanes) | set(self.arrows)
        for arrow in self.page.arrows:
            arrow.source = self._tied(arrow.source, arrow.source_at, known)
            arrow.target = self._tied(arrow.target, arrow.target_at, known)

    def _tied(self, key: str, at: Point | None, known: set[str]) -> str:
        if at is not None and (key not in known or key in self.lanes):
            key = self._nearest(at, self.page.shapes) or (key if key in known else self._nearest(at, self.leaves))
        return key if key in known else ""

    def _nearest(self, at: Point, among: Iterable[Shape | Lane]) -> str:
        """The nearest within reach; of several around the point the smallest."""
        drawn = [(one.key, one.rectangle) for one in among if one.rectangle]
        reached = [
            (distance, box[2] * box[3], key) for key, box in drawn if (distance := _distance(at, box)) <= self.page.near
        ]
        return min(reached, default=(0.0, 0.0, ""), key=lambda one: one[:2])[2]

    def _joins_arrow(self, arrow: Arrow) -> bool:
        return arrow.source in self.arrows or arrow.target in self.arrows

    def _arrow(self, arrow: Arrow) -> None:
        source, target = self._end(arrow.source), self._end(arrow.target)
        if source.nothing or target.nothing:
            self._loose(arrow, source)
        elif source.item != NONE or target.item != NONE:
            self._data(arrow, source, target)
        elif arrow.message or source.pool != NONE or target.pool != NONE:
            self._message(arrow, source, target)
        else:
            said = {"condition" if arrow.conditional else "label": arrow.label}
            flow = self.builder.flow(source.node, target.node, **said)
            self.ends[arrow.key] = _End(flow=flow)
            self._say_terminal(arrow, source.node, target.node)

    def _say_terminal(self, arrow: Arrow, source: int, target: int) -> None:
        """An oval with words in it may be meant as work; as a start or end it hands nothing over (rule Q2)."""
        builder = self.builder
        oval, box = (source, target) if builder.kind(source) == NodeKind.START else (target, source)
        name, other = builder.name(oval), builder.name(box)
        ends = builder.kind(oval) in (NodeKind.START, NodeKind.END) and builder.kind(box) < NodeKind.CONTROL
        parties = {builder.performer_of(oval), builder.performer_of(box)}
        if not (ends and name and self._is_oval(arrow, oval == source)) or NONE in parties or len(parties) == 1:
            return
        if not (is_start(name) or is_end(name)):
            said = mark(
                "“{name}” is drawn as a start or an end: nothing is handed over between it and “{other}”. "
                "If it is work, draw a box."
            )
            self._say("terminal", arrow.line, said, Severity.WARNING, arrow.key, name=name, other=other)

    def _is_oval(self, arrow: Arrow, at_source: bool) -> bool:
        key = arrow.source if at_source else arrow.target
        return any(shape.key == key and shape.kind is Kind.OVAL for shape in self.page.shapes)

    def _message(self, arrow: Arrow, source: _End, target: _End) -> None:
        """What is written on it names what passes, unless it answers the question of a gateway."""
        asked = source.node != NONE and self.builder.kind(source.node) == NodeKind.CONTROL
        name = "" if asked or ANSWERS.key(clean(arrow.label)) else arrow.label
        self.builder.message(
            name, source=source.node, target=target.node, source_pool=source.pool, target_pool=target.pool
        )

    def _end(self, key: str) -> _End:
        if key in self.ends:
            return self.ends[key]
        lane = self.lanes.get(key)
        if lane and not any(self._inside(self.lanes[other], lane) for other in self.occupied):
            self.ends[key] = _End(pool=self.performer(lane, external=True))
            return self.ends[key]
        return _End()

    def _loose(self, arrow: Arrow, source: _End) -> None:
        end = arrow.source if source.nothing else arrow.target
        if end in self.lanes:
            said = mark("An arrow ends on the lane “{name}”, not on a step in it: not read. Join it to the step.")
            self._say(
                "ends-on-lane", arrow.line, said, Severity.WARNING, arrow.key, name=clean(self.lanes[end].name) or end
            )  # fmt: skip
        else:
            said = mark("An arrow is joined to nothing at one end: not read. Join it to a step.")
            self._say("loose-arrow", arrow.line, said, Severity.WARNING, arrow.key)

    def _data(self, arrow: Arrow, source: _End, target: _End) -> None:
        if source.node != NONE:
            self.builder.writes(source.node, target.item)
        elif target.node != NONE:
            self.builder.reads(target.node, source.item)
        else:
            said = mark("An arrow between two documents, or a document and a whole party, is not read.")
            self._say("odd-arrow", arrow.line, said, Severity.WARNING, arrow.key)

    def _on_arrow(self, arrow: Arrow) -> None:
        """An end on another arrow: a document lies on that flow (D5); a step joins its end, or leaves its start."""
        source, target = self._met(arrow.source, "target"), self._met(arrow.target, "source")
        for end, other in ((source, arrow.target), (target, arrow.source)):
            flow = self.ends.get(other, _End()).flow
            if NONE not in (end.item, flow):
                self.builder.lies_on(end.item, flow)
                return
        self._arrow(
            replace(arrow, source=self._beyond(arrow.source, "source"), target=self._beyond(arrow.target, "target"))
        )

    def _met(self, key: str, _side: str) -> _End:
        return _End() if key in self.arrows else self._end(key)

    def _beyond(self, key: str, side: str) -> str:
        """Through arrows that end on arrows to the shape they come from, or lead to."""
        seen: set[str] = set()
        while key in self.arrows and key not in seen:
            seen.add(key)
            key = self.arrows[key].source if side == "source" else self.arrows[key].target
        return key if key not in self.arrows else ""

    def _say(
        self, code: str, line: int, message: str, severity: Severity, element: str, /, **parameters: object
    ) -> None:
        place = Place(file=self.builder.file, line=line, element=element)
        self.faults.add(code, place, message, severity=severity, **parameters)


def _node_kind(shape: Shape, incoming: Iterable[str], outgoing: Iterable[str]) -> NodeKind:
    if shape.kind is Kind.STEP:
        if shape.key in outgoing and shape.key not in incoming and is_start(shape.name):
            return NodeKind.START
        if shape.key in incoming and shape.key not in outgoing and is_end(shape.name):
            return NodeKind.END
        return NodeKind.ACTIVITY
    ends = shape.kind in (Kind.EVENT, Kind.OVAL)
    if ends and shape.key not in incoming:
        return NodeKind.START
    if ends and shape.key not in outgoing:
        return NodeKind.END
    return NodeKind.ACTIVITY if shape.kind is Kind.OVAL and clean(shape.name) else NodeKind.CONTROL


def _distance(point: Point, rectangle: Rectangle) -> float:
    """From a point to a rectangle; 0 inside."""
    left, top, width, height = rectangle
    across = max(left - point[0], 0.0, point[0] - left - width)
    down = max(top - point[1], 0.0, point[1] - top - height)
    return math.hypot(across, down)
