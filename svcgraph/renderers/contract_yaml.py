"""A contract as `outputs/contracts/ID.yaml`: copied into `processes/contracts/` it loads, and is to be filled in.

Always the same shape: every key of the format at its place, and behind the empty ones what the method asks for.
"""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.domain.contract import (
    FORMAT,
    Action,
    ClauseState,
    Contract,
    Criterion,
    Deliverable,
    Evidence,
    Indicator,
    Objective,
    Party,
    Presence,
    Review,
)
from svcgraph.domain.text import Text
from svcgraph.i18n import Words
from svcgraph.renderers.contract_hints import banner, criterion_example, hint
from svcgraph.renderers.yaml_scalars import comment, flow, scalar, sequence, text

Lines = Iterator[str]


def contract_yaml(contract: Contract, words: Words, *, supplier_name: str = "", client_name: str = "") -> str:
    """The whole file, comments in the language of ``words``; the names are those of the two services."""
    lines = [
        *banner(contract, words, supplier_name or contract.supplier.service, client_name or contract.client.service),
        *_head(contract, words),
        *_part("deliverables", contract.deliverables, "d", words),
        *_part("expectations", contract.expectations, "e", words),
        *_follow_up(contract, words),
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _head(contract: Contract, words: Words) -> Lines:
    yield f"format: {FORMAT}"
    yield f"id: {scalar(contract.id)}"
    yield from _line("reference", scalar(contract.reference) if contract.reference else "", words)
    yield from _line("version", scalar(contract.version) if contract.version else "", words)
    yield f"status: {contract.status.value}"
    yield from _text("title", contract.title, words)
    yield from _text("purpose", contract.purpose, words)
    yield from _party("supplier", contract.supplier, words)
    yield from _party("client", contract.client, words)
    yield from _line("start", contract.start.isoformat() if contract.start else "", words)
    yield from _line("end", contract.end.isoformat() if contract.end else "", words)
    yield from _text("renewal", contract.renewal, words)
    yield from _text("notice", contract.notice, words)
    yield "serves:"
    yield f"  promises: {sequence(contract.serves.promises)}{hint('promises', words, contract.serves.promises)}"
    yield from _text("text", contract.serves.text, words, indent=2, about="serves")


def _line(key: str, value: str, words: Words, *, indent: int = 0, about: str = "") -> Lines:
    yield f"{' ' * indent}{key}: {value}{hint(about or key, words, value)}"


def _text(key: str, value: Text, words: Words, *, indent: int = 0, about: str = "") -> Lines:
    yield from _line(key, text(value), words, indent=indent, about=about)


def _filled(indent: int, *pairs: tuple[str, str]) -> Lines:
    """Only the keys that hold something: these are not among the places that the method asks to fill."""
    return (f"{' ' * indent}{key}: {value}" for key, value in pairs if value)


def _party(key: str, party: Party, words: Words) -> Lines:
    yield f"{key}:"
    yield f"  service: {scalar(party.service)}"
    for name, value in (("representative", party.representative), ("deputy", party.deputy)):
        yield from _line(name, scalar(value) if value else "", words, indent=2)


def _part(key: str, items: tuple[Deliverable, ...], letter: str, words: Words) -> Lines:
    yield ""
    yield from hint(f"{key} above", words).splitlines()
    yield f"{key}:" if items else f"{key}: []{hint(key, words)}"
    for item in items:
        yield from _deliverable(item, letter, words)


def _deliverable(item: Deliverable, letter: str, words: Words) -> Lines:
    yield f"  - id: {scalar(item.id)}"
    yield from (f"    {comment(sentence)}" for sentence in _marks(item, words))
    yield f"    name: {text(item.name)}"
    kept = item.state is not ClauseState.OBSERVED
    yield f"    state: {item.state.value}{hint('observed', words, kept)}"
    yield f"    from_map: {sequence(item.from_map)}"
    if letter == "d" or item.form or item.channel or item.receiver or item.volume:
        for key, value in (("form", item.form), ("channel", item.channel), ("receiver", item.receiver)):
            yield from _text(key, value, words, indent=4)
        yield from _text("volume", item.volume, words, indent=4)
    yield from _filled(4, ("note", text(item.note)), ("needs_name", "true" if item.needs_name else ""))
    yield from _filled(4, ("declined_by", _plain(item.declined_by)), ("declined_reason", _plain(item.declined_reason)))
    yield from _criteria(item, words)
    yield from _evidence(item.evidence)
    yield f"    presence: {item.presence.value}"


def _marks(item: Deliverable, words: Words) -> Lines:
    """What a reader must see at once of this deliverable."""
    if item.needs_name:
        activity = item.evidence[0].source if item.evidence else item.name.read(words.language)
        yield words("Deliverable to be named (output of activity “{activity}”).", activity=activity)
    if item.state is ClauseState.PROPOSED:
        yield words("PROPOSED by the map, not negotiated: set state to negotiated, or to declined with a reason.")
    if item.presence is Presence.VANISHED:
        yield words("VANISHED: the maps no longer show it. Confirm it, or take it out by an amendment.")


def _plain(value: str) -> str:
    return scalar(value) if value else ""


def _criteria(item: Deliverable, words: Words) -> Lines:
    if not item.criteria:
        yield f"    criteria: []{hint('criteria', words)}"
        yield from (f"    # {line}".rstrip() for line in criterion_example(item.id, words))
        return
    yield "    criteria:"
    for criterion in item.criteria:
        yield from _criterion(criterion, words)


def _criterion(criterion: Criterion, words: Words) -> Lines:
    yield f"      - id: {scalar(criterion.id)}"
    yield f"        text: {text(criterion.text)}{hint('criterion', words, criterion.text)}"
    yield from _filled(8, ("dimension", criterion.dimension.value if criterion.dimension else ""))
    if criterion.objective:
        yield from _block("objective", _objective(criterion.objective))
    else:
        yield f"        {comment(words('objective: still to be set; without one the contract is incomplete'))}"
    if criterion.indicator:
        yield from _block("indicator", _indicator(criterion.indicator))
    else:
        yield f"        {comment(words('indicator: still to be set, with the name of its keeper'))}"


def _block(key: str, lines: Lines) -> Lines:
    within = list(lines)
    yield f"        {key}:" if within else f"        {key}: {{}}"
    yield from within


def _objective(objective: Objective) -> Lines:
    yield from _filled(
        10,
        ("text", text(objective.text)),
        ("key", "true" if objective.key else ""),
        ("alert", _plain(objective.alert)),
        ("start", text(objective.start)),
        ("stop", text(objective.stop)),
        ("counted", text(objective.counted)),
        ("depends_on", sequence(objective.depends_on) if objective.depends_on else ""),
        ("day_off", objective.day_off.value if objective.day_off else ""),
        ("cut_off", _plain(objective.cut_off)),
    )


def _indicator(indicator: Indicator) -> Lines:
    yield f"          id: {scalar(indicator.id)}"
    yield from _filled(
        10,
        ("name", text(indicator.name)),
        ("source", text(indicator.source)),
        ("frequency", indicator.frequency.value if indicator.frequency else ""),
        ("keeper", _plain(indicator.keeper)),
        ("deputy", _plain(indicator.deputy)),
        ("unit", _plain(indicator.unit)),
        ("aggregate", indicator.aggregate if indicator.aggregate != "last" else ""),
        ("minimum_sample", str(indicator.minimum_sample or "")),
        ("build_before", indicator.build_before.isoformat() if indicator.build_before else ""),
        ("build_by", _plain(indicator.build_by)),
    )


def _evidence(evidence: tuple[Evidence, ...]) -> Lines:
    yield "    evidence:" if evidence else "    evidence: []"
    for one in evidence:
        pairs = (("file", one.file), ("process", one.process), ("source", one.source), ("target", one.target))
        ids = (("source_id", one.source_id or ""), ("target_id", one.target_id or ""), ("via", one.via))
        yield f"      - {flow((*pairs, *ids))}"


def _follow_up(contract: Contract, words: Words) -> Lines:
    asked = hint("no_expectations", words, contract.expectations or contract.no_expectations)
    yield f"no_expectations: {'true' if contract.no_expectations else 'false'}{asked}"
    yield ""
    yield from _review(contract.review, words)
    yield ""
    yield "actions:" if contract.actions else f"actions: []{hint('actions', words)}"
    for action in contract.actions:
        yield from _action(action)
    yield ""
    yield from _text("escalation", contract.escalation, words)
    yield from _text("amendment", contract.amendment, words)
    yield "approvals:" if contract.approvals else "approvals: []"
    for one in contract.approvals:
        role = f", role: {text(one.role)}" if one.role else ""
        mark = f", hash: {scalar(one.hash)}" if one.hash else ""
        yield f"  - {{side: {one.side}, name: {scalar(one.name)}{role}, date: {one.date.isoformat()}{mark}}}"
    yield from _filled(0, ("note", text(contract.note)))
    yield "history:" if contract.history else "history: []"
    yield from (f"  - {text(sentence) or '{}'}" for sentence in contract.history)
    yield from _filled(0, ("merged", "true" if contract.merged else ""))


def _review(review: Review, words: Words) -> Lines:
    yield "review:"
    yield from _line("every", review.every.value if review.every else "", words, indent=2)
    yield from _text("rule", review.rule, words, indent=2)
    people = review.participants
    yield f"  participants: {sequence(people)}{hint('participants', words, people)}"
    for key, days in (("held", review.held), ("missed", review.missed), ("postponed", review.postponed)):
        yield f"  {key}: [{', '.join(day.isoformat() for day in days)}]"
    moment = review.next.isoformat(timespec="minutes") if review.next else ""
    yield from _line("next", moment, words, indent=2)


def _action(action: Action) -> Lines:
    yield f"  - id: {scalar(action.id)}"
    yield from _filled(
        4,
        ("cause", text(action.cause)),
        ("action", text(action.action)),
        ("owner", _plain(action.owner)),
        ("due", action.due.isoformat() if action.due else ""),
        ("status", action.status),
        ("done_on", action.done_on.isoformat() if action.done_on else ""),
        ("effect", text(action.effect)),
        ("objective", _plain(action.objective)),
    )
