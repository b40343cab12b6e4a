"""Event logs (XES, CSV, Parquet) as maps: what follows what in the cases, from service to service. See `docs/logs.md`.

A map drawn by software, not by people: `svcgraph reality` lays a log beside the maps of a workspace.
"""

from __future__ import annotations

from array import array
from pathlib import PurePosixPath

from svcgraph.domain.event_log import MISSING, EventLog, directly_follows
from svcgraph.domain.process import NONE, Process, ProcessMap
from svcgraph.errors import Fault, FaultList, Place, Severity, Unreadable
from svcgraph.i18n import mark
from svcgraph.intake.grid import peek_sheets
from svcgraph.intake.log import AS_MAP, Asked, LogReading
from svcgraph.intake.log.read import is_event_log, read_stream, tells_events
from svcgraph.intake.log.settle import listed
from svcgraph.intake.stream import Stream
from svcgraph.readers import Reading
from svcgraph.readers._build import MapBuilder
from svcgraph.readers._table.find import find_table

FORMAT = AS_MAP
SUFFIXES = (".xes", ".gz", ".csv", ".tsv", ".txt", ".parquet")
VERSION = 1
NO_MAP = mark(
    "This is an event log: it tells what happens, not how work should pass, so it is no map of the workspace. "
    "Keep it outside processes/, and see it beside the maps: svcgraph reality {file}"
)


def recognises(data: bytes, suffix: str) -> bool:  # noqa: ARG001  (what is inside decides)
    """XES, Parquet, or columns of cases, activities and moments that are no table of steps."""
    return is_event_log(data) and (tells_events(data) or not _is_table(data))


def read(data: bytes, file: str) -> Reading:
    """The log's map, the service guessed and the guess said. Raises Unreadable where nothing tells it."""
    return read_as(data, file, "")


def read_as(data: bytes, file: str, service: str) -> Reading:
    """The same, with the attribute ``service`` meaning that; "" for a guess."""
    found = read_stream(Stream(source=data, file=file), Asked(service=service))
    faults = () if service else (_guess(found, file),)
    return Reading(map=_drawn(found.log, file), faults=(*faults, *found.faults))


def _is_table(data: bytes) -> bool:
    try:
        return any(find_table(sheet, "") for sheet in peek_sheets(data))
    except Unreadable:  # gzip, Parquet
        return False


def _guess(found: LogReading, file: str) -> Fault:
    """Which attribute was taken for the service, what else may be it, and how to say so."""
    taken = next(one for one in found.candidates if one.taken)
    others = [one for one in found.candidates if one.distinct and not one.taken]
    faults = FaultList()
    if others:
        said = mark(
            "The service is guessed: “{name}” ({number} different). Others that may be it: {others}. "
            "Choose with --service-attribute NAME."
        )
    else:
        said = mark(
            "The service is guessed: “{name}” ({number} different). Nothing else looks like one; "
            "choose another with --service-attribute NAME."
        )
    faults.add(
        "service-guessed", Place(file=file), said, severity=Severity.WARNING,
        name=taken.name, number=taken.distinct, others=listed(others),
    )  # fmt: skip
    return faults.faults[0]


def _drawn(log: EventLog, file: str) -> ProcessMap:
    """What is done by one service under one name is one activity; what follows it directly in a case, a flow.

    Events without a service are nobody's: nothing leads to or from them (as in `logs.handovers`).
    """
    builder = MapBuilder(file, FORMAT)
    builder.add_process(Process(id="", name=_name(file)))
    nodes = _activities(log, builder)
    follows = {(nodes[before], nodes[after]) for before, after in directly_follows(log)}
    for source, target in sorted(follows):
        if NONE not in (source, target) and source != target:
            builder.flow(source, target)
    return builder.freeze()


def _activities(log: EventLog, builder: MapBuilder) -> array[int]:
    """The node of every event, NONE where it names no service. Its place is the first event of its kind."""
    known: dict[tuple[int, int], int] = {}
    drawing = _Drawing(log, builder)
    nodes = array("q")
    for activity, service, line in zip(log.activities.codes, log.services.codes, log.lines, strict=True):
        node = NONE if service == MISSING else known.get((activity, service))
        if node is None:
            node = known[activity, service] = drawing.activity(activity, service, line)
        nodes.append(node)
    return nodes


class _Drawing:
    """Activities by name and performer: a service written in two ways is one performer."""

    def __init__(self, log: EventLog, builder: MapBuilder) -> None:
        self.log, self.builder = log, builder
        self.nodes: dict[tuple[int, int], int] = {}
        self.taken: set[str] = set()

    def activity(self, activity: int, service: int, line: int) -> int:
        name, performed = self.log.activities.names[activity], self.log.services.names[service]
        performer = self.builder.performer((performed,), line=line)
        node = self.nodes.get((activity, performer))
        if node is None:
            node = self.builder.node(self._key(f"{name} / {performed}"), name, performer, line=line)
            self.nodes[activity, performer] = node
        return node

    def _key(self, key: str) -> str:
        key = f"{key} #{len(self.taken) + 1}" if key in self.taken else key
        self.taken.add(key)
        return key


def _name(file: str) -> str:
    name = PurePosixPath(file).name
    return name.removesuffix(".gz").rpartition(".")[0] or name
