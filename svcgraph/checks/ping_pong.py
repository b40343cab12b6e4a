"""Work passes to and fro between two services in one process: what each waits for the other could settle at once."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._finding import finding
from svcgraph.checks._services import Names, Passages
from svcgraph.checks._turns import Exchange, exchanges
from svcgraph.domain.facts import Facts
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "ping-pong"
SEVERITY = Severity.NOTE
FINDS = mark("Work passes there and back between two services, and there and back again")
LEAST = 4  # there, back, and the same once more; a question and its answer are two


def check(facts: Facts) -> Iterator[Fault]:
    """Pairs of services between which one line of work of a map changes hands four times or more.

    Between two of these times it stays with the two; what goes round in a loop is another check's finding.
    """
    names, passages = Names(facts), Passages(facts)
    for exchange in exchanges(facts.graph, passages):
        if exchange.times >= LEAST:
            yield _told(names, exchange)


def _told(names: Names, exchange: Exchange) -> Fault:
    return finding(
        CODE,
        SEVERITY,
        exchange.first.place,
        mark(
            "Work changes hands {times} times in a row between {supplier_en} and {client_en}, from “{start_en}” on. "
            "Let one of them do more at a time, or agree on what must be complete at the first handoff."
        ),
        times=exchange.times,
        supplier=names.service(exchange.first.supplier, exchange.first.place.file),
        client=names.service(exchange.first.client, exchange.first.place.file),
        start=names.term(exchange.first.source_name or exchange.first.deliverable),
    )
