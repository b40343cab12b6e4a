"""Event logs as maps: `handoffs`, `services` and `diagram` on a bare log, and what a workspace makes of one."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from pathlib import Path

import pytest
from log_examples import random_cases, step, written, xes

from svcgraph import bare
from svcgraph.cli._program import program
from svcgraph.desk.bring import look
from svcgraph.domain.imported import Outcome
from svcgraph.errors import EXIT_UNREADABLE, Severity, Unreadable
from svcgraph.intake.log import Asked
from svcgraph.intake.log.read import read_log
from svcgraph.logs.handovers import find_handovers
from svcgraph.plugins import room
from svcgraph.readers import event_log
from svcgraph.store.maps import read_all

CASES = {
    "c1": [
        step("Register", "Desk", "2026-01-01T08:00:00Z", org__role="clerk"),
        step("Check", "Claims", "2026-01-01T09:00:00Z", org__role="expert"),
        step("Check", "EMPTY", "2026-01-01T10:00:00Z"),
        step("Pay", "Payments", "2026-01-02T08:00:00Z", org__role="clerk"),
    ],
    "c2": [
        step("Pay", "Payments", "2026-01-02T08:00:00Z", org__role="clerk"),
        step("Register", "Desk", "2026-01-01T08:00:00Z", org__role="clerk"),
        step("Check", "Claims", "2026-01-01T09:00:00Z", org__role="expert"),
        step("Check", "Desk", "2026-01-01T09:30:00Z", org__role="clerk"),
    ],
}
EXPECTED = [  # by hand: nothing leads over the event without a service, time decides the order
    ("Desk", "Register", "Claims", "Check"),
    ("Desk", "Check", "Payments", "Pay"),
    ("Claims", "Check", "Desk", "Check"),
]


def table(heading, separator=";"):
    rows = [
        (case, event["concept:name"], event["time:timestamp"], event["org:group"], "Jeanne")
        for case, events in CASES.items()
        for event in events
    ]
    return "\n".join(separator.join(row) for row in (heading, *rows)) + "\n"


def parquet(folder):
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    events = [(case, event) for case, events in CASES.items() for event in events]
    names = {"activity": "concept:name", "timestamp": "time:timestamp", "group": "org:group"}
    columns = {heading: [event.get(name) for _, event in events] for heading, name in names.items()}
    pq.write_table(pa.table({"case id": [case for case, _ in events], **columns}), folder / "log.parquet")
    return folder / "log.parquet"


FRENCH = ("N° de dossier", "Étape", "Horodatage", "Service", "Agent")
ENGLISH = ("Case ID", "Activity", "Complete Timestamp", "Department", "Resource")
STRUCTURES = {
    "log.xes": lambda: xes(CASES).encode(),
    "log.xes.gz": lambda: gzip.compress(xes(CASES).encode()),
    "log.xml": lambda: b"\xff\xfe" + xes(CASES).replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16-le"),
    "prefixed.xes": lambda: _prefixed(xes(CASES)).encode(),
    "french.csv": lambda: table(FRENCH).encode("utf-8-sig"),
    "english.csv": lambda: table(ENGLISH, ",").encode(),
    "packed.csv.gz": lambda: gzip.compress(table(ENGLISH, "\t").encode()),
}


def _prefixed(text):
    return re.sub(r"<(/?)(log|trace|event|string|date)\b", r"<\1x:\2", text).replace("xmlns=", "xmlns:x=")


def found_in(path):
    (one,) = bare.read([path])
    assert one.map is not None, one.faults
    ends = one.map.performers
    nodes = one.map.nodes
    return [
        (ends[h.supplier].path[0], nodes.names[h.source], ends[h.client].path[0], nodes.names[h.target])
        for h in one.handoffs
    ], one


@pytest.mark.parametrize("spelling", ["UTF-8", "utf8", "UTF_8"])
def test_accents_in_utf8_as_some_tools_spell_it(tmp_path, spelling):
    text = xes(CASES).replace("Payments", "Règlements").replace("UTF-8", spelling)
    (tmp_path / "log.xes").write_text(text, encoding="utf-8")
    handoffs, _ = found_in(tmp_path / "log.xes")
    assert {client for _, _, client, _ in handoffs} >= {"Règlements"}


@pytest.mark.parametrize("name", STRUCTURES)
def test_five_structures_and_more_give_the_same_handoffs(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(STRUCTURES[name]())
    claims = [one.FORMAT for one in room("readers") if one.recognises(path.read_bytes(), path.suffix)]
    assert claims == [event_log.FORMAT]
    handoffs, one = found_in(path)
    assert sorted(handoffs) == sorted(EXPECTED)
    assert {h.via.value for h in one.handoffs} == {"sequence"}
    assert all(h.deliverable == h.source_name and not h.named for h in one.handoffs)
    assert "EMPTY" not in {performer.path[0] for performer in one.map.performers}


def test_parquet_gives_the_same_handoffs(tmp_path):
    assert sorted(found_in(parquet(tmp_path))[0]) == sorted(EXPECTED)


def test_random_logs_give_the_pairs_that_reality_counts(tmp_path):
    for seed in range(4):
        path = written(tmp_path / f"{seed}.xes", xes(random_cases(60, seed)))
        counted = find_handovers(read_log(path, Asked()).log)
        expected = {(one.supplier, way.source, one.client, way.target) for one in counted.between for way in one.steps}
        handoffs, _ = found_in(path)
        assert len(handoffs) == len(set(handoffs))
        assert set(handoffs) == {one for one in expected if one[0] != one[2]}


def test_the_guess_is_said_with_the_others_and_how_to_choose(tmp_path):
    path = written(tmp_path / "log.xes", xes(CASES))
    _, one = found_in(path)
    guess = next(fault for fault in one.faults if fault.code == "service-guessed")
    assert guess.severity is Severity.WARNING
    assert dict(guess.parameters) == {"name": "org:group", "number": "3", "others": "org:role (2)"}
    assert any(fault.code == "no-service-named" for fault in one.faults)


def test_places_are_the_first_event_of_its_kind(tmp_path):
    path = written(tmp_path / "log.csv", table(FRENCH))
    _, one = found_in(path)
    lines = dict(zip(one.map.nodes.ids, one.map.nodes.lines, strict=True))
    assert lines == {
        "Register / Desk": 2, "Check / Claims": 3, "Pay / Payments": 5, "Check / Desk": 9,
    }  # fmt: skip


def test_a_service_written_in_two_ways_is_one(tmp_path):
    rows = (
        "Case ID,Activity,Timestamp,Group\n1,A,2026-01-01,Desk\n1,B,2026-01-02,DESK\n1,A,2026-01-03,desk\n"
        "1,C,2026-01-04,Pay\n"
    )
    handoffs, one = found_in(written(tmp_path / "log.csv", rows))
    assert handoffs == [("Desk", "A", "Pay", "C")]
    assert len(one.map.nodes) == 3


STEPS = (
    "Étape;Acteur;Description;Documents d'entrée;Documents de sortie;Délai\n1;Accueil;Enregistrer;;Dossier;\n"
    "2;Gestion;Instruire;Dossier;;\n"
)
STEPS_WITH_DATES = (
    "N°;Activité;Service;Suite;Dossier;Date\n1;Ouvrir;Accueil;2;A1;2026-01-02\n2;Instruire;Gestion;3;A1;2026-01-05\n"
)
NO_LOGS = {
    "steps.csv": ("table", STEPS),
    "dated.csv": ("table", STEPS_WITH_DATES),
    "raci.csv": ("raci", "R = réalise;A = approuve;;\nActivité;Accueil;Gestion;RH\nOuvrir;R;A;C\nInstruire;I;R;\n"),
    "sipoc.csv": (
        "sipoc",
        "Fournisseur;Entrée;Processus;Sortie;Client\nAccueil;Dossier;Instruire;Décision;Courrier\n",
    ),
    "map.bpmn": ("bpmn", '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:log="x"/>'),
}


@pytest.mark.parametrize("name", NO_LOGS)
def test_tables_of_steps_raci_and_sipoc_stay_what_they_are(name):
    expected, text = NO_LOGS[name]
    claims = [one.FORMAT for one in room("readers") if one.recognises(text.encode(), Path(name).suffix)]
    assert claims == [expected]


def test_a_log_with_the_columns_of_a_table_of_steps_is_a_log():
    text = (
        "Case ID;Step;Activity;Timestamp;Actor\n1;1;Open;2026-01-01;Desk\n2;1;Open;2026-01-02;Desk\n"
        "1;2;Pay;2026-01-03;Cash\n"
    )
    assert [one.FORMAT for one in room("readers") if one.recognises(text.encode(), ".csv")] == ["event-log"]


def _bomb():
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    head = b'<log xmlns="http://www.xes-standard.org/"><trace>' + b" " * 40_000_000
    return packer.compress(head) + packer.flush()


BROKEN = {
    "cut.xes": (lambda: xes(CASES).encode()[:700], "not-well-formed"),
    "cut.xes.gz": (lambda: gzip.compress(xes(CASES).encode())[:-30], "damaged"),
    "bomb.xes.gz": (_bomb, "too-large"),
    "deep.xes": (lambda: b"<log><trace><event>" + b"<list key='a'>" * 100_000, "too-deep"),
    "lol.xes": (lambda: b'<!DOCTYPE log [<!ENTITY a "b">]><log><trace/></log>', "entities"),
    "empty.xes": (lambda: b"<log/>", "no-events"),
    "nobody.csv": (lambda: b"Case ID,Activity,Timestamp\n1,A,2026-01-01\n", "no-service"),
    "cut.parquet": (lambda: b"PAR1" + b"\0" * 50, "damaged"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_and_hostile_logs_are_refused_with_the_reason(tmp_path, name):
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow")
    content, code = BROKEN[name]
    path = tmp_path / name
    path.write_bytes(content())
    (one,) = bare.read([path])
    assert one.map is None
    assert code in {fault.code for fault in one.faults}
    assert all(fault.place.file == path.as_posix() for fault in one.faults)


def test_gzip_of_something_else_is_no_log(tmp_path):
    assert not event_log.recognises(gzip.compress(b"hello; world\n"), ".gz")
    assert not event_log.recognises(gzip.compress(b"<html/>"), ".gz")
    with pytest.raises(Unreadable):
        event_log.read(b"\x1f\x8bnothing", "a.gz")


def test_a_workspace_takes_no_log_for_a_map_and_says_where_to_look(tmp_path):
    folder = tmp_path / "processes"
    folder.mkdir()
    written(folder / "log.xes", xes(CASES))
    (one,) = read_all(folder)
    assert one.reading is None
    (fault,) = one.faults
    assert (fault.code, fault.severity) == ("no-map", Severity.WARNING)
    assert dict(fault.parameters)["file"] == "processes/log.xes"


def test_import_says_what_is_in_a_log_and_copies_nothing(tmp_path):
    good = written(tmp_path / "log.xes", xes(CASES))
    bad = written(tmp_path / "bad.csv", "Case ID,Activity,Timestamp\n1,A,2026-01-01\n")
    first, second = look(None, [good, bad])
    assert (first.found.outcome, first.found.format, first.found.target) == (Outcome.LOG, "event-log", "")
    assert (first.found.activities, first.found.services, first.found.handoffs) == (
        4,
        ("Desk", "Claims", "Payments"),
        3,
    )
    assert second.found.outcome is Outcome.LOG
    assert [fault.code for fault in second.faults] == ["no-service"]


@pytest.fixture
def run(capsys):
    def ran(*arguments):
        code = program(["--lang", "en", *map(str, arguments)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return ran


def test_the_commands_take_the_service_from_a_person(tmp_path, monkeypatch, run):
    monkeypatch.chdir(tmp_path)
    written(tmp_path / "log.xes", xes(CASES))
    code, out, err = run("handoffs", "--format", "json", "--service-attribute", "org:role", "log.xes")
    rows = json.loads(out)
    assert code == 0
    assert {(row["supplier"]["name"], row["client"]["name"]) for row in rows} == {
        ("clerk", "expert"), ("expert", "clerk"),
    }  # fmt: skip
    assert rows[0]["from"] == "Register / clerk"
    assert "guessed" not in err
    assert "expert" in run("services", "--service-attribute", "org:role", "log.xes")[1]
    assert run("diagram", "process", "--service-attribute", "org:role", "log.xes")[0] == 0
    assert "expert" in (tmp_path / "log.svg").read_text("utf-8")
    code, _, err = run("handoffs", "--service-attribute", "org:nothing", "log.xes")
    assert code == EXIT_UNREADABLE
    assert "org:group (3)" in err


def test_the_option_is_for_logs(tmp_path, run):
    steps = written(tmp_path / "steps.csv", STEPS)
    code, _, err = run("handoffs", "--service-attribute", "x", steps)
    assert (code, "for event logs" in err) == (0, True)
    assert run("-C", Path(__file__).parents[1] / "cli/workspace", "handoffs", "--service-attribute", "x")[0] == 2
