"""Drafts from the map, and what becomes of them beside the contracts that people negotiated.

``draft`` knows only the map; ``merge`` lets every contract of ``processes/contracts/`` win, whatever its
state. Nothing of either side disappears: what vanished from the map stays, marked; what the map shows
beyond the contract joins it as proposed; what was declined stays silent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from svcgraph.domain.contract import ClauseState, Contract, Deliverable, Evidence, Party, Presence, Serves
from svcgraph.domain.graph import ServiceGraph, ServiceHandoff
from svcgraph.domain.names import same
from svcgraph.domain.negotiation import matching
from svcgraph.domain.negotiation.promise_paths import on_path, promise_paths
from svcgraph.domain.organisation import Organisation
from svcgraph.domain.text import Text

Pair = tuple[str, str]  # supplier id, client id


def contract_id(supplier: str, client: str) -> str:
    """The id of the pair's first contract (`7-rulings` "Identity")."""
    return f"{supplier}--{client}"


def draft(graph: ServiceGraph, organisation: Organisation) -> tuple[Contract, ...]:
    """One draft per internal supplier and client pair, sorted by id (`7-rulings` "Pairs").

    Deliverables are grouped by rule O5, each with its evidence in the graph's order; everything that
    the method asks people for is left empty, but for the external promises on whose path the pair lies.
    Handoffs to and from external parties make no draft.
    """
    texts = _in_both(organisation)
    heads = {service.id: service.head for service in organisation.services}
    paths = promise_paths(graph, organisation)
    by_pair: dict[Pair, list[ServiceHandoff]] = {}
    for handoff in internal_handoffs(graph):
        by_pair.setdefault((handoff.supplier, handoff.client), []).append(handoff)
    return tuple(
        Contract(
            id=contract_id(supplier, client),
            supplier=Party(service=supplier, representative=heads.get(supplier, "")),
            client=Party(service=client, representative=heads.get(client, "")),
            serves=Serves(promises=tuple(sorted(path.promise for path in on_path(paths, (supplier, client))))),
            deliverables=tuple(_deliverables(by_pair[supplier, client], graph, texts)),
        )
        for supplier, client in sorted(by_pair)
    )


def internal_handoffs(graph: ServiceGraph) -> Iterator[ServiceHandoff]:
    """Handoffs between two services of the organisation, in the graph's order."""
    external = {service.id for service in graph.services if service.external}
    return (handoff for handoff in graph.handoffs if not {handoff.supplier, handoff.client} & external)


def _in_both(organisation: Organisation) -> dict[str, Text]:
    """The organisation's terms by "same name", to give a name of the map its other language."""
    texts: dict[str, Text] = {}
    for fr, en in organisation.terms:
        texts.setdefault(same(fr), Text(fr, en))
        texts.setdefault(same(en), Text(fr, en))
    return texts


def handoff_name(handoff: ServiceHandoff) -> str:
    """What the map calls the thing handed over: its name, or the two activities between which it passes."""
    if handoff.named:
        return handoff.deliverable
    return matching.unnamed_key(handoff.source_name, handoff.target_name)


def grouped(handoffs: Iterable[ServiceHandoff]) -> tuple[tuple[ServiceHandoff, ...], ...]:
    """The handoffs of one pair by the thing handed over (rule O5), in the order in which the maps show it."""
    groups: dict[str, list[ServiceHandoff]] = {}
    for handoff in handoffs:
        groups.setdefault(same(handoff_name(handoff)), []).append(handoff)
    return tuple(map(tuple, groups.values()))


def _deliverables(handoffs: list[ServiceHandoff], graph: ServiceGraph, texts: dict[str, Text]) -> Iterator[Deliverable]:
    for number, group in enumerate(grouped(handoffs), 1):
        yield _observed(f"d{number}", group, graph, texts)


def _observed(
    clause: str, group: tuple[ServiceHandoff, ...], graph: ServiceGraph, texts: dict[str, Text]
) -> Deliverable:
    """A mapped flow: observed, not yet a deliverable (`7-rulings`)."""
    first = group[0]
    return Deliverable(
        id=clause,
        name=texts.get(same(first.deliverable), Text(first.deliverable, first.deliverable)),
        state=ClauseState.OBSERVED,
        from_map=(handoff_name(first),),
        volume=_volume(group),
        evidence=tuple(dict.fromkeys(_evidence(handoff, graph) for handoff in group)),
        presence=Presence.ON_MAP,
        needs_name=not first.named,
    )


