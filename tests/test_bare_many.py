"""Many files read by several processes: the same list in the same order, and what is wrong is told as before."""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from svcgraph import bare, forked
from svcgraph.cli._program import program

MAP = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p{n}">
<laneSet><lane name="Sales"><flowNodeRef>a</flowNodeRef></lane><lane name="Shop {n}"><flowNodeRef>b</flowNodeRef></lane>
</laneSet><task id="a" name="Sell"/><task id="b" name="Deliver"/><sequenceFlow id="f" sourceRef="a" targetRef="b"/>
</process></definitions>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(150):
        (tmp_path / f"{number:03}.bpmn").write_text(MAP.format(n=number))
    (tmp_path / "077.bpmn").write_text("<definitions")
    (tmp_path / "notes.xyz").write_text("nobody reads this")
    return tmp_path


def _never(*_asked: object) -> None:
    raise AssertionError("forked")


@pytest.mark.parametrize(
    ("platform", "methods"),
    [("win32", ["spawn"]), ("darwin", ["spawn", "fork", "forkserver"]), ("linux", ["fork", "spawn"])],
    ids=["Windows", "macOS", "beside threads"],
)
def test_where_forking_is_not_safe_one_process_lists_the_same(
    folder: Path,
    platform: str,
    methods: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bare, "MANY", 10)
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    command = ["--lang", "en", "handoffs", str(folder), "--format", "json"]
    runs = [(program(command), capsys.readouterr())]
    monkeypatch.setattr(forked, "sys", SimpleNamespace(platform=platform))
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: methods)
    monkeypatch.setattr(os, "fork", _never, raising=False)
    stop = threading.Event()
    others = [threading.Thread(target=stop.wait) for _ in range(platform == "linux")]
    for one in others:
        one.start()
    try:
        runs.append((program(command), capsys.readouterr()))
    finally:
        stop.set()
        for one in others:
            one.join()
    assert runs[0] == runs[1]
    assert runs[0][0] == 3


@pytest.mark.parametrize("shape", ["json", "csv"])
def test_the_listing_is_the_same(
    shape: str, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = []
    monkeypatch.setattr(forked, "_threads", lambda: 1)
    for many, cores in ((10_000, 2), (10, 3), (10, 1)):
        monkeypatch.setattr(bare, "MANY", many)
        monkeypatch.setattr(os, "cpu_count", lambda cores=cores: cores)
        runs.append((program(["--lang", "en", "handoffs", str(folder), "--format", shape]), capsys.readouterr()))
    assert runs[0] == runs[1] == runs[2]
    code, said = runs[0]
    assert code == 3
    assert "077.bpmn" in said.err
    if shape == "json":
        names = [one["client"]["name"] for one in json.loads(said.out)]
        assert names == [f"Shop {number}" for number in range(150) if number != 77]


def test_what_was_named_and_no_reader_knows_is_an_error_there_too(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bare, "MANY", 10)
    (folder / "077.bpmn").unlink()
    assert program(["--lang", "en", "handoffs", str(folder)]) == 0
    assert capsys.readouterr().err == ""
    assert program(["--lang", "en", "handoffs", str(folder), str(folder / "notes.xyz")]) == 3
    assert "notes.xyz: error: No reader knows this file" in capsys.readouterr().err


@pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods() or sys.platform == "darwin", reason="none are forked here"
)
def test_work_is_done_by_other_processes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of pytest's own process other libraries may have threads already: it is asked as if they had none."""
    monkeypatch.setattr(forked, "_threads", lambda: 1)
    monkeypatch.setattr(bare, "MANY", 10)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    places = set(bare.told([folder], lambda _one: os.getpid()))
    assert os.getpid() not in places
    assert 1 <= len(places) <= 2
