"""Excel forms: written, edited, saved by LibreOffice, read back; and files that are no forms."""

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from form_examples import DRAFT, ID, contract_of, edited, form_file, package_of, part, receive, received
from workbook_edits import Workbook

from svcgraph import pipeline
from svcgraph.cli._program import program
from svcgraph.domain.contract import ClauseState, Status
from svcgraph.domain.text import Text
from svcgraph.errors import Unreadable
from svcgraph.forms import fields
from svcgraph.forms._sheet_marks import LAYOUT
from svcgraph.forms._sheet_values import understood
from svcgraph.forms.apply import theirs
from svcgraph.forms.book import NAMES
from svcgraph.forms.readers import read
from svcgraph.i18n import Words
from svcgraph.intake.workbook import read_workbook
from svcgraph.outputs._forms import files
from svcgraph.renderers.workbook import xlsx
from svcgraph.store.contracts import parse_contract
from svcgraph.views.workbook import Box, Sheet, Strip
from svcgraph.views.workbook import Workbook as Neutral

ROOT = Path(__file__).parents[1]
SALES = "service-commercial--marketing"


@pytest.fixture(scope="module")
def story(sample_root):
    return pipeline.tell(sample_root, as_of=date(2026, 11, 16))


def excel(story, *of, **options):
    return form_file(story, "xlsx", *of, **options)


def came(story, data):
    return received(story, data, "form.xlsx")


def typed(data, **values):
    """The form with cells typed over: ``{"criteria/d1.c1": {"share": 0.98}}``, single places by their key."""
    book = Workbook(data)
    for mark, cells in values["cells"].items():
        page = book.page(mark)
        row = page.marked(mark)
        letters = page.letters(row)
        for key, value in cells.items() if isinstance(cells, dict) else (("value", cells),):
            page.put(row, letters[key], value)
    return book.saved()


def first(contract):
    return contract.deliverables[0].criteria[0]


# --- what is printed


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_form_read_back_untouched_is_the_contract(story, language):
    for contract in story.contracts[:: 9 if language == "en" else 7]:
        result = came(story, excel(story, contract.id, language))
        assert result.contract == contract
        assert result.notes == ()


def test_the_same_contract_gives_the_same_bytes(story):
    assert excel(story) == excel(story)


def test_the_sheets_of_the_outline_in_both_languages(story):
    french = [(one.name, one.visible) for one in read_workbook(excel(story), "f.xlsx").sheets]
    assert french == [
        ("Mode d’emploi", True),
        ("Contrat", True),
        ("Mise à plat", True),
        ("Engagements", True),
        ("Attentes", True),
        ("Points et actions", True),
        ("_id", False),
        ("Listes", False),
    ]
    english = [one.name for one in read_workbook(excel(story, language="en"), "f.xlsx").sheets]
    assert english[:3] == ["How to fill in", "Agreement", "Laid flat"]
    for words in (Words("fr"), Words("en")):
        names = [words(name) for name in NAMES.values()]
        assert [name for name in names if len(name) > 31 or re.search(r"[/\\?*:\[\]]", name)] == []


def sheet(data, number):
    return part(data, f"xl/worksheets/sheet{number}.xml")


def test_every_visible_sheet_is_locked_without_password_and_fit_for_paper(story):
    data = excel(story)
    for number in range(1, 7):
        xml = sheet(data, number)
        protection = re.search(r"<sheetProtection[^>]*>", xml)[0]
        assert "password" not in protection
        assert 'insertRows="0"' in protection
        paper = "8" if number == 4 else "9"  # 24 columns of criteria are too small on A4
        assert re.search(rf'<pageSetup paperSize="{paper}"[^>]* orientation="landscape"', xml)
        assert '<pageSetUpPr fitToPage="1"/>' in xml
        assert 'state="frozen"' in xml
        assert re.search(r'<col min="1" max="1" [^>]*hidden="1"', xml)
    assert part(data, "xl/workbook.xml").count("_xlnm.Print_Titles") == 4
    assert '<sheet name="_id" sheetId="7" state="veryHidden"' in part(data, "xl/workbook.xml")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_printed_word_of_the_criteria_is_broken_in_two(language):
    widths = dict(LAYOUT["criteria"])
    for field in fields.criteria(Words(language)):
        # headings are wrapped at spaces only; narrow letters let a fifth more of them in
        for word in field.label.split():
            assert len(word) <= 1.2 * widths.get(field.key, 99), (field.key, word)
        for choice in field.choices if field.key == "dimension" else ():
            assert len(choice.label) <= widths[field.key], choice


