"""Laws of identity that hold whatever is on the maps, and what tiny workspaces do not reach."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from identity_maps import chain

from svcgraph.domain import handoff, identity
from svcgraph.domain.default_names import is_default
from svcgraph.domain.graph import PairKind, ServiceGraph
from svcgraph.domain.identity.performers import PROCESS
from svcgraph.domain.names import same
from svcgraph.domain.organisation import ExternalParty, Frequency, Organisation, ProcessEntry, ServiceEntry
from svcgraph.domain.process import Extra, MessageFlow, NodeKind, Performer, ProcessKind, ProcessMap
from svcgraph.domain.text import Text
from svcgraph.errors import Fault, Severity
from svcgraph.readers.bpmn import read


def resolve(
    *maps: ProcessMap, organisation: Organisation | None = None, protected: tuple[str, ...] = ()
) -> tuple[ServiceGraph, tuple[Fault, ...]]:
    found = [handoff.find(one) for one in maps]
    return identity.resolve(maps, found, organisation or Organisation(), protected=protected)


def graph_of(
    *maps: ProcessMap, organisation: Organisation | None = None, protected: tuple[str, ...] = ()
) -> ServiceGraph:
    return resolve(*maps, organisation=organisation, protected=protected)[0]


NAMES = st.sampled_from(
    ["Sales", "SALES", "Stock", "Stock!", "Lane 1", "Achats", "Été", "E\u0301te\u0301", "Con", "営業"]
)
PATHS = st.tuples(st.sampled_from(["Shop", "Depot", "Pool"]), NAMES)


@st.composite
def workspaces(draw: st.DrawFn) -> list[ProcessMap]:
    count = draw(st.integers(1, 4))
    return [chain(f"processes/{n}.bpmn", *draw(st.lists(PATHS, min_size=1, max_size=5))) for n in range(count)]


@given(workspaces(), st.randoms(use_true_random=False), st.frozensets(st.sampled_from(["sales", "stock", "con"])))
@settings(max_examples=60, deadline=None)
def test_order_of_maps_never_matters(maps: list[ProcessMap], random: object, protected: frozenset[str]) -> None:
    shuffled = list(maps)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert resolve(*shuffled, protected=tuple(protected)) == resolve(*maps, protected=tuple(protected))


@given(workspaces())
@settings(max_examples=60, deadline=None)
def test_every_handoff_is_kept_or_counted(maps: list[ProcessMap]) -> None:
    graph = graph_of(*maps)
    assert len(graph.handoffs) + graph.dropped == sum(len(handoff.find(one)) for one in maps)
    known = {service.id for service in graph.services}
    assert len(known) == len(graph.services)
    keys = {activity.key for activity in graph.activities}
    assert len(keys) == len(graph.activities)
    for one in graph.handoffs:
        assert one.supplier != one.client
        assert {one.supplier, one.client} <= known
        assert {one.source, one.target} <= keys
        assert graph.processes[one.process].file == one.file


@given(workspaces(), st.lists(PATHS, min_size=1, max_size=5))
@settings(max_examples=60, deadline=None)
def test_a_listed_service_keeps_its_identity_whatever_is_added(
    maps: list[ProcessMap], more: list[tuple[str, str]]
) -> None:
    listed = Organisation(services=(ServiceEntry(id="s", name=Text("Sales", "Sales")),))
    before = {service.id: service.performers for service in graph_of(*maps, organisation=listed).services}["s"]
    after = graph_of(*maps, chain("processes/more.bpmn", *more), organisation=listed)
    now = {service.id: service.performers for service in after.services}["s"]
    assert set(before) <= set(now)


@given(workspaces(), st.lists(PATHS, min_size=1, max_size=5))
@settings(max_examples=60, deadline=None)
def test_a_contract_party_keeps_its_identity_whatever_is_added(
    maps: list[ProcessMap], more: list[tuple[str, str]]
) -> None:
    """Every service is party to a contract; with one map more, each performer is still who it was.

    A contract knows its party by id alone: where a second name makes the same id, a person is asked instead.
    """
    graph = graph_of(*maps)
    parties = tuple(service.id for service in graph.services)
    before = {where: service.id for service in graph.services for where in service.performers}
    after, faults = resolve(*maps, chain("processes/more.bpmn", *more), protected=parties)
    now = {where: service.id for service in after.services for where in service.performers}
    asked = "two-names-one-id" in {fault.code for fault in faults}
    assert asked or {where: now[where] for where in before} == before


@given(st.lists(NAMES, min_size=1, max_size=6))
def test_resemblance_never_merges(names: list[str]) -> None:
    """Without an organisation file, services are exactly the classes of "same name" (and what stays apart)."""
    graph = graph_of(chain("processes/a.bpmn", *(("Firm", name) for name in names)))
    assert len(graph.services) == len({same(name) for name in names})


@pytest.mark.parametrize(
    "name",
    ["Lane 1", "lane", "Pool", "POOL 2", "Participant", "Participant_12", "Process 1", "Couloir 3", "Processus",
     "Bahn 1", "Teilnehmer", "Prozess", "Carril 2", "Participante", "Proceso 1", "New Pool", "Swim lane 4", "Lane (2)"],
)  # fmt: skip
def test_default_names(name: str) -> None:
    assert is_default(name)


@pytest.mark.parametrize(
    "name",
    ["Pool of drivers", "Process engineering", "Car pool", "Lane keeping", "Pooling", "Phase 1 trials", "Bahnhof"],
)
def test_names_that_people_gave(name: str) -> None:
    assert not is_default(name)


def test_nested_lanes_of_one_name_in_one_pool_are_one_service() -> None:
    """O2: only pools of different names keep a leaf name apart."""
    graph, faults = resolve(chain("a", ("Firm", "North", "Team"), ("Firm", "South", "Team"), ("Firm", "Stock")))
    assert [service.id for service in graph.services] == ["stock", "team"]
    assert (graph.dropped, faults) == (1, ())


def test_an_alias_in_two_parts_of_one_service_is_no_conflict() -> None:
    entry = ServiceEntry(id="s", name=Text("Sales", "Sales"), aliases=("sales", "Shop / Sales"), actors=("SALES",))
    _, faults = resolve(chain("a", ("Shop", "Sales"), ("Shop", "Stock")), organisation=Organisation(services=(entry,)))
    assert faults == ()


def test_two_names_for_the_id_of_a_contract_party() -> None:
    """Nobody can know which of the two the contract meant: one keeps the id, and a person is asked."""
    graph, faults = resolve(chain("a", ("Firm", "Stock"), ("Firm", "Stock!")), protected=("stock",))
    names = {service.id: service.name.fr for service in graph.services}
    assert names["stock"] == "Stock"
    assert len(names) == 2
    assert [(fault.code, fault.severity) for fault in faults] == [("two-names-one-id", Severity.WARNING)]


def test_a_contract_party_by_its_hashed_id() -> None:
    both = graph_of(chain("a", ("Firm", "Stock"), ("Firm", "Stock!")))
    hashed = next(service.id for service in both.services if service.name.fr == "Stock!")
    alone = graph_of(chain("a", ("Firm", "Sales"), ("Firm", "Stock!")), protected=(hashed,))
    assert hashed in {service.id for service in alone.services}


def test_the_most_frequent_spelling_is_shown() -> None:
    maps = [chain(f"{n}", ("Firm", name), ("Firm", "Stock")) for n, name in enumerate(["SALES", "Sales", "Sales"])]
    assert "Sales" in {service.name.fr for service in graph_of(*maps).services}


def test_former_ids_lead_to_the_service() -> None:
    entry = ServiceEntry(id="new", name=Text("Sales", "Sales"), former_ids=("old",))
    graph = graph_of(
        chain("a", ("Firm", "Sales"), ("Firm", "Old")), organisation=Organisation(services=(entry,)), protected=("old",)
    )
    found = graph.service("old")
    assert found is not None
    assert found.id == "new"
    assert graph.service("nobody") is None
    assert {service.id for service in graph.services if not service.listed} == {"old-" + _hash("old")}


def _hash(name: str) -> str:
    import hashlib

    return hashlib.sha256(name.encode()).hexdigest()[:6]


def test_kinds_of_pairs() -> None:
    parties = (
        ExternalParty(id="c", name=Text("Customer", "Customer")),
        ExternalParty(id="k", name=Text("Bank", "Bank")),
    )
    one = chain("a", ("Customer",), ("Firm", "Sales"), ("Firm", "Stock"), ("Customer",), ("Bank",))
    pairs = graph_of(one, organisation=Organisation(externals=parties)).pairs()
    assert {(pair.supplier, pair.client): pair.kind for pair in pairs} == {
        ("c", "k"): PairKind.LISTED,
        ("c", "sales"): PairKind.EXPECTED_INPUT,
        ("sales", "stock"): PairKind.CONTRACT,
        ("stock", "c"): PairKind.PROMISE,
    }


def test_processes_take_what_the_organisation_file_adds() -> None:
    entries = (
        ProcessEntry(id="o1", name=Text("Vendre", "Sell"), file="sell.bpmn", kind=ProcessKind.OPERATIONAL,
                     owner="ann", frequency=Frequency.DAILY, feeds=("o2",)),
        ProcessEntry(id="o2", name=Text("Ship", "Ship"), line=7),
        ProcessEntry(id="o3", name=Text("Bill", "Bill"), line=8),
        ProcessEntry(id="o4", name=Text("Gone", "Gone"), file="gone.bpmn", line=9),
    )  # fmt: skip
    maps = (
        chain("processes/sell.bpmn", ("F", "A"), ("F", "B"), process="p"),
        chain("processes/ship.bpmn", ("F", "A"), ("F", "B"), process="ship"),
        chain("processes/x.bpmn", ("F", "A"), ("F", "B"), process="p2"),
    )
    graph, faults = resolve(*maps, organisation=Organisation(processes=entries))
    assert [(one.id, one.name.fr, one.kind, one.owner, one.frequency, one.feeds) for one in graph.processes] == [
        ("o1", "Vendre", ProcessKind.OPERATIONAL, "ann", "daily", ("o2",)),
        ("o2", "Ship", None, "", "", ()),
        ("p2", "P2", None, "", "", ()),
    ]
    assert [(fault.code, fault.severity, fault.place.line) for fault in faults] == [
        ("process-not-drawn", Severity.NOTE, 8),
        ("process-file", Severity.WARNING, 9),
    ]


def test_processes_with_one_id_get_their_files_name() -> None:
    graph = graph_of(
        chain("processes/a.bpmn", ("F", "A"), ("F", "B")), chain("processes/b.bpmn", ("F", "A"), ("F", "B"))
    )
    assert [one.id for one in graph.processes] == ["a-bpmn-p", "b-bpmn-p"]


def test_a_call_into_its_own_file_is_found_before_another_files_process() -> None:
    def called(file: str, service: str) -> ProcessMap:
        return chain(file, ("F", service), process="sub")

    caller = chain("a", ("F", "A"), ("F", "A"), kinds=(NodeKind.ACTIVITY, NodeKind.CALL), process="sub")
    caller = replace(caller, extra=Extra(calls=((1, "ns:sub", ""),)))
    graph = graph_of(caller, called("b", "B"))
    assert graph.handoffs == ()  # its own process "sub" is meant; A calls A
    other = replace(caller, processes=(replace(caller.processes[0], id="main"),))
    graph = graph_of(other, called("b", "B"))
    assert [(one.supplier, one.client, one.file, one.to_file, one.via.value) for one in graph.handoffs] == [
        ("a", "b", "a", "b", "call"),
        ("b", "a", "b", "a", "call"),
    ]


def test_signals_without_a_name_stay_in_their_file() -> None:
    one = replace(chain("a", ("F", "A"), ("F", "B"), flows=()), extra=Extra(throws=((0, "#s"),), catches=((1, "#s"),)))
    two = replace(chain("b", ("F", "C"), ("F", "D"), flows=()), extra=Extra(catches=((0, "#s"),)))
    graph = graph_of(one, two)
    assert [(h.supplier, h.client, h.deliverable, h.named) for h in graph.handoffs] == [("a", "b", "Do 0", False)]


def test_a_closed_pool_stands_for_another_file_only() -> None:
    """The file's own process of that name is not what its closed pool stands for (O6)."""
    one = replace(
        chain("a", ("Shop",), ("Shop",), process="depot"),
        performers=(Performer(path=("Shop",), pool=True), Performer(path=("Depot",), external=True, pool=True)),
        services=(0, 1),
        whole=(0,),
        message_flows=(MessageFlow(id="m", source=0, target_pool=1, names=("Order",)),),
    )
    assert [(one.supplier, one.client) for one in graph_of(one).handoffs] == [("shop", "depot")]


def test_of_many_files_that_are_meant_the_first_few_are_told() -> None:
    shops = [
        chain(f"processes/{letter}.bpmn", ("Shop", "Sales"), ("Shop", "Stock"), process="shop") for letter in "abcdefg"
    ]
    black = Performer(path=("Shop",), pool=True, external=True, element="shop", line=2)
    here = chain("processes/z.bpmn", ("Firm", "Desk"), ("Firm", "Office"))
    pool = replace(here, performers=(*here.performers, black), services=(*here.services, len(here.performers)))
    _, faults = resolve(*shops, pool)
    (found,) = (fault for fault in faults if fault.code == "pool-drawn-twice")
    assert dict(found.parameters)["files"] == ", ".join(f"processes/{letter}.bpmn" for letter in "abcd") + ", …"


def test_a_process_without_pool_and_name_is_not_called_a_lane() -> None:
    drawn = read(
        b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p">'
        b'<task id="a" name="Sell"/></process></definitions>',
        "processes/a.bpmn",
    ).map
    _, faults = resolve(drawn)
    assert [(fault.code, fault.message) for fault in faults] == [("unnamed-performer", PROCESS)]
