"""`svcgraph portfolio` with people's decisions read back, and `svcgraph promises`."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from svcgraph import pipeline
from svcgraph.cli._program import program
from svcgraph.domain.negotiation.dossier import Decision
from svcgraph.errors import Fault, FaultList, Unreadable
from svcgraph.i18n import Words
from svcgraph.outputs import portfolio as output
from svcgraph.renderers import csv
from svcgraph.store.decisions import read_decisions
from svcgraph.story import Story
from svcgraph.views.portfolio import dossiers_table
from svcgraph.views.promises import inputs_table, promises_table
from svcgraph.views.tables import Table, Term

TINY = Path(__file__).parent / "cli" / "workspace"


@pytest.fixture(scope="module")
def story(sample_root: Path) -> Story:
    return pipeline.tell(sample_root)


def rows_of(data: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)


def workbook(rows: list[list[object]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Portefeuille")
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(number, column, cell)
    return out.getvalue()


def kept(story: Story, language: str, edit: Callable[[list[list[object]], int], None]) -> bytes:
    """The portfolio as built, edited by somebody; ``edit`` gets all rows and the number of the row of titles."""
    built = next(iter(output.files(story, Words(language)))).content
    rows = rows_of(built)
    head = next(number for number, row in enumerate(rows) if Words(language)("Unit 1") in row)
    edit(rows, head)
    return workbook(rows)


def read(story: Story, data: bytes) -> tuple[tuple[object, ...], list[Fault]]:
    faults = FaultList()
    services = ((one.id, one.name) for one in story.graph.services)
    return read_decisions(data, "kept.xlsx", story.dossiers, services, faults), faults.faults


def column(table: Table, key: str) -> list[object]:
    place = [one.key for one in table.columns].index(key)
    return [row[place] for row in table.rows]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_people_decided_comes_back_whatever_the_order_of_lines(language: str, story: Story) -> None:
    words = Words(language)

    def edit(rows: list[list[object]], head: int) -> None:
        rows[head + 1][-3:] = [words("contract"), words("nothing"), "d'accord"]
        rows[head + 2][-3:] = ["", words("interface sheet"), ""]
        rows[head + 5][-1] = "à voir"
        rows[head + 1 :] = rows[:head:-1]

    decided, faults = read(story, kept(story, language, edit))
    assert faults == []
    table = dossiers_table(story.dossiers, story.graph, story.organisation, words, decided=decided)  # type: ignore[arg-type]
    assert column(table, "forward_decision")[:3] == [words("contract"), "", ""]
    assert column(table, "back_decision")[:3] == [words("nothing"), words("interface sheet"), ""]
    assert column(table, "remark")[:5] == ["d'accord", "", "", "", "à voir"]
    plain = dossiers_table(story.dossiers, story.graph, story.organisation, words)
    assert [row[:-3] for row in table.rows] == [row[:-3] for row in plain.rows]
    assert not any(row[-1] for row in plain.rows)


def test_a_line_whose_units_were_swapped_keeps_its_directions(story: Story) -> None:
    def edit(rows: list[list[object]], head: int) -> None:
        units = [rows[head].index(title) for title in ("Service 1", "Service 2")]
        line = rows[head + 1]
        line[units[0]], line[units[1]] = line[units[1]], line[units[0]]
        line[-3:] = ["contrat", "rien", ""]

    decided, faults = read(story, kept(story, "fr", edit))
    assert faults == []
    (one,) = decided
    assert (one.forward, one.back) == (Decision.NOTHING, Decision.CONTRACT)  # type: ignore[attr-defined]


def test_nothing_that_people_wrote_is_lost_unseen(story: Story) -> None:
    def edit(rows: list[list[object]], head: int) -> None:
        unit = rows[head].index("Service 1")
        rows[head + 1][-3:] = ["oui", "", ""]
        rows[head + 2][unit] = "Service dissous"
        rows[head + 2][-1] = "à garder"
        rows[head + 3][-1] = "une fois"
        rows.append([*rows[head + 3][:-1], "deux fois"])

    decided, faults = read(story, kept(story, "fr", edit))
    assert [fault.code for fault in faults] == ["unknown-decision", "decision-without-place", "decision-twice"]
    assert all(fault.place.cell for fault in faults)
    assert [one.remark for one in decided] == ["", "une fois"]  # type: ignore[attr-defined]


def test_a_file_that_is_no_portfolio_says_so(story: Story) -> None:
    decided, faults = read(story, workbook([["a", "b"], [1, 2]]))
    assert decided == ()
    assert [fault.code for fault in faults] == ["not-a-portfolio"]
    with pytest.raises(Unreadable):
        read(story, b"PK\x03\x04 not a workbook")


def test_decisions_are_read_from_csv_too(story: Story) -> None:
    table = dossiers_table(story.dossiers, story.graph, story.organisation, Words("fr"))
    lines = csv.write(table, "fr").splitlines()
    data = "\n".join([lines[0], lines[1].removesuffix(";;;") + ";fiche d’interface;;", *lines[2:]]).encode()
    decided, faults = read(story, data)
    assert faults == []
    assert [(one.forward, one.back) for one in decided] == [(Decision.SHEET, None)]  # type: ignore[attr-defined]


def test_the_command_shows_decisions_and_fails_on_lost_ones(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], story: Story
) -> None:
    shutil.copytree(TINY, tmp_path / "shop")
    assert program(["-C", str(tmp_path / "shop"), "contracts", "draft", "--format", "json"]) == 0
    drafted = json.loads(capsys.readouterr().out)
    before = sorted(path for path in (tmp_path / "shop").rglob("*"))
    assert program(["-C", str(tmp_path / "shop"), "portfolio", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == drafted
    note = tmp_path / "kept.csv"
    note.write_text("Unit 1,Unit 2,Decision 1 → 2,Decision 2 → 1,Remark\nMarketing,Sales,nothing,contract,soon\n")
    assert program(["-C", str(tmp_path / "shop"), "portfolio", "--decisions", str(note), "--format", "json"]) == 0
    shown = json.loads(capsys.readouterr().out)["rows"]
    assert [row["remark"] for row in shown if row["remark"]] == ["soon"]
    note.write_text("Unit 1,Unit 2,Decision 1 → 2,Decision 2 → 1,Remark\nMarketing,Nobody,nothing,,\n")
    assert program(["-C", str(tmp_path / "shop"), "portfolio", "--decisions", str(note)]) == 1
    assert "kept.csv:2" in capsys.readouterr().err
    assert sorted(path for path in (tmp_path / "shop").rglob("*")) == before


def test_the_promises_of_the_sample_say_who_answers_and_whether_they_can_be_kept(story: Story) -> None:
    table = promises_table(story.organisation, story.graph, story.attainment, story.chains, Words("en"))
    assert column(table, "promise") == ["E1", "E2a", "E2b", "E3", "E4", "E5"]
    assert [one.code for one in column(table, "verdict") if isinstance(one, Term)] == [
        *("missed", "met", "met", "missed", "at risk", "not measurable")
    ]
    assert [one.code for one in column(table, "chain") if isinstance(one, Term)][:1] == ["does not fit"]
    first = dict(zip([one.key for one in table.columns], table.rows[0], strict=True))
    assert first["answerable"] == "Valérie Moreau"
    assert first["indicator"] == "promises/e1"
    assert first["count"] == "432 of 618"
    assert str(first["times"]).replace("\u00a0", " ") == "5 working days promised, 7 working days agreed"
    assert first["start"] == "complete file received (post or online)"


def test_what_comes_from_outside_is_expected_and_never_a_contract(story: Story) -> None:
    external = {one.id for one in story.graph.services if one.external}
    table = inputs_table(story.organisation, story.graph, Words("fr"))
    expected = [one for one in story.graph.handoffs if one.supplier in external and one.client not in external]
    assert sum(int(str(one)) for one in column(table, "handoffs")) == len(expected)
    assert len(table.rows) == len(set(zip(*(column(table, key) for key in ("party", "service", "input")), strict=True)))
    assert "Déclaration de sinistre et pièces" in column(table, "input")
    assert not {contract.supplier.service for contract in story.contracts} & external
