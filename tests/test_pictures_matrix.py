"""The matrix of suppliers and clients: counted, in the order of the work, hung on a wall, opened in Excel."""

import io
import re
import zipfile

import pytest
from lxml import etree
from picture_examples import HOSTILE, KNOWN, every_state, graph, handoff, organisation, service
from python_calamine import CalamineWorkbook

from svcgraph.domain.attainment import Attainment
from svcgraph.domain.facts import Facts
from svcgraph.domain.graph import Service
from svcgraph.domain.organisation import Organisation
from svcgraph.domain.sequencing import backward, clustered, sequenced
from svcgraph.domain.text import Text
from svcgraph.i18n import Words
from svcgraph.renderers.matrix_workbook import workbook
from svcgraph.renderers.picture.drawing import draw
from svcgraph.renderers.picture.matrix import NAME, measured
from svcgraph.renderers.picture.measure import width
from svcgraph.renderers.picture.paper import Paper
from svcgraph.views.diagram.grouping import Level
from svcgraph.views.diagram.matrix import Order, matrix
from svcgraph.views.shapes import State

SVG = "{http://www.w3.org/2000/svg}"


def facts(size: int) -> Facts:
    made = organisation(size)
    day = made.attainment.as_of
    return Facts(
        organisation=made.organisation,
        graph=made.graph,
        contracts=made.contracts,
        attainment=made.attainment,
        as_of=day,
    )


@pytest.fixture(scope="module")
def every() -> Facts:
    found, contracts, attainment = every_state()
    return Facts(organisation=KNOWN, graph=found, contracts=contracts, attainment=attainment, as_of=attainment.as_of)


def of(found) -> Facts:
    from picture_examples import AS_OF, PERIOD

    return Facts(
        organisation=Organisation(),
        graph=found,
        contracts=(),
        attainment=Attainment(as_of=AS_OF, period=PERIOD),
        as_of=AS_OF,
    )


def test_suppliers_come_before_their_clients():
    found = sequenced(["c", "b", "a"], {("a", "b"): 1, ("b", "c"): 1})
    assert found.order == ("a", "b", "c")
    assert found.blocks == ()


def test_a_loop_is_one_block_with_the_weaker_flow_running_back():
    weights = {("in", "x"): 1, ("x", "y"): 5, ("y", "z"): 5, ("z", "x"): 1, ("z", "out"): 1}
    found = sequenced(["out", "z", "y", "x", "in"], weights)
    assert found.order == ("in", "x", "y", "z", "out")
    assert found.blocks == (("x", "y", "z"),)
    assert backward(found.order, weights) == 1


def test_those_who_exchange_most_are_one_cluster():
    weights = {("a", "b"): 5, ("b", "a"): 5, ("c", "d"): 5, ("d", "c"): 5, ("b", "c"): 1}
    assert clustered(["d", "b", "c", "a"], weights).blocks == (("b", "a"), ("d", "c"))


@pytest.mark.parametrize("size", [3, 30, 150])
@pytest.mark.parametrize("order", list(Order))
def test_every_pair_is_a_cell_and_every_service_a_row(size, order):
    found = facts(size)
    picture = matrix(found, Words("fr"), level=Level.SERVICE, order=order)
    svg = draw(picture, paper=Paper.A0).svg
    pairs = {(one.supplier, one.client) for one in found.graph.handoffs}
    assert {(edge.source, edge.target) for edge in picture.edges} == pairs
    assert svg.count('<g class="edge ') == len(pairs)
    assert svg.count('<g class="node ') == len({end for pair in pairs for end in pair})


def test_the_order_of_the_work_lets_less_run_back_than_the_given_one():
    found = facts(30)
    ordered, given = (matrix(found, Words("en"), order=order) for order in (Order.SEQUENCE, Order.GIVEN))
    back = [int(re.match(r"Rows supply columns\. (\d+) of", one.notes[0])[1]) for one in (ordered, given)]
    assert back[0] < back[1] / 2
    assert ordered.clusters
    assert not given.clusters


def test_large_organisations_are_shown_by_department_unless_asked(every):
    assert {node.shape for node in matrix(facts(150), Words("en")).nodes} == {"department", "external"}
    assert len(matrix(facts(150), Words("en"), level=Level.SERVICE).nodes) > 150
    assert len(matrix(every, Words("en"), level=Level.DEPARTMENT).nodes) == 3


