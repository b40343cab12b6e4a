"""Readings from Excel, Parquet and databases: the same readings, every fault with its place, the rest kept."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
import xlsxwriter

from svcgraph.domain.attainment import Period
from svcgraph.domain.attainment.source import Source
from svcgraph.domain.objective import Bounds
from svcgraph.engine.units import fits
from svcgraph.errors import Severity, Unreadable
from svcgraph.store.readings import in_folder, load_readings, read_sources
from svcgraph.store.readings.databases import select
from svcgraph.store.settings import parse_settings

PARIS = "Europe/Paris"
DUE = "a--b/d1.c1.i1"


def said(readings) -> list[tuple[str, str]]:
    return [(fault.code, str(fault.place)) for fault in readings.faults]


def book(path: Path, rows: list[list[object]], *, notes: bool = False) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy hh:mm"}) as workbook:
        sheet = workbook.add_worksheet("Relevés")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if notes:
            workbook.add_worksheet("Notes").write(0, 0, "What this is")


def test_a_workbook_is_read_as_a_csv_file_is(tmp_path: Path) -> None:
    path = tmp_path / "processes/readings/mars.xlsx"
    moment = datetime(2026, 3, 2, 9, 35)
    rows = [["Indicateur", "Pour", "Valeur", "Remis le"], [DUE, "2026-03-02", "", moment], [DUE, "03/2026", 98.5, ""]]
    book(path, [*rows, [DUE, "soon", 3, ""]], notes=True)
    read = load_readings(tmp_path, PARIS)
    first, second = read.readings
    assert first.delivered_at.astimezone(UTC) == datetime(2026, 3, 2, 8, 35, tzinfo=UTC)
    assert (second.value, second.span) == (Fraction(197, 2), Period(first=date(2026, 3, 1), last=date(2026, 3, 31)))
    assert str(second.place) == "processes/readings/mars.xlsx:3 (Relevés)"
    assert said(read) == [
        ("not-readings", "processes/readings/mars.xlsx (Notes)"),
        ("bad-cell", "processes/readings/mars.xlsx:4 (Relevés)"),
    ]


def test_a_workbook_without_the_column_is_said_and_loses_no_other_file(tmp_path: Path) -> None:
    book(tmp_path / "processes/readings/a.xlsx", [["Valeur"], [1]])
    (tmp_path / "processes/readings/b.csv").write_text(f"indicator,for,value\n{DUE},2026-03,1\n")
    (tmp_path / "processes/readings/c.docx").write_text("x")
    read = load_readings(tmp_path, PARIS)
    assert (len(read.readings), [code for code, _ in said(read)]) == (1, ["no-indicator-column", "not-readings"])
    assert read.faults[1].severity is Severity.NOTE


def parquet(path: Path, columns: dict[str, list[object]]) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow comes with svcgraph[engine]")
    from pyarrow.parquet import write_table

    path.parent.mkdir(parents=True, exist_ok=True)
    write_table(pyarrow.table(columns), path)


def test_parquet_keeps_types(tmp_path: Path) -> None:
    moment = datetime(2026, 3, 2, 8, 35, 0, 500_000, tzinfo=UTC)
    parquet(
        tmp_path / "processes/readings/mars.parquet",
        {
            "indicator": [DUE, DUE, DUE, None],
            "for": [date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 16), date(2026, 3, 23)],
            "delivered_at": [moment, None, None, None],
            "not_delivered": [False, True, None, None],
            "value": [None, None, 0.1 + 0.2, 1.0],
        },
    )
    read = load_readings(tmp_path, PARIS)
    delivered, absent, measured = read.readings
    assert delivered.delivered_at == moment
    assert (absent.not_delivered, measured.value) == (True, Fraction(3, 10))
    assert said(read) == [("no-indicator", "processes/readings/mars.parquet:4")]


def test_several_parquet_files_by_one_pattern_with_their_own_headings(tmp_path: Path) -> None:
    for name, value in (("b", 2), ("a", 1)):
        parquet(tmp_path / f"exports/{name}.parquet", {"mois": ["2026-03"], "taux": [value]})
    source = Source(file="exports/*.parquet", indicator=DUE, columns=(("span", "mois"), ("value", "taux")))
    read = read_sources(tmp_path, PARIS, [source])
    assert [(one.indicator, one.value, str(one.place)) for one in read.readings] == [
        (DUE, 1, "exports/a.parquet:1"),
        (DUE, 2, "exports/b.parquet:1"),
    ]
    missing = read_sources(tmp_path, PARIS, [Source(file="exports/*.parquets.parquet")])
    assert said(missing) == [("unreadable", "exports/*.parquets.parquet")]


def test_a_damaged_parquet_file_is_said(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow comes with svcgraph[engine]")
    path = tmp_path / "processes/readings/x.parquet"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"PAR1 no PAR1")
    assert said(load_readings(tmp_path, PARIS)) == [("unreadable", "processes/readings/x.parquet")]


@pytest.fixture
def quality(tmp_path: Path) -> Path:
    with sqlite3.connect(tmp_path / "quality.db") as connection:
        connection.execute("CREATE TABLE releves (no INTEGER, indicator TEXT, 'for' TEXT, value REAL, unit TEXT)")
        rows = [(7, DUE, "2026-03", 12.0, "erreurs"), (3, DUE, "2026-04", 11.25, None), (9, DUE, "March", 1.0, None)]
        connection.executemany("INSERT INTO releves VALUES (?, ?, ?, ?, ?)", rows)
    connection.close()
    return tmp_path


def test_a_table_of_sqlite_names_rows_by_their_key(quality: Path) -> None:
    read = read_sources(quality, PARIS, [Source(url="sqlite:///quality.db", table="releves", key="no")])
    assert [(one.value, one.unit, str(one.place)) for one in read.readings] == [
        (Fraction(45, 4), "", "sqlite:///quality.db#releves (3)"),
        (12, "erreurs", "sqlite:///quality.db#releves (7)"),
    ]
    assert said(read) == [("bad-cell", "sqlite:///quality.db#releves (9)")]


def test_a_query_for_one_indicator(quality: Path) -> None:
    good = Source(url="sqlite:///quality.db", query='SELECT "for", value FROM releves WHERE no = 7;', indicator="p/e")
    assert [(one.indicator, one.value) for one in read_sources(quality, PARIS, [good]).readings] == [("p/e", 12)]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (Source(url="sqlite:///nowhere.db", table="x", line=4), "source-not-read"),
        (Source(url="sqlite:///quality.db", table="x", line=4), "source-not-read"),
        (Source(url="sqlite:///quality.db", query="DELETE FROM releves", line=4), "source-not-read"),
        (Source(url="postgresql://me:secret@host/db", table="x", line=4), "password-in-file"),
        (Source(url="postgresql://host/db?password=secret", table="x", line=4), "password-in-file"),
        (Source(url="postgresql://me:${SVCGRAPH_NO_SUCH}@host/db", table="x", line=4), "variable-not-set"),
    ],
)
def test_what_cannot_be_reached_is_said_with_its_line_and_without_secrets(
    quality: Path, source: Source, code: str
) -> None:
    read = read_sources(quality, PARIS, [source])
    assert said(read) == [(code, "svcgraph.yaml:4")]
    assert "secret" not in str(read.faults[0])
    with sqlite3.connect(quality / "quality.db") as connection:
        assert connection.execute("SELECT count(*) FROM releves").fetchone() == (3,)
    connection.close()


def test_names_are_quoted() -> None:
    assert select(Source(table='a.b"c', key="no")) == 'SELECT * FROM "a"."b""c" ORDER BY "no"'


def test_sources_of_the_settings() -> None:
    made = parse_settings(
        b"timezone: Europe/Paris\nengine: duckdb\nreadings:\n"
        b"  - file: exports/*.parquet\n"
        b"  - url: postgresql://${USER}:${PASSWORD}@host/db\n    table: releves\n    key: no\n"
        b"    indicator: a--b/d1.c1.i1\n    columns: {value: taux, pour: mois}\n"
    )
    assert (made.engine, made.faults) == ("duckdb", ())
    assert made.sources == (
        Source(file="exports/*.parquet", line=4),
        Source(
            url="postgresql://${USER}:${PASSWORD}@host/db",
            table="releves",
            key="no",
            indicator=DUE,
            columns=(("span", "mois"), ("value", "taux")),
            line=5,
        ),
    )
    assert made.sources[1].is_postgres
    assert made.sources[0].is_parquet


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (b"{file: a.csv, url: 'sqlite:///a', table: t}", ""),
        (b"{table: t}", ""),
        (b"{url: 'sqlite:///a'}", ""),
        (b"{url: 'sqlite:///a', table: t, query: SELECT 1}", ""),
        (b"{url: a.db, table: t}", ""),
        (b"{file: ../a.csv}", "../a.csv"),
        (b"{file: /etc/passwd.csv}", "/etc/passwd.csv"),
        (b"{file: a.csv, columns: {colour: c}}", "colour"),
    ],
)
def test_a_source_that_does_not_say_where(text: bytes, word: str) -> None:
    with pytest.raises(Unreadable) as caught:
        parse_settings(b"readings:\n  - " + text + b"\n")
    (fault, *_) = [one for one in caught.value.faults if one.code == "readings-source"]
    assert (fault.place.line, dict(fault.parameters)["word"]) == (2, word)


def test_the_folder_lists_files_by_name(tmp_path: Path) -> None:
    folder = tmp_path / "processes/readings"
    folder.mkdir(parents=True)
    for name in ("b.csv", "a.parquet", ".hidden.csv", "~$a.xlsx"):
        (folder / name).write_text("")
    assert [one.file.rpartition("/")[2] for one in in_folder(tmp_path)] == ["a.parquet", "b.csv"]


def test_units() -> None:
    errors, warm = Bounds(unit="error"), Bounds(noun_fr="°C", noun_en="°C")
    assert fits("", errors)
    assert fits("Erreurs", errors)
    assert fits("error", errors)
    assert not fits("h", errors)
    assert fits("° C".replace(" ", ""), warm)
    assert not fits("%", warm)
    assert fits("%", Bounds(unit="%"))
