"""The sample organisation says what its script says: every handoff, every clause, every reading."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from lxml import etree

from svcgraph.domain.contract import Contract, Criterion, Status
from svcgraph.domain.handoff import Handoff, find
from svcgraph.domain.process import NodeKind, ProcessMap
from svcgraph.store.contracts import load_contracts
from svcgraph.store.maps import read_all
from svcgraph.store.organisation import load_organisation
from svcgraph.store.readings import load_readings
from svcgraph.store.settings import load_settings

ROOT = Path(__file__).parent.parent
EXPECTED = Path(__file__).parent / "sample_expected"


def expected(name: str) -> list[dict[str, str]]:
    with (EXPECTED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


HANDOFFS = expected("handoffs")
FILES = tuple(dict.fromkeys(row["file"] for row in HANDOFFS))
ORGANISATION = load_organisation(ROOT).organisation


@cache
def maps() -> dict[str, ProcessMap]:
    loaded = read_all(ROOT / "processes")
    return {one.file.removeprefix("processes/"): one.reading.map for one in loaded if one.reading}


@cache
def official() -> dict[str, str]:
    """Names and aliases, in small letters, to the French name of the service or external party."""
    return {
        said.casefold(): party.name.fr
        for party in (*ORGANISATION.services, *ORGANISATION.externals)
        for said in (party.name.fr, *party.aliases)
    }


def service(process_map: ProcessMap, performer: int) -> str:
    return official()[process_map.performers[performer].path[-1].casefold()]


def end(element: str | None, kind: str) -> str:
    """The number of an activity as the script gives it; the name of a party for a whole pool."""
    return (element or "").removeprefix("A") if kind == "activity" else kind


def as_row(process_map: ProcessMap, handoff: Handoff) -> tuple[str, ...]:
    supplier, client = service(process_map, handoff.supplier), service(process_map, handoff.client)
    source = end(handoff.source_id, "activity" if handoff.source >= 0 else supplier)
    target = end(handoff.target_id, "activity" if handoff.target >= 0 else client)
    named = "yes" if handoff.named else "no"
    return source, target, supplier, client, handoff.via.value, handoff.deliverable, named


COLUMNS = ("from", "to", "supplier", "client", "via", "deliverable", "named")


@pytest.mark.parametrize("file", FILES)
def test_each_map_gives_the_handoffs_of_the_script(file: str) -> None:
    found = Counter(as_row(maps()[file], handoff) for handoff in find(maps()[file]))
    assert found == Counter(tuple(row[name] for name in COLUMNS) for row in HANDOFFS if row["file"] == file)


def test_maps_are_read_without_a_word() -> None:
    loaded = read_all(ROOT / "processes")
    assert [str(fault) for one in loaded for fault in one.faults] == []
    assert sorted(one.file.removeprefix("processes/") for one in loaded) == sorted(FILES)


def test_totals_of_the_script() -> None:
    kinds = [kind for one in maps().values() for kind in one.nodes.kinds]
    assert kinds.count(NodeKind.ACTIVITY) == 107
    found = [(one, handoff) for one in maps().values() for handoff in find(one)]
    assert Counter(handoff.via.value for _, handoff in found) == {"sequence": 89, "data": 2, "message": 26}
    pairs = [(service(one, handoff.supplier), service(one, handoff.client)) for one, handoff in found]
    internal = {entry.name.fr for entry in ORGANISATION.services}
    between = [pair for pair in pairs if set(pair) <= internal]
    assert (len(between), len(set(between)), len({frozenset(pair) for pair in between})) == (91, 65, 41)
    assert set(between) == {(row["supplier"], row["client"]) for row in expected("pairs")}
    assert {name for pair in pairs for name in pair} >= internal


def test_every_word_of_the_maps_has_its_english_one() -> None:
    known = {french for french, _ in ORGANISATION.terms}
    assert {row["deliverable"]: row["deliverable_en"] for row in HANDOFFS}.items() <= dict(ORGANISATION.terms).items()
    for one in maps().values():
        names = {name for name, kind in zip(one.nodes.names, one.nodes.kinds, strict=True) if kind == NodeKind.ACTIVITY}
        assert names <= known, one.file


def test_organisation_file() -> None:
    assert load_organisation(ROOT).faults == ()
    assert len(ORGANISATION.departments) == 5
    assert (len(ORGANISATION.services), len(ORGANISATION.externals)) == (18, 6)
    assert sum(entry.staff or 0 for entry in ORGANISATION.services) == 327
    assert [promise.id for promise in ORGANISATION.promises] == ["e1", "e2a", "e2b", "e3", "e4", "e5"]
    assert {entry.file for entry in ORGANISATION.processes} == set(FILES)
    people = {person.id: person for person in ORGANISATION.people}
    assert people["yann-kerbrat"].left == date(2026, 7, 1)
    assert {entry.head for entry in (*ORGANISATION.services, *ORGANISATION.departments)} <= set(people)


def test_promises_stand_on_the_map() -> None:
    names = {party.id: party.name.fr for party in ORGANISATION.externals}
    messages = {(row["client"], row["deliverable"]) for row in HANDOFFS if row["via"] == "message"}
    assert {(names[promise.party], name) for promise in ORGANISATION.promises for name in promise.from_map} <= messages


def test_settings() -> None:
    settings = load_settings(ROOT)
    assert settings.as_of == date(2026, 11, 16)
    assert settings.period is not None
    assert (settings.period.first, settings.period.last) == (date(2026, 8, 1), date(2026, 10, 31))


def contracts() -> dict[str, Contract]:
    return {contract.reference: contract for contract in load_contracts(ROOT).current}


def criteria(contract: Contract) -> list[Criterion]:
    return [one for thing in (*contract.deliverables, *contract.expectations) for one in thing.criteria]


def test_contracts_are_read_without_a_word() -> None:
    loaded = load_contracts(ROOT)
    assert [str(fault) for fault in loaded.faults] == []
    states = Counter(contract.status for contract in loaded.current)
    assert states == {
        Status.ACTIVE: 10, Status.SUSPENDED: 1, Status.PROPOSED: 1, Status.NEGOTIATION: 1, Status.DRAFT: 1,
    }  # fmt: skip
    said = {row["reference"]: (row["supplier_id"], row["client_id"], row["state"]) for row in expected("pairs")}
    for one in loaded.current:
        assert said[one.reference] == (one.supplier.service, one.client.service, one.status.value)


def test_clauses_are_those_of_the_verdicts() -> None:
    rows = [row for row in expected("verdicts") if row["clause"] not in ("contract", "promise")]
    assert len([row for row in rows if row["clause"].startswith("O")]) == 25
    assert len([row for row in rows if row["clause"].startswith("A")]) == 7
    active = [one for one in contracts().values() if one.status is Status.ACTIVE]
    found = {f"{one.id}/{each.id}": each for one in active for each in criteria(one)}
    assert set(found) == {row["id"] for row in rows}
    for row in rows:
        objective = found[row["id"]].objective
        assert (objective.text.fr if objective else found[row["id"]].text.fr) == row["objective"]


def test_contract_in_force_rests_on_the_map() -> None:
    ids = {party.id: party.name.fr for party in ORGANISATION.services}
    mapped = {(row["supplier"], row["client"], row["deliverable"]) for row in HANDOFFS}
    off = []
    for reference, one in contracts().items():
        for thing in one.deliverables:
            names = {(ids[one.supplier.service], ids[one.client.service], name) for name in thing.from_map}
            off += [] if names & mapped else [f"{reference} {thing.id}"]
    assert sorted(off) == ["CS-06 d2", "CS-10 d2"]


def test_one_key_objective_each_and_the_earlier_version() -> None:
    for one in contracts().values():
        keys = [each for each in criteria(one) if each.objective and each.objective.key]
        assert len(keys) == (1 if one.status is Status.ACTIVE else 0), one.reference
    (earlier,) = load_contracts(ROOT).history
    now = contracts()["CS-04"]
    assert (earlier.id, earlier.version, earlier.end) == (now.id, "1.0", now.start)
    changed = [
        (old.id, old.objective.text.fr, new.objective.text.fr)
        for old, new in zip(criteria(earlier), criteria(now), strict=True)
        if old.objective and new.objective and old.objective != new.objective
    ]
    assert changed == [("d1.c1", "90 % sous 3 jours ouvrés", "90 % sous 2 jours ouvrés")]


def test_who_keeps_too_much_and_who_is_gone() -> None:
    kept = Counter(
        each.indicator.keeper
        for one in contracts().values()
        for each in criteria(one)
        if each.indicator and each.indicator.keeper
    )
    assert {name: count for name, count in kept.items() if count > 5} == {"samira-belkacem": 6}
    assert kept["yann-kerbrat"] == 1
    assert set(kept) <= {person.id for person in ORGANISATION.people}


def test_readings_are_all_there_and_name_clauses_that_exist() -> None:
    loaded = load_readings(ROOT, load_settings(ROOT).timezone)
    assert [str(fault) for fault in loaded.faults] == []
    assert len(loaded.readings) == 446
    known = {f"{one.id}/{each.id}.i1" for one in contracts().values() for each in criteria(one)}
    known |= {f"promises/{promise.id}" for promise in ORGANISATION.promises}
    assert {reading.indicator for reading in loaded.readings} <= known


@pytest.mark.parametrize("path", sorted((ROOT / "processes").rglob("*.*")), ids=lambda path: path.name)
def test_people_type_plain_spaces_and_straight_apostrophes(path: Path) -> None:
    if path.suffix != ".xlsx":
        assert not re.search("[\u00a0\u202f\u2019]", path.read_text(encoding="utf-8-sig"))


BOUNDS = "{http://www.omg.org/spec/DD/20100524/DC}Bounds"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"


@pytest.mark.parametrize("path", sorted((ROOT / "processes").rglob("*.bpmn")), ids=lambda path: path.name)
def test_every_element_is_drawn_and_no_two_shapes_overlap(path: Path) -> None:
    root = etree.parse(path).getroot()
    kinds = {one.get("id"): etree.QName(one).localname for one in root.iter("{*}*") if one.get("id")}
    drawn = {one.get("bpmnElement") for one in root.iter(f"{DI}BPMNShape", f"{DI}BPMNEdge")}
    silent = ("definitions", "collaboration", "process", "laneSet", "dataObject", "dataInput", "dataOutput")
    for element, kind in kinds.items():
        shown = element in drawn or kind in silent or kind.startswith("BPMN") or kind.endswith("EventDefinition")
        assert shown, (element, kind)
    assert drawn <= set(kinds)
    shapes = [
        (shape.get("bpmnElement"), [float(shape.find(BOUNDS).get(side)) for side in ("x", "y", "width", "height")])
        for shape in root.iter(f"{DI}BPMNShape")
        if kinds[shape.get("bpmnElement")] not in ("participant", "lane")
    ]
    for (one, (x, y, width, height)), (other, (left, top, wide, high)) in combinations(shapes, 2):
        apart = x + width <= left or left + wide <= x or y + height <= top or top + high <= y
        assert apart, (one, other)
