"""The shape of a contract file, format 2: what an editor completes and what the loader accepts.

Nothing here is known inside: `store.contracts` turns a `ContractFile` into the domain's frozen `Contract`.
The JSON Schema of `ContractFile` is published beside this module as ``contract.schema.json``.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from svcgraph.domain.contract import FORMAT, ClauseState, Dimension, Presence, Status
from svcgraph.domain.organisation import DayOff, Frequency
from svcgraph.domain.session import AnswerKind, CountingRule, FlowDecision
from svcgraph.domain.text import Text

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


def _day(value: object) -> date:
    """ISO dates only: pydantic alone would read a bare number as seconds since 1970."""
    if not (isinstance(value, str) and _DAY.fullmatch(value)):
        raise PydanticCustomError("day", "a date is written 2026-03-01")
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise PydanticCustomError("calendar", "this day does not exist") from error


def _moment(value: object) -> datetime:
    if not (isinstance(value, str) and _MOMENT.fullmatch(value)):
        raise PydanticCustomError("moment", "a date and hour are written 2026-03-01T10:00")
    try:
        return datetime.fromisoformat(value)
    except ValueError as error:
        raise PydanticCustomError("calendar", "this day or hour does not exist") from error


Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Moment = Annotated[
    datetime,
    BeforeValidator(_moment),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d$"}),
]
Word = Annotated[str, WithJsonSchema({"type": ["string", "number"]})]


Criticality = Annotated[int, Field(ge=1, le=3)]


class Shape(BaseModel):
    """Unknown keys are refused here, and said by the loader with the nearest known one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, value: object) -> object:
        """``form:`` with nothing behind it is a place not filled in yet."""
        if isinstance(value, dict) and None in value.values():  # most have none: they need no copy
            return {key: item for key, item in value.items() if item is not None}
        return value


class Written(Shape):
    """A text: one string, or one per language."""

    fr: str = ""
    en: str = ""
    stale: Literal["", "fr", "en"] = Field("", description="The language whose translation is out of date.")

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: object) -> object:
        return {"fr": value, "en": value} if isinstance(value, str) else value

    def text(self) -> Text:
        return Text(self.fr, self.en, self.stale)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        made = handler(schema)
        handler.resolve_ref_schema(made)["description"] = "One string, or one per language: {fr: …, en: …}."
        return {"anyOf": [{"type": ["string", "number"]}, made]}


def _text(description: str) -> Any:
    """A text that may be left empty."""
    return _part(Written, description)


def _part(shape: type[Shape], description: str) -> Any:
    """A part that may be left out altogether."""
    return Field(default_factory=shape, description=description)


class PartyShape(Shape):
    service: str = Field(description="Id of the service in organisation.yaml.")
    representative: str = Field("", description="Id of the person who signs for the service.")
    deputy: str = Field("", description="Id of the deputy.")
    present: tuple[str, ...] = Field((), description="Who was at the session: ids of people, or names.")


class ServesShape(Shape):
    promises: tuple[str, ...] = Field((), description="Ids of the external promises that the contract serves.")
    text: Written = _text("In words; or the reason why it serves no external client directly.")
    time_committed: Written = _text("Share of the promised time that contracts already use: “5 days of 5”.")


class ObjectiveShape(Shape):
    text: Written = _text("The level to reach: “every Monday before 10:00”, “at least 98 %”.")
    key: bool = Field(False, description="The key objective; at most one per contract.")
    alert: str = Field("", description="Alert level, where missed begins: “90 %”, “1 miss in 3 months”, “none”.")
    start: Written = _text("Lead time: the event at which time starts to run.")
    stop: Written = _text("Lead time: the event at which it stops.")
    counted: Written = _text("What is counted.")
    depends_on: tuple[str, ...] = Field((), description="Clauses that excuse this one when not met: [e1.c1].")
    day_off: DayOff | None = Field(None, description="A deadline on a day off, if other than the organisation's rule.")
    cut_off: str = Field("", description="What comes after this hour counts as received the next working day.")
    share: str = Field("", description="Share of the cases, where the sentence states none: “95 %”.")
    timezone: str = Field("", description="Time zone of its hours, if other than the workspace's: Europe/London.")
    calendar: str = Field("", description="Country whose holidays count, if other than the organisation's: BE, DE-BY.")
    criticality: Criticality | None = Field(None, description="1 to 3, if other than the contract's.")


