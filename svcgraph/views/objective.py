"""How one objective was understood: its normal form in both languages, and when it is due next."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from svcgraph.domain.objective import Every, Kind, Statement
from svcgraph.domain.objective.calendar import END_OF_DAY, WorkCalendar
from svcgraph.domain.objective.occurrence import Occurrence, upcoming
from svcgraph.i18n import Words, mark
from svcgraph.sentences.refusal import Refused
from svcgraph.sentences.say import clock_words, say
from svcgraph.sentences.typography import set_in_print

LONGEST_SHOWN = 100  # characters of a refused sentence around the place where reading stopped

_KINDS = {
    Kind.DEADLINE: mark("recurring deadline"),
    Kind.LEAD_TIME: mark("lead time: from each request on, so without dates of its own"),
    Kind.THRESHOLD: mark("threshold: compared with what is noted for each period"),
    Kind.SHARE: mark("share of cases: counted over each period"),
    Kind.YES_NO: mark("yes or no: noted each time"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """``anchor``: the day from which "every other week" is counted; None when nothing is."""

    statement: Statement
    occurrences: tuple[Occurrence, ...]
    timezone: str
    place: str
    anchor: date | None


def understood(statement: Statement, calendar: WorkCalendar, first: date, *, count: int, place: str = "") -> Understood:
    """``statement`` with its next ``count`` occurrences due from ``first`` on; only deadlines have any."""
    recurrence = statement.recurrence
    due = upcoming(statement, calendar, first, count=count, anchor=first) if recurrence else ()
    counted = recurrence is not None and recurrence.every is Every.WEEK and recurrence.interval > 1
    return Understood(
        statement=statement,
        occurrences=due,
        timezone=calendar.timezone,
        place=place,
        anchor=first if counted else None,
    )


def understood_json(one: Understood) -> str:
    """Kind, both sentences as one may type them, and the moments: local, with their offset."""
    shown = {
        "kind": one.statement.kind.value,
        "fr": say(one.statement, "fr"),
        "en": say(one.statement, "en"),
        "next": [occurrence.due.isoformat() for occurrence in one.occurrences],
    }
    return json.dumps(shown, ensure_ascii=False) + "\n"


def understood_lines(one: Understood, words: Words) -> Iterator[str]:
    """The same for people, one line after the other."""
    yield words("French: {sentence}", sentence=say(one.statement, "fr", typographic=True)) + "\n"
    yield words("English: {sentence}", sentence=say(one.statement, "en", typographic=True)) + "\n"
    yield words("Kind: {kind}", kind=words(_KINDS[one.statement.kind])) + "\n"
    if one.statement.kind is not Kind.DEADLINE:
        return
    place = one.place or words("without public holidays")
    yield words("Due next ({zone}, {place}):", zone=one.timezone, place=place) + "\n"
    for occurrence in one.occurrences:
        yield f"  {due_words(occurrence, words)}\n"
    if one.anchor:
        said = mark("The weeks are counted from {day} here; in a contract, from its start.")
        yield words(said, day=weekday_words(one.anchor, words)) + "\n"


def refusal_lines(refused: Refused, words: Words) -> Iterator[str]:
    """Where reading stopped, with a mark under the place, and what was expected there."""
    at = refused.position - 1
    begins = max(0, at - LONGEST_SHOWN // 2)
    shown = "".join(" " if char.isspace() else char for char in refused.text[begins : begins + LONGEST_SHOWN])
    expected = ", ".join(refused.expected)
    found = refused.found[:LONGEST_SHOWN]
    said = (
        words("“{found}” is not understood here: {expected} was expected.", found=found, expected=expected)
        if found
        else words("The sentence is not complete: {expected} was expected.", expected=expected)
    )
    yield said
    yield f"  {shown}"
    yield f"  {' ' * (at - begins)}{'^' * max(1, min(len(found), len(shown) - at + begins))}"
    if refused.hint:
        yield words(refused.hint)


def due_words(one: Occurrence, words: Words) -> str:
    """Monday 10 August 2026, before 10:00 (moved from …, a day off)."""
    day, clock = weekday_words(one.day, words), one.due.time()
    if clock == END_OF_DAY:
        said = words("{day}, until the end of the day", day=day)
    elif one.strict and not (clock.hour or clock.minute):
        said = words("before {day}", day=day)
    else:
        limit = mark("{day}, before {hour}") if one.strict else mark("{day}, {hour} at the latest")
        said = words(limit, day=day, hour=hour_words(clock, words))
    moved = (
        words("moved from {day}, a day off", day=weekday_words(one.nominal, words)) if one.day != one.nominal else ""
    )
    return f"{said} ({moved})" if moved else said


def hour_words(clock: time, words: Words) -> str:
    """10 h 00, midi; 10:00, noon."""
    return set_in_print(f"à {clock_words(clock, words.language)}", words.language).removeprefix("à ")


def weekday_words(day: date, words: Words) -> str:
    """Monday 10 August 2026, lundi 1er juin 2026."""
    from babel.dates import format_date

    text = format_date(day, "EEEE d MMMM y", locale="fr" if words.language == "fr" else "en_GB")
    return text.replace(" 1 ", " 1er ") if words.language == "fr" else text
