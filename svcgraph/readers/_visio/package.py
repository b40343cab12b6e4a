"""The parts of a ``.vsdx``: its masters and its pages. Format: [MS-VSDX]."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from svcgraph.errors import FaultList
from svcgraph.intake.archive import Archive, damaged, open_archive
from svcgraph.intake.tree import Element, load_tree

PAGES, MASTERS = "visio/pages/pages.xml", "visio/masters/masters.xml"
_SUFFIX = re.compile(r"\.\d+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Master:
    """What shapes are made from. ``name`` is English whatever the language of the program (``NameU``)."""

    name: str
    shape: Element | None  # its outermost shape


@dataclass(frozen=True, slots=True, kw_only=True)
class VisioPage:
    id: str
    name: str
    contents: Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    masters: dict[str, Master]
    pages: tuple[VisioPage, ...]


def open_drawing(data: bytes, file: str, faults: FaultList) -> Drawing:
    """The whole drawing; background pages are left out. Raises Unreadable when it is damaged or too large."""
    package = _Package(open_archive(data, file), file, faults)
    if PAGES not in package.names:
        raise damaged(file, PAGES)
    return Drawing(masters=dict(package.masters()), pages=tuple(package.pages()))


def universal(name: str) -> str:
    """``Process.16`` as ``process``: the program numbers its copies."""
    return _SUFFIX.sub("", name.strip()).lower()


class _Package:
    def __init__(self, archive: Archive, file: str, faults: FaultList) -> None:
        self._archive, self._file, self._faults = archive, file, faults
        self.names = frozenset(archive.names)

    def masters(self) -> Iterator[tuple[str, Master]]:
        if MASTERS not in self.names:
            return
        for master, part in self._listed(MASTERS, "Master"):
            shapes = part.first("Shapes") if part is not None else None
            shape = shapes.first("Shape") if shapes is not None else None
            name = universal(master.get("NameU") or master.get("Name"))
            yield master.get("ID"), Master(name=name, shape=shape)

    def pages(self) -> Iterator[VisioPage]:
        for page, part in self._listed(PAGES, "Page"):
            if part is not None and page.get("Background") != "1":
                yield VisioPage(id=page.get("ID"), name=page.get("Name") or page.get("NameU"), contents=part)

    def _listed(self, name: str, kind: str) -> Iterator[tuple[Element, Element | None]]:
        """Each entry of a list, with the part that its ``Rel`` names."""
        targets = self._relations(name)
        for entry in self._tree(name).all(kind):
            relation = entry.first("Rel")
            target = targets.get(relation.get("id"), "") if relation is not None else ""
            yield entry, self._tree(target) if target in self.names else None

    def _relations(self, name: str) -> dict[str, str]:
        folder, leaf = posixpath.split(name)
        relations = f"{folder}/_rels/{leaf}.rels"
        if relations not in self.names:
            return {}
        return {
            one.get("Id"): posixpath.normpath(posixpath.join(folder, one.get("Target"))).lstrip("/")
            for one in self._tree(relations).all("Relationship")
        }

    def _tree(self, name: str) -> Element:
        return load_tree(self._archive.read(name), f"{self._file}", self._faults)
