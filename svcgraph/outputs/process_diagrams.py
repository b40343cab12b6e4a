"""`outputs/diagrams/processes/`: one picture per process, activities in the lanes of their services."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future

from svcgraph.i18n import Words
from svcgraph.outputs._drawn import begun, draughtsman
from svcgraph.outputs._parallel import begin_in_order
from svcgraph.outputs._printed import FOLDER, printed
from svcgraph.renderers.picture.drawing import Drawing
from svcgraph.store.outputs import OutputFile
from svcgraph.story import Story
from svcgraph.views.diagram.process import Ground, ground, process
from svcgraph.views.shapes import Diagram
from svcgraph.views.standing import Judge

NAME = "process diagrams"
SCOPE = (f"{FOLDER}/processes",)


def files(story: Story, words: Words) -> Iterator[OutputFile]:
    """Drawing and printing begin at once, beside whatever else is made before the files are asked for."""
    judge = Judge(story.graph, story.contracts, story.attainment, story.organisation, words)
    known = ground(story.graph, judge)
    diagrams = [_diagram(story, index, words, known) for index in range(len(story.graph.processes))]
    names = (f"processes/{mapped.id}" for mapped in story.graph.processes)

    def made(job: tuple[str, Diagram, Future[Drawing]]) -> Iterator[OutputFile]:
        name, diagram, drawing = job
        return printed(story, diagram, drawing.result(), name)

    return begin_in_order(made, list(zip(names, diagrams, begun(diagrams, draughtsman(story)), strict=True)))


def _diagram(story: Story, index: int, words: Words, known: Ground) -> Diagram:
    return process(
        story.graph,
        index,
        story.contracts,
        story.attainment,
        story.organisation,
        words,
        process_map=story.map_of(story.graph.processes[index].file),
        as_of=story.as_of,
        known=known,
    )
