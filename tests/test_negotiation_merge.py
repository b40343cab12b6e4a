"""The laws of the three-way merge, over random contracts and random edits of both sides."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from svcgraph.domain.contract import Action, Contract, Criterion, Deliverable, Indicator, Objective, Party, Review
from svcgraph.domain.negotiation import records
from svcgraph.domain.negotiation.changes import Change, ChangeKind, compare
from svcgraph.domain.negotiation.rows import order
from svcgraph.domain.negotiation.threeway import Merged, Settling, Side, merge
from svcgraph.domain.text import Text

LAW = settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
REPEATED = pytest.mark.no_cover  # what the first law runs through is traced
WORDS = st.sampled_from(["", "a", "b", "c"])
SETTLINGS = st.sampled_from([Settling(), Settling(all=Side.OURS), Settling(all=Side.THEIRS)])


def text(words: str) -> Text:
    return Text(words, words)


def criterion(clause: str, words: str = "a", objective: str = "at least 98 %") -> Criterion:
    indicator = Indicator(id=f"{clause}.i1", name=text("count"), keeper="anne")
    return Criterion(id=clause, text=text(words), objective=Objective(text=text(objective)), indicator=indicator)


def deliverable(clause: str, name: str = "report") -> Deliverable:
    return Deliverable(id=clause, name=text(name), criteria=(criterion(f"{clause}.c1"), criterion(f"{clause}.c2")))


BASE = Contract(
    id="sales--stores",
    supplier=Party(service="sales"),
    client=Party(service="stores"),
    purpose=text("why"),
    deliverables=(deliverable("d1"), deliverable("d2", "order"), deliverable("d3", "invoice")),
    expectations=(deliverable("e1", "forecast"),),
    review=Review(participants=("anne", "paul", "zoe")),
    actions=(Action(id="p1", action=text("do"), objective="d1.c1"),),
)


# Random states of one contract. Ids of clauses come from a small range, so that the sides meet.


@st.composite
def criteria(draw: st.DrawFn, above: str) -> tuple[Criterion, ...]:
    numbers = draw(st.lists(st.integers(1, 3), unique=True, max_size=3))
    made = []
    for number in numbers:
        clause = f"{above}.c{number}"
        made.append(
            Criterion(
                id=clause,
                text=Text(draw(WORDS), draw(WORDS)),
                objective=draw(
                    st.none()
                    | st.builds(
                        Objective,
                        text=WORDS.map(text),
                        key=st.booleans(),
                        depends_on=st.lists(st.sampled_from(["e1.c1", "e2.c1"]), max_size=2).map(tuple),
                    )
                ),
                indicator=draw(st.none() | st.builds(Indicator, id=st.just(f"{clause}.i1"), keeper=WORDS)),
            )
        )
    return tuple(made)


@st.composite
def deliverables(draw: st.DrawFn, letter: str) -> tuple[Deliverable, ...]:
    numbers = draw(st.lists(st.integers(1, 4), unique=True, max_size=4))
    return tuple(
        Deliverable(
            id=f"{letter}{number}",
            name=text(draw(WORDS)),
            from_map=tuple(draw(st.lists(WORDS, max_size=2))),
            criteria=draw(criteria(f"{letter}{number}")),
        )
        for number in numbers
    )


ACTIONS = st.lists(st.integers(1, 3), unique=True, max_size=3).flatmap(
    lambda numbers: st.tuples(
        *(
            st.builds(Action, id=st.just(f"p{n}"), owner=WORDS, objective=st.sampled_from(["", "d1.c1"]))
            for n in numbers
        )
    )
)
STATES = st.builds(
    lambda purpose, items, expected, people, actions, start: replace(
        BASE,
        purpose=purpose,
        deliverables=items,
        expectations=expected,
        review=Review(participants=tuple(people)),
        actions=actions,
        start=start,
    ),
    st.builds(Text, WORDS, WORDS),
    deliverables("d"),
    deliverables("e"),
    st.lists(st.sampled_from(["anne", "paul", "zoe"]), max_size=3),
    ACTIONS,
    st.none() | st.sampled_from([date(2026, 1, 1), date(2027, 1, 1)]),
)


@st.composite
def edited(draw: st.DrawFn, before: Contract) -> Contract:
    """``before`` as somebody may have changed it: some of its parts replaced by another contract's."""
    other = draw(STATES)
    parts = draw(st.lists(st.sampled_from([field.name for field in fields(Contract) if field.name != "id"])))
    items = tuple(
        draw(st.sampled_from([item, *(one for one in other.deliverables if one.id == item.id)]))
        for item in draw(st.permutations(before.deliverables))
        if draw(st.integers(0, 4))
    )
    new = tuple(one for one in other.deliverables if one.id not in {item.id for item in before.deliverables})
    changed = replace(before, deliverables=items + draw(st.sampled_from([(), new])))
    return replace(changed, **{name: getattr(other, name) for name in parts})


