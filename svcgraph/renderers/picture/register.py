"""Things as lines of text under headings, in the columns of their band: several hundred fit a sheet, each with what it
has to do with. No boxes and no arrows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from svcgraph.renderers.picture.arrangement import Rect
from svcgraph.renderers.picture.boxes import SYMBOL
from svcgraph.renderers.picture.ink import named, rect, symbol, token, words
from svcgraph.renderers.picture.look import CLUSTER_LINE, FAINT, INK, PAPER, Looks
from svcgraph.renderers.picture.measure import LINE, width
from svcgraph.views.shapes import Cluster, Diagram, Node, State

TEXT, BAND = 9.0, 11.0
STEP = TEXT * LINE
INDENT = 8.0  # of what does not fit the first line of a thing
GUTTER, PAD = 16.0, 8.0
ABOVE, AFTER = 4.0, 2.0  # above a heading, below a thing
WIDTHS = (140.0, 170.0, 205.0, 250.0, 300.0)  # of a column, to try
MOST_COLUMNS = 12
ASPECT = 1.45  # a landscape sheet within its margins
AROUND = 0.22  # height of title, legend and notes, of the width


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A word in its style, or the symbol of a state."""

    text: str = ""
    bold: bool = False
    state: State | None = None
    joined: bool = False  # no blank before it

    @property
    def wide(self) -> float:
        return SYMBOL * TEXT if self.state else width(self.text, TEXT, bold=self.bold)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A thing, or a heading (without a node), as broken into lines."""

    lines: tuple[tuple[_Piece, ...], ...]
    node: Node | None = None

    @property
    def high(self) -> float:
        return len(self.lines) * STEP + (AFTER if self.node else ABOVE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """Bands with their columns, and how high each is."""

    column: float
    bands: tuple[tuple[Cluster, Sequence[Sequence[_Entry]], float], ...]
    width: float

    @property
    def height(self) -> float:
        return sum(high + PAD for _, _, high in self.bands) - PAD

    @property
    def shrinks(self) -> float:
        """How much it must be reduced to fit a sheet of width 1."""
        return max(self.width, (self.height + AROUND * self.width) * ASPECT)


def register(diagram: Diagram, looks: Looks) -> tuple[str, float, float]:
    """The bands without title and legend, width and height in points."""
    best = min(_sheets(diagram), key=lambda one: (one.shrinks, one.width))
    return "\n".join(_drawn(best, looks)), best.width, best.height


def _sheets(diagram: Diagram) -> Iterator[_Sheet]:
    """One for every width of the columns, and number of them, that is tried."""
    bands = [(band, tuple(_texts(diagram, band))) for band in diagram.clusters if not band.within]
    for wide in WIDTHS:
        broken = [
            (band, tuple(_Entry(lines=_broken(text, wide), node=node) for node, text in texts)) for band, texts in bands
        ]
        for columns in range(1, MOST_COLUMNS + 1):
            yield _sheet(broken, wide, columns)


def _sheet(held: Iterable[tuple[Cluster, Sequence[_Entry]]], wide: float, columns: int) -> _Sheet:
    bands = []
    for band, entries in held:
        parted = _parted(entries, columns)
        high = max((sum(one.high for one in part) for part in parted), default=0.0)
        bands.append((band, parted, high + BAND * LINE + 2 * PAD))
    return _Sheet(column=wide, bands=tuple(bands), width=columns * (wide + GUTTER) + GUTTER)


def _texts(diagram: Diagram, band: Cluster) -> Iterator[tuple[Node | None, tuple[_Piece, ...]]]:
    """The things of the band itself, then those of each frame in it below the frame's name."""
    held: dict[str, list[Node]] = defaultdict(list)
    for node in diagram.nodes:
        held[node.cluster].append(node)
    yield from ((node, tuple(_pieces(node))) for node in held[band.id])
    for frame in (one for one in diagram.clusters if one.within == band.id):
        yield None, tuple(_Piece(text=word) for word in frame.name.split())
        yield from ((node, tuple(_pieces(node))) for node in held[frame.id])


