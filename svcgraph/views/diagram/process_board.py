"""The map of processes without arrows, for more processes than arrows can join on a sheet: a card for each process in
the frame of the department that does most of it; where even the cards are too many, a card for each department."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

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
    given_state,
    ground,
    in_order,
    lane_of,
    said_of,
    titled,
    with_arrows,
    without_family,
)
from svcgraph.views.shapes import (
    Cluster,
    Diagram,
    DiagramKind,
    LegendEntry,
    Listed,
    Node,
    NodeShape,
    Run,
    Sample,
    State,
)

MOST_ARROWS = 40  # processes; up to here they are drawn with what flows between them
MOST_CARDS = 400  # beyond that no sheet holds a card for each
ON_SCREEN = 150  # cards, where no paper decides
TALLEST = 12  # cards in a frame; a department with more has several
FULL = 2  # cards in a frame on average, at least
STRONGEST = 9  # flows between groups that are listed
ORDERED = mark("Within a band, what comes first in the run of the work stands first.")
LEFT_OUT = mark(
    "Too many processes for arrows: {n} flows between them are only counted in the cards. "
    "One process with its neighbours: diagram process NAME."
)
STRONG = mark("Listed: the strongest flows between the cards; {n} flows are not.")
SPLIT = mark(
    "A card holds the processes of one band that its departments do most of: the same departments may have a card in "
    "each band, and work then passes from one of their cards to another."
)
KEY = mark(
    "The departments of each group stand in the matrix and the picture of the organisation, under the same number."
)
WITHIN = mark("within {name}, {source} → {target}: {flows}")
FLOWS = "→ {given}  ← {got}"
FLOWS_SAID = mark("→ processes that it feeds, ← processes that feed it")
IN_CARDS = mark("in a card: pairs of services of its processes in each state")


def process_map(facts: Facts, words: Words) -> Diagram:
    """The form that is readable on A3, going by the number of processes."""
    known = ground(facts, words)
    number = len(facts.graph.processes)
    if number <= MOST_ARROWS:
        return with_arrows(known)
    return _of_processes(known) if number <= ON_SCREEN else _of_departments(known)


def forms(facts: Facts, words: Words) -> Iterator[Diagram]:
    """The forms that the map may take, the richest first: whoever knows the paper takes the first that is readable."""
    known = ground(facts, words)
    if len(facts.graph.processes) <= MOST_ARROWS:
        yield with_arrows(known)
    if len(facts.graph.processes) <= MOST_CARDS:
        yield _of_processes(known)
    yield _of_departments(known)
    for listed in (True, False):
        yield _of_groups(known, listed=listed)


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


def _of_processes(known: Ground) -> Diagram:
    places = _places(known)
    held: dict[_Place, list[int]] = defaultdict(list)
    for number in _ordered(known):
        held[places[number]].append(number)
    frames = tuple(_frames(held, known))
    if len(frames) * FULL > len(places):  # a frame for one card or two is only a longer way to say where it is from
        return _unframed(known, held)
    clusters = (*bands(known.words), *(cluster for cluster, _, _ in frames))
    nodes = tuple(_card(number, cluster.id, lane, known) for cluster, lane, numbers in frames for number in numbers)
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


def _unframed(known: Ground, held: Mapping[_Place, Sequence[int]]) -> Diagram:
    names = _names(known)
    clusters = bands(known.words)
    nodes = tuple(
        _card(number, clusters[place.lane].id, place.lane, known, home=names[place.home])
        for place, numbers in sorted(held.items(), key=lambda one: one[0].lane)
        for number in numbers
    )
    return _board(known, nodes, clusters, _notes(known), words_of_counts=COUNTS)


def _notes(known: Ground) -> tuple[str, ...]:
    said = known.words(LEFT_OUT, n=len(known.flows.between))
    return said, known.words(ORDERED), *without_family(known.facts, known.words)


def _names(known: Ground) -> Mapping[str, str]:
    words = known.words
    named = {one.id: one.name.read(words.language) for one in known.facts.organisation.departments}
    return {**named, NOWHERE: words("without a department")}


def _card(number: int, cluster: str, lane: int, known: Ground, *, home: str = "") -> Node:
    process, words = known.facts.graph.processes[number], known.words
    name = process.name.read(words.language) or process.id
    first = " · ".join(filter(None, (*said_of(number, known, rhythm=False), _passing({number}, known))))
    return Node(
        id=f"process {number}", key=process.id, name=name, shape=NodeShape.CHIP, cluster=cluster, lane=lane, tip=name,
        details=(
            *(((Run(home),),) if home else ()), (Run(first),), *counted(counts_of(number, known)),
            *_parties(number, known),
        ),
    )  # fmt: skip


def _passing(numbers: set[int], known: Ground) -> str:
    """How many other processes they feed, and how many feed them; nothing where none do."""
    given = {target for source, target in known.flows.between if source in numbers} - numbers
    got = {source for source, target in known.flows.between if target in numbers} - numbers
    more = sum(many for number, many in known.flows.many.items() if number in numbers)
    return FLOWS.format(given=len(given) + more, got=len(got)) if given or more or got else ""


def _parties(number: int, known: Ground) -> Iterator[tuple[Run, ...]]:
    """Whom outside it serves, with how what was promised is kept."""
    for source, party in known.flows.given:
        if source == number:
            name = known.judge.services[party].name.read(known.words.language)
            state = given_state(number, party, known)
            yield (Run(f"→ {name} "), Run("", state)) if state is not State.NEUTRAL else (Run(f"→ {name}"),)


def _of_departments(known: Ground) -> Diagram:
    """A card for each department in each band."""
    return _summed(known, {}, _names(known))


def _of_groups(known: Ground, *, listed: bool) -> Diagram:
    """A card for each group of departments in each band. ``listed``: with the names of all departments."""
    facts, words = known.facts, known.words
    held = members(facts.graph, facts.organisation, words)
    called = {group: group_name(group, names, words) for group, names in held.items()}
    made = _summed(known, groups_of(facts.graph, facts.organisation), {**_names(known), **called})
    if not listed:
        return replace(made, notes=(words(KEY), *made.notes))
    key = listing_of(made.nodes, facts.graph, facts.organisation, words)
    return replace(made, listing=(*key, *made.listing))


def _summed(known: Ground, groups: Mapping[str, str], titles: Mapping[str, str]) -> Diagram:
    places = _places(known)
    held: dict[_Place, set[int]] = defaultdict(set)
    for number in _ordered(known):
        place = places[number]
        held[_Place(lane=place.lane, home=groups.get(place.home, place.home))].add(number)
    ordered = sorted(held.items(), key=lambda one: one[0].lane)
    nodes = tuple(_summary(place, numbers, titles[place.home], known) for place, numbers in ordered)
    links = _between(ordered, nodes, known)
    strongest = sorted(links.items(), key=lambda one: (-one[1], one[0]))[:STRONGEST]
    rest = len(known.flows.between) - sum(count for _, count in strongest)
    notes = (
        known.words(SPLIT), known.words(STRONG, n=rest), known.words(ORDERED),
        *without_family(known.facts, known.words),
    )  # fmt: skip
    listing = tuple(_strongest(strongest, nodes, known))
    return _board(known, nodes, bands(known.words), notes, words_of_counts=IN_CARDS, listing=listing)


def _summary(place: _Place, numbers: set[int], name: str, known: Ground) -> Node:
    words = known.words
    totals: Counter[State] = Counter()
    for number in numbers:
        totals.update(counts_of(number, known))
    size = words.plural("{n} process", "{n} processes", len(numbers), n=len(numbers))
    first = " · ".join(filter(None, (size, _passing(numbers, known))))
    return Node(
        id=f"{place.lane} {place.home}", key=place.home, name=name, shape=NodeShape.CHIP, lane=place.lane, tip=name,
        cluster=bands(words)[place.lane].id, details=((Run(first),), *counted(totals)),
    )  # fmt: skip


def _between(
    ordered: Sequence[tuple[_Place, set[int]]], nodes: Sequence[Node], known: Ground
) -> Mapping[tuple[str, str], int]:
    """How many flows run from card to card."""
    home = {number: node.id for (_, numbers), node in zip(ordered, nodes, strict=True) for number in numbers}
    ends = ((home[source], home[target]) for source, target in known.flows.between)
    return Counter(link for link in ends if link[0] != link[1])


def _strongest(found: Iterable[tuple[tuple[str, str], int]], nodes: Sequence[Node], known: Ground) -> Iterator[Listed]:
    words = known.words
    band = {node.id: bands(words)[node.lane].name for node in nodes}
    home = {node.id: node.key for node in nodes}
    named = {node.id: short(node.key) if is_group(node.key) else node.name for node in nodes}
    for (source, target), count in found:
        said = words.plural("{n} flow", "{n} flows", count, n=count)
        text = f"{named[source]} ({band[source]}) → {named[target]} ({band[target]}) : {said}"
        if home[source] == home[target]:
            text = words(WITHIN, name=named[source], source=band[source], target=band[target], flows=said)
        yield Listed(number="→", text=text, state=State.FLOW)


def _board(
    known: Ground, nodes: tuple[Node, ...], clusters: tuple[Cluster, ...], notes: tuple[str, ...],
    *, words_of_counts: str, listing: tuple[Listed, ...] = (),
) -> Diagram:  # fmt: skip
    facts, words = known.facts, known.words
    return Diagram(
        kind=DiagramKind.BOARD,
        title=titled(facts, words),
        subtitle=dated(facts.attainment, facts.as_of, words),
        language=words.language,
        clusters=clusters,
        nodes=nodes,
        legend=_legend(nodes, words_of_counts, words),
        listing=listing,
        notes=notes,
        source=words(legend.SOURCE),
        description=words("{n} processes, {m} cards.", n=len(facts.graph.processes), m=len(nodes)),
    )


def _legend(nodes: Sequence[Node], words_of_counts: str, words: Words) -> tuple[LegendEntry, ...]:
    return (
        *legend.signs(legend.signed(nodes), (), words),
        *legend.counts(nodes, words_of_counts, words),
        LegendEntry(sample=Sample.ARROWS, text=words(FLOWS_SAID)),
    )
