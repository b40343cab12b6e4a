"""What all events of a workspace are made from, and how things are called in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time

from svcgraph.domain.contract import Contract
from svcgraph.domain.graph import ServiceGraph
from svcgraph.domain.objective.calendar import WorkCalendar
from svcgraph.domain.organisation import Organisation
from svcgraph.domain.people import Directory
from svcgraph.domain.text import Text
from svcgraph.i18n import Words
from svcgraph.sentences.typography import set_in_print
from svcgraph.views.agenda.shapes import Guest, When
from svcgraph.views.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """``workspace`` is the workspace's id; ``calendar`` its working calendar; ``history`` the contracts' versions."""

    workspace: str
    graph: ServiceGraph
    organisation: Organisation
    contracts: tuple[Contract, ...]
    history: tuple[Contract, ...]
    calendar: WorkCalendar
    as_of: date
    words: Words
    people: Directory = field(init=False)
    wording: Wording = field(init=False)
    _versions: Counter[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "people", Directory(self.organisation, self.as_of))
        object.__setattr__(self, "wording", Wording(self.graph, self.organisation, self.words))
        object.__setattr__(self, "_versions", Counter(one.id for one in self.history))

    def uid(self, *parts: str) -> str:
        """One thing's name in every calendar: of the workspace and the clause."""
        return f"{'.'.join(parts)}@{self.workspace}"

    def versions(self, contract: Contract) -> int:
        return self._versions[contract.id]

    def running(self, contract: Contract) -> bool:
        """Signed and not over: from the day on which both agreed, before its first day too."""
        return contract.status.binding and (contract.end is None or self.as_of < contract.end)

    def text(self, text: Text) -> str:
        return set_in_print(text.read(self.words.language), self.words.language)

    def called(self, contract: Contract) -> str:
        """CS-01, else the id."""
        return contract.reference or contract.id

    def parties(self, contract: Contract) -> str:
        """Sales → Marketing."""
        ends = (contract.supplier.service, contract.client.service)
        return " → ".join(set_in_print(self.wording.service(one), self.words.language) for one in ends)

    def known(self, named: Iterable[str]) -> tuple[str, ...]:
        """Ids of those among ``named`` who are in the organisation file, each once."""
        found = (self.people.who(one).person for one in named)
        return tuple(dict.fromkeys(person.id for person in found if person))

    def guests(self, named: Iterable[str]) -> tuple[Guest, ...]:
        found = (self.people.who(one) for one in named)
        return tuple(Guest(name=who.name, email=who.person.email if who.person else "") for who in found)


def at(day: date, clock: time | None) -> When:
    """A moment on the clock on the wall, or the whole day."""
    return datetime.combine(day, clock) if clock else day
