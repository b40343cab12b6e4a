"""`svcgraph readings`: what is entered is appended in the file's own way, counts at once, and nothing else changes."""

from __future__ import annotations

import codecs
import csv
import io
import json
import shutil
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svcgraph.cli._program import program
from svcgraph.domain.attainment.reading import Reading
from svcgraph.domain.objective.calendar import WorkCalendar
from svcgraph.domain.objective.naming import period_name
from svcgraph.domain.objective.period import parse_period
from svcgraph.errors import Place, SvcgraphError
from svcgraph.store.readings import parse_readings
from svcgraph.store.readings.written import appended

READINGS = Path("processes/readings")
CS01 = "service-commercial--marketing"
CALENDAR = WorkCalendar()


@pytest.fixture
def root(sample_root: Path, tmp_path: Path) -> Path:
    """A copy of the sample, told as of 16 November 2026."""
    shutil.copytree(sample_root / "processes", tmp_path / "processes")
    shutil.copy(sample_root / "svcgraph.yaml", tmp_path)
    return tmp_path


def run(root: Path, capsys: pytest.CaptureFixture[str], *words: str, lang: str = "en") -> tuple[int, str, str]:
    code = program(["-C", str(root), "--lang", lang, *words])
    out, err = capsys.readouterr()
    return code, out, err


def lines(root: Path, file: str) -> list[str]:
    return (root / READINGS / file).read_text(encoding="utf-8-sig").splitlines()


def verdict(root: Path, capsys: pytest.CaptureFixture[str], indicator: str) -> tuple[int, int, str]:
    _, out, _ = run(root, capsys, "attainment", "--format", "json")
    one = next(row for row in json.loads(out)["rows"] if row["indicator"] == indicator)
    return one["met"], one["known"], one["verdict"]


# --- entering one ---------------------------------------------------------------------------------------------


