"""The order in which rows and columns of a design structure matrix show how work runs (Steward 1981, Browning 2001).

Sequencing puts suppliers before clients; what lies on a common loop becomes one block, inside of which as little as
possible runs backwards. Clustering puts those together who exchange most with each other.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from svcgraph.domain.loops import parts

MOST_PASSES = 12  # over a block, to bring its backward flows down
LARGEST_SETTLED = 1500  # elements of a block that are still moved one by one
Weights = Mapping[tuple[str, str], float]  # (supplier, client) → how much passes


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequenced:
    """``order`` holds every name once; ``blocks`` are runs of it that belong together, of two names or more."""

    order: tuple[str, ...]
    blocks: tuple[tuple[str, ...], ...] = ()


def sequenced(names: Sequence[str], weights: Weights) -> Sequenced:
    """Suppliers first; the loops as blocks. Between equals the given order of ``names`` decides."""
    edges = _inside(names, weights)
    groups = [tuple(sorted(group, key=names.index)) for group in _components(names, edges)]
    settled = [_settled(group, edges) for group in _forward(groups, names, edges)]
    order = tuple(name for group in settled for name in group)
    return Sequenced(order=order, blocks=tuple(group for group in settled if len(group) > 1))


def clustered(names: Sequence[str], weights: Weights) -> Sequenced:
    """Names that exchange most with each other as blocks (greedy modularity), the blocks as well as their names
    in the order of the work."""
    edges = _inside(names, weights)
    groups = _communities(names, edges)
    home = {name: str(number) for number, group in enumerate(groups) for name in group}
    between: dict[tuple[str, str], float] = defaultdict(float)
    for (source, target), weight in edges.items():
        if home[source] != home[target]:
            between[home[source], home[target]] += weight
    turn = sequenced([str(number) for number in range(len(groups))], between).order
    settled = [sequenced(groups[int(number)], edges).order for number in turn]
    order = tuple(name for group in settled for name in group)
    return Sequenced(order=order, blocks=tuple(group for group in settled if len(group) > 1))


def backward(order: Sequence[str], pairs: Iterable[tuple[str, str]]) -> int:
    """How many of ``pairs`` lead to somebody who stands earlier."""
    at = {name: index for index, name in enumerate(order)}
    return sum(at[source] > at[target] for source, target in pairs)


def _inside(names: Sequence[str], weights: Weights) -> dict[tuple[str, str], float]:
    """The weights between two different ones of ``names``, in a fixed order."""
    known = set(names)
    found = {key: weight for key, weight in weights.items() if key[0] != key[1] and known.issuperset(key)}
    return dict(sorted(found.items()))


def _components(names: Sequence[str], edges: Weights) -> list[frozenset[str]]:
    found = parts(edges)
    within = {name for group in found for name in group}
    return [*found, *(frozenset({name}) for name in names if name not in within)]


def _forward(groups: Sequence[tuple[str, ...]], names: Sequence[str], edges: Weights) -> list[tuple[str, ...]]:
    """The groups so that every edge leads onwards; of those that are free the one that was given first."""
    home = {name: number for number, group in enumerate(groups) for name in group}
    place = {name: index for index, name in enumerate(names)}
    after: dict[int, set[int]] = defaultdict(set)
    before: dict[int, int] = dict.fromkeys(range(len(groups)), 0)
    for source, target in edges:
        if home[source] != home[target] and home[target] not in after[home[source]]:
            after[home[source]].add(home[target])
            before[home[target]] += 1
    ready = [(place[groups[number][0]], number) for number, count in before.items() if not count]
    heapq.heapify(ready)
    found = []
    while ready:
        _, number = heapq.heappop(ready)
        found.append(groups[number])
        for other in sorted(after[number]):
            before[other] -= 1
            if not before[other]:
                heapq.heappush(ready, (place[groups[other][0]], other))
    return found


def _settled(group: tuple[str, ...], edges: Weights) -> tuple[str, ...]:
    """One loop with as little backward flow as a greedy start and moves one by one find."""
    if len(group) < 2:
        return group
    inner = _inside(group, edges)
    order = _greedy(group, inner)
    if len(order) > LARGEST_SETTLED:
        return tuple(order)
    net = _net(inner)
    for _ in range(MOST_PASSES):
        if not _moved(order, net):
            break
    return tuple(order)


def _greedy(group: Sequence[str], edges: Weights) -> list[str]:
    """Eades, Lin, Smyth 1993: again and again whoever gives most beyond what he gets goes to the front."""
    give: dict[str, float] = dict.fromkeys(group, 0.0)
    ends: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for (source, target), weight in edges.items():
        give[source] += weight
        give[target] -= weight
        ends[source].append((target, weight))
        ends[target].append((source, -weight))
    place = {name: index for index, name in enumerate(group)}
    order = []
    while give:
        first = max(give, key=lambda name: (give[name], -place[name]))
        order.append(first)
        del give[first]
        for other, weight in ends[first]:
            if other in give:
                give[other] += weight
    return order


def _net(edges: Weights) -> dict[str, dict[str, float]]:
    """By name, what it gives to each other beyond what it gets from there."""
    net: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for (source, target), weight in edges.items():
        net[source][target] += weight
        net[target][source] -= weight
    return net


def _moved(order: list[str], net: Mapping[str, Mapping[str, float]]) -> bool:
    """Each name to the place with the least backward flow; whether any moved."""
    changed = False
    for name in list(order):
        at = order.index(name)
        rest = order[:at] + order[at + 1 :]
        own, gain, best, place = net.get(name, {}), 0.0, 0.0, at
        for step in range(at - 1, -1, -1):  # towards the front
            gain += own.get(rest[step], 0.0)
            if gain > best + 1e-9:
                best, place = gain, step
        gain = 0.0
        for step in range(at, len(rest)):  # towards the end
            gain -= own.get(rest[step], 0.0)
            if gain > best + 1e-9:
                best, place = gain, step + 1
        if place != at:
            order[:] = [*rest[:place], name, *rest[place:]]
            changed = True
    return changed


def _communities(names: Sequence[str], edges: Weights) -> list[tuple[str, ...]]:
    """Greedy modularity (Clauset, Newman, Moore 2004) on what two exchange in both directions."""
    total = sum(edges.values())
    members: dict[int, list[str]] = {number: [name] for number, name in enumerate(names)}
    home = {name: number for number, name in enumerate(names)}
    share: dict[int, float] = dict.fromkeys(members, 0.0)
    between: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for (source, target), weight in edges.items():
        a, b = home[source], home[target]
        share[a] += weight / (2 * total)
        share[b] += weight / (2 * total)
        between[a][b] += weight / (2 * total)
        between[b][a] += weight / (2 * total)
    while found := _best_merge(between, share):
        a, b = found
        members[a] += members.pop(b)
        share[a] += share.pop(b)
        for other, weight in between.pop(b).items():
            del between[other][b]
            if other != a:
                between[a][other] += weight
                between[other][a] += weight
    place = {name: index for index, name in enumerate(names)}
    return [tuple(sorted(group, key=place.__getitem__)) for group in members.values()]


def _best_merge(between: Mapping[int, Mapping[int, float]], share: Mapping[int, float]) -> tuple[int, int] | None:
    """The two groups whose union raises modularity most; None when none does."""
    best, pair = 1e-12, None
    for a in sorted(between):
        for b, weight in between[a].items():
            if a < b and (gain := weight - share[a] * share[b] * 2) > best:
                best, pair = gain, (a, b)
    return pair
