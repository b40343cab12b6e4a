"""The same readings give the same figures on Python, DuckDB, PostgreSQL and Spark."""

from __future__ import annotations

import random
import shutil
from datetime import UTC
from decimal import Decimal
from pathlib import Path

import pytest
from engine_examples import contracts, judged, judged_by, readings
from engine_servers import postgres

from svcgraph import ledgers
from svcgraph.domain.attainment.source import Source
from svcgraph.engine.tables import connections
from svcgraph.errors import SvcgraphError, UsageError
from svcgraph.outputs._laid_out import laid_out
from svcgraph.pipeline import tell
from svcgraph.store.readings import load_readings, read_sources
from svcgraph.store.settings import Settings

pytest.importorskip("ibis", reason="ibis comes with svcgraph[engine]")
pytest.importorskip("duckdb", reason="duckdb comes with svcgraph[engine]")
pa = pytest.importorskip("pyarrow", reason="pyarrow comes with svcgraph[engine]")

pytestmark = pytest.mark.filterwarnings(
    "ignore:fetch_arrow_table:DeprecationWarning",  # ibis of duckdb
    "ignore::FutureWarning:pyspark",
    "ignore::ResourceWarning",
    "ignore::pytest.PytestUnraisableExceptionWarning",  # Spark's own sockets
)
FOUND = (
    "indicator",
    "for",
    "value",
    "answer",
    "k",
    "n",
    "not_delivered",
    "delivered_at",
    "requested_at",
    "recorded_at",
)
TEXTS = ("id", "replaces", "excused_reason", "excused_by")


def same(one, other):
    """All figures and findings; that an id is used twice is told by Python alone where no correction names it."""
    left = [fault for fault in one.faults if fault.code != "reading-id-twice"]
    right = [fault for fault in other.faults if fault.code != "reading-id-twice"]
    assert other.contracts == one.contracts
    assert other.running.contracts == one.running.contracts
    assert right == left


def examples(seed, wild, number):
    dice = random.Random(seed)
    given, history = contracts(dice, 6)
    return given, history, readings(dice, given, number, wild=wild)


@pytest.fixture(scope="module")
def server():
    with postgres() as url:
        yield url


@pytest.mark.parametrize(("seed", "wild"), [(1, 0), (2, 0), (1001, 0.3), (1002, 0.3)])
def test_random_readings_on_duckdb(seed, wild):
    given, history, noted = examples(seed, wild, 400)
    other, _ = judged_by("duckdb", given, history, noted)
    same(judged(given, history, noted), other)


def test_an_engine_counts_itself_what_is_at_one():
    """Only what two readings say of one occurrence, or what nothing is due for, comes back."""
    given, history, noted = examples(5, 0, 400)
    mine = judged(given, history, noted)
    told = {fault.place for fault in mine.faults if fault.place.file == "r.csv"}
    other, fetched = judged_by("duckdb", given, history, noted)
    same(mine, other)
    assert fetched < len(noted) / 2
    assert fetched <= 3 * len(told)


@pytest.mark.parametrize(("seed", "wild"), [(3, 0), (1003, 0.3)])
def test_random_readings_on_postgresql(server, seed, wild):
    given, history, noted = examples(seed, wild, 400)
    other, _ = judged_by("postgres", given, history, noted, url=server)
    same(judged(given, history, noted), other)


@pytest.fixture(autouse=True, scope="module")
def few_partitions():
    """Small tables in one piece: Spark would spend a minute on sixteen."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connections, "PARTITIONS", 1)
        yield


def spark():
    pytest.importorskip("pyspark", reason="pyspark comes with svcgraph[spark]")
    if not shutil.which("java"):
        pytest.skip("Spark wants a Java runtime (make system)")


def test_random_readings_on_spark():
    spark()
    dice = random.Random(81)  # an objective of every kind; each question takes Spark some seconds
    given, history = contracts(dice, 2)
    noted = readings(dice, given, 80, wild=0)
    other, _ = judged_by("spark", given, history, noted)
    same(judged(given, history, noted), other)


# --- the sample -------------------------------------------------------------------------------------------------


def sample_table(root: Path):
    """The sample's readings in one typed table; moments of recording by the clock on the wall, others in UTC."""
    noted = load_readings(root, "Europe/Paris").readings

    def utc(moment):
        return moment.astimezone(UTC) if moment else None

    def words(span):
        return None if span is None else str(span.first) if span.first == span.last else f"{span.first}..{span.last}"

    moment = pa.timestamp("us", "UTC")
    columns = {
        "indicator": pa.array([one.indicator for one in noted]),
        "for": pa.array([words(one.span) for one in noted]),
        "value": pa.array([None if one.value is None else Decimal(str(float(one.value))) for one in noted],
                          pa.decimal128(18, 6)),
        "answer": pa.array([one.answer for one in noted], pa.bool_()),
        "k": pa.array([one.k for one in noted], pa.int32()),
        "n": pa.array([one.n for one in noted], pa.int64()),
        "not_delivered": pa.array([one.not_delivered for one in noted]),
        "delivered_at": pa.array([utc(one.delivered_at) for one in noted], moment),
        "requested_at": pa.array([utc(one.requested_at) for one in noted], moment),
        "recorded_at": pa.array([one.recorded_at and one.recorded_at.replace(tzinfo=None) for one in noted],
                                pa.timestamp("ms")),
        **{name: pa.array([getattr(one, name) or None for one in noted], pa.string()) for name in TEXTS},
    }  # fmt: skip
    return pa.table(columns)


