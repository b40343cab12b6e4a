"""Across readers: one reader a file, the sample's handoffs, and no crash on mutilated input."""

import csv
import random
from pathlib import Path

import pytest

from svcgraph.domain import handoff
from svcgraph.domain.process import NONE
from svcgraph.errors import Unreadable
from svcgraph.plugins import room
from svcgraph.readers import dot, sheet, table

ROOT = Path(__file__).parents[1]
PROCESSES = ROOT / "processes"
MAPS = sorted(
    path
    for folder in ("management", "operationnel", "support")
    for path in (PROCESSES / folder).glob("*.*")
    if path.suffix != ".bpmn"
)


def claimed(data, suffix):
    return [reader.FORMAT for reader in room("readers") if reader.recognises(data, suffix)]


@pytest.mark.parametrize("path", sorted(PROCESSES.glob("*/*.*")), ids=lambda path: path.name)
def test_every_map_of_the_sample_has_one_reader_and_nothing_else_has_any(path):
    is_map = path.parent.name in ("management", "operationnel", "support")
    assert len(claimed(path.read_bytes(), path.suffix)) == is_map


@pytest.mark.parametrize("path", MAPS, ids=lambda path: path.name)
def test_the_samples_handoffs_are_those_of_the_script(path):
    (reader,) = [one for one in (sheet, table) if one.recognises(path.read_bytes(), path.suffix)]
    name = path.relative_to(PROCESSES).as_posix()
    made = reader.read(path.read_bytes(), name).map
    with (ROOT / "tests/sample_expected/handoffs.csv").open(encoding="utf-8") as file:
        expected = [
            (row["from"], row["to"], row["via"], row["deliverable"], row["named"] == "yes")
            for row in csv.DictReader(file)
            if row["file"] == name
        ]
    found = [
        (
            one.source_id if one.source != NONE else made.performers[one.supplier].path[0],
            one.target_id if one.target != NONE else made.performers[one.client].path[0],
            one.via.value,
            one.deliverable,
            one.named,
        )
        for one in handoff.find(made)
    ]
    assert expected
    assert sorted(map(str, found)) == sorted(map(str, expected))


EXAMPLES = [
    (reader, ROOT / "docs" / page)
    for reader, page in ((sheet, "process-sheets.md"), (table, "tables.md"), (dot, "dot.md"))
]
NASTY = "{}[]:;,->\"'#&*!|\n\t\x00\ufeff\u2028é\\1 0"


@pytest.mark.parametrize(("reader", "page"), EXAMPLES, ids=lambda value: getattr(value, "FORMAT", ""))
def test_mutilated_examples_are_read_or_refused(reader, page):
    examples = page.read_text("utf-8").split("```")[1::2]
    chance = random.Random(11)
    for _ in range(150):
        text = list(chance.choice(examples).partition("\n")[2])
        for _ in range(chance.randint(1, 12)):
            place = chance.randrange(len(text))
            text[place : place + chance.randint(0, 9)] = chance.choices(NASTY, k=chance.randint(0, 3))
        data = "".join(text).encode()
        reader.recognises(data, "")
        try:
            made = reader.read(data, "a").map
        except Unreadable as refusal:
            assert all(fault.place.file == "a" for fault in refusal.faults)
        else:
            handoff.find(made)
