"""Drawings of Visio (``.vsdx``, ``.vsdm``). What is read of them: `docs/drawings.md`."""

from __future__ import annotations

from pathlib import PurePosixPath

from svcgraph.domain.default_names import is_default
from svcgraph.domain.names import clean
from svcgraph.domain.process import Process
from svcgraph.errors import Fault, FaultList, Place, Unreadable
from svcgraph.i18n import mark
from svcgraph.readers import Reading
from svcgraph.readers._build import MapBuilder
from svcgraph.readers._drawn import draw, no_process, reading_of
from svcgraph.readers._page import flows
from svcgraph.readers._visio.package import open_drawing
from svcgraph.readers._visio.shapes import page_of

FORMAT = "visio"
SUFFIXES = (".vsdx", ".vsdm", ".vsd")
VERSION = 2

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def recognises(data: bytes, suffix: str) -> bool:
    """A zip that holds ``visio/``, or is called a Visio drawing; an old ``.vsd``, to be refused with a way out."""
    if data.startswith(OLE):
        return suffix == ".vsd"
    return data.startswith(b"PK\x03\x04") and (suffix in SUFFIXES or b"visio/pages/" in data)


def read(data: bytes, file: str) -> Reading:
    """The drawing's map: a process a page. Raises Unreadable when it is damaged, or when nothing in it flows."""
    if data.startswith(OLE):
        said = mark("This is Visio's old format: open it in Visio and save it as .vsdx.")
        raise Unreadable(Fault(code="old-format", place=Place(file=file), message=said))
    faults = FaultList()
    drawing = open_drawing(data, file, faults)
    builder = MapBuilder(file, FORMAT)
    taken: set[str] = set()
    drawn = 0
    for number, page in enumerate(drawing.pages, 1):
        title = clean(page.name) or str(number)
        keys = {key: f"{title}/{key}" for key in taken}
        shown = page_of(page, drawing, drawn, keys)
        taken |= set(keys)
        if not flows(shown):
            no_process(faults, file, 0, title)
            continue
        shown.name = PurePosixPath(file).stem if is_default(title) or len(drawing.pages) == 1 else title
        builder.add_process(Process(id="", name=shown.name))
        draw(shown, builder, faults)
        drawn += 1
    return reading_of(builder, faults, drawn=drawn)
