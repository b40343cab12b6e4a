"""Single places, open points and actions: what was edited, put into the contract."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Literal

from svcgraph.domain.contract import Action, Contract, Party
from svcgraph.domain.organisation import DayOff, Frequency
from svcgraph.domain.session import CountingRule, OpenPoint
from svcgraph.domain.text import Text
from svcgraph.forms._clauses import clause_of, new_id
from svcgraph.forms._edits import EditedRow, Edits
from svcgraph.forms._names import Names
from svcgraph.i18n import mark

Setter = Callable[[Contract, str, Names], Contract]
DAY_NEEDED = mark("The hour of the follow-up meeting is given without its date: it is not taken over.")
ROOM = 3  # lines for what the client lacks


def singles(contract: Contract, edits: Edits, names: Names) -> Contract:
    """All single places that were edited."""
    said = edits.places()
    for key, value in said.items():
        if key in _SETTERS:
            contract = _SETTERS[key](contract, value, names)
    contract = _lacking(contract, said, names)
    contract = _counting(contract, said)
    return _meeting(contract, said, edits)


def _text(field: Literal["title", "effect_of_loss", "escalation"]) -> Setter:
    def put(contract: Contract, value: str, names: Names) -> Contract:
        return replace(contract, **{field: names.reworded(getattr(contract, field), value)})  # type: ignore[arg-type]

    return put


def _party(side: Literal["supplier", "client"], change: Callable[[Party, str, Names], Party]) -> Setter:
    def put(contract: Contract, value: str, names: Names) -> Contract:
        changed = change(contract.supplier if side == "supplier" else contract.client, value, names)
        return replace(contract, supplier=changed) if side == "supplier" else replace(contract, client=changed)

    return put


def _day(value: str) -> date | None:
    return date.fromisoformat(value) if value else None


def _end(contract: Contract, value: str, _names: Names) -> Contract:
    """The paper prints the last day, the contract keeps the day after."""
    last = _day(value)
    return replace(contract, end=last + timedelta(days=1) if last else None)


_HEAD: tuple[tuple[str, Callable[[Party, str, Names], Party]], ...] = (
    ("head", lambda party, value, names: replace(party, representative=names.person_id(value))),
    ("deputy", lambda party, value, names: replace(party, deputy=names.person_id(value))),
    ("present", lambda party, value, names: replace(party, present=names.people_ids(value))),
)
_SETTERS: dict[str, Setter] = {
    "title": _text("title"),
    "effect_of_loss": _text("effect_of_loss"),
    "escalation": _text("escalation"),
    "no_expectations": lambda contract, value, _: replace(contract, no_expectations=bool(value)),
    "keeper": lambda contract, value, names: replace(contract, keeper=names.person_id(value)),
    "keeper_deputy": lambda contract, value, names: replace(contract, keeper_deputy=names.person_id(value)),
    "review.every": lambda contract, value, _: replace(
        contract, review=replace(contract.review, every=Frequency(value) if value else None)
    ),
    "review.participants": lambda contract, value, names: replace(
        contract, review=replace(contract.review, participants=names.people_ids(value))
    ),
    "agreement": lambda contract, value, _: replace(contract, agreed_but_for_points=value == "but"),
    "start": lambda contract, value, _: replace(contract, start=_day(value)),
    "end": _end,
    "revision": lambda contract, value, _: replace(contract, revision=_day(value)),
    **{f"supplier.{key}": _party("supplier", change) for key, change in _HEAD},
    **{f"client.{key}": _party("client", change) for key, change in _HEAD},
}


def _lacking(contract: Contract, said: dict[str, str], names: Names) -> Contract:
    if not any(key.startswith("lacking.") for key in said):
        return contract
    before = contract.laid_flat.lacking
    lines = [before[index] if index < len(before) else Text() for index in range(ROOM)]
    for index in range(ROOM):
        if f"lacking.{index + 1}" in said:
            lines[index] = names.reworded(lines[index], said[f"lacking.{index + 1}"])
    lacking = (*filter(None, lines), *before[ROOM:])
    return replace(contract, laid_flat=replace(contract.laid_flat, lacking=lacking))


def _counting(contract: Contract, said: dict[str, str]) -> Contract:
    counting = contract.counting
    struck = {rule for rule in CountingRule if not said.get(f"rule.{rule.value}", rule not in counting.struck)}
    if struck != set(counting.struck):
        counting = replace(counting, struck=tuple(rule for rule in CountingRule if rule in struck))
    if "rule.hour" in said:
        counting = replace(counting, cut_off=said["rule.hour"])
    if "rule.holiday" in said:
        counting = replace(counting, day_off=DayOff(said["rule.holiday"]) if said["rule.holiday"] else None)
    return replace(contract, counting=counting)


def _meeting(contract: Contract, said: dict[str, str], edits: Edits) -> Contract:
    if "review.day" not in said and "review.time" not in said:
        return contract
    before = contract.review.next
    day = said.get("review.day", before.date().isoformat() if before else "")
    hour = said.get("review.time", f"{before:%H:%M}" if before else "")
    if hour and not day and "review.day" not in said:
        edits.note("hour-without-day", DAY_NEEDED)
    moment = datetime.combine(date.fromisoformat(day), time.fromisoformat(hour or "00:00")) if day else None
    return replace(contract, review=replace(contract.review, next=moment))


def points(contract: Contract, edits: Edits, names: Names) -> Contract:
    """§ 7, in the order of the paper."""
    rows = edits.rows("points")
    if rows is None:
        return contract
    held = {one.id: one for one in contract.open_points}
    for gone in edits.gone("points", rows):
        edits.struck(names.text(held[gone].point) or gone)
    made: list[OpenPoint] = []
    for row in rows:
        before = held[row.id] if row.id else OpenPoint(id=new_id("o", row.number, (*held, *(one.id for one in made))))
        made.append(_point(before, row, names))
    return replace(contract, open_points=tuple(made))


def _point(point: OpenPoint, row: EditedRow, names: Names) -> OpenPoint:
    said = row.changed
    if "point" in said:
        point = replace(point, point=names.reworded(point.point, said["point"]))
    if "owner" in said:
        point = replace(point, owner=names.person_id(said["owner"]))
    return replace(point, due=_day(said["due"])) if "due" in said else point


def actions(contract: Contract, edits: Edits, names: Names) -> Contract:
    """§ 8, in the order of the paper."""
    rows = edits.rows("actions")
    if rows is None:
        return contract
    held = {one.id: one for one in contract.actions}
    for gone in edits.gone("actions", rows):
        edits.struck(names.text(held[gone].action) or gone)
    made: list[Action] = []
    for row in rows:
        before = held[row.id] if row.id else Action(id=new_id("a", row.number, (*held, *(one.id for one in made))))
        made.append(_action(before, row, contract, names))
    return replace(contract, actions=tuple(made))


def _action(action: Action, row: EditedRow, contract: Contract, names: Names) -> Action:
    said = row.changed
    for key in ("cause", "action", "effect"):
        if key in said:
            action = replace(action, **{key: names.reworded(getattr(action, key), said[key])})  # type: ignore[arg-type]
    if "owner" in said:
        action = replace(action, owner=names.person_id(said["owner"]))
    if "due" in said:
        action = replace(action, due=_day(said["due"]))
    if "status" in said:
        action = replace(action, status=said["status"] or "to start")
    return replace(action, objective=clause_of(said["objective"], contract)) if "objective" in said else action
