"""Where the values of a YAML tree stand."""

from __future__ import annotations

from dataclasses import dataclass

from svcgraph.errors import Place
from svcgraph.intake.yaml import Mapping, Node, Sequence
from svcgraph.store.contracts.lines import Path, line_of, value_at


@dataclass(slots=True)
class TreeSource:
    """Lines of a file: `store.validated.Source` for YAML."""

    tree: Node
    file: str

    def place(self, path: Path) -> Place:
        return Place(file=self.file, line=line_of(self.tree, path))

    def value(self, path: Path) -> str:
        return value_at(self.tree, path)

    def leave_out(self, path: Path) -> None:
        node: Node | None = self.tree
        for step in path[:-1]:
            if isinstance(node, Mapping):
                node = node.get(str(step))
            elif isinstance(node, Sequence) and isinstance(step, int):
                node = node.items[step]
        last = path[-1]
        if isinstance(node, Mapping):
            node.entries = [entry for entry in node.entries if entry.key != last]
        elif isinstance(node, Sequence) and isinstance(last, int):
            del node.items[last]
