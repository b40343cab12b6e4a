"""§ 0 to § 3: title, the two units, what the agreement is for, what passes today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svcgraph.forms._cells import Pen, Spot, colon, grid, head, row
from svcgraph.forms.form import Row as FormRow
from svcgraph.i18n import mark
from svcgraph.views import document as doc
from svcgraph.views.document import Block, Cell, Heading, Paragraph, Picture, Row, Shade

SUPPLIER = mark("Supplier: the unit that hands over")
CLIENT = mark("Client: the unit that receives")
ZONES = mark(
    "Filled in by the client: light ground, thin border · by the supplier: white, thick border · together: hatched, "
    "dashed border · printed words and facts: grey"
)
MORE = mark("{title} (continued)")
NOTHING = mark("No map shows anything that passes from the supplier to the client.")
_COLUMNS = (
    ("number", 2),
    ("thing", 8),
    ("step", 8),
    ("rhythm", 5),
    ("decision", 10),
    ("group_with", 3),
    ("remark", 3),
)


def title(pen: Pen, picture: Picture) -> Iterator[Block]:
    """§ 0, with the little diagram beside it."""
    label = pen.words(mark("Service agreement"))
    words = Cell(lines=((doc.Words(text=f"{label} – ", bold=True, size=15.0),),), span=8, shade=Shade.PLAIN)
    purpose = pen.place("title", 17, size=15.0)
    drawn = Cell(lines=((picture,),), span=14, shade=Shade.PLAIN, centred=True)
    yield grid("title", [row("", [Spot(cell=words), purpose, Spot(cell=drawn)])])


def units(pen: Pen) -> Iterator[Block]:
    """§ 1."""
    yield Heading(text=pen.form.section("1").title)
    rows = [
        row(
            "-",
            [
                pen.label("", 7),
                pen.label(pen.words(SUPPLIER), 16, bold=True),
                pen.label(pen.words(CLIENT), 16, bold=True),
            ],
        )
    ]
    for key in ("department", "service", "head", "deputy", "present"):
        label = pen.label(pen.form.place(f"supplier.{key}").field.label, 7)
        rows.append(row("", [label, pen.place(f"supplier.{key}", 16), pen.place(f"client.{key}", 16)]))
    yield grid("units", rows)


def purpose(pen: Pen) -> Iterator[Block]:
    """§ 2."""
    yield Heading(text=pen.form.section("2").title)
    serves = [*pen.labelled("serves", 7, 20), *pen.labelled("time_committed", 5, 7)]
    yield grid("purpose", [row("", serves), row("", pen.labelled("effect_of_loss", 11, 28))])


def laid_flat(pen: Pen, *, most: int) -> Iterator[Block]:
    """§ 3: at most ``most`` lines, then what the client lacks."""
    table = pen.form.table("flat")
    yield Heading(text=table.title)
    yield grid("flat", [*_flows(pen, table.rows[:most]), *_lacking(pen)])
    yield Paragraph(line=(doc.Words(text=pen.words(ZONES), grey=True),), small=True)


def laid_flat_more(pen: Pen, *, after: int) -> Iterator[Block]:
    """The lines for which § 3 had no room."""
    table = pen.form.table("flat")
    if rows := table.rows[after:]:
        yield Heading(text=pen.words(MORE, title=table.title), level=2)
        yield grid("flat", _flows(pen, rows))


def _flows(pen: Pen, rows: Sequence[FormRow]) -> list[Row]:
    table = pen.form.table("flat")
    labels = [(table.columns[table.column(key)].label, span) for key, span in _COLUMNS]
    if not rows:
        return [head(pen, labels), row("-", [pen.label(pen.words(NOTHING), 39)])]
    return [head(pen, labels), *(_flow(pen, one) for one in rows)]


def _flow(pen: Pen, one: FormRow) -> Row:
    table = pen.form.table("flat")
    spots = [
        pen.cell("flat", one.id, table.columns[table.column(key)], table.value(one, key), span, boxes=key == "decision")
        for key, span in _COLUMNS
    ]
    return row(f"flat/{one.id}", spots)


def _lacking(pen: Pen) -> Iterator[Row]:
    """Three lines in the client's own words."""
    for number in (1, 2, 3):
        label = colon(pen.form.place("lacking.1").field.label, pen.words) if number == 1 else ""
        yield row("", [pen.label(label, 7), pen.place(f"lacking.{number}", 32)])