def test_dates_and_shares_are_numbers_and_text_stays_text(story):
    data = excel(story, SALES)
    styles = part(data, "xl/styles.xml")
    assert 'formatCode="dd/mm/yyyy"' in styles
    assert 'formatCode="0 %"' in styles
    assert 'formatCode="yyyy-mm-dd"' in part(excel(story, SALES, "en"), "xl/styles.xml")
    rows = {row[0]: row for one in read_workbook(data, "f.xlsx").sheets for row in one.rows if row}
    assert rows["start"][2] == contract_of(story, SALES).start.isoformat()


def test_lists_for_what_is_chosen_and_blank_rows_in_every_table(story):
    data = excel(story)
    commitments = sheet(data, 4)
    assert commitments.count('<dataValidation type="list"') >= 6
    assert 'type="date"' in commitments
    marks = [row[0] for one in read_workbook(data, "f.xlsx").sheets for row in one.rows if row]
    for table in ("criteria", "expectations", "points", "actions"):
        assert sum(mark.startswith(f"{table}/+") for mark in marks) >= 10


def test_a_draft_says_so_on_every_sheet_and_every_page(story):
    data = excel(story, DRAFT)
    shown = [one for one in read_workbook(data, "f.xlsx").sheets if one.visible]
    assert [one.name for one in shown if not one.rows[0][1].startswith("PROJET – à négocier")] == []
    for number in range(1, 7):
        assert "PROJET – à négocier" in re.search(r"<oddHeader>.*?</oddHeader>", sheet(data, number))[0]
        assert "&amp;P" in re.search(r"<oddFooter>.*?</oddFooter>", sheet(data, number))[0]


def test_a_name_like_a_formula_or_a_link_stays_text():
    strips = tuple(
        Strip(boxes=(Box(value="-"), Box(value=said))) for said in ("=cmd|' /C calc'!A1", "http://x.fr", "1.2")
    )
    book = Neutral(
        title="t",
        language="fr",
        created=date(2026, 11, 16),
        header=("50 & plus", f"{'x' * 73}&", "c"),
        footer="",
        page="{page}/{pages}",
        sheets=(Sheet(name="S", widths=(1, 9), strips=strips),),
    )
    data = xlsx(book)
    assert "<f>" not in sheet(data, 1)
    assert "hyperlink" not in sheet(data, 1)
    assert "50 &amp;&amp; plus" in sheet(data, 1)
    assert "x&amp;R" in sheet(data, 1)
    assert read_workbook(data, "s.xlsx").sheets[0].rows[2] == ("-", "1.2")


@pytest.mark.parametrize(
    ("objective", "share", "said"),
    [
        ("tous les lundis avant 10 heures", "", "tous les lundis avant 10\u00a0h\u00a000"),
        ("sous 2 jours ouvrés", "95", "sous 2 jours ouvrés, dans 95\u202f% des cas"),
        ("vite et bien", "", "Non compris comme délai"),
        ("", "95", ""),
    ],
)
def test_what_the_tool_understood_stands_beside_the_objective(objective, share, said):
    assert understood(objective, share, Words("fr")).startswith(said)
    assert bool(understood(objective, share, Words("fr"))) == bool(said)


# --- what is typed


@pytest.mark.parametrize(
    ("value", "share"),
    [
        (0.98, "98 %"),
        (98, "98 %"),
        ("98 %", "98 %"),
        ("98", "98 %"),
        ("97,5 %", "97.5 %"),
        ("0,98", "98 %"),
        (1, "100 %"),
    ],
)
def test_a_share_typed_as_a_number_or_as_text(story, value, share):
    result = came(story, typed(excel(story), cells={"criteria/d1.c1": {"share": value}}))
    assert first(result.contract).objective.share == share
    assert result.notes == ()


