# ruff: noqa: E501  (the files are written as the programs write them)
"""Pieces of drawings as draw.io, Visio and Bizagi write them, for the tests of their readers."""

from __future__ import annotations

import io
import zipfile

# draw.io


def cell(identity, value="", style="", geometry=None, **attributes):
    box = ""
    if geometry:
        box = '<mxGeometry x="{}" y="{}" width="{}" height="{}" as="geometry"/>'.format(*geometry)
    more = " ".join(f'{key}="{text}"' for key, text in attributes.items())
    kind = 'edge="1"' if "edge" in attributes else 'vertex="1"'
    more = more.replace('edge="1"', "")
    return f'<mxCell id="{identity}" value="{value}" style="{style}" {kind} {more}>{box}</mxCell>'


LANE = "swimlane;html=1;horizontal=0;startSize=20;"
BOX = "rounded=1;whiteSpace=wrap;html=1;"


def model(cells):
    return f'<mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>{cells}</root></mxGraphModel>'


def mxfile(page):
    return f'<mxfile host="app"><diagram id="p1" name="Recruter">{page}</diagram></mxfile>'


# Visio

SPACE = 'xmlns="http://schemas.microsoft.com/office/visio/2012/main"'
REL = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
MASTERS = {
    "1": "Process",
    "2": "Decision",
    "3": "Dynamic connector",
    "4": "Swimlane",
    "5": "Document",
    "6": "Message Flow",
}


def shape(identity, master, text="", at=None, more=""):
    cells = "".join(
        f'<Cell N="{name}" V="{value}"/>'
        for name, value in zip(("PinX", "PinY", "Width", "Height"), at or (), strict=False)
    )
    words = f"<Text><cp IX='0'/>{text}</Text>" if text else ""
    return f'<Shape ID="{identity}" Type="Shape" Master="{master}">{cells}{more}{words}</Shape>'


def line(identity, master, text="", more=""):
    ends = "".join(f'<Cell N="{name}" V="1"/>' for name in ("BeginX", "BeginY", "EndX", "EndY"))
    return shape(identity, master, text, None, ends + more)


def connect(number, source, target):
    begin = f'<Connect FromSheet="{number}" FromCell="BeginX" ToSheet="{source}" ToCell="PinX"/>' if source else ""
    return begin + f'<Connect FromSheet="{number}" FromCell="EndX" ToSheet="{target}" ToCell="PinX"/>'


CATEGORY = '<Section N="User"><Row N="msvShapeCategories"><Cell N="Value" V="Swimlane;DoNotContain"/></Row></Section>'


def vsdx(shapes, connects, extra=()):
    masters = "".join(
        f'<Master ID="{key}" NameU="{name}.16" Name="{name}"><Rel r:id="m{key}"/></Master>'
        for key, name in MASTERS.items()
    )
    rels = "".join(f'<Relationship Id="m{key}" Target="master{key}.xml"/>' for key in MASTERS)
    parts = {
        "visio/document.xml": f"<VisioDocument {SPACE}/>",
        "visio/masters/masters.xml": f"<Masters {SPACE} {REL}>{masters}</Masters>",
        "visio/masters/_rels/masters.xml.rels": f"<Relationships>{rels}</Relationships>",
        "visio/pages/pages.xml": f'<Pages {SPACE} {REL}><Page ID="0" Name="Recruter"><Rel r:id="p1"/></Page></Pages>',
        "visio/pages/_rels/pages.xml.rels": '<Relationships><Relationship Id="p1" Target="page1.xml"/></Relationships>',
        "visio/pages/page1.xml": f"<PageContents {SPACE}><Shapes>{shapes}</Shapes><Connects>{connects}</Connects></PageContents>",
    }
    for key in MASTERS:
        inside = CATEGORY if key == "4" else ""
        parts[f"visio/masters/master{key}.xml"] = (
            f'<MasterContents {SPACE}><Shapes><Shape ID="5">{inside}</Shape></Shapes></MasterContents>'
        )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (*parts.items(), *extra):
            archive.writestr(name, text)
    return out.getvalue()


# Bizagi


def bizagi(*diagrams):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, text in enumerate(diagrams):
            inner = io.BytesIO()
            with zipfile.ZipFile(inner, "w") as part:
                part.writestr("Diagram.xml", text)
                part.writestr("Users/me/Diagram.xml", "<secret/>")
            archive.writestr(f"{number}.diag", inner.getvalue())
        archive.writestr("Personal/settings.xml", "<secret>")
    return out.getvalue()
