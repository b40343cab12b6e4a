"""The neutral form: what is printed of a contract, and what comes back as edits (no Word, no Excel)."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from form_examples import contract_of

from svcgraph import pipeline
from svcgraph.domain.contract import ClauseState
from svcgraph.domain.fingerprint import fingerprint
from svcgraph.domain.session import AnswerKind, CountingRule, FlowDecision
from svcgraph.domain.text import Text
from svcgraph.errors import Unreadable
from svcgraph.forms.answers import Answers, RowAnswer, TableAnswers
from svcgraph.forms.apply import theirs
from svcgraph.forms.base import packed, pieces, single, unpacked
from svcgraph.forms.fill import form_of
from svcgraph.forms.values import shown
from svcgraph.i18n import Words


@pytest.fixture(scope="module")
def story(sample_root):
    return pipeline.tell(sample_root, as_of=date(2026, 11, 16))


def printed(story, contract, language="fr", workspace="w"):
    return form_of(
        contract,
        story.organisation,
        story.graph,
        Words(language),
        workspace=workspace,
        as_of=story.as_of,
        fingerprint=fingerprint(contract),
    )


def answered(form, *, places=(), cells=(), new=(), gone=(), first=()):
    """The form as it comes back: places and cells (``table/row/column``) written over, rows added, taken out, moved."""
    words, places, cells = Words(form.head.language), dict(places), dict(cells)
    base = unpacked(form.base, "form.docx")
    said = tuple((one.field.key, places.get(one.field.key, shown(one.value, one.field, words))) for one in form.places)
    tables = []
    for table in form.tables:
        rows = [
            RowAnswer(
                id=row.id,
                cells=tuple(
                    (column.key, cells.get(f"{table.id}/{row.id}/{column.key}", shown(value, column, words)))
                    for column, value in zip(table.columns, row.values, strict=True)
                ),
            )
            for row in table.rows
            if f"{table.id}/{row.id}" not in gone
        ]
        rows += [RowAnswer(id="", cells=tuple(row.items())) for name, row in new if name == table.id]
        rows.sort(key=lambda row: f"{table.id}/{row.id}" not in first)
        tables.append(TableAnswers(id=table.id, rows=tuple(rows)))
    return Answers(base=base, places=said, tables=tuple(tables))


def received(story, form, **edits):
    return theirs(answered(form, **edits), story.organisation, file="form.docx")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_form_that_nobody_touched_changes_nothing(story, language):
    for contract in story.contracts:
        result = received(story, printed(story, contract, language))
        assert result.contract == contract
        assert result.notes == ()


def test_single_places_come_back(story):
    form = printed(story, contract_of(story))
    result = received(
        story,
        form,
        places={
            "effect_of_loss": "les paiements s'arrêtent",
            "client.deputy": "Quentin Rey",
            "supplier.present": "Gérard Pons ; Une Inconnue",
            "review.every": "tous les mois",
            "review.day": "16 novembre 2026",
            "end": "31/12/2027",
            "rule.excused": "☐",
            "rule.hour": "16 h 30",
            "lacking.2": "le tarif",
            "agreement": "accord sauf points du § 7",
        }.items(),
    )
    contract = result.contract
    assert contract.effect_of_loss == Text("les paiements s'arrêtent", "les paiements s'arrêtent")
    assert contract.client.deputy == "quentin-rey"
    assert contract.supplier.present == ("gerard-pons", "Une Inconnue")
    assert contract.review.next == datetime(2026, 11, 16, 14)
    assert contract.end == date(2028, 1, 1)
    assert contract.counting.struck == (CountingRule.EXCUSED,)
    assert contract.counting.cut_off == "16:30"
    assert contract.laid_flat.lacking == (Text("le tarif", "le tarif"),)
    assert result.notes == () or all("review" not in note.message for note in result.notes)


def test_an_edit_in_one_language_keeps_the_other_and_marks_it_stale(story):
    form = printed(story, contract_of(story))
    result = received(story, form, cells={"criteria/d1.c1/objective": "95 % sous 1 jour ouvré"}.items())
    text = result.contract.deliverables[0].criteria[0].objective.text
    assert text == Text("95 % sous 1 jour ouvré", "95 % within 2 working days", "en")


def test_new_rows_get_the_number_printed_beside_them_and_hang_together(story):
    form = printed(story, contract_of(story))
    assert form.table("criteria").blank == ("2.2", "3.1", "3.2")
    new = (
        ("criteria", {"number": "1.3", "criterion": "Lisible", "answer": "d'accord si", "answer_expectation": "3"}),
        ("deliverables", {"number": "3", "name": "Relevé"}),
        ("criteria", {"deliverable": "3", "number": "3.1", "criterion": "À temps", "key": "☒"}),
        ("expectations", {"number": "3", "thing": "Préavis", "objective": "sous 2 jours ouvrés", "excuses": "3.1"}),
        ("points", {"number": "1", "point": "Qui paie ?", "owner": "Samira Belkacem", "due": "01/12/2026"}),
        ("actions", {"number": "1", "action": "Former", "due": "1er décembre 2026", "objective": "1.3"}),
    )
    contract = received(story, form, new=new).contract
    added = contract.deliverables[0].criteria[2]
    assert (added.id, added.text.fr, added.answer.kind, added.answer.expectation) == (
        "d1.c3",
        "Lisible",
        AnswerKind.AGREED_IF,
        "e3",
    )
    assert [item.id for item in contract.deliverables] == ["d1", "d2", "d3"]
    assert contract.deliverables[2].criteria[0].objective.key
    assert contract.deliverables[2].criteria[0].objective.depends_on == ("e3.c1",)
    assert [item.id for item in contract.expectations] == ["e1", "e3"]
    assert contract.open_points[0].owner == "samira-belkacem"
    assert contract.open_points[0].due == contract.actions[0].due == date(2026, 12, 1)
    assert contract.actions[0].objective == "d1.c3"


def test_deleted_rows_go_and_are_named_moved_rows_only_change_the_order(story):
    form = printed(story, contract_of(story))
    result = received(story, form, gone={"criteria/d1.c2"}, first={"deliverables/d2"})
    contract = result.contract
    assert [item.id for item in contract.deliverables] == ["d2", "d1"]
    assert [one.id for one in contract.deliverables[1].criteria] == ["d1.c1"]
    assert [dict(note.parameters) for note in result.notes] == [{"what": "Sans erreur de virement"}]


def test_decisions_of_the_client_on_what_the_map_shows(story):
    contract = next(
        one for one in story.contracts if len([i for i in one.deliverables if i.state is ClauseState.OBSERVED]) >= 3
    )
    first, second, third, *_ = (item.id for item in contract.deliverables)
    form = printed(story, contract)
    cells = {
        f"flat/{first}/decision": "à contractualiser",
        f"flat/{second}/decision": "à regrouper avec n°",
        f"flat/{second}/group_with": first[1:],
        f"flat/{third}/decision": "inutile",
        f"flat/{third}/remark": "double emploi",
    }
    changed = received(story, form, cells=cells.items()).contract
    states = {item.id: item for item in changed.deliverables}
    assert states[first].state is ClauseState.NEGOTIATED
    assert set(contract.deliverables[1].from_map) <= set(states[first].from_map)
    assert states[second].state is states[third].state is ClauseState.DECLINED
    assert {flow.decision for flow in changed.laid_flat.flows} == {
        FlowDecision.CONTRACT,
        FlowDecision.GROUP,
        FlowDecision.NOT_NEEDED,
    }
    assert received(story, printed(story, changed)).contract == changed


def test_what_is_no_date_changes_nothing_and_is_quoted(story):
    form = printed(story, contract_of(story))
    result = received(story, form, places={"start": "au printemps"}.items())
    assert result.contract == contract_of(story)
    (note,) = result.notes
    assert dict(note.parameters)["text"] == "au printemps"


def test_a_row_copied_in_the_file_is_a_new_clause(story):
    answers = answered(printed(story, contract_of(story)))
    criteria = next(table for table in answers.tables if table.id == "criteria")
    twice = replace(criteria, rows=(criteria.rows[0], *criteria.rows))
    tables = tuple(twice if table.id == "criteria" else table for table in answers.tables)
    result = theirs(replace(answers, tables=tables), story.organisation)
    assert [one.id for one in result.contract.deliverables[0].criteria] == ["d1.c1", "d1.c3", "d1.c2"]
    assert [note.code for note in result.notes] == ["row-twice"]


def test_the_base_survives_cutting_and_white_space_and_nothing_else(story):
    line = printed(story, contract_of(story)).base
    assert packed(unpacked("\n".join(pieces(line)) + "\n", "f", workspace="w")) == line
    assert single(("", line, line + "\n"), "f") == line


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("", "form-without-base"),
        ("svcgraph-form:1:00:AAAA", "damaged-form"),
        ("svcgraph-form:99:00:AAAA", "newer-form"),
        ("hello", "form-without-base"),
    ],
)
def test_a_base_that_is_none_is_refused_with_its_reason(line, code):
    with pytest.raises(Unreadable) as refused:
        unpacked(line, "f")
    assert [fault.code for fault in refused.value.faults] == [code]


def test_a_form_of_another_workspace_and_a_changed_base_are_refused(story):
    line = printed(story, contract_of(story)).base
    with pytest.raises(Unreadable, match="another workspace"):
        unpacked(line, "f", workspace="other")
    with pytest.raises(Unreadable, match="damaged"):
        unpacked(line[:-8] + "AAAAAAAA", "f")
    with pytest.raises(Unreadable, match="two forms"):
        single((line, line[:-4] + "AAAA"), "f")
