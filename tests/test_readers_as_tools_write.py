"""Structures seen in files that programs and people really write, with content of our own; expectations by hand."""

from __future__ import annotations

import pytest

from svcgraph.domain import handoff
from svcgraph.errors import Severity, Unreadable
from svcgraph.intake.log.names import is_missing
from svcgraph.plugins import room
from svcgraph.readers import archimate, drawio, mermaid, plantuml, raci, xpdl


def found(reader, text, file="a"):
    data = text if isinstance(text, bytes) else text.encode()
    assert [one.FORMAT for one in room("readers") if one.recognises(data, "")] == [reader.FORMAT]
    reading = reader.read(data, file)
    made = reading.map
    handoffs = [
        (made.performers[one.supplier].path[-1], one.source_name, made.performers[one.client].path[-1], one.target_name)
        for one in handoff.find(made)
    ]
    return handoffs, reading


def codes(reading):
    return [fault.code for fault in reading.faults]


def services(reading):
    return [reading.map.performers[place].path[-1] for place in reading.map.services]


# draw.io

CELL = (
    '<mxCell id="{0}" value="{1}" style="{2}" parent="{3}" vertex="1">'
    '<mxGeometry x="{4}" y="{5}" width="{6}" height="{7}" as="geometry"/></mxCell>'
)
BOX, LANE = "rounded=1;whiteSpace=wrap;html=1;", "swimlane;html=1;startSize=23;horizontal=0;"
STACK = "swimlane;html=1;childLayout=stackLayout;horizontal=0;startSize=26;"


def edge(key, parent, source="", target="", *, source_at=None, target_at=None):
    ends = "".join(f' {name}="{end}"' for name, end in (("source", source), ("target", target)) if end)
    points = "".join(
        f'<mxPoint x="{at[0]}" y="{at[1]}" as="{name}"/>'
        for name, at in (("sourcePoint", source_at), ("targetPoint", target_at))
        if at
    )
    return (
        f'<mxCell id="{key}" value="" style="endArrow=classic;html=1;" parent="{parent}"{ends} edge="1">'
        f'<mxGeometry relative="1" as="geometry">{points}</mxGeometry></mxCell>'
    )


def page(*cells):
    return (
        '<mxfile host="Electron"><diagram id="d" name="flux actuel"><mxGraphModel><root><mxCell id="0"/>'
        f'<mxCell id="1" parent="0"/>{"".join(cells)}</root></mxGraphModel></diagram></mxfile>'
    )


def test_drawio_titles_and_dates_beside_the_lanes_are_no_services():
    text = page(
        CELL.format("t", "Vente aux revendeurs, cible", BOX, 1, 40, 40, 880, 40),
        CELL.format("d", "&lt;div&gt;09/05/2018&lt;/div&gt;", BOX, 1, 960, 40, 160, 40),
        CELL.format(
            "p", "Vente", "swimlane;html=1;childLayout=stackLayout;horizontal=0;startSize=26;", 1, 40, 280, 1080, 240
        ),
        CELL.format("l1", "Achats", LANE, "p", 26, 0, 1054, 120),
        CELL.format("l2", "Dépôt", LANE, "p", 26, 120, 1054, 120),
        CELL.format("a", "&lt;br&gt;Saisir la réservation (1).", BOX, "l1", 131, 20, 90, 80),
        CELL.format("b", "Envoyer l'ordre", BOX, "l1", 923, 31, 104, 55),
        CELL.format("icon", "", "shape=mxgraph.bpmn.user_task;html=1;", "l1", 138, 24, 14, 14),
        CELL.format("c", "Préparer :&lt;br&gt;&lt;b&gt;aval&lt;/b&gt;", "shape=process;", "l2", 774, 30, 120, 60),
        edge("e1", "l1", "a", "b", target_at=(-270, 16)),
        # glued at one end only: the other lies on the border of Préparer, counted from the pool's corner
        edge("e2", "p", "b", "", source_at=(1060, 86), target_at=(920, 178)),
    )
    handoffs, reading = found(drawio, text)
    assert handoffs == [("Achats", "Envoyer l'ordre", "Dépôt", "Préparer : aval")]
    assert services(reading) == ["Achats", "Dépôt"]
    assert codes(reading) == ["aside", "aside"]


