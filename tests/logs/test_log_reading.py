"""Event logs as they come: columns in two languages, lifecycles, moments, people; and broken and hostile ones."""

from __future__ import annotations

import gzip
import zlib
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from log_examples import HEAD, step, written, xes

from svcgraph.errors import Severity, Unreadable
from svcgraph.intake.log import Asked, LogReading
from svcgraph.intake.log.read import read_log
from svcgraph.logs.handovers import find_handovers
from svcgraph.logs.zones import offsets

CSV = """Dossier;Activité;Date/heure;Service;Agent
1;Recevoir;13/01/2026 10:00;Accueil;Jean Petit
1;Instruire;13/01/2026 12:00;Gestion;Marie Lune
2;Recevoir;14/01/2026 09:15;Accueil;Jean Petit
2;Instruire;pas de date;EMPTY;Marie Lune
2;Payer;15/01/2026 09:15;Paiement;Marie Lune
"""


def told(reading: LogReading | Unreadable) -> list[tuple[str, int]]:
    return [(fault.code, fault.place.line) for fault in reading.faults]


def refused(path: Path, **asked: object) -> list[tuple[str, int]]:
    with pytest.raises(Unreadable) as error:
        read_log(path, Asked(**asked))  # type: ignore[arg-type]
    return told(error.value)


def test_french_csv(tmp_path: Path) -> None:
    reading = read_log(written(tmp_path / "log.csv", CSV), Asked())
    assert reading.columns == (("case", "Dossier"), ("activity", "Activité"), ("time", "Date/heure"))
    assert [(one.name, one.distinct, one.events, one.taken) for one in reading.candidates] == [("Service", 3, 4, True)]
    assert told(reading) == [("bad-moment", 5), ("no-service-named", 0), ("naive-moments", 0)]
    assert dict(reading.faults[1].parameters) == {"number": "1", "ways": " (EMPTY)"}
    assert "EMPTY" not in reading.log.services.names
    assert "Marie Lune" not in repr(reading)


def test_the_same_log_in_any_dress_is_the_same(tmp_path: Path) -> None:
    one = find_handovers(read_log(written(tmp_path / "a.csv", CSV), Asked()).log)
    (tmp_path / "b.csv").write_bytes(("sep=,\n" + CSV.replace(";", ",")).encode("utf-16"))
    (tmp_path / "c.xes").write_bytes(gzip.compress(CSV.encode("cp1252")))
    english = CSV.replace("Dossier;Activité;Date/heure;Service;Agent", "Case ID;Activity;Timestamp;Department;User")
    for path in (tmp_path / "b.csv", tmp_path / "c.xes", written(tmp_path / "d.txt", english)):
        assert find_handovers(read_log(path, Asked()).log) == one


def test_lines_are_where_they_are_in_the_file(tmp_path: Path) -> None:
    text = 'sep=;\ncase;activity;timestamp;group\n1;"two\nlines";never;A\n\n1;b;never;B\n'
    assert [
        line for code, line in told(read_log(written(tmp_path / "log.csv", text), Asked())) if code == "bad-moment"
    ] == [3, 6]


def test_what_is_not_found_is_asked_for_all_at_once(tmp_path: Path) -> None:
    path = written(tmp_path / "log.csv", "a;b;c;d\n1;2;3;4\n")
    assert refused(path) == [("no-case-column", 1), ("no-activity-column", 1), ("no-time-column", 1)]
    assert refused(path, case="x", activity="b", time="c", service="y") == [("no-column", 1), ("no-column", 1)]


def test_columns_may_be_named(tmp_path: Path) -> None:
    path = written(tmp_path / "log.csv", "a;b;c;d\n1;x;2026-01-01;S\n1;y;2026-01-02;T\n")
    reading = read_log(path, Asked(case="a", activity="b", time="c", service="d"))
    assert [(one.supplier, one.client) for one in find_handovers(reading.log).between] == [("S", "T")]


