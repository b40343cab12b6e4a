"""Changes that people think about, and an organisation as it would be with them. Nothing here writes anything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from svcgraph.domain.contract import Contract, Criterion, Deliverable, Objective, Party
from svcgraph.domain.graph import ServiceGraph
from svcgraph.domain.keys import node_keys
from svcgraph.domain.names import same
from svcgraph.domain.organisation import Organisation, ServiceEntry
from svcgraph.domain.process import Performer, ProcessMap
from svcgraph.domain.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveChange:
    """Another objective for a criterion of a contract (named by id or reference)."""

    contract: str
    criterion: str
    text: Text
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseChange:
    """Another objective for an external promise."""

    promise: str
    text: Text
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """One service becomes part of another."""

    service: str
    into: str
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """An activity (its key, id or name, in ``process`` if given) is done by another service."""

    activity: str
    to: str
    process: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """A service that is no longer there: nobody does what it did."""

    service: str
    line: int = 0


Change = ObjectiveChange | PromiseChange | Merge | Move | Removal


class Unknown(ValueError):
    """A change that names what does not exist, or several things; ``name`` is the word at fault."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def service_id(graph: ServiceGraph, organisation: Organisation, name: str) -> str:
    """The id of the internal service of that id, short name or name. Raises `Unknown`."""
    shorts = {entry.id: entry.short for entry in organisation.services}
    for one in graph.services:
        known = (one.id, shorts.get(one.id, ""), one.name.fr, one.name.en, *one.former_ids)
        if not one.external and same(name) in {same(word) for word in known if word}:
            return one.id
    raise Unknown(name)


def activity_key(graph: ServiceGraph, move: Move) -> str:
    """The key of the one activity that ``move`` names. Raises `Unknown` for none or several."""
    found = [
        one.key
        for one in graph.activities
        if not one.event
        and same(move.activity) in {same(one.key), same(one.place.element), same(one.place.cell), same(one.name)} - {""}
        and (not move.process or same(move.process) in _names(graph, one.process))
    ]
    if len(found) != 1:
        raise Unknown(move.activity)
    return found[0]


def _names(graph: ServiceGraph, process: int) -> set[str]:
    one = graph.processes[process]
    return {same(name) for name in (one.id, one.name.fr, one.name.en, one.file) if name}


def with_objective(contracts: Iterable[Contract], change: ObjectiveChange) -> tuple[Contract, ...]:
    """The contracts with one objective's sentence changed. Raises `Unknown` when no criterion is so named."""
    known = tuple(contracts)
    made = tuple(_changed(one, change) if _is_named(one, change) else one for one in known)
    if made == known and not any(_is_named(one, change) and _has(one, change.criterion) for one in known):
        raise Unknown(f"{change.contract} {change.criterion}")
    return made


def _is_named(contract: Contract, change: ObjectiveChange) -> bool:
    return change.contract in (contract.id, contract.reference)


def _has(contract: Contract, criterion: str) -> bool:
    groups = (*contract.deliverables, *contract.expectations)
    return any(one.id == criterion for group in groups for one in group.criteria)


def _changed(contract: Contract, change: ObjectiveChange) -> Contract:
    def groups(given: tuple[Deliverable, ...]) -> tuple[Deliverable, ...]:
        return tuple(replace(one, criteria=tuple(_sentence(item, change) for item in one.criteria)) for one in given)

    return replace(contract, deliverables=groups(contract.deliverables), expectations=groups(contract.expectations))


def _sentence(criterion: Criterion, change: ObjectiveChange) -> Criterion:
    if criterion.id != change.criterion:
        return criterion
    return replace(criterion, objective=replace(criterion.objective or Objective(), text=change.text))


def with_promise(organisation: Organisation, change: PromiseChange) -> Organisation:
    """The organisation with one promise's sentence changed. Raises `Unknown`."""
    if change.promise not in {one.id for one in organisation.promises}:
        raise Unknown(change.promise)
    promises = (
        replace(one, objective=change.text) if one.id == change.promise else one for one in organisation.promises
    )
    return replace(organisation, promises=tuple(promises))


def merged(organisation: Organisation, graph: ServiceGraph, service: str, into: str) -> Organisation:
    """``service`` (an id) known under ``into`` from now on: its names become aliases of the other's."""
    entries = {entry.id: entry for entry in organisation.services}
    gone = entries.get(service) or _entry(graph, service)
    kept = entries.get(into) or _entry(graph, into)
    names = (*gone.aliases, gone.name.fr, gone.name.en, *gone.former_names)
    taken = {same(word) for word in (*kept.aliases, kept.name.fr, kept.name.en)}
    whole = replace(
        kept,
        aliases=(*kept.aliases, *(name for name in dict.fromkeys(names) if name and same(name) not in taken)),
        actors=tuple(dict.fromkeys((*kept.actors, *gone.actors))),
        former_ids=tuple(dict.fromkeys((*kept.former_ids, gone.id, *gone.former_ids))),
    )
    others = tuple(entry for entry in organisation.services if entry.id not in (service, into))
    return replace(organisation, services=(*others, whole))


def _entry(graph: ServiceGraph, service: str) -> ServiceEntry:
    found = graph.service(service)
    return ServiceEntry(id=service, name=found.name if found else Text(service, service))


def reassigned(contracts: Iterable[Contract], service: str, into: str) -> tuple[Contract, ...]:
    """The contracts with ``into`` in the place of ``service``; one between the two is dropped."""
    made = (_party(one, service, into) for one in contracts)
    return tuple(one for one in made if one.supplier.service != one.client.service)


def _party(contract: Contract, service: str, into: str) -> Contract:
    def side(party: Party) -> Party:
        return replace(party, service=into) if party.service == service else party

    return replace(contract, supplier=side(contract.supplier), client=side(contract.client))


def without_contracts(contracts: Iterable[Contract], service: str) -> tuple[Contract, ...]:
    """The contracts to which ``service`` is no party."""
    return tuple(one for one in contracts if service not in (one.supplier.service, one.client.service))


def moved(process_map: ProcessMap, key: str, name: str) -> ProcessMap:
    """The map with one activity performed by the service called ``name``; as it is where it has no such activity."""
    keys = node_keys(process_map)
    if key not in keys:
        return process_map
    performers = [*process_map.nodes.performers]
    performers[keys.index(key)] = len(process_map.performers)
    return replace(
        process_map,
        performers=(*process_map.performers, Performer(path=(name,))),
        nodes=replace(process_map.nodes, performers=tuple(performers)),
    )


def without_services(graph: ServiceGraph, gone: frozenset[str]) -> ServiceGraph:
    """The graph with nobody doing what the services of these ids did: nothing comes from them, nothing goes to them."""
    if not gone:
        return graph
    left = tuple(one for one in graph.activities if one.service not in gone)
    keys = {one.key for one in left}
    return replace(
        graph,
        services=tuple(one for one in graph.services if one.id not in gone),
        activities=left,
        handoffs=tuple(one for one in graph.handoffs if not {one.supplier, one.client} & gone),
        steps=tuple(step for step in graph.steps if keys.issuperset(step)),
    )
