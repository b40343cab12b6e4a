"""Event logs in CSV: one line an event. Read line by line, in any size; plain or gzip."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable, Iterable, Iterator, Sequence

from svcgraph.errors import FaultList, Place, Severity, Unreadable
from svcgraph.i18n import mark
from svcgraph.intake.cells import COLUMNS as MOST_COLUMNS
from svcgraph.intake.delimited import SAMPLE, separator_of
from svcgraph.intake.log import Asked, LogReading
from svcgraph.intake.log.collect import Collector
from svcgraph.intake.log.columns import Columns, columns_of
from svcgraph.intake.log.moments import date_order
from svcgraph.intake.log.settle import settle
from svcgraph.intake.stream import Stream

FORMAT = "csv"
LONG = 1_000_000  # characters of a cell, when one quotation mark too few swallows the lines that follow
FALLBACK = "windows-1252"


def read_delimited(stream: Stream, asked: Asked) -> LogReading:
    """The log. Raises Unreadable: no text, no column of cases, activities or moments, nothing that means *service*."""
    faults = FaultList()
    encoding = _encoding(stream, faults)
    sample = _sample(stream, encoding)
    separator, skipped = separator_of(sample)
    peeked = list(csv.reader(sample[skipped:].splitlines(), delimiter=separator))
    if not peeked:
        faults.add("empty", Place(file=stream.file), mark("The file is empty."))
        raise Unreadable(*faults.faults)
    if len(peeked[0]) > MOST_COLUMNS:
        said = mark("The first line has {number} cells; at most {most} are read: it may not be a table.")
        faults.add("too-large", Place(file=stream.file, line=1), said, number=len(peeked[0]), most=MOST_COLUMNS)
        raise Unreadable(*faults.faults)
    columns = columns_of(peeked[0], peeked[1:], asked, stream.file)
    dates = asked.dates or date_order(row[columns.time] for row in peeked[1:] if columns.time < len(row))
    found = Collector(stream.file, asked, [columns.names[place] for place in columns.services], dates, faults)
    _fill(found, columns, _rows(stream, encoding, separator, bool(skipped)))
    return settle(found, FORMAT, columns.taken())


def _fill(found: Collector, columns: Columns, rows: Iterator[tuple[int, list[str]]]) -> None:
    pick, width = _picker(columns), len(columns.names)
    odd = line = 0
    try:
        for line, row in rows:
            if len(row) != width:
                if not any(row):
                    continue
                odd += 1
                row.extend([""] * (width - len(row)))
            case, activity, time, lifecycle, services = pick(row)
            found.event(case, activity, time, services, lifecycle, line)
    except csv.Error as error:
        said = mark(
            "From here on the file cannot be read as CSV ({why}): look for a quotation mark that is not closed."
        )
        found.faults.add("bad-csv", Place(file=found.file, line=line + 1), said, why=error)
        raise Unreadable(*found.faults.faults) from error
    if odd:
        said = mark("{number} lines have more or fewer cells than the first line has headings.")
        found.faults.add("odd-lines", Place(file=found.file), said, severity=Severity.WARNING, number=odd)


def _picker(
    columns: Columns,
) -> Callable[[Sequence[str]], tuple[str, str, str, str | None, list[str | None]]]:
    case, activity, time, lifecycle, services = (
        columns.case, columns.activity, columns.time, columns.lifecycle, columns.services,
    )  # fmt: skip

    def pick(row: Sequence[str]) -> tuple[str, str, str, str | None, list[str | None]]:
        counted = row[lifecycle] if lifecycle is not None else None
        return row[case].strip(), row[activity].strip(), row[time], counted, [row[place] for place in services]

    return pick


def _rows(stream: Stream, encoding: str, separator: str, told: bool) -> Iterator[tuple[int, list[str]]]:
    """Each record below the headings, with the line at which it begins."""
    limit = csv.field_size_limit(LONG)
    try:
        lines = _lines(_text(stream.chunks(), encoding))
        if told:  # the line "sep=;"
            next(lines)
        reader = csv.reader(lines, delimiter=separator)
        next(reader)  # the headings
        before = reader.line_num
        for record in reader:
            yield before + 1 + told, record
            before = reader.line_num
            if len(record) > MOST_COLUMNS:
                raise csv.Error(f"more than {MOST_COLUMNS} columns")
    finally:
        csv.field_size_limit(limit)


def _lines(pieces: Iterable[str]) -> Iterator[str]:
    """Lines with their ends, of pieces cut anywhere."""
    rest = ""
    for piece in pieces:
        rest += piece
        if len(rest) > 20 * LONG:
            raise csv.Error("a line without an end")
        *lines, rest = rest.split("\n")
        yield from (f"{line}\n" for line in lines)
    if rest:
        yield rest


def _text(chunks: Iterable[bytes], encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)("strict" if encoding != FALLBACK else "replace")
    for chunk in chunks:
        yield decoder.decode(chunk)
    yield decoder.decode(b"", True)


def _encoding(stream: Stream, faults: FaultList) -> str:
    """UTF-8 with or without a signature, UTF-16 with one, else windows-1252, which is said (rule L3)."""
    start = stream.start(SAMPLE)
    if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    if b"\0" in start:
        faults.add("not-text", Place(file=stream.file), mark("The file is not text: it holds zero bytes."))
        raise Unreadable(*faults.faults)
    line = 1
    try:
        decoder = codecs.getincrementaldecoder("utf-8-sig")()
        for chunk in stream.chunks():
            decoder.decode(chunk)
            line += chunk.count(b"\n")
        decoder.decode(b"", True)
    except UnicodeDecodeError as error:
        said = mark("The file is not UTF-8; it was read as windows-1252. Save it as “CSV UTF-8” to be sure.")
        place = Place(file=stream.file, line=line + error.object[: error.start].count(b"\n"))
        faults.add("encoding-guessed", place, said, severity=Severity.WARNING)
        return FALLBACK
    return "utf-8-sig"


def _sample(stream: Stream, encoding: str) -> str:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    text = decoder.decode(stream.start(SAMPLE))
    return text if len(text) < SAMPLE else text[: text.rfind("\n") + 1] or text
