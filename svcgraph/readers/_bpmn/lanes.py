"""The tree of lanes of one file (rules S1, S3, S5)."""

from __future__ import annotations

from svcgraph.domain.process import NONE
from svcgraph.readers._bpmn.facts import Facts, parent_of


class Lanes:
    """The tree of lanes; ``of_process`` holds per process the leaf lanes of its own lane sets."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self.children: list[list[int]] = [[] for _ in facts.lanes]
        self.depth: list[tuple[int, int]] = []
        for number, lane in enumerate(facts.lanes):
            if lane.parent != NONE:
                self.children[lane.parent].append(number)
            self.depth.append(self._depth(lane.parent, lane.owner))
        self.leaves = [number for number, children in enumerate(self.children) if not children]
        self.of_process: list[list[int]] = [[] for _ in facts.processes]
        for number in self.leaves:
            lane = facts.lanes[number]
            if lane.owner == NONE and lane.process != NONE:
                self.of_process[lane.process].append(number)

    def _depth(self, parent: int, owner: int) -> tuple[int, int]:
        """Lanes of a sub-process's own lane set lie deeper than those around the sub-process."""
        if parent != NONE:
            around, lanes = self.depth[parent]
            return around, lanes + 1
        around = 0
        while owner != NONE:
            around, owner = around + 1, parent_of(self._facts.nodes[owner])
        return around, 1

    def below(self, lane: int) -> list[int]:
        """The leaf lanes of ``lane``, in document order."""
        found, open_lanes = [], [lane]
        while open_lanes:
            number = open_lanes.pop()
            open_lanes.extend(self.children[number])
            if not self.children[number]:
                found.append(number)
        return sorted(found)
