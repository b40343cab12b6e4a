"""The empty sheet for the steps of a process: its headings, its lists, and what to write where.

The headings are words that `svcgraph.vocabulary` knows (a test reads a filled-in sheet back).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from svcgraph.domain.graph import ServiceGraph
from svcgraph.i18n import Words, mark
from svcgraph.views.wording import FREQUENCIES

ROWS = 40  # steps that fit; more can be added below

SHAPES = (
    mark("Process"), mark("Decision"), mark("Start"), mark("End"), mark("Document"), mark("Database"),
    mark("Subprocess"),
)  # fmt: skip
GUIDE = (mark("Where"), mark("Heading"), mark("What to write"), mark("Example"))
KINDS = (mark("operational"), mark("support"), mark("management"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A line above the table, or a column of it: its heading, what to write, an example, and what may be chosen.

    ``width`` in characters. ``strict``: nothing else than the choices.
    """

    heading: str
    meaning: str
    example: str = ""
    choices: tuple[str, ...] = ()
    strict: bool = False
    width: int = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class StepsTemplate:
    """The whole workbook, in the reader's language."""

    sheet: str
    guide: str
    lists: str
    title: str
    advice: tuple[str, ...]
    about: tuple[Field, ...]
    columns: tuple[Field, ...]
    guide_headings: tuple[str, ...]
    file: str


def steps_template(graph: ServiceGraph, words: Words) -> StepsTemplate:
    """The sheet; the services of ``graph`` may be chosen, others may be typed."""
    inside, outside = (_names(graph, external, words) for external in (False, True))
    services = (*inside, *outside)
    return StepsTemplate(
        sheet=words(mark("Steps")),
        guide=words(mark("How to fill it in")),
        lists=words(mark("Lists")),
        title=words(mark("Steps of a process, one line a step")),
        advice=tuple(map(words, ADVICE)),
        about=tuple(_about(words)),
        columns=tuple(_columns(services, words)),
        guide_headings=tuple(map(words, GUIDE)),
        file=words(mark("steps.xlsx")),
    )


def _names(graph: ServiceGraph, external: bool, words: Words) -> list[str]:
    names = {one.name.read(words.language) for one in graph.services if one.external == external}
    return sorted(names, key=str.casefold)


ADVICE = (
    mark("One line a step: who does what, and which step comes next. Leave empty what you do not know."),
    mark("A handoff is wherever the next step is done by another service; “What is handed over” names what passes."),
    mark("The yellow cells have lists; in “Service” other names may be typed."),
    mark("Volume and frequency go into the draft of the contract; what triggers a step is for both services to say."),
    mark("Save it, then: svcgraph import FILE. Do not rename the headings."),
)


def _about(words: Words) -> Iterable[Field]:
    """The lines above the table, which say what the process is."""
    yield Field(
        heading=words(mark("Process")),
        meaning=words(mark("its name")),
        example=words(mark("Pay a claim")),
    )
    yield Field(
        heading=words(mark("Process type")),
        meaning=words(mark("operational, support or management")),
        example=words(KINDS[0]),
        choices=tuple(map(words, KINDS)),
    )
    yield Field(
        heading=words(mark("Process owner")),
        meaning=words(mark("who answers for the whole process")),
        example=words(mark("Head of Claims")),
    )
    yield Field(heading=words(mark("Purpose")), meaning=words(mark("what it is for")))
    yield Field(
        heading=words(mark("Trigger")), meaning=words(mark("what sets it off")), example=words(mark("a claim comes in"))
    )
    yield Field(heading=words(mark("Result")), meaning=words(mark("what comes out, for whom")))


def _columns(services: tuple[str, ...], words: Words) -> Iterable[Field]:
    yield from _needed(services, words)
    yield from _documents(words)
    yield from _for_contracts(words)


def _needed(services: tuple[str, ...], words: Words) -> Iterable[Field]:
    yield Field(heading=words(mark("Step ID")), meaning=words(mark("a number, each once")), example="2", width=9)
    yield Field(
        heading=words(mark("Activity")),
        meaning=words(mark("what is done, with a verb")),
        example=words(mark("Check the cover")),
        width=34,
    )
    yield Field(
        heading=words(mark("Service")),
        meaning=words(mark("the service that does it, or the outside party")),
        example=services[0] if services else words(mark("Policies")),
        choices=services,
        width=24,
    )
    yield Field(
        heading=words(mark("Next step")),
        meaning=words(mark("the ids of what follows, with a comma between them; empty: nothing follows")),
        example="3,4",
        width=16,
    )
    yield Field(
        heading=words(mark("What is handed over")),
        meaning=words(mark("on the way to the next step; after a decision: the answer")),
        example=words(mark("Cover confirmed")),
        width=26,
    )
    yield Field(
        heading=words(mark("Shape type")),
        meaning=words(mark("empty: an activity. A decision, a start and an end do no work")),
        example=words(SHAPES[0]),
        choices=tuple(map(words, SHAPES)),
        strict=True,
        width=14,
    )


def _documents(words: Words) -> Iterable[Field]:
    yield Field(
        heading=words(mark("Input documents")),
        meaning=words(mark("what the step needs; a document that an earlier step made comes from there")),
        example=words(mark("Claim form")),
        width=22,
    )
    yield Field(
        heading=words(mark("Output documents")),
        meaning=words(mark("what the step makes; several with a comma between them")),
        example=words(mark("Cover note")),
        width=22,
    )
    yield Field(
        heading=words(mark("Time limit")),
        meaning=words(mark("how long it may take today, if that is written anywhere")),
        example=words(mark("2 working days")),
        width=15,
    )


def _for_contracts(words: Words) -> Iterable[Field]:
    """Known when the file is read, and not kept on the map: people take them to the negotiation."""
    yield Field(
        heading=words(mark("Triggered by")),
        meaning=words(mark("for the contract: what sets the step off, where it is not the step before")),
        example=words(mark("every Monday")),
        width=20,
    )
    yield Field(
        heading=words(mark("Volume")),
        meaning=words(mark("for the contract: how many a day, week or month")),
        example=words(mark("40 a month")),
        width=14,
    )
    yield Field(
        heading=words(mark("Frequency")),
        meaning=words(mark("for the contract: how often it is handed over")),
        example=words(mark("weekly")),
        choices=tuple(map(words, FREQUENCIES.values())),
        width=14,
    )