@pytest.mark.parametrize("value", [date(2027, 1, 4), 46391, "04/01/2027", "4 janvier 2027", "2027-01-04", "46391"])
def test_a_date_typed_as_a_date_a_number_or_as_text(story, value):
    result = came(story, typed(excel(story), cells={"revision": value}))
    assert result.contract.revision == date(2027, 1, 4)
    assert result.notes == ()


def test_an_hour_as_text_or_as_part_of_the_day(story):
    for value in ("17 h 30", "17:30", 17.5 / 24):
        result = came(story, typed(excel(story), cells={"rule.hour": value}))
        assert result.contract.counting.cut_off == "17:30"


def test_what_is_no_date_changes_nothing_and_is_quoted(story):
    result = came(story, typed(excel(story), cells={"revision": "bientôt"}))
    assert result.contract == contract_of(story)
    assert [dict(one.parameters)["text"] for one in result.notes] == ["bientôt"]


def test_a_number_with_a_french_comma_names_the_criterion(story):
    number = "1,1"
    data = typed(excel(story), cells={"expectations/+2": {"thing": "Un RIB", "excuses": number}})
    result = came(story, data)
    made = result.contract.expectations[-1]
    assert made.name.fr == "Un RIB"
    assert any(one.startswith(made.id) for one in first(result.contract).objective.depends_on)


def test_choices_ticks_and_single_places(story):
    data = typed(
        excel(story),
        cells={
            "criteria/d1.c1": {"answer": "d’accord si", "answer_text": "le RIB est joint", "dimension": "clarté"},
            "review.every": "tous les trimestres",
            "rule.start day": "",
            "lacking.2": "Le motif du rejet",
            "no_expectations": "oui",
        },
    )
    result = came(story, data)
    assert first(result.contract).answer.kind.value == "agreed if"
    assert first(result.contract).dimension.value == "clarity"
    assert result.contract.review.every.value == "quarterly"
    assert [one.value for one in result.contract.counting.struck] == ["start day"]
    assert [one.fr for one in result.contract.laid_flat.lacking] == ["Le motif du rejet"]
    assert result.contract.no_expectations


def test_a_decision_on_what_passes_today(story):
    contract = contract_of(story, DRAFT)
    clause = contract.deliverables[0].id
    result = came(
        story, typed(excel(story, DRAFT), cells={f"flat/{clause}": {"decision": "inutile", "remark": "double"}})
    )
    assert result.contract.deliverables[0].state is ClauseState.DECLINED
    assert result.contract.laid_flat.flows[0].remark.fr == "double"


# --- rows


def rows_of(book, mark):
    page = book.page(mark)
    row = page.marked(mark)
    return page, row, page.letters(row)


def test_a_blank_row_filled_in_and_a_row_added(story):
    book = Workbook(excel(story, SALES))
    page, row, letters = rows_of(book, "actions/+4")
    added = page.insert(row, like=row)
    page.put(added, letters["action"], "Ajoutée")
    page.put(row, letters["action"], "Vierge remplie")
    page.put(row, letters["due"], date(2027, 1, 4))
    result = came(story, book.saved())
    assert [(one.id, one.action.fr) for one in result.contract.actions[3:]] == [
        ("a5", "Ajoutée"),
        ("a4", "Vierge remplie"),
    ]
    assert result.contract.actions[4].due == date(2027, 1, 4)


def test_a_criterion_in_a_free_row_for_a_deliverable_that_is_there_or_new(story):
    book = Workbook(excel(story, SALES))
    page, row, letters = rows_of(book, "criteria/+")
    before = contract_of(story, SALES)
    for name, criterion in (
        (before.deliverables[1].name.fr, "Lisible"),
        ("Fichier des retours", "Complet"),
        ("", "Sans nom"),
    ):
        page.put(row, letters["deliverable"], name)
        page.put(row, letters["criterion"], criterion)
        row = row.getnext()
    page.put(row.getprevious().getprevious(), letters["form"], "CSV")
    result = came(story, book.saved()).contract
    assert [one.text.fr for one in result.deliverables[1].criteria][-1] == "Lisible"
    new = result.deliverables[-1]
    assert (new.name.fr, new.form.fr) == ("Fichier des retours", "CSV")
    assert [one.text.fr for one in new.criteria] == ["Complet", "Sans nom"]
    assert len(result.deliverables) == len(before.deliverables) + 1


