"""The organisation file: YAML and workbook say the same, every fault is told with its place."""

from __future__ import annotations

import io
import json
import os
from datetime import date, time
from pathlib import Path

import jsonschema
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from svcgraph.domain.organisation import CalendarSettings, DayOff, Frequency, Organisation
from svcgraph.domain.process import ProcessKind
from svcgraph.domain.text import Text
from svcgraph.errors import Fault, Severity
from svcgraph.intake.yaml import load, plain
from svcgraph.store.organisation import SCHEMA, load_organisation, parse_organisation
from svcgraph.store.organisation.format import json_schema

FILE = "processes/organisation.yaml"
WHOLE = """\
name: {fr: Mutuelle, en: Mutual}
calendar:
  country: FR
  region: Alsace
  hours:
    monday: [08:30-12:30, 13h30-17h30]
    friday: [9:00-12:00]
  closed:
    - {date: 2026-07-13, reason: Pont}
    - 2026-05-15
  day_off: previous
departments:
  - {id: dcr, short: DCR, name: Direction commerciale, head: ann}
services:
  - id: com
    short: COM
    name: {fr: Commercial, en: Sales}
    department: dcr
    head: ann
    staff: 64
    aliases: [Ventes, Shop / Sales]
    actors: [Conseiller]
    former_ids: [vente]
    former_names: [Vente]
  - {id: cpt, name: Comptabilité}
externals:
  - {id: cli, name: Client, roles: [client, supplier], aliases: [Assuré]}
people:
  - {id: ann, name: Ann Lee, email: ann@example.org, service: com, position: {fr: cheffe}, left: 2026-07-01}
processes:
  - {id: o1, name: Vendre, file: a.bpmn, kind: operational, owner: ann, frequency: weekly, feeds: [o2]}
  - {id: o2, name: Encaisser}
promises:
  - id: e1
    party: cli
    deliverable: {fr: Remboursement, en: Refund}
    from_map: [Remboursement]
    objective: {fr: sous 5 jours}
    start: {fr: dossier complet}
    answerable: ann
    keeper: ann
    deputy: bob
    alert: 90 %
terms:
  - {fr: Vente, en: Sale}
"""


def parsed(text: str) -> tuple[Organisation, tuple[Fault, ...]]:
    made = parse_organisation(text.encode(), FILE)
    return made.organisation, made.faults


def said(faults: tuple[Fault, ...]) -> list[str]:
    return [
        f"{fault.place.line} {fault.severity.value} {fault.message.format(**dict(fault.parameters))}"
        for fault in faults
    ]


def test_the_whole_file() -> None:
    made, faults = parsed(WHOLE)
    assert faults == ()
    assert made.name == Text("Mutuelle", "Mutual")
    assert made.calendar == CalendarSettings(
        country="FR",
        region="Alsace",
        closed=((date(2026, 5, 15), ""), (date(2026, 7, 13), "Pont")),
        hours=(
            ((time(8, 30), time(12, 30)), (time(13, 30), time(17, 30))),
            (), (), (),
            ((time(9), time(12)),),
            (), (),
        ),
        day_off=DayOff.PREVIOUS,
    )  # fmt: skip
    service = made.services[0]
    assert (service.id, service.short, service.name, service.staff) == ("com", "COM", Text("Commercial", "Sales"), 64)
    assert (service.aliases, service.actors) == (("Ventes", "Shop / Sales"), ("Conseiller",))
    assert (service.former_ids, service.former_names, service.line) == (("vente",), ("Vente",), 15)
    assert (made.departments[0].head, made.externals[0].roles) == ("ann", ("client", "supplier"))
    assert (made.people[0].position, made.people[0].left) == (Text("cheffe", ""), date(2026, 7, 1))
    process = made.processes[0]
    assert (process.kind, process.frequency, process.feeds) == (ProcessKind.OPERATIONAL, Frequency.WEEKLY, ("o2",))
    assert (made.promises[0].party, made.promises[0].from_map, made.promises[0].line) == ("cli", ("Remboursement",), 34)
    assert made.terms == (("Vente", "Sale"),)


def test_defaults() -> None:
    for text in ("", "# nothing yet\n", "name: X\nservices: []\ncalendar:\n"):
        made, faults = parsed(text)
        assert faults == ()
        assert made.calendar == CalendarSettings()


