"""The form as a printed document, by the outline (`9-forms`): three landscape pages, then the annexes."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.forms import _paper_clauses, _paper_end, _paper_start
from svcgraph.forms._cells import Pen
from svcgraph.forms.form import Form
from svcgraph.i18n import Words, mark
from svcgraph.views.dates import day
from svcgraph.views.document import Block, Document, Heading, Picture

TITLE = mark("Service agreement")
ACROSS = mark("DRAFT")
FOOTER = mark("Reference {reference} · Version {version} · Printed on {printed} from the process map of {mapped}")
MARKED = mark("Fingerprint {fingerprint}")
PAGE = mark("page {page} / {pages}")
DELIVERABLES = 4  # blocks in § 4; more go to annex A
FLOWS = 10  # lines in § 3; more go to annex A


def document_of(form: Form, words: Words, picture: Picture, *, clean: bool = False) -> Document:
    """The pages of ``form``. ``clean``: the copy to sign, without blanks, answers and decisions."""
    pen = Pen(form=form, words=words, clean=clean)
    made = words(TITLE)
    return Document(
        title=f"{made} {form.head.reference} – {form.head.title}".rstrip(" –"),
        language=form.head.language,
        header=header(form, words),
        footer=footer(form, words),
        page=words(PAGE, page="{page}", pages="{pages}"),
        blocks=tuple(_blocks(pen, picture)),
        created=form.head.printed_on,
        across=words(ACROSS) if form.head.draft else "",
        carried="" if clean else form.base,
        size=9.5,
    )


def header(form: Form, words: Words) -> tuple[str, str, str]:
    """Left, middle and right of every page: the state, which contract, who with whom."""
    head = form.head
    return head.banner, f"{words(TITLE)} {head.reference}", f"{head.supplier} → {head.client}"


def footer(form: Form, words: Words) -> str:
    """Reference, version, dates and fingerprint."""
    head = form.head
    said = words(
        FOOTER,
        reference=head.reference,
        version=head.version or "–",
        printed=day(head.printed_on, words),
        mapped=day(head.mapped_on, words),
    )
    return f"{said} · {words(MARKED, fingerprint=head.fingerprint)}"


def _blocks(pen: Pen, picture: Picture) -> Iterator[Block]:
    yield from _paper_start.title(pen, picture)
    yield from _paper_start.units(pen)
    yield from _paper_start.purpose(pen)
    if not pen.clean:
        yield from _paper_start.laid_flat(pen, most=FLOWS)
    yield from _paper_clauses.deliverables(pen, most=DELIVERABLES)
    yield from _paper_clauses.expectations(pen)
    yield from _paper_end.follow_up(pen)
    yield from _paper_end.points(pen)
    yield from _paper_end.actions(pen)
    yield from _paper_end.agreement(pen)
    yield from _annexes(pen)


def _annexes(pen: Pen) -> Iterator[Block]:
    yield Heading(text=pen.form.section("A").title, new_page=True)
    yield from _paper_end.origins(pen)
    if not pen.clean:
        yield from _paper_start.laid_flat_more(pen, after=FLOWS)
    yield from _paper_clauses.more(pen, after=DELIVERABLES)
    if not pen.clean:
        yield from _paper_end.examples(pen)
    yield from _paper_end.clauses(pen)
