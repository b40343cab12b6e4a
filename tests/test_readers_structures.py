# ruff: noqa: E501  (the files under test are written as the programs write them)
"""How real files of one format differ: the same two or three handoffs, drawn in the ways that people draw them.

The handoffs beside each drawing were written by hand, from what a reader of the drawing would say.
"""

from __future__ import annotations

import pytest
from drawing_files import BOX, LANE, bizagi, cell, connect, line, model, mxfile, shape, vsdx

from svcgraph.domain import handoff
from svcgraph.errors import Unreadable
from svcgraph.readers import archimate, drawio, raci, sipoc, visio, word, xpdl


def handoffs(reading):
    names = [performer.path[-1] for performer in reading.map.performers]
    found = handoff.find(reading.map)
    return sorted((names[one.supplier], names[one.client], one.via.value, one.deliverable) for one in found)


# draw.io

ARROW = "edgeStyle=orthogonalEdgeStyle;rounded=0;html=1;"
TASK = (
    "points=[[0.25,0,0]];shape=mxgraph.bpmn.task;whiteSpace=wrap;rectStyle=rounded;size=10;html=1;taskMarker=abstract;"
)
EVENT = (
    "points=[[0.145,0.145,0]];shape=mxgraph.bpmn.event;html=1;verticalLabelPosition=bottom;outline={};symbol=general;"
)
GATEWAY = "points=[[0.25,0.25,0]];shape=mxgraph.bpmn.gateway2;html=1;outlineConnect=0;gwType=exclusive;"

# a pool with two lanes, BPMN shapes, names below the events, a message to a second pool that is empty
BPMN_SHAPES = "".join([
    cell("pool", "Agence", "swimlane;html=1;childLayout=stackLayout;resizeParent=1;horizontal=0;startSize=20;", (100, 100, 700, 240), parent="1"),
    cell("l1", "Guichet", "swimlane;html=1;startSize=20;horizontal=0;", (20, 0, 680, 120), parent="pool"),
    cell("l2", "Crédit", "swimlane;html=1;startSize=20;horizontal=0;", (20, 120, 680, 120), parent="pool"),
    cell("s", "Demande reçue", EVENT.format("standard"), (40, 40, 40, 40), parent="l1"),
    cell("a", "Constituer le dossier", TASK, (120, 20, 120, 80), parent="l1"),
    cell("g", "Complet ?", GATEWAY, (300, 35, 50, 50), parent="l1"),
    cell("b", "Étudier le dossier", TASK, (400, 20, 120, 80), parent="l2"),
    cell("e", "", EVENT.format("end"), (600, 40, 40, 40), parent="l2"),
    cell("client", "Client", "swimlane;html=1;startSize=20;horizontal=0;", (100, 400, 700, 60), parent="1"),
    cell("f1", "", ARROW, edge="1", parent="pool", source="s", target="a"),
    cell("f2", "", ARROW, edge="1", parent="pool", source="a", target="g"),
    cell("f3", "", ARROW, edge="1", parent="pool", source="g", target="b"),
    cell("f3l", "oui", "edgeLabel;html=1;align=center;resizable=0;points=[];", (0, 0, 0, 0), parent="f3"),
    cell("f4", "non", ARROW, edge="1", parent="pool", source="g", target="a"),
    cell("f5", "", ARROW, edge="1", parent="pool", source="b", target="e"),
    cell("m", "Offre de prêt", "dashed=1;dashPattern=8 4;endArrow=blockThin;startArrow=oval;html=1;", edge="1", parent="1", source="b", target="client"),
])  # fmt: skip

