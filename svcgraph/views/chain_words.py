"""The parts of which sentences about chains are made: clauses, amounts of time, moments, lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from svcgraph.domain.attainment import Verdict
from svcgraph.domain.chain import Cause, Chain, Change, Fit, Link, Scale, TimedClause
from svcgraph.domain.contract import Contract, Deliverable
from svcgraph.domain.graph import ServiceGraph
from svcgraph.domain.objective import DayKind, Duration, Unit
from svcgraph.domain.organisation import Organisation
from svcgraph.i18n import Words, mark
from svcgraph.sentences.say import duration_words
from svcgraph.sentences.typography import NO_BREAK, set_in_print
from svcgraph.views.attainment_words import duration as elapsed_words
from svcgraph.views.wording import Wording

FITS = {
    Fit.FITS: mark("tenable"),
    Fit.NOT_ALWAYS: mark("untenable on some dates"),
    Fit.EXCEEDED: mark("untenable"),
    Fit.UNVERIFIABLE: mark("cannot be verified"),
    Fit.NO_PROMISE: mark("no time promised"),
}
NO_FORM = mark("not measurable")
CAUSES = {
    Cause.MISSED: mark("missed"),
    Cause.SUPPLIERS: mark("late because of its own suppliers"),
    Cause.TOO_LOW: mark("set too low"),
    Cause.NO_DATA: mark("not measured"),
    Cause.KEPT: mark("kept"),
}
_KINDS = {Scale.WORKING_DAYS: DayKind.WORKING, Scale.BUSINESS_DAYS: DayKind.BUSINESS}
HOUR = 60  # minutes
LAST_SECOND = 59


class ChainWords:
    """What the links and clauses of chains are called, in one language."""

    def __init__(
        self, graph: ServiceGraph, organisation: Organisation, contracts: Iterable[Contract], words: Words
    ) -> None:
        self.words = words
        self.naming = Wording(graph, organisation, words)
        self._clauses = {
            (contract.id, criterion.id): (contract, group, expected)
            for contract in contracts
            for expected, groups in ((False, contract.deliverables), (True, contract.expectations))
            for group in groups
            for criterion in group.criteria
        }

    # --- what is handed over ------------------------------------------------------------------------------------

    def thing(self, link: Link) -> str:
        """“Assessment report”; what has no name of its own by its activity."""
        return self.quoted(self.naming.term(link.handoff.deliverable))

    def between(self, link: Link) -> str:
        """“Assessment report” (Adjusting → Claims)."""
        supplier, client = self.naming.service(link.handoff.supplier), self.naming.service(link.handoff.client)
        return f"{self.thing(link)} ({supplier} → {client})"

    def clause(self, clause: TimedClause) -> str:
        """CS-04 “Assessment report” (Loss Adjusting)."""
        found = self._clauses.get((clause.contract, clause.criterion))
        if found is None:
            return clause.reference or clause.criterion
        contract, group, expected = found
        owing = contract.client.service if expected else contract.supplier.service
        return f"{contract.reference or contract.id} {self._name(group)} ({self.naming.service(owing)})"

    def _name(self, group: Deliverable) -> str:
        return self.quoted(group.name.read(self.words.language))

    def quoted(self, name: str) -> str:
        """In the language's quotation marks."""
        text = set_in_print(name, self.words.language)
        return f"«{NO_BREAK}{text}{NO_BREAK}»" if self.words.language == "fr" else f"“{text}”"

    def service(self, service_id: str) -> str:
        return self.naming.service(service_id)

    # --- amounts and moments ------------------------------------------------------------------------------------

    def amount(self, scale: Scale, number: int) -> str:
        """7 working days; 90 minutes."""
        return amount_words(scale, number, self.words.language)

    def number(self, scale: Scale, number: int) -> str:
        """The amount after another of the same scale: 5 (working days); 90 minutes."""
        return str(number) if scale in _KINDS else self.amount(scale, number)

    def agreed(self, clause: TimedClause) -> str:
        """The time of a clause: 2 working days, or its whole sentence for a deadline."""
        duration = clause.statement.duration
        if duration is None:
            from svcgraph.sentences.say import say

            return say(clause.statement, self.words.language, typographic=True)
        return duration_words(duration, self.words.language).replace(" ", NO_BREAK, 1)

    def change(self, change: Change, scale: Scale | None) -> str:
        """CS-04 “Assessment report” (Loss Adjusting): 1 working day instead of 2."""
        name = self.clause(change.clause)
        if change.to is None:
            return self.words(mark("{clause} due earlier"), clause=name)
        if scale is None or change.now is None:
            scale, now = Scale.WORKING_DAYS, self.agreed(change.clause)
        else:
            now = self.number(scale, change.now) if change.to else self.amount(scale, change.now)
        to = self.amount(scale, change.to) if change.to else self.words(mark("the same day"))
        return self.words(mark("{clause}: {to} instead of {now}"), clause=name, to=to, now=now)

    def due(self, change: Change, scale: Scale | None) -> str:
        """The change, and by when it would have to be due on the date on which the promise is missed by most."""
        if not change.by or not change.instead:
            return self.change(change, scale)
        return self.words(
            mark("{clause} due {much} earlier, on {by} instead of {instead}"),
            clause=self.clause(change.clause),
            much=self.elapsed(int((change.instead - change.by).total_seconds())),
            by=self.moment(change.by),
            instead=self.moment(change.instead),
        )

    def moment(self, moment: datetime) -> str:
        """Tuesday 30 March 2027 at 17:00; its last second before an hour is before that hour."""
        day = self.day(moment.date())
        if (moment.hour, moment.minute) == (23, 59):
            return self.words(mark("{day} at the end of the day"), day=day)
        strict = moment.second == LAST_SECOND
        said = mark("{day} before {hour}") if strict else mark("{day} at {hour}")
        return self.words(said, day=day, hour=self.hour(moment + timedelta(seconds=strict)))

    def elapsed(self, seconds: int) -> str:
        """17 h 00."""
        return elapsed_words(max(1, seconds // 60), self.words)

    def day(self, day: date) -> str:
        """Mardi 30 mars 2027, without the capital."""
        from babel.dates import format_date

        locale = "fr" if self.words.language == "fr" else "en_GB"
        text = format_date(day, "EEEE d MMMM y", locale=locale)
        return text.replace(" 1 ", " 1er ", 1) if locale == "fr" else text

    def hour(self, moment: datetime) -> str:
        """17 h 00, 17:00."""
        if self.words.language == "fr":
            return f"{moment.hour}{NO_BREAK}h{NO_BREAK}{moment.minute:02}"
        return f"{moment.hour}:{moment.minute:02}"

    def weekday(self, day: date) -> str:
        """Mardi, Tuesday."""
        from babel.dates import format_date

        return format_date(day, "EEEE", locale="fr" if self.words.language == "fr" else "en_GB")

    # --- lists --------------------------------------------------------------------------------------------------

    def listed(self, said: Sequence[str]) -> str:
        """ "a; b" with the language's semicolon."""
        return self.naming.listed(said)

    def joined(self, said: Sequence[str]) -> str:
        """ "a, b and c"."""
        if len(said) < 2:
            return "".join(said)
        return self.words(mark("{first} and {last}"), first=", ".join(said[:-1]), last=said[-1])

    def title(self, chain: Chain) -> str:
        """E1 “Refund” to Insured member: 95 % within 5 working days."""
        name = chain.deliverable.read(self.words.language)
        thing = self.quoted(name if chain.promise else self.naming.term(name))
        party = self.service(chain.party)
        if not chain.promise:
            return self.words(mark("{thing} to {party}: nothing promised"), thing=thing, party=party)
        return self.words(
            mark("{promise} {thing} to {party}: {objective}"),
            promise=self.naming.promise(chain.promise),
            thing=thing,
            party=party,
            objective=set_in_print(chain.objective.read(self.words.language), self.words.language) or "–",
        )


def fit_words(chain: Chain, words: Words) -> str:
    """How the promise stands with the agreed times. A promise in words of no known form may well name a time, so
    "no time promised" would be untrue of it."""
    return words(NO_FORM if is_text_only(chain) else FITS[chain.fit])


def is_text_only(chain: Chain) -> bool:
    """Whether what was promised is text that nothing can be measured by."""
    return chain.result is not None and chain.result.verdict is Verdict.NOT_MEASURABLE and bool(chain.objective)


def amount_words(scale: Scale, number: int, language: str) -> str:
    """7 working days, 90 minutes, in one language."""
    if scale in _KINDS:
        duration = Duration(number=number, unit=Unit.DAY, day_kind=_KINDS[scale])
    else:
        unit, count = (Unit.HOUR, number // HOUR) if number % HOUR == 0 else (Unit.MINUTE, number)
        duration = Duration(number=count, unit=unit, working=scale is Scale.WORKING_MINUTES)
    return duration_words(duration, language).replace(" ", NO_BREAK, 1)
