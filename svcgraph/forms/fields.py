"""Every place of the form, by the outline (`9-forms`): ids, labels, who fills it in, what may be chosen."""

from __future__ import annotations

from svcgraph.domain.contract import Dimension
from svcgraph.domain.organisation import Frequency
from svcgraph.domain.session import AnswerKind, CountingRule, FlowDecision
from svcgraph.forms.form import Choice, Field, Kind, Zone
from svcgraph.i18n import Words, mark
from svcgraph.views.wording import FREQUENCIES

SECTIONS = (
    ("1", mark("1. The two units")),
    ("2", mark("2. What this agreement is for")),
    ("3", mark("3. Laying it flat: what passes today from supplier to client")),
    ("4", mark("4. Client’s needs and supplier’s commitments")),
    ("5", mark("5. What the supplier expects of its client")),
    ("6", mark("6. Follow-up")),
    ("7", mark("7. Open points")),
    ("8", mark("8. Action plan")),
    ("9", mark("9. Agreement")),
    ("A", mark("Annex A. Where these deliverables come from")),
    ("B", mark("Annex B. Ten ways to write an objective")),
    ("C", mark("Annex C. Optional clauses")),
)
DIMENSIONS = (
    (Dimension.LEAD_TIME, mark("lead time")),
    (Dimension.TIMELINESS, mark("timeliness")),
    (Dimension.COMPLETENESS, mark("completeness")),
    (Dimension.ACCURACY, mark("accuracy")),
    (Dimension.CONFORMITY, mark("conformity")),
    (Dimension.CLARITY, mark("clarity")),
    (Dimension.AVAILABILITY, mark("availability")),
)
DECISIONS = (
    (FlowDecision.CONTRACT, mark("put under agreement")),
    (FlowDecision.GROUP, mark("group with no.")),
    (FlowDecision.USEFUL, mark("useful, no agreement")),
    (FlowDecision.NOT_NEEDED, mark("not needed")),
)
ANSWERS = (
    (AnswerKind.AGREED, mark("agreed")),
    (AnswerKind.AGREED_IF, mark("agreed if")),
    (AnswerKind.PROPOSES, mark("proposes")),
)
STATES = (
    ("to start", mark("to start")),
    ("under way", mark("under way")),
    ("done", mark("done")),
    ("dropped", mark("dropped")),
)
MEETINGS = (
    (Frequency.MONTHLY, mark("every month")),
    (Frequency.QUARTERLY, mark("every quarter")),
    (Frequency.HALF_YEARLY, mark("every six months")),
)
AGREEMENTS = (("agreed", mark("both agree")), ("but", mark("both agree but for the points of § 7")))
DAYS_OFF = (("next", mark("next working day")), ("previous", mark("previous working day")))
RULES = (
    (
        CountingRule.START_DAY,
        mark("The day on which a period starts is not counted; it ends at the end of the last working day."),
    ),
    (CountingRule.CUT_OFF, mark("What comes after … counts as received on the next working day.")),
    (CountingRule.INCOMPLETE, mark("Incomplete file: time runs from the last missing piece.")),
    (CountingRule.DAY_OFF, mark("Deadline on a day off:")),
    (
        CountingRule.NOT_DELIVERED,
        mark(
            "A deliverable not handed over counts once, on the deadline; its other criteria then have nothing to judge."
        ),
    ),
    (CountingRule.EXCUSED, mark("A case is excused only if the other unit accepts it, with the reason.")),
    (
        CountingRule.NO_READING,
        mark(
            "Reading missing at the follow-up meeting: both units decide together; otherwise it stays “not measured”."
        ),
    ),
)
YES_NO = (("yes", mark("yes")),)


