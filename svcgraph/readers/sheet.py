"""Process sheets: one process in YAML, keys in French or English. The format: `docs/process-sheets.md`."""

from __future__ import annotations

import re

from svcgraph.domain.names import same
from svcgraph.domain.process import Process, ProcessIndicator, ProcessKind
from svcgraph.errors import FaultList, Place, Severity, Unreadable
from svcgraph.i18n import mark
from svcgraph.intake.fields import Fields, text_of
from svcgraph.intake.yaml import Mapping, Node, load, load_plain
from svcgraph.readers import Reading
from svcgraph.readers._build import MapBuilder
from svcgraph.readers._sheet.links import Activity, Links
from svcgraph.vocabulary import ACTIVITY, INDICATOR, KINDS, PROCESS

FORMAT = "sheet"
SUFFIXES = (".yaml", ".yml")
VERSION = 1

HEAD = 1_000_000  # bytes looked at to recognise a sheet
_TOP_KEY = re.compile(
    r"^(?:\"([^\"\n]{1,80})\"|'([^'\n]{1,80})'|([^\s#\-\[{\"'][^:\n]{0,80}?))[ \t]*:(?=\s|$)", re.MULTILINE
)


def recognises(data: bytes, suffix: str) -> bool:  # noqa: ARG001  (what is inside decides)
    """A mapping that names a process and lists its activities, broken or not."""
    head = data[:HEAD]
    text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "replace")
    if text.lstrip()[:1] == "{":
        return _flow_sheet(data)
    keys = {PROCESS.key("".join(found)) for found in _TOP_KEY.findall(text)}
    return {"name", "activities"} <= keys


def _flow_sheet(data: bytes) -> bool:
    try:
        value = load_plain(data, "").value
    except Unreadable:  # no YAML: not a sheet, whatever else it is
        return False
    return isinstance(value, dict) and {"name", "activities"} <= {PROCESS.key(key) for key in value}


def read(data: bytes, file: str) -> Reading:
    """The sheet's map. Raises Unreadable when it is no YAML, or holds no process or no activity."""
    faults = FaultList()
    fields = _process_fields(load(data, file), file, faults)
    builder = MapBuilder(file, FORMAT)
    builder.add_process(_process(fields))
    for name in fields.texts("externals"):
        builder.performer((name,), external=True, line=fields.place("externals").line)
    activities = _activities(fields, builder)
    if not activities:
        faults.add("no-activities", fields.place("activities"), mark("The list of activities holds no activity."))
        raise Unreadable(*faults.faults)
    Links(builder, activities, fields).draw()
    said = sorted(faults.faults, key=lambda fault: fault.place.line)
    return Reading(map=builder.freeze(), faults=tuple(said))


def _process_fields(node: Node, file: str, faults: FaultList) -> Fields:
    if not isinstance(node, Mapping):
        faults.add(
            "not-a-sheet",
            Place(file=file, line=node.line),
            mark("A process sheet is a mapping: keys such as “processus” and “activités”, each with a value."),
        )
        raise Unreadable(*faults.faults)
    fields = Fields(node, PROCESS, faults, file)
    for key, word in (("name", "processus"), ("activities", "activités")):
        if key not in fields:
            faults.add("missing-key", fields.place(), mark("The key “{key}” is missing."), key=word)
    if "name" not in fields or "activities" not in fields:
        raise Unreadable(*faults.faults)
    return fields


def _process(fields: Fields) -> Process:
    return Process(
        id=fields.text("id"),
        name=fields.text("name"),
        kind=_kind(fields),
        purpose=fields.text("purpose"),
        owner=fields.text("owner"),
        trigger=fields.text("trigger"),
        result=fields.text("result"),
        inputs=fields.texts("inputs"),
        outputs=fields.texts("outputs"),
        indicators=tuple(_indicator(item, fields) for item in fields.items("indicators")),
        frequency=fields.text("frequency"),
    )


def _kind(fields: Fields) -> ProcessKind | None:
    written = fields.text("kind")
    key = KINDS.key(written)
    if written and key is None:
        fields.faults.add(
            "unknown-kind",
            fields.place("kind"),
            mark("“{kind}” is no kind of process: write management, opérationnel or support."),
            severity=Severity.WARNING,
            kind=written,
        )
    return ProcessKind(key) if key else None


def _indicator(node: Node, fields: Fields) -> ProcessIndicator:
    if not isinstance(node, Mapping):
        return ProcessIndicator(name=text_of(node, fields.faults, fields.file))
    written = Fields(node, INDICATOR, fields.faults, fields.file)
    return ProcessIndicator(name=written.text("name"), objective=written.text("objective"))


def _activities(fields: Fields, builder: MapBuilder) -> list[Activity]:
    activities: list[Activity] = []
    taken: dict[str, int] = {}
    for position, node in enumerate(fields.items("activities"), 1):
        if isinstance(node, Mapping):
            activities.append(_activity(node, position, fields, builder, taken))
        else:
            said = mark("An activity has keys of its own, such as “activité” and “service”; this one is not read.")
            place = Place(file=fields.file, line=node.line)
            fields.faults.add("not-an-activity", place, said, severity=Severity.WARNING)
    return activities


def _activity(node: Mapping, position: int, sheet: Fields, builder: MapBuilder, taken: dict[str, int]) -> Activity:
    fields = Fields(node, ACTIVITY, sheet.faults, sheet.file)
    key = _activity_id(fields, position, taken)
    name = fields.text("name")
    if not name:
        said = mark("Activity {id} has no name.")
        sheet.faults.add("unnamed-activity", fields.place(), said, severity=Severity.WARNING, id=key)
    performer = _performer(fields, key, builder)
    service = fields.text("service") or fields.text("actor")
    index = builder.node(key, name, performer, line=node.line)
    return Activity(index=index, id=key, name=name, performer=service, fields=fields)


def _activity_id(fields: Fields, position: int, taken: dict[str, int]) -> str:
    """The id as written, else the position; a second activity of one id is told apart by its position."""
    written = fields.text("id")
    key = written or str(position)
    if same(key) in taken:
        if written:
            said = mark("The number {id} is already that of line {first}; what leads to {id} leads there.")
            where, first = fields.place("id"), taken[same(key)]
            fields.faults.add("duplicate-id", where, said, severity=Severity.WARNING, id=key, first=first)
        key = f"{key}#{position}"
    taken[same(key)] = fields.line
    return key


def _performer(fields: Fields, key: str, builder: MapBuilder) -> int:
    written = [name for name in ("service", "actor") if fields.text(name)]
    if len(written) == 2:
        said = mark("Activity {id} names both a service and an actor; the service is read.")
        fields.faults.add("two-performers", fields.place("actor"), said, severity=Severity.WARNING, id=key)
    if written:
        return builder.performer((fields.text(written[0]),), line=fields.place(written[0]).line)
    said = mark("Activity {id} names no service and no actor: write who performs it.")
    fields.faults.add("no-performer", fields.place(), said, severity=Severity.WARNING, id=key)
    return builder.performer((f"#{key}",), unnamed=True, line=fields.line)
