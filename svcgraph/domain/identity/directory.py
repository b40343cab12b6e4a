"""The names that the organisation file gives, and who bears them (rule O1).

A name, alias or actor is compared by "same name". Three forms exist, the more exact wins: a path with
its file (``sales.bpmn / Shop / Sales``), a whole path (``Shop / Sales``), a leaf name (``Sales``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from svcgraph.domain.names import clean, same
from svcgraph.domain.organisation import ExternalParty, Organisation, ServiceEntry
from svcgraph.domain.process import Performer
from svcgraph.domain.text import Text
from svcgraph.errors import FaultList, Place

SEPARATOR = " / "
MAPS = "processes/"  # what people leave away when they name a map's file
TWO_OWNERS = (
    "“{name}” stands for {first} (line {first_line}) and for {second} (line {second_line}). "
    "A name, alias or actor belongs to one service: take one of the two away."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A service or an external party that the organisation file lists."""

    id: str
    name: Text
    external: bool
    department: str = ""
    former_ids: tuple[str, ...] = ()
    line: int = 0


@dataclass(slots=True)
class Directory:
    """Looks performers up among the listed parties."""

    parties: tuple[Party, ...] = ()
    names: dict[str, Party] = field(default_factory=dict)

    def find(self, file: str, performer: Performer) -> Party | None:
        """Whom the organisation file says this performer is; the unnamed only where a path with its file says so."""
        path = SEPARATOR.join(performer.path)
        exact = self._within(file, path) or (self._within(file, performer.path[-1]) if performer.unnamed else None)
        if exact or performer.unnamed:
            return exact
        return self.names.get(same(path)) or self.names.get(same(performer.path[-1]))

    def _within(self, file: str, path: str) -> Party | None:
        label = same(below_maps(file) + SEPARATOR + path)
        return self.names.get(label) or self.names.get(same(file + SEPARATOR + path))

    def pool_is_external(self, performer: Performer) -> bool:
        """Whether the performer lies in a pool that the organisation file calls an external party (O3)."""
        party = self.names.get(same(performer.path[0])) if performer.pool else None
        return party is not None and party.external


def below_maps(file: str) -> str:
    """The file's path below ``processes/``, as people write it."""
    return file.removeprefix(MAPS)


def directory(organisation: Organisation, faults: FaultList) -> Directory:
    """The names of ``organisation``; a name under two parties is a fault (`7-rulings`), the first keeps it."""
    made = Directory(parties=tuple(_parties(organisation)))
    entries: tuple[ServiceEntry | ExternalParty, ...] = (*organisation.services, *organisation.externals)
    for party, entry in zip(made.parties, entries, strict=True):
        for name in _names(entry):
            holder = made.names.setdefault(same(name), party)
            if holder is not party:
                _two_owners(organisation.file, name, holder, party, faults)
    return made


def _parties(organisation: Organisation) -> Iterator[Party]:
    for service in organisation.services:
        yield Party(
            id=service.id,
            name=service.name,
            external=False,
            department=service.department,
            former_ids=service.former_ids,
            line=service.line,
        )
    for external in organisation.externals:
        yield Party(id=external.id, name=external.name, external=True, line=external.line)


def _names(entry: ServiceEntry | ExternalParty) -> Iterator[str]:
    """Every name of a listed party, each once."""
    names = [entry.name.fr, entry.name.en, *entry.aliases]
    if isinstance(entry, ServiceEntry):
        names += [*entry.actors, *entry.former_names]
    seen: set[str] = set()
    for name in map(clean, names):
        if name and same(name) not in seen:
            seen.add(same(name))
            yield name


def _two_owners(file: str, name: str, first: Party, second: Party, faults: FaultList) -> None:
    faults.add(
        "name-of-two-services",
        Place(file=file, line=second.line),
        TWO_OWNERS,
        name=name,
        first=first.id,
        first_line=first.line,
        second=second.id,
        second_line=second.line,
    )
