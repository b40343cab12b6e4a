"""Cells out of CSV, Excel and OpenDocument, and the files that must not be opened."""

import datetime
import io
import random
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from svcgraph.errors import Unreadable
from svcgraph.intake.archive import open_archive
from svcgraph.intake.cells import address
from svcgraph.intake.grid import peek_grid, read_grid


def xlsx(cells, *, merged=(), sheets=("Étapes",), hidden=()):
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        date = book.add_format({"num_format": "dd/mm/yyyy"})
        for name in sheets:
            sheet = book.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            for row, column, value in cells:
                sheet.write(row, column, value, *([date] if isinstance(value, datetime.date) else []))
            for area, value in merged:
                sheet.merge_range(*area, value)
    return data.getvalue()


def ods(rows, rows_repeated=1, columns_repeated=1):
    document = OpenDocumentSpreadsheet()
    table = Table(name="Étapes")
    for values in rows:
        row = TableRow(numberrowsrepeated=rows_repeated)
        for value in values:
            cell = TableCell(valuetype="string", numbercolumnsrepeated=columns_repeated)
            cell.addElement(P(text=value))
            row.addElement(cell)
        table.addElement(row)
    document.spreadsheet.addElement(table)
    data = io.BytesIO()
    document.write(data)
    return data.getvalue()


def zipped(**parts):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def codes(data):
    with pytest.raises(Unreadable) as caught:
        read_grid(data, "a")
    return [fault.code for fault in caught.value.faults]


