"""Workbooks measured before calamine sees them.

calamine lays a sheet out as one full rectangle, and makes room for as many strings as the file says it has:
two cells, A1 and XFD1048576, or one attribute make it ask for 500 GB and end the whole program.
"""

from __future__ import annotations

import re
from xml.parsers import expat

from svcgraph.errors import Unreadable
from svcgraph.i18n import mark
from svcgraph.intake.archive import Archive, damaged, protected, refusal
from svcgraph.intake.cells import CELLS

_REFERENCE = re.compile(rb"(?<![:\w.-])r\s*=\s*[\"']([^\"']*)[\"']")
_ADDRESS = re.compile(rb"([A-Za-z]{0,3})([0-9]{1,7})")
_ROW = re.compile(rb"<(?:\w+:)?row(?=[\s/>])")
_UNPLACED = re.compile(rb"<(?:\w+:)?(?:c|row)(?=[\s/>])(?![^>]*[\s\"']r\s*=)")
_COUNT = re.compile(rb"ount\s*=\s*[\"']\s*\+?[0-9]{8,}")


def too_many(file: str, size: int) -> Unreadable:
    """The refusal of a sheet that reaches over ``size`` cells."""
    said = mark(
        "A sheet reaches over {size} cells; at most {most} are read. Delete the empty rows and columns after the table."
    )
    return refusal("too-large", file, said, size, CELLS)


def guard(archive: Archive) -> None:
    """Unpacks all of a workbook and measures it. Raises Unreadable: too large, damaged, protected, xlsb."""
    archive.measure()
    if "META-INF/manifest.xml" in archive.names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise protected(archive.file)
    for name in archive.names:
        if name.lower().endswith(".bin") and "workbook" in name.lower():
            raise refusal("xlsb", archive.file, mark("Binary workbooks (xlsb) are not read: save it as xlsx."), 0, 0)
        area = _area_of(archive, name)
        if area > CELLS:
            raise too_many(archive.file, area)


def _area_of(archive: Archive, name: str) -> int:
    xml = archive.read(name)
    if _COUNT.search(xml):
        raise damaged(archive.file, f"{name}: count")
    if name == "content.xml":
        return _OpenDocument().area(xml, archive.file)
    return _area(xml, archive.file, name) if b"sheetData" in xml else 0


def _area(xml: bytes, file: str, name: str) -> int:
    """Cells of the rectangle from A1 to the farthest cell; cells and rows without an address stand one further each."""
    bottom = right = 0
    for reference in dict.fromkeys(_REFERENCE.findall(xml)):
        found = _ADDRESS.fullmatch(reference.strip())
        if found is None:
            raise damaged(file, f"{name}: {reference[:20].decode('ascii', 'replace')}")
        bottom = max(bottom, int(found[2]))
        right = max(right, _column(found[1]))
    unplaced = [len(_UNPLACED.findall(row)) for row in _ROW.split(xml)] if _UNPLACED.search(xml) else [0]
    return (bottom + len(unplaced) - 1) * (right + max(unplaced))


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
        parser = expat.ParserCreate()  # names as written: so does calamine look at them
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
        if tag == "table:table":
            self.bottom = self.right = self.row = 0
        elif tag == "table:table-row":
            self.repeat_row = _count(attributes, "table:number-rows-repeated")
            self.column = self.filled = 0
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self.column += _count(attributes, "table:number-columns-repeated")
            if any(key.endswith((":value-type", ":formula", ":value")) for key in attributes):
                self.filled = self.column
        elif tag.startswith("text:"):
            self.filled = self.column

    def _end(self, tag: str) -> None:
        if tag == "table:table-row":
            self.row += self.repeat_row
            if self.filled:
                self.bottom, self.right = self.row, max(self.right, self.filled)
                self.largest = max(self.largest, self.bottom * self.right)


def _count(attributes: dict[str, str], name: str) -> int:
    return int(attributes.get(name, "1"))
