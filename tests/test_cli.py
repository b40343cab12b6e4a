"""Commands as people see them: each file of ``tests/cli/*.txt`` is a session, a command and what it prints.

The first line says what it is about, ``$`` begins a command, ``!`` a line on standard error, ``[1]`` an exit code
other than 0. A session runs in a copy of ``tests/cli/workspace``; those called ``bare-…`` in ``tests/cli/bare``, where
no workspace is. After a change that is meant, ``REGENERATE=1 pytest tests/test_cli.py`` writes the sessions anew: read
the difference.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from svcgraph.cli._program import program

HERE = Path(__file__).parent / "cli"
SESSIONS = sorted(path.name for path in HERE.glob("*.txt"))
BROKEN = "process: Repair\nactivities: [never closed\n"
LOCALE_NAMES = ("LANG", "LC_ALL", "LC_MESSAGES")


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in LOCALE_NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "120")


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environment: None) -> Path:
    return _copy("workspace", tmp_path, monkeypatch)


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environment: None) -> Path:
    return _copy("bare", tmp_path, monkeypatch)


def _copy(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / name
    shutil.copytree(HERE / name, folder)
    monkeypatch.chdir(folder)
    return folder


class Run:
    """One command: its exit code and what it said."""

    def __init__(self, capsys: pytest.CaptureFixture[str], *words: str) -> None:
        self.code = program(words)
        self.out, self.err = capsys.readouterr()

    @property
    def json(self) -> object:
        return json.loads(self.out)


def _transcript(line: str, run: Run, folder: Path) -> list[str]:
    def said(text: str) -> list[str]:
        text = text.replace(str(folder), "FOLDER").replace("\ufeff", "<BOM>")
        return [part.rstrip() for part in text.rstrip().splitlines()] if text.strip() else []

    code = [f"[{run.code}]"] if run.code else []
    return [line, *said(run.out), *(f"! {part}".rstrip() for part in said(run.err)), *code]


@pytest.mark.parametrize("name", SESSIONS)
def test_session(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    environment: None,
) -> None:
    folder = _copy("bare" if name.startswith("bare-") else "workspace", tmp_path, monkeypatch)
    written = (HERE / name).read_text(encoding="utf-8")
    seen = written.splitlines()[:1]  # what the session is about
    for line in written.splitlines():
        if line.startswith("$ svcgraph"):
            seen += [*_transcript(line, Run(capsys, *shlex.split(line)[2:]), folder), ""]
    text = "\n".join(seen).rstrip() + "\n"
    if os.environ.get("REGENERATE"):
        (HERE / name).write_text(text, encoding="utf-8")
    assert text == written


def test_handoffs_of_a_workspace_name_its_services(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = Run(capsys, "handoffs", "--format", "json")
    found = [(one["supplier"]["id"], one["client"]["id"], one["deliverable"]) for one in run.json]  # type: ignore[attr-defined]
    assert run.code == 0
    assert [one["file"] for one in run.json] == sorted(one["file"] for one in run.json)  # type: ignore[attr-defined]
    assert ("sales", "marketing", "Weekly report") in found
    assert ("stock", "customer", "Parcel") in found


def test_files_are_bare_even_inside_a_workspace(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = Run(capsys, "handoffs", "processes/orders.bpmn", "--format", "json")
    names = {(one["client"]["name"], tuple(one["client"]["path"])) for one in run.json}  # type: ignore[attr-defined]
    assert ("Stock", ("The Shop", "Stock")) in names  # not "Warehouse", which only the organisation file says
    assert all(one["file"] == "processes/orders.bpmn" for one in run.json)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "words",
    [
        ("--lang", "fr", "services"),
        ("--lang=fr", "services"),
        ("services", "--lang", "fr"),
        ("services", "--lang=fr"),
    ],
)
def test_the_language_may_stand_before_or_after(
    words: tuple[str, ...], workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = Run(capsys, *words)
    assert "Identifiant" in run.out
    assert "Entrepôt" in run.out


@pytest.mark.parametrize(
    "words",
    [
        ("-C", "{}", "services"),
        ("-C{}", "services"),
        ("--directory={}", "services"),
        ("--directory", "{}", "services"),
        ("services", "-C", "{}"),
        ("services", "--directory={}"),
        ("contracts", "-C", "{}", "list"),
        ("contracts", "list", "-C", "{}"),
    ],
)
def test_the_workspace_may_be_named_in_every_way(
    words: tuple[str, ...],
    workspace: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    run = Run(capsys, *(word.format(workspace) for word in words))
    assert (run.code, run.err) == (0, "")
    assert "Warehouse" in run.out or "stock" in run.out


def test_the_workspace_is_found_upward(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(workspace / "processes" / "contracts")
    assert "Warehouse" in Run(capsys, "services").out


@pytest.mark.parametrize(("lang", "word"), [("fr_FR.UTF-8", "pas d’espace de travail"), ("C", "no workspace here")])
def test_lang_speaks_where_no_workspace_does(
    lang: str, word: str, bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANG", lang)
    run = Run(capsys, "build")
    assert run.code == 2
    assert word in run.err


@pytest.mark.parametrize(
    "words",
    [
        ("attainment", "--period", "someday"),
        ("attainment", "--as-of", "2026-13-01"),
        ("attainment", "--by", "colour"),
        ("handoffs", "--via", "pigeon"),
        ("services", "processes/orders.bpmn", "--suggest"),
        ("contracts", "show", "CS-99"),
        ("diagram", "process", "nothing"),
        ("diagram", "service", "nothing"),
        ("diagram", "organisation", "processes"),
        ("diagram", "organisation", "-o", "picture.docx"),
        ("--lang", "de", "build"),
        ("-C", "nowhere", "build"),
        ("fly",),
    ],
)
def test_usage_errors_are_2_and_say_why(
    words: tuple[str, ...], workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = Run(capsys, *words)
    assert run.code == 2
    assert run.out == ""
    assert run.err.strip()
    assert "Traceback" not in run.err


@pytest.mark.parametrize(
    ("words", "french", "english"),
    [
        (("fly",), "pas de commande fly", "no command fly"),
        (("build", "--fly"), "pas d’option --fly", "no option --fly"),
        (("contracts", "show"), "il manque ID", "ID is missing"),
        (("contracts", "list", "extra"), "trop de mots\xa0: extra", "too many words: extra"),
        (("attainment", "--by"), "--by\xa0: il manque une valeur", "--by: a value is missing"),
        (("attainment", "--by", "x"), "--by\xa0: choisissez parmi objective", "--by: choose one of objective"),
        (("attainment", "--as-of", "x"), "une date s’écrit 2026-11-16", "a date is written 2026-11-16"),
        (("build", "-C", "nowhere"), "ce dossier n’existe pas", "there is no such folder"),
        (("diagram", "organisation", "-o", "processes"), "c’est un dossier", "that is a folder"),
    ],
)
def test_usage_errors_speak_the_language(
    words: tuple[str, ...], french: str, english: str, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for language, said in (("fr", french), ("en", english)):
        run = (
            Run(capsys, *words, "--lang", language)
            if words != ("attainment", "--by")
            else Run(capsys, "--lang", language, *words)
        )
        assert run.code == 2
        assert run.err.startswith("svcgraph")
        assert said in run.err


def test_a_name_of_several_is_refused(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy("processes/hiring.dot", "processes/hiring-again.dot")
    run = Run(capsys, "diagram", "process", "Hiring")
    assert run.code == 2
    assert "several processes are Hiring: " in run.err


@pytest.mark.parametrize("name", ["processes/hiring.dot", "{}/processes/hiring.dot", "hiring.dot"])
def test_a_map_of_the_workspace_is_found_by_its_path(
    name: str, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert Run(capsys, "diagram", "process", name.format(workspace), "-o", "picture.dot").code == 0
    assert "Accountng" in Path("picture.dot").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("level", "code"), [((), 0), (("error",), 0), (("warning",), 1), (("note",), 1), (("never",), 0)]
)
def test_check_fails_on_the_severity_asked_for(
    level: tuple[str, ...], code: int, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = Run(capsys, "check", *(("--fail-on", *level) if level else ()))
    assert run.code == code
    assert "warning" in run.out


def test_a_check_raised_by_the_workspace_fails(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (workspace / "svcgraph.yaml").open("a", encoding="utf-8") as file:
        file.write("severities: {missing-deputy: error}\n")
    assert Run(capsys, "check").code == 1


COMMANDS = [
    ("services",),
    ("services", "--suggest"),
    ("handoffs",),
    ("contracts", "list"),
    ("contracts", "draft"),
    ("contracts", "show", "CS-01"),
    ("check",),
    ("attainment",),
    ("build",),
    ("diagram", "organisation", "-o", "picture.dot"),
]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_an_unreadable_file_is_3_after_the_rest_was_done(
    words: tuple[str, ...], workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = Run(capsys, *words)
    (workspace / "processes" / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    run = Run(capsys, *words)
    assert run.code == 3
    assert "processes/broken.yaml:3" in (run.out if words == ("check",) else run.err)
    told = [line for line in before.out.splitlines() if "finding" not in line]
    assert [line for line in told if line not in run.out.splitlines()] == []


@pytest.mark.parametrize("shape", ["csv", "json"])
def test_check_keeps_the_reason_out_of_the_data(
    shape: str, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (workspace / "processes" / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    run = Run(capsys, "check", "--format", shape)
    assert run.code == 3
    assert run.err.startswith("processes/broken.yaml:3: error: ")


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_what_does_not_hold_between_files_is_3_too(
    words: tuple[str, ...], workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A name of two services cannot be used for either, which nobody may overlook."""
    organisation = workspace / "processes" / "organisation.yaml"
    text = organisation.read_text(encoding="utf-8")
    organisation.write_text(text.replace("aliases: [Stock]", "aliases: [Stock, Sales team]"), encoding="utf-8")
    run = Run(capsys, *words)
    assert run.code == 3
    assert "processes/organisation.yaml:8" in (run.out if words == ("check",) else run.err)


