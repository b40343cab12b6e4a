"""Events as VEVENTs: series with their exceptions, whole days, guests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, vCalAddress, vRecur, vText
from icalendar import Event as Entry

from svcgraph.renderers.cells import safe
from svcgraph.renderers.ics.zone import timezone
from svcgraph.views.agenda.shapes import Agenda, Event, Guest, Moved, Rule, When

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NO_ADDRESS = "invalid:nomail"  # what calendars write for a guest without an address


def ics(agenda: Agenda) -> bytes:
    """The whole file, UTF-8 with CRLF. Nothing in it is of now: stamps come from the events."""
    made = Calendar()
    made.add("prodid", "-//svcgraph//service agreements//" + agenda.language.upper())
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("x-wr-calname", vText(safe(agenda.name)))
    made.add("x-wr-timezone", vText(agenda.timezone))
    zone = ZoneInfo(agenda.timezone)
    years = [one.year for event in agenda.events for one in _dates(event)]
    made.add_component(timezone(agenda.timezone, min(years, default=2000), max(years, default=2000)))
    for event in agenda.events:
        for entry in _entries(event, zone):
            made.add_component(entry)
    return bytes(made.to_ical())


def _dates(event: Event) -> Iterator[date]:
    yield event.start
    if event.rule:
        yield event.rule.last
    yield from (one.start for one in event.moved)


def _entries(event: Event, zone: ZoneInfo) -> Iterator[Entry]:
    """The event, and each of its series that is elsewhere."""
    made = _entry(event, event.start, zone)
    if event.rule:
        made.add("rrule", _rrule(event.rule, zone))
    for one in event.without:
        made.add("exdate", _when(one, zone))
    yield made
    for moved in event.moved:
        yield _elsewhere(event, moved, zone)


def _elsewhere(event: Event, moved: Moved, zone: ZoneInfo) -> Entry:
    made = _entry(event, moved.start, zone)
    made.add("recurrence-id", _when(moved.nominal, zone))
    return made


def _entry(event: Event, start: When, zone: ZoneInfo) -> Entry:
    stamp = datetime.combine(event.changed, time(0), tzinfo=UTC)
    made = Entry()
    made.add("uid", safe(event.uid))
    made.add("dtstamp", stamp)
    made.add("last-modified", stamp)
    made.add("sequence", event.sequence)
    made.add("summary", safe(event.title))
    made.add("description", safe(event.text))
    made.add("categories", [event.sort.value])
    made.add("status", "CANCELLED" if event.off else "CONFIRMED")
    made.add("dtstart", _when(start, zone))
    made.add("dtend", _end(start, event.minutes, zone))
    made.add("transp", "OPAQUE" if isinstance(start, datetime) else "TRANSPARENT")
    for guest in event.guests:
        made.add("attendee", _attendee(guest))
    return made


def _when(when: When, zone: ZoneInfo) -> When:
    return when.replace(tzinfo=zone) if isinstance(when, datetime) else when


def _end(start: When, minutes: int, zone: ZoneInfo) -> When:
    if not isinstance(start, datetime):
        return start + timedelta(days=1)
    end = start.replace(tzinfo=zone).astimezone(UTC) + timedelta(minutes=minutes)
    return end.astimezone(zone)


def _rrule(rule: Rule, zone: ZoneInfo) -> vRecur:
    last = _when(rule.last, zone)
    until = last.astimezone(UTC) if isinstance(last, datetime) else last
    day = WEEKDAYS[rule.weekday]
    if rule.rank is None:
        return vRecur({"FREQ": "WEEKLY", "INTERVAL": rule.interval, "BYDAY": day, "UNTIL": until})
    return vRecur({"FREQ": "MONTHLY", "INTERVAL": rule.interval, "BYDAY": f"{rule.rank}{day}", "UNTIL": until})


def _attendee(guest: Guest) -> vCalAddress:
    address = vCalAddress(f"mailto:{safe(guest.email)}" if guest.email else NO_ADDRESS)
    address.params["CN"] = safe(guest.name).replace("\n", " ")
    address.params["ROLE"] = "REQ-PARTICIPANT"
    address.params["PARTSTAT"] = "NEEDS-ACTION"
    return address
