"""What became of deliverables, told by mutation: a map, known edits, exactly these findings."""

from __future__ import annotations

import itertools
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from drift_maps import Flow, Map, first
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from svcgraph import pipeline
from svcgraph.cli._program import program
from svcgraph.domain import negotiation
from svcgraph.domain.graph import ServiceGraph
from svcgraph.domain.names import same
from svcgraph.domain.negotiation.drift import drift
from svcgraph.domain.negotiation.drift.baseline import anchor, things
from svcgraph.domain.negotiation.drift.things import Drifted, Fate
from svcgraph.domain.organisation import Organisation
from svcgraph.store.contracts import parse_contract
from svcgraph.store.maps import read_all
from svcgraph.story import Workspace

TINY = Path(__file__).parent / "cli" / "workspace"
NAMES = {"a": "Take", "b": "Check", "c": "Pack", "d": "Ship", "e": "Invoice"}
LANES = {"a": "Sales", "b": "Quality", "c": "Stock", "d": "Transport", "e": "Accounts"}
#        0: a→b order      1: b→c (no name)   2: c→d parcel         3: d→e proof         4: a→e terms
START = first(
    NAMES, LANES, ("a", "b", "Order"), ("b", "c", ""), ("c", "d", "Parcel"), ("d", "e", "Proof"), ("a", "e", "Terms")
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    root = tmp_path_factory.mktemp("drift")
    (root / "svcgraph.yaml").write_text("language: en\n", encoding="utf-8")
    (root / "processes").mkdir()
    return pipeline.read_workspace(root)


@pytest.fixture(scope="module")
def graph_of(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Map], ServiceGraph]:
    folder = tmp_path_factory.mktemp("maps") / "processes"
    folder.mkdir()

    def made(drawn: Map) -> ServiceGraph:
        (folder / "orders.bpmn").write_bytes(drawn.bpmn())
        graph, faults = pipeline.services_and_handoffs(replace(workspace, maps=read_all(folder)))
        assert not faults
        return graph

    return made


def compared(then: ServiceGraph, now: ServiceGraph, *, anchored: bool = True) -> tuple[Drifted, ...]:
    """With all that is stored as a baseline, or only what drafts held before."""
    drafts = negotiation.draft(then, Organisation())
    if anchored:
        add = anchor(then, lambda _file: "")
        drafts = tuple(replace(one, deliverables=tuple(map(add, one.deliverables))) for one in drafts)
    return drift(things(drafts, {}), now)


def told(found: tuple[Drifted, ...]) -> dict[str, str]:
    """Deliverable → fate and what it is now, of all that is not as it was."""
    return {
        (one.thing.name.en if one.thing else "+ " + one.became[0].name): " ".join(
            [one.fate.value, *sorted(f"{each.name} {each.way[0]}>{each.way[1]}" for each in one.became)]
        )
        for one in found
        if one.fate is not Fate.UNCHANGED
    }