@st.composite
def three(draw: st.DrawFn) -> tuple[Contract, Contract, Contract]:
    base = draw(STATES)
    return base, draw(edited(base)), draw(edited(base))


def ids(contract: Contract) -> set[str]:
    return {clause.id for clause in records.clauses(contract)}


def named(merged: Merged) -> set[str]:
    """The ids that the changes and conflicts speak of, by name or as part of what they show."""
    found: set[str] = set()
    for one in (*merged.changes, *merged.kept, *merged.conflicts):
        values = (one.before, one.after) if isinstance(one, Change) else (one.base, one.theirs, one.ours)
        found |= {one.clause} | {value for value in values if isinstance(value, str)}
        for value in values:
            if records.is_record(value):
                found |= {clause.id for clause in (value, *records.clauses(value)) if records.has_id(clause)}
    return found


@LAW
@given(three(), SETTLINGS)
def test_no_clause_of_either_side_disappears_without_being_named(
    states: tuple[Contract, Contract, Contract], settling: Settling
) -> None:
    _, theirs, ours = states
    merged = merge(*states, settle=settling)
    renumbered = {one.before for one in (*merged.changes, *merged.kept) if one.kind is ChangeKind.RENUMBERED}
    assert ids(ours) - ids(merged.contract) <= named(merged)
    moved = {clause for clause in ids(theirs) if any(clause.startswith(f"{one}.") for one in renumbered)}
    assert ids(theirs) - ids(merged.contract) - moved <= named(merged)


@REPEATED
@LAW
@given(three(), SETTLINGS)
def test_merging_twice_changes_nothing(states: tuple[Contract, Contract, Contract], settling: Settling) -> None:
    base, theirs, _ = states
    merged = merge(*states, settle=settling)
    again = merge(base, theirs, merged.contract, settle=settling)
    assert again.contract == merged.contract
    assert not again.changes


@REPEATED
@LAW
@given(three())
def test_an_unchanged_form_changes_nothing(states: tuple[Contract, Contract, Contract]) -> None:
    base, _, ours = states
    merged = merge(base, base, ours)
    assert merged.contract == ours
    assert not merged.changes
    assert not merged.conflicts


@REPEATED
@LAW
@given(three())
def test_theirs_on_an_unchanged_contract_gives_theirs(states: tuple[Contract, Contract, Contract]) -> None:
    base, theirs, _ = states
    merged = merge(base, theirs, base)
    assert records.alike(merged.contract, theirs)
    assert not merged.kept
    assert not merged.conflicts


@REPEATED
@LAW
@given(three())
def test_conflicts_are_the_same_from_both_sides(states: tuple[Contract, Contract, Contract]) -> None:
    base, theirs, ours = states
    here, there = merge(base, theirs, ours), merge(base, ours, theirs)
    # A new id is given to theirs: what names that clause then differs from one direction to the other.
    if not any(one.kind is ChangeKind.RENUMBERED for one in (*here.changes, *here.kept, *there.changes, *there.kept)):
        mirrored = {(one.key, repr(one.base), repr(one.ours), repr(one.theirs)) for one in there.conflicts}
        assert {(one.key, repr(one.base), repr(one.theirs), repr(one.ours)) for one in here.conflicts} == mirrored


@REPEATED
@LAW
@given(three())
def test_settled_for_a_side_all_conflicts_have_its_value(states: tuple[Contract, Contract, Contract]) -> None:
    clauses = tuple((one.key, Side.THEIRS) for one in merge(*states).conflicts)
    one_by_one = merge(*states, settle=Settling(clauses=clauses))
    assert not one_by_one.unsettled
    assert one_by_one.contract == merge(*states, settle=Settling(all=Side.THEIRS)).contract


@REPEATED
@LAW
@given(three())
def test_no_id_stands_twice(states: tuple[Contract, Contract, Contract]) -> None:
    found = [clause.id for clause in records.clauses(merge(*states, settle=Settling(all=Side.THEIRS)).contract)]
    assert len(found) == len(set(found))


@REPEATED
@LAW
@given(three())
def test_compare_is_silent_only_for_what_is_alike(states: tuple[Contract, Contract, Contract]) -> None:
    _, one, other = states
    assert bool(compare(one, other)) is not records.alike(one, other)


# Single cases, so that a reader sees what the laws mean.


