"""Tables of steps, typed by people, from CSV, Excel and OpenDocument."""

import io
import re
from pathlib import Path

import pytest
import xlsxwriter

from svcgraph.domain import handoff
from svcgraph.domain.process import NodeKind
from svcgraph.errors import Severity, Unreadable
from svcgraph.readers import table

ROOT = Path(__file__).parents[1]
EXAMPLES = re.findall(r"```csv\n(.*?)```", (ROOT / "docs/tables.md").read_text("utf-8"), re.DOTALL)
FRENCH = (
    "Identifiant de l'étape;Description de l'étape;Identifiant de l'étape suivante;"
    "Étiquette du connecteur;Type de forme;Fonction;Phase\n"
)
ENGLISH = "Process Step ID,Process Step Description,Next Step ID,Connector Label,Shape Type,Function,Phase\n"


def read(text, file="p/mon-processus.csv"):
    data = text.encode() if isinstance(text, str) else text
    assert table.recognises(data, ".csv")
    return table.read(data, file)


def workbook(*sheets, **options):
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for row, values in enumerate(rows):
                sheet.write_row(row, 0, values)
            if name in options.get("hidden", ()):
                sheet.hide()
    return data.getvalue()


def handoffs(process_map):
    return [(one.source_id, one.target_id, one.via.value, one.deliverable) for one in handoff.find(process_map)]


def said(reading):
    return [(fault.code, fault.place.cell) for fault in reading.faults]


def test_the_step_list_of_the_docs():
    reading = read(EXAMPLES[0])
    assert reading.faults == ()
    assert reading.map.processes[0].name == "mon-processus"
    assert reading.map.nodes.kinds == (
        NodeKind.START, *[NodeKind.ACTIVITY] * 4, NodeKind.CONTROL, NodeKind.ACTIVITY,
    )  # fmt: skip
    assert (reading.map.nodes.lines[1], reading.map.nodes.cells[1]) == (3, "A3")
    assert handoffs(reading.map) == [
        ("1", "2", "sequence", "Demande de recrutement"),
        ("2", "3", "sequence", "Demande d'accord"),
        ("2", "4", "sequence", "Dossier"),
        ("3", "2", "sequence", "Vérifier le budget"),
        ("3", "6", "sequence", "Vérifier le budget"),
        ("4", "2", "sequence", "Annonce"),
        ("4", "6", "sequence", "Annonce"),
    ]


def test_the_procedure_of_the_docs():
    reading = read(EXAMPLES[1])
    assert reading.faults == ()
    assert reading.map.nodes.names[0] == "Enregistrer la demande"
    assert handoffs(reading.map) == [("1", "2", "sequence", "Dossier"), ("2", "3", "sequence", "Décision")]


def test_english_headings_and_commas():
    reading = read(
        ENGLISH + 'P1,Ask,"P2,P3",Form,Process,Sales,\nP2,Check,,,Process,Credit,\nP3,Ship,,,Process,Stock,\n'
    )
    assert handoffs(reading.map) == [("P1", "P2", "sequence", "Form"), ("P1", "P3", "sequence", "Form")]
    assert reading.faults == ()


def test_a_documents_journey_without_a_next_column():
    reading = read(
        "Step,Actor,Description,Input documents,Output documents,Time limit\n"
        "1,A,first,,File,\n2,B,second,File,File,1 d\n3,A,third,,,\n4,C,fourth,File; Other,,\n"
    )
    assert handoffs(reading.map) == [
        ("1", "2", "sequence", "File"),
        ("2", "3", "sequence", "File"),
        ("2", "4", "data", "File"),
        ("3", "4", "sequence", "third"),
    ]


def test_steps_that_are_names():
    reading = read("Étape;Acteur;Description;Documents de sortie\nRecevoir;A;blabla;Bon\nPayer;B;;\n")
    assert reading.map.nodes.names == ("Recevoir", "Payer")
    assert reading.map.nodes.ids == ("1", "2")
    assert handoffs(reading.map) == [("1", "2", "sequence", "Bon")]


def test_documents_drawn_as_steps_pass_by_data():
    reading = read(FRENCH + "1;A;2;;;S;\n2;Fiche;3;;Document;S;\n3;B;4;;;T;\n4;Base;5;;Base de données;;\n5;C;;;;U;\n")
    assert handoffs(reading.map) == [("1", "3", "data", "Fiche"), ("3", "5", "data", "Base")]
    assert [(item.name, item.store) for item in reading.map.items] == [("Fiche", False), ("Base", True)]


def test_labels_out_of_a_decision_are_conditions():
    reading = read(FRENCH + "1;A;2;;;S;\n2;ok ?;3,4;oui,Dossier incomplet;Décision;S;\n3;B;;;;T;\n4;C;;;;U;\n")
    assert reading.map.flows.conditional == (False, True, True)
    assert handoffs(reading.map) == [("1", "3", "sequence", "A"), ("1", "4", "sequence", "A")]


