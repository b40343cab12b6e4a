"""A contract as `outputs/contracts/ID.yaml`: copied into `processes/contracts/` it loads, and is to be filled in.

Always the same shape: every key of the format at its place, and behind the empty ones what the method asks for.
"""

from __future__ import annotations

from typing import Any

from svcgraph.domain.contract import FORMAT, Action, Contract, Deliverable, Party, Review
from svcgraph.domain.inheritance import as_written, inherited_values
from svcgraph.domain.session import AsIs, CountingRules, Endorsement, LaidFlat, ObservedFlow, OpenPoint
from svcgraph.domain.text import Text
from svcgraph.i18n import Words, mark
from svcgraph.renderers.contract_clauses import deliverable
from svcgraph.renderers.contract_hints import banner, hint
from svcgraph.renderers.contract_lines import Lines, block, day, filled, line, plain, text_line
from svcgraph.renderers.yaml_scalars import comment, scalar, sequence, text


def contract_yaml(
    contract: Contract, words: Words, *, supplier_name: str = "", client_name: str = "", own: bool = False
) -> str:
    """The whole file, comments in the language of ``words``; the names are those of the two services.

    ``own``: it goes to `processes/`, where it outlives the state that it is in today. What the contract inherits is
    shown as comments: its place in the file stays empty.
    """
    said = as_written(contract)
    lines = [
        *banner(
            contract, words, supplier_name or contract.supplier.service, client_name or contract.client.service, own
        ),
        *_inherited(contract, words),
        *_head(said, words),
        *_part("deliverables", said.deliverables, "d", words),
        *_part("expectations", said.expectations, "e", words),
        *_follow_up(said, words),
    ]
    return "\n".join(one.rstrip() for one in lines) + "\n"


def _inherited(contract: Contract, words: Words) -> Lines:
    if contract.inherited:
        yield comment(words(mark("Inherited where nothing else is written below (from organisation.yaml):")))
        yield from (f"#   {key}: {_value(value)}" for key, value in inherited_values(contract))
        yield ""


def _value(value: Any) -> str:
    if isinstance(value, Text):
        return text(value)
    return sequence(value) if isinstance(value, tuple) else scalar(str(value))


def _head(contract: Contract, words: Words) -> Lines:
    yield f"format: {FORMAT}"
    yield f"id: {scalar(contract.id)}"
    yield from line("reference", plain(contract.reference), words)
    yield from line("version", plain(contract.version), words)
    yield from filled(0, ("languages", sequence(contract.languages) if contract.languages else ""))
    yield f"status: {contract.status.value}"
    yield from text_line("title", contract.title, words)
    yield from text_line("purpose", contract.purpose, words)
    yield from _party("supplier", contract.supplier, words)
    yield from _party("client", contract.client, words)
    yield from line("start", day(contract.start), words)
    yield from line("end", day(contract.end), words)
    yield from text_line("renewal", contract.renewal, words)
    yield from text_line("notice", contract.notice, words)
    yield from line("revision", day(contract.revision), words)
    yield from line("criticality", str(contract.criticality or ""), words)
    yield from text_line("effect_of_loss", contract.effect_of_loss, words)
    yield from filled(
        0,
        ("confidentiality", text(contract.confidentiality)),
        ("continuity", text(contract.continuity)),
        ("upstream", sequence(contract.upstream) if contract.upstream else ""),
        ("downstream", sequence(contract.downstream) if contract.downstream else ""),
    )
    yield from _serves(contract, words)
    yield from _laid_flat(contract.laid_flat)


def _serves(contract: Contract, words: Words) -> Lines:
    yield "serves:"
    yield f"  promises: {sequence(contract.serves.promises)}{hint('promises', words, contract.serves.promises)}"
    yield from text_line("text", contract.serves.text, words, indent=2, about="serves")
    yield from filled(2, ("time_committed", text(contract.serves.time_committed)))


def _laid_flat(laid: LaidFlat) -> Lines:
    if not laid:
        return
    yield "laid_flat:"
    yield from filled(2, ("flows", "" if laid.flows else "[]"))
    if laid.flows:
        yield "  flows:"
    for one in laid.flows:
        yield from _flow(one)
    if laid.lacking:
        yield "  lacking:"
    yield from (f"    - {text(one) or '{}'}" for one in laid.lacking)


def _flow(one: ObservedFlow) -> Lines:
    yield f"    - name: {scalar(one.name)}"
    yield from filled(
        6,
        ("rhythm", text(one.rhythm)),
        ("decision", one.decision.value if one.decision else ""),
        ("group_with", plain(one.group_with)),
        ("remark", text(one.remark)),
    )


