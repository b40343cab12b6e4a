"""What a contract was before: `processes/contracts/history/`.

``ID@VERSION.yaml`` is a version that was agreed, as it stood when it was last in force: the readings of its time
are judged by it. ``ID/0001-DATE.yaml``, ``ID/0002-DATE.yaml`` … are the file before each change that a command
made, with the day of the change: nothing that was ever written is lost, and `svcgraph contracts log` lists it.
"""

from __future__ import annotations

import glob
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from svcgraph.domain.contract import Contract
from svcgraph.errors import Fault
from svcgraph.store.contracts import FOLDER, parse_contract

HISTORY = f"{FOLDER}/history"
_NAMES_A_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,30}")
_COPY = re.compile(r"(\d{4,9})-(\d{4}-\d\d-\d\d)\.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """The contract's file before one change. ``replaced_on``: the day of the change, as the command was told."""

    path: str  # from the workspace's root, with /
    number: int
    replaced_on: date
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A copy as read; no contract where it has errors."""

    copy: Copy
    contract: Contract | None
    faults: tuple[Fault, ...] = ()


def version_path(contract_id: str, version: str) -> str:
    """Where an agreed version is kept; "" for a version by whose name no file can be called."""
    return f"{HISTORY}/{contract_id}@{version}.yaml" if _NAMES_A_FILE.fullmatch(version) else ""


def versions(root: Path, contract_id: str) -> tuple[Contract, ...]:
    """The agreed versions that are kept, by file name; one with errors is left out (loading the folder says so)."""
    folder = root / HISTORY
    found = sorted(folder.glob(f"{glob.escape(contract_id)}@*.yaml")) if folder.is_dir() else []
    read = (parse_contract(path.read_bytes(), f"{HISTORY}/{path.name}")[0] for path in found)
    return tuple(one for one in read if one is not None and one.id == contract_id)


def copies(root: Path, contract_id: str) -> tuple[Copy, ...]:
    """The contract's copies, oldest first. Raises OSError."""
    folder = root / HISTORY / contract_id
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    found = ((name, _COPY.fullmatch(name)) for name in names)
    return tuple(
        Copy(
            path=f"{HISTORY}/{contract_id}/{name}",
            number=int(match[1]),
            replaced_on=date.fromisoformat(match[2]),
            content=(folder / name).read_bytes(),
        )
        for name, match in found
        if match
    )


def next_copy(contract_id: str, before: tuple[Copy, ...], day: date) -> str:
    """The path of the next copy; numbers go on, so that two changes of one day are both kept."""
    number = max((copy.number for copy in before), default=0) + 1
    return f"{HISTORY}/{contract_id}/{number:04}-{day.isoformat()}.yaml"


def past(root: Path, contract_id: str) -> tuple[Past, ...]:
    """The contract as it was before each change, oldest first."""
    return tuple(_read(copy, contract_id) for copy in copies(root, contract_id))


def _read(copy: Copy, contract_id: str) -> Past:
    contract, faults = parse_contract(copy.content, f"{HISTORY}/{contract_id}.yaml")
    return Past(copy=copy, contract=contract, faults=faults)
