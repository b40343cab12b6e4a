"""Activity diagrams in PlantUML: a swimlane is a service. What is read of them: `docs/text-maps.md`."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from svcgraph.domain.names import clean
from svcgraph.domain.process import Process
from svcgraph.errors import FaultList, Place, Severity, Unreadable
from svcgraph.i18n import mark
from svcgraph.intake.delimited import decode
from svcgraph.readers import Reading
from svcgraph.readers._build import MapBuilder
from svcgraph.readers._drawn import draw
from svcgraph.readers._page import Page
from svcgraph.readers._plantuml.flow import Flow

FORMAT = "plantuml"
SUFFIXES = (".puml", ".plantuml", ".iuml", ".pu", ".wsd")
VERSION = 2

HEAD = 100_000
_START = re.compile(r"^\s*@startuml\b", re.MULTILINE)
_ACTIVITY = re.compile(
    r"^\s*(?:#\w+)?:[^;\n]+|^\s*(?:start|stop|fork|repeat)\s*$|^\s*(?:if|while|switch)\s*\(", re.MULTILINE
)


def recognises(data: bytes, suffix: str) -> bool:  # noqa: ARG001  (what is inside decides)
    """A text with ``@startuml`` and the signs of an activity diagram."""
    head = data[:HEAD].decode("utf-8-sig", "replace")
    return _START.search(head) is not None


def read(data: bytes, file: str) -> Reading:
    """The diagrams' map: a process a diagram. Raises Unreadable when one has no swimlane, or is none of activities."""
    faults = FaultList()
    builder = MapBuilder(file, FORMAT)
    diagrams = _diagrams(decode(data, file, faults))
    for number, (line, title, lines) in enumerate(diagrams):
        stem = PurePosixPath(file).stem
        page = Page(process=number, name=title or (stem if len(diagrams) == 1 else f"{stem} {number + 1}"))
        if _refused(lines, line, file, faults):
            continue
        Flow(page, file, faults).read(lines)
        if not page.lanes:
            said = mark("No step stands in a swimlane: write |Service| before the steps of each service.")
            faults.add("no-service", Place(file=file, line=line), said)
        _prefix(page, number)
        builder.add_process(Process(id="", name=page.name))
        draw(page, builder, faults)
    if any(fault.severity is Severity.ERROR for fault in faults.faults):
        raise Unreadable(*faults.faults)
    return Reading(map=builder.freeze(), faults=tuple(faults.faults))


def _refused(lines: list[tuple[int, str]], line: int, file: str, faults: FaultList) -> bool:
    text = "\n".join(one for _, one in lines)
    if re.search(r"^\s*\(\*", text, re.MULTILINE):
        said = mark("This is PlantUML's old activity syntax, “(*) --> …”: write the steps as “:Step;”.")
        faults.add("old-syntax", Place(file=file, line=line), said)
        return True
    if not _ACTIVITY.search(text):
        said = mark("This is no activity diagram: nothing like “:Step;” stands in it.")
        faults.add("no-process", Place(file=file, line=line), said)
        return True
    return False


def _diagrams(text: str) -> list[tuple[int, str, list[tuple[int, str]]]]:
    """Per ``@startuml``: its line, its title, and its lines without comments."""
    found: list[tuple[int, str, list[tuple[int, str]]]] = []
    inside = comment = False
    for number, line in enumerate(text.splitlines(), 1):
        words = line.strip()
        if words.startswith("@startuml"):
            found.append((number, clean(words[len("@startuml") :]), []))
            inside = True
        elif words.startswith("@enduml"):
            inside = False
        elif words.startswith("/'") or comment:
            comment = "'/" not in words
        elif inside and not words.startswith("'"):
            found[-1][2].append((number, line))
    return [(line, _title(lines) or title, lines) for line, title, lines in found]


def _title(lines: list[tuple[int, str]]) -> str:
    return next((clean(line.strip()[5:]) for _, line in lines if re.match(r"\s*title\s+\S", line)), "")


def _prefix(page: Page, number: int) -> None:
    """Steps of a file's further diagrams are known by the diagram's number too."""
    if number:
        for shape in page.shapes:
            shape.key = f"{number + 1}/{shape.key}"
        for arrow in page.arrows:
            arrow.key, arrow.source, arrow.target = (
                f"{number + 1}/{end}" for end in (arrow.key, arrow.source, arrow.target)
            )  # fmt: skip
