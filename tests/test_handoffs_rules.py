"""Corners of the rules F, Q, M, D and of the names of deliverables, each on a file of a few lines."""

# ruff: noqa: E501  (BPMN stands on one line here)

import pytest

from svcgraph.domain import handoff
from svcgraph.readers import bpmn

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"


def lanes(**nodes):
    """A lane set: lane name = the ids in it."""
    inner = "".join(
        f'<lane id="L{name}" name="{name}">'
        + "".join(f"<flowNodeRef>{node}</flowNodeRef>" for node in ids.split())
        + "</lane>"
        for name, ids in nodes.items()
    )
    return f'<laneSet id="ls">{inner}</laneSet>'


def flow(source, target, name="", inner=""):
    return f'<sequenceFlow id="{source}_{target}" name="{name}" sourceRef="{source}" targetRef="{target}">{inner}</sequenceFlow>'


def find(body, before="", after=""):
    text = f'<definitions xmlns="{MODEL}">{before}<process id="p">{body}</process>{after}</definitions>'
    process_map = bpmn.read(text.encode(), "x.bpmn").map
    return process_map, handoff.find(process_map)


def pairs(found):
    return [(one.source_id, one.target_id, str(one.via)) for one in found]


def test_a_walk_through_a_ring_of_gateways_is_one_handoff():
    ring = "".join(f'<exclusiveGateway id="g{n}"/>' for n in range(4000))
    flows = "".join(flow(f"g{n}", f"g{(n + 1) % 4000}") for n in range(4000))
    body = lanes(S="a", W="b") + '<task id="a"/><task id="b"/>' + ring + flows + flow("a", "g0") + flow("g2000", "b")
    _, found = find(body)
    assert pairs(found) == [("a", "b", "sequence")]
    assert len(found[0].through) == 4000
    assert len(found[0].flows) == 4002


def test_walks_stop_at_activities_and_keep_to_their_ends():
    body = lanes(S="a", W="b c", T="d") + "".join(f'<task id="{x}"/>' for x in "abcd")
    body += '<exclusiveGateway id="g"/><exclusiveGateway id="h"/>'
    body += flow("a", "g") + flow("g", "b") + flow("g", "h") + flow("h", "c") + flow("c", "d")
    _, found = find(body)
    assert [(one.source_id, one.target_id, one.flows, one.through) for one in found] == [
        ("a", "b", ("a_g", "g_b"), ("g",)),
        ("a", "c", ("a_g", "g_h", "h_c"), ("g", "h")),
        ("c", "d", ("c_d",), ()),
    ]


def test_exception_flow_comes_from_the_attached_activity():
    body = (
        lanes(S="a", W="b") + '<task id="a"/><task id="b"/><boundaryEvent id="e" attachedToRef="x:a"/>' + flow("e", "b")
    )
    _, found = find(body)
    assert [(one.source_id, one.through, one.flows) for one in found] == [("a", ("e",), ("e_b",))]


@pytest.mark.parametrize(
    ("throw", "catch"),
    [
        ('<intermediateThrowEvent id="t"><linkEventDefinition id="d1" name=" Go  on"/></intermediateThrowEvent>',
         '<intermediateCatchEvent id="c" name="GO ON"><linkEventDefinition id="d2"/></intermediateCatchEvent>'),
        ('<intermediateThrowEvent id="t"><linkEventDefinition id="d1"><target>x:d2</target></linkEventDefinition></intermediateThrowEvent>',
         '<intermediateCatchEvent id="c"><linkEventDefinition id="d2"/></intermediateCatchEvent>'),
        ('<intermediateThrowEvent id="t"><linkEventDefinition id="d1"/></intermediateThrowEvent>',
         '<intermediateCatchEvent id="c"><linkEventDefinition id="d2"><source> d1 </source></linkEventDefinition></intermediateCatchEvent>'),
        ('<intermediateThrowEvent id="t"><eventDefinitionRef>shared</eventDefinitionRef></intermediateThrowEvent>',
         '<intermediateCatchEvent id="c"><linkEventDefinition name="there"/></intermediateCatchEvent>'),
    ],
)  # fmt: skip
def test_links_by_name_or_by_target_or_source(throw, catch):
    body = lanes(S="a", W="b") + '<task id="a"/><task id="b"/>' + throw + catch + flow("a", "t") + flow("c", "b")
    _, found = find(body, before='<linkEventDefinition id="shared" name="There"/>')
    assert [(one.through, one.flows) for one in found] == [(("t", "c"), ("a_t", "c_b"))]


