"""Many pictures at once, each once, on all cores: the layout runs beside us, inking them is Python's own work."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from svcgraph.renderers.picture.drawing import Drawing, draw
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

    def drawing(self, diagram: Diagram) -> Drawing:
        """The picture. Raises as `draw`."""
        kept = self.kept if diagram.kind is DiagramKind.ORGANISATION else ()
        return draw(diagram, program=self.program, kept=kept, palette=self.palette)

    def svg(self, diagram: Diagram) -> str:
        """The picture as SVG. Raises as `draw`."""
        return self.drawing(diagram).svg


def draughtsman(story: Story) -> Draughtsman:
    """As the story's workspace wants it."""
    settings = story.workspace.settings
    return Draughtsman(program=settings.program, palette=Palette(settings.palette), kept=tuple(story.workspace.places))


class _Room:
    """Where diagrams of one story are drawn. Processes are forked once, before any thread of ours is at work."""

    def __init__(self) -> None:
        self._drawings: dict[Diagram, Future[Drawing]] = {}
        self._pool: Executor | None = None

    def begun(self, wanted: Sequence[Diagram], hand: Draughtsman) -> list[Future[Drawing]]:
        new = [one for one in dict.fromkeys(wanted) if one not in self._drawings]
        self._pool = pool = self._pool or _pool(len(new))
        self._drawings.update((one, pool.submit(hand.drawing, one)) for one in new)
        return [self._drawings[one] for one in wanted]

    def close(self, *, now: bool = True) -> None:
        """``now``: what was not begun yet is not drawn any more."""
        if self._pool:
            self._pool.shutdown(wait=now, cancel_futures=now)


_room: ContextVar[_Room | None] = ContextVar("room", default=None)


@contextmanager
def drawn_once() -> Iterator[None]:
    """Within it no diagram of the one story is drawn twice: the site shows what lies beside it as files."""
    room = _Room()
    token = _room.set(room)
    try:
        yield
    finally:
        _room.reset(token)
        room.close()


def begun(diagrams: Iterable[Diagram], hand: Draughtsman) -> list[Future[Drawing]]:
    """Each diagram's drawing to come, in order; the same whether one process draws them or several."""
    room = _room.get()
    if room is not None:
        return room.begun(list(diagrams), hand)
    room = _Room()
    drawings = room.begun(list(diagrams), hand)
    room.close(now=False)
    return drawings


def pictures(diagrams: Iterable[Diagram], hand: Draughtsman) -> list[str]:
    """Each diagram as SVG, in order."""
    return [one.result().svg for one in begun(diagrams, hand)]


def _pool(number: int) -> Executor:
    cores = os.cpu_count() or 1
    if number <= FEW or cores == 1 or "fork" not in multiprocessing.get_all_start_methods():
        return ThreadPoolExecutor(cores)
    return ProcessPoolExecutor(cores, mp_context=multiprocessing.get_context("fork"))