# columns side by side, everything lies on the page and nothing in a lane; the arrows carry the words
COLUMNS = "".join([
    cell("l1", "Guichet", "swimlane;whiteSpace=wrap;html=1;", (0, 0, 200, 600), parent="1"),
    cell("l2", "Crédit", "swimlane;whiteSpace=wrap;html=1;", (200, 0, 200, 600), parent="1"),
    cell("a", "Constituer le dossier", BOX, (40, 60, 120, 60), parent="1"),
    cell("b", "Étudier le dossier", BOX, (240, 160, 120, 60), parent="1"),
    cell("c", "Annoncer la décision", BOX, (40, 260, 120, 60), parent="1"),
    cell("f1", "Dossier complet", ARROW, edge="1", parent="1", source="a", target="b"),
    cell("f2", "Décision", ARROW, edge="1", parent="1", source="b", target="c"),
])  # fmt: skip

# a step drawn as a group of a box and a picture, in a lane; the arrows join the box inside
GROUPED = "".join([
    cell("l1", "Guichet", LANE, (0, 0, 700, 120), parent="1"),
    cell("l2", "Crédit", LANE, (0, 120, 700, 120), parent="1"),
    cell("gr", "", "group", (60, 20, 160, 80), parent="l1"),
    cell("a", "Constituer le dossier", BOX, (0, 0, 120, 60), parent="gr"),
    cell("pic", "", "shape=image;html=1;image=data:image/png,iVBO;", (130, 0, 30, 30), parent="gr"),
    cell("b", "Étudier le dossier", BOX, (300, 30, 120, 60), parent="l2"),
    cell("f1", "", ARROW, edge="1", parent="gr", source="a", target="b"),
])  # fmt: skip

# lanes on a layer of their own, steps on another; a third layer with remarks is hidden
LAYERS = "".join([
    '<mxCell id="steps" value="Étapes" parent="0"/><mxCell id="rem" value="Remarques" parent="0" visible="0"/>',
    cell("l1", "Guichet", LANE, (0, 0, 700, 120), parent="1"),
    cell("l2", "Crédit", LANE, (0, 120, 700, 120), parent="1"),
    cell("a", "Constituer le dossier", BOX, (60, 30, 120, 60), parent="steps"),
    cell("b", "Étudier le dossier", BOX, (300, 150, 120, 60), parent="steps"),
    cell("f1", "", ARROW, edge="1", parent="steps", source="a", target="b"),
    cell("x", "À revoir", BOX, (300, 30, 120, 60), parent="rem"),
    cell("fx", "", ARROW, edge="1", parent="rem", source="b", target="x"),
])  # fmt: skip

# labels as a word processor pastes them, a folded lane, an arrow that leaves an arrow
PASTED = "".join([
    cell("l1", "&lt;p style=&quot;margin:0&quot;&gt;&lt;font color=&quot;#333&quot;&gt;Guichet&lt;/font&gt;&lt;/p&gt;", LANE + "collapsible=1;", (0, 0, 700, 120), parent="1", collapsed="0"),
    cell("l2", "&lt;span style=&quot;font-size:12px&quot;&gt;Crédit&amp;nbsp;&lt;/span&gt;", LANE, (0, 120, 700, 120), parent="1"),
    cell("a", "&lt;div&gt;Constituer&lt;/div&gt;&lt;div&gt;le dossier&lt;/div&gt;", BOX, (60, 30, 120, 60), parent="l1"),
    cell("b", "Étudier &lt;b&gt;le&lt;/b&gt; dossier", BOX, (300, 30, 120, 60), parent="l2"),
    cell("f1", "&lt;i&gt;Dossier complet&lt;/i&gt;", ARROW, edge="1", parent="1", source="a", target="b"),
])  # fmt: skip

GIVE = ("Guichet", "Crédit", "sequence", "Constituer le dossier")
ASKED = ("Guichet", "Crédit", "sequence", "Dossier complet")


@pytest.mark.parametrize(
    ("drawing", "expected"),
    [
        (BPMN_SHAPES, [("Crédit", "Client", "message", "Offre de prêt"), GIVE]),
        (COLUMNS, [("Crédit", "Guichet", "sequence", "Décision"), ASKED]),
        (GROUPED, [GIVE]),
        (LAYERS, [GIVE]),
        (PASTED, [ASKED]),
    ],
    ids=["bpmn-shapes", "columns", "grouped", "layers", "pasted"],
)
def test_drawio_as_people_draw(drawing, expected):
    reading = drawio.read(mxfile(model(drawing)).encode(), "credit.drawio")
    assert handoffs(reading) == expected
    assert [fault for fault in reading.faults if fault.severity.value == "error"] == []


