"""Frozen values of the domain ⇄ plain JSON, by their declared types: nothing is lost, nothing is guessed."""

from __future__ import annotations

import types
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Made = TypeVar("Made")


def plain(value: Any) -> Any:
    """``value`` (dataclasses, tuples, enumerations, dates) as JSON has it; what holds its default is left out."""
    if is_dataclass(value) and not isinstance(value, type):
        held = {field.name: getattr(value, field.name) for field in fields(value) if not _is_default(value, field)}
        return {name: plain(one) for name, one in held.items()}
    if isinstance(value, tuple | frozenset):
        return [plain(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date | time) else value


def _is_default(value: Any, field: Any) -> bool:
    held = getattr(value, field.name)
    return field.default is not MISSING and type(held) is type(field.default) and held == field.default


def made(kind: type[Made], value: Any) -> Made:
    """The ``kind`` that `plain` wrote as ``value``. Raises ValueError, TypeError or KeyError where it does not fit.

    Keys that ``kind`` does not have are refused: they would be lost.
    """
    result: Made = _made(kind, value)
    return result


def _made(kind: Any, value: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _optional(kind, value)
    if origin is tuple:
        return _tuple(get_args(kind), value)
    if is_dataclass(kind):
        hints = _hints(kind)  # type: ignore[arg-type]
        return kind(**{name: _made(hints[name], one) for name, one in _checked(value, dict).items()})  # type: ignore[operator]
    if kind in (date, datetime, time):
        return kind.fromisoformat(_checked(value, str))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    return _checked(value, kind)


def _optional(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    (inner,) = (one for one in get_args(kind) if one is not type(None))
    return _made(inner, value)


def _tuple(kinds: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    items = _checked(value, list)
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_made(kinds[0], one) for one in items)
    return tuple(_made(kind, one) for kind, one in zip(kinds, items, strict=True))


def _checked(value: Any, kind: Any) -> Any:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TypeError(f"{type(value).__name__} where {kind} is expected")
    return value


@lru_cache(maxsize=64)
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
