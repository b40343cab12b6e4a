"""The first page: what is missed, at risk, unmeasured and due, with the figures of the period before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from svcgraph.domain.actions import ActionState, listed
from svcgraph.domain.attainment import ContractResult, IndicatorResult, Verdict
from svcgraph.i18n import Words, mark
from svcgraph.views import dates
from svcgraph.views.shapes import State
from svcgraph.views.site.addresses import ACTIONS, CONTRACTS, DIAGRAM, OVERVIEW
from svcgraph.views.site.due import due
from svcgraph.views.site.guide import Guide
from svcgraph.views.site.page import (
    Block,
    Grid,
    Head,
    Heading,
    Line,
    Link,
    Page,
    Paragraph,
    Row,
    Tile,
    Tiles,
    line,
)
from svcgraph.views.site.tables import contract_grid, judged
from svcgraph.views.standing import CONTRACT_WORDS, STATES

ORDER = 10
TITLE = mark("Overview")
PATH = OVERVIEW
TOLD = (Verdict.MISSED, Verdict.AT_RISK, Verdict.UNDETERMINED, Verdict.NO_DATA, Verdict.MET)
UNMEASURED = (Verdict.NO_DATA, Verdict.UNDETERMINED, Verdict.NOT_MEASURABLE)
BEFORE = mark("{n} the period before")


def pages(guide: Guide) -> Iterator[Page]:
    yield Page(path=PATH, title=guide.words(TITLE), section=PATH, blocks=tuple(_blocks(guide)))


def _blocks(guide: Guide) -> Iterator[Block]:
    words = guide.words
    yield Paragraph(line=line(_since(guide)), lead=True)
    yield Heading(text=words(mark("Contracts in force")), id="contracts")
    yield Tiles(tiles=tuple(_tiles(guide)))
    yield Heading(text=words(mark("Promises to external clients")), id="promises")
    yield _promises(guide)
    yield Heading(text=words(mark("Not kept, or at risk")), id="missed")
    failing = [one for one in guide.known.negotiated if _verdict(one.id, guide) in (Verdict.MISSED, Verdict.AT_RISK)]
    failing.sort(key=lambda one: TOLD.index(guide.results[one.id].verdict))
    yield contract_grid(
        failing, guide, words(mark("Contracts not kept or at risk")),
        empty=words(mark("No contract in force is missed or at risk.")),
    )  # fmt: skip
    yield Heading(text=words(mark("Not measured")), id="unmeasured")
    yield _unmeasured(guide)
    yield Heading(text=words(mark("Late, or due soon")), id="due")
    yield due(guide)


def _since(guide: Guide) -> str:
    """The period judged, the date of the data, and with what it is compared."""
    words, attainment = guide.words, guide.facts.attainment
    told = dates.dated(attainment, guide.facts.as_of, words)
    before = guide.known.before
    if before is None:
        return told
    first, last = guide.day(before.period.first), guide.day(before.period.last)
    return words(mark("{told} · Period before: {first} to {last}"), told=told, first=first, last=last)


def _verdict(contract: str, guide: Guide) -> Verdict | None:
    result = guide.results.get(contract)
    return result.verdict if result else None


def _tiles(guide: Guide) -> Iterator[Tile]:
    words, attainment = guide.words, guide.facts.attainment
    now = Counter(one.verdict for one in attainment.contracts)
    before = guide.known.before
    then = Counter(one.verdict for one in before.contracts) if before else None
    for verdict in TOLD:
        if now[verdict] or (then and then[verdict]) or verdict in (Verdict.MISSED, Verdict.MET):
            said = _contracts(verdict, now[verdict], words)
            yield Tile(
                value=str(now[verdict]),
                text=said,
                state=STATES[verdict],
                change=words(BEFORE, n=then[verdict]) if then is not None else "",
                target=Link(said, CONTRACTS),
            )
    yield from _others(guide)


def _contracts(verdict: Verdict, many: int, words: Words) -> str:
    """What so many contracts are."""
    match verdict:
        case Verdict.MET:
            return words.plural("contract met", "contracts met", many)
        case Verdict.AT_RISK:
            return words.plural("contract at risk", "contracts at risk", many)
        case Verdict.MISSED:
            return words.plural("contract missed", "contracts missed", many)
        case _:
            return words(CONTRACT_WORDS[verdict])


def _others(guide: Guide) -> Iterator[Tile]:
    """What has no contract, and what is late."""
    words = guide.words
    without = sum(pair.standing.state is State.DRAFT for pair in guide.pairs)
    said = words.plural("pair of services with nothing agreed", "pairs of services with nothing agreed", without)
    yield Tile(value=str(without), text=said, state=State.DRAFT, target=Link(said, DIAGRAM, "arrows"))
    late = sum(one.state is ActionState.OVERDUE for one in listed(guide.facts.contracts, guide.facts.as_of))
    said = words.plural("action overdue", "actions overdue", late)
    yield Tile(value=str(late), text=said, target=Link(said, ACTIONS))


def _promises(guide: Guide) -> Grid:
    words, organisation = guide.words, guide.facts.organisation
    titles = (
        mark("Promise"),
        mark("To"),
        mark("Deliverable"),
        mark("Promised"),
        mark("How it is kept"),
        mark("The period before"),
    )
    now = {one.clause: one for one in guide.facts.attainment.promises}
    then = {one.clause: one for one in guide.known.before.promises} if guide.known.before else {}
    rows = (
        Row(
            cells=(
                line(guide.promise(one.id)),
                line(guide.service(one.party)),
                line(guide.text(one.deliverable.read(words.language))),
                line(guide.text(one.objective.read(words.language))),
                _judged(now.get(one.id), guide),
                _judged(then.get(one.id), guide),
            )
        )
        for one in organisation.promises
    )
    return Grid(
        caption=words(mark("What was promised outside, and how it is kept")),
        heads=tuple(Head(title=words(title)) for title in titles),
        rows=tuple(rows),
        empty=words(mark("The organisation file names no promise.")),
    )


def _judged(result: IndicatorResult | None, guide: Guide) -> Line:
    return line(judged(result, guide)) if result else ()


def _unmeasured(guide: Guide) -> Grid:
    words = guide.words
    titles = (mark("Contract"), mark("No."), mark("Objective"), mark("How it stands"))
    found = [(one, each) for one in guide.facts.attainment.contracts for each in _without(one)]
    rows = (
        Row(
            cells=(
                line(guide.contract(one.contract)),
                line(guide.contract(one.contract, each.clause, each.clause)),
                line(guide.objective(one.contract, each.clause)),
                line(judged(each, guide)),
            )
        )
        for one, each in found
    )
    return Grid(
        caption=words(mark("Objectives without a verdict for want of readings")),
        heads=tuple(Head(title=words(title)) for title in titles),
        rows=tuple(rows),
        empty=words(mark("Every objective that was due is measured.")),
    )


def _without(result: ContractResult) -> Iterable[IndicatorResult]:
    return (one for one in (*result.objectives, *result.expectations) if one.verdict in UNMEASURED)
