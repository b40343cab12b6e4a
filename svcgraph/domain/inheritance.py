"""What a contract does not say of itself: from the supplier's department, else from the organisation.

The value that stands in the contract wins. What is inherited is named in `Contract.inherited`, by the key that would
hold it: `as_written` takes it out again, and nothing of it is ever written into a person's file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from typing import Any

from svcgraph.domain.contract import Contract, Deliverable, Indicator, Review
from svcgraph.domain.organisation import Defaults, Organisation
from svcgraph.domain.session import PRINTED_RULES, CountingRule

_PLAIN = (
    *("escalation", "amendment", "notice", "renewal", "confidentiality", "continuity"),
    *("minimum_sample", "keeper", "keeper_deputy"),
)
_REVIEW = ("every", "rule", "participants")
_COUNTING = {"cut_off": CountingRule.CUT_OFF, "day_off": CountingRule.DAY_OFF}


def with_defaults(contract: Contract, organisation: Organisation) -> Contract:
    """``contract`` with all that it inherits; `resolver` for many of them."""
    return resolver(organisation)(contract)


def resolver(organisation: Organisation) -> Callable[[Contract], Contract]:
    """`with_defaults` of one organisation, with its departments looked up once."""
    of_department = {one.id: _over(one.defaults, organisation.defaults) for one in organisation.departments}
    of_service = {
        known: of_department[one.department]
        for one in organisation.services
        for known in (one.id, *one.former_ids)
        if one.department in of_department
    }

    def resolved(contract: Contract) -> Contract:
        return _filled(contract, of_service.get(contract.supplier.service, organisation.defaults))

    return resolved


def _over(own: Defaults, general: Defaults) -> Defaults:
    """The department's defaults, and the organisation's where it has none of its own."""
    return Defaults(**{one.name: getattr(own, one.name) or getattr(general, one.name) for one in fields(Defaults)})


def _filled(contract: Contract, defaults: Defaults) -> Contract:
    said = as_written(contract)
    plain = _missing(said, defaults, _PLAIN)
    review = _missing(said.review, defaults, _REVIEW)
    open_rules = [key for key, rule in _COUNTING.items() if rule not in said.counting.struck]
    counting = _missing(said.counting, defaults, open_rules)
    made = replace(said, **plain, review=replace(said.review, **review), counting=replace(said.counting, **counting))
    named = (*plain, *(f"review.{key}" for key in review), *(f"counting.{key}" for key in counting))
    return _with_keepers(made, named)


def _missing(part: object, defaults: Defaults, keys: Iterable[str]) -> dict[str, Any]:
    """What ``part`` leaves empty and the defaults hold."""
    return {key: getattr(defaults, key) for key in keys if not getattr(part, key) and getattr(defaults, key)}


def _with_keepers(contract: Contract, named: tuple[str, ...]) -> Contract:
    """Indicators that name nobody are kept by the contract's own keeper (`9-forms` § 6)."""
    if not (contract.keeper or contract.keeper_deputy):
        return replace(contract, inherited=named) if named else contract
    taken: list[str] = []

    def kept(indicator: Indicator) -> Indicator:
        people = {"keeper": contract.keeper, "deputy": contract.keeper_deputy}
        new: dict[str, Any] = {key: who for key, who in people.items() if who and not getattr(indicator, key)}
        taken.extend(f"{indicator.id}.{key}" for key in new)
        return replace(indicator, **new) if new else indicator

    made = _indicators(contract, kept)
    inherited = (*named, *taken)
    return replace(made, inherited=inherited) if inherited else made


def _indicators(contract: Contract, change: Callable[[Indicator], Indicator]) -> Contract:
    def clause(item: Deliverable) -> Deliverable:
        criteria = (replace(one, indicator=change(one.indicator)) if one.indicator else one for one in item.criteria)
        return replace(item, criteria=tuple(criteria))

    return replace(
        contract,
        deliverables=tuple(map(clause, contract.deliverables)),
        expectations=tuple(map(clause, contract.expectations)),
    )


def as_written(contract: Contract) -> Contract:
    """``contract`` without what it inherits: as its file says."""
    if not contract.inherited:
        return contract
    plain = {key: _EMPTY[key] for key in contract.inherited if key in _EMPTY}
    review = {key: getattr(_NO_REVIEW, key) for key in _REVIEW if f"review.{key}" in contract.inherited}
    counting = {key: getattr(PRINTED_RULES, key) for key in _COUNTING if f"counting.{key}" in contract.inherited}
    made = replace(
        contract,
        **plain,
        review=replace(contract.review, **review),
        counting=replace(contract.counting, **counting),
        inherited=(),
    )
    return _indicators(made, lambda one: _unkept(one, contract.inherited))


def inherited_values(contract: Contract) -> Iterator[tuple[str, Any]]:
    """What ``contract`` inherits: each key with its value, in the order of `Contract.inherited`."""
    items = (*contract.deliverables, *contract.expectations)
    parts: dict[str, Any] = {
        "": contract,
        "review": contract.review,
        "counting": contract.counting,
        **{one.indicator.id: one.indicator for item in items for one in item.criteria if one.indicator},
    }
    for key in contract.inherited:
        part, _, name = key.rpartition(".")
        yield key, getattr(parts[part], name)


def _unkept(indicator: Indicator, inherited: tuple[str, ...]) -> Indicator:
    gone: dict[str, Any] = {key: "" for key in ("keeper", "deputy") if f"{indicator.id}.{key}" in inherited}
    return replace(indicator, **gone) if gone else indicator


_NO_REVIEW = Review()
_EMPTY: dict[str, Any] = {one.name: one.default for one in fields(Contract) if one.name in _PLAIN}
