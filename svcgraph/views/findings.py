"""Findings and faults as a table: place, fact and way out, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from svcgraph.errors import Fault
from svcgraph.i18n import Words, mark
from svcgraph.views.tables import Column, Kind, Table

SEVERITIES = (mark("error"), mark("warning"), mark("note"))


def findings_table(faults: Iterable[Fault], words: Words) -> Table:
    """One line per finding, in the order given."""
    columns = (
        Column(key="severity", title=words(mark("Severity"))),
        Column(key="code", title=words(mark("Check"))),
        Column(key="file", title=words(mark("File"))),
        Column(key="line", title=words(mark("Line")), kind=Kind.NUMBER),
        Column(key="element", title=words(mark("Element or cell"))),
        Column(key="message", title=words(mark("Finding"))),
    )
    rows = tuple(
        (
            words(fault.severity.value),
            fault.code,
            fault.place.file,
            fault.place.line or None,
            fault.place.cell or fault.place.element,
            sentence(fault, words),
        )
        for fault in faults
    )
    return Table(title=words(mark("Findings")), columns=columns, rows=rows)


def sentence(fault: Fault, words: Words) -> str:
    """What the fault says, in the reader's language."""
    return words(fault.message, **dict(fault.parameters))
