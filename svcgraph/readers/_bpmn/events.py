"""What events and messaging tasks say of messages, links and signals (rules F3, O6, deliverables)."""

from __future__ import annotations

from svcgraph.domain.names import same
from svcgraph.domain.process import NONE
from svcgraph.readers._bpmn.facts import CATCHES, THROWS, DefinitionFact, Facts
from svcgraph.readers._bpmn.references import References, find

Owned = tuple[tuple[int, DefinitionFact], ...]


def owned_definitions(facts: Facts, references: References) -> Owned:
    """Event definitions with the node that owns them; ``eventDefinitionRef`` is followed."""
    owned = list(facts.owned_definitions)
    for node, reference in facts.definition_references:
        number = find(references.definitions, reference)
        if number != NONE:
            owned.append((node, facts.definitions[number]))
    return tuple(owned)


def abrupt_ends(owned: Owned) -> frozenset[int]:
    """Nodes with an error or cancel definition (F5)."""
    return frozenset(node for node, definition in owned if definition.kind in ("error", "cancel"))


def message_names(facts: Facts, references: References, owned: Owned) -> tuple[tuple[int, str], ...]:
    """Per node the names of its own message and those of its event definitions."""
    wanted = facts.message_references + [
        (node, definition.reference)
        for node, definition in owned
        if definition.kind == "message" and definition.reference is not None
    ]
    named = []
    for node, reference in wanted:
        number = find(references.messages, reference)
        if number != NONE and facts.messages[number][1]:
            named.append((node, facts.messages[number][1]))
    return tuple(named)


def receivers(facts: Facts, references: References, owned: Owned) -> frozenset[int]:
    """O6: the nodes that wait for a message by their kind: receive tasks, events that catch a message."""
    catching = (node for node, definition in owned if definition.kind == "message")
    return frozenset(facts.receive_tasks).union(node for node in catching if references.columns.sides[node] == CATCHES)


def signals(
    facts: Facts, references: References, owned: Owned
) -> tuple[tuple[tuple[int, str], ...], tuple[tuple[int, str], ...]]:
    """O6: the nodes that throw and those that catch a signal, with its name, else ``#id``."""
    throws: list[tuple[int, str]] = []
    catches: list[tuple[int, str]] = []
    for node, definition in owned:
        if definition.kind == "signal" and definition.reference:
            number = find(references.signals, definition.reference)
            name = facts.signals[number][1] if number != NONE else ""
            (throws if references.columns.sides[node] == THROWS else catches).append(
                (node, name or "#" + definition.reference.strip())
            )
    return tuple(throws), tuple(catches)


def links(facts: Facts, references: References, owned: Owned) -> tuple[tuple[int, int], ...]:
    """F3: throw link event → catch link event of the same process, by name or by target and source."""
    ends = [(node, definition) for node, definition in owned if definition.kind == "link"]
    if not ends:
        return ()
    labels = _Labels(facts, references)
    catches: dict[object, list[int]] = {}
    for node, definition in ends:
        if references.columns.sides[node] == CATCHES:
            for label in labels.of_catch(node, definition):
                catches.setdefault((references.columns.processes[node], label), []).append(node)
    found = {
        (node, catch)
        for node, definition in ends
        if references.columns.sides[node] == THROWS
        for label in labels.of_throw(node, definition)
        for catch in catches.get((references.columns.processes[node], label), ())
    }
    return tuple(sorted(found))


class _Labels:
    """What a throw and a catch link event must share: a name, or a definition that one points at.

    A catch is labelled with its own definition, a throw with every definition joined to its own by a
    ``target`` or ``source`` element in either.
    """

    def __init__(self, facts: Facts, references: References) -> None:
        self._references = references
        self._joined: dict[DefinitionFact, list[DefinitionFact]] = {}
        for definition in facts.definitions:
            for point in definition.points:
                number = find(references.definitions, point)
                if number != NONE:
                    other = facts.definitions[number]
                    self._joined.setdefault(definition, []).append(other)
                    self._joined.setdefault(other, []).append(definition)

    def of_catch(self, node: int, definition: DefinitionFact) -> set[object]:
        return {*self._names(node, definition), definition}

    def of_throw(self, node: int, definition: DefinitionFact) -> set[object]:
        return {*self._names(node, definition), *self._joined.get(definition, ())}

    def _names(self, node: int, definition: DefinitionFact) -> set[str]:
        return {same(name) for name in (self._references.columns.names[node], definition.name) if name}
