"""What to do about a promise: which clauses to change, which contract to better, told in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.domain.chain import Chain
from svcgraph.i18n import mark
from svcgraph.views.attainment_words import percent
from svcgraph.views.chain_words import ChainWords


def actions(chain: Chain, told: ChainWords) -> Iterator[str]:
    """Which clauses to change together or what to promise instead, and which contract is worth bettering."""
    if chain.fit.untenable:
        yield from _renegotiate(chain, told)
    if chain.lift:
        before, after = (percent(one.high, told.words.language) for one in (chain.lift.before, chain.lift.after))
        said = mark(
            "Brought to its objectives, one contract would lift the result most: {reference} "
            "(every link kept: at most {after} of cases instead of {before})."
        )
        yield told.words(said, reference=chain.lift.reference, before=before, after=after)
    elif chain.fit.untenable and chain.contracts:
        yield told.words(
            mark("Every measured link has reached its objective: bettering one contract will not be enough.")
        )


def _renegotiate(chain: Chain, told: ChainWords) -> Iterator[str]:
    words, changes = told.words, chain.changes
    promise = _promise(chain, told)
    if not changes.sets:
        yield words(
            mark("No change of clauses makes it tenable with the floors given; what is left: {promise}."),
            promise=promise,
        )
    for place, chosen in enumerate(changes.sets):
        listed, n = told.listed([told.due(one, chain.scale) for one in chosen]), len(chosen)
        if place:
            yield words.plural("Or change {n} clause: {list}.", "Or change {n} clauses: {list}.", n, n=n, list=listed)
        else:
            yield words.plural(
                "Change {n} clause: {list}; or {promise}.",
                "Change {n} clauses together: {list}; or {promise}.",
                n,
                n=n,
                list=listed,
                promise=promise,
            )
    yield from _only(chain, told)


def _only(chain: Chain, told: ChainWords) -> Iterator[str]:
    words, changes = told.words, chain.changes
    if not changes.exhaustive:
        yield words(mark("The smallest found with the work allowed; a smaller set may exist."))
    elif len(changes.sets) == 1 and len(changes.sets[0]) > 1:
        yield words(mark("No smaller set, and no other of this size, is enough."))
    if changes.bare and len(changes.bare[0]) < len((changes.sets or ((),))[0]):
        sets = [told.listed([told.due(one, chain.scale) for one in chosen]) for chosen in changes.bare]
        yield words(mark("Without a floor for each clause less would do: {list}."), list=told.listed(sets))


def _promise(chain: Chain, told: ChainWords) -> str:
    """Always possible: to change the promise."""
    words = told.words
    if chain.scale and chain.changes.promise is not None:
        return words(mark("change the promise: {time}"), time=told.amount(chain.scale, chain.changes.promise))
    later = [clash for clash in chain.clashes if clash.needed]
    days = {(told.weekday(one.moved), told.weekday(one.needed)) for one in later if one.moved and one.needed}
    if len(days) == 1 and len(later) == len(chain.clashes):
        off, instead = days.pop()
        said = mark("change the promise: {objective}, on {instead} in weeks whose {off} is a day off")
        return words(said, objective=_objective(chain, told), instead=instead, off=off)
    return words(mark("change the promise"))


def _objective(chain: Chain, told: ChainWords) -> str:
    return told.agreed(chain.clause) if chain.clause else ""
