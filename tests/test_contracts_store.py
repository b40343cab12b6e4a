"""Contract files: everything wrong is said at once, with lines; nothing is lost or dropped in silence."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import jsonschema
import pytest

from svcgraph.domain.contract import FORMAT, ClauseState, Dimension, Status
from svcgraph.domain.organisation import DayOff, Frequency
from svcgraph.domain.session import Answer, AnswerKind, CountingRule, FlowDecision
from svcgraph.domain.text import Text
from svcgraph.errors import Fault, Severity
from svcgraph.intake.yaml import load, plain
from svcgraph.store.contracts import SCHEMA, load_contracts, parse_contract
from svcgraph.store.contracts.format import json_schema
from svcgraph.store.contracts.migrations import STEPS

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


def test_a_newer_format_is_refused_and_says_why() -> None:
    contract, [fault] = parse_contract(GOOD.replace("format: 1", "format: 3").encode(), "sales--marketing.yaml")
    assert contract is None
    assert "format 3, which a newer svcgraph writes; this one reads up to 2" in _said(fault)[2]


@pytest.mark.parametrize("written", ["0", "-1", "x", "1.5", "999999999999"])
def test_what_is_no_format_is_refused(written: str) -> None:
    contract, [fault] = parse_contract(
        GOOD.replace("format: 1", f"format: {written}").encode(), "sales--marketing.yaml"
    )
    assert contract is None
    assert (fault.place.line, fault.code) == (1, "contract-format")


def test_an_older_format_is_read_through_its_step_and_stays_as_it_is_on_disk(tmp_path: Path) -> None:
    folder = tmp_path / "processes" / "contracts"
    folder.mkdir(parents=True)
    file = folder / "sales--marketing.yaml"
    file.write_text(GOOD, encoding="utf-8")
    found = load_contracts(tmp_path)
    assert (found.faults, found.current[0].languages) == ((), ("fr", "en"))
    assert file.read_text(encoding="utf-8") == GOOD


def test_the_step_from_1_to_2_finds_the_languages_and_keeps_those_that_stand_there() -> None:
    plain_texts = GOOD.replace("{fr: Rapport, en: Report}", "Rapport")
    said = {
        GOOD: ("fr", "en"),
        GOOD.replace("{fr: Rapport, en: Report}", "{en: Report}"): ("en",),
        plain_texts: (),
        GOOD.replace("status: active", "languages: [en]\nstatus: active"): ("en",),
        GOOD.replace("format: 1", "format: 1.0"): ("fr", "en"),
        GOOD.replace("format: 1", "format: 2"): (),
    }
    for text, languages in said.items():
        contract, faults = parse_contract(text.encode(), "sales--marketing.yaml")
        assert faults == ()
        assert contract is not None and contract.languages == languages


def test_every_format_has_a_step_to_the_next() -> None:
    assert sorted(STEPS) == list(range(1, FORMAT))


FORM = """\
format: 2
id: a--b
languages: [fr, en]
criticality: 3
supplier: {service: a, present: [ann, Bob]}
client: {service: b}
revision: 2027-03-01
serves: {promises: [e1], time_committed: 5 days of 5}
laid_flat:
  flows:
    - {name: Rapport, rhythm: weekly, decision: contract}
    - {name: Liste, decision: group, group_with: d1, remark: with the report}
  lacking: [a summary]
deliverables:
  - id: d1
    name: {fr: Rapport, en: Report, stale: en}
    acceptance: signed by the head
    criteria:
      - id: d1.c1
        text: In time
        objective: {text: every Monday, share: 95 %, timezone: Europe/London, calendar: BE, criticality: 2}
        indicator: {id: d1.c1.i1, definition: late ones, formula: k / n, due: the 5th working day of the month}
        answer: {kind: agreed if, text: if the list comes in time, expectation: e1}
expectations:
  - {id: e1, name: List}
keeper: ann
minimum_sample: 7
counting: {cut_off: "16:00", day_off: keep, struck: [incomplete file]}
review: {minutes: [{date: 2026-04-13, text: all well}]}
open_points: [{id: o1, point: who pays, owner: ann, due: 2026-12-01}]
agreed_but_for_points: true
as_is: {reason: urgent, by: ann, date: 2026-03-01}
endorsements: [{department: d, name: Zoe, role: director, date: 2026-03-02}]
"""


def test_everything_that_the_form_asks_for() -> None:
    contract, faults = parse_contract(FORM.encode(), "a--b.yaml")
    assert faults == ()
    assert contract is not None
    assert (contract.languages, contract.criticality, contract.supplier.present) == (("fr", "en"), 3, ("ann", "Bob"))
    assert contract.serves.time_committed == Text("5 days of 5", "5 days of 5")
    report, group = contract.laid_flat.flows
    assert (report.decision, group.decision, group.group_with, group.line) == (
        FlowDecision.CONTRACT,
        FlowDecision.GROUP,
        "d1",
        12,
    )
    [item] = contract.deliverables
    assert (item.name.stale, item.acceptance.en) == ("en", "signed by the head")
    [criterion] = item.criteria
    assert criterion.objective is not None and criterion.indicator is not None
    assert (criterion.objective.share, criterion.objective.timezone) == ("95 %", "Europe/London")
    assert criterion.indicator.due.en == "the 5th working day of the month"
    assert criterion.answer == Answer(
        kind=AnswerKind.AGREED_IF,
        text=Text("if the list comes in time", "if the list comes in time"),
        expectation="e1",
    )
    assert contract.counting.struck == (CountingRule.INCOMPLETE,)
    assert (contract.open_points[0].id, contract.open_points[0].line) == ("o1", 30)
    assert contract.as_is is not None and contract.as_is.by == "ann"
    assert contract.endorsements[0].date == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("old", "new", "line", "code"),
    [
        ("expectation: e1", "expectation: e7", 23, "dangling-clause"),
        ("name: Liste, decision", "name: rapport, decision", 12, "flow-twice"),
        ("kind: agreed if", "kind: maybe", 23, "contract-format"),
        ("struck: [incomplete file]", "struck: [all]", 28, "contract-format"),
        ("criticality: 3", "criticality: 4", 4, "contract-format"),
        ("stale: en", "stale: de", 16, "contract-format"),
        ("languages: [fr, en]", "languages: [de]", 3, "contract-format"),
        ("{id: o1", "{id: e1", 30, "clause-id-twice"),
    ],
)
def test_what_is_wrong_in_it_is_said_with_its_line(old: str, new: str, line: int, code: str) -> None:
    assert old in FORM
    contract, faults = parse_contract(FORM.replace(old, new).encode(), "a--b.yaml")
    assert contract is None
    assert [_said(fault)[:2] for fault in faults] == [(line, code)]


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
    jsonschema.validate(plain(load(FORM.encode(), "x")), schema)
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