def test_every_fault_at_once_and_the_rest_kept() -> None:
    made, faults = parsed(
        "servces: []\n"
        "services:\n"
        "  - {id: a, nme: A, staff: many, aliases: [u, {x: y}, v]}\n"
        "  - {id: b--c}\n"
        "  - {id: d, name: {fr: D, de: E}, department: zz, aliases: x}\n"
        "  - {id: D}\n"
        "  - {name: nobody}\n"
        "  - bare\n"
        "calendar: {hours: {monday: [9-8, 08:30-12:30]}, closed: [{date: 2026-02-30}], day_off: nxt}\n"
    )
    assert said(faults) == [
        "1 warning “servces” is not a known key here and is not read. Did you mean “services”?",
        "3 warning “nme” is not a known key here and is not read. Did you mean “name”?",
        "5 warning “de” is not a known key here and is not read. Did you mean “en”?",
        "3 error “aliases” is one text, not a list or several keys.",
        "3 error “staff: many”: write a whole number.",
        "4 error “id: b--c”: an id is made of letters without accents, digits, - and _.",
        "5 error “aliases” is a list: one line per member, each beginning with “-”.",
        "7 error “id” is missing.",
        "8 error “services” holds keys of its own, or one text: something else stands there.",
        "9 error “date: 2026-02-30”: this day or hour does not exist.",
        "9 error “day_off: nxt”: choose one of next, previous, skip, keep.",
        "9 error “monday: 9-8”: hours are written 08:30-12:30, the end after the beginning.",
        "6 error The id “D” is already given in line 5: give this one another.",
        "5 warning “department: zz”: nothing in this file has that id. Correct it, or add what it names.",
    ]
    assert [(one.id, one.aliases, one.line) for one in made.services] == [
        ("a", ("u", "v"), 3),
        ("d", (), 5),
        ("D", (), 6),
    ]
    assert made.calendar.hours[0] == ((time(8, 30), time(12, 30)),)


def test_ids() -> None:
    _, faults = parsed(
        "services:\n  - {id: a, former_ids: [x]}\n  - {id: x}\n  - {id: con}\nexternals:\n  - {id: A}\n"
        "promises:\n  - {id: e1, party: nobody}\nprocesses:\n  - {id: o1, feeds: [o9]}\n"
    )
    assert [(fault.code, fault.place.line) for fault in faults] == [
        ("id-twice", 6), ("id-twice", 2), ("unknown-id", 8), ("unknown-id", 10), ("device-name", 4)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code"),
    [("- a\n- b\n", "organisation"), ("just words", "organisation"), ("services: &a []\n", None), ("a: [", None)],
)
def test_other_things_in_the_file(text: str, code: str | None) -> None:
    made, faults = parsed(text)
    assert made == Organisation(file=FILE)
    assert [fault.severity for fault in faults] == [Severity.ERROR]
    assert code in (None, faults[0].code)


def workbook(sheets: dict[str, list[list[object]]]) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return buffer.getvalue()


SHEETS: dict[str, list[list[object]]] = {
    "Organisation": [["nom_fr", "Mutuelle"], ["name (en)", "Mutual"]],
    "Calendrier": [
        ["pays", "FR"], ["région", "Alsace"], ["lundi", "08:30-12:30; 13h30-17h30"], ["vendredi", "9:00-12:00"],
        ["fermeture", date(2026, 7, 13), "Pont"], ["fermeture", date(2026, 5, 15)], ["jour chômé", "previous"],
    ],
    "Directions": [["id", "sigle", "nom", "directeur"], ["dcr", "DCR", "Direction commerciale", "ann"]],
    "Services": [
        ["id", "sigle", "nom_fr", "name_en", "direction", "chef", "effectif", "alias", "acteurs",
         "anciens identifiants", "anciens noms"],
        ["com", "COM", "Commercial", "Sales", "dcr", "ann", 64, "Ventes; Shop / Sales", "Conseiller", "vente", "Vente"],
        ["cpt", "", "Comptabilité", "Comptabilité"],
    ],
    "Parties externes": [["id", "nom", "rôles", "alias"], ["cli", "Client", "client\nsupplier", "Assuré"]],
    "Personnes": [
        ["id", "nom", "courriel", "service", "fonction_fr", "départ"],
        ["ann", "Ann Lee", "ann@example.org", "com", "cheffe", date(2026, 7, 1)],
    ],
    "Processus": [
        ["id", "nom", "fichier", "famille", "pilote", "rythme", "alimente"],
        ["o1", "Vendre", "a.bpmn", "operational", "ann", "weekly", "o2"],
        [],
        ["o2", "Encaisser"],
    ],
    "Engagements externes": [
        ["id", "envers", "livrable_fr", "deliverable_en", "noms sur la carte", "objectif_fr", "point de départ_fr",
         "répond de l'engagement", "tenu à jour par", "suppléant", "seuil d'alerte"],
        ["e1", "cli", "Remboursement", "Refund", "Remboursement", "sous 5 jours", "dossier complet", "ann", "ann",
         "bob", "90 %"],
    ],
    "Termes": [["fr", "en"], ["Vente", "Sale"]],
}  # fmt: skip


def without_lines(made: Organisation) -> str:
    import re

    return re.sub(r"line=\d+|file='[^']*organisation[^']*'", "", repr(made))


def test_a_workbook_says_the_same() -> None:
    made = parse_organisation(workbook(SHEETS), "processes/organisation.xlsx")
    assert made.faults == ()
    assert without_lines(made.organisation) == without_lines(parsed(WHOLE)[0])
    assert [one.line for one in made.organisation.processes] == [2, 4]


