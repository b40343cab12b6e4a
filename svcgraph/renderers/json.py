"""Tables as JSON: ``{"title": …, "rows": [{key: value}]}``, dates in ISO form, shares as numbers 0 to 1.

Words of closed lists (kinds, states, severities, verdicts) are the same in every language.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from svcgraph.renderers.cells import safe
from svcgraph.views.tables import Cell, Column, Kind, Table, Term

Value = str | float | bool | list[str] | None
Schema = dict[str, object]

_TYPES: dict[Kind, Schema] = {
    Kind.TEXT: {"type": "string"},
    Kind.NUMBER: {"type": "number"},
    Kind.SHARE: {"type": "number", "minimum": 0},
    Kind.DATE: {"type": "string", "format": "date"},
    Kind.MOMENT: {"type": "string", "format": "date-time"},
    Kind.YES_NO: {"type": "boolean"},
    Kind.LIST: {"type": "array", "items": {"type": "string"}},
}


def write(table: Table) -> str:
    """The whole table; keys are the columns' keys, in their order, the same in every language."""
    return json.dumps(_document(table), ensure_ascii=False, indent=2) + "\n"


def write_all(tables: Mapping[str, Table]) -> str:
    """Several tables as one object, each with its notes."""
    whole = {
        name: {**_document(table), "notes": [safe(note) for note in table.notes]} for name, table in tables.items()
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _document(table: Table) -> Schema:
    keys = [column.key for column in table.columns]
    rows = [dict(zip(keys, map(value_of, row), strict=True)) for row in table.rows]
    return {"title": safe(table.title), "rows": rows}


def value_of(cell: Cell) -> Value:
    """The cell as JSON knows it; exact fractions become decimals."""
    if isinstance(cell, Term):
        return cell.code
    if isinstance(cell, str):
        return safe(cell)
    if isinstance(cell, tuple):
        return [safe(item) for item in cell]
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    return float(cell) if isinstance(cell, Decimal | Fraction) else cell


def schema(columns: tuple[Column, ...]) -> Schema:
    """The JSON Schema (2020-12) of ``write`` for a table of these columns; every cell may be empty."""
    cells: Schema = {column.key: {"anyOf": [_type(column), {"type": "null"}]} for column in columns}
    row: Schema = {
        "type": "object",
        "properties": cells,
        "required": list(cells),
        "additionalProperties": False,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {"title": {"type": "string"}, "rows": {"type": "array", "items": row}},
        "required": ["title", "rows"],
        "additionalProperties": False,
    }


def _type(column: Column) -> Schema:
    return {"enum": list(column.codes)} if column.codes else _TYPES[column.kind]
