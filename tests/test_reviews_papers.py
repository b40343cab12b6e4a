"""Interface sheets and framework contracts: which pairs get one, what stands on it, and that one page is enough."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from word_text import word_text

from svcgraph import pipeline
from svcgraph.cli._program import program
from svcgraph.domain.negotiation.dossier import Decision, PairClass
from svcgraph.i18n import Words
from svcgraph.outputs._sheets import dossiers, frameworks, interfaces, proposed
from svcgraph.story import Story

TINY = Path(__file__).parent / "cli" / "workspace"


@pytest.fixture(scope="module")
def story(sample_root: Path) -> Story:
    return pipeline.tell(sample_root)


def test_a_sheet_is_proposed_where_the_portfolio_says_so(story: Story) -> None:
    found = proposed(story)
    assert found
    for one in story.dossiers:
        wanted = [
            way
            for way in one.directions
            if way.proposed is Decision.SHEET and not any(each.status.binding for each in way.standings)
        ]
        assert (one in found) == bool(wanted)
        assert all(way.pair_class is PairClass.B for way in wanted)


def test_a_sheet_is_one_page_with_every_thing_of_both_directions(story: Story) -> None:
    wanted = proposed(story)
    made = list(interfaces(story, wanted, Words("en"), ["docx", "pdf"]))
    assert len(made) == 2 * len(wanted)
    for dossier, word, paper in zip(wanted, made[::2], made[1::2], strict=True):
        assert len(PdfReader(io.BytesIO(paper.content)).pages) == 1
        said = word_text(word.content)
        for way in dossier.directions:
            contract = next(
                one
                for one in story.contracts
                if (one.supplier.service, one.client.service) == (way.supplier, way.client)
            )
            bound = any(one.status.binding for one in way.standings)
            for item in contract.deliverables:
                if not bound and not item.needs_name:
                    assert item.name.read("en").replace("'", "’") in said
            assert not bound or "Under a service agreement: " in said


def test_a_direction_under_contract_is_only_named(story: Story) -> None:
    contract = next(one for one in story.contracts if one.reference == "CS-01")
    (file,) = interfaces(story, dossiers(story, [contract]), Words("fr"), ["docx"])
    said = word_text(file.content)
    assert "Déjà sous contrat de service : CS-01 en vigueur." in said
    assert "Rapport hebdomadaire des quantités vendues par produit" not in said
    assert file.path == "service-commercial--marketing.interface.fr.docx"


def test_what_was_negotiated_of_the_time_stands_there_already(story: Story) -> None:
    contract = next(one for one in story.contracts if one.reference == "CS-01")
    unsigned = tuple(
        replace(one, directions=tuple(replace(way, standings=()) for way in one.directions))
        for one in dossiers(story, [contract])
    )
    (file,) = interfaces(story, unsigned, Words("fr"), ["docx"])
    assert "tous les lundis avant 10 h 00" in word_text(file.content)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_framework_has_a_line_to_sign_for_each_client(language: str, story: Story) -> None:
    (word, paper) = frameworks(story, Words(language), ["docx", "pdf"])
    said = word_text(word.content)
    for client in ("gestion-des-contrats", "gestion-des-sinistres", "relation-societaires"):
        service = next(one for one in story.organisation.services if one.id == client)
        assert service.name.read(language) in said
    assert "CS-10" in said
    assert {"fr": "90 % dans les 4 heures ouvrées", "en": "90 % within 4 working hours"}[language] in said
    assert len(PdfReader(io.BytesIO(paper.content)).pages) == 1
    again = [file.content for file in frameworks(story, Words(language), ["docx", "pdf"])]
    assert again == [word.content, paper.content]


@pytest.mark.parametrize(
    ("words", "code", "names"),
    [
        (["contracts", "sheet"], 0, ["sales--stock.interface.en.docx"]),
        (["contracts", "sheet", "CS-01", "--format", "pdf"], 0, ["marketing--sales.interface.en.pdf"]),
        (["contracts", "sheet", "stock--accounting"], 0, ["stock--accounting.interface.en.docx"]),
        (["contracts", "sheet", "--framework"], 0, []),
        (["contracts", "sheet", "CS-99"], 2, []),
        (["contracts", "sheet", "--framework", "CS-01"], 2, []),
    ],
)
def test_the_command_writes_into_the_folder_asked_for(
    words: list[str], code: int, names: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert program(["-C", str(TINY), *words, "-o", str(tmp_path)]) == code
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    said = capsys.readouterr().out
    assert [line for line in said.split() if "interface" in line] == [(tmp_path / name).as_posix() for name in names]
    assert names or code or "No framework contract" in said
