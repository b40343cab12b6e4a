"""The states of a contract and what each step needs (`7-rulings` "Contract states and hash").

    draft ─propose→ proposed ─receive→ in negotiation ─agree, both sides→ agreed ─activate→ active ⇄ suspended → ended

Steps are functions from a contract to the contract after it. What a step still lacks comes as `Lack` values, all of
them at once; a step that lacks something is not taken. What was agreed is proposed anew to be changed: its version
stays in force until both sides have agreed to the next one and that starts (`negotiation.versions`).
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
STANDING = (Status.AGREED, Status.ACTIVE, Status.SUSPENDED)  # agreed, and not ended

# What mends a lack. `{id}` is the contract's.
BY_FORM = (
    "Write it into {file}, or fill in the form: svcgraph contracts form {id}, then svcgraph contracts receive FILE."
)
AS_IS = "To agree although it is missing: svcgraph contracts agree {id} … --as-is REASON."
# The step that leads on from a state.
NEXT = {
    Status.DRAFT: "svcgraph contracts propose {id}",
    Status.PROPOSED: "svcgraph contracts agree {id} --for supplier|client --name NAME",
    Status.NEGOTIATION: "svcgraph contracts agree {id} --for supplier|client --name NAME",
    Status.AGREED: "svcgraph contracts activate {id}",
    Status.ACTIVE: "svcgraph contracts propose {id} --start DATE",
    Status.SUSPENDED: "svcgraph contracts activate {id}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """One reason why a step cannot be taken: where, a sentence with its parameters, and what mends it.

    ``states`` are the states that the step is for, where the contract is in none of them. ``mend`` names commands;
    `{id}` and `{file}` in it are the contract's.
    """

    message: str
    clause: str = ""
    line: int = 0
    parameters: tuple[tuple[str, str], ...] = ()
    mend: tuple[str, ...] = ()
    states: tuple[Status, ...] = ()


def approvals_void(contract: Contract) -> tuple[Approval, ...]:
    """Approvals of ``contract`` (as written or with what it inherits) that name another fingerprint than today's."""
    named = tuple(one for one in contract.approvals if one.hash)
    now = fingerprint(contract) if named else ""
    return tuple(one for one in named if len(one.hash) < SHOWN or not now.startswith(one.hash.lower()))


def approvals_standing(contract: Contract) -> tuple[Approval, ...]:
    """Approvals of what ``contract`` says now; those that name no version are taken for such."""
    void = approvals_void(contract)
    return tuple(one for one in contract.approvals if one not in void)


def signed_by_both(contract: Contract) -> bool:
    """Whether both sides have agreed to what ``contract`` says now."""
    return {one.side for one in approvals_standing(contract)} >= set(SIDES)


def lacks_to_propose(contract: Contract) -> tuple[Lack, ...]:
    """A contract is proposed from draft, again out of a negotiation, or anew once agreed, with something in it."""
    found = _state(contract, (Status.DRAFT, *OPEN, *STANDING))
    if not any(item.state is ClauseState.NEGOTIATED for item in contract.deliverables):
        said = "No deliverable is negotiated: set the state of at least one to “negotiated”."
        found += (Lack(message=said, mend=(BY_FORM,)),)
    return found


def lacks_to_agree(contract: Contract, last: Contract | None = None) -> tuple[Lack, ...]:
    """Every criterion that was negotiated has an objective and somebody who keeps its indicator (`1-method`).

    ``contract`` with what it inherits. A measure to be built by somebody before a day stands for a keeper; a text-only
    objective is an objective. An `AsIs` with a reason overrides all but the state and the start. ``last``: the version
    agreed before, which a new one follows on a later day: what was due until then is judged as it was agreed.
    """
    found = (*_state(contract, (*OPEN, Status.AGREED, Status.ACTIVE)), *_start_of_next(contract, last))
    excused = contract.as_is is not None and bool(contract.as_is.reason)
    return found if excused else (*found, *_incomplete(contract))


def lacks_to_activate(contract: Contract, day: date) -> tuple[Lack, ...]:
    """In force from its start, with both sides' approvals of what it says now; out of a suspension too."""
    found = _state(contract, (Status.AGREED, Status.SUSPENDED))
    if contract.start and contract.start > day:
        said = "It starts on {day}: wait until then, or change its start and have it agreed again."
        mend = (NEXT[Status.ACTIVE],)
        found += (Lack(message=said, parameters=(("day", contract.start.isoformat()),), mend=mend),)
    if contract.end and contract.end <= day:
        said = "Its last day was before {day}: agree on a later end."
        mend = (f"{NEXT[Status.ACTIVE]} --end DATE",)
        found += (Lack(message=said, parameters=(("day", contract.end.isoformat()),), mend=mend),)
    return (*found, *_unsigned(contract))


def lacks_to_suspend(contract: Contract) -> tuple[Lack, ...]:
    """Only what is agreed or active can be suspended."""
    return _state(contract, (Status.AGREED, Status.ACTIVE))


