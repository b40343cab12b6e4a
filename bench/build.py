"""All diagrams and the site of a large organisation, beside the bare layout and printing that they need.

``python -m bench.build [SERVICES [PROCESSES]]`` (500, 120). Wall seconds in one run. "Bare" are the runs of the layout
program, typst and resvg alone, one after the other, with the very inputs of the build, each once (`6-performance`).
Diagrams and site are built as a process, then the whole build (contracts, tables and forms too), and that again with
nothing changed. Fails beyond issue 5's limits, which are about diagrams and site, and about a build again.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Collection
from pathlib import Path

from bench.workspaces import write_workspace

LIMIT, AGAIN = 1.5, 0.1
ROUNDS = 3
MEMORY = Path("/dev/shm")  # where files were just deleted a disk takes up to a millisecond for a new one
PARTS = ("diagrams", "site")


def seconds(root: Path, cache: str, *command: str) -> float:
    """One run of the command as a process."""
    started = time.perf_counter()
    environment = os.environ | {"SVCGRAPH_CACHE": cache}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its compiled files
    done = subprocess.run(
        [sys.executable, "-m", "svcgraph", "-C", str(root), *command], env=environment, capture_output=True, check=False
    )
    if done.returncode not in (0, 3):
        raise SystemExit(done.stderr.decode())
    return time.perf_counter() - started


def bare(root: Path, only: Collection[str] | None = None) -> Counter[str]:
    """Seconds in each program: its runs for this build, each input once, one after the other and nothing beside."""
    os.environ["SVCGRAPH_CACHE"] = "off"
    from svcgraph import cache, graphviz, pipeline
    from svcgraph.i18n import Words
    from svcgraph.renderers import paper
    from svcgraph.renderers.picture import pdf, png

    runs: dict[tuple[object, ...], Callable[[], bytes]] = {}

    def made(package: str, sort: str, *parts: str | bytes, make: Callable[[], bytes]) -> bytes:
        runs[package, sort, *parts] = make
        return make()

    cache.folder.cache_clear()
    for module in (graphviz, paper, pdf, png):
        module.made = made  # type: ignore[attr-defined]
    os.cpu_count = lambda: 1  # type: ignore[assignment]  # or other processes would be told of the runs
    pipeline.build(pipeline.tell(root), Words("fr"), only=only and pipeline.outputs_in(only))
    taken: Counter[str] = Counter()
    for (package, *_), make in runs.items():
        started = time.perf_counter()
        make()
        taken[str(package)] += time.perf_counter() - started  # type: ignore[assignment]
    return taken


def main() -> int:
    services, processes = (int(text) for text in (*sys.argv[1:], "500", "120")[:2])
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as place:

        def fresh(name: str) -> tuple[Path, str]:
            root = Path(place) / name
            write_workspace(root, services=services, processes=processes)
            return root, f"{root}-cache"

        seconds(*fresh("first"), "build")  # writes compiled files
        parts, floors, whole = [], [], []
        for number in range(ROUNDS):
            root, cache = fresh(f"parts-{number}")
            parts.append(seconds(root, cache, "build", *(word for part in PARTS for word in ("--only", part))))
            floors.append(bare(root, PARTS))
            root, cache = fresh(f"whole-{number}")
            whole.append((seconds(root, cache, "build"), seconds(root, cache, "build"), sum(bare(root).values())))
    floor = statistics.median(sum(one.values()) for one in floors)
    drawn = statistics.median(parts)
    first, again, everything = (statistics.median(column) for column in zip(*whole, strict=True))
    print(f"{services} services, {processes} processes, medians of {ROUNDS}")
    print("bare " + ", ".join(f"{name} {value:.2f} s" for name, value in sorted(floors[-1].items())))
    print(f"diagrams and site {drawn:.2f} s = {drawn / floor:.2f} × bare {floor:.2f} s (limit {LIMIT})")
    print(f"whole build {first:.2f} s = {first / everything:.2f} × its bare runs {everything:.2f} s")
    print(f"again, nothing changed {again:.2f} s = {again / first:.3f} of the first (limit {AGAIN})")
    return 0 if drawn <= LIMIT * floor and again <= AGAIN * first else 1


if __name__ == "__main__":
    sys.exit(main())