def test_drawio_boxes_that_say_start_and_end_do_no_work():
    text = page(
        CELL.format("l1", "Sales", LANE, 1, 0, 0, 800, 120),
        CELL.format("l2", "Stock", LANE, 1, 0, 120, 800, 120),
        CELL.format("s", "Start", "rounded=1;arcSize=50;", "l1", 30, 30, 80, 30),
        CELL.format("a", "Pick", BOX, "l2", 200, 30, 80, 30),
        CELL.format("b", "Invoice", BOX, "l1", 400, 30, 80, 30),
        CELL.format("z", "Fin", BOX, "l2", 600, 30, 80, 30),
        edge("e1", 1, "s", "a"), edge("e2", 1, "a", "b"), edge("e3", 1, "b", "z"),
    )  # fmt: skip
    assert found(drawio, text)[0] == [("Stock", "Pick", "Sales", "Invoice")]


def test_drawio_a_pool_of_its_own_shape_parts_lanes_of_one_name():
    pool = "shape=pool;startSize=30;horizontal=1;container=1;"
    text = page(
        CELL.format("p1", "Shop", pool, 1, 0, 0, 800, 150),
        CELL.format("l1", "Desk", LANE, "p1", 0, 30, 800, 120),
        CELL.format("a", "Ask", BOX, "l1", 60, 30, 80, 30),
        CELL.format("p2", "Bank", pool, 1, 0, 200, 800, 150),
        CELL.format("l2", "Desk", LANE, "p2", 0, 30, 800, 120),
        CELL.format("b", "Answer", BOX, "l2", 200, 30, 80, 30),
        edge("e1", 1, "a", "b"),
    )
    handoffs, reading = found(drawio, text)
    assert handoffs == [("Desk", "Ask", "Desk", "Answer")]
    assert [one.path for one in reading.map.performers] == [("Shop", "Desk"), ("Bank", "Desk")]


def test_drawio_a_flowchart_without_lanes_says_that_nothing_can_be_handed_over():
    text = page(
        CELL.format("a", "Pick", BOX, 1, 200, 30, 80, 30),
        CELL.format("b", "Invoice", BOX, 1, 400, 30, 80, 30),
        edge("e", 1, "a", "b"),
    )
    handoffs, reading = found(drawio, text)
    assert handoffs == []
    (fault,) = reading.faults
    assert (fault.code, fault.severity) == ("no-lanes", Severity.WARNING)


# Mermaid


def test_mermaid_swimlanes_of_its_own_kind_are_read_as_flowcharts():
    text = (
        "swimlane-beta LR\n  subgraph Customer\n    order[Place the order]\n    get[Get the goods]\n  end\n"
        "  subgraph Depot\n    check{In stock?}\n    pack[Pack]\n  end\n"
        "  order --> check\n  check -->|Yes| pack --> get\n  check -->|No| order\n"
    )
    assert sorted(found(mermaid, text)[0]) == [
        ("Customer", "Place the order", "Depot", "Pack"), ("Depot", "Pack", "Customer", "Get the goods"),
    ]  # fmt: skip


def test_mermaid_ovals_of_another_service_are_told():
    text = (
        'flowchart TD\n subgraph S["System"]\n  s1["Make a number\\nstatus = draft"]\n end\n'
        ' subgraph C["Customer"]\n  c1([Start])\n  c2([Keep the number\\nfor later])\n end\n c1 --> s1\n s1 --> c2\n'
    )
    handoffs, reading = found(mermaid, text)
    assert handoffs == []
    (fault,) = reading.faults
    assert fault.code == "terminal"
    assert dict(fault.parameters) == {"name": "Keep the number for later", "other": "Make a number status = draft"}


def test_mermaid_boxes_that_say_start_and_end_in_no_lane_hand_nothing_over():
    text = (
        'graph TD;\n A["Début"] --> B\n B --> C\n C --> H["Fin"]\n subgraph RH\n  B[Besoin]\n end\n'
        " subgraph TI\n  C[Poste]\n end\n"
    )
    handoffs, reading = found(mermaid, text)
    assert handoffs == [("RH", "Besoin", "TI", "Poste")]
    assert services(reading) == ["RH", "TI"]
    assert codes(reading) == []


# PlantUML

