# ruff: noqa: E501  (the files under test are written as the programs write them)
"""draw.io, Visio, XPDL, Bizagi and ArchiMate: one map drawn in each, and how their files really differ."""

from __future__ import annotations

import base64
import re
import struct
import zlib
from urllib.parse import quote

import pytest
from drawing_files import BOX, LANE, bizagi, cell, connect, line, model, mxfile, shape, vsdx

from svcgraph.domain import handoff
from svcgraph.errors import Unreadable
from svcgraph.readers import archimate, bpmn, drawio, mermaid, table, visio, xpdl

# The map, by hand, before any reader ran: (supplier, client, via, deliverable)
RH, CDG, CANDIDAT = "RH", "Contrôle de gestion", "Candidat"
RECRUTER = [
    (CDG, RH, "sequence", "Accord budgétaire"),
    (RH, CANDIDAT, "message", "Réponse"),
    (RH, CDG, "sequence", "Fiche de poste"),
]


def handoffs(reading):
    found = handoff.find(reading.map)
    names = [performer.path[-1] for performer in reading.map.performers]
    return sorted((names[one.supplier], names[one.client], one.via.value, one.deliverable) for one in found)


def codes(reading):
    return sorted(fault.code for fault in reading.faults)


# draw.io


DRAWIO = "".join([
    cell("rh", "RH", LANE, (0, 0, 600, 120), parent="1"),
    cell("cdg", "&lt;b&gt;Contrôle&lt;/b&gt;&lt;br&gt;de&amp;nbsp;gestion", LANE, (0, 120, 600, 120), parent="1"),
    cell("cand", "Candidat", LANE, (0, 300, 600, 60), parent="1"),
    cell("a", "Exprimer le besoin", BOX, (40, 30, 100, 60), parent="rh"),
    cell("g", "Complet ?", "rhombus;html=1;", (200, 40, 40, 40), parent="rh"),
    cell("b", "Vérifier le budget", BOX, (300, 150, 100, 60), parent="1"),  # in its lane by where it lies
    cell("d", "Fiche de poste", "shape=document;whiteSpace=wrap;", (160, 90, 60, 40), parent="1"),
    cell("s", "", "ellipse;html=1;", (5, 45, 30, 30), parent="rh"),
    cell("e0", "", "", edge="1", parent="1", source="s", target="a"),
    cell("e1", "", "", edge="1", parent="1", source="a", target="g"),
    cell("e2", "", "", edge="1", parent="1", source="g", target="b"),
    cell("e2l", "oui", "edgeLabel;html=1;", (0, 0, 0, 0), parent="e2"),
    cell("e3", "Accord budgétaire", "", edge="1", parent="1", source="b", target="a"),
    cell("e4", "", "dashed=1;", edge="1", parent="1", source="a", target="d"),
    cell("e5", "", "dashed=1;", edge="1", parent="1", source="d", target="b"),
    cell("e6", "Réponse", "dashed=1;", edge="1", parent="1", source="a", target="cand"),
    cell("t", "À lire de gauche à droite", "text;html=1;", (0, 400, 200, 20), parent="1"),
])  # fmt: skip


def packed(text):
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    return base64.b64encode(deflate.compress(quote(text).encode()) + deflate.flush()).decode()


def png(kind, text):
    def chunk(name, body):
        return struct.pack(">I4s", len(body), name) + body + struct.pack(">I", zlib.crc32(name + body))

    body = b"mxfile\0" + (b"\0" + zlib.compress(quote(text).encode()) if kind == b"zTXt" else quote(text).encode())
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"\0" * 13) + chunk(kind, body) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (mxfile(model(DRAWIO)).encode(), ".drawio"),
        (mxfile(packed(model(DRAWIO))).encode(), ".drawio"),
        (model(DRAWIO).encode(), ".xml"),
        (f'<svg xmlns="http://www.w3.org/2000/svg" content="{mxfile(packed(model(DRAWIO))).replace("<", "&lt;").replace(chr(34), "&quot;")}"/>'.encode(), ".svg"),
        (png(b"tEXt", mxfile(packed(model(DRAWIO)))), ".png"),
        (png(b"zTXt", mxfile(model(DRAWIO))), ".png"),
    ],
    ids=["plain", "packed", "bare-model", "svg", "png-text", "png-packed"],
)  # fmt: skip
def test_drawio_gives_the_map_however_it_is_stored(data, suffix):
    assert drawio.recognises(data, suffix)
    reading = drawio.read(data, "p/Recruter.drawio")
    assert handoffs(reading) == RECRUTER
    assert reading.faults == ()
    assert reading.map.processes[0].name == "Recruter"


