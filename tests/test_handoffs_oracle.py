"""Cases in which an independent reading of ``2-handoffs.md`` found the reader wrong."""

import pytest

from svcgraph.domain import handoff
from svcgraph.readers import bpmn

HEAD = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC">"""


def performer_paths(body):
    process_map = read(body)
    nodes = process_map.nodes
    pairs = zip(nodes.ids, nodes.performers, strict=True)
    return {identity: process_map.performers[number].path for identity, number in pairs}


def read(body):
    return bpmn.read(f"{HEAD}{body}</definitions>".encode(), "f.bpmn").map


def page(**boxes):
    shapes = (
        f'<bpmndi:BPMNShape bpmnElement="{identity}"><dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}"/>'
        "</bpmndi:BPMNShape>"
        for identity, (x, y, width, height) in boxes.items()
    )
    return f"<bpmndi:BPMNDiagram><bpmndi:BPMNPlane>{''.join(shapes)}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>"


LANES = """<process id="p"><laneSet><lane id="L1" name="Sales"/><lane id="L2" name="Warehouse"/></laneSet>
 <task id="a"/></process>"""


def test_the_first_page_counts_also_when_something_stands_between_the_pages():
    first = page(L1=(0, 0, 100, 100), L2=(0, 100, 100, 100), a=(10, 10, 20, 20))
    second = page(L1=(0, 0, 100, 100), L2=(0, 100, 100, 100), a=(10, 110, 20, 20))
    assert performer_paths(f'{LANES}{first}<message id="m"/>{second}') == {"a": ("Sales",)}


def test_an_empty_extension_in_another_ends_nothing():
    decoy = '<extensionElements><extensionElements/><task id="decoy"/></extensionElements>'
    assert list(performer_paths(f'<process id="p">{decoy}<task id="a"/></process>')) == ["a"]


def test_no_drawing_under_an_extension_counts():
    decoys = page(L1=(0, 0, 100, 100), a=(10, 10, 20, 20))
    decoy = f"<extensionElements><extensionElements/>{decoys}</extensionElements>"
    drawn = page(L2=(0, 0, 100, 100), a=(10, 10, 20, 20))
    lanes = LANES.replace('<task id="a"/>', f'<task id="a">{decoy}</task>')
    assert performer_paths(f'{lanes}{drawn}<message id="m"/>') == {"a": ("Warehouse",)}
    shape = '<bpmndi:BPMNShape bpmnElement="a">'
    bounds = '<dc:Bounds x="900" y="10" width="20" height="20"/>'
    spoilt = drawn.replace(shape, f"{shape}<extensionElements>{bounds}</extensionElements>")
    assert spoilt != drawn
    assert performer_paths(LANES + spoilt) == {"a": ("Warehouse",)}


@pytest.mark.parametrize(("tag", "deliverable"), [("intermediateThrowEvent", "Form"), ("exclusiveGateway", "Ask")])
def test_events_name_a_message_by_what_they_read_and_gateways_do_not(tag, deliverable):
    process_map = read(
        f"""<collaboration><participant id="P" processRef="p"/><participant id="C" name="Customer"/>
 <messageFlow id="m" sourceRef="e" targetRef="C"/></collaboration>
 <process id="p" name="Shop"><task id="a" name="Ask"/><{tag} id="e"/><dataObject id="d" name="Form"/>
 <sequenceFlow id="f" sourceRef="a" targetRef="e"/>
 <association sourceRef="d" targetRef="e" associationDirection="One"/></process>"""
    )
    assert [one.deliverable for one in handoff.find(process_map)] == [deliverable]
