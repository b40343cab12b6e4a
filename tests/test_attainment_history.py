"""Attainment period by period, by owner and by process: the sample's months come out, and counts add up."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from svcgraph import pipeline
from svcgraph.desk import history
from svcgraph.domain.attainment import Period
from svcgraph.domain.attainment.trend import Trend
from svcgraph.domain.objective.period import back, month, parse_period
from svcgraph.engine.history import History, ObjectiveHistory
from svcgraph.errors import UsageError
from svcgraph.i18n import Words
from svcgraph.story import Story
from svcgraph.views.attainment_listing import attainment_listing


@pytest.fixture(scope="module")
def story(sample_root: Path) -> Story:
    return pipeline.tell(sample_root)


@pytest.fixture(scope="module")
def eight(story: Story) -> History:
    """March to October 2026."""
    return history.told(story, 8)


def of(found: History, contract: str, clause: str) -> ObjectiveHistory:
    return next(
        one for one in found.objectives if (one.results[0].contract, one.results[0].clause) == (contract, clause)
    )


def test_the_months_of_the_weekly_report(eight: History) -> None:
    """`8-sample` chapter 9, "Mois par mois, CS-01 O1"."""
    one = of(eight, "service-commercial--marketing", "d1.c1")
    counts = [result.counts for result in one.results]
    assert [(count.met, count.known) for count in counts] == [
        *((5, 5), (3, 4), (3, 3), (4, 5), (3, 4), (2, 4), (3, 4), (3, 3)),
    ]
    assert sum(count.met for count in counts) == 26
    assert [count.excused for count in counts] == [0, 0, 1, 0, 0, 0, 0, 1]
    assert [count.due - count.known for count in counts] == [0, 0, 0, 0, 0, 1, 0, 0]
    assert one.comparable == (True, True, True, True, True, False, True, True)  # a week of August is not known
    assert one.trend is Trend.FALLING  # 11 of 12, then 9 of 11


def test_another_objective_is_not_compared_with_this_one(eight: History) -> None:
    """CS-04 said 3 days until the end of June: four comparable months, no trend."""
    one = of(eight, "expertise-et-reseau-de-garages--gestion-des-sinistres", "d1.c1")
    assert one.comparable == (False,) * 4 + (True,) * 4
    assert one.trend is Trend.NONE


def test_the_months_add_up_to_the_period(story: Story, eight: History) -> None:
    """Splitting a period and adding counts gives the whole."""
    judged = {
        one.indicator: one
        for contract in story.attainment.contracts
        for one in (*contract.objectives, *contract.expectations)
    }
    for one in eight.objectives:
        months = [result.counts for result in one.results[-3:]]
        whole = judged[one.indicator].counts
        for key in ("due", "known", "met", "excused", "k", "n", "not_delivered"):
            assert sum(getattr(month, key) for month in months) == getattr(whole, key), (one.indicator, key)


@pytest.mark.parametrize(
    ("judged", "number", "first"),
    [
        ("2026-10", 3, "2026-08"),
        ("2026-Q3", 3, "2026-Q1"),
        ("2026", 2, "2025"),
        ("2026-08..2026-10", 4, "2026-07"),  # several months that are no quarter: months
        ("2026-07..2026-12", 2, "2026-01..2026-06"),
    ],
)
def test_periods_go_back_by_their_own_length(judged: str, number: int, first: str) -> None:
    found = back(parse_period(judged), number)
    assert len(found) == number
    assert found[0] == parse_period(first)
    assert found[-1].last == parse_period(judged).last
    assert all(two.first.toordinal() - one.last.toordinal() == 1 for one, two in pairwise(found))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_owners_and_processes_are_counted(story: Story, language: str) -> None:
    words = Words(language)
    known = (story.attainment, story.contracts, story.organisation, story.graph, words)
    owners = attainment_listing(*known, by="owner")
    rows = {row[0]: dict(zip([column.key for column in owners.columns], row, strict=True)) for row in owners.rows}
    assert (rows["Théo Masson"]["indicators"], rows["Théo Masson"]["missing"]) == (3, 4)
    assert rows["Yann Kerbrat"]["remark"]
    assert sum(row["indicators"] for row in rows.values()) == len(story.attainment.promises) + sum(
        len(one.objectives) + len(one.expectations) for one in story.attainment.contracts
    )
    processes = attainment_listing(*known, by="process")
    assert len(processes.rows) == 12
    assert sum(row[1] for row in processes.rows) == 91  # handoffs between services (`8-sample` 13)
    claims = next(row for row in processes.rows if "E1" in str(row[-1]))
    assert claims[3] == "CS-02, CS-03, CS-04, CS-05, CS-06"


def test_services_have_no_history(story: Story, eight: History) -> None:
    known = (story.attainment, story.contracts, story.organisation, story.graph, Words("en"))
    with pytest.raises(UsageError):
        attainment_listing(*known, by="service", history=eight)


def test_a_month_is_itself_one_back() -> None:
    assert back(month(date(2026, 10, 5)), 1) == (Period(first=date(2026, 10, 1), last=date(2026, 10, 31)),)
