"""What the parties of a contract have to decide at their next meeting: facts, each of a kind, most pressing first.

Everything here is also a finding of some check; a meeting needs it per contract, beside its results and actions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from svcgraph.domain.actions import open_on, overdue_on
from svcgraph.domain.attainment import ContractResult, IndicatorResult, Verdict
from svcgraph.domain.contract import ClauseState, Contract, Criterion, Deliverable, Presence
from svcgraph.domain.meetings import late
from svcgraph.domain.negotiation.states import approvals_void
from svcgraph.domain.objective.calendar import add_months
from svcgraph.domain.people import Directory, Standing

ENDING = 3  # months before its end from which a contract's renewal is to be talked about


class Matter(StrEnum):
    MISSED = "missed"
    AT_RISK = "at risk"
    UNDECIDED = "not enough readings"
    NOT_MEASURED = "not measured"
    NO_OBJECTIVE = "no objective"
    NOT_MEASURABLE = "not measurable"
    KEEPER = "keeper"
    TO_BUILD = "measure to be built"
    OVERDUE_ACTION = "overdue action"
    UNOWNED_ACTION = "unowned action"
    VOID_APPROVAL = "void approval"
    PROPOSED = "proposed deliverable"
    VANISHED = "vanished deliverable"
    OPEN_POINT = "open point"
    NOT_HELD = "meeting not held"
    NO_NEXT = "no next meeting"
    ENDING = "ending"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing to decide. ``element``: the clause, action or point; ``who``: whom it is about, as the file names them.

    ``results`` judged it, the last one first; ``actions`` are open already on the same clause.
    """

    matter: Matter
    element: str = ""
    who: str = ""
    day: date | None = None
    results: tuple[IndicatorResult, ...] = ()
    actions: tuple[str, ...] = ()


_JUDGED = {
    Verdict.MISSED: Matter.MISSED,
    Verdict.AT_RISK: Matter.AT_RISK,
    Verdict.UNDETERMINED: Matter.UNDECIDED,
    Verdict.NO_DATA: Matter.NOT_MEASURED,
    Verdict.NOT_MEASURABLE: Matter.NOT_MEASURABLE,
}


def questions(
    contract: Contract, results: tuple[ContractResult, ...], people: Directory, today: date
) -> tuple[Question, ...]:
    """What is to be decided about ``contract`` at the end of ``today``; its kinds in the order of `Matter`.

    ``results`` are verdicts over several periods (since the last meeting, the period judged): an objective is asked
    about once, for the worst of them.
    """
    found = (
        *_results(contract, results, today),
        *_criteria(contract, people, today),
        *_actions(contract, people, today),
        *_texts(contract),
        *_meetings(contract, today),
    )
    order = list(Matter)
    return tuple(sorted(found, key=lambda one: order.index(one.matter)))


def _results(contract: Contract, results: tuple[ContractResult, ...], today: date) -> Iterator[Question]:
    stated = {one.id for one in criteria(contract) if one.objective and one.objective.text}
    judged: dict[str, list[IndicatorResult]] = {}
    for result in results:
        for one in (*result.objectives, *result.expectations):
            judged.setdefault(one.clause, []).append(one)
    for clause, found in judged.items():
        worst = [one for verdict in _JUDGED for one in found if one.verdict is verdict]
        if worst and clause in stated:
            actions = tuple(one.id for one in contract.actions if one.objective == clause and open_on(one, today))
            matter = _JUDGED[worst[0].verdict]
            yield Question(matter=matter, element=clause, results=tuple(worst), actions=actions)


def _criteria(contract: Contract, people: Directory, today: date) -> Iterator[Question]:
    for criterion in criteria(contract):
        if not (criterion.objective and criterion.objective.text):
            yield Question(matter=Matter.NO_OBJECTIVE, element=criterion.id)
        yield from _indicator(criterion, people, today)


def criteria(contract: Contract) -> Iterator[Criterion]:
    """Every criterion of what was negotiated, the client's expectations last."""
    items = (*contract.deliverables, *contract.expectations)
    return (one for item in items if item.state is ClauseState.NEGOTIATED for one in item.criteria)


def _indicator(criterion: Criterion, people: Directory, today: date) -> Iterator[Question]:
    indicator = criterion.indicator
    build = indicator.build_before if indicator else None
    if indicator and build and build <= today:
        yield Question(matter=Matter.TO_BUILD, element=criterion.id, who=indicator.build_by, day=build)
    keeper = people.who(indicator.keeper if indicator else "")
    if keeper.standing is not Standing.PRESENT and not (build and build > today):
        yield Question(matter=Matter.KEEPER, element=criterion.id, who=keeper.name)


def _actions(contract: Contract, people: Directory, today: date) -> Iterator[Question]:
    for action in contract.actions:
        if overdue_on(action, today):
            yield Question(matter=Matter.OVERDUE_ACTION, element=action.id, who=action.owner, day=action.due)
        if open_on(action, today) and people.who(action.owner).standing is not Standing.PRESENT:
            yield Question(matter=Matter.UNOWNED_ACTION, element=action.id, who=action.owner)


def _texts(contract: Contract) -> Iterator[Question]:
    for approval in approvals_void(contract):
        yield Question(matter=Matter.VOID_APPROVAL, who=approval.name, day=approval.date)
    for item in contract.deliverables:
        if item.state in (ClauseState.PROPOSED, ClauseState.OBSERVED):
            yield Question(matter=Matter.PROPOSED, element=item.id)
        if _vanished(item):
            yield Question(matter=Matter.VANISHED, element=item.id)
    for point in contract.open_points:
        yield Question(matter=Matter.OPEN_POINT, element=point.id, who=point.owner, day=point.due)


def _vanished(item: Deliverable) -> bool:
    return item.state is ClauseState.NEGOTIATED and item.presence is Presence.VANISHED


def _meetings(contract: Contract, today: date) -> Iterator[Question]:
    found = late(contract.review, today)
    if found:
        yield Question(matter=Matter.NOT_HELD, day=found.day)
    if contract.review.next is None:
        yield Question(matter=Matter.NO_NEXT)
    if contract.end and today < contract.end <= add_months(today, ENDING):
        yield Question(matter=Matter.ENDING, day=contract.end)