def test_candidates_are_counted_and_one_is_taken(tmp_path: Path) -> None:
    events = [
        step("a", "one", "2026-01-01T00:00:00Z", org__role="Clerk", **{"channel": "post", "org:resource": "Ann"}),
        step("b", "one", "2026-01-02T00:00:00Z", org__role="Boss", **{"channel": "mail", "org:resource": "Bob"}),
    ]
    path = written(tmp_path / "log.xes", xes({"1": events}))
    reading = read_log(path, Asked())
    assert [(one.name, one.distinct, one.taken, one.usual) for one in reading.candidates] == [
        ("org:group", 1, False, True),
        ("org:role", 2, True, True),
        ("channel", 2, False, False),
    ]
    with_people = read_log(path, Asked(people=True, service="org:resource"))
    assert with_people.log.services.names == ("Ann", "Bob")
    assert refused(path, service="org:resource") == [("personal", 0)]
    assert refused(path, service="nothing") == [("no-service", 0)]


@pytest.mark.parametrize(
    ("values", "asked", "kept", "codes"),
    [
        (("start", "COMPLETE", "Complete"), "", "bc", ["lifecycle"]),
        (("start", "START", "schedule"), "", "ab", ["lifecycle"]),
        (("start", "complete", "start"), "start", "ac", ["lifecycle"]),
        (("start", "complete", "start"), "all", "abc", []),
        (("schedule", "assign", ""), "", "abc", []),
        (("complete", "", "complete"), "", "abc", []),
    ],
)
def test_an_event_counts_once(tmp_path: Path, values: tuple[str, ...], asked: str, kept: str, codes: list[str]) -> None:
    events = [
        step(name, f"S{name}", f"2026-01-0{day}T00:00:00Z", lifecycle__transition=value)
        for day, (name, value) in enumerate(zip("abc", values, strict=True), 1)
    ]
    reading = read_log(written(tmp_path / "log.xes", xes({"1": events})), Asked(lifecycle=asked))
    assert "".join(reading.log.activities.names[code] for code in reading.log.activities.codes) == kept
    assert [code for code, _ in told(reading)] == codes


def test_a_lifecycle_that_no_event_has_is_refused(tmp_path: Path) -> None:
    events = [step("a", "S", "2026-01-01", lifecycle__transition="start")] * 2
    assert refused(written(tmp_path / "l.xes", xes({"1": events})), lifecycle="done") == [("no-events", 0)]


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-07-01T10:00:00.123456Z", 1782900000.123456),
        ("2026-07-01 12:00:00+02:00", 1782900000),
        ("2026-07-01T12:00:00.123000000+02:00", 1782900000.123),
        ("2026-07-01 12:00", 1782900000),
        ("2026/07/01 12:00:00", 1782900000),
        ("01/07/2026 12:00", 1782900000),
        ("01.07.2026 12 h 00".replace(" h ", "h"), 1782900000),
        ("01/07/26 12:00:00,500", 1782900000.5),
        ("1/7/2026 12:00 PM", 1782900000),
        ("1782900000", 1782900000),
        ("1782900000123", 1782900000.123),
        ("2026-07-01 10:00:00 UTC", 1782900000),
        ("2026-07-01", 1782856800),
    ],
)
def test_moments_as_people_and_programs_write_them(tmp_path: Path, text: str, utc: float) -> None:
    path = written(tmp_path / "log.csv", f"case;activity;timestamp;group\n1;a;{text};A\n1;b;{text};B\n")
    reading = read_log(path, Asked(dates="dmy"))
    assert list(reading.log.times) == [round(utc * 1_000_000)] * 2


@pytest.mark.parametrize("text", ["", "soon", "2026-13-01", "32/01/2026", "0001-01-01T00:00:00", "9999-12-31", "12:00"])
def test_what_is_no_moment_is_told(tmp_path: Path, text: str) -> None:
    path = written(tmp_path / "log.csv", f"case;activity;timestamp;group\n1;a;2026-01-01;A\n1;b;{text};B\n")
    reading = read_log(path, Asked())
    assert ("bad-moment", 3) in told(reading)
    found = find_handovers(reading.log).between[0]
    assert (found.waiting.count, found.waiting.median) == (1, None)


