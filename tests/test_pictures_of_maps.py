"""What a process picture shows of events and whole pools, as drawing tools write them."""

import pytest

from svcgraph import bare
from svcgraph.cli._program import program
from svcgraph.i18n import Words
from svcgraph.renderers.picture.fonts import unknown
from svcgraph.views.diagram.process import process
from svcgraph.views.shapes import NodeShape

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
POOLS = """<collaboration><participant id="P" name="Customer" processRef="p"/>
<participant id="Q" name="Agency" processRef="q"/>{flows}</collaboration>"""
CUSTOMER = """<process id="p"><task id="pay" name="Pay"/><intermediateCatchEvent id="ticket" name="Ticket received"/>
<endEvent id="over"/><sequenceFlow sourceRef="pay" targetRef="ticket"/>
<sequenceFlow sourceRef="ticket" targetRef="over"/></process>"""
AGENCY = '<process id="q"><task id="order" name="Order"/><task id="plan" name="{plan}"/></process>'


@pytest.fixture
def picture(tmp_path):
    def drawn(*inner):
        file = tmp_path / "x.bpmn"
        file.write_text(f'<definitions xmlns="{MODEL}">{"".join(inner)}</definitions>', encoding="utf-8")
        (one,) = bare.read([file])
        graph, process_map = bare.graph(one)
        return process(graph, 0, words=Words("en"), process_map=process_map, bare=True)

    return drawn


def pools(*ends):
    flows = (
        f'<messageFlow id="m{n}" sourceRef="{source}" targetRef="{target}"/>' for n, (source, target) in enumerate(ends)
    )
    return POOLS.format(flows="".join(flows))


def lanes(picture):
    """Node id → name of the lane it stands in."""
    names = {cluster.id: cluster.name for cluster in picture.clusters}
    return {node.id.rpartition("#")[2]: names[node.cluster] for node in picture.nodes}


def arrows(picture):
    return {
        tuple(end.rpartition("#")[2] for end in (edge.source, edge.target)) for edge in picture.edges if edge.strong
    }


def test_who_waits_for_a_message_stands_in_its_own_lane(picture):
    found = picture(pools(("order", "ticket")), CUSTOMER, AGENCY.format(plan="Plan"))
    assert lanes(found) == dict.fromkeys(("pay", "ticket", "over"), "Customer") | dict.fromkeys(
        ("order", "plan"), "Agency"
    )
    assert arrows(found) == {("order", "ticket")}


def test_who_does_nothing_but_wait_is_in_the_picture(picture):
    waiting = '<process id="p"><startEvent id="ticket" name="Ticket received"/></process>'
    found = picture(pools(("order", "ticket")), waiting, AGENCY.format(plan="Plan"))
    assert lanes(found)["ticket"] == "Customer"
    assert arrows(found) == {("order", "ticket")}


def test_events_on_the_way_are_no_decisions(picture):
    border = '<boundaryEvent id="late" attachedToRef="pay"/><sequenceFlow sourceRef="late" targetRef="pay"/></process>'
    found = picture(CUSTOMER.replace("</process>", border))
    shapes = {node.id.rpartition("#")[2]: node.shape for node in found.nodes}
    assert shapes == {
        "pay": NodeShape.ACTIVITY,
        "ticket": NodeShape.EVENT,
        "over": NodeShape.END,
        "late": NodeShape.EVENT,
    }
    said = [entry.text for entry in found.legend]
    assert "event during the process" in said
    assert "decision or parallel branches" not in said


def test_what_happens_at_the_border_of_an_activity_happens_to_who_does_it(picture):
    found = picture(
        """<process id="p"><laneSet><lane name="Sales"><flowNodeRef>a</flowNodeRef></lane>
<lane name="Store"><flowNodeRef>b</flowNodeRef></lane></laneSet><task id="a"/><task id="b"/>
<boundaryEvent id="late" attachedToRef="a"/><sequenceFlow sourceRef="late" targetRef="b"/></process>"""
    )
    assert lanes(found) == {"a": "Sales", "late": "Sales", "b": "Store"}
    assert arrows(found) == {("late", "b")}


def test_a_whole_pool_with_work_of_its_own_is_no_external_party(picture):
    found = picture(pools(("order", "P"), ("plan", "X")), CUSTOMER, AGENCY.format(plan="Plan"))
    (party,) = (node for node in found.nodes if node.shape is NodeShape.SERVICE)
    assert party.name == "Customer"
    said = [entry.text for entry in found.legend]
    assert "service" in said
    assert "external party" not in said


def test_a_deliverable_of_an_activity_without_a_name_is_only_to_be_named(picture):
    silent = CUSTOMER.replace(' name="Ticket received"', "")
    (told,) = picture(pools(("plan", "ticket")), silent, AGENCY.format(plan="")).listing
    assert told.text == "Agency → Customer: deliverable to be named"


def test_letters_that_the_font_lacks_are_told_once_each():
    assert unknown("Règlement – Überprüfung « œuvre » → Заявка") == ""
    assert unknown("财务部 pays 财务\u200b") == "财务部"


@pytest.mark.parametrize(("suffix", "told"), [("png", True), ("svg", False)])
def test_diagram_says_what_its_font_lacks_where_the_font_is_used(tmp_path, capsys, suffix, told):
    file = tmp_path / "x.bpmn"
    task = '<process id="p" name="P"><task id="a" name="财务"/></process>'
    file.write_text(f'<definitions xmlns="{MODEL}">{task}</definitions>', encoding="utf-8")
    assert program(["--lang", "en", "diagram", "process", str(file), "-o", str(tmp_path / f"x.{suffix}")]) == 0
    assert ("no sign for 财务:" in capsys.readouterr().err) is told
