"""How the cases of one clause are counted: what the objective says of itself, else the contract's counting rules."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time
from fractions import Fraction
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from svcgraph.domain.contract import Objective
from svcgraph.domain.objective import Kind, Statement
from svcgraph.domain.organisation import DayOff
from svcgraph.domain.session import CountingRule, CountingRules
from svcgraph.errors import FaultList, Place, Severity
from svcgraph.i18n import mark
from svcgraph.sentences.parse import parse
from svcgraph.sentences.refusal import Refused

_PERCENT = re.compile(r"\s*(\d{1,3}(?:[.,]\d{1,6})?)\s*%?\s*")


def with_share(statement: Statement, objective: Objective, place: Place, faults: FaultList) -> Statement:
    """``statement`` with the share of cases noted beside it; one that the sentence states itself comes first."""
    share = _share(objective.share, place, faults)
    if share is None or share == statement.share:
        return statement
    if statement.share is not None:
        said = mark("The sentence states a share of its own: “{share}” beside it does not count. Correct one of them.")
        faults.add("share-twice", place, said, severity=Severity.WARNING, share=objective.share)
        return statement
    kind = Kind.SHARE if statement.kind is Kind.LEAD_TIME else statement.kind
    return replace(statement, kind=kind, share=share)


def _share(text: str, place: Place, faults: FaultList) -> Fraction | None:
    """ "95 %" as an exact fraction."""
    if not text.strip():
        return None
    found = _PERCENT.fullmatch(text)
    share = Fraction(found[1].replace(",", ".")) / 100 if found else Fraction(0)
    if 0 < share <= 1:
        return share
    said = mark("The share of cases “{share}” is not understood. Write for example 95 %.")
    faults.add("share-not-read", place, said, severity=Severity.WARNING, share=text)
    return None


def cut_off(objective: Objective | None, rules: CountingRules, place: Place, faults: FaultList) -> time | None:
    """The hour after which what comes counts as received the next working day; None without one."""
    general = "" if CountingRule.CUT_OFF in rules.struck else rules.cut_off
    text = (objective.cut_off if objective else "") or general
    if not text.strip():
        return None
    try:
        return parse(f"chaque jour avant {text}", "fr").clock
    except Refused:
        said = mark("The cut-off hour “{hour}” is not understood. Write for example 16:00.")
        faults.add("cut-off-not-read", place, said, severity=Severity.WARNING, hour=text)
        return None


def day_off(objective: Objective | None, rules: CountingRules) -> DayOff | None:
    """Where a deadline on a day off goes; None: by the organisation's rule. Struck out, it stays on its day."""
    general = DayOff.KEEP if CountingRule.DAY_OFF in rules.struck else rules.day_off
    return (objective.day_off if objective else None) or general


def timezone(objective: Objective | None, place: Place, faults: FaultList) -> str:
    """The time zone of the sentence's hours; "" for the workspace's."""
    name = objective.timezone.strip() if objective else ""
    try:
        return ZoneInfo(name).key if name else ""
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: "Europe" is a folder
        said = mark("“{zone}” is no time zone, the workspace's counts. Write for example Europe/London.")
        faults.add("timezone-not-read", place, said, severity=Severity.WARNING, zone=name)
        return ""
