"""``svcgraph readings import``: a file of readings, looked through, told in words, and appended when asked to."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from svcgraph import pipeline
from svcgraph.desk.lock import locked
from svcgraph.desk.readings.checking import check
from svcgraph.desk.readings.entry import calendar_of, now_in
from svcgraph.desk.readings.indicators import Indicators
from svcgraph.desk.readings.writing import append, file_for
from svcgraph.domain.attainment.reading import Reading
from svcgraph.domain.attainment.source import Source
from svcgraph.errors import Fault, FaultList, Severity
from svcgraph.i18n import mark
from svcgraph.store.readings import read_sources
from svcgraph.story import Story

NO_INDICATOR = mark("Nothing called “{name}” is measured: write a clause (CS-01/d1.c1) or a promise (E1).")

OF_THE_FILE = ("no-indicator-column", "unreadable", "not-readings", "extra-not-installed", "more-faults")


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """``lines``: how many readings the file has; ``targets``: the files to which the good ones go, with how many.

    ``written``: whether they are there now.
    """

    file: str
    story: Story
    lines: int
    good: tuple[Reading, ...]
    faults: tuple[Fault, ...]
    targets: tuple[tuple[str, int], ...]
    written: bool

    def called(self, indicator: str) -> str:
        """What people call an indicator: CS-07/d1.c1, E1."""
        found = Indicators(self.story).find(indicator)
        return found.called if found else indicator


def bring(root: Path, path: Path, *, yes: bool, by: str = "", as_of: date | None = None) -> Brought:
    """What is in ``path``, each line by itself: those that count are written with ``yes``, the others told.

    ``by``: who entered them, where a line does not say. Raises `SvcgraphError` where a file cannot be written.
    """
    with locked(root) if yes else nullcontext():
        story = pipeline.tell(root, as_of=as_of)
        calendar = calendar_of(story)
        read = read_sources(path.parent, calendar.timezone, [Source(file=path.name)])
        faults = FaultList(list(read.faults))
        checked = check(story, _meant(story, read.readings, by, path.name, faults), calendar)
        groups = _grouped(story, checked.good)
        for file, readings in groups if yes else ():
            append(root, file, readings, calendar, story.workspace.settings.language)
        return Brought(
            file=path.name,
            story=story,
            lines=len(read.readings) + _unread(read.readings, read.faults),
            good=checked.good,
            faults=tuple(sorted((*faults.faults, *checked.faults), key=lambda one: (one.place, one.code))),
            targets=tuple((file, len(readings)) for file, readings in groups),
            written=yes and bool(groups),
        )


def _unread(readings: Sequence[Reading], faults: Sequence[Fault]) -> int:
    """How many lines hold something that is no reading: each is told, once or more often."""
    whole = {one.place for one in faults if one.code in OF_THE_FILE}
    wrong = {one.place for one in faults if one.severity is Severity.ERROR}
    return len(wrong - whole - {one.place for one in readings})


def _meant(story: Story, readings: Sequence[Reading], by: str, file: str, faults: FaultList) -> tuple[Reading, ...]:
    """With the indicators' own ids, and where they come from."""
    indicators, now = Indicators(story), now_in(story, calendar_of(story))
    made = []
    for one in readings:
        measured = indicators.find(one.indicator)
        if measured is None:
            faults.add("unknown-indicator", one.place, NO_INDICATOR, name=one.indicator)
        else:
            made.append(
                replace(
                    one,
                    indicator=measured.id,
                    by=one.by or by,
                    source=one.source or file,
                    recorded_at=one.recorded_at or now,
                )
            )
    return tuple(made)


def _grouped(story: Story, good: Sequence[Reading]) -> tuple[tuple[str, tuple[Reading, ...]], ...]:
    """By the file to which they go, in the order of the import."""
    found: dict[str, list[Reading]] = {}
    for one in good:
        found.setdefault(file_for(one.indicator, story.workspace.readings), []).append(one)
    return tuple((file, tuple(found[file])) for file in sorted(found))
