"""The listings of attainment: by objective, by contract, by service; the sentences are `attainment_words`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from svcgraph.domain.attainment import Attainment, ContractResult, IndicatorResult, Verdict
from svcgraph.domain.attainment.verdict import attained
from svcgraph.domain.contract import Contract, Criterion
from svcgraph.domain.organisation import Organisation, Promise, promise_reference
from svcgraph.i18n import Words
from svcgraph.views.attainment_words import (
    contract_verdict_words,
    count_words,
    coverage_words,
    day_words,
    lateness_words,
    objectives_words,
    period_words,
    planned_words,
    reason_words,
    service_words,
    verdict_words,
)
from svcgraph.views.tables import Cell, Column, Kind, Table, Term

Row = tuple[Cell, ...]
COUNTS = ("met", "known", "due", "excused", "k", "n")  # of occurrences, and of cases
VERDICTS = tuple(verdict.value for verdict in Verdict)


def attainment_table(
    attainment: Attainment,
    contracts: Sequence[Contract],
    organisation: Organisation,
    words: Words,
    *,
    by: str = "objective",
) -> Table:
    """One row per objective, contract or service, in the reader's language. Raises KeyError for another ``by``."""
    desk = Names(contracts, organisation, words, attainment)
    columns, rows = _SHAPES[by]
    return Table(
        title=title_of(attainment, words),
        columns=columns(words),
        rows=tuple(rows(attainment, desk)),
        notes=notes_of(attainment, words),
    )


def title_of(attainment: Attainment, words: Words) -> str:
    """Attainment, August to October 2026."""
    return words("Attainment, {period}", period=period_words(attainment.period, words))


def notes_of(attainment: Attainment, words: Words) -> tuple[str, ...]:
    """As of which day."""
    return (words("As known on {day}.", day=day_words(attainment.as_of, words)),)


class Names:
    """What contracts, services and promises are called in the reader's language."""

    def __init__(
        self, contracts: Sequence[Contract], organisation: Organisation, words: Words, attainment: Attainment
    ) -> None:
        self.words, self.as_of = words, attainment.as_of
        running = attainment.running
        self._running = {one.indicator: one for one in all_results(running)} if running else {}
        self.contracts = {contract.id: contract for contract in contracts}
        self.promises = {promise.id: promise for promise in organisation.promises}
        self._services = {one.id: one.name.read(words.language) for one in organisation.services}
        self._services |= {one.id: one.name.read(words.language) for one in organisation.externals}

    def running(self, result: IndicatorResult) -> str:
        """The same objective in the month that is not over: "3 of 3 known, 5 planned: on track"."""
        now = self._running.get(result.indicator)
        if now is None or now.verdict in (Verdict.NOT_DUE, Verdict.NOT_MEASURABLE):
            return ""
        if not now.counts.known:
            return verdict_words(now, self.words)
        return self.words(
            "{count}: {verdict}", count=planned_words(now, self.words), verdict=verdict_words(now, self.words)
        )

    def service(self, identity: str) -> str:
        return self._services.get(identity, identity)

    def reference(self, identity: str) -> str:
        contract = self.contracts.get(identity)
        return (contract.reference or contract.id) if contract else identity

    def ordered(self, attainment: Attainment) -> list[ContractResult]:
        return sorted(attainment.contracts, key=lambda result: (self.reference(result.contract), result.contract))

    def parties(self, identity: str) -> tuple[str, str]:
        contract = self.contracts.get(identity)
        if contract is None:
            return "", ""
        return self.service(contract.supplier.service), self.service(contract.client.service)

    def criterion(self, result: IndicatorResult) -> Criterion | None:
        contract = self.contracts.get(result.contract)
        groups = (*contract.deliverables, *contract.expectations) if contract else ()
        return next((one for group in groups for one in group.criteria if one.id == result.clause), None)

    def objective(self, result: IndicatorResult) -> str:
        """The objective as written; of a criterion without one what the client looks at."""
        promise, criterion = self.promise(result), self.criterion(result)
        if promise:
            return promise.objective.read(self.words.language)
        text = criterion.objective.text if criterion and criterion.objective else None
        written = text or (criterion.text if criterion else None)
        return written.read(self.words.language) if written else ""

    def promise(self, result: IndicatorResult) -> Promise | None:
        return self.promises.get(result.clause) if not result.contract else None