CASES: dict[str, tuple[Map, dict[str, str]]] = {
    "nothing": (START, {}),
    "all ids are new": (START.with_new_ids(), {}),
    "ids are numbered anew": (START.shuffled_ids(), {}),
    "an activity is renamed": (START.renamed("d", "Dispatch"), {}),
    "an activity whose output has no name is renamed": (
        START.renamed("b", "Examine"),
        {"Check": "renamed Examine → Pack quality>stock"},
    ),
    "one that takes what has no name is renamed": (
        START.renamed("c", "Wrap"),
        {"Check": "renamed Check → Wrap quality>stock"},
    ),
    "it is renamed, and all ids are new": (
        START.renamed("b", "Examine").with_new_ids(),
        {"Check": "renamed Examine → Pack quality>stock"},
    ),
    "a deliverable is renamed": (START.flow_renamed(2, "Pallet"), {"Parcel": "renamed Pallet stock>transport"}),
    "a deliverable is renamed, and all ids are new": (
        START.flow_renamed(2, "Pallet").with_new_ids(),
        {"Parcel": "renamed Pallet stock>transport"},
    ),
    "an activity is moved to another lane": (
        START.moved("d", "Carrier"),
        {"Parcel": "re-routed Parcel stock>carrier", "Proof": "re-routed Proof carrier>accounts"},
    ),
    "it is moved, and all ids are new": (
        START.moved("d", "Carrier").with_new_ids(),
        {"Parcel": "re-routed Parcel stock>carrier", "Proof": "re-routed Proof carrier>accounts"},
    ),
    "it is moved into the lane of its client": (
        START.moved("d", "Accounts"),
        {"Parcel": "re-routed Parcel stock>accounts", "Proof": "gone"},
    ),
    "what has no name is moved": (
        START.moved("b", "Laboratory"),
        {"Order": "re-routed Order sales>laboratory", "Check": "re-routed Check → Pack laboratory>stock"},
    ),
    "moved and renamed": (
        START.moved("d", "Carrier").renamed("d", "Carry"),
        {"Parcel": "re-routed Parcel stock>carrier", "Proof": "re-routed Proof carrier>accounts"},
    ),
    "a deliverable is split": (
        START.flow_split(2, "Box", "Delivery note"),
        {"Parcel": "split Box stock>transport Delivery note stock>transport"},
    ),
    "a deliverable is split and one part keeps its name": (
        START.flow_split(2, "Parcel", "Delivery note"),
        {"+ Delivery note": "new Delivery note stock>transport"},
    ),
    "a deliverable goes to two services": (
        START.added("x", "Archive", "Archive").flow_added("c", "x", "Parcel"),
        {"+ Parcel": "new Parcel stock>archive"},
    ),
    "a deliverable is deleted": (START.flow_deleted(4), {"Terms": "gone"}),
    "an activity is deleted": (START.deleted("d"), {"Parcel": "gone", "Proof": "gone"}),
    "an activity is deleted and what it got goes past it": (
        START.deleted("d").flow_added("c", "e", "Parcel"),
        {"Parcel": "re-routed Parcel stock>accounts", "Proof": "gone"},
    ),
    "a deliverable is added": (START.flow_added("a", "c", "Wishes"), {"+ Wishes": "new Wishes sales>stock"}),
    "it goes to another activity of the same service": (
        START.added("d2", "Load", "Transport").turned(2, target="d2"),
        {},
    ),
    "it goes to another service": (
        START.added("x", "Store", "Depot").turned(2, target="x"),
        {"Parcel": "re-routed Parcel stock>depot"},
    ),
    "it comes from another service": (
        START.added("x", "Collect", "Depot").turned(2, source="x"),
        {"Parcel": "re-routed Parcel depot>transport"},
    ),
    "an activity is split in two": (  # b is b and b2 now
        START.added("b2", "Release", "Quality").turned(1, source="b2").flow_added("b", "b2"),
        {"Check": "renamed Release → Pack quality>stock"},
    ),
    "it is split in two, and all ids are new": (
        START.added("b2", "Release", "Quality").turned(1, source="b2").flow_added("b", "b2").with_new_ids(),
        {"Check": "renamed Release → Pack quality>stock"},
    ),
    "what has no name goes to another service": (
        START.added("x", "Store", "Depot").turned(1, target="x"),
        {"Check": "re-routed Check → Store quality>depot"},
    ),
    "other activities of the same services hand it over": (
        START.added("c2", "Collect", "Stock").added("d2", "Load", "Transport").turned(2, source="c2", target="d2"),
        {},
    ),
    "other activities, one of another service": (
        START.added("c2", "Collect", "Stock").added("x", "Keep", "Depot").turned(2, source="c2", target="x"),
        {"Parcel": "re-routed Parcel stock>depot"},
    ),
    "everything is called otherwise": (
        Map(
            {key: f"Step {key}" for key in NAMES},
            LANES,
            tuple(replace(flow, name=flow.name and f"Paper {n}") for n, flow in enumerate(START.flows)),
        ),
        {
            "Order": "renamed Paper 0 sales>quality",
            "Check": "renamed Step b → Step c quality>stock",
            "Parcel": "renamed Paper 2 stock>transport",
            "Proof": "renamed Paper 3 transport>accounts",
            "Terms": "renamed Paper 4 sales>accounts",
        },
    ),
    "nothing is left in common": (
        first({"k": "Bake", "l": "Sell"}, {"k": "Kitchen", "l": "Counter"}, ("k", "l", "Bread")).with_new_ids("Z"),
        {
            "Order": "gone",
            "Check": "gone",
            "Parcel": "gone",
            "Proof": "gone",
            "Terms": "gone",
            "+ Bread": "new Bread kitchen>counter",
        },
    ),
}
TWO = first(NAMES, LANES, ("c", "d", "Parcel"), ("c", "d", "Delivery note"), ("a", "b", "Order"))
MERGED: dict[str, tuple[Map, dict[str, str]]] = {
    "two are merged": (
        TWO.flows_merged(0, 1, "Shipment"),
        {
            "Parcel": "merged Shipment stock>transport",
            "Delivery note": "merged Shipment stock>transport",
        },
    ),
    "two are merged, and all ids are new": (
        TWO.flows_merged(0, 1, "Shipment").with_new_ids(),
        {
            "Parcel": "merged Shipment stock>transport",
            "Delivery note": "merged Shipment stock>transport",
        },
    ),
    "one of two is deleted": (TWO.flow_deleted(1), {"Delivery note": "gone"}),
    "both are renamed": (
        TWO.flow_renamed(0, "Pallet").flow_renamed(1, "Papers"),
        {"Parcel": "renamed Pallet stock>transport", "Delivery note": "renamed Papers stock>transport"},
    ),
    "one is renamed, and the lane changes": (
        TWO.flow_renamed(0, "Pallet").moved("d", "Carrier"),
        {"Parcel": "re-routed Pallet stock>carrier", "Delivery note": "re-routed Delivery note stock>carrier"},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_known_edits_are_found_and_nothing_else(name: str, graph_of: Callable[[Map], ServiceGraph]) -> None:
    edited, expected = CASES[name]
    assert told(compared(graph_of(START), graph_of(edited))) == expected


@pytest.mark.parametrize("name", MERGED)
def test_known_edits_of_things_that_pass_together(name: str, graph_of: Callable[[Map], ServiceGraph]) -> None:
    edited, expected = MERGED[name]
    assert told(compared(graph_of(TWO), graph_of(edited))) == expected


def test_both_activities_are_called_otherwise_between_the_same_others(
    graph_of: Callable[[Map], ServiceGraph],
) -> None:
    names = {"p": "Sample", "b": "Check", "c": "Pack", "q": "Label"}
    lanes = {"p": "Quality", "b": "Quality", "c": "Stock", "q": "Stock"}
    old = first(names, lanes, ("p", "b", ""), ("b", "c", ""), ("c", "q", ""))
    new = old.renamed("b", "Examine").renamed("c", "Wrap").with_new_ids()
    assert told(compared(graph_of(old), graph_of(new))) == {"Check": "renamed Examine → Wrap quality>stock"}
    bare = compared(graph_of(old), graph_of(new), anchored=False)  # without neighbours nothing is left in common
    assert sorted(one.fate for one in bare) == ["gone", "new"]


def test_another_known_activity_in_its_place_is_another_thing(graph_of: Callable[[Map], ServiceGraph]) -> None:
    names = {"a": "Weigh", "b": "Check", "c": "Pack", "d": "Ship"}
    lanes = {"a": "Quality", "b": "Quality", "c": "Stock", "d": "Transport"}
    old = first(names, lanes, ("b", "c", ""), ("a", "d", ""))
    new = old.flow_added("a", "c").flow_deleted(0)
    assert told(compared(graph_of(old), graph_of(new))) == {
        "Check": "gone",
        "+ Weigh → Pack": "new Weigh → Pack quality>stock",
    }


def test_the_way_back_of_a_rename_is_a_rename(graph_of: Callable[[Map], ServiceGraph]) -> None:
    edited = START.flow_renamed(2, "Pallet")
    assert told(compared(graph_of(edited), graph_of(START))) == {"Pallet": "renamed Parcel stock>transport"}


def test_activities_that_are_called_otherwise_are_named(graph_of: Callable[[Map], ServiceGraph]) -> None:
    found = compared(graph_of(START), graph_of(START.renamed("d", "Dispatch")))
    assert {one.thing.name.en: one.renamed for one in found if one.thing and one.renamed} == {
        "Parcel": (("Ship", "Dispatch"),),
        "Proof": (("Ship", "Dispatch"),),
    }


def test_one_of_two_places_of_a_thing_that_is_gone_is_counted(graph_of: Callable[[Map], ServiceGraph]) -> None:
    drawn = first({**NAMES, "d2": "Load"}, {**LANES, "d2": "Transport"}, ("c", "d", "Parcel"), ("c", "d2", "Parcel"))
    (one,) = compared(graph_of(drawn), graph_of(drawn.flow_deleted(1)))
    assert (one.fate, one.lost) == (Fate.UNCHANGED, 1)
    (both, *_) = compared(graph_of(drawn), graph_of(drawn.moved("d2", "Carrier")))
    assert (both.fate, both.in_part) == (Fate.REROUTED, True)


def renames(found: tuple[Drifted, ...]) -> set[tuple[str, str]]:
    return {pair for one in found for pair in one.services}


MOVED = START.moved("d", "Carrier")
RENAMED_SERVICES: dict[str, tuple[Map, set[tuple[str, str]]]] = {
    "nothing": (START, set()),
    "only the name": (MOVED, {("transport", "carrier")}),
    "only the name, and all ids are new": (MOVED.with_new_ids(), {("transport", "carrier")}),
    "the names of two that hand over to each other": (
        MOVED.moved("c", "Depot"),
        {("transport", "carrier"), ("stock", "depot")},
    ),
    "the old name is still there": (MOVED.added("x", "Wait", "Transport"), set()),
    "the new name was there before": (START.moved("d", "Sales"), set()),
    "the new one has something else too": (MOVED.flow_added("d", "a", "Receipt"), set()),
    "an activity is called otherwise too": (MOVED.renamed("d", "Carry"), set()),
    "a deliverable is called otherwise too": (MOVED.flow_renamed(2, "Pallet"), set()),
    "a deliverable is gone too": (MOVED.flow_deleted(3), set()),
    "its work went to two services": (
        START.added("d2", "Prove", "Agent").turned(3, source="d2").moved("d", "Carrier"),
        set(),
    ),
    "two became one": (START.moved("d", "Depot").moved("c", "Depot"), set()),
}


@pytest.mark.parametrize("name", RENAMED_SERVICES)
def test_a_service_is_probably_renamed_where_nothing_else_has_changed(
    name: str, graph_of: Callable[[Map], ServiceGraph]
) -> None:
    edited, expected = RENAMED_SERVICES[name]
    found = compared(graph_of(START), graph_of(edited))
    assert renames(found) == expected
    assert all(one.fate is Fate.REROUTED for one in found if one.services)


def test_a_service_that_the_organisation_file_lists_is_another_one(graph_of: Callable[[Map], ServiceGraph]) -> None:
    then, now = graph_of(START), graph_of(MOVED)
    listed = tuple(replace(one, listed=one.id == "carrier") for one in now.services)
    assert renames(compared(then, replace(now, services=listed))) == set()


# Random edits. Every deliverable has a name of its own, every activity too: what they are can be told. The truth comes
# from the flows, which remember where they come from; drift is told from the maps alone.


def truth(old: Map, new: Map) -> dict[str, str]:
    expected: dict[str, str] = {}
    before = {n: flow for n, flow in enumerate(old.flows) if _crosses(old, flow)}
    known: set[tuple[str, str, str]] = set()
    for number, flow in before.items():
        now = [one for one in new.flows if number in one.origin and _crosses(new, one)]
        known |= {_thing(new, one) for one in now}
        fate = _truth(_thing(old, flow), [(_thing(new, one), len(one.origin & set(before))) for one in now])
        if fate:
            places = sorted(
                f"{name} {supplier}>{client}" for name, supplier, client in (_thing(new, one) for one in now)
            )
            expected[flow.name] = " ".join([fate, *places])
    for one in new.flows:
        if _crosses(new, one) and _thing(new, one) not in known and not one.origin & set(before):
            name, supplier, client = _thing(new, one)
            expected[f"+ {name}"] = f"new {name} {supplier}>{client}"
    return expected


def _truth(was: tuple[str, str, str], now: list[tuple[tuple[str, str, str], int]]) -> str:
    if not now:
        return "gone"
    if len(now) > 1:
        return "split"
    (name, *way), sources = now[0]
    if [name, *way] == list(was):
        return ""
    if name != was[0] and sources > 1:
        return "merged"
    return "renamed" if way == list(was[1:]) else "re-routed"


def _crosses(drawn: Map, flow: Flow) -> bool:
    return drawn.lanes[flow.source] != drawn.lanes[flow.target]


def _thing(drawn: Map, flow: Flow) -> tuple[str, str, str]:
    return flow.name, same(drawn.lanes[flow.source]), same(drawn.lanes[flow.target])


IDS = "abcdef"
SERVICES = ("Sales", "Quality", "Stock", "Transport")
WAYS = tuple(itertools.permutations(IDS, 2))


@st.composite
def maps(draw: st.DrawFn) -> Map:
    lanes = {key: draw(st.sampled_from(SERVICES)) for key in IDS}
    ways = draw(st.lists(st.sampled_from(WAYS), unique=True, min_size=2, max_size=7))
    names = {key: f"Activity {key}" for key in IDS}
    return first(names, lanes, *((source, target, f"Thing {n}") for n, (source, target) in enumerate(ways)))


@st.composite
def edits(draw: st.DrawFn, *, ids_change: bool) -> tuple[Map, Map]:
    """A map and the same after some edits, each place edited so that it is still to be told.

    With new ids an activity is known by its name, or by what is around it: then no two things change at one place.
    """
    old = new = draw(maps())
    touched: set[int] = set()
    for count in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(["move", "rename", "flow", "split", "delete", "add"]))
        key = draw(st.sampled_from(IDS))
        free = [n for n, flow in enumerate(new.flows) if flow.origin and not flow.origin & touched]
        if kind == "move":
            new = new.moved(key, draw(st.sampled_from(SERVICES)))
        elif kind == "rename" and not ids_change:
            new = new.renamed(key, f"Renamed {count}")
        elif kind == "add":
            ways = [way for way in WAYS if way not in {(flow.source, flow.target) for flow in (*old.flows, *new.flows)}]
            new = new.flow_added(*draw(st.sampled_from(ways)), f"Added {count}")
        elif free and kind in ("flow", "split", "delete"):
            number = draw(st.sampled_from(free))
            touched |= new.flows[number].origin
            if kind == "flow":
                new = new.flow_renamed(number, f"Other {count}")
            elif kind == "split":
                new = new.flow_split(number, f"Part {count}.1", f"Part {count}.2")
            else:
                new = new.flow_deleted(number)
    return old, new.with_new_ids() if ids_change else new


LAW = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))


