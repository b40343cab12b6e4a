"""External promises as a table, and what external parties are expected to bring (`7-rulings`, Identity: pairs)."""

from __future__ import annotations

from collections.abc import Sequence

from svcgraph.domain.attainment import Attainment, IndicatorResult, Verdict
from svcgraph.domain.attainment.verdict import attained
from svcgraph.domain.chain import Chain, Fit
from svcgraph.domain.graph import ServiceGraph, ServiceHandoff
from svcgraph.domain.names import same
from svcgraph.domain.organisation import Organisation, Promise
from svcgraph.domain.people import Directory
from svcgraph.i18n import Words, mark
from svcgraph.views.attainment_words import count_words, day_words, period_words, reason_words, verdict_words
from svcgraph.views.chain_words import FITS, amount_words, fit_words
from svcgraph.views.tables import Cell, Column, Kind, Table, Term
from svcgraph.views.wording import Wording, to_be_named

VERDICTS = tuple(verdict.value for verdict in Verdict)


def promises_table(
    organisation: Organisation, graph: ServiceGraph, attainment: Attainment, chains: Sequence[Chain], words: Words
) -> Table:
    """One line a promise, in the order of the organisation file: what, to whom, who answers for it, how it stands."""
    desk = _Desk(organisation, graph, attainment, chains, words)
    columns = (
        Column(key="promise", title=words(mark("No."))),
        Column(key="party", title=words(mark("External client"))),
        Column(key="deliverable", title=words(mark("Deliverable"))),
        Column(key="objective", title=words(mark("Promised"))),
        Column(key="start", title=words(mark("Time runs from")), wide=True),
        Column(key="stop", title=words(mark("Time runs to")), wide=True),
        Column(key="origin", title=words(mark("Where it was promised")), wide=True),
        Column(key="answerable", title=words(mark("Person answerable"))),
        Column(key="keeper", title=words(mark("Kept up to date by")), wide=True),
        Column(key="indicator", title=words(mark("Indicator")), wide=True),
        Column(key="count", title=words(mark("Count"))),
        Column(key="share", title=words(mark("Attainment")), kind=Kind.SHARE, wide=True),
        Column(key="verdict", title=words(mark("Verdict")), codes=VERDICTS),
        Column(key="remark", title=words(mark("Remark")), wide=True),
        Column(key="chain", title=words(mark("With the agreed times")), codes=tuple(FITS)),
        Column(key="times", title=words(mark("Promised and agreed")), wide=True),
        Column(key="handoffs", title=words(mark("Handoffs")), kind=Kind.NUMBER, wide=True),
        Column(key="uncovered", title=words(mark("Without a contract")), kind=Kind.SHARE, wide=True),
    )
    period = period_words(attainment.period, words)
    return Table(
        title=words(mark("External promises, {period}"), period=period),
        columns=columns,
        rows=tuple(map(desk.row, organisation.promises)),
        notes=(words(mark("As known on {day}."), day=day_words(attainment.as_of, words)),),
    )


class _Desk:
    """Verdicts and chains by promise, and how everything is called."""

    def __init__(
        self,
        organisation: Organisation,
        graph: ServiceGraph,
        attainment: Attainment,
        chains: Sequence[Chain],
        words: Words,
    ) -> None:
        self._words = words
        self._wording = Wording(graph, organisation, words)
        self._people = Directory(organisation, attainment.as_of)
        self._results = {one.clause: one for one in attainment.promises}
        self._chains = {one.promise: one for one in chains}

    def row(self, promise: Promise) -> tuple[Cell, ...]:
        language = self._words.language
        return (
            self._wording.promise(promise.id),
            self._wording.service(promise.party),
            promise.deliverable.read(language),
            promise.objective.read(language),
            promise.start.read(language),
            promise.stop.read(language),
            promise.origin.read(language),
            self._people.name(promise.answerable),
            self._people.name(promise.keeper),
            f"promises/{promise.id}",
            *self._judged(self._results.get(promise.id)),
            *self._chained(self._chains.get(promise.id)),
        )

    def _judged(self, result: IndicatorResult | None) -> tuple[Cell, ...]:
        if result is None:
            return ("", None, None, "")
        words = self._words
        known = result.counts.n if result.cases else result.counts.known
        return (
            count_words(result, words),
            attained(result) if known >= result.minimum_sample else None,
            Term(verdict_words(result, words), result.verdict.value),
            reason_words(result, words),
        )

    def _chained(self, chain: Chain | None) -> tuple[Cell, ...]:
        if chain is None:
            return (Term(self._words(FITS[Fit.UNVERIFIABLE]), Fit.UNVERIFIABLE.value), "", None, None)
        fit = Term(fit_words(chain, self._words), chain.fit.value)
        return (fit, self._times(chain), len(chain.inner), chain.uncovered_share)

    def _times(self, chain: Chain) -> str:
        """ "5 working days promised, 7 agreed"; empty where they do not add up in one unit."""
        if chain.scale is None or chain.promised is None or chain.agreed is None:
            return ""
        promised = amount_words(chain.scale, chain.promised, self._words.language)
        agreed = amount_words(chain.scale, chain.agreed, self._words.language)
        return self._words(mark("{promised} promised, {agreed} agreed"), promised=promised, agreed=agreed)


def inputs_table(organisation: Organisation, graph: ServiceGraph, words: Words) -> Table:
    """What services expect from external parties: one line for each thing, its giver and its receiver."""
    wording = Wording(graph, organisation, words)
    columns = (
        Column(key="party", title=words(mark("External party"))),
        Column(key="service", title=words(mark("Service"))),
        Column(key="input", title=words(mark("Expected input"))),
        Column(key="processes", title=words(mark("Processes")), kind=Kind.LIST),
        Column(key="handoffs", title=words(mark("Handoffs")), kind=Kind.NUMBER),
    )
    rows = tuple(_input(group, graph, wording) for group in _inputs(graph))
    return Table(title=words(mark("Expected inputs")), columns=columns, rows=rows)


def _inputs(graph: ServiceGraph) -> list[list[ServiceHandoff]]:
    """The handoffs from outside to services, by party, service and thing, in the order of the graph."""
    external = {service.id for service in graph.services if service.external}
    order = {service.id: place for place, service in enumerate(graph.services)}
    groups: dict[tuple[str, str, str], list[ServiceHandoff]] = {}
    for one in graph.handoffs:
        if one.supplier in external and one.client not in external:
            groups.setdefault((one.supplier, one.client, same(one.deliverable)), []).append(one)
    return sorted(groups.values(), key=lambda group: (order[group[0].supplier], order[group[0].client]))


def _input(group: list[ServiceHandoff], graph: ServiceGraph, wording: Wording) -> tuple[Cell, ...]:
    first, language = group[0], wording.words.language
    names = dict.fromkeys(graph.processes[one.process].name.read(language) for one in group)
    return (
        wording.service(first.supplier),
        wording.service(first.client),
        _thing(first, wording),
        tuple(names),
        len(group),
    )


def _thing(handoff: ServiceHandoff, wording: Wording) -> str:
    name = wording.term(handoff.deliverable)
    if handoff.named:
        return name
    return to_be_named(wording.words, name)
