"""§ 6 to § 9 and the annexes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svcgraph.domain.session import CountingRule
from svcgraph.forms._cells import Pen, Spot, grid, head, row
from svcgraph.i18n import mark
from svcgraph.views import document as doc
from svcgraph.views.document import Block, Cell, Heading, Paragraph, Row, Shade

RULES = mark("Counting rules (untick what does not suit)")
FOR_SUPPLIER = mark("For the supplier: name, position, date, signature")
FOR_CLIENT = mark("For the client: name, position, date, signature")
ENDORSED = mark("Divisions’ endorsement (optional)")
COLUMNS_A = (mark("Deliverable"), mark("Process"), mark("From step to step"), mark("File"))
NOT_MAPPED = mark("None of the deliverables stands on a process map.")
HINT = mark("A time, a share or a quantity that both sides will read in the same way:")
POINTS = (("number", 2), ("point", 23), ("owner", 8), ("due", 6))
ACTIONS = (("number", 2), ("cause", 9), ("action", 12), ("owner", 6), ("due", 4), ("status", 3), ("objective", 3))


def follow_up(pen: Pen) -> Iterator[Block]:
    """§ 6."""
    yield Heading(text=pen.form.section("6").title)
    keepers = [*pen.labelled("keeper", 7, 6), *pen.labelled("keeper_deputy", 4, 6), *pen.labelled("escalation", 7, 9)]
    meeting = [
        *pen.labelled("review.every", 4, 11, boxes=not pen.clean),
        *pen.labelled("review.day", 3, 5),
        *pen.labelled("review.time", 2, 3),
        *pen.labelled("review.participants", 4, 7),
    ]
    rows = [row("", keepers), row("", meeting), row("-", [pen.label(pen.words(RULES), 39, bold=True)])]
    yield grid("follow-up", [*rows, *_rules(pen)])


def _rules(pen: Pen) -> Iterator[Row]:
    """The pre-printed rules, two a row; the hour and the day off are filled in beside theirs."""
    halves = [_rule(pen, rule) for rule in CountingRule]
    for left, right in zip(halves[::2], [*halves[1::2], ()], strict=True):
        yield row("", [*left, *(right or (pen.label("", 20),))])


def _rule(pen: Pen, rule: CountingRule) -> Sequence[Spot]:
    """19 units wide on the left (odd rules), 20 on the right."""
    wide = 19 if list(CountingRule).index(rule) % 2 == 0 else 20
    place = pen.form.place(f"rule.{rule.value}")
    tick = pen.place(f"rule.{rule.value}", 1)
    if rule is CountingRule.CUT_OFF:
        return tick, pen.label(place.field.label, wide - 5), pen.place("rule.hour", 4)
    if rule is CountingRule.DAY_OFF:
        return tick, pen.label(place.field.label, wide - 13), pen.place("rule.holiday", 12, boxes=not pen.clean)
    return tick, pen.label(place.field.label, wide - 1)


def points(pen: Pen) -> Iterator[Block]:
    """§ 7."""
    yield from _listed(pen, "points", POINTS)


def actions(pen: Pen) -> Iterator[Block]:
    """§ 8."""
    yield from _listed(pen, "actions", ACTIONS)


def _listed(pen: Pen, name: str, columns: Sequence[tuple[str, int]]) -> Iterator[Block]:
    table = pen.form.table(name)
    wanted = [(one.id, one.values) for one in table.rows]
    if not pen.clean:
        blank = tuple("" for _ in table.columns)
        at = table.column("number")
        wanted += [(f"+{number}", (*blank[:at], number, *blank[at + 1 :])) for number in table.blank]
    if not wanted:
        return
    yield Heading(text=table.title)
    rows = [head(pen, [(table.columns[table.column(key)].label, span) for key, span in columns])]
    for one, values in wanted:
        spots = [
            pen.cell(name, one, table.columns[table.column(key)], values[table.column(key)], span)
            for key, span in columns
        ]
        rows.append(row(f"{name}/{one}", spots))
    yield grid(name, rows)


def agreement(pen: Pen) -> Iterator[Block]:
    """§ 9, with the two frames to sign in."""
    yield Heading(text=pen.form.section("9").title)
    dates = [*pen.labelled("start", 4, 5), *pen.labelled("end", 2, 5), *pen.labelled("revision", 4, 5)]
    rows = []
    if pen.clean:
        rows.append(row("", [*dates, pen.label("", 14)]))
    else:
        rows.append(row("", [pen.place("agreement", 14, boxes=True), *dates]))
    frames = [_frame(pen.words(FOR_SUPPLIER), 20), _frame(pen.words(FOR_CLIENT), 19)]
    rows.append(row("-", frames, height=26.0 if pen.clean else 12.0))
    rows.append(row("-", [_frame(pen.words(ENDORSED), 39)], height=16.0 if pen.clean else 6.0))
    yield grid("agreement", rows)


def _frame(said: str, span: int) -> Spot:
    return Spot(cell=Cell(lines=((doc.Words(text=said, size=8.0),), ()), span=span, shade=Shade.SUPPLIER))


def origins(pen: Pen) -> Iterator[Block]:
    """Annex A: where on the maps the deliverables stand."""
    if not pen.form.origins:
        yield Paragraph(line=(doc.Words(text=pen.words(NOT_MAPPED)),))
        return
    rows = [head(pen, [(pen.words(said), span) for said, span in zip(COLUMNS_A, (10, 9, 12, 8), strict=True)])]
    for one in pen.form.origins:
        said = zip((one.deliverable, one.process, one.step, one.file), (10, 9, 12, 8), strict=True)
        rows.append(
            row(
                "-",
                [
                    Spot(cell=Cell(lines=((doc.Words(text=text, size=8.0),),), span=span, shade=Shade.TOOL))
                    for text, span in said
                ],
            )
        )
    yield grid("origins", rows)


def examples(pen: Pen) -> Iterator[Block]:
    """Annex B."""
    yield Heading(text=pen.form.section("B").title)
    yield Paragraph(line=(doc.Words(text=pen.words(HINT)),))
    yield Paragraph(line=(doc.Words(text="  ·  ".join(pen.form.examples)),))


def clauses(pen: Pen) -> Iterator[Block]:
    """Annex C, only where asked for."""
    if pen.form.clauses:
        yield Heading(text=pen.form.section("C").title)
        for clause in pen.form.clauses:
            yield Paragraph(line=(doc.Words(text=clause),))
