"""Excel and OpenDocument workbooks, through calamine, behind a guard.

calamine lays a sheet out as one full rectangle: two cells, A1 and XFD1048576, make it ask for 500 GB and
end the whole program. So the farthest cell is looked for before calamine sees the file.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from svcgraph.errors import Fault, Place, Unreadable
from svcgraph.i18n import mark
from svcgraph.intake.archive import Archive, damaged, open_archive, protected, refusal
from svcgraph.intake.cells import CELLS, Grid, Sheet, cell_text

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

ZIP = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEETS = 200
_REFERENCE = re.compile(rb"\br\s*=\s*[\"']\s*([A-Za-z]{0,4})([0-9]{1,9})\s*[\"']")
_TABLE_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"


def is_workbook(data: bytes) -> bool:
    """By its first bytes; the suffix is not asked."""
    return data[:8] == COMPOUND or data[:4] == ZIP


def read_workbook(data: bytes, file: str, rows: int | None = None) -> Grid:
    """Its sheets, merged cells filled down; of each at most ``rows`` rows. Raises Unreadable with the reason."""
    if data[:4] == ZIP:
        _guard(open_archive(data, file))
    elif "EncryptedPackage".encode("utf-16-le") in data:
        raise protected(file)
    faults: list[Fault] = []
    try:
        sheets = tuple(_sheets(data, file, rows, faults))
    except (Unreadable, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of the library is no Exception
        raise _reason(error, file) from error
    return Grid(sheets=sheets, faults=tuple(faults))


def _reason(error: BaseException, file: str) -> Unreadable:
    from python_calamine import PasswordError

    return protected(file) if isinstance(error, PasswordError) else damaged(file, str(error).split("\n", 1)[0][:200])


def _sheets(data: bytes, file: str, rows: int | None, faults: list[Fault]) -> Iterator[Sheet]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    workbook = CalamineWorkbook.from_object(io.BytesIO(data))
    for position, about in enumerate(workbook.sheets_metadata[:SHEETS]):
        if about.typ == SheetTypeEnum.WorkSheet:
            visible = about.visible == SheetVisibleEnum.Visible
            yield Sheet(name=about.name, rows=_rows(workbook, position, rows, file), visible=visible)
    if len(workbook.sheets_metadata) > SHEETS:
        said = mark("Only the first {n} sheets were looked at.")
        fault = Fault(code="too-many-sheets", place=Place(file=file), message=said, parameters=(("n", str(SHEETS)),))
        faults.append(fault)


def _rows(workbook: CalamineWorkbook, position: int, rows: int | None, file: str) -> tuple[tuple[str, ...], ...]:
    sheet = workbook.get_sheet_by_index(position)
    if sheet.total_height * sheet.total_width > CELLS:
        raise _too_many(file, sheet.total_height * sheet.total_width)
    values = sheet.to_python(skip_empty_area=False, nrows=rows)
    texts = [[cell_text(value) for value in row] for row in values]
    _fill_down(texts, sheet.merged_cell_ranges or ())
    return tuple(tuple(row) for row in texts)


def _fill_down(texts: list[list[str]], merged: Sequence[Any]) -> None:
    """A merged cell's value stands in each row it spans, in its first column."""
    for (top, left), (bottom, _) in merged:
        if top < len(texts) and left < len(texts[top]):
            for row in texts[top + 1 : bottom + 1]:
                row[left] = texts[top][left]


def _guard(archive: Archive) -> None:
    archive.measure()
    if "META-INF/manifest.xml" in archive.names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise protected(archive.file)
    for name in archive.names:
        if name.lower().endswith(".bin") and "workbook" in name.lower():
            raise refusal("xlsb", archive.file, mark("Binary workbooks (xlsb) are not read: save it as xlsx."), 0, 0)
        area = _area_of(archive, name) if name.lower().endswith(".xml") else 0
        if area > CELLS:
            raise _too_many(archive.file, area)


def _area_of(archive: Archive, name: str) -> int:
    xml = archive.read(name)
    if name.lower().endswith("content.xml"):
        return _OpenDocument().area(xml, archive.file)
    return _area(xml) if b"sheetData" in xml else 0


def _area(xml: bytes) -> int:
    """Cells of the rectangle from A1 to the farthest cell that the part mentions."""
    bottom = right = 0
    for letters, digits in _REFERENCE.findall(xml):
        bottom = max(bottom, int(digits))
        right = max(right, _column(letters))
    return bottom * right


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


class _OpenDocument:
    """Measures content.xml: repeated rows and cells count as often as they are repeated."""

    def __init__(self) -> None:
        self.largest = self.bottom = self.right = self.row = self.column = 0
        self.repeat_row = self.repeat_cell = 1
        self.filled = 0
        self.in_cell = False

    def area(self, xml: bytes, file: str) -> int:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._doctype
        try:
            parser.Parse(xml, True)
        except (expat.ExpatError, ValueError) as error:
            raise damaged(file, f"content.xml: {error}") from error
        return self.largest

    def _doctype(self, *_: object) -> None:
        raise ValueError("a DOCTYPE is not read")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if name == "table":
            self.bottom = self.right = self.row = 0
        elif name == "table-row":
            self.repeat_row = _count(attributes, "number-rows-repeated")
            self.column = self.filled = 0
        elif name in ("table-cell", "covered-table-cell"):
            self.column += _count(attributes, "number-columns-repeated")
            if any(key.endswith((" value-type", " formula", " value")) for key in attributes):
                self.filled = self.column
        elif tag.startswith("urn:oasis:names:tc:opendocument:xmlns:text"):
            self.filled = self.column

    def _end(self, tag: str) -> None:
        if tag.rpartition(" ")[2] == "table-row":
            self.row += self.repeat_row
            if self.filled:
                self.bottom, self.right = self.row, max(self.right, self.filled)
                self.largest = max(self.largest, self.bottom * self.right)


def _count(attributes: dict[str, str], name: str) -> int:
    return int(attributes.get(f"{_TABLE_NAMESPACE} {name}", "1"))


def _too_many(file: str, size: int) -> Unreadable:
    said = mark(
        "A sheet reaches over {size} cells; at most {most} are read. Delete the empty rows and columns after the table."
    )
    return refusal("too-large", file, said, size, CELLS)
