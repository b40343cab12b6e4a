"""What fields and values of a contract are called when somebody is told that they changed (labels of `9-forms`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date, datetime
from enum import Enum
from typing import Any

from svcgraph.domain.contract import Approval, ClauseState
from svcgraph.domain.fingerprint import shown
from svcgraph.domain.negotiation import records
from svcgraph.domain.organisation import DayOff
from svcgraph.domain.session import CountingRule
from svcgraph.domain.text import Text
from svcgraph.i18n import Words, mark
from svcgraph.views.dates import day
from svcgraph.views.standing import STATUS_WORDS
from svcgraph.views.wording import FREQUENCIES

SIDES = {"supplier": mark("the supplier"), "client": mark("the client")}
# By the whole field, else by its last part. A test wants every field of a contract here.
LABELS = {
    "id": mark("Identifier"),
    "supplier": mark("Supplier"),
    "client": mark("Client"),
    "supplier.service": mark("Supplier"),
    "client.service": mark("Client"),
    "supplier.representative": mark("Head of the supplier’s unit"),
    "client.representative": mark("Head of the client’s unit"),
    "supplier.deputy": mark("Deputy at the supplier’s"),
    "client.deputy": mark("Deputy at the client’s"),
    "present": mark("Present at the session"),
    "status": mark("State"),
    "state": mark("State"),
    "reference": mark("Reference"),
    "version": mark("Version"),
    "languages": mark("Languages"),
    "title": mark("Title"),
    "purpose": mark("Purpose in one line"),
    "start": mark("In force from"),
    "end": mark("In force until"),
    "renewal": mark("Renewal"),
    "notice": mark("Notice"),
    "revision": mark("Yearly revision on"),
    "criticality": mark("Criticality"),
    "effect_of_loss": mark("What the client cannot do if the deliverable is missing"),
    "confidentiality": mark("Confidentiality"),
    "continuity": mark("Continuity"),
    "upstream": mark("Agreements on which this one relies"),
    "downstream": mark("Agreements that rely on this one"),
    "serves": mark("Commitment to the external client"),
    "promises": mark("Commitment to the external client"),
    "serves.text": mark("Commitment to the external client, in words"),
    "time_committed": mark("Time already committed"),
    "laid_flat": mark("What passes today"),
    "flows": mark("What passes today"),
    "lacking": mark("What we lack"),
    "rhythm": mark("Rhythm or volume"),
    "decision": mark("Client’s decision"),
    "group_with": mark("Group with no."),
    "remark": mark("Remark"),
    "deliverables": mark("Deliverables"),
    "expectations": mark("Expectations"),
    "no_expectations": mark("No expectation (said at the session)"),
    "keeper": mark("Kept up to date by"),
    "keeper_deputy": mark("Deputy of who keeps it up to date"),
    "minimum_sample": mark("Smallest number of cases"),
    "counting": mark("Counting rules"),
    "counting.cut_off": mark("Hour after which it counts as the next working day"),
    "counting.day_off": mark("Deadline on a day off"),
    "struck": mark("Counting rules struck out"),
    "review": mark("Follow-up meeting"),
    "every": mark("Follow-up meeting"),
    "rule": mark("Day of the meeting"),
    "participants": mark("Participants"),
    "held": mark("Meetings held"),
    "missed": mark("Meetings not held"),
    "postponed": mark("Meetings put off"),
    "next": mark("Next meeting"),
    "minutes": mark("Minutes"),
    "open_points": mark("Open points"),
    "point": mark("Point"),
    "actions": mark("Action plan"),
    "cause": mark("Cause"),
    "action": mark("Action"),
    "owner": mark("Person responsible"),
    "due": mark("Due"),
    "done_on": mark("Done on"),
    "effect": mark("Effect seen"),
    "objective": mark("Objective"),
    "escalation": mark("If we disagree, settled by"),
    "amendment": mark("How it is changed"),
    "agreed_but_for_points": mark("Agreed but for the open points"),
    "as_is": mark("Agreed although something is missing"),
    "approvals": mark("Signatures"),
    "endorsements": mark("Divisions’ endorsement"),
    "note": mark("Remark"),
    "history": mark("History"),
    "merged": mark("The map adds something"),
    "inherited": mark("Inherited"),
    "name": mark("Name"),
    "from_map": mark("Names on the map"),
    "form": mark("Form"),
    "channel": mark("Channel"),
    "receiver": mark("Recipient"),
    "volume": mark("Usual volume"),
    "acceptance": mark("Acceptance"),
    "criteria": mark("Criteria"),
    "evidence": mark("Where it stands on the map"),
    "presence": mark("On the map"),
    "needs_name": mark("To be named"),
    "declined_by": mark("Declined by"),
    "declined_reason": mark("Reason for declining"),
    "text": mark("Criterion"),
    "dimension": mark("Dimension"),
    "indicator": mark("Indicator"),
    "answer": mark("Answer"),
    "answer.kind": mark("Answer"),
    "answer.text": mark("Condition or proposal"),
    "answer.expectation": mark("Depends on expectation no."),
    "objective.text": mark("Objective"),
    "objective.start": mark("Time runs from"),
    "stop": mark("Time runs until"),
    "key": mark("Key objective"),
    "alert": mark("Alert level"),
    "counted": mark("What is counted"),
    "depends_on": mark("Excused when these are not met"),
    "day_off": mark("Deadline on a day off"),
    "cut_off": mark("Hour after which it counts as the next working day"),
    "share": mark("Share of cases (%)"),
    "timezone": mark("Time zone"),
    "calendar": mark("Public holidays of"),
    "definition": mark("Definition"),
    "formula": mark("Formula"),
    "source": mark("Source"),
    "frequency": mark("Reading rhythm"),
    "deputy": mark("Deputy"),
    "unit": mark("Unit of measure"),
    "aggregate": mark("Several readings of a period"),
    "build_before": mark("Measure to be built before"),
    "build_by": mark("Measure to be built by"),
    "service": mark("Service"),
    "representative": mark("Head"),
}
_STATES = {
    ClauseState.NEGOTIATED: mark("negotiated"),
    ClauseState.PROPOSED: mark("proposed by the map"),
    ClauseState.DECLINED: mark("declined"),
    ClauseState.OBSERVED: mark("observed on the map"),
}
_DAYS_OFF = {
    DayOff.NEXT: mark("next working day"),
    DayOff.PREVIOUS: mark("previous working day"),
    DayOff.SKIP: mark("nothing due then"),
    DayOff.KEEP: mark("the day itself"),
}
_RULES = {
    CountingRule.START_DAY: mark("the starting day is not counted"),
    CountingRule.CUT_OFF: mark("hour of reception"),
    CountingRule.INCOMPLETE: mark("incomplete file"),
    CountingRule.DAY_OFF: mark("day off"),
    CountingRule.NOT_DELIVERED: mark("not handed over"),
    CountingRule.EXCUSED: mark("excused cases"),
    CountingRule.NO_READING: mark("missing reading"),
}
_LISTS: tuple[dict[Any, str], ...] = (STATUS_WORDS, FREQUENCIES, _STATES, _DAYS_OFF, _RULES)


def label(field: str, words: Words) -> str:
    """What ``objective.text`` is called on the form; a field without a label, its own name."""
    parts = field.split(".")
    known = (LABELS.get(".".join(parts[start:])) for start in range(len(parts)))
    return next((words(one) for one in known if one), parts[-1].replace("_", " "))


def said(value: Any, words: Words) -> str:
    """A value of a contract as a reader sees it; "" for what is empty."""
    for kind, tell in _TELLING:
        if isinstance(value, kind):
            return tell(value, words)
    if records.is_record(value):
        parts = (said(getattr(value, one.name), words) for one in fields(value) if one.name not in records.OF_THE_FILE)
        return " · ".join(filter(None, parts))
    return "" if value is None else str(value)


def _text(value: Text, words: Words) -> str:
    return value.read(words.language)


def _listed(value: tuple[Any, ...], words: Words) -> str:
    return ", ".join(filter(None, (said(one, words) for one in value)))


def _yes_no(value: bool, words: Words) -> str:
    return words("yes") if value else words("no")


def _moment(value: datetime, words: Words) -> str:
    hour = f"{value.hour}\u00a0h\u00a0{value.minute:02d}" if words.language == "fr" else f"{value:%H:%M}"
    return f"{day(value.date(), words)}, {hour}"


def _approval(value: Approval, words: Words) -> str:
    parts = (words(SIDES[value.side]), value.name, said(value.role, words), day(value.date, words), shown(value.hash))
    return " · ".join(filter(None, parts))


def _choice(value: Enum, words: Words) -> str:
    found = next((known[value] for known in _LISTS if type(value) is type(next(iter(known)))), None)
    return words(found or str(value.value))


# The order matters: a moment is a date, too; every choice of ours is a string.
_TELLING: tuple[tuple[type, Callable[[Any, Words], str]], ...] = (
    (Text, _text),
    (Approval, _approval),
    (tuple, _listed),
    (bool, _yes_no),
    (datetime, _moment),
    (date, day),
    (Enum, _choice),
)