def singles(words: Words) -> tuple[Field, ...]:
    """The single places, in the order of the paper."""
    make = _Maker(words)
    units = [
        make(f"{side}.{key}", label, kind, zone)
        for side in ("supplier", "client")
        for key, label, kind, zone in (
            ("department", mark("Division"), Kind.TEXT, Zone.TOOL),
            ("service", mark("Unit"), Kind.TEXT, Zone.TOOL),
            ("head", mark("Head"), Kind.PERSON, Zone.TOGETHER),
            ("deputy", mark("Deputy"), Kind.PERSON, Zone.TOGETHER),
            ("present", mark("Present at the session"), Kind.PERSON, Zone.TOGETHER),
        )
    ]
    return (
        make("title", mark("Purpose in one line"), Kind.TEXT, Zone.TOGETHER),
        *units,
        make("serves", mark("Commitment to the external client"), Kind.TEXT, Zone.TOOL),
        make("time_committed", mark("Time already committed"), Kind.TEXT, Zone.TOOL),
        make("effect_of_loss", mark("What the client cannot do if the deliverable is missing"), zone=Zone.CLIENT),
        make("lacking.1", mark("What we lack"), zone=Zone.CLIENT),
        make("lacking.2", mark("What we lack"), zone=Zone.CLIENT),
        make("lacking.3", mark("What we lack"), zone=Zone.CLIENT),
        make("no_expectations", mark("No expectation (said at the session)"), Kind.CHECK, Zone.SUPPLIER),
        make("keeper", mark("Keeper of the indicators (default)"), Kind.PERSON),
        make("keeper_deputy", mark("Deputy"), Kind.PERSON),
        make("review.every", mark("Follow-up meeting"), Kind.CHOICE, choices=MEETINGS),
        make("review.day", mark("First on"), Kind.DATE),
        make("review.time", mark("at (time)"), Kind.TIME),
        make("review.participants", mark("Participants"), Kind.PERSON),
        make("escalation", mark("If we disagree, settled by")),
        *(make(f"rule.{rule.value}", sentence, Kind.CHECK) for rule, sentence in RULES),
        make("rule.hour", mark("Hour after which it counts as the next working day"), Kind.TIME),
        make("rule.holiday", mark("Deadline on a day off:"), Kind.CHOICE, choices=DAYS_OFF),
        make("agreement", mark("Outcome of the session"), Kind.CHOICE, choices=AGREEMENTS),
        make("start", mark("In force from"), Kind.DATE),
        make("end", mark("until (last day included)"), Kind.DATE),
        make("revision", mark("Yearly revision on"), Kind.DATE),
    )


def laid_flat(words: Words) -> tuple[Field, ...]:
    """§ 3: one row a thing that passes today."""
    make = _Maker(words)
    return (
        make("number", mark("No."), zone=Zone.TOOL),
        make("thing", mark("What is handed over (from the map)"), zone=Zone.TOOL),
        make("step", mark("Process and step"), zone=Zone.TOOL),
        make("rhythm", mark("Rhythm or volume"), zone=Zone.CLIENT),
        make("decision", mark("Client’s decision"), Kind.CHOICE, Zone.CLIENT, DECISIONS),
        make("group_with", mark("Group with no."), Kind.REFERENCE, Zone.CLIENT),
        make("remark", mark("Remark"), zone=Zone.CLIENT),
    )


def deliverables(words: Words) -> tuple[Field, ...]:
    """§ 4: the banner of a deliverable's block."""
    make = _Maker(words)
    return (
        make("number", mark("Deliverable no."), zone=Zone.TOOL),
        make("name", mark("Name"), zone=Zone.CLIENT),
        make("form", mark("Form"), zone=Zone.CLIENT),
        make("channel", mark("Channel"), zone=Zone.CLIENT),
        make("receiver", mark("Recipient"), zone=Zone.CLIENT),
        make("volume", mark("Usual volume"), zone=Zone.CLIENT),
    )


