"""XES (IEEE 1849): log, traces, events, attributes by key; plain or gzip. Anything else in it is passed over."""

from __future__ import annotations

import re
from collections import Counter

from svcgraph.errors import Place, Severity
from svcgraph.i18n import mark
from svcgraph.intake.log import Asked, LogReading
from svcgraph.intake.log.collect import Collector
from svcgraph.intake.log.names import COLUMNS, SERVICE, is_personal, rank
from svcgraph.intake.log.settle import refuse_person, settle
from svcgraph.intake.stream import Stream
from svcgraph.intake.xml_stream import DEPTH, End, Start, TagStream, tag_parser

FORMAT = "xes"
NAME, TIME, LIFECYCLE = "concept:name", "time:timestamp", "lifecycle:transition"
SAMPLE = 2_000_000  # bytes looked at to find the attributes
CANDIDATES = 12  # that are counted
FEW = 60  # different values within the sample: an attribute that may be a service whatever its name
_ROOT = re.compile(rb"<(?:[\w.-]+:)?(\w[\w.-]*)[\s/>]")  # the first tag that is no comment or declaration
_TRACE, _EVENT, _ATTRIBUTE = 2, 3, 4  # depth at which they stand, log being 1
_VALUE = ["value"]


def is_xes(start: bytes) -> bool:
    """Whether the file begins as XES does."""
    root = _ROOT.search(start[:4096].replace(b"\0", b""))  # UTF-16
    return root is not None and root[1] == b"log"


def read_xes(stream: Stream, asked: Asked) -> LogReading:
    """The log. Raises Unreadable: not well-formed, hostile, no trace, nothing that means *service*."""
    refuse_person(asked.service, asked, stream.file)
    names = _attributes(stream.start(SAMPLE), asked)
    if asked.service:
        names = [asked.service] if asked.service in names else [asked.service, *names]
    found = Collector(stream.file, asked, names)
    tags = TagStream(stream.file)
    reader = _Reader(tags, found, (asked.activity or NAME, asked.time or TIME, LIFECYCLE), asked.case or NAME)
    tags.parse(stream.chunks(), *reader.handlers())
    reader.tell()
    columns = (("case", asked.case or NAME), ("activity", reader.keys[0]), ("time", reader.keys[1]))
    return settle(found, FORMAT, columns)


def _attributes(sample: bytes, asked: Asked) -> list[str]:
    """Names of text attributes of events that may mean *service*: usual names first, then those with few values."""
    seen = _Sample()
    seen.read(sample)
    taken = {NAME, TIME, LIFECYCLE, asked.activity, asked.time}
    names = [name for name in seen.values if name not in taken and (asked.people or not is_personal(name))]
    usual = sorted((name for name in names if rank(SERVICE, name) >= 0), key=lambda name: rank(SERVICE, name))
    others = [name for name in names if rank(SERVICE, name) < 0 and 1 < len(seen.values[name]) <= FEW]
    few = [name for name in others if COLUMNS.key(name.replace("_", " ")) in (None, "personal")]
    return (usual + few)[:CANDIDATES]


class _Sample:
    """The text attributes of the first events, each with its different values."""

    def __init__(self) -> None:
        self.values: dict[str, set[str]] = {}

    def read(self, sample: bytes) -> None:
        from xml.parsers import expat

        depth = 0

        def start(name: str, attributes: list[str]) -> None:
            nonlocal depth
            depth += 1
            if depth == _ATTRIBUTE and _local(name) == "string":
                key, value = _pair(attributes)
                if key is not None and value is not None and len(self.values.setdefault(key, set())) <= FEW:
                    self.values[key].add(value)

        def end(_name: str) -> None:
            nonlocal depth
            depth -= 1

        try:
            tag_parser(sample, start, end).Parse(sample, False)
        except (expat.ExpatError, LookupError, ValueError):
            return  # the whole reading says what is wrong, with its line


