"""The forms of a picture that is cut to fit: each with fewer things than the one before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from svcgraph.views.shapes import Diagram


def ever_fewer(made: Iterable[Diagram], size: Callable[[Diagram], int]) -> Iterator[Diagram]:
    """Of ``made`` those that are smaller than all before them: a cut that leaves out nothing is no other form."""
    least: int | None = None
    for one in made:
        if least is None or size(one) < least:
            least = size(one)
            yield one
