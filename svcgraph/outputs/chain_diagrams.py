"""`outputs/diagrams/chains/`: one picture per promise, with what leads to it."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.i18n import Words
from svcgraph.outputs._pictures import readable
from svcgraph.outputs._printed import FOLDER
from svcgraph.store.outputs import OutputFile
from svcgraph.story import Story
from svcgraph.views.diagram.chain import forms

NAME = "chain diagrams"
SCOPE = (f"{FOLDER}/chains",)


def files(story: Story, words: Words) -> Iterator[OutputFile]:
    for one in story.chains:
        yield from readable(story, forms((one,), story.facts, words), f"chains/{one.promise}")
