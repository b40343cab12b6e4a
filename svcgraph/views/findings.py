"""Findings and faults as a table: place, fact and way out, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from svcgraph.errors import Fault
from svcgraph.i18n import Words, mark
from svcgraph.views.tables import Column, Kind, Table, Term

SEVERITIES = (mark("error"), mark("warning"), mark("note"))


def findings_table(faults: Iterable[Fault], words: Words) -> Table:
    """One line per finding, in the order given."""
    columns = (
        Column(key="severity", title=words(mark("Severity")), codes=SEVERITIES),
        Column(key="code", title=words(mark("Check"))),
        Column(key="file", title=words(mark("File"))),
        Column(key="line", title=words(mark("Line")), kind=Kind.NUMBER),
        Column(key="element", title=words(mark("Element or cell"))),
        Column(key="message", title=words(mark("Finding"))),
    )
    rows = tuple(
        (
            Term(words(fault.severity.value), fault.severity.value),
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


def findings_text(faults: Iterable[Fault], words: Words) -> Iterator[str]:
    """The same for a terminal, where a sentence needs the whole width: a line of place, then the sentence."""
    told = list(faults)
    for fault in told:
        yield f"{words(fault.severity.value)} · {fault.place} · {fault.code}\n    {sentence(fault, words)}\n"
    yield words.plural("{n} finding.", "{n} findings.", len(told), n=len(told)) + "\n"
