"""A contract's steps in words: what is still lacking and what mends it, what was done, who has agreed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

from svcgraph.domain.contract import Contract, Status
from svcgraph.domain.fingerprint import fingerprint, shown
from svcgraph.domain.negotiation.logged import Logged
from svcgraph.domain.negotiation.states import (
    NEXT,
    OPEN,
    SIDES,
    STANDING,
    Lack,
    agree_command,
    approvals_standing,
    approvals_void,
)
from svcgraph.i18n import Words, mark
from svcgraph.views import dates
from svcgraph.views.change_words import SIDES as SIDE_WORDS
from svcgraph.views.changes import sentence
from svcgraph.views.standing import STATUS_WORDS
from svcgraph.views.tables import Cell, Column, Kind, Table, Term

_STATES = {**STATUS_WORDS, Status.AGREED: mark("agreed by both sides")}


ANOTHER_TEXT = mark("  What {name} had agreed to for {side} was another text: that approval is void and goes.")
NO_TEXT = mark("  The approval of {name} for {side} named no text: it goes, and is to be given anew.")
TOLD_APART = frozenset({"status", "approvals", "history", "version"})  # a log shows them in its own way

OF_THE_MAP = "evidence"  # nobody's change


class Signed(StrEnum):
    """Who has agreed to what a contract says now."""

    NOBODY = ""
    SUPPLIER = "supplier"
    CLIENT = "client"
    BOTH = "both"
    VOID = "void"  # somebody did, to what it said before


_SIGNED = {
    Signed.SUPPLIER: mark("the supplier"),
    Signed.CLIENT: mark("the client"),
    Signed.BOTH: mark("both"),
    Signed.VOID: mark("void: changed since"),
}


def signed(contract: Contract) -> Signed:
    """Who has agreed to what ``contract`` says now; of an ended one, who had."""
    if contract.status is not Status.ENDED and approvals_void(contract):
        return Signed.VOID
    standing = contract.approvals if contract.status is Status.ENDED else approvals_standing(contract)
    sides = {one.side for one in standing}
    return Signed.BOTH if sides >= set(SIDES) else Signed(next((side for side in SIDES if side in sides), ""))


def signed_term(contract: Contract, words: Words) -> Term:
    """The same as a word of a listing."""
    found = signed(contract)
    return Term(words(_SIGNED[found]) if found else "", found.value)


def state_words(status: Status, words: Words) -> str:
    """A state by its name (`1-method`, glossary)."""
    return words(_STATES[status])


def lacks_text(contract_id: str, file: str, lacks: Iterable[Lack], words: Words) -> Iterator[str]:
    """What is missing where, a line each; and once each what mends it."""
    found = tuple(lacks)
    yield words(mark("{id}: not done, because:"), id=contract_id)
    for lack in found:
        place = f"{file}:{lack.line}: " if lack.line else ""
        yield f"  {place}{lack_sentence(lack, words)}"
    for mend in dict.fromkeys(mend for one in found for mend in one.mend):
        yield f"  → {words(mend, id=contract_id, file=file)}"


def lack_sentence(lack: Lack, words: Words) -> str:
    """One reason, in the reader's language."""
    told: dict[str, str] = dict(lack.parameters)
    if "side" in told:
        told["side"] = words(SIDE_WORDS[told["side"]])
    if "day" in told:
        told["day"] = dates.day(date.fromisoformat(told["day"]), words)
    if lack.states:
        told["state"] = state_words(Status(told["state"]), words)
        told["states"] = ", ".join(state_words(one, words) for one in lack.states)
    return words(lack.message, **told)


def step_text(before: Contract, after: Contract, written: tuple[str, ...], words: Words) -> Iterator[str]:
    """From which state to which, what comes next, and the files that were written."""
    if not written:
        yield words(mark("{id}: nothing to change."), id=after.id)
        return
    old, new = state_words(before.status, words), state_words(after.status, words)
    version = f" {after.version}" if after.version and after.status is not Status.PROPOSED else ""
    became = f"{old} → {new}" if old != new else new
    yield words(mark("{what}: {became}"), what=f"{after.id}{version}", became=became)
    if before.status in STANDING and after.status in OPEN:
        said = mark("  Version {version} stays in force until this one is agreed and starts.")
        yield words(said, version=before.version or "–")
    else:
        yield from _agreed(before, after, words)
    yield from (f"  → {command}" for command in _following(after, words))
    yield from (f"  → {file}" for file in written)


def _following(after: Contract, words: Words) -> Iterator[str]:
    """What to do next, until it is in force."""
    if after.status is Status.AGREED:
        yield words(NEXT[Status.AGREED], id=after.id)
    if after.status not in OPEN:
        return
    missing = tuple(side for side in SIDES if side not in {one.side for one in approvals_standing(after)})
    said = agree_command(missing[0]) if len(missing) == 1 else NEXT[after.status]
    yield words(said, id=after.id)


