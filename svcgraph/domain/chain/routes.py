"""The ways to the external client: simple paths through the activities, upstream from what is delivered.

A path passes each activity once at most. Loops are told where work is sent round; stored data lies until it is read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from svcgraph.domain.chain import Link, Loop, Path, Stretch
from svcgraph.domain.chain.cover import Ledger
from svcgraph.domain.chain.figures import odds
from svcgraph.domain.graph import ServiceGraph, ServiceHandoff, upstream_of
from svcgraph.domain.handoff import Via
from svcgraph.domain.loops import parts

MOST_PATHS = 500  # to one thing delivered; beyond, the rest is left out and said
MOST_STEPS = 200_000  # of the search for them


@dataclass(frozen=True, slots=True, kw_only=True)
class Routes:
    paths: tuple[Path, ...] = ()
    handoffs: tuple[ServiceHandoff, ...] = ()  # on paths and loops, in the graph's order
    loops: tuple[Loop, ...] = ()
    truncated: bool = False


class Ways:
    """The activities of an organisation and what passes between them, asked for one thing delivered after another."""

    def __init__(self, graph: ServiceGraph, ledger: Ledger) -> None:
        self._ledger = ledger
        self._owner = {activity.key: activity.service for activity in graph.activities}
        self._lying = frozenset(graph.stored)
        self._before: dict[str, list[str]] = defaultdict(list)
        for source, target in sorted(set(graph.steps)):
            if source != target:
                self._before[target].append(source)
        outside = {service.id for service in graph.services if service.external}
        self._order = {handoff: place for place, handoff in reversed(list(enumerate(graph.handoffs)))}
        self._between: dict[tuple[str, str], list[ServiceHandoff]] = defaultdict(list)
        for handoff in graph.handoffs:
            if not {handoff.supplier, handoff.client} & outside:
                self._between[handoff.source, handoff.target].append(handoff)
        self._segments: dict[str, frozenset[str]] = {}
        self._hops: dict[tuple[str, str], tuple[Link, ...]] = {}

    def routes(self, finals: Iterable[ServiceHandoff]) -> Routes:
        """All ways to the handoffs ``finals``, which deliver one thing to an external party."""
        last = tuple(finals)
        found: dict[tuple[ServiceHandoff, ...], Path] = {}
        handoffs: set[ServiceHandoff] = set(last)
        loops: dict[tuple[str, ...], Loop] = {}
        truncated = False
        for final in last:
            search = _Search(final.source, self._before)
            loops |= {keys: self._loop(keys) for keys in self._loops(search.leading)}
            handoffs |= self._on_the_way(search.leading)
            for activities in search.paths():
                pairs = self._pairs(activities)
                key = (*(handoff for pair in pairs for handoff in self._between[pair]), final)
                if key not in found:
                    found[key] = self._path(pairs, final)
                if len(found) >= MOST_PATHS:
                    break
            truncated = truncated or search.exhausted or len(found) >= MOST_PATHS
        return Routes(
            paths=tuple(found[key] for key in sorted(found, key=self._places)),
            handoffs=tuple(sorted(handoffs, key=self._place)),
            loops=tuple(loops[keys] for keys in sorted(loops)),
            truncated=truncated,
        )

    def _place(self, handoff: ServiceHandoff) -> int:
        return self._order[handoff]

    def _places(self, handoffs: tuple[ServiceHandoff, ...]) -> tuple[int, ...]:
        return tuple(map(self._place, handoffs))

    def _on_the_way(self, leading: frozenset[str]) -> set[ServiceHandoff]:
        pairs = ((source, target) for target in leading for source in self._before.get(target, ()))
        return {handoff for pair in pairs for handoff in self._between.get(pair, ())}

    def _loops(self, leading: frozenset[str]) -> tuple[tuple[str, ...], ...]:
        """Activities between which work goes round; stored data makes no loop: it sends no work anywhere."""
        return tuple(sorted(tuple(sorted(part)) for part in parts(self._sent(leading)) if len(part) > 1))

    def _sent(self, targets: Iterable[str]) -> Iterator[tuple[str, str]]:
        steps = ((source, target) for target in targets for source in self._before.get(target, ()))
        return (step for step in steps if step not in self._lying)

    def _loop(self, keys: tuple[str, ...]) -> Loop:
        inside = frozenset(keys)
        found = {
            handoff
            for source, target in self._sent(keys)
            if source in inside
            for handoff in self._between.get((source, target), ())
            if handoff.via is not Via.DATA
        }
        return Loop(activities=keys, handoffs=tuple(sorted(found, key=self._place)))

    def _pairs(self, activities: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        """Where a way passes from service to service."""
        return tuple(pair for pair in pairwise(activities) if pair in self._between)

    def _path(self, pairs: tuple[tuple[str, str], ...], final: ServiceHandoff) -> Path:
        hops = [self._hop(pair) for pair in pairs]
        hops.append((self._ledger.link(final, delivery=True),))
        links = tuple(link for hop in hops for link in hop)
        stretches = tuple(self._stretches(hops))
        return Path(
            links=links,
            stretches=stretches,
            open=sum(stretch.clause is None for stretch in stretches),
            odds=odds(links),
        )

    def _hop(self, pair: tuple[str, str]) -> tuple[Link, ...]:
        if pair not in self._hops:
            self._hops[pair] = tuple(self._ledger.link(handoff) for handoff in self._between[pair])
        return self._hops[pair]

    def _stretches(self, hops: list[tuple[Link, ...]]) -> Iterator[Stretch]:
        """Cuts a path, from its end, into what each clause bounds (`8-sample` 11.0).

        A lead time runs from what its supplier receives first on the path, so that a detour lies within; a
        deadline, or no time at all, is about the one thing only.
        """
        made: list[Stretch] = []
        reached: dict[str, int] = {}
        for place, hop in enumerate(hops[:-1]):
            reached.setdefault(hop[0].handoff.target, place)
        end = len(hops) - 1
        while end >= 0:
            timed = next((link for link in hops[end] if link.clause), hops[end][0])
            entry = self._entry(hops, end, reached) if timed.clause and timed.clause.statement.duration else end - 1
            inside = tuple(link for hop in hops[entry + 1 : end] for link in hop)
            made.append(Stretch(link=timed, clause=timed.clause, within=inside))
            end = entry
        return reversed(made)

    def _entry(self, hops: list[tuple[Link, ...]], end: int, reached: dict[str, int]) -> int:
        """The first hop that reaches the supplier's own work before ``end``; -1 where the path begins with it."""
        segment = self._segment(hops[end][0].handoff.source)
        if hops[0][0].handoff.source in segment:
            return -1
        return min(reached[activity] for activity in segment if activity in reached)

    def _segment(self, activity: str) -> frozenset[str]:
        """``activity`` and what leads to it without leaving its service."""
        if activity not in self._segments:
            seen, waiting = {activity}, [activity]
            while waiting:
                for source in self._before.get(waiting.pop(), ()):
                    if source not in seen and self._owner.get(source) == self._owner.get(activity):
                        seen.add(source)
                        waiting.append(source)
            self._segments[activity] = frozenset(seen)
        return self._segments[activity]