def criteria(words: Words) -> tuple[Field, ...]:
    """§ 4a to 4c: one row a criterion. ``deliverable`` is the number of its block, or a name in a workbook."""
    make = _Maker(words)
    return (
        make("deliverable", mark("Deliverable"), zone=Zone.TOOL),
        make("number", mark("No."), zone=Zone.TOOL),
        make("criterion", mark("Criterion: what the client looks at, in its own words"), zone=Zone.CLIENT),
        make("dimension", mark("Dimension"), Kind.CHOICE, Zone.CLIENT, DIMENSIONS),
        make("objective", mark("Objective: level to reach"), zone=Zone.CLIENT),
        make("share", mark("Share of cases (%)"), Kind.PERCENT, Zone.CLIENT),
        make("from", mark("Time runs from"), zone=Zone.CLIENT),
        make("to", mark("until"), zone=Zone.CLIENT),
        make("key", mark("Key objective"), Kind.CHECK, Zone.CLIENT),
        make("alert", mark("Alert level"), zone=Zone.CLIENT),
        make("answer", mark("Supplier’s answer"), Kind.CHOICE, Zone.SUPPLIER, ANSWERS),
        make("answer_text", mark("Condition or proposal"), zone=Zone.SUPPLIER),
        make("answer_expectation", mark("Depends on expectation no."), Kind.REFERENCE, Zone.SUPPLIER),
        make("indicator", mark("Indicator (what is counted)")),
        make("source", mark("Source")),
        make("frequency", mark("Reading rhythm"), Kind.CHOICE, choices=tuple(FREQUENCIES.items())),
        make("keeper", mark("Kept up to date by"), Kind.PERSON),
        make("deputy", mark("Deputy"), Kind.PERSON),
        make("build_before", mark("Measure to be built before"), Kind.DATE),
        make("build_by", mark("by whom"), Kind.PERSON),
    )


def expectations(words: Words) -> tuple[Field, ...]:
    """§ 5: one row a criterion of an expectation."""
    make = _Maker(words)
    return (
        make("number", mark("No."), zone=Zone.TOOL),
        make("thing", mark("What the client hands over or does"), zone=Zone.SUPPLIER),
        make("criterion", mark("Criterion"), zone=Zone.SUPPLIER),
        make("objective", mark("Objective"), zone=Zone.SUPPLIER),
        make("share", mark("Share of cases (%)"), Kind.PERCENT, Zone.SUPPLIER),
        make("excuses", mark("If not met, objective(s) no. … excused"), Kind.REFERENCE, Zone.SUPPLIER),
        make("answer", mark("Client’s answer"), Kind.CHOICE, Zone.CLIENT, ANSWERS),
        make("answer_text", mark("Counter-proposal"), zone=Zone.CLIENT),
        make("keeper", mark("Kept up to date by"), Kind.PERSON),
        make("deputy", mark("Deputy"), Kind.PERSON),
    )


def points(words: Words) -> tuple[Field, ...]:
    """§ 7."""
    make = _Maker(words)
    return (
        make("number", mark("No."), zone=Zone.TOOL),
        make("point", mark("Point")),
        make("owner", mark("Who settles it"), Kind.PERSON),
        make("due", mark("By (date)"), Kind.DATE),
    )


def actions(words: Words) -> tuple[Field, ...]:
    """§ 8."""
    make = _Maker(words)
    return (
        make("number", mark("No."), zone=Zone.TOOL),
        make("cause", mark("Cause")),
        make("action", mark("Action")),
        make("owner", mark("Person responsible"), Kind.PERSON),
        make("due", mark("Due"), Kind.DATE),
        make("status", mark("Progress"), Kind.CHOICE, choices=STATES),
        make("effect", mark("Effect seen")),
        make("objective", mark("Objective no."), Kind.REFERENCE),
    )


TABLES = {
    "flat": laid_flat,
    "deliverables": deliverables,
    "criteria": criteria,
    "expectations": expectations,
    "points": points,
    "actions": actions,
}


class _Maker:
    """Makes fields whose labels are in one language."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def __call__(
        self,
        key: str,
        label: str,
        kind: Kind = Kind.TEXT,
        zone: Zone = Zone.TOGETHER,
        choices: tuple[tuple[str, str], ...] = (),
    ) -> Field:
        made = tuple(Choice(str(code), self.words(said)) for code, said in choices)
        return Field(key=key, label=self.words(label), kind=kind, zone=zone, choices=made)
