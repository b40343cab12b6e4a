"""A file that may be an event log, by what is inside: XES, CSV or Parquet."""

from __future__ import annotations

from pathlib import Path

from svcgraph.errors import Fault, Place, Unreadable
from svcgraph.i18n import mark
from svcgraph.intake.stream import Stream
from svcgraph.logs import Asked, LogReading
from svcgraph.logs.delimited import read_delimited
from svcgraph.logs.xes import is_xes, read_xes

LOOKED_AT = 8192
PARQUET = b"PAR1"
ZIP = b"PK\x03\x04"


def read_log(path: Path, asked: Asked) -> LogReading:
    """The log in ``path``, into this process's memory. Raises Unreadable with every reason."""
    stream = Stream(path=path, file=path.as_posix())
    start = stream.start(LOOKED_AT)
    if start.startswith(PARQUET):
        from svcgraph.logs.parquet import read_parquet

        return read_parquet(path, asked)
    if start.startswith(ZIP):
        said = mark("The file is a zip or an office document: unpack it, or save the sheet as CSV.")
        raise Unreadable(Fault(code="no-log", place=Place(file=stream.file), message=said))
    return read_xes(stream, asked) if is_markup(start) else read_delimited(stream, asked)


def is_markup(start: bytes) -> bool:
    """Whether the file is XML, in whatever encoding."""
    return start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")


def is_log(start: bytes) -> bool:
    """Whether a file that begins so is surely an event log: XES and Parquet say so, CSV does not."""
    return start.startswith(PARQUET) or (is_markup(start) and is_xes(start))
