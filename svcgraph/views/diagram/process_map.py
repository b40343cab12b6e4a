"""The map of processes (*cartographie des processus*): management above, operational in the middle from the client's
need to its satisfaction, support below, with what flows between them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from svcgraph.domain.facts import Facts
from svcgraph.domain.graph import MappedProcess, ServiceHandoff
from svcgraph.domain.organisation import Frequency
from svcgraph.domain.process import ProcessKind
from svcgraph.i18n import Words, mark
from svcgraph.views.dates import dated
from svcgraph.views.diagram import legend
from svcgraph.views.diagram.flow_order import columns
from svcgraph.views.shapes import (
    WORST_FIRST,
    Cluster,
    Diagram,
    DiagramKind,
    Edge,
    LegendEntry,
    Listed,
    Node,
    NodeShape,
    Run,
    Sample,
    State,
)
from svcgraph.views.standing import Judge
from svcgraph.views.wording import FREQUENCIES

KINDS = (ProcessKind.MANAGEMENT, ProcessKind.OPERATIONAL, ProcessKind.SUPPORT)
BANDS = {
    ProcessKind.MANAGEMENT: mark("Management processes"),
    ProcessKind.OPERATIONAL: mark("Operational processes"),
    ProcessKind.SUPPORT: mark("Support processes"),
}
MIDDLE = KINDS.index(ProcessKind.OPERATIONAL)
MOST_FED = 4  # a process that feeds more than that says so in its box, arrows to all of them would hide the others
ORDER = (State.MET, State.AT_RISK, State.MISSED, State.UNKNOWN, State.ON_TRACK, State.SUSPENDED, State.DRAFT)
SOURCE = mark("Source: process maps, contracts and readings of the workspace, drawn by svcgraph.")
Link = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Flows:
    """Between processes by their numbers, and with external parties by process and party."""

    between: Mapping[Link, tuple[str, ...]]  # what passes, () where only the organisation file says that one feeds
    needs: Mapping[tuple[str, int], tuple[str, ...]]
    given: Mapping[tuple[int, str], tuple[str, ...]]
    many: Mapping[int, int]  # how many it feeds, of those too many to draw


def process_map(facts: Facts, words: Words) -> Diagram:
    """All processes of the maps in their families."""
    judge = Judge(facts.graph, facts.contracts, facts.attainment, facts.organisation, words)
    flows = _flows(facts)
    nodes = (*_processes(facts, judge, flows, words), *_parties(flows, facts, judge, words))
    edges = tuple(_edges(facts, judge, flows, words))
    name = facts.organisation.name.read(words.language)
    return Diagram(
        kind=DiagramKind.MAP,
        title=words("{name}: map of the processes", name=name) if name else words("Map of the processes"),
        subtitle=dated(facts.attainment, facts.as_of, words),
        language=words.language,
        clusters=tuple(Cluster(id=kind.value, name=words(BANDS[kind])) for kind in KINDS),
        nodes=nodes,
        edges=edges,
        legend=_legend(nodes, edges, words),
        listing=tuple(_listing(facts, judge, flows)),
        notes=tuple(_notes(facts, flows, words)),
        source=words(SOURCE),
        description=words("{n} processes, {m} arrows.", n=len(facts.graph.processes), m=len(edges)),
    )


def _flows(facts: Facts) -> _Flows:
    graph = facts.graph
    outside = {service.id for service in graph.services if service.external}
    at = {process.id: number for number, process in enumerate(graph.processes)}
    files = {process.file: number for number, process in enumerate(graph.processes)}
    home = {activity.key: activity.process for activity in graph.activities}
    between: dict[Link, dict[str, None]] = defaultdict(dict)
    needs: dict[tuple[str, int], dict[str, None]] = defaultdict(dict)
    given: dict[tuple[int, str], dict[str, None]] = defaultdict(dict)
    for one in graph.handoffs:
        source, target = _ends(one, home, files)
        if one.client in outside and one.supplier not in outside:
            given[source, one.client][one.deliverable] = None
        elif one.supplier in outside and one.client not in outside:
            needs[one.supplier, target][one.deliverable] = None
        elif source != target:
            between[source, target][one.deliverable] = None
    fed = {number: [at[name] for name in one.feeds if name in at] for number, one in enumerate(graph.processes)}
    for number, targets in fed.items():
        for target in targets if len(targets) <= MOST_FED else ():
            if target != number:
                between.setdefault((number, target), {})
    return _Flows(
        between={key: tuple(found) for key, found in sorted(between.items())},
        needs={key: tuple(found) for key, found in sorted(needs.items())},
        given={key: tuple(found) for key, found in sorted(given.items())},
        many={number: len(targets) for number, targets in fed.items() if len(targets) > MOST_FED},
    )


def _ends(one: ServiceHandoff, home: Mapping[str, int], files: Mapping[str, int]) -> Link:
    """The processes in which a handoff begins and ends."""
    source = home.get(one.source, one.process)
    return source, home.get(one.target, files.get(one.to_file, one.process))


def _lane(process: MappedProcess) -> int:
    return KINDS.index(process.kind) if process.kind in KINDS else MIDDLE


def _processes(facts: Facts, judge: Judge, flows: _Flows, words: Words) -> Iterator[Node]:
    processes = facts.graph.processes
    middle = [str(number) for number, one in enumerate(processes) if _lane(one) == MIDDLE]
    order = columns(middle, ((str(a), str(b)) for a, b in flows.between if a != b))
    given = {entry.id: place for place, entry in enumerate(facts.organisation.processes)}
    for number, process in sorted(enumerate(processes), key=lambda one: (given.get(one[1].id, len(given)), one[0])):
        name = process.name.read(words.language) or process.id
        yield Node(
            id=f"process {number}",
            key=process.id,
            name=name,
            shape=NodeShape.PROCESS,
            details=tuple(_details(number, facts, judge, flows, words)),
            tip=name,
            lane=_lane(process),
            column=1 + order.get(str(number), 0),
        )


def _details(number: int, facts: Facts, judge: Judge, flows: _Flows, words: Words) -> Iterator[tuple[Run, ...]]:
    """Its id and rhythm, who takes part, and how what is handed over in it stands."""
    process = facts.graph.processes[number]
    rhythm = words(FREQUENCIES[Frequency(process.frequency)]) if process.frequency in set(Frequency) else ""
    services = {one.service for one in facts.graph.activities if one.process == number}
    inside = sum(not judge.services[one].external for one in services if one in judge.services)
    taking = words.plural("{n} service", "{n} services", inside, n=inside) if inside else ""
    yield (Run(" · ".join(filter(None, (process.id.upper(), rhythm, taking)))),)
    counts = _counts(number, facts, judge)
    if any(counts[state] for state in ORDER):  # of a contract in force of which nothing was due yet there is none
        runs = [run for state in ORDER if counts[state] for run in (Run("", state), Run(f" {counts[state]}  "))]
        yield (*runs[:-1], Run(runs[-1].text.rstrip()))
    if number in flows.many:
        yield (Run(words("feeds {n} processes", n=flows.many[number])),)


def _counts(number: int, facts: Facts, judge: Judge) -> Counter[State]:
    """How the pairs of services that hand over in this process stand; parties outside apart."""
    found: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for one in facts.graph.handoffs:
        ends = (judge.services[one.supplier], judge.services[one.client])
        if one.process == number and not any(end.external for end in ends):
            found[one.supplier, one.client][one.deliverable] = None
    return Counter(judge.standing(*key, tuple(names)).state for key, names in found.items())


def _parties(flows: _Flows, facts: Facts, judge: Judge, words: Words) -> Iterator[Node]:
    """Those who need something on the left, those who get something on the right."""
    last = 2 + max((node.column for node in _processes(facts, judge, flows, words) if node.lane == MIDDLE), default=0)
    for side, names, said in (
        (0, dict.fromkeys(party for party, _ in flows.needs), mark("need")),
        (last, dict.fromkeys(party for _, party in flows.given), mark("satisfaction")),
    ):
        for party in names:
            name = judge.services[party].name.read(words.language)
            yield Node(
                id=f"{'need' if not side else 'given'} {party}", key=party, name=name, shape=NodeShape.EXTERNAL,
                details=((Run(words(said)),),), tip=name, lane=MIDDLE, column=side,
            )  # fmt: skip


def _edges(facts: Facts, judge: Judge, flows: _Flows, words: Words) -> Iterator[Edge]:
    names = [process.name.read(words.language) or process.id for process in facts.graph.processes]
    for (a, b), things in flows.between.items():
        said = ", ".join(map(judge.term, things)) or words("feeds")
        yield Edge(
            id=f"flow {a} {b}", source=f"process {a}", target=f"process {b}", state=State.FLOW,
            count=max(1, len(things)), label=str(len(things)) if things else "",
            tip=f"{names[a]} → {names[b]} ({said})",
        )  # fmt: skip
    for (party, number), things in flows.needs.items():
        said = ", ".join(map(judge.term, things))
        yield Edge(
            id=f"need {party} {number}", source=f"need {party}", target=f"process {number}", state=State.NEUTRAL,
            count=len(things), label=str(len(things)) if len(things) > 1 else "", tip=said,
        )  # fmt: skip
    for (number, party), things in flows.given.items():
        supplier = next((one.supplier for one in facts.graph.handoffs
                         if one.client == party and one.deliverable in things), party)  # fmt: skip
        yield Edge(
            id=f"given {number} {party}", source=f"process {number}", target=f"given {party}",
            state=_worst(judge.standing(supplier, party, (thing,)).state for thing in things),
            count=len(things), label=str(len(things)) if len(things) > 1 else "",
            tip=", ".join(map(judge.term, things)),
        )  # fmt: skip


def _worst(states: Iterable[State]) -> State:
    return min(states, key=WORST_FIRST.index)


def _listing(facts: Facts, judge: Judge, flows: _Flows) -> Iterator[Listed]:
    """What passes between processes, by name."""
    ids = [process.id.upper() for process in facts.graph.processes]
    for number, ((a, b), things) in enumerate(((key, found) for key, found in flows.between.items() if found), start=1):
        text = f"{ids[a]} → {ids[b]} : {', '.join(map(judge.term, things))}"
        yield Listed(number=str(number), text=text, state=State.FLOW)


def _notes(facts: Facts, flows: _Flows, words: Words) -> Iterator[str]:
    names = [process.name.read(words.language) or process.id for process in facts.graph.processes]
    if flows.many:
        yield words(
            "Not drawn, since they feed more than {n} others: the arrows of {names}.",
            n=MOST_FED,
            names=", ".join(names[number] for number in flows.many),
        )
    unknown = [names[number] for number, one in enumerate(facts.graph.processes) if one.kind not in KINDS]
    if unknown:
        yield words(
            "Of no family in the organisation file, hence shown in the middle: {names}.", names=", ".join(unknown)
        )


def _legend(nodes: Sequence[Node], edges: Sequence[Edge], words: Words) -> tuple[LegendEntry, ...]:
    lines = legend.entries((), edges, words)
    said = [
        LegendEntry(sample=entry.sample, text=words(FED), state=entry.state) if entry.state is State.FLOW else entry
        for entry in lines
    ]
    signs = legend.signs(legend.signed(nodes), {edge.state for edge in edges}, words)
    shapes = {node.shape for node in nodes}
    boxes = (
        LegendEntry(sample=Sample.NODE, text=words("process"), shape=NodeShape.PROCESS),
        LegendEntry(sample=Sample.NODE, text=words(legend.SHAPE_WORDS[NodeShape.EXTERNAL]), shape=NodeShape.EXTERNAL),
    )
    return (*said, *signs, *legend.counts(nodes, COUNTS, words), *(box for box in boxes if box.shape in shapes))


FED = mark("one process feeds the other")
COUNTS = mark("in a process: number of its pairs of services in each state")
