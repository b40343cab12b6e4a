"""What a build found, in a few lines: the figures a reader asks for first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from svcgraph.domain.attainment import Attainment, ContractResult, IndicatorResult, Verdict
from svcgraph.domain.chain import Chain
from svcgraph.domain.contract import Contract, Status
from svcgraph.domain.graph import ServiceGraph
from svcgraph.domain.negotiation.promise_paths import promise_paths
from svcgraph.domain.organisation import Organisation, Promise, promise_reference
from svcgraph.i18n import Words, mark
from svcgraph.views.attainment_words import CONTRACT_WORDS, count_words, counted_words, verdict_words
from svcgraph.views.dates import dated

FAILING = (Verdict.MISSED, Verdict.AT_RISK)
# as the reader should hear them: worst first (`7-rulings`)
ORDER = (Verdict.MISSED, Verdict.AT_RISK, Verdict.UNDETERMINED, Verdict.NO_DATA, Verdict.MET)


def summary(
    graph: ServiceGraph,
    contracts: Sequence[Contract],
    attainment: Attainment,
    organisation: Organisation,
    words: Words,
    *,
    chains: Sequence[Chain],
) -> Iterator[str]:
    """What the maps hold, how the contracts stand, and each external promise that is missed or at risk, and why."""
    yield _held(graph, contracts, words)
    if attainment.contracts:
        yield words(mark("Contracts in force: {counts}."), counts=_counted(attainment.contracts, words))
        yield dated(attainment, attainment.as_of, words)
    results = {result.clause: result for result in attainment.promises}
    for path in promise_paths(graph, organisation, attainment):
        promise = next(one for one in organisation.promises if one.id == path.promise)
        result = results.get(promise.id)
        if result and result.verdict in FAILING:
            yield _promise(promise, result, organisation, words)
            chain = next((one for one in chains if one.promise == path.promise), None)
            yield "  " + _why(chain.contracts if chain else (), attainment, words)


def _held(graph: ServiceGraph, contracts: Sequence[Contract], words: Words) -> str:
    external = {service.id for service in graph.services if service.external}
    return words(
        mark(
            "{services} services, {processes} processes, {handoffs} handoffs, {between} of them between services; "
            "{drafts} drafts of contracts."
        ),
        services=len(graph.services) - len(external),
        processes=len(graph.processes),
        handoffs=len(graph.handoffs),
        between=sum(not {handoff.supplier, handoff.client} & external for handoff in graph.handoffs),
        drafts=sum(contract.status is Status.DRAFT for contract in contracts),
    )


def _counted(results: Sequence[ContractResult], words: Words) -> str:
    counts = Counter(result.verdict for result in results)
    return counted_words(((verdict, counts[verdict]) for verdict in ORDER if counts[verdict]), CONTRACT_WORDS, words)


def _promise(promise: Promise, result: IndicatorResult, organisation: Organisation, words: Words) -> str:
    party = next((one.name for one in organisation.externals if one.id == promise.party), None)
    return words(
        mark("{id} {deliverable} ({party}, {objective}): {verdict}, {count}"),
        id=promise_reference(promise.id),
        deliverable=promise.deliverable.read(words.language),
        party=party.read(words.language) if party else promise.party,
        objective=promise.objective.read(words.language),
        verdict=verdict_words(result, words),
        count=count_words(result, words),
    )


def _why(on_path: Sequence[str], attainment: Attainment, words: Words) -> str:
    """How the contracts on the promise's path stand: all kept inside and missed outside is said in words."""
    judged = [result for result in attainment.contracts if result.contract in on_path]
    if not judged:
        return words(mark("No contract in force on its path."))
    if all(result.verdict is Verdict.MET for result in judged):
        return words(
            mark(
                "All {n} contracts in force on its path are kept: keeping them is not enough. See the times they agree."
            ),
            n=len(judged),
        )
    return words(mark("Contracts in force on its path: {counts}."), counts=_counted(judged, words))
