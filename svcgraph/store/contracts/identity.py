"""Identity of contracts and clauses (`7-rulings` "Identity"): what a file says of itself must hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from svcgraph.domain.contract import Contract, Criterion, Deliverable
from svcgraph.domain.names import same
from svcgraph.errors import Fault, FaultList, Place
from svcgraph.i18n import mark
from svcgraph.intake.yaml import Node
from svcgraph.store.contracts.lines import Path, line_of

_NUMBERED = re.compile(r"[1-9][0-9]*")


@dataclass(frozen=True, slots=True)
class _Checked:
    """One contract file under examination."""

    contract: Contract
    tree: Node
    file: str
    faults: FaultList

    def say(self, path: Path, code: str, message: str, /, **parameters: object) -> None:
        named = tuple((key, str(value)) for key, value in parameters.items())
        place = Place(file=self.file, line=line_of(self.tree, path))
        self.faults.faults.append(Fault(code=code, place=place, message=message, parameters=named))


def check(contract: Contract, tree: Node, stem: str, faults: FaultList) -> None:
    """Adds a fault for every id that does not hold. ``stem`` is the file's name without ``.yaml``."""
    one = _Checked(contract, tree, contract.place_file, faults)
    _own_id(one, stem)
    _clauses(one, "deliverables", "d")
    _clauses(one, "expectations", "e")
    _members(one)
    _key_objectives(one)
    _references(one)
    _flows(one)


def _flows(one: _Checked) -> None:
    """A thing that passes today stands once under ``laid_flat``: its name is its identity."""
    first: dict[str, int] = {}
    for i, flow in enumerate(one.contract.laid_flat.flows):
        if same(flow.name) in first:
            said = mark("“{name}” is laid flat twice (first in line {line}): keep one line.")
            one.say(("laid_flat", "flows", i), "flow-twice", said, name=flow.name, line=first[same(flow.name)])
        first.setdefault(same(flow.name), flow.line)


def _own_id(one: _Checked, stem: str) -> None:
    contract = one.contract
    pair = f"{contract.supplier.service}--{contract.client.service}"
    if contract.id != pair and not contract.id.startswith(f"{pair}-"):
        said = mark("The id “{id}” does not name its parties: it should be “{pair}”, or that with a suffix.")
        one.say(("id",), "contract-id", said, id=contract.id, pair=pair)
    if contract.supplier.service == contract.client.service:
        one.say(("client",), "contract-parties", mark("Supplier and client are the same service."))
    if stem not in (contract.id, f"{contract.id}@{contract.version}"):
        said = mark("The file is called {stem}.yaml but holds the contract “{id}”: rename one of them.")
        one.say(("id",), "contract-id", said, stem=stem, id=contract.id)


def _clauses(one: _Checked, part: str, letter: str) -> None:
    items: tuple[Deliverable, ...] = getattr(one.contract, part)
    for i, item in enumerate(items):
        if not _is_child(item.id, letter):
            said = mark("The clause id “{id}” should be {letter}1, {letter}2 and so on.")
            one.say((part, i, "id"), "clause-id", said, id=item.id, letter=letter)
        for j, criterion in enumerate(item.criteria):
            _criterion(one, criterion, item.id, (part, i, "criteria", j))


def _criterion(one: _Checked, criterion: Criterion, above: str, path: Path) -> None:
    said = mark("The clause id “{id}” should be {above}1, {above}2 and so on.")
    if not _is_child(criterion.id, f"{above}.c"):
        one.say((*path, "id"), "clause-id", said, id=criterion.id, above=f"{above}.c")
    if criterion.indicator and not _is_child(criterion.indicator.id, f"{criterion.id}.i"):
        where = (*path, "indicator", "id")
        one.say(where, "clause-id", said, id=criterion.indicator.id, above=f"{criterion.id}.i")


def _is_child(clause: str, prefix: str) -> bool:
    return clause.startswith(prefix) and _NUMBERED.fullmatch(clause[len(prefix) :]) is not None


def _parts(contract: Contract) -> Iterator[tuple[Path, Criterion]]:
    for part, items in (("deliverables", contract.deliverables), ("expectations", contract.expectations)):
        for i, item in enumerate(items):
            for j, criterion in enumerate(item.criteria):
                yield (part, i, "criteria", j), criterion


def _ids(contract: Contract) -> Iterator[tuple[Path, str]]:
    """Every id of the file that must be its own, with the place where it is given."""
    for part, items in (("deliverables", contract.deliverables), ("expectations", contract.expectations)):
        for i, item in enumerate(items):
            yield (part, i, "id"), item.id
    for path, criterion in _parts(contract):
        yield (*path, "id"), criterion.id
        if criterion.indicator:
            yield (*path, "indicator", "id"), criterion.indicator.id
    for i, action in enumerate(contract.actions):
        yield ("actions", i, "id"), action.id
    for i, point in enumerate(contract.open_points):
        yield ("open_points", i, "id"), point.id


def _members(one: _Checked) -> None:
    first: dict[str, Path] = {}
    for path, clause in _ids(one.contract):
        if clause in first:
            said = mark("“{id}” is given twice (first in line {line}): an id is given once and never reused.")
            one.say(path, "clause-id-twice", said, id=clause, line=line_of(one.tree, first[clause]))
        first.setdefault(clause, path)


def _key_objectives(one: _Checked) -> None:
    keys = [path for path, item in _parts(one.contract) if item.objective and item.objective.key]
    for path in keys[1:]:
        said = mark("A contract has one key objective; another one stands in line {line}.")
        one.say((*path, "objective", "key"), "key-objectives", said, line=line_of(one.tree, keys[0]))


def _references(one: _Checked) -> None:
    known = {clause for path, clause in _ids(one.contract) if path[0] in ("deliverables", "expectations")}
    said = mark("“{id}” is no clause of this contract.")
    for path, criterion in _parts(one.contract):
        for k, clause in enumerate(criterion.objective.depends_on if criterion.objective else ()):
            if clause not in known:
                one.say((*path, "objective", "depends_on", k), "dangling-clause", said, id=clause)
        if criterion.answer and criterion.answer.expectation and criterion.answer.expectation not in known:
            where = (*path, "answer", "expectation")
            one.say(where, "dangling-clause", said, id=criterion.answer.expectation)
    for i, action in enumerate(one.contract.actions):
        if action.objective and action.objective not in known:
            one.say(("actions", i, "objective"), "dangling-clause", said, id=action.objective)
