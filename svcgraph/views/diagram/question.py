"""Which arrows a picture of the organisation is asked for, and how that is said on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from svcgraph.domain.graph import ServiceGraph, ServiceHandoff
from svcgraph.i18n import Words, mark
from svcgraph.views.shapes import State
from svcgraph.views.standing import Pair


class Only(StrEnum):
    """The states that are wanted."""

    MISSED = "missed"
    AT_RISK = "at-risk"  # missed ones too
    UNMEASURED = "unmeasured"
    DRAFT = "draft"


STATES = {
    Only.MISSED: (State.MISSED,),
    Only.AT_RISK: (State.MISSED, State.AT_RISK),
    Only.UNMEASURED: (State.UNKNOWN,),
    Only.DRAFT: (State.DRAFT,),
}
SAID = {
    Only.MISSED: mark("only what is missed"),
    Only.AT_RISK: mark("only what is missed or at risk"),
    Only.UNMEASURED: mark("only what is not measured"),
    Only.DRAFT: mark("only where nothing is agreed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """``top``: so many arrows with the most deliverables, 0 for all. ``around``: a service id, and all that lies
    within ``depth`` arrows of it. ``process``: a number of `ServiceGraph.processes`; None for all.
    ``department``: the id of one, and all that its services hand over or get."""

    only: Only | None = None
    top: int = 0
    around: str = ""
    depth: int = 1
    process: int | None = None
    department: str = ""

    @property
    def asked(self) -> bool:
        return self != Question()


EVERYTHING = Question()


def handed(graph: ServiceGraph, question: Question) -> tuple[ServiceHandoff, ...]:
    """The handoffs of the process and of the department that are asked for."""
    members = {one.id for one in graph.services if not one.external and one.department == question.department}
    return tuple(
        one
        for one in graph.handoffs
        if question.process in (None, one.process)
        and (not question.department or not members.isdisjoint((one.supplier, one.client)))
    )


def wanted(arrows: Sequence[Pair], question: Question) -> tuple[Pair, ...]:
    """The arrows that are asked for, in their order; process and department are chosen by `handed`."""
    found = [one for one in arrows if question.only is None or one.standing.state in STATES[question.only]]
    if question.around:
        near = _near(arrows, question.around, question.depth)
        found = [one for one in found if {one.supplier, one.client} <= near]
    if question.top:
        strongest = sorted(found, key=lambda one: (-len(one.deliverables), one.id))[: question.top]
        kept = {one.id for one in strongest}
        found = [one for one in found if one.id in kept]
    return tuple(found)


def _near(arrows: Sequence[Pair], middle: str, depth: int) -> set[str]:
    """Services within ``depth`` arrows, whichever way they point."""
    beside: dict[str, set[str]] = defaultdict(set)
    for one in arrows:
        beside[one.supplier].add(one.client)
        beside[one.client].add(one.supplier)
    near = {middle}
    for _ in range(depth):
        near |= {other for one in near for other in beside[one]}
    return near


def asked_words(graph: ServiceGraph, question: Question, words: Words) -> str:
    """The question in words, for the title: "around Claims, only what is missed"."""
    return ", ".join(_parts(graph, question, words))


def _parts(graph: ServiceGraph, question: Question, words: Words) -> Iterator[str]:
    if question.process is not None:
        yield words("process {name}", name=graph.processes[question.process].name.read(words.language))
    if question.around:
        names = {service.id: service.name.read(words.language) for service in graph.services}
        yield words("around {service}", service=names.get(question.around, question.around))
    if question.only:
        yield words(SAID[question.only])
    if question.top:
        yield words("the {n} strongest", n=question.top)


def shown_words(shown: int, whole: int, words: Words) -> str:
    """How much of the whole was asked for."""
    if not shown:
        return words("There is none among the {m} relations, each of one supplier with one client.", m=whole)
    return words.plural(
        "Asked for: {n} of {m} relations, of one supplier with one client.",
        "Asked for: {n} of {m} relations, each of one supplier with one client.",
        shown,
        n=shown,
        m=whole,
    )