def all_results(attainment: Attainment) -> Iterator[IndicatorResult]:
    """Objectives and expectations of contracts, then promises."""
    for result in attainment.contracts:
        yield from (*result.objectives, *result.expectations)
    yield from attainment.promises


def _objective_columns(words: Words) -> tuple[Column, ...]:
    return (
        Column(key="contract", title=words("Agreement")),
        Column(key="clause", title=words("No.")),
        Column(key="supplier", title=words("Supplier"), wide=True),
        Column(key="client", title=words("Client"), wide=True),
        Column(key="objective", title=words("Objective")),
        Column(key="key", title=words("Key"), kind=Kind.YES_NO, wide=True),
        Column(key="count", title=words("Count")),
        Column(key="share", title=words("Attainment"), kind=Kind.SHARE),
        Column(key="coverage", title=words("Share with a reading"), wide=True),
        Column(key="verdict", title=words("Verdict"), codes=VERDICTS),
        Column(key="lateness", title=words("Lateness"), wide=True),
        Column(key="running", title=words("This month so far"), wide=True),
        Column(key="remark", title=words("Remark")),
        Column(key="indicator", title=words("Indicator"), wide=True),
        *(Column(key=key, title="", kind=Kind.NUMBER, data=True) for key in COUNTS),
    )


def _objectives(attainment: Attainment, desk: Names) -> Iterator[Row]:
    for result in desk.ordered(attainment):
        for one in (*result.objectives, *result.expectations):
            yield (
                desk.reference(result.contract),
                one.clause,
                *desk.parties(result.contract),
                desk.objective(one),
                *_judged(one, desk),
            )
    for one in attainment.promises:
        promise = desk.promise(one)
        party = desk.service(promise.party) if promise else ""
        yield (promise_reference(one.clause), one.clause, "", party, desk.objective(one), *_judged(one, desk))


def _judged(one: IndicatorResult, desk: Names) -> Row:
    words = desk.words
    known = one.counts.n if one.cases else one.counts.known
    return (
        one.key,
        count_words(one, words),
        attained(one) if known >= one.minimum_sample else None,
        coverage_words(one, words),
        Term(verdict_words(one, words), one.verdict.value),
        lateness_words(one, words),
        desk.running(one),
        reason_words(one, words),
        one.indicator,
        *(getattr(one.counts, key) for key in COUNTS),
    )


def _contract_columns(words: Words) -> tuple[Column, ...]:
    return (
        Column(key="contract", title=words("Agreement")),
        Column(key="supplier", title=words("Supplier")),
        Column(key="client", title=words("Client")),
        Column(key="verdict", title=words("Verdict"), codes=VERDICTS),
        Column(key="objectives", title=words("Objectives kept")),
        Column(key="expectations", title=words("What the supplier expects")),
        Column(key="remark", title=words("Remark")),
    )


def _contracts(attainment: Attainment, desk: Names) -> Iterator[Row]:
    words = desk.words
    for result in desk.ordered(attainment):
        remark = words("more than one in ten excused") if result.excused_flag else ""
        yield (
            *(desk.reference(result.contract), *desk.parties(result.contract)),
            *(Term(contract_verdict_words(result, words), result.verdict.value), objectives_words(result, words)),
            *(_expected(result, words), remark),
        )


def _expected(result: ContractResult, words: Words) -> str:
    if not result.expectations:
        return ""
    apart = ContractResult(contract=result.contract, verdict=result.expectations_verdict)
    return contract_verdict_words(apart, words)


def _service_columns(words: Words) -> tuple[Column, ...]:
    return (
        Column(key="service", title=words("Service")),
        Column(key="as_supplier", title=words("As supplier")),
        Column(key="as_client", title=words("As client")),
    )


def _services(attainment: Attainment, desk: Names) -> Iterator[Row]:
    for counts in attainment.services:
        yield (desk.service(counts.service), *service_words(counts, desk.words))


_SHAPES: dict[str, tuple[Callable[[Words], tuple[Column, ...]], Callable[[Attainment, Names], Iterator[Row]]]] = {
    "objective": (_objective_columns, _objectives),
    "contract": (_contract_columns, _contracts),
    "service": (_service_columns, _services),
}