SHOP = """@startuml
skin rose
skinparam backgroundColor #FEFEFE
skinparam activity {
  BackgroundColor #E8F5E9
  FontSize 11
}
<style>
activityDiagram { BackgroundColor white }
</style>
title Shop
'lanes first
|#application|Customer|
|#technology|c| Cashier
|System|

|Customer|
start
:Arrive;

|c|
while (More items?) is (yes)
  :Enter the item;
  |System|
  :Add it up;
  |c|
endwhile (no)
if (How?) is  ( Cash ) then
:Take __cash__;
else ( Card )
:Take the card;
endif
|System|
:Book it;
note right: at once
end
@enduml
"""


def test_plantuml_with_settings_lanes_first_and_short_names():
    handoffs, reading = found(plantuml, SHOP)
    assert codes(reading) == []
    assert sorted(handoffs) == sorted(
        [
            ("Customer", "Arrive", "Cashier", "Enter the item"),
            ("Customer", "Arrive", "Cashier", "Take cash"),
            ("Customer", "Arrive", "Cashier", "Take the card"),
            ("Cashier", "Enter the item", "System", "Add it up"),
            ("System", "Add it up", "Cashier", "Enter the item"),
            ("System", "Add it up", "Cashier", "Take cash"),
            ("System", "Add it up", "Cashier", "Take the card"),
            ("Cashier", "Take cash", "System", "Book it"),
            ("Cashier", "Take the card", "System", "Book it"),
        ]
    )


def test_plantuml_settings_that_never_close_swallow_nothing_silently():
    with pytest.raises(Unreadable):
        plantuml.read(b"@startuml\nskinparam activity {\n|A|\n:x;\n@enduml\n", "a")


# ArchiMate


def model(space, label, suffix):
    return (
        f'<model xmlns="http://www.opengroup.org/xsd/archimate{space}" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" identifier="m"><name>Claims</name><elements>'
        + "".join(
            f'<element identifier="{key}" xsi:type="{kind}"><{label} xml:lang="en">{name}</{label}></element>'
            for key, kind, name in (
                ("a1", "BusinessActor", "Front"), ("a2", "BusinessActor", "Back"),
                ("p1", "BusinessProcess", "Register"), ("p2", "BusinessProcess", "Accept"),
            )
        )
        + "</elements><relationships>"
        + "".join(
            f'<relationship identifier="r{source}{target}" source="{source}" target="{target}" '
            f'xsi:type="{kind}{suffix}"/>'
            for source, target, kind in (
                ("a1", "p1", "Assignment"), ("a2", "p2", "Assignment"), ("p1", "p2", "Triggering"),
            )
        )
        + "</relationships></model>"
    )  # fmt: skip


@pytest.mark.parametrize(("space", "label", "suffix"), [("", "label", "Relationship"), ("/3.0/", "name", "")])
def test_archimate_of_both_versions_names_its_elements(space, label, suffix):
    handoffs, reading = found(archimate, model(space, label, suffix))
    assert handoffs == [("Front", "Register", "Back", "Accept")]
    assert services(reading) == ["Front", "Back"]


def test_archis_own_files_are_refused_with_the_way_out():
    text = b'<archimate:model xmlns:archimate="http://www.archimatetool.com/archimate" name="x" id="y"/>'
    assert archimate.recognises(text, ".archimate")
    with pytest.raises(Unreadable) as refused:
        archimate.read(text, "a")
    assert [fault.code for fault in refused.value.faults] == ["own-format"]


# XPDL

PLACE = (
    '<NodeGraphicsInfos><NodeGraphicsInfo Height="{3}" Width="{2}"><Coordinates XCoordinate="{0}" YCoordinate="{1}"/>'
    "</NodeGraphicsInfo></NodeGraphicsInfos>"
)


