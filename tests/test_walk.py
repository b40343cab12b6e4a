"""What follows what on a map, inside a service too; upstream of a promise."""

from __future__ import annotations

from dataclasses import replace

import pytest
from identity_maps import chain

from svcgraph.domain import handoff, identity
from svcgraph.domain.graph import View, handed_over, networkx_graph, toward, upstream
from svcgraph.domain.handoff import walk
from svcgraph.domain.handoff.walk import Walk
from svcgraph.domain.identity import links
from svcgraph.domain.organisation import ExternalParty, Organisation
from svcgraph.domain.process import NONE, DataItem, Extra, MessageFlow, NodeKind, Performer, ProcessMap
from svcgraph.domain.text import Text

A, S, E, C, SUB = NodeKind.ACTIVITY, NodeKind.START, NodeKind.END, NodeKind.CONTROL, NodeKind.SUBPROCESS


def test_first_and_last_activities_lie_behind_events_and_gateways() -> None:
    one = chain("a", *[("F", "X")] * 7, kinds=(S, C, A, A, C, E, A), flows=((0, 1), (1, 2), (1, 3), (2, 4), (4, 5)))
    made = Walk(one)
    assert made.first_activities(0) == (2, 3, 6)
    assert made.last_activities(0) == (2, 3, 6)
    assert made.following(0) == (2, 3)
    assert made.preceding(5) == (2,)


def test_an_abrupt_end_is_no_last_node() -> None:
    one = chain("a", ("F", "X"), ("F", "X"), ("F", "X"), kinds=(A, A, NodeKind.END_ABRUPT), flows=((0, 1), (0, 2)))
    assert Walk(one).last_activities(0) == (1,)


def test_a_spanning_sub_process_gives_way_to_what_is_inside() -> None:
    paths = (("F", "X"), ("F", "X"), ("F", "Y"), ("F", "X"))
    one = chain("a", *paths, kinds=(A, SUB, A, A), parents=(NONE, NONE, 1, 1), flows=((0, 1), (2, 3)))
    made = Walk(one)
    assert made.following(0) == (2,)
    assert made.last_activities(0) == (3,)


def test_a_uniform_sub_process_leads_into_itself_and_back() -> None:
    one = chain("a", *[("F", "X")] * 4, kinds=(A, SUB, A, A), parents=(NONE, NONE, 1, 1), flows=((0, 1), (2, 3)))
    assert set(Walk(one).steps()) == {(0, 1), (1, 2), (2, 3), (3, 1)}


def test_an_event_is_the_nearest_activity_else_what_holds_it() -> None:
    nodes = chain("a", *[("F", "X")] * 3, kinds=(A, C, SUB), parents=(NONE, 2, NONE), flows=())
    made = Walk(nodes)
    assert made.sender(0) == (0,)
    assert made.sender(1) == made.receiver(1) == (2,)
    alone = Walk(chain("a", ("F", "X"), kinds=(C,)))
    assert alone.receiver(0) == (0,)


def test_steps_by_message_and_data() -> None:
    one = replace(
        chain("a", *[("F", "X")] * 3, flows=()),
        message_flows=(MessageFlow(id="m", source=0, target=1),),
        items=(DataItem(id="i", name="I", writers=(1,), readers=(2,)),),
    )
    assert set(Walk(one).steps()) == {(0, 1), (1, 2)}
    assert set(Walk(one).stored()) == {(1, 2)}


def test_what_also_flows_does_not_lie_in_a_store() -> None:
    items = (DataItem(id="i", name="I", writers=(0,), readers=(1, 2)),)
    one = replace(chain("a", *[("F", "X")] * 3, flows=((0, 1), (1, 2))), items=items)
    graph, _ = identity.resolve([one], [handoff.find(one)], Organisation())
    assert graph.stored == (("a#n0", "a#n2"),)
    assert set(graph.stored) < set(graph.steps)


def test_too_many_steps_are_said_and_lose_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "LIMIT", 2)
    maps = [chain("long", *[("F", "X")] * 9), chain("short", ("F", "X"), ("F", "Y"))]
    graph, faults = identity.resolve(maps, [handoff.find(one) for one in maps], Organisation())
    assert graph.steps == (("short#n0", "short#n1"),)
    assert [(fault.code, fault.place.file) for fault in faults] == [("too-many-steps", "long")]