@pytest.mark.parametrize("way", ["deleted", "emptied"])
def test_a_row_deleted_or_emptied_is_struck_and_said(story, way):
    book = Workbook(excel(story, SALES))
    page, row, letters = rows_of(book, "criteria/d1.c2")
    if way == "deleted":
        page.data.remove(row)
    else:
        for key in letters.keys() - {"number", "understood"}:
            page.put(row, letters[key], "")
    result = came(story, book.saved())
    before = contract_of(story, SALES)
    assert [one.id for one in result.contract.deliverables[0].criteria] == ["d1.c1", "d1.c3"]
    assert [one.code for one in result.notes] == ["deleted-in-form"]
    assert result.contract.deliverables[0].form == before.deliverables[0].form


def test_the_first_row_struck_keeps_the_deliverables_own_places(story):
    book = Workbook(excel(story, SALES))
    page, row, letters = rows_of(book, "criteria/d1.c1")
    for key in letters.keys() - {"number", "understood"}:
        page.put(row, letters[key], "")
    item = came(story, book.saved()).contract.deliverables[0]
    before = contract_of(story, SALES).deliverables[0]
    assert [one.id for one in item.criteria] == ["d1.c2", "d1.c3"]
    assert (item.form, item.channel, item.receiver) == (before.form, before.channel, before.receiver)


def test_rows_moved_keep_their_ids(story):
    book = Workbook(excel(story, SALES))
    page, row, _ = rows_of(book, "criteria/d1.c3")
    page.marked("criteria/d1.c1").addprevious(row)
    result = came(story, book.saved())
    assert [one.id for one in result.contract.deliverables[0].criteria] == ["d1.c3", "d1.c1", "d1.c2"]
    assert result.notes == ()


def test_rows_sorted_without_their_hidden_ids_are_known_by_their_numbers(story):
    book = Workbook(excel(story, SALES))
    page, row, _ = rows_of(book, "criteria/d1.c1")
    other = page.marked("criteria/d1.c2")
    for one, two in zip(list(row)[1:], list(other)[1:], strict=True):
        row.replace(one, two)
        other.insert(int(row.index(two)), one)
    result = came(story, book.saved())
    before = contract_of(story, SALES)
    assert [one.id for one in result.contract.deliverables[0].criteria] == ["d1.c2", "d1.c1", "d1.c3"]
    assert {one.id: one for one in result.contract.deliverables[0].criteria} == {
        one.id: one for one in before.deliverables[0].criteria
    }
    assert result.contract.deliverables[0].form == before.deliverables[0].form


def test_of_a_row_that_was_copied_the_first_keeps_the_id(story):
    book = Workbook(excel(story, SALES))
    page, row, letters = rows_of(book, "criteria/d1.c1")
    copied = page.copied(row, row.getnext())
    page.put(copied, letters["criterion"], "La copie")
    result = came(story, book.saved())
    before = contract_of(story, SALES)
    criteria = result.contract.deliverables[0].criteria
    assert [(one.id, one.text.fr) for one in criteria][:2] == [("d1.c1", first(before).text.fr), ("d1.c4", "La copie")]
    assert [one.code for one in result.notes] == ["row-twice"]


def test_a_row_pasted_over_another_changes_that_other(story):
    book = Workbook(excel(story, SALES))
    page, row, letters = rows_of(book, "criteria/d1.c1")
    other = page.marked("criteria/d1.c2")
    for letter in letters.values():
        page.put(other, letter, page.text(row, letter))
    result = came(story, book.saved()).contract
    assert [one.id for one in result.deliverables[0].criteria] == ["d1.c1", "d1.c2", "d1.c3"]
    assert result.deliverables[0].criteria[1].text.fr == first(result).text.fr


def test_a_deliverable_renamed_in_all_its_rows_and_a_criterion_moved_to_another(story):
    before = contract_of(story, SALES)
    names = {f"criteria/d1.c{number}": {"deliverable": "Rapport du lundi"} for number in (1, 2, 3)}
    renamed = came(story, typed(excel(story, SALES), cells=names)).contract
    assert renamed.deliverables[0].name.fr == "Rapport du lundi"
    assert [one.id for one in renamed.deliverables] == [one.id for one in before.deliverables]
    target = before.deliverables[1].name.fr
    result = came(story, typed(excel(story, SALES), cells={"criteria/d1.c2": {"deliverable": target}}))
    assert [one.text for one in result.contract.deliverables[1].criteria] == [before.deliverables[0].criteria[1].text]
    assert "criterion-moved" in {one.code for one in result.notes}