def test_drawio_ties_a_loose_end_within_reach_and_says_one_that_is_joined_to_nothing():
    def edge(identity, x):
        point = f'<mxPoint x="{x}" y="180" as="targetPoint"/>'
        return f'<mxCell id="{identity}" edge="1" parent="1" source="a"><mxGeometry as="geometry">{point}</mxGeometry></mxCell>'

    boxes = cell("rh", "RH", LANE, (0, 0, 600, 120), parent="1") + cell(
        "cdg", "CDG", LANE, (0, 120, 600, 120), parent="1"
    )
    boxes += cell("a", "A", BOX, (40, 30, 100, 60), parent="rh") + cell("b", "B", BOX, (300, 30, 100, 60), parent="cdg")
    near = drawio.read(mxfile(model(boxes + edge("e", 290))).encode(), "a.drawio")
    assert handoffs(near) == [("RH", "CDG", "sequence", "A")]
    far = drawio.read(mxfile(model(boxes + edge("e", 240))).encode(), "a.drawio")
    assert (handoffs(far), codes(far)) == ([], ["ends-on-lane"])


def test_drawio_reads_a_table_as_lanes_by_row_or_by_column_and_no_table_of_data():
    row = "shape=tableRow;horizontal=0;startSize=40;"
    rows = cell("t", "", "shape=table;childLayout=tableLayout;", (0, 0, 600, 240), parent="1")
    rows += cell("r1", "RH", row, (0, 0, 600, 120), parent="t") + cell("r2", "CDG", row, (0, 120, 600, 120), parent="t")
    rows += cell("c1", "Phase 1", "swimlane;", (40, 0, 560, 120), parent="r1")
    rows += cell("c2", "", "swimlane;", (40, 0, 560, 120), parent="r2")
    rows += cell("a", "A", BOX, (10, 30, 90, 50), parent="c1") + cell("b", "B", BOX, (10, 30, 90, 50), parent="c2")
    arrow = cell("e", "", "", edge="1", parent="1", source="a", target="b")
    assert handoffs(drawio.read(model(rows + arrow).encode(), "a.drawio")) == [("RH", "CDG", "sequence", "A")]
    columns = rows.replace('value="RH"', 'value=""').replace('value="CDG"', 'value=""').replace("Phase 1", "RH")
    columns = columns.replace('id="c2" value=""', 'id="c2" value="CDG"')
    assert handoffs(drawio.read(model(columns + arrow).encode(), "a.drawio")) == [("RH", "CDG", "sequence", "A")]
    classes = cell("k", "Class", "swimlane;childLayout=stackLayout;", (0, 0, 90, 90), parent="1")
    classes += cell("k1", "+name", "text;", (0, 20, 90, 20), parent="k")
    with pytest.raises(Unreadable) as refused:
        drawio.read(model(classes).encode(), "a.drawio")
    assert [fault.code for fault in refused.value.faults] == ["no-process", "no-process"]


def test_drawio_hides_what_is_hidden_takes_the_wrappers_label_and_knows_pages_apart():
    wrapped = (
        '<UserObject label="%who% demande" who="RH" placeholders="1" id="a"><mxCell style="" vertex="1" parent="rh">'
    )
    wrapped += '<mxGeometry x="10" y="10" width="50" height="50" as="geometry"/></mxCell></UserObject>'
    page = cell("rh", "RH", LANE, (0, 0, 600, 120), parent="1") + cell("x", "X", LANE, (0, 120, 600, 120), parent="1")
    page += wrapped + cell("b", "B", BOX, (300, 30, 100, 60), parent="x")
    page += cell("e", "", "", edge="1", parent="1", source="a", target="b")
    hidden = page + cell("h", "H", BOX, (300, 30, 100, 60), parent="x", visible="0")
    hidden += cell("eh", "", "", edge="1", parent="1", source="h", target="a")
    two = mxfile(model(hidden))[: -len("</mxfile>")] + f'<diagram id="p2" name="Suite">{model(page)}</diagram></mxfile>'
    reading = drawio.read(two.encode(), "a.drawio")
    assert reading.map.nodes.ids == ("a", "b", "Suite/a", "Suite/b")
    assert reading.map.nodes.names[0] == "RH demande"
    assert [process.name for process in reading.map.processes] == ["Recruter", "Suite"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (mxfile("AAAA!not deflate").encode(), "damaged"),
        (mxfile(packed(model(DRAWIO))[:40]).encode(), "damaged"),
        (mxfile(model(DRAWIO))[:200].encode(), "not-well-formed"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 30, "no-drawing"),
        (("<mxGraphModel>" + "<a>" * 100_000).encode(), "too-large"),
        (mxfile(base64.b64encode(zlib.compress(b"a" * 200_000_000, 9)[2:-4]).decode()).encode(), "too-large"),
    ],
    ids=["no-deflate", "cut-page", "cut-file", "bare-picture", "deep", "bomb"],
)
def test_drawio_refuses_what_is_broken_or_hostile(data, code):
    with pytest.raises(Unreadable) as refused:
        drawio.read(data, "a.drawio")
    assert refused.value.faults[0].code == code


