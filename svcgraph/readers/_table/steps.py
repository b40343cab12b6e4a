"""One table of steps into the builder: steps, connectors and their labels, documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from svcgraph.domain.names import clean, same
from svcgraph.domain.process import NONE, NodeKind
from svcgraph.errors import FaultList, Severity
from svcgraph.i18n import mark
from svcgraph.readers._build import MapBuilder
from svcgraph.readers._table.find import Table
from svcgraph.vocabulary import FINISH, SHAPES

NODE_KINDS = {
    "activity": NodeKind.ACTIVITY,
    "subprocess": NodeKind.ACTIVITY,
    "decision": NodeKind.CONTROL,
    "reference": NodeKind.CONTROL,
    "start": NodeKind.START,
    "end": NodeKind.END,
}
ITEMS = ("item", "store")
NOTHING = ("-", "–", "—", "/", "X", "x")  # what people write into a cell that has no document
_SHORT = re.compile(r"[^\s]{0,9}\d[^\s]{0,9}|[A-Za-z]{1,2}")  # an id, not a description: "3", "P100", "4.1", "a"
_FRACTION = re.compile(r"(\d+)\.(\d+)")
_BULLET = re.compile(r"^[-–—•*·]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A row. ``node`` or ``item`` is its index in the builder, the other NONE."""

    row: int
    id: str
    shape: str
    node: int = NONE
    item: int = NONE


