"""Suggestions: what looks alike, what does not, and lines that can be pasted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from identity_maps import chain

from svcgraph.domain import handoff, identity
from svcgraph.domain.identity.alike import MINIMUM, alike, near_names
from svcgraph.domain.identity.suggest import Suggestion, suggest
from svcgraph.domain.organisation import ExternalParty, Organisation, ServiceEntry
from svcgraph.domain.text import Text
from svcgraph.intake.yaml import load, plain
from svcgraph.store.organisation import parse_organisation


def suggested(*names: str, organisation: Organisation | None = None) -> tuple[Suggestion, ...]:
    one = chain("processes/a.bpmn", *(("Firm", name) for name in names))
    organisation = organisation or Organisation()
    return suggest(identity.resolve([one], [handoff.find(one)], organisation)[0], organisation)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Comptabilité", "Comptabilite"),
        ("Comptabilité", "Service de la comptabilité"),
        ("Comptabilité et règlements", "Compta"),
        ("Ressources humaines", "RH"),
        ("Relation sociétaires", "Relation Sociétaire"),
        ("Gestion des contrats", "Contrats, gestion"),
        ("Claims Handling", "Claims handeling"),
        ("Vertrieb", "Abteilung Vertrieb"),
        ("J. Dupont", "Dupont"),
    ],
)
def test_alike(name: str, other: str) -> None:
    found = suggested(name, other)
    assert [one.score >= 80 for one in found] == [True]
    assert {found[0].service_name, found[0].other_name} == {name, other}


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Gestion des contrats", "Gestion des sinistres"),
        ("Service commercial", "Service courrier"),
        ("Achats", "Ventes"),
        ("Direction technique", "Direction générale"),
        ("Marketing", "Market risk"),
        ("Recours", "Recouvrement"),
        ("Carrier A", "Carrier B"),
        ("Agence 12", "Agence 13"),
        ("Customer", "Customer Onboarding"),  # of the second, the first is a part, not an abbreviation
        ("A.3.0-export", "C.3.0-export"),
    ],
)
def test_not_alike(name: str, other: str) -> None:
    assert suggested(name, other) == ()


def test_an_external_party_takes_the_alias_where_it_is_listed() -> None:
    party = ExternalParty(id="cli", name=Text("Sociétaire", "Member"), aliases=("Assuré",), line=4)
    found = suggested("Sociétaires", "Stock", organisation=Organisation(externals=(party,)))
    assert [(one.service, one.line, one.lines) for one in found] == [
        ("cli", 4, ("externals:", "  - id: cli", "    aliases: [Assuré, Sociétaires]"))
    ]


def test_the_abbreviation_of_a_listed_service_is_suggested() -> None:
    """``short`` is no alias, but a good reason to ask."""
    service = ServiceEntry(id="com", name=Text("Service commercial", "Sales"), short="COM")
    found = suggested("COM", "Stock", organisation=Organisation(services=(service,)))
    assert [(one.service, one.other_name, one.score) for one in found] == [("com", "COM", 100)]


def test_two_listed_services_are_never_suggested() -> None:
    entries = (ServiceEntry(id="a", name=Text("Ventes", "")), ServiceEntry(id="b", name=Text("Vente", "")))
    assert suggested("Ventes", "Vente", organisation=Organisation(services=entries)) == ()


def test_lanes_kept_apart_on_purpose_are_compared_with_others_only() -> None:
    maps = [
        chain("a", ("Shop", "Sales"), ("Depot", "Sales")),
        chain("b", ("Firm", "Sales department"), ("Firm", "Stock")),
    ]
    graph = identity.resolve(maps, [handoff.find(one) for one in maps], Organisation())[0]
    assert [(one.service_name, one.other_name) for one in suggest(graph, Organisation())] == [
        ("Depot / Sales", "Sales department"),
        ("Shop / Sales", "Sales department"),
    ]


def test_what_has_no_name_resembles_nothing() -> None:
    assert suggested("Lane 1", "Lane 2", "Pool 1", "Stock") == ()


@given(st.text(min_size=1, max_size=12).filter(str.strip))
def test_lines_can_be_pasted(name: str) -> None:
    """Whatever the map calls it: the lines read back as YAML, and the alias then makes the two one service."""
    word = " ".join(name.split())
    maps = [chain("a", ("Firm", f"Service {word}"), ("Firm", word))]
    graph = identity.resolve(maps, [handoff.find(maps[0])], Organisation())[0]
    for one in suggest(graph, Organisation()):
        made = parse_organisation("\n".join(one.lines).encode("utf-8", "replace"), "o.yaml")
        assert made.faults == ()
        entry = plain(load("\n".join(one.lines).encode("utf-8", "replace"), "o.yaml"))
        assert isinstance(entry, dict)
        merged = identity.resolve(maps, [handoff.find(maps[0])], made.organisation)[0]
        assert len(merged.services) == 1


WORDS = (
    *("Gestion", "des", "contrats", "Contrat", "Comptabilité", "compta", "Compt", "RH", "Ressources", "humaines"),
    *("Service", "de la", "A", "B", "12", "2", "Ventes", "Vente", "gc", "gcc", "Straße", "strasse", "!!", "_", "l’"),
)


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join), unique=True, max_size=12))
def test_no_pair_that_is_alike_is_left_out(names: list[str]) -> None:
    """What is looked up is all that comparing each name with each other finds, from either of the two."""
    wanted = {frozenset((one, two)) for one in names for two in names if alike(one, two) >= MINIMUM}
    assert wanted <= set(map(frozenset, near_names(names, names)))
    for name in names:
        found = set(map(frozenset, near_names([name], names)))
        assert {pair for pair in wanted if name in pair} <= found
        assert all(name in pair for pair in found)