# Visio


def heading(name):
    return f'<Section N="User"><Row N="visHeadingText"><Cell N="Value" V="{name}"/></Row></Section>'


def own_lane(identity, name, at):
    """A lane without master: a copy whose category is its own."""
    rows = f'<Row N="visHeadingText"><Cell N="Value" V="{name}"/></Row><Row N="msvShapeCategories"><Cell N="Value" V="Swimlane"/></Row>'
    return shape(identity, "", "", at, f'<Section N="User">{rows}</Section>').replace(' Master=""', "")


def group(identity, at, *inside):
    """A group: its children are placed from its lower left corner."""
    return (
        shape(identity, "", "", at, "")
        .replace(' Master=""', "")
        .replace('Type="Shape"', 'Type="Group"')
        .replace("</Shape>", f"<Shapes>{''.join(inside)}</Shapes></Shape>")
    )


def free(identity, begin, end, text="", more=""):
    """A connector drawn by hand, without master and without glue."""
    cells = "".join(
        f'<Cell N="{name}" V="{value}"/>'
        for name, value in zip(("BeginX", "BeginY", "EndX", "EndY"), (*begin, *end), strict=True)
    )
    return shape(identity, "", text, None, cells + more).replace(' Master=""', "")


ROWS = shape(1, 4, "", (5, 8, 10, 2), heading("Guichet")) + shape(2, 4, "", (5, 6, 10, 2), heading("Crédit"))
A, B = shape(4, 1, "Constituer le dossier", (2, 8, 1, 0.5)), shape(6, 1, "Étudier le dossier", (6, 6, 1, 0.5))
JOINED = line(8, 3), connect(8, 4, 6)
FRENCH = (
    '<Section N="Property"><Row N="Function"><Cell N="Value" V="Crédit"/><Cell N="Label" V="Fonction"/></Row></Section>'
)


@pytest.mark.parametrize(
    ("shapes", "connects", "expected"),
    [
        (ROWS + A + B + JOINED[0], JOINED[1], [GIVE]),
        (own_lane(1, "Guichet", (2, 5, 4, 10)) + own_lane(2, "Crédit", (6, 5, 4, 10)) + shape(4, 1, "Constituer le dossier", (2, 8, 1, 0.5)) + shape(6, 1, "Étudier le dossier", (6, 6, 1, 0.5)) + JOINED[0], JOINED[1], [GIVE]),
        (ROWS + group(3, (2, 8, 2, 1), shape(4, 1, "Constituer le dossier", (1, 0.5, 1, 0.5))) + B + JOINED[0], JOINED[1], [GIVE]),
        (ROWS + A + B + free(8, (2.5, 8), (5.5, 6), "Dossier complet"), "", [ASKED]),
        (ROWS + A + shape(6, 1, "Étudier le dossier", (6, 8, 1, 0.5), FRENCH) + JOINED[0], JOINED[1], [GIVE]),
        (ROWS + A + B + shape(7, 2, "Complet ?", (4, 8, 0.5, 0.5)) + line(8, 3) + line(9, 3, "oui"), connect(8, 4, 7) + connect(9, 7, 6), [GIVE]),
    ],
    ids=["rows", "own-category-columns", "in-a-group", "drawn-by-hand", "function", "decision"],
)  # fmt: skip
def test_visio_as_people_draw(shapes, connects, expected):
    assert handoffs(visio.read(vsdx(shapes, connects), "credit.vsdx")) == expected


# XPDL and Bizagi

HEAD = '<Package xmlns="http://www.wfmc.org/{}" Id="k" Name="Crédit"><PackageHeader><XPDLVersion>2.1</XPDLVersion><Vendor>x</Vendor><Created/></PackageHeader>'


