"""The generated organisations hold together: what a picture of them says of one thing contradicts nothing else."""

import sys
from pathlib import Path

import pytest

from svcgraph.domain.attainment import Verdict
from svcgraph.domain.attainment.verdict import judge_contract

sys.path.append(str(Path(__file__).parents[1]))
from bench.organisations import organisation


@pytest.mark.parametrize("size", [30, 500])
def test_a_verdict_follows_from_the_objectives_counted_beside_it(size):
    found = organisation(size).attainment.contracts
    told = {one.verdict: (one.met, one.judged) for one in found}
    assert all(judge_contract(one.objectives) is one.verdict for one in found)
    assert all(told[one.verdict] == (one.met, one.judged) for one in found)
    assert told[Verdict.MET] == (3, 3)
    assert told[Verdict.AT_RISK] == (2, 3)
    assert told[Verdict.MISSED] == (1, 3)
