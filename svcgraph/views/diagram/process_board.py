"""The map of processes without arrows, for more processes than arrows can join on a sheet: a card for each process in
the frame of the department that does most of it; where even the cards are too many, a card for each department."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from svcgraph.domain.facts import Facts
from svcgraph.i18n import Words, mark
from svcgraph.views.dates import dated
from svcgraph.views.diagram import legend
from svcgraph.views.diagram.grouping import NOWHERE, group_name, groups_of, homes, is_group, listing_of, members, short
from svcgraph.views.diagram.process_map import (
    COUNTS,
    Ground,
    bands,
    column_of,
    counted,
    counts_of,
    ground,
    in_order,
    lane_of,
    said_of,
    titled,
    with_arrows,
    without_family,
)
from svcgraph.views.diagram.process_partners import Called, Homes, exchanged, numbered, partners
from svcgraph.views.shapes import (
    Cluster,
    Diagram,
    DiagramKind,
    LegendEntry,
    Node,
    NodeShape,
    Run,
    Sample,
    State,
)

MOST_ARROWS = 40  # processes; up to here they are drawn with what flows between them
MOST_CARDS = 200  # beyond that no sheet holds a card for each
MOST_LINES = 600  # nor, beyond that, a line for each
ON_SCREEN = 150  # cards, where no paper decides
TALLEST = 12  # cards in a frame; a department with more has several
MOST_PARTNERS = 3  # of a department, named in its card
FULL = 2  # cards in a frame on average, at least
STRONGEST = 9  # flows between groups that are listed
ORDERED = mark("Within a band, what comes first in the run of the work stands first.")
FOR_ARROWS = mark(
    "Too many processes for arrows: each says from which others it receives and to which it gives. A picture of one "
    "process with its neighbours can be drawn by itself."
)
GIVING = mark(
    "Too many processes for arrows: each says to which others it gives. A picture of one process with its neighbours "
    "can be drawn by itself."
)
SPLIT = mark(
    "A card holds the processes of one band that its departments do most of. The same departments may have a card in "
    "each band; what passes between those is counted as flows within."
)
KEY = mark(
    "The departments of each group stand in the matrix and the picture of the organisation, under the same number."
)
FLOWS_SAID = mark("← from whom it receives, → to whom it gives")
GIVING_SAID = mark("→ to whom it gives, ← what it receives from outside")
COUNTED = mark("← from whom it receives, → to whom it gives, with the number of flows")
WATCHED = (State.MISSED, State.AT_RISK, State.UNKNOWN)
WATCHED_COUNTED = mark("in a process: its pairs of services in each of these states; others are not counted here")
IN_CARDS = mark("in a card: pairs of services of its processes in each state")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """What a process says where it is a line of text."""

    states: tuple[State, ...] = WATCHED  # whose pairs of services it counts
    counted: str = WATCHED_COUNTED
    grouped: bool = False  # below its group of departments
    received: bool = True  # with those from which it receives, beside those to which it gives


# the states go last: a map that does not tell what is missed tells a committee nothing
LINES = (
    _Line(states=tuple(State), counted=COUNTS),
    _Line(),
    _Line(received=False),
    _Line(grouped=True, received=False),
)


def process_map(facts: Facts, words: Words) -> Diagram:
    """The form that is readable on A3, going by the number of processes."""
    known = ground(facts, words)
    number = len(facts.graph.processes)
    if number <= MOST_ARROWS:
        return with_arrows(known)
    return _of_processes(known, Called.NAME) if number <= ON_SCREEN else _of_departments(known)


def forms(facts: Facts, words: Words) -> Iterator[Diagram]:
    """The forms that the map may take, the richest first: whoever knows the paper takes the first that is readable."""
    known = ground(facts, words)
    number = len(facts.graph.processes)
    if number <= MOST_ARROWS:
        yield with_arrows(known)
    for called in (Called.NAME, *((Called.NUMBER,) if numbered(known) else ())):
        if number <= MOST_CARDS:
            yield _of_processes(known, called)
    if number <= MOST_LINES:
        called = Called.NUMBER if numbered(known) else Called.NAME
        yield from (_as_lines(known, called, line) for line in LINES)
    yield _of_departments(known)
    yield from (_of_groups(known, told) for told in Told)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a process belongs: its band, and the department that does most of it."""

    lane: int
    home: str


def _places(known: Ground) -> Mapping[int, _Place]:
    homes_ = homes(known.facts.graph, known.facts.organisation)
    inside = {one.id for one in known.facts.graph.services if not one.external}
    found = {}
    for number, process in enumerate(known.facts.graph.processes):
        work = Counter(homes_[one] for one in known.acting.get(number, ()) if one in inside)
        home = max(sorted(work), key=lambda name: work[name], default=NOWHERE)
        found[number] = _Place(lane=lane_of(process), home=home)
    return found