def test_every_state_is_in_the_legend_and_told_apart_without_colour(every):
    picture = matrix(every, Words("en"))
    svg = draw(picture).svg
    states = {edge.state for edge in picture.edges}
    assert states <= {entry.state for entry in picture.legend} | {State.NEUTRAL}
    assert len(states) >= 6
    shown = {}
    for group in etree.fromstring(svg.encode()).iter(f"{SVG}g"):
        if (group.get("class") or "").startswith("edge "):
            dashes = group[1].get("stroke-dasharray")
            marks = tuple(child.get("class") for child in group if (child.get("class") or "").startswith("mark "))
            shown.setdefault(group.get("class").split()[1], set()).add((marks[:1], dashes))
    looks = [frozenset(look) for look in shown.values()]
    assert len(set(looks)) == len(looks)


@pytest.mark.parametrize("size", [3, 30])
def test_names_stay_within_their_margin_and_their_row(size):
    picture = matrix(facts(size), Words("fr"))
    table = measured(picture)
    for index, lines in enumerate(table.names):
        assert max(width(line, NAME) for line in lines) <= table.margin - 10
        assert len(lines) * 11 <= table.rows[index + 1] - table.rows[index]
    assert draw(picture).type_size >= 6


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_break_neither_picture_nor_workbook(name):
    one = Service(id=name or "empty", name=Text(name))
    found = of(graph((one, service("b")), (handoff(one.id, "b", name), handoff("b", one.id, name))))
    picture = matrix(found, Words("fr"))
    assert etree.fromstring(draw(picture).svg.encode()).tag == f"{SVG}svg"
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(picture)))
    assert book.sheet_names == ["Matrice", "Liste", "Légende"]
    assert len(book.get_sheet_by_name("Liste").to_python()) == 3


def test_the_workbook_has_every_cell_and_colours_by_its_symbol(every):
    picture = matrix(every, Words("en"))
    data = workbook(picture)
    assert data == workbook(picture)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    rows = book.get_sheet_by_name("Matrix").to_python(skip_empty_area=False)
    names = [str(row[0]).split("  ")[-1] for row in rows[4 : 4 + len(picture.nodes)]]
    assert names == [node.name for node in picture.nodes]
    filled = [cell for row in rows[4:] for cell in row[1:] if cell != ""]
    assert len(filled) == len(picture.edges)
    assert "■ 1" in filled
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<cfRule") >= 6


def test_a_name_that_looks_like_a_formula_stays_text():
    one = Service(id="x", name=Text("=cmd|' /C calc'!A0"))
    data = workbook(matrix(of(graph((one, service("b")), (handoff("x", "b"),))), Words("en")))
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("level", [Level.DEPARTMENT, Level.GROUP])
def test_a_cell_of_many_pairs_tells_how_many_are_in_its_state(level):
    known = facts(150)
    made, single = (matrix(known, Words("en"), level=one) for one in (level, Level.SERVICE))
    counts = [(edge.state, *map(int, edge.label.split("/"))) for edge in made.edges]
    assert sum(n for _, _, n in counts) == len(single.edges)
    missed = [(k, n) for state, k, n in counts if state is State.MISSED]
    assert sum(k for k, _ in missed) == sum(edge.state is State.MISSED for edge in single.edges)
    assert (1, 10) in missed or level is Level.GROUP
    assert any("k/n in a cell" in entry.text for entry in made.legend)


def test_a_column_is_as_wide_as_its_longest_number_with_its_sign():
    table = measured(matrix(facts(500), Words("en"), level=Level.GROUP))
    made = matrix(facts(500), Words("en"), level=Level.GROUP)
    at = {node.id: place for place, node in enumerate(made.nodes)}
    for edge in made.edges:
        area = table.area(at[edge.source], at[edge.target])
        assert area.right - area.left >= width(edge.label, NAME, bold=True) + 0.78 * NAME + 4


def test_the_workbook_of_departments_lists_how_many_of_how_many_are_in_the_state():
    picture = matrix(facts(60), Words("en"), level=Level.DEPARTMENT)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(workbook(picture))).get_sheet_by_name("List").to_python()
    assert rows[0] == ["Supplier", "Client", "Number", "State", "Of"]
    assert [f"{row[2]:.0f}/{row[4]:.0f}" for row in rows[1:]] == [edge.label for edge in picture.edges]