def with_purpose(words: str) -> Contract:
    return replace(BASE, purpose=text(words))


def test_changed_on_one_side_wins() -> None:
    assert merge(BASE, with_purpose("new"), BASE).contract.purpose == text("new")
    assert merge(BASE, BASE, with_purpose("new")).contract.purpose == text("new")
    both = merge(BASE, with_purpose("new"), with_purpose("new"))
    assert both.contract.purpose == text("new")
    assert not both.conflicts


def test_changed_differently_is_a_conflict_with_the_three_values() -> None:
    merged = merge(BASE, with_purpose("theirs"), with_purpose("ours"))
    (conflict,) = merged.unsettled
    assert (conflict.key, conflict.base, conflict.theirs, conflict.ours) == (
        "purpose",
        text("why"),
        text("theirs"),
        text("ours"),
    )
    assert merged.contract.purpose == text("ours")
    settled = merge(
        BASE,
        with_purpose("theirs"),
        with_purpose("ours"),
        settle=Settling(all=Side.OURS, clauses=(("purpose", Side.THEIRS), ("d9.name", Side.OURS))),
    )
    assert settled.contract.purpose == text("theirs")
    assert settled.unknown == ("d9.name",)
    assert not settled.unsettled


def edit(contract: Contract, number: int, **changes: Any) -> Contract:
    items = list(contract.deliverables)
    items[number] = replace(items[number], **changes)
    return replace(contract, deliverables=tuple(items))


def test_the_key_of_a_conflict_names_clause_and_field() -> None:
    theirs = edit(BASE, 0, criteria=(criterion("d1.c1", objective="theirs"), criterion("d1.c2")))
    ours = edit(BASE, 0, criteria=(criterion("d1.c1", objective="ours"), criterion("d1.c2")))
    (conflict,) = merge(BASE, theirs, ours).conflicts
    assert (conflict.clause, conflict.field) == ("d1.c1", "objective.text")


def test_deleted_here_and_changed_there_is_a_conflict() -> None:
    deleted = replace(BASE, deliverables=(BASE.deliverables[0], BASE.deliverables[2]))
    changed = edit(BASE, 1, name=text("renamed"))
    (conflict,) = merge(BASE, deleted, changed).conflicts
    assert (conflict.key, conflict.theirs) == ("d2", None)
    kept = merge(BASE, changed, deleted, settle=Settling(all=Side.THEIRS)).contract
    assert [item.id for item in kept.deliverables] == ["d1", "d2", "d3"]
    assert [item.id for item in merge(BASE, deleted, BASE).contract.deliverables] == ["d1", "d3"]


def test_two_additions_under_one_id_both_stay_and_references_follow() -> None:
    theirs = replace(
        BASE,
        expectations=(*BASE.expectations, deliverable("e2", "theirs")),
        deliverables=(
            *BASE.deliverables,
            Deliverable(
                id="d4",
                name=text("their thing"),
                criteria=(replace(criterion("d4.c1"), objective=Objective(text=text("yes"), depends_on=("e2.c1",))),),
            ),
        ),
        actions=(*BASE.actions, Action(id="p2", action=text("theirs"), objective="d4.c1")),
    )
    ours = replace(
        BASE,
        expectations=(*BASE.expectations, deliverable("e2", "ours")),
        deliverables=(*BASE.deliverables, deliverable("d4", "our thing")),
    )
    merged = merge(BASE, theirs, ours, used=("d7",))
    assert [(item.id, item.name.fr) for item in merged.contract.deliverables[3:]] == [
        ("d4", "our thing"),
        ("d8", "their thing"),
    ]
    new = merged.contract.deliverables[4].criteria[0]
    assert new.id == "d8.c1"
    assert new.indicator
    assert new.indicator.id == "d8.c1.i1"
    assert new.objective
    assert new.objective.depends_on == ("e3.c1",)
    assert merged.contract.actions[1].objective == "d8.c1"
    given_ids = {(one.before, one.after) for one in merged.changes if one.kind is ChangeKind.RENUMBERED}
    assert given_ids == {("e2", "e3"), ("d4", "d8")}
    again = merge(BASE, theirs, merged.contract, used=("d7",))
    assert again.contract == merged.contract
    assert not again.changes


def test_rows_moved_only_there_stand_in_their_order() -> None:
    d1, d2, d3 = BASE.deliverables
    theirs = replace(BASE, deliverables=(d3, d1, d2))
    ours = replace(BASE, deliverables=(d1, deliverable("d4"), d2, d3))
    assert [item.id for item in merge(BASE, theirs, ours).contract.deliverables] == ["d3", "d1", "d4", "d2"]


