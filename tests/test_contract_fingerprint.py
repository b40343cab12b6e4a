"""Which changes move the fingerprint of a contract, and which do not (`7-rulings` "Contract states and hash")."""

from __future__ import annotations

import unicodedata
from dataclasses import fields, replace
from datetime import date, datetime

import pytest

from svcgraph.domain import contract as d
from svcgraph.domain import session as s
from svcgraph.domain.fingerprint import SHOWN, canonical, fingerprint, shown
from svcgraph.domain.inheritance import with_defaults
from svcgraph.domain.organisation import DayOff, Defaults, Frequency, Organisation
from svcgraph.domain.text import Text

CRITERION = d.Criterion(
    id="d1.c1",
    text=Text("À temps", "In time"),
    dimension=d.Dimension.TIMELINESS,
    objective=d.Objective(text=Text("chaque lundi avant 10 h", "every Monday before 10:00"), depends_on=("e1", "e2")),
    indicator=d.Indicator(id="d1.c1.i1", keeper="ann"),
)
SECOND = d.Criterion(id="d1.c2", text=Text("Complet", "Complete"))
REPORT = d.Deliverable(id="d1", name=Text("Rapport", "Report"), criteria=(CRITERION, SECOND), from_map=("Rapport",))
OTHER = d.Deliverable(id="d2", name=Text("Liste", "List"))
CONTRACT = d.Contract(
    id="a--b",
    supplier=d.Party(service="a", representative="ann"),
    client=d.Party(service="b"),
    languages=("fr", "en"),
    start=date(2026, 3, 1),
    deliverables=(REPORT, OTHER),
    expectations=(d.Deliverable(id="e1", name=Text("Commande", "Order")),),
    review=d.Review(every=Frequency.MONTHLY, participants=("ann", "bob")),
)


def with_criterion(**changes: object) -> d.Contract:
    criterion = replace(CRITERION, **changes)  # type: ignore[arg-type]
    return replace(CONTRACT, deliverables=(replace(REPORT, criteria=(criterion, SECOND)), OTHER))


def with_report(**changes: object) -> d.Contract:
    return replace(CONTRACT, deliverables=(replace(REPORT, **changes), OTHER))  # type: ignore[arg-type]


EVIDENCE = d.Evidence(file="a.bpmn", process="P", source_id="1", source="x", target_id="2", target="y", via="sequence")
OBJECTIVE = d.Objective(text=Text("chaque lundi avant 10 h", "every Monday before 10:00"), depends_on=("e1", "e2"))

MOVES = {
    "a party": replace(CONTRACT, client=d.Party(service="c")),
    "who signs": replace(CONTRACT, supplier=d.Party(service="a", representative="zoe")),
    "the start": replace(CONTRACT, start=date(2026, 4, 1)),
    "the end": replace(CONTRACT, end=date(2027, 4, 1)),
    "the yearly revision": replace(CONTRACT, revision=date(2027, 3, 1)),
    "a deliverable's name": with_report(name=Text("Tableau", "Report")),
    "its acceptance": with_report(acceptance=Text("signé", "signed")),
    "its volume": with_report(volume=Text("12", "12")),
    "a criterion": with_criterion(text=Text("À l'heure", "In time")),
    "a criterion less": with_report(criteria=(CRITERION,)),
    "an objective": with_criterion(objective=replace(OBJECTIVE, text=Text("chaque mardi", "every Monday"))),
    "the share": with_criterion(objective=replace(OBJECTIVE, share="95 %")),
    "the key objective": with_criterion(objective=replace(OBJECTIVE, key=True)),
    "the alert level": with_criterion(objective=replace(OBJECTIVE, alert="90 %")),
    "an excuse": with_criterion(objective=replace(OBJECTIVE, depends_on=("e1",))),
    "the keeper": with_criterion(indicator=d.Indicator(id="d1.c1.i1", keeper="bob")),
    "the formula": with_criterion(indicator=d.Indicator(id="d1.c1.i1", keeper="ann", formula=Text("k/n", "k/n"))),
    "a condition": with_criterion(answer=s.Answer(kind=s.AnswerKind.AGREED_IF, text=Text("si e1", "if e1"))),
    "a deliverable more": replace(CONTRACT, deliverables=(*CONTRACT.deliverables, replace(OTHER, id="d3"))),
    "a deliverable declined": with_report(state=d.ClauseState.DECLINED),
    "an expectation": replace(CONTRACT, expectations=()),
    "no expectations": replace(CONTRACT, expectations=(), no_expectations=True),
    "the review's rhythm": replace(CONTRACT, review=replace(CONTRACT.review, every=Frequency.QUARTERLY)),
    "who reviews": replace(CONTRACT, review=replace(CONTRACT.review, participants=("ann",))),
    "a counting rule": replace(CONTRACT, counting=s.CountingRules(cut_off="16:00")),
    "a rule struck out": replace(CONTRACT, counting=s.CountingRules(struck=(s.CountingRule.EXCUSED,))),
    "the escalation": replace(CONTRACT, escalation=Text("le directeur", "the director")),
    "the criticality": replace(CONTRACT, criticality=2),
}
STAYS = {
    "evidence": with_report(evidence=(EVIDENCE,), presence=d.Presence.ON_MAP, from_map=("Rapport", "Report")),
    "the status": replace(CONTRACT, status=d.Status.ACTIVE),
    "approvals": replace(CONTRACT, approvals=(d.Approval(side="client", name="Bob", date=date(2026, 2, 1)),)),
    "endorsements": replace(CONTRACT, endorsements=(s.Endorsement(name="Zoe"),)),
    "history": replace(CONTRACT, history=(Text("signé", "signed"),)),
    "minutes and meetings": replace(
        CONTRACT,
        review=replace(
            CONTRACT.review,
            held=(date(2026, 4, 1),),
            next=datetime(2026, 5, 1, 10),
            minutes=(s.Minutes(date=date(2026, 4, 1), text=Text("dit", "said")),),
        ),
    ),
    "actions": replace(CONTRACT, actions=(d.Action(id="p1"),)),
    "open points": replace(CONTRACT, open_points=(s.OpenPoint(id="o1"),), agreed_but_for_points=True),
    "as it is": replace(CONTRACT, as_is=s.AsIs(reason=Text("urgent", "urgent"))),
    "what was laid flat": replace(CONTRACT, laid_flat=s.LaidFlat(flows=(s.ObservedFlow(name="Rapport"),))),
    "who was there": replace(CONTRACT, client=d.Party(service="b", present=("bob",))),
    "a translation": with_criterion(text=Text("À temps", "On time", "en")),
    "a translation of a sentence": with_criterion(objective=replace(OBJECTIVE, text=Text(OBJECTIVE.text.fr, "x"))),
    "the order of excuses": with_criterion(objective=replace(OBJECTIVE, depends_on=("e2", "e1"))),
    "plain agreement": with_criterion(answer=s.Answer(kind=s.AnswerKind.AGREED)),
    "the order of clauses": replace(CONTRACT, deliverables=(OTHER, replace(REPORT, criteria=(SECOND, CRITERION)))),
    "the order of people": replace(CONTRACT, review=replace(CONTRACT.review, participants=("bob", "ann"))),
    "what the map proposes": replace(
        CONTRACT,
        merged=True,
        deliverables=(*CONTRACT.deliverables, replace(OTHER, id="d3", state=d.ClauseState.PROPOSED)),
    ),
    "lines and files": replace(with_criterion(line=12), place_file="x.yaml"),
    "titles and remarks": replace(CONTRACT, title=Text("T", "T"), note=Text("n", "n"), version="2.0", reference="C1"),
    "blanks and accents": with_criterion(text=Text(unicodedata.normalize("NFD", "À  temps\n"), "In time")),
    "a second language": replace(CONTRACT, languages=("fr",)),
}


