"""How a cell's value is written as text, in French and in English typography."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from svcgraph.views.tables import Cell, Column, Kind

# Control characters and lone surrogates, as the escaper of names treats them (`7-rulings`).
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def safe(text: str) -> str:
    """``text`` without characters that a terminal, an XML file or a CSV reader chokes on; lines end with ``\\n``."""
    if text.isprintable():  # most are, and it is soon seen
        return text
    return _FORBIDDEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def text_of(cell: Cell, column: Column, language: str) -> str:
    """The cell as people read it in ``language`` (decimal comma and dd/mm/yyyy in French)."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return safe(cell)
    if isinstance(cell, tuple):
        return safe(", ".join(cell))
    if isinstance(cell, bool):
        return _yes_no(cell, language)
    if isinstance(cell, date):
        return moment(cell, language)
    if column.kind is not Kind.SHARE:
        return number(cell, language)
    from svcgraph.views.attainment_words import percent  # few tables have shares

    return percent(Fraction(cell), language)


def _yes_no(value: bool, language: str) -> str:
    if language == "fr":
        return "oui" if value else "non"
    return "yes" if value else "no"


def moment(value: date, language: str) -> str:
    """``16/11/2026`` and ``16/11/2026 18:00`` in French, ISO in English."""
    day = value.strftime("%d/%m/%Y") if language == "fr" else f"{value:%Y-%m-%d}"
    return f"{day} {value:%H:%M}" if isinstance(value, datetime) else day


def number(value: float | Decimal | Fraction, language: str) -> str:
    """At most six decimals (readings are DECIMAL(18,6)), no trailing zeros, the language's decimal mark."""
    if isinstance(value, int):
        return str(value)
    exact = value if isinstance(value, Fraction) else Fraction(value)
    scaled = round(exact * 1_000_000)
    whole, rest = divmod(abs(scaled), 1_000_000)
    digits = f"{rest:06d}".rstrip("0")
    mark = "," if language == "fr" else "."
    return ("-" if scaled < 0 else "") + str(whole) + (mark + digits if digits else "")
