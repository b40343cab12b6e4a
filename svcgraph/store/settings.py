"""`svcgraph.yaml`: the settings of a workspace, and where the workspace is."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from svcgraph.domain.attainment import Period
from svcgraph.domain.attainment.source import Source
from svcgraph.errors import Fault, FaultList, Place, Severity, Unreadable
from svcgraph.i18n import mark
from svcgraph.intake.yaml import BYTES, Mapping, Node, Scalar, load
from svcgraph.store.contracts.lines import as_written
from svcgraph.store.root import FILE
from svcgraph.store.shapes import Day, Shape, part
from svcgraph.store.sources import SourceShape, settled_sources
from svcgraph.store.tree import TreeSource
from svcgraph.store.validated import validated

TIMEZONE = "Europe/Paris"
PACKAGED = "packaged"
PYTHON = "python"
_BOUND = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What `svcgraph.yaml` says, with its defaults; ``faults`` are warnings and notes only.

    ``severities`` are pairs of a finding's code and ``error``, ``warning``, ``note`` or ``off``.
    ``layout`` is ``packaged`` or the path of a ``dot`` program. ``period`` None: the last three closed months.
    """

    workspace: str = ""
    language: str = "fr"
    timezone: str = TIMEZONE
    as_of: date | None = None
    period: Period | None = None
    layout: str = PACKAGED
    palette: str = "standard"
    png: bool = False  # whether `build` writes pictures as PNG too: half of its time
    site: tuple[str, ...] = ()  # languages of the site beside that of the files
    severities: tuple[tuple[str, str], ...] = ()
    calls: bool = True
    signals: bool = True
    engine: str = PYTHON  # who counts readings: `svcgraph.engine`
    sources: tuple[Source, ...] = ()  # of readings, beside `processes/readings/`
    faults: tuple[Fault, ...] = ()

    @property
    def program(self) -> str:
        """The layout program that the workspace names; "" for the packaged one."""
        return "" if self.layout == PACKAGED else self.layout


def load_settings(root: Path) -> Settings:
    """The settings of the workspace in ``root``. Raises ``Unreadable`` with every fault when any is an error."""
    try:
        with (root / FILE).open("rb") as file:
            data = file.read(BYTES + 1)
    except OSError as error:
        said = mark("The file cannot be read: {problem}.")
        raise Unreadable(_fault("unreadable", Place(file=FILE), said, problem=error.strerror or "")) from error
    return parse_settings(data)


def parse_settings(data: bytes, file: str = FILE) -> Settings:
    """The settings in ``data``, as `load_settings`; an empty file is all defaults."""
    faults = FaultList()
    tree = load(data, file)
    read = _validated(tree, file, faults)
    sources = settled_sources(read.readings, tree, file, faults)
    wrong = [fault for fault in faults.faults if fault.severity is Severity.ERROR]
    if wrong:
        raise Unreadable(*faults.faults)
    if not read.timezone:
        said = mark("No time zone is given: {zone} is used.")
        faults.add("default-timezone", Place(file=file), said, severity=Severity.NOTE, zone=TIMEZONE)
    return Settings(
        workspace=read.workspace,
        language=read.language,
        timezone=read.timezone or TIMEZONE,
        as_of=read.as_of,
        period=read.period,
        layout=read.layout,
        palette=read.palette,
        png=read.png,
        site=read.site,
        severities=tuple(sorted(read.severities.items())),
        calls=read.links.calls,
        signals=read.links.signals,
        engine=read.engine,
        sources=sources,
        faults=tuple(faults.faults),
    )


def _validated(tree: Node, file: str, faults: FaultList) -> SettingsFile:
    if isinstance(tree, Scalar) and tree.value is None:
        return SettingsFile.model_validate({})
    if not isinstance(tree, Mapping):
        said = mark("The settings are keys and values, such as “language: fr”.")
        faults.add("settings", Place(file=file, line=tree.line), said)
        return SettingsFile.model_validate({})
    return validated(SettingsFile, as_written(tree), TreeSource(tree, file), "settings", faults)


def _fault(code: str, place: Place, message: str, **parameters: str) -> Fault:
    return Fault(code=code, place=place, message=message, parameters=tuple(parameters.items()))


def _zone(value: object) -> object:
    if isinstance(value, str):
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # a folder's name, or a path
            raise PydanticCustomError("timezone", "no time zone") from error
    return value


def _period(value: object) -> object:
    """``2026-08..2026-10``, each side a year, a month or a day; one side alone is both."""
    if not isinstance(value, str):
        raise PydanticCustomError("months", "a period is written 2026-08..2026-10")
    first, _, last = value.partition("..")
    begin, end = _BOUND.fullmatch(first.strip()), _BOUND.fullmatch((last or first).strip())
    if not begin or not end:
        raise PydanticCustomError("months", "a period is written 2026-08..2026-10")
    try:
        period = Period(first=_day(begin, last=False), last=_day(end, last=True))
    except (ValueError, calendar.IllegalMonthError) as error:
        raise PydanticCustomError("calendar", "this day does not exist") from error
    if period.last < period.first:
        raise PydanticCustomError("months", "the end stands before the beginning")
    return period


def _day(bound: re.Match[str], *, last: bool) -> date:
    year, month = int(bound[1]), int(bound[2] or (12 if last else 1))
    return date(year, month, int(bound[3] or (calendar.monthrange(year, month)[1] if last else 1)))


class LinksShape(Shape):
    calls: bool = Field(True, description="Call activities hand over to the process they call.")
    signals: bool = Field(True, description="A thrown signal hands over to whoever catches it.")


class SettingsFile(Shape):
    """The shape of `svcgraph.yaml`."""

    workspace: str = Field("", description="Written by svcgraph new; forms carry it.")
    language: Literal["fr", "en"] = Field("fr", description="Language of the files.")
    timezone: Annotated[str, BeforeValidator(_zone)] = Field("", description="Europe/Paris by default.")
    as_of: Day | None = Field(None, description="The end of that day is “now”.")
    period: Annotated[Period | None, BeforeValidator(_period), WithJsonSchema({"type": "string"})] = Field(
        None, description="2026-08..2026-10; by default the last three closed months."
    )
    layout: str = Field(PACKAGED, description="packaged, or the path of a dot program.")
    palette: Literal["standard", "traffic-lights"] = Field("standard", description="Colours of pictures.")
    png: bool = Field(False, description="Whether svcgraph build writes pictures as PNG too.")
    site: tuple[Literal["fr", "en"], ...] = Field((), description="Languages of the site beside that of the files.")
    severities: dict[str, Literal["error", "warning", "note", "off"]] = Field(
        default_factory=dict, description="Severity of a finding, by its code."
    )
    links: LinksShape = part(LinksShape, "What joins maps (rule O6).")
    engine: Literal["python", "duckdb", "postgres", "spark"] = Field("python", description="Who counts readings.")
    readings: tuple[SourceShape, ...] = Field((), description="Sources beside processes/readings/.")
