"""Search over everything."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.i18n import mark
from svcgraph.views.site.addresses import SEARCH
from svcgraph.views.site.guide import Guide
from svcgraph.views.site.page import Finder, Page

ORDER = 100
TITLE = mark("Search")
PATH = SEARCH


def pages(guide: Guide) -> Iterator[Page]:
    yield Page(path=PATH, title=guide.words(TITLE), section=PATH, blocks=(Finder(),))
