"""Readings written at the end of a person's CSV file, in its own way: separator, encoding, columns, dates.

What stands in the file stays as it is, byte for byte; only a column that it lacks is added to its first line.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction

from svcgraph.domain.attainment import Period
from svcgraph.domain.attainment.reading import Reading
from svcgraph.domain.objective.calendar import WorkCalendar
from svcgraph.domain.objective.naming import period_name
from svcgraph.errors import FaultList, Place, SvcgraphError
from svcgraph.i18n import mark
from svcgraph.intake.delimited import separator_of
from svcgraph.store.readings.row import COLUMNS, FORMULA, columns_of

NEW = ("indicator", "span", "value", "k", "n", "delivered_at", "recorded_at", "by", "source", "id", "replaces")
EXCUSE = ("excused_reason", "excused_by")
DECIMALS = 6
_FRENCH_DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a file is written. ``columns`` are keys by place, "" for a column that is not ours."""

    encoding: str  # of what is added, without a signature
    signature: bytes
    separator: str
    newline: str
    columns: tuple[str, ...]
    french: bool  # its headings, and so its words and decimals
    french_days: bool


def appended(
    content: bytes | None, readings: Sequence[Reading], calendar: WorkCalendar, language: str, file: str
) -> bytes:
    """``content`` with ``readings`` as its last lines; a new file in ``language`` where there is none.

    Raises `SvcgraphError` when the file's encoding has not the letters, or the file has no column for indicators.
    """
    if content is None or not content.strip(b"\xef\xbb\xbf \t\r\n"):
        content = _new(language)
    manner = _manner(content, file)
    cells = [_cells(one, manner, calendar) for one in readings]
    needed = [key for key in (*NEW, *EXCUSE, "requested_at", "unit") if any(one.get(key) for one in cells)]
    missing = tuple(key for key in needed if key not in manner.columns)
    if missing:
        content = _widened(content, manner, missing, file)
        manner = replace(manner, columns=(*manner.columns, *missing))
    whole = _ended(content, manner)
    lines = "".join(_line(one, manner) for one in cells)
    return whole + _encoded(lines, manner, file)


def line_count(content: bytes | None, file: str) -> int:
    """The lines of a file as they are counted in places; 0 of none."""
    return _text(content, file)[0].count("\n") if content else 0


def _new(language: str) -> bytes:
    french = language == "fr"
    heads = (_heading(key, french=french) for key in (*NEW, *EXCUSE))
    signature = codecs.BOM_UTF8 if french else b""
    return signature + ((";" if french else ",").join(heads) + "\n").encode()


def _manner(content: bytes, file: str) -> Manner:
    text, encoding, signature = _text(content, file)
    separator, skipped = separator_of(text)
    rows = list(csv.reader(io.StringIO(text[skipped:], newline=""), delimiter=separator))
    faults = FaultList()
    found = columns_of(rows[0], Place(file=file), faults)
    if "indicator" not in found.values():
        raise SvcgraphError(mark("{file} has no column “indicator” (indicateur): nothing is written there."), file=file)
    french = any(
        _heading(key, french=True) == rows[0][at].strip() != _heading(key, french=False) for at, key in found.items()
    )
    return Manner(
        encoding=encoding,
        signature=signature,
        separator=separator,
        newline="\r\n" if "\r\n" in text else "\n",
        columns=tuple(found.get(at, "") for at in range(len(rows[0]))),
        french=french,
        french_days=_has_french_days(rows[1:], found),
    )


def _has_french_days(rows: Iterable[Sequence[str]], found: dict[int, str]) -> bool:
    """Whether its last date is written dd/mm/yyyy."""
    moments = ("span", "delivered_at", "recorded_at", "requested_at")
    cells = [row[at] for row in rows for at, key in found.items() if key in moments and at < len(row) and row[at]]
    dated = [cell for cell in cells if re.search(r"\d{4}", cell)]
    return bool(dated) and bool(_FRENCH_DAY.match(dated[-1].strip()))


def _text(content: bytes, file: str) -> tuple[str, str, bytes]:
    """The text, the encoding of what is added, the signature."""
    for signature, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if content.startswith(signature):
            return content[2:].decode(encoding, "replace"), encoding, signature
    if b"\0" in content:
        raise SvcgraphError(mark("{file} is no text: nothing is written there."), file=file)
    signature = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    try:
        return content[len(signature) :].decode("utf-8"), "utf-8", signature
    except UnicodeDecodeError:
        return content.decode("windows-1252", "replace"), "windows-1252", b""


