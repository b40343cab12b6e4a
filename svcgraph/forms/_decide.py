"""§ 3: what the client decides of each thing that passes, and what follows for the deliverables."""

from __future__ import annotations

from dataclasses import replace

from svcgraph.domain.contract import ClauseState, Contract, Deliverable
from svcgraph.domain.session import FlowDecision, ObservedFlow
from svcgraph.forms._clauses import deliverable_of
from svcgraph.forms._edits import EditedRow, Edits
from svcgraph.forms._names import Names
from svcgraph.i18n import mark

NOT_GROUPED = mark("“{what}” is to be grouped with no. {number}, which is not there: nothing was decided.")
REASONS = {
    FlowDecision.USEFUL: mark("useful, no agreement"),
    FlowDecision.NOT_NEEDED: mark("not needed"),
    FlowDecision.GROUP: mark("grouped with {clause}"),
}


def laid_flat(contract: Contract, edits: Edits, names: Names) -> Contract:
    """Decisions, rhythms and remarks. A row that was deleted decides nothing."""
    for row in edits.rows("flat") or ():
        item = next((one for one in contract.deliverables if one.id == row.id), None)
        if item and row.changed:
            contract = _flow(contract, item, row, names)
            contract = _decided(contract, item, row, edits, names)
    return contract


def _flow(contract: Contract, item: Deliverable, row: EditedRow, names: Names) -> Contract:
    """The line of "laid flat" itself, kept whatever becomes of the deliverable."""
    flows = contract.laid_flat.flows
    before = next((one for one in flows if one.name in item.from_map), ObservedFlow(name=item.from_map[0]))
    after = before
    for key in ("rhythm", "remark"):
        if key in row.changed:
            after = replace(after, **{key: names.reworded(getattr(after, key), row.changed[key])})  # type: ignore[arg-type]
    if "decision" in row.changed:
        after = replace(after, decision=FlowDecision(row.changed["decision"]) if row.changed["decision"] else None)
    if "group_with" in row.changed:
        target = deliverable_of(row.changed["group_with"], contract)
        after = replace(after, group_with=target or row.changed["group_with"])
    kept = tuple(after if one is before else one for one in flows)
    flows = kept if before in flows else (*flows, after)
    return replace(contract, laid_flat=replace(contract.laid_flat, flows=flows))


def _decided(contract: Contract, item: Deliverable, row: EditedRow, edits: Edits, names: Names) -> Contract:
    wanted = row.said.get("decision", "")
    if not wanted or not {"decision", "group_with"} & row.changed.keys():
        return contract
    decision = FlowDecision(wanted)
    if decision is FlowDecision.CONTRACT:
        return _put(contract, replace(item, state=ClauseState.NEGOTIATED, declined_reason="", declined_by=""))
    if decision is FlowDecision.GROUP:
        return _grouped(contract, item, row, edits, names)
    return _put(contract, _declined(item, edits.words(REASONS[decision])))


def _declined(item: Deliverable, reason: str) -> Deliverable:
    return replace(item, state=ClauseState.DECLINED, declined_reason=reason)


def _grouped(contract: Contract, item: Deliverable, row: EditedRow, edits: Edits, names: Names) -> Contract:
    """The other deliverable takes its names on the map; it stays itself, declined, so that its id is not reused."""
    number = row.said.get("group_with", "")
    target = next((one for one in contract.deliverables if one.id == deliverable_of(number, contract)), None)
    if target is None or target.id == item.id:
        edits.note("group-unknown", NOT_GROUPED, what=names.text(item.name), number=number or "–")
        return contract
    names_on_map = tuple(dict.fromkeys((*target.from_map, *item.from_map)))
    joined = replace(target, from_map=names_on_map, state=ClauseState.NEGOTIATED)
    reason = edits.words(REASONS[FlowDecision.GROUP], clause=target.id)
    return _put(_put(contract, joined), _declined(item, reason))


def _put(contract: Contract, item: Deliverable) -> Contract:
    items = tuple(item if one.id == item.id else one for one in contract.deliverables)
    return replace(contract, deliverables=items)
