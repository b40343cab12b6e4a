"""The process picture and the picture of one service."""

from dataclasses import replace

import pytest
from picture_examples import KNOWN, activity, contract, every_state, graph, handoff, organisation, result, service

from svcgraph.domain.attainment import Attainment, Verdict
from svcgraph.domain.process import Flows, NodeKind, Nodes, Process, ProcessMap
from svcgraph.errors import UsageError
from svcgraph.i18n import Words
from svcgraph.renderers.picture import drawing as room
from svcgraph.renderers.picture import labels, questions
from svcgraph.renderers.picture.arrangement import Arrangement, Route
from svcgraph.renderers.picture.boxes import Box, measured
from svcgraph.renderers.picture.curves import samples
from svcgraph.renderers.picture.drawing import draw
from svcgraph.renderers.picture.lanes import APART, in_lanes
from svcgraph.renderers.picture.look import LOOKS
from svcgraph.views.diagram.flow_order import columns
from svcgraph.views.diagram.process import ground, process
from svcgraph.views.diagram.service import service as one_service
from svcgraph.views.shapes import Cluster, Diagram, DiagramKind, Edge, Node, NodeShape, State
from svcgraph.views.standing import Judge

FILE = "processes/example.bpmn"


def key(name: str) -> str:
    return f"{FILE}#{name}"


@pytest.fixture
def example():
    """1 (a) → split → 2 (b) or 3 (c); both → join → 4 (a) → buyer."""
    services = (service("a"), service("b"), service("c"), service("buyer", "", True))
    handoffs = (
        handoff("a", "b", "Dossier", source=key("1"), target=key("2")),
        handoff("a", "c", "Demande", source=key("1"), target=key("3")),
        handoff("b", "a", "Avis", source=key("2"), target=key("4")),
        handoff("c", "a", "Devis", source=key("3"), target=key("4")),
        handoff("a", "buyer", "Colis", source=key("4")),
    )
    owners = (("1", "a"), ("2", "b"), ("3", "c"), ("4", "a"))
    found = graph(
        services,
        handoffs,
        activities=tuple(activity(key(name), owner) for name, owner in owners),
        steps=tuple((h.source, h.target) for h in handoffs if h.target),
    )
    ids = ("S", "1", "X", "2", "3", "J", "4", "E")
    kinds = (
        *(NodeKind.START, NodeKind.ACTIVITY, NodeKind.CONTROL, NodeKind.ACTIVITY, NodeKind.ACTIVITY),
        *(NodeKind.CONTROL, NodeKind.ACTIVITY, NodeKind.END),
    )
    links = ("S1", "1X", "X2", "X3", "2J", "3J", "J4", "4E")
    process_map = ProcessMap(
        file=FILE,
        format="bpmn",
        processes=(Process(id="p", name="Exemple"),),
        nodes=Nodes(ids=ids, names=("Début", "", "Lequel ?", "", "", "", "", "Fin"), kinds=kinds, lines=(0,) * 8),
        flows=Flows(
            ids=links,
            names=("", "", "oui", "non", "", "", "", ""),
            sources=tuple(ids.index(link[0]) for link in links),
            targets=tuple(ids.index(link[1]) for link in links),
            conditional=(False,) * 8,
        ),
    )
    contracts = (contract("a", "b"), contract("b", "a"))
    results = (result("a--b", Verdict.MISSED), result("b--a", Verdict.MET))
    attainment = Attainment(as_of=every_state()[2].as_of, period=every_state()[2].period, contracts=results)
    return found, contracts, attainment, process_map


def drawn(example, language="en", mapped=True):
    found, contracts, attainment, process_map = example
    more = {"process_map": process_map} if mapped else {}
    return process(found, 0, contracts, attainment, KNOWN, Words(language), **more)


def test_every_handoff_is_one_numbered_arrow_and_one_line_below(example):
    picture = drawn(example)
    assert [item.number for item in picture.listing] == ["1", "2", "3", "4", "5"]
    told = sorted(int(edge.label.split(" ")[0]) for edge in picture.edges if edge.strong)
    assert told == [1, 2, 3, 4, 5]
    assert picture.listing[0].text == "A → B: Dossier (contract missed)"


