"""Contracts and portfolio as people see them, in both languages."""

from __future__ import annotations

from datetime import date

from contract_examples import graph, handoff

from svcgraph.domain.attainment import Attainment, Counts, IndicatorResult, Period, Verdict
from svcgraph.domain.contract import ClauseState, Contract, Criterion, Deliverable, Indicator, Objective, Party, Status
from svcgraph.domain.negotiation import draft, merge
from svcgraph.domain.negotiation.portfolio import portfolio
from svcgraph.domain.organisation import Organisation, Promise
from svcgraph.domain.text import Text
from svcgraph.i18n import Words
from svcgraph.views.contracts import contracts_table
from svcgraph.views.portfolio import dossiers_table, portfolio_tables
from svcgraph.views.tables import Table

GRAPH = graph(
    handoff("a", "b", "Demande", source="1", target="2"),
    handoff("b", "a", source="2", target="3"),
    handoff("a", "client", "Réponse", source="3", target="x"),
    *(handoff("b", name, "Avis", source="2", target=f"4{name}") for name in ("a", "c", "d")),
    external=("client",),
)
KNOWN = Organisation(
    terms=(("Demande", "Request"),),
    promises=(Promise(id="e1", party="client", deliverable=Text("Réponse", "Réponse"), objective=Text("", "")),),
)
DONE = Criterion(
    id="d1.c1",
    text=Text("juste", "juste"),
    objective=Objective(text=Text("oui", "yes")),
    indicator=Indicator(id="d1.c1.i1", keeper="ann"),
)
CONTRACT = Contract(
    id="b--a",
    reference="CS-01",
    status=Status.ACTIVE,
    supplier=Party(service="b"),
    client=Party(service="a"),
    deliverables=(
        Deliverable(
            id="d1", name=Text("Avis", "Avis"), criteria=(DONE, Criterion(id="d1.c2", text=Text("net", "net")))
        ),
        Deliverable(id="d2", name=Text("Vieux", "Old"), from_map=("Vieux",), state=ClauseState.NEGOTIATED),
    ),
    expectations=(Deliverable(id="e1", name=Text("Demande", "Request")),),
    place_file="processes/contracts/b--a.yaml",
)
MISSED = Attainment(
    as_of=date(2026, 11, 16),
    period=Period(first=date(2026, 8, 1), last=date(2026, 10, 31)),
    promises=(
        IndicatorResult(
            contract="", clause="e1", indicator="promises/e1", verdict=Verdict.MISSED, counts=Counts(k=1, n=2)
        ),
    ),
)
MERGED = merge(draft(GRAPH, KNOWN), (CONTRACT,))
DOSSIERS = portfolio(GRAPH, MERGED, KNOWN, MISSED)


def rows(table: Table) -> list[dict[str, object]]:
    return [dict(zip((column.key for column in table.columns), row, strict=True)) for row in table.rows]


def test_contracts_of_people_come_first_and_say_what_is_missing() -> None:
    listed = rows(contracts_table(MERGED, GRAPH, Words("en")))
    assert [row["id"] for row in listed] == ["b--a", "a--b", "b--c", "b--d"]
    first = listed[0]
    assert (first["reference"], first["negotiated"], first["proposed"], first["vanished"]) == ("CS-01", 2, 1, 1)
    assert (first["objectives"], first["to_complete"]) == (1, 1)
    assert listed[1]["state"] == "draft made by the tool"


def test_one_line_for_two_services_with_both_directions() -> None:
    table = dossiers_table(DOSSIERS, GRAPH, KNOWN, Words("fr"))
    [line] = [row for row in rows(table) if (row["first"], row["second"]) == ("a", "b")]
    assert line["forward"] == "Demande"
    assert line["forward_state"] == "couvert par une attente\u00a0: CS-01 e1"
    assert "livrable à nommer (produit de l’activité «\u00a02\u00a0»)" in str(line["back"])
    assert line["promises"] == ("E1",)
    assert "contrat-cadre de b" in str(line["proposals"])
    assert line["proposed"] == "rien / contrat"
    assert (line["forward_decision"], line["back_decision"]) == ("", "")
    decision = next(column for column in table.columns if column.key == "forward_decision")
    assert decision.choices == ("contrat", "fiche d’interface", "rien")


def test_english_reads_the_terms_of_the_organisation() -> None:
    listed = rows(portfolio_tables(DOSSIERS, GRAPH, KNOWN, Words("en"))[1])
    assert [row["deliverables"] for row in listed if row["supplier"] == "a"] == ["Request"]


def test_every_sheet_says_the_date_of_its_data() -> None:
    tables = portfolio_tables(DOSSIERS, GRAPH, KNOWN, Words("fr"), dated="Données au 16 novembre 2026")
    assert [table.notes for table in tables] == [("Données au 16 novembre 2026",)] * 3
    assert len({table.title for table in tables}) == 3


def test_the_workbook_is_set_for_print() -> None:
    drawn = graph(handoff("a", "b", "Rapport d'expertise"))
    tables = portfolio_tables(portfolio(drawn, (), KNOWN), drawn, KNOWN, Words("fr"))
    assert rows(tables[0])[0]["forward"] == "Rapport d’expertise"
    assert (
        rows(dossiers_table(portfolio(drawn, (), KNOWN), drawn, KNOWN, Words("fr")))[0]["forward"]
        == "Rapport d'expertise"
    )