def test_a_deliverable_written_in_capitals_is_renamed(story):
    result = came(
        story, typed(excel(story, SALES), cells={"criteria/d1.c2": {"deliverable": "RAPPORT HEBDO"}})
    ).contract
    assert result.deliverables[-1].name.fr == "RAPPORT HEBDO"
    before = contract_of(story, SALES).deliverables[0]
    capitals = before.name.fr.upper()
    result = came(story, typed(excel(story, SALES), cells={"criteria/d1.c2": {"deliverable": capitals}})).contract
    assert result.deliverables[0].name.fr == capitals
    assert [one.id for one in result.deliverables[0].criteria] == [one.id for one in before.criteria]


ODD = ("x " * 20_000, "a\x07b", "  =1+1", "-", "…", "line\nline", "_x0041_", "0123", "98 %", "« q » : ok ?", "oui")


@pytest.mark.parametrize("text", ODD, ids=lambda text: repr(text[:9]))
def test_odd_texts_in_a_contract_are_no_edits(story, text):
    contract = contract_of(story, SALES)
    item = contract.deliverables[0]
    said = Text(text, text)
    changed = replace(
        item.criteria[0], text=said, objective=replace(item.criteria[0].objective, text=said, share=text[:9])
    )
    item = replace(item, name=said, form=said, criteria=(changed, *item.criteria[1:]))
    odd = replace(contract, title=said, escalation=said, deliverables=(item, *contract.deliverables[1:]))
    (file,) = files(story, odd, Words("fr"), ("xlsx",))
    result = came(story, file.content)
    assert result.contract == odd
    assert result.notes == ()


def test_a_name_in_one_row_of_several_is_a_new_deliverable(story):
    before = contract_of(story, SALES)
    result = came(story, typed(excel(story, SALES), cells={"criteria/d1.c2": {"deliverable": "À part"}})).contract
    assert [one.name.fr for one in result.deliverables] == [*(one.name.fr for one in before.deliverables), "À part"]
    assert [one.text for one in result.deliverables[-1].criteria] == [before.deliverables[0].criteria[1].text]


def test_a_deliverable_that_no_row_names_any_more_is_gone(story):
    book = Workbook(excel(story, SALES))
    page = book.page("criteria/+2.1")
    for mark in ("criteria/+2.1", "criteria/+2.2"):
        page.data.remove(page.marked(mark))
    result = came(story, book.saved())
    assert [one.id for one in result.contract.deliverables if one.state is not ClauseState.DECLINED] == ["d1"]
    assert "deleted-in-form" in {one.code for one in result.notes}


def test_two_forms_written_for_one_deliverable_are_said(story):
    data = typed(excel(story, SALES), cells={"criteria/d1.c1": {"form": "PDF"}, "criteria/d1.c2": {"form": "CSV"}})
    result = came(story, data)
    assert result.contract.deliverables[0].form.fr == "PDF"
    assert [one.code for one in result.notes] == ["two-values"]


def test_an_id_that_was_never_printed_is_new_and_said(story):
    data = typed(excel(story, SALES), cells={"actions/p2": {"number": "9"}})
    changed = edited(data, lambda xml: xml.replace("actions/p2", "actions/p9"), "xl/sharedStrings.xml")
    result = came(story, changed)
    assert {"unknown-row", "deleted-in-form"} == {one.code for one in result.notes}
    assert len(result.contract.actions) == 3


# --- what people do to a workbook beside filling it in


def test_what_stands_where_no_place_is_is_quoted(story):
    book = Workbook(excel(story))
    page = book.pages["Engagements"]
    page.put(page.marked("criteria/d1.c1"), "AB", "et aussi ceci")
    page.put(page.rows[1], "Z", "en marge")
    agreement = book.pages["Contrat"]
    agreement.put(agreement.marked("start"), "F", "à revoir")
    guide = book.pages["Mode d’emploi"]
    added = guide.insert(guide.rows[-1], like=guide.rows[-1])
    guide.put(added, "C", "noté là")
    flat = book.pages["Mise à plat"]
    row = next(one for one in flat.rows if flat.text(one, "A").startswith("flat/"))
    new = flat.insert(row, like=row)
    flat.put(new, "C", "ce que la carte ne montre pas")
    result = came(story, book.saved())
    assert result.contract == contract_of(story)
    quoted = {dict(one.parameters)["text"] for one in result.notes}
    assert quoted == {"et aussi ceci", "en marge", "à revoir", "noté là", "ce que la carte ne montre pas"}


