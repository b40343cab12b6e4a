"""What a chain demonstrates, in sentences that a manager understands (`8-sample` 11, `4-attainment` Chain)."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.domain.attainment import Verdict
from svcgraph.domain.attainment.verdict import attained
from svcgraph.domain.chain import Cause, Chain, Link, Path
from svcgraph.i18n import mark
from svcgraph.views.attainment_words import count_words, grouped, percent, period_words, stated, verdict_words
from svcgraph.views.chain_actions import actions
from svcgraph.views.chain_times import MOST_TOLD, fit, way
from svcgraph.views.chain_words import ChainWords

BEHIND = (Verdict.MISSED, Verdict.AT_RISK)


def sentences(chain: Chain, told: ChainWords) -> tuple[str, ...]:
    """The findings on one chain, the most important first."""
    parts = (_headline, fit, way, _measured, _odds, _weakest, actions, _uncovered, _loops)
    return tuple(sentence for part in parts for sentence in part(chain, told))


# --- inside against outside ------------------------------------------------------------------------------------


def _headline(chain: Chain, told: ChainWords) -> Iterator[str]:
    """All green inside, red outside; or kept without any contract."""
    verdicts = _verdicts(chain)
    words, result = told.words, chain.result
    if result is None:
        return
    if verdicts and all(one is Verdict.MET for one in verdicts) and result.verdict in BEHIND:
        of, met = (result.counts.n, result.counts.k) if result.cases else (result.counts.known, result.counts.met)
        said = mark(
            "All green inside, red outside: the {n} contracts on its path are kept, and the promise is not. "
            "{late} of {of} came later than promised ({period})."
        )
        yield words(
            said,
            n=len(verdicts),
            late=grouped(of - met, words.language),
            of=grouped(of, words.language),
            period=period_words(result.period, words) if result.period else "–",
        )
    if not chain.contracts and result.verdict is Verdict.MET:
        said = mark(
            "No contract in force on its path ({paths}), and yet the promise is kept: {count}. "
            "Not the first one to put into contracts."
        )
        yield words(said, paths=_services(chain, told), count=count_words(result, words))


def _services(chain: Chain, told: ChainWords) -> str:
    """Who passes the work to whom, path by path."""
    passed = dict.fromkeys(
        " → ".join(told.service(name) for name in (path.links[0].handoff.supplier, *_clients(path)))
        for path in chain.paths
    )
    return _some(list(passed), told)


def _clients(path: Path) -> Iterator[str]:
    return (link.handoff.client for link in path.inner)


def _verdicts(chain: Chain) -> tuple[Verdict, ...]:
    """One verdict per contract in force on the paths."""
    found = {link.contract: link.verdict for link in chain.links if link.verdict is not None}
    return tuple(found.values())


# --- how it is kept ----------------------------------------------------------------------------------------------


def _measured(chain: Chain, told: ChainWords) -> Iterator[str]:
    result = chain.result
    if result is None or not count_words(result, told.words):
        return
    share = attained(result)
    said = mark("Measured outside: {count} ({share}), {verdict}.")
    yield told.words(
        said,
        count=count_words(result, told.words),
        share=percent(share, told.words.language) if share is not None else "–",
        verdict=verdict_words(result, told.words),
    )


def _odds(chain: Chain, told: ChainWords) -> Iterator[str]:
    path = chain.worst_path
    if path is None or not path.odds.measured:
        return
    odds, language = path.odds, told.words.language
    shares = [
        f"{link.reference} {told.thing(link)} {percent(link.share, language)}"
        for link in path.links
        if link.share is not None
    ]
    if odds.product is None:
        said = mark(
            "Measured inside: {shares}. {measured} of {links} links are measured, so every link kept its time in "
            "{high} of cases at most; from below nothing can be said."
        )
        yield told.words(
            said,
            shares=told.listed(shares),
            measured=odds.measured,
            links=odds.links,
            high=percent(odds.high, language),
        )
        return
    said = mark(
        "Measured inside: {shares}. Share of cases where every link kept its time: between {low} and {high}; "
        "{product} if independent."
    )
    low, high, product = (percent(one, language) for one in (odds.low, odds.high, odds.product))
    yield told.words(said, shares=told.listed(shares), low=low, high=high, product=product)
    yield from _outside(chain, path, told)


def _outside(chain: Chain, path: Path, told: ChainWords) -> Iterator[str]:
    """What is measured outside the bounds is no error where keeping each link does not keep the promise."""
    share = attained(chain.result) if chain.result else None
    if share is None or path.odds.low <= share <= path.odds.high:
        return
    said = mark(
        "The {share} measured outside lie beyond these bounds, and that is no mistake: "
        "keeping every link is not enough to keep this promise."
    )
    if not chain.fit.untenable:
        said = mark(
            "The {share} measured outside lie beyond these bounds: part of the time passes where no link is measured."
        )
    yield told.words(said, share=percent(share, told.words.language))


def _weakest(chain: Chain, told: ChainWords) -> Iterator[str]:
    weakest, words = chain.weakest, told.words
    if weakest is None:
        return
    link = weakest.link
    share = percent(link.share, words.language) if link.share is not None else "–"
    count = count_words(link.result, words) if link.result else ""
    reasons = {
        Cause.MISSED: mark("its objective is not reached"),
        Cause.SUPPLIERS: mark("late because of its own suppliers"),
        Cause.TOO_LOW: mark("kept, but set too low: {target} agreed, {promised} promised"),
        Cause.NO_DATA: mark("no data"),
        Cause.KEPT: mark("kept"),
    }
    target = stated(link.result.target, told.words.language) if link.result else "–"
    why = words(reasons[weakest.cause], target=target, promised=stated(chain.target, told.words.language))
    if weakest.suppliers:
        late = told.joined([told.thing(one) for one in weakest.suppliers])
        why = words(mark("late because of its own suppliers: {late}"), late=late)
    if link.share is None:
        yield words(
            mark("Weakest link: {reference} {thing}: {why}."), reference=link.reference, thing=told.thing(link), why=why
        )
        return
    yield words(
        mark("Weakest link: {reference} {thing}, {share}, {count}: {why}."),
        reference=link.reference,
        thing=told.thing(link),
        share=share,
        count=count,
        why=why,
    )


def _uncovered(chain: Chain, told: ChainWords) -> Iterator[str]:
    share, words = chain.uncovered_share, told.words
    if not share or not chain.contracts:
        return
    links: tuple[Link, ...] = chain.uncovered
    yield words(
        mark("No contract in force covers {n} of {of} handoffs on its path ({share}): {list}."),
        n=len(links),
        of=len(chain.inner),
        share=percent(share, words.language),
        list=_some([told.between(link) for link in links], told),
    )


def _some(names: list[str], told: ChainWords) -> str:
    shown = names[:MOST_TOLD]
    more = [told.words(mark("{n} more"), n=len(names) - MOST_TOLD)] if len(names) > MOST_TOLD else []
    return told.listed([*shown, *more])


def _loops(chain: Chain, told: ChainWords) -> Iterator[str]:
    for loop in chain.loops:
        names = [told.quoted(told.naming.term(one.deliverable)) for one in loop.handoffs]
        said = mark("Work may go round ({things}); on the path the loop is counted once.")
        distinct = tuple(dict.fromkeys(names))
        more = len(distinct) - MOST_TOLD
        counted = (told.words(mark("{n} more"), n=more),) if more > 0 else ()
        yield told.words(said, things=told.joined((*distinct[:MOST_TOLD], *counted)) or "–")
    if chain.truncated:
        yield told.words(mark("There are more paths than were looked at ({n})."), n=len(chain.paths))