def test_a_handoff_through_a_gateway_is_told_on_the_arrow_that_is_its_own(example):
    arrows = {(edge.source[-1], edge.target[-1]): edge for edge in drawn(example, "fr").edges}
    assert (arrows["X", "2"].state, arrows["X", "2"].label) == (State.MISSED, "1 (oui)")
    assert (arrows["X", "3"].state, arrows["X", "3"].label) == (State.DRAFT, "2 (non)")
    assert arrows["2", "J"].state is State.MET
    assert arrows["1", "X"].quiet
    assert arrows["J", "4"].quiet


def test_yes_and_no_of_a_branch_are_in_the_language_of_the_reader(example):
    """No organisation file has to translate them."""
    labels = {edge.label for edge in drawn(example, "en").edges}
    assert {"1 (yes)", "2 (no)"} <= labels
    assert not any("oui" in label or "non" in label for label in labels)


def test_names_without_a_translation_are_told_once_where_others_have_one(example):
    found, contracts, attainment, process_map = example

    def notes(terms, language="en"):
        known = replace(KNOWN, terms=terms)
        return process(found, 0, contracts, attainment, known, Words(language), process_map=process_map).notes

    def untold(said):
        return [note for note in said if "own words" in note or "mots de la carte" in note]

    activities = {one.name for one in found.activities}
    first, *rest = sorted(activities)
    assert untold(notes(())) == []  # everything is in the words of the map
    assert untold(notes(((first, f"{first} in English"),), "fr")) == []
    (said,) = untold(notes(((first, f"{first} in English"),)))
    assert said.startswith(f"{len(rest) + len(small(process_map))} names stand in the map's own words")


def small(process_map):
    """Names of gateways and events."""
    nodes = process_map.nodes
    return {n for n, kind in zip(nodes.names, nodes.kinds, strict=True) if n and kind != NodeKind.ACTIVITY}


def test_lanes_are_the_services_external_parties_first(example):
    picture = drawn(example)
    assert [cluster.id for cluster in picture.clusters] == ["buyer", "a", "b", "c"]
    lanes = {node.id.split("#")[-1]: node.cluster for node in picture.nodes}
    assert (lanes["X"], lanes["J"], lanes["S"], lanes["E"]) == ("a", "a", "a", "a")
    assert [node.name for node in picture.nodes if node.shape is NodeShape.EXTERNAL] == ["Colis"]


def test_without_the_map_activities_follow_each_other_directly(example):
    picture = drawn(example, mapped=False)
    assert {node.shape for node in picture.nodes} == {NodeShape.ACTIVITY, NodeShape.EXTERNAL}
    assert len(picture.edges) == 5


def test_a_bare_file_is_not_judged(example):
    found, _, _, process_map = example
    picture = process(found, 0, words=Words("en"), process_map=process_map, bare=True)
    assert {edge.state for edge in picture.edges} == {State.FLOW}
    assert picture.listing[0].text == "A → B: Dossier"
    assert picture.subtitle == ""


def test_boxes_stand_in_their_lane_and_in_flow_order(example):
    picture = drawn(example)
    places = in_lanes(picture, measured(picture))
    for node in picture.nodes:
        band = places.bands[node.lane]
        assert band.top < places.centres[node.id][1] < band.bottom
    across = [places.centres[key(name)][0] for name in ("S", "1", "X", "2", "J", "4", "E")]
    assert across == sorted(across)
    assert draw(picture).svg.count('<g class="edge ') == len(picture.edges)


def test_a_deliverable_without_a_name_is_to_be_named(example):
    from dataclasses import replace

    found, _, _, _ = example
    unnamed = replace(found.handoffs[0], named=False, deliverable="Instruire")
    picture = process(replace(found, handoffs=(unnamed,)), 0, words=Words("fr"), bare=True)
    assert "livrable à nommer" in picture.listing[0].text
    assert picture.notes


def test_loops_do_not_push_columns_apart():
    assert columns("abc", [("a", "b"), ("b", "c"), ("c", "a")]) == {"a": 0, "b": 1, "c": 2}
    assert columns("abcd", [("a", "b"), ("a", "c"), ("b", "d"), ("c", "b")]) == {"a": 0, "c": 1, "b": 2, "d": 3}
    assert columns([str(n) for n in range(5000)], [(str(n), str(n + 1)) for n in range(4999)])["4999"] == 4999


