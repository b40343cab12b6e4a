"""Any contract that a file can hold, made from the types of its parts: fields that are added are covered unasked."""

from __future__ import annotations

import types
import typing
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date, datetime
from enum import EnumType

from hypothesis import strategies as st

from svcgraph.domain.contract import Contract, Party
from svcgraph.domain.text import Text
from svcgraph.store.contracts.written import OF_THE_FILE

ID = "sales--marketing"
CHOICES = {
    ("Action", "status"): ("to start", "under way", "done", "dropped"),
    ("Indicator", "aggregate"): ("last", "mean", "median", "sum", "min", "max", "p95"),
    ("Approval", "side"): ("supplier", "client"),
    ("Contract", "languages"): ("fr", "en"),
}
STRINGS = st.one_of(
    st.sampled_from(
        ["", "no", "12", "85 %", "Été : « oui »", "a: b", "# c", "- x", "'", '"', "null", "~", "a\nb", "1e3"]
    ),
    st.text(st.characters(codec="utf-8"), max_size=12),
    st.sampled_from(
        ["Report", "un mot", "two lines\n\nof text", "tail ", " head", "tab\tbed", "[x]", "{y", "&a", "*b", "!c"]
    ),
)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(
    lambda one: one.replace(second=0, microsecond=0)
)


@st.composite
def texts(draw: st.DrawFn) -> Text:
    same = draw(STRINGS)
    made = draw(st.sampled_from([Text(), Text(same, same), Text(same, draw(STRINGS)), Text("", same)]))
    return replace(made, stale=draw(st.sampled_from(["", "", "fr", "en"]))) if made and made.fr != made.en else made


def of_type(kind: object, owner: str, name: str) -> st.SearchStrategy:
    origin = typing.get_origin(kind)
    choices = CHOICES.get((owner, name))
    if origin is tuple:
        if choices:
            return st.lists(st.sampled_from(choices), max_size=2, unique=True).map(tuple)
        return st.lists(of_type(typing.get_args(kind)[0], owner, name), max_size=3).map(tuple)
    if choices:
        return st.sampled_from(choices)
    if origin in (typing.Union, types.UnionType):
        return st.one_of(*(of_type(one, owner, name) for one in typing.get_args(kind)))
    if kind is int:
        return st.integers(1, 3)
    if isinstance(kind, EnumType):
        return st.sampled_from(list(kind))
    plain = {types.NoneType: st.none(), Text: texts(), str: STRINGS, bool: st.booleans(), date: DAYS, datetime: MOMENTS}
    return plain[kind] if kind in plain else record(kind)


def record(kind: type) -> st.SearchStrategy:
    """Some of its fields filled in, the others as they are when nobody writes them."""
    hints = typing.get_type_hints(kind)
    made = {}
    for one in fields(kind):
        if one.name in OF_THE_FILE:
            continue
        some = of_type(hints[one.name], kind.__name__, one.name)
        made[one.name] = some if one.default is MISSING else st.one_of(st.just(one.default), st.just(one.default), some)
    return st.builds(kind, **made)


def numbered(contract: Contract, *, first: int = 1) -> Contract:
    """Ids as the rules want them, references to clauses that exist, one key objective, no thing laid flat twice."""
    made = replace(
        contract,
        id=ID,
        supplier=replace(contract.supplier, service="sales"),
        client=replace(contract.client, service="marketing"),
        deliverables=_items(contract.deliverables, "d", first),
        expectations=_items(contract.expectations, "e", first),
        actions=tuple(
            replace(one, id=f"p{i}", objective=f"d{first}" if one.objective and contract.deliverables else "")
            for i, one in enumerate(contract.actions, first)
        ),
        open_points=tuple(replace(one, id=f"o{i}") for i, one in enumerate(contract.open_points, first)),
    )
    flows = tuple(replace(one, name=f"flow {i}") for i, one in enumerate(contract.laid_flat.flows, first))
    return replace(made, laid_flat=replace(contract.laid_flat, flows=flows))


def _items(items, letter, first):
    return tuple(
        replace(
            item,
            id=f"{letter}{i}",
            criteria=tuple(_criterion(one, f"{letter}{i}.c{j}") for j, one in enumerate(item.criteria, 1)),
        )
        for i, item in enumerate(items, first)
    )


def _criterion(one, clause):
    objective = one.objective and replace(
        one.objective, key=False, depends_on=(clause,) * bool(one.objective.depends_on)
    )
    answer = one.answer and replace(one.answer, expectation=clause if one.answer.expectation else "")
    return replace(
        one,
        id=clause,
        objective=objective,
        indicator=one.indicator and replace(one.indicator, id=f"{clause}.i1"),
        answer=answer,
    )


contracts = record(Contract).map(numbered)


@st.composite
def changed(draw: st.DrawFn, old: Contract) -> Contract:
    """Another contract of the pair: some parts as before, lists shuffled, with items gone and items come."""
    other = numbered(draw(record(Contract)), first=50)
    kept = {}
    for one in fields(Contract):
        before, after = getattr(old, one.name), getattr(other, one.name)
        choice = draw(st.integers(0, 3))
        if choice == 0:
            kept[one.name] = before
        elif isinstance(before, tuple) and before and is_dataclass(before[0]) and choice > 1:
            some = [item for item in draw(st.permutations(before)) if draw(st.integers(0, 3))]
            kept[one.name] = tuple(draw(st.permutations([*some, *after]))) if choice == 3 else (*some, *after)
    made = replace(other, **kept)
    clauses = {item.id for item in made.deliverables}
    return replace(
        made,
        actions=tuple(
            replace(one, objective=one.objective if one.objective in clauses else "") for one in made.actions
        ),
        supplier=replace(made.supplier, service="sales"),
        client=Party(service="marketing", representative=made.client.representative),
    )
