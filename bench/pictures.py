"""Every kind of picture of large organisations, measured as it comes out on A3.

    python -m bench.pictures [SERVICES …]

Prints a line for each picture, and what is wrong with it; fails when anything is. Knots are places where an arrow is
hard to follow (`picture_measures.tracing`); they are told, not held against a picture.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

from bench.chained_facts import busiest, chained, with_map
from bench.large_facts import SIZES, facts
from bench.large_months import measured as with_objectives
from bench.large_months import months
from svcgraph.domain.facts import Facts
from svcgraph.i18n import Words
from svcgraph.renderers.picture.drawing import Drawing, draw_readable
from svcgraph.renderers.picture.legibility import SMALLEST_READABLE
from svcgraph.renderers.picture.paper import Paper
from svcgraph.views.diagram import chain, committee, matrix, organisation, process, process_board, service, trend
from svcgraph.views.diagram.question import Only, Question
from svcgraph.views.shapes import Diagram

sys.path.append(str(Path(__file__).parents[1] / "tests"))
from picture_measures import measured, told_apart_in_grey, tracing

Forms = Callable[[Facts, Words], Iterator[Diagram]]


def _organisation(known: Facts, words: Words) -> Iterator[Diagram]:
    return organisation.forms(
        known.graph, known.contracts, known.attainment, known.organisation, words, as_of=known.as_of
    )


def _missed(known: Facts, words: Words) -> Iterator[Diagram]:
    return organisation.forms(
        known.graph, known.contracts, known.attainment, known.organisation, words, as_of=known.as_of,
        question=Question(only=Only.MISSED),
    )  # fmt: skip


def _service(known: Facts, words: Words) -> Iterator[Diagram]:
    """The one that hands over and receives most."""
    ends = Counter(end for one in known.graph.handoffs for end in (one.supplier, one.client))
    inside = [one.id for one in known.graph.services if not one.external]
    busiest = max(inside, key=lambda name: (ends[name], name))
    yield service.service(
        known.graph, busiest, known.contracts, known.attainment, known.organisation, words, as_of=known.as_of
    )


def _trend(by: trend.By) -> Forms:
    def made(known: Facts, words: Words) -> Iterator[Diagram]:
        whole = with_objectives(known)
        return trend.forms(months(whole), whole, words, by=by)

    return made


def _chain(known: Facts, words: Words) -> Iterator[Diagram]:
    return chain.forms(known.chains, known, words)


def _chain_of_one(known: Facts, words: Words) -> Iterator[Diagram]:
    """The one with the most handoffs on its paths."""
    longest = max(known.chains, key=lambda one: (len(one.links), one.promise))
    return chain.forms((longest,), known, words)


def _committee(known: Facts, words: Words) -> Iterator[Diagram]:
    return committee.forms(known, words, before=known.attainment)


def _process(known: Facts, words: Words) -> Iterator[Diagram]:
    """The one with the most handoffs."""
    return process.forms(
        known.graph, busiest(known), known.contracts, known.attainment, known.organisation, words, as_of=known.as_of
    )


def _mapped(known: Facts, words: Words) -> Iterator[Diagram]:
    """The same with gateways and events."""
    index = busiest(known)
    keyed, mapped = with_map(known, index)
    return process.forms(
        keyed.graph, index, known.contracts, known.attainment, known.organisation, words, process_map=mapped,
        as_of=known.as_of,
    )  # fmt: skip


# what is drawn of organisations with chains, whose processes are longer
CHAINED: dict[str, Forms] = {
    "chain": _chain,
    "chain --deliverable": _chain_of_one,
    "committee": _committee,
    "process, longest": _mapped,
}
KINDS: dict[str, Forms] = {
    "organisation": _organisation,
    "organisation --only missed": _missed,
    "matrix": matrix.forms,
    "map": process_board.forms,
    "service": _service,
    "trend": _trend(trend.By.CONTRACT),
    "trend --by objective": _trend(trend.By.OBJECTIVE),
    "trend --by service": _trend(trend.By.SERVICE),
    "process": _process,
    "process, mapped": _mapped,
    **CHAINED,
}


def given(kind: str, services: int, *, long: bool) -> Facts:
    """The organisation that the picture is drawn of."""
    return _made(kind in CHAINED, services, long)


@lru_cache(maxsize=12)
def _made(chains: bool, services: int, long: bool) -> Facts:
    return (chained if chains else facts)(services, long=long)


def faults(kind: str, known: Facts, paper: Paper = Paper.A3, language: str = "fr") -> tuple[str, list[str]]:
    """What came out in one line, and what is wrong with it."""
    began = time.process_time()
    made = draw_readable(KINDS[kind](known, Words(language)), paper=paper)
    return judged(*made, took=time.process_time() - began)


def judged(diagram: Diagram, drawing: Drawing, *, took: float = 0.0) -> tuple[str, list[str]]:
    """A picture in one line, and what is wrong with it."""
    found = measured(drawing)
    wrong = [
        *([f"letters of {found.smallest:.2f} pt"] if found.smallest < SMALLEST_READABLE else ()),
        *([f"said {drawing.type_size:.2f} pt, but {found.smallest:.2f}"]
          if drawing.type_size > found.smallest + 0.01 else ()),
        *(f"{one!r} over {other!r}" for one, other in found.overlaps),
        *(f"{text!r} outside its box" for text in found.outside),
        *([f"{found.nodes} of {len(diagram.nodes)} boxes"] if found.nodes != len(diagram.nodes) else ()),
        *([f"{found.edges} of {len(diagram.edges)} arrows"] if found.edges != len(diagram.edges) else ()),
        *([] if told_apart_in_grey(diagram) else ["states that are one in grey"]),
    ]  # fmt: skip
    knots = sum(map(len, tracing(drawing).values()))
    counts = f"{len(diagram.nodes):4} boxes {len(diagram.edges):4} arrows"
    return f"{diagram.kind:12} {counts} {found.smallest:5.1f} pt {took:5.1f} s {knots:3} knots", wrong


def main(sizes: tuple[int, ...] = SIZES) -> int:
    failed = 0
    for services in sizes:
        for long in (False, True):
            made = {chains: given(next(iter(CHAINED)) if chains else "map", services, long=long)
                    for chains in (False, True)}  # fmt: skip
            for kind in KINDS:
                line, wrong = faults(kind, made[kind in CHAINED])
                failed += bool(wrong)
                said = "; ".join(wrong[:4]) or "ok"
                print(f"{services:5}{' long names' if long else '':11} {kind:27} {line}  {said}", flush=True)
    print(f"{failed} of {len(sizes) * 2 * len(KINDS)} pictures fail")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(tuple(map(int, sys.argv[1:])) or SIZES))
