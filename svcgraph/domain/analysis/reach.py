"""What activities lead to, and what every way to them passes: all of them at once, as sets of bits.

One walk through the loops in their order serves every activity; asking each by itself takes a walk a question.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence

Neighbours = Mapping[str, tuple[str, ...]]
Part = frozenset[str]  # activities that lead to each other, or one by itself
ANYTHING = -1  # every bit


def ahead(order: Sequence[Part], after: Neighbours, own: Mapping[str, int]) -> dict[str, int]:
    """For each activity its bits and those of all that it leads to; ``order``: each part before all it leads to."""
    found = dict(own)
    for part in reversed(order):
        bits = 0
        for key in part:
            bits |= own.get(key, 0)
            for target in after.get(key, ()):
                bits |= 0 if target in part else found.get(target, 0)
        found.update(dict.fromkeys(part, bits))
    return found


def on_every_way(order: Iterable[Part], before: Neighbours, own: Mapping[str, int]) -> dict[str, int]:
    """For each activity the bits that every way to it has, from where work begins; its own are among them.

    Work begins where nothing leads to; in a loop that nothing leads to it may begin anywhere.
    """
    found = dict(own)
    for part in order:
        entries = [key for key in part if any(source not in part for source in before.get(key, ()))]
        if entries:
            _meet(part, entries, before, own, found)
        else:
            found.update((key, own.get(key, 0)) for key in part)
    return found


def _meet(
    part: Part, entries: Iterable[str], before: Neighbours, own: Mapping[str, int], found: dict[str, int]
) -> None:
    """Settles a part's bits: whatever one way does not have goes, along the loop, until nothing changes."""
    found.update(dict.fromkeys(part, ANYTHING))
    within: dict[str, list[str]] = {key: [] for key in part}
    for key in part:
        for source in before.get(key, ()):
            if source in part:
                within[source].append(key)
    waiting = deque(entries)
    while waiting:
        key = waiting.popleft()
        bits = ANYTHING
        for source in before.get(key, ()):
            bits &= found[source]
        bits |= own.get(key, 0)
        if bits != found[key]:
            found[key] = bits
            waiting += within[key]


def numbers(bits: int) -> Iterator[int]:
    """The places of the bits that are set, the lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
