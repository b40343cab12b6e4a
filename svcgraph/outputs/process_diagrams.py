"""`outputs/diagrams/processes/`: one picture per process, activities in the lanes of their services."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.i18n import Words
from svcgraph.outputs._parallel import in_order
from svcgraph.outputs._pictures import FOLDER, picture
from svcgraph.store.outputs import OutputFile
from svcgraph.story import Story
from svcgraph.views.diagram.process import process

NAME = "process diagrams"
SCOPE = (f"{FOLDER}/processes",)


def files(story: Story, words: Words) -> Iterator[OutputFile]:
    def drawn(index: int) -> Iterator[OutputFile]:
        mapped = story.graph.processes[index]
        diagram = process(
            story.graph,
            index,
            story.contracts,
            story.attainment,
            story.organisation,
            words,
            process_map=story.map_of(mapped.file),
            as_of=story.as_of,
        )
        return picture(story, diagram, f"processes/{mapped.id}")

    return in_order(drawn, range(len(story.graph.processes)))
