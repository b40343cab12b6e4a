"""From the tree of a YAML file to values as written, and from a value's path back to its line."""

from __future__ import annotations

from svcgraph.intake.yaml import Mapping, Node, Scalar, Sequence

Path = tuple[str | int, ...]
Written = str | None | list["Written"] | dict[str, "Written"]


def as_written(node: Node) -> Written:
    """Texts as people typed them: ``version: 1.10`` stays ``1.10``, ``id: NO`` stays ``NO``."""
    if isinstance(node, Mapping):
        return {entry.key: as_written(entry.value) for entry in node.entries}
    if isinstance(node, Sequence):
        return [as_written(item) for item in node.items]
    return None if node.value is None else node.text


def line_of(node: Node, path: Path) -> int:
    """Line of what stands at ``path``, or of the nearest thing above it that exists."""
    line = node.line
    for step in path:
        if isinstance(node, Mapping):
            entry = next((entry for entry in node.entries if entry.key == step), None)
            if entry is None:
                return line
            node, line = entry.value, entry.line
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            line = node.line
        else:
            return line
    return line


def value_at(node: Node, path: Path) -> str:
    """The text at ``path`` for a message, cut at 60 characters; empty where no single text stands."""
    for step in path:
        if isinstance(node, Mapping):
            below = node.get(str(step))
        else:
            below = node.items[step] if isinstance(node, Sequence) and isinstance(step, int) else None
        if below is None:
            return ""
        node = below
    return node.text[:60] if isinstance(node, Scalar) else ""
