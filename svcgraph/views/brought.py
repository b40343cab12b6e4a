"""What was found in files that somebody imports, and what became of them: in sentences, and as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from svcgraph.domain.imported import Imported, Outcome
from svcgraph.i18n import Words, mark
from svcgraph.views.tables import Cell, Column, Kind, Table, Term

SHOWN = 12  # names in a sentence
FORMATS = {
    "archimate": mark("ArchiMate exchange"),
    "bpmn": mark("BPMN"),
    "dot": mark("DOT"),
    "drawio": mark("draw.io"),
    "event-log": mark("event log"),
    "mermaid": mark("Mermaid"),
    "plantuml": mark("PlantUML"),
    "raci": mark("RACI matrix"),
    "sheet": mark("process sheet"),
    "sipoc": mark("SIPOC table"),
    "table": mark("table of steps"),
    "visio": mark("Visio"),
    "word": mark("Word process sheet"),
    "xpdl": mark("XPDL or Bizagi"),
}
OUTCOMES = {
    Outcome.NEW: mark("new"),
    Outcome.THERE: mark("already there"),
    Outcome.TWIN: mark("already there under another name"),
    Outcome.TAKEN: mark("name taken"),
    Outcome.RESERVED: mark("name reserved"),
    Outcome.LOG: mark("event log"),
    Outcome.UNREADABLE: mark("unreadable"),
}
WHY = {
    Outcome.THERE: mark("{beside} is this file already: nothing to do."),
    Outcome.TWIN: mark(
        "Not copied: {beside} has the same content. Read twice, it would be two processes: keep one of the two."
    ),
    Outcome.TAKEN: mark(
        "Not copied: {beside} has this name and other content. Give the new file another name, or another folder with "
        "--into; if it replaces the old one, delete {beside} first."
    ),
    Outcome.RESERVED: mark("Not copied: svcgraph keeps the name {target} for itself. Give the file another name."),
    Outcome.LOG: mark("Not copied: this is an event log, not a map. See what it shows: svcgraph reality {file}"),
    Outcome.UNREADABLE: mark("Not copied: no map could be read in it."),
}


def imported_text(found: Iterable[Imported], words: Words, *, copied: bool) -> Iterator[str]:
    """A few lines a file. ``copied``: the new ones were; otherwise somebody only looks."""
    for one in found:
        yield f"{_head(one, words)}\n"
        yield from (f"  {line}\n" for line in _lines(one, words, copied=copied))


def _head(one: Imported, words: Words) -> str:
    if not one.format:
        return one.file
    return words(
        "{file}: {format}; activities: {activities}, services: {services}, handoffs: {handoffs}",
        file=one.file,
        format=words(FORMATS.get(one.format, one.format)),
        activities=one.activities,
        services=len(one.services),
        handoffs=one.handoffs,
    )


def _lines(one: Imported, words: Words, *, copied: bool) -> Iterator[str]:
    if one.processes:
        yield words("Processes: {names}.", names=_listed(one.processes))
    if one.services:
        yield words("Services: {names}.", names=_listed(one.services))
    if one.strangers:
        yield words(
            "Not known here yet: {names}. The same as known ones? 'svcgraph services --suggest' shows likely doubles.",
            names=_listed(one.strangers),
        )
    if one.outcome is not Outcome.NEW:
        yield words(WHY[one.outcome], beside=one.beside, target=one.target, file=one.file)
    elif copied:
        yield words("Copied to {target}.", target=one.target)
    elif one.target:
        yield words("Would be copied to {target}.", target=one.target)


def _listed(names: tuple[str, ...]) -> str:
    more = f", … (+{len(names) - SHOWN})" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more


def imported_table(found: Iterable[Imported], words: Words) -> Table:
    """One row a file."""
    return Table(
        title=words(mark("Imported files")),
        columns=imported_columns(words),
        rows=tuple(_row(one, words) for one in found),
    )


def imported_columns(words: Words) -> tuple[Column, ...]:
    """Of `imported_table`."""
    return (
        Column(key="file", title=words(mark("File"))),
        Column(key="outcome", title=words(mark("Outcome")), codes=tuple(one.value for one in Outcome)),
        Column(key="target", title=words(mark("In the workspace"))),
        Column(key="format", title=words(mark("Format"))),
        Column(key="processes", title=words(mark("Processes")), kind=Kind.LIST),
        Column(key="activities", title=words(mark("Activities")), kind=Kind.NUMBER),
        Column(key="services", title=words(mark("Services")), kind=Kind.LIST),
        Column(key="unknown_services", title=words(mark("Not known here yet")), kind=Kind.LIST),
        Column(key="handoffs", title=words(mark("Handoffs")), kind=Kind.NUMBER),
        Column(key="in_the_way", title=words(mark("In the way"))),
    )


def _row(one: Imported, words: Words) -> tuple[Cell, ...]:
    return (
        one.file,
        Term(words(OUTCOMES[one.outcome]), one.outcome.value),
        one.target,
        one.format,
        one.processes,
        one.activities,
        one.services,
        one.strangers,
        one.handoffs,
        one.beside,
    )