@pytest.fixture(scope="module")
def sample(sample_root, tmp_path_factory):
    """The sample workspace without its readings, which are a table; and what is judged of it by Python."""
    root = tmp_path_factory.mktemp("sample")
    shutil.copytree(sample_root / "processes", root / "processes")
    shutil.copy(sample_root / "svcgraph.yaml", root)
    judged_by_python = tell(root).attainment
    table = sample_table(root)
    shutil.rmtree(root / "processes/readings")
    return root, table, judged_by_python


def judged_in(root: Path, more: str):
    settings = root / "svcgraph.yaml"
    kept = settings.read_text(encoding="utf-8")
    settings.write_text(kept + more, encoding="utf-8")
    try:
        story = tell(root)
    finally:
        settings.write_text(kept, encoding="utf-8")
    assert not story.unreadable
    return story.attainment


def as_parquet(root: Path, table) -> None:
    from pyarrow.parquet import write_table

    (root / "processes/readings").mkdir(exist_ok=True)
    write_table(table, root / "processes/readings/all.parquet")


def test_the_sample_on_duckdb(sample):
    root, table, mine = sample
    as_parquet(root, table)
    for engine in ("python", "duckdb"):
        same(mine, judged_in(root, f"\nengine: {engine}\n"))


def test_the_sample_on_spark(sample):
    spark()
    root, table, mine = sample
    as_parquet(root, table)
    same(mine, judged_in(root, "\nengine: spark\n"))


def test_the_sample_in_postgresql(sample, server, monkeypatch):
    import psycopg

    root, table, mine = sample
    shutil.rmtree(root / "processes/readings", ignore_errors=True)
    kinds = {"k": "integer", "n": "bigint", "answer": "boolean", "not_delivered": "boolean", "value": "numeric(18,6)"}
    kinds |= {"delivered_at": "timestamptz", "requested_at": "timestamptz", "recorded_at": "timestamp"}
    columns = ", ".join(f'"{name}" {kinds.get(name, "text")}' for name in table.column_names)
    with psycopg.connect(server) as connection, connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE releves (no serial PRIMARY KEY, {columns})")
        names = ", ".join(f'"{name}"' for name in table.column_names)
        with cursor.copy(f"COPY releves ({names}) FROM STDIN") as copy:
            for row in zip(*(column.to_pylist() for column in table.columns), strict=True):
                copy.write_row(row)
    monkeypatch.setenv("SVCGRAPH_TEST_USER", "svcgraph")
    url = server.replace("svcgraph@", "${SVCGRAPH_TEST_USER}@")
    source = f"\nreadings:\n  - {{url: '{url}', table: releves, key: no}}\n"
    same(mine, judged_in(root, f"{source}engine: postgres\n"))
    same(mine, judged_in(root, source))  # read row by row
    same(mine, judged_in(root, f"{source}engine: duckdb\n"))  # read row by row, counted by DuckDB


def test_an_explanation_on_an_engine_names_the_readings(sample):
    root, table, _ = sample
    as_parquet(root, table)
    settings = root / "svcgraph.yaml"
    kept = settings.read_text(encoding="utf-8")
    lines = {}
    for engine in ("python", "duckdb"):
        settings.write_text(f"{kept}\nengine: {engine}\n", encoding="utf-8")
        desk = laid_out(tell(root))
        shown = (line for one in desk.agreements for line in (*one.objectives, *one.expectations))
        lines[engine] = {line.clause.indicator + line.clause.contract: line.outcomes for line in shown}
    settings.write_text(kept, encoding="utf-8")
    assert lines["duckdb"] == lines["python"]


# --- sources and settings ---------------------------------------------------------------------------------------