def adopted_text(contract_id: str, by_hand: str, written: tuple[str, ...], words: Words) -> Iterator[str]:
    """A draft that became a contract, where it stands, and what comes next."""
    yield words(mark("{id}: a contract of yours now, still a draft."), id=contract_id)
    if by_hand:
        yield words(mark("  Taken as it was filled in: {file}"), file=by_hand)
    yield from (f"  → {file}" for file in written)
    yield f"  → {words(NEXT[Status.DRAFT], id=contract_id)}"


def _agreed(before: Contract, after: Contract, words: Words) -> Iterator[str]:
    for one in after.approvals:
        if one not in before.approvals:
            said = mark("  {name} agreed for {side}, to the text with the fingerprint {mark}.")
            yield words(said, name=one.name, side=words(SIDE_WORDS[one.side]), mark=shown(one.hash))
    gone = [one for one in before.approvals if one.side not in {new.side for new in after.approvals}]
    for one in gone:
        yield words(ANOTHER_TEXT if one.hash else NO_TEXT, name=one.name, side=words(SIDE_WORDS[one.side]))
    new = [one for one in after.approvals if one not in before.approvals]
    standing = {one.side for one in approvals_standing(after)}
    for missing in (side for side in SIDES if new and side not in standing):
        yield words(mark("  Still to agree: {side}."), side=words(SIDE_WORDS[missing]))


def remarks(
    contract: Contract, in_force: Contract | None, words: Words, suspended: date | None = None
) -> Iterator[str]:
    """What there is to know before reading it: another version (``in_force``) is in force, an approval is void.

    ``suspended``: since when it is.
    """
    if suspended is not None:
        yield words(mark("Suspended since {day}."), day=dates.day(suspended, words))
    if in_force is not None:
        said = mark("Version {version} is in force until this one is agreed and starts.")
        yield words(said, version=in_force.version or "–")
    if contract.status is Status.ENDED:
        return
    for one in approvals_void(contract):
        said = mark(
            "The approval of {name} for {side} of {day} is void: the contract was changed since (agreed {signed}, "
            "now {now})."
        )
        told = {"name": one.name, "side": words(SIDE_WORDS[one.side]), "day": dates.day(one.date, words)}
        yield words(said, **told, signed=shown(one.hash), now=shown(fingerprint(contract)))


def log_table(logged: Iterable[Logged], words: Words, *, title: str = "") -> Table:
    """One line a change: when, the state and version after it, who had agreed, and what changed."""
    columns = (
        Column(key="number", title=words("No."), kind=Kind.NUMBER, width=5),
        Column(key="day", title=words("Day"), kind=Kind.DATE, width=12),
        Column(key="state", title=words("State"), width=16, codes=tuple(one.value for one in Status)),
        Column(key="version", title=words("Version"), width=9),
        Column(key="agreed", title=words("Agreed by"), width=16, codes=tuple(one.value for one in Signed)),
        Column(key="fingerprint", title=words("Fingerprint"), width=10),
        Column(key="changes", title=words("What changed"), kind=Kind.LIST, width=60),
    )
    return Table(title=title, columns=columns, rows=tuple(_logged(one, words) for one in logged))


def _logged(one: Logged, words: Words) -> tuple[Cell, ...]:
    contract = one.contract
    return (
        one.number or None,
        one.day,
        Term(state_words(contract.status, words), contract.status.value),
        contract.version,
        signed_term(contract, words),
        shown(fingerprint(contract)),
        tuple(_happened(one, words)),
    )


def log_text(contract_id: str, logged: Iterable[Logged], words: Words) -> Iterator[str]:
    """The log for reading: a heading a change, its sentences below."""
    yield contract_id
    for one in logged:
        contract = one.contract
        when = dates.day(one.day, words) if one.day else words(mark("at first"))
        facts = (state_words(contract.status, words), contract.version, shown(fingerprint(contract)), _who(one, words))
        yield f"{one.number or '–'} · {when} · " + " · ".join(filter(None, facts))
        yield from (f"    {told}" for told in _happened(one, words))


def _happened(one: Logged, words: Words) -> Iterator[str]:
    """The changes in sentences, who agreed, and the lines that the contract's own history got."""
    before, after = one.before, one.contract
    if before is None:
        return
    for weighed in one.changes:
        change = weighed.change
        if change.field != OF_THE_MAP and (change.clause or change.field not in TOLD_APART):
            yield sentence(weighed, words)
    for approval in after.approvals:
        if approval not in before.approvals:
            said = mark("{name} agreed for {side} on {day}")
            side, day = words(SIDE_WORDS[approval.side]), dates.day(approval.date, words)
            yield words(said, name=approval.name, side=side, day=day)
    yield from (line.read(words.language) for line in after.history if line not in before.history)


def _who(one: Logged, words: Words) -> str:
    who = signed_term(one.contract, words)
    return words(mark("agreed by: {who}"), who=who) if who else ""
