"""The states of a contract and what each step needs (`7-rulings` "Contract states and hash").

    draft ─propose→ proposed ─receive→ in negotiation ─agree, both sides→ agreed ─activate→ active ⇄ suspended → ended

Steps are functions from a contract to the contract after it. What a step still lacks comes as `Lack` values, all of
them at once; a step that lacks something is not taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from svcgraph.domain.contract import Approval, ClauseState, Contract, Criterion, Status
from svcgraph.domain.fingerprint import SHOWN, fingerprint
from svcgraph.domain.session import AsIs
from svcgraph.domain.text import Text

SIDES = ("supplier", "client")
OPEN = (Status.PROPOSED, Status.NEGOTIATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """One reason why a step cannot be taken: where, and a sentence with its parameters."""

    message: str
    clause: str = ""
    line: int = 0
    parameters: tuple[tuple[str, str], ...] = ()


def approvals_void(contract: Contract) -> tuple[Approval, ...]:
    """Approvals of ``contract`` (as written or with what it inherits) that name another fingerprint than today's."""
    named = tuple(one for one in contract.approvals if one.hash)
    now = fingerprint(contract) if named else ""
    return tuple(one for one in named if len(one.hash) < SHOWN or not now.startswith(one.hash.lower()))


def lacks_to_propose(contract: Contract) -> tuple[Lack, ...]:
    """A contract is proposed from draft, or again out of a negotiation, with something in it."""
    found = _state(contract, (Status.DRAFT, Status.NEGOTIATION))
    if not any(item.state is ClauseState.NEGOTIATED for item in contract.deliverables):
        found += (Lack(message="No deliverable is negotiated: set the state of at least one to “negotiated”."),)
    return found


def lacks_to_agree(contract: Contract) -> tuple[Lack, ...]:
    """Every criterion that was negotiated has an objective and somebody who keeps its indicator (`1-method`).

    ``contract`` with what it inherits. A measure to be built by somebody before a day stands for a keeper; a text-only
    objective is an objective. An `AsIs` with a reason overrides all but the state.
    """
    found = _state(contract, (*OPEN, Status.AGREED, Status.ACTIVE))
    excused = contract.as_is is not None and bool(contract.as_is.reason)
    return found if excused else (*found, *_incomplete(contract))


def lacks_to_activate(contract: Contract, day: date) -> tuple[Lack, ...]:
    """In force from its start, with both sides' approvals of what it says now; out of a suspension too."""
    found = _state(contract, (Status.AGREED, Status.SUSPENDED))
    if contract.start and contract.start > day:
        said = "It starts on {day}: wait until then, or change its start and have it agreed again."
        found += (Lack(message=said, parameters=(("day", contract.start.isoformat()),)),)
    return (*found, *_unsigned(contract))


def lacks_to_suspend(contract: Contract) -> tuple[Lack, ...]:
    """Only what is agreed or active can be suspended."""
    return _state(contract, (Status.AGREED, Status.ACTIVE))


def lacks_to_end(contract: Contract) -> tuple[Lack, ...]:
    """Only what was agreed can end."""
    return _state(contract, (Status.AGREED, Status.ACTIVE, Status.SUSPENDED))


def approved(contract: Contract, approval: Approval, last: Contract | None = None) -> Contract:
    """``contract`` with one side's approval of what it says now; agreed, with its number, once both sides have.

    Void approvals and an earlier one of the same side go. ``last``: the version agreed before, if any. The first is
    1.0; a changed clause makes 2.0 of 1.1, any other change 1.2 (`version_after`).
    """
    void = approvals_void(contract)
    kept = tuple(one for one in contract.approvals if one not in void and one.hash and one.side != approval.side)
    signed = replace(contract, approvals=(*kept, replace(approval, hash=fingerprint(contract))))
    if {one.side for one in signed.approvals} != set(SIDES):
        return signed
    status = contract.status if contract.status is Status.ACTIVE else Status.AGREED
    return replace(signed, status=status, version=version_after(last, contract))


def version_after(last: Contract | None, new: Contract) -> str:
    """The number of ``new``: 1.0, the next whole number where clauses changed, else one tenth more."""
    if last is None or not last.version:
        return new.version or "1.0"
    if fingerprint(last) == fingerprint(new):
        return last.version
    whole, _, part = last.version.partition(".")
    number, tenth = (int(one) if one.isascii() and one.isdecimal() else 0 for one in (whole, part))
    same = _clauses(last) == _clauses(new)
    return f"{number}.{tenth + 1}" if same else f"{number + 1}.0"


def as_it_is(contract: Contract, reason: str, by: str, day: date) -> Contract:
    """Agreed although something is missing: the reason stands in the document."""
    return replace(contract, as_is=AsIs(reason=Text(reason, reason), by=by, date=day))


def noted(contract: Contract, sentence: str) -> Contract:
    """What happened, as one more line of the contract's own history."""
    return replace(contract, history=(*contract.history, Text(sentence, sentence)))


def _clauses(contract: Contract) -> str:
    """The fingerprint of the clauses alone."""
    return fingerprint(
        Contract(
            id=contract.id,
            supplier=contract.supplier,
            client=contract.client,
            languages=contract.languages,
            deliverables=contract.deliverables,
            expectations=contract.expectations,
        )
    )


def _state(contract: Contract, allowed: tuple[Status, ...]) -> tuple[Lack, ...]:
    if contract.status in allowed:
        return ()
    states = ", ".join(one.value for one in allowed)
    said = "It is “{state}”; this step is for contracts that are: {states}."
    return (Lack(message=said, parameters=(("state", contract.status.value), ("states", states))),)


def _incomplete(contract: Contract) -> Iterator[Lack]:
    for item in (*contract.deliverables, *contract.expectations):
        if item.state is not ClauseState.NEGOTIATED:
            continue
        for criterion in item.criteria:
            yield from _unmeasured(criterion)


def _unmeasured(criterion: Criterion) -> Iterator[Lack]:
    if not (criterion.objective and criterion.objective.text):
        said = "{clause} has no objective: write the level to reach."
        yield Lack(message=said, clause=criterion.id, line=criterion.line, parameters=(("clause", criterion.id),))
    indicator = criterion.indicator
    built = indicator and indicator.build_before and indicator.build_by
    if not (indicator and (indicator.keeper or built)):
        said = "{clause} has nobody who keeps its indicator: name one, or who builds the measure before when."
        yield Lack(message=said, clause=criterion.id, line=criterion.line, parameters=(("clause", criterion.id),))


def _unsigned(contract: Contract) -> Iterator[Lack]:
    void = approvals_void(contract)
    for one in void:
        said = "The approval of {name} is void: the contract was changed since. Have it agreed again."
        yield Lack(message=said, parameters=(("name", one.name),))
    signed = {one.side for one in contract.approvals if one not in void}
    for side in SIDES:
        if side not in signed:
            said = "The {side} has not agreed: svcgraph contracts agree … --side {side}"
            yield Lack(message=said, parameters=(("side", side),))
