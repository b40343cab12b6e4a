"""Kills processes that write contracts, at random moments, and looks at what they leave: ``make kills``.

    python -m bench.kills [KILLS] [SEED]

A child suspends and activates one contract over and over; it is killed with SIGKILL. What is there then must be the
contract before the step that was under way, or the one after it, whole; and the next command must work.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

from svcgraph import pipeline
from svcgraph.desk.activate import activate
from svcgraph.desk.suspend import suspend
from svcgraph.domain.contract import Contract, Status
from svcgraph.errors import SvcgraphError
from svcgraph.store.contracts import FOLDER, parse_contract
from svcgraph.store.contracts.history import copies
from svcgraph.store.contracts.written import unplaced
from svcgraph.story import Story

ROOT = Path(__file__).parents[1]
SAMPLE = "marketing--relation-courtiers"
LONGEST = 0.12  # seconds until a kill: some ten steps
A_NEW_WORKSPACE = 25  # kills after which the history is begun anew


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """How many kills, how many left the contract before the step and after it; locks and halves that they left."""

    kills: int
    old: int
    new: int
    locks: int
    halves: int


def campaign(root: Path, contract_id: str, *, kills: int, seed: int = 0) -> Found:
    """Kills ``kills`` processes in the workspace; raises AssertionError for a contract that is neither old nor new."""
    chance = random.Random(seed)
    story = pipeline.tell(root)
    _toggle(story, contract_id)
    old = new = locks = halves = 0
    for _ in range(kills):
        _kill_one(story, contract_id, chance.uniform(0.0, LONGEST))
        is_new = _whole(root, contract_id)
        new, old = new + is_new, old + (not is_new)
        locks += (root / "processes" / ".lock").exists()
        halves += any((root / FOLDER).rglob(".svcgraph-desk-*"))
        _toggle(story, contract_id)  # the next command works, whatever was left
        if (root / "processes" / ".lock").exists():
            raise AssertionError("the lock of a killed process was not taken away")
    return Found(kills=kills, old=old, new=new, locks=locks, halves=halves)


def _kill_one(story: Story, contract_id: str, seconds: float) -> None:
    child = os.fork()
    if child == 0:
        try:
            while True:
                _toggle(story, contract_id)
        finally:
            os._exit(1)  # only by an error: the parent sees no SIGKILL then
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
        raise AssertionError("the child ended before it was killed")


def _toggle(story: Story, contract_id: str) -> None:
    try:
        suspend(story, contract_id, "test")
    except SvcgraphError:
        activate(story, contract_id)


def _whole(root: Path, contract_id: str) -> bool:
    """Whether the contract is the one after the step whose copy came last; the one before it is whole too."""
    known = copies(root, contract_id)
    now = _read((root / FOLDER / f"{contract_id}.yaml").read_bytes(), contract_id)
    if not known:
        return False
    before = _read(known[-1].content, contract_id)
    if unplaced(now) == unplaced(before):
        return False
    after = replace(now, status=before.status, history=now.history[:-1])
    turned = {before.status, now.status} == {Status.ACTIVE, Status.SUSPENDED}
    if not turned or unplaced(after) != unplaced(before):
        raise AssertionError("neither the contract before the step nor the one after it")
    return True


def _read(content: bytes, contract_id: str) -> Contract:
    contract, faults = parse_contract(content, f"{contract_id}.yaml")
    if contract is None:
        raise AssertionError(f"not whole: {faults}")
    return contract


def main(kills: int, seed: int) -> None:
    parts: list[Found] = []
    begun = time.perf_counter()
    while sum(one.kills for one in parts) < kills:
        left = kills - sum(one.kills for one in parts)
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            shutil.copytree(ROOT / "processes", root / "processes")
            shutil.copy(ROOT / "svcgraph.yaml", root)
            _sign(root)
            parts.append(campaign(root, SAMPLE, kills=min(left, A_NEW_WORKSPACE), seed=seed + len(parts)))
    told = {name: sum(getattr(one, name) for one in parts) for name in ("kills", "old", "new", "locks", "halves")}
    print(
        "{kills} kills: {old} left the contract before the step, {new} the one after it, whole each time; "
        "{locks} left a lock, {halves} a half-written neighbour, both taken away by the next command.".format(**told),
        f"{time.perf_counter() - begun:.0f} s",
    )


def _sign(root: Path) -> None:
    """Both sides' approvals of what the contract says now: those of the sample name no fingerprint."""
    from svcgraph.desk.agree import Signature, agree

    story = pipeline.tell(root)
    for side in ("supplier", "client"):
        agree(story, SAMPLE, Signature(side=side, name=side, date=story.as_of))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200, int(sys.argv[2]) if len(sys.argv) > 2 else 0)
