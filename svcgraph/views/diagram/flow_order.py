"""The order in which a process runs: a column for every node, loops left aside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence


def columns(nodes: Sequence[str], links: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Longest way from a first node, in steps; a link back to where one came from does not count."""
    forward = _without_loops(nodes, links)
    incoming: dict[str, int] = dict.fromkeys(nodes, 0)
    for targets in forward.values():
        for target in targets:
            incoming[target] += 1
    column = dict.fromkeys(nodes, 0)
    ready = [node for node in nodes if not incoming[node]]
    for node in ready:
        for target in forward[node]:
            column[target] = max(column[target], column[node] + 1)
            incoming[target] -= 1
            if not incoming[target]:
                ready.append(target)
    return column


def _without_loops(nodes: Sequence[str], links: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Links that do not lead back into the way that is being walked; nodes in the order given. No recursion."""
    targets: dict[str, list[str]] = defaultdict(list)
    known = set(nodes)
    for source, target in links:
        if source in known and target in known and target not in targets[source]:
            targets[source].append(target)
    forward: dict[str, list[str]] = {node: [] for node in nodes}
    state: dict[str, int] = {}  # 1: on the way, 2: done
    for first in nodes:
        way = [] if first in state else [(first, iter(targets[first]))]
        state.setdefault(first, 1)
        while way:
            node, rest = way[-1]
            target = next(rest, "")
            if not target:
                state[node] = 2
                way.pop()
            elif state.get(target) != 1:
                forward[node].append(target)
                if target not in state:
                    state[target] = 1
                    way.append((target, iter(targets[target])))
    return forward
