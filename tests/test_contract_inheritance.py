"""A value in the contract wins, else the supplier's department, else the organisation; files stay as written."""

from __future__ import annotations

import io
from dataclasses import fields, replace

import xlsxwriter

from svcgraph.domain import contract as d
from svcgraph.domain.inheritance import as_written, with_defaults
from svcgraph.domain.organisation import DayOff, Defaults, Department, Frequency, Organisation, ServiceEntry
from svcgraph.domain.session import CountingRule, CountingRules
from svcgraph.domain.text import Text
from svcgraph.errors import Severity
from svcgraph.store.organisation import parse_organisation


def said(words: str) -> Text:
    return Text(words, words)


GENERAL = Defaults(
    every=Frequency.YEARLY,
    rule=said("the first Monday"),
    participants=("ann", "bob"),
    escalation=said("the director"),
    amendment=said("in writing"),
    notice=said("three months"),
    renewal=said("tacitly"),
    confidentiality=said("between us"),
    continuity=said("by telephone"),
    cut_off="16:00",
    day_off=DayOff.PREVIOUS,
    minimum_sample=8,
    keeper="zoe",
    keeper_deputy="tom",
)
ORGANISATION = Organisation(
    defaults=GENERAL,
    departments=(
        Department(
            id="d", name=said("D"), defaults=Defaults(every=Frequency.MONTHLY, escalation=said("the head of D"))
        ),
        Department(id="empty", name=said("E")),
    ),
    services=(
        ServiceEntry(id="a", name=said("A"), department="d", former_ids=("old-a",)),
        ServiceEntry(id="b", name=said("B"), department="empty"),
    ),
)


def contract(supplier: str = "a", client: str = "b", **more: object) -> d.Contract:
    parties = {"supplier": d.Party(service=supplier), "client": d.Party(service=client)}
    return d.Contract(id=f"{supplier}--{client}", **{**parties, **more})  # type: ignore[arg-type]


def measured(keeper: str = "", deputy: str = "") -> tuple[d.Deliverable, ...]:
    indicator = d.Indicator(id="d1.c1.i1", keeper=keeper, deputy=deputy)
    criteria = (d.Criterion(id="d1.c1", text=said("x"), indicator=indicator), d.Criterion(id="d1.c2", text=said("y")))
    return (d.Deliverable(id="d1", name=said("d"), criteria=criteria),)


def kept(made: d.Contract) -> tuple[str, str]:
    [item] = made.deliverables
    assert item.criteria[0].indicator is not None and item.criteria[1].indicator is None
    return item.criteria[0].indicator.keeper, item.criteria[0].indicator.deputy


def test_department_before_organisation() -> None:
    made = with_defaults(contract(), ORGANISATION)
    assert (made.review.every, made.escalation) == (Frequency.MONTHLY, said("the head of D"))
    assert (made.review.rule, made.amendment, made.minimum_sample) == (said("the first Monday"), said("in writing"), 8)
    assert (made.counting.cut_off, made.counting.day_off) == ("16:00", DayOff.PREVIOUS)


def test_the_suppliers_department_counts_under_a_former_id_too() -> None:
    assert with_defaults(contract("b", "a"), ORGANISATION).escalation == said("the director")
    assert with_defaults(contract("old-a"), ORGANISATION).escalation == said("the head of D")
    assert with_defaults(contract("stranger"), ORGANISATION).escalation == said("the director")


def test_what_the_contract_says_wins_and_is_not_called_inherited() -> None:
    own = contract(
        escalation=said("we two"), minimum_sample=3, review=d.Review(every=Frequency.QUARTERLY), keeper="eve"
    )
    made = with_defaults(own, ORGANISATION)
    assert (made.escalation, made.minimum_sample, made.review.every) == (said("we two"), 3, Frequency.QUARTERLY)
    assert not {"escalation", "minimum_sample", "review.every", "keeper"} & set(made.inherited)
    assert {"amendment", "review.rule", "counting.cut_off", "keeper_deputy"} <= set(made.inherited)


def test_every_default_arrives_and_is_taken_out_again() -> None:
    own = contract(deliverables=measured())
    made = with_defaults(own, ORGANISATION)
    parts = [made, made.review, made.counting]
    for one in fields(Defaults):
        assert any(getattr(part, one.name, None) for part in parts), one.name
    assert len(made.inherited) == len(fields(Defaults)) + 2  # and keeper and deputy of the one indicator
    assert as_written(made) == own