class IndicatorShape(Shape):
    id: str = Field(description="Criterion id and .i1: d1.c1.i1. Readings name it.")
    name: Written = _text("What is measured.")
    definition: Written = _text("What exactly is counted, and what is not.")
    formula: Written = _text("How the figure is worked out.")
    source: Written = _text("Where the figure comes from.")
    frequency: Frequency | None = Field(None, description="How often it is read.")
    keeper: str = Field("", description="Id of the one person who keeps the figure up to date.")
    deputy: str = Field("", description="Id of the person who does so in the keeper's absence.")
    due: Written = _text("When a reading is due: “the 5th working day of the month”.")
    unit: str = Field("", description="Unit of the figure.")
    aggregate: Literal["last", "mean", "median", "sum", "min", "max", "p95"] = Field(
        "last", description="How several readings of one period become one."
    )
    minimum_sample: int | None = Field(None, ge=1, description="Below this many, no percentage is printed.")
    build_before: Day | None = Field(None, description="The measure does not exist yet: to be built before this day.")
    build_by: str = Field("", description="Id of the person who builds the measure.")


class AnswerShape(Shape):
    kind: AnswerKind = Field(description="What the other side says.")
    text: Written = _text("The condition, or what is proposed instead.")
    expectation: str = Field("", description="Id of the expectation on which “agreed if” hangs: e1.")


class CriterionShape(Shape):
    id: str = Field(description="Deliverable id and .c1: d1.c1. Given once, never reused.")
    text: Written = _text("What the client looks at, in its own words.")
    dimension: Dimension | None = Field(None, description="Kind of quality.")
    objective: ObjectiveShape | None = Field(None, description="The level to reach.")
    indicator: IndicatorShape | None = Field(None, description="What is measured to know whether it is reached.")
    answer: AnswerShape | None = Field(None, description="The supplier's answer; on an expectation the client's.")


class EvidenceShape(Shape):
    file: str = Field(description="Map file, below processes/.")
    process: str = ""
    source_id: str | None = None
    source: str = ""
    target_id: str | None = None
    target: str = ""
    via: str = Field("", description="sequence, message, data, call or signal.")


class DeliverableShape(Shape):
    id: str = Field(description="d1, d2 …; for an expectation e1, e2 …. Given once, never reused.")
    name: Written = _text("What is handed over, in negotiated words.")
    state: ClauseState = Field(ClauseState.NEGOTIATED, description="Where it stands between map and table.")
    from_map: tuple[str, ...] = Field((), description="Names on the map; the map matches on these.")
    form: Written = _text("Form: spreadsheet, one-page PDF…")
    channel: Written = _text("How it reaches the client.")
    receiver: Written = _text("Who receives it.")
    volume: Written = _text("Usual volume.")
    acceptance: Written = _text("How the client accepts it.")
    note: Written = _text("Remark.")
    criteria: tuple[CriterionShape, ...] = Field((), description="What the client looks at.")
    evidence: tuple[EvidenceShape, ...] = Field((), description="Where it stands on the map; written by the tool.")
    presence: Presence = Field(Presence.NOT_MAPPED, description="Written by the tool, worked out again at every build.")
    needs_name: bool = Field(False, description="The name was taken from an activity: to be named.")
    declined_by: str = Field("", description="Who declined it.")
    declined_reason: str = Field("", description="Why.")


class FlowShape(Shape):
    name: str = Field(description="Its name on the map, as in from_map.")
    rhythm: Written = _text("Rhythm or volume.")
    decision: FlowDecision | None = Field(None, description="What the client decides.")
    group_with: str = Field("", description="Decision “group”: id of the deliverable, or name of the other line.")
    remark: Written = _text("Remark.")


class LaidFlatShape(Shape):
    flows: tuple[FlowShape, ...] = Field((), description="One line per thing that passes today.")
    lacking: tuple[Written, ...] = Field((), description="What the client lacks, in its own words.")


class CountingShape(Shape):
    cut_off: str = Field("", description="What comes after this hour counts as received the next working day.")
    day_off: DayOff | None = Field(None, description="A deadline on a day off, if other than the organisation's rule.")
    struck: tuple[CountingRule, ...] = Field((), description="Printed counting rules that the parties struck out.")


class MinutesShape(Shape):
    date: Day = Field(description="Day of the meeting.")
    text: Written = _text("What was said and decided.")


class OpenPointShape(Shape):
    id: str = Field(description="o1, o2 …")
    point: Written = _text("What is not settled.")
    owner: str = Field("", description="Id of the person who settles it.")
    due: Day | None = Field(None, description="By when.")


class ReviewShape(Shape):
    every: Frequency | None = Field(None, description="How often both services meet.")
    rule: Written = _text("The day, in words: the second Monday at 11:00.")
    participants: tuple[str, ...] = Field((), description="Ids of people.")
    held: tuple[Day, ...] = Field((), description="Meetings held.")
    missed: tuple[Day, ...] = Field((), description="Meetings planned and not held.")
    postponed: tuple[Day, ...] = Field((), description="Meetings put off.")
    next: Moment | None = Field(None, description="Next meeting: 2026-12-14T11:00.")
    minutes: tuple[MinutesShape, ...] = Field((), description="Minutes of the meetings held.")


