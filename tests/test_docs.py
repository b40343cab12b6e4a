"""The documentation names every command, option, attribute and column, its examples run, its links lead somewhere."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

import svcgraph
from svcgraph.cli._program import group, program
from svcgraph.cli._session import Session
from svcgraph.domain.attainment import Verdict
from svcgraph.errors import Unreadable, UsageError
from svcgraph.i18n import Words

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
COMMANDS = (DOCS / "commands.md").read_text(encoding="utf-8")
PYTHON = (DOCS / "python.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
WORKSPACE = Path(__file__).parent / "cli" / "workspace"
SHARED = {"--directory", "-C", "--lang", "--as-of", "--help", "-h"}


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, with the words that call it."""
    context = click.Context(group(Words("en")), obj=Session(lang="en"))
    waiting = [("svcgraph", context.command)]
    while waiting:
        name, command = waiting.pop()
        if isinstance(command, click.Group):
            children = (command.get_command(context, child) for child in command.list_commands(context))
            waiting += [(f"{name} {child.name}", child) for child in children if child]
        else:
            yield name, command


def sections(text: str) -> dict[str, str]:
    return {part.partition("\n")[0].strip(): part.partition("\n")[2] for part in text.split("\n## ")}


ALL = dict(sorted(commands()))


def test_every_command_has_its_section_and_every_section_its_command() -> None:
    assert {name for name in sections(COMMANDS) if name.startswith("svcgraph ")} == set(ALL)


@pytest.mark.parametrize("name", ALL)
def test_the_section_names_every_option(name: str) -> None:
    section = sections(COMMANDS)[name]
    head = COMMANDS.partition("\n## ")[0]
    for parameter in ALL[name].params:
        if isinstance(parameter, click.Option):
            for option in (*parameter.opts, *parameter.secondary_opts):
                assert option in (head if option in SHARED else section)
            choices = parameter.type.choices if isinstance(parameter.type, click.Choice) else ()
            assert not choices or "|".join(choices) in (head if parameter.opts[0] in SHARED else section).replace(
                "\\", ""
            )
        else:
            assert parameter.make_metavar(click.Context(ALL[name])).strip("[].") in section


def test_the_section_names_no_option_that_is_not_there() -> None:
    for name, command in ALL.items():
        known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
        prose = re.sub(r"```.*?```", "", sections(COMMANDS)[name], flags=re.DOTALL)
        assert set(re.findall(r"(?<![\w-])--?[a-zA-Z][a-z-]*", prose)) <= known


def test_readme_names_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in ALL:
        first, _, second = name.removeprefix("svcgraph ").partition(" ")
        row = next(line for line in readme.splitlines() if line.startswith(f"| `svcgraph {first}"))
        assert second in row


def examples() -> list[tuple[str, list[str]]]:
    blocks = re.findall(r"```text\n(.*?)```", COMMANDS, flags=re.DOTALL)
    runs = [run for block in blocks for run in re.split(r"^\$ ", block, flags=re.MULTILINE) if run]
    return [(run.partition("\n")[0], run.splitlines()[1:]) for run in runs]


@pytest.mark.parametrize(("line", "shown"), examples(), ids=[line for line, _ in examples()])
def test_the_example_prints_what_is_shown(
    line: str, shown: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """``…`` stands for any lines; between them what is shown is printed, line by line."""
    shutil.copytree(WORKSPACE, tmp_path / "workspace")
    monkeypatch.chdir(tmp_path / "workspace")
    monkeypatch.setenv("COLUMNS", "120")
    assert program(shlex.split(line)[1:]) == 0
    printed = capsys.readouterr().out.replace("\r\n", "\n")
    parts = [re.escape(part) for part in "\n".join(shown).split("…")]
    assert re.fullmatch(".*".join(parts) + "\\s*", printed, flags=re.DOTALL)


def links(page: Path) -> list[str]:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if not re.match(r"[a-z]+:", link)]


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    for link in links(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_every_page_is_reached_from_the_readme() -> None:
    seen: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page not in seen:
            seen.add(page)
            waiting += [(page.parent / link.partition("#")[0]).resolve() for link in links(page) if ".md" in link]
    assert [page for page in PAGES if page not in seen] == []


@pytest.fixture(scope="module")
def example() -> dict[str, Any]:
    """The names that the Python page has after its code has run, in the sample workspace."""
    names: dict[str, Any] = {}
    code = "\n".join(re.findall(r"```python\n(.*?)```", PYTHON, flags=re.DOTALL))
    exec(compile(code.replace('load(".")', f"load({str(ROOT)!r})"), "python.md", "exec"), names)
    return names


def test_the_python_example_gives_what_it_says(example: dict[str, Any]) -> None:
    assert example["way"][0] == "service-commercial"
    assert example["most"] in example["graph"]
    assert example["waiting"]
    assert len(example["busiest"]) == 3
    assert set(example["missed"].verdict) == {"missed"}
    assert example["organisation"].dot("en").get_node_list()


def test_the_python_page_names_every_attribute(example: dict[str, Any]) -> None:
    organisation = example["organisation"]
    graph, activities = (
        sections(PYTHON)["`graph`: services and handoffs"],
        sections(PYTHON)["`activities`: the work itself"],
    )
    for section, made in ((graph, organisation.graph), (graph + activities, organisation.activities)):
        found = {key for *_, data in (*made.nodes(data=True), *made.edges(data=True)) for key in data}
        assert [
            key for key in sorted(found | set(made.graph)) if f"`{key}`" not in section and f'"{key}"' not in section
        ] in (
            [],
            ["via"],
        )
    assert 'via="step"' in activities


def test_the_python_page_names_every_column_and_verdict(example: dict[str, Any]) -> None:
    frames = sections(PYTHON)["Frames"]
    columns = [*example["handoffs"].columns, *example["attainment"].columns]
    verdicts = [verdict.value for verdict in Verdict]
    assert [word for word in (*columns, *verdicts) if f"`{word}`" not in frames] == []


def test_an_organisation_without_handoffs_has_frames_with_columns(tmp_path: Path) -> None:
    program(["new", str(tmp_path / "shop")])
    organisation = svcgraph.load(tmp_path / "shop")
    assert list(organisation.handoffs.columns)[:4] == ["file", "process", "supplier", "client"]
    assert list(organisation.attainment.columns)[:3] == ["contract", "clause", "verdict"]


def test_load_raises_what_the_page_says(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        svcgraph.load(tmp_path)
    with pytest.raises(UsageError):
        svcgraph.load(WORKSPACE, period="someday")
