"""The map of processes (*cartographie des processus*) with arrows: management above, operational in the middle from
the client's need to its satisfaction, support below, with what flows between them."""

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
MOST_NAMED = 12  # in a note
ORDER = (State.MET, State.AT_RISK, State.MISSED, State.UNKNOWN, State.ON_TRACK, State.SUSPENDED, State.DRAFT)
Link = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flows:
    """Between processes by their numbers, and with external parties by process and party."""

    between: Mapping[Link, tuple[str, ...]]  # what passes, () where only the organisation file says that one feeds
    needs: Mapping[tuple[str, int], tuple[str, ...]]
    given: Mapping[tuple[int, str], tuple[str, ...]]
    suppliers: Mapping[tuple[int, str], str]  # who gives it first
    many: Mapping[int, int]  # how many it feeds, of those too many to draw


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What every form of the map is drawn from, looked up once; by the numbers of the processes."""

    facts: Facts
    judge: Judge
    flows: Flows
    words: Words
    acting: Mapping[int, tuple[str, ...]]  # service ids, one for each of their activities
    handed: Mapping[int, tuple[ServiceHandoff, ...]]


def ground(facts: Facts, words: Words) -> Ground:
    """Flows between processes, and what happens in each."""
    acting: dict[int, list[str]] = defaultdict(list)
    for activity in facts.graph.activities:
        acting[activity.process].append(activity.service)
    handed: dict[int, list[ServiceHandoff]] = defaultdict(list)
    for one in facts.graph.handoffs:
        handed[one.process].append(one)
    return Ground(
        facts=facts,
        judge=Judge(facts.graph, facts.contracts, facts.attainment, facts.organisation, words),
        flows=_flows(facts),
        words=words,
        acting={number: tuple(found) for number, found in acting.items()},
        handed={number: tuple(found) for number, found in handed.items()},
    )


def with_arrows(known: Ground) -> Diagram:
    """All processes of the maps in their families, and what flows between them."""
    facts, judge, flows, words = known.facts, known.judge, known.flows, known.words
    processes = tuple(_processes(known))
    nodes = (*processes, *_parties(processes, flows, judge, words))
    edges = tuple(_edges(known))
    return Diagram(
        kind=DiagramKind.MAP,
        title=titled(facts, words),
        subtitle=dated(facts.attainment, facts.as_of, words),
        language=words.language,
        clusters=bands(words),
        nodes=nodes,
        edges=edges,
        legend=_legend(nodes, edges, words),
        listing=tuple(_listing(facts, judge, flows)),
        notes=tuple(_notes(facts, flows, words)),
        source=words(legend.SOURCE),
        description=words("{n} processes, {m} arrows.", n=len(facts.graph.processes), m=len(edges)),
    )


def titled(facts: Facts, words: Words) -> str:
    """The title of the map."""
    name = facts.organisation.name.read(words.language)
    return words("{name}: map of the processes", name=name) if name else words("Map of the processes")


def bands(words: Words) -> tuple[Cluster, ...]:
    """Management above, operational in the middle, support below."""
    return tuple(Cluster(id=kind.value, name=words(BANDS[kind])) for kind in KINDS)


def _flows(facts: Facts) -> Flows:
    graph = facts.graph
    outside = {service.id for service in graph.services if service.external}
    at = {process.id: number for number, process in enumerate(graph.processes)}
    files = {process.file: number for number, process in enumerate(graph.processes)}
    home = {activity.key: activity.process for activity in graph.activities}
    between: dict[Link, dict[str, None]] = defaultdict(dict)
    needs: dict[tuple[str, int], dict[str, None]] = defaultdict(dict)
    given: dict[tuple[int, str], dict[str, None]] = defaultdict(dict)
    suppliers: dict[tuple[int, str], str] = {}
    for one in graph.handoffs:
        source, target = _ends(one, home, files)
        if one.client in outside and one.supplier not in outside:
            given[source, one.client][one.deliverable] = None
            suppliers.setdefault((source, one.client), one.supplier)
        elif one.supplier in outside and one.client not in outside:
            needs[one.supplier, target][one.deliverable] = None
        elif source != target:
            between[source, target][one.deliverable] = None
    fed = {number: [at[name] for name in one.feeds if name in at] for number, one in enumerate(graph.processes)}
    for number, targets in fed.items():
        for target in targets if len(targets) <= MOST_FED else ():
            if target != number:
                between.setdefault((number, target), {})
    return Flows(
        between={key: tuple(found) for key, found in sorted(between.items())},
        needs={key: tuple(found) for key, found in sorted(needs.items())},
        given={key: tuple(found) for key, found in sorted(given.items())},
        suppliers=suppliers,
        many={number: len(targets) for number, targets in fed.items() if len(targets) > MOST_FED},
    )


def _ends(one: ServiceHandoff, home: Mapping[str, int], files: Mapping[str, int]) -> Link:
    """The processes in which a handoff begins and ends."""
    source = home.get(one.source, one.process)
    return source, home.get(one.target, files.get(one.to_file, one.process))


def lane_of(process: MappedProcess) -> int:
    """The number of its band."""
    return KINDS.index(process.kind) if process.kind in KINDS else MIDDLE


def in_order(facts: Facts) -> Iterator[tuple[int, MappedProcess]]:
    """Processes with their numbers, in the order of the organisation file."""
    given = {entry.id: place for place, entry in enumerate(facts.organisation.processes)}
    yield from sorted(enumerate(facts.graph.processes), key=lambda one: (given.get(one[1].id, len(given)), one[0]))


def column_of(known: Ground) -> Mapping[int, int]:
    """Of the operational processes, how far they are from the client's need, 0 for the first."""
    middle = [str(number) for number, one in enumerate(known.facts.graph.processes) if lane_of(one) == MIDDLE]
    found = columns(middle, ((str(a), str(b)) for a, b in known.flows.between if a != b))
    return {int(name): column for name, column in found.items()}


