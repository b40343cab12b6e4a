"""A form's three states made ready to be merged, and the merged contract made ready to be kept.

What the maps show (evidence, presence, proposals nobody has decided on) is nobody's edit: it is taken from our
contract of today, so that it makes no change and no conflict. Proposals have no lasting id before they are adopted:
they are told by their names on the map.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from svcgraph.domain.contract import ClauseState, Contract, Deliverable, Presence, Status
from svcgraph.domain.fingerprint import fingerprint
from svcgraph.domain.inheritance import as_written
from svcgraph.domain.negotiation import records
from svcgraph.domain.negotiation.matching import keys
from svcgraph.domain.negotiation.states import STANDING
from svcgraph.domain.negotiation.threeway import Merged, Settling, merge

OF_THE_MAP = (ClauseState.PROPOSED, ClauseState.OBSERVED)


def merge_received(
    base: Contract, theirs: Contract, ours: Contract, *, settle: Settling | None = None, used: Iterable[str] = ()
) -> Merged:
    """`threeway.merge` of a form: as written, without what is inherited, and with today's map on all sides.

    ``base`` and ``theirs`` are what was printed and what came back, ``ours`` what the contract is now with what the
    map adds. ``used``: ids of earlier versions.
    """
    base, theirs, ours = map(as_written, (base, theirs, ours))
    taken = {*used, *(one.id for side in (base, theirs, ours) for one in records.clauses(side))}
    new = _renamed(base, ours, taken)
    base, theirs = records.renamed(base, new), records.renamed(theirs, new)
    ours = _with_vanished(base, ours)
    return merge(_on_map(base, ours), _on_map(theirs, ours), ours, settle=settle, used=used)


def _renamed(base: Contract, ours: Contract, taken: set[str]) -> dict[str, str]:
    """Today's ids of the proposals that were printed; a new one where another clause has it by now."""
    now = {item.id: item for item in ours.deliverables}
    found: dict[str, str] = {}
    for item in base.deliverables:
        if item.state not in OF_THE_MAP or not item.from_map or _alike(item, now.get(item.id)):
            continue
        there = next((one.id for one in ours.deliverables if keys(one) & keys(item)), "")
        if there:
            found[item.id] = there
        elif item.id in now:
            number = 1 + max(records.split_id(one)[1] for one in taken if records.split_id(one)[0] == "d")
            found[item.id] = f"d{number}"
            taken.add(f"d{number}")
    return found


def _alike(item: Deliverable, other: Deliverable | None) -> bool:
    return other is not None and bool(keys(item) & keys(other))


def _with_vanished(base: Contract, ours: Contract) -> Contract:
    """What was proposed when the form was printed and is on no map now stays to be decided on."""
    here = {item.id for item in ours.deliverables}
    gone = tuple(
        replace(item, presence=Presence.VANISHED)
        for item in base.deliverables
        if item.state in OF_THE_MAP and item.id not in here
    )
    return replace(ours, deliverables=(*ours.deliverables, *gone)) if gone else ours


def _on_map(contract: Contract, ours: Contract) -> Contract:
    now = {item.id: item for item in (*ours.deliverables, *ours.expectations)}

    def mapped(item: Deliverable) -> Deliverable:
        known = now.get(item.id)
        return replace(item, evidence=known.evidence, presence=known.presence) if known else item

    return replace(
        contract,
        deliverables=tuple(map(mapped, contract.deliverables)),
        expectations=tuple(map(mapped, contract.expectations)),
        merged=ours.merged,
    )


def to_keep(merged: Contract, held: Contract | None) -> Contract:
    """What is written into `processes/`: ``merged`` in negotiation, without what only the map says.

    What was agreed and says something else now is negotiated anew: the version agreed stays in force meanwhile.
    ``held`` is the contract's file as it is now, None for a draft that is adopted hereby: then all that the map
    shows is kept, with its evidence as the baseline.
    """
    kept = {item.id: item for item in (*held.deliverables, *held.expectations)} if held else {}
    anew = held is not None and held.status in STANDING and fingerprint(held) != fingerprint(merged)
    status = Status.NEGOTIATION if anew or merged.status in (Status.DRAFT, Status.PROPOSED) else merged.status

    def worked_out(item: Deliverable) -> Deliverable:
        before = kept.get(item.id)
        evidence = before.evidence if before else item.evidence
        return replace(item, evidence=evidence, presence=before.presence if before else Presence.NOT_MAPPED)

    items = (one for one in merged.deliverables if held is None or one.id in kept or one.state not in OF_THE_MAP)
    return replace(
        merged,
        status=status,
        as_is=None if anew else merged.as_is,
        deliverables=tuple(map(worked_out, items)),
        expectations=tuple(map(worked_out, merged.expectations)),
        merged=held.merged if held else False,
    )
