"""What pydantic finds in a contract file, said as faults with a line, a value and what to do."""

from __future__ import annotations

from difflib import get_close_matches

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from svcgraph.domain.contract import FORMAT
from svcgraph.errors import FaultList, Place, Severity
from svcgraph.i18n import mark
from svcgraph.intake.yaml import Node
from svcgraph.store.contracts.format import ContractFile
from svcgraph.store.contracts.lines import Path, line_of, value_at

UNKNOWN = "extra_forbidden"
MOST_SAID = 100  # a hostile file can hold 200,000 unknown keys

# Sentences for pydantic's error types; {key}, {value}, {expected} are filled in.
_SENTENCES = {
    "missing": mark("“{key}” is missing."),
    "enum": mark("“{key}: {value}”: choose one of {expected}."),
    "literal_error": mark("“{key}: {value}”: choose one of {expected}."),
    "bool_parsing": mark("“{key}: {value}”: write true or false."),
    "bool_type": mark("“{key}” is true or false."),
    "int_parsing": mark("“{key}: {value}”: write a whole number."),
    "int_type": mark("“{key}” is a whole number."),
    "greater_than_equal": mark("“{key}: {value}” is too small."),
    "less_than_equal": mark("“{key}: {value}” is too large."),
    "string_type": mark("“{key}” is one text, not a list or several keys."),
    "tuple_type": mark("“{key}” is a list: one line per member, each beginning with “-”."),
    "model_type": mark("“{key}” holds keys of its own, or one text: something else stands there."),
    "day": mark("“{key}: {value}”: a date is written 2026-03-01."),
    "moment": mark("“{key}: {value}”: a date and hour are written 2026-03-01T10:00."),
    "calendar": mark("“{key}: {value}”: this day or hour does not exist."),
}


NEWER = mark(
    "The file has format {value}, which a newer svcgraph writes; this one reads up to {most}. Install the newer one."
)


def report(error: ValidationError, tree: Node, file: str, faults: FaultList) -> tuple[Path, ...]:
    """Adds one fault per error; returns the paths of unknown keys, without which the rest may be read."""
    details = error.errors(include_url=False)
    for detail in sorted(details[:MOST_SAID], key=lambda one: line_of(tree, tuple(one["loc"]))):
        if detail["type"] == UNKNOWN:
            _unknown(tuple(detail["loc"]), tree, file, faults)
        else:
            _wrong(detail, tree, file, faults)
    if len(details) > MOST_SAID:
        more = len(details) - MOST_SAID
        faults.add("contract-format", Place(file=file), mark("{n} more faults in this file; mend these first."), n=more)
    return tuple(tuple(detail["loc"]) for detail in details if detail["type"] == UNKNOWN)


def _wrong(detail: ErrorDetails, tree: Node, file: str, faults: FaultList) -> None:
    path = tuple(detail["loc"])
    newer = path == ("format",) and detail["type"] == "less_than_equal"
    faults.add(
        "contract-format",
        Place(file=file, line=line_of(tree, path)),
        NEWER
        if newer
        else _SENTENCES.get(detail["type"], mark("“{key}: {value}” is not as it should be ({problem}).")),
        key=_key(path),
        value=value_at(tree, path),
        expected=str(detail.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", ", "),
        problem=detail["msg"],
        most=FORMAT,
    )


def _key(path: Path) -> str:
    """The nearest key by name: of the third member of a list, the list's key."""
    return next((str(step) for step in reversed(path) if isinstance(step, str)), "")


def _unknown(path: Path, tree: Node, file: str, faults: FaultList) -> None:
    key, place = str(path[-1]), Place(file=file, line=line_of(tree, path))
    near = get_close_matches(key, keys_at(path[:-1]), n=1, cutoff=0.5)
    if near:
        said = mark("“{key}” is not a known key here and is not read. Did you mean “{near}”?")
        faults.add("unknown-key", place, said, severity=Severity.WARNING, key=key, near=near[0])
    else:
        said, known = (
            mark("“{key}” is not a known key here and is not read; known are {known}."),
            ", ".join(keys_at(path[:-1])),
        )
        faults.add("unknown-key", place, said, severity=Severity.WARNING, key=key, known=known)


def keys_at(path: Path) -> tuple[str, ...]:
    """The known keys of the mapping at ``path``, in the order of the format."""
    model: type[BaseModel] = ContractFile
    for step in path:
        if isinstance(step, str):
            model = _below(model, step)
    return tuple(model.model_fields)


def _below(model: type[BaseModel], key: str) -> type[BaseModel]:
    """The shape under ``key``, taken out of ``X | None`` and ``tuple[X, …]``."""
    annotation = model.model_fields[key].annotation
    candidates = (annotation, *getattr(annotation, "__args__", ()))
    return next(found for found in candidates if isinstance(found, type) and issubclass(found, BaseModel))
