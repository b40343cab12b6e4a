"""Which item of a list is which item of the changed list: by id where they have ids, else by what they say."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any


def aligned(old: Sequence[Any], new: Sequence[Any]) -> list[int | None]:
    """For each item of ``new`` the place in ``old`` of what it was, each at most once; None: it is new."""
    if all(hasattr(item, "id") for item in (*old, *new)):
        places = {item.id: place for place, item in enumerate(old)}
        return [places.pop(item.id, None) for item in new]
    found: list[int | None] = [None] * len(new)
    for _, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for place, number in zip(range(first, last), range(start, end), strict=False):
            found[number] = place
    return found