def test_what_is_wrong_in_a_table_is_told_with_its_row(tmp_path):
    columns = {"indicator": ["a/d1.c1.i1"] * 4, "for": ["2026-03", "2026-04", "soon", "2026-05"],
               "k": [3, 9, 1, 1], "n": [4, 4, 2, 2], "value": [None, None, None, 3.5]}  # fmt: skip
    as_parquet_at(tmp_path, columns)
    source = Source(file="all.parquet")
    settings = Settings(engine="duckdb")
    by_python = read_sources(tmp_path, "Europe/Paris", [source])
    with ledgers.opened(tmp_path, settings, (source,), ()) as (ledger, told):
        assert told == ()
        assert ledger.readings_of(["a/d1.c1.i1"]) == by_python.readings
        assert [str(place) for _, place in ledger.places(lambda name: name.startswith("a/"))] == ["all.parquet:1"]
    assert [fault.code for fault in by_python.faults] == ["over-100", "bad-cell", "two-readings"]


def as_parquet_at(root: Path, columns) -> None:
    from pyarrow.parquet import write_table

    write_table(pa.table(columns), root / "all.parquet")


def test_a_table_without_types_is_read_row_by_row_and_said(tmp_path):
    as_parquet_at(tmp_path, {"indicator": ["a/d1.c1.i1"], "for": ["2026-03"], "value": ["98,5"]})
    source = Source(file="all.parquet")
    with ledgers.opened(tmp_path, Settings(engine="duckdb"), (source,), ()) as (ledger, told):
        assert [fault.code for fault in told] == ["readings-not-typed"]
        assert [one.value for one in ledger.readings_of(["a/d1.c1.i1"])] == [Decimal("98.5")]


@pytest.mark.parametrize(("name", "data"), [("none.parquet", None), ("bad.parquet", b"PAR1 x PAR1")])
def test_a_file_that_cannot_be_read_loses_no_other(tmp_path, name, data):
    if data:
        (tmp_path / name).write_bytes(data)
    with ledgers.opened(tmp_path, Settings(engine="duckdb"), (Source(file=name),), ()) as (ledger, told):
        assert [(fault.code, fault.place.file) for fault in told] == [("unreadable", name)]
        assert ledger.extent() == ()


def test_a_database_that_does_not_answer_ends_the_run_in_words(tmp_path):
    pytest.importorskip("psycopg", reason="psycopg comes with svcgraph[postgres]")
    source = Source(url="postgresql://nobody@127.0.0.1:1/none", table="t")
    with (
        pytest.raises(SvcgraphError, match="does not answer"),
        ledgers.opened(tmp_path, Settings(engine="postgres"), (source,), ()),
    ):
        pytest.fail("nothing listens there")


def test_what_an_engine_gives_up_on_is_said(tmp_path):
    as_parquet_at(tmp_path, {"indicator": ["a/d1.c1.i1"], "for": ["2026-03"], "value": [1.5]})
    source = Source(file="all.parquet")
    with (
        pytest.raises(SvcgraphError, match="gave up"),
        ledgers.opened(tmp_path, Settings(engine="duckdb"), (source,), ()) as (ledger, _),
    ):
        (tmp_path / "all.parquet").unlink()
        ledger.readings_of(["a/d1.c1.i1"])


def test_which_sources_an_engine_takes():
    files, table = Source(file="a.parquet"), Source(url="postgresql://h/d", table="t")
    other, small = Source(url="postgresql://h/e", table="t"), Source(url="sqlite:///a.db", table="t")
    every = (files, table, other, small)
    assert ledgers.divided(Settings(engine="python"), every) == (every, ())
    assert ledgers.divided(Settings(engine="duckdb"), every) == ((table, other, small), (files,))
    assert ledgers.divided(Settings(engine="spark"), every) == ((table, other, small), (files,))
    assert ledgers.divided(Settings(engine="postgres"), every) == ((files, other, small), (table,))
    with pytest.raises(UsageError):
        ledgers.divided(Settings(engine="postgres"), (files, small))


def test_another_engine_is_proposed_when_readings_are_many(monkeypatch):
    _, _, noted = examples(1, 0, 20)
    assert ledgers.proposal(noted) == ()
    monkeypatch.setattr(ledgers, "MANY", 20)
    assert [fault.code for fault in ledgers.proposal(noted)] == ["many-readings"]


def test_an_engine_that_is_not_installed_says_what_to_install(monkeypatch, tmp_path):
    import builtins

    known = builtins.__import__

    def without(name, *rest, **named):
        if name.partition(".")[0] == "ibis":
            raise ImportError(name)
        return known(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with (
        pytest.raises(UsageError, match=r"pip install svcgraph\[engine\]"),
        ledgers.opened(tmp_path, Settings(engine="duckdb"), (), ()),
    ):
        pytest.fail("there is no engine")
