"""One process with a lane per service: its handoffs numbered, coloured, and listed below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from svcgraph.domain.attainment import Attainment
from svcgraph.domain.contract import Contract
from svcgraph.domain.graph import ServiceGraph, ServiceHandoff
from svcgraph.domain.names import same
from svcgraph.domain.organisation import Organisation
from svcgraph.domain.process import ProcessMap
from svcgraph.i18n import Words, mark
from svcgraph.views.dates import dated
from svcgraph.views.diagram import legend
from svcgraph.views.diagram.flow_order import columns
from svcgraph.views.diagram.organisation import forms as organisation_forms
from svcgraph.views.diagram.process_flow import Flow, Passage, Step, flow
from svcgraph.views.diagram.process_strips import strips
from svcgraph.views.diagram.question import Question
from svcgraph.views.shapes import (
    WORST_FIRST,
    Cluster,
    Diagram,
    DiagramKind,
    Edge,
    Listed,
    Node,
    NodeShape,
    State,
)
from svcgraph.views.standing import Judge, Standing
from svcgraph.views.wording import to_be_named

SOURCE = mark("Source: {files}, drawn by svcgraph.")
FEWER = (30, 15, 8)  # arrows with the most deliverables, where all of a process are too many for the sheet
YES, NO = mark("yes"), mark("no")
ANSWERS = {"oui": YES, "yes": YES, "non": NO, "no": NO}  # what drawing programs and people write on branches


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A handoff with its number in the picture and how it stands."""

    number: int
    at: int
    handoff: ServiceHandoff
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What the pictures of all processes are drawn from, looked up once."""

    judge: Judge
    deliverables: Mapping[tuple[str, str], tuple[str, ...]]  # by supplier and client


def ground(graph: ServiceGraph, judge: Judge) -> Ground:
    """For `process`, where many processes of ``graph`` are drawn; ``judge`` must know the same contracts and words."""
    return Ground(judge=judge, deliverables=_deliverables(graph))


def process(  # noqa: PLR0917 - the order of a story: graph, contracts, attainment, organisation, words
    graph: ServiceGraph,
    index: int,
    contracts: Sequence[Contract] = (),
    attainment: Attainment | None = None,
    organisation: Organisation | None = None,
    words: Words | None = None,
    *,
    process_map: ProcessMap | None = None,
    as_of: date | None = None,
    bare: bool = False,
    known: Ground | None = None,
) -> Diagram:
    """The picture of ``graph.processes[index]``. ``process_map`` adds gateways and events; ``bare``: none is judged.

    ``known``: the `ground` of all of them, where there are many; made here by default.
    """
    words = words or Words("fr")
    if known is None:
        judged = Judge(graph, contracts, attainment, organisation or Organisation(), words, bare=bare)
        known = ground(graph, judged)
    judge = known.judge
    handoffs = [handoff for handoff in graph.handoffs if handoff.process == index]
    run = flow(graph, index, handoffs, process_map)
    untold = tuple(_untold(run, judge, words))
    run = _worded(_with_parties(run, handoffs, judge, words), judge, words)
    links = [(passage.source, passage.target) for passage in run.passages]
    column = _columns(run, links)
    told = _numbered(handoffs, column, judge, known.deliverables)
    lanes = _lanes(run, links, column, judge, _ends(handoffs))
    edges = tuple(_edge(number, passage, told, run, judge) for number, passage in enumerate(run.passages))
    nodes = tuple(_node(step, column, lanes) for step in run.steps)
    listing = tuple(_listed(item, judge, words) for item in sorted(told, key=lambda item: item.number))
    mapped = graph.processes[index]
    return Diagram(
        kind=DiagramKind.PROCESS,
        title=mapped.name.read(words.language) or mapped.file,
        subtitle="" if bare else dated(attainment, as_of, words),
        language=words.language,
        clusters=tuple(_lane(service, judge, words) for service in dict.fromkeys(lanes.values()) if service),
        nodes=nodes,
        edges=edges,
        legend=legend.entries(nodes, edges, words, listing=listing),
        listing=listing,
        notes=(*_notes(told, words, bare), *untold),
        source=words(SOURCE, files=mapped.file),
        description=words.plural("{n} handoff.", "{n} handoffs.", len(told), n=len(told)),
    )


def forms(  # noqa: PLR0917 - as `process`
    graph: ServiceGraph,
    index: int,
    contracts: Sequence[Contract] = (),
    attainment: Attainment | None = None,
    organisation: Organisation | None = None,
    words: Words | None = None,
    *,
    process_map: ProcessMap | None = None,
    as_of: date | None = None,
) -> Iterator[Diagram]:
    """The forms that the picture may take, the richest first: whoever knows the paper takes the first that is readable.
    In strips below each other when it is too wide; without gateways and events when these are too many; then who
    supplies whom in this process, in all its forms."""
    given = (graph, index, contracts, attainment, organisation, words)
    words = words or Words("fr")
    for mapped in (process_map, None) if process_map else (None,):
        whole = process(*given, process_map=mapped, as_of=as_of)
        yield whole
        yield from strips(whole, words)
    for top in (0, *FEWER):
        yield from organisation_forms(
            graph, contracts, attainment, organisation, words, as_of=as_of, question=Question(process=index, top=top)
        )


def _deliverables(graph: ServiceGraph) -> dict[tuple[str, str], tuple[str, ...]]:
    """Per pair of services, everything that passes between them on any map: a contract is about all of it."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for handoff in graph.handoffs:
        found[handoff.supplier, handoff.client].append(handoff.deliverable)
    return {pair: tuple(dict.fromkeys(names)) for pair, names in found.items()}


