"""SARIF 2.1.0: the findings as a log that editors and build servers show beside the files (OASIS standard)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib.metadata import metadata, version
from typing import Any
from urllib.parse import quote

from svcgraph.errors import Severity
from svcgraph.renderers.cells import safe
from svcgraph.views.findings_log import FindingsLog, LoggedFinding, LoggedRule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
VERSION = "2.1.0"
BASE = "%SRCROOT%"  # by which programs know the folder that files are named from
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def write(log: FindingsLog) -> str:
    """The log as JSON text with a final line break; file names are URIs relative to the workspace."""
    run: dict[str, Any] = {
        "tool": {"driver": _driver(log)},
        "language": log.language,
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {BASE: {"description": {"text": "The workspace's folder"}}},
        "invocations": [{"executionSuccessful": log.complete}],
        "results": [_result(one) for one in log.findings],
    }
    return json.dumps({"$schema": SCHEMA, "version": VERSION, "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _driver(log: FindingsLog) -> dict[str, Any]:
    home = {"informationUri": documentation()} if documentation() else {}
    rules = [_rule(rule) for rule in log.rules]
    return {"name": "svcgraph", "semanticVersion": version("svcgraph"), **home, "rules": rules}


def _rule(rule: LoggedRule) -> dict[str, Any]:
    page = {"helpUri": f"{documentation()}/{rule.page}"} if documentation() and rule.page else {}
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.finds},
        "help": {"text": rule.help},
        **page,
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _result(one: LoggedFinding) -> dict[str, Any]:
    return {
        "ruleId": one.code,
        "ruleIndex": one.rule,
        "level": LEVELS[one.severity],
        "message": {"text": safe(one.text)},
        "locations": [dict(_location(one))],
        "partialFingerprints": {"place/v1": one.mark},
    }


def _location(one: LoggedFinding) -> Iterator[tuple[str, Any]]:
    region = {"region": {"startLine": one.line}} if one.line else {}
    artifact = {"uri": quote(safe(one.file), safe="/"), "uriBaseId": BASE}
    yield "physicalLocation", {"artifactLocation": artifact, **region}
    if one.cell:
        yield "logicalLocations", [{"fullyQualifiedName": safe(one.cell), "kind": "cell"}]
    elif one.element:
        yield "logicalLocations", [{"fullyQualifiedName": safe(one.element), "kind": "element"}]


@cache
def documentation() -> str:
    """Where the documentation is published, as the package's own metadata say; "" where they do not."""
    for line in metadata("svcgraph").get_all("Project-URL") or ():
        label, _, address = line.partition(",")
        if label.strip() == "Documentation":
            return str(address).strip().rstrip("/")
    return ""
