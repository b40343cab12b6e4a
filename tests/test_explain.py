"""`svcgraph explain`: what it tells is what was judged, and every reading it names stands where it says."""

from __future__ import annotations

import json
import shutil
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from svcgraph import pipeline
from svcgraph.cli._program import program
from svcgraph.desk.explain import explain
from svcgraph.errors import SvcgraphError, UsageError
from svcgraph.i18n import Words
from svcgraph.story import Story
from svcgraph.views.explain import explainer
from svcgraph.views.explain_words import amount_words


@pytest.fixture(scope="module")
def story(sample_root: Path) -> Story:
    return pipeline.tell(sample_root)


def document(root: Path, name: str, capsys: pytest.CaptureFixture[str], *more: str) -> Any:
    assert program(["-C", str(root), "explain", name, "--format", "json", *more]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.no_cover  # one is traced below
def test_every_verdict_told_is_the_one_judged(
    sample_root: Path, story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [one.reference for one in story.contracts if one.status.binding]
    assert len(names) == 10
    judged = {
        one.indicator: one
        for contract in story.attainment.contracts
        for one in (*contract.objectives, *contract.expectations)
    } | {one.indicator: one for one in story.attainment.promises}
    told = {}
    for name in [*names, *(one.id for one in story.organisation.promises)]:
        told |= {one["indicator"]: one for one in document(sample_root, name, capsys)["objectives"]}
    assert told.keys() == judged.keys()
    for indicator, one in told.items():
        period, result = one["judged"], judged[indicator]
        assert (period["verdict"], period["subject_to"]) == (result.verdict.value, result.subject_to)
        assert (period["met"], period["known"], period["due"]) == (
            result.counts.met,
            result.counts.known,
            result.counts.due,
        )
        states = [occurrence["state"] for occurrence in period["occurrences"]]
        assert states.count("excused") == period["excused"]
        assert states.count("met") == period["met"]
        assert states.count("unknown") + states.count("open") == period["due"] - period["known"]


def test_every_reading_named_stands_where_it_says(sample_root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = 0
    for objective in document(sample_root, "CS-01", capsys)["objectives"]:
        for occurrence in objective["judged"]["occurrences"]:
            for reading in occurrence["readings"]:
                line = (sample_root / reading["file"]).read_text(encoding="utf-8-sig").splitlines()[reading["line"] - 1]
                assert line.startswith(objective["indicator"] + ";")
                assert occurrence["nominal"][:7] in line
                found += 1
    assert found == 12 + 11 + 3 + 3


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_missed_report_is_told_down_to_its_readings(story: Story, language: str) -> None:
    """The figures of `8-sample` chapter 9: 8 of 11, one without a reading, one excused; bounds and why."""
    told = explain(story, "CS-01/d1.c1")
    text = "\n".join(explainer(story.graph, story.organisation, story.contracts, Words(language)).lines(told))
    expected = {
        "en": ("Count: 8 of 11 (1 without a reading), 1 excused", "66.7\u202f%", "75.0\u202f%", "3 were missed"),
        "fr": ("Compte\u00a0: 8 sur 11 (1 sans relevé), 1 neutralisé", "66,7\u202f%", "75,0\u202f%", "3 manquements"),
    }[language]
    assert [one for one in expected if one not in text] == []
    assert "cs-01.csv:25" in text
    assert "{" not in text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_explanation_of_the_sample_can_be_told(story: Story, language: str) -> None:
    speaker = explainer(story.graph, story.organisation, story.contracts, Words(language))
    names = [one.id for one in story.contracts if one.status.binding]
    names += [one.id for one in story.organisation.promises] + [one.id for one in story.organisation.services]
    for name in names:
        lines = list(speaker.lines(explain(story, name)))
        assert len(lines) > 2
        assert not [line for line in lines if "{" in line or "None" in line]


def test_the_objective_as_it_was_before_is_told(story: Story) -> None:
    """CS-04 said 3 days until the end of June."""
    told = explain(pipeline.tell(story.workspace.root, period="2026-05..2026-08"), "CS-04/d1.c1", asked=True)
    text = "\n".join(explainer(story.graph, story.organisation, story.contracts, Words("en")).lines(told))
    assert "Until 30 June 2026 it was: 90\u202f% within 3 working days" in text


def test_a_name_may_be_written_in_many_ways(story: Story) -> None:
    wanted = explain(story, "CS-01/d1.c1")
    for name in ("cs-01/D1.C1", "service-commercial--marketing/d1.c1", "service-commercial--marketing/d1.c1.i1"):
        assert explain(story, name) == wanted
    assert explain(story, "promises/e1") == explain(story, "E1")
    assert explain(story, "MKT") == explain(story, "marketing")


def test_what_is_not_judged_or_not_there_is_said(story: Story) -> None:
    with pytest.raises(UsageError):
        explain(story, "CS-01/d7.c1")
    with pytest.raises(UsageError):
        explain(story, "nobody")
    draft = next(one for one in story.contracts if not one.status.binding)
    with pytest.raises(SvcgraphError) as refused:
        explain(story, draft.id)
    assert not isinstance(refused.value, UsageError)


def test_a_corrected_reading_is_told_with_what_it_corrects(
    sample_root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(sample_root / "processes", tmp_path / "processes")
    shutil.copy(sample_root / "svcgraph.yaml", tmp_path)
    path = tmp_path / "processes" / "readings" / "cs-01.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    cells = lines[24].split(";")  # 10 August, not delivered
    cells[9] = "first"
    lines[24] = ";".join(cells)
    cells[5], cells[9], cells[10] = "2026-08-10T09:30", "second", "first"
    path.write_text("\n".join([*lines, ";".join(cells)]) + "\n", encoding="utf-8")
    one = document(tmp_path, "CS-01/d1.c1", capsys, "--lang", "en")["objectives"][0]["judged"]
    told = one["occurrences"][1]
    assert (told["state"], one["met"]) == ("met", 9)
    assert [reading["replaced"] for reading in told["readings"]] == [False, True]
    assert "corrects cs-01.csv:25, which said not delivered" in told["sentence"]


@pytest.mark.parametrize(
    ("value", "unit", "french", "english"),
    [
        ("3", "discrepancy", "3\u00a0écarts", "3\u00a0discrepancies"),
        ("1", "error", "1\u00a0erreur", "1\u00a0error"),
        ("1.9", "%", "1,9\u202f%", "1.9\u202f%"),
        ("6.8", "°C", "6,8\u202f°C", "6.8\u202f°C"),
        ("6.8", "", "6,8", "6.8"),
    ],
)
def test_a_measure_is_told_with_its_unit(value: str, unit: str, french: str, english: str) -> None:
    assert (amount_words(Fraction(value), unit, "fr"), amount_words(Fraction(value), unit, "en")) == (french, english)
