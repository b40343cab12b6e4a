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
    modules = [importlib.import_module(f"svcgraph.{name}.{module}") for module in _own(name)]
    return (*modules, *foreign(name))


@cache
def foreign(name: str) -> tuple[ModuleType, ...]:
    """The modules that other packages add to ``svcgraph.<name>``, sorted by the name of their entry point."""
    points = sorted(entry_points(group=f"svcgraph.{name}"), key=lambda point: point.name)
    return tuple(point.load() for point in points)


@cache
def own(name: str, module: str) -> ModuleType | None:
    """The module ``svcgraph.<name>.<module>`` if there is one; the others of the room are not loaded."""
    return importlib.import_module(f"svcgraph.{name}.{module}") if module in _own(name) else None


@cache
def _own(name: str) -> tuple[str, ...]:
    package = importlib.import_module(f"svcgraph.{name}")
    return tuple(sorted(info.name for info in pkgutil.iter_modules(package.__path__) if not info.name.startswith("_")))
