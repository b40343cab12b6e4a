"""`outputs/site/`: all of it to click through."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.i18n import Words
from svcgraph.outputs import _site
from svcgraph.outputs._workshop import Turn
from svcgraph.store.outputs import OutputFile
from svcgraph.story import Story

NAME = "site"
SCOPE = (_site.FOLDER,)
TURN = Turn.LAST


def files(story: Story, words: Words) -> Iterator[OutputFile]:
    return _site.below(_site.files(story, _site.spoken(story, words)))
