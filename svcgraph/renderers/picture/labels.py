"""Where the labels of arrows go: on their own arrow, clear of boxes, titles and each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from svcgraph.renderers.picture.arrangement import Arrangement, Rect
from svcgraph.renderers.picture.boxes import Box
from svcgraph.renderers.picture.cells import Points, Taken, by_square, squares
from svcgraph.renderers.picture.curves import Point, along, length, samples, spread
from svcgraph.renderers.picture.look import LOOKS
from svcgraph.renderers.picture.measure import width
from svcgraph.renderers.picture.titles import title_areas
from svcgraph.views.shapes import WORST_FIRST, Diagram, DiagramKind, Edge, State

SIZE = 9.0
AWAY = 20  # trouble that a label beside its arrow is worth
WORDY = 36.0  # points: more than a symbol, a number and another symbol
EVENLY = 16  # points along an arrow, to see how much of it a label hides
FOREIGN = 25  # trouble of standing nearer to another arrow than to its own
BEHEADED = 60  # trouble of lying on the head of an arrow
CLOSE = 5.0  # points from one place on an arrow to the next
HEAD = 6.0  # about the head of an arrow: a label there would hide where it leads
# Shares of the arrow's length to try, from the middle outwards.
TRIES = (0.5, *(0.5 + side * step * 0.03 for step in range(1, 15) for side in (-1, 1)))
# Points above or below the arrow, when there is no room on it; farther only when there is none nearby either.
ASIDE = (0.0, -9.0, 9.0)
FARTHER = (-18.0, 18.0, -27.0, 27.0, -36.0, 36.0, -46.0, 46.0)
HIDDEN, HIDES = 30, 0.4  # trouble of hiding that share of its own arrow: more than standing beside it
MOST = 0.5  # share of its own arrow that a label hides at three times that trouble
COVERED = 500  # trouble of lying on a box, a title or another label: nothing is worse
BADLY = 100  # trouble from which places farther away are tried


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    edge: str  # Edge.id
    area: Rect
    text: str
    state: State
    symbol: bool
    flag: State | None = None
    others: tuple[State, ...] = ()  # of other things on the same arrow, which stand better
    size: float = SIZE


def placed(
    diagram: Diagram, boxes: Mapping[str, Box], arrangement: Arrangement, questions: Iterable[Rect] = ()
) -> tuple[Label, ...]:
    """Every label, the worst states first, since they choose first; clear of ``questions``, the words of gateways."""
    areas = [_area(centre, boxes[n.id].width, boxes[n.id].height) for n, centre in _nodes(diagram, arrangement)]
    areas += questions
    if diagram.kind is DiagramKind.ORGANISATION:
        areas += title_areas(diagram, arrangement.clusters)
    taken = Taken(areas)
    routed = sorted(
        zip(diagram.edges, arrangement.routes, strict=True), key=lambda pair: WORST_FIRST.index(pair[0].state)
    )
    curves = [samples(route.points) for _, route in routed]
    points = by_square(_closely(curve) for curve in curves)
    heads = by_square([route.tip] for _, route in routed)
    labels: list[Label] = []
    for index, (edge, _) in enumerate(routed):
        if has_label(edge) and (edge.label or diagram.kind is not DiagramKind.CHAIN):
            label = _place(edge, curves[index], taken, _Others(points=points, heads=heads, own=index))
            taken.add(label.area)
            labels.append(label)
    return tuple(labels)


def has_label(edge: Edge) -> bool:
    """Every arrow whose state has a symbol carries it (`5-pictures`, Look); others only what is written on them."""
    return bool(edge.label or (LOOKS[edge.state].symbol and not edge.quiet))


def _nodes(diagram: Diagram, arrangement: Arrangement) -> zip[tuple]:  # type: ignore[type-arg]
    return zip(diagram.nodes, arrangement.centres, strict=True)


def _area(centre: Point, wide: float, high: float) -> Rect:
    x, y = centre
    return Rect(left=x - wide / 2, top=y - high / 2, right=x + wide / 2, bottom=y + high / 2)


def _place(edge: Edge, curve: list[Point], taken: Taken, others: _Others) -> Label:
    with_symbol = bool(LOOKS[edge.state].symbol) and not edge.quiet
    wide = (SIZE * 0.95 if with_symbol else 0) + width(edge.label, SIZE, bold=True) + 3
    wide += SIZE * (bool(edge.flag) + len(edge.others))
    spots = along(curve, TRIES)
    evenly = along(curve, ((step + 0.5) / EVENLY for step in range(EVENLY)))

    # of a label with words the symbol lies on the arrow, and the words beside it: in their middle nobody sees whose
    shift = wide / 2 - SIZE * 0.6 if with_symbol and wide > WORDY else 0.0

    def best(asides: Iterable[float], shift: float = shift) -> tuple[float, int, Rect]:
        areas = (_area((x + shift, y + aside), wide, SIZE + 3) for aside in asides for x, y in spots)
        away = (
            (AWAY + abs(aside) / 4 + FOREIGN * others.nearer((x, y + aside), abs(aside)) if aside else 0.0)
            for aside in asides
            for x, y in spots
        )
        tried = enumerate(zip(areas, away, strict=True))
        return _least(
            (_trouble(area, taken, others) + _hiding(area, evenly) + far, number, area) for number, (area, far) in tried
        )

    trouble, _, area = best(ASIDE)
    if trouble >= BADLY:
        trouble, _, area = min(((trouble, 0, area), best(FARTHER)), key=lambda found: found[0])
    if trouble >= COVERED:
        area = min(((trouble, 0, area), best((*ASIDE, *FARTHER), 0.0)), key=lambda found: found[0])[2]
    flag = State.MISSED if edge.flag else None
    return Label(edge=edge.id, area=area, text=edge.label, state=edge.state, symbol=with_symbol, flag=flag,
                 others=edge.others)  # fmt: skip


def _least(tried: Iterable[tuple[float, int, Rect]]) -> tuple[float, int, Rect]:
    """The one of least trouble, the first of several; nothing is better than no trouble, so the search ends there."""
    least: tuple[float, int, Rect] | None = None
    for one in tried:
        if least is None or one[:2] < least[:2]:
            least = one
        if not least[0]:
            break
    if least is None:
        raise ValueError("a label has places to try")
    return least


def _trouble(area: Rect, taken: Taken, others: _Others) -> int:
    """Overlaps weigh most; lying on another arrow weighs a little, since the reader might take it for that one's."""
    return taken.under(area, 1) * COVERED + BEHEADED * others.beheaded(area) + others.within(area)


