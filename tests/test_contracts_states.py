"""What each step of a contract needs, and what an approval holds for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from svcgraph.domain.contract import Approval, Contract, Status
from svcgraph.domain.negotiation import states
from svcgraph.domain.text import Text
from svcgraph.store.contracts import parse_contract

DAY = date(2026, 11, 16)
FILE = next((Path(__file__).parents[1] / "processes" / "contracts").glob("courrier*.yaml"))


def contract(**changes: object) -> Contract:
    read, _ = parse_contract(FILE.read_bytes(), FILE.name)
    assert read is not None
    return replace(read, approvals=(), version="", status=Status.NEGOTIATION, **changes)


def both(one: Contract, last: Contract | None = None) -> Contract:
    for side in states.SIDES:
        one = states.approved(one, Approval(side=side, name=side, date=DAY), last)
    return one


def test_one_side_is_not_enough_and_both_make_it_agreed() -> None:
    half = states.approved(contract(), Approval(side="client", name="Ann", date=DAY))
    assert (half.status, half.version) == (Status.NEGOTIATION, "")
    assert [dict(one.parameters) for one in states.lacks_to_activate(replace(half, status=Status.AGREED), DAY)] == [
        {"side": "supplier"}
    ]
    whole = both(contract())
    assert (whole.status, whole.version) == (Status.AGREED, "1.0")
    assert states.lacks_to_activate(whole, DAY) == ()


def test_a_later_change_makes_approvals_void() -> None:
    signed = both(contract())
    changed = replace(signed, end=date(2030, 1, 1))
    assert states.approvals_void(signed) == ()
    assert states.approvals_void(changed) == changed.approvals
    assert len(states.lacks_to_activate(changed, DAY)) == 4


def test_numbers_rise_by_what_changed() -> None:
    signed = both(contract())
    dated = both(replace(signed, end=date(2030, 1, 1), approvals=()), signed)
    other = replace(signed.deliverables[0], name=Text("Autre", "Other"))
    assert (dated.version, both(replace(dated, deliverables=(other,), approvals=()), dated).version) == ("1.1", "2.0")


def test_what_is_missing_is_listed_and_a_reason_overrides() -> None:
    item = contract().deliverables[0]
    bare = replace(item, criteria=tuple(replace(one, objective=None, indicator=None) for one in item.criteria))
    poor = contract(deliverables=(bare,))
    assert [one.clause for one in states.lacks_to_agree(poor)] == ["d1.c1", "d1.c1", "d1.c2", "d1.c2"]
    assert states.lacks_to_agree(states.as_it_is(poor, "pilot", "ann", DAY)) == ()
    assert states.lacks_to_agree(contract()) == ()
    assert len(states.lacks_to_propose(replace(poor, status=Status.ENDED))) == 1
