"""``svcgraph import``: what it says, what it copies, what it refuses."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from svcgraph.cli._program import program
from svcgraph.desk import bring as desk
from svcgraph.desk.bring import bring, look
from svcgraph.domain.imported import Outcome
from svcgraph.errors import SvcgraphError, UsageError

TINY = Path(__file__).parents[1] / "cli" / "workspace"
MERMAID = """flowchart LR
  subgraph Sales
    a[Take the order]
  end
  subgraph Billing
    b[Write the invoice]
  end
  a -->|Order| b
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(TINY, tmp_path / "workspace")
    return tmp_path / "workspace"


@pytest.fixture
def map_file(tmp_path: Path) -> Path:
    path = tmp_path / "billing.mmd"
    path.write_text(MERMAID, encoding="utf-8")
    return path


def outcome(root: Path, path: Path, folder: str = "") -> tuple[Outcome, str]:
    one = look(root, [path], folder)[0].found
    return one.outcome, one.beside


def test_it_says_what_is_in_a_map_and_copies_it(root: Path, map_file: Path) -> None:
    found = look(root, [map_file], "support")
    one = found[0].found
    assert (one.format, one.activities, one.services, one.handoffs) == ("mermaid", 2, ("Sales", "Billing"), 1)
    assert one.strangers == ("Billing",)
    assert not (root / "processes/support").exists()  # looking writes nothing
    bring(root, found)
    assert (root / "processes/support/billing.mmd").read_text(encoding="utf-8") == MERMAID
    assert not (root / "processes/.lock").exists()


def test_again_there_is_nothing_to_do(root: Path, map_file: Path) -> None:
    bring(root, look(root, [map_file]))
    assert outcome(root, map_file) == (Outcome.THERE, "processes/billing.mmd")
    bring(root, look(root, [map_file]))
    assert sorted(path.name for path in (root / "processes").glob("b*")) == ["billing.mmd"]


def test_another_content_under_the_name_is_refused(root: Path, map_file: Path) -> None:
    target = root / "processes" / "Billing.MMD"
    target.write_text(MERMAID.replace("Order", "Other"), encoding="utf-8")
    assert outcome(root, map_file) == (Outcome.TAKEN, "processes/Billing.MMD")
    bring(root, look(root, [map_file]))
    assert "Other" in target.read_text(encoding="utf-8")
    assert outcome(root, map_file, "support")[0] is Outcome.NEW


def test_the_same_content_under_another_name_is_refused(root: Path, map_file: Path) -> None:
    (root / "processes" / "old.mmd").write_text(MERMAID, encoding="utf-8")
    assert outcome(root, map_file) == (Outcome.TWIN, "processes/old.mmd")


def test_two_files_of_one_name_in_one_command(root: Path, map_file: Path, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    other = tmp_path / "b" / "billing.mmd"
    other.write_text(MERMAID + "%% newer\n", encoding="utf-8")
    found = look(root, [map_file, other])
    assert [one.found.outcome for one in found] == [Outcome.NEW, Outcome.TAKEN]


def test_a_file_that_appears_meanwhile_is_not_overwritten(root: Path, map_file: Path) -> None:
    found = look(root, [map_file])
    (root / "processes" / "billing.mmd").write_text("somebody's", encoding="utf-8")
    with pytest.raises(SvcgraphError):
        bring(root, found)
    assert (root / "processes" / "billing.mmd").read_text(encoding="utf-8") == "somebody's"


def test_a_crash_leaves_nothing_half_written(root: Path, map_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = look(root, [map_file])

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(desk.disk.os, "replace", full)
    with pytest.raises(SvcgraphError, match="No space left"):
        bring(root, found)
    assert not list((root / "processes").glob("*billing*"))


def test_what_is_no_map_is_not_copied(root: Path, tmp_path: Path) -> None:
    xml = tmp_path / "broken.bpmn"
    xml.write_text("<definitions", encoding="utf-8")
    note = tmp_path / "notes.txt"
    note.write_text("call Ann", encoding="utf-8")
    log = root / "events.csv"
    found = look(root, [xml, note, log])
    assert [one.found.outcome for one in found] == [Outcome.UNREADABLE, Outcome.UNREADABLE, Outcome.LOG]
    assert all(one.faults for one in found[:2])


@pytest.mark.parametrize(
    "folder", ["../out", "/tmp", "contracts", "readings/x", "processes/contracts", ".hidden", "C:x"]
)
def test_maps_go_nowhere_else(root: Path, map_file: Path, folder: str) -> None:
    with pytest.raises(UsageError):
        look(root, [map_file], folder)


@pytest.mark.parametrize("name", ["layout.yaml", "organisation.yaml", ".billing.mmd", "~$billing.mmd"])
def test_reserved_names_are_refused(root: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(MERMAID, encoding="utf-8")
    assert look(root, [path])[0].found.outcome is Outcome.RESERVED


def test_preview_draws_and_copies_nothing(
    root: Path, map_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(root.parent)
    assert program(["-C", str(root), "import", "--preview", str(map_file)]) == 0
    said = capsys.readouterr()
    assert "Would be copied to processes/billing.mmd" in said.out
    assert "billing.preview.svg" in said.err
    assert "Write the invoice" in (root.parent / "billing.preview.svg").read_text(encoding="utf-8").replace(
        "\u00a0", " "
    )
    assert not (root / "processes" / "billing.mmd").exists()


def test_exit_codes(root: Path, map_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = ["-C", str(root), "--lang", "fr", "import"]
    assert program([*base, str(map_file), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["rows"][0]["outcome"] == "new"
    map_file.write_text(MERMAID + "%%\n", encoding="utf-8")
    assert program([*base, str(map_file)]) == 1
    assert "Non copié" in capsys.readouterr().out
    assert program([*base, str(tmp_path / "nowhere.bpmn"), str(map_file)]) == 3
    assert program(base) == 2
    assert program([*base, str(tmp_path)]) == 2


def test_preview_works_without_a_workspace(
    map_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(map_file.parent)
    assert program(["--lang", "en", "import", "--preview", "billing.mmd"]) == 0
    assert "copied" not in capsys.readouterr().out
    assert program(["--lang", "en", "import", "billing.mmd"]) == 2
