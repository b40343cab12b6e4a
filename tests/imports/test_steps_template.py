"""The empty sheet of steps: what it offers, and that a filled-in one is read back."""

from __future__ import annotations

import io
import shutil
import signal
import subprocess
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from svcgraph import bare
from svcgraph.cli._program import program
from svcgraph.desk.steps import template
from svcgraph.domain.graph import Service, ServiceGraph
from svcgraph.domain.identity import resolve
from svcgraph.domain.negotiation import draft
from svcgraph.domain.organisation import Organisation
from svcgraph.domain.process import Extra
from svcgraph.domain.text import Text
from svcgraph.i18n import Words
from svcgraph.intake.grid import read_grid
from svcgraph.readers._table.find import find_table
from svcgraph.renderers import steps_workbook
from svcgraph.views.steps_template import StepsTemplate, steps_template
from svcgraph.vocabulary import KINDS, SHAPES, TABLE

ROOT = Path(__file__).parents[2]
GRAPH = ServiceGraph(services=(Service(id="sales", name=Text("Ventes", "Sales")),))
# volume and frequency are for the draft of the contract; the others make the map
STEPS = {
    "fr": [
        ("1", "Saisir la demande", "Ventes", "2,3", "Demande", "", "", "", "1 jour", "appel", "40 par mois",
         "hebdomadaire"),
        ("2", "Accepter ?", "Crédit", "4", "", "Décision", "", "", "", "", "", ""),
        ("3", "Réserver le stock", "Entrepôt", "4", "Bon de réservation", "", "", "", "", "", "", ""),
        ("4", "Livrer", "Transport", "", "", "", "", "Bon de livraison", "", "", "", ""),
        ("5", "Facturer", "Comptabilité", "fin", "", "", "Bon de livraison", "Facture", "", "", "", ""),
    ],
    "en": [
        ("1", "Take the request", "Sales", "2,3", "Request", "", "", "", "1 day", "a call", "40 a month", "weekly"),
        ("2", "Accept?", "Credit", "4", "", "Decision", "", "", "", "", "", ""),
        ("3", "Reserve the stock", "Stock", "4", "Reservation", "", "", "", "", "", "", ""),
        ("4", "Deliver", "Transport", "", "", "", "", "Delivery note", "", "", "", ""),
        ("5", "Invoice", "Accounts", "end", "", "", "Delivery note", "Invoice", "", "", "", ""),
    ],
}  # fmt: skip


def made(language: str) -> StepsTemplate:
    return steps_template(GRAPH, Words(language))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_heading_is_known_to_the_reader(language: str) -> None:
    sheet = made(language)
    keys = [TABLE.key(one.heading) for one in sheet.columns]
    assert keys == [
        "id", "name", "function", "next", "label", "shape", "inputs", "outputs", "delay", "trigger", "volume",
        "frequency",
    ]  # fmt: skip
    assert all(SHAPES.key(choice) for choice in sheet.columns[5].choices)
    assert all(KINDS.key(choice) for choice in sheet.about[1].choices)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_empty_sheet_is_a_table_without_steps(language: str, tmp_path: Path) -> None:
    path = tmp_path / "steps.xlsx"
    path.write_bytes(steps_workbook.write(made(language), date(2026, 1, 1)))
    one = next(bare.read([path]))
    assert one.map is None
    assert [fault.code for fault in one.faults if fault.severity == "error"] == ["no-steps"]


def test_the_same_bytes_every_day_with_the_services_of_the_workspace() -> None:
    first, again = (template(ROOT, Words("fr"))[1] for _ in range(2))
    assert first == again
    book = CalamineWorkbook.from_filelike(io.BytesIO(first))
    lists = book.get_sheet_by_name("Listes").to_python()
    assert lists[0] == ["Type de processus", "Service", "Type de forme", "Fréquence"]
    assert {row[1] for row in lists[1:]} >= {"Actuariat", "Gestion des sinistres", "Sociétaire"}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_filled_in_sheet_reads_back(language: str, tmp_path: Path) -> None:
    sheet = made(language)
    filled = {"fr": ("Vendre", "opérationnel", "Jeanne Roy"), "en": ("Sell", "operational", "Jane Roy")}[language]
    path = fill(tmp_path / "steps.xlsx", sheet, dict(enumerate(filled)), STEPS[language])
    check(path, language, filled)


def check(path: Path, language: str, filled: tuple[str, ...]) -> None:
    """What the reader makes of the filled-in sheet."""
    one = next(bare.read([path]))
    assert one.map is not None
    process = one.map.processes[0]
    assert (process.name, process.kind, process.owner) == (filled[0], "operational", filled[2])
    assert [(fault.code, fault.severity.value) for fault in one.faults] == [("sheet", "note"), ("sheet", "note")]
    performers = [performer.path[-1] for performer in one.map.performers]
    found = {(performers[h.supplier], performers[h.client], h.deliverable) for h in one.handoffs}
    expected = {
        "fr": {
            ("Ventes", "Transport", "Demande"), ("Ventes", "Entrepôt", "Demande"),
            ("Entrepôt", "Transport", "Bon de réservation"), ("Transport", "Comptabilité", "Bon de livraison"),
        },
        "en": {
            ("Sales", "Transport", "Request"), ("Sales", "Stock", "Request"),
            ("Stock", "Transport", "Reservation"), ("Transport", "Accounts", "Delivery note"),
        },
    }  # fmt: skip
    assert found == expected[language]


