"""What changed between two versions, by the command: which versions there are, and what each change does to whom."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from svcgraph.cli._program import program

SAMPLE = "CS-04"


@pytest.fixture
def root(sample_root: Path, tmp_path: Path) -> Path:
    shutil.copytree(sample_root / "processes", tmp_path / "processes")
    shutil.copy(sample_root / "svcgraph.yaml", tmp_path)
    return tmp_path


def run(root: Path, capsys: pytest.CaptureFixture[str], *words: str, lang: str = "en") -> tuple[int, str, str]:
    code = program(["-C", str(root), "--lang", lang, "contracts", *words])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_version_is_compared_with_the_current_one(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(root, capsys, "diff", SAMPLE, "1.0")
    assert code == 0
    first, objective, *_ = out.splitlines()
    assert first == "expertise-et-reseau-de-garages--gestion-des-sinistres: from 1.0 to current"
    assert objective == (
        "  d1.c1 Objective: was “90 % within 3 working days”, now “90 % within 2 working days” – strengthens the "
        "supplier’s commitment to its client"
    )
    assert out.splitlines()[-1] == "10 changes: 1 stronger, 9 no effect"
    assert "Meetings held: added, “2 July 2026, 3 September 2026" in out
    assert "Where it stands on the map" not in out


def test_the_other_way_round_it_weakens_the_promise(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(root, capsys, "diff", SAMPLE, "current", "1.0", lang="fr")
    assert "affaiblit l’engagement du fournisseur envers son client" in out
    assert "Prochaine réunion\u00a0: était «\u00a03 décembre 2026, 14\u00a0h\u00a000\u00a0»" in out
    assert "le fournisseur · Stéphane Carlin" in out


def test_the_current_version_has_its_number_too(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, named, _ = run(root, capsys, "diff", SAMPLE, "1.0", "2.0")
    _, current, _ = run(root, capsys, "diff", SAMPLE, "1.0", "current")
    assert named.splitlines()[1:] == current.splitlines()[1:]


def test_without_versions_it_is_the_last_change(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, capsys, "suspend", SAMPLE, "--reason", "flood")[0] == 0
    assert run(root, capsys, "activate", SAMPLE)[0] == 0
    _, out, _ = run(root, capsys, "diff", SAMPLE)
    assert [line.strip() for line in out.splitlines()[1:]] == [
        "State: was “suspended”, now “in force”",
        "History: added, “16 November 2026: in force again.”",
        "2 changes: 2 no effect",
    ]
    _, out, _ = run(root, capsys, "diff", SAMPLE, "1", "2")
    assert "State: was “in force”, now “suspended”" in out


def test_json_names_clause_field_and_effect(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(root, capsys, "diff", SAMPLE, "1.0", "--format", "json")
    row = json.loads(out)["rows"][0]
    rows = [row for row in json.loads(out)["rows"] if row["clause"] == "d1.c1"]
    assert [(one["field"], one["kind"], one["effect"], one["whose"]) for one in rows] == [
        ("objective.text", "changed", "stronger", "supplier")
    ]
    assert row["sentence"]


def test_two_equal_versions_say_that_nothing_changed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "nothing changed" in run(root, capsys, "diff", SAMPLE, "current", "current")[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((SAMPLE, "7.0"), "has no version 7.0; there are: 1.0"),
        ((SAMPLE, "1.0", "2.0", "3.0"), "two versions at most"),
        (("CS-99",), "no contract CS-99"),
        (("courrier-et-numerisation--actuariat",), "no contract"),
    ],
)
def test_what_is_not_there_is_a_usage_error(
    root: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    code, out, err = run(root, capsys, "diff", *words)
    assert (code, out) == (2, "")
    assert said in err
