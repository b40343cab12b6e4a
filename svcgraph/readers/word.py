"""Process sheets in Word: the table of steps, and what stands around it. What is read of them: `docs/tables.md`."""

from __future__ import annotations

import re

from svcgraph.domain.names import clean
from svcgraph.errors import FaultList, Place, Unreadable
from svcgraph.i18n import mark
from svcgraph.intake.cells import Sheet
from svcgraph.intake.document import Document, read_document
from svcgraph.readers import Reading
from svcgraph.readers._build import MapBuilder
from svcgraph.readers._table.draw import draw_table
from svcgraph.readers._table.find import About, about, find_table

FORMAT = "word"
SUFFIXES = (".docx", ".docm")
VERSION = 2

ZIP = b"PK\x03\x04"

_HEADED = re.compile(
    r"(?:fiche\s+(?:de\s+)?(?:processus|procédure)|processus|procédure|process\s+sheet|procedure)\s*[:–—-]\s*", re.I
)


def recognises(data: bytes, suffix: str) -> bool:
    """A document with a table of steps; one that cannot be opened is claimed, to say why."""
    if not data.startswith(ZIP) or not (suffix in SUFFIXES or b"word/document.xml" in data):
        return False
    try:
        document = read_document(data, "", FaultList())
    except Unreadable:
        return suffix in SUFFIXES
    return any(find_table(sheet, "") for sheet in document.tables)


def read(data: bytes, file: str) -> Reading:
    """The map of the document's tables of steps, a process each. Raises Unreadable when there is none."""
    faults = FaultList()
    document = read_document(data, file, faults)
    tables = [table for sheet in document.tables if (table := find_table(sheet, file))]
    if not tables:
        said = mark("No table of steps was found in the document: its first row names step, actor and documents.")
        faults.add("no-table", Place(file=file), said)
        raise Unreadable(*faults.faults)
    builder = MapBuilder(file, FORMAT)
    cover = _cover(document, {table.sheet.name for table in tables}) if len(tables) == 1 else None
    steps = [draw_table(table, cover, builder, faults) for table in tables]
    if not any(steps):
        faults.add("no-steps", tables[0].place(tables[0].header), mark("The table has a header, but no steps."))
        raise Unreadable(*faults.faults)
    return Reading(map=builder.freeze(), faults=tuple(faults.faults))


def _cover(document: Document, steps: set[str]) -> About:
    """The title, and "Finalité : …", "Pilote | …" from paragraphs and from tables without steps."""
    lines = [(line,) for paragraph in document.paragraphs for line in paragraph.splitlines()]
    rows = [row for sheet in document.tables if sheet.name not in steps for row in sheet.rows]
    found = about(Sheet(name="", rows=(*lines, *rows)), len(lines) + len(rows))
    return About(title=clean(_HEADED.sub("", found.title)), said=found.said)
