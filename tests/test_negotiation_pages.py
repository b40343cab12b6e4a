"""The pages that walk a new user through one contract: every command runs and answers what the page shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from walk_through import CONTRACT, PAGES, walk, workspace

from svcgraph import pipeline
from svcgraph.domain.attainment import Verdict
from svcgraph.domain.contract import Status


@pytest.mark.parametrize("language", ["fr", pytest.param("en", marks=pytest.mark.no_cover)])
def test_the_walk_runs_as_the_page_tells_it(language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = workspace(tmp_path / "walk")
    monkeypatch.chdir(root)
    done = []
    for step, printed, code in walk(language):
        parts = [re.escape(part) for part in step.shown.split("…")]
        assert re.fullmatch(".*".join(parts), printed.strip(), flags=re.DOTALL), f"$ {step.line}\n{printed}"
        assert code == (1 if "agree" in step.line and "--role" not in step.line else 0), step.line
        done.append(step.line)
    assert len(done) >= 14
    story = pipeline.tell(root)
    contract = next(one for one in story.contracts if one.id == CONTRACT)
    assert contract.status is Status.ACTIVE
    assert {one.side for one in contract.approvals} == {"supplier", "client"}
    assert [one.owner for one in contract.actions] == ["thomas-weber"]
    assert not story.unreadable
    later = pipeline.tell(root, as_of=contract.start.replace(year=2027, month=3, day=8), period="2026-12..2027-02")  # type: ignore[union-attr]
    result = next(one for one in later.attainment.contracts if one.contract == CONTRACT)
    counts = result.objectives[0].counts
    assert (counts.k, counts.n) == (20, 24)
    assert result.objectives[0].verdict is Verdict.AT_RISK


def test_both_pages_walk_the_same_way() -> None:
    def commands(language: str) -> list[str]:
        lines = re.findall(r"^\$ (.*)$", PAGES[language].read_text(encoding="utf-8"), flags=re.MULTILINE)
        bare = (re.sub(r'--lang en |--role "[^"]*" |\.(en|fr)\b', "", line) for line in lines)
        return list(bare)

    assert commands("fr") == commands("en")
