"""The working calendar of a workspace: what `organisation.yaml` says, and the public holidays of its country."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache

from svcgraph.cache import made
from svcgraph.domain.contract import Contract
from svcgraph.domain.objective.calendar import WorkCalendar
from svcgraph.domain.organisation import CalendarSettings
from svcgraph.errors import UsageError
from svcgraph.i18n import mark

_REGIONS = {("FR", "alsace-moselle"): "57", ("FR", "alsace"): "6AE", ("FR", "moselle"): "57"}  # as people call them
YEARS = (2000, 2060)  # whose holidays are looked up; a figure beyond is refused, not guessed


def work_calendar(settings: CalendarSettings, language: str = "fr") -> WorkCalendar:
    """The calendar of ``settings``; ``timezone`` is the workspace's, if other.

    ``language`` is always passed on to the holidays, so that nothing depends on LANG.
    Raises `UsageError` for a country or region that has no known holidays.
    """
    public = frozenset(_holidays(settings.country, settings.region, language))
    return WorkCalendar(
        timezone=settings.timezone,
        days_off=public | {day for day, _ in settings.closed},
        holidays=public,
        hours=settings.hours,
        day_off=settings.day_off,
        years=YEARS,
    )


def calendars_asked(contracts: Iterable[Contract], settings: CalendarSettings) -> tuple[tuple[str, WorkCalendar], ...]:
    """The calendars of other countries for which objectives ask ("BE", "DE-BY"), each under that name.

    Working hours and closing days stay the organisation's. A name without known holidays is left out: whoever
    judges says so, with the place.
    """
    items = (item for one in contracts for item in (*one.deliverables, *one.expectations))
    asked = {one.objective.calendar.strip() for item in items for one in item.criteria if one.objective}
    found = ((name, _elsewhere(name, settings)) for name in sorted(asked - {""}))
    return tuple((name, calendar) for name, calendar in found if calendar)


def _elsewhere(name: str, settings: CalendarSettings) -> WorkCalendar | None:
    country, _, region = name.partition("-")
    try:
        return work_calendar(replace(settings, country=country, region=region))
    except UsageError:
        return None


def holiday_names(settings: CalendarSettings, language: str) -> tuple[tuple[date, str], ...]:
    """Public holidays and closing days with their names, in order."""
    named = {**_holidays(settings.country, settings.region, language), **dict(settings.closed)}
    return tuple(sorted(named.items()))


@lru_cache(maxsize=16)
def _holidays(country: str, region: str, language: str) -> dict[date, str]:
    if not country:
        return {}
    # the package loads every country of the world for one, which is much of the time of a short command
    asked = (country, region, language)
    kept = made("holidays", "days", *asked, repr(YEARS), make=lambda: _looked_up(*asked))
    return {date.fromisoformat(day): name for day, name in json.loads(kept)}


def _looked_up(country: str, region: str, language: str) -> bytes:
    import holidays

    region = _REGIONS.get((country, region.lower()), region)
    known = holidays.list_supported_countries(include_aliases=True)
    if country not in known or (region and region not in known[country]):
        said = mark("No public holidays are known for {country} {region}: write a country such as FR, and its region.")
        raise UsageError(said, country=country, region=region)
    spoken = {tongue.split("_")[0]: tongue for tongue in holidays.list_localized_countries().get(country, [])}
    found = holidays.country_holidays(
        country, subdiv=region or None, years=range(YEARS[0], YEARS[1] + 1), language=spoken.get(language)
    )
    return json.dumps([(day.isoformat(), name) for day, name in found.items()]).encode()
