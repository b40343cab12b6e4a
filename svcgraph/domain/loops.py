"""Loops: activities from which work comes back to where it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence


def loops(edges: Iterable[tuple[str, str]]) -> tuple[frozenset[str], ...]:
    """The strongly connected components of more than one node, in linear time (Kosaraju, without recursion)."""
    return tuple(component for component in parts(edges) if len(component) > 1)


def components(edges: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Every node's strongly connected component, numbered so that every other edge leads to a higher number."""
    return {node: number for number, nodes in enumerate(parts(edges)) for node in nodes}


def parts(edges: Iterable[tuple[str, str]]) -> list[frozenset[str]]:
    """The strongly connected components, each before all that it leads to."""
    ahead: dict[str, list[str]] = {}
    back: dict[str, list[str]] = {}
    for source, target in edges:
        ahead.setdefault(source, []).append(target)
        ahead.setdefault(target, [])
        back.setdefault(target, []).append(source)
    seen: set[str] = set()
    finished = [node for start in ahead for node in _finishing(ahead, start, seen)]
    seen.clear()
    found = (frozenset(_finishing(back, start, seen)) for start in reversed(finished))
    return [component for component in found if component]


def _finishing(ahead: Mapping[str, Sequence[str]], start: str, seen: set[str]) -> Iterator[str]:
    """Nodes reached from ``start`` and not ``seen`` before, each when all behind it is done."""
    if start in seen:
        return
    seen.add(start)
    stack = [(start, iter(ahead.get(start, ())))]
    while stack:
        node, following = stack[-1]
        fresh = next((target for target in following if target not in seen), None)
        if fresh is None:
            stack.pop()
            yield node
        else:
            seen.add(fresh)
            stack.append((fresh, iter(ahead.get(fresh, ()))))
