"""What is loaded before it is needed: nothing heavy for help, nothing but a reader for the handoffs of a file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

WORKSPACE = Path(__file__).parent / "cli" / "workspace"
BARE = Path(__file__).parent / "cli" / "bare"
TABLES = ("pandas", "numpy", "networkx", "lxml", "pydantic", "pydot", "graphviz")
LATER = ("yaml", "lark", "babel", "holidays", "typst", "resvg_py", "xlsxwriter", "python_calamine", "rapidfuzz")
SCRIPT = """
import json, os, sys
from svcgraph.cli._program import program
out, sys.stdout = sys.stdout, open(os.devnull, "w")
code = program({words!r})
out.write(json.dumps([code, sorted(sys.modules)]))
"""


def loaded(*words: str, cwd: Path) -> set[str]:
    """The modules that the command has loaded when it ends."""
    script = SCRIPT.format(words=list(words))
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=cwd, env=dict(os.environ), capture_output=True, check=True
    )
    code, modules = json.loads(done.stdout)
    assert code == 0, done.stderr
    return set(modules)


@pytest.mark.parametrize(
    "words", [("--help",), ("handoffs", "--help"), ("build", "--help"), ("--version",)], ids=" ".join
)
@pytest.mark.parametrize("inside", [True, False], ids=["in a workspace", "outside"])
def test_help_loads_nothing_heavy(words: tuple[str, ...], inside: bool, tmp_path: Path) -> None:
    modules = loaded(*words, cwd=WORKSPACE if inside else tmp_path)
    assert "svcgraph.cli._program" in modules
    assert not modules.intersection({*TABLES, *LATER})
    assert not {name for name in modules if name.startswith(("svcgraph.domain", "svcgraph.readers", "svcgraph.views"))}


def test_the_handoffs_of_a_file_load_no_tables_and_no_terminal() -> None:
    modules = loaded("handoffs", "orders.bpmn", "--format", "json", cwd=BARE)
    assert "svcgraph.readers.bpmn" in modules
    assert not modules.intersection({*TABLES, "rich.console", "rich.table", "lark", "babel", "holidays"})


def test_the_library_loads_no_frames_before_they_are_asked_for() -> None:
    script = "import sys, svcgraph; one = svcgraph.load('.'); print('pandas' in sys.modules, 'networkx' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=WORKSPACE, capture_output=True, check=True, text=True)
    assert done.stdout.split() == ["False", "False"]


@pytest.mark.parametrize(("files", "others"), [(["a.bpmn", "b/c.BPMN"], False), (["a.bpmn", "LICENSE.txt"], True)])
def test_before_processes_begin_only_the_readers_that_files_will_be_shown_to_are_loaded(
    files: list[str], others: bool
) -> None:
    script = f"""
import sys
from svcgraph.store.maps import load_readers
load_readers({files!r})
print(*("svcgraph.readers." + name in sys.modules for name in ("bpmn", "word")))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert done.stdout.split() == ["True", str(others)]


@pytest.mark.parametrize("terminal", ["cp1252", "cp850", "ascii"])
@pytest.mark.parametrize("words", [("--help",), ("whatif", "--help"), ("handoffs", "--no-such")], ids=" ".join)
def test_what_is_said_comes_out_whatever_the_terminal_writes(words: tuple[str, ...], terminal: str) -> None:
    """French has blanks and apostrophes that the encodings of French Windows lack."""
    done = subprocess.run(
        [sys.executable, "-m", "svcgraph", "--lang", "fr", *words],
        env=dict(os.environ) | {"PYTHONIOENCODING": terminal},
        capture_output=True,
        check=False,
    )
    assert done.returncode == (2 if "--no-such" in words else 0)
    assert "Traceback" not in done.stderr.decode()
    assert "\N{RIGHT SINGLE QUOTATION MARK}" in (done.stdout + done.stderr).decode()
