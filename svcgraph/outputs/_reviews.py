"""Review sheets as files: each contract judged since its last meeting, and the ink that was asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from svcgraph.domain.attainment import ContractResult, Period
from svcgraph.domain.attainment.verdict import contract_result
from svcgraph.domain.contract import Contract
from svcgraph.domain.meetings import since_last
from svcgraph.domain.objective.calendar import add_months
from svcgraph.engine.judge import Desk
from svcgraph.i18n import Words
from svcgraph.outputs._laid_out import laid_out
from svcgraph.renderers.html import html
from svcgraph.renderers.paper import pdf
from svcgraph.renderers.word import docx
from svcgraph.store.outputs import OutputFile
from svcgraph.story import Story
from svcgraph.views.document import Document
from svcgraph.views.review import ReviewFile, review_document

FOLDER = "reviews"
FORMATS = ("docx", "pdf", "html")
HISTORY = 6  # months, the running one among them
INK: dict[str, Callable[[Document], bytes]] = {"docx": docx, "pdf": pdf, "html": html}


def sheets(
    story: Story, contracts: Iterable[Contract], words: Words, formats: Iterable[str] = FORMATS
) -> Iterator[OutputFile]:
    """The sheet of each contract in each of ``formats``, named by contract and language."""
    kinds = tuple(formats)
    for file in review_files(story, tuple(contracts)):
        document = review_document(file, story.organisation, story.graph, words)
        for kind in kinds:
            yield OutputFile(path=f"{file.contract.id}.{words.language}.{kind}", content=INK[kind](document))


def review_files(story: Story, contracts: tuple[Contract, ...]) -> Iterator[ReviewFile]:
    """What the next meeting of each looks at: judged since the last one, over the period, and month by month."""
    months = _history(story)
    first = min((months(one).first for one in contracts), default=story.as_of)
    asked = Period(first=min(first, story.attainment.period.first), last=story.as_of)
    desk = laid_out(story, asked, only=[one for one in contracts if one.status.binding])
    judged = {one.contract: one for one in story.attainment.contracts}
    for contract in contracts:
        yield _file(story, desk, contract, months(contract), judged.get(contract.id))


def _file(story: Story, desk: Desk, contract: Contract, months: Period, judged: ContractResult | None) -> ReviewFile:
    file = ReviewFile(contract=contract, as_of=story.as_of, period=story.attainment.period, judged=judged)
    since = since_last(contract, story.as_of)
    if judged is None or since is None:
        return file
    return replace(file, since=since, lately=_over(desk, contract, since), months=_over(desk, contract, months))


def _history(story: Story) -> Callable[[Contract], Period]:
    """The months that the sheet shows: not before the contract began, in its first version."""
    first = add_months(story.as_of.replace(day=1), 1 - HISTORY)
    starts: dict[str, date] = {}
    for one in (*story.contracts, *story.others):
        starts[one.id] = min(starts.get(one.id, date.max), one.start or date.min)

    def months(contract: Contract) -> Period:
        begun = starts.get(contract.id, date.min).replace(day=1)
        return Period(first=min(max(first, begun), story.as_of), last=story.as_of)

    return months


def _over(desk: Desk, contract: Contract, period: Period) -> ContractResult | None:
    """One contract over another period than the story's."""
    for one in desk.agreements:
        if one.contract.id == contract.id:
            sides = (one.objectives, one.expectations)
            owed, expected = (tuple(desk.result(line, period, grows=False) for line in side) for side in sides)
            return contract_result(contract.id, owed, expected)
    return None
