"""Opens the engine that a workspace names, with all its readings in it as one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from svcgraph.domain.attainment import Period
from svcgraph.domain.attainment.reading import Reading
from svcgraph.domain.attainment.source import Source
from svcgraph.domain.objective.calendar import WorkCalendar
from svcgraph.engine.tables import upload
from svcgraph.engine.tables.connections import Connection, SourceNotRead, connected
from svcgraph.engine.tables.fetching import Fetcher, RowReader
from svcgraph.engine.tables.ledger import TableLedger
from svcgraph.engine.tables.rows import TYPES, Columns, NotTyped, in_shape, shaped, with_spans
from svcgraph.errors import Fault, FaultList, Place, Severity
from svcgraph.i18n import mark

if TYPE_CHECKING:
    import ibis.expr.types as ir

ColumnsOf = Callable[[tuple[str, ...], Source], tuple[dict[str, str], tuple[Fault, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """How readings are read: what the store knows and an engine must not.

    ``columns``: which of a table's headings is which of our keys. ``files``: the files of a source. ``select``: a
    database source as one SELECT. ``rows``: a source read by Python after all, with what is to be told of it.
    """

    columns: ColumnsOf
    span: Callable[[str], Period]
    row: RowReader
    files: Callable[[Source], tuple[Path, ...]]
    select: Callable[[Source], str]
    shown: Callable[[Source], str]
    rows: Callable[[Source], tuple[tuple[Reading, ...], tuple[Fault, ...]]]
    root: Path
    calendar: WorkCalendar


@contextmanager
def opened(
    engine: str, url: str, sources: Iterable[Source], readings: tuple[Reading, ...], reader: Reader
) -> Iterator[tuple[TableLedger, tuple[Fault, ...]]]:
    """The ledger of ``readings`` in memory and of ``sources`` that ``engine`` reads itself, and what is to be told.

    Raises `UsageError` when the engine is not installed, `SvcgraphError` when it does not start.
    """
    with connected(engine, url) as connection:
        gathering = _Gathering(connection, reader, list(readings))
        for source in sources:
            gathering.add(source)
        yield gathering.ledger(), tuple(gathering.told.faults)


class _Gathering:
    """Tables one after the other; those without types are read by Python, and said."""

    def __init__(self, connection: Connection, reader: Reader, memory: list[Reading]) -> None:
        self._connection, self._reader, self._memory = connection, reader, memory
        self._tables: list[ir.Table] = []
        self._given: set[str] = set()
        self._origins: list[Source] = []
        self.told = FaultList()

    def add(self, source: Source) -> None:
        """One source more."""
        try:
            table = self._table(source, origin=len(self._origins) + 1)
        except NotTyped as error:
            said = mark("The column “{column}” is of type {kind}: these readings are read one by one, which is slower.")
            named = Place(file=self._reader.shown(source), line=source.line)
            told = {"column": error.column, "kind": error.kind}
            self.told.add("readings-not-typed", named, said, severity=Severity.NOTE, **told)
            readings, faults = self._reader.rows(source)
            self._memory += readings
            self.told.faults += faults
        except SourceNotRead as error:
            said = mark("The file cannot be read: {problem}.")
            self.told.add("unreadable", Place(file=self._reader.shown(source)), said, problem=error)
        else:
            if table is not None:
                self._origins.append(source)
                self._tables.append(table)

    def _table(self, source: Source, origin: int) -> ir.Table | None:
        import ibis

        if source.url:
            raw = self._connection.selected(self._reader.select(source))
            keyed = raw[source.key].cast("string") if source.key in raw.columns else ibis.null("string")
            line: ir.Value = ibis.null("int64") if source.key in raw.columns else ibis.row_number() + 1
            file: ir.Value = ibis.null("string")
            instants: frozenset[str] = frozenset()
        else:
            paths = list(self._reader.files(source))
            if not paths:
                self.told.add("unreadable", Place(file=source.file), mark("There is no such file."))
                return None
            files = self._connection.parquet(paths)
            raw, line, file, instants = files.table, files.line, files.file, files.instants
            keyed = ibis.null("string")
        headings = tuple(
            name for name in raw.columns if name not in ("filename", "file_row_number", "row_index", "file_path")
        )
        names, faults = self._reader.columns(headings, source)
        self.told.faults += faults
        if any(fault.severity is Severity.ERROR for fault in faults):
            return None
        columns = Columns(names=names, instants=instants, indicator=source.indicator)
        made = shaped(raw, columns, zone=self._reader.calendar.timezone, origin=origin, line=line, key=keyed, file=file)
        self._given |= set(names)
        in_words = "span" in names and raw[names["span"]].type().is_string()
        return (
            self._with_spans(made, origin) if in_words else made.mutate(unread=ibis.literal(value=False)).select(*TYPES)
        )

    def _with_spans(self, table: ir.Table, origin: int) -> ir.Table:
        asked = self._connection.asked(table.filter(table["words"].notnull()).select("words").distinct())
        spans = list(self._spans(asked.column("words").to_pylist()))
        return with_spans(table, self._connection.uploaded(f"svcgraph_words_{origin}", upload.word_table(spans)))

    def _spans(self, words: Iterable[str]) -> Iterator[tuple[str, Period]]:
        for text in words:
            try:
                yield text, self._reader.span(text)
            except (ValueError, OverflowError):
                continue  # the row is told, by whoever reads it

    def ledger(self) -> TableLedger:
        """All of them as one table."""
        tables = list(self._tables)
        if self._memory or not tables:
            tables.append(self._connection.uploaded("svcgraph_memory", in_shape(self._memory)).select(*TYPES))
            self._given |= set(TYPES)
        rows = tables[0].union(*tables[1:]) if len(tables) > 1 else tables[0]
        reader = self._reader
        fetcher = Fetcher(self._connection, rows, tuple(self._memory), reader.row, self._place)
        return TableLedger(self._connection, fetcher, reader.calendar, frozenset(self._given))

    def _place(self, origin: int, file: str | None, line: int | None, key: str | None) -> Place:
        source = self._origins[origin - 1]
        if file is None:
            return Place(file=self._reader.shown(source), line=line or 0, element=key or "")
        path = unquote(urlsplit(file).path) if file.startswith("file:") else file
        return Place(file=Path(path).relative_to(self._reader.root).as_posix(), line=line or 0)
