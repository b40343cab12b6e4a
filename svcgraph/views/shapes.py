"""What a picture shows, in neutral shapes: views fill them, renderers draw them and know nothing of contracts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class State(StrEnum):
    """How an arrow stands (`5-pictures`, Look). Told by colour, line and symbol together."""

    MET = "met"
    AT_RISK = "at-risk"
    MISSED = "missed"
    UNKNOWN = "unknown"  # no data, undetermined
    ON_TRACK = "on-track"  # running period: a hollow "met"
    DRAFT = "draft"  # before *agreed*
    NEUTRAL = "neutral"  # not due, no verdict, expected input
    SUSPENDED = "suspended"
    FLOW = "flow"  # a mapped flow, nothing judged


# Worst first (`7-rulings`); what is not judged comes last.
WORST_FIRST = (
    State.MISSED,
    State.AT_RISK,
    State.UNKNOWN,
    State.ON_TRACK,
    State.MET,
    State.SUSPENDED,
    State.NEUTRAL,
    State.DRAFT,
    State.FLOW,
)


class NodeShape(StrEnum):
    SERVICE = "service"
    EXTERNAL = "external"
    DEPARTMENT = "department"
    GROUP = "group"  # of departments
    FOCUS = "focus"  # the service that a picture is about
    ACTIVITY = "activity"
    GATEWAY = "gateway"
    START = "start"
    END = "end"
    EVENT = "event"  # between them
    STOP = "stop"  # a service at one of its activities, on a chain
    PROCESS = "process"
    CHIP = "chip"  # a process, or the processes of a department, on a board without arrows
    MULTIPLE = "multiple"  # one of many little pictures
    PROMISE = "promise"  # to an external client, with its measured result
    CONNECTOR = "connector"  # where an arrow is cut and goes on elsewhere
    CARD = "card"  # what is handed over, between two services of a chain


class DiagramKind(StrEnum):
    """Which arrangement a picture asks for."""

    ORGANISATION = "organisation"
    DEPARTMENTS = "departments"
    MATRIX = "matrix"  # nodes as rows and columns, an edge is a cell
    SERVICE = "service"
    PROCESS = "process"
    CHAIN = "chain"
    COMMITTEE = "committee"
    TREND = "trend"  # small multiples
    MAP = "map"  # of processes, in the bands of their families
    LIST = "list"  # an edge is a line of a table, beside what the listing says of it
    BOARD = "board"  # the same with too many processes for arrows: cards in the frames of their departments
    REGISTER = "register"  # the same as lines of text below the names of departments, where cards are too many


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line: text, or the symbol of a state."""

    text: str = ""
    state: State | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """``id`` is unique in the diagram; ``key`` is what it stands for (a service id) and may repeat.

    ``details`` are small lines below the name. ``column`` and ``lane`` place it in a process picture.
    """

    id: str
    key: str
    name: str
    shape: NodeShape = NodeShape.SERVICE
    cluster: str = ""
    details: tuple[tuple[Run, ...], ...] = ()
    tip: str = ""
    column: int = 0
    lane: int = 0
    side: int = 0  # service picture: -1 supplier, 0 the service, 1 client
    state: State | None = None  # of a card: how what it stands for is kept
    strong: bool = False  # a card with a thick frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One arrow from supplier to client. ``count``: how many deliverables it carries; it sets the width."""

    id: str
    source: str  # Node.id
    target: str
    state: State
    count: int = 1
    label: str = ""  # short text at the arrow: a count, a number, "suspended"
    others: tuple[State, ...] = ()  # of other contracts or promises on it, which stand better: ``state`` is the worst
    flag: bool = False  # one objective is missed though the contract is not
    quiet: bool = False  # inside one service: thin, no state
    strong: bool = False  # a handoff among the flows of a process: thick whatever its state
    tip: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A department, or a lane of a process picture (then in the order of the lanes)."""

    id: str
    name: str
    external: bool = False
    within: str = ""  # the id of the band that holds this frame
    strip: int = 0  # of a process that is wrapped like a text: lanes of one strip share their columns


class Sample(StrEnum):
    """What stands before a line of the legend."""

    LINE = "line"
    THIN = "thin"  # a line that says nothing of a state
    SYMBOL = "symbol"
    NODE = "node"
    FLAG = "flag"
    WIDTH = "width"
    CELL = "cell"
    NUMBER = "number"
    SHARE = "share"  # "89 % for 95 %"
    ARROWS = "arrows"  # → and ← in a card
    TARGET = "target"  # a line with its points over a dashed one
    FRAME = "frame"  # what a frame around several boxes or cells says


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendEntry:
    sample: Sample
    text: str
    state: State = State.NEUTRAL
    shape: NodeShape = NodeShape.SERVICE


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A numbered line below a process picture: what is handed over, from whom to whom, how it stands."""

    number: str
    text: str
    state: State
    at: int = -1  # the handoff's place among those of the process


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A few sentences under a heading, beside other panels below the picture."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """One period of a little picture. ``cells``: how many in each state, the first at the bottom."""

    label: str
    year: int
    state: State | None = None  # of the whole period; None: nothing known
    share: Fraction | None = None
    text: str = ""  # k/n
    cells: tuple[tuple[State, int], ...] = ()
    judged: bool = True  # ``state`` is a verdict, to be shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Multiple:
    """One little picture: a line of shares against ``target`` where there is one, else columns of cells."""

    id: str
    name: str
    ticks: tuple[Tick, ...]
    detail: str = ""
    said: str = ""  # the trend in words
    target: Fraction | None = None
    target_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagram:
    """A whole picture in the reader's language, without any position in it."""

    kind: DiagramKind
    title: str
    subtitle: str = ""  # period, and the date of the data
    language: str = "fr"
    clusters: tuple[Cluster, ...] = ()
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    legend: tuple[LegendEntry, ...] = ()
    listing: tuple[Listed, ...] = ()
    heads: tuple[str, ...] = ()  # of the columns of a list
    panels: tuple[Panel, ...] = ()
    multiples: tuple[Multiple, ...] = ()
    notes: tuple[str, ...] = ()  # what was left out, what mixes today with another day
    source: str = ""
    description: str = ""  # for those who cannot see it
    downward: bool = False  # a chain too long for the width of a sheet runs from top to bottom