# Visio


def lane(identity, name, at):
    heading = f'<Section N="User"><Row N="visHeadingText"><Cell N="Value" V="{name}"/></Row></Section>'
    return shape(identity, 4, "", at, heading)


FUNCTION = '<Section N="Property"><Row N="Function"><Cell N="Value" V="RH"/></Row></Section>'
CONTAINER = '<Cell N="Relationships" V="0" F="SUM(DEPENDSON(4,Sheet.2!SheetRef()))"/>'


VISIO_SHAPES = (
    lane(1, "RH", (5, 8, 10, 2)) + lane(2, CDG, (5, 6, 10, 2)) + lane(3, CANDIDAT, (5, 2, 10, 1))
    + shape(4, 1, "Exprimer le besoin", (2, 3, 1, 0.5), FUNCTION)  # the property beats the place
    + shape(5, 2, "Complet ?", (4, 8, 0.5, 0.5))
    + shape(6, 1, "Vérifier le budget", (6, 8, 1, 0.5), CONTAINER)  # so does the container
    + shape(7, 5, "Fiche de poste", (3, 7, 1, 0.5))
    + line(8, 3) + line(9, 3, "oui") + line(10, 3, "Accord budgétaire") + line(11, 3) + line(12, 3) + line(13, 6, "Réponse")
)  # fmt: skip
VISIO_CONNECTS = (
    connect(8, 4, 5) + connect(9, 5, 6) + connect(10, 6, 4) + connect(11, 4, 7) + connect(12, 7, 6) + connect(13, 4, 3)
)  # fmt: skip
VISIO = vsdx(VISIO_SHAPES, VISIO_CONNECTS)


def test_visio_gives_the_map_by_function_container_and_place():
    assert visio.recognises(VISIO, ".vsdx")
    reading = visio.read(VISIO, "p/Recruter.vsdx")
    assert handoffs(reading) == RECRUTER
    assert reading.faults == ()


