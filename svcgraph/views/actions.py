"""Actions as a table: what review meetings decided, who does it by when, and what is late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from svcgraph.domain.actions import ActionState, Listed
from svcgraph.domain.contract import Contract
from svcgraph.domain.names import slug
from svcgraph.domain.organisation import Organisation
from svcgraph.domain.people import Directory, Who
from svcgraph.i18n import Words, mark
from svcgraph.views.attainment_words import day_words
from svcgraph.views.tables import Cell, Column, Kind, Table, Term

STATES = {
    ActionState.OVERDUE: mark("overdue"),
    ActionState.OPEN: mark("to do"),
    ActionState.DONE: mark("done"),
    ActionState.DROPPED: mark("dropped"),
}
STEPS = {
    "to start": mark("to start"),
    "under way": mark("under way"),
    "done": mark("done"),
    "dropped": mark("dropped"),
}
GROUPINGS = ("owner", "service", "contract")


def actions_table(
    actions: Sequence[Listed], organisation: Organisation, words: Words, as_of: date, *, by: str = ""
) -> Table:
    """One line an action, overdue ones first.

    ``by``: owner, service (of the owner) or contract; then those of one owner stand together, who has most overdue
    ones first. Raises KeyError for another ``by``.
    """
    desk = _Desk(organisation, words, as_of)
    ordered = _grouped(actions, desk.groups[by]) if by else actions
    columns = _columns(words)
    if by:
        columns = (replace(columns[_PLACE[by]], wide=False), *(one for one in columns if one.key != by))
    keys = [one.key for one in columns]
    rows = tuple(tuple(desk.row(one)[key] for key in keys) for one in ordered)
    notes = (words(mark("As known on {day}."), day=day_words(as_of, words)),)
    return Table(title=words(mark("Actions of review meetings")), columns=columns, rows=rows, notes=notes)


def _grouped(actions: Sequence[Listed], group: Callable[[Listed], str]) -> list[Listed]:
    late = Counter(group(one) for one in actions if one.state is ActionState.OVERDUE)
    return sorted(actions, key=lambda one: (-late[group(one)], slug(group(one)), group(one)))


_PLACE = {"owner": 3, "service": 4, "contract": 5}


def _columns(words: Words) -> tuple[Column, ...]:
    return (
        Column(key="state", title=words(mark("State")), codes=tuple(state.value for state in ActionState)),
        Column(key="due", title=words(mark("Due")), kind=Kind.DATE),
        Column(key="late", title=words(mark("Days late")), kind=Kind.NUMBER, wide=True),
        Column(key="owner", title=words(mark("Person responsible"))),
        Column(key="service", title=words(mark("Service")), wide=True),
        Column(key="contract", title=words(mark("Agreement"))),
        Column(key="id", title=words(mark("No."))),
        Column(key="action", title=words(mark("Action")), width=40),
        Column(key="objective", title=words(mark("Objective")), wide=True),
        Column(key="step", title=words(mark("Step")), codes=tuple(STEPS), wide=True),
        Column(key="done_on", title=words(mark("Done on")), kind=Kind.DATE, wide=True),
        Column(key="cause", title=words(mark("Cause")), width=40, wide=True),
        Column(key="effect", title=words(mark("Effect")), width=40, wide=True),
    )


class _Desk:
    """What people, services and contracts are called, and what is known of an action on the day."""

    def __init__(self, organisation: Organisation, words: Words, as_of: date) -> None:
        self._words, self._as_of = words, as_of
        self._people = Directory(organisation, as_of)
        self._services = {one.id: one.name.read(words.language) for one in organisation.services}
        self.groups: dict[str, Callable[[Listed], str]] = {
            "owner": lambda one: self._owner(one).name,
            "service": self._service,
            "contract": lambda one: called(one.contract),
        }

    def row(self, one: Listed) -> dict[str, Cell]:
        action, language = one.action, self._words.language
        closed = one.state is ActionState.DONE
        return {
            "state": Term(self._words(STATES[one.state]), one.state.value),
            "due": action.due,
            "late": one.late or None,
            "owner": self._owner(one).name,
            "service": self._service(one),
            "contract": called(one.contract),
            "id": action.id,
            "action": action.action.read(language),
            "objective": action.objective,
            "step": self._step(one),
            "done_on": action.done_on if closed else None,
            "cause": action.cause.read(language),
            "effect": action.effect.read(language) if closed else "",
        }

    def _step(self, one: Listed) -> Term:
        """As written; what was done only later is under way on the day."""
        later = one.action.status == "done" and one.state is not ActionState.DONE
        step = "under way" if later else one.action.status
        return Term(self._words(STEPS[step]), step)

    def _owner(self, one: Listed) -> Who:
        return self._people.who(one.action.owner)

    def _service(self, one: Listed) -> str:
        service = self._owner(one).service
        return self._services.get(service, service)


def called(contract: Contract) -> str:
    """What people call a contract: its reference, else its id."""
    return contract.reference or contract.id
