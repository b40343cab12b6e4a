"""Canonical values ⇄ cells of a workbook: real dates, shares as numbers, everything else as text."""

from __future__ import annotations

import re
from collections.abc import Container
from datetime import date
from decimal import Decimal, InvalidOperation

from svcgraph.domain.text import Text
from svcgraph.forms.form import Field, Kind
from svcgraph.forms.values import YES, shown
from svcgraph.i18n import Words, mark
from svcgraph.sentences.reader import SentenceReader
from svcgraph.sentences.say import say
from svcgraph.sentences.typography import set_in_print
from svcgraph.views.workbook import Holds, Value

FIRST_YEAR = 1901  # Excel's 1900 has a 29 February
SERIALS = range(36_526, 73_051)  # days 2000 to 2100 as Excel counts them
LONGEST_CELL = 32_767  # characters that Excel holds in a cell
DAY_ONE = date(1899, 12, 30).toordinal()
NOT_UNDERSTOOD = mark("Not understood as a time, a share or a quantity: see the examples on the first sheet.")
IN_SHARE = mark("{sentence}, in {share} of cases")
HOLDS = {Kind.DATE: Holds.DATE, Kind.PERCENT: Holds.SHARE}
_LIST = re.compile(r"(\d+),(\d+)")
_FRACTION = re.compile(r"0?[.,]\d+")


def cell_of(value: str, field: Field, words: Words) -> Value:
    """What stands in the cell. A value that its kind does not take (people's own words) stays text."""
    if field.kind is Kind.DATE and (day := _day(value)):
        return day
    if field.kind is Kind.PERCENT and (share := _share(value)) is not None:
        return share
    if field.kind is Kind.CHECK:
        return words("yes") if value == YES else ""
    return shown(value, field, words)


def _day(value: str) -> date | None:
    try:
        found = date.fromisoformat(value)
    except ValueError:
        return None
    return found if found.year >= FIRST_YEAR and found.isoformat() == value else None


def _share(value: str) -> Decimal | None:
    """The share as a number, only if it comes back as it was written."""
    try:
        found = Decimal(value) / 100
    except InvalidOperation:
        return None
    return found if 0 <= found <= 1 and _percent(str(found)) == value else None


def reads_as(text: str, printed: str) -> bool:
    """Whether a cell says what was printed: longer texts were cut, and what no file can hold is U+FFFD there."""
    said, whole = text.strip(), printed[:LONGEST_CELL].strip()
    return len(said) == len(whole) and all(one in (other, "\ufffd") for one, other in zip(said, whole, strict=True))


def text_of(text: str, field: Field, known: Container[str]) -> str:
    """A cell's text (`intake.cells.cell_text`) as `forms.values.canonical` reads it. ``known``: numbers of clauses.

    0.98 is 98 %; a number in the place of a date is Excel's count of days, in that of an hour a part of the day;
    ``1,2`` in French Excel is clause 1.2 where there is one.
    """
    text = text.strip()
    if field.kind is Kind.PERCENT:
        return _percent(text)
    if field.kind is Kind.DATE and text.isdecimal() and len(text) == 5 and int(text) in SERIALS:
        return date.fromordinal(DAY_ONE + int(text)).isoformat()
    if field.kind is Kind.TIME and _FRACTION.fullmatch(text):
        minutes = round(float(text.replace(",", ".")) * 24 * 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    if field.kind is Kind.REFERENCE and (found := _LIST.fullmatch(text)):
        whole = f"{found[1]}.{found[2]}"
        return whole if whole in known else text
    return text


def _percent(text: str) -> str:
    """A bare number up to 1 is a share: nobody promises less than one per cent of the cases."""
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return text
    if not number.is_finite() or not 0 <= number <= 1:
        return text
    return f"{round(number * 100, 6).normalize():f}"


def understood(objective: str, share: str, words: Words) -> str:
    """An objective as the tool reads it, to be compared with what was meant."""
    if not objective:
        return ""
    statement = SentenceReader().statement(Text(objective, objective))
    if statement is None:
        return words(NOT_UNDERSTOOD)
    sentence = say(statement, words.language, typographic=True)
    if not share or statement.share is not None:
        return sentence
    return words(IN_SHARE, sentence=sentence, share=set_in_print(f"{share} %", words.language))