def lacks_to_end(contract: Contract) -> tuple[Lack, ...]:
    """Only what was agreed can end."""
    return _state(contract, STANDING)


def proposed(contract: Contract, *, start: date | None = None, end: date | None = None) -> Contract:
    """``contract`` on its way to the other side, with the term that is proposed; what is proposed nobody has agreed to.

    Out of a negotiation, the approvals of what it still says stand.
    """
    made = replace(contract, status=Status.PROPOSED, start=start or contract.start, end=end or contract.end)
    if contract.status in STANDING:
        return replace(made, approvals=(), as_is=None)
    return replace(made, approvals=approvals_standing(made))


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


def activated(contract: Contract) -> Contract:
    """In force, and said so in its file."""
    return replace(contract, status=Status.ACTIVE)


def suspended(contract: Contract) -> Contract:
    """Out of force until it is activated again."""
    return replace(contract, status=Status.SUSPENDED)


def ended(contract: Contract, day: date) -> Contract:
    """No longer in force from ``day`` on, or from its end where that comes first."""
    return replace(contract, status=Status.ENDED, end=min(contract.end or day, day))


def version_after(last: Contract | None, new: Contract) -> str:
    """The number of ``new``: 1.0, the next whole number where clauses changed, else one tenth more.

    Of a ``last`` whose approvals name another text than it has, nobody knows what was agreed: clauses may have changed.
    """
    if last is None or not last.version:
        return new.version or "1.0"
    unknown = bool(approvals_void(last))
    if fingerprint(last) == fingerprint(new) and not unknown:
        return last.version
    whole, _, part = last.version.partition(".")
    number, tenth = (int(one) if one.isascii() and one.isdecimal() else 0 for one in (whole, part))
    same = not unknown and _clauses(last) == _clauses(new)
    return f"{number}.{tenth + 1}" if same else f"{number + 1}.0"


def as_it_is(contract: Contract, reason: str, by: str, day: date) -> Contract:
    """Agreed although something is missing: the reason stands in the document."""
    return replace(contract, as_is=AsIs(reason=Text(reason, reason), by=by, date=day))


def noted(contract: Contract, sentence: Text) -> Contract:
    """What happened, as one more line of the contract's own history."""
    return replace(contract, history=(*contract.history, sentence))


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
    said = "It is “{state}”; this step is for contracts that are: {states}."
    told = (("state", contract.status.value), ("states", ", ".join(one.value for one in allowed)))
    return (Lack(message=said, parameters=told, states=allowed, mend=next_step(contract.status)),)


def _start_of_next(contract: Contract, last: Contract | None) -> Iterator[Lack]:
    if last is None or not last.start or fingerprint(last) == fingerprint(contract):
        return
    if contract.start is None or contract.start <= last.start:
        said = "Version {version} is in force since {day}: say from which later day on the new version is."
        told = (("version", last.version), ("day", last.start.isoformat()))
        yield Lack(message=said, parameters=told, mend=(NEXT[Status.ACTIVE],))


def _incomplete(contract: Contract) -> Iterator[Lack]:
    for item in (*contract.deliverables, *contract.expectations):
        if item.state is not ClauseState.NEGOTIATED:
            continue
        if not item.criteria and item in contract.deliverables:
            said = "{clause} has no criterion: ask the client what it looks at."
            yield _of_clause(said, item.id, item.line)
        for criterion in item.criteria:
            yield from _unmeasured(criterion)


def _unmeasured(criterion: Criterion) -> Iterator[Lack]:
    if not (criterion.objective and criterion.objective.text):
        yield _of_clause("{clause} has no objective: write the level to reach.", criterion.id, criterion.line)
    indicator = criterion.indicator
    built = indicator and indicator.build_before and indicator.build_by
    if not (indicator and (indicator.keeper or built)):
        said = "{clause} has nobody who keeps its indicator: name one, or who builds the measure before when."
        yield _of_clause(said, criterion.id, criterion.line)


def _of_clause(said: str, clause: str, line: int) -> Lack:
    return Lack(message=said, clause=clause, line=line, parameters=(("clause", clause),), mend=(BY_FORM, AS_IS))


def _unsigned(contract: Contract) -> Iterator[Lack]:
    void = approvals_void(contract)
    for one in void:
        said = "The approval of {name} is void: the contract was changed since. Have it agreed again."
        yield Lack(message=said, parameters=(("name", one.name),), mend=(agree_command(one.side),))
    signed = {one.side for one in contract.approvals if one not in void}
    for side in SIDES:
        if side not in signed:
            yield Lack(message="The {side} has not agreed.", parameters=(("side", side),), mend=(agree_command(side),))


def next_step(status: Status) -> tuple[str, ...]:
    """What leads on from a state; nothing from the last one."""
    return (NEXT[status],) if status in NEXT else ()


def agree_command(side: str) -> str:
    """The command by which one side agrees."""
    return f"svcgraph contracts agree {{id}} --for {side} --name NAME"
