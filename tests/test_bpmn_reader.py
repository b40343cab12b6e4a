"""Corners of the rules L and S: bytes, namespaces, references, performers, hostile input."""

# ruff: noqa: E501  (BPMN stands on one line here)

import time

import pytest

from svcgraph.domain import handoff
from svcgraph.errors import Severity, Unreadable
from svcgraph.readers import bpmn

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"


def document(inner):
    return f'<definitions xmlns="{MODEL}" xmlns:di="{DI}" xmlns:dc="{DC}">{inner}</definitions>'


def read(text):
    return bpmn.read(text if isinstance(text, bytes) else text.encode(), "x.bpmn")


def owners(reading):
    """Node id → path of its performer."""
    process_map = reading.map
    nodes = process_map.nodes
    return {
        identity: process_map.performers[performer].path
        for identity, performer in zip(nodes.ids, nodes.performers, strict=True)
    }


def services(reading):
    process_map = reading.map
    listed = handoff.services(process_map, handoff.find(process_map))
    return {process_map.performers[number].path: process_map.performers[number].external for number in listed}


def shape(element, x, y, width, height, extra=""):  # noqa: PLR0917
    bounds = f'<dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}"/>'
    return f'<di:BPMNShape bpmnElement="{element}">{extra}{bounds}<di:BPMNLabel><dc:Bounds x="0" y="0" width="9" height="9"/></di:BPMNLabel></di:BPMNShape>'


def page(*shapes):
    return (
        f'<di:BPMNDiagram><di:BPMNPlane>{"".join(shapes)}<di:BPMNEdge bpmnElement="f"/></di:BPMNPlane></di:BPMNDiagram>'
    )


LANES = '<laneSet><lane id="L1" name="Sales"/><lane id="L2" name="Stock"/></laneSet>'

# Bytes (L1 to L3)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "windows-1252", "shift_jis", "iso-8859-1"]
)
def test_any_encoding(encoding):
    name = "日" if encoding == "shift_jis" else "é"
    declared = "utf-8" if encoding.startswith("utf-8") else encoding
    text = f'<?xml version="1.0" encoding="{declared}"?>' + document(
        f'<process id="p" name="{name}"><task id="a"/></process>'
    )
    reading = read(text.encode(encoding))
    assert owners(reading) == {"a": (name,)}
    assert reading.faults == ()


@pytest.mark.parametrize("spelling", ["utf8", "UTF8", "Utf_8"])
def test_other_spellings_of_utf_8_are_utf_8(spelling):
    text = f'<?xml version="1.0" encoding="{spelling}"?>' + document(
        '<process id="p" name="é"><task id="a"/></process>'
    )
    reading = read(text.encode())
    assert owners(reading) == {"a": ("é",)}
    assert reading.faults == ()


def test_bytes_that_do_not_fit_are_windows_1252_with_a_warning():
    reading = read(document('<process id="p" name="é"><task id="a"/></process>').encode("windows-1252"))
    assert owners(reading) == {"a": ("é",)}
    assert [(fault.code, fault.severity, fault.place.line) for fault in reading.faults] == [
        ("wrong-encoding", Severity.WARNING, 1)
    ]


def test_bytes_that_do_not_fit_in_the_drawing_count_too():
    text = document(f'<process id="p"><task id="a"/></process>{page(shape("é", 1, 1, 1, 1))}')
    assert [fault.code for fault in read(text.encode("latin-1")).faults] == ["wrong-encoding"]


def test_an_unknown_encoding_is_told():
    with pytest.raises(Unreadable) as error:
        read('<?xml version="1.0" encoding="klingon"?>' + document(""))
    assert error.value.faults[0].place.line == 1


def test_an_unusable_namespace_is_read_with_a_warning():
    text = document('<process id="p" name="X"><task id="a"/></process>').replace(
        " xmlns:di", ' xmlns:b="http://a b/c" xmlns:di'
    )
    reading = read(text)
    assert owners(reading) == {"a": ("X",)}
    assert [fault.code for fault in reading.faults] == ["odd-namespace"]


