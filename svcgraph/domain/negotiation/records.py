"""A contract as records within records, read by its dataclass fields: what a later format adds is covered unasked.

A *record* is one of the contract's frozen dataclasses. A tuple of records that have an ``id`` (or another field
that tells them apart, `KEYS`) is a *list of clauses*. Everything else is a *value*: a `Text`, a date, a word, a
tuple of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, fields, is_dataclass, replace
from typing import Any

from svcgraph.domain.names import same
from svcgraph.domain.session import ObservedFlow
from svcgraph.domain.text import Text

# Where a clause was read from, not what it says.
OF_THE_FILE = frozenset({"line", "place_file"})
# Fields that name another clause of the same contract.
REFERENCES = frozenset({"depends_on", "objective", "expectation", "group_with"})
# What tells records without an id apart.
KEYS = {ObservedFlow: "name"}

_NUMBER = re.compile(r"(.*?)(\d{1,9})", re.DOTALL)


def is_record(value: object) -> bool:
    """Whether ``value`` has parts of its own that are compared one by one; a `Text` is one value."""
    return is_dataclass(value) and not isinstance(value, type | Text)


def has_id(value: object) -> bool:
    """Whether ``value`` is a clause with an id of its own."""
    return is_record(value) and "id" in names(type(value))


def key_of(value: Any) -> str:
    """What tells a clause from the others of its list: its id, or its name by "same name"; "" for what is no clause."""
    if has_id(value):
        return str(value.id)
    return same(getattr(value, KEYS[type(value)])) if type(value) in KEYS else ""


def where(value: Any, clause: str, field: str) -> tuple[str, str]:
    """Clause and field by which a record is named that stands in ``field`` of ``clause``: its own id names it anew."""
    if has_id(value):
        return str(value.id), ""
    return clause, joined(field, getattr(value, KEYS[type(value)]) if type(value) in KEYS else "")


def is_clauses(*values: object) -> bool:
    """Whether the tuples hold clauses (all of them, so that empty ones go with those that hold some)."""
    items = [item for value in values if isinstance(value, tuple) for item in value]
    return bool(items) and all(has_id(item) or type(item) in KEYS for item in items)


def are_one(*values: Any) -> bool:
    """Whether all are states of one record: of one kind and, where it has ids, of one id."""
    return all(map(is_record, values)) and len({(type(one), key_of(one)) for one in values}) == 1


def names(record: type[Any]) -> tuple[str, ...]:
    """The fields of a record that say something, in their order."""
    return tuple(field.name for field in fields(record) if field.name not in OF_THE_FILE)


def untouched(record: type[Any], name: str) -> Any:
    """What a field holds before anybody writes in it; None where something must always be written."""
    default = next(field.default for field in fields(record) if field.name == name)
    return None if default is MISSING else default


def by_key(items: Iterable[Any]) -> dict[str, Any]:
    """Clauses by what tells them apart; raises ValueError when one is there twice: which is which could not be told."""
    found: dict[str, Any] = {}
    for item in items:
        if key_of(item) in found:
            raise ValueError(f"clause {key_of(item)} twice")
        found[key_of(item)] = item
    return found


def alike(one: object, other: object, *, but: frozenset[str] = frozenset()) -> bool:
    """Whether both say the same, wherever they were read and whatever is marked as stale.

    ``but``: fields that are not compared either.
    """
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(alike(a, b, but=but) for a, b in zip(one, other, strict=True))
    if isinstance(one, Text) and isinstance(other, Text):
        return (one.fr, one.en) == (other.fr, other.en)
    if type(one) is not type(other):
        return False
    if not is_record(one):
        return one == other
    return all(alike(getattr(one, name), getattr(other, name), but=but) for name in names(type(one)) if name not in but)


def among(item: object, items: Iterable[object]) -> bool:
    """Whether one of ``items`` says what ``item`` says."""
    return any(alike(item, other) for other in items)


def joined(*parts: str) -> str:
    """``objective`` and ``text`` as ``objective.text``; empty parts are left out."""
    return ".".join(filter(None, parts))


def clauses(record: Any) -> Iterator[Any]:
    """Every part of a contract that has an id, the contract apart, in the order in which they stand."""
    for name in names(type(record)):
        value = getattr(record, name)
        for item in value if isinstance(value, tuple) else (value,):
            if is_record(item):
                yield from (item,) if has_id(item) else ()
                yield from clauses(item)


def split_id(clause: str) -> tuple[str, int]:
    """``d1.c12`` as ``d1.c`` and 12; an id that does not end in a number, with 0."""
    found = _NUMBER.fullmatch(clause)
    return (found[1], int(found[2])) if found else (clause, 0)


def renamed(value: Any, new: dict[str, str], *, field: str = "") -> Any:
    """``value`` with the clause ids of ``new`` replaced, in ids, those of parts, and where clauses are named."""
    if isinstance(value, tuple):
        return tuple(renamed(item, new, field=field) for item in value)
    if is_record(value):
        parts = {name: renamed(getattr(value, name), new, field=name) for name in names(type(value))}
        return replace(value, **parts)
    if isinstance(value, str) and (field == "id" or field in REFERENCES):
        return _renamed_id(value, new)
    return value


def _renamed_id(clause: str, new: dict[str, str]) -> str:
    for end in range(len(clause), 0, -1):
        if (end == len(clause) or clause[end] == ".") and clause[:end] in new:
            return new[clause[:end]] + clause[end:]
    return clause