def test_links_without_a_common_name_or_in_another_process_do_not_join():
    throw = '<intermediateThrowEvent id="t"><linkEventDefinition/></intermediateThrowEvent>'
    catch = '<intermediateCatchEvent id="c"><linkEventDefinition/></intermediateCatchEvent>'
    body = lanes(S="a", W="b") + '<task id="a"/><task id="b"/>' + throw + catch + flow("a", "t") + flow("c", "b")
    assert find(body)[1] == ()
    named = '<intermediateThrowEvent id="t"><linkEventDefinition name="x"/></intermediateThrowEvent>'
    other = '<process id="q"><intermediateCatchEvent id="c" name="x"><linkEventDefinition/></intermediateCatchEvent></process>'
    assert (
        find(
            lanes(S="a", W="b") + '<task id="a"/><task id="b"/>' + named + flow("a", "t") + flow("c", "b"), after=other
        )[1]
        == ()
    )


def test_compensation_association_counts_and_stands_in_document_order():
    body = lanes(S="a c", W="u") + '<task id="a"/><boundaryEvent id="e" attachedToRef="a"/>'
    body += '<task id="u" isForCompensation="true"/><association id="as" sourceRef="e" targetRef="u"/><task id="c"/>'
    body += '<exclusiveGateway id="g"/>' + flow("e", "g") + flow("g", "u")
    _, found = find(body)
    assert [(one.source_id, one.target_id, one.flows) for one in found] == [("a", "u", ("as", "e_g", "g_u"))]


SPANNING = (
    '<subProcess id="S"><startEvent id="is"/><task id="i"/><subProcess id="T"><task id="k"/><task id="m"/></subProcess>'
    '<endEvent id="ie"/><endEvent id="ix"><errorEventDefinition/></endEvent>'
    + flow("is", "i") + flow("i", "T") + flow("T", "ie") + flow("T", "ix") + '</subProcess>'
)  # fmt: skip


def test_flows_of_spanning_sub_processes_end_at_their_first_and_last_nodes():
    body = (
        lanes(A="a z S", B="i T", C="k", D="m")
        + '<task id="a"/><task id="z"/>'
        + SPANNING
        + flow("a", "S")
        + flow("S", "z")
    )
    _, found = find(body)
    assert pairs(found) == [
        ("a", "i", "sequence"), ("i", "k", "sequence"), ("i", "m", "sequence"), ("k", "z", "sequence"), ("m", "z", "sequence"),
    ]  # fmt: skip
    assert found[3].through == ("ie",)
    assert found[3].flows == ("T_ie", "S_z")


def test_a_uniform_sub_process_is_one_activity():
    body = lanes(A="a z", B="S") + '<task id="a"/><task id="z"/><subProcess id="S"><task id="i"/></subProcess>'
    assert pairs(find(body + flow("a", "S") + flow("S", "z"))[1]) == [("a", "S", "sequence"), ("S", "z", "sequence")]


def test_message_events_stand_for_the_nearest_activities_on_their_side():
    body = '<task id="a"/><intermediateThrowEvent id="t"/><task id="z"/>' + flow("a", "t") + flow("t", "z")
    other = '<process id="q"><startEvent id="s"/><exclusiveGateway id="g"/><task id="b"/><task id="c"/>'
    other += flow("s", "g") + flow("g", "b") + flow("g", "c") + "</process>"
    pools = '<collaboration><participant id="P" name="P" processRef="p"/><participant id="Q" name="Q" processRef="q"/>'
    pools += '<messageFlow id="m" sourceRef="t" targetRef="s"/></collaboration>'
    _, found = find(body, before=pools, after=other)
    assert [(one.source_id, one.target_id, one.flows, one.through) for one in found] == [
        ("a", "b", ("m",), ("t", "s")), ("a", "c", ("m",), ("t", "s")),
    ]  # fmt: skip


