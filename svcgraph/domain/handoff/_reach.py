"""Which activities lie behind control nodes: strongly connected components condensed, sets carried once.

A search per activity is quadratic on rings and chains of gateways (`6-performance`). Here every weakly
connected group of control nodes is looked at once; what each node reaches is a bit mask over the
group's exits, so that the next steps cost what they print.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Edge = tuple[int, int]  # the node it leads to, the number of its flow or NONE


class Group:
    """A weakly connected group of control nodes, with the activities that its flows lead to."""

    __slots__ = ("_by_performer", "_performers", "bit", "exits")

    def __init__(self, exits: list[int], performers: Sequence[int]) -> None:
        self.exits = exits
        self.bit = {activity: number for number, activity in enumerate(exits)}
        self._performers = performers
        self._by_performer: dict[int, int] | None = None

    def of_performer(self, performer: int) -> int:
        """The mask of the exits that ``performer`` performs."""
        if self._by_performer is None:
            masks: dict[int, int] = {}
            self._by_performer = masks
            for number, activity in enumerate(self.exits):
                owner = self._performers[activity]
                masks[owner] = masks.get(owner, 0) | 1 << number
        return self._by_performer.get(performer, 0)

    def activities(self, mask: int) -> Iterator[int]:
        """The activities of ``mask``."""
        while mask:
            low = mask & -mask
            yield self.exits[low.bit_length() - 1]
            mask ^= low


class Reach:
    """What each control node reaches by walks through control nodes only.

    ``edges`` gives per node where its flows lead; ``back`` the same, reversed; ``control`` per node
    whether it is one. Groups are worked out when first asked for.
    """

    def __init__(
        self, edges: list[list[Edge]], back: list[list[Edge]], control: Sequence[bool], performers: Sequence[int]
    ) -> None:
        self.edges = edges
        self._back = back
        self._control = control
        self._performers = performers
        self.mask: list[int] = [0] * len(edges)
        self._group: list[Group | None] = [None] * len(edges)

    def group(self, node: int) -> Group:
        """The group of the control node ``node``; its members' masks are set after this."""
        group = self._group[node]
        return self._condense(self._members(node)) if group is None else group

    def leads(self, node: int, activity: int) -> bool:
        """Whether a walk through control nodes joins the control node ``node`` to ``activity``."""
        group = self._group[node] or self.group(node)
        number = group.bit.get(activity)
        return number is not None and self.mask[node] >> number & 1 == 1

    def after(self, node: int) -> list[int]:
        """The nearest activities behind the control node ``node``, in document order."""
        group = self.group(node)
        return sorted(group.activities(self.mask[node]))

    def _members(self, node: int) -> list[int]:
        seen, members = {node}, [node]
        for member in members:  # grows while it is walked
            for edges in (self.edges[member], self._back[member]):
                for other, _ in edges:
                    if self._control[other] and other not in seen:
                        seen.add(other)
                        members.append(other)
        return members

    def _condense(self, members: list[int]) -> Group:
        control = self._control
        exits = {other for member in members for other, _ in self.edges[member] if not control[other]}
        group = Group(sorted(exits), self._performers)
        for member in members:
            self._group[member] = group
        if exits and len(members) == 1:
            self.mask[members[0]] = (1 << len(exits)) - 1
        elif exits:
            self._carry(members, group.bit)
        return group

    def _carry(self, members: list[int], bit: dict[int, int]) -> None:
        """Sets the masks, component by component, those behind first (Tarjan, without recursion)."""
        control, mask = self._control, self.mask
        order: dict[int, int] = {}
        low: dict[int, int] = {}
        pending: list[int] = []
        open_nodes: set[int] = set()
        for root in members:
            if root in order:
                continue
            order[root] = low[root] = len(order)
            pending.append(root)
            open_nodes.add(root)
            path = [(root, iter(self.edges[root]))]
            while path:
                node, edges = path[-1]
                for other, _ in edges:
                    if not control[other]:
                        mask[node] |= 1 << bit[other]
                    elif other not in order:
                        order[other] = low[other] = len(order)
                        pending.append(other)
                        open_nodes.add(other)
                        path.append((other, iter(self.edges[other])))
                        break
                    elif other in open_nodes:
                        low[node] = min(low[node], order[other])
                    else:
                        mask[node] |= mask[other]
                else:
                    path.pop()
                    if low[node] == order[node]:
                        _close(node, pending, open_nodes, mask)
                    if path:
                        before = path[-1][0]
                        low[before] = min(low[before], low[node])
                        mask[before] |= mask[node]


def _close(root: int, pending: list[int], open_nodes: set[int], mask: list[int]) -> None:
    """Ends the component of ``root``: all its nodes reach what any of them reaches."""
    at = len(pending) - 1
    while pending[at] != root:
        at -= 1
    component = pending[at:]
    del pending[at:]
    together = 0
    for node in component:
        together |= mask[node]
    for node in component:
        mask[node] = together
    open_nodes.difference_update(component)