@LAW
@given(edits(ids_change=False))
def test_random_edits_are_told_as_they_were_made(
    graph_of: Callable[[Map], ServiceGraph], both: tuple[Map, Map]
) -> None:
    old, new = both
    assert told(compared(graph_of(old), graph_of(new))) == truth(old, new)


@LAW
@given(edits(ids_change=True))
def test_random_edits_with_all_ids_new_are_told_as_they_were_made(
    graph_of: Callable[[Map], ServiceGraph], both: tuple[Map, Map]
) -> None:
    old, new = both
    assert told(compared(graph_of(old), graph_of(new))) == truth(old, new)


@LAW
@given(maps())
def test_a_map_against_itself_is_unchanged(graph_of: Callable[[Map], ServiceGraph], drawn: Map) -> None:
    graph = graph_of(drawn)
    for now in (graph, graph_of(drawn.with_new_ids())):
        for anchored in (True, False):
            assert {one.fate for one in compared(graph, now, anchored=anchored)} <= {Fate.UNCHANGED}


# Through the commands, from the evidence that contracts keep.


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(TINY, tmp_path / "w")
    return tmp_path / "w"


def run(root: Path, capsys: pytest.CaptureFixture[str], *words: str, lang: str = "en") -> str:
    assert program(["-C", str(root), "--lang", lang, *words]) == 0
    return capsys.readouterr().out


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def agreed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(root, capsys, "contracts", "adopt", "sales--stock")
    contract = root / "processes" / "contracts" / "sales--stock.yaml"
    edit(contract, "state: observed", "state: negotiated")
    run(root, capsys, "contracts", "propose", "sales--stock")
    sign(root, capsys)


