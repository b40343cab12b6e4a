"""`processes/layout.yaml`: where the boxes of the organisation diagram stood when somebody wanted to keep them so.

Written only on explicit demand (``diagram … --keep-layout``), read by `build` (`7-rulings`, Workspace).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from svcgraph.errors import Fault, FaultList, Place, Severity, Unreadable
from svcgraph.i18n import mark
from svcgraph.intake.yaml import BYTES, Mapping, Node, Scalar, Sequence, load

FILE = "processes/layout.yaml"
KEY = "organisation"
FARTHEST = 1_000_000.0  # points: no sheet is as large
HEADER = (
    "# Places of the boxes of the organisation diagram, in points from the upper left corner.\n"
    "# Written by svcgraph; delete a line, or the file, and svcgraph finds the place anew.\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPlace:
    """The centre of one box, by service id; points, y downwards."""

    id: str
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedLayout:
    places: tuple[KeptPlace, ...] = ()
    faults: tuple[Fault, ...] = ()


def load_layout(root: Path) -> LoadedLayout:
    """The kept places of the workspace in ``root``; none where there is no file. Never raises."""
    try:
        with (root / FILE).open("rb") as file:
            return parse_layout(file.read(BYTES + 1))
    except FileNotFoundError:
        return LoadedLayout()
    except OSError as error:
        said = mark("The file cannot be read: {problem}.")
        problem = (("problem", error.strerror or ""),)
        return _anew((Fault(code="unreadable", place=Place(file=FILE), message=said, parameters=problem),))


def parse_layout(data: bytes) -> LoadedLayout:
    """The places in ``data``, with every fault found: warnings only, since a picture can always be laid out anew."""
    faults = FaultList()
    try:
        tree = load(data, FILE)
    except Unreadable as error:
        return _anew(error.faults)
    places = tuple(_places(tree, faults))
    found = tuple(faults.faults)
    return LoadedLayout(places=places, faults=_warnings(found)) if places or not found else _anew(found)


def _anew(faults: tuple[Fault, ...]) -> LoadedLayout:
    """Nothing could be taken from the file, and that is said."""
    said = mark("No place could be read: the organisation diagram is laid out anew.")
    return LoadedLayout(faults=_warnings((*faults, Fault(code="layout", place=Place(file=FILE), message=said))))


def _warnings(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(replace(fault, severity=Severity.WARNING) for fault in faults)


def layout_text(places: Iterable[KeptPlace]) -> str:
    """The file for these places; sorted by id, whole points: small changes make small differences."""
    lines = (f"  {json.dumps(one.id, ensure_ascii=False)}: [{one.x:.0f}, {one.y:.0f}]\n" for one in places)
    return f"{HEADER}{KEY}:\n{''.join(sorted(lines))}"


def _places(tree: Node, faults: FaultList) -> Iterable[KeptPlace]:
    if not isinstance(tree, Mapping):
        said = mark("The layout file holds “organisation:” and below it a line like “service-id: [120, 80]”.")
        faults.add("layout", Place(file=FILE, line=tree.line), said)
        return
    for entry in tree.entries:
        if entry.key == KEY and isinstance(entry.value, Mapping):
            yield from (place for one in entry.value.entries if (place := _place(one.key, one.value, faults)))
        else:
            said = mark("“{key}” is not a known key and is not read.")
            faults.add("unknown-key", Place(file=FILE, line=entry.line), said, key=entry.key)


def _place(service: str, value: Node, faults: FaultList) -> KeptPlace | None:
    items = value.items if isinstance(value, Sequence) else []
    numbers = [item.value for item in items if isinstance(item, Scalar) and _is_number(item.value)]
    if len(items) == len(numbers) == 2:
        x, y = (float(str(number)) for number in numbers)
        return KeptPlace(id=service, x=x, y=y)
    said = mark("The place of “{service}” must be two numbers, like [120, 80]: its box is placed anew.")
    faults.add("layout", Place(file=FILE, line=value.line), said, service=service)
    return None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= FARTHEST
