"""`outputs/diagrams/organisation.*`: the whole organisation as suppliers and clients."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.i18n import Words
from svcgraph.outputs._pictures import readable
from svcgraph.outputs._printed import FOLDER
from svcgraph.store.outputs import OutputFile
from svcgraph.story import Story
from svcgraph.views.diagram.organisation import forms

NAME = "organisation diagram"
SCOPE = tuple(f"{FOLDER}/organisation.{suffix}" for suffix in ("gv", "svg", "pdf", "png"))


def files(story: Story, words: Words) -> Iterator[OutputFile]:
    places = story.workspace.places
    made = forms(
        story.graph, story.contracts, story.attainment, story.organisation, words, as_of=story.as_of, kept=bool(places)
    )
    yield from readable(story, made, "organisation", kept=places)
