"""An xlsx file as people change it, at the level of its XML: cells typed over, rows inserted, moved, copied."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from datetime import date

from lxml import etree

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
FIRST_DAY = date(1899, 12, 30)
_ADDRESS = re.compile(r"([A-Z]+)(\d+)")


class Page:
    """One sheet. Rows are lxml elements; cells are called by the key of their column (`forms._sheet_marks`)."""

    def __init__(self, name: str, root: etree._Element, strings: list[str]) -> None:
        self.name, self.root, self.strings = name, root, strings
        self.data = root.find(f"{S}sheetData")

    @property
    def rows(self) -> list[etree._Element]:
        return list(self.data)

    def text(self, row: etree._Element, letter: str) -> str:
        cell = self._cell(row, letter)
        if cell is None:
            return ""
        if cell.get("t") == "inlineStr":
            return "".join(cell.itertext())
        value = cell.findtext(f"{S}v") or ""
        return self.strings[int(value)] if cell.get("t") == "s" else value

    def value(self, row: etree._Element, letter: str) -> str | float:
        """Text, or the number where the cell holds one."""
        cell = self._cell(row, letter)
        if cell is None or cell.get("t") in ("s", "inlineStr"):
            return self.text(row, letter)
        said = cell.findtext(f"{S}v")
        return float(said) if said else ""

    def swap(self, one: etree._Element, two: etree._Element, letter: str) -> None:
        """Two cells of a column change places."""
        first, second = self._cell(one, letter), self._cell(two, letter)
        held = first.get("r"), second.get("r")
        copied = copy.deepcopy(first)
        one.replace(first, copy.deepcopy(second))
        two.replace(second, copied)
        self._cell(one, letter).set("r", held[0])
        copied.set("r", held[1])

    def marked(self, mark: str) -> etree._Element | None:
        """The first row with a mark in its hidden cell; what follows ``|`` (a deliverable's own places) apart."""
        return next((row for row in self.rows if self.text(row, "A").split("|")[0] == mark), None)

    def letters(self, row: etree._Element) -> dict[str, str]:
        """Column letters by key, by the keys above ``row``."""
        above = self.rows[: self.data.index(row) + 1]
        keys = next(
            one for one in reversed(above) if self.text(one, "A").startswith("#") and self.text(one, "A") != "#"
        )
        cells = (_ADDRESS.fullmatch(cell.get("r"))[1] for cell in keys)
        return {self.text(keys, letter): letter for letter in cells if letter != "A" and self.text(keys, letter)}

    def put(self, row: etree._Element, letter: str, value: str | float | date) -> None:
        """Types ``value`` into a cell, which keeps its format."""
        cell = self._cell(row, letter)
        if cell is None:
            cell = etree.SubElement(row, f"{S}c", {"r": f"{letter}{row.get('r')}"})
            row[:] = sorted(row, key=lambda one: _column(one.get("r")))
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)
        if isinstance(value, str):
            if value:
                cell.set("t", "inlineStr")
                text = etree.SubElement(etree.SubElement(cell, f"{S}is"), f"{S}t")
                text.text = value
                text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            return
        number = (value - FIRST_DAY).days if isinstance(value, date) else value
        etree.SubElement(cell, f"{S}v").text = repr(number)

    def insert(self, before: etree._Element, *, like: etree._Element) -> etree._Element:
        """A new empty row with the formats of ``like``, as office programs make it."""
        made = self.copied(like, before)
        for cell in made:
            cell.attrib.pop("t", None)
            for child in list(cell):
                cell.remove(child)
        return made

    def copied(self, row: etree._Element, before: etree._Element) -> etree._Element:
        """A copy of the whole row, its hidden mark with it."""
        made = copy.deepcopy(row)
        made.attrib["new"] = "1"
        before.addprevious(made)
        return made

    def _cell(self, row: etree._Element, letter: str) -> etree._Element | None:
        return next((cell for cell in row if _ADDRESS.fullmatch(cell.get("r"))[1] == letter), None)

    def renumbered(self) -> None:
        """Addresses after rows were inserted, deleted or moved; merged cells follow."""
        moved: dict[str, str] = {}
        for number, row in enumerate(self.rows, 1):
            if row.attrib.pop("new", None) is None:
                moved[row.get("r")] = str(number)
            row.set("r", str(number))
            for cell in row:
                cell.set("r", f"{_ADDRESS.fullmatch(cell.get('r'))[1]}{number}")
        for merged in list(self.root.iter(f"{S}mergeCell")):
            first, last = (_ADDRESS.fullmatch(one).groups() for one in merged.get("ref").split(":"))
            if first[1] in moved:
                merged.set("ref", f"{first[0]}{moved[first[1]]}:{last[0]}{moved[first[1]]}")
            else:
                merged.getparent().remove(merged)


class Workbook:
    """All sheets of one file."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        strings = etree.fromstring(self.parts["xl/sharedStrings.xml"])
        shared = ["".join(one.itertext()) for one in strings.iter(f"{S}si")]
        links = {one.get("Id"): one.get("Target") for one in etree.fromstring(self.parts["xl/_rels/workbook.xml.rels"])}
        self.paths: dict[str, str] = {}
        self.pages: dict[str, Page] = {}
        for sheet in etree.fromstring(self.parts["xl/workbook.xml"]).iter(f"{S}sheet"):
            name, path = sheet.get("name"), f"xl/{links[sheet.get(RELATION)]}"
            self.paths[name] = path
            self.pages[name] = Page(name, etree.fromstring(self.parts[path]), shared)

    def page(self, mark: str) -> Page:
        """The sheet on which a mark stands."""
        return next(page for page in self.pages.values() if page.marked(mark) is not None)

    def saved(self) -> bytes:
        for name, page in self.pages.items():
            page.renumbered()
            self.parts[self.paths[name]] = etree.tostring(page.root, xml_declaration=True, encoding="UTF-8")
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in self.parts.items():
                package.writestr(name, content)
        return out.getvalue()


def _column(address: str) -> tuple[int, str]:
    letters = _ADDRESS.fullmatch(address)[1]
    return len(letters), letters