class ActionShape(Shape):
    id: str = Field(description="p1, p2 …")
    cause: Written = _text("Why something has to be done.")
    action: Written = _text("What is done.")
    owner: str = Field("", description="Id of the person responsible.")
    due: Day | None = Field(None, description="Due date.")
    status: Literal["to start", "under way", "done", "dropped"] = Field("to start", description="State.")
    done_on: Day | None = Field(None, description="Day on which it was done.")
    effect: Written = _text("Effect seen.")
    objective: str = Field("", description="Id of the criterion concerned: d1.c1.")


class ApprovalShape(Shape):
    side: Literal["supplier", "client"] = Field(description="For which side.")
    name: str = Field(description="Who approved.")
    role: Written = _text("Position.")
    date: Day = Field(description="When.")
    hash: str = Field("", description="Fingerprint of what was approved; written by the tool.")


class AsIsShape(Shape):
    reason: Written = Field(description="Why it was agreed although something is missing.")
    by: str = Field("", description="Who decided so.")
    date: Day | None = Field(None, description="When.")


class EndorsementShape(Shape):
    department: str = Field("", description="Id of the department.")
    name: str = Field(description="Who endorsed it.")
    role: Written = _text("Position.")
    date: Day | None = Field(None, description="When.")


class ContractFile(Shape):
    """A service contract between two services (`processes/contracts/ID.yaml`)."""

    model_config = ConfigDict(title="svcgraph service contract", extra="forbid", frozen=True)

    format: Annotated[int, Field(ge=1, le=FORMAT)] = Field(description="Version of this file format: 2.")
    id: str = Field(description="supplier--client, with a suffix when a pair has several; also the file's name.")
    reference: str = Field("", description="Reference that people use: CS-01.")
    version: Word = Field("", description='Version of the contract, in quotes: "1.0".')
    languages: tuple[Literal["fr", "en"], ...] = Field((), description="Languages; the first one binds: [fr, en].")
    status: Status = Field(Status.DRAFT, description="State of the contract.")
    title: Written = _text("Title in one line.")
    purpose: Written = _text("What the contract is for.")
    supplier: PartyShape = Field(description="The service that hands over.")
    client: PartyShape = Field(description="The service that receives.")
    start: Day | None = Field(None, description="First day in force.")
    end: Day | None = Field(None, description="First day on which it is no longer in force.")
    renewal: Written = _text("How it is renewed.")
    notice: Written = _text("How it is ended before its time.")
    revision: Day | None = Field(None, description="Day of the yearly revision.")
    criticality: Criticality | None = Field(None, description="How much hangs on it: 1 to 3 (3 the most).")
    effect_of_loss: Written = _text("What the client cannot do if the deliverable is missing.")
    confidentiality: Written = _text("What stays between the parties.")
    continuity: Written = _text("What holds when the normal way fails.")
    upstream: tuple[str, ...] = Field((), description="Ids of the contracts on which this one relies.")
    downstream: tuple[str, ...] = Field((), description="Ids of the contracts that rely on this one.")
    serves: ServesShape = _part(ServesShape, "The external client's need that it serves.")
    laid_flat: LaidFlatShape = _part(LaidFlatShape, "What passes today, and what the client decides of it.")
    deliverables: tuple[DeliverableShape, ...] = Field((), description="What the supplier hands over.")
    expectations: tuple[DeliverableShape, ...] = Field((), description="What the supplier expects of its client.")
    no_expectations: bool = Field(False, description="None, and said so at the session.")
    keeper: str = Field("", description="Id of the person who keeps the indicators that name nobody.")
    keeper_deputy: str = Field("", description="Id of the person who does so in the keeper's absence.")
    minimum_sample: int | None = Field(None, ge=1, description="Below this many cases, no percentage is printed.")
    counting: CountingShape = _part(CountingShape, "How cases are counted.")
    review: ReviewShape = _part(ReviewShape, "Follow-up meetings.")
    actions: tuple[ActionShape, ...] = Field((), description="Action plan.")
    open_points: tuple[OpenPointShape, ...] = Field((), description="Points not settled.")
    escalation: Written = _text("Who settles a disagreement.")
    amendment: Written = _text("How the contract is changed.")
    agreed_but_for_points: bool = Field(False, description="Agreed but for the open points.")
    as_is: AsIsShape | None = Field(None, description="Agreed although something is missing: why, and who said so.")
    approvals: tuple[ApprovalShape, ...] = Field((), description="Who agreed, and when.")
    endorsements: tuple[EndorsementShape, ...] = Field((), description="Departments' endorsements.")
    note: Written = _text("Remark.")
    history: tuple[Written, ...] = Field((), description="What happened to it, in words.")
    merged: bool = Field(False, description="Written by the tool in outputs/: the map adds something to it.")


def json_schema() -> dict[str, Any]:
    """The JSON Schema for editors; committed as ``contract.schema.json``, a test compares the two."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | ContractFile.model_json_schema()
