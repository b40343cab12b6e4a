"""Contract files: everything wrong is said at once, with lines; nothing is lost or dropped in silence."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import jsonschema
import pytest

from svcgraph.domain.contract import ClauseState, Dimension, Status
from svcgraph.domain.organisation import DayOff, Frequency
from svcgraph.domain.text import Text
from svcgraph.errors import Fault, Severity
from svcgraph.intake.yaml import load, plain
from svcgraph.store.contracts import SCHEMA, load_contracts, parse_contract
from svcgraph.store.contracts.format import json_schema

ROOT = Path(__file__).parent.parent
GOOD = """\
format: 1
id: sales--marketing
version: 1.10
status: active
title: {fr: Rapport, en: Report}
supplier: {service: sales, representative: ann}
client: {service: marketing}
start: 2026-03-01
deliverables:
  - id: d1
    name: Weekly report
    from_map: [Rapport hebdomadaire]
    volume: 12
    criteria:
      - id: d1.c1
        text: In time
        dimension: timeliness
        objective: {text: every Monday before 10:00, key: true, day_off: previous, depends_on: [e1.c1]}
        indicator: {id: d1.c1.i1, frequency: weekly, keeper: NO, minimum_sample: 5}
expectations:
  - id: e1
    name: List of products
    form:
    criteria:
      - {id: e1.c1, text: Before the month}
review: {every: monthly, held: [2026-04-13], next: 2026-12-14T11:00}
actions:
  - {id: p1, due: 2026-10-30, status: under way, objective: d1.c1}