def test_a_sheet_that_is_gone_changes_nothing_and_is_said(story):
    book = Workbook(excel(story))
    page = book.pages["Engagements"]
    for row in page.rows:
        page.data.remove(row)
    result = came(story, book.saved())
    assert result.contract == contract_of(story)
    assert [one.code for one in result.notes] == ["table-missing"]


def test_a_sheet_copied_within_the_workbook_is_not_read_twice(story):
    data = excel(story)
    book = Workbook(data)
    source, target = book.pages["Points et actions"], book.pages["Attentes"]
    for row in target.rows:
        target.data.remove(row)
    for row in source.rows:
        target.data.append(row.__copy__())
    result = came(story, book.saved())
    assert {"sheet-twice", "table-missing"} <= {one.code for one in result.notes}
    assert result.contract.actions == contract_of(story).actions


def test_a_place_that_stands_twice_counts_where_it_is_first(story):
    book = Workbook(typed(excel(story), cells={"start": date(2027, 1, 4)}))
    page = book.pages["Contrat"]
    row = page.marked("start")
    copied = page.copied(row, row.getnext())
    page.put(copied, "C", date(2027, 2, 1))
    result = came(story, book.saved())
    assert result.contract.start == date(2027, 1, 4)
    assert [one.code for one in result.notes] == ["place-twice"]


def test_a_column_put_before_the_ids_is_no_harm(story):
    def shifted(xml):
        letters = lambda found: f'r="{chr(ord(found[1]) + 1)}{found[2]}"'  # noqa: E731
        return re.sub(r'r="([A-D])(\d+)"', letters, xml)

    data = edited(typed(excel(story), cells={"start": date(2027, 1, 4)}), shifted, "xl/worksheets/sheet2.xml")
    assert came(story, data).contract.start == date(2027, 1, 4)


