"""Outputs made on all cores: the same bytes as on one, no picture twice, and what fails beside us is said."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.workspaces import write_workspace
from svcgraph import pipeline
from svcgraph.cli._program import program
from svcgraph.errors import Fault, Place, Unreadable
from svcgraph.i18n import Words
from svcgraph.outputs._draughtsman import draughtsman
from svcgraph.outputs._workshop import FEW, sheets, workshop
from svcgraph.renderers.picture.press import compiled, may_fork
from svcgraph.story import Story
from svcgraph.views.diagram.organisation import organisation
from svcgraph.views.shapes import Diagram

FORKS = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
ROOT = Path(__file__).parents[1]
SMALL = ROOT / "tests" / "cli" / "workspace"
FR = Words("fr")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With more processes than one of ours draws alone."""
    root = tmp_path_factory.mktemp("large")
    write_workspace(root, services=16, processes=FEW + 2, steps=5)
    return root


def _diagrams(story: Story, number: int) -> list[Diagram]:
    facts = story.facts
    one = organisation(facts.graph, facts.contracts, facts.attainment, facts.organisation, FR)
    return [replace(one, title=f"{each}") for each in range(number)]


def _outputs(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_many_diagrams_are_the_same_as_one_after_the_other() -> None:
    story = pipeline.tell(SMALL)
    diagrams, hand = _diagrams(story, FEW + 1), draughtsman(story)
    begun = sheets(((each, f"picture-{number}") for number, each in enumerate(diagrams)), hand)
    made = [one.result() for one in begun]
    assert [one.drawing.svg for one in made] == [hand.drawing(each).svg for each in diagrams]
    assert [[file.path for file in one.files] for one in made][-1] == [
        f"diagrams/picture-{FEW}.{suffix}" for suffix in ("gv", "svg", "pdf")
    ]


def test_a_diagram_is_drawn_once_for_its_file_and_for_the_site() -> None:
    story = pipeline.tell(SMALL)
    hand = draughtsman(story)
    with workshop(story, FR, ()):
        (first,) = sheets([(_diagrams(story, 1)[0], "one")], hand)
        assert sheets([(_diagrams(story, 1)[0], "")], hand) == [first]
        assert len(first.result().files) == 3
    assert sheets([(_diagrams(story, 1)[0], "")], hand) != [first]


def _built(root: Path, cores: int, more: str = "") -> subprocess.CompletedProcess[str]:
    """In a process of its own: in this one typst may have run, and then none is forked any more."""
    script = (
        "import os, sys\n"
        f"os.cpu_count = lambda: {cores}\n"
        "from pathlib import Path\n"
        "from svcgraph import pipeline\n"
        "from svcgraph.i18n import Words\n"
        f"{more}\n"
        "told = []\n"
        "pipeline.build(pipeline.tell(Path(sys.argv[1])), Words('fr'), told=told.append)\n"
        "print(sorted(told))\n"
    )
    command = [sys.executable, "-c", script, str(root)]
    environment = os.environ | {"SVCGRAPH_CACHE": "off"}
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)


def test_a_build_is_the_same_on_one_core_and_on_several(large: Path) -> None:
    made = []
    for cores in (1, 3):
        run = _built(large, cores)
        assert run.returncode == 0, run.stderr
        made.append((run.stdout, _outputs(large / "outputs")))
        shutil.rmtree(large / "outputs")
    assert len(made[0][1]) > 100
    assert made[0] == made[1]


NO_FORK = """
import multiprocessing, threading, types
from svcgraph import forked
def forks():
    raise AssertionError("forked")
os.fork = forks
multiprocessing.get_all_start_methods = lambda: {methods}
forked.sys = types.SimpleNamespace(platform={platform!r})
if {threads}:
    threading.Thread(target=threading.Event().wait, daemon=True).start()
"""
WHERE_NONE_IS_FORKED = {
    "Windows": NO_FORK.format(methods=["spawn"], platform="win32", threads=False),
    "macOS": NO_FORK.format(methods=["spawn", "fork", "forkserver"], platform="darwin", threads=False),
    "beside threads": NO_FORK.format(methods=["fork", "spawn", "forkserver"], platform="linux", threads=True),
}
FORKED = """
import atexit
from svcgraph.outputs import _workshop
_workshop.FEW = 0
forks = []
os.register_at_fork(before=lambda: forks.append(1))
atexit.register(lambda: sys.stderr.write(f"{len(forks)} forked") if forks else None)
"""


