"""A typed value of a Parquet file or a database as the text of a cell, so that all readings are read in one way."""

from __future__ import annotations

from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from svcgraph.intake.cells import cell_text

SIX_DECIMALS = Decimal("0.000001")  # measures are DECIMAL(18,6) (`7-rulings`)
LARGEST = Decimal(10) ** 12


def typed_cell(value: object) -> str:
    """ "" for nothing; numbers with at most six decimals, moments with their time of day."""
    if value is None:
        return ""
    if isinstance(value, float | Decimal):
        return _number(Decimal(repr(value)) if isinstance(value, float) else value)
    return value.isoformat() if isinstance(value, datetime) else cell_text(value)


def _number(value: Decimal) -> str:
    if not value.is_finite() or abs(value) >= LARGEST:
        return format(value, "e")  # no measure: whoever reads the cell says so
    text = format(value.quantize(SIX_DECIMALS, ROUND_HALF_UP), "f")
    return text.rstrip("0").rstrip(".")
