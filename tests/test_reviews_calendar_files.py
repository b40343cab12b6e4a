"""Calendars as files: the zone that they describe, who has one, and what the command writes."""

from __future__ import annotations

from datetime import UTC, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from svcgraph import pipeline
from svcgraph.cli._program import program
from svcgraph.i18n import Words
from svcgraph.outputs import calendar as output
from svcgraph.renderers.ics.zone import changes
from svcgraph.story import Story

WORKSPACE = Path(__file__).parent / "cli" / "workspace"


@pytest.mark.parametrize("zone", ["Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"])
def test_the_zone_in_the_file_is_that_of_the_system(zone: str) -> None:
    for change in changes(zone, 2024, 2027):
        before, after = (change.wall - change.before + timedelta(minutes=step) for step in (-1, 1))
        offsets = [one.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).utcoffset() for one in (before, after)]
        assert offsets == [change.before, change.after]
    expected = 0 if zone in ("Asia/Kolkata", "UTC") else 8
    assert len(list(changes(zone, 2024, 2027))) == expected


@pytest.fixture(scope="module")
def story(sample_root: Path) -> Story:
    return pipeline.tell(sample_root)


def test_the_sample_has_a_calendar_for_everybody_who_has_something_to_do(story: Story) -> None:
    made = {file.path: file.content for file in output.files(story, Words("fr"))}
    assert made == {file.path: file.content for file in output.files(story, Words("fr"))}
    assert "calendar/people/julien-roche.ics" in made
    assert "calendar/services/marketing.ics" in made
    all_of_it = {str(one["UID"]) for one in Calendar.from_ical(made["calendar/all.ics"]).walk("VEVENT")}
    parts = {str(one["UID"]) for data in made.values() for one in Calendar.from_ical(data).walk("VEVENT")}
    assert all_of_it == parts
    reviews = {uid for uid in all_of_it if ".review@" in uid}
    assert len(reviews) == 9  # CS-07 has no next meeting
    assert all(uid.endswith(f"@{story.workspace.settings.workspace}") for uid in all_of_it)
    assert all(len(line) <= 75 for data in made.values() for line in data.split(b"\r\n"))


def test_the_command_writes_one_file_or_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert program(["-C", str(WORKSPACE), "calendar", "-o", "mine.ics"]) == 0
    assert capsys.readouterr().out == "mine.ics\n"
    found = Calendar.from_ical((tmp_path / "mine.ics").read_bytes())
    assert [str(one["SUMMARY"]) for one in found.walk("VEVENT") if ".review@" in str(one["UID"])] == [
        "Review meeting CS-01 – Weekly sales report"
    ]