def _ordered(known: Ground) -> list[int]:
    """Processes in the order of the file, those in the middle as the work runs."""
    column = column_of(known)
    return sorted((number for number, _ in in_order(known.facts)), key=lambda number: column.get(number, 0))


def _of_processes(known: Ground, called: Called) -> Diagram:
    held = _held(known, {})
    frames = tuple(_frames(held, known))
    # a frame for one card or two is only a longer way to say where it is from
    if len(frames) * FULL > len(known.facts.graph.processes):
        return _unframed(known, held, called)
    clusters = (*bands(known.words), *(cluster for cluster, _, _ in frames))
    nodes = tuple(
        _card(number, cluster.id, lane, known, called) for cluster, lane, numbers in frames for number in numbers
    )
    return _board(known, nodes, clusters, _notes(known), words_of_counts=COUNTS)


def _frames(held: Mapping[_Place, Sequence[int]], known: Ground) -> Iterator[tuple[Cluster, int, Sequence[int]]]:
    """With the band and the processes of each; a department with many has several."""
    names = _names(known)
    for place, numbers in sorted(held.items(), key=lambda one: one[0].lane):
        band = bands(known.words)[place.lane].id
        parts = [numbers[start : start + TALLEST] for start in range(0, len(numbers), TALLEST)]
        for at, part in enumerate(parts, start=1):
            name = names[place.home] + (f" ({at}/{len(parts)})" if len(parts) > 1 else "")
            yield Cluster(id=f"{band} {place.home} {at}", name=name, within=band), place.lane, part


def _unframed(known: Ground, held: Mapping[_Place, Sequence[int]], called: Called) -> Diagram:
    names = _names(known)
    clusters = bands(known.words)
    nodes = tuple(
        _card(number, clusters[place.lane].id, place.lane, known, called, home=names[place.home])
        for place, numbers in sorted(held.items(), key=lambda one: one[0].lane)
        for number in numbers
    )
    return _board(known, nodes, clusters, _notes(known), words_of_counts=COUNTS)


def _notes(known: Ground) -> tuple[str, ...]:
    return known.words(FOR_ARROWS), known.words(ORDERED), *without_family(known.facts, known.words)


def _names(known: Ground) -> Mapping[str, str]:
    words = known.words
    named = {one.id: one.name.read(words.language) for one in known.facts.organisation.departments}
    return {**named, NOWHERE: words("without a department")}


def _card(  # noqa: PLR0917 - what a card says
    number: int, cluster: str, lane: int, known: Ground, called: Called, home: str = ""
) -> Node:
    process, words = known.facts.graph.processes[number], known.words
    name = process.name.read(words.language) or process.id
    first = " · ".join(filter(None, said_of(number, known, rhythm=False)))
    return Node(
        id=f"process {number}", key=process.id, name=name, shape=NodeShape.CHIP, cluster=cluster, lane=lane, tip=name,
        details=(
            *(((Run(home),),) if home else ()), (Run(first),), *counted(counts_of(number, known)),
            *partners(number, known, called),
        ),
    )  # fmt: skip


def _as_lines(known: Ground, called: Called, line: _Line) -> Diagram:
    """A line for each process under the department that does most of it, or under its group."""
    groups = groups_of(known.facts.graph, known.facts.organisation) if line.grouped else {}
    names = {**_names(known), **(_groups_called(known) if line.grouped else {})}
    held = _held(known, groups)
    order = list(dict.fromkeys(groups.get(one.id, one.id) for one in known.facts.organisation.departments))
    order.append(NOWHERE)
    clusters, nodes = [], []
    for place, numbers in sorted(held.items(), key=lambda one: (one[0].lane, order.index(one[0].home))):
        band = bands(known.words)[place.lane].id
        frame = Cluster(id=f"{band} {place.home}", name=f"{names[place.home]} ({len(numbers)})", within=band)
        clusters.append(frame)
        nodes += [_row(number, frame.id, place.lane, known, called, line) for number in numbers]
    notes = _notes(known) if line.received else (known.words(GIVING), *_notes(known)[1:])
    flows = FLOWS_SAID if line.received else GIVING_SAID
    made = _board(
        known, tuple(nodes), (*bands(known.words), *clusters), notes, words_of_counts=line.counted, flows=flows
    )
    return replace(made, kind=DiagramKind.REGISTER)


