"""What stands below the committee's picture: counts with their change, what is missing, three decisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from svcgraph.domain.attainment import Attainment
from svcgraph.domain.chain import Cause, Chain, Fit, Link, TimedClause
from svcgraph.domain.facts import Facts
from svcgraph.domain.organisation import Organisation
from svcgraph.i18n import Words, mark
from svcgraph.sentences.typography import NO_BREAK
from svcgraph.views.chain_words import ChainWords
from svcgraph.views.dates import period
from svcgraph.views.shapes import Panel, State
from svcgraph.views.standing import STATES

DECISIONS = 3
MOST_NAMED = 12  # promises in one sentence
COUNTED = (State.MET, State.AT_RISK, State.MISSED, State.UNKNOWN, State.ON_TRACK, State.NEUTRAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One arrow of the page: its number in the list, the promise it leads to, what it is and how it stands."""

    number: int
    chain: Chain
    link: Link
    state: State


def promised(chain: Chain) -> State:
    """How the promise of a chain stands."""
    return STATES[chain.result.verdict] if chain.result else State.NEUTRAL


def signed(chain: Chain, link: Link) -> TimedClause | None:
    """The clause that bounds what leaves the activity by this link, on the longest path."""
    path = chain.critical_path
    return next((one.clause for one in path.stretches if one.link == link), None) if path else None


def panels(
    chains: Sequence[Chain], drawn: Sequence[Drawn], facts: Facts, before: Attainment | None, told: ChainWords
) -> Iterator[Panel]:
    """Where we stand, what is missing, and the decisions asked; ``chains`` the worst promise first."""
    words = told.words
    yield Panel(title=words("Where we stand"), lines=tuple(_standing(drawn, facts, before, words)))
    yield Panel(title=words("Not agreed, not measured"), lines=tuple(_gaps(chains, drawn, told)))
    asked = tuple(f"{number}. {one}" for number, one in enumerate(_decisions(chains, told), start=1))
    yield Panel(title=words("Decisions asked"), lines=asked or (words("None."),))


def _standing(drawn: Sequence[Drawn], facts: Facts, before: Attainment | None, words: Words) -> Iterator[str]:
    """Counts of everything, and how much of it the page shows: no figure is about something else than it says."""
    now, known = facts.attainment, facts.organisation
    contracts = {one.link.contract for one in drawn if one.link.covered and one.link.contract}
    bounds = (signed(one.chain, one.link) for one in drawn if one.link.delivery)
    contracts |= {one.contract for one in bounds if one and one.contract}
    promises = {one.chain.promise for one in drawn if one.link.delivery and one.chain.promise}
    for said, count, shown, state_words in (
        (mark("Contracts in force ({n}, {m} of them on this page): {counts}"), _contracts, contracts, CONTRACT_WORDS),
        (mark("Promises outside ({n}, {m} of them on this page): {counts}"), _promises, promises, PROMISE_WORDS),
    ):
        today = count(now, known)
        counts = _changes(today, count(before, known) if before else Counter(), state_words, words)
        yield words(said, n=today.total(), m=len(shown), counts=counts or words("none"))
    if before:
        yield words("In brackets: change since the period before ({period}).", period=period(before.period, words))


def _contracts(attainment: Attainment | None, _known: Organisation) -> Counter[State]:
    return Counter(STATES[one.verdict] for one in attainment.contracts) if attainment else Counter()


def _promises(attainment: Attainment | None, known: Organisation) -> Counter[State]:
    """Every promise of the organisation file; one that nobody has judged counts as not measured."""
    found = {one.clause: STATES[one.verdict] for one in attainment.promises} if attainment else {}
    return Counter(found.get(one.id, State.UNKNOWN) for one in known.promises)


PROMISE_WORDS = {
    State.MET: mark("met"),
    State.AT_RISK: mark("at risk"),
    State.MISSED: mark("missed"),
    State.UNKNOWN: mark("readings lacking"),  # none, or too few to decide
    State.ON_TRACK: mark("on track"),
    State.NEUTRAL: mark("without verdict"),
}
CONTRACT_WORDS = {**PROMISE_WORDS, State.MET: mark("kept"), State.MISSED: mark("not kept")}


def _changes(today: Counter[State], earlier: Counter[State], said_of: Mapping[State, str], words: Words) -> str:
    said = []
    for state in COUNTED:
        if today[state] or earlier[state]:
            change = today[state] - earlier[state]
            sign = f" ({'+' if change > 0 else '−' if change < 0 else '='}{abs(change) or ''})" if earlier else ""
            # what belongs together stays on one line
            said.append(f"{words(said_of[state])} {today[state]}{sign}".replace(" ", NO_BREAK))
    return " · ".join(said)


