"""XPDL 2.1 and 2.2, and Bizagi's ``.bpm``, which packs XPDL. What is read of them: `docs/drawings.md`."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import PurePosixPath

from svcgraph.domain.names import clean
from svcgraph.domain.process import Process
from svcgraph.errors import FaultList, Place, Severity, Unreadable
from svcgraph.i18n import mark
from svcgraph.intake.archive import open_archive
from svcgraph.intake.tree import Element, load_tree
from svcgraph.readers import Reading
from svcgraph.readers._build import MapBuilder
from svcgraph.readers._drawn import draw
from svcgraph.readers._page import Page
from svcgraph.readers._xpdl.package import Package

FORMAT = "xpdl"
SUFFIXES = (".xpdl", ".bpm", ".xml")
VERSION = 2

ZIP = b"PK\x03\x04"
HEAD = 4_000
INNER = 500  # diagrams in one .bpm


def recognises(data: bytes, suffix: str) -> bool:
    """XML whose root is an XPDL ``Package``; a zip that is called .bpm."""
    if data.startswith(ZIP):
        return suffix == ".bpm"
    head = data[:HEAD].replace(b"\0", b"")
    return b"<Package" in head.replace(b"xpdl:", b"").replace(b"ns0:", b"") and b"/XPDL" in head


def read(data: bytes, file: str) -> Reading:
    """The package's map. Raises Unreadable when it is damaged, or no process of it does anything."""
    faults = FaultList()
    builder = MapBuilder(file, FORMAT)
    packages = list(_packages(data, file, faults))
    count = 0
    for root in packages:
        page = Page(process=count, name=clean(root.get("Name")) or PurePosixPath(file).stem)
        package = Package(root, page)
        processes = package.processes()
        for process in processes:
            builder.add_process(Process(id="", name=clean(process.get("Name")) or page.name))
        package.fill()
        for shape in page.shapes:
            shape.process += count
        draw(page, builder, faults)
        count += len(processes)
    if not count:
        said = mark("No process of the file holds an activity.")
        faults.add("no-process", Place(file=file), said)
        raise Unreadable(*faults.faults)
    return Reading(map=builder.freeze(), faults=tuple(faults.faults))


def _packages(data: bytes, file: str, faults: FaultList) -> Iterator[Element]:
    """The file's one package, or those of a Bizagi model: a zip of zips, of which only the diagrams are opened."""
    if not data.startswith(ZIP):
        yield load_tree(data, file, faults)
        return
    outer = open_archive(data, file)
    for name in sorted(outer.names)[:INNER]:
        if posixpath.splitext(name)[1].lower() in (".diag", ".xpdl"):
            packed = outer.read(name)
            yield from _diagram(packed, file, faults)


def _diagram(packed: bytes, file: str, faults: FaultList) -> Iterator[Element]:
    if not packed.startswith(ZIP):
        yield load_tree(packed, file, faults)
        return
    inner = open_archive(packed, file)
    found = [name for name in sorted(inner.names) if _is_diagram(name)]
    for name in found:
        root = load_tree(inner.read(name), file, faults)
        if root.name == "Package":
            yield root
    if not found:
        said = mark("A part of this Bizagi file holds no diagram: left out.")
        faults.add("no-diagram", Place(file=file), said, severity=Severity.WARNING)


def _is_diagram(name: str) -> bool:
    """At the top of the archive only: its folders hold personal settings and attachments."""
    return "/" not in name and name.lower() in ("diagram.xml", "diagram.xpdl")
