"""`outputs/diagrams/matrix.*`: suppliers by clients, as a picture and as a workbook."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.i18n import Words
from svcgraph.outputs._pictures import readable
from svcgraph.outputs._printed import FOLDER
from svcgraph.renderers.matrix_workbook import workbook
from svcgraph.store.outputs import OutputFile
from svcgraph.story import Story
from svcgraph.views.diagram.matrix import forms, matrix

NAME = "matrix"
SCOPE = tuple(f"{FOLDER}/matrix.{suffix}" for suffix in ("gv", "svg", "pdf", "png", "xlsx"))


def files(story: Story, words: Words) -> Iterator[OutputFile]:
    yield from readable(story, forms(story.facts, words), "matrix")
    yield OutputFile(path=f"{FOLDER}/matrix.xlsx", content=workbook(matrix(story.facts, words)))