def test_an_event_without_a_moment_keeps_its_place(tmp_path: Path) -> None:
    events = [
        step("c", "C", "2026-01-03T00:00:00Z"),
        step("?", "X", "?"),
        step("a", "A", "2026-01-01T00:00:00Z"),
    ]
    found = find_handovers(read_log(written(tmp_path / "l.xes", xes({"1": events})), Asked()).log)
    assert [(one.supplier, one.client) for one in found.between] == [("A", "C"), ("C", "X")]


def test_day_and_month_that_may_be_swapped_are_said(tmp_path: Path) -> None:
    head = "case;activity;timestamp;group\n1;a;{};A\n1;b;{};B\n"
    assert ("slashed-dates", 0) in told(
        read_log(written(tmp_path / "a.csv", head.format("01/02/2026", "02/03/2026")), Asked())
    )
    american = read_log(written(tmp_path / "b.csv", head.format("01/02/2026", "02/13/2026")), Asked())
    assert american.log.times[1] - american.log.times[0] == 42 * 86_400 * 1_000_000
    assert not {"slashed-dates", "swapped-dates"} & {code for code, _ in told(american)}
    wrong = read_log(tmp_path / "b.csv", Asked(dates="dmy"))
    assert {"bad-moment", "swapped-dates"} <= {code for code, _ in told(wrong)}


def test_mixed_offsets_are_compared_in_utc_and_said(tmp_path: Path) -> None:
    events = [step("a", "A", "2026-01-01T12:00:00+01:00"), step("b", "B", "2026-01-01T11:30:00+00:00")]
    reading = read_log(written(tmp_path / "l.xes", xes({"1": events})), Asked())
    assert find_handovers(reading.log).between[0].waiting.median == 1800
    assert told(reading) == [("mixed-offsets", 0)]


def test_xes_with_all_that_real_ones_have(tmp_path: Path) -> None:
    text = (
        HEAD.replace("<log", "<log xmlns:c='http://c'")
        + '<string key="concept:name" value="the log"/>'
        + '<event><string key="concept:name" value="astray"/></event>'
        + "<trace><event><string value='A' key='org:group'/><string key='concept:name' value='x'>"
        + "<string key='concept:name' value='nested'/></string><date key='time:timestamp' value='2026-01-01'/>"
        + "<list key='l'><values><string key='org:group' value='deep'/></values></list></event>"
        + "<event><string key='org:group' value='B'/><string key='concept:name' value='y'/></event>"
        + "<event><string key='org:group' value='B'/></event></trace></log>"
    )
    reading = read_log(written(tmp_path / "l.xes", text), Asked())
    assert reading.log.cases.names == ("#1",)
    assert reading.log.activities.names == ("x", "y")
    assert reading.log.services.names == ("A", "B")
    assert sorted(code for code, _ in told(reading)) == [
        "bad-moment", "naive-moments", "no-activity", "no-trace", "unnamed-case",
    ]  # fmt: skip


def test_many_bad_lines_are_summed_up(tmp_path: Path) -> None:
    rows = "".join(f"1;a;x{n};A{n % 2}\n" for n in range(500))
    reading = read_log(written(tmp_path / "l.csv", "case;activity;timestamp;group\n" + rows), Asked())
    bad = [fault for fault in reading.faults if fault.code == "bad-moment"]
    assert len(bad) == 21
    assert dict(bad[-1].parameters) == {"number": "480"}
    assert all(fault.severity is Severity.WARNING for fault in bad)


