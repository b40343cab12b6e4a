"""A file that may be an event log, by what is inside: XES, CSV or Parquet."""

from __future__ import annotations

import csv
from pathlib import Path

from svcgraph.errors import Fault, Place, Unreadable
from svcgraph.i18n import mark
from svcgraph.intake.delimited import separator_of
from svcgraph.intake.log import Asked, LogReading
from svcgraph.intake.log.columns import columns_of
from svcgraph.intake.log.delimited import read_delimited
from svcgraph.intake.log.xes import is_xes, read_xes
from svcgraph.intake.stream import Stream

LOOKED_AT = 8192
PARQUET = b"PAR1"
ZIP = b"PK\x03\x04"


def read_log(path: Path, asked: Asked) -> LogReading:
    """The log in ``path``, into this process's memory. Raises Unreadable with every reason."""
    stream = Stream(path=path, file=path.as_posix())
    start = stream.start(LOOKED_AT)
    if start.startswith(PARQUET):
        from svcgraph.intake.log.parquet import read_parquet

        return read_parquet(path, asked)
    if start.startswith(ZIP):
        said = mark("The file is a zip or an office document: unpack it, or save the sheet as CSV.")
        raise Unreadable(Fault(code="no-log", place=Place(file=stream.file), message=said))
    return read_xes(stream, asked) if is_markup(start) else read_delimited(stream, asked)


def is_markup(start: bytes) -> bool:
    """Whether the file is XML, in whatever encoding."""
    return start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")


def is_event_log(path: Path) -> bool:
    """Whether the file says that it is one: XES, Parquet, or a table with columns of cases, activities and moments."""
    stream = Stream(path=path, file=path.as_posix())
    try:
        start = stream.start(LOOKED_AT)
        if is_markup(start) or start.startswith((PARQUET, ZIP)):
            return start.startswith(PARQUET) or is_xes(start)
        text = start.decode("utf-8-sig", "replace")
        separator, skipped = separator_of(text)
        headings = next(csv.reader(text[skipped:].splitlines()[:1], delimiter=separator), [])
        columns_of(headings, (), Asked(), stream.file)
    except (Unreadable, csv.Error):
        return False
    return True
