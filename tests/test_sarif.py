"""Findings as SARIF 2.1.0: the log keeps to the standard's structure, and says the same as the listing."""

from __future__ import annotations

import json
import shutil

import jsonschema
import pytest

from svcgraph import pipeline
from svcgraph.cli._program import program
from svcgraph.domain.facts import Rule
from svcgraph.errors import EXIT_FINDINGS, EXIT_USAGE, Fault, Place, Severity
from svcgraph.i18n import Words
from svcgraph.renderers import sarif
from svcgraph.views.findings_log import findings_log

TEXT = {"type": "object", "properties": {"text": {"type": "string", "minLength": 1}}, "required": ["text"]}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
RELATIVE = {"type": "string", "pattern": r"^[A-Za-z0-9._~%/-]+$", "not": {"pattern": r"^/|\.\./|^[a-z]+:"}}
# What we use of sarif-schema-2.1.0.json; nothing else may appear.
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": {"$ref": "#/$defs/run"}},
    },
    "$defs": {
        "run": {
            "type": "object",
            "required": ["tool"],
            "additionalProperties": False,
            "properties": {
                "tool": {
                    "type": "object",
                    "required": ["driver"],
                    "properties": {"driver": {"$ref": "#/$defs/driver"}},
                },
                "language": {"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                "originalUriBaseIds": {"type": "object", "additionalProperties": {"properties": {"description": TEXT}}},
                "invocations": {"type": "array", "items": {"required": ["executionSuccessful"]}},
                "results": {"type": "array", "items": {"$ref": "#/$defs/result"}},
            },
        },
        "driver": {
            "type": "object",
            "required": ["name"],
            "additionalProperties": False,
            "properties": {
                "name": {"const": "svcgraph"},
                "semanticVersion": {"type": "string", "pattern": r"^\d+\.\d+\.\d+"},
                "informationUri": {"type": "string", "format": "uri"},
                "rules": {"type": "array", "uniqueItems": True, "items": {"$ref": "#/$defs/rule"}},
            },
        },
        "rule": {
            "type": "object",
            "required": ["id", "shortDescription", "help"],
            "additionalProperties": False,
            "properties": {
                "id": {"type": "string", "pattern": "^[a-z-]+$"},
                "shortDescription": TEXT,
                "help": TEXT,
                "helpUri": {"type": "string", "format": "uri"},
                "defaultConfiguration": {"properties": {"level": LEVEL}, "additionalProperties": False},
            },
        },
        "result": {
            "type": "object",
            "required": ["message", "ruleId", "ruleIndex", "level", "locations"],
            "additionalProperties": False,
            "properties": {
                "ruleId": {"type": "string"},
                "ruleIndex": {"type": "integer", "minimum": 0},
                "level": LEVEL,
                "message": TEXT,
                "locations": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/location"}},
                "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
            },
        },
        "location": {
            "type": "object",
            "required": ["physicalLocation"],
            "additionalProperties": False,
            "properties": {
                "physicalLocation": {
                    "type": "object",
                    "required": ["artifactLocation"],
                    "additionalProperties": False,
                    "properties": {
                        "artifactLocation": {"properties": {"uri": RELATIVE, "uriBaseId": {"const": "%SRCROOT%"}}},
                        "region": {
                            "additionalProperties": False,
                            "properties": {"startLine": {"type": "integer", "minimum": 1}},
                        },
                    },
                },
                "logicalLocations": {
                    "type": "array",
                    "items": {"properties": {"fullyQualifiedName": {"type": "string"}, "kind": {"type": "string"}}},
                },
            },
        },
    },
}
RULE = Rule(code="b-rule", severity=Severity.NOTE, finds="Two names probably mean one service")


def fault(**changes) -> Fault:
    place = Place(file="processes/a b/é#1.bpmn", line=7, element="A1")
    told = {"code": "b-rule", "place": place, "message": "{x} is wrong", "parameters": (("x", "“A”\x07"),)}
    return Fault(**(told | {"severity": Severity.WARNING} | changes))


def log(*faults: Fault, language: str = "en", complete: bool = True):
    return json.loads(sarif.write(findings_log(faults, [RULE], Words(language), complete=complete)))