def test_faults_of_a_workbook_name_the_cell() -> None:
    sheets: dict[str, list[list[object]]] = {
        "Services": [["id", "nom", "efectif"], ["a b", "X", 3], ["c", "Y", 3]],
        "Persons": [["id", "left"], ["ann", "soon"]],
        "Serveces": [["x"]],
        "People": [["id"]],
        "Calendar": [["country", "FR"], ["holiday", "x"], ["monday", "never"]],
    }
    made = parse_organisation(workbook(sheets), "o.xlsx")
    assert [(fault.code, fault.place.cell, fault.severity.value) for fault in made.faults] == [
        ("unknown-key", "Services!C1", "warning"),
        ("unknown-key", "Serveces", "warning"),
        ("double-key", "People", "warning"),
        ("unknown-key", "Calendar!A2", "warning"),
        ("organisation", "Calendar!A1", "error"),
        ("organisation", "Persons!B2", "error"),
        ("organisation", "Services!A2", "error"),
    ]
    assert [(one.id, one.line) for one in made.organisation.services] == [("c", 3)]
    assert [(one.id, one.left) for one in made.organisation.people] == [("ann", None)]


def test_a_file_that_is_no_workbook() -> None:
    made = parse_organisation(b"PK\x03\x04 broken", "o.xlsx")
    assert [fault.severity for fault in made.faults] == [Severity.ERROR]


def test_from_disk(tmp_path: Path) -> None:
    assert load_organisation(tmp_path).organisation == Organisation()
    (tmp_path / "processes").mkdir()
    (tmp_path / "processes/organisation.xlsx").write_bytes(workbook(SHEETS))
    assert load_organisation(tmp_path).organisation.file == "processes/organisation.xlsx"
    (tmp_path / FILE).write_text(WHOLE, encoding="utf-8")
    both = load_organisation(tmp_path)
    assert both.organisation == parsed(WHOLE)[0]
    assert [fault.code for fault in both.faults] == ["two-organisation-files"]


@pytest.mark.parametrize("name", ["organisation.yml", "Organization.yaml", "organisation.xls"])
def test_a_file_that_was_surely_meant(tmp_path: Path, name: str) -> None:
    (tmp_path / "processes").mkdir()
    (tmp_path / "processes" / name).write_text(WHOLE, encoding="utf-8")
    made = load_organisation(tmp_path)
    assert [(fault.code, fault.place.file, fault.severity) for fault in made.faults] == [
        ("organisation-name", f"processes/{name}", Severity.WARNING)
    ]


def test_the_sample_has_no_fault(sample_root: Path) -> None:
    made = load_organisation(sample_root)
    assert made.faults == ()
    assert len(made.organisation.services) == 18
    assert sum(one.staff or 0 for one in made.organisation.services) == 327


def test_the_published_schema_is_that_of_the_model() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == json_schema()


def test_the_schema_accepts_what_the_loader_does(sample_root: Path) -> None:
    jsonschema.validate(plain(load(WHOLE.encode(), FILE)), json_schema())
    jsonschema.validate(plain(load((sample_root / FILE).read_bytes(), FILE)), json_schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"servces": []}, json_schema())


LINES = WHOLE.splitlines(keepends=True)


@given(
    st.integers(0, len(LINES) - 1), st.sampled_from(["", "  - [1, 2]\n", "  x: {y: z}\n", "  - id: {a: b}\n", "? \n"])
)
@settings(max_examples=150, deadline=None)
def test_a_spoilt_line_never_crashes(number: int, other: str) -> None:
    text = "".join([*LINES[:number], other, *LINES[number + 1 :]])
    made = parse_organisation(text.encode(), FILE)
    assert isinstance(made.organisation, Organisation)


def test_a_file_full_of_faults_ends_soon() -> None:
    for text in ("".join(f"k{n}: x\n" for n in range(30_000)), "services:\n" + "  - {id: a b, staff: x}\n" * 30_000):
        made = parse_organisation(text.encode(), FILE)
        assert [fault.code for fault in made.faults] == ["organisation"]
        assert made.organisation == Organisation(file=FILE)


@pytest.mark.parametrize("what", ["folder", "round", "pipe"])
def test_an_organisation_file_that_is_no_file_is_not_taken_for_none(tmp_path: Path, what: str) -> None:
    path = tmp_path / "processes" / "organisation.yaml"
    path.parent.mkdir()
    if what == "folder":
        path.mkdir()
    elif what == "round":
        path.symlink_to(path.name)
    elif hasattr(os, "mkfifo"):
        os.mkfifo(path)
    else:
        pytest.skip("no pipes with a name here")
    (fault,) = load_organisation(tmp_path).faults
    assert (fault.code, fault.severity) == ("unreadable", Severity.ERROR)