def bizagi():
    """Pools without lanes; the first, which Bizagi does not draw, is empty; messages from pool to pool."""
    pools = "".join(
        f'<Pool Id="pool{n}" Name="{name}" Process="proc{n}" BoundaryVisible="{shown}"><Lanes/>'
        f"{PLACE.format(*box)}</Pool>"
        for n, name, shown, box in (
            (0, "Main Process", "false", (0, 0, 700, 350)), (1, "Marketing", "true", (66, 74, 1300, 350)),
            (2, "Process 1", "true", (66, 448, 1300, 350)),
        )
    )  # fmt: skip
    task = '<Activity Id="{0}" Name="{1}"><Implementation><Task/></Implementation>{2}</Activity>'
    gate = '<Activity Id="g" Name=""><Route GatewayType="Parallel"/></Activity>'
    one = task.format("a", "Plan", "") + gate + task.format("b", "Launch", "")
    return (
        '<Package xmlns="http://www.wfmc.org/2009/XPDL2.2" Id="x" Name="model"><PackageHeader/>'
        f'<Pools>{pools}</Pools><MessageFlows><MessageFlow Id="m" Source="b" Target="c"/></MessageFlows>'
        '<WorkflowProcesses><WorkflowProcess Id="proc0" Name="Main Process"><ActivitySets/></WorkflowProcess>'
        f'<WorkflowProcess Id="proc1" Name="Marketing"><ActivitySets/><Activities>{one}</Activities><Transitions>'
        '<Transition Id="t1" From="a" To="g"/><Transition Id="t2" From="g" To="b"/></Transitions></WorkflowProcess>'
        f'<WorkflowProcess Id="proc2" Name="Process 1"><Activities>{task.format("c", "Sell", "")}</Activities>'
        "</WorkflowProcess></WorkflowProcesses></Package>"
    )


def test_xpdl_of_bizagi_with_pools_without_lanes():
    handoffs, reading = found(xpdl, bizagi())
    assert handoffs == [("Marketing", "Launch", "Process 1", "Sell")]
    assert services(reading) == ["Marketing", "Process 1"]


def test_xpdl_1_names_who_performs_and_what_is_inside_a_block():
    step = (
        '<xpdl:Activity Id="{0}" Name="{1}"><xpdl:Implementation><xpdl:No/></xpdl:Implementation>'
        "<xpdl:Performer>{2}</xpdl:Performer></xpdl:Activity>"
    )
    way = '<xpdl:Transitions><xpdl:Transition Id="{0}{1}" From="{0}" To="{1}"/></xpdl:Transitions>'
    text = (
        '<?xml version="1.0"?>\n<!-- licence -->\n<xpdl:Package xmlns:xpdl="http://www.wfmc.org/2002/XPDL1.0" Id="l">'
        '<xpdl:Participants><xpdl:Participant Id="emp" Name="Employee"/><xpdl:Participant Id="per" Name="Personnel"/>'
        '</xpdl:Participants><xpdl:WorkflowProcesses><xpdl:WorkflowProcess Id="p" Name="Leave"><xpdl:ActivitySets>'
        f'<xpdl:ActivitySet Id="set"><xpdl:Activities>'
        f"{step.format('c', 'File', 'per')}{step.format('d', 'Sign', 'emp')}"
        f"</xpdl:Activities>{way.format('c', 'd')}</xpdl:ActivitySet></xpdl:ActivitySets>"
        f"<xpdl:Activities>{step.format('a', 'Ask', 'emp')}{step.format('b', 'Check', 'per')}"
        '<xpdl:Activity Id="k" Name="Close"><xpdl:BlockActivity BlockId="set"/></xpdl:Activity></xpdl:Activities>'
        f"{way.format('a', 'b')}</xpdl:WorkflowProcess></xpdl:WorkflowProcesses></xpdl:Package>"
    )
    handoffs, _ = found(xpdl, text)
    assert ("Employee", "Ask", "Personnel", "Check") in handoffs
    assert ("Personnel", "File", "Employee", "Sign") in handoffs


# Tables


def test_raci_tells_a_party_once_that_is_consulted_and_informed():
    text = "Area,Responsible,Accountable,Consulted,Informed\nRelease,Build,CTO,Legal,Support\nRollout,PM,EM,All,All\n"
    handoffs, _ = found(raci, text)
    assert [(supplier, client) for supplier, _, client, _ in handoffs] == [
        ("Build", "Legal"), ("Build", "Support"), ("PM", "All"),
    ]  # fmt: skip


def test_what_logs_write_for_no_value_is_missing():
    assert all(map(is_missing, ("__INVALID__", "UNKNOWN", "EMPTY", "n/a", "")))
    assert not is_missing("Invalid claims desk")