def valid(value) -> None:
    jsonschema.validate(value, SARIF, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_sample_keeps_to_the_structure(sample_root, language):
    story = pipeline.tell(sample_root)
    findings = pipeline.check(story)
    made = json.loads(pipeline.findings_as_sarif(story, findings, Words(language)))
    valid(made)
    (run,) = made["runs"]
    assert len(run["results"]) == len(findings) > 50
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(rule["id"] for rule in rules)
    for result, found in zip(run["results"], findings, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == found.code
        assert result["level"] == found.severity


def test_places_are_relative_uris_with_lines():
    (result,) = log(fault())["runs"][0]["results"]
    valid(log(fault()))
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "processes/a%20b/%C3%A9%231.bpmn", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 7},
            },
            "logicalLocations": [{"fullyQualifiedName": "A1", "kind": "element"}],
        }
    ]
    assert result["message"]["text"] == "“A”\ufffd is wrong"


def test_a_cell_has_no_line():
    (result,) = log(fault(place=Place(file="a.xlsx", cell="Étapes!A5")))["runs"][0]["results"]
    assert "region" not in result["locations"][0]["physicalLocation"]
    assert result["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "Étapes!A5", "kind": "cell"}]


def test_the_workspaces_severity_is_the_level_and_the_rule_keeps_its_own():
    (run,) = log(fault(severity=Severity.ERROR))["runs"]
    assert run["results"][0]["level"] == "error"
    assert run["tool"]["driver"]["rules"][0]["defaultConfiguration"] == {"level": "note"}


def test_what_is_said_of_inputs_has_a_rule_too():
    made = log(fault(code="a-fault"), complete=False)
    valid(made)
    (run,) = made["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["a-fault", "b-rule"]
    assert run["invocations"] == [{"executionSuccessful": False}]


def test_a_finding_is_known_again_when_lines_move():
    first, moved, other = (
        log(one)["runs"][0]["results"][0]["partialFingerprints"]
        for one in (fault(), fault(place=replace_line(9)), fault(parameters=(("x", "B"),)))
    )
    assert first == moved != other


def replace_line(line: int) -> Place:
    return Place(file="processes/a b/é#1.bpmn", line=line, element="A1")


def test_rules_link_to_their_pages_once_the_package_says_where(monkeypatch):
    monkeypatch.setattr(sarif, "documentation", lambda: "https://example.org/docs")
    made = log(fault())
    valid(made)
    assert made["runs"][0]["tool"]["driver"]["rules"][0]["helpUri"] == "https://example.org/docs/checks/b-rule.md"


def test_the_command_writes_it_and_only_what_is_asked_for(sample_root, capfdbinary):
    code = program(
        ["-C", str(sample_root), "check", "--format", "sarif", "--only", "overdue-action", "--fail-on", "warning"]
    )
    made = json.loads(capfdbinary.readouterr().out)
    valid(made)
    assert code == EXIT_FINDINGS
    assert {one["ruleId"] for one in made["runs"][0]["results"]} == {"overdue-action"}
    assert len(made["runs"][0]["results"]) == 4


def test_an_unknown_code_is_refused_with_the_nearest(sample_root, capfdbinary):
    assert program(["-C", str(sample_root), "--lang", "en", "check", "--only", "overdue-actions"]) == EXIT_USAGE
    assert "No check has the code overdue-actions. See: overdue-action" in capfdbinary.readouterr().err.decode()


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("url: postgresql://me:secret@db/x", True),
        ("url: 'https://api.example.org/?a=1&password=secret'", True),
        ("url: postgresql://me:${PASSWORD}@db/x", False),
        ("url: https://example.org/?password=${PASSWORD}", False),
        ("url: https://example.org:8080/a@b", False),
        ("see https://example.org and mail a:b@example.org", False),
        ("url: https://me@example.org/x", False),
    ],
)
def test_passwords_in_files_are_found_where_they_stand(sample_root, tmp_path, written, found):
    shutil.copy(sample_root / "svcgraph.yaml", tmp_path)
    (tmp_path / "processes" / "maps").mkdir(parents=True)
    (tmp_path / "processes" / "maps" / "notes.yaml").write_text(f"# é\n{written}\n", encoding="utf-8")
    (tmp_path / "processes" / ".hidden").write_text("x://a:b@c", encoding="utf-8")
    places = [one.place for one in pipeline.check(pipeline.tell(tmp_path), only={"password-in-file"})]
    assert places == ([Place(file="processes/maps/notes.yaml", line=2)] if found else [])
