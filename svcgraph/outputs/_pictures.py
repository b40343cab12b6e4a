"""One diagram as files: SVG, PDF, where it is asked for PNG, and the layout's source beside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from svcgraph.renderers.picture.drawing import draw_readable
from svcgraph.renderers.picture.look import Palette
from svcgraph.renderers.picture.pdf import pdf
from svcgraph.renderers.picture.png import png
from svcgraph.store.layout import KeptPlace
from svcgraph.store.outputs import OutputFile
from svcgraph.story import Story
from svcgraph.views.shapes import Diagram

FOLDER = "diagrams"


def picture(story: Story, diagram: Diagram, name: str, *, kept: Sequence[KeptPlace] = ()) -> Iterator[OutputFile]:
    """``name`` is the path below `outputs/diagrams/`, without a suffix; ``kept`` as `draw`."""
    yield from readable(story, (diagram,), name, kept=kept)


def readable(
    story: Story, forms: Iterable[Diagram], name: str, *, kept: Sequence[KeptPlace] = ()
) -> Iterator[OutputFile]:
    """`picture` of the first of ``forms`` that is readable on the sheet of the PDF, A3."""
    palette = Palette(story.workspace.settings.palette)
    diagram, drawing = draw_readable(forms, program=story.workspace.settings.program, kept=kept, palette=palette)
    path = f"{FOLDER}/{name}"
    yield OutputFile(path=f"{path}.gv", content=drawing.dot.encode())
    yield OutputFile(path=f"{path}.svg", content=drawing.svg.encode())
    yield OutputFile(path=f"{path}.pdf", content=pdf(drawing.svg, title=diagram.title, language=diagram.language))
    if story.workspace.settings.png:
        yield OutputFile(path=f"{path}.png", content=png(drawing.svg))
