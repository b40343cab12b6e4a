"""What stands below the committee's picture: counts with their change, what is missing, three decisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from svcgraph.domain.attainment import Attainment
from svcgraph.domain.chain import Cause, Chain, Fit
from svcgraph.domain.facts import Facts
from svcgraph.i18n import Words, mark
from svcgraph.views.chain_words import ChainWords
from svcgraph.views.dates import period
from svcgraph.views.shapes import Panel, State
from svcgraph.views.standing import STATES

DECISIONS = 3
MOST_NAMED = 4
COUNTED = (State.MET, State.AT_RISK, State.MISSED, State.UNKNOWN, State.ON_TRACK, State.NEUTRAL)


def promised(chain: Chain) -> State:
    """How the promise of a chain stands."""
    return STATES[chain.result.verdict] if chain.result else State.NEUTRAL


def panels(chains: Sequence[Chain], facts: Facts, before: Attainment | None, told: ChainWords) -> Iterator[Panel]:
    """Where we stand, what is missing, and the decisions asked; ``chains`` the worst promise first."""
    words = told.words
    yield Panel(title=words("Where we stand"), lines=tuple(_standing(facts.attainment, before, words)))
    yield Panel(title=words("Not agreed, not measured"), lines=tuple(_gaps(chains, told)))
    asked = tuple(f"{number}. {one}" for number, one in enumerate(_decisions(chains, told), start=1))
    yield Panel(title=words("Decisions asked"), lines=asked or (words("None."),))


def _standing(now: Attainment, before: Attainment | None, words: Words) -> Iterator[str]:
    for said, promises, state_words in (
        (mark("Contracts in force: {counts}"), False, CONTRACT_WORDS),
        (mark("Promises outside: {counts}"), True, PROMISE_WORDS),
    ):
        counts = _changes(_counts(now, promises), _counts(before, promises), state_words, words)
        yield words(said, counts=counts or words("none"))
    if before:
        yield words("In brackets: change since the period before ({period}).", period=period(before.period, words))


def _counts(attainment: Attainment | None, promises: bool) -> Counter[State]:
    if attainment is None:
        return Counter()
    results = attainment.promises if promises else attainment.contracts
    return Counter(STATES[one.verdict] for one in results)


PROMISE_WORDS = {
    State.MET: mark("met"),
    State.AT_RISK: mark("at risk"),
    State.MISSED: mark("missed"),
    State.UNKNOWN: mark("not measured"),
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
            said.append(f"{words(said_of[state])} {today[state]}{sign}")
    return " · ".join(said)


def _gaps(chains: Sequence[Chain], told: ChainWords) -> Iterator[str]:
    words = told.words
    inner = dict.fromkeys(link for chain in chains for link in chain.inner)
    bare = [link for link in inner if not link.covered]
    unmeasured = [link for link in inner if link.covered and link.share is None]
    for said, found in (
        (mark("Without a contract: {n} of {m} handoffs on these paths ({names})"), bare),
        (mark("Agreed but not measured: {n} of {m} ({names})"), unmeasured),
    ):
        if found:
            names = [told.thing(link) for link in found[:MOST_NAMED]] + (["…"] if len(found) > MOST_NAMED else [])
            yield words(said, n=len(found), m=len(inner), names=", ".join(names))
    unheld = [told.naming.promise(one.promise) for one in chains if one.fit is Fit.UNVERIFIABLE]
    if unheld:
        yield words("Times cannot be held against the promise: {names}", names=", ".join(unheld))
    if not (bare or unmeasured or unheld):
        yield words("Everything on these paths is agreed and measured.")


def _decisions(chains: Sequence[Chain], told: ChainWords) -> list[str]:
    """At most three: one for each promise as long as there are others, the worst promise first."""
    asked = [(one.promise, said) for wanted in (_renegotiate, _restore, _cover)
             for one in chains if (said := wanted(one, told))]  # fmt: skip
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
        Cause.MISSED: mark(
            "{promise}: have {reference} {thing} kept again: the weakest link, it misses its objective."
        ),
        Cause.SUPPLIERS: mark(
            "{promise}: supply {reference} {thing} on time: it is late because of its own suppliers."
        ),
        Cause.TOO_LOW: mark("{promise}: raise the objective of {reference} {thing}: it is kept, and still too low."),
    }
    link = weakest.link
    return told.words(
        said[weakest.cause],
        promise=told.naming.promise(chain.promise),
        reference=link.reference,
        thing=told.thing(link),
    )


def _cover(chain: Chain, told: ChainWords) -> str:
    """Gaps on the path of a promise that is not kept."""
    bare = chain.uncovered
    if not bare or promised(chain) not in (State.MISSED, State.AT_RISK):
        return ""
    said = mark("{promise}: agree on {thing} ({n} handoffs of its path have no contract).")
    return told.words(said, promise=told.naming.promise(chain.promise), thing=told.between(bare[0]), n=len(bare))