def fill(path: Path, sheet: StepsTemplate, about: dict[int, str], rows: list[tuple[str, ...]]) -> Path:
    """The sheet as somebody saves it: the same headings and cells, filled in."""
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        steps = book.add_worksheet(sheet.sheet)
        guide = book.add_worksheet(sheet.guide)
        lists = book.add_worksheet(sheet.lists)
        lists.write_string(0, 0, "x")
        lists.hide()
        for row, (heading, meaning) in enumerate((one.heading, one.meaning) for one in sheet.about):
            guide.write_row(row, 0, [f"B{row}", heading, meaning])
            steps.write_string(row, 1, heading)
            steps.write_string(row, 2, about.get(row, ""))
        head = len(sheet.about) + 1
        steps.write_row(head, 0, [one.heading for one in sheet.columns])
        for row, cells in enumerate(rows, head + 1):
            for column, cell in enumerate(cells):
                steps.write_string(row, column, cell)
    return path


def _has_office() -> bool:
    bridge = ("/usr/bin/python3", "-c", "import uno")
    return bool(shutil.which("soffice")) and subprocess.run(bridge, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not _has_office(), reason="LibreOffice and its Python bridge (python3-uno) are not installed")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_real_file_filled_in_by_libreoffice_reads_back(language: str, tmp_path: Path) -> None:
    """The file itself, with every list and format in it, saved again by an office program."""
    path = tmp_path / "steps.xlsx"
    assert program(["--lang", language, "import", "--table-template", "-o", str(path)]) == 0
    filled = {"fr": ("Vendre", "opérationnel", "Jeanne Roy"), "en": ("Sell", "operational", "Jane Roy")}[language]
    head = 8
    cells = [f"C{row}={text}" for row, text in enumerate(filled, 1)]
    for number, row in enumerate(STEPS[language], head + 1):
        cells += [f"{chr(65 + column)}{number}={text}" for column, text in enumerate(row) if text]
    _office(tmp_path, path, cells)
    check(path, language, filled)


OFFICE = """
import sys, time
import uno
from com.sun.star.beans import PropertyValue
local = uno.getComponentContext()
resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
for _ in range(120):
    try:
        context = resolver.resolve("uno:pipe,name=" + sys.argv[1] + ";urp;StarOffice.ComponentContext")
        break
    except Exception:
        time.sleep(0.5)
desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
hidden = PropertyValue(Name="Hidden", Value=True)
book = desktop.loadComponentFromURL("file://" + sys.argv[2], "_blank", 0, (hidden,))
sheet = book.Sheets.getByIndex(0)
for cell in sys.argv[3:]:
    address, _, text = cell.partition("=")
    sheet.getCellRangeByName(address).setFormula(text)
book.storeToURL("file://" + sys.argv[2], (PropertyValue(Name="FilterName", Value="Calc MS Excel 2007 XML"),))
book.close(True)
desktop.terminate()
"""


def _office(folder: Path, path: Path, cells: list[str]) -> None:
    name = f"svcgraph-{folder.name}"
    office = subprocess.Popen(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore",
         f"--accept=pipe,name={name};urp"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        done = subprocess.run(["/usr/bin/python3", "-c", OFFICE, name, str(path), *cells], check=False, timeout=120)
        # the bridge to the office crashes at times while it shuts down, its work done: what it saved is read below
        assert done.returncode in (0, -signal.SIGSEGV)
        office.wait(60)
    finally:
        if office.poll() is None:
            office.kill()
            office.wait()


def test_it_overwrites_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert program(["--lang", "fr", "import", "--table-template"]) == 0
    assert program(["--lang", "fr", "import", "--table-template"]) == 2
    assert program(["--lang", "fr", "import", "--table-template", "x.bpmn"]) == 2


def test_the_guide_is_no_table() -> None:
    grid = read_grid(template(None, Words("en"))[1], "steps.xlsx")
    assert [bool(find_table(sheet, "")) for sheet in grid.sheets] == [True, False, False]


CARRIED = (
    "ID;Activité;Service;Suite;Ce qui est remis;Volume;Fréquence;Déclenché par\n"
    "1;Saisir;Ventes;3;Demande;40 par mois;hebdomadaire;appel\n"
    "2;Saisir par courrier;Ventes;3;Demande;10 par mois;;\n"
    "3;Réserver;Entrepôt;4;Bon;;mensuelle;\n"
    "4;Livrer;Transport;fin;;;;\n"
)


def test_volume_and_frequency_go_into_the_draft_with_their_step(tmp_path: Path) -> None:
    path = tmp_path / "vente.csv"
    path.write_text(CARRIED, encoding="utf-8")
    for _ in range(2):  # read, then from the cache
        one = next(bare.read([path]))
        assert one.map is not None
        assert one.map.extra.needs == (
            (0, "appel", "40 par mois", "hebdomadaire"), (1, "", "10 par mois", ""), (2, "", "", "mensuelle"),
        )  # fmt: skip
    graph, _ = resolve([one.map], [one.handoffs], Organisation())
    first, second = draft(graph, Organisation())
    assert [(one.name.fr, one.volume) for one in (*first.deliverables, *second.deliverables)] == [
        ("Bon", Text("mensuelle", "mensuelle")),
        ("Demande", Text("40 par mois; hebdomadaire; 10 par mois", "40 par mois; hebdomadaire; 10 par mois")),
    ]
    assert [one.source for one in second.deliverables[0].evidence] == ["Saisir", "Saisir par courrier"]


def test_without_such_columns_a_draft_says_nothing_of_volumes(tmp_path: Path) -> None:
    path = tmp_path / "vente.csv"
    path.write_text("ID;Activité;Service;Suite\n1;Saisir;Ventes;2\n2;Réserver;Entrepôt;fin\n", encoding="utf-8")
    one = next(bare.read([path]))
    assert one.map is not None
    assert one.map.extra == Extra()
    graph, _ = resolve([one.map], [one.handoffs], Organisation())
    assert [one.volume for contract in draft(graph, Organisation()) for one in contract.deliverables] == [Text()]
