"""Parquet files of readings, read row by row: what the extra `[engine]` brings along (pyarrow)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from svcgraph.domain.attainment.source import Source
from svcgraph.errors import Fault, Place, Unreadable
from svcgraph.i18n import mark
from svcgraph.store.readings.tables import Table
from svcgraph.store.readings.typed import typed_cell

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

BATCH = 10_000  # rows in memory at once


def tables_in(root: Path, source: Source) -> tuple[Table, ...]:
    """The file, or the files of the pattern by name. Raises Unreadable, also where pyarrow is not installed."""
    paths = files_of(root, source.file)
    if not paths:
        raise Unreadable(_fault("unreadable", source.file, mark("There is no such file.")))
    return tuple(_table(path, path.relative_to(root).as_posix()) for path in paths)


def files_of(root: Path, pattern: str) -> tuple[Path, ...]:
    """The files below ``root`` that a path with ``*`` in it means, by name."""
    return tuple(sorted(path for path in root.glob(pattern) if path.is_file()))


def _table(path: Path, name: str) -> Table:
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        said = mark("Parquet files want more than is installed: pip install svcgraph[engine].")
        raise Unreadable(_fault("extra-not-installed", name, said)) from error
    try:
        file = ParquetFile(path)
        return Table(headings=tuple(file.schema_arrow.names), rows=_rows(file, name), place=Place(file=name))
    except (ArrowException, OSError) as error:
        said = mark("The file cannot be read: {problem}.")
        raise Unreadable(_fault("unreadable", name, said, problem=str(error)[:200])) from error


def _rows(file: ParquetFile, name: str) -> Iterator[tuple[Place, tuple[str, ...]]]:
    """The first row is line 1: a Parquet file has no heading line."""
    line = 0
    for batch in file.iter_batches(BATCH):
        columns: list[list[Any]] = [column.to_pylist() for column in batch.columns]
        for values in zip(*columns, strict=True):
            line += 1
            yield Place(file=name, line=line), tuple(map(typed_cell, values))


def _fault(code: str, file: str, message: str, **parameters: str) -> Fault:
    return Fault(code=code, place=Place(file=file), message=message, parameters=tuple(parameters.items()))