class Steps:
    def __init__(self, table: Table, builder: MapBuilder, process: int, faults: FaultList) -> None:
        self.table, self.builder, self.process, self.faults = table, builder, process, faults
        self.steps: list[Step] = []
        self.by_id: dict[str, Step] = {}
        self.numbered = table.has("id") or self._steps_are_ids()

    def draw(self) -> None:
        """All of the table; faults name the cell."""
        for row in self.table.rows():
            self._step(row)
        if self.table.has("next"):
            for step in self.steps:
                self._follow(step)
        else:
            for step, following in zip(self.steps, self.steps[1:], strict=False):
                self._connect(step, following, "")
        self._documents()

    # Steps

    def _steps_are_ids(self) -> bool:
        """Whether the column "Étape" holds numbers, with the description beside it."""
        cells = [self.table.cell(row, "step") for row in self.table.rows()]
        return self.table.has("name") and all(_SHORT.fullmatch(cell) for cell in cells if cell)

    def _step(self, row: int) -> None:
        written, name = self._id_and_name(row)
        if not written and not name:
            self._note("no-step", row, "", mark("This row has no step: it is not read."))
            return
        key = self._key(row, written)
        shape = self._shape(row)
        step = self._item(row, key, name, shape) if shape in ITEMS else self._node(row, key, name, shape)
        self.steps.append(step)
        self.by_id.setdefault(same(key), step)

    def _id_and_name(self, row: int) -> tuple[str, str]:
        cell = self.table.cell
        step, name = clean(cell(row, "step")), clean(cell(row, "name"))
        if self.table.has("id"):
            return clean(cell(row, "id")), name or step
        return (step, name) if self.numbered else ("", step or name)

    def _key(self, row: int, written: str) -> str:
        position = str(len(self.steps) + 1)
        key = written or (f"#{position}" if self.numbered else position)
        column = "id" if self.table.has("id") else "step"
        if not written and self.numbered:
            self._warn("no-id", row, column, mark("This step has no id: nothing can lead to it."))
        if same(key) in self.by_id:
            first = self.table.place(self.by_id[same(key)].row, column).cell
            said = mark("The id {id} is already that of {first}; what leads to {id} leads there.")
            self._warn("duplicate-id", row, column, said, id=key, first=first)
            key = f"{key}#{position}"
        return key

    def _shape(self, row: int) -> str:
        written = clean(self.table.cell(row, "shape"))
        shape = SHAPES.key(written) if written else "activity"
        if shape is None:
            said = mark("The shape “{shape}” is not known; the step is read as an activity.")
            self._warn("unknown-shape", row, "shape", said, shape=written)
        elif shape == "reference":
            said = mark("A reference to another page leads on within this table only.")
            self._note("reference", row, "shape", said)
        return shape or "activity"

    def _node(self, row: int, key: str, name: str, shape: str) -> Step:
        place = self.table.place(row, "id" if self.table.has("id") else "step")
        kind = NODE_KINDS[shape]
        performer = self._performer(row, key, kind)
        node = self.builder.node(
            key, name, performer, kind=kind, process=self.process, line=place.line, cell=place.cell
        )  # fmt: skip
        if not name and kind < NodeKind.CONTROL:
            self._warn("unnamed-activity", row, "name", mark("Step {id} has no description."), id=key)
        said = {name: self.table.cell(row, name) for name in ("trigger", "volume", "frequency")}
        self.builder.needs(node, **said)
        return Step(row=row, id=key, shape=shape, node=node)

    def _item(self, row: int, key: str, name: str, shape: str) -> Step:
        return Step(row=row, id=key, shape=shape, item=self.builder.item(key, name, store=shape == "store"))

    def _performer(self, row: int, key: str, kind: NodeKind) -> int:
        name = clean(self.table.cell(row, "function"))
        place = self.table.place(row, "function")
        if name:
            return self.builder.performer((name,), line=place.line, cell=place.cell)
        if kind >= NodeKind.CONTROL:
            return NONE
        said = mark("Step {id} names no function, service or actor: write who performs it.")
        self._warn("no-performer", row, "function", said, id=key)
        return self.builder.performer((f"#{key}",), unnamed=True, line=place.line, cell=place.cell)

    # Connectors

    def _follow(self, step: Step) -> None:
        targets = list(self._targets(step.row))
        labels = self._labels(step, len(targets))
        if step.shape == "start" and any(labels):
            said = mark(
                "A start does no work and hands nothing over; if work is done here, give it the shape “Process”."
            )
            self._warn("start-with-label", step.row, "label", said)
        for target, label in zip(targets, labels, strict=True):
            if target is not None:
                self._connect(step, target, label)

    def _targets(self, row: int) -> Iterator[Step | None]:
        """The steps a cell names, in order; None for one that is not there, so that labels stay in step."""
        text = self.table.cell(row, "next")
        whole = clean(text)
        for part in [whole] if same(whole) in self.by_id else re.split(r"[,;\n]", text):
            if clean(part):
                yield from self._target(clean(part), row)

    def _target(self, text: str, row: int) -> Iterator[Step | None]:
        found = self.by_id.get(same(text))
        fraction = _FRACTION.fullmatch(text)
        if found is not None:
            yield found
        elif fraction:
            yield from self._fraction(text, fraction[1], fraction[2], row)
        elif FINISH.key(text) is None:
            said = mark("There is no step {id} in this table.")
            self._warn("unknown-step", row, "next", said, id=text)
            yield None

    def _fraction(self, text: str, first: str, second: str, row: int) -> Iterator[Step | None]:
        """The steps of ``2,3`` that a spreadsheet made the number 2.3 of, or of ``2,10`` that became 2.1."""
        one = self.by_id.get(first)
        others = [step for key in (second, f"{second}0") if (step := self.by_id.get(key)) and step.row != row]
        place = self.table.place(row, "next")
        if one is None or not others:
            said = mark("There is no step {id}, and not both steps that “2,3” would name: format the cell as text.")
            self.faults.add("unknown-step", place, said, id=text)
            yield None
            return
        if len(others) > 1:
            said = mark("{text} may be “{one},{two}” or “{one},{three}”; the first was taken. Format the cell as text.")
            self._warn("fraction", row, "next", said, text=text, one=one.id, two=others[0].id, three=others[1].id)
        else:
            said = mark("{text} was read as the steps {first} and {second}: a spreadsheet takes “2,3” for a number.")
            self._note("fraction", row, "next", said, text=text, first=one.id, second=others[0].id)
        yield from (one, others[0])

    def _labels(self, step: Step, targets: int) -> list[str]:
        """Labels by position; one alone, out of an activity, stands on all its connectors."""
        text = self.table.cell(step.row, "label")
        if targets <= 1:
            if text and not targets:
                self._warn("label-without-step", step.row, "label", mark("This label has no next step to stand on."))
            return [clean(text)] * targets
        labels = [clean(part) for part in re.split(r"[,;\n]", text)]
        if len(labels) == 1:
            everywhere = step.shape != "decision" or not labels[0]
            labels = labels * targets if everywhere else labels
        if len(labels) != targets:
            said = mark("{labels} labels for {steps} next steps: they were paired from the left.")
            self._warn("labels", step.row, "label", said, labels=len(labels), steps=targets)
        return (labels + [""] * targets)[:targets]

    def _connect(self, source: Step, target: Step, label: str) -> None:
        builder = self.builder
        if NONE not in (source.node, target.node):
            builder.flow(source.node, target.node, label=label)
        elif source.node != NONE and builder.kind(source.node) < NodeKind.CONTROL:
            builder.writes(source.node, target.item)
        elif NONE not in (target.node, source.item):
            builder.reads(target.node, source.item)
        else:
            said = mark("Only an activity makes a document: the connector from {source} to {target} is not read.")
            self._warn("odd-connector", source.row, "next", said, source=source.id, target=target.id)

    # Documents

    def _documents(self) -> None:
        """A document that comes out of a step goes into the later ones that name it, until it comes out anew."""
        latest: dict[str, int] = {}
        for step in self.steps:
            if step.node == NONE:
                continue
            for name in self._names(step.row, "inputs"):
                if same(name) in latest:
                    self.builder.reads(step.node, latest[same(name)])
            for name in self._names(step.row, "outputs"):
                latest[same(name)] = self.builder.item(f"{step.id}: {name}", name)
                self.builder.writes(step.node, latest[same(name)])

    def _names(self, row: int, key: str) -> Iterator[str]:
        for part in re.split(r"[,;\n]", self.table.cell(row, key)):
            name = clean(_BULLET.sub("", part.strip()))
            if name and FINISH.key(name) is None and name not in NOTHING:
                yield name

    def _warn(self, code: str, row: int, key: str, message: str, /, **parameters: object) -> None:
        self.faults.add(code, self.table.place(row, key), message, severity=Severity.WARNING, **parameters)

    def _note(self, code: str, row: int, key: str, message: str, /, **parameters: object) -> None:
        self.faults.add(code, self.table.place(row, key), message, severity=Severity.NOTE, **parameters)
