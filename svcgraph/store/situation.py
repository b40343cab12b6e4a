"""By which calendar and from which day a single sentence is read: the workspace's where there is one, or as asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from svcgraph.domain.objective.calendar import WorkCalendar
from svcgraph.domain.organisation import CalendarSettings
from svcgraph.errors import UsageError
from svcgraph.i18n import mark
from svcgraph.store.calendar import YEARS, work_calendar
from svcgraph.store.organisation import load_organisation
from svcgraph.store.settings import load_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """``first``: the first day that counts. ``place``: "FR", "FR-BRE", "" without public holidays."""

    calendar: WorkCalendar
    first: date
    place: str


def situation(
    root: Path | None,
    *,
    first: date | None = None,
    as_of: date | None = None,
    place: str | None = None,
    timezone: str | None = None,
) -> Situation:
    """What the options say, then the workspace in ``root``, then France and Europe/Paris, from today.

    Raises `UsageError` for a place or time zone that is not known, or a day whose holidays are not.
    """
    settings, pinned = _of(root)
    if place is not None:
        country, _, region = place.strip().partition("-")
        settings = replace(settings, country=country.upper(), region=region)
    if timezone is not None:
        settings = replace(settings, timezone=_zone(timezone))
    day = first or as_of or pinned or date.today()
    if not YEARS[0] < day.year < YEARS[1]:
        raise UsageError(
            mark("{day}: public holidays are known from {first} to {last} only"),
            day=day,
            first=YEARS[0] + 1,
            last=YEARS[1] - 1,
        )
    named = "-".join(filter(None, (settings.country, settings.region)))
    return Situation(calendar=work_calendar(settings), first=day, place=named)


def _of(root: Path | None) -> tuple[CalendarSettings, date | None]:
    if root is None:
        return CalendarSettings(), None
    settings = load_settings(root)
    calendar = load_organisation(root).organisation.calendar
    return replace(calendar, timezone=settings.timezone), settings.as_of


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # a folder's name, or a path
        raise UsageError(mark("{name} is no time zone: write one such as Europe/Paris"), name=name) from error
    return name