def test_people_added_and_removed_on_both_sides() -> None:
    theirs = replace(BASE, review=Review(participants=("anne", "marc", "zoe")))
    ours = replace(BASE, review=Review(participants=("anne", "paul", "zoe", "luc")))
    assert merge(BASE, theirs, ours).contract.review.participants == ("anne", "marc", "zoe", "luc")


def test_a_translation_that_did_not_follow_is_stale() -> None:
    base = replace(BASE, purpose=Text("vite", "fast"))
    theirs = replace(BASE, purpose=Text("très vite", "fast"))
    stale = merge(base, theirs, base).contract
    assert stale.purpose == Text("très vite", "fast", stale="en")
    mended = merge(stale, replace(BASE, purpose=Text("très vite", "very fast")), stale).contract
    assert mended.purpose == Text("très vite", "very fast")
    both = merge(base, replace(BASE, purpose=Text("lent", "slow")), base).contract
    assert both.purpose == Text("lent", "slow")
    french = replace(BASE, purpose=Text("vite", ""))
    assert merge(french, replace(BASE, purpose=Text("lent", "")), french).contract.purpose == Text("lent", "")
    assert merge(french, replace(BASE, purpose=Text("vite", "fast")), french).contract.purpose == Text("vite", "fast")


def test_what_is_not_one_contract_is_refused() -> None:
    with pytest.raises(ValueError, match="not one contract"):
        merge(BASE, replace(BASE, id="sales--other"), BASE)
    with pytest.raises(ValueError, match="d1 twice"):
        merge(BASE, replace(BASE, deliverables=(deliverable("d1"), deliverable("d1"))), BASE)


# Every field of the contract is compared and merged, those of later formats too.


def another(hint: Any, value: Any) -> Any:
    """A value of the type ``hint`` that is not ``value``."""
    if get_origin(hint) is UnionType:
        return another(next(one for one in get_args(hint) if one is not NoneType), value)
    if get_origin(hint) is tuple:
        return (*(value or ()), another(get_args(hint)[0], value[-1] if value else None))
    if hint is Text:
        return Text(f"{value.fr}x", f"{value.en}x") if value else Text("x", "x")
    if is_dataclass(hint):
        return made(hint, value)
    return simple(hint, value)


def simple(hint: Any, value: Any) -> Any:
    if hint is bool:
        return not value
    if hint is int:
        return (value or 0) + 1
    if hint is str:
        return f"{value or ''}x"
    if hasattr(hint, "__members__"):
        return next(one for one in hint if one is not value)
    return hint(2031 if value is None else value.year + 1, 1, 1)  # a date or a moment


def made(record: Any, value: Any = None) -> Any:
    """A record with something in every field, which is not what ``value`` has there."""
    hints = get_type_hints(record)
    return record(**{one.name: another(hints[one.name], getattr(value, one.name, None)) for one in fields(record)})


def part_states(record: Any, value: Any) -> list[tuple[str, Any, Any]]:
    hints = get_type_hints(record)
    names = [name for name in records.names(record) if name != "id"]  # what tells clauses apart
    return [(name, value, replace(value, **{name: another(hints[name], getattr(value, name))})) for name in names]


def held(record: Any) -> list[Any]:
    """The record types within ``record``, itself first."""
    found, waiting = [record], [record]
    while waiting:
        for hint in get_type_hints(waiting.pop()).values():
            for one in (hint, *get_args(hint)):
                if isinstance(one, type) and is_dataclass(one) and one is not Text and one not in found:
                    found.append(one)
                    waiting.append(one)
    return found


@pytest.mark.parametrize("record", held(Contract), ids=lambda one: one.__name__)
def test_every_field_of_every_part_is_compared(record: Any) -> None:
    for name, before, after in part_states(record, made(record)):
        assert not records.alike(before, after), name


def test_every_field_of_a_contract_is_compared_and_merged() -> None:
    full = made(Contract)
    for name, before, after in part_states(Contract, full):
        assert compare(before, after), name
        assert getattr(merge(before, after, before).contract, name) == getattr(after, name), name
        assert getattr(merge(before, before, after).contract, name) == getattr(after, name), name


def test_a_row_moved_past_one_that_is_deleted_is_not_moved() -> None:
    """Else a second merge would take the other side's order: what is gone can be compared with no more."""
    base, theirs, ours = ("d1", "d2", "d3"), ("d3", "d1"), ("d1", "d3", "d2")
    once = order(base, theirs, ours, {"d1", "d3"})
    assert once == ("d3", "d1")
    assert order(base, theirs, once, {"d1", "d3"}) == once
