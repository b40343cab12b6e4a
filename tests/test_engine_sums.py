"""An engine's sums of columns are the counts of its outcomes one by one, over any days."""

from __future__ import annotations

import random
from datetime import time, timedelta
from fractions import Fraction

import pytest
from engine_examples import AS_OF, CALENDAR, READER, contracts, readings

from svcgraph.domain.attainment import Period
from svcgraph.domain.objective.occurrence import Occurrence
from svcgraph.engine.clauses import Term
from svcgraph.engine.due import Moment
from svcgraph.engine.judge import lay_out
from svcgraph.engine.made import Listed
from svcgraph.engine.tables.cells import Cell
from svcgraph.engine.tables.lines import Lines
from svcgraph.engine.tables.opening import opened
from svcgraph.engine.tables.schedules import Nature, Run, Schedule
from svcgraph.engine.tables.sums import Axis, Columned, Judged, Sums

pytest.importorskip("ibis", reason="ibis comes with svcgraph[engine]")
pytest.importorskip("duckdb", reason="duckdb comes with svcgraph[engine]")
pa = pytest.importorskip("pyarrow", reason="pyarrow comes with svcgraph[engine]")

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")


def lines(dice, wild):
    """The timelines of random contracts with random readings, counted on DuckDB."""
    given, history = contracts(dice, 6)
    noted = readings(dice, given, 300, wild=wild)
    with opened("duckdb", "", (), noted, READER) as (ledger, _):
        desk = lay_out(given, history=history, promises=(), readings=(), calendar=CALENDAR, as_of=AS_OF, ledger=ledger)
    return [line for one in desk.agreements for line in (*one.objectives, *one.expectations)]


def window(dice):
    first = AS_OF + timedelta(days=dice.randrange(-400, 120))
    return Period(first=first, last=first + timedelta(days=dice.choice((0, 6, 30, 90, 400))))


@pytest.mark.parametrize(("seed", "wild"), [(11, 0), (12, 0), (13, 0.02), (14, 0.3)])
def test_sums_of_columns_are_the_counts_of_outcomes(seed, wild):
    dice = random.Random(seed)
    summed = 0
    for line in lines(dice, wild):
        oracle = Listed(outcomes=line.made.outcomes, cases=line.cases)
        windows = tuple(window(dice) for _ in range(12))
        assert line.made.counts(windows) == oracle.counts(windows)
        for one in windows:
            assert line.made.target(one, line.clause.now.target) == oracle.target(one, line.clause.now.target)
            assert line.made.missing(one) == oracle.missing(one)
        summed += isinstance(line.made, Columned)
    assert summed >= 3


def test_numbers_too_large_for_columns_stay_exact():
    """k · 20 ≥ 19 · n, where neither fits in 64 bits."""
    n = 2**62
    k = n - n // 20 - 1  # one case short of 95 %
    row = dict.fromkeys(Cell._fields, 0) | {"gone": None, "said": 1, "shares": 1, "k": k, "n": n}
    table = pa.table({name: pa.array([value], pa.int64()) for name, value in row.items()})
    sums = judged_alone(Lines.of(table, 1))
    (counts,) = sums.counts((Period(first=AS_OF, last=AS_OF),))
    assert (counts.known, counts.met, counts.k, counts.n) == (1, 0, k, n)


def judged_alone(found):
    """One share of 95 %, due on one day."""
    moment = CALENDAR.moment(AS_OF, time(10))
    due = Occurrence(nominal=AS_OF, day=AS_OF, due=moment, strict=False)
    schedule = Schedule(number=0, nature=Nature.SHARE, runs=(Run(term=Term(), due=(due,), start=0),))
    asked = Judged(nature=Nature.SHARE, cases=True, schedule=0, target=Fraction(95, 100))
    return Sums(found, [asked], {0: Axis(schedule, Moment(calendar=CALENDAR, end=2**40))}, None).made(0, tuple)