def _with_parties(run: Flow, handoffs: Sequence[ServiceHandoff], judge: Judge, words: Words) -> Flow:
    """A box for every end that is a whole party and not an activity, named by what is exchanged."""
    steps, passages = list(run.steps), list(run.passages)
    for number, handoff in enumerate(handoffs):
        if handoff.source and handoff.target:
            continue
        supplier, client = handoff.source or f"party{number}s", handoff.target or f"party{number}c"
        for key, there, service in (
            (supplier, handoff.source, handoff.supplier),
            (client, handoff.target, handoff.client),
        ):
            if not there:
                steps.append(_party(key, service, handoff, judge, words))
        passages.append(Passage(source=supplier, target=client, handoffs=(number,)))
    return Flow(steps=tuple(steps), passages=tuple(passages))


def _party(key: str, service: str, handoff: ServiceHandoff, judge: Judge, words: Words) -> Step:
    """One of ours, whose work this map does not show, has its own name: what it gives or gets is no party."""
    party = judge.services[service]
    name = party.name.read(words.language)
    if not party.external:
        return Step(key=key, name=name, shape=NodeShape.SERVICE, service=service)
    return Step(key=key, name=handoff.deliverable if handoff.named else name, shape=NodeShape.EXTERNAL, service=service)


def _worded(run: Flow, judge: Judge, words: Words) -> Flow:
    """The map's words in the reader's language, where the organisation file knows them."""
    return Flow(
        steps=tuple(replace(step, name=judge.term(step.name)) for step in run.steps),
        passages=tuple(replace(passage, name=_branch(passage.name, judge, words)) for passage in run.passages),
    )


def _branch(name: str, judge: Judge, words: Words) -> str:
    """The condition of a branch; yes and no need no entry in the organisation file."""
    said, answer = judge.term(name), ANSWERS.get(same(name))
    if said != name or answer is None or same(words(answer)) == same(name):
        return said
    return words(answer)


def _untold(run: Flow, judge: Judge, words: Words) -> Iterable[str]:
    """Once, where some names are translated and others have no translation: a reader would take it for a mistake."""
    written = (*(step.name for step in run.steps), *(passage.name for passage in run.passages))
    names = {name for name in written if name and same(name) not in ANSWERS}
    left = [name for name in names if not judge.translated(name)]
    if left and any(judge.term(name) != name for name in names):
        yield words.plural(
            "{n} name stands in the map's own words: the organisation file (terms) does not translate it.",
            "{n} names stand in the map's own words: the organisation file (terms) does not translate them.",
            len(left),
            n=len(left),
        )


