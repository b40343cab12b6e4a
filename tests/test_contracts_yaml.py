"""A contract file that the tool wrote loads again as the same contract, whatever names it holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
import yaml
from contract_examples import graph, handoff
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from svcgraph.domain import contract as d
from svcgraph.domain import session as s
from svcgraph.domain.inheritance import with_defaults
from svcgraph.domain.names import same
from svcgraph.domain.negotiation import draft, merge
from svcgraph.domain.organisation import DayOff, Defaults, Frequency, Organisation
from svcgraph.domain.text import Text
from svcgraph.i18n import Words
from svcgraph.renderers.cells import safe
from svcgraph.renderers.contract_yaml import contract_yaml
from svcgraph.renderers.yaml_scalars import scalar
from svcgraph.store.contracts import parse_contract

HOSTILE = [
    "- a", "a: b", "a #b", "{x}", "[x", "&a", "*a", "!t", "|", ">", "%d", "@a", "`a`", "'", '"', "\\", "null", "~",
    "yes", "NO", "Oui", "1.0", "2026-01-01", "=cmd", "a\nb", " a", "a ", "\u2028", "\u0085", "\ufeff", "é: è", "#",
    "? a", "a,b", "\x07", "\ud800", "x" * 5000, "---", "...", "true", "0x1f", ".inf", "<<",
]  # fmt: skip


def again(contract: d.Contract, language: str = "fr") -> d.Contract:
    found, faults = parse_contract(contract_yaml(contract, Words(language)).encode(), f"{contract.id}.yaml")
    assert faults == ()
    assert found is not None
    return bare(found)


def bare(contract: d.Contract) -> d.Contract:
    """Without the places in the file, which the value itself does not have."""

    laid = contract.laid_flat

    def items(found: tuple[d.Deliverable, ...]) -> tuple[d.Deliverable, ...]:
        return tuple(replace(one, line=0, criteria=tuple(replace(c, line=0) for c in one.criteria)) for one in found)

    return replace(
        contract,
        place_file="",
        deliverables=items(contract.deliverables),
        expectations=items(contract.expectations),
        actions=tuple(replace(one, line=0) for one in contract.actions),
        open_points=tuple(replace(one, line=0) for one in contract.open_points),
        laid_flat=replace(laid, flows=tuple(replace(one, line=0) for one in laid.flows)),
    )


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_text_stays_text(value: str) -> None:
    assert yaml.safe_load(f"a: {scalar(value)}\nb: [{scalar(value)}]\nc: {{k: {scalar(value)}}}") == {
        "a": safe(value),
        "b": [safe(value)],
        "c": {"k": safe(value)},
    }


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_hostile_names_cannot_break_out_of_a_comment_or_a_value(value: str, language: str) -> None:
    [one] = draft(graph(handoff("a", "b", source=value, target=value)), Organisation())
    text = contract_yaml(one, Words(language), supplier_name=value + "\nstatus: active", client_name=value)
    found, faults = parse_contract(text.encode(), "a--b.yaml")
    assert faults == ()
    assert found is not None and found.status is d.Status.DRAFT
    assert found.deliverables[0].name.fr == safe(value)


def test_a_draft_says_so_and_asks_for_what_the_method_needs() -> None:
    [one] = draft(graph(handoff("a", "b", "Tarif")), Organisation())
    french, english = contract_yaml(one, Words("fr")), contract_yaml(one, Words("en"))
    assert french.startswith("# PROJET – à négocier\n")
    assert english.startswith("# DRAFT – to be negotiated\n")
    for key in ("criteria", "objective", "indicator", "keeper", "expectations", "review", "actions"):
        assert f"{key}:" in french
    assert "tous les lundis avant 10 heures" in french


def test_a_nameless_thing_a_proposal_and_a_vanished_one_are_marked() -> None:
    drafts = draft(graph(handoff("a", "b", source="Count", target="Pay")), Organisation())
    contract = d.Contract(
        id="a--b",
        supplier=d.Party(service="a"),
        client=d.Party(service="b"),
        status=d.Status.ACTIVE,
        deliverables=(d.Deliverable(id="d1", name=Text("Old", "Old"), from_map=("Old",)),),
        place_file="processes/contracts/a--b.yaml",
    )
    text = contract_yaml(merge(drafts, (contract,))[0], Words("en"))
    assert text.startswith("# IN FORCE\n")
    assert "# Deliverable to be named (output of activity “Count”)." in text
    assert "# PROPOSED by the map" in text
    assert "# VANISHED" in text


def test_the_same_every_time() -> None:
    [one] = draft(graph(handoff("a", "b", "Tarif")), Organisation())
    assert contract_yaml(one, Words("fr")) == contract_yaml(one, Words("fr"))


TEXTS = st.text(max_size=12).map(safe)
FILLED = TEXTS.filter(bool)
BILINGUAL = st.one_of(
    st.builds(lambda one: Text(one, one), TEXTS),
    st.builds(Text, TEXTS, TEXTS),
    st.builds(Text, FILLED, FILLED, st.sampled_from(["fr", "en"])),
)
DAYS = st.dates(date(1900, 1, 1), date(2200, 1, 1))
OBJECTIVES = st.builds(
    d.Objective,
    text=BILINGUAL,
    alert=TEXTS,
    start=BILINGUAL,
    stop=BILINGUAL,
    counted=BILINGUAL,
    depends_on=st.sampled_from([(), ("d1",)]),
    day_off=st.sampled_from([None, *DayOff]),
    cut_off=TEXTS,
    share=TEXTS,
    timezone=TEXTS,
    calendar=TEXTS,
    criticality=st.sampled_from([None, 1, 2, 3]),
)
ANSWERS = st.builds(
    s.Answer, kind=st.sampled_from(s.AnswerKind), text=BILINGUAL, expectation=st.sampled_from(["", "d1"])
)
PEOPLE = st.lists(FILLED, max_size=2).map(tuple)
FLOWS = st.builds(
    s.ObservedFlow,
    name=FILLED,
    rhythm=BILINGUAL,
    decision=st.sampled_from([None, *s.FlowDecision]),
    group_with=TEXTS,
    remark=BILINGUAL,
)
COUNTING = st.builds(
    s.CountingRules,
    cut_off=TEXTS,
    day_off=st.sampled_from([None, *DayOff]),
    struck=st.lists(st.sampled_from(s.CountingRule), max_size=2).map(tuple),
)


@st.composite
def items(draw: st.DrawFn, letter: str) -> tuple[d.Deliverable, ...]:
    return tuple(draw(_item(f"{letter}{number}")) for number in range(1, draw(st.integers(1, 2)) + 1))


@st.composite
def _item(draw: st.DrawFn, clause: str) -> d.Deliverable:
    criteria = []
    for number in range(1, draw(st.integers(0, 2)) + 1):
        own = f"{clause}.c{number}"
        indicator = st.builds(
            d.Indicator,
            id=st.just(f"{own}.i1"),
            name=BILINGUAL,
            definition=BILINGUAL,
            formula=BILINGUAL,
            source=BILINGUAL,
            frequency=st.sampled_from([None, *Frequency]),
            keeper=TEXTS,
            deputy=TEXTS,
            due=BILINGUAL,
            unit=TEXTS,
            aggregate=st.sampled_from(["last", "mean", "p95"]),
            minimum_sample=st.one_of(st.none(), st.integers(1, 99)),
            build_before=st.one_of(st.none(), DAYS),
            build_by=TEXTS,
        )
        criteria.append(
            d.Criterion(
                id=own,
                text=draw(BILINGUAL),
                dimension=draw(st.sampled_from([None, *d.Dimension])),
                objective=draw(st.one_of(st.none(), OBJECTIVES)),
                indicator=draw(st.one_of(st.none(), indicator)),
                answer=draw(st.one_of(st.none(), ANSWERS)),
            )
        )
    evidence = st.builds(
        d.Evidence,
        file=FILLED,
        process=TEXTS,
        source_id=st.one_of(st.none(), FILLED),
        source=TEXTS,
        target_id=st.one_of(st.none(), FILLED),
        target=TEXTS,
        via=TEXTS,
        name=TEXTS,
        giver=TEXTS,
        before=st.lists(FILLED, max_size=2).map(tuple),
        map=TEXTS,
    )
    return d.Deliverable(
        id=clause,
        name=draw(BILINGUAL),
        state=draw(st.sampled_from(d.ClauseState)),
        from_map=tuple(draw(st.lists(FILLED, max_size=2))),
        form=draw(BILINGUAL),
        channel=draw(BILINGUAL),
        receiver=draw(BILINGUAL),
        volume=draw(BILINGUAL),
        acceptance=draw(BILINGUAL),
        note=draw(BILINGUAL),
        criteria=tuple(criteria),
        evidence=tuple(draw(st.lists(evidence, max_size=2))),
        presence=draw(st.sampled_from(d.Presence)),
        needs_name=draw(st.booleans()),
        declined_by=draw(TEXTS),
        declined_reason=draw(TEXTS),
    )


@st.composite
def contracts(draw: st.DrawFn) -> d.Contract:
    moments = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)).map(
        lambda one: one.replace(second=0, microsecond=0)
    )
    action = st.builds(
        d.Action,
        id=st.just("p1"),
        cause=BILINGUAL,
        action=BILINGUAL,
        owner=TEXTS,
        due=st.one_of(st.none(), DAYS),
        status=st.sampled_from(["to start", "under way", "done", "dropped"]),
        done_on=st.one_of(st.none(), DAYS),
        effect=BILINGUAL,
        objective=st.sampled_from(["", "d1"]),
    )
    approval = st.builds(
        d.Approval, side=st.sampled_from(["supplier", "client"]), name=FILLED, role=BILINGUAL, date=DAYS, hash=TEXTS
    )
    points = st.builds(s.OpenPoint, id=st.just("o1"), point=BILINGUAL, owner=TEXTS, due=st.one_of(st.none(), DAYS))
    as_is = st.builds(s.AsIs, reason=BILINGUAL, by=TEXTS, date=st.one_of(st.none(), DAYS))
    endorsements = st.builds(
        s.Endorsement, department=TEXTS, name=FILLED, role=BILINGUAL, date=st.one_of(st.none(), DAYS)
    )
    return d.Contract(
        id="a--b",
        supplier=d.Party(service="a", representative=draw(TEXTS), deputy=draw(TEXTS), present=draw(PEOPLE)),
        client=d.Party(service="b"),
        status=draw(st.sampled_from(d.Status)),
        reference=draw(TEXTS),
        version=draw(TEXTS),
        languages=draw(st.sampled_from([(), ("fr",), ("en", "fr")])),
        title=draw(BILINGUAL),
        purpose=draw(BILINGUAL),
        start=draw(st.one_of(st.none(), DAYS)),
        end=draw(st.one_of(st.none(), DAYS)),
        renewal=draw(BILINGUAL),
        notice=draw(BILINGUAL),
        revision=draw(st.one_of(st.none(), DAYS)),
        criticality=draw(st.sampled_from([None, 1, 2, 3])),
        effect_of_loss=draw(BILINGUAL),
        confidentiality=draw(BILINGUAL),
        continuity=draw(BILINGUAL),
        upstream=draw(PEOPLE),
        downstream=draw(PEOPLE),
        serves=d.Serves(promises=draw(PEOPLE), text=draw(BILINGUAL), time_committed=draw(BILINGUAL)),
        laid_flat=s.LaidFlat(
            flows=tuple(draw(st.lists(FLOWS, max_size=2, unique_by=lambda one: same(one.name)))),
            lacking=tuple(draw(st.lists(BILINGUAL, max_size=2))),
        ),
        deliverables=draw(items("d")),
        expectations=draw(items("e")),
        no_expectations=draw(st.booleans()),
        keeper=draw(TEXTS),
        keeper_deputy=draw(TEXTS),
        minimum_sample=draw(st.one_of(st.none(), st.integers(1, 99))),
        counting=draw(COUNTING),
        review=d.Review(
            every=draw(st.sampled_from([None, *Frequency])),
            rule=draw(BILINGUAL),
            participants=tuple(draw(st.lists(FILLED, max_size=2))),
            held=tuple(draw(st.lists(DAYS, max_size=2))),
            missed=tuple(draw(st.lists(DAYS, max_size=2))),
            next=draw(st.one_of(st.none(), moments)),
            minutes=tuple(draw(st.lists(st.builds(s.Minutes, date=DAYS, text=BILINGUAL), max_size=2))),
        ),
        open_points=tuple(draw(st.lists(points, max_size=1))),
        actions=tuple(draw(st.lists(action, max_size=1))),
        escalation=draw(BILINGUAL),
        amendment=draw(BILINGUAL),
        agreed_but_for_points=draw(st.booleans()),
        as_is=draw(st.one_of(st.none(), as_is)),
        endorsements=tuple(draw(st.lists(endorsements, max_size=2))),
        approvals=tuple(draw(st.lists(approval, max_size=2))),
        note=draw(BILINGUAL),
        history=tuple(draw(st.lists(BILINGUAL, max_size=2))),
        merged=draw(st.booleans()),
    )


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine says nothing about the contracts
@given(contracts(), st.sampled_from(["fr", "en"]))
def test_what_is_written_is_read_back(contract: d.Contract, language: str) -> None:
    assert again(contract, language) == contract


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_example_loads_once_its_marks_are_taken_off(language: str) -> None:
    [one] = draft(graph(handoff("a", "b", "Tarif")), Organisation())
    lines = contract_yaml(one, Words(language)).splitlines()
    filled = [line.replace("    # ", "      ", 1) if line.startswith("    # ") else line for line in lines]
    text = "\n".join(line.split("[]")[0] if "criteria: []" in line else line for line in filled)
    found, faults = parse_contract(text.encode(), "a--b.yaml")
    assert faults == ()
    assert found is not None
    [criterion] = found.deliverables[0].criteria
    assert criterion.id == "d1.c1" and criterion.dimension is d.Dimension.TIMELINESS
    assert criterion.indicator is not None and criterion.indicator.frequency is Frequency.WEEKLY
    assert criterion.objective is not None and criterion.objective.key and criterion.objective.alert == "90 %"


def test_what_is_inherited_is_a_comment_and_loads_as_nothing() -> None:
    criterion = d.Criterion(id="d1.c1", text=Text("x", "x"), indicator=d.Indicator(id="d1.c1.i1"))
    own = d.Contract(
        id="a--b",
        supplier=d.Party(service="a"),
        client=d.Party(service="b"),
        deliverables=(d.Deliverable(id="d1", name=Text("D", "D"), criteria=(criterion,)),),
    )
    general = Defaults(
        escalation=Text("le chef\nstatus: active", "the head"), every=Frequency.MONTHLY, keeper="zoe", minimum_sample=8
    )
    resolved = with_defaults(own, Organisation(defaults=general))
    written = contract_yaml(resolved, Words("en"))
    assert again(resolved) == own
    for line in (
        '#   escalation: {fr: "le chef\\nstatus: active", en: the head}',
        "#   review.every: monthly",
        '#   minimum_sample: "8"',
        "#   d1.c1.i1.keeper: zoe",
    ):
        assert line in written.splitlines()