def test_a_map_with_too_many_handoffs_is_left_out_and_said(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("svcgraph.domain.handoff.find.__kwdefaults__", {"limit": 2})
    for words in (("handoffs",), ("build",)):
        run = Run(capsys, *words)
        assert run.code == 3
        assert "processes/orders.bpmn: error: processes/orders.bpmn has more than 2 handoffs" in run.err
    assert "Promotion plan" in Run(capsys, "handoffs", "--format", "csv").out


def test_settings_that_cannot_be_read_end_every_command(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (workspace / "svcgraph.yaml").write_text("language: en\nas_of: 31\ntimezone: Mars\n", encoding="utf-8")
    run = Run(capsys, "build")
    assert run.code == 3
    assert run.out == ""
    assert [line.split(": ")[0] for line in run.err.splitlines()] == ["svcgraph.yaml:2", "svcgraph.yaml:3"]
    assert not (workspace / "outputs").exists()


def test_an_unwritable_place_is_said(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (workspace / "taken").write_text("a file, no folder", encoding="utf-8")
    run = Run(capsys, "diagram", "organisation", "-o", "taken/picture.dot")
    assert run.code == 1
    assert "taken/picture.dot cannot be written" in run.err


def test_build_writes_only_outputs(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()}
    assert Run(capsys, "build").code == 0
    files = [path for path in workspace.rglob("*") if path.is_file()]
    new = {path.relative_to(workspace).parts[0] for path in files if path not in before}
    assert new == {"outputs"}
    assert all(path.read_bytes() == data for path, data in before.items())


def test_what_somebody_filled_in_stays(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Run(capsys, "contracts", "draft")
    draft = workspace / "outputs" / "contracts" / "sales--stock.yaml"
    draft.write_text(draft.read_text(encoding="utf-8") + "# agreed by phone\n", encoding="utf-8")
    with (workspace / "processes" / "organisation.yaml").open("a", encoding="utf-8") as file:
        file.write("  - {fr: Bon de préparation, en: Picking list}\n")
    run = Run(capsys, "contracts", "draft")
    assert "contracts/sales--stock.yaml was changed by somebody and stays" in run.err
    assert draft.read_text(encoding="utf-8").endswith("# agreed by phone\n")
    assert (draft.parent / "sales--stock-2.yaml").is_file()


@pytest.mark.parametrize(
    "words", [("--as-of", "2026-09-30", "contracts", "list"), ("contracts", "--as-of", "2026-09-30", "list")]
)
def test_the_day_may_stand_anywhere(
    words: tuple[str, ...], workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert Run(capsys, *words).code == 0
    before = Run(capsys, "--as-of", "2026-09-30", "attainment")
    assert "As known on 30 September 2026." in before.out
    assert before.out == Run(capsys, "attainment", "--as-of", "2026-09-30").out


def test_a_day_before_the_contract_judges_nothing(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    early = Run(capsys, "attainment", "--as-of", "2026-01-31", "--format", "json").json
    assert [row["verdict"] for row in early["rows"]] == ["not due", "no data"]  # type: ignore[index]
    late = Run(capsys, "attainment", "--as-of", "2026-10-05", "--period", "2026-09", "--format", "json").json
    assert [row["count"] for row in late["rows"] if row["contract"] == "CS-01"] == ["2 of 4"]  # type: ignore[index]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_new_workspace_builds_and_says_what_to_do(
    language: str, bare: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = Run(capsys, "--lang", language, "new", "shop")
    assert made.code == 0
    assert "shop/processes" in made.out
    built = Run(capsys, "-C", "shop", "build")
    assert built.code == 0
    assert {"fr": "Aucune carte", "en": "No process map yet"}[language] in built.out
    assert not [line for line in built.err.splitlines() if "error" in line or "erreur" in line]


def test_new_refuses_a_workspace_and_changes_nothing(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()}
    run = Run(capsys, "new", ".")
    assert run.code == 2
    assert "already there" in run.err
    assert {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("form", ["svg", "pdf", "png", "dot"])
@pytest.mark.parametrize("kind", ["organisation", "process"])
def test_a_single_file_is_drawn_in_every_form(
    kind: str, form: str, bare: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = Run(capsys, "diagram", kind, "orders.bpmn", "--format", form)
    assert run.code == 0
    assert run.out == f"orders.{form}\n"
    start = {"svg": b"<", "pdf": b"%PDF", "png": b"\x89PNG", "dot": b"digraph"}[form]
    assert (bare / f"orders.{form}").read_bytes().lstrip().startswith(start)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("organisation",), "organisation.svg"),
        (("process", "p1"), "p1.svg"),
        (("process", "Décider des promotions"), "p1.svg"),
        (("process", "promotions.yaml"), "p1.svg"),
        (("service", "SAL"), "sales.svg"),
        (("service", "Ventes"), "sales.svg"),
    ],
)
def test_a_picture_of_the_workspace_by_any_of_its_names(
    words: tuple[str, ...], name: str, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = Run(capsys, "diagram", *words)
    assert run.code == 0
    assert run.out == f"{name}\n"
    assert (workspace / name).read_bytes().startswith(b"<")


def test_a_folder_stands_for_the_maps_below_it(bare: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (bare / ".hidden").mkdir()
    shutil.copy("orders.bpmn", ".hidden/orders.bpmn")
    run = Run(capsys, "handoffs", ".", "--format", "json")
    assert run.code == 3  # broken.yaml
    assert {one["file"] for one in run.json} == {"orders.bpmn", "returns.csv"}  # type: ignore[attr-defined]
    assert "broken.yaml:3" in run.err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such file names")
def test_names_from_files_do_not_steer_the_terminal(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (workspace / "processes" / "\x1b[31mred\n.bpmn").write_bytes(b"<a/>")
    (workspace / "processes" / "sheet.yaml").write_text(
        'process: P\nactivities: [{no: 1, activity: "\\e[2JA", service: S, "\\e[2J": 1, next: "\\e]0;x"}]\n',
        encoding="utf-8",
    )
    for words in (("handoffs", "processes"), *COMMANDS[:8]):
        run = Run(capsys, *words)
        assert run.code == 3
        assert "\x1b" not in run.out + run.err
    assert "\ufffd[31mred .bpmn: error" in Run(capsys, "build").err


def _shell(*words: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    kept = {key: value for key, value in os.environ.items() if key not in LOCALE_NAMES}
    return subprocess.run(
        [sys.executable, "-m", "svcgraph", *words],
        cwd=cwd,
        env={**kept, **environment},
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_as_a_process_output_is_utf8_whatever_the_terminal(workspace: Path) -> None:
    done = _shell("services", "--format", "json", "--lang", "fr", cwd=workspace, LC_ALL="C", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Entrepôt" in [row["name"] for row in json.loads(done.stdout.decode("utf-8"))["rows"]]


@pytest.mark.parametrize(
    ("words", "code"), [(("check", "--fail-on", "warning"), 1), (("fly",), 2), (("handoffs", "no.bpmn"), 3)]
)
def test_as_a_process_the_shell_sees_the_exit_code(words: tuple[str, ...], code: int, workspace: Path) -> None:
    assert _shell(*words, cwd=workspace).returncode == code