def _sample(root: Path) -> Path:
    root.mkdir()
    shutil.copytree(ROOT / "processes", root / "processes")
    shutil.copy(ROOT / "svcgraph.yaml", root)
    return root


@pytest.mark.skipif(not FORKS, reason="no processes are forked here")
def test_the_sample_is_built_the_same_by_forked_processes_and_as_on_windows(tmp_path: Path) -> None:
    made = []
    for more in (FORKED, WHERE_NONE_IS_FORKED["Windows"]):
        root = _sample(tmp_path / f"{len(made)}")
        run = _built(root, 3, more)
        assert run.returncode == 0, run.stderr
        made.append((run.stdout, _outputs(root / "outputs"), run.stderr))
    assert made[0][:2] == made[1][:2]
    assert [said.endswith("forked") for _, _, said in made] == [True, False]


@pytest.mark.parametrize("where", WHERE_NONE_IS_FORKED)
def test_where_forking_is_not_safe_none_is_forked(large: Path, where: str) -> None:
    run = _built(large, 3, WHERE_NONE_IS_FORKED[where])
    assert run.returncode == 0, run.stderr
    assert len(_outputs(large / "outputs")) > 100
    shutil.rmtree(large / "outputs")


@pytest.mark.skipif(not FORKS, reason="no processes are forked here")
def test_what_fails_in_a_process_beside_us_is_said_as_it_is(large: Path) -> None:
    fails = """
from svcgraph.errors import SvcgraphError
from svcgraph.outputs import analysis
us = os.getpid()
def fails(story, words):
    raise SvcgraphError("{place} is full {where}", place="the shelf", where="here" if os.getpid() == us else "beside")
analysis.files = fails
"""
    run = _built(large, 2, fails)
    assert run.returncode == 1
    assert run.stderr.rstrip().endswith("svcgraph.errors.SvcgraphError: the shelf is full beside")


def test_none_is_forked_once_typst_has_run_here() -> None:
    compiled("#set document(date: none)\nx", {})
    assert not may_fork()


def test_a_part_is_written_alone_and_one_that_is_none_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = shutil.copytree(SMALL, tmp_path / "shop")
    command = ["-C", str(root), "--lang", "en", "build"]
    assert program([*command, "--only", "portfolio", "--only", "contracts"]) == 0
    assert sorted(path.name for path in (root / "outputs").glob("[!.]*")) == ["contracts", "portfolio.xlsx"]
    capsys.readouterr()
    assert program([*command, "--only", "pictures"]) == 2
    assert "Nothing in outputs/ is called pictures: there are analysis, attainment, " in capsys.readouterr().err
    assert program([*command, "--only", "diagrams"]) == 0
    assert sorted(path.name for path in (root / "outputs").glob("[!.]*")) == ["contracts", "diagrams", "portfolio.xlsx"]


def test_an_error_of_an_input_comes_back_with_all_its_faults() -> None:
    faults = [
        Fault(code="torn", place=Place(file=name), message="{n} pages", parameters=(("n", "2"),)) for name in "ab"
    ]
    back = pickle.loads(pickle.dumps(Unreadable(*faults)))
    assert (str(back), back.faults) == ("2 pages", tuple(faults))


@pytest.mark.no_cover
def test_a_process_too_large_for_its_sheet_is_printed_in_a_simpler_form_and_whole_on_the_site(tmp_path: Path) -> None:
    write_workspace(tmp_path, services=40, processes=1, steps=160)
    pipeline.build(pipeline.tell(tmp_path), FR, only=pipeline.outputs_in(("diagrams", "site")))
    (printed,) = (tmp_path / "outputs" / "diagrams" / "processes").glob("*.svg")
    (shown,) = (tmp_path / "outputs" / "site" / "processes").glob("*.html")
    assert 'class="svcgraph organisation"' in printed.read_text()
    assert 'class="svcgraph process"' in shown.read_text()


def test_a_process_too_wide_for_a3_is_printed_whole_on_a_larger_sheet(tmp_path: Path) -> None:
    write_workspace(tmp_path, services=16, processes=1, steps=20)
    pipeline.build(pipeline.tell(tmp_path), FR, only=pipeline.outputs_in(("diagrams",)))
    (picture,) = (tmp_path / "outputs" / "diagrams" / "processes").glob("*.svg")
    (page,) = PdfReader(picture.with_suffix(".pdf")).pages
    assert 'class="svcgraph process"' in picture.read_text()
    assert max(page.mediabox.width, page.mediabox.height) > 1.1 * 420 / 25.4 * 72  # A3 is 420 mm long
