"""How each arrow stands: the state of a pair of services or of a promise, from contracts and attainment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from svcgraph.domain.attainment import Attainment, ContractResult, Verdict
from svcgraph.domain.contract import Contract, Status
from svcgraph.domain.graph import Service, ServiceGraph, ServiceHandoff
from svcgraph.domain.names import same
from svcgraph.domain.organisation import Organisation, Promise
from svcgraph.i18n import Words, mark
from svcgraph.views.attainment_words import measured_words
from svcgraph.views.shapes import WORST_FIRST, State
from svcgraph.views.wording import Wording

STATES = {
    Verdict.MET: State.MET,
    Verdict.AT_RISK: State.AT_RISK,
    Verdict.MISSED: State.MISSED,
    Verdict.UNDETERMINED: State.UNKNOWN,
    Verdict.NO_DATA: State.UNKNOWN,
    Verdict.ON_TRACK: State.ON_TRACK,
    Verdict.SECURED: State.ON_TRACK,
    Verdict.OPEN: State.NEUTRAL,
    Verdict.NOT_DUE: State.NEUTRAL,
    Verdict.NOT_MEASURABLE: State.NEUTRAL,
}
# What a contract's verdict is called (`1-method`); an objective's words differ in French.
CONTRACT_WORDS = {
    Verdict.MET: mark("contract met"),
    Verdict.AT_RISK: mark("contract at risk"),
    Verdict.MISSED: mark("contract missed"),
    Verdict.UNDETERMINED: mark("not enough readings"),
    Verdict.NO_DATA: mark("not measured"),
    Verdict.ON_TRACK: mark("on track"),
    Verdict.SECURED: mark("secured"),
    Verdict.OPEN: mark("not decided yet"),
    Verdict.NOT_DUE: mark("nothing due"),
    Verdict.NOT_MEASURABLE: mark("not measurable"),
}
STATUS_WORDS = {
    Status.DRAFT: mark("draft"),
    Status.PROPOSED: mark("proposed"),
    Status.NEGOTIATION: mark("in negotiation"),
    Status.AGREED: mark("agreed, not started"),
    Status.ACTIVE: mark("in force"),
    Status.SUSPENDED: mark("suspended"),
    Status.ENDED: mark("ended"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """``word`` is a message id: how the pair stands, in words. ``met`` of ``judged`` objectives, 0 of 0 if none.

    Of several contracts or promises the worst (`7-rulings`); ``others`` are the states of those that stand better.
    """

    state: State
    word: str
    met: int = 0
    judged: int = 0
    flag: bool = False
    others: tuple[State, ...] = ()
    contracts: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()  # ids, of what passes to an external party
    expectation: bool = False  # covered by an expectation of the contract the other way round


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Everything that passes from one service to another: one arrow."""

    supplier: str
    client: str
    deliverables: tuple[str, ...]
    handoffs: int
    standing: Standing

    @property
    def id(self) -> str:
        return f"{self.supplier}--{self.client}"


FLOW = Standing(state=State.FLOW, word=mark("mapped flow"))
DRAFT = Standing(state=State.DRAFT, word=STATUS_WORDS[Status.DRAFT])
EXPECTED = Standing(state=State.NEUTRAL, word=mark("expected input"))
NO_PROMISE = Standing(state=State.NEUTRAL, word=mark("nothing promised"))
PROMISED = Standing(state=State.NEUTRAL, word=mark("promised, not judged"))