def test_reserved_prefixes_are_read_with_a_warning():
    text = f'<m:definitions xmlns:m="{MODEL}" xmlns:xml="http://x"><m:process id="p"><m:task id="a"/><e xmlns="q"/></m:process></m:definitions>'
    reading = read(text)
    assert owners(reading) == {"a": ("#p",)}
    assert [fault.code for fault in reading.faults] == ["odd-namespace"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<definitions/>",
        f'<process xmlns="{MODEL}"/>',
        document("<process>"),
        document('<process id="p"/>') + "x",
        document('<process id="p"/><di:BPMNDiagram><di:BPMNPlane></di:BPMNDiagram>'),
        document('<process id="p"/>' + page('<di:BPMNShape bpmnElement="a" bpmnElement="b"/>')),
        document(f'<process id="p"/>{page()}')[:-9],
    ],
)
def test_what_is_not_well_formed_or_not_bpmn_is_refused_with_line_and_reason(text):
    with pytest.raises(Unreadable) as error:
        read(text)
    assert error.value.faults[0].severity is Severity.ERROR
    assert str(error.value)


def test_damage_names_its_line():
    with pytest.raises(Unreadable) as error:
        read(document('\n<process id="p"/>\n<di:BPMNDiagram>\n</di:BPMNPlane>'))
    assert error.value.faults[0].place.line == 4


# Namespaces and decoys (L4)


def test_prefixes_may_be_anything_and_change_inside():
    text = f'<x:definitions xmlns:x="{MODEL}"><process xmlns="{MODEL}" id="p"><y:task xmlns:y="{MODEL}" id="a"/><x:task xmlns:x="other" id="b"/></process></x:definitions>'
    assert list(owners(read(text))) == ["a"]


def test_two_prefixes_for_the_model_at_the_root():
    text = f'<definitions xmlns="{MODEL}" xmlns:b="{MODEL}"><process id="p"><b:task id="a"/><task id="c"/><b:extensionElements><b:task id="no"/></b:extensionElements></process></definitions>'
    assert list(owners(read(text))) == ["a", "c"]


def test_nothing_under_extension_elements_counts_however_nested():
    decoy = "<extensionElements><task id='no'/><extensionElements><task id='no2'/></extensionElements><task id='no3'/></extensionElements>"
    assert list(
        owners(read(document(f'<process id="p">{decoy}<task id="a"/><extensionElements/><task id="b"/></process>')))
    ) == ["a", "b"]


def test_a_comment_that_names_extension_elements_ends_nothing():
    decoy = "<extensionElements><!-- <extensionElements> --><task id='no'/></extensionElements>"
    assert list(owners(read(document(f'<process id="p">{decoy}<task id="a"/></process>')))) == ["a"]


@pytest.mark.parametrize(
    "after",
    [
        '<process id="q"><task id="b"/></process>',
        "<!-- </di:BPMNDiagram></definitions> -->" + '<process id="q"><task id="b"/></process>',
        '<di:BPMNDiagram/><process id="q"><task id="b"/></process>' + page(),
        page() + '<process id="q"><task id="b"/></process>' + page(),
    ],
)
def test_elements_after_a_drawing_count(after):
    assert set(owners(read(document('<process id="p"><task id="a"/></process>' + page() + after)))) == {"a", "b"}


# References (L5)


def test_references_first_exact_then_without_prefix_and_trimmed():
    body = '<laneSet><lane name="A"><flowNodeRef>\n n:a </flowNodeRef></lane><lane name="B"><flowNodeRef>x:b</flowNodeRef></lane></laneSet>'
    body += '<task id="a"/><task id="b"/><task id="x:b"/><sequenceFlow id="f" sourceRef="q:a" targetRef=" x:b "/><sequenceFlow sourceRef="a" targetRef="gone"/>'
    reading = read(document(f'<process id="p" name="P">{body}</process>'))
    assert owners(reading) == {"a": ("A",), "b": ("P",), "x:b": ("B",)}
    assert reading.map.flows.ids == ("f",)
    assert reading.map.flows.targets == (2,)


