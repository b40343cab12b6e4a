"""A drawing as files: SVG, PDF, where it is asked for PNG, and the layout's source beside."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.renderers.picture.drawing import Drawing
from svcgraph.renderers.picture.pdf import pdf
from svcgraph.renderers.picture.png import png as as_png
from svcgraph.store.outputs import OutputFile
from svcgraph.views.shapes import Diagram

FOLDER = "diagrams"


def printed(diagram: Diagram, drawing: Drawing, name: str, *, png: bool) -> Iterator[OutputFile]:
    """``name`` is the path below `outputs/diagrams/`, without a suffix; the PDF has a sheet on which it is readable."""
    paper = drawing.readable_on or drawing.paper
    path = f"{FOLDER}/{name}"
    yield OutputFile(path=f"{path}.gv", content=drawing.dot.encode())
    yield OutputFile(path=f"{path}.svg", content=drawing.svg.encode())
    yield OutputFile(
        path=f"{path}.pdf", content=pdf(drawing.svg, paper, title=diagram.title, language=diagram.language)
    )
    if png:
        yield OutputFile(path=f"{path}.png", content=as_png(drawing.svg))