def test_a_reading_is_one_line_more_and_nothing_else(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = root / READINGS / "cs-07.csv"
    before, others = path.read_bytes(), {one: one.read_bytes() for one in (root / READINGS).iterdir() if one != path}
    indicator = "marketing--relation-courtiers/d1.c1.i1"
    assert verdict(root, capsys, indicator) == (10, 10, "undetermined")
    typed = ("--for", "2026-08-10", "--delivered", "10/08/2026 16:20", "--by", "Théo Masson", "--source", "mail")
    code, out, err = run(root, capsys, "readings", "add", "CS-07/d1.c1", *typed)
    assert (code, err) == (0, "")
    assert "on time [cs-07.csv:70]" in out
    after = path.read_bytes()
    assert after.startswith(before)
    added = after[len(before) :].decode().rstrip("\r\n").split(";")
    assert added == [
        indicator,
        "2026-08-10",
        "",
        "",
        "",
        "2026-08-10T16:20",
        "2026-11-16T23:59",
        "Théo Masson",
        "mail",
        "",
        "",
        "",
        "",
    ]
    assert {one: one.read_bytes() for one in others} == others
    assert not list((root / "processes").glob(".lock*"))
    assert verdict(root, capsys, indicator) == (11, 11, "undetermined")  # 2 weeks of 13 still without one


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            ("CS-01/d1.c1", "--for", "2026-11-09", "--delivered", "2026-11-09T09:00"),
            "There is a reading for 2026-11-09",
        ),
        (("CS-01/d1.c1", "--for", "2026-11-10", "--delivered", "2026-11-10T09:00"), "nearest occurrence is 2026-11-09"),
        (("CS-01/d1.c1", "--for", "2026-11-23", "--delivered", "2026-11-23T09:00"), "is not over yet"),
        (("CS-01/d1.c3", "--for", "2026-11", "--value", "3 errors"), "unit"),
        (("CS-01/d1.c3", "--for", "2026-11", "--value", "many"), "cannot be read"),
        (("CS-10/d1.c1", "--for", "2026-10", "--k", "5", "--n", "3"), "no share exceeds 100 %"),
        (("CS-10/d1.c1", "--for", "2026-10", "--k", "5"), "k and n are written together"),
        (("CS-10/d1.c1", "--k", "5", "--n", "6"), "does not say which date"),
        (("CS-10/d1.c1", "--for", "2026-10"), "no value"),
    ],
)
def test_what_would_not_count_is_refused_and_nothing_is_written(
    typed: tuple[str, ...], said: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {one: one.read_bytes() for one in (root / READINGS).iterdir()}
    code, out, err = run(root, capsys, "readings", "add", *typed, "--by", "Me")
    assert (code, out) == (1, "")
    assert said in err
    assert err.startswith(typed[0])
    assert {one: one.read_bytes() for one in (root / READINGS).iterdir()} == before


def test_an_unknown_indicator_is_a_word_that_is_off(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(root, capsys, "readings", "add", "CS-99/d1.c1", "--for", "2026-10", "--value", "1", "--by", "Me")
    assert (code, "CS-99/d1.c1" in err) == (2, True)


def test_the_first_reading_of_a_contract_makes_its_file(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / READINGS / "cs-10.csv").unlink()
    name = "systemes-d-information--gestion-des-sinistres"
    code, out, _ = run(
        root, capsys, "readings", "add", "CS-10/d1.c1", "--for", "2026-10", "--k", "5", "--n", "6", "--by", "Me"
    )
    assert code == 0
    assert f"{name}.csv:2" in out
    head, line = lines(root, f"{name}.csv")
    assert head.startswith("indicateur;pour;valeur;k;n;remis_le;saisi_le")
    assert line.startswith(f"{name}/d1.c1.i1;2026-10;;5;6;;2026-11-16T23:59;Me")


# --- correcting and excusing ----------------------------------------------------------------------------------


def test_a_correction_leaves_what_it_corrects(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = lines(root, "cs-01.csv")
    assert verdict(root, capsys, f"{CS01}/d1.c1.i1")[0] == 8
    for minute, met in (("09:40", 9), ("10:30", 8), ("09:55", 9)):
        typed = ("--for", "2026-08-10", "--delivered", f"2026-08-10T{minute}", "--by", "Théo Masson")
        code, out, err = run(root, capsys, "readings", "correct", "CS-01/d1.c1", *typed)
        assert (code, err) == (0, "")
        assert "corrects cs-01.csv:25, which said not delivered" in out
        assert verdict(root, capsys, f"{CS01}/d1.c1.i1")[0] == met
    after = lines(root, "cs-01.csv")
    assert after[: len(before)] == before
    assert [line.split(";")[9:11] for line in after[len(before) :]] == [
        ["2026-08-10-2", "2026-08-10"],
        ["2026-08-10-3", "2026-08-10-2"],
        ["2026-08-10-4", "2026-08-10-3"],
    ]


def test_a_case_that_was_open_is_corrected_when_it_is_delivered(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    indicator = ("readings", "add", "CS-10/d1.c1", "--requested", "2026-11-12T09:00", "--by", "Me")
    assert "0 of 1 cases" in run(root, capsys, *indicator)[1]
    typed = (*indicator, "--delivered", "2026-11-12T10:00")
    assert run(root, capsys, *typed)[0] == 1  # known already, and says something else
    code, out, err = run(root, capsys, "readings", "correct", *typed[2:])
    assert (code, err) == (0, "")
    assert "1 of 1 cases" in out
    assert lines(root, "cs-10.csv")[0].endswith(";demandé_le")


def test_there_must_be_something_to_correct(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    typed = ("--for", "2026-08-17", "--delivered", "2026-08-17T09:00", "--by", "Me")
    code, _, err = run(root, capsys, "readings", "correct", "CS-01/d1.c1", *typed)
    assert (code, "to correct" in err) == (1, True)


def test_only_the_other_party_excuses(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    typed = ("readings", "excuse", "CS-01/d1.c1", "--for", "2026-08-24", "--reason", "strike", "--accepted-by")
    code, _, err = run(root, capsys, *typed, "Sandrine Mercier")  # head of the supplier
    assert (code, "only the other party accepts" in err) == (1, True)
    code, out, _ = run(root, capsys, *typed, "julien roche")
    assert code == 0
    assert "excused by Julien Roche: strike" in out
    assert verdict(root, capsys, f"{CS01}/d1.c1.i1")[:2] == (8, 10)
    code, _, err = run(root, capsys, *typed, "Julien Roche")
    assert (code, "excused already" in err) == (1, True)


# --- importing ------------------------------------------------------------------------------------------------

FILE = """indicator,for,value,k,n,delivered_at,by
CS-07/d1.c1,2026-08-10,,,,2026-08-10T16:30,Ann
CS-07/d1.c1,2026-08-10,,,,2026-08-10T16:40,Ann
CS-07/d1.c1,2026-08-11,,,,2026-08-11T16:30,Ann
CS-99/d1.c1,2026-08-17,,,,2026-08-17T16:30,Ann
CS-10/d1.c1,2026-10,,41,44,,
CS-10/d1.c1,2026-09,,50,44,,
CS-01/d1.c3,2026-11,1.5 errors,,,,
CS-01/d1.c1,2026-08-03,,,,2026-08-03T09:52,
E1,2026-10,,1,2,,
"""


def test_an_import_keeps_what_is_right_and_says_what_is_wrong_with_file_and_line(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "november.csv"
    path.write_text(FILE, encoding="utf-8")
    before = {one: one.read_bytes() for one in (root / READINGS).iterdir()}
    code, out, err = run(root, capsys, "readings", "import", str(path))
    assert code == 3
    told = {line.split(":")[1]: line for line in err.splitlines()}
    assert set(told) == {"3", "4", "5", "7", "8", "9", "10"}
    for line, said in (("3", "Line 2 has a reading"), ("4", "nearest"), ("5", "CS-99"), ("7", "100 %"), ("8", "unit")):
        assert said in told[line]
    assert "known already" in told["9"]
    assert "There is a reading for 2026-10 already, in processes/readings/engagements.csv:9" in told["10"]
    assert "2 of 9 readings can be taken" in out  # the line with k > n is one of them
    assert "Nothing was written: add --yes to write." in out
    assert {one: one.read_bytes() for one in (root / READINGS).iterdir()} == before
    code, out, _ = run(root, capsys, "readings", "import", str(path), "--yes", "--by", "Me")
    assert code == 3
    assert lines(root, "cs-07.csv")[-1].split(";")[7:9] == ["Ann", "november.csv"]
    assert lines(root, "cs-10.csv")[-1].split(";")[1:5] == ["2026-10", "", "41", "44"]
    assert lines(root, "cs-10.csv")[-1].split(";")[7] == "Me"
    code, out, _ = run(root, capsys, "readings", "import", str(path), "--yes")
    assert "0 of 9" in out  # twice is once


def test_a_file_that_is_absent_or_holds_no_readings_is_said(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(root, capsys, "readings", "import", str(tmp_path / "nope.csv"), lang="fr")
    assert (code, "ce fichier n’existe pas" in err) == (2, True)
    (tmp_path / "notes.txt").write_text("nothing", encoding="utf-8")
    assert run(root, capsys, "readings", "import", str(tmp_path / "notes.txt"))[0] == 3
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    assert run(root, capsys, "readings", "import", str(tmp_path / "empty.csv"))[0] == 3


def test_a_month_is_called_a_month_where_nothing_is_due(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Not by its first day: "2031-01" was told as 2031-01-01, the nearest month too."""
    said = ("add", "CS-09/d1.c2", "--for", "2031-01", "--value", "6", "--by", "A")
    code, _, err = run(root, capsys, "readings", *said)
    assert (code, "Nothing is due for 2031-01;" in err, "nearest occurrence is 2027-02." in err) == (1, True, True)


def test_an_excel_file_is_imported_too(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import xlsxwriter

    path = tmp_path / "relevés.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Relevés")
    for row, cells in enumerate(
        [["Indicateur", "Pour", "k", "n"], ["CS-10/d1.c1", "2026-10", 41, 44], ["CS-10/d1.c1", "2026-09", "x", 44]]
    ):
        sheet.write_row(row, 0, cells)
    book.close()
    code, out, err = run(root, capsys, "readings", "import", str(path), "--yes", lang="fr")
    assert code == 3
    assert "1 ligne ajoutée" in out
    assert "relevés.xlsx:3" in err


# --- what is due ----------------------------------------------------------------------------------------------


def test_due_lists_the_missing_readings_of_the_sample(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`8-sample` chapter 12: CS-01 17 August; CS-07 10, 17, 24 August; CS-10 July to October."""
    _, out, _ = run(root, capsys, "readings", "due", "--format", "json")
    rows = json.loads(out)["rows"]
    late = [(row["agreement"], row["occurrence"]) for row in rows if row["state"] == "overdue"]
    assert sorted(late) == [
        ("CS-01", "2026-08-17"),
        *(("CS-07", f"2026-08-{day}") for day in (10, 17, 24)),
        *(("CS-10", f"2026-{month:02}") for month in (7, 8, 9, 10)),
    ]
    assert [row["by"] for row in rows if row["owner"] == "Théo Masson"] == sorted(
        row["by"] for row in rows if row["owner"] == "Théo Masson"
    )
    assert {row["remark"] for row in rows if row["agreement"] == "CS-10"} == {
        "Yann Kerbrat left the organisation: name another keeper"
    }
    assert rows[0]["state"] == "overdue"
    _, out, _ = run(root, capsys, "readings", "due", "--format", "json", "--owner", "théo masson", "--days", "0")
    mine = json.loads(out)["rows"]
    assert {row["owner"] for row in mine} == {"Théo Masson"}
    assert {row["state"] for row in mine} == {"overdue"}


# --- the person's file keeps its own way ------------------------------------------------------------------------


def reading(**given: object) -> Reading:
    return Reading(indicator="a--b/d1.c1.i1", place=Place(file="x"), **given)  # type: ignore[arg-type]


HEADS = {
    ";": "Indicateur;Pour;Remis le;Saisi par",
    ",": "indicator,for,delivered_at,by",
    "\t": "indicator\tfor\tdelivered_at\tby",
}


@pytest.mark.parametrize("separator", HEADS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("ended", [True, False])
@pytest.mark.parametrize(
    ("encoding", "signature"),
    [("utf-8", b""), ("utf-8", codecs.BOM_UTF8), ("utf-16-le", codecs.BOM_UTF16_LE), ("windows-1252", b"")],
)
def test_separator_newline_and_encoding_stay(
    separator: str, newline: str, ended: bool, encoding: str, signature: bytes
) -> None:
    rows = [HEADS[separator], separator.join(["a--b/d1.c1.i1", "03/08/2026", "03/08/2026 09:35", "Chérif"])]
    content = signature + (newline.join(rows) + newline * ended).encode(encoding)
    moment = CALENDAR.moment(date(2026, 8, 10), time(9, 40))
    made = appended(
        content, [reading(span=parse_period("2026-08-10"), delivered_at=moment, by='Élodie; "x"')], CALENDAR, "fr", "f"
    )
    assert made.startswith(content)
    text = made[len(signature) :].decode(encoding)
    assert text.count("\r\n") == (3 if newline == "\r\n" else 0)
    last = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))[-1]
    assert last == ["a--b/d1.c1.i1", "10/08/2026", "10/08/2026 09:40", 'Élodie; "x"']


def test_a_column_that_is_missing_is_added_to_the_first_line_only() -> None:
    content = b"indicator,for,value\na--b/d1.c1.i1,2026-08,3\n"
    made = appended(content, [reading(span=parse_period("2026-09"), k=3, n=4, by="Ann")], CALENDAR, "en", "f")
    assert made == b"indicator,for,value,k,n,by\na--b/d1.c1.i1,2026-08,3\na--b/d1.c1.i1,2026-09,,3,4,Ann\n"
    found = parse_readings(made, "f", "Europe/Paris")
    assert ([one.n for one in found.readings], found.faults) == ([None, 4], ())


def test_a_letter_that_the_file_cannot_hold_is_refused() -> None:
    content = "indicateur;pour;saisi_par\na/b;2026-08;Chérif\n".encode("windows-1252")
    with pytest.raises(SvcgraphError):
        appended(content, [reading(span=parse_period("2026-09"), by="Łukasz")], CALENDAR, "fr", "f")


@given(
    st.sampled_from(["2026-08-10", "2026-08", "2026-Q3", "2026"]),
    st.one_of(
        st.fixed_dictionaries({"value": st.fractions(-1000, 1000, max_denominator=1).map(lambda one: one / 100)}),
        st.fixed_dictionaries({"answer": st.booleans()}),
        st.fixed_dictionaries({"k": st.integers(0, 9), "n": st.integers(9, 99)}),
        st.just({"not_delivered": True}),
        st.fixed_dictionaries(
            {
                "delivered_at": st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(
                    lambda one: CALENDAR.local(one.replace(microsecond=0))
                )
            }
        ),
    ),
    st.sampled_from(["fr", "en"]),
    st.sampled_from(["", "Élodie Prat", "Łukasz; “x”", 'a "b", c', "=1+1", "-", "'quoted'", "tab\tand line"]),
)
def test_what_is_written_is_read_back(span: str, said: dict[str, object], language: str, by: str) -> None:
    one = reading(span=parse_period(span), by=by, id="x1", **said)
    made = appended(None, [one], CALENDAR, language, "f")
    found = parse_readings(made, "f", CALENDAR.timezone)
    assert [(fault.code, fault.parameters) for fault in found.faults] == []
    (back,) = found.readings
    assert back.by == " ".join(by.split())
    for key in ("indicator", "span", "value", "answer", "k", "n", "not_delivered", "delivered_at", "id"):
        assert getattr(back, key) == getattr(one, key), key


@pytest.mark.parametrize("name", ["2026-08-10", "2026-02", "2026-Q4", "2026", "2026-08-10..2026-08-12"])
def test_a_period_is_named_as_it_is_read(name: str) -> None:
    assert period_name(parse_period(name)) == name
