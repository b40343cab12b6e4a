"""Discovery: a new format, check or output is one new file in its room, or another package's entry point.

Modules of a room are found by listing the room's folder; other packages add theirs under the entry
point group ``svcgraph.<room>``. There is no list to edit.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from importlib.metadata import entry_points
from types import ModuleType


@cache
def room(name: str) -> tuple[ModuleType, ...]:
    """The modules of ``svcgraph.<name>``, sorted by name, then those of other packages' entry points."""
    package = importlib.import_module(f"svcgraph.{name}")
    own = sorted(info.name for info in pkgutil.iter_modules(package.__path__) if not info.name.startswith("_"))
    modules = [importlib.import_module(f"svcgraph.{name}.{module}") for module in own]
    for point in sorted(entry_points(group=f"svcgraph.{name}"), key=lambda point: point.name):
        modules.append(point.load())
    return tuple(modules)
