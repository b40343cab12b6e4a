"""Event logs in Parquet. Wants pyarrow, which comes with the extra ``engine``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from svcgraph.errors import Fault, Place, Unreadable
from svcgraph.i18n import mark
from svcgraph.intake.log import Asked, LogReading
from svcgraph.intake.log.collect import Collector
from svcgraph.intake.log.columns import Columns, columns_of
from svcgraph.intake.log.settle import settle
from svcgraph.intake.stream import Stream

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

FORMAT = "parquet"
ROWS = 65_536  # of one batch
SAMPLE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A Parquet file, its columns understood, nothing read but a sample."""

    file: str
    columns: Columns
    schema: pa.Schema

    @property
    def time(self) -> str:
        """The name of the time column."""
        return self.columns.names[self.columns.time]

    @property
    def has_moments(self) -> bool:
        """Whether the time column holds moments, not text."""
        import pyarrow as pa

        return bool(pa.types.is_timestamp(self.schema.field(self.columns.time).type))

    @property
    def is_naive(self) -> bool:
        return getattr(self.schema.field(self.columns.time).type, "tz", None) is None


def open_parquet(stream: Stream, asked: Asked) -> Opened:
    """The columns of the file. Raises Unreadable: damaged, no pyarrow, no column of cases, activities, moments."""
    with _parquet(stream) as file:
        names = file.schema_arrow.names
        sample = next(file.iter_batches(SAMPLE), None)
        rows = _texts(sample, list(range(len(names)))) if sample is not None else []
        columns = columns_of(names, rows, asked, stream.file)
        if len({*names}) != len(names):
            raise _damaged(stream.file, "two columns of one name")
        return Opened(file=stream.file, columns=columns, schema=file.schema_arrow)


def read_parquet(stream: Stream, asked: Asked) -> LogReading:
    """The log, into this process's memory. Raises Unreadable as `open_parquet`."""
    columns = open_parquet(stream, asked).columns
    found = Collector(stream.file, asked, [columns.names[place] for place in columns.services], asked.dates)
    for number, (case, activity, time, lifecycle, services) in enumerate(_events(stream, columns), start=1):
        found.event(case, activity, time, services, lifecycle, number)
    return settle(found, FORMAT, columns.taken())


def _events(stream: Stream, columns: Columns) -> Iterator[tuple[Any, ...]]:
    places = [columns.case, columns.activity, columns.time, *columns.services]
    if columns.lifecycle is not None:
        places.append(columns.lifecycle)
    names = [columns.names[place] for place in places]
    end = 3 + len(columns.services)
    with _parquet(stream) as file:
        for batch in file.iter_batches(ROWS, columns=list(dict.fromkeys(names))):
            for row in _texts(batch.select(names), [2]):
                yield row[0], row[1], row[2], row[end] if len(row) > end else None, row[3:end]


def _texts(batch: pa.RecordBatch, moments: Sequence[int]) -> list[tuple[Any, ...]]:
    """Rows with all values as text, but for moments in the columns ``moments``."""
    import pyarrow as pa

    columns: list[list[Any]] = []
    for place, column in enumerate(batch.columns):
        if pa.types.is_timestamp(column.type) and place in moments:
            values = column.cast(pa.timestamp("us", getattr(column.type, "tz", None)), safe=False).to_pylist()
        else:
            values = [None if value is None else _text(value) for value in column.to_pylist()]
        columns.append(values)
    return list(zip(*columns, strict=True))


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value)


class _parquet:  # noqa: N801 - used as a context, like open
    """The file opened; whatever is wrong with it becomes Unreadable."""

    def __init__(self, stream: Stream) -> None:
        self.stream = stream

    def __enter__(self) -> pq.ParquetFile:
        try:
            import pyarrow.parquet as pq
        except ImportError as error:
            said = mark("Parquet files are read with the extra “engine”: pip install 'svcgraph[engine]'")
            raise Unreadable(Fault(code="no-engine", place=Place(file=self.stream.file), message=said)) from error
        try:
            self.opened = self.stream.opened()
        except OSError as error:
            raise _damaged(self.stream.file, str(error)) from error
        try:
            self.file = pq.ParquetFile(self.opened)
        except (OSError, ValueError) as error:
            self.opened.close()
            raise _damaged(self.stream.file, str(error)) from error
        return self.file

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        self.file.close()
        self.opened.close()
        if isinstance(error, OSError | ValueError):
            raise _damaged(self.stream.file, str(error)) from error


def _damaged(file: str, why: str) -> Unreadable:
    said = mark("The Parquet file cannot be read ({why}): export it anew.")
    parameters = (("why", " ".join(why.split())[:200]),)
    return Unreadable(Fault(code="damaged", place=Place(file=file), message=said, parameters=parameters))
