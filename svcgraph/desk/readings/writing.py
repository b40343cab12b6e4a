"""Readings appended to the files of `processes/readings/`; the caller holds the lock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from svcgraph.desk import disk
from svcgraph.domain.attainment.reading import Reading
from svcgraph.domain.objective.calendar import WorkCalendar
from svcgraph.errors import SvcgraphError
from svcgraph.i18n import mark
from svcgraph.store.readings import FOLDER
from svcgraph.store.readings.written import appended

CHANGED = mark("{file} was changed meanwhile: do it again.")
NOT_WRITTEN = mark("{path} cannot be written: {problem}")
OUTSIDE = mark("{path} is a link that leads out of processes/: nothing is written there.")


def file_for(indicator: str, known: Iterable[Reading]) -> str:
    """The CSV file in which the last reading of ``indicator`` stands, else one of its contract, else a new one."""
    owner = indicator.partition("/")[0]
    ours = [one for one in known if _is_ours(one) and one.indicator.partition("/")[0] == owner]
    same = [one for one in ours if one.indicator == indicator]
    found = max(same or ours, key=lambda one: one.place, default=None)
    return found.place.file if found else f"{FOLDER}/{owner}.csv"


def _is_ours(reading: Reading) -> bool:
    file = reading.place.file
    return file.startswith(f"{FOLDER}/") and file.lower().endswith(".csv") and "/" not in file[len(FOLDER) + 1 :]


def append(root: Path, file: str, readings: Sequence[Reading], calendar: WorkCalendar, language: str) -> None:
    """``readings`` at the end of ``file``, which is there whole before and after. Raises `SvcgraphError`."""
    path = (root / file).resolve()
    if not path.is_relative_to((root / "processes").resolve()):
        raise SvcgraphError(OUTSIDE, path=file)
    try:
        disk.make_folder(path.parent)
        disk.sweep(path.parent)
        before = disk.read_or_none(path)
        after = appended(before, readings, calendar, language, file)
        disk.replace_file(path, after, before=before)
    except disk.Changed as error:
        raise SvcgraphError(CHANGED, file=file) from error
    except OSError as error:
        raise SvcgraphError(NOT_WRITTEN, path=file, problem=error.strerror or str(error)) from error