def _gaps(chains: Sequence[Chain], drawn: Sequence[Drawn], told: ChainWords) -> Iterator[str]:
    """By the numbers of the page's arrows; then what there is on the paths that it does not show."""
    words = told.words
    between = [one for one in drawn if not one.link.delivery]
    bare = [one for one in between if one.state is State.DRAFT]
    dark = [one for one in drawn if one.state is State.UNKNOWN]
    if bare:
        said = mark("Without a contract: {n} of the {m} arrows between services (no. {numbers}).")
        yield words(said, n=len(bare), m=len(between), numbers=_numbers(bare))
    if dark:
        yield words("Not measured, or not enough readings: no. {numbers}.", numbers=_numbers(dark))
    inner = dict.fromkeys(link for chain in chains for link in chain.inner)
    without = sum(not link.covered for link in inner)
    unmeasured = sum(link.covered and link.share is None for link in inner)
    if without or unmeasured:
        said = mark(
            "On all paths of all promises, those not drawn included: {n} of {m} handoffs without a contract, "
            "{k} agreed without any reading."
        )
        yield words(said, n=without, m=len(inner), k=unmeasured)
    unheld = [told.naming.promise(one.promise) for one in chains if one.fit is Fit.UNVERIFIABLE]
    if unheld:
        more = [words("{n} more", n=len(unheld) - MOST_NAMED)] if len(unheld) > MOST_NAMED else []
        names = ", ".join((*unheld[:MOST_NAMED], *more))
        yield words("Times cannot be held against the promise: {names}", names=names)
    if not (bare or dark or without or unmeasured or unheld):
        yield words("Everything on these paths is agreed and measured.")


def _numbers(found: Sequence[Drawn]) -> str:
    return ", ".join(str(one.number) for one in found)


def _decisions(chains: Sequence[Chain], told: ChainWords) -> list[str]:
    """At most three: one for each promise as long as there are others, the worst promise first."""
    asked = [(one.promise, said) for one in chains
             for wanted in (_renegotiate, _restore, _cover) if (said := wanted(one, told))]  # fmt: skip
    first: dict[str, str] = {}
    for promise, said in asked:
        first.setdefault(promise, said)
    rest = [said for _, said in asked if said not in first.values()]
    return list(dict.fromkeys((*first.values(), *rest)))[:DECISIONS]


def _renegotiate(chain: Chain, told: ChainWords) -> str:
    """Times that do not fit: shorten these clauses, or promise longer."""
    if not chain.fit.untenable or not chain.changes.sets:
        return ""
    changes = told.listed([told.change(one, chain.scale) for one in chain.changes.sets[0]])
    promise = told.naming.promise(chain.promise)
    if chain.scale and chain.changes.promise is not None:
        longer = told.amount(chain.scale, chain.changes.promise)
        said = mark("{promise}: renegotiate {changes} – or promise {longer}.")
        return told.words(said, promise=promise, changes=changes, longer=longer)
    return told.words(mark("{promise}: renegotiate {changes}."), promise=promise, changes=changes)


def _restore(chain: Chain, told: ChainWords) -> str:
    """The contract whose keeping helps most."""
    weakest = chain.weakest
    if weakest is None or weakest.cause not in (Cause.MISSED, Cause.SUPPLIERS, Cause.TOO_LOW):
        return ""
    said = {
        Cause.MISSED: mark("{promise}: have {supplied} kept again: the weakest link, it misses its objective."),
        Cause.SUPPLIERS: mark("{promise}: have {late} handed over on time: {supplied} is late because of it."),
        Cause.TOO_LOW: mark("{promise}: raise the objective of {supplied}: it is kept, and still too low."),
    }
    return told.words(
        said[weakest.cause],
        promise=told.naming.promise(chain.promise),
        supplied=f"{weakest.link.reference} {_supplied(weakest.link, told)}",
        late=told.joined([_supplied(one, told) for one in weakest.suppliers]),
    )


def _supplied(link: Link, told: ChainWords) -> str:
    """“Quotation” (Underwriting): a decision names who is to act."""
    return f"{told.thing(link)} ({told.service(link.handoff.supplier)})"


def _cover(chain: Chain, told: ChainWords) -> str:
    """Gaps on the path of a promise that is not kept."""
    bare = chain.uncovered
    if not bare or promised(chain) not in (State.MISSED, State.AT_RISK):
        return ""
    said = mark("{promise}: agree on {thing} ({n} handoffs of its path have no contract).")
    return told.words(said, promise=told.naming.promise(chain.promise), thing=told.between(bare[0]), n=len(bare))
