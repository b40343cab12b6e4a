"""The door to Graphviz: which program, for how long, and what is said when it fails."""

import json
import os
import stat
import sys
import sysconfig
import time
from pathlib import Path

import pytest

from svcgraph import graphviz
from svcgraph.errors import UsageError
from svcgraph.graphviz import LayoutError, LayoutTimeout


def script(folder: Path, body: str) -> str:
    path = folder / "layout"
    path.write_text(f"#!{sys.executable}\n{body}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_the_program_is_that_of_the_environment_whatever_is_on_path(tmp_path, monkeypatch):
    (tmp_path / "dot").write_text("#!/bin/sh\nexit 9\n")
    (tmp_path / "dot").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert graphviz.program().parent == Path(sysconfig.get_path("scripts"))
    assert json.loads(graphviz.run("digraph { a -> b }"))["edges"]


def test_a_setting_names_another_program(tmp_path):
    other = script(tmp_path, "print('{}')")
    assert graphviz.program(other) == Path(other)
    assert graphviz.run("digraph { a }", setting=other) == "{}\n"


def test_a_missing_program_is_said_with_what_to_do():
    with pytest.raises(
        UsageError, match=r"/no/such/dot was not found.*pip install graphviz-pure.*svcgraph.yaml"
    ) as told:
        graphviz.run("digraph { a }", setting="/no/such/dot")
    assert told.value.exit_code == 2


def test_a_program_that_hangs_is_stopped_in_time(tmp_path):
    mark = tmp_path / "alive"
    slow = script(tmp_path, f"import time; time.sleep(4); open({str(mark)!r}, 'w')")
    begun = time.monotonic()
    with pytest.raises(LayoutTimeout, match=r"longer than 0\.3 s"):
        graphviz.run("digraph { a }", setting=slow, timeout=0.3)
    assert time.monotonic() - begun < 3
    assert not mark.exists()


def test_what_the_program_says_is_passed_on():
    with pytest.raises(LayoutError, match="syntax error"):
        graphviz.run("digraph { a -> ")


def test_a_file_that_is_no_program_is_an_error_not_a_crash(tmp_path):
    (tmp_path / "text").write_text("nothing to run")
    with pytest.raises(LayoutError):
        graphviz.run("digraph { a }", setting=str(tmp_path / "text"))


def test_only_the_noise_is_filtered():
    said = b"Warning: no value for width of non-ASCII character 195. Falling back\nError: real trouble\n"
    assert graphviz.told(said) == "Error: real trouble"


def test_the_python_packages_use_the_same_program(monkeypatch):
    import graphviz as package
    import pydot

    monkeypatch.setenv("PATH", os.devnull)
    path = graphviz.point_packages()
    assert b"<svg" in package.Source("digraph { a -> b }").pipe("svg")
    made = pydot.Dot("g", graph_type="digraph")
    made.add_edge(pydot.Edge("a", "b"))
    assert b"<svg" in made.create(prog=str(path), format="svg")
