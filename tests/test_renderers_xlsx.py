"""The workbook: text stays text, numbers and dates are real, lists and print set-up are there, bytes repeat."""

from __future__ import annotations

import io
import re
import time
import zipfile
from datetime import date, datetime
from fractions import Fraction

import pytest
from python_calamine import CalamineWorkbook

from svcgraph.i18n import Words
from svcgraph.renderers import xlsx
from svcgraph.views.tables import Cell, Column, Kind, Table

DAY = date(2026, 11, 16)
COLUMNS = (
    Column(key="name", title="Nom"),
    Column(key="n", title="Nombre", kind=Kind.NUMBER),
    Column(key="share", title="Part", kind=Kind.SHARE),
    Column(key="due", title="Échéance", kind=Kind.DATE),
    Column(key="decision", title="Décision", choices=("contrat", "rien"), input=True),
)


def table(*names: str, title: str = "Essai") -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple((name, 2, Fraction(1, 2), DAY, "") for name in names)
    return Table(title=title, columns=COLUMNS, rows=rows, notes=("Données au 16 novembre 2026",))


def book(*tables: Table) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(xlsx.write(tables, Words("fr"), DAY)))


def part(name: str, *tables: Table) -> str:
    with zipfile.ZipFile(io.BytesIO(xlsx.write(tables, Words("fr"), DAY))) as parts:
        return parts.read(name).decode()


def test_cells_are_of_their_kind() -> None:
    rows = book(table("Tarif")).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "Essai"
    assert rows[1][0] == "Données au 16 novembre 2026"
    assert rows[3] == ["Nom", "Nombre", "Part", "Échéance", "Décision"]
    assert rows[4][:4] == ["Tarif", 2.0, 0.5, DAY]


@pytest.mark.parametrize(
    "hostile", ["=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@x", "http://x.y", "\x00\ud800", "<b>&"]
)
def test_no_text_becomes_a_formula_or_a_link(hostile: str) -> None:
    sheet = part("xl/worksheets/sheet1.xml", table(hostile))
    assert "<f>" not in sheet and "hyperlink" not in sheet
    shown = book(table(hostile)).get_sheet_by_index(0).to_python()[4][0]
    assert shown == hostile.replace("\x00", "\ufffd").replace("\ud800", "\ufffd")


def test_made_to_filter_fill_in_and_print() -> None:
    sheet = part("xl/worksheets/sheet1.xml", table("a", "b"))
    assert '<autoFilter ref="A4:E6"/>' in sheet
    assert 'state="frozen"' in sheet
    assert re.search(r'type="list"[^>]*sqref="E5:E6"', sheet)
    assert "contrat,rien" in sheet
    assert 'orientation="landscape"' in sheet and 'paperSize="9"' in sheet and 'fitToHeight="0"' in sheet
    assert "page &amp;P / &amp;N" in sheet
    assert "Print_Titles" in part("xl/workbook.xml", table("a"))


def test_the_same_bytes_at_another_time() -> None:
    first = xlsx.write((table("a"),), Words("fr"), DAY)
    time.sleep(2.1)  # zip files count in two seconds
    assert xlsx.write((table("a"),), Words("fr"), DAY) == first


def test_sheet_names_are_allowed_and_unique() -> None:
    titles = ["a/b[1]", "A/B[1]", "x" * 40, "x" * 41, "", "'"]
    names = book(*(table("r", title=title) for title in titles)).sheet_names
    assert len({name.casefold() for name in names}) == len(titles)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_an_empty_table_is_a_sheet_too() -> None:
    assert len(book(table()).get_sheet_by_index(0).to_python()) == 4


def test_a_moment_and_a_long_text() -> None:
    columns = (Column(key="t", title="T"), Column(key="m", title="M", kind=Kind.MOMENT))
    moment = datetime(2026, 11, 16, 18)
    long = Table(title="x", columns=columns, rows=(("y" * 40_000, moment),))
    assert book(long).get_sheet_by_index(0).to_python()[3] == ["y" * xlsx.LONGEST_CELL, moment]
