"""The fingerprint of what two services agree on (`7-rulings` "Contract states and hash").

It covers parties, clauses, expectations, review, dates and rules. It does not cover the map's evidence, the status,
approvals, history, minutes, actions, open points, remarks, translations, nor what the contract inherits from its
organisation: those may change without anybody signing again. Empty places are left out of the canonical form, so that
a new field of a later version moves no fingerprint; blanks and the encoding of accents do not count.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import Any

from svcgraph.domain.contract import ClauseState, Contract, Criterion, Deliverable, Indicator, Objective, Party
from svcgraph.domain.inheritance import as_written
from svcgraph.domain.names import clean
from svcgraph.domain.session import Answer, AnswerKind
from svcgraph.domain.text import Text

SHOWN = 8  # signs of it that people see

_RULES = (
    *("start", "end", "renewal", "notice", "revision", "criticality", "confidentiality", "continuity"),
    *("minimum_sample", "keeper", "keeper_deputy", "escalation", "amendment", "no_expectations"),
)
_CLAUSE = ("id", "name", "form", "channel", "receiver", "volume", "acceptance")
_OBJECTIVE = tuple(one.name for one in fields(Objective) if one.name != "depends_on")
_INDICATOR = tuple(one.name for one in fields(Indicator))


def fingerprint(contract: Contract) -> str:
    """SHA-256 of ``contract``'s canonical form, 64 hexadecimal digits; people are shown the first `SHOWN`."""
    return hashlib.sha256(canonical(contract).encode()).hexdigest()


def shown(mark: str) -> str:
    """A fingerprint as people see it."""
    return mark[:SHOWN]


def canonical(contract: Contract) -> str:
    """What the fingerprint covers, as JSON with sorted keys; texts are those of the contract's first language."""
    said = as_written(contract)
    form = _Form(said.language)
    whole = {
        **form.some(said, _RULES),
        "supplier": _party(said.supplier),
        "client": _party(said.client),
        "deliverables": form.clauses(said.deliverables),
        "expectations": form.clauses(said.expectations),
        "counting": {
            **form.some(said.counting, ("cut_off", "day_off")),
            "struck": sorted(rule.value for rule in said.counting.struck),
        },
        "review": {
            **form.some(said.review, ("every", "rule")),
            "participants": sorted(said.review.participants),
        },
    }
    return json.dumps(_full(whole), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _party(party: Party) -> dict[str, Any]:
    return {"service": party.service, "representative": party.representative, "deputy": party.deputy}


class _Form:
    """Values as JSON in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def some(self, part: object, keys: Iterable[str]) -> dict[str, Any]:
        return {key: self.value(getattr(part, key)) for key in keys}

    def value(self, value: Any) -> Any:
        if isinstance(value, Text):
            value = value.read(self.language)
        if isinstance(value, str):  # members of a StrEnum too
            return unicodedata.normalize("NFC", clean(str(value)))
        return value.isoformat() if isinstance(value, date) else value

    def clauses(self, items: Iterable[Deliverable]) -> list[dict[str, Any]]:
        """What was negotiated, by id: where a clause stands in the file says nothing."""
        settled = (one for one in items if one.state is ClauseState.NEGOTIATED)
        return [
            {**self.some(one, _CLAUSE), "criteria": [self.criterion(each) for each in sorted(one.criteria, key=_id)]}
            for one in sorted(settled, key=_id)
        ]

    def criterion(self, criterion: Criterion) -> dict[str, Any]:
        objective, indicator = criterion.objective, criterion.indicator
        return {
            **self.some(criterion, ("id", "text", "dimension")),
            "objective": objective and {**self.some(objective, _OBJECTIVE), "depends_on": sorted(objective.depends_on)},
            "indicator": indicator and self.some(indicator, _INDICATOR),
            "answer": self.answer(criterion.answer),
        }

    def answer(self, answer: Answer | None) -> dict[str, Any] | None:
        """A condition or a counter-proposal is part of what was agreed; "agreed" is what it says already."""
        if answer is None or answer.kind is AnswerKind.AGREED:
            return None
        return self.some(answer, ("kind", "text", "expectation"))


def _id(one: Deliverable | Criterion) -> str:
    return one.id


def _full(value: Any) -> Any:
    """``value`` without empty places."""
    if isinstance(value, dict):
        return {key: kept for key, below in value.items() if (kept := _full(below)) not in (None, "", False, [], {})}
    return [_full(one) for one in value] if isinstance(value, list) else value
