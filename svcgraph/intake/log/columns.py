"""Which column of a table of events is what: by what was asked, else by its heading, in French or English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from svcgraph.errors import FaultList, Place, Unreadable
from svcgraph.i18n import mark
from svcgraph.intake.log import Asked
from svcgraph.intake.log.names import ACTIVITY, CASE, COLUMNS, LIFECYCLE, SERVICE, TIME, is_personal, rank
from svcgraph.intake.log.settle import refuse_person

CANDIDATES = 12  # that are counted
FEW = 60  # different values in the first lines: a column that may be a service whatever its heading
NEEDED = (("case", CASE), ("activity", ACTIVITY), ("time", TIME))


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Places of the columns, from 0. ``services`` are those that may mean *service*, the likeliest first."""

    names: tuple[str, ...]
    case: int
    activity: int
    time: int
    services: tuple[int, ...]
    lifecycle: int | None = None

    def taken(self) -> tuple[tuple[str, str], ...]:
        """What case, activity and time were taken from."""
        return tuple((key, self.names[getattr(self, key)]) for key, _ in NEEDED)


def columns_of(headings: Sequence[str], rows: Sequence[Sequence[str]], asked: Asked, file: str) -> Columns:
    """The columns under ``headings``; ``rows`` are some of the first. Raises Unreadable with all that is missing."""
    names = tuple(" ".join(heading.split()) for heading in headings)
    refuse_person(asked.service, asked, file)
    faults = FaultList()
    found: dict[str, int] = {}
    for key, kind in NEEDED:
        said = getattr(asked, key)
        place = _asked(said, names, file, faults) if said else _best(kind, names, found)
        if place is not None:
            found[key] = place
        elif not said:
            _missing(key, names, file, faults)
    services = (_asked(asked.service, names, file, faults),) if asked.service else ()
    if faults.faults:
        raise Unreadable(*faults.faults)
    told = tuple(place for place in services if place is not None)
    return Columns(
        names=names,
        services=told or _services(names, rows, set(found.values()), asked),
        lifecycle=_best(LIFECYCLE, names, found),
        **found,
    )


def _asked(name: str, names: Sequence[str], file: str, faults: FaultList) -> int | None:
    if name in names:
        return names.index(name)
    said = mark("There is no column “{name}”; there are: {names}.")
    faults.add("no-column", Place(file=file, line=1), said, name=name, names=", ".join(filter(None, names)))
    return None


def _best(kind: tuple[str, ...], names: Sequence[str], taken: dict[str, int]) -> int | None:
    ranked = [(rank(kind, name), place) for place, name in enumerate(names) if place not in taken.values()]
    return min(((score, place) for score, place in ranked if score >= 0), default=(0, None))[1]


def _missing(key: str, names: Sequence[str], file: str, faults: FaultList) -> None:
    said = {
        "case": mark("No column tells the case; name it with --case-column. There are: {names}."),
        "activity": mark("No column tells the activity; name it with --activity-column. There are: {names}."),
        "time": mark("No column tells the moment; name it with --time-column. There are: {names}."),
    }[key]
    faults.add(f"no-{key}-column", Place(file=file, line=1), said, names=", ".join(filter(None, names)))


def _services(names: Sequence[str], rows: Sequence[Sequence[str]], taken: set[int], asked: Asked) -> tuple[int, ...]:
    free = [place for place, name in enumerate(names) if name and place not in taken]
    wanted = [place for place in free if asked.people or not is_personal(names[place])]
    usual = sorted((p for p in wanted if rank(SERVICE, names[p]) >= 0), key=lambda p: rank(SERVICE, names[p]))
    others = [p for p in wanted if p not in usual and COLUMNS.key(names[p].replace("_", " ")) in (None, "personal")]
    few = [place for place in others if 1 < len(_values(place, rows)) <= FEW]
    return (*usual, *few)[:CANDIDATES]


def _values(place: int, rows: Sequence[Sequence[str]]) -> set[str]:
    return {row[place] for row in rows if place < len(row)}
