"""Tiny workspaces with what must come out of them, written by hand from the rules O1 to O7 and their rulings.

Each folder of ``tests/workspaces`` is a workspace; its ``expected.yaml`` says which rules it is there for.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from svcgraph import pipeline
from svcgraph.domain import negotiation
from svcgraph.domain.graph import Pair, ServiceGraph
from svcgraph.domain.identity.suggest import suggest
from svcgraph.errors import Fault
from svcgraph.store.contracts import load_contracts
from svcgraph.store.organisation import load_organisation

HERE = Path(__file__).parent / "workspaces"
NAMES = sorted(folder.name for folder in HERE.iterdir() if folder.is_dir())
RULES = {
    *("O1", "O2", "O3", "O4", "O5", "O6", "O7", "ids", "unnamed", "default names", "kept identity", "clashes"),
    *("two owners", "dropped", "black box", "pairs", "contracts"),
}


def expected(name: str) -> dict[str, Any]:
    return yaml.safe_load((HERE / name / "expected.yaml").read_text(encoding="utf-8"))


def resolved(name: str, shuffle: int | None = None) -> tuple[ServiceGraph, tuple[Fault, ...]]:
    """The workspace through the functions of the pipeline, its maps in another order on demand."""
    workspace = pipeline.read_workspace(HERE / name)
    assert not workspace.faults
    maps = list(workspace.maps)
    if shuffle is not None:
        random.Random(shuffle).shuffle(maps)
    return pipeline.services_and_handoffs(replace(workspace, maps=tuple(maps)))


def services_of(graph: ServiceGraph) -> list[dict[str, Any]]:
    return [
        {"id": one.id, "name": one.name.read("fr"), **({"external": True} if one.external else {})}
        for one in graph.services
    ]


def pair_of(pair: Pair) -> dict[str, Any]:
    return {
        "from": pair.supplier,
        "to": pair.client,
        "kind": pair.kind.value,
        "deliverables": [
            {"name": one.name, "via": [each.via.value for each in one.handoffs]} for one in pair.deliverables()
        ],
    }


def completed(pair: dict[str, Any]) -> dict[str, Any]:
    """The expectation with what goes without saying: a contract's pair, one handoff by sequence each."""
    things = [thing if isinstance(thing, dict) else {"name": thing} for thing in pair["deliverables"]]
    return {"kind": "contract", **pair, "deliverables": [{"via": ["sequence"], **thing} for thing in things]}


@pytest.mark.parametrize("name", NAMES)
def test_services(name: str) -> None:
    graph, _ = resolved(name)
    wanted = [{"name": one["id"], **one} for one in expected(name)["services"]]
    assert services_of(graph) == sorted(wanted, key=lambda one: one["id"])


@pytest.mark.parametrize("name", NAMES)
def test_pairs_and_deliverables(name: str) -> None:
    graph, _ = resolved(name)
    wanted = map(completed, expected(name)["pairs"])
    assert list(map(pair_of, graph.pairs())) == sorted(wanted, key=lambda pair: (pair["from"], pair["to"]))
    assert graph.dropped == expected(name).get("dropped", 0)


@pytest.mark.parametrize("name", NAMES)
def test_findings(name: str) -> None:
    """Code, place and what the sentence must name, of every finding; every sentence can be filled in."""
    _, faults = resolved(name)
    wanted = expected(name).get("findings", [])
    said = [(fault.code, str(fault.place), fault.message.format(**dict(fault.parameters))) for fault in faults]
    assert sorted((code, place) for code, place, _ in said) == sorted((one["code"], one["at"]) for one in wanted)
    for one in wanted:
        sentence = next(text for code, place, text in said if (code, place) == (one["code"], one["at"]))
        for word in one.get("says", ()):
            assert word in sentence


@pytest.mark.parametrize("name", NAMES)
def test_order_of_maps_does_not_matter(name: str) -> None:
    graph = resolved(name)
    assert all(resolved(name, seed) == graph for seed in range(3))


@pytest.mark.parametrize("name", [name for name in NAMES if "suggestions" in expected(name)])
def test_suggestions(name: str) -> None:
    graph, _ = resolved(name)
    found = suggest(graph, load_organisation(HERE / name).organisation)
    wanted = expected(name)["suggestions"]
    assert [[one.service, one.other] for one in found] == [one["pair"] for one in wanted]
    assert [list(one.lines) for one in found] == [one["lines"] for one in wanted]


@pytest.mark.parametrize("name", [name for name in NAMES if "contracts" in expected(name)])
def test_merged_contracts(name: str) -> None:
    graph, _ = resolved(name)
    organisation = load_organisation(HERE / name).organisation
    drafts = negotiation.draft(graph, organisation)
    merged = negotiation.merge(drafts, load_contracts(HERE / name).current, organisation)
    found = {
        one.id: {
            "status": one.status.value,
            "deliverables": [
                f"{thing.id} {thing.name.fr}: {thing.state.value}, {thing.presence.value}, {len(thing.evidence)}"
                for thing in one.deliverables
            ],
        }
        for one in merged
    }
    assert found == expected(name)["contracts"]


@pytest.mark.parametrize("name", [name for name in NAMES if expected(name).get("same_in_every_file")])
def test_same_in_every_file(name: str) -> None:
    """One map in several formats: the same handoffs from each file (O7)."""
    graph, _ = resolved(name)
    by_file: dict[str, list[tuple[str, ...]]] = {}
    for one in graph.handoffs:
        words = (one.supplier, one.client, one.source_name, one.target_name, one.deliverable, one.via.value)
        by_file.setdefault(one.file, []).append(words)
    assert len(by_file) == len(list((HERE / name / "processes").iterdir()))
    first, *others = (sorted(handoffs) for handoffs in by_file.values())
    assert all(other == first for other in others)


def test_the_same_whatever_the_hash_seed() -> None:
    """Sets of texts come in another order with another seed; nothing that is told may depend on it."""
    script = (
        "from pathlib import Path\n"
        "from svcgraph import pipeline\n"
        f"for folder in sorted(Path({str(HERE)!r}).iterdir()):\n"
        "    print(pipeline.services_and_handoffs(pipeline.read_workspace(folder)))\n"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1


def test_each_rule_has_two_workspaces() -> None:
    counted = [rule for name in NAMES for rule in expected(name)["rules"]]
    assert set(counted) == RULES
    assert [rule for rule in sorted(RULES) if counted.count(rule) < 2] == []
