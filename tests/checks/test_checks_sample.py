"""The sample workspace: exactly what chapter 12 of its script names, and nothing more serious."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from svcgraph import pipeline
from svcgraph.checks import run
from svcgraph.errors import Severity
from svcgraph.i18n import Words

WARNINGS = {
    ("unknown-keeper", "CS-10", "d1.c1.i1"),
    ("missing-deputy", "CS-07", "d1.c1.i1"),
    ("missing-deputy", "CS-10", "d1.c1.i1"),
    ("missing-deputy", "CS-10", "supplier"),  # Yann Kerbrat also stood in for the head of service
    ("overloaded-keeper", "", "samira-belkacem"),
    ("overdue-review", "CS-07", "review"),
    ("overdue-action", "CS-01", "p2"),
    ("overdue-action", "CS-07", "p1"),
    ("overdue-action", "CS-08", "p1"),
    ("overdue-action", "CS-10", "p1"),
    ("missing-objective", "CS-08", "d1.c3"),
    ("unmeasurable-promise", "", "e5"),
    ("untenable-promise", "", "e1"),  # 2 working days too many
    ("untenable-promise", "", "e3"),  # three weeks in the year
    ("proposed-deliverable", "CS-01", "d2"),
    ("proposed-deliverable", "CS-05", "d3"),
    ("proposed-deliverable", "CS-07", "d2"),
    ("proposed-deliverable", "CS-08", "d2"),
    ("vanished-deliverable", "CS-06", "d2"),
    ("rework-loop", "", "A2"),  # in two maps
    ("missing-readings", "CS-01", "d1.c1"),
    ("missing-readings", "CS-07", "d1.c1"),
    ("missing-readings", "CS-10", "d1.c1"),
}
NOTES = {
    ("postponed-review", "CS-10", "review"),
    ("unmapped-deliverable", "CS-10", "d2"),
    ("unmapped-deliverable", "CS-01", "e1"),
    ("unmapped-deliverable", "CS-02", "e1"),
    ("unmapped-deliverable", "CS-06", "e1"),
    ("unnamed-deliverable", "", "A7"),
    ("low-coverage", "CS-07", ""),  # 10 of 13
    ("low-coverage", "CS-10", ""),  # 0 of 3
}
UNCOVERED = 52  # 65 pairs, 10 with a contract in force, 3 covered by an expectation of the reverse contract


@pytest.fixture(scope="module")
def story(sample_root):
    return pipeline.tell(sample_root)


@pytest.fixture(scope="module")
def found(story):
    return run(story.facts)


@pytest.fixture(scope="module")
def named(story, found):
    """Code, reference of the contract, element, by severity."""
    references = {contract.place_file: contract.reference for contract in story.contracts if contract.place_file}
    of = {Severity.ERROR: [], Severity.WARNING: [], Severity.NOTE: []}
    for fault in found:
        of[fault.severity].append((fault.code, references.get(fault.place.file, ""), fault.place.element))
    return of


def test_warnings_are_those_of_the_script(named):
    assert set(named[Severity.WARNING]) == WARNINGS
    assert Counter(named[Severity.WARNING])["rework-loop", "", "A2"] == 2


def test_nothing_is_more_serious(named):
    assert named[Severity.ERROR] == []


def test_notes_are_those_of_the_script_and_the_inventory(named):
    uncovered = [note for note in named[Severity.NOTE] if note[0] == "handoff-without-contract"]
    assert set(named[Severity.NOTE]) - set(uncovered) == NOTES
    assert len(uncovered) == UNCOVERED


def test_the_two_reworks_name_what_goes_round(found):
    words = Words("fr")
    loop = {
        fault.place.file: words(fault.message, **dict(fault.parameters)) for fault in found if "rework" in fault.code
    }
    courtier, home = (
        next(sentence for file, sentence in loop.items() if file.endswith(name))
        for name in ("souscrire-par-courtier.bpmn", "petit-sinistre-habitation.bpmn")
    )
    assert "«\u00a0Liste des compléments à demander\u00a0» dans un sens" in courtier
    assert "«\u00a0Demande de cotation complète\u00a0» dans l’autre" in courtier
    assert "«\u00a0Liste des pièces manquantes\u00a0»" in home


def test_missing_readings_are_counted_and_their_keeper_named(found):
    told = {
        dict(fault.parameters)["of"]: (dict(fault.parameters)["missing"], dict(fault.parameters)["keeper"])
        for fault in found
        if fault.code == "missing-readings"
    }
    assert told == {"CS-01": ("1", "Théo Masson"), "CS-07": ("3", "Théo Masson"), "CS-10": ("3", "Yann Kerbrat")}


def test_as_of_an_earlier_day_what_came_later_is_not_said(sample_root):
    early = run(pipeline.tell(sample_root, as_of=date(2026, 6, 15)).facts)
    codes = {(fault.code, fault.place.element) for fault in early}
    assert ("unknown-keeper", "d1.c1.i1") not in codes
    assert not any(code in ("overdue-review", "overdue-action", "postponed-review") for code, _ in codes)
