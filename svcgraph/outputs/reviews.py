"""`outputs/reviews/`: the sheets of the review meetings that are overdue or within the coming month."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.domain.meetings import sheet_wanted
from svcgraph.i18n import Words
from svcgraph.outputs._reviews import FOLDER, sheets
from svcgraph.store.outputs import OutputFile
from svcgraph.story import Story

NAME = "reviews"
SCOPE = (FOLDER,)


def files(story: Story, words: Words) -> Iterator[OutputFile]:
    wanted = [one for one in story.contracts if sheet_wanted(one, story.as_of)]
    for file in sheets(story, wanted, words) if wanted else ():
        yield OutputFile(path=f"{FOLDER}/{file.path}", content=file.content)
