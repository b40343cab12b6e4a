"""Contracts of many indicators, and a year of readings of them in Parquet files, for `bench.engine`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path

from svcgraph.domain.attainment import Period
from svcgraph.domain.contract import Contract, Criterion, Deliverable, Indicator, Objective, Party, Status
from svcgraph.domain.objective.calendar import WorkCalendar
from svcgraph.domain.organisation import CalendarSettings
from svcgraph.domain.text import Text
from svcgraph.engine.clauses import Clause, contract_clauses
from svcgraph.errors import FaultList
from svcgraph.store.calendar import work_calendar

AS_OF = date(2026, 1, 2)
YEAR = Period(first=date(2025, 1, 1), last=date(2025, 12, 31))
LIFE = Period(first=date(2025, 1, 1), last=date(2026, 12, 31))
FILES = "processes/readings"
MIDNIGHT, TEN = time(0), time(10)

# Of ten indicators: seven lead times, and one each of the others. Nearly all readings are cases of lead times.
SENTENCES = (
    "95 % sous 2 jours ouvrés",
    "90 % sous 1 jour ouvré",
    "95 % sous 5 jours ouvrés",
    "98 % sous 10 jours",
    "95 % sous 48 heures",
    "90 % sous 3 jours ouvrables",
    "95 % sous 1 mois",
    "90 % du temps avant 10h",
    "chaque jour ouvré avant 10h",
    "au plus 3 erreurs",
)


def contracts(indicators: int) -> tuple[Contract, ...]:
    """One contract an indicator, all in force since before the year."""
    return tuple(_contract(number) for number in range(indicators))


def _contract(number: int) -> Contract:
    objective = Objective(text=Text(SENTENCES[number % 10], ""), cut_off="16:00" if number % 20 == 0 else "")
    indicator = Indicator(id="d1.c1.i1", aggregate="mean")
    criterion = Criterion(id="d1.c1", text=Text("x", "x"), objective=objective, indicator=indicator)
    return Contract(
        id=name_of(number),
        supplier=Party(service=f"s{number}"),
        client=Party(service="c"),
        status=Status.ACTIVE,
        version="1.0",
        start=date(2024, 1, 1),
        place_file="c.yaml",
        deliverables=(Deliverable(id="d1", name=Text("d", "d"), criteria=(criterion,)),),
    )


def name_of(number: int) -> str:
    """Of a contract."""
    return f"service-fournisseur-{number:05d}--service-client-{number % 97:02d}"


def clauses(indicators: int) -> tuple[Clause, ...]:
    """Of all contracts."""
    made = (contract_clauses(one, (), AS_OF, FaultList())[0] for one in contracts(indicators))
    return tuple(clause for owed in made for clause in owed)


def calendar() -> WorkCalendar:
    """Working days of France."""
    return work_calendar(CalendarSettings(country="FR", timezone="Europe/Paris"))


_WRITE = """
COPY (
  WITH rolled AS (
    SELECT i, hash(i) AS h1, hash(i + 1000000007) AS h2,
           CASE WHEN i % 32 = 0 THEN (hash(i + 7) % ({indicators} / 10)::UBIGINT)::BIGINT * 10 + 7
                ELSE (hash(i + 7) % ({indicators} / 10)::UBIGINT)::BIGINT * 10 + (hash(i + 13) % 7)::BIGINT
           END AS number
    FROM range({start}, {stop}) AS r(i)
  ), timed AS (
    SELECT *, TIMESTAMP '2025-01-02' + to_seconds((h1 % 31000000)::BIGINT) AS begun FROM rolled
  )
  SELECT format('service-fournisseur-{{:05d}}--service-client-{{:02d}}/d1.c1.i1', number, number % 97) AS indicator,
         CASE WHEN number % 10 = 7 THEN begun::DATE END AS "for",
         NULL::DECIMAL(18, 6) AS value,
         CASE WHEN number % 10 <> 7 THEN begun END::TIMESTAMPTZ AS requested_at,
         CASE WHEN number % 10 = 7 THEN date_trunc('day', begun) + to_seconds(25000 + (h2 % 9000)::BIGINT)
              WHEN h2 % 50 <> 0 THEN begun + to_seconds((h2 % 700000)::BIGINT) END::TIMESTAMPTZ AS delivered_at,
         (begun + to_seconds(800000))::TIMESTAMPTZ AS recorded_at,
         'r' || i AS id,
         CASE WHEN i % 9973 = 0 AND i > {start} THEN 'r' || (i - 1) END AS replaces,
         NULL::VARCHAR AS excused_reason,
         NULL::VARCHAR AS excused_by
  FROM timed
) TO '{file}' (FORMAT parquet, COMPRESSION zstd)
"""

_WRITE_DAYS = """
COPY (
  SELECT format('service-fournisseur-{{:05d}}--service-client-{{:02d}}/d1.c1.i1', number, number % 97) AS indicator,
         day::DATE AS "for",
         CASE WHEN number % 10 = 9 THEN ((hash(number * 1000 + dayofyear(day)) % 6000000) / 1000000.0)::DECIMAL(18, 6)
         END AS value,
         NULL::TIMESTAMPTZ AS requested_at,
         CASE WHEN number % 10 = 8
              THEN day + to_seconds(25000 + (hash(number * 1000 + dayofyear(day)) % 9000)::BIGINT)
         END::TIMESTAMPTZ AS delivered_at,
         (day + INTERVAL 1 DAY)::TIMESTAMPTZ AS recorded_at,
         NULL::VARCHAR AS id, NULL::VARCHAR AS replaces,
         CASE WHEN hash(number + dayofyear(day)) % 100 = 0 THEN 'grève' END AS excused_reason,
         CASE WHEN hash(number + dayofyear(day)) % 100 = 0 THEN 'Weber' END AS excused_by
  FROM range({indicators}) AS n(number), (SELECT unnest(?::DATE[])) AS d(day)
  WHERE number % 10 >= 8
) TO '{file}' (FORMAT parquet, COMPRESSION zstd)
"""


def write(folder: Path, readings: int, indicators: int) -> int:
    """Readings in files of ten million; returns their bytes. Days worked have a deadline and a measure each."""
    import duckdb

    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    size = 10_000_000
    for start in range(0, readings, size):
        file = folder / f"cases-{start // size:03d}.parquet"
        stop = min(start + size, readings)
        connection.execute(_WRITE.format(start=start, stop=stop, indicators=indicators, file=file))
    known = calendar()
    worked = [day for day in days(YEAR) if known.is_worked(day)]
    connection.execute(_WRITE_DAYS.format(indicators=indicators, file=folder / "days.parquet"), [worked])
    connection.close()
    return sum(file.stat().st_size for file in folder.iterdir())


def days(period: Period) -> Iterator[date]:
    """All of them."""
    day = period.first
    while day <= period.last:
        yield day
        day += timedelta(days=1)
