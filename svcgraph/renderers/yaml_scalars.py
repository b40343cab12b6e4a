"""Single values as YAML, quoted wherever a reader could take them for something else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from svcgraph.domain.text import Text
from svcgraph.renderers.cells import safe

# Plain only what begins with a letter and holds nothing that means something to YAML, in flow style either.
_PLAIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŒœ](?:[\w .'’()/+%«»→–-]*[\w.’()/+%»–-])?\Z")
# Words that some version of YAML takes for true, false or nothing.
_TAKEN = frozenset({"true", "false", "yes", "no", "on", "off", "y", "n", "null", "oui", "non"})
# JSON leaves these as they are; YAML ends a line at them, or refuses them.
_ESCAPED = re.compile("[\u0085\u00a0\u2028\u2029\ufeff]")


def scalar(text: str) -> str:
    """``text`` as one YAML scalar that reads back as the same text (but for characters nobody can read)."""
    shown = safe(text)
    if _PLAIN.match(shown) and shown.lower() not in _TAKEN:
        return shown
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(shown, ensure_ascii=False))


def text(value: Text) -> str:
    """One string where both languages say the same, else a mapping of those that were written."""
    if value.fr == value.en and not (value and value.stale):
        return scalar(value.fr) if value else ""
    return flow((("fr", value.fr), ("en", value.en), ("stale", value.stale)))


def flow(pairs: Iterable[tuple[str, str]]) -> str:
    """``{key: value, …}``, without empty values."""
    return "{" + ", ".join(f"{key}: {scalar(value)}" for key, value in pairs if value) + "}"


def sequence(values: Iterable[str]) -> str:
    """``[a, b]`` of texts."""
    return "[" + ", ".join(map(scalar, values)) + "]"


def comment(sentence: str) -> str:
    """A sentence behind ``#``, on one line whatever names it holds."""
    return "# " + " ".join(safe(sentence).split())
