"""§ 4 and § 5: the client's needs with the supplier's answers, and the supplier's expectations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svcgraph.forms._cells import Pen, Spot, grid, head, row
from svcgraph.forms.form import Row as FormRow
from svcgraph.forms.form import Table
from svcgraph.i18n import mark
from svcgraph.views import document as doc
from svcgraph.views.document import Block, Cell, Heading, Row, Shade

MORE = mark("{title} (continued)")
BANNER = (("name", 11), ("form", 7), ("channel", 5), ("receiver", 7), ("volume", 6))
LOOKED_AT = (
    ("criterion", 11),
    ("objective", 10),
    ("share", 2),
    ("from", 4),
    ("to", 4),
    ("key", 2),
    ("alert", 4),
)
MEASURE = (
    ("indicator", 8),
    ("source", 6),
    ("frequency", 5),
    ("keeper", 6),
    ("deputy", 5),
    ("build_before", 6),
    ("build_by", 3),
)
EXPECTED = (
    ("number", 2),
    ("thing", 8),
    ("criterion", 6),
    ("objective", 6),
    ("excuses", 4),
    ("answer", 5),
    ("answer_text", 4),
    ("keeper", 4),
)
CLEAN_EXPECTED = (("number", 2), ("thing", 11), ("criterion", 8), ("objective", 8), ("excuses", 4), ("keeper", 6))


def deliverables(pen: Pen, *, most: int) -> Iterator[Block]:
    """§ 4: at most ``most`` blocks, blank ones among them."""
    table = pen.form.table("deliverables")
    yield Heading(text=table.title)
    for one in table.rows[:most]:
        yield _block(pen, one.id, one.values, blanks=True)
    if not pen.clean:
        for number in table.blank[: max(0, most - len(table.rows))]:
            yield _block(pen, f"+{number}", _blank(table, number), blanks=True)


def more(pen: Pen, *, after: int) -> Iterator[Block]:
    """The deliverables for which § 4 had no room; no blank criteria where nothing was negotiated."""
    table = pen.form.table("deliverables")
    if rows := table.rows[after:]:
        yield Heading(text=pen.words(MORE, title=table.title), level=2)
        for one in rows:
            yield _block(pen, one.id, one.values, blanks=False)


def _blank(table: Table, number: str) -> tuple[str, ...]:
    return tuple(number if column.key in ("number", "deliverable") else "" for column in table.columns)


def _block(pen: Pen, clause: str, values: Sequence[str], *, blanks: bool) -> Block:
    table, criteria = pen.form.table("deliverables"), pen.form.table("criteria")
    number = values[table.column("number")]
    rows = [_banner(pen, table, clause, values)]
    mine = [(one.id, one.values) for one in criteria.rows if criteria.value(one, "deliverable") == number]
    if blanks and not pen.clean:
        room = (one for one in criteria.blank if one.split(".")[0] == number)
        mine += [(f"+{one}", _of_block(_blank(criteria, one), criteria, number)) for one in room]
    if mine:
        rows.append(_titles(pen, criteria))
    for one, said in mine:
        rows += _criterion(pen, criteria, FormRow(id=one, values=tuple(said)))
    return grid("needs", rows)


def _of_block(values: tuple[str, ...], criteria: Table, number: str) -> tuple[str, ...]:
    return tuple(
        number if column.key == "deliverable" else value for column, value in zip(criteria.columns, values, strict=True)
    )


def _banner(pen: Pen, table: Table, clause: str, values: Sequence[str]) -> Row:
    number = f"{table.columns[table.column('number')].label}\u00a0{values[table.column('number')]}"
    first = Cell(lines=((doc.Words(text=number, bold=True, size=9.0),),), span=3, shade=Shade.LABEL)
    spots = [Spot(cell=first, key="number")]
    for key, span in BANNER:
        place = table.columns[table.column(key)]
        spots.append(pen.cell("deliverables", clause, place, values[table.column(key)], span, labelled=True))
    return row(f"deliverables/{clause}", spots, attached=True)


def _titles(pen: Pen, table: Table) -> Row:
    number = (table.columns[table.column("number")].label, 2)
    labels = [number, *((table.columns[table.column(key)].label, span) for key, span in LOOKED_AT)]
    return row("-", [pen.label(said, span) for said, span in labels], attached=True)


def _criterion(pen: Pen, table: Table, one: FormRow) -> Iterator[Row]:
    """Three lines: what the client looks at, the supplier's answer, the measure."""

    def spot(key: str, span: int, *, boxes: bool = False, labelled: bool = False) -> Spot:
        place = table.columns[table.column(key)]
        return pen.cell("criteria", one.id, place, table.value(one, key), span, boxes=boxes, labelled=labelled)

    def label(key: str, span: int) -> Spot:
        return pen.label(table.columns[table.column(key)].label, span)

    where = f"criteria/{one.id}"
    yield row(where, [spot("number", 2), *(spot(key, span) for key, span in LOOKED_AT)], attached=True)
    if not pen.clean:
        answer = (
            label("answer", 4),
            spot("answer", 10, boxes=True),
            label("answer_expectation", 5),
            spot("answer_expectation", 2),
            label("answer_text", 4),
            spot("answer_text", 14),
        )
        yield row(where, answer, attached=True)
    yield row(where, [spot(key, span, labelled=True) for key, span in MEASURE])


def expectations(pen: Pen) -> Iterator[Block]:
    """§ 5, with "no expectation, said at the session"."""
    table = pen.form.table("expectations")
    columns = CLEAN_EXPECTED if pen.clean else EXPECTED
    yield Heading(text=table.title)
    rows = [head(pen, [(table.columns[table.column(key)].label, span) for key, span in columns])]
    wanted = [(one.id, one.values) for one in table.rows]
    if not pen.clean:
        wanted += [(f"+{number}", _blank(table, number)) for number in table.blank]
    for one, values in wanted:
        spots = [
            pen.cell(
                "expectations",
                one,
                table.columns[table.column(key)],
                values[table.column(key)],
                span,
                boxes=key == "answer",
            )
            for key, span in columns
        ]
        rows.append(row(f"expectations/{one}", spots))
    none = pen.form.place("no_expectations").field.label
    rows.append(row("", [pen.place("no_expectations", 2), pen.label(none, 37)]))
    yield grid("expectations", rows)