def test_twice_is_once() -> None:
    once = with_defaults(contract(deliverables=measured()), ORGANISATION)
    assert with_defaults(once, ORGANISATION) == once


def test_indicators_that_name_nobody_have_the_contracts_keeper() -> None:
    assert kept(with_defaults(contract(deliverables=measured(), keeper="eve"), ORGANISATION)) == ("eve", "tom")
    assert kept(with_defaults(contract(deliverables=measured("ann", "bob")), ORGANISATION)) == ("ann", "bob")
    assert kept(with_defaults(contract(deliverables=measured("ann")), Organisation())) == ("ann", "")


def test_a_rule_struck_out_inherits_nothing() -> None:
    struck = CountingRules(struck=(CountingRule.CUT_OFF, CountingRule.DAY_OFF))
    made = with_defaults(contract(counting=struck), ORGANISATION)
    assert made.counting == struck


def test_without_defaults_a_contract_is_the_same_object() -> None:
    own = contract(deliverables=measured())
    assert with_defaults(own, Organisation()) == own
    assert as_written(own) is own
    assert with_defaults(replace(own, keeper="eve"), Organisation()).inherited == ("d1.c1.i1.keeper",)


YAML = """\
defaults:
  review: {every: yearly, rule: the first Monday, participants: [ann, bob]}
  escalation: {fr: le directeur, en: the director}
  counting: {cut_off: "16:00", day_off: previous}
  minimum_sample: 8
departments:
  - {id: d, name: D, defaults: {review: {every: monthly}, keeper: zoe, keeper_deputy: tom}}
  - {id: e, name: E}
"""
SHEETS = {
    "organisation": [
        ["périodicité", "yearly"],
        ["jour des réunions", "the first Monday"],
        ["participants", "ann; bob"],
        ["arbitrage fr", "le directeur"],
        ["arbitrage en", "the director"],
        ["heure limite", "16:00"],
        ["jour chômé", "previous"],
        ["échantillon minimum", "8"],
    ],
    "directions": [
        ["identifiant", "nom", "every", "tenu à jour par", "keeper_deputy"],
        ["d", "D", "monthly", "zoe", "tom"],
        ["e", "E", "", "", ""],
    ],
}


def workbook(sheets: dict[str, list[list[str]]]) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
    book.close()
    return buffer.getvalue()


def test_the_organisation_file_says_what_is_inherited() -> None:
    made = parse_organisation(YAML.encode(), "processes/organisation.yaml")
    assert made.faults == ()
    general = made.organisation.defaults
    assert (general.every, general.rule, general.participants) == (
        Frequency.YEARLY,
        said("the first Monday"),
        ("ann", "bob"),
    )
    assert general.escalation == Text("le directeur", "the director")
    assert (general.cut_off, general.day_off, general.minimum_sample) == ("16:00", DayOff.PREVIOUS, 8)
    assert [one.defaults for one in made.organisation.departments] == [
        Defaults(every=Frequency.MONTHLY, keeper="zoe", keeper_deputy="tom"),
        Defaults(),
    ]


def test_a_workbook_says_the_same() -> None:
    written = parse_organisation(YAML.encode(), "o.yaml").organisation
    made = parse_organisation(workbook(SHEETS), "o.xlsx")
    assert made.faults == ()
    assert made.organisation.defaults == written.defaults
    assert [one.defaults for one in made.organisation.departments] == [one.defaults for one in written.departments]


def test_a_wrong_default_is_said_with_its_place_and_loses_nobody() -> None:
    made = parse_organisation(YAML.replace("monthly", "often").encode(), "o.yaml")
    [fault] = made.faults
    assert (fault.place.line, fault.severity) == (7, Severity.ERROR)
    assert [one.id for one in made.organisation.departments] == ["d", "e"]
    assert made.organisation.defaults.minimum_sample == 8
    cells = {**SHEETS, "directions": [SHEETS["directions"][0], ["d", "D", "often", "zoe", "tom"]]}
    [fault] = parse_organisation(workbook(cells), "o.xlsx").faults
    assert fault.place.cell == "directions!C2"
