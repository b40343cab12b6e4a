"""Readings as people save them: headings, separators, encodings, dates; every fault with its line."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svcgraph.domain.objective.period import parse_period
from svcgraph.errors import Severity
from svcgraph.store.readings import load_readings, parse_readings

PARIS = "Europe/Paris"


def read(text, encoding="utf-8"):
    return parse_readings(text.encode(encoding), "readings/a.csv", PARIS)


def one(text, encoding="utf-8"):
    told = read(text, encoding)
    assert [fault for fault in told.faults if fault.severity is Severity.ERROR] == []
    (reading,) = told.readings
    return reading


FRENCH = "indicateur;pour;valeur;k;n;remis_le;demandé_le;saisi_le;saisi_par;source;id;remplace;motif;accepté_par\n"
ENGLISH = (
    "indicator,for,value,k,n,delivered_at,requested_at,recorded_at,by,source,id,replaces,excused_reason,excused_by\n"
)


def test_french_and_english_files_say_the_same():
    french = one(
        FRENCH + "a--b/d1.c1.i1;04/05/2026;;;;04/05/2026 16:40;;04/05/2026 17:30;Théo;grille;x;y;panne;Julien Roche\n"
    )
    english = one(
        ENGLISH + "a--b/d1.c1.i1,2026-05-04,,,,2026-05-04T16:40,,2026-05-04T17:30,Théo,grille,x,y,panne,Julien Roche\n"
    )
    assert french == english
    assert french.delivered_at.isoformat() == "2026-05-04T16:40:00+02:00"
    assert (french.by, french.id, french.replaces, french.excused, french.place.line) == ("Théo", "x", "y", True, 2)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_any_encoding_and_separator(encoding, separator):
    lines = [
        "indicateur|pour|valeur|saisi_par",
        "a--b/d1.c1.i1|2026-08|3|Élodie Prat",
        "a--b/d1.c1.i1|2026-09|4|Élodie Prat",
    ]
    told = read("\r\n".join(lines).replace("|", separator), encoding)
    assert [(reading.value, reading.by) for reading in told.readings] == [(3, "Élodie Prat"), (4, "Élodie Prat")]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1,9", "1.9"),
        ("1.9", "1.9"),
        ("98 %", "98"),
        ("98,5%", "98.5"),
        ("10 000", "10000"),
        ("-2,25", "-2.25"),
        ("0", "0"),
        ("1\u202f234,5", "1234.5"),
    ],
)
def test_numbers(cell, value):
    assert one(f"indicateur;pour;valeur\na/b;2026-08;{cell}\n").value == Fraction(value)


@pytest.mark.parametrize(
    ("cell", "answer"), [("oui", True), ("OUI", True), ("yes", True), ("non", False), ("No", False), ("vrai", True)]
)
def test_yes_or_no(cell, answer):
    assert one(f"indicateur;pour;valeur\na/b;2026-08;{cell}\n").answer is answer


@pytest.mark.parametrize(
    ("cell", "period"),
    [
        ("2026-08-10", "2026-08-10"),
        ("10/08/2026", "2026-08-10"),
        ("2026-08", "2026-08"),
        ("08/2026", "2026-08"),
        ("2026-Q3", "2026-Q3"),
        ("T3 2026", "2026-Q3"),
        ("2026", "2026"),
    ],
)
def test_what_a_reading_is_for(cell, period):
    assert one(f"indicateur;pour;valeur\na/b;{cell};3\n").span == parse_period(period)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-08-10T09:35",
        "2026-08-10 09:35",
        "10/08/2026 09:35",
        "10/08/2026 9h35",
        "10/08/2026 9 h 35",
        "2026-08-10T07:35:00Z",
        "2026-08-10T09:35:00+02:00",
    ],
)
def test_moments(cell):
    reading = one(f"indicateur;pour;remis_le\na/b;2026-08-10;{cell}\n")
    assert reading.delivered_at.timestamp() == 1786347300


@pytest.mark.parametrize("cell", ["non remis", "Non remise", "not delivered", "pas remis"])
def test_not_delivered(cell):
    assert one(f"indicateur;pour;remis_le\na/b;2026-08-10;{cell}\n").not_delivered


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("a/b;2026-08;abc;;;;", ["bad-cell"]),
        ("a/b;2026-08;1e5;;;;", ["bad-cell"]),
        ("a/b;2026-08;nan;;;;", ["bad-cell"]),
        ("a/b;2026-13;3;;;;", ["bad-cell"]),
        ("a/b;31/02/2026;3;;;;", ["bad-cell"]),
        ("a/b;2026-08;;5;4;;", ["over-100"]),
        ("a/b;2026-08;;5;;;", ["half-a-share"]),
        ("a/b;2026-08;;-1;4;;", ["bad-cell"]),
        ("a/b;2026-08;;1,5;4;;", ["bad-cell"]),
        ("a/b;2026-08;3;1;2;;", ["two-readings"]),
        ("a/b;;;;;2026-08-10T10:00;", ["no-occurrence"]),
        ("a/b;2026-08;;;;demain;", ["bad-cell"]),
        (";2026-08;3;;;;", ["no-indicator"]),
        ("a/b;2026-08;;;;;", ["empty-reading"]),
        ("a/b;x;?;;;;z", ["bad-cell", "bad-cell"]),
    ],
)
def test_a_faulty_line_is_told_and_left_out(line, codes):
    told = read(f"indicateur;pour;valeur;k;n;remis_le;motif\n{line}\na/b;2026-09;3;;;;\n")
    assert [reading.span for reading in told.readings] == [parse_period("2026-09")]
    errors = [fault for fault in told.faults if fault.severity is Severity.ERROR]
    assert [fault.code for fault in errors] == codes
    assert {(fault.place.file, fault.place.line) for fault in errors} == {("readings/a.csv", 2)}


def test_an_excuse_needs_a_reason_and_a_name():
    told = read("indicateur;pour;remis_le;motif;accepté_par\na/b;2026-08-10;2026-08-10 12:00;panne;\n")
    assert [fault.code for fault in told.faults] == ["half-an-excuse"]
    assert not told.readings[0].excused


def test_an_unknown_column_is_said():
    told = read("indicateur;pour;valeur;humeur\na/b;2026-08;3;bonne\n")
    assert [(fault.code, fault.severity) for fault in told.faults] == [("unknown-column", Severity.WARNING)]
    assert len(told.readings) == 1


def test_without_an_indicator_column_nothing_is_read():
    assert [fault.code for fault in read("nom;pour;valeur\na;2026-08;3\n").faults][-1] == "no-indicator-column"


def test_many_faults_are_not_all_listed():
    told = read("indicateur;pour;valeur\n" + "a/b;2026-08;x\n" * 1000)
    assert (len(told.faults), told.faults[-1].code, told.faults[-1].parameters) == (
        201,
        "more-faults",
        (("number", "800"),),
    )


def test_a_formula_guard_is_taken_off():
    assert one("indicateur;pour;valeur;source\na/b;2026-08;'-3;'=cmd\n").value == -3


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_told(data):
    told = parse_readings(b"indicateur;pour;valeur\n" + data, "a.csv", PARIS)
    assert all(reading.place.line > 1 for reading in told.readings)


def test_the_folder_is_read_in_the_order_of_names(tmp_path):
    folder = tmp_path / "processes" / "readings"
    folder.mkdir(parents=True)
    (folder / "b.csv").write_text("indicateur;pour;valeur\na/b;2026-08;2\n", encoding="utf-8")
    (folder / "a.csv").write_text("indicateur;pour;valeur\na/b;2026-08;1\n", encoding="utf-8")
    (folder / ".~lock.a.csv").write_text("x", encoding="utf-8")
    (folder / "notes.txt").write_text("x", encoding="utf-8")
    told = load_readings(tmp_path, PARIS)
    assert [(reading.value, reading.place.file) for reading in told.readings] == [
        (1, "processes/readings/a.csv"),
        (2, "processes/readings/b.csv"),
    ]
    assert [(fault.code, fault.severity) for fault in told.faults] == [("not-readings", Severity.NOTE)]
    assert load_readings(tmp_path / "elsewhere", PARIS).readings == ()


def test_the_time_zone_is_the_workspace_s():
    cell = "indicateur;pour;remis_le\na/b;2026-08-10;2026-08-10T09:35\n"
    told = parse_readings(cell.encode(), "a.csv", "Indian/Reunion")
    assert told.readings[0].delivered_at.utcoffset().total_seconds() == 4 * 3600
    assert told.readings[0].span.first == date(2026, 8, 10)


@pytest.mark.parametrize("cell", ["1 000 sur 1 250", "3/4", "3 of 4"])
def test_so_many_of_so_many_in_one_cell_is_told_where_they_belong(cell):
    (fault,) = read(f"indicateur;pour;valeur\na/b;2026-08;{cell}\n").faults
    assert (fault.code, dict(fault.parameters)["cell"]) == ("bad-cell", cell)
    assert "as k, all as n" in fault.message
