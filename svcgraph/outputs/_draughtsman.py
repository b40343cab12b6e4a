"""How the workspace draws, and what comes of a diagram."""

from __future__ import annotations

from dataclasses import dataclass

from svcgraph.outputs._printed import printed
from svcgraph.renderers.picture.drawing import Drawing, draw
from svcgraph.renderers.picture.look import Palette
from svcgraph.store.layout import KeptPlace
from svcgraph.store.outputs import OutputFile
from svcgraph.story import Story
from svcgraph.views.shapes import Diagram, DiagramKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A picture, and its files where it has any."""

    drawing: Drawing
    files: tuple[OutputFile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draughtsman:
    """The workspace's layout program, its colours, the places it keeps, whether it wants PNG too."""

    program: str
    palette: Palette
    kept: tuple[KeptPlace, ...] = ()
    png: bool = False

    def drawing(self, diagram: Diagram) -> Drawing:
        """The picture. Raises as `draw`."""
        kept = self.kept if diagram.kind is DiagramKind.ORGANISATION else ()
        return draw(diagram, program=self.program, kept=kept, palette=self.palette)

    def sheet(self, diagram: Diagram, name: str) -> Sheet:
        """The picture, and its files if it has a ``name`` below `outputs/diagrams/`. Raises as `draw`."""
        drawing = self.drawing(diagram)
        return Sheet(drawing=drawing, files=tuple(printed(diagram, drawing, name, png=self.png)) if name else ())


def draughtsman(story: Story) -> Draughtsman:
    """As the story's workspace wants it."""
    settings = story.workspace.settings
    return Draughtsman(
        program=settings.program,
        palette=Palette(settings.palette),
        kept=tuple(story.workspace.places),
        png=settings.png,
    )
