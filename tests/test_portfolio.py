"""The portfolio: who sits down with whom, how formally, in which order, and what is proposed."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from contract_examples import graph, handoff
from hypothesis import given
from hypothesis import strategies as st

from svcgraph.domain import handoff as flows
from svcgraph.domain import identity
from svcgraph.domain.attainment import Attainment, Counts, IndicatorResult, Period, Verdict
from svcgraph.domain.contract import Contract, Deliverable, Party, Status
from svcgraph.domain.graph import ServiceGraph
from svcgraph.domain.negotiation import contract_id, draft, merge
from svcgraph.domain.negotiation.dossier import Dossier, PairClass, ProposalKind, ReasonKind
from svcgraph.domain.negotiation.portfolio import FILES_PER_HEAD, portfolio
from svcgraph.domain.organisation import Organisation, Promise, ServiceEntry
from svcgraph.domain.text import Text
from svcgraph.store.contracts import load_contracts
from svcgraph.store.maps import read_all
from svcgraph.store.organisation import load_organisation

ROOT = Path(__file__).parent.parent
EXPECTED = ROOT / "tests" / "sample_expected" / "pairs.csv"
# `8-sample` chapter 9: counts of the promises from August to October 2026.
SAMPLE_PROMISES = (
    ("e1", Verdict.MISSED, 432, 618),
    ("e2a", Verdict.MET, 104, 105),
    ("e2b", Verdict.MET, 102, 105),
    ("e3", Verdict.MISSED, 11, 13),
    ("e4", Verdict.AT_RISK, 215, 248),
    ("e5", Verdict.NOT_MEASURABLE, 0, 0),
)


def judged(*promises: tuple[str, Verdict, int, int]) -> Attainment:
    results = tuple(
        IndicatorResult(contract="", clause=one, indicator=f"promises/{one}", verdict=verdict, counts=Counts(k=k, n=n))
        for one, verdict, k, n in promises
    )
    period = Period(first=date(2026, 8, 1), last=date(2026, 10, 31))
    return Attainment(as_of=date(2026, 11, 16), period=period, promises=results)


@pytest.fixture(scope="module")
def sample() -> tuple[ServiceGraph, Organisation, tuple[Contract, ...]]:
    organisation = load_organisation(ROOT).organisation
    maps = [one.reading.map for one in read_all(ROOT / "processes") if one.reading]
    contracts = load_contracts(ROOT).current
    parties = sorted({side.service for one in contracts for side in (one.supplier, one.client)})
    found, _ = identity.resolve(maps, [flows.find(one) for one in maps], organisation, protected=parties)
    return found, organisation, merge(draft(found, organisation), contracts, organisation)


@pytest.fixture(scope="module")
def dossiers(sample: tuple[ServiceGraph, Organisation, tuple[Contract, ...]]) -> tuple[Dossier, ...]:
    return portfolio(*sample[::2], sample[1], judged(*SAMPLE_PROMISES))


def test_the_samples_table(dossiers: tuple[Dossier, ...]) -> None:
    """`8-sample` chapter 5, line by line: dossier, class, path, state, cover."""
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        expected = {
            (row["supplier_id"], row["client_id"]): (int(row["file"]), row["class"], row["promise"], row["state"])
            for row in csv.DictReader(file)
        }
    found = {
        (way.supplier, way.client): (one.number, way.pair_class.value, ";".join(way.promises), _state(way))
        for one in dossiers
        for way in one.directions
    }
    assert found == expected
    assert len(dossiers) == 41
    assert Counter(pair_class for _, pair_class, _, _ in found.values()) == {"A": 14, "B": 30, "C": 21}


def _state(way: object) -> str:
    if way.standings:  # type: ignore[attr-defined]
        return str(way.standings[0].status.value)  # type: ignore[attr-defined]
    return "covered" if way.covers else "none"  # type: ignore[attr-defined]


def test_the_samples_covers(dossiers: tuple[Dossier, ...]) -> None:
    covers = {
        (cover.reference, cover.expectation) for one in dossiers for way in one.directions for cover in way.covers
    }
    assert covers == {("CS-08", "e1"), ("CS-04", "e1"), ("CS-04", "e2"), ("CS-03", "e1")}


def test_the_samples_order_of_negotiation(dossiers: tuple[Dossier, ...]) -> None:
    """E1: 7, 8, 9, 3; E3: 5, 4, 1; E4: 6, 2. The head of Claims has three files open at most."""
    first = sorted((one for one in dossiers if one.wave), key=lambda one: one.order)
    assert [one.number for one in first] == [7, 8, 9, 3, 5, 4, 1, 6, 2]
    assert [one.wave for one in first] == [1, 1, 1, 2, 1, 1, 1, 1, 1]


def test_the_samples_proposals(dossiers: tuple[Dossier, ...]) -> None:
    proposals = [proposal for one in dossiers for proposal in one.proposals]
    frameworks = {(one.supplier, one.thing) for one in proposals if one.kind is ProposalKind.FRAMEWORK}
    rework = {one.thing for one in proposals if one.kind is ProposalKind.COMPLETENESS}
    expectations = {(one.thing, one.feeds) for one in proposals if one.kind is ProposalKind.EXPECTATION}
    assert frameworks == {("systemes-d-information", "Service rétabli")}
    assert rework == {"Liste des compléments à demander", "Liste des pièces manquantes"}
    assert ("Demande de dérogation tarifaire", "Tarif dérogatoire") in expectations
    assert ("Ordre de mission automobile", "Rapport d'expertise automobile") in expectations
    assert not any(thing == "Demande de vérification de garantie" for thing, _ in expectations)  # CS-03 covers it


def test_without_verdicts_no_direction_is_class_a(
    sample: tuple[ServiceGraph, Organisation, tuple[Contract, ...]],
) -> None:
    found = portfolio(*sample[::2], sample[1])
    assert {way.pair_class for one in found for way in one.directions} == {PairClass.B, PairClass.C}


def test_an_untenable_promise_makes_class_a_even_when_met(
    sample: tuple[ServiceGraph, Organisation, tuple[Contract, ...]],
) -> None:
    found = portfolio(*sample[::2], sample[1], judged(("e1", Verdict.MET, 1, 1)), untenable=("e1",))
    on_path = [way for one in found for way in one.directions if "e1" in way.promises]
    assert len(on_path) == 6
    assert {way.pair_class for way in on_path} == {PairClass.A}


def organisation(**departments: str) -> Organisation:
    return Organisation(
        services=tuple(ServiceEntry(id=name, name=Text(name, name)) for name in departments),
        promises=(Promise(id="p1", party="customer", deliverable=Text("Refund", "Refund"), objective=Text("", "")),),
    )


def placed(found: ServiceGraph, **departments: str) -> ServiceGraph:
    services = tuple(replace(one, department=departments.get(one.id, "")) for one in found.services)
    return replace(found, services=services)


@pytest.mark.parametrize(
    ("here", "there", "frequency", "pair_class", "reason"),
    [
        ("x", "y", "weekly", PairClass.B, ReasonKind.BETWEEN_DEPARTMENTS),
        ("x", "y", "monthly", PairClass.B, ReasonKind.BETWEEN_DEPARTMENTS),
        ("x", "y", "quarterly", PairClass.C, ReasonKind.RARE),
        ("x", "x", "daily", PairClass.C, ReasonKind.SAME_DEPARTMENT),
        ("", "y", "daily", PairClass.C, ReasonKind.UNKNOWN_DEPARTMENT),
        ("x", "y", "now and then", PairClass.C, ReasonKind.UNKNOWN_FREQUENCY),
    ],
)
def test_classes_away_from_promises(
    here: str, there: str, frequency: str, pair_class: PairClass, reason: ReasonKind
) -> None:
    found = placed(graph(handoff("a", "b", "Thing"), frequencies=(frequency,)), a=here, b=there)
    [one] = portfolio(found, (), Organisation())
    [way] = one.directions
    assert (way.pair_class, [why.kind for why in way.reasons]) == (pair_class, [reason])


def test_a_contract_that_the_map_does_not_show_has_its_line() -> None:
    contract = Contract(
        id="a--b", supplier=Party(service="a"), client=Party(service="b"), status=Status.ACTIVE, place_file="x.yaml"
    )
    [one] = portfolio(ServiceGraph(), (contract,), Organisation())
    assert one.directions[0].reasons[0].kind is ReasonKind.NOT_MAPPED
    assert one.directions[0].standings[0].status is Status.ACTIVE


def test_distance_counts_changes_of_service_not_activities() -> None:
    found = graph(
        handoff("b", "c", "Order", source="b2", target="c1"),
        handoff("a", "b", "Request", source="a1", target="b1"),
        handoff("c", "customer", "Refund", source="c2", target="out"),
        external=("customer",),
        steps=[("b1", "b1x"), ("b1x", "b2"), ("c1", "c2")],
    )
    ordered = sorted(portfolio(found, (), organisation(a="x", b="x", c="x")), key=lambda one: one.order)
    assert [one.services for one in ordered] == [("b", "c"), ("a", "b")]


def test_no_head_of_service_has_more_than_three_files_open_in_a_wave() -> None:
    clients = [f"s{number}" for number in range(8)]
    found = graph(
        *(handoff(name, "hub", f"Thing {name}", source=name, target="in") for name in clients),
        handoff("hub", "customer", "Refund", source="in", target="out"),
        external=("customer",),
    )
    known = organisation(hub="x", **dict.fromkeys(clients, "x"))
    made = portfolio(found, (), known, judged(("p1", Verdict.MISSED, 1, 2)))
    assert Counter(one.wave for one in made) == {1: FILES_PER_HEAD, 2: FILES_PER_HEAD, 3: 2}


def test_a_reverse_flow_is_settled_by_a_contract_of_its_own() -> None:
    found = graph(
        handoff("a", "b", "Request", source="a1", target="b1"), handoff("b", "a", "Reply", source="b1", target="a2")
    )
    [bare] = portfolio(found, (), Organisation())
    assert [(one.kind, one.thing, one.supplier) for one in bare.proposals] == [
        (ProposalKind.EXPECTATION, "Request", "b")
    ]
    own = Contract(
        id=contract_id("a", "b"),
        supplier=Party(service="a"),
        client=Party(service="b"),
        deliverables=(Deliverable(id="d1", name=Text("Request", "Request")),),
        place_file="x.yaml",
    )
    [settled] = portfolio(found, (own,), Organisation())
    assert settled.proposals == ()


@given(
    st.lists(
        st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd"), st.sampled_from("XYZ")).filter(
            lambda one: one[0] != one[1]
        ),
        max_size=10,
    )
)
def test_every_pair_stands_in_exactly_one_dossier(pairs: list[tuple[str, str, str]]) -> None:
    found = graph(*(handoff(a, b, name, source=f"{a}{n}", target=f"{b}{n}") for n, (a, b, name) in enumerate(pairs)))
    made = portfolio(found, (), Organisation())
    ways = [(way.supplier, way.client) for one in made for way in one.directions]
    assert sorted(ways) == sorted({(a, b) for a, b, _ in pairs})
    assert sorted(one.order for one in made) == list(range(1, len(made) + 1))
    assert [one.number for one in made] == list(range(1, len(made) + 1))
    given_names = Counter(thing.name for one in made for way in one.directions for thing in way.things)
    assert given_names == Counter(name for _, _, name in set(pairs))
