"""The public corpus, when it lies beside the project: services and handoffs of every file as expected."""

import json
from collections import Counter
from pathlib import Path

import pytest

from svcgraph.domain import handoff
from svcgraph.readers import bpmn

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
EXPECTED = CORPUS / "expected-handoffs.jsonl"

pytestmark = pytest.mark.skipif(not EXPECTED.exists(), reason="the corpus ../shared/corpus is not here")


def expectations():
    return [json.loads(line) for line in EXPECTED.read_text(encoding="utf-8").splitlines()]


def found(file):
    process_map = bpmn.read((CORPUS / file).read_bytes(), file).map
    handoffs = handoff.find(process_map)
    performers = process_map.performers
    services = [
        (performers[number].path, "external" if performers[number].external else "internal")
        for number in handoff.services(process_map, handoffs)
    ]
    rows = [
        (
            performers[one.supplier].path,
            performers[one.client].path,
            one.source_id,
            one.target_id,
            str(one.via),
            one.deliverable,
            one.flows,
            one.through,
            one.data,
        )
        for one in handoffs
    ]
    return services, rows


def expected(record):
    services = [(tuple(path), kind) for path, kind in record["services"]]
    rows = [
        (
            tuple(one["supplier"]),
            tuple(one["client"]),
            one["from"],
            one["to"],
            one["via"],
            one["deliverable"],
            tuple(one["flows"]),
            tuple(one["through"]),
            tuple(one["data"]),
        )
        for one in record["handoffs"]
    ]
    return services, rows


def test_every_file_as_expected():
    wrong = []
    for record in expectations():
        services, rows = found(record["file"])
        expected_services, expected_rows = expected(record)
        if Counter(services) != Counter(expected_services) or rows != expected_rows:
            wrong.append(record["file"])
    assert wrong == []


def test_the_corpus_is_whole():
    assert len(expectations()) == 384
