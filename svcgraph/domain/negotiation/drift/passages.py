"""Which place of the baseline is which place of today, from what tells most to what tells least."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from svcgraph.domain.graph import Activity
from svcgraph.domain.names import same
from svcgraph.domain.negotiation.drift.things import Passage
from svcgraph.domain.negotiation.drift.today import Activities


@dataclass(slots=True, kw_only=True)
class Then:
    """A place of the baseline, with the activities of today that are its two ends, and what was found for it."""

    passage: Passage
    source: Activity | None
    target: Activity | None
    found: list[int] = field(default_factory=list)  # places of today, by number

    @property
    def ends(self) -> tuple[str, str]:
        """The keys of today's activities; "" for an end that was not found."""
        return (self.source.key if self.source else "", self.target.key if self.target else "")

    @property
    def renamed(self) -> tuple[tuple[str, str], ...]:
        """Activities that were found again under another name."""
        ends = ((self.source, self.passage.source), (self.target, self.passage.target))
        return tuple((was, end.name) for end, was in ends if end and was and same(end.name) != same(was))


class Places:
    """Puts places of the baseline to places of today. What a stronger likeness has taken, no weaker one takes."""

    def __init__(self, passages: Iterable[Passage], now: tuple[Passage, ...], activities: Activities) -> None:
        self.then = tuple(
            Then(passage=one, source=activities.find(one, source=True), target=activities.find(one, source=False))
            for one in passages
        )
        self.now = now
        self.taken: set[int] = set()
        self._known = {key for one in self.then for key in one.ends if key}
        self._match()

    def _match(self) -> None:
        by_ends, by_source, by_target, by_label, by_way = (defaultdict[object, list[int]](list) for _ in range(5))
        for number, one in enumerate(self.now):
            by_ends[one.source_key, one.target_key].append(number)
            by_source[one.source_key].append(number)
            by_target[one.target_key].append(number)
            by_way[one.way].append(number)
            for label in one.labels:
                by_label[label].append(number)

        def at_ends(one: Then) -> list[int]:
            return by_ends[one.ends] if all(one.ends) else []

        def at_one_end(one: Then) -> list[int]:
            source, target = one.ends
            return [*(by_source[source] if source else []), *(by_target[target] if target else [])]

        def labelled(one: Then) -> list[int]:
            return [number for label in sorted(one.passage.labels) for number in by_label[label]]

        self._stage(at_ends, _same_label)
        self._stage(at_one_end, _same_label)
        self._same_ends(by_ends)
        self._stage(at_one_end, self._fresh_end)
        self._stage(labelled, _same_way)
        self._stage(lambda one: [] if any(one.ends) else by_way[one.passage.way], self._same_surroundings)
        self._stage(labelled, _one_party)

    def _stage(self, candidates: Callable[[Then], Iterable[int]], likes: Callable[[Then, Passage], bool]) -> None:
        taken: set[int] = set()
        for one in self.then:
            if one.found:
                continue
            free = (number for number in dict.fromkeys(candidates(one)) if number not in self.taken)
            one.found = _nearest(one, [number for number in free if likes(one, self.now[number])], self.now)
            taken.update(one.found)
        self.taken |= taken

    def _same_ends(self, by_ends: dict[object, list[int]]) -> None:
        """Things between the same two activities under other names: one to several, several to one, else in order."""
        groups: dict[tuple[str, str], list[Then]] = defaultdict(list)
        for one in self.then:
            if not one.found and all(one.ends):
                groups[one.ends].append(one)
        for ends, olds in groups.items():
            news = [number for number in by_ends[ends] if number not in self.taken]
            labels = {one.passage.labels: None for one in olds}  # one thing may stand in several contracts
            if len(labels) == 1 or len(news) == 1:
                pairs = [(one, news) for one in olds]
            else:
                places = dict(zip(labels, ([number] for number in news), strict=False))
                pairs = [(one, places.get(one.passage.labels, [])) for one in olds]
            for one, found in pairs:
                one.found = list(found)
                self.taken.update(found)

    def _fresh_end(self, one: Then, now: Passage) -> bool:
        """One end is as it was; the other is an activity that the baseline does not know.

        Between the same services, and either without a name then and now, or with the same around the lost end.
        """
        if one.passage.way != now.way:
            return False
        at_source = now.source_key == one.ends[0] and bool(now.source_key)
        if (now.target_key if at_source else now.source_key) in self._known:
            return False
        if not one.passage.named and not now.named:
            return True
        lost = one.target is None if at_source else one.source is None
        old, new = (one.passage.after, now.after) if at_source else (one.passage.before, now.before)
        return lost and (bool(old & new) or not (old or new))

    def _same_surroundings(self, one: Then, now: Passage) -> bool:
        """Both activities are called otherwise, and stand between the same others of the same map."""
        old = one.passage
        if old.way != now.way or old.process != now.process or {now.source_key, now.target_key} & self._known:
            return False
        return bool(old.before & now.before) and bool(old.after & now.after)


def _same_label(one: Then, now: Passage) -> bool:
    return one.passage.named == now.named and bool(one.passage.labels & now.labels)


def _same_way(one: Then, now: Passage) -> bool:
    """The thing passes under its name between the same two services, wherever."""
    return one.passage.named and now.named and one.passage.way == now.way and bool(one.passage.labels & now.labels)


def _one_party(one: Then, now: Passage) -> bool:
    """The thing has its name and one of its two services, in the same process where that is known."""
    old = one.passage
    party = (old.way[0] == now.way[0]) != (old.way[1] == now.way[1])
    where = not old.process or old.process == now.process or old.file == now.file
    return old.named and now.named and party and where and bool(old.labels & now.labels)


def _nearest(one: Then, found: list[int], now: tuple[Passage, ...]) -> list[int]:
    """Of several, those between the same two services; then those of the same map; then all."""
    same_way = [number for number in found if now[number].way == one.passage.way]
    same_file = [number for number in same_way or found if now[number].file == one.passage.file]
    return same_file or same_way or found
