"""The analysis of the graph as tables, each with a line that says what its figures are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from svcgraph.domain.analysis import Analysis, Member
from svcgraph.domain.graph import ServiceGraph
from svcgraph.domain.organisation import Organisation
from svcgraph.i18n import Words, mark
from svcgraph.views.attainment_words import percent
from svcgraph.views.tables import Cell, Column, Kind, Table
from svcgraph.views.wording import Wording

Row = tuple[Cell, ...]
MOST_ROWS = 15  # of each table in the terminal, where all of them are shown
MORE = mark("… and {n} more: svcgraph analyse {section}")
TITLES = {
    "processes": mark("Handoffs per process, and on the way of one case"),
    "services": mark("Services that most depends on"),
    "points": mark("Single points of failure towards the outside"),
    "mutual": mark("Services that supply each other"),
    "communities": mark("Groups of services that work together, beside the department chart"),
    "negotiate": mark("Contracts to negotiate first"),
}
NOTES = {
    "processes": mark(
        "On a way: the fewest and the most handoffs from where work begins to where it ends; those of a loop once."
    ),
    "services": mark(
        "Downstream: services that its work leads to, through any number of hands. Delivered: things that external "
        "parties get and its work leads to."
    ),
    "points": mark(
        "Every way to these things passes the service, which does not deliver them itself. Branches of a map count as "
        "alternatives, even where they run side by side."
    ),
    "mutual": mark(
        "Rounds: how often at least work goes there and back in one process (ping-pong). On a loop: handoffs by which "
        "work comes back to where it was (rework)."
    ),
    "communities": mark(
        "Groups by greedy modularity: more handoffs among each other than by chance. {chart} of the handoffs stay "
        "within a department, {groups} within a group."
    ),
    "negotiate": mark(
        "Directions with handoffs that no contract in force covers: first those on which promises depend that are "
        "missed, at risk or untenable, then by what else depends on them."
    ),
}


class AnalysisTables:
    """All tables of one analysis, in one language."""

    def __init__(self, found: Analysis, graph: ServiceGraph, organisation: Organisation, words: Words) -> None:
        self._found, self._graph, self.words = found, graph, words
        self._naming = Wording(graph, organisation, words)
        self._departments = {one.id: one.name.read(words.language) for one in organisation.departments}

    def table(self, section: str, most: int | None = None) -> Table:
        """One of `SECTIONS`; at most so many rows, and how many more there are. Raises KeyError for another one."""
        columns, rows = _SHAPES[section]
        made = tuple(rows(self))
        left = len(made) - most if most is not None else 0
        more = (self.words(MORE, n=left, section=section),) if left > 0 else ()
        return Table(
            title=self.words(TITLES[section]),
            columns=columns(self.words),
            rows=made[:most],
            notes=(*more, self._note(section)),
        )

    def wanted(self, section: str | None, most: int | None = None) -> tuple[Table, ...]:
        """That section, else all of them."""
        return tuple(self.table(one, most) for one in self.names(section))

    def names(self, section: str | None) -> tuple[str, ...]:
        """What these tables are called in JSON."""
        return (section,) if section else SECTIONS

    def _note(self, section: str) -> str:
        if section != "communities":
            return self.words(NOTES[section])
        known = self._found.communities
        chart, groups = (
            percent(share, self.words.language) if share is not None else "–"
            for share in (known.in_departments, known.in_communities)
        )
        return self.words(NOTES[section], chart=chart, groups=groups)

    # --- rows ----------------------------------------------------------------------------------------------------

    def processes(self) -> Iterator[Row]:
        for one in self._found.processes:
            yield (
                self._process(one.process),
                *(one.activities, one.services, one.handoffs, one.outside, one.fewest, one.most),
            )

    def services(self) -> Iterator[Row]:
        for one in self._found.services:
            yield (
                self._naming.service(one.service),
                *(one.delivered, self._promises(one.promises), one.downstream, one.clients, one.suppliers, one.given),
            )

    def points(self) -> Iterator[Row]:
        for one in self._found.points:
            others = tuple(f"{self._naming.term(thing)} ({self._naming.service(party)})" for party, thing in one.others)
            activities = tuple(map(self._naming.term, one.activities))
            yield (self._naming.service(one.service), self._promises(one.promises), others, activities)

    def mutual(self) -> Iterator[Row]:
        for one in self._found.mutual:
            first, second = map(self._naming.service, one.services)
            processes = tuple(map(self._process, one.processes))
            yield (first, second, one.there, one.back, one.rounds, one.loops, processes)

    def communities(self) -> Iterator[Row]:
        for one in self._found.communities.members:
            yield (
                *(one.community, self._naming.service(one.service), self._department(one.department)),
                *(self._department(one.usual), _is_elsewhere(one), one.inside, one.total),
            )

    def negotiate(self) -> Iterator[Row]:
        for one in self._found.negotiate:
            yield (
                *(self._naming.service(one.supplier), self._naming.service(one.client), one.uncovered, one.handoffs),
                *(self._promises(one.failing), self._promises(one.promises), one.delivered, one.downstream),
            )

    # --- names ---------------------------------------------------------------------------------------------------

    def _process(self, number: int) -> str:
        process = self._graph.processes[number]
        return process.name.read(self.words.language) or process.id

    def _promises(self, promises: Iterable[str]) -> tuple[str, ...]:
        return tuple(map(self._naming.promise, promises))

    def _department(self, department: str) -> str:
        return self._departments.get(department, department)


def _is_elsewhere(one: Member) -> bool:
    return bool(one.department and one.usual and one.department != one.usual)


def _numbers(*columns: tuple[str, str], words: Words) -> tuple[Column, ...]:
    return tuple(Column(key=key, title=words(title), kind=Kind.NUMBER) for key, title in columns)


def _processes(words: Words) -> tuple[Column, ...]:
    return (
        Column(key="process", title=words(mark("Process"))),
        *_numbers(
            ("activities", mark("Activities")),
            ("services", mark("Services")),
            ("handoffs", mark("Handoffs")),
            ("outside", mark("With external parties")),
            ("fewest", mark("On a way, fewest")),
            ("most", mark("On a way, most")),
            words=words,
        ),
    )


def _services(words: Words) -> tuple[Column, ...]:
    return (
        Column(key="service", title=words(mark("Service"))),
        *_numbers(("delivered", mark("Delivered")), words=words),
        Column(key="promises", title=words(mark("Promises")), kind=Kind.LIST),
        *_numbers(
            ("downstream", mark("Downstream")),
            ("clients", mark("Clients")),
            ("suppliers", mark("Suppliers")),
            ("given", mark("Handoffs given")),
            words=words,
        ),
    )


def _points(words: Words) -> tuple[Column, ...]:
    return (
        Column(key="service", title=words(mark("Service"))),
        Column(key="promises", title=words(mark("Promises that stop without it")), kind=Kind.LIST),
        Column(key="others", title=words(mark("Other things that stop")), kind=Kind.LIST),
        Column(key="activities", title=words(mark("Activities that every way passes")), kind=Kind.LIST),
    )


def _mutual(words: Words) -> tuple[Column, ...]:
    return (
        Column(key="first", title=words(mark("Service"))),
        Column(key="second", title=words(mark("And service"))),
        *_numbers(
            ("there", mark("There")),
            ("back", mark("Back")),
            ("rounds", mark("Rounds")),
            ("loops", mark("On a loop")),
            words=words,
        ),
        Column(key="processes", title=words(mark("Processes")), kind=Kind.LIST),
    )


def _communities(words: Words) -> tuple[Column, ...]:
    return (
        *_numbers(("group", mark("Group")), words=words),
        Column(key="service", title=words(mark("Service"))),
        Column(key="department", title=words(mark("Department"))),
        Column(key="usual", title=words(mark("Most of the group"))),
        Column(key="elsewhere", title=words(mark("Works elsewhere")), kind=Kind.YES_NO),
        *_numbers(("inside", mark("Handoffs in the group")), ("total", mark("of all its own")), words=words),
    )


def _negotiate(words: Words) -> tuple[Column, ...]:
    return (
        Column(key="supplier", title=words(mark("Supplier"))),
        Column(key="client", title=words(mark("Client"))),
        *_numbers(("uncovered", mark("Uncovered")), ("handoffs", mark("of")), words=words),
        Column(key="failing", title=words(mark("Failing promises")), kind=Kind.LIST),
        Column(key="promises", title=words(mark("Other promises")), kind=Kind.LIST),
        *_numbers(("delivered", mark("Delivered")), ("downstream", mark("Downstream")), words=words),
    )


_SHAPES: dict[str, tuple[Callable[[Words], tuple[Column, ...]], Callable[[AnalysisTables], Iterator[Row]]]] = {
    "processes": (_processes, AnalysisTables.processes),
    "services": (_services, AnalysisTables.services),
    "points": (_points, AnalysisTables.points),
    "mutual": (_mutual, AnalysisTables.mutual),
    "communities": (_communities, AnalysisTables.communities),
    "negotiate": (_negotiate, AnalysisTables.negotiate),
}
SECTIONS = tuple(_SHAPES)
