"""A file that cannot be read is reported with its place, and everything else comes out as without it, byte for byte."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from svcgraph.cli._program import program
from svcgraph.store.outputs import MANIFEST

TELLING = (MANIFEST, "site/checks.html", "site/search.js")
HERE = Path(__file__).parent / "cli" / "workspace"
BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
TABLE = "Process Step ID,Process Step Description,Next Step ID,Function\n"

# file → what is in it, and the lines that the report must name (0: the file only)
BROKEN: dict[str, tuple[bytes, tuple[int, ...]]] = {
    "crossed-tags.bpmn": (f'<definitions xmlns="{BPMN}">\n<process id="p">\n<task></process>'.encode(), (3,)),
    "cut-off.bpmn": ((HERE / "processes" / "orders.bpmn").read_bytes()[:700], (13,)),
    "empty.bpmn": (b"", (1,)),
    "zeros.bpmn": (b"\0" * 500, (1,)),
    "no-bpmn.bpmn": (b"<!doctype html><html><body>Not found</body></html>", (1,)),
    "never-closed.yaml": (b"process: Repair\nactivities: [never closed\n", (3,)),
    "deep.yaml": (b"process: Repair\nactivities: " + b"[" * 100_000, (2,)),
    "aliases.yaml": (b"process: &a Repair\nactivities: [*a]\n", (1, 2)),
    "no-activity.yaml": (b"process: Repair\nactivities: []\n", (2,)),
    "key-twice.yaml": (b"process: Repair\nprocess: Again\nactivities: []\n", (2,)),
    "latin-1.yaml": ("process: Réparer\nactivities: []\n".encode("latin-1"), (1,)),
    "no-steps.csv": (TABLE.encode(), (1,)),
    "no-end.csv": (TABLE.encode() + b"1," + b"x" * 200_000 + b",2,Stock\n", (2,)),
    "damaged.xlsx": (b"PK\x03\x04 this was a workbook", (0,)),
    "never-closed.dot": (b'digraph Broken {\n  a [label="Open]\n  a -> b\n}\n', (2,)),
    "no-direction.dot": (b"graph G {\n a -- b\n}\n", (1,)),
    "contracts/never-closed.yaml": (b"format: 1\nid: [open\n", (3,)),
    "contracts/empty.yaml": (b"", (1,)),
    "contracts/nobody.yaml": (b"format: 1\nid: stock--sales\n", (1,)),
    "contracts/history/sales--marketing@0.9.yaml": (b"format: 1\nid: [open\n", (3,)),
    "readings/no-heading.csv": (b"a,b\n1,2\n", (1,)),
    "readings/zeros.csv": (b"\0\1\2\3", (0,)),
    "readings/nonsense.csv": (b"indicator,for,value\nsales--marketing/d1.c1.i1,yesterday,many\n", (2,)),
}


def _workspace(tmp_path: Path, name: str) -> Path:
    shutil.copytree(HERE, tmp_path / name)
    return tmp_path / name


def _outputs(root: Path) -> dict[str, bytes]:
    """All outputs but those that tell of the broken file: the page of findings, its search, and the list of hashes."""
    outputs = root / "outputs"
    found = {path.relative_to(outputs).as_posix(): path.read_bytes() for path in outputs.rglob("*") if path.is_file()}
    return {name: content for name, content in found.items() if name not in TELLING}


def _without_lines(page: bytes) -> bytes:
    return re.sub(rb"cs-01\.csv:\d+", b"cs-01.csv", page)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """All outputs of the workspace with nothing broken in it."""
    root = _workspace(tmp_path_factory.mktemp("sound"), "workspace")
    assert program(["-C", str(root), "build"]) == 0
    return _outputs(root)


@pytest.mark.parametrize("name", BROKEN)
def test_the_place_is_said_and_the_rest_is_done(
    name: str, tmp_path: Path, sound: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    content, lines = BROKEN[name]
    root = _workspace(tmp_path, "workspace")
    broken = root / "processes" / name
    broken.parent.mkdir(parents=True, exist_ok=True)
    broken.write_bytes(content)
    assert program(["-C", str(root), "contracts", "draft"]) == 3
    said = capsys.readouterr().err
    for line in lines:
        place = f"processes/{name}" + (f":{line}" if line else "")
        assert re.search(re.escape(place) + r"( \([^)]*\))?: error: ", said)
    drafted = {name: content for name, content in sound.items() if name.startswith(("contracts/", "portfolio"))}
    assert len(drafted) > 1
    assert _outputs(root) == drafted


def test_all_broken_files_at_once_are_all_said(
    tmp_path: Path, sound: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    root = _workspace(tmp_path, "workspace")
    for name, (content, _) in BROKEN.items():
        (root / "processes" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "processes" / name).write_bytes(content)
    assert program(["-C", str(root), "build"]) == 3
    said = capsys.readouterr().err
    assert [name for name in BROKEN if f"processes/{name}" not in said] == []
    assert _outputs(root) == sound
    page = (root / "outputs" / "site" / "checks.html").read_text(encoding="utf-8")
    assert [name for name in BROKEN if name not in page] == []


def test_one_bad_reading_does_not_lose_its_neighbours(
    tmp_path: Path, sound: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    root = _workspace(tmp_path, "workspace")
    readings = root / "processes" / "readings" / "cs-01.csv"
    lines = readings.read_text(encoding="utf-8").splitlines()
    spoilt = [*lines[:3], "sales--marketing/d1.c1.i1,someday,,,Tom Ray", *lines[3:]]
    readings.write_text("\n".join(spoilt) + "\n", encoding="utf-8")
    assert program(["-C", str(root), "build"]) == 3
    assert "processes/readings/cs-01.csv:4" in capsys.readouterr().err
    found = _outputs(root)
    page = "site/contracts/sales--marketing.html"  # it names the line of each reading: those below moved down by one
    assert _without_lines(found.pop(page)) == _without_lines(sound[page])
    assert found == {name: content for name, content in sound.items() if name != page}


def test_what_nobody_reads_is_no_error(tmp_path: Path, sound: dict[str, bytes]) -> None:
    root = _workspace(tmp_path, "workspace")
    for name in ("letter.txt", "~$orders.xlsx", ".hidden.bpmn", ".~lock.returns.csv#", "photo.png"):
        (root / "processes" / name).write_bytes(b"nothing of ours")
    assert program(["-C", str(root), "build"]) == 0
    assert _outputs(root) == sound
