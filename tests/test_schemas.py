"""The JSON of every command has a published schema in ``docs/schemas``, and keeps to it.

Schemas of listings come from their columns: after a change that is meant, ``REGENERATE=1 pytest
tests/test_schemas.py`` writes them anew.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from svcgraph import pipeline
from svcgraph.cli._program import program
from svcgraph.desk import history
from svcgraph.domain.actions import listed
from svcgraph.domain.organisation import Organisation
from svcgraph.i18n import Words
from svcgraph.outputs._laid_out import laid_out
from svcgraph.renderers.json import schema
from svcgraph.store.calendar import work_calendar
from svcgraph.story import Story
from svcgraph.views.actions import actions_table
from svcgraph.views.attainment_listing import attainment_listing
from svcgraph.views.brought import imported_columns
from svcgraph.views.chain_words import ChainWords
from svcgraph.views.changes import changes_table
from svcgraph.views.contracts import contracts_table
from svcgraph.views.drift import drift_table
from svcgraph.views.findings import findings_table
from svcgraph.views.portfolio import dossiers_table
from svcgraph.views.promises import inputs_table, promises_table
from svcgraph.views.readings_due import due_table
from svcgraph.views.reality import activity_columns, service_columns
from svcgraph.views.services import performers_table, services_table, suggestions_table
from svcgraph.views.steps import log_table
from svcgraph.views.tables import Table
from svcgraph.views.whatif import Side, whatif_table
from svcgraph.views.wording import Wording

ROOT = Path(__file__).parents[1]
SCHEMAS = ROOT / "docs" / "schemas"
TINY = Path(__file__).parent / "cli" / "workspace"
CORPUS = ROOT.parent / "shared" / "corpus" / "bpmn"
BPMN = sorted((ROOT / "processes").rglob("*.bpmn"))

# schema → command; what `--format json` of the command prints
COMMANDS = {
    "services": ["services"],
    "suggestions": ["services", "--suggest"],
    "services-of-files": ["services", str(BPMN[0])],
    "handoffs": ["handoffs"],
    "handoffs-of-files": ["handoffs", *map(str, BPMN)],
    "contracts": ["contracts", "list"],
    "contracts-log": ["contracts", "log", "CS-01"],
    "drift": ["drift", "--from", str(TINY)],
    "contracts-diff": ["contracts", "diff", "CS-01", "draft"],
    "portfolio": ["contracts", "draft"],
    "check": ["check"],
    "attainment-by-objective": ["attainment"],
    "attainment-by-contract": ["attainment", "--by", "contract"],
    "attainment-by-service": ["attainment", "--by", "service"],
    "attainment-by-owner": ["attainment", "--by", "owner"],
    "attainment-by-process": ["attainment", "--by", "process"],
    "attainment-history": ["attainment", "--history", "6"],
    "attainment-history-by-contract": ["attainment", "--by", "contract", "--history", "6"],
    "chain": ["chain"],
    "explain": ["explain", "CS-01"],
    "analyse": ["analyse"],
    "readings-due": ["readings", "due"],
    "actions": ["actions"],
    "promises": ["promises"],
    "promises-inputs": ["promises", "--inputs"],
    "objective": ["objective", "every Monday before 10:00"],
    "whatif": ["whatif", str(TINY / "without-marketing.yaml")],
    "import": ["import", str(BPMN[0]), "--into", BPMN[0].parent.name],
    "reality-by-service": ["reality", str(TINY / "events.csv")],
    "reality-by-activity": ["reality", str(TINY / "events.csv"), "--by", "activity"],
}
BY_HAND = {"analyse", "explain", "handoffs", "handoffs-of-files", "chain", "objective"}


def published(name: str) -> Any:
    return json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))


def validate(value: Any, name: str) -> None:
    jsonschema.validate(value, published(name), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)


@pytest.fixture(scope="module")
def sample(sample_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy, for `contracts draft` writes."""
    root = tmp_path_factory.mktemp("schemas") / "sample"
    shutil.copytree(sample_root / "processes", root / "processes")
    shutil.copy(sample_root / "svcgraph.yaml", root)
    return root


@pytest.fixture(scope="module")
def story() -> Story:
    return pipeline.tell(TINY)


