"""How a place of a document is called in a file: by the name of a bookmark, by a marker that is not printed.

Who writes a document and who reads it back agree on these.
"""

from __future__ import annotations

import re

PLACEHOLDER = "……"  # stands in a place that is still empty
_MARKER = re.compile(r"⟦([^⟧]*)⟧")
_ESCAPES = (("_", "_u"), ("/", "_s"), (".", "_d"), ("=", "_e"), ("+", "_p"), (" ", "_b"), ("-", "_m"))
_SIGNS = {escaped: sign for sign, escaped in _ESCAPES}


def marker(identity: str) -> str:
    """The text of a marker."""
    return f"⟦{identity}⟧"


def marked(text: str) -> str | None:
    """The id in the first marker of ``text``; None when there is none."""
    found = _MARKER.search(text)
    return found[1] if found else None


def bookmark(place: str) -> str:
    """A bookmark's name for a place: letters, digits and ``_`` only, as Word wants it, at most 40 signs."""
    for sign, escaped in _ESCAPES:
        place = place.replace(sign, escaped)
    return f"f_{place}"


def unbookmarked(name: str) -> str:
    """The place that a bookmark of ours marks; "" for another bookmark."""
    return re.sub(r"_[usdepbm]", lambda found: _SIGNS[found[0]], name[2:]) if name.startswith("f_") else ""