def _held(known: Ground, groups: Mapping[str, str]) -> dict[_Place, list[int]]:
    """By band and department, or its group, the processes in their order."""
    places = _places(known)
    held: dict[_Place, list[int]] = defaultdict(list)
    for number in _ordered(known):
        place = places[number]
        held[replace(place, home=groups.get(place.home, place.home))].append(number)
    return held


def _row(  # noqa: PLR0917 - what a line says
    number: int, cluster: str, lane: int, known: Ground, called: Called, line: _Line
) -> Node:
    process = known.facts.graph.processes[number]
    name = process.name.read(known.words.language) or process.id
    shown = f"{process.id.upper()} {name}" if called is Called.NUMBER else name
    counts = counts_of(number, known)
    told = counted({state: counts[state] for state in line.states})
    return Node(
        id=f"process {number}", key=process.id, name=shown, shape=NodeShape.CHIP, cluster=cluster, lane=lane, tip=name,
        details=(*told, *partners(number, known, called, received=line.received)),
    )  # fmt: skip


def _of_departments(known: Ground) -> Diagram:
    """A card for each department in each band."""
    return _summed(known, {}, _names(known))


class Told(StrEnum):
    """What is said of a group of departments."""

    LISTED = "listed"  # its name, and below the picture all of its departments
    NAMED = "named"
    NUMBERED = "numbered"


def _of_groups(known: Ground, told: Told) -> Diagram:
    """A card for each group of departments in each band."""
    facts, words = known.facts, known.words
    groups, listed = groups_of(facts.graph, facts.organisation), told is Told.LISTED
    called = {group: short(group) for group in groups.values()} if told is Told.NUMBERED else _groups_called(known)
    made = _summed(known, groups, {**_names(known), **called}, MOST_PARTNERS if listed else MOST_PARTNERS - 1)
    if not listed:
        return replace(made, notes=(words(KEY), *made.notes))
    return replace(made, listing=listing_of(made.nodes, facts.graph, facts.organisation, words))


def _groups_called(known: Ground) -> dict[str, str]:
    held = members(known.facts.graph, known.facts.organisation, known.words)
    return {group: group_name(group, names, known.words) for group, names in held.items()}


def _summed(known: Ground, groups: Mapping[str, str], titles: Mapping[str, str], most: int = MOST_PARTNERS) -> Diagram:
    held = {place: set(numbers) for place, numbers in _held(known, groups).items()}
    ordered = sorted(held.items(), key=lambda one: one[0].lane)
    of = {number: place.home for place, numbers in held.items() for number in numbers}
    called = {name: short(name) if is_group(name) else title for name, title in titles.items()}
    where = Homes(of=of, names=called, most=most)
    nodes = tuple(
        _summary(place, numbers, titles[place.home], known, exchanged(numbers, place.home, where, known))
        for place, numbers in ordered
    )
    notes = (known.words(SPLIT), known.words(ORDERED), *without_family(known.facts, known.words))
    return _board(known, nodes, bands(known.words), notes, words_of_counts=IN_CARDS, flows=COUNTED)


def _summary(place: _Place, numbers: set[int], name: str, known: Ground, passing: Iterable[tuple[Run, ...]]) -> Node:
    words = known.words
    totals: Counter[State] = Counter()
    for number in numbers:
        totals.update(counts_of(number, known))
    size = words.plural("{n} process", "{n} processes", len(numbers), n=len(numbers))
    return Node(
        id=f"{place.lane} {place.home}", key=place.home, name=name, shape=NodeShape.CHIP, lane=place.lane, tip=name,
        cluster=bands(words)[place.lane].id, details=((Run(size),), *counted(totals), *passing),
    )  # fmt: skip


def _board(
    known: Ground, nodes: tuple[Node, ...], clusters: tuple[Cluster, ...], notes: tuple[str, ...],
    *, words_of_counts: str, flows: str = FLOWS_SAID,
) -> Diagram:  # fmt: skip
    facts, words = known.facts, known.words
    return Diagram(
        kind=DiagramKind.BOARD,
        title=titled(facts, words),
        subtitle=dated(facts.attainment, facts.as_of, words),
        language=words.language,
        clusters=clusters,
        nodes=nodes,
        legend=_legend(nodes, words_of_counts, flows, words),
        notes=notes,
        source=words(legend.SOURCE),
        description=words("{n} processes, {m} cards.", n=len(facts.graph.processes), m=len(nodes)),
    )


def _legend(nodes: Sequence[Node], words_of_counts: str, flows: str, words: Words) -> tuple[LegendEntry, ...]:
    return (
        *legend.signs(legend.signed(nodes), (), words),
        *legend.counts(nodes, words_of_counts, words),
        LegendEntry(sample=Sample.ARROWS, text=words(flows)),
    )
