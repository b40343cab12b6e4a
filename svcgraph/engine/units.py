"""Whether a reading's unit is the objective's."""

from __future__ import annotations

from svcgraph.domain.objective import Bounds
from svcgraph.sentences.folding import composed, fold
from svcgraph.sentences.words import UNITS


def fits(written: str, bounds: Bounds) -> bool:
    """Whether ``written`` is the unit of ``bounds``, in either language; none written is taken to be it."""
    said = _folded(written)
    return not said or said in _names(bounds)


def _names(bounds: Bounds) -> set[str]:
    listed = (unit for unit in UNITS if unit.key == bounds.unit)
    of_list = (name for unit in listed for name in (*unit.fr, *unit.en, *unit.short))
    return {_folded(name) for name in (bounds.unit, bounds.noun_fr, bounds.noun_en, *of_list)} - {""}


def _folded(text: str) -> str:
    return " ".join(fold(composed(text)).split())
