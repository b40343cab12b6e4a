"""A matrix as a workbook: the table with conditional colours, the same pairs as a list, and the legend.

The colour follows the symbol at the head of a cell, so that it changes with what people type. Names are written as
text, whatever they begin with. The same diagram gives the same bytes.
"""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Any

from svcgraph.renderers.cells import safe
from svcgraph.renderers.picture.dot import GLYPHS
from svcgraph.renderers.picture.look import CLUSTER_LINE, LOOKS, PAPER, Look
from svcgraph.renderers.picture.typeset import typeset
from svcgraph.views.shapes import Diagram, Node, Sample, State

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST_CELL = 32_000  # characters; Excel holds 32,767
CREATED = datetime(2000, 1, 1)
A3 = 8
TOP, LEFT = 4, 1  # the first row and column of the table
OTHER = {State.NEUTRAL: "·", State.FLOW: "→"}
SHEETS = {"fr": ("Matrice", "Liste", "Légende"), "en": ("Matrix", "List", "Legend")}
HEADS = {"fr": ("Fournisseur", "Client", "Nombre", "État"), "en": ("Supplier", "Client", "Number", "State")}
ALL = {"fr": "Sur", "en": "Of"}  # k of n, where a cell has both
NARROW, BROAD = 5, 9  # characters of a column of the table


def workbook(diagram: Diagram) -> bytes:
    """The bytes of an .xlsx file."""
    import xlsxwriter

    diagram = typeset(diagram)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": CREATED, "title": safe(diagram.title), "author": "svcgraph", "comments": ""})
    table, listing, key = (book.add_worksheet(name) for name in SHEETS[diagram.language])
    _table(book, table, diagram)
    _list(book, listing, diagram)
    _legend(book, key, diagram)
    book.close()
    return out.getvalue()


def _glyph(state: State) -> str:
    return GLYPHS.get(state) or OTHER.get(state, "·")


def _text(sheet: Worksheet, row: int, column: int, text: str, look: Any = None) -> None:
    sheet.write_string(row, column, safe(text)[:LONGEST_CELL], look)


def _table(book: Workbook, sheet: Worksheet, diagram: Diagram) -> None:
    at = {node.id: index for index, node in enumerate(diagram.nodes)}
    size = len(diagram.nodes)
    _text(sheet, 0, 0, diagram.title, book.add_format({"bold": True, "font_size": 14}))
    _text(sheet, 1, 0, diagram.subtitle, book.add_format({"italic": True}))
    _names(book, sheet, diagram.nodes, BROAD if _of_many(diagram) else NARROW)
    cell = book.add_format({"align": "center", "border": 1, "border_color": CLUSTER_LINE})
    own = book.add_format({"bg_color": "#D5D5D0", "align": "center", "border": 1, "border_color": CLUSTER_LINE})
    for row in range(size):
        for column in range(size):
            sheet.write_blank(TOP + row, LEFT + column, None, own if row == column else cell)
    for edge in diagram.edges:
        row, column = at[edge.source], at[edge.target]
        _text(sheet, TOP + row, LEFT + column, f"{_glyph(edge.state)} {edge.label}", own if row == column else cell)
    if size:
        _colours(book, sheet, size)
    sheet.freeze_panes(TOP, LEFT)
    sheet.set_landscape()
    sheet.set_paper(A3)
    sheet.fit_to_pages(1, 1)


def _of_many(diagram: Diagram) -> bool:
    """Whether a cell stands for many pairs, k of n of them in its state."""
    return any("/" in edge.label for edge in diagram.edges)


def _names(book: Workbook, sheet: Worksheet, nodes: tuple[Node, ...], broad: int) -> None:
    head = book.add_format({"bold": True, "border": 1, "border_color": CLUSTER_LINE})
    turned = book.add_format({"bold": True, "rotation": 90, "border": 1, "border_color": CLUSTER_LINE})
    longest = max((len(node.name) for node in nodes), default=10)
    sheet.set_row(TOP - 1, min(400, 20 + longest * 6))
    sheet.set_column(0, 0, min(60, longest + 5))
    sheet.set_column(LEFT, LEFT + len(nodes), broad)
    for index, node in enumerate(nodes):
        _text(sheet, TOP + index, 0, f"{index + 1}  {node.name}", head)
        _text(sheet, TOP - 1, LEFT + index, f"{index + 1}  {node.name}", turned)


def _colours(book: Workbook, sheet: Worksheet, size: int) -> None:
    for state, look in LOOKS.items():
        rule = {"type": "text", "criteria": "begins with", "value": _glyph(state), "format": _format(book, state, look)}
        if _glyph(state) != _glyph(State.UNKNOWN) or state is State.UNKNOWN:
            sheet.conditional_format(TOP, LEFT, TOP + size - 1, LEFT + size - 1, rule)


def _format(book: Workbook, state: State, look: Look) -> Any:
    ink = PAPER if state is State.MISSED else look.text
    return book.add_format({"bg_color": look.fill, "font_color": ink, "bold": state is State.MISSED})


def _list(book: Workbook, sheet: Worksheet, diagram: Diagram) -> None:
    names = {node.id: node.name for node in diagram.nodes}
    states = {entry.state: entry.text for entry in diagram.legend if entry.sample is Sample.CELL}
    bold = book.add_format({"bold": True, "bg_color": "#E7EAEE", "border": 1})
    heads = (*HEADS[diagram.language], *((ALL[diagram.language],) if _of_many(diagram) else ()))
    for column, head in enumerate(heads):
        _text(sheet, 0, column, head, bold)
    for row, edge in enumerate(diagram.edges, start=1):
        _text(sheet, row, 0, names[edge.source])
        _text(sheet, row, 1, names[edge.target])
        number, *of = map(int, edge.label.split("/"))
        sheet.write_number(row, 2, number)
        _text(sheet, row, 3, f"{_glyph(edge.state)} {states.get(edge.state, edge.state)}")
        if of:
            sheet.write_number(row, 4, of[0])
    sheet.autofilter(0, 0, max(1, len(diagram.edges)), len(heads) - 1)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 1, 40)
    sheet.set_column(3, 3, 48)


def _legend(book: Workbook, sheet: Worksheet, diagram: Diagram) -> None:
    sheet.set_column(1, 1, 100)
    for row, entry in enumerate(diagram.legend):
        if entry.sample is Sample.CELL:
            _text(sheet, row, 0, _glyph(entry.state), _format(book, entry.state, LOOKS[entry.state]))
        _text(sheet, row, 1, entry.text)
    for row, note in enumerate((*diagram.notes, diagram.source), start=len(diagram.legend) + 1):
        _text(sheet, row, 1, note)
