"""Suppliers by clients as a table of counts and states, in the order of the work."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.i18n import mark
from svcgraph.views.diagram.matrix import matrix
from svcgraph.views.site.addresses import DIAGRAM, MATRIX
from svcgraph.views.site.guide import Guide
from svcgraph.views.site.page import Link, Page, Paragraph, Picture, line
from svcgraph.views.site.pages.diagram import filters

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
            Paragraph(
                line=line(
                    words(mark("The same is told line by line: ")),
                    Link(words(mark("every arrow as a table")), DIAGRAM, "arrows"),
                )
            ),
            Picture(diagram=diagram, filters=filters(diagram, guide)),
        ),
    )
