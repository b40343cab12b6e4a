"""Small multiples: one little picture per thing, all with the same months and the same scale, in rows on a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from svcgraph.renderers.picture.arrangement import Rect
from svcgraph.renderers.picture.ink import number, rect, safe, symbol, token, words
from svcgraph.renderers.picture.look import CLUSTER_LINE, FAINT, INK, PAPER, Look, Looks
from svcgraph.renderers.picture.measure import LINE, width, wrap
from svcgraph.views.shapes import Diagram, Multiple, State, Tick

TITLE, TEXT = 10.5, 9.0
STEP = 18.0  # points from month to month
BROAD = 20.0  # the same where a cell holds a sign and a number
PAD, GAP = 8.0, 14.0
ABOVE = 7.0  # between head and chart
CHART = 62.0  # height of the line or of the columns
AXIS = 30.0  # room at the left for per cents
FOOT = 34 + PAD  # below the chart
BELOW = ABOVE + FOOT  # height of a little picture without its head and its chart
ASPECT = 1.45  # a landscape sheet within its margins
AROUND, PANELS = 0.18, 0.1  # height of title, legend and notes, and of panels, of the width
Head = tuple[tuple[str, ...], tuple[str, ...]]
CELL = CHART / 4  # height of a cell, where columns are not too tall
SIGN = 7.5  # of a state in a cell, beside the number


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The same for all little pictures of a sheet: width of a month, room at the left, height of chart and cell."""

    step: float
    axis: float
    chart: float
    cell: float
    around: float  # height of what stands around the charts, of their width


def _scale(diagram: Diagram) -> Scale:
    tallest = max((sum(count for _, count in tick.cells) for one in diagram.multiples for tick in one.ticks), default=0)
    cell = min(CELL, CHART / max(1, tallest))
    step = BROAD if tallest else STEP
    around = AROUND + (PANELS if diagram.panels else 0)
    if any(one.target is not None for one in diagram.multiples):
        return Scale(step=step, axis=AXIS, chart=CHART, cell=cell, around=around)
    return Scale(step=step, axis=0.0, chart=max(2, tallest) * cell, cell=cell, around=around)


def multiples(diagram: Diagram, looks: Looks) -> tuple[str, float, float]:
    """The panels without title and legend, width and height in points."""
    if not diagram.multiples:
        return "", 0.0, 0.0
    months = max(len(one.ticks) for one in diagram.multiples)
    scale = _scale(diagram)
    wide = scale.axis + months * scale.step + 2 * PAD
    heads = [_head(one, wide - 2 * PAD) for one in diagram.multiples]
    columns = _columns_of(heads, wide, scale)
    pieces, upper = [], 0.0
    for start in range(0, len(heads), columns):
        row = list(zip(diagram.multiples, heads, strict=True))[start : start + columns]
        top = max(_tall(head) for _, head in row)
        high = top + scale.chart + BELOW
        for column, (one, head) in enumerate(row):
            left = column * (wide + GAP)
            area = Rect(left=left, top=upper, right=left + wide, bottom=upper + high)
            pieces.append(_panel(one, head, looks, area, scale))
        upper += high + GAP
    return "\n".join(pieces), columns * (wide + GAP) - GAP, upper - GAP


def _columns_of(heads: Sequence[Head], wide: float, scale: Scale) -> int:
    """As many beside each other as let the whole be largest on a landscape sheet, title and legend counted in."""

    def shrinks(columns: int) -> float:
        across = columns * (wide + GAP)
        rows = (heads[start : start + columns] for start in range(0, len(heads), columns))
        down = sum(max(map(_tall, row)) + scale.chart + BELOW + GAP for row in rows) + scale.around * across
        return max(across, down * ASPECT)

    return min(range(1, len(heads) + 1), key=lambda columns: (shrinks(columns), columns))


def _tall(head: Head) -> float:
    """Points that name, objective and trend take."""
    return len(head[0]) * TITLE * LINE + len(head[1]) * TEXT * LINE + PAD


def _head(one: Multiple, wide: float) -> Head:
    """Name, then objective and trend, as wrapped."""
    detail = " · ".join(filter(None, (one.detail, one.said)))
    return wrap(one.name, wide, TITLE, bold=True), wrap(detail, wide, TEXT) if detail else ()


def _panel(one: Multiple, head: Head, looks: Looks, area: Rect, scale: Scale) -> str:
    frame = rect(area, 4, PAPER, CLUSTER_LINE)
    y, pieces = area.top + PAD, []
    for line in head[0]:
        pieces.append(words(area.left + PAD, y + TITLE, line, TITLE, anchor="start", bold=True))
        y += TITLE * LINE
    for line in head[1]:
        pieces.append(words(area.left + PAD, y + TEXT, line, TEXT, anchor="start", fill=FAINT))
        y += TEXT * LINE
    left, base = area.left + PAD + scale.axis, area.bottom - FOOT
    shares = one.target is not None
    pieces += _line(one, looks, left, base, scale) if shares else _columns(one, looks, left, base, scale)
    pieces += _months(one, left, base, scale.step)
    return (
        f'<g class="node multiple" id="node-{token(one.id)}" data-key="{token(one.id)}">'
        f"<title>{safe(one.name)}</title>{frame}{''.join(pieces)}</g>"
    )


