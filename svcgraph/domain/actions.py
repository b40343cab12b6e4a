"""Actions that review meetings decided: which are late, open, done or dropped on a day (`1-method`, step 7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from svcgraph.domain.contract import Action, Contract


class ActionState(StrEnum):
    """How an action stands on a day, the most pressing first."""

    OVERDUE = "overdue"  # open, and its day is over
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An action with the contract that holds it, and how it stands. ``late``: days since it was due, else 0."""

    contract: Contract
    action: Action
    state: ActionState
    late: int = 0


def open_on(action: Action, day: date) -> bool:
    """Not dropped, and not done by the end of ``day``."""
    done = action.status == "done" and (action.done_on is None or action.done_on <= day)
    return not done and action.status != "dropped"


def overdue_on(action: Action, day: date) -> bool:
    """Open, and due before ``day``: an action is in time on its due day."""
    return action.due is not None and action.due < day and open_on(action, day)


def state_on(action: Action, day: date) -> ActionState:
    """How ``action`` stands at the end of ``day``."""
    if overdue_on(action, day):
        return ActionState.OVERDUE
    if open_on(action, day):
        return ActionState.OPEN
    return ActionState.DROPPED if action.status == "dropped" else ActionState.DONE


def listed(contracts: Iterable[Contract], day: date) -> tuple[Listed, ...]:
    """Every action of ``contracts``: overdue ones first, the longest overdue at the top; what is closed comes last.

    Open ones by due day, those without a day after them; closed ones, the last to be closed first.
    """
    found = (_listed(contract, action, day) for contract in contracts for action in contract.actions)
    return tuple(sorted(found, key=_urgency))


def _listed(contract: Contract, action: Action, day: date) -> Listed:
    state = state_on(action, day)
    late = (day - action.due).days if action.due and state is ActionState.OVERDUE else 0
    return Listed(contract=contract, action=action, state=state, late=late)


def _urgency(one: Listed) -> tuple[int, int, str, str]:
    state = list(ActionState).index(one.state)
    day = (one.action.due or date.max).toordinal()
    if one.state in (ActionState.DONE, ActionState.DROPPED):
        day = -(one.action.done_on or one.action.due or date.min).toordinal()
    return state, day, one.contract.id, one.action.id
