"""Whether a plan says something else than the one before it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseward.rules.readiness.facts import Action, Goal, Plan
from caseward.rules.readiness.plan_changes import is_less_contact, says_the_same
from tests.rules.readiness.cases import contingency, goals, plan

FIRST, *OTHERS = goals()


def _with_action(**changes: object) -> Plan:
    """The plan with the first action changed."""
    action = replace(FIRST.actions[0], **changes)  # type: ignore[arg-type]  # any field of an action
    return plan(goals=(replace(FIRST, actions=(action,)), *OTHERS))


@pytest.mark.parametrize(
    "copy",
    [
        plan(key=72, number=2, completed_on=date(2019, 11, 1), assessment=53),
        plan(goals=tuple(reversed(goals()))),
        plan(goals=(replace(FIRST, key=99, text="  LEAVE the room, when an argument starts!"), *OTHERS)),
        plan(agreement="not_asked", agreement_words=""),
        _with_action(key=191, first=191),
        _with_action(by_on=date(2020, 5, 1)),
        _with_action(done_on=date(2019, 11, 1)),
        plan(contingencies=(contingency(key=196, who="the officer."),)),
    ],
    ids=["dates", "order", "marks", "agreement", "keys", "later", "done", "contingency"],
)
def test_a_copy_says_the_same(copy: Plan) -> None:
    assert says_the_same(plan(), copy)


@pytest.mark.parametrize(
    "other",
    [
        plan(goals=OTHERS),
        plan(goals=(replace(FIRST, area="drugs"), *OTHERS)),
        plan(goals=(replace(FIRST, text="Stay out of it"), *OTHERS)),
        _with_action(what="Twelve sessions"),
        _with_action(owner="partner"),
        _with_action(partner="Safe Homes"),
        _with_action(sessions=12),
        plan(contingencies=(contingency(trigger="He is seen with them"),)),
        plan(contingencies=(contingency(action="Call the police"),)),
        plan(contingencies=(contingency(who="The duty officer"),)),
        plan(without_goal={"drugs": "Not now."}),
        plan(contact_every_days=13),
        plan(contact_how="mixed"),
    ],
)
def test_other_content_is_a_change(other: Plan) -> None:
    assert not says_the_same(plan(), other)
    assert not says_the_same(other, plan())


@pytest.mark.parametrize(
    ("every", "how", "less"),
    [
        (14, "face_to_face", False),
        (13, "face_to_face", False),
        (15, "face_to_face", True),
        (14, "mixed", True),
        (7, "remote", True),
        (None, "remote", False),
    ],
)
def test_contact_is_less_where_it_is_rarer_or_less_of_it_in_one_room(
    every: int | None, how: str, less: bool
) -> None:
    assert is_less_contact(plan(), plan(contact_every_days=every, contact_how=how)) is less


def test_without_a_plan_to_compare_nothing_is_less() -> None:
    assert not is_less_contact(None, plan())
    assert not is_less_contact(plan(), None)
    assert not is_less_contact(plan(contact_every_days=None), plan())


@given(st.permutations(goals()), st.integers(1, 400))
def test_neither_order_nor_days_are_content(given_goals: list[Goal], days: int) -> None:
    later = tuple(
        replace(goal, key=goal.key + days, actions=tuple(_later(each, days) for each in goal.actions))
        for goal in given_goals
    )
    assert says_the_same(plan(), plan(goals=later))


def _later(action: Action, days: int) -> Action:
    return replace(action, key=action.key + days, by_on=action.by_on + timedelta(days=days))
