"""Drafting and merging: nothing of either side disappears, merging twice changes nothing."""

from __future__ import annotations

from dataclasses import replace

from contract_examples import graph, handoff
from hypothesis import given
from hypothesis import strategies as st

from svcgraph.domain.contract import (
    ClauseState,
    Contract,
    Criterion,
    Deliverable,
    Party,
    Presence,
    Status,
)
from svcgraph.domain.negotiation import contract_id, draft, merge
from svcgraph.domain.negotiation.matching import keys
from svcgraph.domain.organisation import Organisation, Promise, ServiceEntry
from svcgraph.domain.text import Text

NOBODY = Organisation()


def agreed(supplier: str, client: str, *items: Deliverable, expects: tuple[Deliverable, ...] = ()) -> Contract:
    return Contract(
        id=contract_id(supplier, client),
        supplier=Party(service=supplier),
        client=Party(service=client),
        status=Status.ACTIVE,
        deliverables=items,
        expectations=expects,
        place_file=f"processes/contracts/{contract_id(supplier, client)}.yaml",
    )


def item(clause: str, name: str, *from_map: str, state: ClauseState = ClauseState.NEGOTIATED) -> Deliverable:
    criteria = (Criterion(id=f"{clause}.c1", text=Text("juste", "right")),)
    return Deliverable(id=clause, name=Text(name, name), from_map=from_map, state=state, criteria=criteria)


def test_one_draft_per_internal_pair_grouped_by_same_name() -> None:
    drafts = draft(
        graph(
            handoff("sales", "finance", "Invoice", source="a", target="b"),
            handoff("sales", "finance", "INVOICE", source="c", target="d"),
            handoff("sales", "finance", "Forecast"),
            handoff("finance", "sales", "Receipt"),
            handoff("sales", "customer", "Refund"),
            handoff("customer", "sales", "Order"),
            external=("customer",),
        ),
        NOBODY,
    )
    assert [one.id for one in drafts] == ["finance--sales", "sales--finance"]
    invoice, forecast = drafts[1].deliverables
    assert (invoice.id, invoice.name.fr, len(invoice.evidence)) == ("d1", "Invoice", 2)
    assert (forecast.id, forecast.state, forecast.presence) == ("d2", ClauseState.OBSERVED, Presence.ON_MAP)
    assert drafts[1].status is Status.DRAFT and not drafts[1].purpose


def test_what_has_no_name_is_told_apart_by_its_two_activities() -> None:
    [one] = draft(
        graph(
            handoff("sales", "finance", source="Count", target="Book"),
            handoff("sales", "finance", source="Count", target="Pay"),
            handoff("sales", "finance", "Count", source="Count", target="Pay"),
        ),
        NOBODY,
    )
    assert [(d.name.fr, d.from_map[0], d.needs_name) for d in one.deliverables] == [
        ("Count", "Count → Book", True),
        ("Count", "Count → Pay", True),
        ("Count", "Count", False),
    ]


def test_a_draft_knows_names_in_both_languages_and_the_heads_of_service() -> None:
    organisation = Organisation(
        terms=(("Facture", "Invoice"),),
        services=(ServiceEntry(id="sales", name=Text("Ventes", "Sales"), head="ann"),),
    )
    [one] = draft(graph(handoff("sales", "finance", "facture")), organisation)
    assert one.deliverables[0].name == Text("Facture", "Invoice")
    assert (one.supplier.representative, one.client.representative) == ("ann", "")


def test_a_draft_names_the_promises_on_whose_path_its_pair_lies() -> None:
    found = graph(
        handoff("a", "b", "Order", source="1", target="2"),
        handoff("b", "client", "Parcel", source="2", target="x"),
        handoff("c", "d", "Payslip", source="3", target="4"),
        external=("client",),
    )
    known = Organisation(
        promises=(Promise(id="e1", party="client", deliverable=Text("Parcel", "Parcel"), objective=Text("", "")),)
    )
    assert {one.id: one.serves.promises for one in draft(found, known)} == {"a--b": ("e1",), "c--d": ()}


def test_a_contract_wins_and_what_the_map_adds_is_proposed() -> None:
    drafts = draft(graph(handoff("s", "c", "Report"), handoff("s", "c", "News")), NOBODY)
    contract = agreed(
        "s", "c", item("d1", "Monthly figures", "report"), item("d4", "Old list", "Old"), item("d5", "Oral")
    )
    [one] = merge(drafts, (contract,))
    figures, old, oral, news = one.deliverables
    assert (figures.name, figures.criteria) == (contract.deliverables[0].name, contract.deliverables[0].criteria)
    assert (figures.presence, len(figures.evidence)) == (Presence.ON_MAP, 1)
    assert (old.presence, oral.presence) == (Presence.VANISHED, Presence.NOT_MAPPED)
    assert (news.id, news.state, news.name.fr) == ("d6", ClauseState.PROPOSED, "News")
    assert one.status is Status.ACTIVE and one.merged


def test_the_negotiated_name_does_not_match_once_from_map_is_said() -> None:
    drafts = draft(graph(handoff("s", "c", "Report")), NOBODY)
    [one] = merge(drafts, (agreed("s", "c", item("d1", "Report", "Something else")),))
    assert [d.state for d in one.deliverables] == [ClauseState.NEGOTIATED, ClauseState.PROPOSED]


def test_declined_stays_silent() -> None:
    drafts = draft(graph(handoff("s", "c", "News")), NOBODY)
    [one] = merge(drafts, (agreed("s", "c", item("d1", "News", "News", state=ClauseState.DECLINED)),))
    assert [d.state for d in one.deliverables] == [ClauseState.DECLINED]
    assert not one.merged


