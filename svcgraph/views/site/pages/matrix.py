"""Suppliers by clients as a table of counts and states, in the order of the work."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.i18n import mark
from svcgraph.views.diagram.matrix import matrix
from svcgraph.views.site.addresses import MATRIX
from svcgraph.views.site.guide import Guide
from svcgraph.views.site.page import Heading, Page, Picture
from svcgraph.views.site.pages.diagram import arrows, filters

ORDER = 30
TITLE = mark("Matrix")
PATH = MATRIX


def pages(guide: Guide) -> Iterator[Page]:
    words = guide.words
    diagram = matrix(guide.facts, words)
    yield Page(
        path=PATH,
        title=words(TITLE),
        section=PATH,
        blocks=(
            Picture(diagram=diagram, explore=True, filters=filters(diagram, guide)),
            Heading(text=words(mark("The same as a table")), id="arrows"),
            arrows(guide, diagram),
        ),
    )
