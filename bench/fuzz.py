"""Spoilt files, thousands of them: nothing may crash, hang or eat the machine: ``make fuzz``.

    python -m bench.fuzz [TRIALS] [SEED] [FOLDER…]

A trial spoils one file and runs a command of ours over it in a process of its own: a map with ``handoffs``; or any
file of a small workspace with a command that tells its story; or a filled-in form with ``contracts receive``. It must
end by itself with an exit code of ours, in time and within memory, and say what is wrong without a traceback. FOLDER:
maps of your own to spoil too. What fails is kept in a folder that is named, with what it printed.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from bench._rare_maps import RARE_MAPS
from bench._spoil import spoilt
from svcgraph.cli._program import program

ROOT = Path(__file__).parents[1]
SAMPLE, SMALL, TINY = ROOT / "processes", ROOT / "tests" / "cli" / "workspace", ROOT / "tests" / "workspaces"
MAPS = (".bpmn", ".csv", ".dot", ".mmd", ".xlsx", ".xls", ".yaml")
STORIES = (("check",), ("attainment",), ("portfolio",), ("chain",), ("contracts", "list"), ("readings", "due"),
           ("analyse",), ("drift",), ("actions",), ("promises",), ("build", "--only", "contracts"))  # fmt: skip
FORMS = ("--format", "docx", "--format", "xlsx")
CODES = frozenset({0, 1, 2, 3})
SECONDS, MEMORY = 20, 3 << 30
CRASHED = 70
WARMING = 60  # files


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A file to spoil, and the command line to run once it is."""

    file: Path
    command: tuple[str, ...]


Make = Callable[[Path, random.Random], Trial]


def campaign(trials: int, seed: int, folders: tuple[Path, ...], kept: Path) -> Counter[str]:
    """How many trials of each kind were run, and how many failed: those are told, and kept below ``kept``."""
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as place:
        kinds = _kinds(Path(place), folders)
        _warm_up(Path(place), kinds)
        for number in range(trials):
            chance = random.Random(f"{seed} {number}")
            name, make = chance.choice(kinds)
            with tempfile.TemporaryDirectory(dir=place) as here:
                trial = make(Path(here), chance)
                trial.file.write_bytes(spoilt(trial.file.read_bytes(), chance))
                problem, said = run(trial.command, Path(place) / "said.txt")
                counts[name] += 1
                if problem:
                    counts[f"{name}: failed"] += 1
                    target = kept / f"{number}-{trial.file.name}"
                    target.write_bytes(trial.file.read_bytes())
                    target.with_name(f"{target.name}.txt").write_text(f"{' '.join(trial.command)}\n{problem}\n{said}")
                    print(f"{target}: {problem}")
    return counts


def _warm_up(place: Path, kinds: list[tuple[str, Make]]) -> None:
    """Runs unspoilt files here, so that what they load need not be loaded by each trial."""
    chance = random.Random(0)
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        for number in range(WARMING):
            here = place / f"warm-{number}"
            here.mkdir()
            program(kinds[number % len(kinds)][1](here, chance).command)
            shutil.rmtree(here)


def run(command: tuple[str, ...], said: Path) -> tuple[str, str]:
    """Runs a command in a process of its own; what is wrong with how it ended, or "", and what it printed."""
    started = time.monotonic()
    child = os.fork()
    if not child:
        _be_the_child(command, said)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    text = said.read_text(encoding="utf-8", errors="replace")[-4000:]
    if code == -signal.SIGALRM:
        return f"no end after {SECONDS} s", text
    if code not in CODES:
        return f"ended with {code} after {time.monotonic() - started:.1f} s", text
    return ("a traceback was printed" if "Traceback" in text else ""), text


def _be_the_child(command: tuple[str, ...], said: Path) -> None:
    code = CRASHED
    try:
        with said.open("w", encoding="utf-8") as out:
            os.dup2(out.fileno(), 1)
            os.dup2(out.fileno(), 2)
        signal.alarm(SECONDS)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        code = program(command)
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:
        os.write(2, traceback.format_exc().encode("utf-8", "replace"))
    finally:
        os._exit(code)


def _kinds(place: Path, folders: tuple[Path, ...]) -> list[tuple[str, Make]]:
    maps = [path for folder in (SAMPLE, TINY, SMALL, *folders) for path in _files(folder) if path.suffix in MAPS]
    made = place / "made"
    made.mkdir()
    for name, text in RARE_MAPS.items():
        (made / name).write_text(text, encoding="utf-8")
    rare = [*_files(made), *_forms(place)]
    small = [path for path in _files(SMALL) if path.suffix in {".yaml", ".csv", ".bpmn", ".dot"}]

    def of(paths: list[Path]) -> Make:
        def make(here: Path, chance: random.Random) -> Trial:
            file = Path(shutil.copy(chance.choice(paths), here))
            return Trial(file=file, command=("handoffs", "--format", "json", str(file)))

        return make

    def story(here: Path, chance: random.Random) -> Trial:
        root = Path(shutil.copytree(SMALL, here / "w"))
        return Trial(
            file=root / chance.choice(small).relative_to(SMALL), command=("-C", str(root), *chance.choice(STORIES))
        )

    forms = _forms(place)

    def form(here: Path, chance: random.Random) -> Trial:
        root = Path(shutil.copytree(SMALL, here / "w"))
        file = Path(shutil.copy(chance.choice(forms), here))
        return Trial(file=file, command=("-C", str(root), "contracts", "receive", "--yes", str(file)))

    return [("maps", of(maps)), ("maps of other formats", of(rare)), ("workspaces", story), ("forms", form)]


def _forms(place: Path) -> list[Path]:
    """The small workspace's contract as forms to fill in."""
    folder = place / "forms"
    if not folder.exists():
        run(("-C", str(SMALL), "contracts", "form", "sales--marketing", *FORMS, "-o", str(folder)), place / "said.txt")
    return sorted(folder.iterdir())


def _files(folder: Path) -> Iterator[Path]:
    yield from sorted(path for path in folder.rglob("*") if path.is_file())


def main() -> int:
    trials = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    kept = Path(tempfile.mkdtemp(prefix="spoilt-"))
    os.environ["SVCGRAPH_CACHE"] = "off"
    started = time.monotonic()
    counts = campaign(trials, seed, tuple(map(Path, sys.argv[3:])), kept)
    for name, count in sorted(counts.items()):
        print(f"{name:32} {count:6}")
    print(f"{trials} trials, seed {seed}: {time.monotonic() - started:.0f} s")
    failed = any(name.endswith("failed") for name in counts)
    if not failed:
        kept.rmdir()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
