"""A few spoilt files of each kind; `make fuzz` spoils thousands (`bench/fuzz.py`)."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1]))

pytest.importorskip("resource", reason="each trial is a process that is forked, with a limit to its memory")

from bench import fuzz


def test_nothing_crashes_on_spoilt_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SVCGRAPH_CACHE", "off")
    monkeypatch.setattr(fuzz, "WARMING", 4)
    counts = fuzz.campaign(12, 3, (), tmp_path)
    assert set(counts) == {"maps", "maps of other formats", "workspaces", "forms"}
    assert not list(tmp_path.iterdir())


def test_a_crash_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_words: object) -> int:
        raise ValueError("not meant for people")

    monkeypatch.setattr(fuzz, "program", broken)
    problem, said = fuzz.run(("handoffs",), tmp_path / "said.txt")
    assert problem.startswith("ended with 70")
    assert "not meant for people" in said
