"""Review meetings as recurring events."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.domain.contract import Contract
from svcgraph.domain.meeting_series import Meeting, Series, series
from svcgraph.i18n import mark
from svcgraph.sentences.meeting import meeting_day
from svcgraph.views.agenda import stamps
from svcgraph.views.agenda.desk import Desk, at
from svcgraph.views.agenda.shapes import Event, Moved, Rule, Sort, When

TITLE = mark("Review meeting {contract}")
NONE = mark("No review meeting to come: {contracts}. Write the next one down under “review”.")
NOT_UNDERSTOOD = mark(
    "{contract}: the rule “{rule}” is not understood; later meetings follow the weekday of the next one. Write for "
    "example “second Monday at 11:00”."
)
TEXT = mark("{title}\n{parties}\nParticipants: {people}\nSheet: svcgraph review {contract}")


def meetings(desk: Desk) -> Iterator[Event]:
    """One event for each contract that is signed and has meetings to come."""
    for contract in desk.contracts:
        found = planned(contract, desk) if desk.running(contract) else None
        if found:
            yield _event(contract, found, desk)


def remarks(desk: Desk) -> Iterator[str]:
    """What the calendar cannot know: contracts without a meeting to come, rules that are not understood."""
    running = [one for one in desk.contracts if desk.running(one)]
    without = [desk.called(one) for one in running if planned(one, desk) is None]
    if without:
        yield desk.words(NONE, contracts=", ".join(without))
    for one in running:
        rule = one.review.rule
        if rule and meeting_day(rule) is None and planned(one, desk):
            yield desk.words(NOT_UNDERSTOOD, contract=desk.called(one), rule=desk.text(rule))


def planned(contract: Contract, desk: Desk) -> Series | None:
    """The meetings to come, by the domain."""
    return series(contract, meeting_day(contract.review.rule), desk.calendar, desk.as_of)


def _event(contract: Contract, found: Series, desk: Desk) -> Event:
    first, *later = found.meetings
    people = contract.review.participants
    return Event(
        uid=desk.uid(contract.id, "review"),
        sort=Sort.MEETING,
        title=_title(contract, desk),
        text=_text(contract, desk),
        start=_start(found, first),
        minutes=found.minutes,
        rule=_rule(found) if later else None,
        moved=tuple(_moved(found)),
        without=tuple(_where(found, one) for one in later if one.day is None),
        guests=desk.guests(people),
        people=desk.known(people),
        services=(contract.supplier.service, contract.client.service),
        changed=stamps.changed(contract, desk.as_of),
        sequence=stamps.sequence(contract, desk.versions(contract)),
    )


def _title(contract: Contract, desk: Desk) -> str:
    said = desk.words(TITLE, contract=desk.called(contract))
    title = desk.text(contract.title)
    return f"{said} – {title}" if title else said


def _text(contract: Contract, desk: Desk) -> str:
    people = ", ".join(guest.name for guest in desk.guests(contract.review.participants)) or "–"
    said = desk.words(
        TEXT,
        title=desk.text(contract.title),
        parties=desk.parties(contract),
        people=people,
        contract=desk.called(contract),
    )
    return said.strip()


def _start(found: Series, first: Meeting) -> When:
    """Where the rule puts the first one; a single meeting is where it is."""
    if len(found.meetings) == 1:
        return at(first.day or first.nominal, first.clock)
    return _where(found, first)


def _where(found: Series, one: Meeting) -> When:
    return at(one.nominal, found.clock)


def _rule(found: Series) -> Rule:
    last = found.meetings[-1]
    return Rule(weekday=found.weekday, rank=found.rank, interval=found.months or 1, last=_where(found, last))


def _moved(found: Series) -> Iterator[Moved]:
    """Those that are not where the rule puts them, by day or by hour."""
    for one in found.meetings if len(found.meetings) > 1 else ():
        if one.day and (one.day, one.clock) != (one.nominal, found.clock):
            yield Moved(nominal=_where(found, one), start=at(one.day, one.clock))
