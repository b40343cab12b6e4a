"""What a careful reader would point at: findings on maps, contracts and readings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from svcgraph.errors import Fault, Severity
from svcgraph.i18n import Words, mark
from svcgraph.views.findings import sentence
from svcgraph.views.site.addresses import CHECKS
from svcgraph.views.site.guide import Guide
from svcgraph.views.site.page import Entry, Grid, Head, Link, Page, Paragraph, Piece, Row, line

ORDER = 90
TITLE = mark("Checks")
PATH = CHECKS
ORDERED = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
CAPTIONS = {
    Severity.ERROR: mark("Errors: something is left out until they are mended"),
    Severity.WARNING: mark("Warnings"),
    Severity.NOTE: mark("Notes"),
}


def pages(guide: Guide) -> Iterator[Page]:
    words = guide.words
    found = guide.known.findings
    counted = guide.naming.listed(_counted(Counter(one.severity for one in found), words))
    grids = (_grid(severity, [one for one in found if one.severity is severity], guide) for severity in ORDERED)
    yield Page(path=PATH, title=words(TITLE), section=PATH, blocks=(Paragraph(line=line(counted), lead=True), *grids))


def entries(guide: Guide) -> Iterator[Entry]:
    for number, one in enumerate(guide.known.findings):
        yield Entry(
            kind=guide.words(mark("Finding")),
            name=sentence(one, guide.words),
            text=one.code,
            link=Link(str(one.place).removeprefix("processes/"), PATH, f"finding {number}"),
        )


def _counted(counts: Counter[Severity], words: Words) -> Iterator[str]:
    errors, warnings, notes = (counts[one] for one in ORDERED)
    yield words.plural("{n} error", "{n} errors", errors, n=errors)
    yield words.plural("{n} warning", "{n} warnings", warnings, n=warnings)
    yield words.plural("{n} note", "{n} notes", notes, n=notes)


def _place(one: Fault, guide: Guide) -> Piece:
    """The place in a file; in a contract's file a link to its page."""
    place = guide.place(one.place)
    found = next((each for each in guide.known.negotiated if each.place_file == one.place.file), None)
    return guide.contract(found.id, place.text) if found else place


def _grid(severity: Severity, found: Sequence[Fault], guide: Guide) -> Grid:
    words = guide.words
    titles = (mark("Check"), mark("Finding"), mark("Place"))
    numbers = {id(one): number for number, one in enumerate(guide.known.findings)}
    return Grid(
        caption=words(CAPTIONS[severity]),
        heads=tuple(Head(title=words(title)) for title in titles),
        rows=tuple(
            Row(
                cells=(line(one.code), line(sentence(one, words)), line(_place(one, guide))),
                id=f"finding {numbers[id(one)]}",
            )
            for one in found
        ),
        empty=words(mark("There is none.")),
    )
