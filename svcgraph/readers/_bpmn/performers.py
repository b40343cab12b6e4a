"""Rules S1 to S7: who performs each node, under which path, inside or outside the organisation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from svcgraph.domain.names import same
from svcgraph.domain.process import NONE, Performer
from svcgraph.readers._bpmn.drawing import Drawing, Page, rectangle
from svcgraph.readers._bpmn.facts import Facts, LaneFact, PoolFact
from svcgraph.readers._bpmn.lanes import Lanes
from svcgraph.readers._bpmn.references import References, find
from svcgraph.readers._geometry import Rectangle, smallest_around

_PENDING = -2
_CHAIN = 64  # of sub-processes each listed in a lane of the next


class Performers:
    """Resolves the performer of every node: `place` what needs no drawing, then `finish` the others."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self.references = references = References(facts)
        self._columns = references.columns
        self._keys: dict[tuple[str, ...], int] = {}
        self.found: list[_Draft] = []
        self.lanes = Lanes(facts)
        self._lane_paths: list[tuple[str, ...] | None] = [None] * len(facts.lanes)
        self._lane_performers = [NONE] * len(facts.lanes)
        self._whole_processes = [NONE] * len(facts.processes)
        self.pool_process = [find(references.processes, pool.process) for pool in facts.pools]
        self.first_pool = [NONE] * len(facts.processes)
        for number in range(len(facts.pools) - 1, -1, -1):
            if self.pool_process[number] != NONE:
                self.first_pool[self.pool_process[number]] = number
        self._listed = self._listed_lanes() if facts.lanes else {}
        self.of_node: list[int] = []
        self._around_of: dict[tuple[int, tuple[int, ...] | None], list[tuple[int, Rectangle]]] = {}
        self._open = 0  # nodes being placed at this moment
        self._read_drawing: Callable[[], Drawing] = _no_drawing

    # Places

    def place(self) -> bool:
        """S1 to S4 for every node that needs no drawing; whether that was all of them."""
        self._name_places()
        defaults = [self._default(process) for process in range(len(self._facts.processes))]
        of_node, listed = self.of_node, self._listed
        for node, (parent, process) in enumerate(zip(self._columns.parents, self._columns.processes, strict=True)):
            if node in listed:
                of_node.append(self._of_plain_lane(listed[node]))
            elif parent != NONE:
                of_node.append(of_node[parent])  # S2
            else:
                of_node.append(defaults[process] if process != NONE else NONE)
        return NONE not in of_node

    def _name_places(self) -> None:
        """Pools, then lanes in order: of paths that are the same, the first spelling is kept."""
        for pool in range(len(self._facts.pools)):
            self.whole_pool(pool)
        for number, lane in enumerate(self._facts.lanes):
            if lane.owner == NONE:
                self.of_lane(number)

    def _default(self, process: int) -> int:
        """Where a node directly in ``process`` and in no lane belongs, if no drawing has to tell."""
        if self.lanes.of_process[process]:
            return NONE  # S3
        alone = not self._facts.lanes and not self._facts.pools
        return self.whole_process(process) if alone or self.first_pool[process] != NONE else NONE  # S4

    def _of_plain_lane(self, lane: int) -> int:
        """S1, for a leaf lane of a process."""
        if self.lanes.children[lane] or self._facts.lanes[lane].owner != NONE:
            return NONE
        return self.of_lane(lane)

    def finish(self, drawing: Callable[[], Drawing]) -> None:
        """The nodes that `place` left; ``drawing`` is called only if one of them asks for it."""
        self._read_drawing = drawing
        for node, performer in enumerate(self.of_node):
            if performer == NONE:
                self.of(node)
        self._read_drawing = _no_drawing  # it holds the parse, which holds this: let go

    def of(self, node: int) -> int:
        """The performer of a node; a lane set that lists its own sub-process is not asked again."""
        performer = self.of_node[node]
        if performer >= 0:
            return performer
        if performer == _PENDING or self._open == _CHAIN:
            return self.whole_process(self._columns.processes[node])
        self.of_node[node] = _PENDING
        self._open += 1
        performer = self.of_node[node] = self._place(node)
        self._open -= 1
        return performer

    def _place(self, node: int) -> int:
        if node in self._listed:
            return self.of_lane(self._leaf_of(node, self._listed[node]))
        parent, process = self._columns.parents[node], self._columns.processes[node]
        if parent != NONE:
            return self.of(parent)  # S2
        if process != NONE and self.lanes.of_process[process]:
            return self._drawn_in_process(node, process)  # S3
        if process != NONE and self.first_pool[process] != NONE:
            return self.whole_process(process)  # S4: its pool
        return self._drawn_anywhere(node)

    def _leaf_of(self, node: int, lane: int) -> int:
        """S1: of a lane with child lanes, the leaf that the drawing tells, else the lane itself."""
        if not self.lanes.children[lane]:
            return lane
        leaf = self._drawn(node, self.lanes.below(lane), ())
        return lane if leaf == NONE else leaf

    def _drawn_in_process(self, node: int, process: int) -> int:
        leaf = self._drawn(node, self.lanes.of_process[process], ())
        return self.whole_process(process) if leaf == NONE else self.of_lane(leaf)

    def _drawn_anywhere(self, node: int) -> int:
        lanes, pools = range(len(self._facts.lanes)), range(len(self._facts.pools))
        place = self._drawn(node, lanes, pools)
        if place == NONE:
            process = self._columns.processes[node]
            return self._of_stray(node) if process == NONE else self.whole_process(process)
        return self.of_lane(place) if place < len(lanes) else self.whole_pool(place - len(lanes))

    def _of_stray(self, node: int) -> int:
        """A node outside every process: it stands for itself."""
        identity, offset = self._columns.ids[node], self._columns.offsets[node]
        return self._intern(("#" + (identity or ""),), unnamed=True, pool=False, offset=offset, element=identity)

    def _drawn(self, node: int, lanes: Sequence[int], pools: Sequence[int]) -> int:
        """S0: a lane's number, or the number of lanes plus a pool's; the first page with a hit decides."""
        if not lanes and not pools:
            return NONE
        identity = self._columns.ids[node]
        if identity is None or self.references.nodes[identity] != node:
            return NONE  # shapes mean the first element of an id
        for number, page in enumerate(self._pages):
            bounds = rectangle(page[identity]) if identity in page else None
            place = smallest_around(bounds, self._candidates(number, lanes, pools)) if bounds else NONE
            if place != NONE:
                return place
        return NONE

    def _candidates(self, number: int, lanes: Sequence[int], pools: Sequence[int]) -> list[tuple[int, Rectangle]]:
        """What `_around` finds on page ``number``, kept: the nodes of a process have the same candidates."""
        key = (number, None if pools else tuple(lanes))
        if key not in self._around_of:
            self._around_of[key] = list(self._around(self._pages[number], lanes, pools))
        return self._around_of[key]

    def _around(self, page: Page, lanes: Sequence[int], pools: Sequence[int]) -> Iterator[tuple[int, Rectangle]]:
        """The lanes and pools that ``page`` shows, in document order."""
        places = self._in_order if pools else [(lane, self._facts.lanes[lane].id or "") for lane in lanes]
        lane_of, pool_of, shift = self.references.lanes, self.references.pools, len(self._facts.lanes)
        for place, identity in places:
            if identity in page:
                first = lane_of.get(identity) if place < shift else pool_of[identity] + shift
                bounds = rectangle(page[identity]) if first == place else None
                if bounds:
                    yield place, bounds

    @cached_property
    def _in_order(self) -> list[tuple[int, str]]:
        """All lanes and pools that have an id, in document order."""
        places: list[LaneFact | PoolFact] = [*self._facts.lanes, *self._facts.pools]
        order = sorted(range(len(places)), key=lambda place: places[place].offset)
        return [(place, identity) for place in order if (identity := places[place].id) is not None]

    @cached_property
    def _pages(self) -> list[Page]:
        references = self.references
        return self._read_drawing().by_id(references.nodes, references.lanes, references.pools)

    def drawn_elsewhere(self, drawing: Callable[[], Drawing]) -> list[tuple[int, int]]:
        """S1: nodes that a leaf lane of their process lists and another one draws, with the one that draws."""
        self._read_drawing = drawing
        found = []
        for node, lane in self._listed.items():
            process = self._columns.processes[node]
            if process != NONE and lane in self.lanes.of_process[process]:
                leaf = self._drawn(node, self.lanes.of_process[process], ())
                if leaf != NONE and self.of_lane(leaf) != self.of_node[node]:
                    found.append((node, self.of_lane(leaf)))
        self._read_drawing = _no_drawing
        return sorted(found)

    def _listed_lanes(self) -> dict[int, int]:
        """S1: per node the deepest of the lanes that list it (ties: first in order)."""
        nodes, depth = self.references.nodes, self.lanes.depth
        listed: dict[int, int] = {}
        for lane, reference in self._facts.flow_node_references:
            node = find(nodes, reference)
            if node != NONE and (node not in listed or depth[lane] > depth[listed[node]]):
                listed[node] = lane
        return listed

    # Paths (S5)

    def of_lane(self, lane: int) -> int:
        performer = self._lane_performers[lane]
        if performer == NONE:
            fact = self._facts.lanes[lane]
            path = self._lane_path(lane)
            pool = fact.process != NONE and self.first_pool[fact.process] != NONE
            unnamed = not fact.name and bool(path) and path[-1] == "#" + (fact.id or "")
            if not path:
                path, unnamed = self._process_path(fact.process)
            elif not fact.name and pool and len(path) == 1:
                unnamed = self._pool_path(self.first_pool[fact.process])[1]
            performer = self._intern(path, unnamed=unnamed, pool=pool, offset=fact.offset, element=fact.id)
            self._lane_performers[lane] = performer
        return performer

    def _lane_path(self, lane: int) -> tuple[str, ...]:
        path = self._lane_paths[lane]
        if path is None:
            path = self._lane_paths[lane] = self._with_segment(self._path_around(lane), lane)
        return path

    def _path_around(self, lane: int) -> tuple[str, ...]:
        fact = self._facts.lanes[lane]
        if fact.parent != NONE:
            return self._lane_path(fact.parent)
        if fact.owner != NONE:
            return self.found[self.of(fact.owner)].path
        pool = self.first_pool[fact.process] if fact.process != NONE else NONE
        return () if pool == NONE else self._pool_path(pool)[0]

    def _with_segment(self, path: tuple[str, ...], lane: int) -> tuple[str, ...]:
        fact = self._facts.lanes[lane]
        if fact.name:
            return path if path and same(path[-1]) == same(fact.name) else (*path, fact.name)
        several = fact.lane_set != NONE and self._facts.lane_set_sizes[fact.lane_set] > 1
        return (*path, "#" + (fact.id or "")) if several else path

    def _pool_path(self, pool: int) -> tuple[tuple[str, ...], bool]:
        fact, process = self._facts.pools[pool], self.pool_process[pool]
        name = fact.name or (self._facts.processes[process].name if process != NONE else "")
        return (name or "#" + (fact.id or ""),), not name

    def _process_path(self, process: int) -> tuple[tuple[str, ...], bool]:
        if process == NONE:
            return ("#",), True
        fact = self._facts.processes[process]
        return (fact.name or "#" + (fact.id or ""),), not fact.name

    def whole_pool(self, pool: int) -> int:
        """The pool's own path, or its one leaf lane's when it is its process's first pool."""
        process = self.pool_process[pool]
        if process != NONE and self.first_pool[process] == pool and len(self.lanes.of_process[process]) == 1:
            return self.of_lane(self.lanes.of_process[process][0])
        path, unnamed = self._pool_path(pool)
        fact = self._facts.pools[pool]
        return self._intern(path, unnamed=unnamed, pool=True, offset=fact.offset, element=fact.id)

    def whole_process(self, process: int) -> int:
        """Its first pool's whole; without a pool its one leaf lane, else itself."""
        if process == NONE:
            return self._whole_of(process)
        if self._whole_processes[process] == NONE:
            self._whole_processes[process] = self._whole_of(process)
        return self._whole_processes[process]

    def _whole_of(self, process: int) -> int:
        if process != NONE and self.first_pool[process] != NONE:
            return self.whole_pool(self.first_pool[process])
        if process != NONE and len(self.lanes.of_process[process]) == 1:
            return self.of_lane(self.lanes.of_process[process][0])
        path, unnamed = self._process_path(process)
        fact = self._facts.processes[process] if process != NONE else None
        offset, element = (fact.offset, fact.id) if fact else (0, None)
        return self._intern(path, unnamed=unnamed, pool=False, offset=offset, element=element)

    def _intern(self, path: tuple[str, ...], *, unnamed: bool, pool: bool, offset: int, element: str | None) -> int:
        key = tuple(map(same, path))
        number = self._keys.get(key)
        if number is None:
            number = self._keys[key] = len(self.found)
            self.found.append(_Draft(path, unnamed, pool, offset, element or ""))
        return number

    # Inside or outside, and what is listed (S6, S7)

    def black_boxes(self) -> list[bool]:
        """Per pool: no node's service is its path or that of a leaf lane of it."""
        if not self._facts.pools:
            return []
        owners = set(self.of_node)
        return [
            self.whole_pool(number) not in owners
            and not any(self.of_lane(lane) in owners for lane in self._leaves_of_pool(number))
            for number in range(len(self._facts.pools))
        ]

    def _leaves_of_pool(self, pool: int) -> list[int]:
        process = self.pool_process[pool]
        return self.lanes.of_process[process] if process != NONE else []

    def external(self, black: list[bool]) -> set[int]:
        """Services of whose listed pools and leaf lanes each is a black box or lies in one; who works is not."""
        if True not in black:
            return set()
        outside: set[int] = set()
        inside = set(self.of_node)
        for pool in self._listed_pools(black):
            (outside if black[pool] else inside).add(self.whole_pool(pool))
        for number in self.lanes.leaves:
            process = self._facts.lanes[number].process
            pool = self.first_pool[process] if process != NONE else NONE
            (outside if pool != NONE and black[pool] else inside).add(self.of_lane(number))
        return outside - inside

    def _listed_pools(self, black: list[bool]) -> list[int]:
        return [pool for pool, is_black in enumerate(black) if is_black or len(self._leaves_of_pool(pool)) <= 1]

    def services(self, black: list[bool]) -> tuple[int, ...]:
        """S6 without the ends of handoffs, which the reader cannot know."""
        listed = dict.fromkeys(self.whole_pool(pool) for pool in self._listed_pools(black))
        listed.update(dict.fromkeys(self.of_lane(lane) for lane in self.lanes.leaves))
        listed.update(dict.fromkeys(self.of_node))
        return tuple(listed)

    def finished(self, external: set[int], lines: Callable[[Sequence[int]], Sequence[int]]) -> tuple[Performer, ...]:
        """The performers as the map holds them; ``lines`` turns ascending offsets into line numbers."""
        offsets = sorted({draft.offset for draft in self.found})
        line = dict(zip(offsets, lines(offsets), strict=True))
        return tuple(
            [
                Performer(
                    path=draft.path,
                    external=number in external,
                    unnamed=draft.unnamed,
                    pool=draft.pool,
                    line=line[draft.offset],
                    element=draft.element,
                )
                for number, draft in enumerate(self.found)
            ]
        )


def _no_drawing() -> Drawing:
    return Drawing([])


class _Draft:
    """A performer before it is known to be inside or outside."""

    __slots__ = ("element", "offset", "path", "pool", "unnamed")

    def __init__(self, path: tuple[str, ...], unnamed: bool, pool: bool, offset: int, element: str) -> None:
        self.path = path
        self.unnamed = unnamed
        self.pool = pool
        self.offset = offset
        self.element = element
