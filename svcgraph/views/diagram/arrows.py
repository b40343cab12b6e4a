"""The arrow of a pair of services, and what it says in words."""

from __future__ import annotations

from svcgraph.i18n import Words, mark
from svcgraph.views.diagram.legend import STATE_WORDS
from svcgraph.views.shapes import Edge, State
from svcgraph.views.standing import Judge, Pair, Standing

TIP = mark("{supplier} → {client} ({stands}): {things}")


def arrow(pair: Pair, judge: Judge, words: Words) -> Edge:
    """The arrow of one pair; its tip says the same in words, for those who cannot see it."""
    standing = pair.standing
    number = str(len(pair.deliverables)) if len(pair.deliverables) > 1 else ""
    suspended = words(standing.word) if standing.state is State.SUSPENDED else ""
    return Edge(
        id=pair.id,
        source=pair.supplier,
        target=pair.client,
        state=standing.state,
        count=len(pair.deliverables),
        label=", ".join(filter(None, (number, suspended))),
        others=standing.others,
        flag=standing.flag,
        tip=tip(pair, judge, words),
    )


def tip(pair: Pair, judge: Judge, words: Words) -> str:
    """Supplier → client: deliverables. How it stands, k of n objectives."""
    supplier, client = (judge.services[end].name.read(words.language) for end in (pair.supplier, pair.client))
    standing = pair.standing
    count = objectives_met(standing, words)
    better = words("also: {states}", states=", ".join(words(STATE_WORDS[one]) for one in standing.others))
    stands = ", ".join(filter(None, (words(standing.word), count, better if standing.others else "")))
    return words(
        TIP, supplier=supplier, client=client, stands=stands, things=", ".join(map(judge.term, pair.deliverables))
    )


def objectives_met(standing: Standing, words: Words) -> str:
    """How many of its objectives are met, "" where none is judged."""
    return words("objectives met: {k} of {n}", k=standing.met, n=standing.judged) if standing.judged else ""
