"""`outputs/diagrams/matrix.*`: suppliers by clients, as a picture and as a workbook."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.i18n import Words
from svcgraph.outputs._pictures import FOLDER, picture
from svcgraph.renderers.matrix_workbook import workbook
from svcgraph.store.outputs import OutputFile
from svcgraph.story import Story
from svcgraph.views.diagram.matrix import matrix

NAME = "matrix"
SCOPE = tuple(f"{FOLDER}/matrix.{suffix}" for suffix in ("gv", "svg", "pdf", "png", "xlsx"))


def files(story: Story, words: Words) -> Iterator[OutputFile]:
    diagram = matrix(story.facts, words)
    yield from picture(story, diagram, "matrix")
    yield OutputFile(path=f"{FOLDER}/matrix.xlsx", content=workbook(diagram))
