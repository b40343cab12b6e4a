"""What came back: the text of every place that was found, as the reader of the file saw it."""

from __future__ import annotations

from dataclasses import dataclass

from svcgraph.errors import Fault
from svcgraph.forms.base import Base


@dataclass(frozen=True, slots=True, kw_only=True)
class RowAnswer:
    """One row in the order of the file. ``id`` is the printed row's, "" for a new one.

    ``cells`` are pairs of column key and text; a column that the file no longer shows is left out, which means
    unchanged. Dates may come as 2026-11-16, 16/11/2026 or 16 novembre 2026, percentages as 95, 95 % or 95,5 %.
    """

    id: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableAnswers:
    """All rows of one table. A printed row that is not among them was deleted by somebody."""

    id: str
    rows: tuple[RowAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """A form as it came back. A table that is left out altogether is unchanged; ``faults`` tell what was odd."""

    base: Base
    places: tuple[tuple[str, str], ...] = ()
    tables: tuple[TableAnswers, ...] = ()
    faults: tuple[Fault, ...] = ()