def test_a_renamed_nameless_thing_is_found_again() -> None:
    drafts = draft(graph(handoff("s", "c", source="Count", target="Book")), NOBODY)
    [one] = merge(drafts, (agreed("s", "c", item("d1", "Stock list", "Count → Book")),))
    assert [(d.name.fr, d.presence) for d in one.deliverables] == [("Stock list", Presence.ON_MAP)]


def test_an_expectation_of_the_reverse_contract_covers() -> None:
    drafts = draft(graph(handoff("s", "c", "Quote"), handoff("c", "s", "Request"), handoff("c", "s", "Wish")), NOBODY)
    quotes = agreed("s", "c", item("d1", "Quote"), expects=(item("e1", "Complete request", "Request"),))
    forward, back = sorted(merge(drafts, (quotes, agreed("c", "s"))), key=lambda one: one.id, reverse=True)
    assert forward.expectations[0].presence is Presence.ON_MAP
    assert len(forward.expectations[0].evidence) == 1
    assert [d.name.fr for d in back.deliverables] == ["Wish"]


def test_several_contracts_of_one_pair_share_what_is_new_once() -> None:
    drafts = draft(graph(handoff("s", "c", "A"), handoff("s", "c", "B"), handoff("s", "c", "C")), NOBODY)
    second = replace(agreed("s", "c", item("d1", "B")), id="s--c-2")
    first, other = merge(drafts, (second, agreed("s", "c", item("d1", "A"))))
    assert [d.name.fr for d in first.deliverables] == ["A", "C"]
    assert [d.name.fr for d in other.deliverables] == ["B"]


def test_a_party_under_its_former_id() -> None:
    organisation = Organisation(services=(ServiceEntry(id="sales", name=Text("S", "S"), former_ids=("s",)),))
    drafts = draft(graph(handoff("sales", "c", "A")), NOBODY)
    [one] = merge(drafts, (agreed("s", "c", item("d1", "A")),), organisation)
    assert (one.id, one.deliverables[0].presence) == ("s--c", Presence.ON_MAP)


def test_a_contract_without_any_handoff_stays() -> None:
    contract = agreed("s", "c", item("d1", "Oral"))
    assert merge((), (contract,)) == (contract,)


SERVICES = st.sampled_from(["s", "c", "x"])
NAMES = st.sampled_from(["", "A", "a", "B", "C", "D"])
HANDOFFS = st.lists(
    st.builds(
        lambda a, b, name, target: handoff(a, b, name, source=f"from {a}", target=target),
        SERVICES,
        SERVICES,
        NAMES,
        st.sampled_from(["b1", "b2"]),
    ).filter(lambda one: one.supplier != one.client),
    max_size=8,
)
STATES = st.sampled_from([ClauseState.NEGOTIATED, ClauseState.PROPOSED, ClauseState.DECLINED])


@st.composite
def contracts(draw: st.DrawFn) -> tuple[Contract, ...]:
    pairs = draw(st.sets(st.tuples(SERVICES, SERVICES).filter(lambda pair: pair[0] != pair[1])))
    made = []
    for pair in sorted(pairs):
        items = draw(
            st.lists(st.tuples(NAMES.filter(bool), st.lists(NAMES.filter(bool), max_size=2), STATES), max_size=3)
        )
        expected = draw(st.lists(NAMES.filter(bool), max_size=2))
        made.append(
            agreed(
                *pair,
                *(item(f"d{n}", name, *marks, state=state) for n, (name, marks, state) in enumerate(items, 1)),
                expects=tuple(item(f"e{n}", name) for n, name in enumerate(expected, 1)),
            )
        )
    return tuple(made)


@given(HANDOFFS, contracts())
def test_no_deliverable_of_either_side_disappears(handoffs: list, people: tuple[Contract, ...]) -> None:
    drafts = draft(graph(*handoffs), NOBODY)
    merged = {one.id: one for one in merge(drafts, people)}
    for contract in people:
        kept = merged[contract.id]
        said = [(d.id, d.name, d.state, d.from_map, d.criteria) for d in contract.deliverables]
        assert [(d.id, d.name, d.state, d.from_map, d.criteria) for d in kept.deliverables][: len(said)] == said
        assert [e.id for e in kept.expectations] == [e.id for e in contract.expectations]
    for one in drafts:
        reverse = merged.get(contract_id(one.client.service, one.supplier.service))
        there = merged[one.id].deliverables + (reverse.expectations if reverse else ())
        assert all(any(keys(thing) & keys(other) for other in there) for thing in one.deliverables)


@given(HANDOFFS, contracts())
def test_merging_twice_changes_nothing(handoffs: list, people: tuple[Contract, ...]) -> None:
    drafts = draft(graph(*handoffs), NOBODY)
    once = merge(drafts, people)
    assert merge(drafts, once) == once


@given(HANDOFFS, contracts())
def test_clause_ids_stay_unique(handoffs: list, people: tuple[Contract, ...]) -> None:
    for one in merge(draft(graph(*handoffs), NOBODY), people):
        ids = [d.id for d in one.deliverables]
        assert len(ids) == len(set(ids))


@given(HANDOFFS)
def test_an_unchanged_map_only_adds_evidence(handoffs: list) -> None:
    drafts = draft(graph(*handoffs), NOBODY)
    bare = tuple(
        replace(
            one, deliverables=tuple(replace(d, evidence=(), presence=Presence.NOT_MAPPED) for d in one.deliverables)
        )
        for one in drafts
    )
    assert merge(drafts, bare) == drafts


@given(HANDOFFS, st.randoms(use_true_random=False), contracts())
def test_the_order_of_contracts_does_not_matter(handoffs: list, random: object, people: tuple[Contract, ...]) -> None:
    drafts = draft(graph(*handoffs), NOBODY)
    shuffled = list(people)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert merge(drafts, tuple(shuffled)) == merge(drafts, people)