def sign(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for side, name in (("supplier", "ann-lee"), ("client", "eve-may")):
        run(root, capsys, "contracts", "agree", "sales--stock", "--for", side, "--name", name, "--as-is", "pilot")


def test_adopting_stores_what_tells_a_place_again(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(root, capsys, "contracts", "adopt", "sales--stock")
    path = root / "processes" / "contracts" / "sales--stock.yaml"
    read, faults = parse_contract(path.read_bytes(), path.name)
    assert read is not None
    assert faults == ()
    (one,) = read.deliverables[0].evidence
    assert (one.name, one.giver, one.taker) == ("Picking list", "The Shop / Sales", "The Shop / Stock")
    assert (one.before, one.after, len(one.map)) == ((), (), 16)


def test_a_renamed_lane_s_work_is_to_be_signed_again_until_it_was(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    agreed(root, capsys)
    assert "To be signed again" not in run(root, capsys, "drift")
    maps = root / "processes" / "orders.bpmn"
    edit(maps, 'name="Picking list"', 'name="Order sheet"')
    said = run(root, capsys, "drift")
    assert "sales--stock d1: “Picking list” is called “Order sheet” on the map." in said
    assert "sales--stock d1: from_map: [Order sheet]" in said
    assert "To be signed again" not in said
    edit(maps, '<lane id="L2" name="Stock">', '<lane id="L2" name="Shipping">')
    edit(maps, '"take"', '"Activity_1"')
    edit(maps, "<flowNodeRef>take<", "<flowNodeRef>Activity_1<")
    said = run(root, capsys, "drift")
    assert "“Picking list” went Sales → Warehouse; now “Order sheet” (Sales → Shipping)." in said
    assert "svcgraph contracts propose sales--stock --start DATE" in said
    rows = json.loads(run(root, capsys, "drift", "--format", "json"))["rows"]
    assert [
        (row["clause"], row["fate"], row["sign_again"]) for row in rows if row["contract_id"] == "sales--stock"
    ] == [("d1", "re-routed", True)]


def test_the_alias_that_a_renamed_lane_needs_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    agreed(root, capsys)
    maps = [root / "processes" / name for name in ("orders.bpmn", "hiring.dot", "returns.csv")]
    edit(maps[0], '<lane id="L2" name="Stock">', '<lane id="L2" name="Shipping">')
    assert "Probably" not in run(root, capsys, "drift")  # other maps still name it
    for one in maps[1:]:
        edit(one, "Stock", "Shipping")
    said = run(root, capsys, "drift")
    assert "now “Picking list” (Sales → Shipping). Probably renamed: Warehouse → Shipping." in said
    assert "→ stock: aliases: [Shipping]" in said
    assert "«\u00a0Picking list\u00a0» allait" in (french := run(root, capsys, "drift", lang="fr"))
    assert "Probablement renommé\u00a0: Entrepôt → Shipping." in french
    edit(root / "processes" / "organisation.yaml", "aliases: [Stock]", "aliases: [Stock, Shipping]")
    said = run(root, capsys, "drift")
    assert "re-routed" not in said
    assert "renamed" not in said


def test_what_was_signed_anew_is_the_next_baseline(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    agreed(root, capsys)
    maps, path = root / "processes" / "orders.bpmn", root / "processes" / "contracts" / "sales--stock.yaml"
    edit(maps, 'name="Take the order"', 'name="Note the order"')
    assert "Activity “Take the order” is called “Note the order”." in run(root, capsys, "drift")
    run(root, capsys, "contracts", "propose", "sales--stock")
    sign(root, capsys)
    assert "source: Note the order" in path.read_text(encoding="utf-8")
    assert "Note the order" not in run(root, capsys, "drift")


def test_maps_as_they_were_are_a_baseline_for_drafts(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(root, tmp_path / "before")
    shutil.copytree(root / "processes", tmp_path / "maps")
    edit(root / "processes" / "orders.bpmn", 'name="Stock"', 'name="Shipping"')
    for before in (tmp_path / "before", tmp_path / "maps"):
        said = run(root, capsys, "drift", "--from", str(before))
        assert "sales--stock d1: “Picking list” went Sales → Warehouse" in said
        assert "To be signed again" not in said
    french = run(root, capsys, "drift", "--from", str(tmp_path / "before"), lang="fr")
    assert "«\u00a0Picking list\u00a0» allait Ventes → Entrepôt\u202f; maintenant" in french


def test_a_folder_without_maps_is_refused(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    assert program(["-C", str(root), "--lang", "en", "drift", "--from", str(tmp_path / "empty")]) == 2
    assert "no process maps in" in capsys.readouterr().err


def test_drift_writes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    run(root, capsys, "drift")
    run(root, capsys, "drift", "--from", str(TINY))
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
