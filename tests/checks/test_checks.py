"""Every check: one valid and one invalid example, a page, a French sentence, and its place in the run."""

from __future__ import annotations

import ast
import importlib
import io
import random
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from check_values import CONTRACT, FACTS, PROMISED, graph, handoff

import svcgraph.checks
from svcgraph.checks import run, weigh
from svcgraph.checks._finding import day, listed
from svcgraph.domain.contract import Action, Review, Status
from svcgraph.domain.loops import loops
from svcgraph.domain.text import Text
from svcgraph.errors import Fault, Place, Severity, UsageError
from svcgraph.i18n import LOCALE, Words
from svcgraph.plugins import room

HERE = Path(__file__).parent
PAGES = HERE.parents[1] / "docs" / "checks"
SOURCES = Path(svcgraph.checks.__file__).parent
CATALOGUE = LOCALE / "fr" / "LC_MESSAGES"
CHECKS = [module for module in room("checks") if module.__name__.startswith("svcgraph.checks.")]
by_code = pytest.mark.parametrize("check", CHECKS, ids=lambda module: module.CODE)


def examples(check):
    return importlib.import_module(f"check_examples.{check.__name__.rpartition('.')[2]}")


def said(fault: Fault, language: str) -> str:
    return Words(language)(fault.message, **dict(fault.parameters))


