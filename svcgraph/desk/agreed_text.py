"""The text of a contract that both sides agreed to, also where its file was changed by hand since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from svcgraph.domain.contract import Contract
from svcgraph.domain.fingerprint import fingerprint
from svcgraph.domain.negotiation.states import SIDES
from svcgraph.domain.negotiation.versions import APPROVED
from svcgraph.store.contracts import parse_contract
from svcgraph.store.contracts.edit import EditRefused, edit


def as_agreed(now: bytes, copies: tuple[bytes, ...], file: str) -> bytes:
    """The file of the version that ``now`` is of, as it was agreed; ``now`` itself where nothing else is known.

    ``copies``: the file before each change, newest first. What was agreed is told by the fingerprint in both sides'
    approvals: an edit by hand moves the text away from it, and every command leaves a copy of the text before.
    """
    states = tuple(_read((now, *copies), file))
    if not states:
        return now
    version = states[0][1].version
    signed = next((one for _, one in states if one.status in APPROVED and one.version == version and _hash(one)), None)
    if signed is None:
        return now
    for content, contract in states:
        if fingerprint(contract) == _hash(signed):
            same = replace(contract, status=signed.status, version=signed.version, approvals=signed.approvals)
            try:
                return edit(content, contract, same)
            except EditRefused:  # approvals that have no place in this copy: an older one may have it
                continue
    return now


def _read(files: tuple[bytes, ...], file: str) -> Iterator[tuple[bytes, Contract]]:
    for content in files:
        contract, _ = parse_contract(content, file)
        if contract is not None:
            yield content, contract


def _hash(contract: Contract) -> str:
    """The fingerprint that both sides' approvals name; "" where they do not name one and the same."""
    named = {one.side: one.hash for one in contract.approvals}
    same = set(named.values())
    return same.pop() if set(named) == set(SIDES) and len(same) == 1 else ""
