"""Due days of actions, as whole days."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.domain.actions import ActionState, Listed, listed
from svcgraph.i18n import mark
from svcgraph.views.actions import STATES
from svcgraph.views.agenda import stamps
from svcgraph.views.agenda.desk import Desk
from svcgraph.views.agenda.shapes import Event, Sort

TITLE = mark("Due: {action} ({owner})")
TEXT = mark("Action {id} of {contract}, {parties}\n{cause}\nState: {state}")


def actions(desk: Desk) -> Iterator[Event]:
    """One event for each action that has a day; what is done or dropped is called off, so that calendars drop it."""
    for one in listed(desk.contracts, desk.as_of):
        if one.action.due:
            yield _event(one, desk)


def _event(one: Listed, desk: Desk) -> Event:
    contract, action = one.contract, one.action
    owner = desk.people.who(action.owner)
    service = (owner.service,) if owner.service else ()
    return Event(
        uid=desk.uid(contract.id, action.id),
        sort=Sort.ACTION,
        title=desk.words(TITLE, action=desk.text(action.action), owner=owner.name or "–"),
        text=_text(one, desk),
        start=action.due or desk.as_of,
        people=desk.known([action.owner]),
        services=service or (contract.supplier.service, contract.client.service),
        changed=stamps.changed(contract, desk.as_of),
        sequence=stamps.sequence(contract, desk.versions(contract)) + stamps.steps(action),
        off=one.state in (ActionState.DONE, ActionState.DROPPED),
    )


def _text(one: Listed, desk: Desk) -> str:
    said = desk.words(
        TEXT,
        id=one.action.id,
        contract=desk.called(one.contract),
        parties=desk.parties(one.contract),
        cause=desk.text(one.action.cause),
        state=desk.words(STATES[one.state]),
    )
    return "\n".join(line for line in said.split("\n") if line.strip())