def placed(x, y, width=90, height=60, more=""):
    return f'<NodeGraphicsInfos><NodeGraphicsInfo ToolId="t" Width="{width}" Height="{height}" {more}><Coordinates XCoordinate="{x}" YCoordinate="{y}"/></NodeGraphicsInfo></NodeGraphicsInfos>'


def process(activities, transitions, more=""):
    return f'<WorkflowProcesses><WorkflowProcess Id="w" Name="Crédit"><ProcessHeader/>{more}<Activities>{activities}</Activities><Transitions>{transitions}</Transitions></WorkflowProcess></WorkflowProcesses></Package>'


def pools(*lanes):
    inside = "".join(f'<Lane Id="{key}" Name="{name}" ParentPool="p">{where}</Lane>' for key, name, where in lanes)
    return (
        f'<Pools><Pool Id="p" Name="Agence" Process="w" BoundaryVisible="true"><Lanes>{inside}</Lanes></Pool></Pools>'
    )


T = "<Implementation><Task/></Implementation>"
STRAIGHT = '<Transition Id="t1" From="a" To="b"/>'
TWO = ("l1", "Guichet", placed(50, 0, 700, 200)), ("l2", "Crédit", placed(50, 200, 700, 200))

BY_LANE = HEAD.format("2008/XPDL2.1") + pools(*TWO) + process(
    f'<Activity Id="a" Name="Constituer le dossier">{T}{placed(100, 50, more=chr(76) + "aneId=" + chr(34) + "l1" + chr(34))}</Activity><Activity Id="b" Name="Étudier le dossier">{T}{placed(100, 50, more="LaneId=" + chr(34) + "l2" + chr(34))}</Activity>',
    STRAIGHT,
)  # fmt: skip
BY_PLACE = HEAD.format("2009/XPDL2.2") + pools(*TWO) + process(
    f'<Activity Id="a" Name="Constituer le dossier">{T}{placed(100, 50)}</Activity><Activity Id="b" Name="Étudier le dossier">{T}{placed(300, 260)}</Activity>',
    '<Transition Id="t1" From="a" To="b" Name="Dossier complet"/>',
)  # fmt: skip
BY_PERFORMER = HEAD.format("2008/XPDL2.1") + process(
    f'<Activity Id="a" Name="Constituer le dossier">{T}<Performers><Performer>r1</Performer></Performers></Activity><Activity Id="b" Name="Étudier le dossier">{T}<Performers><Performer>r2</Performer></Performers></Activity>',
    STRAIGHT,
    '<Participants><Participant Id="r1" Name="Guichet"><ParticipantType Type="ORGANIZATIONAL_UNIT"/></Participant><Participant Id="r2" Name="Crédit"><ParticipantType Type="ROLE"/></Participant></Participants>',
)  # fmt: skip
PREFIXED = BY_LANE.replace("<Package xmlns=", "<xpdl:Package xmlns:xpdl=").replace("</Package", "</xpdl:Package")
for _tag in ("PackageHeader", "XPDLVersion", "Vendor", "Created", "Pools", "Pool", "Lanes", "Lane", "WorkflowProcesses", "WorkflowProcess", "ProcessHeader", "Activities", "Activity", "Implementation", "Task", "NodeGraphicsInfos", "NodeGraphicsInfo", "Coordinates", "Transitions", "Transition"):  # fmt: skip
    for _end in (" ", ">", "/>"):
        PREFIXED = PREFIXED.replace(f"<{_tag}{_end}", f"<xpdl:{_tag}{_end}")
    PREFIXED = PREFIXED.replace(f"</{_tag}>", f"</xpdl:{_tag}>")
