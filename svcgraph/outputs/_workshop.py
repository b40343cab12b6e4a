"""One build on all cores: whole outputs and single pictures are made beside us, each picture once.

The processes are forked with the story in them, before any thread of ours is at work, and send back what they made.
In a small workspace, on one core, and where nothing can be forked safely (any more), all is made here: the same bytes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from enum import IntEnum
from functools import partial
from types import ModuleType
from typing import TypeVar

from svcgraph import forked
from svcgraph.i18n import Words
from svcgraph.outputs._draughtsman import Draughtsman, Sheet
from svcgraph.renderers.picture import press
from svcgraph.store.outputs import OutputFile
from svcgraph.story import Story
from svcgraph.views.shapes import Diagram

Work = Callable[[], Iterator[OutputFile]]
Made = TypeVar("Made")

FEW = 12  # pictures that one process draws sooner than others are started


class Turn(IntEnum):
    """When an output is made, and where: it says so by ``TURN``; most do not and are made beside us."""

    FIRST = 0  # here: begins pictures that others show too
    BESIDE = 1
    LAST = 2  # here: shows the pictures of others


class Workshop:
    """Where the outputs of one story are made, and their pictures."""

    def __init__(self, story: Story, words: Words, modules: Sequence[ModuleType]) -> None:
        self._modules = sorted(modules, key=_turn)
        self._works: list[Work] = [partial(module.files, story, words) for module in self._modules]
        # what an engine has open for readings that lie elsewhere is not carried over into another process
        number = 0 if story.workspace.sources else len(story.graph.processes)
        self.pictures = Pictures(number, self._works)

    def outputs(self) -> Iterator[tuple[str, Iterator[OutputFile]]]:
        """Name and files of each output. What is made here comes first, so that we work while others do."""
        begun = [(module, self._begun(number)) for number, module in enumerate(self._modules)]
        for module, files in sorted(begun, key=lambda one: -_turn(one[0])):
            yield module.NAME, files

    def _begun(self, number: int) -> Iterator[OutputFile]:
        pool = self.pictures.pool
        if _turn(self._modules[number]) is Turn.BESIDE and isinstance(pool, ProcessPoolExecutor):
            return _sent(pool.submit(forked.done, number))
        return self._works[number]()


class Pictures:
    """The pictures of one story under way; about ``number`` of them."""

    def __init__(self, number: int, works: Sequence[Work] = ()) -> None:
        self.pool = _pool(number, works)
        self._sheets: dict[Diagram, Future[Sheet]] = {}

    def begun(self, wanted: Iterable[tuple[Diagram, str]], hand: Draughtsman) -> list[Future[Sheet]]:
        """As `sheets`; each is begun before the next of ``wanted`` is asked for."""
        return [self._begun(diagram, name, hand) for diagram, name in wanted]

    def _begun(self, diagram: Diagram, name: str, hand: Draughtsman) -> Future[Sheet]:
        known = self._sheets.get(diagram)
        if known is None:
            known = self._sheets[diagram] = self.pool.submit(hand.sheet, diagram, name)
        return known

    def close(self, *, now: bool = True) -> None:
        """``now``: what was not begun yet is not made any more."""
        self.pool.shutdown(wait=now, cancel_futures=now)


_open: ContextVar[Pictures | None] = ContextVar("open", default=None)


@contextmanager
def workshop(story: Story, words: Words, modules: Sequence[ModuleType]) -> Iterator[Workshop]:
    """Within it no picture is drawn twice: the site shows what lies beside it as files."""
    made = Workshop(story, words, modules)
    token = _open.set(made.pictures)
    try:
        yield made
    finally:
        _open.reset(token)
        made.pictures.close()


def sheets(wanted: Iterable[tuple[Diagram, str]], hand: Draughtsman) -> list[Future[Sheet]]:
    """Each picture to come, in order, with its files below `outputs/diagrams/` where it has a name there."""
    room = _open.get()
    if room is not None:
        return room.begun(wanted, hand)
    wanted = list(wanted)
    room = Pictures(len(wanted))
    begun = room.begun(wanted, hand)
    room.close(now=False)
    return begun


def _turn(module: ModuleType) -> Turn:
    return Turn(getattr(module, "TURN", Turn.BESIDE))


def _sent(whole: Future[tuple[OutputFile, ...]]) -> Iterator[OutputFile]:
    yield from whole.result()


def each(work: Callable[[int], Made], number: int) -> list[Made]:
    """``work`` of 0, 1, … below ``number``, each of which draws one picture."""
    with _room(number, work) as pool:
        beside = isinstance(pool, ProcessPoolExecutor)
        return list(pool.map(forked.done if beside else work, range(number)))


def _pool(number: int, works: Sequence[Work]) -> Executor:
    def whole(number: int) -> tuple[OutputFile, ...]:
        _open.set(None)  # what is open belongs to the process that forked this one
        return tuple(works[number]())

    return _room(number, whole)


def _room(number: int, work: Callable[[int], object]) -> Executor:
    """Processes that have ``work`` for so many pictures; threads where these are few or none can be forked."""
    cores = forked.cores()
    if number <= FEW or cores == 1 or not press.may_fork():
        return ThreadPoolExecutor(os.cpu_count())
    return forked.pool(work, cores + 1)  # one more, since each waits for the layout program now and then
