"""One department: a grid of places for its services, below its name."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from svcgraph.renderers.picture.curves import Point
from svcgraph.renderers.picture.titles import title_height
from svcgraph.views.shapes import Node

GAP_X, GAP_Y = 54.0, 40.0  # between services of a department
PAD = 22.0
LEAN = 16.0  # every other row leans, so that arrows do not run along a row of boxes


@dataclass(slots=True)
class Block:
    """A department's grid: its services in reading order, which the search permutes."""

    nodes: list[Node]
    columns: int
    cell: Point
    name: str = ""
    left: float = 0.0
    top: float = 0.0
    tall: float = 0.0  # height of its row, which all frames of the row take

    @property
    def rows(self) -> int:
        return ceil(len(self.nodes) / self.columns)

    @property
    def width(self) -> float:
        return self.columns * self.cell[0] - GAP_X + 2 * PAD + (LEAN if self.rows > 1 else 0)

    @property
    def title(self) -> float:
        """Height that the department's name takes above its services."""
        return title_height(self.name, self.width)

    @property
    def height(self) -> float:
        return self.rows * self.cell[1] - GAP_Y + 2 * PAD + self.title

    def spots(self) -> list[Point]:
        """Centres of the cells; a last row that is not full is centred."""
        found = []
        for index in range(len(self.nodes)):
            row, column = divmod(index, self.columns)
            short = self.columns - min(self.columns, len(self.nodes) - row * self.columns)
            lean = LEAN * (row % 2) if self.rows > 1 else 0.0
            x = self.left + PAD + lean + (column + short / 2 + 0.5) * self.cell[0] - GAP_X / 2
            y = (
                self.top
                + max(0.0, self.tall - self.height) / 2
                + PAD
                + self.title
                + (row + 0.5) * self.cell[1]
                - GAP_Y / 2
            )
            found.append((x, y))
        return found