@pytest.mark.parametrize(
    ("steps", "written", "targets", "codes"),
    [
        ("1 2 3", 2.3, ["1>2", "1>3"], ["fraction"]),
        ("1 2 3 2.3", 2.3, ["1>2.3"], []),
        ("1 2 10", 2.1, ["1>2", "1>10"], ["fraction"]),
        ("4 1 2 10", 2.1, ["4>2", "4>1"], ["fraction"]),
        ("1 2", 2.3, [], ["unknown-step"]),
        ("1 2 3", "2,3", ["1>2", "1>3"], []),
        ("1 2 3", 2, ["1>2"], []),
        ("1 2 3", "2\n3", ["1>2", "1>3"], []),
        ("1 2 3", "fin", [], []),
    ],
)
def test_numbers_that_excel_made_of_lists(steps, written, targets, codes):
    rows = [["ID", "Description", "Next Step ID", "Function"]]
    rows += [[float(step), f"do {step}", "" if row else written, "S"] for row, step in enumerate(steps.split())]
    reading = read(workbook(("Étapes", rows)), "p/a.xlsx")
    assert sorted(reading.map.flows.ids) == sorted(targets)
    assert [fault.code for fault in reading.faults] == codes
    assert all(fault.place.cell == "Étapes!C2" for fault in reading.faults)


def test_all_that_is_off_is_said_together_with_its_cell():
    reading = read(
        "Coleur;" + FRENCH
        + "x;1;A;2,9;a,b,c;;S;\n"
        + "x;1;B;3;;Hexagone;;\n"
        + "x;2;;;Reste;Renvoi;T;\n"
        + "x;;C;;;;T;\n"
        + ";;;;;;;\n"
        + "légende;;;;;;;\n"
        + "x;3;D;2;Bon;Début;T;\n"
    )  # fmt: skip
    assert sorted(said(reading), key=lambda fault: (fault[1][1:], fault[1])) == [
        ("unknown-column", "A1"),
        ("unknown-step", "D2"),
        ("labels", "E2"),
        ("duplicate-id", "B3"),
        ("unknown-shape", "F3"),
        ("no-performer", "G3"),
        ("label-without-step", "E4"),
        ("reference", "F4"),
        ("no-id", "B5"),
        ("no-step", "A7"),
        ("start-with-label", "E8"),
    ]
    assert {fault.severity for fault in reading.faults} == {Severity.WARNING, Severity.NOTE}
    assert len(reading.map.nodes) == 5
    assert reading.map.performers[1].unnamed


def test_a_name_above_the_header_and_a_header_further_down():
    text = "Mon processus;;\n;;\nPilote;Jeanne;\nFinalité : servir;;\nType;support\n\nÉtape;Acteur;Description\n1;A;x\n"
    (process,) = read(text).map.processes
    assert (process.name, process.owner, process.purpose, process.kind) == (
        "Mon processus",
        "Jeanne",
        "servir",
        "support",
    )


def test_processes_are_named_by_label_cover_sheet_or_file():
    rows = [["Étape", "Acteur", "Description"], ["1", "A", "x"]]
    cover = [["Arrêter les comptes"], [], ["Pilote", "G. Pons"], ["Type", "support"]]

    def first(*sheets, **options):
        reading = read(workbook(*sheets, **options), "p/a-b.xlsx")
        return reading.map.processes[0].name, [fault.code for fault in reading.faults]

    assert first(("Feuil1", rows)) == ("a-b", [])
    assert first(("Étapes", rows)) == ("a-b", [])
    assert first(("Payer", rows)) == ("Payer", [])
    assert first(("Payer", [["Processus", "Payer vite"], *rows])) == ("Payer vite", [])
    assert first(("Étapes", rows), ("Lisez-moi", cover)) == ("Arrêter les comptes", [])
    assert first(("Étapes", rows), ("Lisez-moi", [["rien"]])) == ("a-b", ["sheet"])
    assert first(("Étapes", rows), ("Lisez-moi", cover), hidden=("Lisez-moi",)) == ("a-b", ["sheet"])


def test_two_sheets_with_tables_are_two_processes():
    rows = [["Étape", "Acteur", "Description", "Documents de sortie"], ["1", "A", "x", "D"], ["2", "B", "y", ""]]
    reading = read(workbook(("Un", rows), ("Deux", rows)), "p/a.xlsx")
    assert [process.name for process in reading.map.processes] == ["Un", "Deux"]
    assert reading.map.nodes.processes == (0, 0, 1, 1)
    assert handoffs(reading.map) == [("1", "2", "sequence", "D")] * 2


@pytest.mark.parametrize(
    "text",
    [
        "indicator;for;value\na;b;1\n",
        "Activité;Marketing;RH;CDG\nA;R;I;C\n",
        "Fournisseur;Entrées;Processus;Sorties;Client\na;b;c;d;e\n",
        "Fournisseur;Entrées;Étape;Sorties;Client\na;b;c;d;e\n",
        "Nom;Service;Courriel\na;b;c\n",
        "",
        "just words\n",
        "<xml/>",
        "processus: a\nactivités:\n",
    ],
)
def test_other_tables_are_not_claimed(text):
    assert not table.recognises(text.encode(), ".csv")


