"""One diagram drawn, and as files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from svcgraph.outputs._printed import printed
from svcgraph.renderers.picture.drawing import draw_readable
from svcgraph.renderers.picture.look import Palette
from svcgraph.store.layout import KeptPlace
from svcgraph.store.outputs import OutputFile
from svcgraph.story import Story
from svcgraph.views.shapes import Diagram


def readable(
    story: Story, forms: Iterable[Diagram], name: str, *, kept: Sequence[KeptPlace] = ()
) -> Iterator[OutputFile]:
    """The first of ``forms`` that is readable on the sheet of the PDF, A3.

    ``name`` is the path below `outputs/diagrams/`, without a suffix; ``kept`` as `draw`.
    """
    settings = story.workspace.settings
    diagram, drawing = draw_readable(forms, program=settings.program, kept=kept, palette=Palette(settings.palette))
    yield from printed(diagram, drawing, name, png=settings.png)
