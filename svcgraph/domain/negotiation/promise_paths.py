"""Which handoffs lie on the path of which promise, how the promises stand, and how far from the client.

Everything starts from what the external client needs: the worst promise first, then upstream from it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from svcgraph.domain.attainment import Attainment, IndicatorResult, Verdict
from svcgraph.domain.graph import ServiceGraph, handed_over, toward
from svcgraph.domain.organisation import Organisation, Promise

FAILING = (Verdict.MISSED, Verdict.AT_RISK)
_WORST_FIRST = (
    Verdict.MISSED,
    Verdict.AT_RISK,
    Verdict.UNDETERMINED,
    Verdict.NO_DATA,
    Verdict.NOT_MEASURABLE,
    Verdict.OPEN,
    Verdict.ON_TRACK,
    Verdict.SECURED,
    Verdict.MET,
    Verdict.NOT_DUE,
)

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisePath:
    """A promise and the pairs on its path, each with the number of handoffs that lie between it and the client."""

    promise: str
    failing: bool  # untenable, missed or at risk
    distances: tuple[tuple[Pair, int], ...]  # sorted by pair

    def distance(self, pair: Pair) -> int | None:
        """How many handoffs up from the client, from 1; None where the pair is not on the path."""
        place = bisect_left(self.distances, (pair, 0))
        found = self.distances[place : place + 1]
        return found[0][1] if found and found[0][0] == pair else None


def promise_paths(
    graph: ServiceGraph,
    organisation: Organisation,
    attainment: Attainment | None = None,
    untenable: Iterable[str] = (),
) -> tuple[PromisePath, ...]:
    """The promises of the organisation file, worst first: by verdict, then by the share attained, then by id.

    ``untenable``: promises that the agreed times cannot keep; they count as missed, whatever was measured.
    """
    broken = frozenset(untenable)
    results = {result.clause: result for result in (attainment.promises if attainment else ())}
    ordered = sorted(organisation.promises, key=lambda promise: _rank(promise, results, broken))
    return tuple(
        PromisePath(
            promise=promise.id,
            failing=promise.id in broken or (promise.id in results and results[promise.id].verdict in FAILING),
            distances=_distances(graph, promise),
        )
        for promise in ordered
    )


def _rank(promise: Promise, results: dict[str, IndicatorResult], broken: frozenset[str]) -> tuple[int, Fraction, str]:
    result = results.get(promise.id)
    verdict = result.verdict if result else Verdict.NO_DATA
    rank = _WORST_FIRST.index(Verdict.MISSED if promise.id in broken else verdict)
    return rank, _share(result), promise.id


def _share(result: IndicatorResult | None) -> Fraction:
    """The share attained, of cases or of occurrences; 1 where nothing is known."""
    counts = result.counts if result else None
    met, known = (counts.k, counts.n) if counts and counts.n else (counts.met, counts.known) if counts else (0, 0)
    return Fraction(met, known) if known else Fraction(1)


def _distances(graph: ServiceGraph, promise: Promise) -> tuple[tuple[Pair, int], ...]:
    names = promise.from_map or tuple(name for name in (promise.deliverable.fr, promise.deliverable.en) if name)
    last = frozenset(handed_over(graph, promise.party, names))
    far = _handoffs_away(graph, {handoff.source for handoff in last if handoff.source})
    nearest: dict[Pair, int] = {}
    for handoff in toward(graph, promise.party, names):
        if handoff not in last and handoff.target in far:
            pair = (handoff.supplier, handoff.client)
            nearest[pair] = min(far[handoff.target] + 1, nearest.get(pair, far[handoff.target] + 1))
    return tuple(sorted(nearest.items()))


def _handoffs_away(graph: ServiceGraph, ends: set[str]) -> dict[str, int]:
    """Per activity upstream of ``ends``: the fewest changes of service on the way there."""
    owner = {activity.key: activity.service for activity in graph.activities}
    before: dict[str, list[str]] = defaultdict(list)
    for source, target in graph.steps:
        before[target].append(source)
    far = dict.fromkeys(sorted(ends), 0)
    layer = list(far)
    while layer:
        layer = _next_layer(layer, before, owner, far)
    return far


def _next_layer(
    layer: list[str], before: dict[str, list[str]], owner: dict[str, str], far: dict[str, int]
) -> list[str]:
    """Spreads ``layer`` inside its services, then returns the activities one handoff further away."""
    waiting, beyond = list(layer), {}
    while waiting:
        target = waiting.pop()
        for source in before.get(target, ()):
            if source in far:
                continue
            if owner.get(source) == owner.get(target):
                far[source] = far[target]
                waiting.append(source)
            else:
                beyond[source] = far[target] + 1
    fresh = {source: number for source, number in beyond.items() if source not in far}
    far.update(fresh)
    return list(fresh)


def on_path(paths: tuple[PromisePath, ...], pair: Pair) -> tuple[PromisePath, ...]:
    """The promises on whose path ``pair`` lies, worst first."""
    return tuple(path for path in paths if path.distance(pair) is not None)
