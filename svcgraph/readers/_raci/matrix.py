"""Where in a sheet a RACI matrix stands, in its three ways: roles as columns, roles as rows, names in cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from svcgraph.domain.names import clean
from svcgraph.intake.cells import Sheet
from svcgraph.readers._raci.letters import LETTERS, is_legend, legend_row, letters_of, meaning_of_heading
from svcgraph.vocabulary import TABLE, vocabulary

HEADER_ROWS = 20
SHARE = 0.8  # of the filled cells that must be letters
Spot = tuple[int, int]  # row and column
NUMBERS = re.compile(r"[\d.]+")

ACTIVITY = vocabulary(
    name=(
        "activité", "activity", "tâche", "task", "étape", "step", "processus", "process", "action", "livrable", "quoi",
        "what", "description", "étape de processus", "deliverable", "activités et tâches", "phase",
    )
)  # fmt: skip
ROLE = vocabulary(role=("rôle", "role", "rôles", "roles", "acteurs", "actors", "intervenant", "services", "entité"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What one role does in one activity. ``letters`` are letters, or meanings where headings are words."""

    role: str
    letters: tuple[str, ...]
    row: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An activity with everybody's duties. ``row``, ``column``: its cell."""

    name: str
    row: int
    column: int
    duties: tuple[Duty, ...]
    odd: tuple[tuple[int, int], ...] = ()  # cells that hold no letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    sheet: Sheet
    header: int
    rows: tuple[Row, ...]


def find_matrix(sheet: Sheet) -> Matrix | None:
    """The matrix of the sheet; None when no row of the first twenty heads one."""
    for header in range(min(HEADER_ROWS, len(sheet.rows))):
        rows = _named_columns(sheet, header) or _lettered(sheet, header)
        if rows:
            return Matrix(sheet=sheet, header=header, rows=tuple(rows))
    return None


# Roles in cells: Activity | R | A | C | I


def _named_columns(sheet: Sheet, header: int) -> list[Row]:
    headings = ["" if is_legend(value) else value for value in sheet.rows[header]]
    meanings = {column: meaning for column, value in enumerate(headings) if (meaning := meaning_of_heading(value))}
    label = _label_column(sheet, header, set(meanings))
    if len(meanings) < 2 or label is None or len(set(meanings.values())) < 2:
        return []
    rows = [_names(sheet, row, label, meanings) for row in _body(sheet, header, label)]
    return rows if any(duty for row in rows for duty in row.duties) else []


def _names(sheet: Sheet, row: int, label: int, meanings: dict[int, str]) -> Row:
    values = sheet.rows[row]
    duties = [
        Duty(role=clean(name), letters=(meaning,), row=row, column=column)
        for column, meaning in meanings.items()
        if column < len(values)
        for name in re.split(r"[,;\n]|\s/\s", values[column])
        if clean(name) and clean(name) not in ("-", "–", "—", "/")
    ]
    return Row(name=clean(values[label]), row=row, column=label, duties=tuple(duties))


# Letters in cells: roles as columns, or as rows


def _lettered(sheet: Sheet, header: int) -> list[Row]:
    headings = sheet.rows[header]
    label = _label_column(sheet, header, set())
    if label is None:
        return []
    body = list(_body(sheet, header, label))
    columns = [
        column
        for column, heading in enumerate(headings)
        if column != label
        and clean(heading)
        and not NUMBERS.fullmatch(clean(heading))
        and _is_lettered(sheet, body, column)
    ]
    if len(columns) < 2 or not body:
        return []
    if _names_roles(headings[label]):
        return [_of_column(sheet, header, body, label, column) for column in columns]
    return [_of_row(sheet, header, row, label, columns) for row in body]


def _is_lettered(sheet: Sheet, body: list[int], column: int) -> bool:
    cells = [value for row in body if (value := _cell(sheet, row, column))]
    return bool(cells) and sum(letters_of(cell) is not None for cell in cells) >= SHARE * len(cells)


def _of_row(sheet: Sheet, header: int, row: int, label: int, columns: list[int]) -> Row:
    return _row(sheet, (row, label), [((header, column), (row, column)) for column in columns])


def _of_column(sheet: Sheet, header: int, body: list[int], label: int, column: int) -> Row:
    return _row(sheet, (header, column), [((row, label), (row, column)) for row in body])


def _row(sheet: Sheet, name: Spot, cells: list[tuple[Spot, Spot]]) -> Row:
    """The activity named at ``name``; ``cells``: where a role is named, and where its letters stand."""
    found = [(role, spot, letters_of(_cell(sheet, *spot))) for role, spot in cells]
    return Row(
        name=_cell(sheet, *name),
        row=name[0],
        column=name[1],
        duties=tuple(
            Duty(role=_cell(sheet, *role), letters=letters, row=spot[0], column=spot[1])
            for role, spot, letters in found
            if letters
        ),
        odd=tuple(spot for _, spot, letters in found if letters is None),
    )


# Cells


def _label_column(sheet: Sheet, header: int, taken: set[int]) -> int | None:
    """The column that names rows: headed so, else the first that is filled with words."""
    headings = sheet.rows[header]
    headed = [c for c, value in enumerate(headings) if c not in taken and _heads_rows(value)]
    if headed:
        return headed[-1] if all(ACTIVITY.key(headings[c]) for c in headed) and len(headed) == 2 else headed[0]
    for column in range(len(headings)):
        cells = [_cell(sheet, row, column) for row in range(header + 1, len(sheet.rows))]
        words = [cell for cell in cells if len(cell) > len(LETTERS) // 2 and not NUMBERS.fullmatch(cell)]
        if column not in taken and words and len(words) >= len([cell for cell in cells if cell]) / 2:
            return column
    return None


def _heads_rows(heading: str) -> bool:
    return bool(ACTIVITY.key(heading)) or _names_roles(heading)


def _names_roles(heading: str) -> bool:
    return TABLE.key(heading) == "function" or bool(ROLE.key(heading))


def _body(sheet: Sheet, header: int, label: int) -> Iterator[int]:
    """Rows with a name and something beside it; a line of legend or a heading of a group has nothing beside it."""
    for row in range(header + 1, len(sheet.rows)):
        others = [value for column, value in enumerate(sheet.rows[row]) if column != label and value.strip()]
        if (
            _cell(sheet, row, label)
            and others
            and not (any(map(is_legend, sheet.rows[row])) or legend_row(sheet.rows[row]))
        ):
            yield row


def _cell(sheet: Sheet, row: int, column: int) -> str:
    values = sheet.rows[row]
    return clean(values[column]) if column < len(values) else ""
