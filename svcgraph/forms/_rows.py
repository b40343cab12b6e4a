"""The rows of the form's tables: clauses of the contract, each under its id."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from svcgraph.domain.clause_numbers import number
from svcgraph.domain.contract import Action, ClauseState, Contract, Criterion, Deliverable, Indicator, Objective
from svcgraph.domain.negotiation.records import split_id
from svcgraph.domain.session import ObservedFlow, OpenPoint
from svcgraph.forms._names import Names
from svcgraph.forms.values import YES
from svcgraph.forms.wording import printable
from svcgraph.views.wording import Wording

Values = dict[str, str]
Rows = Iterator[tuple[str, Values]]
MOST_DELIVERABLES, MOST_CRITERIA = 4, 2
ROOM = 4  # rows of criteria, blank ones too, beside which a blank deliverable with two more finds room
EXPECTATIONS, POINTS, ACTIONS = 4, 3, 4


def rows_of(table_id: str, contract: Contract, names: Names, wording: Wording) -> Rows:
    """Row ids and values by column of one table; a column that is left out is empty."""
    return _ROWS[table_id](contract, names, wording)


def in_block(item: Deliverable) -> bool:
    """Whether a deliverable has a block of its own in § 4; what was declined has none."""
    return item.state is not ClauseState.DECLINED


def _flat(contract: Contract, names: Names, wording: Wording) -> Rows:
    said = {flow.name: flow for flow in contract.laid_flat.flows}
    for item in contract.deliverables:
        if not item.from_map:
            continue
        flow = next((said[name] for name in item.from_map if name in said), ObservedFlow(name=""))
        yield (
            item.id,
            {
                "number": number(item.id),
                "thing": printable(item, wording),
                "step": wording.listed(_steps(item, wording)),
                "rhythm": names.text(flow.rhythm or item.volume),
                "decision": flow.decision.value if flow.decision else _decided(item),
                "group_with": number(flow.group_with) if flow.group_with else "",
                "remark": names.text(flow.remark),
            },
        )


def _decided(item: Deliverable) -> str:
    """A deliverable that was negotiated already is under agreement: the client need not tick it again."""
    return "contract" if item.state is ClauseState.NEGOTIATED else ""


def _steps(item: Deliverable, wording: Wording) -> Iterator[str]:
    seen: dict[str, None] = {}
    for one in item.evidence:
        seen.setdefault(f"{wording.term(one.process)}, {wording.term(one.source)}")
    yield from seen


def _deliverables(contract: Contract, names: Names, wording: Wording) -> Rows:
    for item in filter(in_block, contract.deliverables):
        yield (
            item.id,
            {
                "number": number(item.id),
                "name": printable(item, wording) if item.needs_name else names.text(item.name),
                "form": names.text(item.form),
                "channel": names.text(item.channel),
                "receiver": names.text(item.receiver),
                "volume": names.text(item.volume),
            },
        )


def _criteria(contract: Contract, names: Names, _wording: Wording) -> Rows:
    for item in filter(in_block, contract.deliverables):
        for criterion in item.criteria:
            values = {"deliverable": number(item.id), "number": number(criterion.id)}
            yield criterion.id, values | _clause(criterion, names)


def _clause(criterion: Criterion, names: Names) -> Values:
    objective = criterion.objective or Objective()
    answer = criterion.answer
    return {
        "criterion": names.text(criterion.text),
        "dimension": criterion.dimension.value if criterion.dimension else "",
        "objective": names.text(objective.text),
        "share": objective.share.rstrip(" %\u202f\u00a0").replace(",", "."),
        "from": names.text(objective.start),
        "to": names.text(objective.stop),
        "key": YES if objective.key else "",
        "alert": objective.alert,
        "answer": answer.kind.value if answer else "",
        "answer_text": names.text(answer.text) if answer else "",
        "answer_expectation": number(answer.expectation) if answer and answer.expectation else "",
        **_measure(criterion.indicator, names),
    }


def _measure(indicator: Indicator | None, names: Names) -> Values:
    if indicator is None:
        return {}
    return {
        "indicator": names.text(indicator.name),
        "source": names.text(indicator.source),
        "frequency": indicator.frequency.value if indicator.frequency else "",
        "keeper": names.person(indicator.keeper),
        "deputy": names.person(indicator.deputy),
        "build_before": indicator.build_before.isoformat() if indicator.build_before else "",
        "build_by": names.person(indicator.build_by),
    }


def _expectations(contract: Contract, names: Names, _wording: Wording) -> Rows:
    for item in filter(in_block, contract.expectations):
        for criterion in item.criteria or (None,):
            clause = criterion.id if criterion else item.id
            values = {"number": number(clause), "thing": names.text(item.name), "excuses": _excuses(contract, clause)}
            yield clause, values | (_expected(criterion, names) if criterion else {})


def _expected(criterion: Criterion, names: Names) -> Values:
    wanted = ("criterion", "objective", "share", "answer", "answer_text", "keeper", "deputy")
    return {key: value for key, value in _clause(criterion, names).items() if key in wanted}


def _excuses(contract: Contract, clause: str) -> str:
    """The numbers of the objectives that hang on an expectation."""
    found = (
        number(criterion.id)
        for item in contract.deliverables
        for criterion in item.criteria
        if criterion.objective and clause in criterion.objective.depends_on
    )
    return "; ".join(found)


def _points(contract: Contract, names: Names, _wording: Wording) -> Rows:
    def row(point: OpenPoint) -> Values:
        due = point.due.isoformat() if point.due else ""
        text = names.text(point.point)
        return {"number": number(point.id), "point": text, "owner": names.person(point.owner), "due": due}

    return ((point.id, row(point)) for point in contract.open_points)


def _actions(contract: Contract, names: Names, _wording: Wording) -> Rows:
    def row(action: Action) -> Values:
        return {
            "number": number(action.id),
            "cause": names.text(action.cause),
            "action": names.text(action.action),
            "owner": names.person(action.owner),
            "due": action.due.isoformat() if action.due else "",
            "status": action.status,
            "effect": names.text(action.effect),
            "objective": number(action.objective) if action.objective else "",
        }

    return ((action.id, row(action)) for action in contract.actions)


_ROWS: dict[str, Callable[[Contract, Names, Wording], Rows]] = {
    "flat": _flat,
    "deliverables": _deliverables,
    "criteria": _criteria,
    "expectations": _expectations,
    "points": _points,
    "actions": _actions,
}


def next_number(clauses: Iterator[str], letter: str) -> int:
    """One more than the highest number in use: ids are never given twice."""
    return 1 + max((split_id(clause)[1] for clause in clauses if split_id(clause)[0] == letter), default=0)


def _blank_deliverables(contract: Contract) -> Iterator[str]:
    """Room for one deliverable that no map shows, while § 4 has room for it on three pages."""
    there = tuple(filter(in_block, contract.deliverables))
    if len(there) < MOST_DELIVERABLES and _rows_of_commitments(contract) <= ROOM:
        yield str(next_number((item.id for item in contract.deliverables), "d"))


def _rows_of_commitments(contract: Contract) -> int:
    return sum(max(MOST_CRITERIA, len(item.criteria)) for item in filter(in_block, contract.deliverables))


def _blank_criteria(contract: Contract) -> Iterator[str]:
    """Two rows a deliverable; one for a deliverable without any where § 4 is long: all is to stay on three pages."""
    long = _rows_of_commitments(contract) > ROOM + 1
    for item in filter(in_block, contract.deliverables):
        first = next_number((one.id for one in item.criteria), f"{item.id}.c")
        room = 1 if long and not item.criteria else MOST_CRITERIA - len(item.criteria)
        yield from (f"{number(item.id)}.{first + more}" for more in range(room))
    for block in _blank_deliverables(contract):
        yield from (f"{block}.{one + 1}" for one in range(MOST_CRITERIA))


def _blank(letter: str, room: int) -> Callable[[Contract], Iterator[str]]:
    def numbers(contract: Contract) -> Iterator[str]:
        held = _ids(contract, letter)
        first = 1 + max((split_id(one)[1] for one in held), default=0)  # p1 is printed as 1 too
        yield from map(str, range(first, first + max(room - len(held), 1)))

    return numbers


def _blank_expectations(contract: Contract) -> Iterator[str]:
    """Four rows, three where § 4 is long: the whole is to stay on three pages."""
    return _blank("e", EXPECTATIONS - (_rows_of_commitments(contract) > ROOM + 1))(contract)


def _ids(contract: Contract, letter: str) -> tuple[str, ...]:
    if letter == "e":
        return tuple(item.id for item in contract.expectations)
    return tuple(item.id for item in (contract.open_points if letter == "o" else contract.actions))


BLANK: dict[str, Callable[[Contract], Iterator[str]]] = {
    "flat": lambda _contract: iter(()),
    "deliverables": _blank_deliverables,
    "criteria": _blank_criteria,
    "expectations": _blank_expectations,
    "points": _blank("o", POINTS),
    "actions": _blank("a", ACTIONS),
}
