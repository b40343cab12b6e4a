"""Handoffs as a table, and a workspace's handoffs as JSON (`7-rulings`, "JSON of handoffs")."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from svcgraph.domain.graph import Service, ServiceGraph, ServiceHandoff
from svcgraph.i18n import Words, mark
from svcgraph.views.handoffs import HandoffRow
from svcgraph.views.tables import Cell, Column, Kind, Table

VIAS = (mark("sequence"), mark("message"), mark("data"), mark("call"), mark("signal"))


def _columns(words: Words) -> tuple[Column, ...]:
    return (
        Column(key="file", title=words(mark("File"))),
        Column(key="process", title=words(mark("Process"))),
        Column(key="supplier", title=words(mark("Supplier"))),
        Column(key="client", title=words(mark("Client"))),
        Column(key="deliverable", title=words(mark("Deliverable"))),
        Column(key="via", title=words(mark("By"))),
        Column(key="from", title=words(mark("From"))),
        Column(key="to", title=words(mark("To"))),
    )


def bare_table(rows: Iterable[HandoffRow], words: Words) -> Table:
    """The handoffs of single files, as `views.handoffs.bare_rows` gives them."""
    cells: Iterator[tuple[Cell, ...]] = (
        (
            row.file,
            row.process,
            " / ".join(row.supplier.path),
            " / ".join(row.client.path),
            row.deliverable,
            words(row.via.value),
            row.from_name,
            row.to_name,
        )
        for row in rows
    )
    return Table(title=words(mark("Handoffs")), columns=_columns(words), rows=tuple(cells))


def workspace_table(graph: ServiceGraph, handoffs: Iterable[ServiceHandoff], words: Words) -> Table:
    """The handoffs between the services of a workspace; names in the reader's language."""
    names = {service.id: service.name.read(words.language) for service in graph.services}
    columns = (*_columns(words), Column(key="line", title=words(mark("Line")), kind=Kind.NUMBER))
    rows = tuple(
        (
            one.file,
            graph.processes[one.process].name.read(words.language),
            names[one.supplier],
            names[one.client],
            one.deliverable,
            words(one.via.value),
            one.source_name,
            one.target_name,
            one.place.line or None,
        )
        for one in handoffs
    )
    return Table(title=words(mark("Handoffs")), columns=columns, rows=rows)


def workspace_json(graph: ServiceGraph, handoffs: Iterable[ServiceHandoff], language: str) -> str:
    """A list like that of single files; ``performer`` keeps the path on the map."""
    services = {service.id: service for service in graph.services}
    rows = [_record(graph, services, one, language) for one in handoffs]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _record(graph: ServiceGraph, services: dict[str, Service], one: ServiceHandoff, language: str) -> dict[str, object]:
    files = {"from_file": one.file, "to_file": one.to_file} if one.to_file else {}
    return {
        "file": one.file,
        "process": graph.processes[one.process].name.read(language) or graph.processes[one.process].id,
        "supplier": _party(services[one.supplier], one.supplier_path, language),
        "client": _party(services[one.client], one.client_path, language),
        "from": one.source_id,
        "to": one.target_id,
        "from_name": one.source_name,
        "to_name": one.target_name,
        "via": one.via.value,
        "deliverable": one.deliverable,
        "flows": list(one.flows),
        "through": list(one.through),
        "data": list(one.data),
        **files,
    }


def _party(service: Service, path: tuple[str, ...], language: str) -> dict[str, object]:
    return {
        "id": service.id,
        "name": service.name.read(language),
        "path": list(path),
        "kind": "external" if service.external else "internal",
        "performer": list(path),
    }
