"""How services, people and things are called on these papers, and what stands on every page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from svcgraph.domain.contract import Deliverable, Evidence
from svcgraph.domain.graph import ServiceGraph
from svcgraph.domain.organisation import Organisation
from svcgraph.domain.people import Directory
from svcgraph.domain.text import Text
from svcgraph.i18n import Words, mark
from svcgraph.sentences.typography import set_in_print
from svcgraph.views.attainment_words import day_words
from svcgraph.views.document import Block, Document
from svcgraph.views.wording import Wording, to_be_named

FOOTER = mark("Reference {reference} · Printed on {day}, from the process map of that day")
PAGE = mark("page {page} / {pages}")
DRAFT = mark("DRAFT – to be negotiated")


class Pen:
    """The words of one paper."""

    def __init__(self, organisation: Organisation, graph: ServiceGraph, words: Words, as_of: date) -> None:
        self.words, self.as_of, self.graph = words, as_of, graph
        self.organisation = organisation
        self.people = Directory(organisation, as_of)
        self.wording = Wording(graph, organisation, words)
        self._heads = {one.id: one.head for one in organisation.services}

    def printed(self, text: str) -> str:
        return set_in_print(text, self.words.language)

    def text(self, text: Text) -> str:
        return self.printed(text.read(self.words.language))

    def service(self, service: str) -> str:
        return self.printed(self.wording.service(service))

    def head(self, service: str) -> str:
        """The head of a service; "" where nobody is named."""
        return self.people.name(self._heads.get(service, ""))

    def thing(self, item: Deliverable) -> str:
        """The name of what is handed over; what has none of its own is to be named (`7-rulings`)."""
        name = self.wording.term(item.name.read(self.words.language))
        if item.needs_name:
            name = to_be_named(self.words, name)
        return self.printed(name)

    def steps(self, item: Deliverable) -> str:
        """Process: from step → to step, each once."""
        return self.printed(self.wording.listed(map(self._step, item.evidence)))

    def _step(self, one: Evidence) -> str:
        steps = " → ".join(self.wording.term(step) for step in (one.source, one.target) if step)
        return f"{self.wording.term(one.process)} ({steps})"

    def document(self, title: str, kind: str, parties: str, reference: str, blocks: Iterable[Block]) -> Document:
        return Document(
            title=f"{kind} – {title}",
            language=self.words.language,
            header=(self.words(DRAFT), kind, parties),
            footer=self.words(FOOTER, reference=reference, day=day_words(self.as_of, self.words)),
            page=self.words(PAGE, page="{page}", pages="{pages}"),
            blocks=tuple(blocks),
            created=self.as_of,
            size=9.5,
        )
