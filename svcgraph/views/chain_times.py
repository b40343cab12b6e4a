"""Whether the agreed times fit within the promise, told in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.domain.chain import Chain, Clash, Fit, Path, Stretch
from svcgraph.i18n import mark
from svcgraph.views.chain_words import ChainWords

MOST_TOLD = 6  # of a long list; the rest is counted


def fit(chain: Chain, told: ChainWords) -> Iterator[str]:
    """Whether the agreed times fit within the promise, by how much, and on which dates they do not."""
    if chain.fit is Fit.EXCEEDED and chain.scale and chain.agreed is not None and chain.promised is not None:
        said = mark(
            "Keeping every contract is not enough: the agreed times add up to {agreed} for {promised} promised, "
            "{over} too many."
        )
        agreed = told.amount(chain.scale, chain.agreed)
        promised, over = (told.number(chain.scale, one) for one in (chain.promised, chain.agreed - chain.promised))
        yield told.words(said, agreed=agreed, promised=promised, over=over)
        yield from _others(chain, told)
    elif chain.fit in (Fit.EXCEEDED, Fit.NOT_ALWAYS) and chain.clashes:
        yield from _clashes(chain, told)
    elif chain.fit in (Fit.EXCEEDED, Fit.NOT_ALWAYS):
        yield from _too_late(chain, told)
    elif chain.fit is Fit.FITS:
        yield from _fits(chain, told)
    elif chain.fit is Fit.UNVERIFIABLE and chain.truncated and not any(path.open for path in chain.paths):
        said = mark(
            "It cannot be verified: the agreed times of the {n} paths looked at fit, but there are more of them, "
            "which may take longer."
        )
        yield told.words(said, n=len(chain.paths))
    elif chain.fit is Fit.UNVERIFIABLE:
        yield from _unverifiable(chain, told)
    elif chain.promise:
        yield told.words(mark("No time can be read from this promise: nothing can be held against it."))


def _others(chain: Chain, told: ChainWords) -> Iterator[str]:
    """The other paths that are too long."""
    for place, path in enumerate(chain.paths):
        if (
            place != chain.critical
            and chain.scale
            and chain.promised is not None
            and (path.agreed or 0) > chain.promised
        ):
            said = mark("Another path, through {services}, comes to {agreed}: {over} too many as well.")
            agreed, over = path.agreed or 0, (path.agreed or 0) - chain.promised
            yield told.words(
                said,
                services=_apart(path, chain.critical_path, told),
                agreed=told.amount(chain.scale, agreed),
                over=told.number(chain.scale, over),
            )


def _apart(path: Path, from_: Path | None, told: ChainWords) -> str:
    """The services of a path that the critical one does not pass."""
    passed = {link.handoff.supplier for link in from_.links} if from_ else set()
    names = [told.service(link.handoff.supplier) for link in path.links if link.handoff.supplier not in passed]
    return told.joined(tuple(dict.fromkeys(names))) or told.service(path.links[0].handoff.supplier)


def _too_late(chain: Chain, told: ChainWords) -> Iterator[str]:
    """Times of different units, compared on real dates."""
    if chain.example:
        said = mark(
            "Keeping every contract is not enough: what begins on {start} may arrive on {arrives}, "
            "while {promised} was promised."
        )
        days = (chain.example.start, chain.example.arrives, chain.example.promised)
        start, arrives, promised = (told.day(one.date()) for one in days)
        yield told.words(said, start=start, arrives=arrives, promised=promised)


def _fits(chain: Chain, told: ChainWords) -> Iterator[str]:
    if chain.scale and chain.agreed is not None and chain.slack is not None:
        said = mark("The agreed times fit within the promise: {agreed} of {promised}, {slack} to spare.")
        agreed = told.amount(chain.scale, chain.agreed)
        promised, slack = (told.number(chain.scale, one) for one in (chain.promised or 0, chain.slack))
        yield told.words(said, agreed=agreed, promised=promised, slack=slack)
    elif chain.margin:
        said = mark("Tenable: {margin} between the last agreed deadline and the promise ({worked} of working time).")
        yield told.words(said, margin=told.elapsed(chain.margin.elapsed), worked=told.elapsed(chain.margin.worked))
    else:
        yield told.words(mark("The agreed times fit within the promise on every date of the next 12 months."))


def _clashes(chain: Chain, told: ChainWords) -> Iterator[str]:
    words = told.words
    if chain.margin:
        said = mark(
            "Tenable in an ordinary case: {margin} between the last agreed deadline and the promise "
            "({worked} of working time)."
        )
        yield words(said, margin=told.elapsed(chain.margin.elapsed), worked=told.elapsed(chain.margin.worked))
    dates = len({clash.nominal for clash in chain.clashes})
    yield words.plural(
        "Untenable on {n} date of the next 12 months:", "Untenable on {n} dates of the next 12 months:", dates, n=dates
    )
    for clash in chain.clashes[:MOST_TOLD]:
        yield "– " + _clash(clash, told)
    if len(chain.clashes) > MOST_TOLD:
        yield words(mark("– and {n} more."), n=len(chain.clashes) - MOST_TOLD)


def _clash(clash: Clash, told: ChainWords) -> str:
    """What arrives Monday 10:00 cannot feed what is due Monday 09:00."""
    said = mark(
        "{feeding} is only due on {arrives} at {hour}, {late} after {fed} ({due} at {due_hour}) that it is to feed"
    )
    text = told.words(
        said,
        feeding=told.clause(clash.feeding),
        arrives=told.day(clash.arrives.date()),
        hour=told.hour(clash.arrives),
        late=told.elapsed(clash.late),
        fed=told.clause(clash.fed) if clash.fed else told.words(mark("what was promised")),
        due=told.day(clash.due.date()),
        due_hour=told.hour(clash.due),
    )
    why = told.words(mark(", since {day} is a day off"), day=told.day(clash.moved)) if clash.moved else ""
    return f"{text}{why}."


def _unverifiable(chain: Chain, told: ChainWords) -> Iterator[str]:
    path = chain.critical_path
    if path is None:
        return
    timed = [stretch for stretch in path.stretches if stretch.clause]
    if not timed or not chain.scale or chain.agreed is None or chain.slack is None:
        yield told.words(mark("It cannot be verified: nobody agreed on a time for its path."))
        return
    said = mark("It cannot be verified: of {promised} promised, {agreed} are covered by agreed times.")
    agreed, promised = told.number(chain.scale, chain.agreed), told.amount(chain.scale, chain.promised or 0)
    yield told.words(said, agreed=agreed, promised=promised)
    yield from _untimed(chain, path, told)
    yield from _detours(path, told)


def _untimed(chain: Chain, path: Path, told: ChainWords) -> Iterator[str]:
    """Handoffs without an agreed time of their own, and what is left for the stretches that nothing bounds."""
    without = [link for link in path.inner if link.clause is None]
    open_ = [stretch.link for stretch in path.stretches if stretch.clause is None]
    yield told.words(
        mark("Handoffs on the path without an agreed time: {n} of {of} ({list})."),
        n=len(without),
        of=len(path.inner),
        list=told.listed([told.between(link) for link in without]),
    )
    if chain.scale and chain.slack is not None:
        yield told.words(
            mark("{slack} of the promise is left for stretches that nothing bounds: {list}."),
            slack=told.amount(chain.scale, chain.slack),
            list=told.listed([f"{told.thing(one)} ({told.service(one.handoff.supplier)})" for one in open_]),
        )


def _detours(path: Path, told: ChainWords) -> Iterator[str]:
    for stretch in path.stretches:
        unsigned = [link for link in stretch.within if not link.covered]
        if stretch.clause and unsigned:
            yield told.words(
                mark("Within the {time} of {clause} lies a detour for which nobody signed: {list}."),
                time=told.agreed(stretch.clause),
                clause=told.clause(stretch.clause),
                list=told.listed([told.between(link) for link in unsigned]),
            )


# --- the path, step by step --------------------------------------------------------------------------------------


def way(chain: Chain, told: ChainWords) -> Iterator[str]:
    """The critical path, and what it comes to on real dates."""
    path = chain.critical_path
    if path is None or chain.clause is None or not any(stretch.clause for stretch in path.stretches):
        return
    steps = [_step(stretch, told) for stretch in path.stretches]
    yield told.words(mark("Longest path: {steps}."), steps=" → ".join(steps))
    if chain.fit is Fit.EXCEEDED and chain.example and chain.scale:
        said = mark(
            "For example: begun on {start}, done at the latest on {arrives}; the promise runs out on {promised}."
        )
        days = (chain.example.start, chain.example.arrives, chain.example.promised)
        start, arrives, promised = (told.day(one.date()) for one in days)
        yield told.words(said, start=start, arrives=arrives, promised=promised)


def _step(stretch: Stretch, told: ChainWords) -> str:
    link = stretch.link
    if stretch.clause is None:
        return told.words(mark("{thing} (no time agreed)"), thing=told.thing(link))
    said = mark("{thing} ({reference}, {time})")
    if link.by_activity:
        said = mark("{thing} ({reference} through the same activity, {time})")
    time = told.agreed(stretch.clause)
    return told.words(said, thing=told.thing(link), reference=link.reference, time=time)
