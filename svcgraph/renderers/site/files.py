"""All files of the site in one language, and those that all languages share."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files

from svcgraph.i18n import Words
from svcgraph.renderers.picture.look import Looks
from svcgraph.renderers.site.blocks import Drawn, Writer
from svcgraph.renderers.site.dark import dark_rules
from svcgraph.renderers.site.frame import page_html
from svcgraph.renderers.site.ink import Ink, anchor
from svcgraph.views.site.page import Entry, Page, Picture, Site

INDEX = "search.js"
VARIABLE = "svcgraphSearch"


@dataclass(frozen=True, slots=True)
class SiteFile:
    """``path`` is below the site's folder, with ``/``."""

    path: str
    content: bytes


def write(sites: Iterable[tuple[Site, Words, Drawn]], looks: Looks) -> Iterator[SiteFile]:
    """Each language's pages and index, then the style sheet and the script. Same sites, same bytes."""
    used: set[str] = set()
    for site, words, drawn in sites:
        ink = Ink(looks, site.withheld, site.instead)
        yield from _language(site, words, drawn, ink)
        used |= ink.used
    yield SiteFile("style.css", (_own("style.css") + dark_rules(used)).encode())
    yield SiteFile("site.js", _own("site.js").encode())


def _language(site: Site, words: Words, drawn: Drawn, ink: Ink) -> Iterator[SiteFile]:
    writer = Writer(ink, words, drawn)
    folder = "" if site.language == site.languages[0] else f"{site.language}/"
    # pictures may still be under way: those of single processes, which stand late, were begun first
    illustrated = [page for page in site.pages if _illustrated(page)]
    for page in (*(page for page in site.pages if not _illustrated(page)), *reversed(illustrated)):
        yield SiteFile(f"{folder}{page.path}", page_html(page, site, writer, words).encode())
    yield SiteFile(f"{folder}{INDEX}", index(site.entries, ink).encode())


def _illustrated(page: Page) -> bool:
    return any(isinstance(block, Picture) for block in page.blocks)


def index(entries: Iterable[Entry], ink: Ink) -> str:
    """What can be found, as a classic script that sets one variable: `file://` knows no fetch and no modules."""
    found = ([*map(ink.bare, (one.kind, one.name, one.link.text, one.text)), _address(one)] for one in entries)
    lines = ",\n".join(json.dumps(one, ensure_ascii=True).replace("<", "\\u003c") for one in found)
    return f'"use strict";\nvar {VARIABLE} = [\n{lines}\n];\n'


def _address(entry: Entry) -> str:
    return f"{entry.link.page}#{anchor(entry.link.part)}" if entry.link.part else entry.link.page


def _own(name: str) -> str:
    return files("svcgraph.renderers.site").joinpath(name).read_text(encoding="utf-8")
