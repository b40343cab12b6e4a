"""Who is there on a day: a name in a file, and what the organisation file knows of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from svcgraph.domain.names import same
from svcgraph.domain.organisation import Organisation, Person


class Standing(StrEnum):
    NOBODY = "nobody"  # no name given
    PRESENT = "present"
    LEFT = "left"
    UNKNOWN = "unknown"  # a name that the organisation file does not have


@dataclass(frozen=True, slots=True)
class Who:
    """A name in a file, and what the organisation file knows of it."""

    standing: Standing
    name: str
    person: Person | None = None

    @property
    def service(self) -> str:
        """The id of the service to which the person belongs; "" when that is not known."""
        return self.person.service if self.person else ""


class Directory:
    """Finds people by id, else by name when one person bears it."""

    def __init__(self, organisation: Organisation, as_of: date) -> None:
        self._as_of = as_of
        self._known: dict[str, Person | None] = {}
        for person in organisation.people:
            key = same(person.name)
            self._known[key] = None if key in self._known else person
        self._known |= {person.id: person for person in organisation.people}

    def who(self, named: str) -> Who:
        """``left`` is the first day on which the person is no longer there."""
        if not named:
            return Who(Standing.NOBODY, "")
        person = self._known.get(named) or self._known.get(same(named))
        if person is None:
            return Who(Standing.UNKNOWN, named)
        gone = person.left is not None and person.left <= self._as_of
        return Who(Standing.LEFT if gone else Standing.PRESENT, person.name, person)

    def name(self, named: str) -> str:
        """The person's name as people write it; what nobody knows as it stands in the file."""
        return self.who(named).name