def test_of_elements_with_one_id_the_first_is_meant():
    body = (
        LANES.replace('"Sales"/>', '"Sales"><flowNodeRef>a</flowNodeRef></lane>')
        + '<task id="a" name="1"/><task id="a" name="2"/>'
    )
    process_map = read(document(f'<process id="p" name="P">{body}</process>')).map
    assert [process_map.performers[number].path for number in process_map.nodes.performers] == [("Sales",), ("P",)]


# Performers (S)


def test_the_deepest_lane_that_lists_a_node():
    inner = '<childLaneSet><lane name="Desk"><flowNodeRef>a</flowNodeRef></lane><lane name="Office"/></childLaneSet>'
    body = f'<laneSet><lane name="Office"><flowNodeRef>a</flowNodeRef>{inner}</lane></laneSet><task id="a"/>'
    reading = read(document(f'<process id="p">{body}</process>'))
    assert owners(reading) == {"a": ("Office", "Desk")}
    assert set(services(reading)) == {("Office", "Desk"), ("Office",)}


def test_lanes_of_a_sub_process_continue_its_path():
    inner = '<laneSet><lane id="x" name="Night"><flowNodeRef>i</flowNodeRef></lane><lane id="y"><flowNodeRef>j</flowNodeRef></lane></laneSet>'
    inner += '<task id="i"/><task id="j"/><task id="k"/>'
    body = '<laneSet><lane name="Care"><flowNodeRef>s</flowNodeRef><flowNodeRef>i</flowNodeRef></lane></laneSet>'
    reading = read(document(f'<process id="p">{body}<subProcess id="s">{inner}</subProcess></process>'))
    assert owners(reading) == {"s": ("Care",), "i": ("Care", "Night"), "j": ("Care", "#y"), "k": ("Care",)}


def test_a_sub_process_listed_in_its_own_lane_ends_somewhere():
    inner = '<laneSet><lane name="In"><flowNodeRef>s</flowNodeRef></lane></laneSet><task id="i"/>'
    reading = read(document(f'<process id="p" name="P"><subProcess id="s">{inner}</subProcess></process>'))
    assert owners(reading) == {"s": ("P", "In"), "i": ("P", "In")}


POOLED = '<collaboration><participant id="P" name="Shop" processRef="t:p"/></collaboration>'


def test_drawing_places_a_node_in_no_lane_and_declared_beats_drawn():
    body = LANES.replace('"Sales"/>', '"Sales"><flowNodeRef>d</flowNodeRef></lane>') + "".join(
        f'<task id="{x}"/>' for x in "abcd"
    )
    drawn = page(
        shape("t:L1", 0, 0, 100, 50), shape("L2", 0, 50, 100, 50), shape("a", 10, 10, 10, 10), shape("x:b", 10, 60, 10, 10),
        shape("c", 500, 0, 10, 10), shape("d", 10, 60, 10, 10), shape("a", 10, 60, 10, 10),
    )  # fmt: skip
    reading = read(document(f'{POOLED}<process id="p">{body}</process>{drawn}'))
    assert owners(reading) == {"a": ("Shop", "Sales"), "b": ("Shop", "Stock"), "c": ("Shop",), "d": ("Shop", "Sales")}


def test_declared_and_drawn_that_differ_are_told_apart_from_reading():
    body = (
        LANES.replace('"Sales"/>', '"Sales"><flowNodeRef>d</flowNodeRef></lane>')
        + '\n<task id="d" name="Pack"/><task id="e"/>'
    )
    drawn = page(
        shape("L1", 0, 0, 100, 50), shape("L2", 0, 50, 100, 50), shape("d", 10, 60, 10, 10), shape("e", 10, 60, 10, 10)
    )
    faults = bpmn.doubts(document(f'{POOLED}<process id="p">{body}</process>{drawn}').encode(), "x.bpmn")
    assert [(fault.code, fault.place.line, fault.place.element) for fault in faults] == [("drawn-elsewhere", 2, "d")]
    assert dict(faults[0].parameters) == {"node": "Pack", "declared": "Shop / Sales", "drawn": "Shop / Stock"}


