"""`readings:` of `svcgraph.yaml`: files and databases that hold readings (`docs/readings.md`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from pydantic import Field

from svcgraph.domain.attainment.source import Source
from svcgraph.errors import FaultList, Place
from svcgraph.i18n import mark
from svcgraph.intake.yaml import Mapping, Node, Sequence
from svcgraph.store.readings.row import COLUMNS
from svcgraph.store.shapes import Shape

_OURS = tuple(dict(COLUMNS.words))


class SourceShape(Shape):
    file: str = Field("", description="A file below the workspace: CSV, Excel, Parquet (* for several).")
    url: str = Field("", description="A database; passwords as ${NAME}, from the environment.")
    table: str = Field("", description="A table or view of the database, or …")
    query: str = Field("", description="… a SELECT.")
    key: str = Field("", description="The column that names a row in messages.")
    indicator: str = Field("", description="All rows are readings of this one.")
    columns: dict[str, str] = Field(default_factory=dict, description="Our column: theirs.")


def settled_sources(shapes: tuple[SourceShape, ...], tree: Node, file: str, faults: FaultList) -> tuple[Source, ...]:
    """The sources that say where they are; what is wrong with the others is a fault with its line."""
    lines = _lines(tree)
    made: list[Source] = []
    for number, shape in enumerate(shapes):
        place = Place(file=file, line=lines[number] if len(lines) == len(shapes) else 0)
        wrong = list(_wrong(shape))
        for code, message, word in wrong:
            faults.add(code, place, message, word=word)
        if not wrong:
            made.append(_source(shape, place.line))
    return tuple(made)


def _source(shape: SourceShape, line: int) -> Source:
    columns = tuple((_key(own), theirs) for own, theirs in sorted(shape.columns.items()))
    given = {name: getattr(shape, name) for name in ("file", "url", "table", "query", "key", "indicator")}
    return Source(**given, columns=columns, line=line)


def _wrong(shape: SourceShape) -> Iterator[tuple[str, str, str]]:
    if bool(shape.file) == bool(shape.url):
        yield "readings-source", mark("A source of readings has either a “file” or a “url”."), ""
    if shape.url and bool(shape.table) == bool(shape.query):
        yield "readings-source", mark("A database has either a “table” or a “query”."), ""
    if shape.url and "://" not in shape.url:
        yield "readings-source", mark("A URL is written postgresql://host/database or sqlite:///folder/file.db."), ""
    path = PurePosixPath(shape.file)
    if path.is_absolute() or ".." in path.parts or "\\" in shape.file:
        said = mark("“{word}”: files of readings lie below the workspace; write the path from there, with /.")
        yield "readings-source", said, shape.file
    for own in sorted(shape.columns):
        if _key(own) not in _OURS:
            yield "readings-source", mark("“{word}” is no column of readings (docs/readings.md lists them)."), own


def _key(own: str) -> str:
    return COLUMNS.key(own.replace("_", " ")) or own


def _lines(tree: Node) -> tuple[int, ...]:
    """Where each member of ``readings:`` begins."""
    listed = tree.get("readings") if isinstance(tree, Mapping) else None
    return tuple(item.line for item in listed.items) if isinstance(listed, Sequence) else ()
