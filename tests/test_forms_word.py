"""Word forms: written, edited, saved by LibreOffice, read back; and files that are no forms."""

import re
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from form_examples import BODY, DRAFT, ID, contract_of, edited, form_file, package_of, part, receive, received
from walk_through import fill_in

from svcgraph import pipeline
from svcgraph.domain.contract import Status
from svcgraph.domain.organisation import Frequency
from svcgraph.errors import Unreadable
from svcgraph.forms.readers import read
from svcgraph.forms.readers.word import STRAY
from svcgraph.i18n import Words
from svcgraph.outputs._forms import files
from svcgraph.store.contracts import parse_contract
from svcgraph.views.document_marks import bookmark, unbookmarked

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def story(sample_root):
    return pipeline.tell(sample_root, as_of=date(2026, 11, 16))


def word(story, *of, **options):
    return form_file(story, "docx", *of, **options)


def came(story, data):
    return received(story, data, "form.docx")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_form_read_back_untouched_is_the_contract(story, language):
    for contract in story.contracts[::6]:
        result = came(story, word(story, contract.id, language))
        assert result.contract == contract
        assert result.notes == ()


def test_the_same_contract_gives_the_same_bytes(story):
    assert word(story) == word(story)
    pdf, again = (next(iter(files(story, contract_of(story), Words("fr"), ("pdf",)))).content for _ in range(2))
    assert pdf == again
    assert pdf.startswith(b"%PDF-")


def test_every_place_has_a_bookmark_that_word_takes(story):
    body = part(word(story))
    names = re.findall(r'<w:bookmarkStart w:id="\d+" w:name="([^"]*)"', body)
    tags = re.findall(r'<w:tag w:val="([^"]*)"', body)
    assert max(Counter(names).values()) == 1
    assert [name for name in names if not re.fullmatch(r"[A-Za-z]\w{0,39}", name)] == []
    assert [unbookmarked(name) for name in names] == tags
    assert bookmark("c/d1.c1/answer=agreed if") == "f_c_sd1_dc1_sanswer_eagreed_bif"


def test_the_clean_copy_has_no_places_and_no_answers(story):
    body = part(word(story, clean=True))
    assert [said for said in ("<w:sdt>", "……", "Réponse du fournisseur") if said in body] == []
    assert [said for said in ("Pour le client", "Virement émis vite") if said not in body] == []


def test_draft_is_written_across_a_draft_only(story):
    headers = [part(word(story, one), "word/header1.xml") for one in (DRAFT, ID)]
    assert ['string="PROJET"' in header for header in headers] == [True, False]


def test_optional_clauses_only_where_asked(story):
    said = [part(word(story, legal=legal)) for legal in (True, False)]
    assert ["Annexe C" in body for body in said] == [True, False]


def test_text_between_the_tables_is_quoted_and_not_taken_over(story):
    stray = "<w:p><w:r><w:t>Et aussi ceci</w:t></w:r></w:p><w:sectPr>"
    result = came(story, edited(word(story), lambda body: body.replace("<w:sectPr>", stray)))
    assert result.contract == contract_of(story)
    assert [(note.message, dict(note.parameters)["text"]) for note in result.notes] == [(STRAY, "Et aussi ceci")]


def test_tracked_changes_count_and_are_said(story):
    before = '<w:r><w:t xml:space="preserve">Virement émis vite</w:t></w:r>'
    after = (
        '<w:del w:id="1" w:author="x"><w:r><w:delText>Virement émis vite</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="x"><w:r><w:t>Virement émis tôt</w:t></w:r></w:ins>'
    )
    result = came(story, edited(word(story), lambda body: body.replace(before, after)))
    assert result.contract.deliverables[0].criteria[0].text.fr == "Virement émis tôt"
    assert [note.code for note in result.notes] == ["unaccepted-changes"]


def test_two_boxes_ticked_for_one_answer_change_nothing_and_are_said(story):
    result = came(story, edited(word(story), lambda body: body.replace("☐", "☒")))
    assert {one.answer for item in result.contract.deliverables for one in item.criteria} == {None}
    assert "not-read" in {note.code for note in result.notes}


