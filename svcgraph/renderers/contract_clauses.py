"""The clauses of a contract file: deliverables and expectations, with their criteria."""

from __future__ import annotations

from svcgraph.domain.contract import ClauseState, Criterion, Deliverable, Evidence, Indicator, Objective, Presence
from svcgraph.domain.session import Answer
from svcgraph.i18n import Words
from svcgraph.renderers.contract_hints import criterion_example, hint
from svcgraph.renderers.contract_lines import Lines, block, day, filled, plain, text_line
from svcgraph.renderers.yaml_scalars import comment, flow, scalar, sequence, text


def deliverable(item: Deliverable, letter: str, words: Words) -> Lines:
    """One deliverable, or one expectation (``letter`` "e", which shows no empty places for form and channel)."""
    yield f"  - id: {scalar(item.id)}"
    yield from (f"    {comment(sentence)}" for sentence in _marks(item, words))
    yield f"    name: {text(item.name)}"
    kept = item.state is not ClauseState.OBSERVED
    yield f"    state: {item.state.value}{hint('observed', words, kept)}"
    yield f"    from_map: {sequence(item.from_map)}"
    if letter == "d" or item.form or item.channel or item.receiver or item.volume:
        for key, value in (("form", item.form), ("channel", item.channel), ("receiver", item.receiver)):
            yield from text_line(key, value, words, indent=4)
        yield from text_line("volume", item.volume, words, indent=4)
    yield from filled(4, ("acceptance", text(item.acceptance)))
    yield from filled(4, ("note", text(item.note)), ("needs_name", "true" if item.needs_name else ""))
    yield from filled(4, ("declined_by", plain(item.declined_by)), ("declined_reason", plain(item.declined_reason)))
    yield from _criteria(item, words)
    yield from _evidence(item.evidence)
    yield f"    presence: {item.presence.value}"


def _marks(item: Deliverable, words: Words) -> Lines:
    """What a reader must see at once of this deliverable."""
    if item.needs_name:
        activity = item.evidence[0].source if item.evidence else item.name.read(words.language)
        yield (
            words("Deliverable to be named (output of activity “{activity}”).", activity=activity)
            if activity
            else words("Deliverable to be named.")
        )
    if item.state is ClauseState.PROPOSED:
        yield words("PROPOSED by the map, not negotiated: set state to negotiated, or to declined with a reason.")
    if item.presence is Presence.VANISHED:
        yield words("VANISHED: the maps no longer show it. Confirm it, or take it out by an amendment.")


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
    yield from filled(8, ("dimension", criterion.dimension.value if criterion.dimension else ""))
    if criterion.objective:
        yield from block("objective", _objective(criterion.objective), indent=8)
    else:
        yield f"        {comment(words('objective: still to be set; without one the contract is incomplete'))}"
    if criterion.indicator:
        yield from block("indicator", _indicator(criterion.indicator), indent=8)
    else:
        yield f"        {comment(words('indicator: still to be set, with the name of its keeper'))}"
    if criterion.answer:
        yield from block("answer", _answer(criterion.answer), indent=8)


def _answer(answer: Answer) -> Lines:
    yield f"          kind: {answer.kind.value}"
    yield from filled(10, ("text", text(answer.text)), ("expectation", plain(answer.expectation)))


def _objective(objective: Objective) -> Lines:
    yield from filled(
        10,
        ("text", text(objective.text)),
        ("key", "true" if objective.key else ""),
        ("alert", plain(objective.alert)),
        ("start", text(objective.start)),
        ("stop", text(objective.stop)),
        ("counted", text(objective.counted)),
        ("depends_on", sequence(objective.depends_on) if objective.depends_on else ""),
        ("day_off", objective.day_off.value if objective.day_off else ""),
        ("cut_off", plain(objective.cut_off)),
        ("share", plain(objective.share)),
        ("timezone", plain(objective.timezone)),
        ("calendar", plain(objective.calendar)),
        ("criticality", str(objective.criticality or "")),
    )


def _indicator(indicator: Indicator) -> Lines:
    yield f"          id: {scalar(indicator.id)}"
    yield from filled(
        10,
        ("name", text(indicator.name)),
        ("definition", text(indicator.definition)),
        ("formula", text(indicator.formula)),
        ("source", text(indicator.source)),
        ("frequency", indicator.frequency.value if indicator.frequency else ""),
        ("keeper", plain(indicator.keeper)),
        ("deputy", plain(indicator.deputy)),
        ("due", text(indicator.due)),
        ("unit", plain(indicator.unit)),
        ("aggregate", indicator.aggregate if indicator.aggregate != "last" else ""),
        ("minimum_sample", str(indicator.minimum_sample or "")),
        ("build_before", day(indicator.build_before)),
        ("build_by", plain(indicator.build_by)),
    )


def _evidence(evidence: tuple[Evidence, ...]) -> Lines:
    yield "    evidence:" if evidence else "    evidence: []"
    for one in evidence:
        pairs = (("file", one.file), ("process", one.process), ("source", one.source), ("target", one.target))
        ids = (("source_id", one.source_id or ""), ("target_id", one.target_id or ""), ("via", one.via))
        lanes = (("name", one.name), ("giver", one.giver), ("taker", one.taker))
        around = (("before", one.before), ("after", one.after), ("map", one.map))
        yield f"      - {flow((*pairs, *ids, *lanes, *around))}"