def test_a_service_stands_between_its_suppliers_and_its_clients():
    picture = one_service(every_state()[0], "a", *every_state()[1:], KNOWN, Words("en"))
    sides = {node.id: node.side for node in picture.nodes}
    assert sides["a"] == 0
    assert sides["from maker"] == -1
    assert sides["to missed"] == 1
    assert (sides["from met"], sides["to met"]) == (-1, 1)
    card = next(node for node in picture.nodes if node.id == "to met")
    lines = ["".join(run.text for run in line).strip() for line in card.details]
    assert lines == ["contract met (objectives met: 2 of 3)", "– from a to met", "– second thing"]
    made = draw(picture)
    assert made.svg.count('<g class="edge ') == len(picture.edges) == 16


def test_the_numbers_in_the_box_of_a_service_are_explained_where_they_stand():
    generated = organisation(30)
    given = (generated.graph, generated.contracts, generated.attainment, generated.organisation, Words("en"))
    picture = one_service(given[0], "service-7", *given[1:])
    box = next(node for node in picture.nodes if node.shape is NodeShape.FOCUS)
    numbers = [run.text.strip() for line in box.details for run in line if run.text.strip().isdigit()]
    binding = {one.id for one in generated.contracts if one.in_force(generated.attainment.as_of)}
    mine = [one for one in generated.contracts if "service-7" in (one.supplier.service, one.client.service)]
    assert sum(map(int, numbers)) == sum(one.id in binding for one in mine) < len(mine)
    told = "without suspended ones and drafts"
    assert sum(told in entry.text for entry in picture.legend) == 1
    bare = one_service(given[0], "service-7", words=Words("en"), bare=True)
    assert not any(told in entry.text for entry in bare.legend)


def test_an_unknown_service_is_a_usage_error():
    with pytest.raises(UsageError, match="no service “nobody”"):
        one_service(every_state()[0], "nobody")


def test_a_service_that_nothing_reaches_says_so():
    picture = one_service(every_state()[0], "ended", *every_state()[1:], KNOWN, Words("en"))
    assert picture.notes == ("The maps show nothing that it hands over.",)
    assert draw(one_service(every_state()[0], "idle", words=Words("fr"), bare=True)).svg


def crowded(*names: str) -> tuple:
    """One lane; a gateway asks, and its branches ask again."""
    ids = ("1", "X", "Y", "Z", "2")
    links = (("1", "X"), ("X", "Y"), ("X", "Z"), ("Y", "2"), ("Z", "2"))
    kinds = (NodeKind.ACTIVITY, *(NodeKind.CONTROL,) * 3, NodeKind.ACTIVITY)
    process_map = ProcessMap(
        file=FILE,
        format="bpmn",
        processes=(Process(id="p", name="Exemple"),),
        nodes=Nodes(ids=ids, names=("", *names, ""), kinds=kinds, lines=(0,) * 5),
        flows=Flows(
            ids=tuple(map("".join, links)),
            names=("", "oui", "non", "", ""),
            sources=tuple(ids.index(link[0]) for link in links),
            targets=tuple(ids.index(link[1]) for link in links),
            conditional=(False,) * 5,
        ),
    )
    found = graph((service("a"),), (), activities=(activity(key("1"), "a"), activity(key("2"), "a")))
    return found, process_map


def test_no_arrow_crosses_the_words_of_a_gateway():
    found, process_map = crowded("Le dossier est-il complet ?", "Demande acceptée ?", "Relance faite ?")
    picture = process(found, 0, words=Words("fr"), process_map=process_map, bare=True)
    boxes = measured(picture)
    _, placed = room._laid_out(picture, boxes, room.SETTINGS[picture.kind], LOOKS, program="", timeout=20)
    areas = questions.placed(picture, boxes, placed)
    assert len(areas) == 3
    for area in areas.values():
        assert not any(questions.crossings(area, samples(route.points)) for route in placed.routes)
    labels_on = [label.area for label in labels.placed(picture, boxes, placed, areas.values()) if label.text]
    assert len(labels_on) == 2
    assert not any(area.meets(label) for area in areas.values() for label in labels_on)


