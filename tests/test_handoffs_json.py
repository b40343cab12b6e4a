"""The JSON of bare files: fields, ids, order, and bytes that are always valid."""

# ruff: noqa: E501  (BPMN stands on one line here)

import json
import subprocess
import sys

from svcgraph.domain import handoff
from svcgraph.readers import bpmn
from svcgraph.views.handoffs import bare_rows, to_json

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
POOLS = (
    '<collaboration><participant id="P" name="Bank" processRef="p"/><participant id="Q" name="Post" processRef="q"/>'
    '<messageFlow id="m" name="Tab&#9;&#x7f;É" sourceRef="a" targetRef="b"/></collaboration>'
)


def process(identity, task):
    lanes = f'<laneSet><lane name="Desk"><flowNodeRef>{task}</flowNodeRef></lane><lane name="Hall"><flowNodeRef>{task}2</flowNodeRef></lane></laneSet>'
    return f'<process id="{identity}">{lanes}<task id="{task}" name="Do"/><task id="{task}2"/><sequenceFlow sourceRef="{task}" targetRef="{task}2"/></process>'


def listed():
    text = f'<definitions xmlns="{MODEL}">{POOLS}{process("p", "a")}{process("q", "b")}</definitions>'
    process_map = bpmn.read(text.encode(), "folder/x.bpmn").map
    return "".join(to_json(bare_rows(process_map, handoff.find(process_map))))


def test_fields_and_ids():
    rows = json.loads(listed())
    assert [(row["from"], row["to"], row["via"]) for row in rows] == [
        ("a", "a2", "sequence"),
        ("a", "b", "message"),
        ("b", "b2", "sequence"),
    ]
    first = rows[0]
    assert list(first) == [
        "file", "process", "supplier", "client", "from", "to", "from_name", "to_name",
        "via", "deliverable", "flows", "through", "data",
    ]  # fmt: skip
    assert first["file"] == "folder/x.bpmn"
    assert first["process"] == "p"
    assert first["flows"] == [None]
    assert first["supplier"]["name"] == "Desk"
    assert first["supplier"]["path"] == ["Bank", "Desk"]
    assert first["supplier"]["kind"] == "internal"


def test_equal_leaf_names_get_digits_of_their_paths():
    rows = json.loads(listed())
    desks = {tuple(row[end]["path"]): row[end]["id"] for row in rows for end in ("supplier", "client")}
    assert len(set(desks.values())) == 4
    assert all(len(identity.rpartition("-")[2]) == 6 for identity in desks.values())


def test_odd_characters_come_out_as_the_escaper_defines():
    assert json.loads(listed())[1]["deliverable"] == "Tab \ufffdÉ"


def test_nothing_is_an_empty_list():
    assert "".join(to_json([])) == "[]\n"


def test_the_way_from_file_to_json_loads_no_heavy_library():
    code = (
        "import sys; import svcgraph.readers.bpmn, svcgraph.domain.handoff, svcgraph.views.handoffs;"
        "print([name for name in ('lxml', 'networkx', 'pandas', 'rich', 'click', 'pydantic', 'yaml') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
