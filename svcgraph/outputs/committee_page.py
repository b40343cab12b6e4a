"""`outputs/diagrams/committee.*`: one page for the management committee."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.i18n import Words
from svcgraph.outputs._course import before
from svcgraph.outputs._pictures import readable
from svcgraph.outputs._printed import FOLDER
from svcgraph.store.outputs import OutputFile
from svcgraph.story import Story
from svcgraph.views.diagram.committee import forms

NAME = "committee page"
SCOPE = tuple(f"{FOLDER}/committee.{suffix}" for suffix in ("gv", "svg", "pdf", "png"))


def files(story: Story, words: Words) -> Iterator[OutputFile]:
    yield from readable(story, forms(story.facts, words, before=before(story)), "committee")
