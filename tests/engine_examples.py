"""Random contracts and readings for the engines: clean ones, and such as contradict each other."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from pathlib import Path

from svcgraph.domain.attainment import Period
from svcgraph.domain.attainment.reading import Reading
from svcgraph.domain.contract import Contract, Criterion, Deliverable, Indicator, Objective, Party, Status
from svcgraph.domain.objective.calendar import WorkCalendar
from svcgraph.domain.objective.period import parse_period
from svcgraph.domain.organisation import DayOff, Frequency
from svcgraph.domain.text import Text
from svcgraph.engine.judge import judge
from svcgraph.engine.tables.opening import Reader, opened
from svcgraph.errors import Place
from svcgraph.store.readings import values

HOURS = ((((time(9), time(12)), (time(14), time(17, 30))),) * 4) + (((time(8), time(12)),), (), ())
CALENDAR = WorkCalendar(
    days_off=frozenset({date(2026, 5, 1), date(2026, 5, 8), date(2026, 7, 14)}),
    holidays=frozenset({date(2026, 5, 1), date(2026, 5, 8), date(2026, 7, 14)}),
    hours=HOURS,
    years=(2000, 2060),
)
AS_OF = date(2026, 10, 20)
SENTENCES = (
    "tous les lundis avant 10 heures",
    "chaque jour ouvré au plus tard à 17h30",
    "au plus tard le 5e jour ouvré du mois",
    "95 % sous 2 jours ouvrés",
    "sous 4 heures ouvrées",
    "90 % sous 48 heures",
    "95 % sous 1 mois",
    "en moins de 36 heures",
    "90 % du temps avant 10h",
    "au moins 98 %",
    "au plus 3 erreurs",
    "entre 18 et 22 °C",
    "toutes les rubriques remplies : oui",
    "comme d'habitude",
)
LEAD_TIMES = SENTENCES[3:8]
AGGREGATES = ("last", "mean", "median", "sum", "min", "max", "p95")


def contracts(dice: random.Random, number: int) -> tuple[tuple[Contract, ...], tuple[Contract, ...]]:
    """Contracts in force, and the earlier versions of some."""
    made = [_contract(dice, f"s{at}--c", date(2025, 1, 1)) for at in range(number)]
    return tuple(made), ()


def _contract(dice: random.Random, name: str, start: date) -> Contract:
    deadline = _criterion(dice, "d1.c1", dice.choice(SENTENCES))
    beside = _criterion(dice, "d1.c2", dice.choice(SENTENCES))
    given = _criterion(dice, "e1.c1", dice.choice(SENTENCES))
    people = {"representative": "durand"}
    return Contract(
        id=name,
        supplier=Party(service=name, **people),
        client=Party(service="c"),
        status=Status.ACTIVE,
        version="1.0",
        start=start,
        place_file=f"{name}.yaml",
        deliverables=(Deliverable(id="d1", name=Text("Rapport", "Report"), criteria=(deadline, beside)),),
        expectations=(Deliverable(id="e1", name=Text("Liste", "List"), criteria=(given,)),),
    )


def _criterion(dice: random.Random, name: str, sentence: str) -> Criterion:
    objective = Objective(
        text=Text(sentence, ""),
        cut_off=dice.choice(("", "", "16:00")),
        day_off=dice.choice((None, None, *DayOff)),
        timezone=dice.choice(("", "", "America/New_York")),
        depends_on=dice.choice(((), ("e1.c1",))) if name == "d1.c1" else (),
    )
    indicator = Indicator(
        id=f"{name}.i1",
        frequency=dice.choice((None, None, Frequency.WEEKLY, Frequency.QUARTERLY, Frequency.CONTINUOUS)),
        aggregate=dice.choice(AGGREGATES),
    )
    return Criterion(id=name, text=Text(name, name), objective=objective, indicator=indicator)


def readings(dice: random.Random, made: tuple[Contract, ...], number: int, *, wild: float) -> tuple[Reading, ...]:
    """``wild``: the share that is as it comes, whatever the objective asks for."""
    items = [(one.id, criterion) for one in made for group in (*one.deliverables, *one.expectations)
             for criterion in group.criteria]  # fmt: skip
    noted: list[Reading] = []
    for line in range(number):
        contract, criterion = dice.choice(items)
        noted.append(_reading(dice, f"{contract}/{criterion.id}.i1", criterion, line + 2, wild))
    return tuple(noted)


def _reading(dice: random.Random, indicator: str, criterion: Criterion, line: int, wild: float) -> Reading:
    sentence = criterion.objective.text.fr
    if dice.random() < wild:
        sentence = dice.choice(SENTENCES)
    said = _said(dice, sentence)
    if dice.random() < wild:
        said["id"] = f"r{dice.randrange(40)}"
    if dice.random() < wild / 2:
        said["replaces"] = f"r{dice.randrange(40)}"
    if dice.random() < wild / 3:
        said |= {"excused_reason": "grève", "excused_by": dice.choice(("Weber", "Weber", "Durand"))}
    if dice.random() < 0.8:
        said["recorded_at"] = _moment(dice, AS_OF + timedelta(days=dice.choice((-40, -10, 3))))
    return Reading(indicator=indicator, place=Place(file="r.csv", line=line), **said)


def _said(dice: random.Random, sentence: str) -> dict[str, object]:
    day = date(2026, 1, 1) + timedelta(days=dice.randrange(300))
    month = parse_period(f"{day:%Y-%m}")
    if sentence in LEAD_TIMES:
        if dice.random() < 0.15:
            n = dice.randrange(30)
            return {"span": month, "k": dice.randint(0, n), "n": n}
        asked = _moment(dice, day)
        came = {"delivered_at": asked + timedelta(seconds=dice.randrange(600_000))}
        came = dice.choice((came, came, came, came, {"not_delivered": True}, {}))
        return {"requested_at": asked, **came}
    if "du temps" in sentence:
        span = Period(first=day, last=day)
        if dice.random() < 0.1:
            return {"span": span, "not_delivered": True}
        return {"span": span, "delivered_at": CALENDAR.moment(day, time(dice.randint(7, 12), dice.choice((0, 0, 59))))}
    if "98" in sentence and dice.random() < 0.3:
        n = dice.randrange(30)
        return {"span": month, "k": dice.randint(0, n), "n": n}
    if "°C" in sentence or "98" in sentence or "erreurs" in sentence:
        span = dice.choice((month, Period(first=day, last=day)))
        return {"span": span, "value": Fraction(dice.randrange(0, 30_000_000), 1_000_000)}
    if "rubriques" in sentence:
        return {"span": dice.choice((month, Period(first=day, last=day))), "answer": dice.random() < 0.8}
    if "lundis" in sentence:
        day -= timedelta(days=day.weekday())
    span = month if "5e" in sentence else Period(first=day, last=day)
    if dice.random() < 0.1:
        return {"span": span, "not_delivered": True}
    return {"span": span, "delivered_at": CALENDAR.moment(day, time(dice.randint(7, 18), dice.choice((0, 30, 59))))}


def _moment(dice: random.Random, day: date) -> datetime:
    micros = dice.choice((0, 0, 0, 500_000, 999_999))
    start = datetime.combine(day, time(dice.randrange(24), dice.choice((0, 0, 30, 59)), dice.choice((0, 59)), micros))
    return start.replace(tzinfo=UTC).astimezone(CALENDAR.local(datetime(2026, 1, 1)).tzinfo)


def nothing(*_: object) -> object:
    raise AssertionError("no source was to be read")


READER = Reader(
    columns=nothing, span=values.span, row=nothing, files=nothing, select=nothing, shown=nothing, rows=nothing,
    root=Path(), calendar=CALENDAR,
)  # fmt: skip


def judged(given: tuple[Contract, ...], history: tuple[Contract, ...], noted: tuple[Reading, ...], **said: object):
    """By Python."""
    return judge(given, history=history, promises=(), readings=noted, calendar=CALENDAR, as_of=AS_OF, **said)


def judged_by(engine: str, given, history, noted, url: str = "", **said: object):
    """By another engine, with the readings of which Python had to count some."""
    with opened(engine, url, (), noted, READER) as (ledger, faults):
        assert faults == ()
        return judged(given, history, (), ledger=ledger, **said), ledger.fetched
