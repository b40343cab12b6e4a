"""Who acts: the services of a workspace, or of single files, as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from svcgraph.domain.graph import Service, ServiceGraph
from svcgraph.domain.handoff import Handoff, services
from svcgraph.domain.identity.suggest import Suggestion
from svcgraph.domain.organisation import Organisation
from svcgraph.domain.process import Performer, ProcessMap
from svcgraph.i18n import Words, mark
from svcgraph.views.tables import Cell, Column, Kind, Table, Term

INTERNAL = mark("internal")
EXTERNAL = mark("external")
KINDS = (INTERNAL, EXTERNAL)


def services_table(graph: ServiceGraph, organisation: Organisation, words: Words) -> Table:
    """Every service with its department, what it supplies and receives (handoffs), and where it was found."""
    departments = {department.id: department.name.read(words.language) for department in organisation.departments}
    supplies = _count(handoff.supplier for handoff in graph.handoffs)
    receives = _count(handoff.client for handoff in graph.handoffs)
    columns = (
        Column(key="id", title=words(mark("Identifier"))),
        Column(key="name", title=words(mark("Service"))),
        Column(key="kind", title=words(mark("Kind")), codes=KINDS),
        Column(key="department", title=words(mark("Department"))),
        Column(key="supplies", title=words(mark("Supplies")), kind=Kind.NUMBER),
        Column(key="receives", title=words(mark("Receives")), kind=Kind.NUMBER),
        Column(key="found", title=words(mark("Found on the maps as")), kind=Kind.LIST),
    )
    rows = tuple(
        (
            service.id,
            service.name.read(words.language),
            _kind(service.external, words),
            departments.get(service.department, service.department),
            supplies.get(service.id, 0),
            receives.get(service.id, 0),
            _names(service),
        )
        for service in graph.services
    )
    return Table(title=words(mark("Services")), columns=columns, rows=rows)


def performers_table(maps: Iterable[tuple[ProcessMap, Sequence[Handoff]]], words: Words) -> Table:
    """The services of bare files, each file by itself (rule S6)."""
    columns = (
        Column(key="file", title=words(mark("File"))),
        Column(key="name", title=words(mark("Service"))),
        Column(key="path", title=words(mark("Pool and lanes")), kind=Kind.LIST),
        Column(key="kind", title=words(mark("Kind")), codes=KINDS),
    )
    rows = tuple(
        _performer(process_map.file, process_map.performers[index], words)
        for process_map, handoffs in maps
        for index in services(process_map, handoffs)
    )
    return Table(title=words(mark("Services")), columns=columns, rows=rows)


def _performer(file: str, performer: Performer, words: Words) -> tuple[Cell, ...]:
    return file, performer.path[-1], performer.path, _kind(performer.external, words)


def _kind(external: bool, words: Words) -> Term:
    code = EXTERNAL if external else INTERNAL
    return Term(words(code), code)


def _count(ids: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for one in ids:
        counts[one] = counts.get(one, 0) + 1
    return counts


def _names(service: Service) -> tuple[str, ...]:
    """The distinct names under which the maps speak of it, without the files."""
    return tuple(dict.fromkeys(performer.partition(": ")[2] for performer in service.performers))


def suggestions_text(found: Iterable[Suggestion], words: Words) -> Iterator[str]:
    """Likely duplicates as paragraphs, each with the lines to paste; never merged by themselves (rule O4)."""
    said = False
    for one in found:
        said = True
        yield words(
            mark("{name} may be {other} (likeness {score} %). To say so, in organisation.yaml:"),
            name=one.service_name,
            other=one.other_name,
            score=one.score,
        )
        yield "\n" + "".join(f"    {line}\n" for line in one.lines) + "\n"
    if not said:
        yield words(mark("Nothing looks like a duplicate.")) + "\n"


def suggestions_table(found: Iterable[Suggestion], words: Words) -> Table:
    """The same as a table."""
    columns = (
        Column(key="service", title=words(mark("Identifier"))),
        Column(key="name", title=words(mark("Service"))),
        Column(key="other", title=words(mark("Other name"))),
        Column(key="score", title=words(mark("Likeness")), kind=Kind.NUMBER),
        Column(key="lines", title=words(mark("Lines to paste")), kind=Kind.LIST),
    )
    rows = tuple((one.service, one.service_name, one.other_name, one.score, one.lines) for one in found)
    return Table(title=words(mark("Likely duplicates")), columns=columns, rows=rows)