def marked() -> set[str]:
    """Every sentence that the room marks for translation."""
    calls = (node for path in SOURCES.glob("*.py") for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    return {
        call.args[0].value for call in calls if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "mark"
    }


def french() -> dict[str, str]:
    with (CATALOGUE / "checks.po").open("rb") as file:
        return {message.id: message.string for message in read_po(file, locale="fr") if message.id}


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@by_code
def test_invalid_examples_are_found(check):
    assert examples(check).INVALID
    for facts, element, english, in_french in examples(check).INVALID:
        (fault,) = check.check(facts)
        assert (fault.code, fault.severity, fault.place.element) == (check.CODE, check.SEVERITY, element)
        assert english in said(fault, "en")
        assert in_french in said(fault, "fr")
        assert fault.place.file


@by_code
def test_valid_examples_are_quiet(check):
    assert examples(check).VALID
    for facts in examples(check).VALID:
        assert tuple(check.check(facts)) == ()


@by_code
def test_each_check_has_its_page(check):
    page = (PAGES / f"{check.CODE}.md").read_text("utf-8")
    headings = re.findall("^#+ (.+)$", page.replace("\n# ", "\n"), re.MULTILINE)
    assert headings == [check.CODE, "What it finds", "Why it matters", "How to mend it", "Bad", "Good"]
    assert f"Severity: {check.SEVERITY}." in page
    index = (PAGES / "README.md").read_text("utf-8")
    assert f"| [{check.CODE}]({check.CODE}.md) | {check.SEVERITY} | {check.FINDS} |\n" in index


@by_code
def test_file_and_code_agree(check):
    assert check.__name__.rpartition(".")[2].replace("_", "-") == check.CODE
    assert check.__doc__


def test_no_page_or_example_without_a_check():
    codes = {check.CODE for check in CHECKS}
    assert {path.stem for path in PAGES.glob("*.md")} - {"README"} == codes
    found = {path.stem.replace("_", "-") for path in (HERE / "check_examples").glob("*.py")}
    assert found == codes


def test_every_sentence_of_every_check_is_exercised():
    shown = {fault.message for check in CHECKS for facts, *_ in examples(check).INVALID for fault in check.check(facts)}
    refused = {message for message in marked() if message.startswith(("The severity of", "No check has"))}
    finds = {check.FINDS for check in CHECKS}
    assert shown | refused | finds == marked()


def test_every_sentence_is_french_and_nothing_is_left_over():
    catalogue = french()
    assert set(catalogue) == marked()
    for english, sentence in catalogue.items():
        assert fields(sentence) - fields(english) <= {name.replace("_en", "_fr") for name in fields(english)}
        assert {name[:-3] for name in fields(sentence) if name.endswith("_fr")} == {
            name[:-3] for name in fields(english) if name.endswith("_en")
        }
        assert {name for name in fields(english) if not name.endswith(("_en", "_fr"))} <= fields(sentence)


def test_french_typography():
    for sentence in french().values():
        assert not re.search(r" [:;?!%»]|« |'", sentence), sentence
        assert not re.search(r"[^\u00a0]:|[^\u202f][;?!%]|[^\u00a0]»|«[^\u00a0]", sentence), sentence


def test_compiled_catalogue_is_that_of_the_text():
    with (CATALOGUE / "checks.mo").open("rb") as file:
        compiled = read_mo(io.BytesIO(file.read()))
    assert {message.id: message.string for message in compiled if message.id} == french()


def test_the_clean_workspace_has_no_finding():
    assert run(FACTS) == ()


def messy():
    actions = tuple(Action(id=f"p{n}", due=date(2026, 10, n), line=n) for n in (9, 2, 5))
    contract = replace(CONTRACT, actions=actions, review=Review(missed=(date(2026, 11, 2),)))
    return replace(FACTS, contracts=(contract,), graph=graph(handoff("marketing1", "sales2", "Brief"), PROMISED))


def test_findings_come_in_the_order_of_places_whatever_the_order_of_the_files():
    facts = messy()
    found = run(facts)
    assert [fault.code for fault in found] == [
        "contract-without-handoff",
        "overdue-review",
        *["overdue-action", "unowned-action"] * 3,
        "handoff-without-contract",
    ]
    assert [fault.place.element for fault in found] == ["", "review", "p2", "p2", "p5", "p5", "p9", "p9", "marketing1"]
    shuffled = random.Random(7).sample(found, len(found))
    assert weigh(shuffled, ()) == found


def test_the_workspace_sets_severities():
    off = ("overdue-action", "off"), ("unowned-action", "note"), ("overdue-review", "error")
    found = {fault.code: fault.severity for fault in run(messy(), off)}
    assert found == {
        "contract-without-handoff": Severity.WARNING,
        "overdue-review": Severity.ERROR,
        "unowned-action": Severity.NOTE,
        "handoff-without-contract": Severity.NOTE,
    }


def test_an_unknown_severity_is_refused_with_the_way_out():
    with pytest.raises(UsageError, match=r"severity of overdue-action is “fatal”\. Write error, warning, note or off"):
        run(FACTS, (("overdue-action", "fatal"),))


def test_other_rooms_faults_are_weighed_the_same_way():
    fault = Fault(code="unknown-key", place=Place(file="a.yaml", line=3), message="x")
    assert weigh([fault], (("unknown-key", "note"),)) == (replace(fault, severity=Severity.NOTE),)
    assert weigh([fault], (("unknown-key", "off"),)) == ()


@pytest.mark.parametrize("status", [Status.DRAFT, Status.PROPOSED, Status.NEGOTIATION, Status.SUSPENDED, Status.ENDED])
def test_contracts_not_in_force_only_leave_their_handoffs_uncovered(status):
    facts = messy()
    contract = replace(facts.contracts[0], status=status)
    found = run(replace(facts, contracts=(contract,)))
    assert {fault.code for fault in found} == {"handoff-without-contract"}


def test_long_loops_take_no_recursion():
    ring = [(str(n), str((n + 1) % 50_000)) for n in range(50_000)]
    (found,) = loops(ring)
    assert len(found) == 50_000


def test_loops_are_the_strongly_connected_parts():
    edges = [("a", "b"), ("b", "a"), ("b", "c"), ("c", "d"), ("d", "e"), ("e", "c"), ("e", "f"), ("g", "a")]
    assert set(loops(edges)) == {frozenset("ab"), frozenset("cde")}
    assert loops([("a", "a"), ("a", "b")]) == ()


def test_days_and_lists_read_in_both_languages():
    assert day(date(2026, 7, 1)) == Text("1er juillet 2026", "1 July 2026")
    assert day(date(2026, 7, 11)) == Text("11 juillet 2026", "11 July 2026")
    assert listed(Text(word, word) for word in "abaacde").en == "“a”, “b”, “c”, “d”…"
    assert listed([Text("un", "one")]).fr == "«\u00a0un\u00a0»"
