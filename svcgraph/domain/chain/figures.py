"""Shares of cases along a path: product, bounds, the weakest link, the contract worth bettering (`4-attainment`)."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from svcgraph.domain.attainment import IndicatorResult, Verdict
from svcgraph.domain.attainment.verdict import attained
from svcgraph.domain.chain import Cause, Lift, Link, Odds, Path, Weakest

BEHIND = (Verdict.MISSED, Verdict.AT_RISK)


def if_independent(shares: Iterable[Fraction]) -> Fraction:
    """Π aᵢ: the share of cases where every link kept its time, if independent."""
    product = Fraction(1)
    for share in shares:
        product *= share
    return product


def chain_bounds(shares: Iterable[Fraction]) -> tuple[Fraction, Fraction]:
    """max(0, Σaᵢ − (n−1)) … min aᵢ: what holds without that assumption. Raises ValueError for no share."""
    known = tuple(shares)
    return max(Fraction(0), sum(known, Fraction(0)) - (len(known) - 1)), min(known)


def odds(links: Iterable[Link]) -> Odds:
    """How often every link kept its time. What is not measured may never have been kept: the lower bound is 0."""
    shares = [link.share for link in links]
    return _odds(shares)


def _odds(shares: list[Fraction | None]) -> Odds:
    known = [share for share in shares if share is not None]
    if not known:
        return Odds(links=len(shares))
    low, high = chain_bounds(known)
    whole = len(known) == len(shares)
    return Odds(
        links=len(shares),
        measured=len(known),
        low=low if whole else Fraction(0),
        high=high,
        product=if_independent(known) if whole else None,
    )


def weakest(paths: tuple[Path, ...], promised: Fraction, results: Iterable[IndicatorResult]) -> Weakest | None:
    """The link with the lowest share on any path, and why; where none is measured, the first that should be."""
    links = tuple(dict.fromkeys(link for path in paths for link in path.links))
    measured = [link for link in links if link.share is not None]
    if not measured:
        silent = next((link for link in links if link.agreements), None)
        return Weakest(link=silent, cause=Cause.NO_DATA) if silent else None
    link = min(measured, key=lambda one: one.share if one.share is not None else Fraction(1))
    late = _late_suppliers(link, paths)
    return Weakest(link=link, cause=_cause(link, late, promised, tuple(results)), suppliers=late)


def _cause(link: Link, late: tuple[Link, ...], promised: Fraction, results: tuple[IndicatorResult, ...]) -> Cause:
    result = link.result
    if result is None or result.verdict in (Verdict.NO_DATA, Verdict.UNDETERMINED):
        return Cause.NO_DATA
    if result.verdict in BEHIND:
        return Cause.SUPPLIERS if late or _owed(link, results) else Cause.MISSED
    return Cause.TOO_LOW if result.target < promised else Cause.KEPT


def _owed(link: Link, results: tuple[IndicatorResult, ...]) -> bool:
    """Whether the client of the contract is behind with what the supplier expects of it."""
    contracts = {one.contract for one in link.agreements if not one.expectation}
    return any(one.contract in contracts and one.verdict in BEHIND for one in results)


def _late_suppliers(link: Link, paths: tuple[Path, ...]) -> tuple[Link, ...]:
    """The links that feed ``link`` on a path and are themselves behind."""
    before = (_feeding(path, link) for path in paths if link in path.links)
    behind = (one for one in before if one and one.result and one.result.verdict in BEHIND)
    return tuple(dict.fromkeys(behind))


def _feeding(path: Path, link: Link) -> Link | None:
    """What the stretch that ``link`` ends begins with."""
    for place, stretch in enumerate(path.stretches):
        if stretch.link == link:
            return path.stretches[place - 1].link if place else None
    return None


def worst(paths: tuple[Path, ...]) -> int:
    """The place of the path that is least often kept: by the product of what is measured, then by its bounds."""
    if not paths:
        return -1
    return min(range(len(paths)), key=lambda place: (_measured_product(paths[place].links, {}), place))


def lift(paths: tuple[Path, ...]) -> Lift | None:
    """Which single contract, brought to its objectives, would lift the external result most.

    The result is that of the worst path. None where every link has reached its objective.
    """
    links = tuple(dict.fromkeys(link for path in paths for link in path.links))
    behind = tuple(dict.fromkeys(link.contract for link in links if _short(link)))
    if not behind:
        return None
    gain = {contract: _result(paths, _brought(links, contract)) for contract in behind}
    best = max(behind, key=lambda contract: (gain[contract], -behind.index(contract)))
    path = paths[worst(paths)]
    raised = _brought(path.links, best)
    return Lift(
        contract=best,
        reference=next(link.reference for link in links if link.contract == best),
        before=path.odds,
        after=_odds([raised.get(link, link.share) for link in path.links]),
    )


def _short(link: Link) -> bool:
    return link.share is not None and link.result is not None and link.share < link.result.target


def _brought(links: Iterable[Link], contract: str) -> dict[Link, Fraction]:
    return {link: link.result.target for link in links if link.contract == contract and _short(link) and link.result}


def _result(paths: tuple[Path, ...], raised: dict[Link, Fraction]) -> Fraction:
    return min(_measured_product(path.links, raised) for path in paths)


def _measured_product(links: Iterable[Link], raised: dict[Link, Fraction]) -> Fraction:
    shares = (raised.get(link, link.share) for link in links)
    return if_independent(share for share in shares if share is not None)


def lowest(results: Iterable[IndicatorResult]) -> tuple[IndicatorResult | None, Fraction | None]:
    """aᵢ: the lowest attainment among objectives, and whose it is; else the first that has none."""
    found: IndicatorResult | None = None
    least: Fraction | None = None
    for one in results:
        share = attained(one)
        if found is None or (share is not None and (least is None or share < least)):
            found, least = one, share
    return found, least
