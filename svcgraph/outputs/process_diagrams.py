"""`outputs/diagrams/processes/`: one picture per process, activities in the lanes of their services."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from itertools import islice
from typing import TypeVar

from svcgraph.i18n import Words
from svcgraph.outputs._draughtsman import Sheet, draughtsman
from svcgraph.outputs._pictures import readable
from svcgraph.outputs._printed import FOLDER
from svcgraph.outputs._workshop import Turn, sheets
from svcgraph.store.outputs import OutputFile
from svcgraph.story import Story
from svcgraph.views.diagram.process import Ground, forms, ground, process
from svcgraph.views.standing import Judge

NAME = "process diagrams"
SCOPE = (f"{FOLDER}/processes",)
TURN = Turn.FIRST
Made = TypeVar("Made")


def files(story: Story, words: Words) -> Iterator[OutputFile]:
    """Drawing and printing begin at once, beside whatever else is made before the files are asked for."""
    judge = Judge(story.graph, story.contracts, story.attainment, story.organisation, words)
    known = ground(story.graph, judge)
    wanted = (
        (_of(process, story, index, words, known=known), f"processes/{mapped.id}")
        for index, mapped in enumerate(story.graph.processes)
    )
    return _printed(story, words, sheets(wanted, draughtsman(story)))


def _printed(story: Story, words: Words, begun: Sequence[Future[Sheet]]) -> Iterator[OutputFile]:
    """The pictures as the site shows them; what is too much for any sheet in a simpler form."""
    for index, (mapped, sheet) in enumerate(zip(story.graph.processes, begun, strict=True)):
        made = sheet.result()
        if made.drawing.readable_on:
            yield from made.files
        else:
            simpler = islice(_of(forms, story, index, words), 1, None)  # the first is the one that was drawn
            yield from readable(story, simpler, f"processes/{mapped.id}")


def _of(make: Callable[..., Made], story: Story, index: int, words: Words, **more: Ground) -> Made:
    """What ``make`` (`process` or `forms`) gives for a process of the story."""
    return make(
        story.graph,
        index,
        story.contracts,
        story.attainment,
        story.organisation,
        words,
        process_map=story.map_of(story.graph.processes[index].file),
        as_of=story.as_of,
        **more,
    )