def _party(key: str, party: Party, words: Words) -> Lines:
    yield f"{key}:"
    yield f"  service: {scalar(party.service)}"
    for name, value in (("representative", party.representative), ("deputy", party.deputy)):
        yield from line(name, plain(value), words, indent=2)
    yield from filled(2, ("present", sequence(party.present) if party.present else ""))


def _part(key: str, items: tuple[Deliverable, ...], letter: str, words: Words) -> Lines:
    yield ""
    yield from hint(f"{key} above", words).splitlines()
    yield f"{key}:" if items else f"{key}: []{hint(key, words)}"
    for item in items:
        yield from deliverable(item, letter, words)


def _follow_up(contract: Contract, words: Words) -> Lines:
    asked = hint("no_expectations", words, contract.expectations or contract.no_expectations)
    yield f"no_expectations: {'true' if contract.no_expectations else 'false'}{asked}"
    yield ""
    yield from line("keeper", plain(contract.keeper), words, about="default keeper")
    yield from filled(
        0,
        ("keeper_deputy", plain(contract.keeper_deputy)),
        ("minimum_sample", str(contract.minimum_sample or "")),
    )
    if contract.counting:
        yield from block("counting", _counting(contract.counting), indent=0)
    yield from _review(contract.review, words)
    yield ""
    yield "open_points:" if contract.open_points else f"open_points: []{hint('open_points', words)}"
    for point in contract.open_points:
        yield from _point(point)
    yield "actions:" if contract.actions else f"actions: []{hint('actions', words)}"
    for action in contract.actions:
        yield from _action(action)
    yield ""
    yield from text_line("escalation", contract.escalation, words)
    yield from text_line("amendment", contract.amendment, words)
    yield from _agreement(contract)
    yield from filled(0, ("note", text(contract.note)))
    yield "history:" if contract.history else "history: []"
    yield from (f"  - {text(sentence) or '{}'}" for sentence in contract.history)
    yield from filled(0, ("merged", "true" if contract.merged else ""))


def _counting(counting: CountingRules) -> Lines:
    return filled(
        2,
        ("cut_off", plain(counting.cut_off)),
        ("day_off", counting.day_off.value if counting.day_off else ""),
        ("struck", sequence(rule.value for rule in counting.struck) if counting.struck else ""),
    )


def _point(point: OpenPoint) -> Lines:
    yield f"  - id: {scalar(point.id)}"
    yield from filled(4, ("point", text(point.point)), ("owner", plain(point.owner)), ("due", day(point.due)))


def _agreement(contract: Contract) -> Lines:
    yield from filled(0, ("agreed_but_for_points", "true" if contract.agreed_but_for_points else ""))
    if contract.as_is:
        yield from block("as_is", _as_is(contract.as_is), indent=0)
    yield "approvals:" if contract.approvals else "approvals: []"
    for one in contract.approvals:
        role = f", role: {text(one.role)}" if one.role else ""
        mark = f", hash: {scalar(one.hash)}" if one.hash else ""
        yield f"  - {{side: {one.side}, name: {scalar(one.name)}{role}, date: {one.date.isoformat()}{mark}}}"
    yield from _endorsements(contract.endorsements)


def _as_is(as_is: AsIs) -> Lines:
    yield f"  reason: {text(as_is.reason) or '{}'}"
    yield from filled(2, ("by", plain(as_is.by)), ("date", day(as_is.date)))


def _endorsements(endorsements: tuple[Endorsement, ...]) -> Lines:
    if endorsements:
        yield "endorsements:"
    for one in endorsements:
        yield f"  - name: {scalar(one.name)}"
        yield from filled(4, ("department", plain(one.department)), ("role", text(one.role)), ("date", day(one.date)))


def _review(review: Review, words: Words) -> Lines:
    yield "review:"
    yield from line("every", review.every.value if review.every else "", words, indent=2)
    yield from text_line("rule", review.rule, words, indent=2)
    people = review.participants
    yield f"  participants: {sequence(people)}{hint('participants', words, people)}"
    for key, days in (("held", review.held), ("missed", review.missed), ("postponed", review.postponed)):
        yield f"  {key}: [{', '.join(day.isoformat() for day in days)}]"
    moment = review.next.isoformat(timespec="minutes") if review.next else ""
    yield from line("next", moment, words, indent=2)
    if review.minutes:
        yield "  minutes:"
    for one in review.minutes:
        yield f"    - date: {day(one.date)}"
        yield from filled(6, ("text", text(one.text)))


def _action(action: Action) -> Lines:
    yield f"  - id: {scalar(action.id)}"
    yield from filled(
        4,
        ("cause", text(action.cause)),
        ("action", text(action.action)),
        ("owner", plain(action.owner)),
        ("due", day(action.due)),
        ("status", action.status),
        ("done_on", day(action.done_on)),
        ("effect", text(action.effect)),
        ("objective", plain(action.objective)),
    )
