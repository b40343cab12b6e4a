"""Speed of ``svcgraph handoffs --format json`` against a bare ``lxml.etree.parse``, in one run, interleaved.

``python -m bench.handoffs [FOLDER]``: FOLDER holds BPMN files (default: the corpus beside the project, else
generated maps). Whole processes, start-up included; ratios are what counts (`6-performance`). Wall seconds tell what
somebody waits, on this machine's cores; CPU seconds what it costs. Copies of the corpus are made different, so that
they do not find each other in the cache; the copies as they are find each other there.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "bpmn"
COPIES = 10
ROUNDS = 5
MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
HEAD = (
    f'<definitions xmlns="{MODEL}" xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" '
    'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"><process id="p">'
)
MIDDLE = "</process><di:BPMNDiagram><di:BPMNPlane>"
TAIL = "</di:BPMNPlane></di:BPMNDiagram></definitions>"
LIMIT, MEMORY_MB, BIG_TIMES = 2.0, 80, 5.0

BARE = """
import pathlib, sys
from lxml import etree
for path in sorted(map(str, pathlib.Path(sys.argv[1]).rglob("*.bpmn"))):
    try:
        etree.parse(path)
    except (OSError, etree.XMLSyntaxError):
        pass
"""
DRIVER = """
import pathlib, sys
from svcgraph.domain import handoff
from svcgraph.errors import Unreadable
from svcgraph.readers import bpmn
from svcgraph.views.handoffs import bare_rows, to_json
rows = []
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.bpmn")):
    try:
        process_map = bpmn.read(path.read_bytes(), path.as_posix()).map
    except Unreadable:
        continue
    rows += bare_rows(process_map, handoff.find(process_map, limit=None))
