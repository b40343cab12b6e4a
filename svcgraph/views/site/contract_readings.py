"""The readings behind a colour: of each objective every occurrence, what became of it, and the line that says so."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.domain.contract import Contract
from svcgraph.engine.account import Account, Looked, Told
from svcgraph.i18n import mark
from svcgraph.views.explain import Explainer, explainer
from svcgraph.views.explain_words import OccurrenceWords
from svcgraph.views.shapes import State
from svcgraph.views.site.guide import Guide
from svcgraph.views.site.page import Block, Grid, Head, Heading, Items, Mark, Paragraph, Row, joined, line
from svcgraph.views.site.tables import judged

MET = {True: mark("kept"), False: mark("not kept"), None: mark("no reading")}
STATES = {True: State.MET, False: State.MISSED, None: State.UNKNOWN}


def readings(one: Contract, guide: Guide) -> Iterator[Block]:
    """How the verdict came about; nothing for a contract that is not judged."""
    account = guide.accounts.get(one.id)
    if account is None:
        return
    words = guide.words
    speaker = explainer(guide.facts.graph, guide.facts.organisation, guide.facts.contracts, words)
    yield Heading(text=words(mark("Why this verdict")), id="why")
    yield Items(lines=tuple(line(said.strip()) for said in speaker.contract_sentences(account)))
    yield Heading(text=words(mark("The readings behind it")), id="readings")
    for each in (*account.objectives, *account.expectations):
        yield from of_objective(each, speaker, guide)


def of_objective(account: Account, speaker: Explainer, guide: Guide, *, place: str = "") -> Iterator[Block]:
    """One objective: what is asked, every occurrence of the period judged, then why the verdict is what it is."""
    words = guide.words
    title = speaker.clause_title(account)
    yield Heading(text=title, level=3, id=place or account.clause.criterion)
    yield Paragraph(line=line(judged(account.judged.result, guide)))
    if account.judged.told:
        caption = words(mark("{name}: what was due in the period judged"), name=title)
        yield _occurrences(account, account.judged, caption, guide)
    # what the table says already is not said again
    told = [said for said in speaker.clause_sentences(account) if not said.startswith("  ")]
    yield Items(lines=tuple(line(said) for said in told))


def _occurrences(account: Account, looked: Looked, caption: str, guide: Guide) -> Grid:
    words = guide.words
    told = OccurrenceWords(account, words)
    titles = (mark("Due"), mark("What became of it"), mark("Kept or not"), mark("Reading"))
    return Grid(
        caption=caption,
        heads=tuple(Head(title=words(title)) for title in titles),
        rows=tuple(_occurrence(one, told, account, guide) for one in looked.told),
    )


def _occurrence(one: Told, told: OccurrenceWords, account: Account, guide: Guide) -> Row:
    outcome = one.outcome
    places = (guide.place(reading.place) for reading in (*outcome.readings, *one.replaced))
    return Row(
        cells=(
            line(told.due(outcome)),
            line(told.became(outcome)),
            line(_mark(one, account, guide)),
            joined(places),
        )
    )


def _mark(one: Told, account: Account, guide: Guide) -> Mark | str:
    """Kept or not; empty for a month of cases, which is judged as a sum."""
    outcome = one.outcome
    if outcome.excused:
        return guide.say(mark("excused"))
    if account.case.cases and outcome.met is not None:
        return ""
    return Mark(guide.say(MET[outcome.met]), STATES[outcome.met])
