"""Files of older formats, brought up to date step by step as they are read; never rewritten on disk.

A file says its format in its first key. A step is a function on the values as written, from one format to the
next; a new format adds one here and raises `svcgraph.domain.contract.FORMAT`. A format that this svcgraph does
not know is refused by the shape, with a sentence that says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from svcgraph.domain.contract import FORMAT

Values = dict[str, Any]


def languages(values: Values) -> Values:
    """1 → 2: format 1 had no ``languages``. Those in which somebody wrote; the texts stay as they are."""
    written = tuple(dict.fromkeys(_languages(values)))
    ordered = [one for one in ("fr", "en") if one in written]
    return values if "languages" in values or not ordered else {**values, "languages": ordered}


def _languages(values: object) -> Iterator[str]:
    """The languages of all texts that are written in one language or two."""
    if isinstance(values, dict):
        for key, below in values.items():
            if key in ("fr", "en") and isinstance(below, str):
                yield key
            else:
                yield from _languages(below)
    elif isinstance(values, list):
        for below in values:
            yield from _languages(below)


# Format n → n + 1.
STEPS: dict[int, Callable[[Values], Values]] = {1: languages}


def migrated(values: Values) -> Values:
    """``values`` in today's format. What is no format this svcgraph knows comes back as it is, to be refused."""
    start = next((number for number in STEPS if values.get("format") in (str(number), f"{number}.0")), FORMAT)
    for number in range(start, FORMAT):
        values = STEPS[number](values)
    return {**values, "format": str(FORMAT)} if start < FORMAT else values
