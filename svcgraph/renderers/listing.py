"""One door for every ``--format table|csv|json`` of the command line."""

from __future__ import annotations

from collections.abc import Sequence

from svcgraph.errors import UsageError
from svcgraph.i18n import mark
from svcgraph.renderers import csv, json, terminal
from svcgraph.views.tables import Table

FORMATS = ("table", "csv", "json")


def render(table: Table, format: str, language: str, *, width: int | None = None, colour: bool = False) -> str:  # noqa: A002
    """``table`` as text in one of ``FORMATS``. Raises ``UsageError`` for another one.

    ``width`` and ``colour`` matter to ``table`` only. French CSV begins with a BOM.
    """
    if format == "table":
        return terminal.write(table, language, width=width, colour=colour)
    if format == "csv":
        return csv.write(table, language)
    if format == "json":
        return json.write(table)
    raise UsageError(mark("unknown format {format}: choose table, csv or json"), format=format)


def render_all(
    tables: Sequence[Table],
    names: Sequence[str],
    format: str,  # noqa: A002
    language: str,
    *,
    colour: bool = False,
) -> str:
    """Several tables as one text: below each other, or in JSON as one object by ``names``."""
    if format == "json":
        return json.write_all(dict(zip(names, tables, strict=True)))
    return "\n".join(render(table, format, language, colour=colour) for table in tables)