def test_addresses():
    assert [address(0, 0), address(11, 1), address(0, 25), address(0, 26), address(4, 701), address(0, 702)] == [
        "A1", "B12", "Z1", "AA1", "ZZ5", "AAA1",
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_csv_of_any_encoding_and_separator(encoding, separator):
    text = f'é{separator}"b{separator} c"\r\n1{separator}"ligne 1\nligne 2 ""x"""\r\n2{separator}\r\n'
    grid = read_grid(text.encode(encoding), "a.csv")
    (sheet,) = grid.sheets
    assert sheet.rows == (("é", f"b{separator} c"), ("1", 'ligne 1\nligne 2 "x"'), ("2", ""))
    assert sheet.lines == (1, 2, 4)
    assert grid.faults == ()


def test_windows_text_is_read_and_said():
    grid = read_grid("a;b\n1;é\n".encode("windows-1252"), "a.csv")
    assert grid.sheets[0].rows[1] == ("1", "é")
    assert [(fault.code, fault.place.line) for fault in grid.faults] == [("encoding-guessed", 2)]


def test_the_separator_may_be_told():
    (sheet,) = read_grid(b"sep=|\r\na|b;c\r\n", "a.csv").sheets
    assert sheet.rows == (("a", "b;c"),)
    assert sheet.lines == (2,)


def test_commas_inside_texts_do_not_count():
    (sheet,) = read_grid(b"n;text\n1;one, two, three\n2;four, five\n", "a.csv").sheets
    assert sheet.rows[1] == ("1", "one, two, three")


def test_an_open_quote_is_said():
    grid = read_grid(b'a;b\n1;"x\n2;y\n', "a.csv")
    assert [(fault.code, fault.place.line) for fault in grid.faults] == [("open-quote", 2)]


def test_excel_values_are_text():
    cells = [(0, 0, 1), (0, 1, 2.3), (0, 2, 0.95), (0, 3, True), (1, 0, datetime.date(2026, 3, 2)), (1, 1, "=1+1")]
    (sheet,) = read_grid(xlsx(cells), "a.xlsx").sheets
    assert sheet.rows == (("1", "2.3", "0.95", "true"), ("2026-03-02", "0", "", ""))
    assert (sheet.name, sheet.line(0)) == ("Étapes", 0)


def test_merged_cells_are_filled_down_not_across():
    data = xlsx([(0, 0, "a"), (3, 3, "z")], merged=[((1, 1, 3, 1), "RH"), ((0, 1, 0, 3), "Titre")])
    (sheet,) = read_grid(data, "a.xlsx").sheets
    assert [row[1] for row in sheet.rows] == ["Titre", "RH", "RH", "RH"]
    assert sheet.rows[0] == ("a", "Titre", "", "")


def test_rows_keep_their_number_below_empty_ones():
    (sheet,) = read_grid(xlsx([(4, 2, "x")]), "a.xlsx").sheets
    assert sheet.rows[4][2] == "x"


def test_hidden_sheets_are_marked():
    sheets = read_grid(xlsx([(0, 0, 1)], sheets=("A", "B"), hidden=("B",)), "a.xlsx").sheets
    assert [(sheet.name, sheet.visible) for sheet in sheets] == [("A", True), ("B", False)]


def test_open_document():
    (sheet,) = read_grid(ods([["1", "é"], ["2", "x"]]), "a.ods").sheets
    assert sheet.rows == (("1", "é"), ("2", "x"))


def test_two_far_cells_do_not_end_the_program():
    """calamine alone asks for 500 GB and aborts Python."""
    assert codes(xlsx([(0, 0, "a"), (1_048_575, 16_383, "z")])) == ["too-large"]
    assert codes(ods([["x"]], 1_000_000, 16_000)) == ["too-large"]


def test_empty_rows_to_the_end_of_the_sheet_are_fine():
    document = OpenDocumentSpreadsheet()
    table = Table(name="A")
    row = TableRow()
    cell = TableCell(valuetype="string")
    cell.addElement(P(text="x"))
    row.addElement(cell)
    row.addElement(TableCell(numbercolumnsrepeated=16_383))
    table.addElement(row)
    empty = TableRow(numberrowsrepeated=1_048_575)
    empty.addElement(TableCell(numbercolumnsrepeated=16_384))
    table.addElement(empty)
    document.spreadsheet.addElement(table)
    data = io.BytesIO()
    document.write(data)
    (sheet,) = read_grid(data.getvalue(), "a.ods").sheets
    assert sheet.rows[0][0] == "x"


def test_zip_bombs_are_refused():
    assert codes(zipped(**{"xl/worksheets/sheet1.xml": b"0" * 200_000_000})) == ["too-large"]
    bomb = bytearray(zipped(**{"xl/a.xml": b"0" * 50_000_000}))
    at = bomb.rfind(b"PK\x01\x02") + 24  # the directory's word on the size: a lie
    bomb[at : at + 4] = (100).to_bytes(4, "little")
    assert codes(bytes(bomb)) == ["too-large"]


def test_many_parts_are_refused():
    assert codes(zipped(**{f"p{number}": b"" for number in range(5_001)})) == ["too-large"]


@pytest.mark.parametrize("keep", [4, 100, 3000, -100, -1])
def test_truncated_workbooks_are_damaged(keep):
    assert codes(xlsx([(0, 0, "a")])[:keep]) == ["damaged"]


def test_protected_files_say_so():
    assert codes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")) == ["protected"]
    manifest = b"<manifest:encryption-data/>"
    assert codes(zipped(**{"content.xml": b"<x/>", "META-INF/manifest.xml": manifest})) == ["protected"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged"),
        (zipped(**{"word/document.xml": b"<x/>"}), "damaged"),
        (zipped(**{"content.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}), "damaged"),
        (zipped(**{"content.xml": b"<x>"}), "damaged"),
        (zipped(**{"xl/workbook.bin": b""}), "xlsb"),
        (b"a;b\x00c\n", "not-text"),
    ],
)
def test_wrong_content_is_refused_with_a_reason(data, code):
    assert codes(data) == [code]


def test_an_archive_gives_its_parts():
    archive = open_archive(zipped(a=b"one", b=b"two" * 1000), "a.zip")
    assert archive.names == ("a", "b")
    assert archive.read("b") == b"two" * 1000
    with pytest.raises(KeyError):
        archive.read("c")


def test_peeking_reads_the_beginning_only():
    data = b"a;b\n" + b"1;2\n" * 100_000
    assert 10_000 < len(peek_grid(data, "").sheets[0].rows) < 20_000


@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe"]))
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_cells_or_a_refusal(data, start):
    try:
        grid = read_grid(start + data, "a")
    except Unreadable as refusal:
        assert refusal.faults
    else:
        assert all(isinstance(cell, str) for sheet in grid.sheets for row in sheet.rows for cell in row)


def test_noise_inside_a_workbook_is_no_crash():
    good = xlsx([(0, 0, "a"), (3, 3, 2)])
    noise = random.Random(7)
    for place in range(8, len(good), 61):
        bad = bytearray(good)
        bad[place : place + 8] = noise.randbytes(8)
        try:
            read_grid(bytes(bad), "a.xlsx")
        except Unreadable as refusal:
            assert refusal.faults[0].code in ("damaged", "too-large", "protected")


def test_old_binary_workbooks_are_read_apart():
    data = (Path(__file__).parent / "workbooks/procedure.xls").read_bytes()
    (sheet,) = read_grid(data, "a.xls").sheets
    assert sheet.name == "Étapes"
    assert sheet.rows[1] == ("1", "Accueil", "Recevoir", "", "Dossier")


def rewritten(data, change):
    """The workbook with the text of each part changed."""
    source = zipfile.ZipFile(io.BytesIO(data))
    return zipped(**{name: change(source.read(name)) for name in source.namelist()})


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        (b'uniqueCount="', b'uniqueCount="99999999999', "damaged"),
        (b'r="B2"', b'r="XFD1048576"', "too-large"),
        (b'r="B2"', b"r = 'XFD1048576'", "too-large"),
        (b'r="B2"', b'r="&#88;FD1048576"', "damaged"),
        (b'r="B2"', b'r="ZZZZZZ99999999999999"', "damaged"),
        (b'r="B2"', b'r="9B2"', "damaged"),
        (b"</sheetData>", b'<row r="1048576">' + b"<c><v>1</v></c>" * 16_000 + b"</row></sheetData>", "too-large"),
    ],
)
def test_no_workbook_makes_the_library_ask_for_all_memory(before, after, code):
    good = xlsx([(0, 0, "a"), (1, 1, "b")])
    assert codes(rewritten(good, lambda part: part.replace(before, after))) == [code]


def test_many_merged_areas_take_no_time():
    merged = b"</sheetData><mergeCells>" + b'<mergeCell ref="A1:A1048576"/>' * 50_000 + b"</mergeCells>"
    data = rewritten(xlsx([(row, 0, row) for row in range(2_000)]), lambda part: part.replace(b"</sheetData>", merged))
    (sheet,) = read_grid(data, "a.xlsx").sheets
    assert {row[0] for row in sheet.rows} == {"0"}
