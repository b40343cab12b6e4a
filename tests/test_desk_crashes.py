"""A contract's file through crashes: whatever step to the disk fails, the old contract or the new one is there, whole.

Every write, flush and change of name fails once before it was done and once after it; once as an error that the command
sees, once as the end of the process. `make kills` kills 200 processes at random moments (`bench/kills.py`).
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from svcgraph import pipeline
from svcgraph.desk.lock import FILE, locked
from svcgraph.desk.propose import propose
from svcgraph.errors import SvcgraphError
from svcgraph.store.contracts import parse_contract
from svcgraph.store.contracts.written import unplaced
from svcgraph.story import Story

TINY = Path(__file__).parent / "cli" / "workspace"
ID = "sales--marketing"
STEPS = ("mkdir", "write", "fsync", "replace", "link", "unlink")  # of `os`
FORK = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


class Broken(OSError):
    """The disk at one step."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(TINY, tmp_path / "w")
    return tmp_path / "w"


def contract(root: Path) -> Path:
    return root / "processes" / "contracts" / f"{ID}.yaml"


def change(story: Story) -> None:
    """The step with the most writes: copy, agreed version, contract."""
    propose(story, ID, start=date(2026, 12, 1))


@contextmanager
def failing(at: int, *, after: bool, how: Callable[[], Any]) -> Iterator[list[str]]:
    """The ``at``-th change of the disk goes wrong, before or after it was done; gives the names of those that came."""
    came: list[str] = []
    real = {name: getattr(os, name) for name in STEPS}

    def wrapped(name: str) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            came.append(name)
            mine = len(came) == at
            if mine and not after:
                how()
            try:
                return real[name](*args, **options)
            finally:
                if mine and after:
                    how()

        return call

    for name in STEPS:
        setattr(os, name, wrapped(name))
    try:
        yield came
    finally:
        for name, function in real.items():
            setattr(os, name, function)


def fail() -> None:
    raise Broken(28, "No space left on device")


def of(story: Story, root: Path) -> Story:
    """The same story, of a copy of its workspace."""
    return replace(story, workspace=replace(story.workspace, root=root))


def all_steps(story: Story) -> int:
    """How many changes of the disk the whole step makes."""
    with failing(0, after=False, how=fail) as came:
        change(story)
    assert {"write", "fsync", "replace"} <= set(came)
    assert came.count("replace") == 3
    return len(came)


def whole(root: Path, old: bytes, new: bytes) -> bytes:
    """The contract as it is: one of the two."""
    found = contract(root).read_bytes()
    assert found in (old, new)
    for path in (root / "processes" / "contracts").rglob("*.yaml"):
        assert path.name.startswith(".") or path.read_bytes() in (old, new)
    return found


def finishes(story: Story, new: bytes) -> None:
    """The same command afterwards does what was not done; nothing is left but the contract and its history."""
    root = story.workspace.root
    if contract(root).read_bytes() != new:
        change(story)
    else:
        with locked(root):
            pass
    assert contract(root).read_bytes() == new
    assert not (root / FILE).exists()
    copies = sorted((root / "processes" / "contracts" / "history").rglob("*.yaml"))
    assert [path.name for path in copies] == ["0001-2026-11-16.yaml", f"{ID}@1.0.yaml"]


def fresh(tmp_path: Path, name: str) -> Path:
    shutil.copytree(TINY, tmp_path / name)
    return tmp_path / name


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_an_error_at_any_step_leaves_the_old_or_the_new_contract(tmp_path: Path, after: bool) -> None:
    example = fresh(tmp_path, "whole")
    old = contract(example).read_bytes()
    first = pipeline.tell(example)
    count = all_steps(first)
    new = contract(example).read_bytes()
    assert old != new
    for at in range(1, count + 1):
        root = fresh(tmp_path, f"{at}")
        story = of(first, root)
        with failing(at, after=after, how=fail):
            try:
                change(story)
            except SvcgraphError as error:
                assert "No space left" in str(error)
                if "Delete it" in str(error):
                    (root / FILE).unlink(missing_ok=True)
        whole(root, old, new)
        finishes(story, new)
        shutil.rmtree(root)


@FORK
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_the_end_of_the_process_at_any_step_leaves_the_old_or_the_new_contract(tmp_path: Path, after: bool) -> None:
    example = fresh(tmp_path, "whole")
    old = contract(example).read_bytes()
    first = pipeline.tell(example)
    count = all_steps(first)
    new = contract(example).read_bytes()
    for at in range(1, count + 1):
        root = fresh(tmp_path, f"{at}")
        story = of(first, root)
        child = os.fork()
        if child == 0:
            with failing(at, after=after, how=lambda: os._exit(9)):
                change(story)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) == 9
        whole(root, old, new)
        finishes(story, new)
        shutil.rmtree(root)


