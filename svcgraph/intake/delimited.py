"""CSV as people save it: UTF-8 with or without BOM, UTF-16, windows-1252; ``;``, ``,``, tab or ``|``; quotes."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from svcgraph.errors import FaultList, Place, Severity, Unreadable
from svcgraph.i18n import mark
from svcgraph.intake.archive import refusal
from svcgraph.intake.cells import COLUMNS, Grid, Sheet

BYTES = 50_000_000
SEPARATORS = ";,\t|"
SAMPLE = 65_536
PROBED = 60  # records looked at to find the separator
_SEPARATOR_LINE = re.compile(r'\A"?sep=(.)"?\r?\n', re.IGNORECASE)


def read_csv(data: bytes, file: str) -> Grid:
    """One sheet without a name. Raises Unreadable for what is no text, or too much of it."""
    faults = FaultList()
    if len(data) > BYTES:
        raise refusal("too-large", file, mark("The file has {size} bytes; at most {most} are read."), len(data), BYTES)
    text = decode(data, file, faults)
    separator, skipped = separator_of(text)
    rows, lines = _rows(text[skipped:], separator, file, faults)
    first = text[:skipped].count("\n")
    sheet = Sheet(name="", rows=rows, lines=tuple(line + first for line in lines))
    return Grid(sheets=(sheet,), faults=tuple(faults.faults))


def decode(data: bytes, file: str, faults: FaultList) -> str:
    """Text of ``data``; a guess of windows-1252 (rule L3) is said."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if b"\0" in data:
        faults.add("not-text", Place(file=file), mark("The file is not text: it holds zero bytes."))
        raise Unreadable(*faults.faults)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Place(file=file, line=data[: error.start].count(b"\n") + 1)
        said = mark("The file is not UTF-8; it was read as windows-1252. Save it as “CSV UTF-8” to be sure.")
        faults.add("encoding-guessed", place, said, severity=Severity.WARNING)
    return data.decode("windows-1252", "replace")


def separator_of(text: str) -> tuple[str, int]:
    """The separator, and how many characters the ``sep=;`` line of Excel takes (0 without one)."""
    told = _SEPARATOR_LINE.match(text)
    if told:
        return told[1], told.end()
    return max(SEPARATORS, key=lambda sign: _regularity(text[:SAMPLE], sign)), 0


def _regularity(sample: str, separator: str) -> tuple[int, int]:
    """How many records have the most common width above one, and that width."""
    widths: Counter[int] = Counter()
    try:
        for record, _ in zip(csv.reader(io.StringIO(sample), delimiter=separator), range(PROBED), strict=False):
            widths[len(record)] += len(record) > 1
    except csv.Error:  # a field longer than the module's limit: not this separator
        return (0, 0)
    if not widths:
        return (0, 0)
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return (count, width) if count else (0, 0)


def _rows(
    text: str, separator: str, file: str, faults: FaultList
) -> tuple[tuple[tuple[str, ...], ...], tuple[int, ...]]:
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    before = 0
    try:
        for record in reader:
            lines.append(before + 1)
            rows.append(tuple(record))
            before = reader.line_num
            if len(record) > COLUMNS:
                raise csv.Error(f"more than {COLUMNS} columns")
    except csv.Error as error:
        said = mark(
            "From here on the file cannot be read as CSV ({why}): look for a quotation mark that is not closed."
        )
        faults.add("bad-csv", Place(file=file, line=before + 1), said, why=error)
        raise Unreadable(*faults.faults) from error
    if lines and before > lines[-1] and text.count('"') % 2:
        said = mark("A quotation mark in this line is not closed: all that follows is in one cell.")
        faults.add("open-quote", Place(file=file, line=lines[-1]), said, severity=Severity.WARNING)
    return tuple(rows), tuple(lines)
