"""Sentences as heads of service write them, by someone who had not seen the grammar: kind and next three dates.

`sentences/understood.csv`: kind and dates were written by hand and by a script of its own, from the definition alone;
the two normal forms beside were read through. `sentences/refused.csv`: what has no single meaning, or is not known.
Dates are counted from Tuesday 24 November 2026, Paris time, with the public holidays of France.
"""

import csv
from datetime import date
from pathlib import Path

import pytest

from svcgraph.domain.objective import Kind
from svcgraph.sentences.parse import parse
from svcgraph.sentences.refusal import Refused
from svcgraph.sentences.say import say
from svcgraph.store.situation import situation
from svcgraph.views.objective import understood

FOLDER = Path(__file__).parent / "sentences"


def rows(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


UNDERSTOOD, REFUSED = rows("understood.csv"), rows("refused.csv")


@pytest.fixture(scope="module")
def paris():
    return situation(None, first=date(2026, 11, 24), as_of=None, place="FR", timezone="Europe/Paris")


def test_there_are_enough():
    assert len(UNDERSTOOD) >= 250
    assert len(REFUSED) >= 80


@pytest.mark.parametrize("row", UNDERSTOOD, ids=lambda row: row["sentence"])
def test_understood(row, paris):
    statement = parse(row["sentence"], reader=row["lang"])
    assert (statement.kind, say(statement, "fr"), say(statement, "en")) == (Kind(row["kind"]), row["fr"], row["en"])
    if statement.kind is Kind.DEADLINE:
        due = understood(statement, paris.calendar, paris.first, count=3).occurrences
        assert [one.due.isoformat()[:16] for one in due] == [row["next1"], row["next2"], row["next3"]]


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: row["sentence"])
def test_refused(row):
    with pytest.raises(Refused) as refused:
        parse(row["sentence"], reader=row["lang"])
    assert refused.value.expected or refused.value.hint
    assert 1 <= refused.value.position <= len(row["sentence"]) + 1
