"""A build that would change nothing says what the last one said, and does nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from svcgraph import cache, pipeline
from svcgraph.cli._program import program
from svcgraph.store import rebuilt

WORKSPACE = Path(__file__).parent / "cli" / "workspace"


@pytest.fixture
def place(tmp_path, monkeypatch):
    shutil.copytree(WORKSPACE, tmp_path / "w")
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setattr(rebuilt, "_programs", list)  # whoever works on the code while this runs changes it
    monkeypatch.chdir(tmp_path / "w")
    cache.folder.cache_clear()
    yield tmp_path / "w"
    cache.folder.cache_clear()


@pytest.fixture
def runs(monkeypatch):
    """How many builds were made in full."""
    made = []
    tell = pipeline.tell
    monkeypatch.setattr(pipeline, "tell", lambda *args, **named: (made.append(1), tell(*args, **named))[1])
    return made


def build(capsys, *options, command="build"):
    code = program([command, *options])
    return code, capsys.readouterr()


def test_nothing_changed(place, runs, capsys):
    first = build(capsys)
    before = {path: path.stat().st_mtime_ns for path in (place / "outputs").rglob("*")}
    assert build(capsys) == first
    assert len(runs) == 1
    assert {path: path.stat().st_mtime_ns for path in (place / "outputs").rglob("*")} == before


def test_nothing_changed_for_the_site(place, runs, capsys):
    first = build(capsys, command="site")
    assert build(capsys, command="site") == first
    assert len(runs) == 1
    build(capsys, "--people", command="site")
    assert len(runs) == 2
    for _ in range(2):  # of what lies elsewhere no account is kept
        build(capsys, "-o", "elsewhere", command="site")
    assert len(runs) == 4


@pytest.mark.parametrize(
    "change",
    [
        lambda place: (place / "processes" / "new.yaml").write_text("process: New\n", encoding="utf-8"),
        lambda place: (place / "outputs" / "portfolio.xlsx").unlink(),
        lambda place: (place / "outputs" / "portfolio.xlsx").write_bytes(b"filled in"),
        lambda place: (place / "outputs" / ".manifest.json").unlink(),
        lambda place: (place / "svcgraph.yaml").write_bytes((place / "svcgraph.yaml").read_bytes() + b"# a remark"),
    ],
    ids=["a-map", "output-gone", "output-filled-in", "manifest-gone", "settings"],
)
def test_something_changed(change, place, runs, capsys):
    build(capsys)
    change(place)
    build(capsys)
    assert len(runs) == 2


@pytest.mark.parametrize("options", [("--notes",), ("--png",), ("--lang", "fr"), ("--as-of", "2026-01-31")])
def test_asked_otherwise(options, place, runs, capsys):
    build(capsys)
    build(capsys, *options)
    assert len(runs) == 2


def test_readings_from_elsewhere_are_always_looked_at(place, runs, capsys):
    with (place / "svcgraph.yaml").open("a") as settings:
        settings.write("readings: []\n")
    build(capsys)
    build(capsys)
    assert len(runs) == 2


def test_a_dead_link_among_the_maps_is_something_new(place, runs, capsys):
    build(capsys)
    assert build(capsys)[0] == 0
    assert len(runs) == 1
    (place / "processes" / "dead.bpmn").symlink_to("gone.bpmn")
    code, said = build(capsys)
    assert (code, len(runs)) == (3, 2)
    assert "processes/dead.bpmn" in said.err


def test_a_map_that_is_gone_while_it_is_looked_at_is_left_to_the_build(place, runs, capsys, monkeypatch):
    build(capsys)

    def gone(_path):
        raise FileNotFoundError

    with monkeypatch.context() as patched:
        patched.setattr(Path, "is_file", gone)
        assert rebuilt.place_of(place) is None
    assert rebuilt.place_of(place) is not None