def _widened(content: bytes, manner: Manner, missing: tuple[str, ...], file: str) -> bytes:
    """With more columns in the first line; all others stay: a shorter line has empty cells at its end."""
    text, _, _ = _text(content, file)
    _, skipped = separator_of(text)
    reader = csv.reader(io.StringIO(text[skipped:], newline=""), delimiter=manner.separator)
    next(reader)
    lines = text[skipped:].splitlines(keepends=True)[: reader.line_num]
    head = (text[:skipped] + "".join(lines)).rstrip("\r\n")
    added = "".join(manner.separator + _heading(key, french=manner.french) for key in missing)
    at = len(manner.signature) + len(head.encode(manner.encoding, "replace"))
    return content[:at] + _encoded(added, manner, file) + content[at:]


def _ended(content: bytes, manner: Manner) -> bytes:
    """Its last line with an end."""
    return (
        content if content.endswith("\n".encode(manner.encoding)) else content + manner.newline.encode(manner.encoding)
    )


def _encoded(text: str, manner: Manner, file: str) -> bytes:
    try:
        return text.encode(manner.encoding)
    except UnicodeEncodeError as error:
        said = mark("{file} is in {encoding}, which has no “{letter}”: save it as “CSV UTF-8” first.")
        raise SvcgraphError(said, file=file, encoding=manner.encoding, letter=text[error.start]) from error


def _line(cells: dict[str, str], manner: Manner) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=manner.separator, lineterminator=manner.newline)
    writer.writerow([_safe(cells.get(key, "")) for key in manner.columns])
    return out.getvalue()


def _safe(cell: str) -> str:
    text = " ".join(cell.split())
    return f"'{text}" if text[:1] and text[0] in FORMULA and not re.fullmatch(r"[+-]?\d[\d.,]*", text) else text


def _heading(key: str, *, french: bool) -> str:
    words = dict(COLUMNS.words)[key]
    return words[1] if french and len(words) > 1 else words[0]


# --- one reading ------------------------------------------------------------------------------------------------


def _cells(one: Reading, manner: Manner, calendar: WorkCalendar) -> dict[str, str]:
    made = {
        "indicator": one.indicator,
        "span": _span(one.span, manner) if one.span else "",
        "k": "" if one.k is None else str(one.k),
        "n": "" if one.n is None else str(one.n),
        "requested_at": _moment(one.requested_at, manner, calendar),
        "recorded_at": _moment(one.recorded_at, manner, calendar),
        "delivered_at": _moment(one.delivered_at, manner, calendar),
        "by": one.by,
        "source": one.source,
        "id": one.id,
        "replaces": one.replaces,
        "excused_reason": one.excused_reason,
        "excused_by": one.excused_by,
    }
    return made | _value(one, manner)


def _value(one: Reading, manner: Manner) -> dict[str, str]:
    if one.not_delivered:
        return {"delivered_at": "non remis" if manner.french else "not delivered"}
    if one.answer is not None:
        yes, no = ("oui", "non") if manner.french else ("yes", "no")
        return {"value": yes if one.answer else no}
    if one.value is None:
        return {}
    number = _number(one.value, manner)
    if one.unit and "unit" not in manner.columns:
        return {"value": f"{number} {one.unit}"}
    return {"value": number, "unit": one.unit}


def _number(value: Fraction, manner: Manner) -> str:
    text = f"{value.numerator}" if value.denominator == 1 else f"{float(value):.{DECIMALS}f}".rstrip("0")
    return text.replace(".", ",") if manner.separator == ";" else text


def _span(span: Period, manner: Manner) -> str:
    return _day(span.first, manner) if span.first == span.last else period_name(span)


def _day(day: date, manner: Manner) -> str:
    return f"{day:%d/%m/%Y}" if manner.french_days else day.isoformat()


def _moment(moment: datetime | None, manner: Manner, calendar: WorkCalendar) -> str:
    """In workspace time; with its offset where the clock on the wall shows it twice."""
    if moment is None:
        return ""
    local = calendar.local(moment)
    plain = local.replace(tzinfo=None)
    if calendar.local(plain) != local:
        return local.isoformat(timespec="seconds")
    clock = f"{plain:%H:%M:%S}" if plain.second else f"{plain:%H:%M}"
    return f"{_day(plain.date(), manner)}{' ' if manner.french_days else 'T'}{clock}"