def _months(one: Multiple, left: float, base: float, step: float) -> Iterator[str]:
    """The number of each month, the year below its first one."""
    year = 0
    for at, tick in enumerate(one.ticks):
        x = left + (at + 0.5) * step
        yield words(x, base + 21, tick.label, TEXT, fill=FAINT)
        if tick.year != year:
            yield words(x, base + 31, str(tick.year), TEXT, fill=FAINT)
            year = tick.year


def _line(one: Multiple, looks: Looks, left: float, base: float, scale: Scale) -> Iterator[str]:
    """Shares from 0 to 100 %, the target dashed; a month without a reading breaks the line."""
    right = left + len(one.ticks) * scale.step
    for share, said in ((0.0, "0"), (1.0, "100 %")):
        y = base - share * CHART
        yield f'<path d="M{number(left)},{number(y)}H{number(right)}" stroke="{CLUSTER_LINE}" stroke-width="0.5"/>'
        yield words(left - 3, y + TEXT * 0.35, said, TEXT, anchor="end", fill=FAINT)
    if one.target is not None:
        y = base - float(one.target) * CHART
        dash = ' stroke-dasharray="4 3"'
        yield f'<path d="M{number(left)},{number(y)}H{number(right)}" stroke="{INK}" stroke-width="0.9"{dash}/>'
        if 0.2 < one.target < 0.86:
            yield words(left - 3, y + TEXT * 0.35, one.target_text, TEXT, anchor="end")
    spots = [(left + (at + 0.5) * scale.step, base - float(tick.share) * CHART) if tick.share is not None else None
             for at, tick in enumerate(one.ticks)]  # fmt: skip
    for before, after in pairwise(spots):
        if before and after:
            (x, y), (to_x, to_y) = before, after
            way = f"M{number(x)},{number(y)}L{number(to_x)},{number(to_y)}"
            yield f'<path d="{way}" stroke="{FAINT}" stroke-width="1.1"/>'
    for tick, spot in zip(one.ticks, spots, strict=True):
        if spot and tick.state:
            yield symbol(_seen(looks, tick.state), *spot, 9.0)


def _seen(looks: Looks, state: State) -> Look:
    """What has no symbol of its own is a ring."""
    return looks[state] if looks[state].symbol else looks[State.UNKNOWN]


def _columns(one: Multiple, looks: Looks, left: float, base: float, scale: Scale) -> Iterator[str]:
    """A column of cells a month, the worst state at the bottom; below it the verdict of the month."""
    right = left + len(one.ticks) * scale.step
    yield f'<path d="M{number(left)},{number(base)}H{number(right)}" stroke="{CLUSTER_LINE}" stroke-width="0.5"/>'
    for at, tick in enumerate(one.ticks):
        x = left + at * scale.step
        yield from _column(tick, looks, x, base, scale)
        if tick.state and tick.judged:
            yield symbol(_seen(looks, tick.state), x + scale.step / 2, base + 8, 8.5)


def _column(tick: Tick, looks: Looks, x: float, base: float, scale: Scale) -> Iterator[str]:
    """Sign and number in each cell; the pale grounds of three states are one grey in print."""
    y = base
    for state, count in tick.cells:
        look, high = looks[state], count * scale.cell
        dash = f' stroke-dasharray="{look.dash}"' if look.dash else ""
        area = Rect(left=x + 1.5, top=y - high + 0.7, right=x + scale.step - 1.5, bottom=y - 0.7)
        signed = high >= TEXT + 1
        # a cell too flat for its sign is dark, middling or pale
        fill = look.line if state is State.AT_RISK and not signed else look.fill
        yield rect(area, 1, fill, look.line, pen=0.8, more=dash)
        if signed:
            yield from _signed(state, count, look, x + scale.step / 2, (area.top + area.bottom) / 2)
        y -= high


def _signed(state: State, count: int, look: Look, x: float, y: float) -> Iterator[str]:
    """The state's symbol, and how many beside it, in the middle of a cell."""
    wide = width(str(count), TEXT, bold=True)
    left = x - (SIGN + wide) / 2
    sign = symbol(look, left + SIGN / 2, y, SIGN)
    yield sign.replace(look.line, PAPER) if state is State.MISSED else sign
    ink = PAPER if state is State.MISSED else INK
    yield words(left + SIGN + wide / 2, y + TEXT * 0.35, str(count), TEXT, bold=True, fill=ink)
