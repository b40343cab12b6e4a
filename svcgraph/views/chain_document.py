"""Chains as a document for programs; its schema is `docs/schemas/chain.schema.json`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from fractions import Fraction

from svcgraph.domain.attainment.verdict import attained
from svcgraph.domain.chain import Chain, Change, Clash, Link, Odds, Path, Stretch
from svcgraph.views.chain_sentences import sentences
from svcgraph.views.chain_words import ChainWords


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """One handoff of a path. ``contract`` None: no contract in force covers it."""

    supplier: str
    client: str
    deliverable: str
    source: str
    target: str
    contract: str | None
    reference: str | None
    clause: str | None
    time: str | None
    covered: bool
    by_activity: bool
    delivery: bool
    verdict: str | None
    objective: str | None
    share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OddsView:
    links: int
    measured: int
    low: float
    high: float
    product: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StretchView:
    clause: str | None
    link: int
    within: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PathView:
    """``links`` and those of ``stretches`` are places in the chain's ``links``."""

    links: tuple[int, ...]
    stretches: tuple[StretchView, ...]
    agreed: int | None
    open: int
    odds: OddsView


@dataclass(frozen=True, slots=True, kw_only=True)
class ClashView:
    nominal: str
    feeding: str
    fed: str | None
    arrives: str
    due: str
    needed: str | None
    late_seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    clause: str
    now: int | None
    to: int | None
    by: str | None
    instead: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesView:
    sets: tuple[tuple[ChangeView, ...], ...]
    without_floor: tuple[tuple[ChangeView, ...], ...]
    exhaustive: bool
    promise: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneView:
    clause: str
    due: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainView:
    """One thing delivered. Amounts are in ``unit``; ``critical`` and ``worst`` are places in ``paths``."""

    promise: str | None
    party: str
    deliverable: str
    objective: str | None
    fit: str
    unit: str | None
    promised: int | None
    agreed: int | None
    slack: int | None
    attained: float | None
    verdict: str | None
    links: tuple[LinkView, ...]
    paths: tuple[PathView, ...]
    critical: int | None
    worst: int | None
    loops: tuple[tuple[str, ...], ...]
    truncated: bool
    weakest: int | None
    cause: str | None
    together: OddsView
    lift: str | None
    clashes: tuple[ClashView, ...]
    margin_seconds: int | None
    changes: ChangesView
    example: tuple[MilestoneView, ...]
    uncovered: float | None
    sentences: tuple[str, ...]


def chain_json(chains: Iterable[Chain], told: ChainWords) -> str:
    """``{"chains": […]}``; words of closed lists and clause ids are the same in every language."""
    found = [asdict(_view(chain, told)) for chain in chains]
    return json.dumps({"chains": found}, ensure_ascii=False, indent=2) + "\n"


def _view(chain: Chain, told: ChainWords) -> ChainView:
    place = {link: number for number, link in enumerate(chain.links)}
    weakest = chain.weakest
    return ChainView(
        promise=chain.promise or None,
        party=chain.party,
        deliverable=told.naming.term(chain.deliverable.read(told.words.language)),
        objective=chain.objective.read(told.words.language) or None,
        fit=chain.fit.value,
        unit=chain.scale.value if chain.scale else None,
        promised=chain.promised,
        agreed=chain.agreed,
        slack=chain.slack,
        attained=_number(attained(chain.result)) if chain.result else None,
        verdict=chain.result.verdict.value if chain.result else None,
        links=tuple(_link(link, told) for link in chain.links),
        paths=tuple(_path(path, place) for path in chain.paths),
        critical=chain.critical if chain.critical >= 0 else None,
        worst=chain.worst if chain.worst >= 0 else None,
        loops=tuple(loop.activities for loop in chain.loops),
        truncated=chain.truncated,
        weakest=place[weakest.link] if weakest else None,
        cause=weakest.cause.value if weakest else None,
        together=_odds(chain.together),
        lift=chain.lift.contract if chain.lift else None,
        clashes=tuple(map(_clash, chain.clashes)),
        margin_seconds=chain.margin.elapsed if chain.margin else None,
        changes=ChangesView(
            sets=tuple(map(_changes, chain.changes.sets)),
            without_floor=tuple(map(_changes, chain.changes.bare)),
            exhaustive=chain.changes.exhaustive,
            promise=chain.changes.promise,
        ),
        example=tuple(
            MilestoneView(clause=one.clause.id, due=_moment(one.due))
            for one in (chain.example.milestones if chain.example else ())
        ),
        uncovered=_number(chain.uncovered_share),
        sentences=sentences(chain, told),
    )


def _link(link: Link, told: ChainWords) -> LinkView:
    return LinkView(
        supplier=link.handoff.supplier,
        client=link.handoff.client,
        deliverable=told.naming.term(link.handoff.deliverable),
        source=link.handoff.source,
        target=link.handoff.target,
        contract=link.contract or None,
        reference=link.reference or None,
        clause=link.clause.id if link.clause else None,
        time=told.agreed(link.clause) if link.clause else None,
        covered=link.covered,
        by_activity=link.by_activity,
        delivery=link.delivery,
        verdict=link.verdict.value if link.verdict else None,
        objective=f"{link.result.contract}/{link.result.clause}" if link.result else None,
        share=_number(link.share),
    )


def _path(path: Path, place: dict[Link, int]) -> PathView:
    return PathView(
        links=tuple(place[link] for link in path.links),
        stretches=tuple(_stretch(stretch, place) for stretch in path.stretches),
        agreed=path.agreed,
        open=path.open,
        odds=_odds(path.odds),
    )


def _stretch(stretch: Stretch, place: dict[Link, int]) -> StretchView:
    return StretchView(
        clause=stretch.clause.id if stretch.clause else None,
        link=place[stretch.link],
        within=tuple(place[link] for link in stretch.within),
    )


def _odds(odds: Odds) -> OddsView:
    return OddsView(
        links=odds.links,
        measured=odds.measured,
        low=float(odds.low),
        high=float(odds.high),
        product=_number(odds.product),
    )


def _clash(clash: Clash) -> ClashView:
    return ClashView(
        nominal=clash.nominal.isoformat(),
        feeding=clash.feeding.id,
        fed=clash.fed.id if clash.fed else None,
        arrives=_moment(clash.arrives),
        due=_moment(clash.due),
        needed=_moment(clash.needed) if clash.needed else None,
        late_seconds=clash.late,
    )


def _changes(chosen: tuple[Change, ...]) -> tuple[ChangeView, ...]:
    return tuple(
        ChangeView(
            clause=one.clause.id,
            now=one.now,
            to=one.to,
            by=_moment(one.by) if one.by else None,
            instead=_moment(one.instead) if one.instead else None,
        )
        for one in chosen
    )


def _moment(moment: datetime | date) -> str:
    return moment.isoformat()


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
