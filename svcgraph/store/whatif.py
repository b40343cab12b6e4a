"""The file of `svcgraph whatif`: a few changes that people think about. Its JSON Schema is ``whatif.schema.json``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from svcgraph.domain.whatif import Change, Merge, Move, ObjectiveChange, PromiseChange, Removal
from svcgraph.errors import Fault, FaultList, Place, Severity, Unreadable
from svcgraph.i18n import mark
from svcgraph.intake.yaml import BYTES, Mapping, load
from svcgraph.store.contracts.lines import as_written, line_of
from svcgraph.store.shapes import Shape, Written
from svcgraph.store.tree import TreeSource
from svcgraph.store.validated import validated

SCHEMA = Path(__file__).with_name("whatif.schema.json")
MOST_CHANGES = 200
KEYS = ("objective", "promise", "merge", "move", "remove")


class ObjectiveShape(Shape):
    """Another objective for a criterion."""

    contract: str = Field(description="Reference or id of the contract.")
    criterion: str = Field(description="d1.c1, e1.c1")
    text: Written = Field(description="The sentence, such as “95 % within 1 working day”.")


class PromiseShape(Shape):
    """Another objective for an external promise."""

    id: str = Field(description="Id of the promise.")
    text: Written = Field(description="The sentence.")


class MergeShape(Shape):
    """A service becomes part of another."""

    service: str = Field(description="Id, short name or name.")
    into: str = Field(description="Id, short name or name.")


class MoveShape(Shape):
    """An activity is done by another service."""

    activity: str = Field(description="Its name or id on the map.")
    process: str = Field(
        "", description="Id, name or file of its process, where the activity alone does not say which."
    )
    to: str = Field(description="The service that does it: id, short name or name.")


class RemoveShape(Shape):
    """A service is no longer there."""

    service: str = Field(description="Id, short name or name.")


class ChangeShape(Shape):
    """One change: exactly one of these keys."""

    objective: ObjectiveShape | None = None
    promise: PromiseShape | None = None
    merge: MergeShape | None = None
    move: MoveShape | None = None
    remove: RemoveShape | None = None

    @model_validator(mode="after")
    def _one(self) -> ChangeShape:
        if sum(getattr(self, key) is not None for key in KEYS) != 1:
            raise PydanticCustomError("change", "exactly one of {keys}", {"keys": ", ".join(KEYS)})
        return self


class WhatIfFile(Shape):
    """The shape of the file."""

    title: str = Field("", description="What is being thought about.")
    changes: tuple[ChangeShape, ...] = Field((), max_length=MOST_CHANGES, description="Made one after the other.")


def json_schema() -> dict[str, Any]:
    """The JSON Schema for editors; committed as ``whatif.schema.json``, a test compares the two."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | WhatIfFile.model_json_schema()


def load_changes(path: Path) -> tuple[str, tuple[Change, ...]]:
    """The title and the changes of the file. Raises ``Unreadable`` with every fault in it, unknown keys too."""
    try:
        with path.open("rb") as file:
            data = file.read(BYTES + 1)
    except OSError as error:
        said = mark("The file cannot be read: {problem}.")
        raise Unreadable(_fault(path.name, 0, said, problem=error.strerror or "")) from error
    return parse_changes(data, path.name)


def parse_changes(data: bytes, file: str) -> tuple[str, tuple[Change, ...]]:
    """As `load_changes`, from bytes."""
    tree, faults = load(data, file), FaultList()
    line = tree.line
    if isinstance(tree, Mapping):
        read = validated(WhatIfFile, as_written(tree), TreeSource(tree, file), "whatif", faults)
    else:
        read = WhatIfFile(title="", changes=())
    if not read.changes and not faults.faults:
        said = mark("The file has a list “changes:” of what would be different.")
        raise Unreadable(_fault(file, line, said))
    if faults.faults:  # half of what was thought of would be another thought
        raise Unreadable(*faults.faults)
    return read.title, tuple(
        _change(one, line_of(tree, ("changes", number))) for number, one in enumerate(read.changes)
    )


def _change(read: ChangeShape, line: int) -> Change:
    if read.objective:
        one = read.objective
        return ObjectiveChange(contract=one.contract, criterion=one.criterion, text=one.text.text(), line=line)
    if read.promise:
        return PromiseChange(promise=read.promise.id, text=read.promise.text.text(), line=line)
    if read.merge:
        return Merge(service=read.merge.service, into=read.merge.into, line=line)
    if read.move:
        return Move(activity=read.move.activity, process=read.move.process, to=read.move.to, line=line)
    if read.remove:
        return Removal(service=read.remove.service, line=line)
    raise AssertionError("the shape allows no other change")


def _fault(file: str, line: int, message: str, **parameters: str) -> Fault:
    place = Place(file=file, line=line)
    return Fault(
        code="whatif", place=place, message=message, parameters=tuple(parameters.items()), severity=Severity.ERROR
    )
