"""How large the smallest letters come out on paper, and what helps where they are too small to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from svcgraph.i18n import Words, mark
from svcgraph.renderers.picture.paper import Orientation, Paper, scale
from svcgraph.views.shapes import DiagramKind

SMALLEST_READABLE = 6.0  # points on paper (`5-pictures`)
PRINTED = mark("On {paper} the smallest type is {size} pt.")
TOO_SMALL = mark("On {paper} the smallest type would be {size} pt: too small to read.")
LARGER = mark("--paper {option} makes it {size} pt.")
NOTHING_LARGER = mark("No larger sheet makes it readable (6 pt).")
FINER = mark("More would be readable with --paper {option}.")
LESS = {
    DiagramKind.ORGANISATION: mark(
        "A readable form: --level department or --level group, or a part: --around SERVICE, --only missed, "
        "--process NAME; diagram atlas has a page for each service."
    ),
    DiagramKind.DEPARTMENTS: mark(
        "A readable form: --level group, or a part: --around SERVICE, --only missed, --process NAME; "
        "diagram atlas has a page for each service."
    ),
    DiagramKind.LIST: mark("A readable form: a part, with --around SERVICE or --process NAME."),
    DiagramKind.MATRIX: mark(
        "A readable form: --level department or --level group; -o matrix.xlsx has no sheet to fit."
    ),
    DiagramKind.TREND: mark("A readable form: --top N with fewer little pictures, or --months N with fewer months."),
    DiagramKind.CHAIN: mark("A readable form: --party NAME or --deliverable NAME draws a part."),
    DiagramKind.MAP: mark("A readable form: diagram process NAME draws one process."),
    DiagramKind.BOARD: mark("A readable form: diagram process NAME draws one process."),
    DiagramKind.REGISTER: mark("A readable form: diagram process NAME draws one process."),
    DiagramKind.PROCESS: mark("A readable form: diagram service NAME draws one service of it."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Something to say about a drawing: a gettext id and its parameters; numbers are points."""

    message: str
    parameters: tuple[tuple[str, str | float], ...] = ()
    warning: bool = False

    def said(self, words: Words) -> str:
        """The sentence, with the numbers as that language writes them."""
        return words(self.message, **{name: _written(value, words) for name, value in self.parameters})


def _written(value: str | float, words: Words) -> str:
    if isinstance(value, str):
        return value
    return f"{value:.1f}".replace(".", "," if words.language == "fr" else ".")


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """A picture of so many points with letters of ``smallest`` points, on the sheet that it is meant for."""

    width: float
    height: float
    smallest: float
    paper: Paper
    orientation: Orientation

    def size(self, paper: Paper) -> float:
        """Points of the smallest letters on ``paper``."""
        return self.smallest * scale(self.width, self.height, paper, self.orientation)

    def messages(self, kind: DiagramKind) -> Iterator[Message]:
        """The size on its paper; below 6 pt the smallest sheet that is large enough, and which form is readable."""
        size = self.size(self.paper)
        told: tuple[tuple[str, str | float], ...] = (("paper", self.paper.label), ("size", size))
        if size >= SMALLEST_READABLE:
            yield Message(message=PRINTED, parameters=told)
            return
        # rounding must not turn 5.96 into a 6.0 that is too small
        yield Message(message=TOO_SMALL, parameters=(told[0], ("size", int(size * 10) / 10)), warning=True)
        yield self._larger()
        if kind in LESS:
            yield Message(message=LESS[kind], warning=True)

    def _larger(self) -> Message:
        paper = self.large_enough
        if paper is None:
            return Message(message=NOTHING_LARGER, warning=True)
        return Message(message=LARGER, parameters=(("option", paper.value), ("size", self.size(paper))), warning=True)

    @property
    def large_enough(self) -> Paper | None:
        """The smallest larger sheet on which it is readable."""
        return next((paper for paper in self.paper.larger if self.size(paper) >= SMALLEST_READABLE), None)


def finer(given_up: Iterable[Print]) -> Iterator[Message]:
    """Of richer forms that were given up for being too small: the smallest sheet that one of them needs."""
    sheets = [found for one in given_up if (found := one.large_enough)]
    if sheets:
        paper = min(sheets, key=lambda one: one.sides)
        yield Message(message=FINER, parameters=(("option", paper.value),))
