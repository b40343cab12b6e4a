"""The atlas as one PDF: its pictures are drawn side by side, as those of `build`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from svcgraph.i18n import Words
from svcgraph.outputs._workshop import each
from svcgraph.renderers.picture.book import book
from svcgraph.renderers.picture.drawing import Drawing, draw_readable
from svcgraph.renderers.picture.legibility import SMALLEST_READABLE
from svcgraph.renderers.picture.look import Palette
from svcgraph.renderers.picture.paper import Paper
from svcgraph.story import Story
from svcgraph.views.atlas import atlas


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """``small`` names the leaves whose smallest letters are under 6 pt on the paper; ``larger``: the sheet on which
    all of them are readable, None where there is none."""

    pdf: bytes
    pages: int
    small: tuple[str, ...]
    larger: Paper | None = None


def made(story: Story, words: Words, paper: Paper) -> Made:
    """The whole book of ``story``."""
    whole = atlas(story.facts, words)
    leaves = [leaf for chapter in whole.chapters for leaf in chapter.leaves]
    settings = story.workspace.settings

    def drawn(place: int) -> Drawing:
        leaf = leaves[place]
        kept = story.workspace.places if leaf.id == "organisation" else ()
        how: dict[str, Any] = {"program": settings.program, "palette": Palette(settings.palette), "kept": kept}
        return draw_readable(leaf.forms, paper=paper, **how)[1]

    drawings = dict(zip((leaf.id for leaf in leaves), each(drawn, len(leaves)), strict=True))
    small = [leaf for leaf in leaves if drawings[leaf.id].type_size < SMALLEST_READABLE]
    needed = [drawings[leaf.id].printed.large_enough for leaf in small]
    sheets = [one for one in needed if one]
    return Made(
        pdf=book(whole, drawings, paper, words),
        pages=len(leaves),
        small=tuple(leaf.name for leaf in small),
        larger=max(sheets, key=lambda one: one.sides) if sheets and len(sheets) == len(needed) else None,
    )
