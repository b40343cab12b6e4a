"""The site of a large organisation: how long it takes beside the layouts it needs, and once nothing has changed.

    python -m bench.site [SERVICES [PROCESSES]]

Passes when the second run takes at most a tenth of the first.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.workspaces import write_workspace
from svcgraph import graphviz, pipeline
from svcgraph.i18n import Words
from svcgraph.outputs import _site
from svcgraph.store.outputs import Outcome

SHARE = 10  # the second run takes at most this part of the first


def main(services: int = 500, processes: int = 150) -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SVCGRAPH_CACHE"] = str(Path(folder) / "cache")
        root, told = Path(folder) / "workspace", Path(folder) / "layouts"
        root.mkdir()
        write_workspace(root, services=services, processes=processes)
        _timed_layouts(told)
        first, outcome = _run(root)
        second, again = _run(root)
        layouts = [float(line) for line in told.read_text(encoding="utf-8").split()]
        size = sum(path.stat().st_size for path in root.joinpath("outputs").rglob("*") if path.is_file())
    print(
        f"{services} services, {processes} processes: {len(outcome.written)} files, {size / 1e6:.1f} MB, one language"
    )
    print(f"first {first:.1f} s; {len(layouts)} layouts alone {sum(layouts):.1f} s one after the other; ", end="")
    print(f"second {second:.1f} s ({len(again.written)} files written)")
    return 0 if second * SHARE <= first else 1


def _run(root: Path) -> tuple[float, Outcome]:
    """Reads the workspace and writes the site, as the command does."""
    begun = time.perf_counter()
    outcome = _site.put(pipeline.tell(root), [Words("fr")])
    return time.perf_counter() - begun, outcome


def _timed_layouts(told: Path) -> None:
    """Notes the duration of every run of the layout program, in this process and those it starts."""
    told.touch()
    run = subprocess.run

    def timed(*arguments: Any, **named: Any) -> Any:
        begun = time.perf_counter()
        done = run(*arguments, **named)
        with told.open("a", encoding="utf-8") as out:
            out.write(f"{time.perf_counter() - begun:.6f}\n")
        return done

    graphviz.subprocess.run = timed  # type: ignore[attr-defined]


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
