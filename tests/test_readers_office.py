# ruff: noqa: E501
"""RACI matrices, SIPOC tables and process sheets in Word: what is read, what is asked."""

from __future__ import annotations

import io
import zipfile
from html import escape

import pytest

from svcgraph.domain import handoff
from svcgraph.errors import Unreadable
from svcgraph.readers import raci, sipoc, word

LEGEND = "Légende : R = Réalise, A = Approuve, C = Consulté, I = Informé"


def handoffs(reading):
    names = [performer.path[-1] for performer in reading.map.performers]
    found = handoff.find(reading.map)
    return sorted((names[one.supplier], names[one.client], one.deliverable) for one in found)


def codes(reading):
    return [(fault.code, fault.place.cell) for fault in reading.faults]


MATRIX = """Activité;Accueil;Gestion;Juridique
Enregistrer;R/A;I;
Instruire;I, C;RA;С
Décider;R;R;
Clore;;I;
"""


def test_roles_as_columns_with_what_is_asked():
    text = f"Réclamation\n{MATRIX}{LEGEND}\n"
    assert raci.recognises(text.encode(), ".csv")
    reading = raci.read(text.encode(), "a.csv")
    assert handoffs(reading) == [
        ("Accueil", "Gestion", "Enregistrer"), ("Gestion", "Accueil", "Instruire"), ("Gestion", "Juridique", "Instruire"),
    ]  # fmt: skip
    assert codes(reading) == [("performers", "A5"), ("performers", "A6"), ("to-confirm", "A2")]
    assert reading.map.processes[0].name == "Réclamation"


def test_roles_as_rows_and_names_in_cells():
    turned = f"Acteur;Enregistrer;Instruire\nAccueil;R;I\nGestion;I;R\n{LEGEND}\n"
    expected = [("Accueil", "Gestion", "Enregistrer"), ("Gestion", "Accueil", "Instruire")]
    assert handoffs(raci.read(turned.encode(), "a.csv")) == expected
    named = "Activité;Réalise;Approuve;Informé\nEnregistrer;Accueil;;Gestion\nInstruire;Gestion;;Accueil\n"
    assert handoffs(raci.read(named.encode(), "a.csv")) == expected


def test_the_legend_decides_and_is_asked_for():
    swapped = f"{MATRIX}R = Responsable ; A = Acteur ; C = Consulté ; I = Informé\n".replace("R/A", "A")
    assert ("Accueil", "Gestion", "Enregistrer") in handoffs(raci.read(swapped.encode(), "a.csv"))
    with pytest.raises(Unreadable) as refused:
        raci.read(MATRIX.encode(), "a.csv")
    assert refused.value.faults[0].code == "no-legend"


def test_sipoc_pairs_what_can_be_paired_and_tells_the_rest():
    text = """Processus : Indemniser
Fournisseurs;Entrées;Processus;Sorties;Clients
Sociétaire;Déclaration;Ouvrir;Accusé;Sociétaire
Expert; Rapport;Évaluer;;
Courrier;Pièces; Payer;Virement;Banque
;Barème;;Lettre;
"""
    assert sipoc.recognises(text.encode(), ".csv")
    reading = sipoc.read(text.encode(), "a.csv")
    assert handoffs(reading) == [
        ("Courrier", "Indemniser", "Pièces"), ("Expert", "Indemniser", "Rapport"), ("Indemniser", "Banque", "Virement"),
        ("Indemniser", "Sociétaire", "Accusé"), ("Sociétaire", "Indemniser", "Déclaration"),
    ]  # fmt: skip
    assert [code for code, _ in codes(reading)] == ["not-paired", "not-paired"]


def docx(body):
    out = io.BytesIO()
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')
    return out.getvalue()


def paragraph(text):
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def grid(*rows):
    inside = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{cells}</w:tr>" for cells in inside) + "</w:tbl>"


HEAD = [paragraph(text) for text in ("Étape", "Acteur", "Description", "Documents d’entrée", "Documents de sortie")]


def step(*cells):
    return [paragraph(text) for text in cells]


def test_word_reads_the_table_the_header_block_and_tracked_changes_as_accepted():
    inserted = '<w:p><w:ins w:id="1"><w:r><w:t>Fiche</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>Note</w:delText></w:r></w:del></w:p>'
    first = [*step("1", "Manager", "Exprimer", ""), inserted]
    body = paragraph("Fiche processus – Recruter") + paragraph("Finalité : recruter à temps")
    body += grid([paragraph("Pilote"), paragraph("Jeanne Petit")]) + grid(
        HEAD, first, step("2", "RH", "Publier", "Fiche", "")
    )
    data = docx(body)
    assert word.recognises(data, ".docx")
    reading = word.read(data, "a.docx")
    assert handoffs(reading) == [("Manager", "RH", "Fiche")]
    process = reading.map.processes[0]
    assert (process.name, process.purpose, process.owner) == ("Recruter", "recruter à temps", "Jeanne Petit")


def test_word_leaves_letters_alone_and_refuses_what_is_broken():
    assert not word.recognises(docx(paragraph("Madame, Monsieur")), ".docx")
    assert word.recognises(b"PK\x03\x04 cut", ".docx")
    for data in (b"PK\x03\x04 cut", docx("<w:tbl>" * 100_000)):
        with pytest.raises(Unreadable):
            word.read(data, "a.docx")


def test_word_leaves_out_a_row_whose_deletion_is_tracked():
    deleted = (
        "<w:tr><w:trPr><w:del w:id='9'/></w:trPr>"
        + "".join(f"<w:tc>{cell}</w:tc>" for cell in step("2", "Juridique", "Relire", "Fiche", ""))
        + "</w:tr>"
    )
    rows = grid(HEAD, step("1", "Manager", "Exprimer", "", "Fiche"), step("3", "RH", "Publier", "Fiche", ""))
    at = rows.rindex("<w:tr>")
    reading = word.read(docx(rows[:at] + deleted + rows[at:]), "a.docx")
    assert handoffs(reading) == [("Manager", "RH", "Fiche")]
