"""The analysis of the graph: the sample's figures, and each figure against enumeration on small graphs."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from svcgraph import pipeline
from svcgraph.cli._program import program
from svcgraph.domain.analysis import Analysis
from svcgraph.domain.analysis.build import analyse
from svcgraph.domain.analysis.network import communities, dominators
from svcgraph.domain.graph import Activity, MappedProcess, Service, ServiceGraph, ServiceHandoff
from svcgraph.domain.handoff import Via
from svcgraph.domain.organisation import Organisation, Promise
from svcgraph.domain.process import Process
from svcgraph.domain.text import Text
from svcgraph.engine.analysed import analysed
from svcgraph.errors import Place
from svcgraph.i18n import Words
from svcgraph.renderers.json import schema
from svcgraph.story import Story
from svcgraph.views.analysis import SECTIONS, AnalysisTables

ROOT = Path(__file__).parents[1]
SCHEMA = ROOT / "docs" / "schemas" / "analyse.schema.json"


@pytest.fixture(scope="module")
def story(sample_root: Path) -> Story:
    return pipeline.tell(sample_root)


@pytest.fixture(scope="module")
def found(story: Story) -> Analysis:
    return analysed(
        story.graph,
        story.contracts,
        story.organisation,
        story.attainment,
        history=story.workspace.history,
        chains=story.chains,
    )


# --- the sample -----------------------------------------------------------------------------------------------


def test_the_processes_of_the_sample(story: Story, found: Analysis) -> None:
    """`8-sample` 13: 107 activities, 91 handoffs between services."""
    assert sum(one.activities for one in found.processes) == 107
    assert sum(one.handoffs for one in found.processes) == 91
    claim = next(one for one in found.processes if story.graph.processes[one.process].id == "o5")
    assert (claim.handoffs, claim.fewest, claim.most) == (9, 2, 6)


def test_what_stops_without_whom(found: Analysis) -> None:
    points = {one.service: one.promises for one in found.points}
    assert points["courrier-et-numerisation"] == ("e1",)
    assert points["service-commercial"] == ("e3",)
    assert "recours" not in points
    assert found.services[0].service == "gestion-des-sinistres"
    assert found.services[0].promises == ("e1", "e2b", "e5")


def test_the_ping_pong_of_underwriting(found: Analysis) -> None:
    """`8-sample` 12: O4, Souscription and Relation courtiers, on a loop (2 → 9 → 2)."""
    first = found.mutual[0]
    assert first.services == ("relation-courtiers", "souscription")
    assert (first.there, first.back, first.rounds, first.loops) == (2, 2, 2, 2)


def test_what_to_negotiate_first(found: Analysis) -> None:
    """E4 cannot be concluded on: Actuariat signed nothing (11.3); E2 is kept without contracts: not first (11.4)."""
    assert (found.negotiate[0].supplier, found.negotiate[0].client) == ("actuariat", "souscription")
    assert found.negotiate[0].failing == ("e4",)
    places = {one.promises: place for place, one in reversed(list(enumerate(found.negotiate)))}
    assert places[("e2b",)] > max(place for place, one in enumerate(found.negotiate) if one.failing)
    assert ("courrier-et-numerisation", "gestion-des-sinistres") not in {  # CS-02 covers it
        (one.supplier, one.client) for one in found.negotiate
    }


def test_groups_hold_every_service_once(story: Story, found: Analysis) -> None:
    members = [one.service for one in found.communities.members]
    assert sorted(members) == sorted(one.id for one in story.graph.services if not one.external)
    assert found.communities.in_communities is not None
    assert found.communities.in_departments is not None
    assert found.communities.in_communities > found.communities.in_departments


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_table_says_what_its_figures_are(story: Story, found: Analysis, language: str) -> None:
    tables = AnalysisTables(found, story.graph, story.organisation, Words(language))
    for section in SECTIONS:
        table = tables.table(section)
        assert table.notes
        assert "{" not in table.notes[-1] + table.title
        short = tables.table(section, 1)
        assert len(short.rows) == 1
        assert section in short.notes[0]


# --- the command -----------------------------------------------------------------------------------------------


def test_the_json_keeps_to_its_schema(sample_root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    published = json.loads(SCHEMA.read_text(encoding="utf-8"))
    for language in ("fr", "en"):
        assert program(["-C", str(sample_root), "--lang", language, "analyse", "--format", "json"]) == 0
        whole = json.loads(capsys.readouterr().out)
        jsonschema.validate(whole, published)
        assert tuple(whole) == SECTIONS
    assert program(["-C", str(sample_root), "analyse", "points", "--format", "json"]) == 0
    assert tuple(json.loads(capsys.readouterr().out)) == ("points",)


def test_the_schema_is_that_of_the_columns(story: Story, found: Analysis) -> None:
    tables = AnalysisTables(found, story.graph, story.organisation, Words("fr"))
    sections: dict[str, Any] = {}
    for section in SECTIONS:
        made = schema(tables.table(section).columns)
        made.pop("$schema")
        properties = {**made["properties"], "notes": {"type": "array", "items": {"type": "string"}}}  # type: ignore[dict-item]
        sections[section] = {**made, "properties": properties, "required": [*properties]}
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "svcgraph analyse",
        "type": "object",
        "properties": sections,
        "minProperties": 1,
        "additionalProperties": False,
    }
    if os.environ.get("REGENERATE"):
        SCHEMA.write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    assert whole == json.loads(SCHEMA.read_text(encoding="utf-8"))


def test_the_workbook_has_a_sheet_a_section(sample_root: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    assert program(["-C", str(sample_root), "analyse", "-o", str(path)]) == 0
    assert len(CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes())).sheet_names) == len(SECTIONS)
    again = tmp_path / "b.xlsx"
    program(["-C", str(sample_root), "analyse", "-o", str(again)])
    assert again.read_bytes() == path.read_bytes()


def test_another_hash_seed_gives_the_same(sample_root: Path) -> None:
    said = {
        subprocess.run(
            [sys.executable, "-m", "svcgraph", "-C", str(sample_root), "analyse", "--format", "csv"],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1


def test_stored_data_makes_neither_rounds_nor_loops() -> None:
    """There by a flow, back by what lies in a store: nobody gets work back, as rework-loop and ping-pong say too."""
    sent = small([0, 1], {(0, 1), (1, 0)})
    (both,) = analyse(sent, ORGANISATION, covered=lambda _: False).mutual
    assert (both.there, both.back, both.rounds, both.loops) == (1, 1, 1, 2)
    lying = replace(
        sent,
        stored=(("a1", "a0"),),
        handoffs=tuple(
            replace(one, via=Via.DATA) if one.source == "a1" and one.target else one for one in sent.handoffs
        ),
    )
    (both,) = analyse(lying, ORGANISATION, covered=lambda _: False).mutual
    assert (both.there, both.back, both.rounds, both.loops) == (1, 1, 0, 0)


# --- against enumeration ---------------------------------------------------------------------------------------


def small(owners: list[int], edges: set[tuple[int, int]]) -> ServiceGraph:
    """Activities 0, 1, … of services 0, 1, …; the last one delivers."""
    steps = tuple((f"a{one}", f"a{two}") for one, two in sorted(edges))
    owner = {f"a{number}": f"s{service}" for number, service in enumerate(owners)}

    def handoff(source: str, target: str, client: str) -> ServiceHandoff:
        return ServiceHandoff(
            supplier=owner[source],
            client=client,
            supplier_path=(),
            client_path=(),
            deliverable=f"{source}-{target}" if target else "Thing",
            named=True,
            via=Via.SEQUENCE,
            file="x",
            process=0,
            source=source,
            target=target,
            source_id=source,
            target_id=target,
            source_name=source,
            target_name=target,
            place=Place(file="x"),
        )

    return ServiceGraph(
        services=(
            *(Service(id=name, name=Text(name)) for name in sorted(set(owner.values()))),
            Service(id="client", name=Text("client"), external=True),
        ),
        processes=(MappedProcess(id="p", name=Text("p"), file="x", process=Process(id="p", name="p")),),
        activities=tuple(
            Activity(key=key, name=key, service=service, process=0, place=Place(file="x"))
            for key, service in owner.items()
        ),
        handoffs=(
            *(handoff(one, two, owner[two]) for one, two in steps if owner[one] != owner[two]),
            handoff(f"a{len(owners) - 1}", "", "client"),
        ),
        steps=steps,
    )


@st.composite
def forward(draw: st.DrawFn) -> ServiceGraph:
    """No loops: every way can be listed."""
    owners = draw(st.lists(st.integers(0, 3), min_size=2, max_size=7))
    pairs = [(one, two) for two in range(len(owners)) for one in range(two)]
    return small(owners, set(draw(st.lists(st.sampled_from(pairs), max_size=12))))


def ways(graph: ServiceGraph) -> list[tuple[str, ...]]:
    """Every way from where work begins to where it ends."""
    after: dict[str, list[str]] = {}
    for source, target in graph.steps:
        after.setdefault(source, []).append(target)
    fed = {target for _, target in graph.steps}
    waiting = [(one.key,) for one in graph.activities if one.key not in fed]
    done = []
    while waiting:
        way = waiting.pop()
        if not after.get(way[-1]):
            done.append(way)
        waiting += [(*way, target) for target in after.get(way[-1], [])]
    return done


ORGANISATION = Organisation(
    promises=(Promise(id="e1", party="client", deliverable=Text("Thing"), objective=Text("x")),)
)


@given(forward())
def test_ways_and_single_points_are_those_of_enumeration(graph: ServiceGraph) -> None:
    owner = {one.key: one.service for one in graph.activities}
    found = analyse(graph, ORGANISATION, covered=lambda _: False)
    whole = [way for way in ways(graph) if len(way) > 1] or [("a0",)]
    changes = [sum(owner[one] != owner[two] for one, two in pairwise(way)) for way in whole]
    assert (found.processes[0].fewest, found.processes[0].most) == (min(changes), max(changes))
    last = graph.activities[-1].key
    leading = [way[: way.index(last) + 1] for way in ways(graph) if last in way]
    everywhere = set.intersection(*({owner[key] for key in way} for way in leading)) - {owner[last]}
    assert {one.service for one in found.points} == everywhere
    before: dict[str, list[str]] = {}
    for source, target in graph.steps:
        before.setdefault(target, []).append(source)
    narrow = set.intersection(*(set(way) for way in leading)) - {last}
    above = dominators(before)
    passed = [last]
    while passed[-1] in above:
        passed.append(above[passed[-1]])
    assert set(passed) - {last} == narrow


def reached(starts: set[str], steps: Iterable[tuple[str, str]]) -> set[str]:
    """``starts`` and whatever they lead to."""
    seen = set(starts)
    while fresh := {target for source, target in steps if source in seen} - seen:
        seen |= fresh
    return seen


@given(
    st.lists(st.integers(0, 3), min_size=2, max_size=7),
    st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=14),
)
def test_who_depends_on_whom_is_what_walking_from_each_finds(owners: list[int], edges: set[tuple[int, int]]) -> None:
    """With loops too: one walk for all activities finds what a walk from each of them does."""
    graph = small(owners, {(one, two) for one, two in edges if one < len(owners) and two < len(owners)})
    owner = {one.key: one.service for one in graph.activities}
    last = graph.activities[-1].key
    found = analyse(graph, ORGANISATION, covered=lambda _: False)
    onward = {key: reached({key}, graph.steps) for key in owner}
    for one in found.services:
        led = set().union(*(onward[key] for key in owner if owner[key] == one.service))
        assert one.downstream == len({owner[key] for key in led} - {one.service})
        assert one.delivered == (last in led)
    for pair in found.negotiate:
        passed = {one.target for one in graph.handoffs if (one.supplier, one.client) == (pair.supplier, pair.client)}
        led = set().union(*(onward[key] for key in passed))
        assert pair.downstream == len({owner[key] for key in led} - {pair.supplier})
        assert pair.delivered == (last in led)
    begins = {key for key in owner if leads_to(key, onward) <= onward[key]}
    needed = {
        service
        for service in set(owner.values()) - {owner[last]}
        if last not in reached_without(service, begins, graph, owner)
    }
    assert {one.service for one in found.points} == needed


def leads_to(key: str, onward: dict[str, set[str]]) -> set[str]:
    """The activities from which ``key`` is reached."""
    return {one for one, keys in onward.items() if key in keys}


def reached_without(service: str, starts: set[str], graph: ServiceGraph, owner: dict[str, str]) -> set[str]:
    """What ``starts`` lead to where the service does nothing."""
    kept = [step for step in graph.steps if service not in (owner[step[0]], owner[step[1]])]
    return reached({key for key in starts if owner[key] != service}, kept)


@given(
    st.lists(st.integers(0, 3), min_size=2, max_size=7),
    st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=14),
)
def test_loops_end(owners: list[int], edges: set[tuple[int, int]]) -> None:
    """With loops of any kind there are figures, and the fewest are not more than the most."""
    inside = {(one, two) for one, two in edges if one < len(owners) and two < len(owners)}
    found = analyse(small(owners, inside), ORGANISATION, covered=lambda _: False)
    (process,) = found.processes
    assert process.fewest is not None
    assert process.most is not None
    assert 0 <= process.fewest <= process.most <= process.handoffs
    for one in found.mutual:
        assert 1 <= one.rounds <= min(one.there, one.back)


@settings(max_examples=50)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")).filter(lambda pair: pair[0] < pair[1]),
        st.integers(1, 5),
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_the_maps_does_not_matter_to_groups(passed: dict[tuple[str, str], int], dice: Any) -> None:
    services = list("abcdef")
    groups = communities(services, passed)
    assert sorted(service for group in groups for service in group) == services
    dice.shuffle(services)
    shuffled = list(passed.items())
    dice.shuffle(shuffled)
    assert communities(services, dict(shuffled)) == groups
