"""From a valid organisation file to the domain's frozen values, each entry with its line."""

from __future__ import annotations

from collections.abc import Callable

from svcgraph.domain import organisation as domain
from svcgraph.store.organisation import format as shape

Line = Callable[[str, int], int]  # part, position → line of the file (row of the sheet)


def organisation(read: shape.OrganisationFile, file: str, line: Line) -> domain.Organisation:
    """``read`` as an Organisation; ``line`` gives the lines of the entries that were kept."""
    return domain.Organisation(
        file=file,
        name=read.name.text(),
        defaults=_defaults(read.defaults),
        departments=tuple(_department(one, line("departments", i)) for i, one in enumerate(read.departments)),
        services=tuple(_service(one, line("services", i)) for i, one in enumerate(read.services)),
        externals=tuple(_external(one, line("externals", i)) for i, one in enumerate(read.externals)),
        people=tuple(_person(one, line("people", i)) for i, one in enumerate(read.people)),
        processes=tuple(_process(one, line("processes", i)) for i, one in enumerate(read.processes)),
        promises=tuple(_promise(one, line("promises", i)) for i, one in enumerate(read.promises)),
        calendar=_calendar(read.calendar),
        terms=tuple((one.fr, one.en) for one in read.terms),
    )


def _defaults(read: shape.DefaultsShape) -> domain.Defaults:
    return domain.Defaults(
        every=read.review.every,
        rule=read.review.rule.text(),
        participants=read.review.participants,
        escalation=read.escalation.text(),
        amendment=read.amendment.text(),
        notice=read.notice.text(),
        renewal=read.renewal.text(),
        confidentiality=read.confidentiality.text(),
        continuity=read.continuity.text(),
        cut_off=read.counting.cut_off,
        day_off=read.counting.day_off,
        minimum_sample=read.minimum_sample,
        keeper=read.keeper,
        keeper_deputy=read.keeper_deputy,
    )


def _department(read: shape.DepartmentShape, line: int) -> domain.Department:
    return domain.Department(
        id=read.id,
        name=read.name.text(),
        short=read.short,
        head=read.head,
        defaults=_defaults(read.defaults),
        line=line,
    )


def _service(read: shape.ServiceShape, line: int) -> domain.ServiceEntry:
    return domain.ServiceEntry(
        id=read.id,
        name=read.name.text(),
        short=read.short,
        department=read.department,
        head=read.head,
        staff=read.staff,
        aliases=read.aliases,
        actors=read.actors,
        former_ids=read.former_ids,
        former_names=read.former_names,
        line=line,
    )


def _external(read: shape.ExternalShape, line: int) -> domain.ExternalParty:
    return domain.ExternalParty(id=read.id, name=read.name.text(), roles=read.roles, aliases=read.aliases, line=line)


def _person(read: shape.PersonShape, line: int) -> domain.Person:
    return domain.Person(
        id=read.id,
        name=read.name or read.id,
        email=read.email,
        service=read.service,
        position=read.position.text(),
        left=read.left,
        line=line,
    )


def _process(read: shape.ProcessShape, line: int) -> domain.ProcessEntry:
    return domain.ProcessEntry(
        id=read.id,
        name=read.name.text(),
        file=read.file.replace("\\", "/"),
        kind=read.kind,
        owner=read.owner,
        frequency=read.frequency,
        feeds=read.feeds,
        line=line,
    )


def _promise(read: shape.PromiseShape, line: int) -> domain.Promise:
    return domain.Promise(
        id=read.id,
        party=read.party,
        deliverable=read.deliverable.text(),
        objective=read.objective.text(),
        start=read.start.text(),
        stop=read.stop.text(),
        origin=read.origin.text(),
        answerable=read.answerable,
        keeper=read.keeper,
        deputy=read.deputy,
        from_map=read.from_map,
        source=read.source.text(),
        alert=read.alert,
        line=line,
    )


def _calendar(read: shape.CalendarShape) -> domain.CalendarSettings:
    default = domain.CalendarSettings()
    hours = tuple(getattr(read.hours, day) for day in shape.WEEKDAYS) if read.hours else default.hours
    return domain.CalendarSettings(
        country=read.country,
        region=read.region,
        closed=tuple(sorted((one.date, one.reason) for one in read.closed)),
        hours=hours,
        day_off=read.day_off,
    )
