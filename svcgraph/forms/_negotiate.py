"""§ 4 and § 5: deliverables, their criteria and answers, and the supplier's expectations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from svcgraph.domain.contract import ClauseState, Contract, Criterion, Deliverable, Objective
from svcgraph.domain.names import same
from svcgraph.domain.text import Text
from svcgraph.forms._clauses import clause_of, deliverable_of, new_id
from svcgraph.forms._criterion import edited
from svcgraph.forms._edits import EditedRow, Edits
from svcgraph.forms._names import Names
from svcgraph.forms._rows import in_block
from svcgraph.i18n import mark

MOVED = mark("“{what}” was moved to deliverable {number}: it is a new criterion there.")
REFUSED = mark("taken out of the form")
_TEXTS = ("name", "form", "channel", "receiver", "volume")


def deliverables(contract: Contract, edits: Edits, names: Names) -> Contract:
    """Banners, new deliverables, deleted ones; in the order of the paper, those without a block where they stood."""
    rows = edits.rows("deliverables")
    if rows is None:
        return contract
    held = {one.id: one for one in contract.deliverables}
    gone = edits.gone("deliverables", rows)
    made: dict[str, Deliverable] = {}
    for row in rows:
        clause = row.id or new_id("d", row.number, (*held, *made))
        made[clause] = _deliverable(held.get(clause) or Deliverable(id=clause, name=Text()), row, names)
    for clause in gone:
        edits.struck(names.text(held[clause].name))
    kept = _refused(held, gone, edits)
    return replace(contract, deliverables=_ordered(contract.deliverables, made, kept))


def _refused(held: dict[str, Deliverable], gone: Iterable[str], edits: Edits) -> dict[str, Deliverable]:
    """What the map shows would be proposed again: struck out, it stays as declined."""
    refused = ClauseState.DECLINED, edits.words(REFUSED)
    return {
        clause: replace(held[clause], state=refused[0], declined_reason=refused[1])
        for clause in gone
        if held[clause].state in (ClauseState.PROPOSED, ClauseState.OBSERVED)
    }


def _ordered(
    before: tuple[Deliverable, ...], made: dict[str, Deliverable], kept: dict[str, Deliverable]
) -> tuple[Deliverable, ...]:
    """``made`` in its order; the others (declined) after what they followed."""
    order = list(made.values())
    for index, item in enumerate(before):
        if item.id in made or (in_block(item) and item.id not in kept):
            continue
        previous = before[index - 1].id if index else ""
        spot = next((number + 1 for number, one in enumerate(order) if one.id == previous), 0 if not index else None)
        order.insert(len(order) if spot is None else spot, kept.get(item.id, item))
    return tuple(order)


def _deliverable(item: Deliverable, row: EditedRow, names: Names) -> Deliverable:
    for key in _TEXTS:
        if key in row.changed:
            item = replace(item, **{key: names.reworded(getattr(item, key), row.changed[key])})  # type: ignore[arg-type]
    if "name" in row.changed:
        item = replace(item, needs_name=False)
    return _negotiated(item) if row.changed else item


def _negotiated(item: Deliverable) -> Deliverable:
    """A mapped flow becomes a deliverable when the client names it or says what it wants of it (`7-rulings`)."""
    return item if item.state is ClauseState.DECLINED else replace(item, state=ClauseState.NEGOTIATED)


def criteria(contract: Contract, edits: Edits, names: Names) -> Contract:
    """Criteria with objective, answer and measure; each in the deliverable in whose block it stands."""
    rows = edits.rows("criteria")
    if rows is None:
        return contract
    held = {one.id: one for item in contract.deliverables for one in item.criteria}
    placed: dict[str, list[Criterion]] = {item.id: [] for item in contract.deliverables}
    for gone in edits.gone("criteria", rows):
        if gone in held:
            edits.struck(names.text(held[gone].text))
    touched: set[str] = set()
    current = ""
    for row in rows:
        contract, current = _block(contract, row, current, names)
        if not current:
            continue
        placed.setdefault(current, [])
        criterion = _criterion(row, current, held, placed, contract, edits, names)
        placed[current].append(criterion)
        touched |= {current} if criterion != held.get(criterion.id) else set()
    items = tuple(_with(item, placed.get(item.id, []), item.id in touched) for item in contract.deliverables)
    return replace(contract, deliverables=items)


def _with(item: Deliverable, criteria: list[Criterion], touched: bool) -> Deliverable:
    kept = tuple(criteria) if in_block(item) else item.criteria
    return _negotiated(replace(item, criteria=kept)) if touched else replace(item, criteria=kept)


def _block(contract: Contract, row: EditedRow, current: str, names: Names) -> tuple[Contract, str]:
    """The deliverable to which a row belongs: by number, by name, by its own number or id, else the one above."""
    said = row.said.get("deliverable", "")
    if said:
        known = deliverable_of(said, contract) or _named(said, contract, names)
        if known:
            return contract, known
        if not said.isdecimal():
            clause = new_id("d", "", (item.id for item in contract.deliverables))
            made = Deliverable(id=clause, name=Text(said, said))
            return replace(contract, deliverables=(*contract.deliverables, made)), clause
        if any(row.changed.values()) and said.isdecimal():
            clause = new_id("d", said, (item.id for item in contract.deliverables))
            made = Deliverable(id=clause, name=Text())
            return replace(contract, deliverables=(*contract.deliverables, made)), clause
    own = row.id.split(".")[0] or (deliverable_of(row.number.split(".")[0], contract) if "." in row.number else "")
    return contract, own or current


def _named(said: str, contract: Contract, names: Names) -> str:
    found = (item.id for item in contract.deliverables if same(names.text(item.name)) == same(said))
    return next(found, "")


def _criterion(  # noqa: PLR0917 - the row, what stands around it, and the three that every step has
    row: EditedRow,
    block: str,
    held: dict[str, Criterion],
    placed: dict[str, list[Criterion]],
    contract: Contract,
    edits: Edits,
    names: Names,
) -> Criterion:
    taken = (*held, *(one.id for several in placed.values() for one in several))
    before = held.get(row.id)
    if before and not before.id.startswith(f"{block}."):
        edits.note("criterion-moved", MOVED, what=names.text(before.text), number=block[1:])
        clause = new_id(f"{block}.c", "", taken)
        indicator = replace(before.indicator, id=f"{clause}.i1") if before.indicator else None
        before = replace(before, id=clause, indicator=indicator)
    new = Criterion(id=new_id(f"{block}.c", row.number, taken), text=Text())
    return edited(before or new, row.changed, contract, names)


def expectations(contract: Contract, edits: Edits, names: Names) -> Contract:
    """§ 5: one row a criterion of an expectation, in the order of the paper."""
    rows = edits.rows("expectations")
    if rows is None:
        return contract
    held = {item.id: item for item in contract.expectations}
    clauses = {one.id: one for item in contract.expectations for one in item.criteria}
    for gone in edits.gone("expectations", rows):
        known = held[gone.split(".")[0]]
        edits.struck(names.text(clauses[gone].text if len(known.criteria) > 1 else known.name))
    made: dict[str, Deliverable] = {}
    for row in rows:
        item, clause = _expectation(row, held, clauses, made, contract, names)
        made[item.id] = item
        if "excuses" in row.changed:
            edits.excuses.append((clause, row.changed["excuses"]))
    declined = tuple(item for item in contract.expectations if not in_block(item))
    return replace(contract, expectations=(*made.values(), *declined))


def _expectation(  # noqa: PLR0917 - the row, what stands around it, and the two that every step has
    row: EditedRow,
    held: dict[str, Deliverable],
    clauses: dict[str, Criterion],
    made: dict[str, Deliverable],
    contract: Contract,
    names: Names,
) -> tuple[Deliverable, str]:
    """The expectation with this row in it, and the clause on which objectives may hang."""
    known = row.id.split(".")[0] or new_id("e", row.number, (*held, *made))
    before = held.get(known) or Deliverable(id=known, name=Text())
    item = made.get(known) or replace(before, criteria=())
    if "thing" in row.changed:
        item = replace(item, name=names.reworded(item.name, row.changed["thing"]))
    said = {key: value for key, value in row.changed.items() if key not in ("thing", "excuses")}
    clause = row.id if "." in row.id else f"{known}.c1"
    if row.id in clauses or any(said.values()):
        criterion = edited(clauses.get(row.id) or Criterion(id=clause, text=Text()), said, contract, names)
        return replace(item, criteria=(*item.criteria, criterion)), criterion.id
    return item, known


def excuses(contract: Contract, edits: Edits, _names: Names) -> Contract:
    """Which objectives hang on which expectation, once all criteria and expectations are there."""
    for clause, numbers in edits.excuses:
        contract = _excused(contract, clause, numbers)
    return contract


def _excused(contract: Contract, clause: str, numbers: str) -> Contract:
    """Lets exactly the objectives named hang on ``clause``."""
    wanted = {clause_of(number, contract) for number in numbers.split("; ") if number}
    items = tuple(
        replace(item, criteria=tuple(_hung(one, clause, one.id in wanted) for one in item.criteria))
        for item in contract.deliverables
    )
    return replace(contract, deliverables=items)


def _hung(criterion: Criterion, clause: str, wanted: bool) -> Criterion:
    objective = criterion.objective or Objective()
    if wanted == (clause in objective.depends_on):
        return criterion
    others = tuple(one for one in objective.depends_on if one != clause)
    return replace(criterion, objective=replace(objective, depends_on=(*others, clause) if wanted else others))
