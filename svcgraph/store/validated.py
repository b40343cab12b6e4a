"""Values checked against a shape: every fault with its place, and as much as possible kept.

The values come from a YAML tree or from cells; a `Source` says where each stands. What is wrong is left out
(a member of a list, or a key) and said, so that one slip does not hide the rest of the file.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from svcgraph.errors import Fault, FaultList, Place, Severity, Unreadable
from svcgraph.i18n import mark
from svcgraph.store.contracts.lines import Path

UNKNOWN = "extra_forbidden"
MOST = 1000  # faults of one file; looking each of them up takes time
ROUNDS = 20  # each leaves something out; more than the format is deep

_SENTENCES = {
    "missing": mark("“{key}” is missing."),
    "enum": mark("“{key}: {value}”: choose one of {expected}."),
    "literal_error": mark("“{key}: {value}”: choose one of {expected}."),
    "bool_parsing": mark("“{key}: {value}”: write true or false."),
    "int_parsing": mark("“{key}: {value}”: write a whole number."),
    "int_type": mark("“{key}” is a whole number."),
    "greater_than_equal": mark("“{key}: {value}” is too small."),
    "string_type": mark("“{key}” is one text, not a list or several keys."),
    "string_pattern_mismatch": mark("“{key}: {value}”: an id is made of letters without accents, digits, - and _."),
    "tuple_type": mark("“{key}” is a list: one line per member, each beginning with “-”."),
    "model_type": mark("“{key}” holds keys of its own, or one text: something else stands there."),
    "day": mark("“{key}: {value}”: a date is written 2026-03-01."),
    "calendar": mark("“{key}: {value}”: this day or hour does not exist."),
    "hours": mark("“{key}: {value}”: hours are written 08:30-12:30, the end after the beginning."),
    "months": mark("“{key}: {value}”: a period is written 2026-08..2026-10, or 2026-08."),
    "timezone": mark("“{key}: {value}” is no time zone; one is written Europe/Paris."),
}
_OTHER = mark("“{key}: {value}” is not as it should be ({problem}).")
_Shape = TypeVar("_Shape", bound=BaseModel)


class Source(Protocol):
    """Where values stand."""

    def place(self, path: Path) -> Place: ...

    def value(self, path: Path) -> str: ...

    def leave_out(self, path: Path) -> None:
        """What stands at ``path`` is left out of the values: positions after it move up."""


def validated(shape: type[_Shape], values: Any, source: Source, code: str, faults: FaultList) -> _Shape:
    """``values`` in their shape. What is wrong is a fault ``code``, an unknown key a warning; both are left out.

    Raises ``Unreadable`` beyond `MOST` faults, and ``ValidationError`` only if nothing can be left out any more:
    not for a shape whose keys are all optional.
    """
    for _ in range(ROUNDS):
        try:
            return shape.model_validate(values)
        except ValidationError as error:
            details = error.errors(include_url=False)
        if len(details) > MOST:
            said = mark("The file has {n} faults: it is something else than it is taken for, and is not read.")
            parameters = (("n", str(len(details))),)
            raise Unreadable(Fault(code=code, place=source.place(()), message=said, parameters=parameters))
        unknown = [one for one in details if one["type"] == UNKNOWN]
        # Without its unknown keys a member may be sound: they go first, and the rest is looked at again.
        for path in _report(shape, unknown or details, source, code, faults):
            _leave_out(values, path)
            source.leave_out(path)
    return shape.model_validate(values)


def _report(
    shape: type[BaseModel], details: list[ErrorDetails], source: Source, code: str, faults: FaultList
) -> list[Path]:
    """Says every error; returns what to leave out, the last members of lists first."""
    for detail in sorted(details, key=lambda one: (source.place(tuple(one["loc"])), str(one["loc"]))):
        if detail["type"] == UNKNOWN:
            _unknown(shape, tuple(detail["loc"]), source, faults)
        else:
            _wrong(detail, source, code, faults)
    wrong = dict.fromkeys(_member(shape, tuple(one["loc"]), one["type"]) for one in details)
    return sorted(wrong, key=lambda path: [str(step).zfill(9) for step in path], reverse=True)


def _member(shape: type[BaseModel], path: Path, kind: str) -> Path:
    """The smallest whole that can be left out: a key that need not be there, else the member of a list it is in."""
    deepest = max((depth for depth, step in enumerate(path) if isinstance(step, int)), default=-1)
    if kind == UNKNOWN or deepest < 0:
        return path
    member, below = path[: deepest + 1], path[deepest + 1 :]
    if kind != "missing" and below and not _shape_at(shape, member).model_fields[str(below[0])].is_required():
        return (*member, below[0])
    return member


def _leave_out(values: Any, path: Path) -> None:
    for step in path[:-1]:
        values = values[step]
    if isinstance(path[-1], int) or path[-1] in values:
        del values[path[-1]]


def _wrong(detail: ErrorDetails, source: Source, code: str, faults: FaultList) -> None:
    path = tuple(detail["loc"])
    faults.add(
        code,
        source.place(path),
        _SENTENCES.get(detail["type"], _OTHER),
        key=next((str(step) for step in reversed(path) if isinstance(step, str)), ""),
        value=source.value(path),
        expected=str(detail.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", ", "),
        problem=detail["msg"],
    )


def _unknown(shape: type[BaseModel], path: Path, source: Source, faults: FaultList) -> None:
    key, known = str(path[-1]), tuple(_shape_at(shape, path[:-1]).model_fields)
    near = get_close_matches(key, known, n=1, cutoff=0.5)
    said = mark("“{key}” is not a known key here and is not read; known are {known}.")
    if near:
        said = mark("“{key}” is not a known key here and is not read. Did you mean “{near}”?")
    faults.add(
        "unknown-key",
        source.place(path),
        said,
        severity=Severity.WARNING,
        key=key,
        near=near[0] if near else "",
        known=", ".join(known),
    )


def _shape_at(shape: type[BaseModel], path: Path) -> type[BaseModel]:
    for step in path:
        if isinstance(step, str):
            shape = _below(shape, step)
    return shape


def _below(shape: type[BaseModel], key: str) -> type[BaseModel]:
    """The shape under ``key``, taken out of ``X | None`` and ``tuple[X, …]``."""
    annotation = shape.model_fields[key].annotation
    candidates = (annotation, *getattr(annotation, "__args__", ()))
    return next((found for found in candidates if isinstance(found, type) and issubclass(found, BaseModel)), shape)
