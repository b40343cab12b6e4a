"""Answers → the contract as they want it: exactly the edits made on the paper, on the contract it was printed from."""

from __future__ import annotations

from dataclasses import dataclass

from svcgraph.domain.contract import Contract
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
    return Theirs(contract=contract, notes=(*answers.faults, *edits.notes.faults))
