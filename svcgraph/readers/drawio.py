"""Drawings of draw.io (diagrams.net): ``.drawio``, ``.xml``, ``.drawio.svg``, ``.drawio.png``. See `docs/drawio.md`."""

from __future__ import annotations

from pathlib import PurePosixPath

from svcgraph.domain.default_names import is_default
from svcgraph.domain.names import clean
from svcgraph.domain.process import Process
from svcgraph.errors import FaultList
from svcgraph.readers import Reading
from svcgraph.readers._build import MapBuilder
from svcgraph.readers._drawio.cells import Cell, cells_of
from svcgraph.readers._drawio.container import PNG, pages
from svcgraph.readers._drawio.page import page_of
from svcgraph.readers._drawn import draw, no_process, reading_of
from svcgraph.readers._page import flows

FORMAT = "drawio"
SUFFIXES = (".drawio", ".dio", ".xml", ".svg", ".png")
VERSION = 2

HEAD = 4_000
CHUNKS = (b"tEXtmxfile\0", b"zTXtmxfile\0", b"tEXtmxGraphModel\0", b"zTXtmxGraphModel\0")


def recognises(data: bytes, suffix: str) -> bool:
    """A file whose root is ``mxfile`` or ``mxGraphModel``; a picture that carries one, or is named as if it did."""
    if data.startswith(PNG):
        return any(chunk in data for chunk in CHUNKS)
    head = _plain(data[:HEAD])
    if suffix == ".svg" or b"<svg" in head:
        return b"<svg" in head and b"content=" in head and b"mxfile" in head
    return b"<mxfile" in head or b"<mxGraphModel" in head


def _plain(head: bytes) -> bytes:
    """UTF-16 as bytes that can be searched."""
    return head.replace(b"\0", b"") if head[:2] in (b"\xff\xfe", b"\xfe\xff") else head


def read(data: bytes, file: str) -> Reading:
    """The drawing's map: a process a page. Raises Unreadable when it is damaged, or when nothing in it flows."""
    faults = FaultList()
    builder = MapBuilder(file, FORMAT)
    taken: set[str] = set()
    drawn = 0
    for number, (diagram, model) in enumerate(pages(data, file, faults), 1):
        cells = cells_of(model)
        title = clean(diagram.get("name")) if diagram is not None else ""
        keys = _keys(cells, taken, title or str(number))
        page = page_of(cells, drawn, "", keys)
        if not flows(page):
            no_process(faults, file, model.line, title or str(number))
            continue
        page.name = title if title and not is_default_page(title) else PurePosixPath(file).stem
        builder.add_process(Process(id=diagram.get("id") if diagram is not None else "", name=page.name))
        draw(page, builder, faults)
        drawn += 1
    return reading_of(builder, faults, drawn=drawn)


def is_default_page(title: str) -> bool:
    """“Page-1”, “Seite-2”: the program's own names."""
    stem = title.rstrip("0123456789").rstrip("- ").lower()
    return stem in {"page", "seite", "página", "pagina"} or is_default(title)


def _keys(cells: dict[str, Cell], taken: set[str], title: str) -> dict[str, str]:
    """The ids of the file's cells: as they are, but with the page's name before them when another page has them too."""
    keys = {key: key if key not in taken else f"{title}/{key}" for key in cells}
    taken |= set(cells)
    return keys
