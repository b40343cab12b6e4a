"""The comments of a contract file: its banner, and what the method asks for in each empty place."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.domain.contract import Contract, Status
from svcgraph.i18n import Words, mark
from svcgraph.renderers.yaml_scalars import comment

_STATUS = {
    Status.DRAFT: mark("DRAFT – to be negotiated"),
    Status.PROPOSED: mark("PROPOSED – not agreed yet"),
    Status.NEGOTIATION: mark("IN NEGOTIATION – not agreed yet"),
    Status.AGREED: mark("AGREED"),
    Status.ACTIVE: mark("IN FORCE"),
    Status.SUSPENDED: mark("SUSPENDED"),
    Status.ENDED: mark("ENDED"),
}
_MADE = mark("Made by svcgraph from the process maps; nothing in it has been agreed.")
_HOW = mark("To work on it, copy this file into processes/contracts/ and fill in the empty places there.")
_OWN = mark("SERVICE CONTRACT – how far it is stands under “status”")
_YOURS = mark("This file is yours: what you write here stays. Empty places are still to be filled in.")
_JOINED = mark("What the two units wrote, with what the process maps show today. Do not edit this copy:")
_WHERE = mark("the contract itself is {file}.")

# Key → what belongs there; printed behind a place that is empty.
_ASKED = {
    "reference": mark("reference that people use, as CS-01"),
    "version": mark('"1.0" once it is signed'),
    "title": mark("in one line"),
    "purpose": mark("what the contract is for; what the client cannot do without it"),
    "representative": mark("id of the person who signs"),
    "deputy": mark("id of the deputy"),
    "start": mark("first day in force: 2026-03-01"),
    "end": mark("first day on which it is no longer in force"),
    "renewal": mark("how it is renewed"),
    "notice": mark("how it is ended before its time"),
    "revision": mark("day of the yearly revision: 2027-03-01"),
    "criticality": mark("1 to 3, 3 where most hangs on it"),
    "effect_of_loss": mark("what the client cannot do if the deliverable is missing"),
    "default keeper": mark("id of the person who keeps the indicators that name nobody"),
    "open_points": mark("what is not settled: point, owner, due date"),
    "promises": mark("ids of the external promises that it serves"),
    "serves": mark("the external client's need, or why there is none"),
    "observed": mark("negotiated once the client keeps it, declined with a reason when not"),
    "form": mark("spreadsheet, one-page PDF…"),
    "channel": mark("how it reaches the client"),
    "receiver": mark("who receives it"),
    "volume": mark("how many, how often"),
    "criteria": mark("the client's words, see the example"),
    "criterion": mark("what the client looks at, in its own words"),
    "every": mark("how often both units meet: monthly, quarterly, half-yearly"),
    "rule": mark("which day: the second Monday at 11:00"),
    "participants": mark("ids of people"),
    "next": mark("next meeting: 2026-12-14T11:00"),
    "actions": mark("decided in the review meetings: cause, action, owner, due date"),
    "escalation": mark("who settles a disagreement"),
    "amendment": mark("how the contract is changed"),
    "expectations": mark("written like the deliverables: e1, e1.c1, e1.c1.i1"),
    "no_expectations": mark("true when there are none and that was said at the session"),
}
_ABOVE = {
    "deliverables above": mark(
        "What the supplier hands over. The client speaks first: it keeps, groups, renames or adds."
    ),
    "expectations above": mark("What the supplier expects of its client in return."),
}
_OBJECTIVE = mark("every Monday before 10:00")
# Key, example (the objective alone is in the reader's language; the others are the format's words), hint.
_EXAMPLE = (
    ("- id: ", "{clause}.c1", ""),
    ("  text: ", "", mark("what the client looks at, in its own words")),
    ("  dimension: ", "timeliness", mark("or lead time, completeness, accuracy, conformity, clarity, availability")),
    ("  objective:", "", ""),
    ("    text: ", _OBJECTIVE, ""),
    ("    key: ", "true", mark("the key objective, one per contract")),
    ("    alert: ", "90 %", mark("where missed begins")),
    ("  indicator:", "", ""),
    ("    id: ", "{clause}.c1.i1", ""),
    ("    name: ", "", mark("what is measured")),
    ("    source: ", "", mark("where the figure comes from")),
    ("    frequency: ", "weekly", mark("how often it is read")),
    ("    keeper: ", "", mark("id of the one person who keeps the figure up to date")),
    ("    deputy: ", "", mark("who does so in the keeper's absence")),
)


def banner(contract: Contract, words: Words, supplier: str, client: str, own: bool) -> Iterator[str]:
    """What the file is, who with whom, and what may be done with it."""
    yield comment(words(_OWN if own else _STATUS[contract.status]))
    yield comment(words("Supplier: {supplier}. Client: {client}.", supplier=supplier, client=client))
    if own:
        yield comment(words(_YOURS))
    elif contract.place_file:
        yield comment(words(_JOINED) + " " + words(_WHERE, file=contract.place_file))
    else:
        yield comment(words(_MADE))
        yield comment(words(_HOW))
    yield ""


def hint(key: str, words: Words, value: object = "") -> str:
    """What belongs into an empty place, as a comment behind it; nothing where ``value`` stands already."""
    if key in _ABOVE:
        return comment(words(_ABOVE[key]))
    asked = _ASKED.get(key, "")
    return f"  {comment(words(asked))}" if asked and not value else ""


def criterion_example(clause: str, words: Words) -> Iterator[str]:
    """A criterion to be filled in, commented out: criteria, objective, indicator and its one named keeper."""
    for key, example, asked in _EXAMPLE:
        shown = words(example) if example == _OBJECTIVE else example.replace("{clause}", clause)
        yield f"{key}{shown}" + (f"  {comment(words(asked))}" if asked else "")
