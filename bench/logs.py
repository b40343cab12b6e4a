"""Handovers of a large log: ours on DuckDB against the same figures in hand-written SQL, in one run, interleaved.

``python -m bench.logs [EVENTS]`` (default 10 million, generated to Parquet): ratio of CPU seconds and of wall time, at
most 1.6 (`issue 6`). ``python -m bench.logs --spark [EVENTS]`` (default 200,000): the same figures from Spark.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import duckdb

from svcgraph.domain.handover import Handovers
from svcgraph.intake.log import Asked
from svcgraph.logs.find import handovers_of

EVENTS, FEW = 10_000_000, 200_000
ROUNDS = 3
LIMIT = 1.6
ASKED = Asked(service="org:group")

GENERATED = """
copy (
    select 'case ' || (n // 8) as "case:concept:name",
           'activity ' || (hash(n) % 12) as "concept:name",
           make_timestamptz(1767225600000000 + (n // 8) % 500000 * 60000000 + n % 8 * 3600000000
                            + (hash(n + 1) % 3600)::bigint * 1000000) as "time:timestamp",
           'service ' || (hash(n + 2) % 20) as "org:group",
           'user ' || (hash(n + 3) % 400) as "org:resource"
    from range({events}) t(n)
) to '{path}' (format parquet)
"""

MOVES = """
create temp table moves as
select * from (
    select "case:concept:name" as c, "org:group" as client, "concept:name" as target,
           lag("org:group") over w as supplier, lag("concept:name") over w as source,
           epoch_us("time:timestamp") - lag(epoch_us("time:timestamp")) over w as wait
    from read_parquet('{path}', file_row_number = true)
    window w as (partition by "case:concept:name" order by "time:timestamp", file_row_number)
) where source is not null
"""
FIGURES = """
select {keys}, count(*), count(distinct c), quantile_cont(wait, 0.5), quantile_cont(wait, 0.95)
from moves where supplier is not null and client is not null group by {keys}
"""
CASES = """
select supplier, client, c from (
    select *, row_number() over (partition by supplier, client order by c) as number
    from (select distinct supplier, client, c from moves where supplier is not null and client is not null)
) where number <= 5
"""
TOTALS = """select count(*), count(distinct "case:concept:name") from read_parquet('{path}')"""


def generate(path: Path, events: int) -> None:
    with duckdb.connect() as connection:
        connection.execute(GENERATED.format(events=events, path=path))


def by_hand(path: Path) -> dict[tuple[str, str], tuple[int, int, float, float]]:
    """What somebody who knows SQL would write for the same answer."""
    with duckdb.connect() as connection:
        connection.execute(MOVES.format(path=path))
        pairs = connection.execute(FIGURES.format(keys="supplier, client")).fetchall()
        connection.execute(FIGURES.format(keys="supplier, client, source, target")).fetchall()
        connection.execute(CASES).fetchall()
        connection.execute(TOTALS.format(path=path)).fetchall()
    return {(s, c): (n, m, round(a / 1e6, 3), round(b / 1e6, 3)) for s, c, n, m, a, b in pairs}


def ours(path: Path, engine: str = "duckdb") -> Handovers:
    return handovers_of(path, ASKED, engine=engine).handovers


def pairs_of(found: Handovers) -> dict[tuple[str, str], tuple[int, int, float | None, float | None]]:
    return {
        (one.supplier, one.client): (one.waiting.count, one.waiting.cases, one.waiting.median, one.waiting.p95)
        for one in (*found.between, *found.within)
    }


def measured(work: Callable[[], object]) -> tuple[float, float]:
    """Wall and CPU seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def against_sql(events: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.parquet"
        generate(path, events)
        print(f"{events:,} events, {path.stat().st_size / 1e6:.0f} MB of Parquet")
        assert pairs_of(ours(path)) == by_hand(path), "the figures differ"
        runs = [(measured(lambda: by_hand(path)), measured(lambda: ours(path))) for _ in range(ROUNDS)]
    ratios = []
    for name, column in (("wall", 0), ("CPU", 1)):
        sql = statistics.median(one[column] for one, _ in runs)
        mine = statistics.median(two[column] for _, two in runs)
        ratios.append(mine / sql)
        print(f"{name}: hand-written SQL {sql:.1f} s, svcgraph {mine:.1f} s, ratio {mine / sql:.2f}")
    return int(ratios[1] > LIMIT)


def against_spark(events: int) -> int:
    if not shutil.which("java"):
        print("no Java: Spark is left out")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.parquet"
        generate(path, events)
        found = {engine: ours(path, engine) for engine in ("python", "duckdb", "spark")}
    same = found["python"] == found["duckdb"] == found["spark"]
    print(f"{events:,} events: python, duckdb and spark {'give the same figures' if same else 'DIFFER'}")
    return int(not same)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    spark = "--spark" in sys.argv
    given = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    sys.exit(against_spark(given[0] if given else FEW) if spark else against_sql(given[0] if given else EVENTS))
