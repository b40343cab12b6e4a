"""The generated organisations with what a chain needs besides: steps, clauses with times, readings, promises outside.

Every external client is promised what it gets, four promises in five with a time; three contracts in four have a
lead time or a weekly deadline, and most of them are measured. With long names deliverables and activities have up to
60 characters too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import time
from fractions import Fraction
from itertools import pairwise
from random import Random

from bench.large_facts import facts, longer
from svcgraph.domain.attainment import Attainment, ContractResult, Counts, IndicatorResult, Verdict
from svcgraph.domain.chain import TimedClause
from svcgraph.domain.chain.build import chains
from svcgraph.domain.contract import Contract, Criterion, Deliverable
from svcgraph.domain.facts import Facts
from svcgraph.domain.graph import ServiceGraph, ServiceHandoff
from svcgraph.domain.keys import node_keys
from svcgraph.domain.objective import DayKind, Duration, Every, Kind, Recurrence, Statement, Unit
from svcgraph.domain.objective.calendar import WorkCalendar
from svcgraph.domain.organisation import Promise
from svcgraph.domain.process import Flows, NodeKind, Nodes, ProcessMap
from svcgraph.domain.text import Text
from svcgraph.sentences.say import say

SERVICES = 25  # in a process: paths of ten handoffs and more, and many of them
PASSED_ON = 0.6
CASES = 200  # of every measured clause
VERDICTS = (Verdict.MET,) * 3 + (Verdict.AT_RISK, Verdict.MISSED)
QUESTION = Text("Dossier complet et recevable ?")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Timed:
    """A contract with its clause, and how that is kept."""

    contract: Contract
    clause: TimedClause | None
    result: IndicatorResult | None


def chained(services: int, *, long: bool = False) -> Facts:
    """``services`` services, the chains to their external clients worked out."""
    made = facts(services, long=long, processes=max(1, services // SERVICES))
    random = Random(services)
    served = _served(_passed_on(made.graph, random))
    graph = _with_steps(_named(served) if long else served)
    between: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in graph.handoffs:
        between[one.supplier, one.client].append(one.deliverable)
    held = [_timed(number, one, between, random) for number, one in enumerate(made.contracts, start=1)]
    promises = tuple(_promises(graph))
    promised = [_promised(one, random) for one in promises]
    promises = tuple(replace(one, objective=_said(clause)) for one, (clause, _) in zip(promises, promised, strict=True))
    organisation = replace(made.organisation, promises=promises)
    attainment = _judged(made, held, tuple(result for _, result in promised))
    contracts = tuple(one.contract for one in held)
    clauses = [one.clause for one in held if one.clause]
    found = chains(
        graph,
        contracts,
        organisation,
        attainment,
        clauses=[*clauses, *(clause for clause, _ in promised if clause)],
        calendar=WorkCalendar(),
        as_of=made.as_of,
        promised_only=True,
    )
    return replace(
        made, graph=graph, contracts=contracts, organisation=organisation, attainment=attainment, chains=found
    )


def _passed_on(graph: ServiceGraph, random: Random) -> ServiceGraph:
    """In each process most services pass something on to the next, so that paths are long."""
    names = {one.id: one.name.fr for one in graph.services}
    acting: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for one in graph.activities:
        if one.service.startswith("service"):
            acting[one.process].append((one.service, one.key))
    like = next(one for one in graph.handoffs if one.source and one.target)
    more = []
    for process, held in sorted(acting.items()):
        for (supplier, source), (client, target) in pairwise(sorted(held, key=lambda one: _number(one[0]))):
            if random.random() < PASSED_ON:
                thing = f"Pièce de {names[supplier]}"
                more.append(replace(
                    like, supplier=supplier, client=client, deliverable=thing, process=process, source=source,
                    target=target, source_id=supplier, target_id=client, source_name="Préparer", target_name="Traiter",
                ))  # fmt: skip
    return replace(graph, handoffs=(*graph.handoffs, *more))


def _served(graph: ServiceGraph) -> ServiceGraph:
    """The last service of each process that gets something hands something to an external client."""
    outside = [one.id for one in graph.services if one.external]
    like = next(one for one in graph.handoffs if one.client in outside)
    last: dict[int, ServiceHandoff] = {}
    for one in graph.handoffs:
        if one.target and (one.process not in last or _number(one.client) > _number(last[one.process].client)):
            last[one.process] = one
    more = (
        replace(
            like, supplier=one.client, client=outside[process % len(outside)], deliverable=f"Prestation {process + 1}",
            process=process, source=one.target, source_id=one.client, source_name="Remettre",
        )
        for process, one in sorted(last.items())
    )  # fmt: skip
    return replace(graph, handoffs=(*graph.handoffs, *more))


def _number(service: str) -> int:
    return int(service.rsplit("-", 1)[1])


def _named(graph: ServiceGraph) -> ServiceGraph:
    """Deliverables and activities of up to 60 characters."""
    return replace(
        graph,
        handoffs=tuple(replace(one, deliverable=longer(Text(one.deliverable)).fr) for one in graph.handoffs),
        activities=tuple(replace(one, name=longer(Text(f"{one.name} {one.service}")).fr) for one in graph.activities),
    )


def _with_steps(graph: ServiceGraph) -> ServiceGraph:
    """Work goes on from lower numbers to higher ones; what comes back is a loop that no path takes."""
    inner = (one for one in graph.handoffs if one.source and one.target and _number(one.supplier) < _number(one.client))
    return replace(graph, steps=tuple((one.source, one.target) for one in inner))


def _timed(number: int, contract: Contract, between: dict[tuple[str, str], list[str]], random: Random) -> _Timed:
    names = tuple(dict.fromkeys(between[contract.supplier.service, contract.client.service]))
    thing = Deliverable(
        id="d1", name=Text(names[0]), from_map=names, criteria=(Criterion(id="d1.c1", text=Text("délai")),)
    )
    made = replace(contract, reference=f"CS-{number:02}", deliverables=(thing,))
    clause = _clause(made.id, made.reference, random) if random.random() < 0.75 else None
    return _Timed(contract=made, clause=clause, result=_result(made.id, "d1.c1", random))


def _clause(contract: str, reference: str, random: Random) -> TimedClause:
    return TimedClause(contract=contract, reference=reference, criterion="d1.c1", statement=_statement(random))


def _statement(random: Random, longest: int = 3) -> Statement:
    if random.random() < 0.15:
        weekly = Recurrence(every=Every.WEEK, weekday=random.randrange(5))
        return Statement(kind=Kind.DEADLINE, recurrence=weekly, clock=time(random.randint(8, 18)), strict=True)
    lasting = Duration(number=random.randint(1, longest), unit=Unit.DAY, day_kind=DayKind.WORKING)
    return Statement(kind=Kind.LEAD_TIME, duration=lasting)


def _result(contract: str, criterion: str, random: Random) -> IndicatorResult | None:
    if random.random() < 0.2:
        return None
    verdict = random.choice(VERDICTS)
    met = CASES - random.randint(0, 8) if verdict is Verdict.MET else random.randint(CASES // 2, CASES - 10)
    counts = Counts(due=CASES, known=CASES, met=met, k=met, n=CASES)
    return IndicatorResult(
        contract=contract, clause=criterion, indicator=f"{contract}/{criterion}.i1", verdict=verdict, counts=counts,
        target=Fraction(95, 100), cases=True,
    )  # fmt: skip


def _promises(graph: ServiceGraph) -> Iterator[Promise]:
    """One for each external client and thing that it gets."""
    outside = {one.id for one in graph.services if one.external}
    given = dict.fromkeys(
        (one.client, one.deliverable) for one in graph.handoffs if one.client in outside and one.supplier not in outside
    )
    for number, (party, thing) in enumerate(given, start=1):
        yield Promise(id=f"e{number}", party=party, deliverable=Text(thing), objective=Text(), from_map=(thing,))


def _promised(promise: Promise, random: Random) -> tuple[TimedClause | None, IndicatorResult | None]:
    result = _result("", promise.id, random)
    if random.random() < 0.2:
        return None, result
    return TimedClause(criterion=promise.id, statement=_statement(random, longest=12)), result


def _said(clause: TimedClause | None) -> Text:
    return Text(say(clause.statement, "fr")) if clause else Text("dès que possible")


def _judged(made: Facts, held: Sequence[_Timed], promised: Sequence[IndicatorResult | None]) -> Attainment:
    """The verdicts of the contracts as they were, with the objective behind each."""
    results = {one.contract.id: one.result for one in held}
    before = made.attainment
    if before is None:
        raise ValueError("generated organisations are judged")

    def told(one: ContractResult) -> ContractResult:
        behind = results.get(one.contract)
        return replace(one, objectives=(behind,)) if behind else one

    return replace(before, contracts=tuple(map(told, before.contracts)), promises=tuple(one for one in promised if one))


def busiest(known: Facts) -> int:
    """The process with the most handoffs."""
    handed: dict[int, int] = defaultdict(int)
    for one in known.graph.handoffs:
        handed[one.process] += 1
    return max(handed, key=lambda process: (handed[process], -process))


def with_map(known: Facts, process: int) -> tuple[Facts, ProcessMap]:
    """The map of a process, drawn from its handoffs: a start, a question behind every third activity that hands over
    more than one thing, an end behind each that hands over nothing."""
    mine = [one for one in known.graph.activities if one.process == process]
    file = known.graph.processes[process].file
    ids, names, kinds = [], [], []
    links: list[tuple[int, int, str]] = []

    def add(name: str, kind: NodeKind) -> int:
        ids.append(f"n{len(ids)}")
        names.append(name)
        kinds.append(kind)
        return len(ids) - 1

    start = add("Demande reçue", NodeKind.START)
    at = {one.key: add(one.name, NodeKind.ACTIVITY) for one in mine}
    ways: dict[str, list[str]] = defaultdict(list)
    inner = [one for one in known.graph.handoffs if one.process == process and {one.source, one.target} <= at.keys()]
    for one in inner:
        if one.target not in ways[one.source]:
            ways[one.source].append(one.target)
    reached = {target for found in ways.values() for target in found}
    for number, (key, node) in enumerate(at.items()):
        if key not in reached:
            links.append((start, node, ""))
        targets = [at[target] for target in ways[key]]
        if not targets:
            links.append((node, add("Dossier transmis", NodeKind.END), ""))
        elif len(targets) > 1 and number % 3 == 0:
            question = add(QUESTION.fr, NodeKind.CONTROL)
            links.append((node, question, ""))
            links += [(question, target, "oui" if at_ == 0 else "non") for at_, target in enumerate(targets)]
        else:
            links += [(node, target, "") for target in targets]
    made = ProcessMap(
        file=file, format="bpmn", processes=(known.graph.processes[process].process,),
        nodes=Nodes(ids=tuple(ids), names=tuple(names), kinds=tuple(kinds), lines=(0,) * len(ids)),
        flows=Flows(
            ids=tuple(f"f{number}" for number in range(len(links))),
            names=tuple(name for _, _, name in links),
            sources=tuple(source for source, _, _ in links),
            targets=tuple(target for _, target, _ in links),
            conditional=(False,) * len(links),
        ),
    )  # fmt: skip
    return _keyed(known, process, dict(zip(at, (node_keys(made)[node] for node in at.values()), strict=True))), made


def _keyed(known: Facts, process: int, keys: dict[str, str]) -> Facts:
    """Activities and handoffs of the process by the keys that the map gives them."""

    def moved(one: ServiceHandoff) -> ServiceHandoff:
        if one.process != process:
            return one
        return replace(one, source=keys.get(one.source, one.source), target=keys.get(one.target, one.target))

    graph = replace(
        known.graph,
        activities=tuple(replace(one, key=keys.get(one.key, one.key)) for one in known.graph.activities),
        handoffs=tuple(map(moved, known.graph.handoffs)),
    )
    return replace(known, graph=graph)