def test_visio_ties_an_unglued_connector_by_where_it_ends():
    loose = shape(
        8,
        3,
        "",
        None,
        '<Cell N="BeginX" V="2.55"/><Cell N="BeginY" V="8"/><Cell N="EndX" V="5.45"/><Cell N="EndY" V="6"/>',
    )
    shapes = (
        lane(1, "RH", (5, 8, 10, 2))
        + lane(2, CDG, (5, 6, 10, 2))
        + shape(4, 1, "A", (2, 8, 1, 0.5))
        + shape(6, 1, "B", (6, 6, 1, 0.5))
    )
    assert handoffs(visio.read(vsdx(shapes + loose, ""), "a.vsdx")) == [("RH", CDG, "sequence", "A")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old-format"),
        (VISIO[: len(VISIO) // 2], "damaged"),
        (vsdx(shape(4, 1, "A", (2, 8, 1, 1)), ""), "no-process"),
        (vsdx("<Shape>" * 100_000, ""), "too-large"),
        (vsdx("", "", [("visio/x.xml", b"a" * 40_000_000)]), "no-process"),
    ],
    ids=["vsd", "cut", "nothing-flows", "deep", "large-part-not-read"],
)
def test_visio_refuses_what_is_broken_or_old(data, code):
    with pytest.raises(Unreadable) as refused:
        visio.read(data, "a.vsdx")
    assert code in {fault.code for fault in refused.value.faults}


# XPDL and Bizagi


def graphics(x, y, width, height, more=""):
    place = f'<Coordinates XCoordinate="{x}" YCoordinate="{y}"/>'
    return f'<NodeGraphicsInfos><NodeGraphicsInfo Width="{width}" Height="{height}" {more}>{place}</NodeGraphicsInfo></NodeGraphicsInfos>'


def activity(identity, name, kind, at, more=""):
    return f'<Activity Id="{identity}" Name="{name}">{kind}{graphics(*at, more)}</Activity>'


TASK, ROUTE = "<Implementation><Task/></Implementation>", "<Route/>"


def package(lanes=("RH", CDG)):
    drawn = "".join(
        f'<Lane Id="l{number}" Name="{name}">{graphics(50, 100 * number, 700, 100)}</Lane>' for number, name in enumerate(lanes)
    )  # fmt: skip
    return f"""<Package xmlns="http://www.wfmc.org/2009/XPDL2.2" Id="k" Name="Recruter"><Pools>
      <Pool Id="p0" Name="Main Process" Process="w0" BoundaryVisible="false"><Lanes/></Pool>
      <Pool Id="p1" Name="Mutuelle" Process="w1" BoundaryVisible="true"><Lanes>{drawn}</Lanes></Pool>
      <Pool Id="p2" Name="Candidat" Process="w2" BoundaryVisible="true"><Lanes/></Pool></Pools>
      <MessageFlows><MessageFlow Id="m" Source="a" Target="p2" Name="Réponse"/></MessageFlows>
      <Associations><Association Id="s1" Source="a" Target="d" AssociationDirection="To"/>
      <Association Id="s2" Source="d" Target="b" AssociationDirection="To"/></Associations>
      <Artifacts><Artifact Id="d" ArtifactType="DataObject" Name="Fiche de poste"/></Artifacts>
      <WorkflowProcesses><WorkflowProcess Id="w0" Name="x"/><WorkflowProcess Id="w1" Name="Recruter"><Activities>
      {activity("a", "Exprimer le besoin", TASK, (100, 20, 90, 60))}{activity("g", "Complet ?", ROUTE, (240, 30, 40, 40))}
      {activity("b", "Vérifier le budget", TASK, (300, 20, 90, 60), 'LaneId="l1"')}</Activities><Transitions>
      <Transition Id="t1" From="a" To="g"/><Transition Id="t2" From="g" To="b" Name="oui"><Condition Type="CONDITION"/></Transition>
      <Transition Id="t3" From="b" To="a" Name="Accord budgétaire"/></Transitions></WorkflowProcess></WorkflowProcesses></Package>"""


@pytest.mark.parametrize("data", [package().encode(), bizagi(package())], ids=["xpdl", "bpm"])
def test_xpdl_and_bizagi_give_the_map(data):
    assert xpdl.recognises(data, ".bpm")
    reading = xpdl.read(data, "p/Recruter.bpm")
    assert handoffs(reading) == RECRUTER
    assert reading.faults == ()
    assert reading.map.performers[0].path == ("Mutuelle", "RH")


def test_lanes_that_are_all_called_lane_mean_the_pool():
    reading = xpdl.read(package(("Lane", "Lane 2")).encode(), "a.xpdl")
    assert handoffs(reading) == [("Mutuelle", "Candidat", "message", "Réponse")]


@pytest.mark.parametrize("data", [b"PK\x03\x04 cut", bizagi("<Package"), bizagi()], ids=["cut", "no-xml", "empty"])
def test_bizagi_refuses_what_is_broken(data):
    with pytest.raises(Unreadable):
        xpdl.read(data, "a.bpm")


# ArchiMate


def element(identity, kind, name):
    return f'<element identifier="{identity}" xsi:type="{kind}"><name>{name}</name></element>'


def relation(number, kind, source, target, more="", *, name=""):
    return f'<relationship identifier="x{number}" xsi:type="{kind}" source="{source}" target="{target}" {more}><name>{name}</name></relationship>'


def test_archimate_is_a_directory_and_a_process_where_one_is_modelled():
    space = 'xmlns="http://www.opengroup.org/xsd/archimate/3.0/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    elements = (
        element("r", "BusinessActor", "RH")
        + element("c", "BusinessActor", CDG)
        + element("k", "BusinessRole", "Contrôleur")
    )
    elements += element("n", "BusinessActor", CANDIDAT) + element("z", "BusinessActor", "Archives")
    elements += element("a", "BusinessProcess", "Exprimer le besoin") + element(
        "b", "BusinessProcess", "Vérifier le budget"
    )
    elements += element("d", "BusinessObject", "Fiche de poste") + element("i", "BusinessInterface", "Guichet")
    relations = (
        relation(1, "Assignment", "r", "a") + relation(2, "Assignment", "c", "k") + relation(3, "Assignment", "k", "b")
    )
    relations += relation(4, "Triggering", "a", "b") + relation(5, "Flow", "b", "a", name="Accord budgétaire")
    relations += relation(6, "Access", "a", "d", 'accessType="Write"') + relation(
        7, "Access", "b", "d", 'accessType="Read"'
    )
    relations += relation(8, "Flow", "a", "n", name="Réponse")
    text = f'<model {space} identifier="m"><name>Recruter</name><elements>{elements}</elements><relationships>{relations}</relationships></model>'
    assert archimate.recognises(text.encode(), ".xml")
    reading = archimate.read(text.encode(), "a.xml")
    assert handoffs(reading) == RECRUTER
    assert codes(reading) == ["not-read"]
    listed = {reading.map.performers[index].path[0] for index in reading.map.services}
    assert "Archives" in listed


