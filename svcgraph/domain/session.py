"""What is said at the table beside the clauses: the parts of a contract that its form asks for (`9-forms`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from svcgraph.domain.organisation import DayOff
from svcgraph.domain.text import Text


class AnswerKind(StrEnum):
    """The other side's answer to a criterion (`9-forms` § 4b, § 5)."""

    AGREED = "agreed"
    AGREED_IF = "agreed if"
    PROPOSES = "proposes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """On a deliverable's criterion the supplier's answer, on an expectation's the client's."""

    kind: AnswerKind
    text: Text = Text()  # the condition, or what is proposed instead
    expectation: str = ""  # id of the expectation on which an "agreed if" hangs


class CountingRule(StrEnum):
    """The counting rules printed in every contract (`9-forms` § 6), by name; the parties may strike some out."""

    START_DAY = "start day"  # the day on which a period starts is not counted
    CUT_OFF = "cut-off"
    INCOMPLETE = "incomplete file"  # time runs from the last missing piece
    DAY_OFF = "day off"
    NOT_DELIVERED = "not delivered"  # counts once, on the deadline
    EXCUSED = "excused"  # only when the other side accepts it
    NO_READING = "no reading"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingRules:
    """How cases are counted; what an objective says of itself comes first."""

    cut_off: str = ""  # what comes after this hour counts as received the next working day
    day_off: DayOff | None = None
    struck: tuple[CountingRule, ...] = ()  # struck out by the parties

    def __bool__(self) -> bool:
        return bool(self.cut_off or self.day_off or self.struck)


PRINTED_RULES = CountingRules()  # all of them, as printed


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPoint:
    """A point not settled at the session, and who settles it by when (§ 7)."""

    id: str  # o1, o2 …
    point: Text = Text()
    owner: str = ""  # person id
    due: date | None = None
    line: int = 0


class FlowDecision(StrEnum):
    """What the client decides of a thing that passes today (§ 3)."""

    CONTRACT = "contract"
    GROUP = "group"
    USEFUL = "useful"  # useful, no agreement
    NOT_NEEDED = "not needed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservedFlow:
    """One line of "laid flat": a thing that passes today, by its name on the map, and what the client decides."""

    name: str  # as `from_map` names it; one line per name
    rhythm: Text = Text()  # rhythm or volume
    decision: FlowDecision | None = None
    group_with: str = ""  # id of the deliverable, or name of the line, with which it is grouped
    remark: Text = Text()
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidFlat:
    """What passes today from supplier to client, and what the client lacks (§ 3)."""

    flows: tuple[ObservedFlow, ...] = ()
    lacking: tuple[Text, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.flows or self.lacking)


NOTHING_LAID = LaidFlat()


@dataclass(frozen=True, slots=True, kw_only=True)
class Endorsement:
    """A department's endorsement (*visa des directions*), optional (§ 9)."""

    department: str = ""  # department id
    name: str
    role: Text = Text()
    date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AsIs:
    """Agreed although something is missing: who decided so and why stands in the document."""

    reason: Text
    by: str = ""  # person id, or a name
    date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """What was said in the review meeting of a day."""

    date: date
    text: Text = Text()
