"""One contract's file in `processes/contracts/`: read it, and write it with the version before kept in ``history/``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from svcgraph.desk import disk
from svcgraph.desk.agreed_text import as_agreed
from svcgraph.desk.lock import locked
from svcgraph.domain.contract import Contract
from svcgraph.domain.graph import ServiceGraph
from svcgraph.domain.negotiation.versions import APPROVED
from svcgraph.errors import SvcgraphError, Unreadable, UsageError, any_error
from svcgraph.i18n import Words, mark
from svcgraph.renderers.contract_yaml import contract_yaml
from svcgraph.store.contracts import FOLDER, parse_contract
from svcgraph.store.contracts.history import copies, next_copy, version_path
from svcgraph.store.contracts.written import unplaced


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A contract's file as it was read: what is written later must still find it so."""

    contract: Contract
    content: bytes


def read_contract(root: Path, contract_id: str) -> Held | None:
    """The contract's file; None when there is none. Raises ``Unreadable`` with its faults when it has errors."""
    content = disk.read_or_none(root / _path(contract_id))
    if content is None:
        return None
    contract, faults = parse_contract(content, _path(contract_id))
    if contract is None or any_error(faults):
        raise Unreadable(*faults)
    return Held(contract=contract, content=content)


def new_file(contract: Contract, words: Words, graph: ServiceGraph) -> bytes:
    """The file of a contract that has none yet, with comments in the language of ``words``.

    What it says is read again before it is given out: raises ``SvcgraphError`` where it is not ``contract``.
    """
    names = {service.id: service.name.read(words.language) for service in graph.services}
    parties = (names.get(party.service, "") for party in (contract.supplier, contract.client))
    text = contract_yaml(contract, words, **dict(zip(("supplier_name", "client_name"), parties, strict=True)), own=True)
    read, faults = parse_contract(text.encode(), _path(contract.id))
    if read is None or any_error(faults) or unplaced(read) != unplaced(contract):
        raise SvcgraphError(mark("{id} cannot be written as a contract file."), id=contract.id)
    return text.encode()


def write_contract(root: Path, contract_id: str, *, before: bytes | None, after: bytes, day: date) -> tuple[str, ...]:
    """``after`` as the contract's file, under `processes/.lock`; returns the files written, the contract's last.

    ``before``: the bytes that the decision was made on (None: there was no file). The history copy comes first,
    then the contract, each whole and on the disk. Nothing is written when both are the same. Raises
    ``SvcgraphError`` when the file was changed meanwhile, when somebody else is writing for too long, or when it
    cannot be written; then the old contract is there, whole.
    """
    with locked(root):
        return put_contract(root, contract_id, before=before, after=after, day=day)


def put_contract(root: Path, contract_id: str, *, before: bytes | None, after: bytes, day: date) -> tuple[str, ...]:
    """`write_contract` for callers that hold the lock already."""
    if before == after:
        return ()
    path = _path(contract_id)
    try:
        disk.make_folder(root / FOLDER)
        disk.sweep(root / FOLDER)
        kept = () if before is None else _keep(root, contract_id, before, after, day)
        disk.replace_file(_within(root, path), after, before=before)
    except disk.Changed as error:
        raise SvcgraphError(mark("{file} was changed meanwhile: do it again."), file=path) from error
    except OSError as error:
        said = mark("{path} cannot be written: {problem}")
        raise SvcgraphError(said, path=path, problem=error.strerror or str(error)) from error
    return (*kept, path)


def _path(contract_id: str) -> str:
    if "/" in contract_id or "\\" in contract_id or contract_id.startswith("."):
        raise UsageError(mark("no contract {id}: 'svcgraph contracts list' lists them"), id=contract_id)
    return f"{FOLDER}/{contract_id}.yaml"


def _within(root: Path, path: str) -> Path:
    """The file itself, where a link leads to it; never outside `processes/`."""
    found = (root / path).resolve()
    if not found.is_relative_to((root / "processes").resolve()):
        raise SvcgraphError(mark("{path} is a link that leads out of processes/: nothing is written there."), path=path)
    return found


def _keep(root: Path, contract_id: str, before: bytes, after: bytes, day: date) -> tuple[str, ...]:
    """The file as it was, numbered; and by its version's name where this change ends that version."""
    earlier = copies(root, contract_id)
    kept: dict[str, bytes] = {}
    if not earlier or earlier[-1].content != before:  # a run that was killed after its copy left one already
        kept[next_copy(contract_id, earlier, day)] = before
    if version := _closed(before, after, contract_id):
        path = version_path(contract_id, version)
        if path and not (root / path).exists():
            kept[path] = as_agreed(before, tuple(copy.content for copy in reversed(earlier)), _path(contract_id))
    for path, content in kept.items():
        disk.make_folder((root / path).parent)
        disk.sweep((root / path).parent)
        disk.replace_file(root / path, content, before=None)
    return tuple(kept)


def _closed(before: bytes, after: bytes, contract_id: str) -> str:
    """The version that people had agreed and that this change replaces; "" when there is none."""
    old, _ = parse_contract(before, _path(contract_id))
    new, _ = parse_contract(after, _path(contract_id))
    if old is None or new is None or not old.version or old.status not in APPROVED:
        return ""
    return "" if new.version == old.version and new.status in APPROVED else old.version