sys.stdout.writelines(to_json(rows))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a process took: wall and CPU seconds, and peak memory in MB."""

    wall: float
    cpu: float
    memory: float


def cost(*command: str, cache: str = "off") -> Cost:
    """Runs a process to its end; its exit code may be 3 (files that cannot be read)."""
    started = time.perf_counter()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=subprocess.DEVNULL, env=os.environ | {"SVCGRAPH_CACHE": cache}
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 3):
        raise SystemExit(f"exit code {process.returncode}: {' '.join(command)[:200]}")
    wall = time.perf_counter() - started
    return Cost(wall=wall, cpu=usage.ru_utime + usage.ru_stime, memory=usage.ru_maxrss / 1024)


def bare(folder: Path) -> Cost:
    return cost(sys.executable, "-c", BARE, str(folder))


def driver(folder: Path) -> Cost:
    return cost(sys.executable, "-c", DRIVER, str(folder))


def command(folder: Path, cache: str = "off") -> Cost:
    """The command itself, if not asked otherwise without its cache of parsed maps."""
    return cost(sys.executable, "-m", "svcgraph", "handoffs", "--format", "json", str(folder), cache=cache)


@contextmanager
def copies(folder: Path, *, alike: bool = False) -> Iterator[Path]:
    """Ten copies of a folder: about a second of bare parsing for the corpus. No two files the same, unless alike."""
    with tempfile.TemporaryDirectory() as place:
        for number in range(COPIES):
            copy = shutil.copyfile if alike else partial(_copy, number)
            shutil.copytree(folder, Path(place) / str(number), copy_function=copy)
        yield Path(place)


def _copy(number: int, source: str, target: str) -> None:
    """Blank lines at its end tell a copy from the others, so that they do not find each other in the cache."""
    data = Path(source).read_bytes()
    Path(target).write_bytes(data if b"\0" in data else data + b"\n" * (number + 1))  # UTF-16 stays whole


def line(activities: int) -> Iterator[str]:
    """A map of ``activities`` in a line, two lanes in turn, with its drawing; in pieces, to keep this process small."""
    nodes = range(activities)
    yield f"{HEAD}<laneSet>"
    for lane in (0, 1):
        yield f'<lane id="L{lane}" name="Lane {lane}">'
        yield from (f"<flowNodeRef>Activity_{n}</flowNodeRef>" for n in nodes if n % 2 == lane)
        yield "</lane>"
    yield "</laneSet>"
    yield from (f'<task id="Activity_{n}" name="Do number {n}"/>\n' for n in nodes)
    for n in nodes[:-1]:
        yield f'<sequenceFlow id="Flow_{n}" sourceRef="Activity_{n}" targetRef="Activity_{n + 1}"/>\n'
    yield MIDDLE
    for n in nodes:
        yield f'<di:BPMNShape id="Activity_{n}_di" bpmnElement="Activity_{n}">'
        yield f'<dc:Bounds x="{n}" y="1" width="9" height="9"/></di:BPMNShape>\n'
    yield TAIL


def ring(gateways: int) -> str:
    """Two activities on a ring of gateways."""
    body = '<laneSet><lane name="A"><flowNodeRef>a</flowNodeRef></lane>'
    body += '<lane name="B"><flowNodeRef>b</flowNodeRef></lane></laneSet><task id="a"/><task id="b"/>'
    body += "".join(f'<exclusiveGateway id="g{n}"/>' for n in range(gateways))
    body += "".join(
        f'<sequenceFlow id="f{n}" sourceRef="g{n}" targetRef="g{(n + 1) % gateways}"/>' for n in range(gateways)
    )
    body += '<sequenceFlow id="in" sourceRef="a" targetRef="g0"/>'
    return f'{HEAD}{body}<sequenceFlow id="out" sourceRef="g{gateways // 2}" targetRef="b"/>{MIDDLE}{TAIL}'


def compare(folder: Path) -> None:
    """The pass-or-fail figures: command against bare parse, medians of interleaved runs."""
    with copies(folder) as place, copies(folder, alike=True) as alike, tempfile.TemporaryDirectory() as caches:
        warm = f"{caches}/warm"
        command(place, warm), command(place, warm)  # small files are kept when they come again
        runs = [
            (
                bare(place),
                command(place),
                driver(place),
                command(place, f"{caches}/{number}"),
                command(alike, f"{caches}/alike-{number}"),
                command(place, warm),
            )
            for number in range(ROUNDS)
        ]  # the caches stay until the end: file systems are slow where much was just deleted
    names = (
        "bare lxml parse",
        "no cache",
        "reader to JSON",
        "cache still empty",
        "same, copies alike",
        "all in the cache",
    )
    floor = _median(runs, 0)
    for column, name in enumerate(names):
        one = _median(runs, column)
        print(
            f"{name:18} {one.wall:5.2f} s {one.wall / floor.wall:5.2f} ×   {one.cpu:5.2f} s CPU "
            f"{one.cpu / floor.cpu:5.2f} ×   peak {one.memory:.0f} MB"
        )
    print(f"limit {LIMIT} ×")


def _median(runs: list[tuple[Cost, ...]], column: int) -> Cost:
    taken = [run[column] for run in runs]
    return Cost(
        wall=statistics.median(one.wall for one in taken),
        cpu=statistics.median(one.cpu for one in taken),
        memory=max(one.memory for one in taken),
    )


def once(folder: Path) -> None:
    peak = command(folder).memory
    print(f"once over it      peak {peak:.0f} MB (limit {MEMORY_MB})")


def big() -> None:
    """A generated map of about 44 MB."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "big.bpmn"
        with path.open("w", encoding="utf-8") as file:
            file.writelines(line(145_000))
        size = path.stat().st_size / 1e6
        floor, ours = bare(Path(place)), driver(Path(place))
    times = ours.memory * 1.048576 / size
    print(
        f"{size:.0f} MB map         {ours.cpu:6.2f} s CPU  {ours.cpu / floor.cpu:5.2f} × bare parse  "
        f"peak {ours.memory:.0f} MB, {times:.1f} × its size (limit {BIG_TIMES})"
    )


def gateways() -> None:
    from svcgraph.domain import handoff
    from svcgraph.readers import bpmn

    process_map = bpmn.read(ring(4000).encode(), "ring.bpmn").map
    started = time.process_time()
    found = handoff.find(process_map)
    print(f"ring of 4,000 gateways: {len(found)} handoff in {(time.process_time() - started) * 1000:.1f} ms")


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    if folder.is_dir():
        once(folder)
        compare(folder)
    else:
        print(f"{folder} is not here: no comparison over it")
    big()
    gateways()  # last: what this process holds counts in the peaks of those that it starts


if __name__ == "__main__":
    main()
