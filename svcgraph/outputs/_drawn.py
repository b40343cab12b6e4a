"""The pictures of the site, each once, on all cores: the layout runs beside us, inking them is Python's own work."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from svcgraph.renderers.picture.drawing import draw
from svcgraph.renderers.picture.look import Palette
from svcgraph.store.layout import KeptPlace
from svcgraph.story import Story
from svcgraph.views.shapes import Diagram, DiagramKind

FEW = 12  # pictures that one process draws sooner than others are started


@dataclass(frozen=True, slots=True, kw_only=True)
class Draughtsman:
    """How the workspace draws: its layout program, its colours, the places it keeps."""

    program: str
    palette: Palette
    kept: tuple[KeptPlace, ...] = ()

    def svg(self, diagram: Diagram) -> str:
        """The picture as SVG. Raises as `draw`."""
        kept = self.kept if diagram.kind is DiagramKind.ORGANISATION else ()
        return draw(diagram, program=self.program, kept=kept, palette=self.palette).svg


def draughtsman(story: Story) -> Draughtsman:
    """As the story's workspace wants it."""
    settings = story.workspace.settings
    return Draughtsman(program=settings.program, palette=Palette(settings.palette), kept=tuple(story.workspace.places))


def pictures(diagrams: Iterable[Diagram], hand: Draughtsman) -> list[str]:
    """Each diagram as SVG, in order; the same whether one process draws them or several."""
    wanted: Sequence[Diagram] = list(diagrams)
    cores = os.cpu_count() or 1
    if len(wanted) <= FEW or cores == 1 or "fork" not in multiprocessing.get_all_start_methods():
        return [hand.svg(one) for one in wanted]
    with ProcessPoolExecutor(cores, mp_context=multiprocessing.get_context("fork")) as workers:
        return list(workers.map(hand.svg, wanted, chunksize=4))
