"""The same readings give the same figures on Python, DuckDB, PostgreSQL and Spark."""

from __future__ import annotations

import random

import pytest
from engine_examples import contracts, judged, judged_by, readings

pytest.importorskip("ibis", reason="ibis comes with svcgraph[engine]")
pytest.importorskip("duckdb", reason="duckdb comes with svcgraph[engine]")

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")  # ibis of duckdb


def same(one, other):
    """All figures and findings; that an id is used twice is told by Python alone where no correction names it."""
    left = [fault for fault in one.faults if fault.code != "reading-id-twice"]
    right = [fault for fault in other.faults if fault.code != "reading-id-twice"]
    assert other.contracts == one.contracts
    assert other.running.contracts == one.running.contracts
    assert right == left


@pytest.mark.parametrize("seed", range(3))
def test_clean_readings_on_duckdb(seed):
    dice = random.Random(seed)
    given, history = contracts(dice, 8)
    noted = readings(dice, given, 600, wild=0)
    other, _ = judged_by("duckdb", given, history, noted)
    same(judged(given, history, noted), other)


@pytest.mark.parametrize("seed", range(3))
def test_readings_at_odds_with_each_other_on_duckdb(seed):
    dice = random.Random(1000 + seed)
    given, history = contracts(dice, 6)
    noted = readings(dice, given, 300, wild=0.3)
    other, _ = judged_by("duckdb", given, history, noted)
    same(judged(given, history, noted), other)