class _Search:
    """Simple paths from where work begins to one activity."""

    def __init__(self, end: str, before: dict[str, list[str]]) -> None:
        self._end, self._before = end, before
        self.leading = upstream_of([end], before)
        connected = parts((source, target) for target in self.leading for source in before.get(target, ()))
        self._roots = frozenset(
            key for part in connected if all(set(before.get(one, ())) <= part for one in part) for key in part
        )
        self._knots = {key: knot for part in connected if (knot := self._knot(part)) for key in part}
        self._left = MOST_STEPS
        self.exhausted = False

    def _knot(self, part: frozenset[str]) -> _Knot | None:
        """Of a loop that work comes into; where work begins in a loop, every way on leads to a beginning."""
        return _Knot(part, self._before) if len(part) > 1 and not part <= self._roots else None

    def paths(self) -> Iterator[tuple[str, ...]]:
        """Activities from a root to the end. A path begins where nothing that it has not passed leads to it."""
        trail: list[str] = [self._end]
        passed = {self._end}
        waiting = [self._sources(self._end, passed)]
        if not self._before.get(self._end):
            yield (self._end,)
        while waiting:
            self._left -= 1
            if self._left < 0:
                self.exhausted = True
                return
            source = next(waiting[-1], None)
            if source is None:
                waiting.pop()
                passed.discard(trail.pop())
                continue
            trail.append(source)
            passed.add(source)
            if source in self._roots and passed.issuperset(self._before.get(source, ())):
                yield tuple(reversed(trail))
            waiting.append(self._sources(source, passed))

    def _sources(self, target: str, passed: set[str]) -> Iterator[str]:
        """What leads to ``target`` and is not passed, but no blind alley: in a dense loop most ways on are one."""
        fresh = [source for source in self._before.get(target, ()) if source not in passed]
        knot = self._knots.get(target)
        return iter(knot.leading_out(fresh, passed) if knot else fresh)


class _Knot:
    """Activities that lead back to each other and that others lead into, as bits of a number."""

    def __init__(self, part: frozenset[str], before: dict[str, list[str]]) -> None:
        self._bit = {key: 1 << number for number, key in enumerate(sorted(part))}
        self._ahead = [0] * len(part)
        self._gates = 0
        places = {key: number for number, key in enumerate(sorted(part))}
        for key, bit in self._bit.items():
            for source in before.get(key, ()):
                if source in part:
                    self._ahead[places[source]] |= bit
                else:
                    self._gates |= bit

    def leading_out(self, sources: list[str], passed: set[str]) -> list[str]:
        """Those of ``sources`` from which a way upstream leaves the loop without what is ``passed``, in order."""
        if not any(source in self._bit for source in sources):
            return sources
        free = sum(bit for key, bit in self._bit.items() if key not in passed)
        seen = waiting = self._gates & free
        while waiting:
            lowest = waiting & -waiting
            fresh = self._ahead[lowest.bit_length() - 1] & free & ~seen
            seen |= fresh
            waiting = (waiting ^ lowest) | fresh
        return [source for source in sources if source not in self._bit or self._bit[source] & seen]
