"""The shape of a contract file, format 2: what an editor completes and what the loader accepts.

Nothing here is known inside: `store.contracts` turns a `ContractFile` into the domain's frozen `Contract`.
The JSON Schema of `ContractFile` is published beside this module as ``contract.schema.json``.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from svcgraph.domain.contract import FORMAT, ClauseState, Dimension, Presence, Status
from svcgraph.domain.organisation import DayOff, Frequency
from svcgraph.domain.session import AnswerKind, CountingRule, FlowDecision
from svcgraph.store.shapes import Day, Moment, Shape, Word, Written, part, written

Criticality = Annotated[int, Field(ge=1, le=3)]


class PartyShape(Shape):
    service: str = Field(description="Id of the service in organisation.yaml.")
    representative: str = Field("", description="Id of the person who signs for the service.")
    deputy: str = Field("", description="Id of the deputy.")
    present: tuple[str, ...] = Field((), description="Who was at the session: ids of people, or names.")


class ServesShape(Shape):
    promises: tuple[str, ...] = Field((), description="Ids of the external promises that the contract serves.")
    text: Written = written("In words; or the reason why it serves no external client directly.")
    time_committed: Written = written("Share of the promised time that contracts already use: “5 days of 5”.")


class ObjectiveShape(Shape):
    text: Written = written("The level to reach: “every Monday before 10:00”, “at least 98 %”.")
    key: bool = Field(False, description="The key objective; at most one per contract.")
    alert: str = Field("", description="Alert level, where missed begins: “90 %”, “1 miss in 3 months”, “none”.")
    start: Written = written("Lead time: the event at which time starts to run.")
    stop: Written = written("Lead time: the event at which it stops.")
    counted: Written = written("What is counted.")
    depends_on: tuple[str, ...] = Field((), description="Clauses that excuse this one when not met: [e1.c1].")
    day_off: DayOff | None = Field(None, description="A deadline on a day off, if other than the organisation's rule.")
    cut_off: str = Field("", description="What comes after this hour counts as received the next working day.")
    share: str = Field("", description="Share of the cases, where the sentence states none: “95 %”.")
    timezone: str = Field("", description="Time zone of its hours, if other than the workspace's: Europe/London.")
    calendar: str = Field("", description="Country whose holidays count, if other than the organisation's: BE, DE-BY.")
    criticality: Criticality | None = Field(None, description="1 to 3, if other than the contract's.")


class IndicatorShape(Shape):
    id: str = Field(description="Criterion id and .i1: d1.c1.i1. Readings name it.")
    name: Written = written("What is measured.")
    definition: Written = written("What exactly is counted, and what is not.")
    formula: Written = written("How the figure is worked out.")
    source: Written = written("Where the figure comes from.")
    frequency: Frequency | None = Field(None, description="How often it is read.")
    keeper: str = Field("", description="Id of the one person who keeps the figure up to date.")
    deputy: str = Field("", description="Id of the person who does so in the keeper's absence.")
    due: Written = written("When a reading is due: “the 5th working day of the month”.")
    unit: str = Field("", description="Unit of the figure.")
    aggregate: Literal["last", "mean", "median", "sum", "min", "max", "p95"] = Field(
        "last", description="How several readings of one period become one."
    )
    minimum_sample: int | None = Field(None, ge=1, description="Below this many, no percentage is printed.")
    build_before: Day | None = Field(None, description="The measure does not exist yet: to be built before this day.")
    build_by: str = Field("", description="Id of the person who builds the measure.")


class AnswerShape(Shape):
    kind: AnswerKind = Field(description="What the other side says.")
    text: Written = written("The condition, or what is proposed instead.")
    expectation: str = Field("", description="Id of the expectation on which “agreed if” hangs: e1.")


class CriterionShape(Shape):
    id: str = Field(description="Deliverable id and .c1: d1.c1. Given once, never reused.")
    text: Written = written("What the client looks at, in its own words.")
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
    name: str = Field("", description="What the map calls it; this and what follows is the baseline of drift.")
    giver: str = Field("", description="The lane that hands over.")
    taker: str = Field("", description="The lane that receives.")
    before: tuple[str, ...] = Field((), description="Activities before the one that hands over.")
    after: tuple[str, ...] = Field((), description="Activities after the one that receives.")
    map: str = Field("", description="Hash of the map file.")


class DeliverableShape(Shape):
    id: str = Field(description="d1, d2 …; for an expectation e1, e2 …. Given once, never reused.")
    name: Written = written("What is handed over, in negotiated words.")
    state: ClauseState = Field(ClauseState.NEGOTIATED, description="Where it stands between map and table.")
    from_map: tuple[str, ...] = Field((), description="Names on the map; the map matches on these.")
    form: Written = written("Form: spreadsheet, one-page PDF…")
    channel: Written = written("How it reaches the client.")
    receiver: Written = written("Who receives it.")
    volume: Written = written("Usual volume.")
    acceptance: Written = written("How the client accepts it.")
    note: Written = written("Remark.")
    criteria: tuple[CriterionShape, ...] = Field((), description="What the client looks at.")
    evidence: tuple[EvidenceShape, ...] = Field((), description="Where it stands on the map; written by the tool.")
    presence: Presence = Field(Presence.NOT_MAPPED, description="Written by the tool, worked out again at every build.")
    needs_name: bool = Field(False, description="The name was taken from an activity: to be named.")
    declined_by: str = Field("", description="Who declined it.")
    declined_reason: str = Field("", description="Why.")


class FlowShape(Shape):
    name: str = Field(description="Its name on the map, as in from_map.")
    rhythm: Written = written("Rhythm or volume.")
    decision: FlowDecision | None = Field(None, description="What the client decides.")
    group_with: str = Field("", description="Decision “group”: id of the deliverable, or name of the other line.")
    remark: Written = written("Remark.")


class LaidFlatShape(Shape):
    flows: tuple[FlowShape, ...] = Field((), description="One line per thing that passes today.")
    lacking: tuple[Written, ...] = Field((), description="What the client lacks, in its own words.")


class CountingShape(Shape):
    cut_off: str = Field("", description="What comes after this hour counts as received the next working day.")
    day_off: DayOff | None = Field(None, description="A deadline on a day off, if other than the organisation's rule.")
    struck: tuple[CountingRule, ...] = Field((), description="Printed counting rules that the parties struck out.")


class MinutesShape(Shape):
    date: Day = Field(description="Day of the meeting.")
    text: Written = written("What was said and decided.")


class OpenPointShape(Shape):
    id: str = Field(description="o1, o2 …")
    point: Written = written("What is not settled.")
    owner: str = Field("", description="Id of the person who settles it.")
    due: Day | None = Field(None, description="By when.")


class ReviewShape(Shape):
    every: Frequency | None = Field(None, description="How often both services meet.")
    rule: Written = written("The day, in words: the second Monday at 11:00.")
    participants: tuple[str, ...] = Field((), description="Ids of people.")
    held: tuple[Day, ...] = Field((), description="Meetings held.")
    missed: tuple[Day, ...] = Field((), description="Meetings planned and not held.")
    postponed: tuple[Day, ...] = Field((), description="Meetings put off.")
    next: Moment | None = Field(None, description="Next meeting: 2026-12-14T11:00.")
    minutes: tuple[MinutesShape, ...] = Field((), description="Minutes of the meetings held.")


class ActionShape(Shape):
    id: str = Field(description="p1, p2 …")
    cause: Written = written("Why something has to be done.")
    action: Written = written("What is done.")
    owner: str = Field("", description="Id of the person responsible.")
    due: Day | None = Field(None, description="Due date.")
    status: Literal["to start", "under way", "done", "dropped"] = Field("to start", description="State.")
    done_on: Day | None = Field(None, description="Day on which it was done.")
    effect: Written = written("Effect seen.")
    objective: str = Field("", description="Id of the criterion concerned: d1.c1.")


class ApprovalShape(Shape):
    side: Literal["supplier", "client"] = Field(description="For which side.")
    name: str = Field(description="Who approved.")
    role: Written = written("Position.")
    date: Day = Field(description="When.")
    hash: str = Field("", description="Fingerprint of what was approved; written by the tool.")


class AsIsShape(Shape):
    reason: Written = Field(description="Why it was agreed although something is missing.")
    by: str = Field("", description="Who decided so.")
    date: Day | None = Field(None, description="When.")


class EndorsementShape(Shape):
    department: str = Field("", description="Id of the department.")
    name: str = Field(description="Who endorsed it.")
    role: Written = written("Position.")
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
    title: Written = written("Title in one line.")
    purpose: Written = written("What the contract is for.")
    supplier: PartyShape = Field(description="The service that hands over.")
    client: PartyShape = Field(description="The service that receives.")
    start: Day | None = Field(None, description="First day in force.")
    end: Day | None = Field(None, description="First day on which it is no longer in force.")
    renewal: Written = written("How it is renewed.")
    notice: Written = written("How it is ended before its time.")
    revision: Day | None = Field(None, description="Day of the yearly revision.")
    criticality: Criticality | None = Field(None, description="How much hangs on it: 1 to 3 (3 the most).")
    effect_of_loss: Written = written("What the client cannot do if the deliverable is missing.")
    confidentiality: Written = written("What stays between the parties.")
    continuity: Written = written("What holds when the normal way fails.")
    upstream: tuple[str, ...] = Field((), description="Ids of the contracts on which this one relies.")
    downstream: tuple[str, ...] = Field((), description="Ids of the contracts that rely on this one.")
    serves: ServesShape = part(ServesShape, "The external client's need that it serves.")
    laid_flat: LaidFlatShape = part(LaidFlatShape, "What passes today, and what the client decides of it.")
    deliverables: tuple[DeliverableShape, ...] = Field((), description="What the supplier hands over.")
    expectations: tuple[DeliverableShape, ...] = Field((), description="What the supplier expects of its client.")
    no_expectations: bool = Field(False, description="None, and said so at the session.")
    keeper: str = Field("", description="Id of the person who keeps the indicators that name nobody.")
    keeper_deputy: str = Field("", description="Id of the person who does so in the keeper's absence.")
    minimum_sample: int | None = Field(None, ge=1, description="Below this many cases, no percentage is printed.")
    counting: CountingShape = part(CountingShape, "How cases are counted.")
    review: ReviewShape = part(ReviewShape, "Follow-up meetings.")
    actions: tuple[ActionShape, ...] = Field((), description="Action plan.")
    open_points: tuple[OpenPointShape, ...] = Field((), description="Points not settled.")
    escalation: Written = written("Who settles a disagreement.")
    amendment: Written = written("How the contract is changed.")
    agreed_but_for_points: bool = Field(False, description="Agreed but for the open points.")
    as_is: AsIsShape | None = Field(None, description="Agreed although something is missing: why, and who said so.")
    approvals: tuple[ApprovalShape, ...] = Field((), description="Who agreed, and when.")
    endorsements: tuple[EndorsementShape, ...] = Field((), description="Departments' endorsements.")
    note: Written = written("Remark.")
    history: tuple[Written, ...] = Field((), description="What happened to it, in words.")
    merged: bool = Field(False, description="Written by the tool in outputs/: the map adds something to it.")


def json_schema() -> dict[str, Any]:
    """The JSON Schema for editors; committed as ``contract.schema.json``, a test compares the two."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | ContractFile.model_json_schema()
