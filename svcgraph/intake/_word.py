"""What every reader of Word files needs: the body within bounds, and its blocks wherever they are wrapped."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.errors import FaultList
from svcgraph.intake.archive import Archive, damaged, open_archive
from svcgraph.intake.tree import Element, load_tree

BODY = "word/document.xml"
AROUND = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})  # may wrap blocks and cells


def open_word(data: bytes, file: str, faults: FaultList) -> tuple[Archive, Element]:
    """The archive and the root of its document. Raises Unreadable: damaged, protected, too large, too deep."""
    archive = open_archive(data, file)
    if BODY not in archive.names:
        raise damaged(file, BODY)
    return archive, load_tree(archive.read(BODY), file, faults)


def blocks(element: Element) -> Iterator[Element]:
    """Paragraphs and tables, also within content controls, tracked insertions and custom XML."""
    yield from inside(element, "p", "tbl")


def rows(table: Element) -> Iterator[Element]:
    """The rows of a table but those whose deletion is tracked."""
    for row in inside(table, "tr"):
        properties = row.first("trPr")
        if properties is None or properties.first("del") is None:
            yield row


def inside(element: Element, *names: str) -> Iterator[Element]:
    """Children of these names, also those within content controls, tracked insertions and custom XML."""
    for child in element.children:
        if child.name in names:
            yield child
        elif child.name in AROUND:
            yield from inside(child, *names)
