"""One contract's form as files: the neutral form, the little picture, and the ink that was asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from svcgraph.domain.contract import ClauseState, Contract
from svcgraph.domain.fingerprint import fingerprint
from svcgraph.forms.book import workbook_of
from svcgraph.forms.fill import form_of
from svcgraph.forms.form import Form
from svcgraph.forms.paper import document_of
from svcgraph.i18n import Words
from svcgraph.renderers.paper import pdf
from svcgraph.renderers.picture.pair import HIGH, WIDE, pair
from svcgraph.renderers.picture.png import png
from svcgraph.renderers.word import docx
from svcgraph.renderers.workbook import xlsx
from svcgraph.store.outputs import Outcome, OutputFile, write_outputs
from svcgraph.story import Story
from svcgraph.views.document import Picture

FOLDER = "forms"
SCALE = 0.8 * 25.4 / 72  # millimetres to a point, a little smaller than drawn


def filled(story: Story, contract: Contract, words: Words, *, legal: bool = False) -> Form:
    """The neutral form of one contract of the story."""
    return form_of(
        contract,
        story.organisation,
        story.graph,
        words,
        workspace=story.workspace.settings.workspace,
        as_of=story.as_of,
        fingerprint=fingerprint(contract),
        legal=legal,
    )


def files(
    story: Story,
    contract: Contract,
    words: Words,
    formats: Iterable[str],
    *,
    clean: bool = False,
    legal: bool = False,
) -> Iterator[OutputFile]:
    """``contract``'s form in each of ``formats`` (docx, xlsx, pdf), named by contract and language.

    A workbook is never ``clean``: what is signed is a document.
    """
    form = filled(story, contract, words, legal=legal)
    ink = {"docx": docx, "pdf": pdf}
    for kind in formats:
        name = f"{contract.id}{'.clean' if clean else ''}.{words.language}.{kind}"
        if kind == "xlsx":
            yield OutputFile(path=name, content=xlsx(workbook_of(form, words)))
            continue
        document = document_of(form, words, _picture(contract, form, words), clean=clean)
        yield OutputFile(path=name, content=ink[kind](document))


def chosen(story: Story, asked: Iterable[str]) -> tuple[tuple[Contract, ...], tuple[str, ...]]:
    """The contracts that are meant by id or reference, each once; and what means none."""
    found: dict[str, Contract] = {}
    unknown = []
    for name in asked:
        meant = [one for one in story.on_the_table if name in (one.id, one.reference)]
        found |= {one.id: one for one in meant}
        unknown += [] if meant else [name]
    return tuple(found.values()), tuple(unknown)


def below(made: Iterable[OutputFile]) -> Iterator[OutputFile]:
    """The files where they stand in `outputs/`."""
    return (replace(one, path=f"{FOLDER}/{one.path}") for one in made)


def put(story: Story, made: Iterable[OutputFile]) -> Outcome:
    """Writes into `outputs/forms/`; forms made before stay, and what somebody filled in is never overwritten."""
    return write_outputs(story.workspace.root / "outputs", below(made), scope=())


def _picture(contract: Contract, form: Form, words: Words) -> Picture:
    handed = sum(item.state is not ClauseState.DECLINED for item in contract.deliverables)
    asked = sum(item.state is not ClauseState.DECLINED for item in contract.expectations)
    over = words.plural("{n} deliverable", "{n} deliverables", handed, n=handed)
    under = words.plural("{n} expectation", "{n} expectations", asked, n=asked) if asked else ""
    drawn = pair(form.head.supplier, form.head.client, over=over, under=under, language=words.language)
    said = " · ".join(filter(None, (f"{form.head.supplier} → {form.head.client}", over, under)))
    return Picture(png=png(drawn, dpi=300.0), width=WIDE * SCALE, height=HIGH * SCALE, text=said)