# a route between, and a block of steps in an activity set
BLOCK = HEAD.format("2009/XPDL2.2") + pools(*TWO) + process(
    f'<Activity Id="a" Name="Constituer le dossier">{T}{placed(100, 50)}</Activity><Activity Id="g" Name="Complet ?"><Route GatewayType="XOR"/>{placed(220, 60, 40, 40)}</Activity><Activity Id="b" Name="Étudier le dossier"><BlockActivity ActivitySetId="s"/>{placed(300, 260)}</Activity>',
    '<Transition Id="t1" From="a" To="g"/><Transition Id="t2" From="g" To="b" Name="oui"><Condition Type="CONDITION"/></Transition>',
    f'<ActivitySets><ActivitySet Id="s" Name="Étudier le dossier"><Activities><Activity Id="b1" Name="Noter">{T}{placed(310, 270, 20, 20)}</Activity></Activities></ActivitySet></ActivitySets>',
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [(BY_LANE, [GIVE]), (BY_PLACE, [ASKED]), (BY_PERFORMER, [GIVE]), (PREFIXED, [GIVE]), (BLOCK, [GIVE])],
    ids=["by-lane", "by-place", "by-performer", "prefixed", "block"],
)
def test_xpdl_as_programs_write(text, expected):
    assert handoffs(xpdl.read(text.encode(), "credit.xpdl")) == expected
    assert handoffs(xpdl.read(bizagi(text), "credit.bpm")) == expected


# RACI

LEGEND = "R = Réalise ; A = Approuve ; C = Consulté ; I = Informé"


@pytest.mark.parametrize(
    "text",
    [
        # long names in the legend's own rows, below an empty line
        "Activité;Guichet;Crédit\nConstituer le dossier;R;I\n;;\nR;Réalise;\nA;Approuve;\nC;Consulté;\nI;Informé;\n",
        # a number before each activity, a phase row, a legend above
        f"{LEGEND};;;\nN°;Activité;Guichet;Crédit\n;Phase 1 : accueil;;\n1;Constituer le dossier;R;I\n",
        # roles as rows
        f"Rôle;Constituer le dossier;Ranger\nGuichet;R;R\nCrédit;I;\n{LEGEND}\n",
        # names in the cells
        "Activité;R (réalise);A (approuve);I (informé)\nConstituer le dossier;Guichet;;Crédit\n",
        # commas, English, lower case and spaces
        'Task,Guichet,Crédit\nConstituer le dossier, r ,"i "\n"R = Responsible, A = Accountable, C = Consulted, I = Informed",,\n',
        # who answers for it is another letter in the same cell
        f"Tâche;Guichet;Crédit\nConstituer le dossier;A/R;C\n{LEGEND}\n",
    ],
    ids=["legend-rows", "numbered", "roles-as-rows", "names-in-cells", "english", "two-letters"],
)
def test_raci_as_people_write(text):
    assert raci.recognises(text.encode(), ".csv")
    found = handoffs(raci.read(text.encode(), "raci.csv"))
    assert [(one[0], one[1], one[3]) for one in found] == [("Guichet", "Crédit", "Constituer le dossier")]


# SIPOC

FROM, TO = ("Client", "Crédit", "Demande"), ("Crédit", "Direction", "Avis")


@pytest.mark.parametrize(
    "text",
    [
        "Fournisseur;Entrée;Processus;Sortie;Client\nClient;Demande;Crédit;Avis;Direction\n",
        "Processus : Crédit\n\nFournisseurs;Données d'entrée;Étapes;Données de sortie;Clients\nClient;Demande;Étudier;Avis;Direction\n",
        "Service : Crédit;;;;\nSupplier;Input;Process;Output;Customer\nClient;Demande;1. Étudier;;\n;;2. Conclure;Avis;Direction\n",
        'Suppliers,Inputs,Process,Outputs,Customers\nClient,Demande,Crédit,"Avis",Direction\n',
        "S;I;P;O;C\nClient;Demande;Crédit;Avis;Direction\n",
    ],
    ids=["plain", "titled", "steps-in-rows", "commas", "letters"],
)
def test_sipoc_as_people_write(text):
    assert sipoc.recognises(text.encode(), ".csv")
    found = handoffs(sipoc.read(text.encode(), "Crédit.csv"))
    assert [(one[0], one[1], one[3]) for one in found] == [FROM, TO]


# Process sheets in Word


