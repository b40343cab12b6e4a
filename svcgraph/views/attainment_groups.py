"""Attainment by the person who keeps the indicators, and by process: counts only, neither has a verdict or a rank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from svcgraph.domain.attainment import Attainment, IndicatorResult, Verdict
from svcgraph.domain.chain.cover import Ledger
from svcgraph.domain.contract import Contract
from svcgraph.domain.graph import ServiceGraph
from svcgraph.domain.names import same
from svcgraph.domain.organisation import Organisation, promise_reference
from svcgraph.domain.people import Directory, Standing, Who
from svcgraph.engine.judge import ORDER
from svcgraph.i18n import Words, mark
from svcgraph.views.attainment import Names, all_results
from svcgraph.views.attainment_words import CONTRACT_WORDS, OBJECTIVE_WORDS, counted_words
from svcgraph.views.tables import Cell, Column, Kind, Table

Row = tuple[Cell, ...]
WITHOUT = {
    Standing.LEFT: mark("left the organisation"),
    Standing.UNKNOWN: mark("not among the people of the organisation"),
    Standing.NOBODY: mark("nobody keeps these"),
}


# --- by owner ---------------------------------------------------------------------------------------------------


def owner_columns(words: Words) -> tuple[Column, ...]:
    """Who keeps indicators, how many, how completely, and how they stand."""
    return (
        Column(key="owner", title=words(mark("Who keeps them"))),
        Column(key="service", title=words(mark("Service"))),
        Column(key="indicators", title=words(mark("Indicators")), kind=Kind.NUMBER),
        Column(key="known", title=words(mark("Readings known")), kind=Kind.NUMBER),
        Column(key="due", title=words(mark("of those due")), kind=Kind.NUMBER),
        Column(key="missing", title=words(mark("Missing")), kind=Kind.NUMBER),
        Column(key="verdicts", title=words(mark("How they stand"))),
        Column(key="remark", title=words(mark("Remark"))),
    )


@dataclass(slots=True)
class _Kept:
    who: Who
    results: list[IndicatorResult] = field(default_factory=list)


def owner_rows(attainment: Attainment, organisation: Organisation, names: Names) -> Iterator[Row]:
    """One row a keeper, by name; those whom nobody keeps last."""
    people, words = Directory(organisation, attainment.as_of), names.words
    found: dict[str, _Kept] = {}
    for result in all_results(attainment):
        who = people.who(_keeper(result, names))
        found.setdefault(who.person.id if who.person else who.name, _Kept(who)).results.append(result)
    for one in sorted(found.values(), key=lambda one: (not one.who.name, same(one.who.name))):
        counts = [result.counts for result in one.results]
        remark = WITHOUT.get(one.who.standing)
        yield (
            *(one.who.name or "–", names.service(one.who.service) if one.who.service else ""),
            *(len(one.results), sum(count.known for count in counts), sum(count.due - count.open for count in counts)),
            sum(len(result.missing) for result in one.results),
            _counted((result.verdict for result in one.results), OBJECTIVE_WORDS, words),
            words(remark) if remark else "",
        )


def _keeper(result: IndicatorResult, names: Names) -> str:
    promise, criterion = names.promise(result), names.criterion(result)
    if promise:
        return promise.keeper
    return criterion.indicator.keeper if criterion and criterion.indicator else ""


def _counted(verdicts: Iterable[Verdict], said: dict[Verdict, str], words: Words) -> str:
    counted = Counter(verdicts)
    return counted_words(((verdict, counted[verdict]) for verdict in ORDER if counted[verdict]), said, words)


# --- by process -------------------------------------------------------------------------------------------------


def process_columns(words: Words) -> tuple[Column, ...]:
    """What passes in a process, under how many contracts, and how these and its promises stand."""
    return (
        Column(key="process", title=words(mark("Process"))),
        Column(key="handoffs", title=words(mark("Handoffs between services")), kind=Kind.NUMBER),
        Column(key="covered", title=words(mark("under a contract")), kind=Kind.NUMBER),
        Column(key="contracts", title=words(mark("Contracts"))),
        Column(key="verdicts", title=words(mark("How they stand"))),
        Column(key="promises", title=words(mark("Promises delivered"))),
    )


def process_rows(
    attainment: Attainment, contracts: Sequence[Contract], organisation: Organisation, graph: ServiceGraph, names: Names
) -> Iterator[Row]:
    """One row a process of the maps, in their order."""
    ledger = Ledger(graph, contracts, organisation, attainment=attainment, clauses=(), as_of=attainment.as_of)
    verdicts = {one.contract: one.verdict for one in attainment.contracts}
    outside = {service.id for service in graph.services if service.external}
    for number, process in enumerate(graph.processes):
        inside = [one for one in graph.handoffs if one.process == number]
        links = [ledger.link(one) for one in inside if not {one.supplier, one.client} & outside]
        found = sorted({link.contract for link in links if link.covered}, key=names.reference)
        judged = (verdicts[one] for one in found if one in verdicts)
        yield (
            process.name.read(names.words.language) or process.id,
            *(len(links), sum(link.covered for link in links)),
            ", ".join(map(names.reference, found)),
            _counted(judged, CONTRACT_WORDS, names.words),
            ", ".join(_promised(attainment, organisation, {one.deliverable for one in inside}, names)),
        )


def _promised(attainment: Attainment, organisation: Organisation, delivered: set[str], names: Names) -> Iterator[str]:
    """ "E1 missed": the promises whose deliverable leaves in the process."""
    keys = {same(name) for name in delivered}
    verdicts = {one.clause: one.verdict for one in attainment.promises}
    for promise in organisation.promises:
        wanted = promise.from_map or (promise.deliverable.fr, promise.deliverable.en)
        if promise.id in verdicts and keys & {same(name) for name in wanted if name}:
            yield f"{promise_reference(promise.id)} {names.words(OBJECTIVE_WORDS[verdicts[promise.id]])}"


def group_table(
    by: str,
    attainment: Attainment,
    contracts: Sequence[Contract],
    organisation: Organisation,
    graph: ServiceGraph,
    *,
    names: Names,
    title: str,
    notes: tuple[str, ...],
) -> Table:
    """One row per owner or process."""
    if by == "owner":
        columns, rows = owner_columns(names.words), owner_rows(attainment, organisation, names)
    else:
        columns = process_columns(names.words)
        rows = process_rows(attainment, contracts, organisation, graph, names)
    return Table(title=title, columns=columns, rows=tuple(rows), notes=notes)
