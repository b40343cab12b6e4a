"""`outputs/diagrams/map.*`: the map of processes."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.i18n import Words
from svcgraph.outputs._pictures import readable
from svcgraph.outputs._printed import FOLDER
from svcgraph.store.outputs import OutputFile
from svcgraph.story import Story
from svcgraph.views.diagram.process_board import forms

NAME = "map of processes"
SCOPE = tuple(f"{FOLDER}/map.{suffix}" for suffix in ("gv", "svg", "pdf", "png"))


def files(story: Story, words: Words) -> Iterator[OutputFile]:
    yield from readable(story, forms(story.facts, words), "map")
