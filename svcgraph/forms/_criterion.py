"""One criterion: its objective, the other side's answer, its measure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from svcgraph.domain.contract import Contract, Criterion, Dimension, Indicator, Objective
from svcgraph.domain.organisation import Frequency
from svcgraph.domain.session import Answer, AnswerKind
from svcgraph.forms._clauses import expectation_of
from svcgraph.forms._names import Names

_OBJECTIVE = ("objective", "share", "from", "to", "key", "alert")
_ANSWER = ("answer", "answer_text", "answer_expectation")
_MEASURE = ("indicator", "source", "frequency", "keeper", "deputy", "build_before", "build_by")
_TEXTS = {"objective": "text", "from": "start", "to": "stop"}


def edited(criterion: Criterion, said: dict[str, str], contract: Contract, names: Names) -> Criterion:
    """``criterion`` with the columns in ``said`` (canonical values) as they are there."""
    if "criterion" in said:
        criterion = replace(criterion, text=names.reworded(criterion.text, said["criterion"]))
    if "dimension" in said:
        criterion = replace(criterion, dimension=Dimension(said["dimension"]) if said["dimension"] else None)
    if any(key in said for key in _OBJECTIVE):
        made = _objective(criterion.objective or Objective(), said, names)
        criterion = replace(criterion, objective=made if made != Objective() else None)
    if any(key in said for key in _ANSWER):
        criterion = replace(criterion, answer=_answer(criterion.answer, said, contract, names))
    if any(key in said for key in _MEASURE):
        criterion = replace(criterion, indicator=_measure(criterion, said, names))
    return criterion


def _objective(objective: Objective, said: dict[str, str], names: Names) -> Objective:
    for key, field in _TEXTS.items():
        if key in said:
            objective = replace(objective, **{field: names.reworded(getattr(objective, field), said[key])})  # type: ignore[arg-type]
    if "share" in said:
        objective = replace(objective, share=f"{said['share']} %" if said["share"] else "")
    if "key" in said:
        objective = replace(objective, key=bool(said["key"]))
    return replace(objective, alert=said["alert"]) if "alert" in said else objective


def _answer(answer: Answer | None, said: dict[str, str], contract: Contract, names: Names) -> Answer | None:
    """None without any; a condition or proposal without a tick is a proposal."""
    before = answer or Answer(kind=AnswerKind.PROPOSES)
    kind = said.get("answer", answer.kind.value if answer else "")
    text = names.reworded(before.text, said["answer_text"]) if "answer_text" in said else before.text
    expectation = before.expectation
    if "answer_expectation" in said:
        number = said["answer_expectation"]
        expectation = expectation_of(number, contract) if number else ""
    if not kind and not text and not expectation:
        return None
    chosen = AnswerKind(kind) if kind else AnswerKind.AGREED_IF if expectation else AnswerKind.PROPOSES
    return Answer(kind=chosen, text=text, expectation=expectation)


def _measure(criterion: Criterion, said: dict[str, str], names: Names) -> Indicator | None:
    indicator = criterion.indicator or Indicator(id=f"{criterion.id}.i1")
    for key, field in (("indicator", "name"), ("source", "source")):
        if key in said:
            indicator = replace(indicator, **{field: names.reworded(getattr(indicator, field), said[key])})  # type: ignore[arg-type]
    for key in ("keeper", "deputy", "build_by"):
        if key in said:
            indicator = replace(indicator, **{key: names.person_id(said[key])})  # type: ignore[arg-type]
    if "frequency" in said:
        indicator = replace(indicator, frequency=Frequency(said["frequency"]) if said["frequency"] else None)
    if "build_before" in said:
        day = said["build_before"]
        indicator = replace(indicator, build_before=date.fromisoformat(day) if day else None)
    empty = criterion.indicator is None and indicator == Indicator(id=f"{criterion.id}.i1")
    return None if empty else indicator
