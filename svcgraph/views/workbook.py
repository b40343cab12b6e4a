"""A workbook to be filled in, in neutral shapes: sheets of lines of cells, lists to choose from, what is locked.

Whose a cell is, is told as on paper (`views.document.Shade`). Nothing here knows xlsx.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from svcgraph.views.document import Shade

Value = str | date | Decimal | None


class Holds(StrEnum):
    """What is typed into a cell."""

    TEXT = "text"  # whatever it looks like: 1.2 stays 1.2
    DATE = "date"
    SHARE = "share"  # 0.98, shown as 98 %


class Seen(StrEnum):
    """Whether people see a sheet; ``NEVER``: not even in the program's list of hidden sheets."""

    YES = "yes"
    HIDDEN = "hidden"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A cell. ``span``: columns that it covers; ``choices``: the name of a list, ``free`` when others may be typed."""

    value: Value = None
    holds: Holds = Holds.TEXT
    shade: Shade = Shade.PLAIN
    locked: bool = True
    bold: bool = False
    italic: bool = False
    size: float = 0.0  # points; 0 is the sheet's own
    span: int = 1
    centred: bool = False
    choices: str = ""
    free: bool = False
    hint: str = ""  # shown beside the cell while it is being filled in


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """One line of cells. ``height`` in points; 0: as high as its text, also when people write more."""

    boxes: tuple[Box, ...]
    height: float = 0.0
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """``widths`` in characters, the hidden first column included; ``frozen``: rows and columns that stay in sight.

    ``repeated``: first and last row (from 0) printed on every page; ``one_page``: the whole on one.
    """

    name: str
    widths: tuple[float, ...]
    strips: tuple[Strip, ...]
    frozen: tuple[int, int] = (0, 0)
    repeated: tuple[int, int] | None = None
    one_page: bool = False
    seen: Seen = Seen.YES


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """A list to choose from."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """``header`` left, middle, right of every printed page; ``page`` with ``{page}`` and ``{pages}``.

    ``lists`` go to a hidden sheet named ``lists_name``.
    """

    title: str
    language: str
    created: date
    header: tuple[str, str, str]
    footer: str
    page: str
    sheets: tuple[Sheet, ...]
    lists: tuple[Choices, ...] = ()
    lists_name: str = "Lists"
