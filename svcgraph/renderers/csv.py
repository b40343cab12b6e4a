"""Tables as CSV. In French: ``;``, UTF-8 with BOM, decimal comma, dd/mm/yyyy (`7-rulings`)."""

from __future__ import annotations

import csv
import io

from svcgraph.renderers.cells import text_of
from svcgraph.sentences.typography import NARROW
from svcgraph.views.tables import Cell, Column, Kind, Table, for_people

BOM = "\ufeff"
# What a spreadsheet would take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t")


def write(table: Table, language: str) -> str:
    """The table's head and rows as CSV text; title and notes are left out, so that the file stays a table."""
    table = for_people(table)
    out = io.StringIO()
    if language == "fr":
        out.write(BOM)
    writer = csv.writer(out, delimiter=";" if language == "fr" else ",", lineterminator="\n")
    writer.writerow([_guarded(column.title) for column in table.columns])
    for row in table.rows:
        writer.writerow([_cell(cell, column, language) for cell, column in zip(row, table.columns, strict=True)])
    return out.getvalue()


def _cell(cell: Cell, column: Column, language: str) -> str:
    text = text_of(cell, column, language)
    if column.kind is Kind.SHARE:
        text = text.replace(NARROW, "")  # or a spreadsheet would take it for words
    return _guarded(text) if isinstance(cell, str | tuple) else text  # a negative number is not a formula


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