STRINGS = "xl/sharedStrings.xml"
DAMAGES = {
    "cut short": (lambda data: data[: len(data) // 2], "damaged"),
    "no zip": (lambda _: b"not a zip", "damaged"),
    "another workbook": (lambda _: package_of("xl/other.xml", "<a/>"), "damaged"),
    "bomb": (lambda _: package_of("xl/workbook.xml", b" " * 60_000_000), "unpacks"),
    "far cell": (
        lambda data: edited(data, lambda xml: xml.replace('r="A1"', 'r="XFD1048576"'), "xl/worksheets/sheet7.xml"),
        "reaches over",
    ),
    "no base": (
        lambda data: edited(data, lambda xml: xml.replace("svcgraph-form:", "svcgraph"), STRINGS),
        "has lost what it was made from",
    ),
    "base changed": (
        lambda data: edited(data, lambda xml: re.sub(r"(svcgraph-form:1:\w+:.{20})..", r"\1AA", xml), STRINGS),
        "damaged",
    ),
    "newer": (
        lambda data: edited(data, lambda xml: xml.replace("svcgraph-form:1:", "svcgraph-form:9:"), STRINGS),
        "newer svcgraph",
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_no_form_is_refused_with_its_reason(story, damage):
    broken, reason = DAMAGES[damage]
    with pytest.raises(Unreadable, match=reason):
        read(broken(excel(story)), "form.xlsx", story.workspace.settings.workspace)


def test_more_rows_than_any_contract_has_are_refused(story):
    book = Workbook(excel(story))
    page, row, letters = rows_of(book, "actions/+2")
    page.put(row, letters["action"], "encore")
    for _ in range(2_000):
        page.data.append(row.__copy__())
    with pytest.raises(Unreadable, match="more than 2000 filled rows"):
        came(story, book.saved())


def test_a_form_of_another_workspace_is_refused(story):
    with pytest.raises(Unreadable, match="another workspace"):
        read(excel(story), "form.xlsx", "w")


# --- from the command line


@pytest.fixture
def workspace(sample_root, tmp_path):
    shutil.copytree(sample_root / "processes", tmp_path / "processes")
    shutil.copy(sample_root / "svcgraph.yaml", tmp_path)
    return tmp_path


def test_the_command_prints_a_workbook_and_no_clean_one(workspace, capfd):
    words = ["contracts", "form", "-C", str(workspace), "--lang", "fr", "--format", "xlsx"]
    assert program([*words, "CS-01"]) == 0
    assert f"outputs/forms/{SALES}.fr.xlsx" in capfd.readouterr().out
    assert (workspace / f"outputs/forms/{SALES}.fr.xlsx").read_bytes()[:2] == b"PK"
    assert program([*words, "--clean", "CS-01"]) == 2


def test_receive_writes_a_draft_filled_in_with_excel(workspace, story, capfd):
    path = workspace / "form.xlsx"
    data = typed(excel(story, DRAFT), cells={"effect_of_loss": "plus rien", "criteria/+1.1": {"criterion": "Complet"}})
    path.write_bytes(data)
    assert receive(workspace, path) == 0
    assert "Nothing was written" in capfd.readouterr().out
    assert receive(workspace, path, "--yes") == 0
    held = (workspace / f"processes/contracts/{DRAFT}.yaml").read_bytes()
    contract, faults = parse_contract(held, f"{DRAFT}.yaml")
    assert faults == ()
    assert contract.status is Status.NEGOTIATION
    assert contract.effect_of_loss.fr == "plus rien"
    assert [one.text.fr for one in contract.deliverables[0].criteria] == ["Complet"]
    assert receive(workspace, path, "--yes") == 0
    assert (workspace / f"processes/contracts/{DRAFT}.yaml").read_bytes() == held


def test_a_form_on_an_older_base_is_merged_and_conflicts_are_named(workspace, story, capfd):
    target = workspace / "processes" / "contracts" / f"{ID}.yaml"
    for name, cells in (
        ("first", {"criteria/d1.c1": {"criterion": "Virement émis tôt"}}),
        ("second", {"criteria/d1.c1": {"alert": "90 %"}}),
        ("third", {"criteria/d1.c1": {"criterion": "Virement émis à temps"}}),
    ):
        (workspace / f"{name}.xlsx").write_bytes(typed(excel(story), cells=cells))
    assert receive(workspace, workspace / "first.xlsx", workspace / "second.xlsx", "--yes") == 0
    merged = target.read_text(encoding="utf-8")
    assert "Virement émis tôt" in merged
    assert "90 %" in merged
    capfd.readouterr()
    assert receive(workspace, workspace / "third.xlsx", "--yes") == 1
    assert "conflict, not settled: d1.c1.text" in capfd.readouterr().out
    assert target.read_text(encoding="utf-8") == merged


def test_random_edits_come_back_as_made(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT))
    from bench.workbooks import BENCH

    wrong, kinds = BENCH.run(6, 6, tmp_path, office=False)
    assert wrong == []
    assert kinds.total() > 10


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice Calc is not installed: make system")
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_form_saved_by_libreoffice_comes_back_as_edited(story, tmp_path, kind):
    cells = {"criteria/d1.c1": {"share": 0.9, "criterion": "À l’heure"}, "revision": date(2027, 1, 4)}
    (tmp_path / "form.xlsx").write_bytes(typed(excel(story), cells=cells))
    (tmp_path / "same.xlsx").write_bytes(excel(story, SALES, "en"))
    home = f"-env:UserInstallation=file://{tmp_path.as_posix()}/office"
    command = ["soffice", home, "--headless", "--convert-to", kind, "--outdir", "out", "form.xlsx", "same.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=300)
    form, same = (
        theirs(
            read(
                (tmp_path / "out" / f"{name}.{kind}").read_bytes(), f"{name}.{kind}", story.workspace.settings.workspace
            ),
            story.organisation,
        )
        for name in ("form", "same")
    )
    assert first(form.contract).objective.share == "90 %"
    assert first(form.contract).text.fr == "À l’heure"
    assert form.contract.revision == date(2027, 1, 4)
    assert same.contract == contract_of(story, SALES)
    assert same.notes == ()