def test_a_message_event_alone_is_its_host_its_sub_process_or_itself():
    body = '<subProcess id="S"><startEvent id="inner"/></subProcess><task id="h"/><boundaryEvent id="b" attachedToRef="h"/><startEvent id="s"/>'
    pools = '<collaboration><participant id="P" processRef="p"/><participant id="C" name="C"/>'
    pools += (
        "".join(f'<messageFlow id="m{x}" sourceRef="C" targetRef="{x}"/>' for x in ("inner", "b", "s"))
        + "</collaboration>"
    )
    _, found = find(body, before=pools)
    assert [(one.target_id, one.flows) for one in found] == [("S", ("minner",)), ("h", ("mb",)), ("s", ("ms",))]
    assert {one.source_id for one in found} == {"C"}


def test_two_collaborations_share_pools_of_one_name():
    before = '<collaboration><participant id="P" name="Shop" processRef="p"/></collaboration>'
    before += '<collaboration><participant id="R" name="shop "/><participant id="C" name="Customer"/><messageFlow id="m" sourceRef="C" targetRef="R"/></collaboration>'
    process_map, found = find('<task id="a"/>', before=before)
    assert pairs(found) == [("C", "R", "message")]
    assert [process_map.performers[found[0].client].path, process_map.performers[found[0].client].external] == [
        ("Shop",),
        False,
    ]


ITEM = (
    '<dataObjectReference id="{id}" name="{name}" dataObjectRef="do"><dataState name="{state}"/></dataObjectReference>'
)


def writes(task, item):
    return f'<task id="{task}"><dataOutputAssociation><targetRef>{item}</targetRef></dataOutputAssociation></task>'


def reads(task, item):
    return f'<task id="{task}"><dataInputAssociation><sourceRef>{item}</sourceRef></dataInputAssociation></task>'


def test_items_are_one_by_name_and_state():
    items = (
        '<dataObject id="do"/>'
        + ITEM.format(id="r1", name="Order", state="new")
        + ITEM.format(id="r2", name="ORDER", state="New")
    )
    items += ITEM.format(id="r3", name="Order", state="paid")
    body = lanes(A="a", B="b c") + items + writes("a", "r1") + reads("b", "r2") + reads("c", "r3")
    _, found = find(body)
    assert [(one.source_id, one.target_id, str(one.via), one.data, one.deliverable) for one in found] == [
        ("a", "b", "data", ("r1",), "Order")
    ]


def test_the_state_of_the_object_counts_for_a_reference_without_one():
    items = '<dataObject id="d1" name="X"><dataState name="raw"/></dataObject><dataObject id="d2" name="X"><dataState name="done"/></dataObject>'
    items += '<dataObjectReference id="r1" dataObjectRef="d1"/><dataObjectReference id="r2" dataObjectRef="d2"/>'
    assert find(lanes(A="a", B="b") + items + writes("a", "r1") + reads("b", "r2"))[1] == ()
    assert len(find(lanes(A="a", B="b") + items + writes("a", "r1") + reads("b", "d1"))[1]) == 1


def test_an_item_joins_the_sequence_handoff_else_each_message_handoff():
    items = '<dataStoreReference id="r" name="Files"/>'
    body = lanes(A="a", B="b") + items + writes("a", "r") + reads("b", "r")
    _, found = find(body + flow("a", "b"))
    assert [(str(one.via), one.data, one.deliverable) for one in found] == [("sequence", ("r",), "Files")]
    flows = '<collaboration><messageFlow id="m1" name="Mail" sourceRef="a" targetRef="b"/><messageFlow id="m2" sourceRef="a" targetRef="b"/></collaboration>'
    _, found = find(body, before=flows)
    assert [(str(one.via), one.data, one.deliverable) for one in found] == [
        ("message", ("r",), "Mail"), ("message", ("r",), "Files"),
    ]  # fmt: skip


@pytest.mark.parametrize(("direction", "hands_over"), [("One", True), ("Both", True), ("None", False), ("", False)])
def test_plain_associations_count_in_their_direction(direction, hands_over):
    body = lanes(A="a", B="b") + '<task id="a"/><dataObject id="o" name="Plan"/>' + reads("b", "o")
    body += f'<association sourceRef="a" targetRef="o" associationDirection="{direction}"/>'
    assert bool(find(body)[1]) is hands_over


