"""Excel and OpenDocument workbooks, through calamine, behind a guard (`_measure`) or apart (`_apart`)."""

from __future__ import annotations

from svcgraph.intake._apart import read_apart
from svcgraph.intake._calamine import open_sheets
from svcgraph.intake._measure import guard
from svcgraph.intake.archive import damaged, open_archive, protected
from svcgraph.intake.cells import Grid

ZIP = b"PK\x03\x04"
STREAMS = ("Workbook", "Book")  # of an xls; doc, ppt, msg are compound files too
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def is_workbook(data: bytes) -> bool:
    """By its first bytes; the suffix is not asked."""
    return data[:8] == COMPOUND or data[:4] == ZIP


def read_workbook(data: bytes, file: str, rows: int | None = None) -> Grid:
    """Its sheets, merged cells filled down; of each at most ``rows`` rows. Raises Unreadable with the reason."""
    if data[:4] == ZIP:
        guard(open_archive(data, file))
        return Grid(sheets=open_sheets(data, file, rows))
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise protected(file)
    if not any(stream.encode("utf-16-le") in data for stream in STREAMS):
        raise damaged(file, "no workbook inside")
    return Grid(sheets=read_apart(data, file, rows))