def _hiding(area: Rect, evenly: list[Point]) -> int:
    """A short arrow under its own label is no arrow any more."""
    under = sum(area.left < x < area.right and area.top < y < area.bottom for x, y in evenly)
    return HIDDEN * ((under > HIDES * len(evenly)) + 2 * (under > MOST * len(evenly)))


def _closely(curve: list[Point]) -> list[Point]:
    """Points so near to each other that none of the line slips past a label between two of them."""
    return spread(curve, max(2, int(length(curve) / CLOSE)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Others:
    """The points of all arrows but one, and the heads of all."""

    heads: Points
    points: Points
    own: int

    def beheaded(self, area: Rect) -> int:
        """How many arrows, this one too, would have their head under the label."""
        return sum(
            area.left - HEAD < x < area.right + HEAD and area.top - HEAD < y < area.bottom + HEAD
            for one in squares(area, HEAD)
            for _, (x, y) in self.heads.get(one, ())
        )

    def nearer(self, spot: Point, away: float) -> bool:
        """Whether another arrow passes nearer to a label than its own, which is so far away."""
        x, y = spot
        by = away - 2  # what `within` adds
        return self.within(Rect(left=x - by, top=y - by, right=x + by, bottom=y + by)) > 0

    def within(self, area: Rect) -> int:
        return sum(
            area.left - 2 < x < area.right + 2 and area.top - 2 < y < area.bottom + 2
            for one in squares(area, 2)
            for number, (x, y) in self.points.get(one, ())
            if number != self.own
        )
