"""Process sheets: what they say, in two languages, and what is said of those that are off."""

import json
import re
from pathlib import Path

import jsonschema
import pytest

from svcgraph.domain import handoff
from svcgraph.domain.process import ProcessKind
from svcgraph.errors import Severity, Unreadable
from svcgraph.intake.yaml import load_plain
from svcgraph.readers import sheet
from svcgraph.vocabulary import ACTIVITY, BRANCH, END_OF, INDICATOR, PROCESS

ROOT = Path(__file__).parents[1]
EXAMPLES = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs/process-sheets.md").read_text("utf-8"), re.DOTALL)
SCHEMA = json.loads((ROOT / "svcgraph/readers/process-sheet.schema.json").read_text("utf-8"))


B_ENDS = "activité: B, service: T, suite: fin"
SAMPLE = ("management/revue-de-direction", "management/etats-prudentiels", "operationnel/concevoir-une-offre")


def read(text):
    assert sheet.recognises(text.encode(), ".yaml")
    return sheet.read(text.encode(), "p/a.yaml")


def said(reading):
    return [(fault.code, fault.place.line) for fault in reading.faults]


def handoffs(process_map):
    return [
        (
            found.source_id or process_map.performers[found.supplier].path[0],
            found.target_id or process_map.performers[found.client].path[0],
            found.via.value,
            found.deliverable,
        )
        for found in handoff.find(process_map)
    ]


def activities(*lines):
    return "processus: P\nparties externes: [X]\nactivités:\n" + "".join(f"  - {{{line}}}\n" for line in lines)


def test_the_french_example_of_the_docs():
    reading = read(EXAMPLES[0])
    assert reading.faults == ()
    (process,) = reading.map.processes
    assert (process.id, process.kind, process.owner) == ("o1", ProcessKind.OPERATIONAL, "Julien Roche")
    assert process.inputs == ("besoins des sociétaires", "avis du réseau")
    assert process.indicators[0].objective == "au plus 9 mois"
    assert reading.map.nodes.names[4] == "Former le réseau de vente"
    assert reading.map.nodes.lines[0] == 16
    assert handoffs(reading.map) == [
        ("1", "2", "sequence", "Note de cadrage"),
        ("2", "7", "sequence", "Recueillir l'avis du réseau de vente"),
        ("7", "9", "sequence", "Argumentaire de vente"),
        ("7", "11", "data", "Argumentaire de vente"),
        ("9", "10", "sequence", "Avis d'ouverture à la vente"),
        ("9", "11", "sequence", "Avis d'ouverture à la vente"),
        ("11", "Courtier", "message", "Annonce de l'offre"),
    ]


def test_the_english_example_of_the_docs():
    reading = read(EXAMPLES[1])
    assert reading.faults == ()
    assert reading.map.processes[0].kind is ProcessKind.MANAGEMENT
    assert handoffs(reading.map) == [
        ("Supervisor", "5", "message", "Filing calendar"),
        ("1", "4", "sequence", "Quarterly trial balance"),
        ("2", "4", "sequence", "Portfolio file"),
        ("4", "1", "sequence", "Compute technical provisions"),
        ("4", "5", "sequence", "Compute technical provisions"),
        ("5", "Supervisor", "message", "Returns filed"),
    ]
    conditions = dict(zip(reading.map.flows.ids, reading.map.flows.names, strict=True))
    assert conditions["4>5"] == "figures agree"
    assert reading.map.flows.conditional[reading.map.flows.ids.index("4>5")]


@pytest.mark.parametrize("text", EXAMPLES)
def test_the_schema_accepts_the_examples(text):
    jsonschema.Draft202012Validator(SCHEMA).validate(load_plain(text.encode(), "a").value)


@pytest.mark.parametrize(
    ("known", "name"),
    [(PROCESS, ""), (ACTIVITY, "activity"), (INDICATOR, "indicator"), (BRANCH, "branch"), (END_OF, "end")],
)
def test_the_schema_knows_every_word_the_reader_knows(known, name):
    described = SCHEMA["$defs"][name] if name else SCHEMA
    assert set(described["properties"]) == {word for _, words in known.words for word in words}


def test_windows_line_ends_and_marks_are_no_matter():
    plain = read(EXAMPLES[0])
    windows = sheet.read(("\ufeff" + EXAMPLES[0].replace("\n", "\r\n")).encode(), "p/a.yaml")
    assert windows == plain


def test_the_schema_refuses_what_the_reader_warns_of():
    value = load_plain(
        activities("n°: 1, activité: A, service: S, acteur: T", "activité: B, servce: S").encode(), "a"
    ).value
    errors = list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(value))
    assert {tuple(error.path)[:2] for error in errors} == {("activités", 0), ("activités", 1)}


def test_without_any_next_each_leads_to_the_one_below():
    reading = read(activities("activité: A, service: S", "activité: B, service: T", "activité: C, service: S"))
    assert reading.map.flows.ids == ("1>2", "2>3")


def test_with_one_next_the_others_lead_nowhere():
    reading = read(
        activities("activité: A, service: S, suite: C", "activité: B, service: T", "activité: C, service: T")
    )
    assert reading.map.flows.ids == ("1>3",)


@pytest.mark.parametrize("written", ["2, 3", '"2;3"', "[2, 3]", '["2", C]', "[{à: 2}, {à: 3}]", "{à: [2, 3]}"])
def test_several_next_may_be_written_in_any_way(written):
    reading = read(
        f"process: P\nactivities:\n- no: 1\n  name: A\n  service: S\n  next: {written}\n"
        "- {no: 2, name: B, service: T}\n- {no: 3, name: C, service: T, next: end}\n"
    )
    assert reading.map.flows.ids == ("1>2", "1>3")
    assert reading.faults == ()


