"""Events of a log, whatever file they come from, become columns; what was left out or guessed becomes findings."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from svcgraph.domain.event_log import MISSING, NO_TIME, Values
from svcgraph.errors import FaultList, Place, Severity, Unreadable
from svcgraph.i18n import mark
from svcgraph.intake.log import Asked
from svcgraph.intake.log.moments import Clock
from svcgraph.intake.log.names import is_missing

EVENTS = 50_000_000  # of one log, in this process
TOLD = 20  # faulty lines that are listed one by one
LONGEST = 500  # characters of a value; the rest is cut off


def plain(value: str) -> str:
    """A name without odd blanks, of a bearable length."""
    return " ".join(value[:LONGEST].split())


def known(value: str) -> str | None:
    """The same of a service or lifecycle; None for `EMPTY`, `n/a` and the like."""
    text = plain(value)
    return None if is_missing(text) else text


class Encoder:
    """One column being filled: each different value once, and its number for every event."""

    __slots__ = ("_clean", "codes", "known", "names", "ways")

    def __init__(self, clean: Callable[[str], str | None] = str) -> None:
        self._clean = clean  # None: the value only says that there is none
        self.names: list[str] = []
        self.codes = array("i")
        self.ways: set[str] = set()  # in which "there is none" was written
        self.known: dict[str | None, int] = {None: MISSING}

    def new(self, value: str) -> int:
        """The code of a value that is not ``known``; `MISSING` where it only says that there is none."""
        text = self._clean(value)
        if text is None:
            self.ways |= {value.strip()} if value.strip() else set()
            code = MISSING
        else:
            code = self.known.get(text, len(self.names))
            if code == len(self.names):
                self.names.append(text)
            self.known[text] = code
        self.known[value] = code
        return code

    @property
    def present(self) -> int:
        """How many events have a value."""
        return len(self.codes) - self.codes.count(MISSING)

    def values(self, keep: Sequence[int] | None = None) -> Values:
        """The column, of all events or of those at the places ``keep``."""
        codes = self.codes if keep is None else array("i", [self.codes[place] for place in keep])
        return Values(names=tuple(self.names), codes=codes)


# Of an encoder, looked up once and not for every event: the code of a value, append, make a new code.
_Methods = tuple[Callable[[str | None], int | None], Callable[[int], None], Callable[[str], int]]


@dataclass(slots=True)
class Collector:
    """A log being read. ``services`` has one column for each attribute that may mean *service*."""

    file: str
    asked: Asked
    service_names: Sequence[str]
    dates: str = ""
    faults: FaultList = field(default_factory=FaultList)
    cases: Encoder = field(default_factory=Encoder)
    activities: Encoder = field(default_factory=lambda: Encoder(plain))
    lifecycles: Encoder = field(default_factory=lambda: Encoder(known))
    services: list[Encoder] = field(init=False)
    times: array[int] = field(default_factory=lambda: array("q"))
    lines: array[int] = field(default_factory=lambda: array("i"))
    clock: Clock = field(init=False)
    _columns: tuple[_Methods, ...] = field(init=False)
    bad_times: int = 0
    no_case: int = 0
    no_activity: int = 0

    def __post_init__(self) -> None:
        self.services = [Encoder(known) for _ in self.service_names]
        encoders = (self.cases, self.activities, self.lifecycles, *self.services)
        self._columns = tuple((one.known.get, one.codes.append, one.new) for one in encoders)
        self.clock = Clock(timezone=self.asked.timezone, dates=self.dates)

    def event(  # noqa: PLR0917 - called for every event
        self,
        case: str | None,
        activity: str | None,
        time: str | datetime | None,
        services: Sequence[str | None],
        lifecycle: str | None,
        line: int,
    ) -> None:
        """One event, in the order of the file. One without a case or an activity is left out, and counted."""
        if not case:
            self.no_case += 1
            self._tell("no-case", self.no_case, line, mark("The event names no case: it is left out."))
            return
        if not activity or activity.isspace():
            self.no_activity += 1
            self._tell("no-activity", self.no_activity, line, mark("The event names no activity: it is left out."))
            return
        for (known_code, append, new), value in zip(self._columns, (case, activity, lifecycle, *services), strict=True):
            code = known_code(value)
            append(new(value or "") if code is None else code)
        self.times.append(self._time(time, line))
        self.lines.append(line)
        if len(self.times) > EVENTS:
            said = mark("The log has more than {most} events: save it as Parquet and use --engine duckdb.")
            self.faults.add("too-large", Place(file=self.file, line=line), said, most=EVENTS)
            raise Unreadable(*self.faults.faults)

    def _time(self, text: str | datetime | None, line: int) -> int:
        try:
            return self.clock.ticks(text) if isinstance(text, datetime) else self.clock.read(text or "")
        except (ValueError, OverflowError):
            self.bad_times += 1
            said = mark("“{text}” is no moment: the event keeps its place in the file, waiting times leave it out.")
            self._tell("bad-moment", self.bad_times, line, said, text=str(text or "")[:80])
            return NO_TIME

    def _tell(self, code: str, number: int, line: int, message: str, /, **parameters: object) -> None:
        if number <= TOLD:
            place = Place(file=self.file, line=line)
            self.faults.add(code, place, message, severity=Severity.WARNING, **parameters)
