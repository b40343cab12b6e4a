"""The form as a workbook, by the outline (`9-forms`): six sheets to see, two that nobody needs to."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.forms import _book_sheets, fields
from svcgraph.forms._book_boxes import Maker, ends, keys
from svcgraph.forms._book_tables import columns_of, table, titles_at
from svcgraph.forms._sheet_marks import LAYOUT, VALUE
from svcgraph.forms.base import pieces
from svcgraph.forms.form import Form
from svcgraph.forms.paper import footer, header
from svcgraph.i18n import Words, mark
from svcgraph.views.workbook import Box, Seen, Sheet, Strip, Workbook

NAMES = {
    "guide": mark("How to fill in"),
    "agreement": mark("Agreement"),
    "flat": mark("Laid flat"),
    "criteria": mark("Commitments"),
    "expectations": mark("Expectations"),
    "points": mark("Points and actions"),
    "lists": mark("Lists"),
}
"""Sheet names, at most 31 characters, without ``/``."""

BASE_SHEET = "_id"
HIDDEN_WIDTH = 12.0
ONE_PAGE = 45  # lines of two tables that one page still shows at a size to be read
NUMBER_AT = 5  # column of the criterion's number: what stands left of the next one stays in sight


def workbook_of(form: Form, words: Words) -> Workbook:
    """The sheets of ``form``."""
    make = Maker(form=form, words=words)
    deliverables = form.table("deliverables")
    names = [deliverables.value(row, "name") for row in deliverables.rows]
    known = [*fields.singles(words), *(column for one in LAYOUT for column in columns_of(make, one).values())]
    return Workbook(
        title=f"{words(mark('Service agreement'))} {form.head.reference} – {form.head.title}".rstrip(" –"),
        language=form.head.language,
        created=form.head.printed_on,
        header=header(form, words),
        footer=footer(form, words),
        page=words(mark("page {page} / {pages}"), page="{page}", pages="{pages}"),
        sheets=tuple(_sheets(make)),
        lists=make.lists(known, names),
        lists_name=words(NAMES["lists"]),
    )


def _sheets(make: Maker) -> Iterator[Sheet]:
    words = make.words
    guide, agreement = tuple(_book_sheets.guide(make)), tuple(_book_sheets.agreement(make))
    yield _page(words(NAMES["guide"]), _book_sheets.GUIDE_WIDTHS, guide)
    yield _page(words(NAMES["agreement"]), _book_sheets.AGREEMENT_WIDTHS, agreement)
    yield _sheet(make, "flat", [*_titled(make, "flat"), *_lacking(make)], stay=3)
    yield _sheet(make, "criteria", list(_titled(make, "criteria")), stay=NUMBER_AT + 1)
    yield _sheet(make, "expectations", [*_expected(make)], stay=2)
    yield _points(make)
    yield _base(make.form)


def _page(name: str, widths: tuple[float, ...], strips: tuple[Strip, ...]) -> Sheet:
    return Sheet(name=name, widths=widths, strips=strips, frozen=(1, 0), one_page=True)


def _titled(make: Maker, name: str) -> Iterator[Strip]:
    yield from make.head(make.form.table(name).title, len(LAYOUT[name]))
    yield from table(make, name)


def _sheet(make: Maker, name: str, strips: list[Strip], *, stay: int) -> Sheet:
    """A sheet of one table: its titles stay in sight and are printed on every page."""
    titles = titles_at(strips, name)
    return Sheet(
        name=make.words(NAMES[name]),
        widths=(HIDDEN_WIDTH, *(width for _, width in LAYOUT[name])),
        strips=tuple(strips),
        frozen=(titles + 1, stay),
        repeated=(titles - 1, titles),
    )


def _lacking(make: Maker) -> Iterator[Strip]:
    """Three lines in the client's own words."""
    yield ends()
    yield make.title(make.form.place("lacking.1").field.label, len(LAYOUT["flat"]), size=12.0)
    yield keys("places", ("label", VALUE))
    for number in (1, 2, 3):
        yield _book_sheets.single(make, f"lacking.{number}", 1, len(LAYOUT["flat"]) - 1, str(number))
    yield ends()


def _expected(make: Maker) -> Iterator[Strip]:
    wide = len(LAYOUT["expectations"])
    yield from make.head(make.form.table("expectations").title, wide)
    yield keys("places", ("label", "", "", VALUE))
    yield _book_sheets.single(make, "no_expectations", 3, 1)
    yield from table(make, "expectations")


def _points(make: Maker) -> Sheet:
    wide = len(LAYOUT["actions"])
    strips = [*make.head(make.form.table("points").title, wide), *table(make, "points"), ends()]
    strips += [make.title(make.form.table("actions").title, wide), *table(make, "actions")]
    return Sheet(
        name=make.words(NAMES["points"]),
        widths=(HIDDEN_WIDTH, *(width for _, width in LAYOUT["actions"])),
        strips=tuple(strips),
        frozen=(1, 2),
        repeated=(0, 0),
        one_page=len(strips) <= ONE_PAGE,
    )


def _base(form: Form) -> Sheet:
    """Which contract, which version, and all that it was printed from."""
    said = (form.head.contract, form.head.version, form.head.fingerprint, "", *pieces(form.base))
    strips = tuple(Strip(boxes=(Box(value=one),)) for one in said)
    return Sheet(name=BASE_SHEET, widths=(HIDDEN_WIDTH,), strips=strips, seen=Seen.NEVER)
