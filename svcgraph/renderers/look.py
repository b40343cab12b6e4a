"""The look of a state (`5-pictures`): colour, line and symbol together, so that each of them alone would do."""

from __future__ import annotations

from dataclasses import dataclass

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
THIN = frozenset({State.DRAFT, State.NEUTRAL, State.SUSPENDED})


DRAFT = 0.65
STRONG = 1.9  # points of a handoff among the flows of a process


def line_width(edge: Edge) -> float:
    """.8 + .5 (k − 1) points for k deliverables (`5-pictures`); what binds nobody stays thin whatever it carries."""
    if edge.strong:
        return STRONG
    if edge.state is State.DRAFT:
        return DRAFT  # thinner still: in black and white its dark violet would outshine what is agreed
    if edge.quiet or edge.state in THIN:
        return 0.8
    return 0.8 + 0.5 * (min(edge.count, 12) - 1) + LOOKS[edge.state].extra