def _pieces(node: Node) -> Iterator[_Piece]:
    yield from (_Piece(text=word, bold=True) for word in node.name.split())
    for line in node.details:
        behind_symbol = False
        for run in line:
            if run.state:
                yield _Piece(state=run.state)
                behind_symbol = True
            for word in run.text.split():
                yield _Piece(text=word, joined=behind_symbol)
                behind_symbol = False


def _broken(pieces: Sequence[_Piece], wide: float) -> tuple[tuple[_Piece, ...], ...]:
    """Lines of at most ``wide`` points, those after the first indented; a number stays with its symbol."""
    lines: list[list[_Piece]] = [[]]
    used, blank = 0.0, width(" ", TEXT)
    for at, piece in enumerate(pieces):
        before = (blank / 2 if piece.joined else blank) if lines[-1] else 0.0
        follower = pieces[at + 1].wide if at + 1 < len(pieces) and pieces[at + 1].joined else 0.0
        if lines[-1] and not piece.joined and used + before + piece.wide + follower > wide:
            lines.append([])
            used, before = INDENT, 0.0
        lines[-1].append(piece)
        used += before + piece.wide
    return tuple(map(tuple, lines))


def _parted(entries: Sequence[_Entry], columns: int) -> list[list[_Entry]]:
    """In at most so many columns, as low as they come; a heading stays with what follows it."""
    whole = sum(one.high for one in entries)
    lowest = max(whole / columns, *(one.high for one in entries), 1.0) if entries else 1.0
    while len(found := _filled(entries, lowest)) > columns:
        lowest *= 1.02
    return found


def _filled(entries: Sequence[_Entry], most: float) -> list[list[_Entry]]:
    found: list[list[_Entry]] = []
    used = most
    for at, one in enumerate(entries):
        needed = one.high + (entries[at + 1].high if one.node is None and at + 1 < len(entries) else 0.0)
        if not found or used + needed > most + 0.01:
            found.append([])
            used = 0.0
        found[-1].append(one)
        used += one.high
    return found


def _drawn(sheet: _Sheet, looks: Looks) -> Iterator[str]:
    top = 0.0
    for band, parted, high in sheet.bands:
        area = Rect(left=0, top=top, right=sheet.width, bottom=top + high)
        name = words(GUTTER, top + PAD + BAND * 0.8, band.name, BAND, anchor="start", bold=True)
        yield f'<g class="cluster" id="cluster-{token(band.id)}">{rect(area, 0, PAPER, CLUSTER_LINE)}{name}</g>'
        for column, part in enumerate(parted):
            y = top + PAD + BAND * LINE
            for entry in part:
                if entry.node is None:
                    y += ABOVE
                yield _ink(entry, GUTTER + column * (sheet.column + GUTTER), y, looks)
                y += len(entry.lines) * STEP + (AFTER if entry.node else 0)
        top += high + PAD


def _ink(entry: _Entry, left: float, top: float, looks: Looks) -> str:
    heading = entry.node is None
    lines = (
        _line(line, left + (INDENT if at and not heading else 0), top + (at + 0.8) * STEP, looks, faint=heading)
        for at, line in enumerate(entry.lines)
    )
    if entry.node is None:
        return "".join(lines)
    node = entry.node
    return named(node, "".join(lines), node.tip or node.name)


def _line(line: Sequence[_Piece], x: float, base: float, looks: Looks, *, faint: bool) -> str:
    """Symbols, and words of one style as one text, from ``x`` on."""
    drawn: list[str] = []
    blank, fill = width(" ", TEXT), FAINT if faint else INK
    for (bold, state), run in groupby(line, key=lambda piece: (piece.bold, piece.state)):
        held = list(run)
        x += (blank / 2 if held[0].joined else blank) if drawn else 0.0
        if state:
            drawn.append(symbol(looks[state], x + held[0].wide / 2, base - TEXT * 0.33, TEXT))
        else:
            text = " ".join(piece.text for piece in held)
            drawn.append(words(x, base, text, TEXT, anchor="start", bold=bold, fill=fill))
        x += sum(piece.wide for piece in held) + blank * (len(held) - 1)
    return "".join(drawn)
