"""Every relation that was asked for by name, the worst first: a list, where boxes of departments would hide which they
are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from svcgraph.i18n import Words, mark
from svcgraph.views.diagram import legend
from svcgraph.views.diagram.arrows import objectives_met
from svcgraph.views.diagram.question import Only
from svcgraph.views.shapes import WORST_FIRST, Diagram, DiagramKind, Listed, Sample
from svcgraph.views.standing import Judge, Pair

SHORTER = (240, 200, 170, 140, 120, 105, 90, 75, 60, 50, 40, 30, 20)  # lines, where more are not readable
CUT = (Only.MISSED, Only.AT_RISK)  # of these the worst alone are worth a list
HEADS = (mark("Supplier"), mark("Client"), mark("What is handed over"), mark("Objectives"))
MORE = mark(
    "Not listed: {n} more, which stand no worse. The site's page “Who supplies whom” lists every one, the worst first."
)
ORDER = mark(
    "The worst first: those with the most objectives not met. Objectives: how many are met, of those with something "
    "due."
)


def ordered(arrows: Iterable[Pair]) -> list[Pair]:
    """The worst first: by state, then by how many objectives are not met, then by how much is handed over."""
    return sorted(
        arrows,
        key=lambda one: (
            WORST_FIRST.index(one.standing.state), one.standing.met - one.standing.judged, -len(one.deliverables),
        ),
    )  # fmt: skip


def listed(arrows: Sequence[Pair], judge: Judge, words: Words, home: dict[str, str]) -> tuple[Listed, ...]:
    """A line for each relation, with the departments of both: what stands below a picture of departments.
    ``home``: the name of its department by service id."""

    def end(service: str) -> str:
        name = judge.services[service].name.read(words.language)
        return f"{name} ({home[service]})" if home.get(service) else name

    return tuple(
        Listed(
            number=str(number), state=pair.standing.state,
            text=f"{end(pair.supplier)} → {end(pair.client)} : {_with_count(pair, judge, words)}",
        )
        for number, pair in enumerate(ordered(arrows), start=1)
    )  # fmt: skip


def forms(
    whole: Diagram, arrows: Sequence[Pair], judge: Judge, words: Words, *, only: Only | None
) -> Iterator[Diagram]:
    """The list of all, then of fewer. ``whole``: the picture of all services, with these arrows."""
    yield _list(whole, ordered(arrows), 0, judge, words)
    for most in SHORTER if only in CUT else ():
        if most < len(arrows):
            yield _list(whole, ordered(arrows)[:most], len(arrows) - most, judge, words)


def _list(whole: Diagram, shown: Sequence[Pair], left: int, judge: Judge, words: Words) -> Diagram:
    by_id = {edge.id: edge for edge in whole.edges}
    edges = tuple(replace(by_id[pair.id], label=_count(pair, words)) for pair in shown)
    used = {end for edge in edges for end in (edge.source, edge.target)}
    nodes = tuple(replace(node, details=()) for node in whole.nodes if node.id in used)
    return replace(
        whole,
        kind=DiagramKind.LIST,
        nodes=nodes,
        edges=edges,
        clusters=tuple(one for one in whole.clusters if any(node.cluster == one.id for node in nodes)),
        heads=tuple(map(words, HEADS)),
        listing=tuple(Listed(number="", text=handed(pair, judge, words), state=pair.standing.state) for pair in shown),
        legend=tuple(
            replace(entry, sample=Sample.SYMBOL)
            for entry in legend.entries((), edges, words, count_words="")
            if entry.sample is Sample.LINE
        ),
        notes=(words(ORDER), *((words(MORE, n=left),) if left else ())),
    )


def handed(pair: Pair, judge: Judge, words: Words) -> str:
    """The contract, and what is handed over: "CS-05 · Report and 2 others"."""
    first, *rest = map(judge.term, pair.deliverables)
    more = len(rest)
    things = words.plural("{name} and {n} other", "{name} and {n} others", more, name=first, n=more) if more else first
    return " · ".join(filter(None, (judge.about(pair.standing, words), things)))


def _count(pair: Pair, words: Words) -> str:
    standing = pair.standing
    return words("{k} of {n}", k=standing.met, n=standing.judged) if standing.judged else ""


def _with_count(pair: Pair, judge: Judge, words: Words) -> str:
    return ", ".join(filter(None, (handed(pair, judge, words), objectives_met(pair.standing, words))))
