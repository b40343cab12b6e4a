"""One contract's review sheet as files: judged since its last meeting, and the ink that was asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from svcgraph.domain.attainment import Attainment, ContractResult, Period
from svcgraph.domain.contract import Contract
from svcgraph.domain.meetings import since_last
from svcgraph.domain.objective.calendar import add_months
from svcgraph.engine.judge import judge
from svcgraph.i18n import Words
from svcgraph.renderers.html import html
from svcgraph.renderers.paper import pdf
from svcgraph.renderers.word import docx
from svcgraph.store.calendar import calendars_asked, work_calendar
from svcgraph.store.outputs import OutputFile
from svcgraph.story import Story
from svcgraph.views.document import Document
from svcgraph.views.review import ReviewFile, review_document

FOLDER = "reviews"
FORMATS = ("docx", "pdf", "html")
HISTORY = 6  # months, the running one among them
INK: dict[str, Callable[[Document], bytes]] = {"docx": docx, "pdf": pdf, "html": html}


def sheets(story: Story, contract: Contract, words: Words, formats: Iterable[str] = FORMATS) -> Iterator[OutputFile]:
    """``contract``'s sheet in each of ``formats``, named by contract and language."""
    document = review_document(review_file(story, contract), story.organisation, story.graph, words)
    for kind in formats:
        yield OutputFile(path=f"{contract.id}.{words.language}.{kind}", content=INK[kind](document))


def review_file(story: Story, contract: Contract) -> ReviewFile:
    """What the next meeting of ``contract`` looks at: judged since the last one, over the period, and by month."""
    judged = _result(story.attainment, contract)
    file = ReviewFile(contract=contract, as_of=story.as_of, period=story.attainment.period, judged=judged)
    since = since_last(contract, story.as_of)
    if judged is None or since is None:
        return file
    first = max(add_months(story.as_of.replace(day=1), 1 - HISTORY), _month(contract.start))
    history = Period(first=min(first, story.as_of), last=story.as_of)
    return replace(file, since=since, lately=_judged(story, contract, since), months=_judged(story, contract, history))


def _month(start: date | None) -> date:
    return (start or date.min).replace(day=1)


def _judged(story: Story, contract: Contract, period: Period) -> ContractResult | None:
    """This contract alone, over another period than the story's."""
    ours = f"{contract.id}/"
    attainment = judge(
        [contract],
        history=[one for one in story.workspace.history if one.id == contract.id],
        promises=(),
        readings=[one for one in story.workspace.readings if one.indicator.startswith(ours)],
        calendar=work_calendar(story.organisation.calendar),
        as_of=story.as_of,
        period=period,
        calendars=calendars_asked([contract, *story.workspace.history], story.organisation.calendar),
    )
    return _result(attainment, contract)


def _result(attainment: Attainment, contract: Contract) -> ContractResult | None:
    return next((one for one in attainment.contracts if one.contract == contract.id), None)