@pytest.mark.parametrize("name", MOVES)
def test_what_was_agreed_moves_it(name: str) -> None:
    assert fingerprint(MOVES[name]) != fingerprint(CONTRACT)


@pytest.mark.parametrize("name", STAYS)
def test_all_else_leaves_it(name: str) -> None:
    assert STAYS[name] != CONTRACT
    assert canonical(STAYS[name]) == canonical(CONTRACT)


def test_no_two_changes_give_the_same_one() -> None:
    assert len({fingerprint(one) for one in MOVES.values()}) == len(MOVES)


def test_the_first_language_binds() -> None:
    english = replace(CONTRACT, languages=("en", "fr"))
    renamed = replace(english, deliverables=(replace(REPORT, name=Text("Tableau", "Report")), OTHER))
    assert fingerprint(english) == fingerprint(renamed) != fingerprint(CONTRACT)


def test_it_is_the_same_on_every_machine_and_people_see_eight_signs() -> None:
    mark = fingerprint(CONTRACT)
    assert mark == "c192743e5f814950ba41d34d5b149c6ff1382094060d091c9d53d1be4a28de3c"
    assert shown(mark) == mark[:8] and SHOWN == 8


def test_what_is_inherited_is_no_part_of_it() -> None:
    general = Organisation(
        defaults=Defaults(
            escalation=Text("le directeur", "the director"), keeper="zoe", cut_off="16:00", day_off=DayOff.PREVIOUS
        )
    )
    whole = replace(
        CONTRACT, deliverables=(replace(REPORT, criteria=(replace(CRITERION, indicator=d.Indicator(id="d1.c1.i1")),)),)
    )
    resolved = with_defaults(whole, general)
    assert resolved != whole
    assert fingerprint(resolved) == fingerprint(whole)


def test_every_field_of_a_contract_was_thought_of() -> None:
    """A new field must be put on one side or the other, here and in `domain.fingerprint`."""
    covered = {
        *("supplier", "client", "start", "end", "renewal", "notice", "revision", "criticality", "confidentiality"),
        *("continuity", "deliverables", "expectations", "no_expectations", "keeper", "keeper_deputy"),
        *("minimum_sample", "counting", "review", "escalation", "amendment"),
    }
    left_out = {
        *("id", "status", "reference", "version", "languages", "title", "purpose", "effect_of_loss", "upstream"),
        *("downstream", "serves", "laid_flat", "open_points", "actions", "agreed_but_for_points", "as_is"),
        *("approvals", "endorsements", "note", "history", "place_file", "merged", "inherited"),
    }
    assert {one.name for one in fields(d.Contract)} == covered | left_out