"""


def faults_of(text: str, file: str = "sales--marketing.yaml") -> list[tuple[int, str, str]]:
    return [_said(fault) for fault in parse_contract(text.encode(), file)[1]]


def _said(fault: Fault) -> tuple[int, str, str]:
    return fault.place.line, fault.code, fault.message.format(**dict(fault.parameters))


def test_a_good_file() -> None:
    contract, faults = parse_contract(GOOD.encode(), "processes/contracts/sales--marketing.yaml")
    assert faults == ()
    assert contract is not None
    assert (contract.version, contract.status, contract.start) == ("1.10", Status.ACTIVE, date(2026, 3, 1))
    assert contract.title == Text("Rapport", "Report")
    report = contract.deliverables[0]
    assert (report.volume, report.state, report.line) == (Text("12", "12"), ClauseState.NEGOTIATED, 10)
    criterion = report.criteria[0]
    assert criterion.objective is not None and criterion.indicator is not None
    assert (criterion.dimension, criterion.objective.key, criterion.line) == (Dimension.TIMELINESS, True, 15)
    assert criterion.objective.day_off is DayOff.PREVIOUS
    assert (criterion.indicator.keeper, criterion.indicator.frequency) == ("NO", Frequency.WEEKLY)
    assert contract.review.next == datetime(2026, 12, 14, 11)
    assert contract.actions[0].line == 28


def test_all_faults_at_once_with_lines() -> None:
    text = (
        GOOD.replace("status: active", "status: actif")
        .replace("2026-03-01", "2026")
        .replace("[2026-04-13]", "[2026-02-30]")
        .replace("dimension:", "dimenson:")
        .replace("minimum_sample: 5", "minimum_sample: five")
    )
    said = faults_of(text)
    assert [(line, code) for line, code, _ in said] == [
        (4, "contract-format"),
        (8, "contract-format"),
        (17, "unknown-key"),
        (19, "contract-format"),
        (26, "contract-format"),
    ]
    assert "in negotiation" in said[0][2]
    assert "Did you mean “dimension”?" in said[2][2]


def test_unknown_key_is_said_and_the_rest_is_read() -> None:
    contract, faults = parse_contract((GOOD + "zzz: 1\n").encode(), "sales--marketing.yaml")
    assert contract is not None and contract.actions
    assert [(f.severity, f.place.line) for f in faults] == [(Severity.WARNING, 29)]


@pytest.mark.parametrize(
    ("old", "new", "line", "code"),
    [
        ("id: sales--marketing", "id: marketing--sales", 2, "contract-id"),
        ("id: d1\n", "id: x1\n", 10, "clause-id"),
        ("id: d1.c1\n", "id: d2.c1\n", 15, "clause-id"),
        ("id: d1.c1.i1", "id: d1.c1.i01", 19, "clause-id"),
        ("id: e1.c1", "id: e1", 25, "clause-id-twice"),
        ("[e1.c1]", "[e9.c1]", 18, "dangling-clause"),
        ("objective: d1.c1}", "objective: d7}", 28, "dangling-clause"),
        ("text: Before the month", "objective: {key: yes}", 25, "key-objectives"),
        ("client: {service: marketing}", "client: {service: sales}", 7, "contract-parties"),
    ],
)
def test_identity(old: str, new: str, line: int, code: str) -> None:
    assert old in GOOD
    contract, _ = parse_contract(GOOD.replace(old, new).encode(), "sales--marketing.yaml")
    assert contract is None
    assert (line, code) in [(at, what) for at, what, _ in faults_of(GOOD.replace(old, new))]


def test_the_file_is_named_after_the_contract() -> None:
    assert [code for _, code, _ in faults_of(GOOD, "contracts/other.yaml")] == ["contract-id"]
    assert faults_of(GOOD, "contracts/history/sales--marketing@1.10.yaml") == []
    assert faults_of(GOOD.replace("id: sales--marketing", "id: sales--marketing-2"), "sales--marketing-2.yaml") == []


@pytest.mark.parametrize("text", ["", "- a\n", "just words", "format: 7\n", "{{{", "a: &x 1\nb: *x\n"])
def test_what_is_no_contract_is_an_error(text: str) -> None:
    contract, faults = parse_contract(text.encode(), "x.yaml")
    assert contract is None
    assert faults and all(fault.severity is Severity.ERROR for fault in faults)


def test_a_newer_format_says_so() -> None:
    assert "newer svcgraph" in faults_of(GOOD.replace("format: 1", "format: 3"))[0][2]


def test_one_bad_file_loses_no_other(tmp_path: Path) -> None:
    folder = tmp_path / "processes" / "contracts"
    (folder / "history").mkdir(parents=True)
    (folder / "sales--marketing.yaml").write_text(GOOD, encoding="utf-8")
    (folder / "history" / "sales--marketing@1.10.yaml").write_text(GOOD, encoding="utf-8")
    (folder / "bad.yaml").write_bytes(b"\xff\xfe\x00")
    (folder / "notes.txt").write_text("x", encoding="utf-8")
    (folder / ".hidden.yaml").write_text("x", encoding="utf-8")
    (folder / "~$lock.yaml").write_text("x", encoding="utf-8")
    found = load_contracts(tmp_path)
    assert [contract.id for contract in found.current] == ["sales--marketing"]
    assert [contract.version for contract in found.history] == ["1.10"]
    assert {(fault.place.file, fault.severity) for fault in found.faults} == {
        ("processes/contracts/bad.yaml", Severity.ERROR),
        ("processes/contracts/notes.txt", Severity.NOTE),
    }


def test_no_folder_no_contracts(tmp_path: Path) -> None:
    assert load_contracts(tmp_path).current == ()


def test_the_published_schema_is_the_model() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == json_schema()


def test_the_schema_describes_every_key_and_accepts_a_good_file() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(plain(load(GOOD.replace("    form:\n", "").encode(), "x")), schema)
    assert all("description" in key for key in schema["properties"].values())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"format": 1}, schema)


def test_the_sample_contracts_have_no_faults() -> None:
    found = load_contracts(ROOT)
    assert found.faults == ()
    assert len(found.current) == 14
    assert [contract.version for contract in found.history] == ["1.0"]


def test_a_link_out_of_the_workspace_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "ws" / "processes" / "contracts"
    folder.mkdir(parents=True)
    (tmp_path / "sales--marketing.yaml").write_text(GOOD, encoding="utf-8")
    (folder / "sales--marketing.yaml").symlink_to(tmp_path / "sales--marketing.yaml")
    found = load_contracts(tmp_path / "ws")
    assert found.current == ()
    assert [fault.code for fault in found.faults] == ["not-a-contract"]


def test_a_flood_of_unknown_keys_is_said_briefly() -> None:
    flood = "".join(f"k{number}: 1\n" for number in range(20_000))
    contract, faults = parse_contract((GOOD + flood).encode(), "sales--marketing.yaml")
    assert len(faults) == 101
    assert dict(faults[-1].parameters)["n"] == "19900"
    assert contract is None


def test_the_documentation_names_every_key() -> None:
    told = "".join((ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("workspace.md", "contracts.md"))
    schema = json_schema()
    shapes = [schema, *(shape for shape in schema["$defs"].values() if "properties" in shape)]
    inner = {"process", "source_id", "target_id", "target", "via"}  # of evidence, which the tool writes
    keys = {key for shape in shapes for key in shape["properties"]} - inner
    assert sorted(key for key in keys if f"{key}:" not in told and f"`{key}`" not in told) == []
