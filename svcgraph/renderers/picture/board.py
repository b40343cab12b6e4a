"""Cards in frames, frames in bands: as many columns as let the whole be largest on a sheet, each frame in the column
that is shortest so far. No arrows, so no layout program is asked and a thousand cards take a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

from svcgraph.renderers.picture.arrangement import Arrangement, Rect
from svcgraph.renderers.picture.boxes import Box
from svcgraph.renderers.picture.curves import Point
from svcgraph.renderers.picture.lane_ink import lane_lines
from svcgraph.renderers.picture.lanes import HEADER, NAME
from svcgraph.renderers.picture.measure import LINE
from svcgraph.renderers.picture.titles import title_height
from svcgraph.views.shapes import Cluster, Diagram, Node

GAP, PAD, BETWEEN = 7.0, 8.0, 9.0  # between cards, inside frames and bands, between frames
BAND = 12.0  # between bands
ASPECT = 1.45  # a landscape sheet within its margins
AROUND = 0.15  # height of title, legend and notes, of the width
MOST_COLUMNS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """``cluster``: its number; None for a card that stands in its band by itself."""

    nodes: tuple[Node, ...]
    height: float
    cluster: int | None = None
    title: float = 0.0


def board(diagram: Diagram, boxes: Mapping[str, Box]) -> Arrangement:
    """Where every card, frame and band stands."""
    wide = max((boxes[node.id].width for node in diagram.nodes), default=0.0)
    bands = _bands(diagram, boxes, wide)
    tried = (_Board(diagram, boxes, bands, wide, columns) for columns in range(1, MOST_COLUMNS + 1))
    return min(tried, key=lambda one: (one.shrinks, one.columns)).arrangement


def even(boxes: Mapping[str, Box]) -> dict[str, Box]:
    """All cards as wide as the widest, so that columns stand straight."""
    wide = max((box.width for box in boxes.values()), default=0.0)
    return {name: replace(box, width=wide) for name, box in boxes.items()}


def _bands(diagram: Diagram, boxes: Mapping[str, Box], wide: float) -> list[list[_Frame]]:
    """The frames of each band; a card without a frame is one by itself."""
    frames: dict[int, list[_Frame]] = {at: [] for at, one in enumerate(diagram.clusters) if not one.within}
    members: dict[str, list[Node]] = defaultdict(list)
    for node in diagram.nodes:
        members[node.cluster].append(node)
    at = {cluster.id: number for number, cluster in enumerate(diagram.clusters)}
    for number, cluster in enumerate(diagram.clusters):
        if cluster.within:
            held = members[cluster.id]
            title = title_height(cluster.name, wide + 2 * PAD)
            height = sum(boxes[node.id].height + GAP for node in held) - GAP + 2 * PAD + title
            frames[at[cluster.within]].append(_Frame(nodes=tuple(held), height=height, cluster=number, title=title))
        else:
            frames[number] += [_Frame(nodes=(node,), height=boxes[node.id].height) for node in members[cluster.id]]
    return list(frames.values())


@dataclass(slots=True, init=False)
class _Board:
    """The board with so many columns; ``shrinks``: how much it must be reduced to fit a sheet of width 1."""

    columns: int
    arrangement: Arrangement
    shrinks: float

    def __init__(
        self, diagram: Diagram, boxes: Mapping[str, Box], bands: Sequence[Sequence[_Frame]], wide: float, columns: int
    ) -> None:
        self.columns = columns
        framed = any(one.within for one in diagram.clusters)
        step = wide + (2 * PAD if framed else 0.0) + BETWEEN
        width = HEADER + columns * step + BETWEEN
        centres: dict[str, Point] = {}
        rects: dict[int, Rect] = {}
        top = 0.0
        for number, (cluster, frames) in enumerate(zip(diagram.clusters, bands, strict=False)):
            tops = [top + BETWEEN] * columns
            for frame in frames:
                column = min(range(columns), key=lambda at: (round(tops[at], 2), at))
                left = HEADER + BETWEEN + column * step
                area = Rect(
                    left=left, top=tops[column], right=left + step - BETWEEN, bottom=tops[column] + frame.height
                )
                centres |= _stacked(frame, area, boxes)
                if frame.cluster is not None:
                    rects[frame.cluster] = area
                tops[column] = area.bottom + BETWEEN
            bottom = max(*tops, top + _least(cluster)) if columns > 1 else max(tops[0], top + _least(cluster))
            rects[number] = Rect(left=0, top=top, right=width, bottom=bottom)
            top = bottom + BAND
        height = max(0.0, top - BAND)
        self.shrinks = max(width, (height + AROUND * width) * ASPECT)
        self.arrangement = Arrangement(
            width=width,
            height=height,
            centres=tuple(centres[node.id] for node in diagram.nodes),
            clusters=tuple(rects.get(number) for number in range(len(diagram.clusters))),
            routes=(),
        )


def _least(cluster: Cluster) -> float:
    """Points that the name of the band takes."""
    return ceil(len(lane_lines(cluster.name)) * NAME * LINE + 12)


def _stacked(frame: _Frame, area: Rect, boxes: Mapping[str, Box]) -> dict[str, Point]:
    framed = frame.cluster is not None
    y = area.top + (PAD + frame.title if framed else 0.0)
    found: dict[str, Point] = {}
    for node in frame.nodes:
        found[node.id] = ((area.left + area.right) / 2, y + boxes[node.id].height / 2)
        y += boxes[node.id].height + GAP
    return found