def test_words_go_below_when_something_is_above():
    box = Box(width=22, height=22, lines=("Pourquoi ?",))
    assert questions.above(box, 100, 100).bottom < 100 - box.height / 2
    assert questions.below(box, 100, 100).top > 100 + box.height / 2
    found, process_map = crowded("Un ?", "Deux ?", "Trois ?")
    picture = process(found, 0, words=Words("fr"), process_map=process_map, bare=True)
    boxes = measured(picture)
    places = in_lanes(picture, boxes)
    gateway = next(node.id for node in picture.nodes if node.name == "Un ?")
    x, y = places.centres[gateway]
    over = Route(points=((x - 60, y - 20), (x - 20, y - 20), (x + 20, y - 20), (x + 60, y - 20)), tip=(x + 60, y - 20))
    centres = tuple(places.centres[node.id] for node in picture.nodes)
    struck = Arrangement(width=500, height=200, centres=centres, clusters=places.bands, routes=(over,))
    assert questions.placed(picture, boxes, struck)[gateway] == questions.below(boxes[gateway], x, y)
    free = Arrangement(width=500, height=200, centres=centres, clusters=places.bands, routes=())
    assert questions.placed(picture, boxes, free)[gateway] == questions.above(boxes[gateway], x, y)


def test_what_happens_at_the_border_of_an_activity_comes_after_it(example):
    found, _, _, process_map = example
    nodes = process_map.nodes
    kinds = tuple(NodeKind.BOUNDARY if one == "X" else kind for one, kind in zip(nodes.ids, nodes.kinds, strict=True))
    attached = tuple(1 if one == "X" else -1 for one in nodes.ids)
    flows = process_map.flows
    keep = [index for index, one in enumerate(flows.ids) if one != "1X"]
    fewer = Flows(
        ids=tuple(flows.ids[i] for i in keep),
        names=tuple(flows.names[i] for i in keep),
        sources=tuple(flows.sources[i] for i in keep),
        targets=tuple(flows.targets[i] for i in keep),
        conditional=tuple(flows.conditional[i] for i in keep),
    )
    changed = replace(process_map, nodes=replace(nodes, kinds=kinds, attached=attached), flows=fewer)
    picture = process(found, 0, words=Words("fr"), process_map=changed, bare=True)
    column = {node.id: node.column for node in picture.nodes}
    assert column[key("X")] == column[key("1")] + 1
    assert (key("1"), key("X")) in {(edge.source, edge.target) for edge in picture.edges}
    told = {edge.label for edge in picture.edges if edge.source == key("X")}
    assert told == {"1 (oui)", "2 (non)"}


def test_the_ground_of_all_processes_draws_what_each_draws_by_itself(example):
    found, contracts, attainment, process_map = example
    known = ground(found, Judge(found, contracts, attainment, KNOWN, Words("en")))
    picture = process(found, 0, (), attainment, words=Words("en"), process_map=process_map, known=known)
    assert picture == drawn(example)
    assert picture != process(found, 0, (), attainment, words=Words("en"), process_map=process_map)


@pytest.mark.parametrize(("many", "gap"), [(3, 0), (6, 0), (8, 2), (12, 6)])
def test_where_many_arrows_climb_between_two_columns_these_move_apart(many, gap):
    def column(side: str, at: int, below: int):
        lanes = range(below, below + many)
        return [Node(id=f"{side}{lane}", key="x", name="x", shape=NodeShape.ACTIVITY, column=at, lane=lane)
                for lane in lanes]  # fmt: skip

    left, right = column("a", 0, 0), column("b", 1, many + 1)
    pairs = zip(left, reversed(right), strict=True)
    edges = tuple(Edge(id=f"{a.id}-{b.id}", source=a.id, target=b.id, state=State.FLOW) for a, b in pairs)
    clusters = tuple(Cluster(id=f"l{lane}", name="x") for lane in range(2 * many + 1))
    made = Diagram(kind=DiagramKind.PROCESS, title="x", clusters=clusters, nodes=(*left, *right), edges=edges)
    alone = replace(made, edges=())
    places, usual = (in_lanes(one, measured(one)).centres[right[0].id][0] for one in (made, alone))
    assert places - usual == gap * APART