def _processes(known: Ground) -> Iterator[Node]:
    column = column_of(known)
    for number, process in in_order(known.facts):
        name = process.name.read(known.words.language) or process.id
        yield Node(
            id=f"process {number}",
            key=process.id,
            name=name,
            shape=NodeShape.PROCESS,
            details=tuple(_details(number, known)),
            tip=name,
            lane=lane_of(process),
            column=1 + column.get(number, 0),
        )


def _details(number: int, known: Ground) -> Iterator[tuple[Run, ...]]:
    """Its id and rhythm, who takes part, and how what is handed over in it stands."""
    yield (Run(" · ".join(filter(None, said_of(number, known, rhythm=True)))),)
    yield from counted(counts_of(number, known))
    if number in known.flows.many:
        yield (Run(known.words("feeds {n} processes", n=known.flows.many[number])),)


def said_of(number: int, known: Ground, *, rhythm: bool) -> tuple[str, ...]:
    """Its id, its rhythm and how many services take part."""
    process, words = known.facts.graph.processes[number], known.words
    often = words(FREQUENCIES[Frequency(process.frequency)]) if process.frequency in set(Frequency) and rhythm else ""
    services = {one for one in known.acting.get(number, ()) if one in known.judge.services}
    inside = sum(not known.judge.services[one].external for one in services)
    return process.id.upper(), often, words.plural("{n} service", "{n} services", inside, n=inside) if inside else ""


def counted(counts: Mapping[State, int]) -> Iterator[tuple[Run, ...]]:
    """A line of symbols and numbers; of a contract in force of which nothing was due yet there is none."""
    runs = [run for state in ORDER if counts.get(state) for run in (Run("", state), Run(f" {counts[state]}  "))]
    if runs:
        yield (*runs[:-1], Run(runs[-1].text.rstrip()))


def counts_of(number: int, known: Ground) -> Counter[State]:
    """How the pairs of services that hand over in this process stand; parties outside apart."""
    judge = known.judge
    found: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for one in known.handed.get(number, ()):
        if not any(judge.services[end].external for end in (one.supplier, one.client)):
            found[one.supplier, one.client][one.deliverable] = None
    return Counter(judge.standing(*key, tuple(names)).state for key, names in found.items())


def _parties(processes: Sequence[Node], flows: Flows, judge: Judge, words: Words) -> Iterator[Node]:
    """Those who need something on the left, those who get something on the right."""
    last = 2 + max((node.column for node in processes if node.lane == MIDDLE), default=0)
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


def _edges(known: Ground) -> Iterator[Edge]:
    facts, judge, flows, words = known.facts, known.judge, known.flows, known.words
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
        yield Edge(
            id=f"given {number} {party}", source=f"process {number}", target=f"given {party}",
            state=given_state(number, party, known),
            count=len(things), label=str(len(things)) if len(things) > 1 else "",
            tip=", ".join(map(judge.term, things)),
        )  # fmt: skip


def given_state(number: int, party: str, known: Ground) -> State:
    """The worst state of what the process gives to the external party."""
    things, supplier = known.flows.given[number, party], known.flows.suppliers[number, party]
    return _worst(known.judge.standing(supplier, party, (thing,)).state for thing in things)


def _worst(states: Iterable[State]) -> State:
    return min(states, key=WORST_FIRST.index)


def _listing(facts: Facts, judge: Judge, flows: Flows) -> Iterator[Listed]:
    """What passes between processes, by name."""
    ids = [process.id.upper() for process in facts.graph.processes]
    for number, ((a, b), things) in enumerate(((key, found) for key, found in flows.between.items() if found), start=1):
        text = f"{ids[a]} → {ids[b]} : {', '.join(map(judge.term, things))}"
        yield Listed(number=str(number), text=text, state=State.FLOW)


def _notes(facts: Facts, flows: Flows, words: Words) -> Iterator[str]:
    names = [process.name.read(words.language) or process.id for process in facts.graph.processes]
    if flows.many:
        yield words(
            "Not drawn, since they feed more than {n} others: the arrows of {names}.",
            n=MOST_FED,
            names=", ".join(names[number] for number in flows.many),
        )
    yield from without_family(facts, words)


def without_family(facts: Facts, words: Words) -> Iterator[str]:
    """Who stands in the middle only because the organisation file does not say where."""
    names = [process.name.read(words.language) or process.id for process in facts.graph.processes]
    unknown = [names[number] for number, one in enumerate(facts.graph.processes) if one.kind not in KINDS]
    if len(unknown) > MOST_NAMED:
        yield words("Of no family in the organisation file, hence shown in the middle: {n} processes.", n=len(unknown))
    elif unknown:
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