def _columns(run: Flow, links: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Activities in flow order; what a whole party gives or gets stands straight above or below."""
    parties = {step.key for step in run.steps if step.shape in (NodeShape.EXTERNAL, NodeShape.SERVICE)}
    inner = [step.key for step in run.steps if step.key not in parties]
    column = columns(inner, links)
    for source, target in links:
        if source in parties and target in column:
            column[source] = column[target]
        elif target in parties and source in column:
            column[target] = column[source]
    return {step.key: column.get(step.key, 0) for step in run.steps}


def _numbered(
    handoffs: Sequence[ServiceHandoff],
    column: dict[str, int],
    judge: Judge,
    deliverables: Mapping[tuple[str, str], tuple[str, ...]],
) -> tuple[_Told, ...]:
    """In the order of the flow; the position in the result is that of the list, ``number`` counts from 1."""

    def place(item: tuple[int, ServiceHandoff]) -> tuple[int, int]:
        at, handoff = item
        first = column.get(handoff.source, column.get(handoff.target, 0) - 1)
        return (first, at)

    ordered = sorted(enumerate(handoffs), key=place)
    numbers = {at: number for number, (at, _) in enumerate(ordered, start=1)}

    def standing(handoff: ServiceHandoff) -> Standing:
        pair = (handoff.supplier, handoff.client)
        outside = judge.services[handoff.client].external
        return judge.standing(*pair, (handoff.deliverable,) if outside else deliverables[pair])

    told = (
        _Told(number=numbers[at], at=at, handoff=handoff, standing=standing(handoff))
        for at, handoff in enumerate(handoffs)
    )
    return tuple(told)


def _ends(handoffs: Iterable[ServiceHandoff]) -> dict[str, str]:
    """Who stands at the ends of handoffs: some end at an event, where a party does nothing but wait."""
    pairs = ((h.source, h.supplier, h.target, h.client) for h in handoffs)
    return {key: service for a, by, b, to in pairs for key, service in ((a, by), (b, to)) if key}


def _lanes(
    run: Flow, links: Sequence[tuple[str, str]], column: dict[str, int], judge: Judge, ends: Mapping[str, str]
) -> dict[str, str]:
    """The service of every step; external parties first, then services in the order they come in."""
    service = {step.key: step.service or ends.get(step.key, "") for step in run.steps}
    small = [key for key, who in service.items() if not who]
    service = {key: who for key, who in service.items() if who}
    # gateways stand with whom they serve: what splits with whoever decides, what joins with whoever goes on
    for _ in range(len(small)):
        open_ones = [key for key in small if key not in service]
        for key in open_ones:
            before = [source for source, target in links if target == key]
            after = [target for source, target in links if source == key]
            beside = (*before, *after) if len(after) > 1 or not after else (*after, *before)
            found = next((service[other] for other in beside if other in service), None)
            if found:
                service[key] = found
    order = sorted(
        run.steps,
        key=lambda step: (
            not judge.services[service[step.key]].external if step.key in service else True,
            column[step.key],
        ),
    )
    return {step.key: service.get(step.key, "") for step in order}


def _lane(service: str, judge: Judge, words: Words) -> Cluster:
    found = judge.services[service]
    return Cluster(id=service, name=found.name.read(words.language), external=found.external)


def _node(step: Step, column: dict[str, int], lanes: dict[str, str]) -> Node:
    services = [service for service in dict.fromkeys(lanes.values()) if service]
    return Node(
        id=step.key,
        key=step.key,
        name=step.name,
        shape=step.shape,
        cluster=lanes[step.key],
        tip=step.name,
        column=column[step.key],
        lane=services.index(lanes[step.key]) if lanes[step.key] else 0,
    )


def _edge(number: int, passage: Passage, told: Sequence[_Told], run: Flow, judge: Judge) -> Edge:
    mine = [told[at] for at in passage.handoffs]
    names = {step.key: step.name for step in run.steps}
    if not mine:
        return Edge(
            id=f"flow{number}",
            source=passage.source,
            target=passage.target,
            state=State.FLOW,
            label=passage.name,
            quiet=True,
            tip=f"{names[passage.source]} → {names[passage.target]}",
        )
    state = min((item.standing.state for item in mine), key=WORST_FIRST.index)
    numbers = ", ".join(str(item.number) for item in sorted(mine, key=lambda item: item.number))
    return Edge(
        id=f"handoff{numbers.replace(', ', '-')}",
        source=passage.source,
        target=passage.target,
        state=state,
        label=_label(numbers, passage, mine, judge),
        strong=True,
        others=tuple(one for one in WORST_FIRST if one in _others(mine, state)),
        flag=any(item.standing.flag for item in mine),
        tip=", ".join(judge.term(item.handoff.deliverable) for item in mine),
    )


def _others(mine: Sequence[_Told], worst: State) -> set[State]:
    """The states of what else passes on the arrow."""
    found = {state for item in mine for state in (item.standing.state, *item.standing.others)}
    return found - {worst, State.NEUTRAL, State.FLOW}


def _label(numbers: str, passage: Passage, mine: Sequence[_Told], judge: Judge) -> str:
    """The numbers, and the branch's condition; tables write the deliverable there, which the list already says."""
    listed = {same(judge.term(item.handoff.deliverable)) for item in mine}
    return numbers if not passage.name or same(passage.name) in listed else f"{numbers} ({passage.name})"


def _listed(item: _Told, judge: Judge, words: Words) -> Listed:
    handoff = item.handoff
    supplier, client = (judge.services[end].name.read(words.language) for end in (handoff.supplier, handoff.client))
    name = judge.term(handoff.deliverable)
    if not handoff.named:
        name = to_be_named(words, name)
    about = judge.about(item.standing, words)
    word = ", ".join(filter(None, (words(item.standing.word), about)))
    stands = "" if judge.bare else words(" ({word})", word=word)
    text = words("{supplier} → {client}: {deliverable}", supplier=supplier, client=client, deliverable=name)
    return Listed(number=str(item.number), text=text + stands, state=item.standing.state, at=item.at)


def _notes(told: Iterable[_Told], words: Words, bare: bool) -> Iterable[str]:
    if any(not item.handoff.named for item in told):
        yield words("A deliverable to be named has no name on the map: it is called after the activity that makes it.")
    if not bare:
        yield words(
            "A handoff has the colour of the whole contract between its two services, or of the promise it keeps."
        )
