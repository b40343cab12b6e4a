"""Contracts on disk: `processes/contracts/*.yaml` and their past versions in ``history/``.

Every fault of every file is reported together, with its line; one bad file never loses another. A
file that has errors gives no contract: half of what was negotiated would be worse than none of it. An
unknown key is a warning: it is said, and the rest is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from svcgraph.domain.contract import Contract
from svcgraph.errors import Fault, FaultList, Place, Severity, Unreadable
from svcgraph.i18n import mark
from svcgraph.intake.yaml import BYTES, Mapping, Node, load
from svcgraph.store.contracts import faults as contract_faults
from svcgraph.store.contracts import identity as contract_identity
from svcgraph.store.contracts import lines as contract_lines
from svcgraph.store.contracts import values as contract_values
from svcgraph.store.contracts.format import ContractFile
from svcgraph.store.contracts.migrations import migrated
from svcgraph.store.root import is_hidden

FOLDER = "processes/contracts"
SCHEMA = Path(__file__).with_name("contract.schema.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contracts:
    """What the folder holds: contracts by id, earlier versions by id then version, and all faults."""

    current: tuple[Contract, ...] = ()
    history: tuple[Contract, ...] = ()
    faults: tuple[Fault, ...] = ()


def load_contracts(root: Path) -> Contracts:
    """The contracts of the workspace in ``root``; an absent folder holds none. Never raises for a bad file."""
    faults = FaultList()
    current = tuple(_all(root, FOLDER, faults))
    history = tuple(_all(root, f"{FOLDER}/history", faults))
    _twice(current, faults)
    return Contracts(current=current, history=history, faults=tuple(faults.faults))


def _all(root: Path, folder: str, faults: FaultList) -> Iterator[Contract]:
    for path in _files(root, folder, faults):
        name = f"{folder}/{path.name}"
        try:
            data = _bytes(path)
        except OSError as error:
            said = mark("The file cannot be read: {problem}.")
            faults.add("unreadable", Place(file=name), said, problem=error.strerror or "")
            continue
        contract, found = parse_contract(data, name)
        faults.faults.extend(found)
        if contract:
            yield contract


def _bytes(path: Path) -> bytes:
    """The file's bytes, one more than the guard allows at most: it says so then."""
    with path.open("rb") as file:
        return file.read(BYTES + 1)


def _files(root: Path, folder: str, faults: FaultList) -> list[Path]:
    """The folder's contract files by name; what else stands there is said, so that nothing is lost unseen."""
    here = root / folder
    found = sorted(here.iterdir(), key=lambda path: path.name) if here.is_dir() else []
    listed = [path for path in found if not is_hidden(path.name) and not _of_history(path, folder)]
    return [path for path in listed if _is_contract(path, root, Place(file=f"{folder}/{path.name}"), faults)]


def _of_history(path: Path, folder: str) -> bool:
    """The folder of earlier versions; in it, those of the copies that `store.contracts.history` reads."""
    return path.is_dir() and (path.name == "history" or folder.endswith("/history"))


def _is_contract(path: Path, root: Path, place: Place, faults: FaultList) -> bool:
    if path.suffix != ".yaml" or not path.is_file():
        said = mark("Not read: contracts are files whose name ends in .yaml.")
    elif not path.resolve().is_relative_to((root / "processes").resolve()):
        said = mark("Not read: a link that leads out of processes/.")
    else:
        return True
    faults.add("not-a-contract", place, said, severity=Severity.NOTE)
    return False


def parse_contract(data: bytes, file: str) -> tuple[Contract | None, tuple[Fault, ...]]:
    """One contract file's bytes; ``file`` is its path as people see it. No contract when there are errors."""
    faults = FaultList()
    try:
        tree = load(data, file)
    except Unreadable as error:
        return None, error.faults
    read = _validated(tree, file, faults)
    if read is None:
        return None, tuple(faults.faults)
    contract = contract_values.contract(read, tree, file)
    contract_identity.check(contract, tree, Path(file).name.removesuffix(".yaml"), faults)
    wrong = any(fault.severity is Severity.ERROR for fault in faults.faults)
    return (None if wrong else contract), tuple(faults.faults)


def _validated(tree: Node, file: str, faults: FaultList) -> ContractFile | None:
    """The file in its shape; where only keys are unknown, the rest, so that its faults are said too."""
    if not isinstance(tree, Mapping):
        said = mark("A contract file holds keys and values: id, supplier, client and so on.")
        faults.add("contract-format", Place(file=file, line=tree.line), said)
        return None
    values = migrated({entry.key: contract_lines.as_written(entry.value) for entry in tree.entries})
    try:
        return ContractFile.model_validate(values)
    except ValidationError as error:
        unknown = contract_faults.report(error, tree, file, faults)
        if len(unknown) < error.error_count():
            return None
    for path in unknown:
        _without(values, path)
    return ContractFile.model_validate(values)


def _without(values: Any, path: contract_lines.Path) -> None:
    for step in path[:-1]:
        values = values[step]
    del values[path[-1]]


def _twice(contracts: tuple[Contract, ...], faults: FaultList) -> None:
    """Ids that differ only in case would be one file on some systems; equal ones are caught by file name."""
    first: dict[str, Contract] = {}
    for contract in contracts:
        other = first.setdefault(contract.id.casefold(), contract)
        if other is not contract:
            said = mark("The id “{id}” is already that of {other}.")
            faults.add(
                "contract-id-twice", Place(file=contract.place_file), said, id=contract.id, other=other.place_file
            )
