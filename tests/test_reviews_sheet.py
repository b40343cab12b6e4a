"""The sheet for the next review meeting: what it looks at, what it asks, and that all three inks show the same."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from lxml import html as lxml_html
from pypdf import PdfReader
from word_text import word_text

from svcgraph import pipeline
from svcgraph.cli._program import program
from svcgraph.domain.contract import (
    Action,
    Approval,
    ClauseState,
    Contract,
    Criterion,
    Deliverable,
    Indicator,
    Objective,
    Party,
    Presence,
    Review,
    Status,
)
from svcgraph.domain.meetings import late, sheet_wanted, since_last
from svcgraph.domain.organisation import Organisation, Person
from svcgraph.domain.people import Directory
from svcgraph.domain.questions import Matter, questions
from svcgraph.domain.session import OpenPoint
from svcgraph.domain.text import Text
from svcgraph.i18n import Words
from svcgraph.outputs import reviews
from svcgraph.outputs._reviews import FORMATS, review_files, sheets
from svcgraph.renderers.html import html
from svcgraph.story import Story
from svcgraph.views.document import Cell, Document, Grid, Heading, Line, Paragraph, Row, Slot, SlotKind
from svcgraph.views.document import Words as Printed
from svcgraph.views.review import ReviewFile, review_document

TODAY = date(2026, 11, 16)
PLAIN = Contract(
    id="s--m",
    supplier=Party(service="s"),
    client=Party(service="m"),
    status=Status.ACTIVE,
    start=date(2026, 3, 1),
    end=date(2027, 3, 1),
    place_file="processes/contracts/s--m.yaml",
)


def planned(day: datetime | None, *held: date, missed: tuple[date, ...] = (), **changes: object) -> Contract:
    return replace(PLAIN, review=Review(next=day, held=held, missed=missed), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("contract", "wanted"),
    [
        (planned(datetime(2026, 12, 16, 9)), True),
        (planned(datetime(2026, 12, 17, 9)), False),
        (planned(datetime(2026, 11, 16, 9)), True),
        (planned(datetime(2026, 11, 10, 9)), True),  # overdue
        (planned(datetime(2026, 11, 10, 9), date(2026, 11, 10)), False),  # held
        (planned(None, missed=(date(2026, 10, 7),)), True),
        (planned(None), False),
        (planned(datetime(2026, 12, 1, 9), status=Status.SUSPENDED), False),
        (planned(datetime(2026, 12, 1, 9), end=date(2026, 11, 16)), False),
    ],
)
def test_build_makes_the_sheets_of_meetings_within_a_month_or_overdue(contract: Contract, wanted: bool) -> None:
    assert sheet_wanted(contract, TODAY) is wanted


def test_the_next_meeting_looks_back_to_the_day_of_the_last_one() -> None:
    held = planned(None, date(2026, 10, 12), date(2026, 11, 9), date(2026, 12, 14))
    since = since_last(held, TODAY)
    assert since is not None
    assert (since.first, since.last) == (date(2026, 11, 9), TODAY)
    begun = since_last(PLAIN, TODAY)
    assert begun is not None
    assert begun.first == PLAIN.start
    assert since_last(PLAIN, date(2026, 2, 1)) is None
    assert late(planned(datetime(2026, 11, 1, 9)).review, TODAY) is not None


def _full() -> Contract:
    def criterion(identity: str, text: str, keeper: str, **more: object) -> Criterion:
        indicator = Indicator(id=f"{identity}.i1", keeper=keeper, **more)  # type: ignore[arg-type]
        return Criterion(id=identity, text=Text(text), objective=Objective(text=Text(text)), indicator=indicator)

    kept = criterion("d1.c1", "tous les lundis avant 10 heures", "ann")
    unkept = criterion("d1.c2", "au plus 3 erreurs", "bob")
    built = criterion("d1.c3", "au plus 2 %", "", build_before=date(2026, 12, 1), build_by="ann")
    bare = Criterion(id="d1.c4", text=Text("clair"), indicator=Indicator(id="d1.c4.i1", keeper="ann"))
    return planned(
        None,
        missed=(date(2026, 10, 7),),
        end=date(2027, 1, 31),
        deliverables=(
            Deliverable(id="d1", name=Text("Rapport"), criteria=(kept, unkept, built, bare)),
            Deliverable(id="d2", name=Text("Avis"), state=ClauseState.PROPOSED),
            Deliverable(id="d3", name=Text("Note"), presence=Presence.VANISHED),
            Deliverable(id="d4", name=Text("Refusé"), state=ClauseState.DECLINED, presence=Presence.VANISHED),
        ),
        actions=(
            Action(id="p1", owner="ann", due=date(2026, 11, 1)),
            Action(id="p2", owner="bob", due=date(2026, 12, 1)),
            Action(id="p3", owner="", due=date(2026, 10, 1), status="done"),
        ),
        open_points=(OpenPoint(id="o1", point=Text("Qui paie ?"), owner="ann"),),
        approvals=(Approval(side="supplier", name="Ann Lee", date=date(2026, 2, 1), hash="0" * 64),),
    )


PEOPLE = Organisation(
    people=(Person(id="ann", name="Ann Lee"), Person(id="bob", name="Bob Ray", left=date(2026, 6, 1)))
)


def test_every_matter_is_asked_about_once_and_in_order() -> None:
    found = questions(_full(), (), Directory(PEOPLE, TODAY), TODAY)
    assert [(one.matter, one.element) for one in found] == [
        (Matter.NO_OBJECTIVE, "d1.c4"),
        (Matter.KEEPER, "d1.c2"),
        (Matter.OVERDUE_ACTION, "p1"),
        (Matter.UNOWNED_ACTION, "p2"),
        (Matter.VOID_APPROVAL, ""),
        (Matter.PROPOSED, "d2"),
        (Matter.VANISHED, "d3"),
        (Matter.OPEN_POINT, "o1"),
        (Matter.NOT_HELD, ""),
        (Matter.NO_NEXT, ""),
        (Matter.ENDING, ""),
    ]
    later = questions(_full(), (), Directory(PEOPLE, date(2026, 12, 1)), date(2026, 12, 1))
    assert (Matter.TO_BUILD, "d1.c3") in [(one.matter, one.element) for one in later]


@pytest.fixture(scope="module")
def story(sample_root: Path) -> Story:
    return pipeline.tell(sample_root)


def contract(story: Story, reference: str) -> Contract:
    return next(one for one in story.contracts if one.reference == reference)


def one_file(story: Story, contract: Contract) -> ReviewFile:
    return next(iter(review_files(story, (contract,))))


def document(story: Story, reference: str, language: str) -> Document:
    file = one_file(story, contract(story, reference))
    return review_document(file, story.organisation, story.graph, Words(language))


def _said(document: Document) -> list[str]:
    """All words of a document, as they are printed."""
    said = []
    for block in document.blocks:
        if isinstance(block, Heading):
            said.append(block.text)
            continue
        cells = [cell for row in block.rows for cell in row.cells] if isinstance(block, Grid) else []
        lines = [block.line] if isinstance(block, Paragraph) else [line for cell in cells for line in cell.lines]
        said += ["".join(getattr(piece, "text", "") for piece in line) for line in lines]
    return said


def printed(document: Document) -> str:
    return "\n".join(_said(document)).replace("\u00a0", " ").replace("\u202f", " ")


def test_the_sheet_of_the_weekly_report_says_what_the_meeting_is_about(story: Story) -> None:
    said = printed(document(story, "CS-01", "en"))
    assert "1. Results since the last meeting, 9 November 2026" in said
    assert "What the supplier owes: Sales – August to October 2026: not kept, 1 objective of 3" in said
    assert "What the client owes: Marketing – August to October 2026: kept" in said
    assert "8 of 11 (1 without a reading), 1 excused" in said
    assert "2/4 · 1 ?" in said
    assert "Objective 1.1 “every Monday before 10:00” is missed" in said
    assert "Under way, action 2 “Automate the sales extraction”." in said
    assert "Action 2, “Automate the sales extraction”, was due on 30 October 2026 (Frédéric Nguyen)." in said
    assert "which is not negotiated. Keep it, rename it, or decline it with a reason." in said
    assert "14 December 2026 at 11:00" in said
    assert "Appoint and train" not in said  # done before the last meeting


def test_the_french_sheet_is_set_for_print(story: Story) -> None:
    raw = document(story, "CS-01", "fr")
    said = printed(raw)
    assert "1. Résultats depuis la dernière réunion, le 9 novembre 2026" in said
    assert (
        "Objectif 1.1 « tous les lundis avant 10 h 00 » n’est pas atteint (8 sur 11 (1 sans relevé), 1 neutralisé"
        in said
    )
    assert "14 décembre 2026 à 11 h 00" in said
    assert not re.search(r"'| [;:?!%»]|« ", "\n".join(_said(raw)))


def test_a_measure_that_nobody_keeps_is_asked_about(story: Story) -> None:
    said = printed(document(story, "CS-10", "en"))
    assert "is not measured: no reading is known. Who keeps the indicator from now on?" in said
    assert "Yann Kerbrat, who keeps its indicator, left the organisation. Name another person." in said
    assert "1. Results since the last meeting, 21 July 2026" in said


def test_the_history_goes_back_before_the_version_in_force(story: Story) -> None:
    file = one_file(story, contract(story, "CS-04"))
    assert contract(story, "CS-04").start == date(2026, 7, 1)
    assert file.months is not None
    months = [month.first for month, _ in file.months.objectives[0].months]
    assert months == [date(2026, month, 1) for month in range(6, 12)]
    assert file.months.objectives[0].months[0][1].known == 1


def test_a_contract_that_is_not_in_force_is_not_judged(story: Story) -> None:
    draft = next(one for one in story.contracts if not one.place_file)
    made = review_document(one_file(story, draft), story.organisation, story.graph, Words("en"))
    assert "The agreement is not in force on this day: nothing is judged." in printed(made)
    assert "draft made by the tool" in printed(made)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_ink_shows_the_same_sheet(language: str, story: Story) -> None:
    one = contract(story, "CS-04")
    made = {Path(file.path).suffix: file.content for file in sheets(story, [one], Words(language))}
    again = {Path(file.path).suffix: file.content for file in sheets(story, [one], Words(language))}
    assert made == again
    assert set(made) == {f".{kind}" for kind in FORMATS}
    in_word = word_text(made[".docx"])
    reader = PdfReader(io.BytesIO(made[".pdf"]))
    in_pdf = _flat("".join(page.extract_text() for page in reader.pages))
    page = lxml_html.fromstring(made[".html"].decode())
    in_page = _flat(page.text_content())
    for action in one.actions[-1:]:
        words = _flat(action.action.read(language).replace("'", "’"))
        assert words in _flat(in_word)
        assert words in in_pdf
        assert words in in_page
    assert f"page{len(reader.pages)}/{len(reader.pages)}" in _flat(reader.pages[-1].extract_text())
    assert 1 <= len(reader.pages) <= 3


def _flat(text: str) -> str:
    return "".join(text.split())


NASTY = '</style></title><script>alert(1)</script>"\\\n\x00 ]]> <!--'


def _hostile() -> Document:
    words: Line = (Printed(text=NASTY, bold=True), Slot(id=NASTY, value=NASTY, label=NASTY))
    check: Line = (Slot(id="c", value="yes", label=NASTY, kind=SlotKind.CHECK), Slot(id="e", value=""))
    row = Row(cells=(Cell(lines=(words, check)), Cell(lines=(words,))))
    return Document(
        title=NASTY,
        language="fr",
        header=(NASTY, NASTY, NASTY),
        footer=NASTY,
        page="page {page} / {pages}",
        blocks=(
            Heading(text=NASTY, level=0),
            Paragraph(line=words),
            Grid(id=NASTY, widths=(100.0, 173.0), rows=(row,)),
        ),
        created=TODAY,
        across=NASTY,
    )


def test_a_page_runs_and_loads_nothing_whatever_is_in_it() -> None:
    made = html(_hostile()).decode()
    page = lxml_html.fromstring(made)
    assert page.get("lang") == "fr"
    assert page.xpath("//script | //link | //iframe | //a | //@onclick | //@href") == []
    assert [style.text for style in page.xpath("//style")] == [made.split("<style>")[1].split("</style>")[0]]
    assert "<script" not in made
    assert "\x00" not in made
    assert len(page.xpath("//td")) == 2
    assert "default-src 'none'" in made
    assert page.xpath("string(//title)").startswith("</style></title><script>")


def test_the_page_has_its_numbers_on_paper() -> None:
    made = html(replace(_hostile(), page="page {page} / {pages}")).decode()
    assert 'content: "page " counter(page) " / " counter(pages) ""' in made
    assert "size: A4 landscape" in made


def test_build_writes_the_sheets_that_are_due(story: Story) -> None:
    made = [file.path for file in reviews.files(story, Words("fr"))]
    wanted = [one.id for one in story.contracts if sheet_wanted(one, story.as_of)]
    assert sorted(made) == sorted(f"reviews/{one}.fr.{kind}" for one in wanted for kind in FORMATS)
    due = {one.reference for one in story.contracts if one.id in wanted}
    assert due == {"CS-01", "CS-04", "CS-07", "CS-09", "CS-10"}


@pytest.mark.parametrize(
    ("words", "code", "name"),
    [
        (["review", "CS-01"], 0, "sales--marketing.review.en.docx"),
        (["review", "sales--marketing", "--format", "html"], 0, "sales--marketing.review.en.html"),
        (["review", "CS-01", "-o", "next.pdf"], 0, "next.pdf"),
        (["--lang", "fr", "review", "CS-01", "-o", "next", "--format", "pdf"], 0, "next"),
        (["review", "CS-01", "-o", "next.txt"], 2, ""),
        (["review", "CS-99"], 2, ""),
    ],
)
def test_the_command_writes_one_file(
    words: list[str], code: int, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    workspace = Path(__file__).parent / "cli" / "workspace"
    assert program(["-C", str(workspace), *words]) == code
    assert [path.name for path in tmp_path.iterdir()] == ([name] if name else [])