class Judge:
    """Looks standings and words up; everything is indexed once, so that 250 services stay quick."""

    def __init__(
        self,
        graph: ServiceGraph,
        contracts: Sequence[Contract],
        attainment: Attainment | None,
        organisation: Organisation,
        words: Words,
        *,
        bare: bool = False,
    ) -> None:
        wording = Wording(graph, organisation, words)
        self.term, self.translated = wording.term, wording.translated
        self.services = {service.id: service for service in graph.services}
        self.bare = bare
        self.attainment = attainment
        self._references = {contract.id: contract.reference for contract in contracts}
        self._results = {result.contract: result for result in attainment.contracts} if attainment else {}
        self._promises = {result.clause: result for result in attainment.promises} if attainment else {}
        self._contracts: dict[tuple[str, str], list[Contract]] = defaultdict(list)
        for contract in contracts:
            self._contracts[contract.supplier.service, contract.client.service].append(contract)
        self._promised: dict[str, list[Promise]] = defaultdict(list)
        for promise in organisation.promises:
            self._promised[promise.party].append(promise)

    def standing(self, supplier: str, client: str, deliverables: Iterable[str]) -> Standing:
        """How what ``supplier`` hands to ``client`` stands."""
        if self.bare:
            return FLOW
        if self._external(supplier):
            return EXPECTED
        if self._external(client):
            return self._promise(client, deliverables)
        return self._contract(supplier, client, tuple(deliverables))

    def about(self, standing: Standing, words: Words) -> str:
        """Which contract or promises it is about, how a promise is measured: "CS-05", "E1 69.9 % for 90 % · 4 of 6"."""
        references = [self._references.get(one, "") for one in standing.contracts]
        return ", ".join(filter(None, (*references, *(self._measured(one, words) for one in standing.promises))))

    def _measured(self, promise: str, words: Words) -> str:
        result = self._promises[promise]
        return f"{promise.upper()} {measured_words(result, words)}".strip()

    def _external(self, service: str) -> bool:
        return service in self.services and self.services[service].external

    def _promise(self, party: str, deliverables: Iterable[str]) -> Standing:
        names = {same(name) for name in deliverables}
        mine = [promise for promise in self._promised[party] if names & _mapped(promise)]
        found = [self._promises[promise.id] for promise in mine if promise.id in self._promises]
        if not found:
            return PROMISED if mine else NO_PROMISE
        worst = min(found, key=lambda result: WORST_FIRST.index(STATES[result.verdict]))
        others = _better((STATES[result.verdict] for result in found), STATES[worst.verdict])
        return Standing(state=STATES[worst.verdict], word=PROMISE_WORDS[worst.verdict], others=others,
                        promises=tuple(one.clause for one in found))  # fmt: skip

    def _contract(self, supplier: str, client: str, deliverables: tuple[str, ...]) -> Standing:
        contracts = self._contracts[supplier, client]
        binding = [contract for contract in contracts if self._in_force(contract)]
        if not binding and (covered := self._expectation(supplier, client, deliverables)):
            return covered
        standings = [self._of(contract) for contract in binding or contracts]
        worst = min(standings, key=lambda one: WORST_FIRST.index(one.state), default=DRAFT)
        return replace(worst, others=_better((one.state for one in standings), worst.state))

    def _in_force(self, contract: Contract) -> bool:
        return contract.in_force(self.attainment.as_of) if self.attainment else contract.status.binding

    def _of(self, contract: Contract) -> Standing:
        if not self._in_force(contract):
            return _not_in_force(contract)
        result = self._results.get(contract.id)
        if result is None:
            return Standing(state=State.NEUTRAL, word=STATUS_WORDS[Status.ACTIVE], contracts=(contract.id,))
        return Standing(
            state=STATES[result.verdict],
            word=CONTRACT_WORDS[result.verdict],
            met=result.met,
            # "0 of 1" beside "not measured" would read as a miss
            judged=0 if result.verdict is Verdict.NO_DATA else result.judged,
            flag=_one_missed(result),
            contracts=(contract.id,),
        )

    def _expectation(self, supplier: str, client: str, deliverables: tuple[str, ...]) -> Standing | None:
        """A reverse flow that an expectation covers counts as covered (`7-rulings`, From flows to contracts)."""
        names = set(map(same, deliverables))
        for contract in self._contracts.get((client, supplier), ()):
            covered = {
                same(name) for item in contract.expectations for name in (item.name.fr, item.name.en, *item.from_map)
            }
            result = self._results.get(contract.id)
            if self._in_force(contract) and names & covered and result:
                verdict = result.expectations_verdict
                return Standing(
                    state=STATES[verdict], word=EXPECTATION_WORDS[verdict], contracts=(contract.id,), expectation=True
                )
        return None


PROMISE_WORDS = {
    Verdict.MET: mark("promise met"),
    Verdict.AT_RISK: mark("promise at risk"),
    Verdict.MISSED: mark("promise missed"),
} | {
    verdict: word
    for verdict, word in CONTRACT_WORDS.items()
    if STATES[verdict] not in (State.MET, State.AT_RISK, State.MISSED)
}
EXPECTATION_WORDS = {
    Verdict.MET: mark("expectation met"),
    Verdict.AT_RISK: mark("expectation at risk"),
    Verdict.MISSED: mark("expectation missed"),
} | {
    verdict: word
    for verdict, word in CONTRACT_WORDS.items()
    if STATES[verdict] not in (State.MET, State.AT_RISK, State.MISSED)
}


def _mapped(promise: Promise) -> set[str]:
    names = (*promise.from_map, promise.deliverable.fr, promise.deliverable.en)
    return {same(name) for name in names if name}


def _better(states: Iterable[State], worst: State) -> tuple[State, ...]:
    """The other states that have a sign, the worst first."""
    found = set(states) - {worst, State.NEUTRAL, State.FLOW}
    return tuple(state for state in WORST_FIRST if state in found)


def _not_in_force(contract: Contract) -> Standing:
    grey = {Status.SUSPENDED: State.SUSPENDED, Status.ENDED: State.NEUTRAL}
    state = grey.get(contract.status, State.DRAFT)
    return Standing(state=state, word=STATUS_WORDS[contract.status], contracts=(contract.id,))


def _one_missed(result: ContractResult) -> bool:
    """An arrow is marked when one of its objectives is missed though the contract is not (`7-rulings`)."""
    missed = any(objective.verdict is Verdict.MISSED for objective in result.objectives)
    return missed and result.verdict is not Verdict.MISSED


def pairs(graph: ServiceGraph, judge: Judge, handoffs: Iterable[ServiceHandoff] | None = None) -> tuple[Pair, ...]:
    """One pair per supplier and client, in the order of the services. External to external is only listed."""
    grouped: dict[tuple[str, str], list[ServiceHandoff]] = defaultdict(list)
    for handoff in graph.handoffs if handoffs is None else handoffs:
        grouped[handoff.supplier, handoff.client].append(handoff)
    order = {service.id: index for index, service in enumerate(graph.services)}
    kept = [key for key in grouped if not _both_external(judge.services, key)]
    return tuple(
        _pair(*key, grouped[key], judge) for key in sorted(kept, key=lambda key: (order[key[0]], order[key[1]]))
    )


def _both_external(services: dict[str, Service], key: tuple[str, str]) -> bool:
    return services[key[0]].external and services[key[1]].external


def _pair(supplier: str, client: str, handoffs: Sequence[ServiceHandoff], judge: Judge) -> Pair:
    names = tuple(dict.fromkeys(handoff.deliverable for handoff in handoffs))
    return Pair(
        supplier=supplier,
        client=client,
        deliverables=names,
        handoffs=len(handoffs),
        standing=judge.standing(supplier, client, names),
    )