def test_the_first_page_with_a_hit_decides_and_labels_are_not_bounds():
    body = LANES + '<task id="a"/>'
    first = page(shape("a", 0, 0, 10, 10))
    second = page(shape("L1", 0, 0, 100, 50), shape("L2", 0, 50, 100, 50), shape("a", 0, 60, 10, 10, "<di:BPMNLabel/>"))
    reading = read(document(f'{POOLED}<process id="p">{body}</process>{first}{second}'))
    assert owners(reading) == {"a": ("Shop", "Stock")}


def test_a_lane_with_children_asks_the_drawing_for_a_leaf():
    lanes = '<laneSet><lane name="Top"><flowNodeRef>a</flowNodeRef><flowNodeRef>b</flowNodeRef><childLaneSet><lane id="L1" name="One"/><lane id="L2" name="Two"/></childLaneSet></lane></laneSet>'
    drawn = page(shape("L1", 0, 0, 9, 9), shape("L2", 0, 9, 9, 9), shape("a", 0, 10, 2, 2))
    reading = read(document(f'<process id="p">{lanes}<task id="a"/><task id="b"/></process>{drawn}'))
    assert owners(reading) == {"a": ("Top", "Two"), "b": ("Top",)}


def test_a_node_of_a_process_without_pool_goes_to_the_smallest_around_it():
    before = '<collaboration><participant id="P" name="Shop"/></collaboration>'
    other = f'<process id="q">{LANES}</process>'
    drawn = page(
        shape("P", 0, 0, 100, 100), shape("L1", 0, 0, 100, 50), shape("a", 5, 5, 5, 5), shape("b", 5, 70, 5, 5)
    )
    reading = read(
        document(f'{before}<process id="p" name="X"><task id="a"/><task id="b"/><task id="c"/></process>{other}{drawn}')
    )
    assert owners(reading) == {"a": ("Sales",), "b": ("Shop",), "c": ("X",)}
    assert services(reading) == {("Sales",): False, ("Stock",): False, ("Shop",): False, ("X",): False}


def test_paths_of_unnamed_and_repeated_lanes():
    one = '<laneSet><lane id="only"><flowNodeRef>a</flowNodeRef></lane></laneSet><task id="a"/>'
    assert owners(read(document(f'{POOLED}<process id="p">{one}</process>'))) == {"a": ("Shop",)}
    assert owners(read(document(f'<process id="p" name=" The&#10; shop ">{one}</process>'))) == {"a": ("The shop",)}
    assert owners(read(document(f'<process id="p">{one}</process>'))) == {"a": ("#p",)}
    assert owners(
        read(document(POOLED + '<process id="p">' + one.replace('id="only"', 'name="SHOP"') + "</process>"))
    ) == {"a": ("Shop",)}


def test_black_boxes_are_external_unless_someone_inside_has_their_name():
    before = '<collaboration><participant id="A" name="Bank" processRef="gone"/><participant id="B" name="Post"/><participant id="C" name="Shop" processRef="p"/><participant id="D" name="Tax" processRef="empty"/></collaboration>'
    body = (
        '<process id="p"><task id="a"/></process><process id="empty"><laneSet><lane name="Office"/></laneSet></process>'
    )
    reading = read(document(before + body + '<process id="q" name="post"><task id="b"/></process>'))
    assert services(reading) == {("Bank",): True, ("Post",): False, ("Shop",): False, ("Tax", "Office"): True}


def test_extra_facts_for_workspaces():
    body = '<callActivity id="c" name="Hire" calledElement="ns:hire"/>'
    body += '<endEvent id="t"><signalEventDefinition signalRef="s"/></endEvent><startEvent id="r"><signalEventDefinition signalRef="nope"/></startEvent>'
    extra = read(document(f'<signal id="s" name="Go"/><process id="p">{body}</process>')).map.extra
    assert extra.calls == ((0, "ns:hire", "Hire"),)
    assert extra.throws == ((1, "Go"),)
    assert extra.catches == ((2, "#nope"),)


def test_lines():
    process_map = read(document('\n<process id="p" name="P">\n<task id="a"/>\n\n<task\nid="b"/></process>')).map
    assert process_map.nodes.lines == (3, 5)
    assert process_map.performers[0].line == 2