def test_an_item_on_a_flow_is_its_data_and_makes_no_handoff_of_its_own():
    body = lanes(A="a", B="b") + '<task id="a"/><task id="b"/><dataObject id="o" name="Plan"/>' + flow("a", "b")
    _, found = find(body + '<association sourceRef="o" targetRef="a_b"/>')
    assert [(one.data, one.deliverable, one.named) for one in found] == [(("o",), "Plan", True)]


def test_events_pass_data_on_but_neither_write_nor_read_it():
    event = '<intermediateThrowEvent id="e"><dataInputAssociation><sourceRef>o</sourceRef></dataInputAssociation></intermediateThrowEvent>'
    assert find(lanes(A="a", B="e") + '<dataObject id="o" name="Plan"/>' + writes("a", "o") + event)[1] == ()


MESSAGE_NAMES = [
    ('name="Own" messageRef="msg"', "", "Own"),
    ('messageRef="x:msg"', "", "Invoice"),
    ("", '<association sourceRef="msg" targetRef="m"/>', "Invoice"),
    ("", '<association sourceRef="m" targetRef="o"/>', "Plan"),
    ("", "", "Sent"),
]


@pytest.mark.parametrize(("attributes", "association", "name"), MESSAGE_NAMES)
def test_names_of_messages_in_their_order(attributes, association, name):
    before = '<message id="msg" name="Invoice"/><message id="sent" name="Sent"/>'
    before += f'<collaboration><participant id="C" name="C"/><messageFlow id="m" {attributes} sourceRef="a" targetRef="C"/>{association}</collaboration>'
    _, found = find('<sendTask id="a" name="Bill" messageRef="sent"/><dataObject id="o" name="Plan"/>', before=before)
    assert [(one.deliverable, one.named) for one in found] == [(name, True)]


def test_a_message_without_any_name_takes_the_ends():
    before = (
        '<collaboration><participant id="C" name="C"/><messageFlow id="m" sourceRef="C" targetRef="s"/></collaboration>'
    )
    _, found = find('<startEvent id="s"/><task id="b" name="Receive"/>' + flow("s", "b"), before=before)
    assert [(one.deliverable, one.named, one.source_name) for one in found] == [("Receive", False, "C")]


def test_what_the_source_event_reads_names_the_message():
    event = '<endEvent id="e"><dataInputAssociation><sourceRef>o</sourceRef></dataInputAssociation></endEvent>'
    before = (
        '<collaboration><participant id="C" name="C"/><messageFlow id="m" sourceRef="e" targetRef="C"/></collaboration>'
    )
    _, found = find('<dataObject id="o" name="Plan"/><task id="a" name="A"/>' + event + flow("a", "e"), before=before)
    assert [one.deliverable for one in found] == ["Plan"]


def test_a_condition_is_no_deliverable_and_several_flows_are_none():
    body = lanes(A="a", B="b c") + '<task id="a" name="Do"/><task id="b"/><task id="c"/>'
    assert [one.deliverable for one in find(body + flow("a", "b", "Parcel"))[1]] == ["Parcel"]
    assert [one.deliverable for one in find(body + flow("a", "b", "yes", "<conditionExpression/>"))[1]] == ["Do"]
    assert [one.deliverable for one in find(body + flow("a", "b", "x") + flow("a", "c", "y"))[1]] == ["Do", "Do"]


def test_sequence_names_what_the_supplier_writes_but_no_store():
    body = lanes(A="a", B="b") + '<dataStoreReference id="s" name="CRM"/><dataObject id="o" name="Plan"/><task id="b"/>'
    both = (
        '<task id="a" name="Do">'
        + "".join(f"<dataOutputAssociation><targetRef>{x}</targetRef></dataOutputAssociation>" for x in "so")
        + "</task>"
    )
    assert [one.deliverable for one in find(body + both + flow("a", "b"))[1]] == ["Plan"]


def test_too_many_handoffs_stop_unless_told_otherwise():
    body = lanes(A="a", B="b c") + "".join(f'<task id="{x}"/>' for x in "abc") + flow("a", "b") + flow("a", "c")
    process_map, found = find(body)
    assert len(found) == 2
    with pytest.raises(handoff.TooMany):
        handoff.find(process_map, limit=1)
    assert len(handoff.find(process_map, limit=None)) == 2
