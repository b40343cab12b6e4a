"""Single values as YAML, quoted wherever a reader could take them for something else."""

from __future__ import annotations

from collections.abc import Iterable

from svcgraph.domain.text import Text
from svcgraph.intake.yaml_text import quoted
from svcgraph.renderers.cells import safe


def scalar(text: str) -> str:
    """``text`` as one YAML scalar that reads back as the same text (but for characters nobody can read)."""
    return quoted(safe(text))


def text(value: Text) -> str:
    """One string where both languages say the same, else a mapping of those that were written."""
    if value.fr == value.en and not (value and value.stale):
        return scalar(value.fr) if value else ""
    return flow((("fr", value.fr), ("en", value.en), ("stale", value.stale)))


def flow(pairs: Iterable[tuple[str, str | tuple[str, ...]]]) -> str:
    """``{key: value, …}``, without empty values; a tuple is a sequence of texts."""
    shown = ((key, scalar(value) if isinstance(value, str) else sequence(value)) for key, value in pairs if value)
    return "{" + ", ".join(f"{key}: {value}" for key, value in shown) + "}"


def sequence(values: Iterable[str]) -> str:
    """``[a, b]`` of texts."""
    return "[" + ", ".join(map(scalar, values)) + "]"


def comment(sentence: str) -> str:
    """A sentence behind ``#``, on one line whatever names it holds."""
    return "# " + " ".join(safe(sentence).split())