def test_an_item_may_be_told_by_either_side():
    giver = read(activities("activité: A, service: S, remet: {livrable: D, à: B}", B_ENDS))
    taker = read(
        activities("activité: A, service: S", "activité: B, service: T, reçoit: {livrable: D, de: 1}, suite: fin")
    )
    both = read(activities("activité: A, service: S, remet: D", "activité: B, service: T, reçoit: D, suite: fin"))
    for reading in (giver, taker, both):
        assert handoffs(reading.map) == [("1", "2", "data", "D")]
        assert reading.faults == ()


def test_a_service_stands_for_its_only_activity():
    reading = read(
        activities(
            "activité: A, service: S, remet: {livrable: D, à: t}",
            "activité: B, service: T, remet: {livrable: E, à: S}, suite: fin",
            "activité: C, service: S",
        )
    )
    assert handoffs(reading.map) == [("1", "2", "data", "D")]
    (fault,) = reading.faults
    assert (fault.code, dict(fault.parameters)["numbers"]) == ("several-activities", "1, 3")


def test_two_things_of_one_name_stay_apart_when_addressed():
    reading = read(
        activities(
            "activité: A, service: S, remet: {livrable: D, à: 2}",
            "activité: B, service: T, reçoit: D, suite: fin",
            "activité: C, service: U, remet: {livrable: D, à: 4}",
            "activité: E, service: V, reçoit: D",
        )
    )
    assert handoffs(reading.map) == [("1", "2", "data", "D"), ("3", "4", "data", "D")]


def test_what_comes_from_the_inputs_needs_no_giver():
    text = "processus: P\nentrées: Demande\nactivités:\n- {activité: A, service: S, reçoit: [demande, Autre]}\n"
    assert said(read(text)) == [("no-giver", 4)]


def test_a_name_with_a_comma_or_two_languages_is_one_name():
    reading = read(
        "processus: {fr: Processus, en: Process}\nparties externes: ['Dupont, Durand']\nactivités:\n"
        "- activité: A\n  service: {en: Unit, fr: Unité}\n"
        "  remet: [{livrable: 'Bon, signé', à: 'Dupont, Durand'}, {fr: Avis, en: Notice}]\n"
    )
    assert reading.faults == ()
    assert reading.map.processes[0].name == "Processus"
    assert handoffs(reading.map) == [("1", "Dupont, Durand", "message", "Bon, signé")]
    assert [item.name for item in reading.map.items] == ["Avis"]


def test_all_that_is_off_is_said_together_and_the_rest_read():
    reading = read(
        "processus: P\n"  # 1
        "famile: support\n"
        "type: magic\n"
        "activités:\n"
        "- n°: 1\n"  # 5
        "  activité: A\n"
        "  service: S\n"
        "  acteur: T\n"
        "  suite: [2, 9]\n"
        "  remet: [{livrable: D, à: [2, Nobody]}, {à: 2}]\n"  # 10
        "- n°: 1\n"
        "  activité: B\n"
        "- just a text\n"
        "- n°: 2\n"
        "  service: T\n"  # 15
        "  suite: 1\n"
    )
    assert sorted(said(reading), key=lambda fault: fault[1]) == [
        ("unknown-key", 2),
        ("unknown-kind", 3),
        ("two-performers", 8),
        ("unknown-activity", 9),
        ("unknown-end", 10),
        ("unnamed-thing", 10),
        ("duplicate-id", 11),
        ("no-performer", 11),
        ("not-an-activity", 13),
        ("unnamed-activity", 14),
    ]
    assert {fault.severity for fault in reading.faults} == {Severity.WARNING}
    assert [performer.path for performer in reading.map.performers] == [("S",), ("#1#2",), ("T",)]
    assert reading.map.performers[1].unnamed
    assert ("1", "2", "sequence", "D") in handoffs(reading.map)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("processus: P\nactivités: []\n", "no-activities"),
        ("processus: P\nactivités:\n", "no-activities"),
        ("processus: P\nactivités: [a, b]\n", "not-an-activity"),
        ("processus: P\nactivités:\n- {a: [}\n", "yaml-syntax"),
        ("processus: P\nactivités: &a\n- *a\n", "alias"),
        ("processus: P\nprocessus: Q\nactivités:\n", "duplicate-key"),
        ("processus: P\nactivités: " + "[" * 100_000, "too-deep"),
    ],
)
def test_sheets_that_cannot_be_read_are_claimed_and_refused(text, code):
    assert sheet.recognises(text.encode(), ".yaml")
    with pytest.raises(Unreadable) as caught:
        sheet.read(text.encode(), "a.yaml")
    assert caught.value.faults[0].code == code


@pytest.mark.parametrize("text", ["- a\n", "a: 1\n", "nom: x\n", "{", "", "\x00", "activités: [1]\n"])
def test_other_yaml_is_not_claimed(text):
    assert not sheet.recognises(text.encode(), ".yaml")


def test_a_sheet_in_another_coat_is_claimed():
    assert sheet.recognises(b'{"process": "P", "activities": []}', ".json")
    assert sheet.recognises("\ufeff\"Process\" : P\n'Activities':\n".encode(), ".txt")
    assert sheet.recognises("process: P\nactivities:\n".encode("utf-16"), ".yml")


@pytest.mark.parametrize(
    "name", ["management/revue-de-direction", "management/etats-prudentiels", "operationnel/concevoir-une-offre"]
)
def test_the_sample_sheets_read_without_a_fault(name):
    data = (ROOT / f"processes/{name}.yaml").read_bytes()
    reading = sheet.read(data, f"{name}.yaml")
    assert reading.faults == ()
    jsonschema.Draft202012Validator(SCHEMA).validate(load_plain(data, name).value)
