"""What follows what in a process sheet, and what is handed over to whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from svcgraph.domain.names import clean, same
from svcgraph.errors import Place, Severity
from svcgraph.i18n import mark
from svcgraph.intake.fields import Fields, text_of
from svcgraph.intake.yaml import Mapping, Node, Scalar
from svcgraph.readers._build import MapBuilder
from svcgraph.vocabulary import BRANCH, END_OF, FINISH, LANGUAGE, THING


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    index: int
    id: str
    name: str
    performer: str
    fields: Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One end of a handing-over: an activity, or an external party (a performer)."""

    index: int
    external: bool


@dataclass(slots=True)
class _Item:
    index: int
    writer: int
    readers: set[int]


class Links:
    """Draws arrows, items and messages of one sheet into the builder."""

    def __init__(self, builder: MapBuilder, activities: list[Activity], sheet: Fields) -> None:
        self.builder, self.activities, self.sheet = builder, activities, sheet
        self.faults, self.file = sheet.faults, sheet.file
        self.parties = {same(name): name for name in sheet.texts("externals")}
        self.ends: dict[str, int] = {}
        for activity in activities:
            self.ends.setdefault(same(activity.id), activity.index)
        for activity in activities:
            self.ends.setdefault(same(activity.name), activity.index)
        self.performed: dict[str, list[Activity]] = {}
        for activity in activities:
            self.performed.setdefault(same(activity.performer), []).append(activity)
        self.ids = {activity.index: activity.id for activity in activities}
        self.inputs = {same(given) for given in sheet.texts("inputs")}
        self.items: dict[str, dict[int, _Item]] = {}  # by name, then by writer

    def draw(self) -> None:
        if any("next" in activity.fields for activity in self.activities):
            for activity in self.activities:
                self._follow(activity)
        else:
            for activity, following in zip(self.activities, self.activities[1:], strict=False):
                self.builder.flow(activity.index, following.index)
        for activity in self.activities:
            self._hand_over(activity)
        for activity in self.activities:
            self._receive(activity)

    # What follows

    def _follow(self, activity: Activity) -> None:
        drawn: set[int] = set()
        for node in activity.fields.items("next"):
            condition, targets = "", node
            if isinstance(node, Mapping):
                branch = Fields(node, BRANCH, self.faults, self.file)
                condition, targets = branch.text("when"), branch.node("to") or Scalar(None, node.line, "")
            for target in self._following(targets):
                if target not in drawn:
                    drawn.add(target)
                    self.builder.flow(activity.index, target, condition=condition)

    def _following(self, node: Node) -> Iterator[int]:
        for text, line in self._references(node):
            if same(text) in self.ends:
                yield self.ends[same(text)]
            elif FINISH.key(text) is None and text not in ("-", "–", "—"):
                said = mark("“{text}” is neither the number nor the name of an activity of this sheet, nor “fin”.")
                self._warn("unknown-activity", line, said, text=text)

    def _references(self, node: Node) -> Iterator[tuple[str, int]]:
        """The ids that a value holds: ``2``, ``2, 3`` or a list of these; a whole name first."""
        if isinstance(node, Scalar):
            text = clean(node.text) if node.value is not None else ""
            whole = same(text) in self.ends or same(text) in self.parties
            for part in [text] if whole else re.split(r"[,;]", text):
                if part.strip():
                    yield part.strip(), node.line
        elif isinstance(node, Mapping):
            yield text_of(node, self.faults, self.file), node.line
        else:
            for item in node.items:
                yield from self._references(item)

    # What is handed over

    def _hand_over(self, activity: Activity) -> None:
        for name, ends in self._things(activity, "hands", "to"):
            kept = not ends or any(not end.external for end in ends)
            item = self._item(activity.index, name) if kept else None
            for end in ends:
                if end.external:
                    self.builder.message(name, source=activity.index, target_pool=end.index)
                elif item is not None:
                    self._reads(end.index, item)

    def _receive(self, activity: Activity) -> None:
        for name, ends in self._things(activity, "receives", "source"):
            for end in ends:
                if end.external:
                    self.builder.message(name, source_pool=end.index, target=activity.index)
                else:
                    self._reads(activity.index, self._item(end.index, name))

    def _things(self, activity: Activity, key: str, direction: str) -> Iterator[tuple[str, list[End]]]:
        for node in activity.fields.items(key):
            thing = self._thing(node)
            name = thing.text("name") if thing else text_of(node, self.faults, self.file)
            if not name:
                self._warn("unnamed-thing", node.line, mark("What is handed over has no name; it is not read."))
            elif thing and direction in thing:
                yield name, list(self._ends(thing.node(direction)))
            elif direction == "source":
                yield name, list(self._writers(activity, name, node.line))
            else:
                yield name, []

    def _thing(self, node: Node) -> Fields | None:
        """A mapping's keys, unless it is but a name in two languages."""
        if not isinstance(node, Mapping) or all(LANGUAGE.key(entry.key) for entry in node.entries):
            return None
        return Fields(node, THING, self.faults, self.file)

    def _ends(self, node: Node | None) -> Iterator[End]:
        if isinstance(node, Mapping):
            yield from self._told_apart(Fields(node, END_OF, self.faults, self.file))
        elif isinstance(node, Scalar):
            for text, line in self._references(node):
                yield from self._end(text, line)
        elif node is not None:
            for item in node.items:
                yield from self._ends(item)

    def _told_apart(self, written: Fields) -> Iterator[End]:
        """``{external: X}`` or ``{activity: 3}``: said, not guessed."""
        for name in written.texts("external"):
            yield End(index=self.builder.performer((name,), external=True, line=written.line), external=True)
        for text in written.texts("activity"):
            yield from self._end(text, written.line)

    def _end(self, text: str, line: int) -> Iterator[End]:
        if same(text) in self.ends:
            yield End(index=self.ends[same(text)], external=False)
        elif same(text) in self.parties:
            yield End(index=self.builder.performer((self.parties[same(text)],), external=True), external=True)
        elif same(text) in self.performed:
            yield from self._end_at(text, line)
        else:
            said = mark(
                "“{text}” is neither an activity of this sheet nor one of its external parties; "
                "write an activity's number, or add it under “parties externes”."
            )
            self._warn("unknown-end", line, said, text=text)

    def _end_at(self, service: str, line: int) -> Iterator[End]:
        """A service stands for its activity when it performs but one here."""
        performed = self.performed[same(service)]
        if len(performed) == 1:
            yield End(index=performed[0].index, external=False)
        else:
            said = mark("“{text}” performs several activities of this sheet; write the number of one: {numbers}.")
            numbers = ", ".join(activity.id for activity in performed)
            self._warn("several-activities", line, said, text=service, numbers=numbers)

    def _writers(self, activity: Activity, name: str, line: int) -> Iterator[End]:
        """From whom a thing comes when the receiver does not say: who hands it to it, else who hands it over."""
        items = [item for item in self.items.get(same(name), {}).values() if item.writer != activity.index]
        addressed = [item for item in items if activity.index in item.readers]
        for item in addressed or items:
            yield End(index=item.writer, external=False)
        if not items and same(name) not in self.inputs:
            said = mark("Nobody hands over “{name}”, and it is no input of the process; say from whom it comes (“de”).")
            self._warn("no-giver", line, said, name=name)

    def _item(self, writer: int, name: str) -> _Item:
        named = self.items.setdefault(same(name), {})
        if writer not in named:
            named[writer] = _Item(self.builder.item(f"{self.ids[writer]}: {name}", name), writer, set())
            self.builder.writes(writer, named[writer].index)
        return named[writer]

    def _reads(self, reader: int, item: _Item) -> None:
        item.readers.add(reader)
        self.builder.reads(reader, item.index)

    def _warn(self, code: str, line: int, message: str, /, **parameters: object) -> None:
        self.faults.add(code, Place(file=self.file, line=line), message, severity=Severity.WARNING, **parameters)
