"""Handovers equal an independent count, on every engine that can start here."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

import pytest
from log_examples import counted, random_cases, step, written, xes

from svcgraph.domain.handover import Handovers
from svcgraph.intake.log import Asked
from svcgraph.logs.find import handovers_of

# Ibis calls what DuckDB calls deprecated; Spark leaves sockets to the collector
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
NO_DUCKDB = pytest.mark.skipif(not (find_spec("ibis") and find_spec("duckdb")), reason="the extra “engine” is absent")
NO_SPARK = pytest.mark.skipif(
    not (find_spec("pyspark") and shutil.which("java")), reason="no Spark: pyspark or Java is absent"
)
ENGINES = [
    pytest.param("python"),
    pytest.param("duckdb", marks=NO_DUCKDB),
    pytest.param("spark", marks=NO_SPARK),
]
OTHERS = ENGINES[1:]
QUICK = ENGINES[:2]  # Spark takes its time: what it finds is compared below
TINY = {
    "1": [
        step("Receive", "Desk", "2026-01-05T09:00:00Z"),
        step("Check", "Desk", "2026-01-05T09:30:00Z"),
        step("Decide", "Claims", "2026-01-06T09:30:00Z"),
        step("Pay", "Pay", "2026-01-06T10:30:00Z"),
    ],
    "2": [
        step("Receive", "Desk", "2026-01-05T09:00:00Z"),
        step("Decide", "Claims", "2026-01-05T11:00:00Z"),
        step("Look up", "EMPTY", "2026-01-05T12:00:00Z"),
        step("Pay", "Pay", "2026-01-05T13:00:00Z"),
    ],
    "3": [step("Receive", "Desk", "2026-01-05T09:00:00Z")],
}


def pairs(found: Handovers) -> dict[tuple[str, str], tuple[int, int, float | None, float | None]]:
    return {
        (one.supplier, one.client): (one.waiting.count, one.waiting.cases, one.waiting.median, one.waiting.p95)
        for one in (*found.between, *found.within)
    }


@pytest.mark.parametrize("engine", QUICK)
def test_a_log_that_a_person_counted(tmp_path: Path, engine: str) -> None:
    found = handovers_of(written(tmp_path / "log.xes", xes(TINY)), Asked(), engine=engine).handovers
    assert [(one.supplier, one.client) for one in found.between] == [("Desk", "Claims"), ("Claims", "Pay")]
    assert pairs(found) == {
        ("Desk", "Claims"): (2, 2, 46_800.0, 82_440.0),  # 2 h and 24 h: the middle, and 95 % of the way
        ("Claims", "Pay"): (1, 1, 3_600.0, 3_600.0),
        ("Desk", "Desk"): (1, 1, 1_800.0, 1_800.0),
    }
    steps = found.between[0].steps
    assert [(one.source, one.target, one.waiting.count) for one in steps] == [
        ("Check", "Decide", 1),
        ("Receive", "Decide", 1),
    ]
    assert found.between[0].evidence == ("1", "2")
    assert (found.unknown, found.events, found.cases) == (2, 9, 3)  # to and from the event without a service


@pytest.mark.parametrize("seed", range(6))
def test_handovers_equal_an_independent_count(tmp_path: Path, seed: int) -> None:
    cases = random_cases(60, seed)
    found = handovers_of(written(tmp_path / "log.xes", xes(cases)), Asked(), engine="python").handovers
    assert pairs(found) == counted(cases)
    assert found.events == sum(map(len, cases.values()))
    moves = sum(one.waiting.count for one in (*found.between, *found.within)) + found.unknown
    assert moves == found.events - found.cases


@pytest.mark.parametrize("engine", OTHERS)
def test_every_engine_gives_the_same_figures(tmp_path: Path, engine: str) -> None:
    path = written(tmp_path / "log.xes", xes(random_cases(80, seed=11)))
    expected = handovers_of(path, Asked(), engine="python")
    assert handovers_of(path, Asked(), engine=engine) == replace(expected, engine=engine)


@pytest.mark.parametrize("engine", OTHERS)
@pytest.mark.parametrize("naive", [False, True], ids=["utc", "clock-on-the-wall"])
def test_every_engine_gives_the_same_figures_from_parquet(tmp_path: Path, engine: str, naive: bool) -> None:
    path = parquet(tmp_path / "log.parquet", naive=naive)
    found, expected = (handovers_of(path, Asked(), engine=one) for one in (engine, "python"))
    assert found.handovers == expected.handovers
    assert (found.candidates, found.attribute, found.columns) == (
        expected.candidates,
        expected.attribute,
        expected.columns,
    )
    assert {fault.code for fault in found.faults} == {
        fault.code.replace("no-activity", "no-case") for fault in expected.faults
    }


def parquet(path: Path, *, naive: bool) -> Path:
    """Around the night on which clocks go back; with events without a time, odd blanks, lifecycles in two spellings."""

    import pyarrow as pa
    import pyarrow.parquet as pq

    start = datetime(2026, 10, 24, 20)
    times = [start + timedelta(minutes=37 * n) if n % 13 else None for n in range(60)]
    columns = {
        "case_id": [f"k{n % 7}" for n in range(60)],
        "activity": [("Check ", "Check", "Pay", "")[n % 4] for n in range(60)],
        "time:timestamp": pa.array(times, pa.timestamp("us", None if naive else "UTC")),
        "service": [("Desk", " Desk", "Pay", "N/A", None, "Legal")[n % 6] for n in range(60)],
        "org:resource": [f"p{n}" for n in range(60)],
        "lifecycle:transition": [("COMPLETE", "complete", "start", None)[n % 4 if n % 3 else 0] for n in range(60)],
    }
    pq.write_table(pa.table(columns), path)
    return path


@pytest.mark.parametrize("engine", QUICK)
def test_services_that_are_one_are_counted_as_one(tmp_path: Path, engine: str) -> None:
    path = written(tmp_path / "log.xes", xes(TINY))
    names = {"Desk": "front", "Claims": "front", "Pay": "pay"}
    found = handovers_of(
        path, Asked(), engine=engine, naming=lambda services: [names[one] for one in services]
    ).handovers
    assert {(one.supplier, one.client): one.waiting.count for one in (*found.between, *found.within)} == {
        ("front", "pay"): 1,
        ("front", "front"): 3,
    }


@pytest.mark.parametrize("engine", QUICK)
def test_names_with_marks_in_them_are_names(tmp_path: Path, engine: str) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    (tmp_path / "l'été").mkdir()
    path = tmp_path / "l'été" / 'log"`.parquet'
    times = pa.array([datetime(2026, 1, 1), datetime(2026, 1, 2)], pa.timestamp("us"))
    odd = 'le "service"; drop table raw; --'
    pq.write_table(pa.table({"case": [1, 1], "activity": ["a", "b"], "timestamp": times, odd: ["A'", 'B"']}), path)
    found = handovers_of(path, Asked(service=odd), engine=engine)
    assert [(one.supplier, one.client, one.evidence) for one in found.handovers.between] == [("A'", 'B"', ("1",))]
