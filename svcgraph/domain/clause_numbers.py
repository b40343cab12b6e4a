"""What clauses are called on paper, by their ids."""

from __future__ import annotations

from svcgraph.domain.negotiation.records import split_id


def number(clause: str) -> str:
    """``d2.c3`` is 2.3, ``e1.c1`` is 1, ``e1.c2`` is 1.2, ``a4`` is 4: on forms, sheets and in what is said of them."""
    parts = [str(split_id(part)[1]) for part in clause.split(".")]
    if clause[:1] == "e" and parts[1:] == ["1"]:
        return parts[0]
    return ".".join(parts)