def _volume(group: tuple[ServiceHandoff, ...]) -> Text:
    """As the tables of steps say it, each once."""
    said = "; ".join(dict.fromkeys(handoff.volume for handoff in group if handoff.volume))
    return Text(said, said)


def _evidence(handoff: ServiceHandoff, graph: ServiceGraph) -> Evidence:
    process = graph.processes[handoff.process]
    return Evidence(
        file=handoff.file,
        process=process.process.name or process.id,
        source_id=handoff.source_id,
        source=handoff.source_name,
        target_id=handoff.target_id,
        target=handoff.target_name,
        via=handoff.via.value,
    )


def merge(
    drafts: tuple[Contract, ...], agreed: tuple[Contract, ...], organisation: Organisation | None = None
) -> tuple[Contract, ...]:
    """Drafts and contracts of people as one set, sorted by id; a contract always wins over its pair's draft.

    ``agreed`` are the contracts of ``processes/contracts/`` in any state. Parties may be named by a former
    service id, which ``organisation`` resolves. A pair with several contracts: what the map adds joins the
    first of them by id.
    """
    former = {old: service.id for service in (organisation or Organisation()).services for old in service.former_ids}
    by_pair: dict[Pair, list[Contract]] = {}
    for contract in sorted(agreed, key=lambda contract: contract.id):
        by_pair.setdefault(pair_of(contract, former), []).append(contract)
    mapped = {(draft.supplier.service, draft.client.service): draft for draft in drafts}
    merged = [contract for pair in by_pair for contract in _pair(pair, by_pair, mapped)]
    untouched = [draft for pair, draft in mapped.items() if pair not in by_pair]
    return tuple(sorted(merged + untouched, key=lambda contract: contract.id))


def pair_of(contract: Contract, former: dict[str, str] | None = None) -> Pair:
    """The contract's supplier and client, former service ids resolved."""
    names = former or {}
    supplier, client = contract.supplier.service, contract.client.service
    return names.get(supplier, supplier), names.get(client, client)


def _pair(pair: Pair, by_pair: dict[Pair, list[Contract]], mapped: dict[Pair, Contract]) -> Iterator[Contract]:
    """The contracts of one pair with the map's evidence; the first also takes what no contract knows yet."""
    seen = mapped[pair].deliverables if pair in mapped else ()
    returned = mapped[pair[::-1]].deliverables if pair[::-1] in mapped else ()
    reverse = tuple(by_pair.get((pair[1], pair[0]), ()))
    known = frozenset(
        key for contract in by_pair[pair] for item in contract.deliverables for key in matching.keys(item)
    )
    new = [item for item in seen if not (matching.keys(item) & known or matching.covering(item, reverse))]
    for contract in by_pair[pair]:
        yield _merged(contract, seen, returned, new)
        new = []


def _merged(
    contract: Contract, seen: tuple[Deliverable, ...], returned: tuple[Deliverable, ...], new: list[Deliverable]
) -> Contract:
    kept = tuple(_located(item, seen) for item in contract.deliverables)
    added = tuple(_proposed(contract, new))
    vanished = any(item.presence is Presence.VANISHED for item in kept)
    return replace(
        contract,
        deliverables=kept + added,
        expectations=tuple(_located(item, returned) for item in contract.expectations),
        merged=contract.merged or bool(added) or vanished,
    )


def _located(item: Deliverable, seen: Iterable[Deliverable]) -> Deliverable:
    """``item`` as people wrote it, with today's evidence. Without any, what the file keeps as evidence stays."""
    wanted = matching.keys(item)
    found = [other for other in seen if matching.keys(other) & wanted]
    evidence = tuple(dict.fromkeys(place for other in found for place in other.evidence))
    return replace(item, evidence=evidence or item.evidence, presence=matching.presence(item, found=bool(found)))


def _proposed(contract: Contract, new: Iterable[Deliverable]) -> Iterator[Deliverable]:
    """What the map adds, under ids that the contract never used."""
    last = max((number_of(item.id) for item in contract.deliverables), default=0)
    for number, item in enumerate(new, last + 1):
        yield replace(item, id=f"d{number}", state=ClauseState.PROPOSED)


def number_of(clause: str) -> int:
    """The number in ``d12`` or ``e3``; 0 for an id of another shape."""
    digits = clause[1:]
    return int(digits) if digits.isdecimal() else 0
