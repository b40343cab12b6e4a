"""Actions of review meetings: how each stands on a day, and the order in which they are listed."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svcgraph.domain.actions import ActionState, Listed, listed, open_on, overdue_on, state_on
from svcgraph.domain.contract import Action, Contract, Party
from svcgraph.domain.organisation import Organisation, Person, ServiceEntry
from svcgraph.domain.people import Directory, Standing
from svcgraph.domain.text import Text
from svcgraph.i18n import Words
from svcgraph.views.actions import GROUPINGS, actions_table
from svcgraph.views.tables import Table, Term

TODAY = date(2026, 11, 16)
DAYS = st.dates(TODAY - timedelta(days=40), TODAY + timedelta(days=40))
ACTIONS = st.builds(
    Action,
    id=st.from_regex(r"p[1-9]", fullmatch=True),
    owner=st.sampled_from(["ann", "Tom Ray", "stranger", ""]),
    due=st.none() | DAYS,
    status=st.sampled_from(["to start", "under way", "done", "dropped"]),
    done_on=st.none() | DAYS,
)
CONTRACTS = st.lists(
    st.builds(
        lambda name, actions: Contract(
            id=name, supplier=Party(service="s"), client=Party(service="m"), actions=tuple(actions)
        ),
        st.sampled_from(["a--b", "b--c", "c--d"]),
        st.lists(ACTIONS, max_size=5),
    ),
    max_size=4,
)
ORGANISATION = Organisation(
    services=(ServiceEntry(id="s", name=Text("Ventes", "Sales")), ServiceEntry(id="m", name=Text("Marketing", ""))),
    people=(
        Person(id="ann", name="Ann Lee", service="s"),
        Person(id="tom", name="Tom Ray", service="m", left=date(2026, 11, 17)),
    ),
)


@pytest.mark.parametrize(
    ("action", "state"),
    [
        (Action(id="p1", due=date(2026, 11, 15)), ActionState.OVERDUE),
        (Action(id="p1", due=TODAY), ActionState.OPEN),
        (Action(id="p1"), ActionState.OPEN),
        (Action(id="p1", due=date(2026, 11, 15), status="done"), ActionState.DONE),
        (Action(id="p1", due=date(2026, 11, 15), status="done", done_on=date(2026, 11, 17)), ActionState.OVERDUE),
        (Action(id="p1", due=date(2026, 11, 20), status="done", done_on=date(2026, 11, 17)), ActionState.OPEN),
        (Action(id="p1", due=date(2026, 11, 1), status="done", done_on=TODAY), ActionState.DONE),
        (Action(id="p1", due=date(2026, 11, 1), status="dropped"), ActionState.DROPPED),
    ],
)
def test_how_an_action_stands_on_the_day(action: Action, state: ActionState) -> None:
    assert state_on(action, TODAY) is state
    assert overdue_on(action, TODAY) == (state is ActionState.OVERDUE)
    assert open_on(action, TODAY) == (state in (ActionState.OVERDUE, ActionState.OPEN))


@settings(deadline=None, max_examples=50)
@given(CONTRACTS)
def test_every_action_is_listed_once_and_no_overdue_one_after_another(contracts: list[Contract]) -> None:
    found = listed(contracts, TODAY)
    assert sorted(one.action.id for one in found) == sorted(one.id for each in contracts for one in each.actions)
    assert [one.state for one in found] == sorted((one.state for one in found), key=list(ActionState).index)
    late = [one.late for one in found if one.state is ActionState.OVERDUE]
    assert late == sorted(late, reverse=True)
    assert all(late)


@settings(deadline=None, max_examples=50)
@given(CONTRACTS, st.sampled_from(GROUPINGS), st.sampled_from(["fr", "en"]))
def test_groups_stand_together_and_lose_nothing(contracts: list[Contract], by: str, language: str) -> None:
    found = listed(contracts, TODAY)
    table = _table(found, by, language)
    groups = _column(table, by)
    changes = sum(one != other for one, other in pairwise(groups))
    assert changes == max(0, len(set(groups)) - 1)
    plain = _table(found, "", language)
    assert sorted(map(str, _column(plain, "id"))) == sorted(map(str, _column(table, "id")))
    late = [_late(table, group) for group in dict.fromkeys(groups)]
    assert late == sorted(late, reverse=True)


def _late(table: Table, group: object) -> int:
    key = table.columns[0].key
    states = zip(_column(table, key), _column(table, "state"), strict=True)
    return sum(one == group and isinstance(state, Term) and state.code == "overdue" for one, state in states)


def _table(found: tuple[Listed, ...], by: str, language: str) -> Table:
    return actions_table(found, ORGANISATION, Words(language), TODAY, by=by)


def _column(table: Table, key: str) -> list[object]:
    place = [column.key for column in table.columns].index(key)
    return [row[place] for row in table.rows]


def test_the_service_is_that_of_the_person_who_does_it() -> None:
    contract = Contract(
        id="m--s",
        supplier=Party(service="m"),
        client=Party(service="s"),
        actions=(Action(id="p1", owner="tom ray", due=date(2026, 11, 1)), Action(id="p2", owner="Nobody Known")),
    )
    table = _table(listed([contract], TODAY), "service", "fr")
    assert _column(table, "service") == ["Marketing", ""]
    assert _column(table, "owner") == ["Tom Ray", "Nobody Known"]
    assert _column(table, "late") == [15, None]


def test_a_person_is_there_until_the_day_before_leaving() -> None:
    assert Directory(ORGANISATION, TODAY).who("tom").standing is Standing.PRESENT
    assert Directory(ORGANISATION, date(2026, 11, 17)).who("tom").standing is Standing.LEFT
    assert Directory(ORGANISATION, TODAY).who("").standing is Standing.NOBODY
    assert Directory(ORGANISATION, TODAY).name("whoever") == "whoever"


def test_a_name_that_two_people_bear_is_nobodys() -> None:
    twice = Organisation(people=(Person(id="a", name="Ann Lee"), Person(id="b", name="ann lee")))
    assert Directory(twice, TODAY).who("Ann Lee").standing is Standing.UNKNOWN
    assert Directory(twice, TODAY).who("b").standing is Standing.PRESENT
