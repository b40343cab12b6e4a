"""Reading XES and finding handovers by group: svcgraph and pm4py on the same log, in one run, interleaved.

``python -m bench.pm4py_logs PYTHON [CASES]``: PYTHON is the interpreter of a virtual environment of its own that has
pm4py (``python -m venv /tmp/pm4py; /tmp/pm4py/bin/pip install pm4py``). pm4py is AGPL: it is never a dependency, only
run beside. Imports are not counted; CPU seconds of the median run, and what each found must be the same.
"""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

CASES = 16_000
ROUNDS = 3
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0" xmlns="http://www.xes-standard.org/">\n'
    '<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>\n'
)
TIMED = """
import json, resource, sys, time
def timed(work, *given):
    start = time.process_time()
    made = work(*given)
    return made, time.process_time() - start
"""
PM4PY = (
    TIMED
    + """
import warnings
warnings.simplefilter("ignore")
import pm4py
log, reading = timed(lambda: pm4py.read_xes(sys.argv[1]))
def found():
    counts, _, _ = pm4py.discover_dfg(log, activity_key="org:group")
    waits, _, _ = pm4py.discover_performance_dfg(log, activity_key="org:group", perf_aggregation_key="all")
    return counts, waits
(counts, waits), finding = timed(found)
pairs = {f"{a}>{b}": [n, round(waits[a, b]["median"], 3)] for (a, b), n in counts.items() if a != b}
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"reading": reading, "finding": finding, "pairs": pairs, "peak": peak}))
"""
)
OURS = (
    TIMED
    + """
from pathlib import Path
from svcgraph.intake.log import Asked
from svcgraph.logs.handovers import find_handovers
from svcgraph.intake.log.read import read_log
read, reading = timed(lambda: read_log(Path(sys.argv[1]), Asked(service="org:group")))
made, finding = timed(lambda: find_handovers(read.log))
pairs = {f"{one.supplier}>{one.client}": [one.waiting.count, one.waiting.median] for one in made.between}
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"reading": reading, "finding": finding, "pairs": pairs, "peak": peak}))
"""
)


def generate(path: Path, cases: int) -> int:
    """A log of ``cases`` cases; how many events it has."""
    chance = random.Random(1)
    events = 0
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        for case in range(cases):
            file.write(f'<trace>\n<string key="concept:name" value="case {case}"/>\n')
            at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(500_000))
            for _ in range(chance.randint(3, 30)):
                at += timedelta(seconds=chance.randrange(1, 90_000))
                events += 1
                file.write(
                    f'<event>\n<string key="org:resource" value="user {chance.randrange(60)}"/>\n'
                    f'<date key="time:timestamp" value="{at.isoformat(timespec="milliseconds")}"/>\n'
                    f'<string key="concept:name" value="activity {chance.randrange(15)}"/>\n'
                    f'<string key="org:group" value="service {chance.randrange(12)}"/>\n'
                    '<string key="lifecycle:transition" value="complete"/>\n</event>\n'
                )
            file.write("</trace>\n")
        file.write("</log>\n")
    return events


def run(python: str, code: str, path: Path) -> dict[str, Any]:
    done = subprocess.run([python, "-c", code, str(path)], check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def main(python: str, cases: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.xes"
        events = generate(path, cases)
        print(f"{events:,} events in {cases:,} cases, {path.stat().st_size / 1e6:.0f} MB of XES")
        runs = [(run(sys.executable, OURS, path), run(python, PM4PY, path)) for _ in range(ROUNDS)]
    for key in ("reading", "finding"):
        mine, theirs = (statistics.median(one[place][key] for one in runs) for place in (0, 1))
        print(f"{key}: svcgraph {mine:.2f} s, pm4py {theirs:.2f} s, ratio pm4py / svcgraph {theirs / mine:.1f}")
    mine, theirs = (max(one[place]["peak"] for one in runs) / 1024 for place in (0, 1))
    print(f"peak memory: svcgraph {mine:.0f} MB, pm4py {theirs:.0f} MB")
    same = runs[0][0]["pairs"] == runs[0][1]["pairs"]
    print(f"counts and median waits of {len(runs[0][0]['pairs'])} pairs: {'the same' if same else 'DIFFERENT'}")
    return int(not same)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else CASES))
