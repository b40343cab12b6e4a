"""Many files read by several processes: the same list in the same order, and what is wrong is told as before."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from svcgraph import bare
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


@pytest.mark.parametrize("shape", ["json", "csv"])
def test_the_listing_is_the_same(
    shape: str, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = []
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


def test_work_is_done_by_other_processes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bare, "MANY", 10)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    places = set(bare.told([folder], lambda _one: os.getpid()))
    assert os.getpid() not in places
    assert 1 <= len(places) <= 2
