"""Where things stand on the maps, as drawn."""

from __future__ import annotations

from collections.abc import Iterable

from svcgraph.domain.identity.directory import SEPARATOR
from svcgraph.domain.identity.performers import place_of
from svcgraph.domain.process import ProcessMap
from svcgraph.errors import Place


def performer_places(maps: Iterable[ProcessMap]) -> dict[str, Place]:
    """Where each pool, lane or actor stands, by its label in `Service.performers`: ``file: Pool / Lane``."""
    return {
        f"{drawn.file}: {SEPARATOR.join(performer.path)}": place_of(drawn.file, performer)
        for drawn in maps
        for performer in drawn.performers
    }