GOOD = xes({str(n): [step("a", "A", "2026-01-01"), step("b", "B", "2026-01-02")] for n in range(200)}).encode()
HOSTILE = {
    "truncated-gz": (gzip.compress(GOOD)[:-200], "damaged"),
    "no-end-of-gz": (gzip.compress(GOOD)[:-4], "damaged"),
    "broken-gz": (gzip.compress(GOOD)[:100] + b"\0" * 200, "damaged"),
    "truncated-xml": (GOOD[:-300], "not-well-formed"),
    "zip": (b"PK\x03\x04" + GOOD, "no-log"),
    "empty": (b"", "empty"),
    "zeros": (b"\0" * 5000, "not-text"),
    "another-xml": (b"<definitions><process/></definitions>", "no-log"),
    "no-events": (HEAD.encode() + b"</log>", "no-events"),
    "deep": (HEAD.encode() + b"<a>" * 100_000, "too-deep"),
    "entities": (b'<!DOCTYPE log [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><log>&c;</log>', "entities"),
    "external-entity": (b'<!DOCTYPE log [<!ENTITY a SYSTEM "file:///etc/passwd">]><log>&a;</log>', "entities"),
    "long-tag": (HEAD.encode() + b"<trace a='" + b"x" * 12_000_000, "too-long"),
    "long-cell": (b'case;activity;timestamp;group\n1;"' + b"x" * 3_000_000, "bad-csv"),
    "wide": (b";" * 60_000 + b"\n1", "too-large"),
    "not-parquet": (b"PAR1" + b"x" * 500, "damaged"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_broken_and_hostile_logs_are_refused_with_a_reason(tmp_path: Path, name: str) -> None:
    data, code = HOSTILE[name]
    (tmp_path / "log.xes").write_bytes(data)
    assert refused(tmp_path / "log.xes")[-1][0] == code


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    head = packer.compress(HEAD.encode()) + packer.flush(zlib.Z_FULL_FLUSH)
    blanks = packer.compress(b" " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    # packed once, for it stands alone after a full flush; there is no end, which only who unpacks it all finds out
    (tmp_path / "bomb.xes.gz").write_bytes(head + blanks * 2_000)
    assert refused(tmp_path / "bomb.xes.gz") == [("too-large", 0)]


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    assert refused(tmp_path / "nowhere.xes") == [("unreadable", 0)]
    assert refused(tmp_path) == [("unreadable", 0)]


def test_a_billion_laughs_in_an_attribute(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    path = written(tmp_path / "l.xes", f'<!DOCTYPE log [<!ENTITY e0 "ha">{entities}]><log a="&e11;"/>')
    assert refused(path) == [("entities", 1)]


def test_one_attribute_may_be_asked_for_twice(tmp_path: Path) -> None:
    events = [step("a", "A", "2026-01-01"), step("b", "B", "2026-01-02")]
    reading = read_log(written(tmp_path / "l.xes", xes({"1": events})), Asked(service="concept:name"))
    assert reading.log.activities.names == reading.log.services.names == ("a", "b")
    path = written(tmp_path / "l.csv", "case;activity;timestamp\n1;a;2026-01-01\n1;b;2026-01-02\n")
    assert read_log(path, Asked(service="activity")).log.services.names == ("a", "b")


@pytest.mark.parametrize(
    "zone", ["Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Casablanca", "UTC"]
)
def test_a_zone_as_numbers_is_what_python_makes_of_it(zone: str) -> None:
    """Every half hour of six years, by the clock on the wall: also those that occur twice, or not at all."""
    tick, epoch = timedelta(microseconds=1), datetime(1970, 1, 1)
    moments = [datetime(2021, 1, 1) + timedelta(minutes=30) * n for n in range(6 * 366 * 48)]
    walls = [(moment - epoch) // tick for moment in moments]
    table = offsets(zone, walls[0], walls[-1])
    row = 0
    for moment, wall in zip(moments, walls, strict=True):
        while table[row].until is not None and wall >= table[row].until:
            row += 1
        expected = moment.replace(tzinfo=ZoneInfo(zone)).utcoffset()
        assert expected is not None
        assert table[row].offset == expected // tick, moment
