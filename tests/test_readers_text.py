# ruff: noqa: E501  (diagrams on one line)
"""Mermaid and PlantUML: subgraphs and swimlanes are services; the flow of PlantUML is in its nesting."""

from __future__ import annotations

import pytest

from svcgraph.domain import handoff
from svcgraph.errors import Unreadable
from svcgraph.readers import mermaid, plantuml


def handoffs(reading):
    names = [performer.path[-1] for performer in reading.map.performers]
    found = handoff.find(reading.map)
    return [(names[one.supplier], names[one.client], one.via.value, one.deliverable) for one in found]


def chart(text, name="a.mmd"):
    assert mermaid.recognises(text.encode(), ".mmd")
    return mermaid.read(text.encode(), name)


def activity(text):
    return plantuml.read(f"@startuml\n{text}\n@enduml\n".encode(), "a.puml")


@pytest.mark.parametrize(
    ("link", "label"),
    [
        ("a --> b", "A"), ("a ---> b", "A"), ("a ==> b", "A"), ("a -->|Note| b", "Note"), ("a -- Note --> b", "Note"),
        ("a == Note ==> b", "Note"), ('a -->|"Note #quot;1#quot;"| b', 'Note "1"'), ("e1@--> b", None), ("a e1@--> b", "A"),
        ("a --> b:::wide", "A"), ("a & a --> b", "A"), ("b <-- Note --- a", None), ("a -->|oui| b", "A"),
    ],
)  # fmt: skip
def test_links_and_what_is_written_on_them(link, label):
    text = f"flowchart TD\nsubgraph X\na[A]\nend\nsubgraph Y\nb[B]\nend\n{link}\n"
    found = handoffs(chart(text))
    assert {one[3] for one in found} == ({label} if label else set()) or label is None


def test_dotted_is_a_message_and_what_has_no_head_is_said():
    reading = chart("graph LR\nsubgraph X\na[A]\nend\nsubgraph Y\nb[B]\nc[C]\nend\na -. Avis .-> b\na --- c\na ~~~ c\n")
    assert handoffs(reading) == [("X", "Y", "message", "Avis")]
    assert [(fault.code, fault.place.line) for fault in reading.faults] == [("no-direction", 10), ("no-direction", 11)]


def test_shapes_nested_subgraphs_and_a_whole_party():
    text = """---
title: Recruter
---
%%{init: {"theme": "neutral"}}%%
flowchart TB
  subgraph org [Mutuelle]
    direction TB
    subgraph rh ["Ressources<br/>humaines"]
      s((Début)) --> a("Exprimer; le besoin") --> g{Complet ?}
      base[(Registre)]
    end
    subgraph cdg [Contrôle]
      b[[Vérifier]]
    end
  end
  subgraph Candidat
  end
  g -->|oui| b; a --> base --> b
  a -.->|Réponse| Candidat
  classDef big fill:#fff
  class a big
  click a href "javascript:alert(1)"
"""
    reading = chart(text)
    assert handoffs(reading) == [
        ("Ressources humaines", "Contrôle", "sequence", "Registre"),
        ("Ressources humaines", "Candidat", "message", "Réponse"),
    ]
    assert reading.faults == ()
    assert reading.map.performers[0].path == ("Mutuelle", "Ressources humaines")
    assert "Exprimer; le besoin" in reading.map.nodes.names


def test_a_node_is_in_the_first_subgraph_to_end_that_mentions_it():
    reading = chart("graph TD\nsubgraph X\na --> b\nend\nsubgraph Y\nb --> c\nend\n")
    assert handoffs(reading) == [("X", "Y", "sequence", "b")]


def test_markdown_gives_a_process_a_chart():
    block = "```mermaid\nflowchart LR\nsubgraph X\na\nend\nsubgraph Y\nb\nend\na --> b\n```\n"
    other = "```mermaid\nsequenceDiagram\nA->>B: hi\n```\n"
    reading = mermaid.read(f"# Sheet\n\n{block}\ntext\n\n{other}\n{block}".encode(), "p/sheet.md")
    assert [process.name for process in reading.map.processes] == ["sheet 1", "sheet 2"]
    assert reading.map.nodes.ids == ("a", "b", "2/a", "2/b")
    assert reading.map.nodes.lines[0] == 6


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("flowchart LR\na --> b\n", 1, "no-service"),
        ("flowchart LR\nsubgraph X\na --> b\n", 3, "never-closed"),
        ("flowchart LR\nsubgraph X\na --> b\nend\nend\n", 5, "stray-end"),
        ("flowchart LR\n" + "subgraph X\n" * 60 + "a\n" + "end\n" * 60, 52, "too-deep"),
    ],
)
def test_mermaid_refuses_with_the_line(text, line, code):
    with pytest.raises(Unreadable) as refused:
        chart(text)
    assert (code, line) in {(fault.code, fault.place.line) for fault in refused.value.faults}


