"""Drawings in DOT: shapes, clusters, edges; and the same small map in three formats."""

import re
from pathlib import Path

import pytest

from svcgraph.domain import handoff
from svcgraph.domain.process import NodeKind
from svcgraph.errors import Unreadable
from svcgraph.readers import dot, sheet, table

ROOT = Path(__file__).parents[1]
(EXAMPLE,) = re.findall(r"```dot\n(.*?)```", (ROOT / "docs/dot.md").read_text("utf-8"), re.DOTALL)


def read(text):
    assert dot.recognises(text.encode(), ".dot")
    return dot.read(text.encode(), "p/a.dot")


def handoffs(process_map):
    return [(one.source_id, one.target_id, one.via.value, one.deliverable) for one in handoff.find(process_map)]


def test_the_example_of_the_docs():
    reading = read(EXAMPLE)
    assert reading.faults == ()
    assert reading.map.processes[0].name == "Recruter"
    assert handoffs(reading.map) == [
        ("besoin", "accord", "sequence", "Fiche de poste"),
        ("besoin", "candidat", "message", "Réponse"),
        ("accord", "besoin", "sequence", "Accord budgétaire"),
    ]
    assert reading.map.performers[-1].external


def test_shapes_are_kinds():
    reading = read(
        "digraph { node [service=S]; a [shape=circle]; b; c [shape=diamond]; d [shape=doublecircle]; e [shape=point]; "
        "f [shape=cylinder]; a -> b -> c -> e -> d; b -> f }"
    )
    kinds = dict(zip(reading.map.nodes.ids, reading.map.nodes.kinds, strict=True))
    assert kinds == {
        "a": NodeKind.START, "b": NodeKind.ACTIVITY, "c": NodeKind.CONTROL, "d": NodeKind.END, "e": NodeKind.CONTROL,
    }  # fmt: skip
    assert reading.map.items[0].store


def test_clusters_inside_each_other_are_a_path_and_a_plain_subgraph_is_none():
    reading = read(
        'digraph { subgraph cluster_p { label="Mutuelle"; subgraph cluster_l { label="RH"; a };'
        ' subgraph x { label="no"; b } }'
        ' subgraph cluster_e { label="Banque"; external=true; c } a -> b -> c [style=dashed] }'
    )
    assert [(one.path, one.pool, one.external) for one in reading.map.performers] == [
        (("Mutuelle", "RH"), True, False), (("Mutuelle",), False, False), (("Banque",), False, True),
    ]  # fmt: skip
    assert [one[2] for one in handoffs(reading.map)] == ["message", "message"]


def test_directions_and_labels():
    reading = read(
        'digraph { node [service=S]; a; b [service=T]; c [service=U]; b -> a [dir=back, label="Avis"];'
        ' b -> c [dir=both]; a -> c [dir=none]; a -> n [label="x"];'
        ' n [shape=note, label="Note"]; n -> m; m [shape=note] }'
    )
    assert [(fault.code, fault.place.line) for fault in reading.faults] == [
        ("no-direction", 1), ("label-on-data", 1), ("odd-edge", 1),
    ]  # fmt: skip
    assert handoffs(reading.map) == [
        ("a", "b", "sequence", "Avis"), ("b", "c", "sequence", "b"), ("c", "b", "sequence", "c"),
    ]  # fmt: skip


def test_a_node_that_nobody_does_is_said():
    reading = read("digraph {\n a [service=S]\n b\n a -> b }")
    assert [(fault.code, fault.place.line) for fault in reading.faults] == [("no-performer", 3)]
    assert reading.map.performers[1].unnamed


def test_several_reasons_come_together():
    with pytest.raises(Unreadable) as caught:
        read("graph { a -- b }")
    assert [fault.code for fault in caught.value.faults] == ["undirected", "no-service"]


SHEET = """
processus: Petit
parties externes: [Client]
activités:
  - {n°: a, activité: Recevoir, service: Accueil, suite: b, remet: [{livrable: Dossier, à: b}]}
  - {n°: b, activité: Instruire, service: Gestion, suite: c}
  - {n°: c, activité: Payer, service: Caisse, suite: fin}
"""
TABLE = """Process Step ID;Process Step Description;Next Step ID;Connector Label;Function
a;Recevoir;b;Dossier;Accueil
b;Instruire;c;;Gestion
c;Payer;;;Caisse
"""
PROCEDURE = """Étape;Acteur;Description;Documents d'entrée;Documents de sortie
a;Accueil;Recevoir;;Dossier
b;Gestion;Instruire;Dossier;
c;Caisse;Payer;;
"""
DOT = """digraph Petit {
  a [label="Recevoir", service="Accueil"]; b [label="Instruire", service="Gestion"]
  subgraph cluster_c { label="Caisse"; c [label="Payer"] }
  a -> b [label="Dossier"]; b -> c
}"""


@pytest.mark.parametrize(("reader", "text"), [(sheet, SHEET), (table, TABLE), (table, PROCEDURE), (dot, DOT)])
def test_one_map_in_every_format_gives_the_same_handoffs(reader, text):
    claimed = [one.FORMAT for one in (sheet, table, dot) if one.recognises(text.encode(), "")]
    assert claimed == [reader.FORMAT]
    found = reader.read(text.encode(), "p/petit")
    assert found.faults == ()
    whole = [
        (
            found.map.performers[one.supplier].path,
            found.map.performers[one.client].path,
            one.source_name,
            one.target_name,
            one.via.value,
            one.deliverable,
            one.named,
        )
        for one in handoff.find(found.map)
    ]
    assert whole == [
        (("Accueil",), ("Gestion",), "Recevoir", "Instruire", "sequence", "Dossier", True),
        (("Gestion",), ("Caisse",), "Instruire", "Payer", "sequence", "Instruire", False),
    ]