def paragraph(text, style=""):
    mark = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    pieces = "".join(f"<w:r><w:t xml:space='preserve'>{piece}</w:t></w:r>" for piece in text.partition(" ") if piece)
    return f"<w:p>{mark}{pieces}</w:p>"


def row(*cells, more=""):
    return (
        f"<w:tr>{more}"
        + "".join(f"<w:tc>{cell if cell.startswith('<') else paragraph(cell)}</w:tc>" for cell in cells)
        + "</w:tr>"
    )


def sheet(body):
    from io import BytesIO
    from zipfile import ZipFile

    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}<w:sectPr/></w:body></w:document>',
        )
    return out.getvalue()


WIDE = '<w:tcPr><w:gridSpan w:val="5"/></w:tcPr>'
TITLES = row("Étape", "Acteur", "Description", "Documents d’entrée", "Documents de sortie")
FIRST, NEXT = (
    row("1", "Guichet", "Constituer", "", "Dossier complet"),
    row("2", "Crédit", "Étudier", "Dossier complet", "Avis"),
)


@pytest.mark.parametrize(
    "body",
    [
        f"<w:tbl>{TITLES}{FIRST}{NEXT}</w:tbl>",
        # a heading over the whole width, then the titles
        f"<w:tbl><w:tr><w:tc>{WIDE}{paragraph('Déroulement du processus')}</w:tc></w:tr>{TITLES}{FIRST}{NEXT}</w:tbl>",
        # the actor first, English titles, a deadline beside
        "<w:tbl>" + row("Actor", "Step", "Inputs", "Outputs", "Deadline") + row("Guichet", "Constituer", "", "Dossier complet", "2 j") + row("Crédit", "Étudier", "Dossier complet", "Avis", "") + "</w:tbl>",
        # in a content control, after the block with purpose and owner
        f"<w:tbl>{row('Finalité', 'Prêter à bon escient')}{row('Pilote', 'Marie Durand')}</w:tbl><w:sdt><w:sdtContent><w:tbl>{TITLES}{FIRST}{NEXT}</w:tbl></w:sdtContent></w:sdt>",
        # documents as a list, one paragraph each
        "<w:tbl>" + TITLES + row("1", "Guichet", "Constituer", "", paragraph("Dossier complet") + paragraph("Pièce d’identité")) + row("2", "Crédit", "Étudier", paragraph("Dossier complet"), "Avis") + "</w:tbl>",
    ],
    ids=["plain", "wide-heading", "english", "content-control", "list"],
)  # fmt: skip
def test_word_as_people_write(body):
    data = sheet(paragraph("Fiche processus : Crédit", "Titre1") + body)
    assert word.recognises(data, ".docx")
    assert handoffs(word.read(data, "credit.docx")) == [ASKED]


# ArchiMate

SPACE = 'xmlns="http://www.opengroup.org/xsd/archimate/3.0/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'


def archimate_model(elements, relations, more=""):
    listed = "".join(
        f'<element identifier="{key}" xsi:type="{kind}"><name xml:lang="fr">{name}</name></element>'
        for key, kind, name in elements
    )
    tied = "".join(
        f'<relationship identifier="r{number}" xsi:type="{kind}" source="{source}" target="{target}" {rest}>{f"<name>{name}</name>" if name else ""}</relationship>'
        for number, (kind, source, target, rest, name) in enumerate(relations)
    )
    return f'<model {SPACE} identifier="m"><name>Crédit</name><elements>{listed}</elements><relationships>{tied}</relationships>{more}</model>'


G, C = ("g", "BusinessActor", "Guichet"), ("c", "BusinessActor", "Crédit")
PA, PB = ("a", "BusinessProcess", "Constituer le dossier"), ("b", "BusinessProcess", "Étudier le dossier")
DONE_BY = ("Assignment", "g", "a", "", ""), ("Assignment", "c", "b", "", "")


