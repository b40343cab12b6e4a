"""Answers → the contract as they want it: exactly the edits made on the paper, on the contract it was printed from."""

from __future__ import annotations

from dataclasses import dataclass, replace

from svcgraph.domain.contract import Contract
from svcgraph.domain.inheritance import inherited_values
from svcgraph.domain.negotiation import records
from svcgraph.domain.organisation import Organisation
from svcgraph.errors import Fault
from svcgraph.forms import _decide, _follow, _negotiate
from svcgraph.forms._edits import Edits
from svcgraph.forms._names import Names
from svcgraph.forms.answers import Answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Theirs:
    """``contract`` is the base with the edits; ``notes`` tell what could not be taken over, or was taken otherwise."""

    contract: Contract
    notes: tuple[Fault, ...] = ()


def theirs(answers: Answers, organisation: Organisation, *, file: str = "") -> Theirs:
    """What came back in ``file``, as a contract. The base itself where nothing was changed.

    A place that says what was printed, but for spaces and apostrophes, is no edit. What cannot be read as what
    its place takes (a date that is none) changes nothing and is a note that quotes it. New clauses get the number
    printed beside them, else the next one that the contract never had.
    """
    names = Names(organisation=organisation, language=answers.base.language)
    edits = Edits(answers, file)
    contract = answers.base.contract
    for step in (
        _follow.singles,
        _negotiate.deliverables,
        _negotiate.expectations,
        _negotiate.criteria,
        _negotiate.excuses,
    ):
        contract = step(contract, edits, names)
    contract = _decide.laid_flat(contract, edits, names)  # last: one may be grouped with a deliverable just added
    for step in (_follow.points, _follow.actions):
        contract = step(contract, edits, names)
    contract = replace(contract, inherited=_still_inherited(answers.base.contract, contract))
    return Theirs(contract=contract, notes=(*answers.faults, *edits.notes.faults))


def _still_inherited(base: Contract, changed: Contract) -> tuple[str, ...]:
    """What was printed as inherited and was left so; what people wrote over it is the contract's own."""
    if base == changed:
        return base.inherited
    here = {"", "review", "counting", *(one.id for one in records.clauses(changed))}
    held = replace(changed, inherited=tuple(key for key in base.inherited if key.rpartition(".")[0] in here))
    before = dict(inherited_values(base))
    return tuple(key for key, value in inherited_values(held) if value == before[key])
