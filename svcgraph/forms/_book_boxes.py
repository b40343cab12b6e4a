"""What every sheet of the workbook is made of: the band above it, titles, cells with their lists, hidden keys."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from svcgraph.forms import _sheet_marks as marks
from svcgraph.forms._cells import SHADES
from svcgraph.forms._sheet_values import HOLDS, cell_of
from svcgraph.forms.form import Field, Form, Kind, Zone
from svcgraph.forms.paper import header
from svcgraph.i18n import Words, mark
from svcgraph.views.document import Shade
from svcgraph.views.workbook import Box, Choices, Holds, Strip

ZONES = {
    Zone.TOOL: mark("Tool"),
    Zone.CLIENT: mark("Client"),
    Zone.SUPPLIER: mark("Supplier"),
    Zone.TOGETHER: mark("Together"),
}
PEOPLE, DELIVERABLES, TICK = "people", "deliverables", "yes"
SEVERAL = ("supplier.present", "client.present", "review.participants")
DAY_HINT = mark("A date, as 16/11/2026.")
SHARE_HINT = mark("Per cent of the cases: 98 or 98 %.")
BAND, TITLE, SMALL = 13.0, 15.0, 8.0
TALL, LINE = 24.0, 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """The form and the language of one workbook."""

    form: Form
    words: Words

    def head(self, title: str, columns: int) -> tuple[Strip, Strip]:
        """The state of the contract across every sheet, and the sheet's title."""
        across = "   ·   ".join(header(self.form, self.words))
        band = Box(value=across, shade=Shade.LABEL, bold=True, size=BAND, span=columns)
        return printed([band], height=TALL), self.title(title, columns)

    def title(self, said: str, columns: int, *, size: float = TITLE) -> Strip:
        return printed([Box(value=said, bold=True, size=size, span=columns)], height=TALL)

    def label(self, said: str, span: int = 1) -> Box:
        return Box(value=said, shade=Shade.LABEL, bold=True, span=span)

    def place(self, field: Field, value: str, *, locked: bool | None = None, zone: Zone | None = None) -> Box:
        """A cell to be filled in, or printed by the tool."""
        shut = field.locked if locked is None else locked
        return Box(
            value=cell_of(value, field, self.words),
            holds=Holds.TEXT if shut else HOLDS.get(field.kind, Holds.TEXT),
            shade=SHADES[zone or field.zone],
            locked=shut,
            centred=field.kind is Kind.CHECK,
            choices="" if shut else list_of(field),
            free=field.kind is Kind.PERSON,
            hint=self.words({Kind.DATE: DAY_HINT, Kind.PERCENT: SHARE_HINT}.get(field.kind, "")) if not shut else "",
        )

    def lists(self, fields: Iterable[Field], deliverables: Iterable[str]) -> tuple[Choices, ...]:
        """Every list that a cell may name, each once."""
        found = {
            PEOPLE: self.form.people,
            DELIVERABLES: tuple(dict.fromkeys(filter(None, deliverables))),
            TICK: (self.words("yes"),),
        }
        found |= {list_of(one): tuple(choice.label for choice in one.choices) for one in fields if one.choices}
        return tuple(Choices(name=name, values=values) for name, values in found.items())


def list_of(field: Field) -> str:
    """The name of the list that a cell offers, "" for none; several people are not chosen from a list of one."""
    if field.kind is Kind.CHECK:
        return TICK
    if field.kind is Kind.PERSON and field.key not in SEVERAL:
        return PEOPLE
    return "-".join((field.key, *(choice.code for choice in field.choices))) if field.choices else ""


def printed(boxes: Iterable[Box], *, height: float = 0.0) -> Strip:
    """A line without places."""
    return Strip(boxes=(Box(value=marks.PRINTED), *boxes), height=height)


def keys(name: str, columns: Iterable[str]) -> Strip:
    """The hidden line that says what the columns below are."""
    return Strip(boxes=tuple(Box(value=one) for one in (f"{marks.KEYS}{name}", *columns)), hidden=True)


def ends() -> Strip:
    """An empty line; what people write below it belongs to no table."""
    return Strip(boxes=(Box(value=marks.ENDS),))


def placed(mark_of_row: marks.Mark, boxes: Iterable[Box], *, height: float = 0.0) -> Strip:
    """A line with places, under its mark; the mark is not locked, for a row is deleted with it (`7-rulings`)."""
    return Strip(boxes=(Box(value=marks.written(mark_of_row), locked=False), *boxes), height=height)