@pytest.mark.parametrize(
    ("elements", "relations", "expected"),
    [
        ((G, C, PA, PB), (*DONE_BY, ("Triggering", "a", "b", "", "")), [GIVE]),
        ((G, C, PA, PB), (*DONE_BY, ("Flow", "a", "b", "", "Dossier complet")), [ASKED]),
        # through roles that actors fill
        ((G, C, ("x", "BusinessRole", "Guichetier"), PA, PB), (("Assignment", "g", "x", "", ""), ("Assignment", "x", "a", "", ""), ("Assignment", "c", "b", "", ""), ("Triggering", "a", "b", "", "")), [GIVE]),
        # through an object that one writes and the other reads
        ((G, C, PA, PB, ("o", "BusinessObject", "Dossier complet")), (*DONE_BY, ("Triggering", "a", "b", "", ""), ("Access", "a", "o", 'accessType="Write"', ""), ("Access", "b", "o", 'accessType="Read"', "")), [ASKED]),
        # functions and an event between them
        ((G, C, ("a", "BusinessFunction", "Constituer le dossier"), ("b", "BusinessFunction", "Étudier le dossier"), ("e", "BusinessEvent", "Dossier prêt")), (*DONE_BY, ("Triggering", "a", "e", "", ""), ("Triggering", "e", "b", "", "")), [GIVE]),
    ],
    ids=["triggering", "flow", "roles", "object", "event"],
)  # fmt: skip
def test_archimate_as_architects_write(elements, relations, expected):
    assert handoffs(archimate.read(archimate_model(elements, relations).encode(), "credit.xml")) == expected


# Broken and hostile, for all


def bomb(name, text):
    """A zip of a part that is a thousand times its packed size, made when it is asked for."""
    from io import BytesIO
    from zipfile import ZIP_DEFLATED, ZipFile

    def made():
        out = BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as archive:
            archive.writestr(name, text + " " * 300_000_000)
        return out.getvalue()

    return made


NESTED = "<a>" * 100_000
HOSTILE = {
    "drawio-nested": (drawio, f"<mxGraphModel>{NESTED}".encode()),
    "drawio-cut": (drawio, mxfile(model(COLUMNS)).encode()[:-300]),
    "visio-nested": (visio, vsdx(NESTED, "")),
    "visio-bomb": (visio, bomb("visio/pages/pages.xml", "<Pages>")),
    "visio-cut": (visio, vsdx(ROWS, "")[:900]),
    "xpdl-nested": (xpdl, (HEAD.format("2009/XPDL2.2") + NESTED).encode()),
    "xpdl-cut": (xpdl, BY_PLACE.encode()[:-200]),
    "bizagi-bomb": (xpdl, bomb("0.diag", "x")),
    "bizagi-inner-bomb": (xpdl, lambda: bizagi(HEAD.format("2009/XPDL2.2") + " " * 300_000_000)),
    "word-bomb": (word, bomb("word/document.xml", "<w:document>")),
    "word-cut": (word, sheet(f"<w:tbl>{TITLES}{FIRST}</w:tbl>")[:400]),
    "archimate-nested": (archimate, f"<model {SPACE}>{NESTED}".encode()),
    "archimate-cut": (archimate, archimate_model((G, C), ()).encode()[:-40]),
    "raci-nothing": (raci, b"Activity;A\n"),
    "sipoc-nothing": (sipoc, b"Activity;A\n"),
    "sipoc-binary": (sipoc, b"\0\1\2" * 100),
    # another format's content under this one's name
    "drawio-of-xpdl": (drawio, BY_PLACE.encode()),
    "visio-of-word": (visio, sheet(f"<w:tbl>{TITLES}{FIRST}</w:tbl>")),
    "bizagi-of-visio": (xpdl, vsdx(ROWS, "")),
    "word-of-visio": (word, vsdx(ROWS, "")),
    "archimate-of-drawio": (archimate, mxfile(model(COLUMNS)).encode()),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_broken_is_refused_with_a_reason(name):
    reader, data = HOSTILE[name]
    with pytest.raises(Unreadable) as refused:
        reader.read(data() if callable(data) else data, "map")
    assert all(fault.message and fault.place.file == "map" for fault in refused.value.faults)