@FORK
def test_a_kill_at_a_random_moment(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few; `bench/kills.py` does 200."""
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1]))
    from bench.kills import campaign

    found = campaign(root, ID, kills=8, seed=1)
    assert found.kills == 8
    assert found.old + found.new == 8


def test_what_was_half_written_goes_with_the_next_change(root: Path) -> None:
    left = contract(root).with_name(".svcgraph-desk-1-x.yaml")
    left.touch()
    change(pipeline.tell(root))
    assert not left.exists()


@FORK
def test_two_commands_at_once_lose_nothing(root: Path) -> None:
    """Both sides agree in two processes at the same moment: one waits for the other, and both approvals are there."""
    change(pipeline.tell(root))
    words = ["contracts", "agree", ID, "--name"]
    sides = (["ann-lee", "--for", "supplier"], ["tom-ray", "--for", "client"])
    command = [sys.executable, "-m", "svcgraph", "-C", str(root)]
    running = [subprocess.Popen([*command, *words, *side], stdout=subprocess.DEVNULL) for side in sides]
    assert [one.wait(60) for one in running] == [0, 0]
    read, _ = parse_contract(contract(root).read_bytes(), contract(root).name)
    assert read is not None
    assert {one.side for one in read.approvals} == {"supplier", "client"}
    assert (read.status.value, len(list((root / "processes/contracts/history" / ID).iterdir()))) == ("agreed", 3)


@FORK
def test_many_commands_at_once_each_leave_a_copy(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("svcgraph.desk.lock.WAIT", 60.0)  # a busy machine is no reason to be refused here
    story = pipeline.tell(root)
    children = []
    for month in range(1, 7):
        child = os.fork()
        if child == 0:
            propose(story, ID, end=date(2028, month, 1))
            os._exit(0)
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(one, 0)[1]) for one in children] == [0] * 6
    history = root / "processes" / "contracts" / "history" / ID
    ends = []
    for path in (*sorted(history.iterdir())[1:], contract(root)):
        read, _ = parse_contract(path.read_bytes(), contract(root).name)
        assert read is not None
        ends.append(read.end)
    assert sorted(ends, key=str) == [date(2028, month, 1) for month in range(1, 7)]


def test_a_lock_that_a_dead_process_left_is_taken_away_and_said(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import socket

    from svcgraph.cli._program import program

    done = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    who = f"{socket.gethostname()} {int(done.stdout)} 2026-11-16T09:00:00Z"
    (root / FILE).write_text(who + "\n", encoding="utf-8")
    assert program(["-C", str(root), "--lang", "en", "contracts", "suspend", ID, "--reason", "x"]) == 0
    assert f"left by a process that no longer runs ({who})" in capsys.readouterr().err
    assert not (root / FILE).exists()


def test_a_lock_of_somebody_else_is_waited_for_then_named(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from svcgraph.cli._program import program

    monkeypatch.setattr("svcgraph.desk.lock.WAIT", 0.2)
    (root / FILE).write_text("elsewhere 12 2026-11-16T09:00:00Z\n", encoding="utf-8")
    before = contract(root).read_bytes()
    assert program(["-C", str(root), "--lang", "fr", "contracts", "suspend", ID, "--reason", "x"]) == 1
    said = capsys.readouterr().err
    assert "elsewhere 12 2026-11-16T09:00:00Z" in said
    assert "processes/.lock" in said
    assert (contract(root).read_bytes(), (root / FILE).exists()) == (before, True)


def test_an_empty_lock_is_nobody_s_after_a_while(root: Path) -> None:
    """A process killed between making its lock and writing into it, where files have one name only."""
    (root / FILE).touch()
    with pytest.raises(SvcgraphError), locked(root, wait=0.1):
        pass
    old = time.time() - 3600
    os.utime(root / FILE, (old, old))
    with locked(root, wait=0.1):
        assert (root / FILE).read_text(encoding="utf-8")


def test_an_edit_in_an_editor_meanwhile_is_not_written_over(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    story = pipeline.tell(root)
    real = os.fsync
    edited = contract(root).read_bytes() + b"# by hand\n"

    def fsync(handle: int) -> None:
        contract(root).write_bytes(edited)  # the editor knows no lock
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(SvcgraphError, match="was changed meanwhile"):
        change(story)
    assert contract(root).read_bytes() == edited


def test_a_change_written_twice_says_the_same(root: Path) -> None:
    """What the tests above compare by bytes is the contract that was meant."""
    before, _ = parse_contract(contract(root).read_bytes(), contract(root).name)
    change(pipeline.tell(root))
    after, _ = parse_contract(contract(root).read_bytes(), contract(root).name)
    assert before is not None
    assert after is not None
    same = replace(after, status=before.status, start=before.start, approvals=before.approvals, history=before.history)
    assert unplaced(same) == unplaced(before)
    assert signal.SIGKILL
