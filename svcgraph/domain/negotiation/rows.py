"""The order of clauses after a merge."""

from __future__ import annotations

from collections.abc import Container, Iterable


def order(
    base: tuple[str, ...], theirs: tuple[str, ...], ours: tuple[str, ...], present: Container[str]
) -> tuple[str, ...]:
    """The ids that are ``present``, in our order; in theirs where rows were moved only there.

    What only the other side has stands behind the one it stood behind there, and behind this side's own additions.
    """
    kept = tuple(name for name in base if name in present)  # moved past what is gone is not moved
    first, second = (theirs, ours) if _moved(kept, theirs) and not _moved(kept, ours) else (ours, theirs)
    rows = [name for name in first if name in present]
    last = ""
    for name in second:
        if name not in present:
            continue
        if name not in rows:
            rows.insert(_behind(last, rows, second), name)
        last = name
    return tuple(rows)


def _behind(last: str, rows: list[str], known: Container[str]) -> int:
    place = rows.index(last) + 1 if last else 0
    while place < len(rows) and rows[place] not in known:
        place += 1
    return place


def _moved(base: Iterable[str], side: tuple[str, ...]) -> bool:
    before = tuple(name for name in base if name in side)
    return before != tuple(name for name in side if name in before)