class _Reader:
    """Handlers of one parse. An attribute counts directly in its event or trace, not deeper (lists, nested ones)."""

    def __init__(self, tags: TagStream, found: Collector, keys: tuple[str, str, str], case: str) -> None:
        self.tags, self.found, self.keys, self.case_key = tags, found, keys, case
        names = (*keys, *found.service_names)
        self.places = {name: place for place, name in enumerate(dict.fromkeys(names))}
        self.blank: list[str | None] = [None] * len(self.places)
        self.order = [self.places[name] for name in names]  # one attribute may be asked for twice
        self.traces = self.unnamed = self.line = 0
        self.in_trace = False
        self.case = ""
        self.passed: Counter[str] = Counter()

    def handlers(self) -> tuple[Start, End]:
        """Of start and end tags. Closures: they are called twelve times an event, so each look-up counts."""
        place_of, values, depth, in_event = self.places.get, self.blank.copy(), 0, False

        def start(name: str, attributes: list[str]) -> None:
            nonlocal depth, in_event
            depth += 1
            if depth == _ATTRIBUTE:
                if in_event and attributes:
                    place = place_of(attributes[1] if attributes[0] == "key" else _pair(attributes)[0] or "")
                    if place is not None:
                        values[place] = attributes[3] if attributes[2:3] == _VALUE else _pair(attributes)[1]
            elif depth == _EVENT:
                in_event = self._below_trace(name, attributes)
            elif depth > DEPTH:
                raise self.tags.too_deep()
            elif depth <= _TRACE:
                self._top(name, depth)

        def end(_name: str) -> None:
            nonlocal depth, values, in_event
            if in_event and depth == _EVENT:
                self._event(values)
                values, in_event = self.blank.copy(), False
            depth -= 1

        return start, end

    def _top(self, name: str, depth: int) -> None:
        if depth == _TRACE:
            self._below_log(name)
        elif _local(name) != "log":
            said = mark("The file is XML, but no XES log: its root is {name}.")
            raise self.tags.refusal("no-log", said, name=name[:80])

    def _below_trace(self, name: str, attributes: list[str]) -> bool:
        """Whether an event begins."""
        if not self.in_trace:
            return False
        if name == "event" or _local(name) == "event":
            self.line = self.tags.line
            return True
        key, value = _pair(attributes)
        if key == self.case_key:
            self.case = value or self.case
        return False

    def _below_log(self, name: str) -> None:
        kind = _local(name)
        self.in_trace = kind == "trace"
        if self.in_trace:
            self.traces += 1
            self.case = ""
        elif kind == "event":
            self.passed["event"] += 1

    def _event(self, values: list[str | None]) -> None:
        activity, time, lifecycle, *services = map(values.__getitem__, self.order)
        if not self.case:
            self.case = f"#{self.traces}"
            self.unnamed += 1
        self.found.event(self.case, activity, time, services, lifecycle, self.line)

    def tell(self) -> None:
        """What was passed over, and traces without a name."""
        place = Place(file=self.found.file)
        if self.passed["event"]:
            said = mark("{number} events stand in no trace, so belong to no case: they are left out.")
            self.found.faults.add(
                "no-trace", place, said, severity=Severity.WARNING, number=self.passed["event"]
            )  # fmt: skip
        if self.unnamed:
            said = mark("{number} traces have no {name}: they are called #1, #2… by their place in the file.")
            self.found.faults.add(
                "unnamed-case", place, said, severity=Severity.NOTE, number=self.unnamed, name=self.case_key
            )


def _local(name: str) -> str:
    return name.rpartition(":")[2] if ":" in name else name


def _pair(attributes: list[str]) -> tuple[str | None, str | None]:
    key = value = None
    for place in range(0, len(attributes), 2):
        if attributes[place] == "key":
            key = attributes[place + 1]
        elif attributes[place] == "value":
            value = attributes[place + 1]
    return key, value
