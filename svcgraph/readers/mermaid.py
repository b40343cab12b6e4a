"""Flowcharts in Mermaid, alone or in Markdown: a subgraph is a service. What is read of them: `docs/text-maps.md`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from svcgraph.domain.names import clean
from svcgraph.domain.process import Process
from svcgraph.errors import FaultList, Place, Severity, Unreadable
from svcgraph.i18n import mark
from svcgraph.intake.delimited import decode
from svcgraph.readers import Reading
from svcgraph.readers._build import MapBuilder
from svcgraph.readers._drawn import draw
from svcgraph.readers._mermaid.parse import HEADER, Chart, Link, parse_chart
from svcgraph.readers._page import Arrow, Kind, Lane, Page, Shape

FORMAT = "mermaid"
SUFFIXES = (".mmd", ".mermaid", ".md")
VERSION = 3

HEAD = 100_000
_KINDS = {
    "decision": Kind.CONTROL, "circle": Kind.OVAL, "stadium": Kind.OVAL, "item": Kind.ITEM, "store": Kind.STORE,
}  # fmt: skip
_TITLE = re.compile(r"title:\s*(?:(?P<mark>[\"'])(?P<quoted>.+)(?P=mark)|(?P<plain>.+?))\s*")
_FENCE = re.compile(r"\s*(?:```|~~~|:::)\s*\{?\s*mermaid\b")


def recognises(data: bytes, suffix: str) -> bool:  # noqa: ARG001  (what is inside decides)
    """A text whose first statement is ``flowchart`` or ``graph`` and a direction, or Markdown with such a block."""
    head = data[:HEAD].decode("utf-8-sig", "replace")
    return next(_blocks(head), None) is not None


def read(data: bytes, file: str) -> Reading:
    """The charts' map: a process a chart. Raises Unreadable when no chart has a subgraph with something in it."""
    faults = FaultList()
    builder = MapBuilder(file, FORMAT)
    charts = [(title, parse_chart(block, file, faults)) for title, block in _blocks(decode(data, file, faults))]
    for number, (title, chart) in enumerate(charts):
        _refuse_without_subgraphs(chart, file, faults)
        stem = PurePosixPath(file).stem
        name = title or (stem if len(charts) == 1 else f"{stem} {number + 1}")
        builder.add_process(Process(id="", name=name))
        draw(_page(chart, number, name, file, faults), builder, faults)
    if any(fault.severity is Severity.ERROR for fault in faults.faults):
        raise Unreadable(*faults.faults)
    return Reading(map=builder.freeze(), faults=tuple(faults.faults))


def _refuse_without_subgraphs(chart: Chart, file: str, faults: FaultList) -> None:
    if not any(node.subgraph for node in chart.nodes.values()):
        said = mark("No step stands in a subgraph: put the steps of each service into “subgraph Service … end”.")
        faults.add("no-service", Place(file=file, line=chart.line), said)


def _blocks(text: str) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """The flowcharts of a text, each with its title and as numbered lines: all, or what stands in Markdown's fences."""
    lines = list(enumerate(text.splitlines(), 1))
    fenced = [number for number, line in lines if _FENCE.match(line)]
    bodies = [_until_fence(lines[number:]) for number in fenced] if fenced else [lines]
    for body in bodies:
        start = _header(body)
        if start is not None:
            yield _title(body[:start]), body[start:]


def _title(above: list[tuple[int, str]]) -> str:
    """The title in a chart's front matter."""
    found = (_TITLE.fullmatch(line) for _, line in above)
    return next((clean(one["quoted"] or one["plain"]) for one in found if one), "")


def _until_fence(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    end = next((at for at, (_, line) in enumerate(lines) if re.match(r"\s*(?:```|~~~|:::)\s*$", line)), len(lines))
    return lines[:end]


def _header(lines: list[tuple[int, str]]) -> int | None:
    """Where ``flowchart LR`` stands: the first line that is no comment, directive or front matter."""
    matter = False
    for at, (_, line) in enumerate(lines):
        words = line.strip()
        if words == "---":
            matter = not matter
        elif not matter and words and not words.startswith("%%"):
            return at if HEADER.match(words) else None
    return None


def _page(chart: Chart, process: int, name: str, file: str, faults: FaultList) -> Page:
    keys = {key: key if process == 0 else f"{process + 1}/{key}" for key in (*chart.nodes, *chart.subgraphs)}
    page = Page(process=process, name=name)
    page.lanes = [
        Lane(key=keys[one.id], name=one.name, parent=keys.get(one.parent, ""), line=one.line)
        for one in chart.subgraphs.values()
    ]
    page.shapes = [
        Shape(
            key=keys[node.id],
            name=node.name or node.id,
            kind=_KINDS.get(node.shape, Kind.STEP),
            lane=keys.get(node.subgraph, ""),
            line=node.line,
        )
        for node in chart.nodes.values()
        if node.shape != "aside" and node.id not in chart.subgraphs
    ]
    for number, link in enumerate(chart.links):
        page.arrows += _arrows(link, number, keys)
        if not (link.forward or link.backward):
            said = mark("A line without a head hands nothing over: not read. Write “-->”.")
            faults.add("no-direction", Place(file=file, line=link.line), said, severity=Severity.WARNING)
    return page


def _arrows(link: Link, number: int, keys: dict[str, str]) -> list[Arrow]:
    ends = [(link.source, link.target)] * link.forward + [(link.target, link.source)] * link.backward
    return [
        Arrow(
            key=f"{number}.{way}",
            label=link.label,
            source=keys[source],
            target=keys[target],
            message=link.dotted,
            line=link.line,
        )
        for way, (source, target) in enumerate(ends)
    ]
