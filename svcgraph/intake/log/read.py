"""A file that may be an event log, by what is inside: XES, CSV or Parquet."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from svcgraph.errors import Fault, Place, Unreadable
from svcgraph.i18n import mark
from svcgraph.intake.delimited import SAMPLE, separator_of
from svcgraph.intake.log import TIMEZONE, Asked, LogReading
from svcgraph.intake.log.columns import Columns, columns_of
from svcgraph.intake.log.delimited import read_delimited
from svcgraph.intake.log.moments import Clock
from svcgraph.intake.log.xes import is_xes, read_xes
from svcgraph.intake.stream import Stream

LOOKED_AT = 8192
PARQUET = b"PAR1"
ZIP = b"PK\x03\x04"


def read_log(path: Path, asked: Asked) -> LogReading:
    """The log in ``path``, into this process's memory. Raises Unreadable with every reason."""
    return read_stream(Stream(source=path, file=path.as_posix()), asked)


def read_stream(stream: Stream, asked: Asked) -> LogReading:
    """The same of a file that was read already."""
    start = stream.start(LOOKED_AT)
    if start.startswith(PARQUET):
        from svcgraph.intake.log.parquet import read_parquet

        return read_parquet(stream, asked)
    if start.startswith(ZIP):
        said = mark("The file is a zip or an office document: unpack it, or save the sheet as CSV.")
        raise Unreadable(Fault(code="no-log", place=Place(file=stream.file), message=said))
    return read_xes(stream, asked) if is_markup(start) else read_delimited(stream, asked)


def is_markup(start: bytes) -> bool:
    """Whether the file is XML, in whatever encoding."""
    return start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")


def is_event_log(source: Path | bytes) -> bool:
    """Whether the file says that it is one: XES, Parquet, or a table with columns of cases, activities and moments."""
    try:
        start = _beginning(source)
        if is_markup(start) or start.startswith((PARQUET, ZIP)):
            return start.startswith(PARQUET) or is_xes(start)
        rows = _rows(start)
        columns_of(rows[0] if rows else (), (), Asked(), "")
    except (Unreadable, csv.Error):
        return False
    return True


def tells_events(source: Path | bytes) -> bool:
    """Whether the first rows of a table are events: moments in the column of moments, an activity in several cases.

    For tables that may be steps as well: a table of steps says each activity once.
    """
    try:
        rows = _rows(_beginning(source))
        columns = columns_of(rows[0] if rows else (), (), Asked(), "")
    except (Unreadable, csv.Error):
        return False
    return _are_events(rows[1:], columns)


def _beginning(source: Path | bytes) -> bytes:
    """The first bytes, unpacked, up to where the file is damaged: reading all of it says so."""
    found = b""
    try:
        for chunk in Stream(source=source, file="").chunks():
            found += chunk
            if len(found) >= SAMPLE:
                break
    except Unreadable:
        return found
    return found[:SAMPLE]


def _are_events(rows: Sequence[Sequence[str]], columns: Columns) -> bool:
    whole = [row for row in rows if len(row) == len(columns.names)]
    cases: defaultdict[str, set[str]] = defaultdict(set)
    for row in whole:
        cases[row[columns.activity]].add(row[columns.case])
    timed = sum(_is_moment(row[columns.time]) for row in whole)
    return timed * 2 > len(whole) and any(len(several) > 1 for several in cases.values())


def _is_moment(text: str) -> bool:
    try:
        Clock(timezone=TIMEZONE).read(text)
    except (ValueError, OverflowError):
        return False
    return True


def _rows(start: bytes) -> list[list[str]]:
    """Of the beginning of a table, the last of them perhaps cut."""
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = start.decode("utf-16", "replace")
    else:
        text = start.decode("utf-8-sig", "replace")
    separator, skipped = separator_of(text)
    return list(csv.reader(text[skipped:].splitlines(), delimiter=separator))
