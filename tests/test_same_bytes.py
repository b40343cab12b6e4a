"""The same workspace gives the same bytes, wherever, whenever and by whomever it is built (`7-rulings`, Workspace)."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DAY = "2026-11-16"
LOCALE_NAMES = ("LANG", "LC_ALL", "LC_MESSAGES", "LANGUAGE", "TZ", "PYTHONHASHSEED")

# Another day: the classes that say what day it is are replaced before anything of svcgraph is loaded.
ANOTHER_DAY = """
import datetime, sys, time

class Day(type):  # dates made elsewhere, such as a moment's, are dates too
    def __instancecheck__(cls, one, real=datetime.date):
        return isinstance(one, real)

class Instant(type):
    def __instancecheck__(cls, one, real=datetime.datetime):
        return isinstance(one, real)

class Date(datetime.date, metaclass=Day):
    @classmethod
    def today(cls):
        return cls(2031, 1, 2)

class Moment(datetime.datetime, metaclass=Instant):
    @classmethod
    def now(cls, tz=None):
        return cls(2031, 1, 2, 3, 4, 5, tzinfo=tz)
    today = utcnow = now

datetime.date, datetime.datetime = Date, Moment
real = time.time
time.time = lambda: real() + 150_000_000
from svcgraph.cli._program import program
sys.exit(program(sys.argv[1:]))
"""


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in _files(folder)
    }


def _copied(source: Path, target: Path, *, backwards: bool = False) -> Path:
    """The workspace without its outputs, its files created in one order or the other."""
    paths = [source / "svcgraph.yaml", *_files(source / "processes")]
    for path in reversed(paths) if backwards else paths:
        place = target / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, place)
    return target


def _begun(words: list[str], *, cwd: Path, program: list[str], **environment: str) -> subprocess.Popen[bytes]:
    kept = {key: value for key, value in os.environ.items() if key not in LOCALE_NAMES}
    return subprocess.Popen(
        [sys.executable, *program, *words],
        cwd=cwd,
        env={**kept, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def _ended(process: subprocess.Popen[bytes]) -> None:
    _, said = process.communicate(timeout=300)
    assert process.returncode == 0, said.decode("utf-8", "replace")


@pytest.fixture(scope="module")
def built(sample_root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Three builds of the sample: plainly; elsewhere, over old outputs; on another day, no date pinned."""
    tmp_path = tmp_path_factory.mktemp("same")
    plain = _copied(sample_root, tmp_path / "plain")
    other = _copied(sample_root, tmp_path / "un dossier à part" / "deeper", backwards=True)
    later = _copied(sample_root, tmp_path / "later")
    settings = (later / "svcgraph.yaml").read_text(encoding="utf-8")
    (later / "svcgraph.yaml").write_text(settings.replace(f"as_of: {DAY}\n", ""), encoding="utf-8")
    module = ["-m", "svcgraph"]
    old = ["-C", str(other), "contracts", "draft", "--as-of", "2026-06-01", "--lang", "en"]
    runs = [
        _begun(["build", "--png"], cwd=plain, program=module, TZ="UTC", LC_ALL="C", PYTHONHASHSEED="1"),
        _begun(
            ["build", "--png", "--as-of", DAY],
            cwd=later,
            program=["-c", ANOTHER_DAY],
            TZ="America/Lima",
            LANG="en_GB.UTF-8",
        ),
        _begun(old, cwd=tmp_path, program=module),
    ]
    _ended(runs.pop())
    away = {"TZ": "Pacific/Auckland", "LC_ALL": "fr_FR.UTF-8", "PYTHONHASHSEED": "4242"}
    runs.append(_begun(["-C", str(other), "build", "--png"], cwd=tmp_path, program=module, **away))
    for run in runs:
        _ended(run)
    return {"plain": plain, "other": other, "later": later}


def test_every_kind_of_file_is_there(built: dict[str, Path]) -> None:
    suffixes = {path.suffix for path in _files(built["plain"] / "outputs")}
    assert {".yaml", ".xlsx", ".csv", ".svg", ".pdf", ".png", ".gv", ".json"} <= suffixes


@pytest.mark.parametrize("where", ["other", "later"])
def test_same_bytes(where: str, built: dict[str, Path]) -> None:
    """``other``: folder, order of files, time zone, language, hash seed, old outputs. ``later``: the day."""
    plain, again = (_digests(built[name] / "outputs") for name in ("plain", where))
    assert sorted(plain) == sorted(again)
    assert [name for name in plain if plain[name] != again[name]] == []


@pytest.mark.parametrize("where", ["plain", "other", "later"])
def test_build_changes_nothing_in_processes(where: str, built: dict[str, Path], sample_root: Path) -> None:
    assert _digests(built[where] / "processes") == _digests(sample_root / "processes")


def test_no_output_names_the_folder_or_the_day(built: dict[str, Path]) -> None:
    """What would differ elsewhere even where these builds agree."""
    traces = (str(built["later"].parent).encode(), b"2031-01", b"01/2031", b"janvier 2031")
    texts = [path for path in _files(built["later"] / "outputs") if path.suffix in (".yaml", ".csv", ".svg", ".gv")]
    assert [path.name for path in texts if any(trace in path.read_bytes() for trace in traces)] == []


def test_the_other_day_is_another_day(built: dict[str, Path]) -> None:
    """The stand-in for the calendar reaches svcgraph: without ``--as-of`` the same workspace is judged in 2031."""
    run = [sys.executable, "-c", ANOTHER_DAY, "attainment", "--lang", "en"]
    done = subprocess.run(run, cwd=built["later"], capture_output=True, check=True)
    assert "As known on 2 January 2031." in done.stdout.decode("utf-8")
