"""A log file in, its handovers out, on the engine asked for or on the one that fits."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from svcgraph.domain.event_log import MISSING, EventLog, Values
from svcgraph.domain.handover import Handovers
from svcgraph.engine.tables.connections import DUCKDB
from svcgraph.errors import Fault, FaultList
from svcgraph.intake.log import Asked, Candidate
from svcgraph.intake.log.parquet import FORMAT as PARQUET_FORMAT
from svcgraph.intake.log.parquet import Opened, open_parquet
from svcgraph.intake.log.read import PARQUET, read_log
from svcgraph.intake.stream import Stream
from svcgraph.logs.engines import PYTHON, Engine, opened
from svcgraph.logs.handovers import find_handovers
from svcgraph.logs.relations import ACTIVITIES, PAIR, counted, evidence, figures, moves, renamed
from svcgraph.logs.scan import scan

if TYPE_CHECKING:
    import ibis.expr.types as ir

LARGE = 50_000_000  # bytes of a Parquet file, from which DuckDB is taken where it is installed

Naming = Callable[[Sequence[str]], Sequence[str]]  # services of the log → what each is called; two may be one


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The handovers of one log, and what was taken for what. ``services``: as the log names them."""

    file: str
    format: str
    engine: str
    attribute: str
    candidates: tuple[Candidate, ...]
    columns: tuple[tuple[str, str], ...]
    services: tuple[str, ...]
    handovers: Handovers
    faults: tuple[Fault, ...] = ()


def as_written(names: Sequence[str]) -> Sequence[str]:
    """Services are called what the log calls them."""
    return names


def handovers_of(path: Path, asked: Asked, *, engine: str = "", naming: Naming = as_written) -> Found:
    """The handovers in the log at ``path``.

    ``engine``: ``python``, ``duckdb``, ``spark``; "" for what fits: DuckDB for large Parquet files where it is
    installed. Raises Unreadable for what is no log, ``SvcgraphError`` for an engine that is not there.
    """
    engine = engine or _fitting(path)
    if engine != PYTHON and _is_parquet(path):
        log = open_parquet(Stream(source=path, file=path.as_posix()), asked)
        if log.has_moments:
            return _scanned(log, asked, engine, naming)
    read = read_log(path, asked)
    log_of = called(read.log, tuple(naming(read.log.services.names)))
    found = find_handovers(log_of) if engine == PYTHON else _related(log_of, engine)
    return Found(
        file=read.log.file,
        format=read.log.format,
        engine=engine,
        attribute=read.attribute,
        candidates=read.candidates,
        columns=read.columns,
        services=read.log.services.names,
        handovers=found,
        faults=read.faults,
    )


def _fitting(path: Path) -> str:
    large = path.is_file() and path.stat().st_size > LARGE and _is_parquet(path)
    return DUCKDB if large and find_spec("duckdb") and find_spec("ibis") else PYTHON


def _is_parquet(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(PARQUET)) == PARQUET
    except OSError:
        return False  # read_log says why


def called(log: EventLog, names: Sequence[str]) -> EventLog:
    """The log with its services called ``names``, in the order of those it has; two of one name become one."""
    if tuple(names) == log.services.names:
        return log
    different = tuple(dict.fromkeys(names))
    place = {name: number for number, name in enumerate(different)}
    codes = array("i", [code if code == MISSING else place[names[code]] for code in log.services.codes])
    return replace(log, services=Values(names=different, codes=codes))


def _related(log: EventLog, engine: str) -> Handovers:
    with opened(engine, log) as made:
        events = made.raw.rename(service="service0")
        holes = made.number(events.filter(events.time.isnull()).count()) > 0
        return _count(made, events, holes=holes)


def _scanned(log: Opened, asked: Asked, engine: str, naming: Naming) -> Found:
    faults = FaultList()
    with opened(engine, log) as made:
        seen = scan(made, log, asked, faults)
        names = dict(zip(seen.names, naming(seen.names), strict=True))
        events = seen.events.mutate(service=renamed(seen.events.service, names))
        found = _count(made, events, holes=seen.holes)
    return Found(
        file=log.file,
        format=PARQUET_FORMAT,
        engine=engine,
        attribute=seen.attribute,
        candidates=seen.candidates,
        columns=log.columns.taken(),
        services=seen.names,
        handovers=found,
        faults=tuple(faults.faults),
    )


def _count(made: Engine, events: ir.Table, *, holes: bool) -> Handovers:
    """``events`` as `moves` takes them, counted by the engine."""
    found = made.kept(moves(events, holes=holes))
    unknown = found.filter(found.supplier.isnull() | found.client.isnull()).count()
    totals = (made.number(events.count()), made.number(events.case.nunique()), made.number(unknown))
    tables = (counted(found, *PAIR), counted(found, *PAIR, *ACTIVITIES), evidence(found))
    return figures(totals, *map(made.rows, tables))