# Hostile


def test_entities_are_not_expanded_and_nothing_is_fetched():
    head = '<!DOCTYPE definitions [<!ENTITY e "boom"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    body = '<process id="p" name="P"><laneSet><lane name="L"><flowNodeRef>&e;&f;a</flowNodeRef></lane><lane/></laneSet><task id="a"/><task id="booma"/></process>'
    reading = read(head + document(body))
    assert [fault.code for fault in reading.faults] == ["entities"]
    assert owners(reading)["booma"] == ("P",)


def test_an_entity_bomb_in_an_attribute_is_refused_quickly():
    levels = "".join('<!ENTITY e%d "%s">' % (n, f"&e{n - 1};" * 20) for n in range(1, 9))  # noqa: UP031
    started = time.process_time()
    with pytest.raises(Unreadable):
        read(f'<!DOCTYPE definitions [<!ENTITY e0 "x">{levels}]>' + document('<process id="p" name="&e8;"/>'))
    assert time.process_time() - started < 5


@pytest.mark.parametrize("tag", ["subProcess", "lane", "foreign", "extensionElements"])
def test_deep_nesting_ends_well(tag):
    deep = f"<{tag}>" * 50_000 + f"</{tag}>" * 50_000
    text = document(f'<process id="p">{deep}<task id="a"/></process>')
    if tag in ("subProcess", "lane"):
        with pytest.raises(Unreadable, match="nested"):
            read(text)
    else:
        assert list(owners(read(text))) == ["a"]


def test_a_long_chain_of_sub_processes_listed_in_each_others_lanes():
    chain = "".join(
        f'<subProcess id="s{n}"><laneSet><lane name="l{n}"><flowNodeRef>s{n - 1}</flowNodeRef></lane></laneSet></subProcess>'
        for n in range(2000)
    )
    assert len(owners(read(document(f'<process id="p" name="P">{chain}</process>')))) == 2000


def test_a_hundred_thousand_activities_in_a_line():
    body = "".join(
        f'<task id="t{n}"/><sequenceFlow id="f{n}" sourceRef="t{n}" targetRef="t{n + 1}"/>' for n in range(100_000)
    )
    process_map = read(document(f'<process id="p">{body}</process>')).map
    assert handoff.find(process_map) == ()
    assert len(process_map.nodes) == 100_000


def test_a_drawing_that_mentions_diagrams_without_end_takes_no_time():
    text = document(f'<process id="p"><task id="a"/></process>{page("BPMNDiagram " * 400_000)}')
    started = time.process_time()
    assert list(owners(read(text))) == ["a"]
    assert time.process_time() - started < 2


def test_recognition_looks_inside():
    assert bpmn.recognises(b"nonsense", ".bpmn")
    assert bpmn.recognises(document("").encode(), ".xml")
    assert bpmn.recognises(document("").encode("utf-16"), ".xml")
    assert not bpmn.recognises(b"<mxfile/>", ".xml")


# Choreographies

CHOREOGRAPHY = """<extensionElements><x/></extensionElements>
<participant id="B" name="Buyer"/><participant id="S" name="Seller"/><messageFlow sourceRef="B" targetRef="S"/>
<startEvent id="s"/><choreographyTask id="t" name="Order"><participantRef>B</participantRef></choreographyTask>
<exclusiveGateway id="g"/><sequenceFlow sourceRef="s" targetRef="t"/>"""


def test_what_stands_in_a_choreography_is_nobodys_work_and_that_is_told():
    reading = read(
        document(
            f'\n<choreography id="c" name="Buying">{CHOREOGRAPHY}</choreography><process id="p"><task id="a"/></process>'
        )
    )
    assert owners(reading) == {"a": ("#p",)}
    assert reading.map.message_flows == ()
    assert [(fault.code, fault.severity, fault.place.line, fault.place.element) for fault in reading.faults] == [
        ("choreography", Severity.WARNING, 2, "c")
    ]
    assert dict(reading.faults[0].parameters) == {"name": "Buying"}
