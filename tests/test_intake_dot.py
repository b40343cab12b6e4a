"""DOT as Graphviz means it, checked against pydot, and what is refused."""

import pydot
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svcgraph.errors import FaultList, Unreadable
from svcgraph.intake.dot import is_dot, load_dot, text_of

EXAMPLE = r"""
# a comment
digraph "Mon processus" { // another
  label="Titre"; graph [rankdir=LR]; node [shape=box, service="Def"];
  a [label="A\nx"] /* and
  another */
  subgraph cluster_1 { label="Marketing"; node [shape=ellipse]; b; b -> c -> d [label=x] }
  a -> {e; f} [style=dashed]
  a:p:n -> b:s; "q q" [label=<<b>hi</b> &amp; <i>ho</i>>]; a [service="Z"]
  subgraph inner { g; subgraph cluster_2 { h } }
  "1é" -> 2.5 -> "say \"x\"" ; x [a=1 b=2; c=3][d=4]
}
"""


MANY = " ".join("{0}" + str(number) for number in range(800))


def graph(text):
    return load_dot(text.encode(), "a.dot", FaultList())


def code(text):
    with pytest.raises(Unreadable) as caught:
        graph(text)
    (fault,) = caught.value.faults
    return fault.code, fault.place.line


def test_nodes_know_line_cluster_and_attributes():
    made = graph(EXAMPLE)
    nodes = {node.key: node for node in made.nodes}
    assert made.name == "Mon processus"
    assert made.get("label") == "Titre"
    assert (nodes["a"].line, nodes["a"].get("service"), text_of(nodes["a"].label)) == (5, "Z", "A\nx")
    assert made.clusters[nodes["b"].cluster].get("label") == "Marketing"
    assert (nodes["b"].get("shape"), nodes["b"].get("service")) == ("ellipse", "Def")
    assert nodes["e"].get("shape") == "box"
    assert text_of(nodes["q q"].label).split() == ["hi", "&", "ho"]
    assert made.clusters[nodes["h"].cluster].name == "cluster_2"
    assert [nodes["x"].get(name) for name in "abcd"] == ["1", "2", "3", "4"]
    assert nodes["e"].line == 8


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # pydot under a newer pyparsing
def test_edges_agree_with_pydot():
    made = graph(EXAMPLE)
    ours = {(made.nodes[edge.source].key, made.nodes[edge.target].key) for edge in made.edges}
    text = EXAMPLE.replace("a -> {e; f}", "a -> e; a -> f").replace(":p:n", "").replace(":s", "")
    text = text.replace("[d=4]", "").replace("=2;", "=2,")  # pydot stops at a second list, and at ";"
    (theirs,) = pydot.graph_from_dot_data(text)
    expected = set()
    for part in (theirs, *theirs.get_subgraphs()):
        for edge in part.get_edges():
            ends = (edge.get_source(), edge.get_destination())
            expected.add(tuple(end[1:-1].replace('\\"', '"') if end[0] == '"' else end for end in ends))
    assert ours == expected


def test_numbers_may_be_names():
    assert [node.key for node in graph("digraph { -2.5 -> .5 -> 3. }").nodes] == ["-2.5", ".5", "3."]


def test_a_node_belongs_to_the_innermost_cluster_that_names_it():
    made = graph(
        "digraph { a; subgraph cluster_a { label=A; a; subgraph cluster_b { label=B; a } } subgraph cluster_c { a } }"
    )
    assert made.clusters[made.nodes[0].cluster].name == "cluster_b"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("digraph {\n a ->\n", ("dot-syntax", 3)),
        ("digraph {\n a\n", ("dot-syntax", 3)),
        ('digraph {\n a [label="x]\n}', ("dot-syntax", 2)),
        ("digraph {\n a [label=<x]\n}", ("dot-syntax", 2)),
        ("digraph a {}\ndigraph b {}", ("dot-syntax", 2)),
        ("digraph { a -> node }", ("dot-syntax", 1)),
        ("", ("dot-syntax", 1)),
        ("digraph " + "{ subgraph x " * 100_000, ("dot-syntax", 1)),
        ("digraph { a [" + "x=<" * 10_000, ("dot-syntax", 1)),
        ("x" * 5_000_001, ("too-large", 0)),
        ("digraph { {" + MANY.format("a") + "} -> {" + MANY.format("b") + "} }", ("dot-syntax", 1)),
    ],
)
def test_broken_and_hostile_files_say_where(text, fault):
    assert code(text) == fault


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("digraph{", True),
        ('// x\n/* y */ strict digraph "a b" {', True),
        ("graph { a -- b }", True),
        ("graph TD\n  A --> B\n", False),
        ("flowchart LR\n", False),
        ("digraph", False),
        ("processus: x\n", False),
        ("", False),
    ],
)
def test_dot_is_known_by_its_first_words(text, claimed):
    assert is_dot(text.encode()) is claimed


def test_a_large_drawing_is_read_quickly():
    made = graph(
        "digraph {" + "".join(f'n{n} [service="S"]; n{n} -> n{n + 1} [label="d"];\n' for n in range(20_000)) + "}"
    )
    assert (len(made.nodes), len(made.edges)) == (20_001, 20_000)


@given(st.text(alphabet='digraph{}[]=;,->"<>\\/*#\n ab_1é', max_size=80))
@settings(max_examples=300, deadline=None)
def test_any_text_is_a_graph_or_a_refusal(text):
    try:
        made = graph("digraph {" + text)
    except Unreadable as refusal:
        assert refusal.faults[0].place.file == "a.dot"
    else:
        assert all(0 <= edge.target < len(made.nodes) for edge in made.edges)