def test_the_samples_readings_are_not_claimed():
    files = sorted((ROOT / "processes/readings").glob("*.csv"))
    assert files
    assert not any(table.recognises(file.read_bytes(), ".csv") for file in files)


def test_a_broken_workbook_is_claimed_to_say_why():
    good = workbook(("Étapes", [["Étape", "Acteur", "Description"], ["1", "A", "x"]]))
    assert table.recognises(good, ".csv")  # the suffix is not asked
    assert table.recognises(good[:900], ".xlsx")
    assert not table.recognises(good[:900], ".docx")
    with pytest.raises(Unreadable) as caught:
        table.read(good[:900], "a.xlsx")
    assert caught.value.faults[0].code == "damaged"


@pytest.mark.parametrize(
    ("text", "code"), [("a;b\n1;2\n", "no-table"), ("Étape;Acteur;Description\n", "no-steps"), ("a\x00b", "not-text")]
)
def test_files_without_a_table_are_refused(text, code):
    with pytest.raises(Unreadable) as caught:
        table.read(text.encode(), "a.csv")
    assert caught.value.faults[-1].code == code


def test_the_samples_tables_read_without_a_fault():
    for name in ("recruter-et-integrer.csv", "arrete-mensuel.xlsx"):
        assert read((ROOT / "processes/support" / name).read_bytes(), name).faults == ()


def test_ten_thousand_steps():
    rows = "".join(f"{n};étape {n};{n + 1};bon {n};;S{n % 9};\n" for n in range(10_000))
    reading = read(FRENCH + rows + "10000;fin;;;Fin;S;\n")
    assert len(handoff.find(reading.map)) == 9_999


def grouped(name, thing):
    """As people draw it: groups of headings in merged cells above the headings."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Bloc v3")
        sheet.merge_range("A1:G1", "Intervention programmée")
        sheet.write_row("A2", ["Mise à jour :", "12/03/2026", "Pilote : Anne Lambert"])
        sheet.merge_range("A4:A5", "N°")
        for cells, title in (("B4:C4", "Activité"), ("D4:E4", "Entrée"), ("F4:G4", "Sortie")):
            sheet.merge_range(cells, title)
        sheet.write_row("B5", [name, "Service", "Document", "Vient de", thing, "Destinataire"])
        sheet.write_row("A6", [1, "Opérer", "Bloc", "", "", "Instruments souillés", "Stérilisation"])
        sheet.write_row("A7", [2, "Stériliser", "Stérilisation", "Instruments souillés", "Bloc", "Plateaux", "Bloc"])
    return data.getvalue()


@pytest.mark.parametrize("headings", [("Libellé long", "Chose"), ("Libellé", "Livrable")])
def test_headings_in_groups_of_merged_cells_are_read_together(headings):
    reading = read(grouped(*headings), "p/bloc.xlsx")
    assert [one.deliverable for one in handoff.find(reading.map)] == ["Instruments souillés"]
    assert reading.map.nodes.names == ("Opérer", "Stériliser")
    (process,) = reading.map.processes
    assert (process.name, process.owner) == ("Intervention programmée", "Anne Lambert")
    unknown = [str(fault.place) for fault in reading.faults if fault.code == "unknown-column"]
    assert unknown == ["p/bloc.xlsx (Bloc v3!E5)", "p/bloc.xlsx (Bloc v3!G5)"]


def test_a_list_of_versions_on_a_cover_sheet_names_no_process():
    steps = [["N°", "Activité", "Service", "Suite"], [1, "Opérer", "Bloc", 2], [2, "Stériliser", "Stérilisation", ""]]
    data = workbook(("Versions", [["Version", "Nom", "Commentaires"], ["1", "A. Lambert", "créé"]]), ("Bloc", steps))
    assert [one.name for one in read(data, "p/bloc.xlsx").map.processes] == ["Bloc"]


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("Étape;Service;Donne à;Ce qui est remis\nPrescrire;Urgences;Pharmacie;Prescription\n", "what is done"),
        ("Étape;Activité;Documents de sortie\n1;Prescrire;Prescription\n", "who performs"),
        ("Service;Activité;Donne à\nUrgences;Prescrire;Pharmacie\n", "names the step"),
    ],
)
def test_a_table_that_lacks_a_column_is_told_which(text, lacks):
    assert not table.recognises(text.encode(), ".csv")
    fault = table.nearly(text.encode(), "p/a.csv")
    assert lacks in fault.message
    assert (fault.code, fault.place.line) == ("unknown-format", 1)


@pytest.mark.parametrize("text", ["Nom;Prénom\nLambert;Anne\n", "<a/>", "", "Service\nUrgences\n"])
def test_what_is_no_table_of_steps_is_told_nothing_more(text):
    assert table.nearly(text.encode(), "p/a.csv") is None
