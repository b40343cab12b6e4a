"""What a review sheet is made from, and how things are called on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from svcgraph.domain.attainment import ContractResult, Period
from svcgraph.domain.contract import Contract, Criterion, Deliverable
from svcgraph.domain.graph import ServiceGraph
from svcgraph.domain.organisation import Organisation
from svcgraph.domain.people import Directory
from svcgraph.domain.text import Text
from svcgraph.i18n import Words
from svcgraph.sentences.typography import NO_BREAK, set_in_print
from svcgraph.views.attainment_words import day_words
from svcgraph.views.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFile:
    """One contract with all that its next meeting looks at, as of a day.

    ``lately``: judged over ``since``, the days from the last meeting on; ``judged``: over ``period``, the workspace's;
    ``months``: over the last months, for the history. All None while the contract is not in force.
    """

    contract: Contract
    as_of: date
    period: Period
    since: Period | None = None
    lately: ContractResult | None = None
    judged: ContractResult | None = None
    months: ContractResult | None = None


class Pen:
    """The words of one sheet."""

    def __init__(self, file: ReviewFile, organisation: Organisation, graph: ServiceGraph, words: Words) -> None:
        self.file, self.contract, self.words = file, file.contract, words
        self.people = Directory(organisation, file.as_of)
        self.wording = Wording(graph, organisation, words)

    @property
    def called(self) -> str:
        return self.contract.reference or self.contract.id

    def text(self, text: Text) -> str:
        """What people wrote, in the reader's language, set for print."""
        return self.printed(text.read(self.words.language))

    def printed(self, text: str) -> str:
        return set_in_print(text, self.words.language)

    def quoted(self, text: Text) -> str:
        """In the language's quotation marks."""
        said = self.text(text)
        return f"«{NO_BREAK}{said}{NO_BREAK}»" if self.words.language == "fr" else f"“{said}”"

    def day(self, day: date | None) -> str:
        """1er novembre 2026; "" where there is none."""
        return day_words(day, self.words) if day else ""

    def short(self, day: date | None) -> str:
        """16/11/2026, 16 Nov 2026: for the narrow columns."""
        if day is None:
            return ""
        from babel.dates import format_date

        return f"{day:%d/%m/%Y}" if self.words.language == "fr" else format_date(day, "d MMM y", locale="en_GB")

    def moment(self, moment: datetime | None) -> str:
        """14 décembre 2026 à 11 h 00; the day alone where no hour was written."""
        if moment is None:
            return ""
        if not (moment.hour or moment.minute):
            return self.day(moment.date())
        hour = f"{moment.hour} h {moment.minute:02}" if self.words.language == "fr" else f"{moment:%H:%M}"
        return self.words("{day} at {hour}", day=self.day(moment.date()), hour=self.printed(hour))

    def service(self, service: str) -> str:
        return self.printed(self.wording.service(service))

    def criteria(self, items: tuple[Deliverable, ...]) -> Iterator[tuple[Deliverable, Criterion]]:
        return ((item, one) for item in items for one in item.criteria)

    def criterion(self, clause: str) -> tuple[Deliverable, Criterion] | None:
        every = (*self.contract.deliverables, *self.contract.expectations)
        return next((found for found in self.criteria(every) if found[1].id == clause), None)
