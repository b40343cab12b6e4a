"""Attainment of many indicators from very many readings on DuckDB, against the same counts in hand-written SQL.

``python -m bench.engine [READINGS] [INDICATORS]`` (100,000,000 and 10,000 by default) writes readings of one year to
Parquet in a temporary folder and counts them by both, each in a process of its own; they must agree on every indicator
and month. In both, what is due was worked out in UTC beforehand. Exit code 1 when the ratio is above `MOST`.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from time import process_time

from bench._engine_by_hand import count_by_hand
from bench._engine_readings import AS_OF, FILES, LIFE, MIDNIGHT, calendar, clauses, write
from svcgraph.domain.attainment.source import Source
from svcgraph.domain.objective import Every
from svcgraph.domain.objective.calendar import seconds
from svcgraph.domain.objective.period import split
from svcgraph.engine.due import Moment
from svcgraph.engine.ledger import Asked
from svcgraph.errors import FaultList
from svcgraph.ledgers import opened
from svcgraph.store.settings import Settings

MOST = 1.5
READINGS, INDICATORS = 100_000_000, 10_000
MONTHS = 13  # what is asked for late in the year falls due in the January after
ROOM = 60  # bytes on disk a reading, at most: nothing is written to a disk that has not that and as much again
FIELDS = ("due", "known", "met", "excused", "k", "n")
Counted = dict[str, list[int | None]]


def count_by_engine(root: Path, indicators: int) -> tuple[float, Counted]:
    """The CPU seconds from opening the engine to the last count, and the counts of every indicator and month."""
    known, wanted = calendar(), clauses(indicators)
    now = Moment(calendar=known, end=seconds(known.moment(AS_OF + timedelta(days=1), MIDNIGHT)))
    settings = Settings(engine="duckdb", timezone=known.timezone)
    counted: Counted = {}
    months = tuple(split(LIFE, Every.MONTH))[:MONTHS]
    begun = process_time()
    with opened(root, settings, (Source(file=f"{FILES}/*.parquet"),), ()) as (ledger, _):
        tally = ledger.tally(Asked(clauses=wanted, as_of=AS_OF, life=LIFE, now=now), FaultList())
        for clause in wanted:
            found = tally.counted(clause, None, FaultList())
            for month, counts in enumerate(found.made.counts(months), start=1):
                figures: list[int | None] = [counts.due, counts.known, counts.met, counts.excused, counts.k, counts.n]
                counted[f"{clause.contract} {month}"] = figures
    return process_time() - begun, counted


def _differing(engine: Counted, hand: Counted) -> Iterator[str]:
    """What the two say differently; by hand a figure may be left out that does not exist for that kind."""
    for name, figures in hand.items():
        for field, mine, theirs in zip(FIELDS, engine[name], figures, strict=True):
            if theirs is not None and mine != theirs:
                yield f"{name} {field}: {mine} by the engine, {theirs} by hand"
    for name in engine.keys() - hand.keys():
        if engine[name][1]:
            yield f"{name}: known to the engine alone"


def _apart(kind: str, root: Path, indicators: int) -> tuple[float, int, Counted]:
    """One way of counting in a process of its own: CPU seconds, megabytes at most, counts."""
    command = [sys.executable, "-m", "bench.engine", kind, str(root), str(indicators)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    said = json.loads(done.stdout)
    return said["seconds"], said["megabytes"], said["counted"]


def _count(kind: str, root: Path, indicators: int) -> None:
    took, counted = (count_by_hand if kind == "hand" else count_by_engine)(root, indicators)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    json.dump({"seconds": took, "megabytes": megabytes, "counted": counted}, sys.stdout)


def main(readings: int, indicators: int) -> int:
    """Writes, counts both ways, compares, and says so."""
    with tempfile.TemporaryDirectory(prefix="svcgraph-bench-") as folder:
        root = Path(folder)
        if shutil.disk_usage(root).free < 2 * ROOM * readings:
            print(f"{folder} has no room for {readings:,} readings")
            return 2
        (root / FILES).mkdir(parents=True)
        size = write(root / FILES, readings, indicators)
        print(f"{readings:,} readings of {indicators:,} indicators: {size / 1e9:.2f} GB of Parquet", flush=True)
        hand = _apart("hand", root, indicators)
        engine = _apart("engine", root, indicators)
    different = list(_differing(engine[2], hand[2]))
    print(*different[:10], sep="\n")
    ratio = engine[0] / hand[0]
    print(f"by hand  {hand[0]:6.1f} s, {hand[1]:6,} MB\nby engine {engine[0]:5.1f} s, {engine[1]:6,} MB")
    print(f"{len(hand[2]):,} counts, {len(different)} differing; ratio {ratio:.2f} (at most {MOST})")
    return int(bool(different) or ratio > MOST)


if __name__ == "__main__":
    if sys.argv[1:2] in (["hand"], ["engine"]):
        _count(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
    else:
        given = [int(word.replace("_", "")) for word in sys.argv[1:3]]
        sys.exit(main(*(given + [READINGS, INDICATORS][len(given) :])))