def _listing(name: str, story: Story, words: Words) -> Table:
    organisation: Organisation = story.organisation
    if name.startswith("attainment-"):
        past = history.told(story, 6) if "history" in name else None
        by = "contract" if name.endswith("-contract") else name.removeprefix("attainment-by-")
        by = "objective" if name == "attainment-history" else by
        known = (story.attainment, story.contracts, organisation, story.graph, words)
        return attainment_listing(*known, by=by, history=past, long=True)
    return {
        "services": lambda: services_table(story.graph, organisation, words),
        "suggestions": lambda: suggestions_table((), words),
        "services-of-files": lambda: performers_table((), words),
        "contracts": lambda: contracts_table(story.contracts, story.graph, words),
        "drift": lambda: drift_table((), Wording(story.graph, organisation, words)),
        "contracts-log": lambda: log_table((), words),
        "contracts-diff": lambda: changes_table((), words),
        "actions": lambda: actions_table(listed(story.contracts, story.as_of), organisation, words, story.as_of),
        "promises": lambda: promises_table(organisation, story.graph, story.attainment, story.chains, words),
        "promises-inputs": lambda: inputs_table(organisation, story.graph, words),
        "portfolio": lambda: dossiers_table(story.dossiers, story.graph, organisation, words),
        "readings-due": lambda: due_table(
            laid_out(story),
            organisation,
            work_calendar(organisation.calendar),
            words,
            judged=story.attainment.period,
        ),
        "check": lambda: findings_table(pipeline.check(story), words),
        "import": lambda: Table(columns=imported_columns(words)),
        "reality-by-service": lambda: Table(columns=service_columns(words)),
        "reality-by-activity": lambda: Table(columns=activity_columns(words)),
        "whatif": lambda: whatif_table("", _side(story, words), _side(story, words), words, only_differences=False),
    }[name]()


def _side(story: Story, words: Words) -> Side:
    return Side(
        graph=story.graph,
        contracts=story.contracts,
        attainment=story.attainment,
        dossiers=story.dossiers,
        chains=story.chains,
        told=ChainWords(story.graph, story.organisation, story.contracts, words),
    )


def test_every_schema_is_of_a_command_and_every_command_has_one() -> None:
    assert {path.name.removesuffix(".schema.json") for path in SCHEMAS.glob("*.json")} == set(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_schema_is_one(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(published(name))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", sorted(set(COMMANDS) - BY_HAND))
def test_the_schema_of_a_listing_is_that_of_its_columns(name: str, language: str, story: Story) -> None:
    listed = {**schema(_listing(name, story, Words(language)).columns), "title": " ".join(COMMAND_WORDS[name])}
    if os.environ.get("REGENERATE"):
        text = json.dumps(listed, indent=2, ensure_ascii=False) + "\n"
        (SCHEMAS / f"{name}.schema.json").write_text(text, encoding="utf-8")
    assert listed == published(name)


COMMAND_WORDS = {
    name: ["svcgraph", *(word for word in words if not word.endswith(".bpmn"))] for name, words in COMMANDS.items()
} | {
    "drift": ["svcgraph", "drift"],
    "services-of-files": ["svcgraph", "services", "FILE…"],
    "whatif": ["svcgraph", "whatif", "FILE"],
    "import": ["svcgraph", "import", "FILE…"],
    "reality-by-service": ["svcgraph", "reality", "LOG"],
    "reality-by-activity": ["svcgraph", "reality", "LOG", "--by", "activity"],
}


@pytest.mark.no_cover  # each command is traced in its own tests
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_what_the_command_prints_keeps_to_its_schema(
    name: str, language: str, sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for root in (sample, TINY):
        if name in ("portfolio", "import") and root == TINY:
            continue  # it would write into the tests
        assert program(["-C", str(root), "--lang", language, *COMMANDS[name], "--format", "json"]) == 0
        value = json.loads(capsys.readouterr().out)
        validate(value, name)
        assert value or name == "suggestions"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the public corpus is not beside the repository")
def test_the_handoffs_of_real_files_keep_to_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    files = sorted(CORPUS.rglob("*.bpmn"))[::7]
    program(["handoffs", *map(str, files), "--format", "json"])
    validate(json.loads(capsys.readouterr().out), "handoffs-of-files")


@pytest.mark.parametrize("name", ["handoffs", "handoffs-of-files"])
@pytest.mark.parametrize(
    ("key", "value"), [("via", "pigeon"), ("flows", None), ("supplier", {"id": "x"}), ("colour", "red"), ("file", 7)]
)
def test_the_schema_of_handoffs_refuses_others(
    name: str, key: str, value: object, capsys: pytest.CaptureFixture[str]
) -> None:
    program(["-C", str(TINY), *COMMANDS[name][:1], *map(str, BPMN[:1] if "files" in name else []), "--format", "json"])
    rows = json.loads(capsys.readouterr().out)
    with pytest.raises(jsonschema.ValidationError):
        validate([{**rows[0], key: value}], name)
