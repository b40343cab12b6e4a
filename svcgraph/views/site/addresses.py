"""Where things stand on the site: the path of each page, from an id that may hold anything."""

from __future__ import annotations

import re
from collections.abc import Iterable

from svcgraph.domain.names import DEVICES, slug

PLAIN = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")
OVERVIEW = "index.html"
DIAGRAM = "diagram.html"
MATRIX = "matrix.html"
PROCESSES = "processes.html"
SERVICES = "services.html"
CONTRACTS = "contracts.html"
CHAINS = "chains.html"
ACTIONS = "actions.html"
CHECKS = "checks.html"
SEARCH = "search.html"


def addresses(folder: str, ids: Iterable[str]) -> dict[str, str]:
    """A page below ``folder`` for each id: the id itself where a file may be called so, else a slug with digits."""
    given = tuple(dict.fromkeys(ids))
    plain = {one for one in given if PLAIN.fullmatch(one) and one not in DEVICES}
    taken = set(plain)
    found = {}
    for one in given:
        name = one if one in plain else slug(one, taken)
        taken.add(name)
        found[one] = f"{folder}/{name}.html"
    return found
