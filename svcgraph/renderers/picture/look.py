"""The look of a state (`5-pictures`): colour, line and symbol together, so that each of them alone would do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from svcgraph.views.shapes import Edge, State

INK = "#1A1A1A"
PAPER = "#FFFFFF"
FAINT = "#5A5A5A"
NODE_LINE = "#4A4A4A"
CLUSTER_FILL = "#F4F4F2"
CLUSTER_LINE = "#B9B9B4"
EXTERNAL_FILL = "#FBF6EA"
FOCUS_FILL = "#EDEDED"
FONTS = "Source Sans Pro, Arimo, Arial, Liberation Sans, Helvetica, sans-serif"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """``line`` colour; ``dash`` as SVG writes it; ``extra`` points of width; ``head``: normal, open or vee."""

    line: str
    fill: str
    text: str = INK
    dash: str = ""
    extra: float = 0.0
    double: bool = False
    head: str = "normal"
    symbol: str = ""  # disc, ring, triangle, square, circle, diamond, bars
    dot_style: str = "solid"


class Palette(StrEnum):
    """The colours of a picture (`svcgraph.yaml`, ``palette``); lines and symbols are the same in both."""

    STANDARD = "standard"  # told apart by colour-blind readers
    TRAFFIC_LIGHTS = "traffic-lights"  # green, amber, red


Looks = Mapping[State, Look]

LOOKS = {
    State.MET: Look(line="#1F6FC4", fill="#E4EFFB", symbol="disc"),
    State.AT_RISK: Look(
        line="#C07A00", fill="#FFE3A3", text="#7A4E00", dash="6 3", extra=0.6, symbol="triangle", dot_style="dashed"
    ),
    State.MISSED: Look(line="#8B0A1A", fill="#8B0A1A", text="#8B0A1A", double=True, symbol="square"),
    State.UNKNOWN: Look(line="#7A7A7A", fill="#EEEEEE", dash="1.2 3", head="open", symbol="circle", dot_style="dotted"),
    State.ON_TRACK: Look(line="#1F6FC4", fill=PAPER, head="open", symbol="ring"),
    State.DRAFT: Look(line="#4A3A5C", fill=PAPER, dash="4 3", head="vee", symbol="diamond", dot_style="dashed"),
    State.NEUTRAL: Look(line="#8C8C8C", fill=PAPER),
    State.SUSPENDED: Look(line="#8C8C8C", fill="#EEEEEE", dash="9 3 2 3", symbol="bars", dot_style="dashed"),
    State.FLOW: Look(line="#3C4A57", fill=PAPER),
}
_GREEN, _RED = "#1E7B34", "#C4161C"
_TRAFFIC_LIGHTS = LOOKS | {
    State.MET: replace(LOOKS[State.MET], line=_GREEN, fill="#E2F3E5"),
    State.ON_TRACK: replace(LOOKS[State.ON_TRACK], line=_GREEN),
    State.MISSED: replace(LOOKS[State.MISSED], line=_RED, fill=_RED, text=_RED),
}
THIN = frozenset({State.DRAFT, State.NEUTRAL, State.SUSPENDED})


DRAFT = 0.5
STRONG = 1.9  # points of a handoff among the flows of a process


def looks_of(palette: Palette) -> Looks:
    """The look of every state in the colours of ``palette``."""
    return _TRAFFIC_LIGHTS if palette is Palette.TRAFFIC_LIGHTS else LOOKS


def line_width(edge: Edge) -> float:
    """.8 + .5 (k − 1) points for k deliverables (`5-pictures`); what binds nobody stays thin whatever it carries."""
    if edge.strong:
        return STRONG
    if edge.state is State.DRAFT:
        return DRAFT  # thinner still: in black and white its dark violet would outshine what is agreed
    if edge.quiet or edge.state in THIN:
        return 0.8
    return 0.8 + 0.5 * (min(edge.count, 12) - 1) + LOOKS[edge.state].extra