# One map, five forms

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"


def test_one_map_in_five_formats_gives_the_same_handoffs():
    drawn = f"""<definitions xmlns="{BPMN}"><collaboration id="c"><participant id="P" name="Mutuelle" processRef="p"/>
      <participant id="Q" name="Candidat"/><messageFlow id="m" name="Réponse" sourceRef="a" targetRef="Q"/></collaboration>
      <process id="p"><laneSet><lane id="l" name="RH"><flowNodeRef>a</flowNodeRef><flowNodeRef>g</flowNodeRef></lane>
      <lane id="k" name="{CDG}"><flowNodeRef>b</flowNodeRef></lane></laneSet>
      <task id="a" name="Exprimer le besoin"><dataOutputAssociation><targetRef>d</targetRef></dataOutputAssociation></task>
      <exclusiveGateway id="g"/><task id="b" name="Vérifier le budget"><dataInputAssociation><sourceRef>d</sourceRef></dataInputAssociation></task>
      <dataObjectReference id="d" name="Fiche de poste" dataObjectRef="o"/><dataObject id="o"/>
      <sequenceFlow id="1" sourceRef="a" targetRef="g"/><sequenceFlow id="2" sourceRef="g" targetRef="b" name="oui"/>
      <sequenceFlow id="3" sourceRef="b" targetRef="a" name="Accord budgétaire"/></process></definitions>"""
    chart = f"""flowchart LR
      subgraph rh [RH]
        a[Exprimer le besoin] --> g{{Complet ?}}
      end
      subgraph cdg ["{CDG}"]
        b[Vérifier le budget]
      end
      subgraph cand [Candidat]
      end
      g -->|oui| b
      b -- Accord budgétaire --> a
      a --> d@{{ shape: doc, label: "Fiche de poste" }}
      d --> b
      a -. Réponse .-> cand"""
    steps = f"""Identifiant de l'étape;Description de l'étape;Identifiant de l'étape suivante;Étiquette du connecteur;Type de forme;Fonction
a;Exprimer le besoin;g,d;;Processus;RH
g;Complet ?;b;oui;Décision;RH
b;Vérifier le budget;a;Accord budgétaire;Processus;{CDG}
d;Fiche de poste;b;;Document;"""
    four = [
        bpmn.read(drawn.encode(), "r.bpmn"),
        drawio.read(mxfile(model(DRAWIO)).encode(), "r.drawio"),
        visio.read(VISIO, "r.vsdx"),
        mermaid.read(chart.encode(), "r.mmd"),
    ]
    assert [handoffs(reading) for reading in four] == [RECRUTER] * 4
    # a table has no column for a message to a whole party: without it, all five say the same
    five = [
        bpmn.read(re.sub("<messageFlow[^>]*/>", "", drawn).encode(), "r.bpmn"),
        drawio.read(mxfile(model(re.sub('<mxCell id="e6".*?</mxCell>', "", DRAWIO))).encode(), "r.drawio"),
        visio.read(vsdx(VISIO_SHAPES, VISIO_CONNECTS.replace(connect(13, 4, 3), "")), "r.vsdx"),
        table.read(steps.encode(), "r.csv"),
        mermaid.read(chart.replace("a -. Réponse .-> cand", "").encode(), "r.mmd"),
    ]
    assert [handoffs(reading) for reading in five] == [[one for one in RECRUTER if one[2] != "message"]] * 5