def test_mermaid_says_what_it_does_not_understand_and_reads_the_rest():
    reading = chart("flowchart LR\nsubgraph X\na\nend\nsubgraph Y\nb\nend\na --> b\na >>> b\n")
    assert [(fault.code, fault.place.line) for fault in reading.faults] == [("not-understood", 9)]
    assert handoffs(reading) == [("X", "Y", "sequence", "a")]


# PlantUML

BRANCHES = """|Accueil|
start
:Recevoir
le dossier;
if (Complet ?) then (oui)
  |Gestion|
  :Instruire;
elseif (Urgent ?) then (oui)
  |Direction|
  :Trancher;
else (non)
  |Accueil|
  :Demander;
endif
|Courrier|
:Répondre;
stop
"""


def test_branches_end_where_the_if_ends():
    assert handoffs(activity(BRANCHES)) == [
        ("Accueil", "Gestion", "sequence", "Recevoir le dossier"),
        ("Accueil", "Direction", "sequence", "Recevoir le dossier"),
        ("Gestion", "Courrier", "sequence", "Instruire"),
        ("Direction", "Courrier", "sequence", "Trancher"),
        ("Accueil", "Courrier", "sequence", "Demander"),
    ]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("|X|\n:a;\nfork\n:b;\nfork again\n|Y|\n:c;\nend fork\n|Z|\n:d;", ["XY", "XZ", "YZ"]),
        ("|X|\n:a;\nif (?) then (y)\n|Y|\n:b;\nendif\n|Z|\n:c;", ["XY", "XZ", "YZ"]),
        ("|X|\n:a;\nif (?) then (y)\n|Y|\n:b;\nstop\nendif\n|Z|\n:c;", ["XY", "XZ"]),
        ("|X|\n:a;\nwhile (more ?) is (yes)\n|Y|\n:b;\nendwhile (no)\n|Z|\n:c;", ["XY", "XZ", "YZ"]),
        ("|X|\nrepeat\n:a;\n|Y|\n:b;\nrepeat while (again ?) is (yes) not (no)\n|Z|\n:c;", ["XY", "YX", "YZ"]),
        ("|X|\nrepeat :a;\n|Y|\n:b;\nbackward:c;\nrepeat while (again ?)\n|Z|\n:d;", ["XY", "YX", "YZ"]),
        (
            "|X|\n:a;\nswitch (kind)\ncase (1)\n|Y|\n:b;\ncase (2)\n|Z|\n:c;\nendswitch\n|X|\n:d;",
            ["XY", "XZ", "YX", "ZX"],
        ),
        ("|X|\n:a;\n(A)\ndetach\n|Y|\n:b;\n(A)\n|Z|\n:c;", ["XZ", "YZ"]),
        ("|X|\n:a;\ngoto l\n|Y|\n:b;\nlabel l\n|Z|\n:c;", ["XZ", "YZ"]),
        ("|#pink|x|Service X|\n:a;\n|y| Service Y\n:b;\n|x|\n:c;", ["Service XService Y", "Service YService X"]),
    ],
)
def test_nesting_is_the_flow(text, pairs):
    assert sorted({one[0] + one[1] for one in handoffs(activity(text))}) == pairs


def test_labels_notes_and_comments():
    reading = activity(
        "title Recruter\n|X|\n' comment\n/' long\ncomment '/\n:a;\nnote right\n:no;\nend note\n-[#blue]-> Avis;\n|Y|\n:b;"
    )
    assert handoffs(reading) == [("X", "Y", "sequence", "Avis")]
    assert (reading.map.processes[0].name, reading.faults) == ("Recruter", ())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (":a;\n:b;", "no-service"),
        ("(*) --> a", "old-syntax"),
        ("Alice -> Bob: hi", "no-process"),
        ("|X|\n:a;\nif (?) then (y)\n:b;", "never-closed"),
        ("|X|\n:a;\nendif", "stray-end"),
        ("|X|\n:a;\ngoto nowhere", "no-label"),
        ("|X|\n:a;\n" + "if (?) then (y)\n" * 300, "too-deep"),
    ],
)
def test_plantuml_refuses_with_a_reason(text, code):
    with pytest.raises(Unreadable) as refused:
        activity(text)
    assert code in {fault.code for fault in refused.value.faults}


@pytest.mark.parametrize(
    ("matter", "name"),
    [("---\ntitle: Repas des patients\n---\n", "Repas des patients"), ('---\ntitle: "Meals: all"\n---\n', "Meals: all"),
     ("---\nconfig:\n  theme: dark\n---\n", "a"), ("", "a")],
)  # fmt: skip
def test_the_title_of_a_mermaid_chart_names_its_process(matter, name):
    text = f"{matter}flowchart LR\nsubgraph X\na[A]\nend\nsubgraph Y\nb[B]\nend\na --> b\n"
    assert [one.name for one in chart(text).map.processes] == [name]