DAMAGES = {
    "cut short": (lambda data: data[: len(data) // 2], "damaged"),
    "no zip": (lambda _: b"not a zip", "damaged"),
    "no document": (lambda _: package_of("word/other.xml", "<a/>"), "damaged"),
    "bomb": (lambda _: package_of(BODY, b" " * 60_000_000), "unpacks"),
    "deep": (lambda data: edited(data, lambda _: "<a>" * 100_000 + "</a>" * 100_000), "inside each other"),
    "no base": (
        lambda data: edited(data, lambda _: "<form/>", "customXml/item1.xml"),
        "has lost what it was made from",
    ),
    "base changed": (
        lambda data: edited(data, lambda text: text.replace("</form>", "A</form>"), "customXml/item1.xml"),
        "damaged",
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_no_form_is_refused_with_its_reason(story, damage):
    broken, reason = DAMAGES[damage]
    with pytest.raises(Unreadable, match=reason):
        read(broken(word(story)), "form.docx", story.workspace.settings.workspace)


def test_other_files_and_other_workspaces_are_refused(story):
    with pytest.raises(Unreadable, match="are not forms"):
        read(b"", "form.odt", "w")
    with pytest.raises(Unreadable, match="another workspace"):
        read(word(story), "form.docx", "w")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice Writer is not installed: make system")
def test_forms_edited_and_saved_by_libreoffice_come_back_as_edited(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT))
    from bench.forms import BENCH

    wrong, kinds = BENCH.run(6, 3, tmp_path)
    assert wrong == []
    assert kinds.total() > 10


@pytest.fixture
def workspace(sample_root, tmp_path):
    shutil.copytree(sample_root / "processes", tmp_path / "processes")
    shutil.copy(sample_root / "svcgraph.yaml", tmp_path)
    return tmp_path


def saved(workspace, story, name, after):
    path = workspace / name
    path.write_bytes(edited(word(story), lambda body: body.replace(">Virement émis vite<", f">{after}<", 1)))
    return path


def test_receive_says_first_and_writes_with_yes_keeping_comments(workspace, story, capfd):
    target = workspace / "processes" / "contracts" / f"{ID}.yaml"
    before = target.read_text(encoding="utf-8")
    path = saved(workspace, story, "form.docx", "Virement émis tôt")
    assert receive(workspace, path) == 0
    assert "Nothing was written" in capfd.readouterr().out
    assert target.read_text(encoding="utf-8") == before
    assert receive(workspace, path, "--yes") == 0
    assert "d1.c1" in capfd.readouterr().out
    after = target.read_text(encoding="utf-8")
    assert "Virement émis tôt" in after
    assert "# Ce qui est remis, critère par critère" in after
    assert receive(workspace, path, "--yes") == 0
    assert target.read_text(encoding="utf-8") == after


def test_a_draft_is_adopted_and_in_negotiation(workspace, story, capfd):
    path = workspace / "form.docx"
    place = re.compile(r'(<w:tag w:val="effect_of_loss"/>.*?<w:t[^>]*>)……', re.DOTALL)
    path.write_bytes(edited(word(story, DRAFT), lambda body: place.sub(r"\1plus rien", body, count=1)))
    assert receive(workspace, path, "--yes") == 0
    assert "adopted" in capfd.readouterr().out
    contract, faults = parse_contract((workspace / f"processes/contracts/{DRAFT}.yaml").read_bytes(), f"{DRAFT}.yaml")
    assert faults == ()
    assert contract.status is Status.NEGOTIATION
    assert contract.effect_of_loss.fr == "plus rien"
    assert len(contract.deliverables) == len(contract_of(story, DRAFT).deliverables)


def test_a_conflict_writes_nothing_until_it_is_settled(workspace, story, capfd):
    first = saved(workspace, story, "first.docx", "Virement émis tôt")
    second = saved(workspace, story, "second.docx", "Virement émis à temps")
    target = workspace / "processes" / "contracts" / f"{ID}.yaml"
    assert receive(workspace, first, second, "--yes") == 1
    assert "conflict, not settled: d1.c1.text" in capfd.readouterr().out
    assert "émis à temps" not in target.read_text(encoding="utf-8")
    assert receive(workspace, second, "--yes", "--settle", "d1.c1.text=theirs") == 0
    assert "Virement émis à temps" in target.read_text(encoding="utf-8")


def test_one_bad_file_does_not_stop_the_others(workspace, story, capfd):
    (workspace / "bad.docx").write_bytes(b"no")
    good = saved(workspace, story, "good.docx", "Virement émis tôt")
    assert receive(workspace, workspace / "bad.docx", workspace / "none.docx", good, "--yes") == 3
    captured = capfd.readouterr()
    assert "damaged" in captured.err
    assert "none.docx" in captured.err
    assert "d1.c1" in captured.out


def test_what_a_head_of_service_types_is_understood_or_said_while_they_sit_at_the_table(workspace, story, capfd):
    path = workspace / "form.docx"
    path.write_bytes(word(story, DRAFT))
    typed = {
        "f/d1/decision=contract": "x",
        "c/+1.1/criterion": "Juste",
        "c/+1.1/objective": "le moins d’erreurs possible",
        "c/+1.1/indicator": "Erreurs signalées",
        "c/+1.1/frequency": "tous les mois",
        "c/+1.1/keeper": "theo masson",
        "review.participants": "Thomas Weber, Julien Roche",
        "end": "30/11/2027",
    }
    fill_in(path, typed)
    assert receive(workspace, path, "--yes") == 0
    said = capfd.readouterr().out
    assert "the objective “le moins d’erreurs possible” cannot be measured as it is written" in said
    assert "In force until: was empty, now “30 November 2027”" in said
    contract, _ = parse_contract((workspace / f"processes/contracts/{DRAFT}.yaml").read_bytes(), f"{DRAFT}.yaml")
    assert contract.end == date(2027, 12, 1)
    assert contract.review.participants == ("thomas-weber", "julien-roche")
    (indicator,) = (one.indicator for item in contract.deliverables for one in item.criteria if one.indicator)
    assert (indicator.frequency, indicator.keeper) == (Frequency.MONTHLY, "theo-masson")
