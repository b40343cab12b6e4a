"""Every text of a contract that both sides read, with the clause in which it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from svcgraph.domain.contract import Contract
from svcgraph.domain.text import Text

ASIDE = frozenset({"history", "note", "minutes", "evidence", "approvals"})  # no part of what was promised


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A text, where it stands (``deliverables/d1/name``), and the nearest clause above it."""

    path: str
    text: Text
    clause: str
    line: int


def texts(contract: Contract) -> Iterator[Written]:
    """The texts of the contract's header and clauses, in the order of its fields."""
    return _texts(contract, "", "", 0)


def _texts(record: Any, path: str, clause: str, line: int) -> Iterator[Written]:
    for name in _names(type(record)):
        value = getattr(record, name)
        if isinstance(value, Text):
            if value:
                yield Written(path=f"{path}/{name}", text=value, clause=clause, line=line)
        elif isinstance(value, tuple):
            for number, item in enumerate(value):
                yield from _below(item, f"{path}/{name}/{getattr(item, 'id', number)}", clause, line)
        elif value is not None:
            yield from _below(value, f"{path}/{name}", clause, line)


def _below(item: object, path: str, clause: str, line: int) -> Iterator[Written]:
    if isinstance(item, Text):
        yield Written(path=path, text=item, clause=clause, line=line)
    elif is_dataclass(item):
        yield from _texts(item, path, getattr(item, "id", clause), getattr(item, "line", 0) or line)


def _names(record: type[Any]) -> tuple[str, ...]:
    return tuple(one.name for one in fields(record) if one.name not in ASIDE)
