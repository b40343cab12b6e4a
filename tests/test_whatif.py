"""What if: changes on a copy in memory, the same reports beside today's, and nothing written anywhere."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from svcgraph.cli._program import program
from svcgraph.desk.whatif import Comparison, compare
from svcgraph.domain.chain import Fit
from svcgraph.errors import Unreadable
from svcgraph.store.whatif import SCHEMA, json_schema, parse_changes


@pytest.fixture
def sample(sample_root: Path, tmp_path: Path) -> Path:
    root = tmp_path / "sample"
    shutil.copytree(sample_root / "processes", root / "processes")
    shutil.copy(sample_root / "svcgraph.yaml", root)
    return root


def compared(root: Path, text: str) -> Comparison:
    file = root.parent / "whatif.yaml"
    file.write_text(text, encoding="utf-8")
    return compare(root, file)


def chain(story: object, promise: str) -> object:
    return next(one for one in story.chains if one.promise == promise)  # type: ignore[attr-defined]


TWO_CLAUSES = """\
changes:
  - objective: {contract: CS-04, criterion: d1.c1, text: {fr: 90 % sous 1 jour ouvré, en: 90 % within 1 working day}}
  - objective: {contract: CS-06, criterion: d1.c1, text: {fr: 95 % sous 1 jour ouvré, en: 95 % within 1 working day}}
"""


def test_two_clauses_make_e1_tenable(sample: Path) -> None:
    """`8-sample` 11.1: assessment to 1 day and transfer to 1 day."""
    found = compared(sample, TWO_CLAUSES)
    assert (chain(found.today, "e1").agreed, chain(found.today, "e1").fit) == (7, Fit.EXCEEDED)
    assert (chain(found.then, "e1").agreed, chain(found.then, "e1").fit) == (5, Fit.FITS)
    assert len(found.notes) == 2  # cases counted against 2 days say nothing about 1 day
    assert {one.verdict for one in found.then.attainment.contracts if "expertise" in one.contract} == {"no data"}


def test_one_of_them_is_not_enough(sample: Path) -> None:
    found = compared(sample, TWO_CLAUSES.rsplit("\n", 2)[0])
    assert chain(found.then, "e1").agreed == 6


def test_another_share_keeps_the_readings(sample: Path) -> None:
    found = compared(
        sample, "changes: [{objective: {contract: CS-04, criterion: d1.c1, text: 95 % sous 2 jours ouvrés}}]"
    )
    result = next(one for one in found.then.attainment.contracts if one.contract.startswith("expertise"))
    assert found.notes == ()
    assert result.verdict == "at risk"  # 92 % of cases, 95 % asked


def test_another_promise(sample: Path) -> None:
    found = compared(sample, "changes: [{promise: {id: e1, text: 95 % sous 7 jours ouvrés}}]")
    assert chain(found.then, "e1").fit is Fit.FITS
    assert chain(found.then, "e1").result.verdict == "no data"


def test_a_merge_drops_what_passed_between_the_two(sample: Path) -> None:
    found = compared(sample, "changes: [{merge: {service: Recours, into: SIN}}]")
    passed = [
        one for one in found.today.graph.handoffs if {one.supplier, one.client} == {"recours", "gestion-des-sinistres"}
    ]
    assert len(passed) == 2
    assert len(found.then.graph.handoffs) == len(found.today.graph.handoffs) - 2
    assert not any("recours" in (one.supplier, one.client) for one in found.then.graph.handoffs)
    assert len(found.then.graph.services) == len(found.today.graph.services) - 1


def test_a_merge_of_the_parties_of_a_contract_drops_it(sample: Path) -> None:
    found = compared(sample, "changes: [{merge: {service: EXP, into: SIN}}]")
    assert not any("expertise" in one.contract for one in found.then.attainment.contracts)
    assert chain(found.then, "e1").agreed < 7


def test_a_moved_activity_takes_its_handoffs_along(sample: Path) -> None:
    found = compared(sample, "changes: [{move: {activity: Vérifier l'effet sur le tarif, to: marketing}}]")
    assert chain(found.then, "e3").uncovered_share == 0
    pairs = {
        (one.supplier, one.client) for one in found.then.graph.handoffs if one.file.endswith("animer-les-ventes.bpmn")
    }
    assert ("marketing", "actuariat") not in pairs


def test_a_removed_supplier_leaves_a_gap(sample: Path) -> None:
    found = compared(sample, "changes: [{remove: {service: EXP}}]")
    gone = "expertise-et-reseau-de-garages"
    assert not any(gone in (one.supplier, one.client) for one in found.then.graph.handoffs)
    assert len(found.then.attainment.contracts) == len(found.today.attainment.contracts) - 1
    assert len(chain(found.then, "e1").paths) == 1


def test_changes_follow_each_other(sample: Path) -> None:
    text = "changes: [{merge: {service: Recours, into: SIN}}, {remove: {service: SIN}}]"
    found = compared(sample, text)
    assert len(found.then.graph.services) == len(found.today.graph.services) - 2


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("changes:\n  - merge: {service: pigeons, into: SIN}\n  - remove: {service: nobody}", [2, 3]),
        ("changes:\n  - objective: {contract: CS-04, criterion: d9.c9, text: sous 1 jour ouvré}", [2]),
        ("changes:\n  - promise: {id: e1, text: dès que possible}", [2]),
        ("changes:\n  - move: {activity: Clore le dossier du siècle, to: SIN}", [2]),
        ("changes:\n  - {merge: {service: REC, into: SIN}, remove: {service: REC}}", [2]),
        ("changes:\n  - merge: {service: REC, into: SIN}\n    colour: red", [3]),
        ("changes: []", [1]),
        ("- merge", [1]),
        ("title: nothing", [1]),
    ],
)
def test_what_cannot_be_done_is_said_with_its_line(sample: Path, text: str, lines: list[int]) -> None:
    with pytest.raises(Unreadable) as refused:
        compared(sample, text)
    assert [fault.place.line for fault in refused.value.faults] == lines
    assert {fault.place.file for fault in refused.value.faults} == {"whatif.yaml"}


def test_nothing_is_written(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in sample.parent.rglob("*") if path.is_file()}
    file = sample.parent / "changes.yaml"
    file.write_text(TWO_CLAUSES, encoding="utf-8")
    for shape in ("table", "csv", "json"):
        assert program(["-C", str(sample), "whatif", str(file), "--format", shape]) == 0
    assert {path: path.read_bytes() for path in sample.parent.rglob("*") if path.is_file() and path != file} == before


def test_differences_come_first(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = sample.parent / "changes.yaml"
    file.write_text(TWO_CLAUSES, encoding="utf-8")
    program(["-C", str(sample), "whatif", str(file), "--format", "json"])
    differs = [row["differs"] for row in json.loads(capsys.readouterr().out)["rows"]]
    assert differs == sorted(differs, reverse=True)
    assert 0 < sum(differs) < len(differs)


def test_the_published_schema_is_that_of_the_file() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == json_schema()


def test_a_file_may_have_a_title() -> None:
    title, changes = parse_changes(b"title: Two\nchanges: [{remove: {service: x}}]", "a.yaml")
    assert (title, changes[0].line) == ("Two", 2)