def test_a_signal_that_would_join_everything_is_not_linked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "LIMIT", 3)
    names = [("F", name) for name in "ABCD"]
    everywhere = Extra(throws=((0, "S"), (1, "S")), catches=((2, "S"), (3, "S")))
    one = replace(chain("a", *names, flows=()), extra=everywhere)
    graph, faults = identity.resolve([one], [handoff.find(one)], Organisation())
    assert graph.handoffs == ()
    assert [fault.code for fault in faults] == ["signal-everywhere"]


def promised() -> ProcessMap:
    """1 → 2 → 3 → client and 3 → 4; 5 → 2 is rework of 2 → 5; 6 is apart."""
    made = chain(
        "p",
        *[("F", name) for name in "ABCDEG"],
        flows=((0, 1), (1, 2), (2, 3), (1, 4), (4, 1)),
    )
    return replace(
        made,
        performers=(*made.performers, Performer(path=("Client",), external=True, pool=True)),
        message_flows=(MessageFlow(id="m", source=2, target_pool=6, names=("Refund",)),),
    )


def test_toward_a_promise() -> None:
    client = ExternalParty(id="client", name=Text("Client", "Client"))
    one = promised()
    graph, _ = identity.resolve([one], [handoff.find(one)], Organisation(externals=(client,)))
    assert upstream(graph, "p#n2") == {"p#n0", "p#n1", "p#n2", "p#n4"}
    assert upstream(graph, "p#n5") == {"p#n5"}
    assert [one.deliverable for one in handed_over(graph, "client", ["REFUND"])] == ["Refund"]
    path = [(one.source, one.target) for one in toward(graph, "client", ["refund"])]
    assert path == [("p#n0", "p#n1"), ("p#n1", "p#n2"), ("p#n1", "p#n4"), ("p#n2", ""), ("p#n4", "p#n1")]
    assert toward(graph, "client", ["Invoice"]) == ()


def test_networkx_views() -> None:
    one = promised()
    graph, _ = identity.resolve([one], [handoff.find(one)], Organisation())
    services = networkx_graph(graph)
    assert list(services.nodes) == [service.id for service in graph.services]
    assert services.number_of_edges() == len(graph.handoffs)
    assert services.nodes["client"]["external"] is True
    assert services.edges["c", "client", 0]["deliverable"] == "Refund"
    activities = networkx_graph(graph, View.ACTIVITIES)
    assert set(activities.nodes) == {activity.key for activity in graph.activities} | {"service:client"}
    assert activities.edges["p#n0", "p#n1", 0]["via"] == "sequence"


def test_steps_inside_a_service_are_edges_of_the_activities() -> None:
    one = chain("a", ("F", "X"), ("F", "X"), ("F", "Y"))
    graph, _ = identity.resolve([one], [handoff.find(one)], Organisation())
    activities = networkx_graph(graph, "activities")
    assert {(a, b): kind for a, b, kind in activities.edges(data="via")} == {
        ("a#n0", "a#n1"): "step",
        ("a#n1", "a#n2"): "sequence",
    }


def test_waiting_for_a_message_by_kind() -> None:
    """A message start event without a drawn flow receives, too (O6)."""
    shop = chain("a", ("Shop",), process="shop")
    shop = replace(
        shop,
        performers=(*shop.performers, Performer(path=("Depot",), external=True, pool=True)),
        services=(0, 1),
        message_flows=(MessageFlow(id="m", source=0, target_pool=1, names=("Order",)),),
    )
    depot = chain("b", ("Depot", "Pick"), ("Depot", "Pick"), ("Depot", "Pack"), kinds=(S, A, A), process="depot")
    waiting = replace(depot, extra=Extra(receivers=frozenset({0})))
    maps = [shop, waiting]
    graph, _ = identity.resolve(maps, [handoff.find(one) for one in maps], Organisation())
    assert [(one.client, one.target, one.to_file) for one in graph.handoffs if one.supplier == "shop"] == [
        ("pick", "b#n1", "b")
    ]
