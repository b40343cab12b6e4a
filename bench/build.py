"""A whole build of a large organisation, all diagrams and the site, beside the bare layout and printing that it needs.

``python -m bench.build [SERVICES [PROCESSES]]`` (500, 120). Wall seconds in one run, and of a build again. "Bare" are
the runs of the layout program, typst and resvg alone, one after the other, with the very inputs of the build, each
once (`6-performance`). The build writes contracts, tables and forms too. Fails beyond issue 5's limits.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from bench.workspaces import write_workspace

LIMIT, AGAIN = 1.5, 0.1


def seconds(root: Path, cache: str, *command: str) -> float:
    """One run of the command as a process."""
    started = time.perf_counter()
    environment = os.environ | {"SVCGRAPH_CACHE": cache}
    done = subprocess.run(
        [sys.executable, "-m", "svcgraph", "-C", str(root), *command], env=environment, capture_output=True, check=False
    )
    if done.returncode not in (0, 3):
        raise SystemExit(done.stderr.decode())
    return time.perf_counter() - started


def bare(root: Path) -> Counter[str]:
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
    pipeline.build(pipeline.tell(root), Words("fr"))
    taken: Counter[str] = Counter()
    for (package, *_), make in runs.items():
        started = time.perf_counter()
        make()
        taken[str(package)] += time.perf_counter() - started  # type: ignore[assignment]
    return taken


def main() -> int:
    services, processes = (int(text) for text in (*sys.argv[1:], "500", "120")[:2])
    with tempfile.TemporaryDirectory() as place:
        root = Path(place) / "workspace"
        write_workspace(root, services=services, processes=processes)
        cache = str(Path(place) / "cache")
        first, again = seconds(root, cache, "build"), seconds(root, cache, "build")
        taken = bare(root)
    floor = sum(taken.values())
    print(f"{services} services, {processes} processes")
    print("bare " + ", ".join(f"{name} {value:.2f} s" for name, value in sorted(taken.items())) + f": {floor:.2f} s")
    print(f"build {first:.2f} s = {first / floor:.2f} × bare (limit {LIMIT})")
    print(f"again, nothing changed {again:.2f} s = {again / first:.3f} of the first (limit {AGAIN})")
    return 0 if first <= LIMIT * floor and again <= AGAIN * first else 1


if __name__ == "__main__":
    sys.exit(main())
