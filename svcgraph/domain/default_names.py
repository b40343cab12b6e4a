"""Names that a drawing tool wrote, not a person: "Lane 1", "Pool", "Participant", "Couloir 2" (`7-rulings`)."""

from __future__ import annotations

import re

from svcgraph.domain.names import same

# What modellers write into a new pool or lane, in the languages in which they ship.
_STEMS = (
    "lane", "pool", "participant", "process", "swimlane", "swim lane", "default process", "collaboration",
    "function", "phase", "untitled", "unnamed", "default lane", "default pool",
    "couloir", "piscine", "bassin", "processus", "ligne", "fonction", "sans nom", "sans titre",
    "bahn", "schwimmbahn", "spur", "teilnehmer", "prozess", "funktion", "unbenannt", "ohne namen",
    "carril", "calle", "piscina", "participante", "proceso", "función", "sin nombre", "sin título",
    "corsia", "partecipante", "processo", "raia", "pista", "baan", "deelnemer", "proces",
)  # fmt: skip
_KEYS = "|".join(sorted((re.escape(same(stem)).replace(r"\ ", " ?") for stem in _STEMS), reverse=True))
_DEFAULT = re.compile(rf"(?:new |nouveau |nouvelle |neue[rs]? |nuev[oa] )?(?:{_KEYS})[ _.-]*(?:n°)? ?\(?\d*\)?\Z")


def is_default(name: str) -> bool:
    """Whether ``name`` is a tool's own: a word for pool or lane, alone or with a number."""
    return _DEFAULT.match(same(name)) is not None
