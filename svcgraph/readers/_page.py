"""What a drawing shows, before the rules are applied: lanes, shapes, arrows. Readers fill it, `_drawn` draws it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum, auto

from svcgraph.domain.process import NONE
from svcgraph.readers._geometry import Rectangle

Point = tuple[float, float]


class Kind(Enum):
    """What a shape is to the rules."""

    STEP = auto()
    CONTROL = auto()  # gateway, intermediate event
    EVENT = auto()  # a start where nothing comes in, an end where nothing goes out, else as CONTROL
    OVAL = auto()  # a flowchart's start or end; between two arrows a step
    ITEM = auto()
    STORE = auto()


@dataclass(slots=True, kw_only=True)
class Lane:
    """A pool or a lane. ``parent``: key of the lane or pool around it. ``rectangle``: where it lies, absolute."""

    key: str
    name: str
    parent: str = ""
    rectangle: Rectangle | None = None
    external: bool = False
    line: int = 0


@dataclass(slots=True, kw_only=True)
class Shape:
    """A step, gateway, event or document. ``lane``: key of the lane that the file says it is in, if it says so."""

    key: str
    name: str
    kind: Kind = Kind.STEP
    lane: str = ""
    rectangle: Rectangle | None = None
    line: int = 0
    process: int = NONE  # where a page shows several processes; else the page's


@dataclass(slots=True, kw_only=True)
class Arrow:
    """A line with a direction. An end is the key of a shape, a lane or another arrow; else a point, if known."""

    key: str
    label: str = ""
    source: str = ""
    target: str = ""
    source_at: Point | None = None
    target_at: Point | None = None
    message: bool = False
    conditional: bool = False  # the label is a condition, whatever it leaves
    line: int = 0


def directed(arrow: Arrow, *, head: bool, tail: bool) -> list[Arrow]:
    """``arrow`` where its line has a head; where it has a head at its beginning, the way back too, or instead."""
    back = replace(
        arrow,
        key=f"{arrow.key}<" if head else arrow.key,
        source=arrow.target,
        target=arrow.source,
        source_at=arrow.target_at,
        target_at=arrow.source_at,
    )
    return [arrow] * head + [back] * tail


@dataclass(slots=True, kw_only=True)
class Page:
    """One drawing. ``process``: index in the builder; ``near``: how far a loose end may lie from what it meant."""

    process: int
    name: str
    lanes: list[Lane] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    arrows: list[Arrow] = field(default_factory=list)
    near: float = 12.0


def flows(page: Page) -> bool:
    """Whether an arrow begins or ends at a shape, or loose (near one, perhaps): else it shows no process."""
    ends = {end for arrow in page.arrows for end in (arrow.source, arrow.target)}
    return ("" in ends and bool(page.shapes)) or any(shape.key in ends for shape in page.shapes)
