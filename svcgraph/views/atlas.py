"""All pictures as one book: the map, the organisation, each department, service and process, the matrix, an index."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from svcgraph.domain.facts import Facts
from svcgraph.i18n import Words
from svcgraph.views.dates import dated
from svcgraph.views.diagram.matrix import forms as forms_of_matrix
from svcgraph.views.diagram.organisation import forms as forms_of_organisation
from svcgraph.views.diagram.organisation import organisation
from svcgraph.views.diagram.process import ground, process
from svcgraph.views.diagram.process_board import forms as forms_of_map
from svcgraph.views.diagram.question import Question
from svcgraph.views.diagram.service import service
from svcgraph.views.shapes import Diagram
from svcgraph.views.standing import Judge


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One picture of the book; ``id`` is unique in it."""

    id: str
    name: str  # in the contents
    diagram: Diagram
    coarser: tuple[Diagram, ...] = ()  # other forms of it, for a sheet on which it would be too small to read

    @property
    def forms(self) -> tuple[Diagram, ...]:
        """The richest first."""
        return (self.diagram, *self.coarser)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    name: str
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the index: a name, and the leaves on which it is found."""

    name: str
    leaves: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """``counts`` stand on the cover."""

    title: str
    subtitle: str
    language: str
    counts: str
    chapters: tuple[Chapter, ...]
    indexes: tuple[Index, ...]


def atlas(facts: Facts, words: Words) -> Book:
    """The book of one workspace. Chapters without a picture are left out."""
    chapters = (
        Chapter(name=words("Map of the processes"), leaves=(_forms("map", forms_of_map(facts, words)),)),
        Chapter(name=words("The organisation"), leaves=(_forms("organisation", _whole(facts, words)),)),
        Chapter(name=words("Departments"), leaves=tuple(_departments(facts, words))),
        Chapter(name=words("Services"), leaves=tuple(_services(facts, words))),
        Chapter(name=words("Processes"), leaves=tuple(_processes(facts, words))),
        Chapter(
            name=words("Matrix of suppliers and clients"), leaves=(_forms("matrix", forms_of_matrix(facts, words)),)
        ),
    )
    inside = sum(not one.external for one in facts.graph.services)
    return Book(
        title=facts.organisation.name.read(words.language) or words("Atlas"),
        subtitle=dated(facts.attainment, facts.as_of, words),
        language=words.language,
        counts=words(
            "{services} services, {processes} processes, {handoffs} handoffs",
            services=inside,
            processes=len(facts.graph.processes),
            handoffs=len(facts.graph.handoffs),
        ),
        chapters=tuple(one for one in chapters if one.leaves),
        indexes=(_index_of_services(facts, words), _index_of_things(facts, words)),
    )


def _leaf(name: str, diagram: Diagram, title: str = "") -> Leaf:
    return Leaf(id=name, name=title or diagram.title, diagram=diagram)


def _forms(name: str, forms: Iterator[Diagram]) -> Leaf:
    first, *coarser = forms
    return Leaf(id=name, name=first.title, diagram=first, coarser=tuple(coarser))


def _whole(facts: Facts, words: Words) -> Iterator[Diagram]:
    return forms_of_organisation(
        facts.graph, facts.contracts, facts.attainment, facts.organisation, words, as_of=facts.as_of
    )


def _department(facts: Facts, words: Words, department: str) -> Diagram:
    """All that its services hand over and get."""
    return organisation(
        facts.graph, facts.contracts, facts.attainment, facts.organisation, words, as_of=facts.as_of,
        question=Question(department=department), whole=True,
    )  # fmt: skip


def _departments(facts: Facts, words: Words) -> Iterator[Leaf]:
    used = {one.department for one in facts.graph.services if not one.external}
    for number, department in enumerate(facts.organisation.departments):
        if department.id in used:
            name = department.name.read(words.language)
            picture = _department(facts, words, department.id)
            title = words("{department}: what it gives and gets", department=name)
            yield _leaf(f"department {number}", replace(picture, title=title), name)


def _services(facts: Facts, words: Words) -> Iterator[Leaf]:
    shown = sorted(_at(facts), key=lambda number: _folded(facts.graph.services[number].name.read(words.language)))
    for number in shown:
        one = facts.graph.services[number]
        picture = service(
            facts.graph, one.id, facts.contracts, facts.attainment, facts.organisation, words, as_of=facts.as_of
        )
        yield _leaf(f"service {number}", picture, one.name.read(words.language))


def _at(facts: Facts) -> list[int]:
    """Services of the house that hand over or receive something."""
    used = {end for one in facts.graph.handoffs for end in (one.supplier, one.client)}
    return [at for at, one in enumerate(facts.graph.services) if one.id in used and not one.external]


def _processes(facts: Facts, words: Words) -> Iterator[Leaf]:
    maps = {one.file: one for one in facts.maps}
    judge = Judge(facts.graph, facts.contracts, facts.attainment, facts.organisation, words)
    known = ground(facts.graph, judge)
    for number, mapped in enumerate(facts.graph.processes):
        picture = process(
            facts.graph, number, facts.contracts, facts.attainment, facts.organisation, words,
            process_map=maps.get(mapped.file), as_of=facts.as_of, known=known,
        )  # fmt: skip
        yield _leaf(f"process {number}", picture, mapped.name.read(words.language) or mapped.id)


def _index_of_services(facts: Facts, words: Words) -> Index:
    """Where each service, and each external party, is found: its own page first."""
    taking: dict[str, dict[str, None]] = defaultdict(dict)
    own = {facts.graph.services[number].id: f"service {number}" for number in _at(facts)}
    for one in facts.graph.handoffs:
        for end, other in ((one.supplier, one.client), (one.client, one.supplier)):
            if end in own:
                taking[end][own[end]] = None
            elif other in own:
                taking[end][own[other]] = None
            taking[end][f"process {one.process}"] = None
    named = {one.id: one.name.read(words.language) for one in facts.graph.services}
    return Index(name=words("Index of services"), entries=_sorted({named[key]: found for key, found in taking.items()}))


def _index_of_things(facts: Facts, words: Words) -> Index:
    """Where each deliverable is found: in its processes, and on the pages of who hands it over and who gets it."""
    judge = Judge(facts.graph, (), None, facts.organisation, words)
    own = {facts.graph.services[number].id: f"service {number}" for number in _at(facts)}
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for one in facts.graph.handoffs:
        place = found[judge.term(one.deliverable)]
        place[f"process {one.process}"] = None
        place |= {own[end]: None for end in (one.supplier, one.client) if end in own}
    return Index(name=words("Index of deliverables"), entries=_sorted(found))


def _sorted(found: dict[str, dict[str, None]]) -> tuple[Entry, ...]:
    names = sorted(found, key=lambda name: (_folded(name), name))
    return tuple(Entry(name=name, leaves=tuple(found[name])) for name in names)


def _folded(name: str) -> str:
    """As people look names up: without accents and capitals."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
