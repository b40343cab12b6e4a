"""What a careful reader would point at: findings on maps, contracts and readings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark
from svcgraph.views.findings import sentence
from svcgraph.views.site.addresses import CHECKS
from svcgraph.views.site.guide import Guide
from svcgraph.views.site.page import Entry, Grid, Head, Link, Page, Paragraph, Row, line

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
    counts = Counter(one.severity for one in found)
    counted = words(
        mark("{errors} errors, {warnings} warnings, {notes} notes."),
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        notes=counts[Severity.NOTE],
    )
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


def _grid(severity: Severity, found: Sequence[Fault], guide: Guide) -> Grid:
    words = guide.words
    titles = (mark("Finding"), mark("Place"), mark("Check"))
    numbers = {id(one): number for number, one in enumerate(guide.known.findings)}
    return Grid(
        caption=words(CAPTIONS[severity]),
        heads=tuple(Head(title=words(title)) for title in titles),
        rows=tuple(
            Row(
                cells=(line(sentence(one, words)), line(guide.place(one.place)), line(one.code)),
                id=f"finding {numbers[id(one)]}",
            )
            for one in found
        ),
        empty=words(mark("There is none.")),
    )
