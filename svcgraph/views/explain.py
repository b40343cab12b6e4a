"""How a verdict came about, in sentences: objective, period, occurrences with their readings, count, rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svcgraph.domain.attainment import ContractResult, IndicatorResult, Verdict
from svcgraph.domain.attainment.reckoning import contract_rule
from svcgraph.domain.contract import Contract, Criterion, Deliverable
from svcgraph.domain.graph import ServiceGraph
from svcgraph.domain.objective import Kind
from svcgraph.domain.organisation import DayOff, Organisation, Promise
from svcgraph.domain.text import Text
from svcgraph.engine.account import Account, ContractAccount, Looked
from svcgraph.engine.clauses import Term, find_criterion
from svcgraph.engine.explain import ClauseAccount, Explained, ServiceAccount
from svcgraph.i18n import Words, mark
from svcgraph.sentences.say import say
from svcgraph.sentences.typography import NO_BREAK, set_in_print
from svcgraph.views.attainment_words import (
    contract_verdict_words,
    count_words,
    day_words,
    objectives_words,
    period_words,
    verdict_words,
)
from svcgraph.views.explain_rules import CONTRACT_RULES, RuleWords
from svcgraph.views.explain_words import OccurrenceWords
from svcgraph.views.wording import Wording

DAYS_OFF = {
    DayOff.NEXT: mark("on a day off it is due the next working day"),
    DayOff.PREVIOUS: mark("on a day off it is due the working day before"),
    DayOff.SKIP: mark("on a day off nothing is due"),
    DayOff.KEEP: mark("a day off changes nothing"),
}
ONE_IS = {
    Kind.DEADLINE: mark("One occurrence is each date."),
    Kind.YES_NO: mark("One occurrence is each delivery, or each period of its frequency."),
    Kind.THRESHOLD: mark("One occurrence is each period of its frequency."),
}
CASES = mark("Cases are added up over the months; percentages are never averaged.")


def explainer(
    graph: ServiceGraph, organisation: Organisation, contracts: Sequence[Contract], words: Words
) -> Explainer:
    """Who tells it, in the language of ``words``, with the names of the workspace."""
    naming = Wording(graph, organisation, words)
    return Explainer(naming, contracts, organisation.promises, organisation.calendar.day_off)


class Explainer:
    """Tells in one language; ``promises`` and ``day_off`` are the organisation's."""

    def __init__(
        self, naming: Wording, contracts: Sequence[Contract], promises: Sequence[Promise], day_off: DayOff
    ) -> None:
        self.naming, self.words, self._day_off = naming, naming.words, day_off
        self._contracts = {one.id: one for one in contracts}
        self._promises = {one.id: one for one in promises}

    def lines(self, told: Explained) -> Iterator[str]:
        """One sentence a line, indented below what it is about."""
        if isinstance(told, ContractAccount):
            return self._contract(told)
        return self._service(told) if isinstance(told, ServiceAccount) else self._alone(told)

    # --- contracts and services -----------------------------------------------------------------------------------

    def _contract(self, told: ContractAccount) -> Iterator[str]:
        yield self.contract_title(told.contract)
        yield from (f"  {line}" for line in self.contract_sentences(told))
        for account in (*told.objectives, *told.expectations):
            yield ""
            yield from self._clause(account)

    def contract_sentences(self, told: ContractAccount) -> Iterator[str]:
        """The verdict, what made it so, what each objective contributes; what is expected of the client apart."""
        words = self.words
        verdict = contract_verdict_words(told.result, words)
        yield words(mark("Verdict: {verdict}, because {why}."), verdict=verdict, why=self._rule(told.result.objectives))
        if kept := objectives_words(told.result, words):
            yield words(mark("{objectives} with something due, never blended into one score:"), objectives=kept)
        yield from self._shortly(told.objectives)
        if told.result.incomplete:
            yield words(mark("Incomplete: an objective has no verdict."))
        if told.result.excused_flag:
            yield words(mark("More than one in ten occurrences are excused."))
        if told.expectations:
            apart = ContractResult(contract=told.contract.id, verdict=told.result.expectations_verdict)
            said = mark("What the supplier expects of its client is judged apart: {verdict}.")
            yield words(said, verdict=contract_verdict_words(apart, words))
            yield from self._shortly(told.expectations)

    def _rule(self, results: tuple[IndicatorResult, ...]) -> str:
        rule, deciding = contract_rule(results)
        return self.words(CONTRACT_RULES[rule], which=", ".join(one.clause for one in deciding))

    def _shortly(self, accounts: Sequence[Account]) -> Iterator[str]:
        for one in accounts:
            key = self.words(mark(" (key)")) if one.clause.key else ""
            count = count_words(one.judged.result, self.words)
            said = f"{one.clause.criterion} {self.objective(one)}{key}"
            told = self.words(mark("{verdict}, {count}"), verdict=self._verdict(one.judged), count=count)
            yield f"  {said} → {told if count else self._verdict(one.judged)}"

    def _service(self, told: ServiceAccount) -> Iterator[str]:
        words = self.words
        yield self.naming.service(told.service)
        yield "  " + words(mark("A service has no verdict of its own: its contracts are counted, never blended."))
        for title, accounts in (
            (mark("As supplier: {n}"), told.supplied),
            (mark("As client: {n}"), told.received),
        ):
            yield "  " + words(title, n=len(accounts))
            yield from (f"    {self.contract_shortly(one)}" for one in accounts)

    def contract_shortly(self, told: ContractAccount) -> str:
        """CS-01, Sales → Marketing: not kept, because its key objective is missed (d1.c1)."""
        said = mark("{contract}: {verdict}, because {why}")
        verdict, why = contract_verdict_words(told.result, self.words), self._rule(told.result.objectives)
        return self.words(said, contract=self.contract_title(told.contract), verdict=verdict, why=why)

    def contract_title(self, contract: Contract) -> str:
        """CS-01, Sales → Marketing."""
        supplier, client = (self.naming.service(one.service) for one in (contract.supplier, contract.client))
        return f"{contract.reference or contract.id}, {supplier} → {client}"

    # --- one objective --------------------------------------------------------------------------------------------

    def _alone(self, told: ClauseAccount) -> Iterator[str]:
        yield from self._clause(told.account, contract=told.contract)

    def _clause(self, account: Account, contract: Contract | None = None) -> Iterator[str]:
        yield self.clause_title(account, contract)
        yield from (f"  {line}" for line in self.clause_sentences(account))

    def clause_title(self, account: Account, contract: Contract | None = None) -> str:
        """CS-01/d1.c1 “Weekly sales report” (Sales → Marketing); E1 “Refund” to Member."""
        promise = self._promises.get(account.clause.criterion) if not account.clause.contract else None
        if promise:
            thing = self._quoted(promise.deliverable.read(self.words.language))
            name, party = self.naming.promise(promise.id), self.naming.service(promise.party)
            return self.words(mark("{promise} {thing} to {party}"), promise=name, thing=thing, party=party)
        owner = self._contracts[account.clause.contract]
        group = _group(owner, account.clause.criterion)
        thing = self._quoted(group.name.read(self.words.language)) if group else ""
        parties = f" ({self.contract_title(owner).partition(', ')[2]})" if contract else ""
        return f"{owner.reference or owner.id}/{account.clause.criterion} {thing}{parties}"

    def clause_sentences(self, account: Account) -> Iterator[str]:
        """From the objective to the verdict, then the month that is not over, then lines left aside."""
        yield from self._understood(account)
        if account.judged.result.verdict is Verdict.NOT_MEASURABLE:
            yield self._because(account, account.judged)
            return
        yield from self._looked(account, account.judged)
        running = account.running
        if running.result.verdict is not Verdict.NOT_DUE and running.period != account.judged.period:
            yield self.words(mark("The month that is not over, {period}:"), period=self._period(running))
            yield from self._looked(account, running, head=False)
        for fault in account.aside:
            said = mark("Left aside, {place}: {why}")
            why = self.words(fault.message, **dict(fault.parameters))
            yield self.words(said, place=str(fault.place).removeprefix("processes/readings/"), why=why)

    def objective(self, account: Account) -> str:
        """The objective's sentence as printed from its normal form, else as written."""
        statement = account.clause.now.statement
        if statement is not None:
            return say(statement, self.words.language, typographic=True)
        return set_in_print(self._written(account), self.words.language) or "–"

    def _written(self, account: Account) -> str:
        promise = self._promises.get(account.clause.criterion) if not account.clause.contract else None
        if promise:
            return promise.objective.read(self.words.language)
        owner = self._contracts.get(account.clause.contract)
        found = find_criterion(owner, account.clause.criterion) if owner else None
        return _text(found).read(self.words.language) if found and _text(found) else ""

    def _understood(self, account: Account) -> Iterator[str]:
        words, clause = self.words, account.clause
        objective = self.objective(account)
        said = mark("Key objective: {objective}") if clause.key else mark("Objective: {objective}")
        yield from self._criterion(account)
        yield words(said, objective=objective)
        for term, following in zip(account.terms, account.terms[1:], strict=False):
            if term.statement != following.statement:
                yield words(mark("Until {day} it was: {objective}"), day=self._day(term), objective=self._said(term))
        if clause.now.statement is not None:
            yield " ".join(self._how(account))

    def _criterion(self, account: Account) -> Iterator[str]:
        """What the client looks at, in its own words."""
        owner = self._contracts.get(account.clause.contract)
        found = find_criterion(owner, account.clause.criterion) if owner else None
        if found and found.text and found.text != _text(found):
            text = set_in_print(found.text.read(self.words.language), self.words.language)
            yield self.words(mark("Criterion: {criterion}"), criterion=text)

    def _said(self, term: Term) -> str:
        return say(term.statement, self.words.language, typographic=True) if term.statement else "–"

    def _day(self, term: Term) -> str:
        return day_words(term.last, self.words)

    def _how(self, account: Account) -> Iterator[str]:
        statement = account.clause.now.statement
        if statement is None:
            return
        yield self.words(CASES if account.case.cases else ONE_IS.get(statement.kind, CASES))
        if statement.kind is Kind.DEADLINE:
            rule = account.clause.now.day_off or self._day_off
            strict = mark("“Before” is strict: on the hour is late; {off}.")
            loose = mark("On the hour is on time; {off}.")
            yield self.words(strict if statement.strict else loose, off=self.words(DAYS_OFF[rule]))

    def _looked(self, account: Account, looked: Looked, *, head: bool = True) -> Iterator[str]:
        rules, occurrences = RuleWords(account, self.words), OccurrenceWords(account, self.words)
        if head:
            yield self._head(looked)
        yield from (f"  {occurrences.line(told)}" for told in looked.told)
        yield from rules.counts(looked)
        yield from rules.allowance(looked)
        yield self._because(account, looked)

    def _head(self, looked: Looked) -> str:
        words = self.words
        grown = mark("Judged over {period}, longer than asked since too little was due; due in it: {n}")
        said = grown if looked.result.grown else mark("Judged over {period}; due in it: {n}")
        return words(said, period=self._period(looked), n=len(looked.told))

    def _because(self, account: Account, looked: Looked) -> str:
        why = RuleWords(account, self.words).why(looked)
        return self.words(mark("Verdict: {verdict}, because {why}."), verdict=self._verdict(looked), why=why)

    def _verdict(self, looked: Looked) -> str:
        return verdict_words(looked.result, self.words)

    def _period(self, looked: Looked) -> str:
        return period_words(looked.period, self.words)

    def _quoted(self, name: str) -> str:
        text = set_in_print(name, self.words.language)
        return f"«{NO_BREAK}{text}{NO_BREAK}»" if self.words.language == "fr" else f"“{text}”"


def _group(contract: Contract, criterion: str) -> Deliverable | None:
    groups = (*contract.deliverables, *contract.expectations)
    return next((group for group in groups if any(one.id == criterion for one in group.criteria)), None)


def _text(criterion: Criterion) -> Text:
    return (criterion.objective.text if criterion.objective else None) or criterion.text
