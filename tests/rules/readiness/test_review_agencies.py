"""Whether reviews draw on what other agencies know. Reviews of 9 September and 21 October 2019."""

from dataclasses import replace
from datetime import date

import pytest

from caseward.rules.readiness.facts import Action, Contact
from tests.rules.readiness.cases import goals, plan
from tests.rules.readiness.cases_reviewing import (
    DAY,
    IN_TIME,
    NEXT_BY_TIME,
    asked,
    finds,
    not_answered,
    quiet,
    review,
    says,
    with_checks,
)

CODE = "review.agencies"
FIRST = date(2019, 9, 9)
REVIEWS = (review(300, FIRST, events=()), review(events=()))


@pytest.mark.parametrize(("asked_on", "keys"), [(FIRST, [63]), (IN_TIME, [63])])
def test_what_was_asked_since_the_review_before_and_used_is_shown(asked_on: date, keys: list[int]) -> None:
    finding = finds(CODE, with_checks(quiet(*REVIEWS), asked(asked_on=asked_on)))
    assert (finding.state, [each.key for each in finding.records]) == ("shown", keys)


def test_what_was_asked_before_that_review_is_another_question() -> None:
    case = with_checks(quiet(*REVIEWS), not_answered(asked_on=FIRST - DAY))
    assert says(CODE, replace(case, contacts=(Contact(501, IN_TIME, "third_party"),))) == "shown"


def test_with_one_review_all_that_was_asked_since_the_start_is_looked_at() -> None:
    finding = finds(CODE, quiet(REVIEWS[1]))
    assert (finding.state, [each.key for each in finding.records]) == ("shown", [61, 62])


@pytest.mark.parametrize("on", [NEXT_BY_TIME, NEXT_BY_TIME + DAY])
def test_it_arises_with_the_first_review_that_is_held_or_late(on: date) -> None:
    assert says(CODE, quiet(), on) == ("not_applicable" if on == NEXT_BY_TIME else "shown")


def test_each_question_is_to_be_used() -> None:
    case = with_checks(quiet(*REVIEWS), asked(), not_answered(64, "health"))
    finding = finds(CODE, case)
    assert finding.state == "missing"
    assert "health services" in finding.because


def test_what_the_police_never_answered_is_made_up_for_by_what_they_answered_later() -> None:
    never = not_answered(64, "police", asked_on=IN_TIME - DAY)
    assert says(CODE, with_checks(quiet(*REVIEWS), never, asked(asked_on=IN_TIME))) == "shown"


def test_a_question_that_is_still_in_time_leaves_it_open() -> None:
    case = with_checks(quiet(*REVIEWS), not_answered(asked_on=IN_TIME))
    assert says(CODE, case, IN_TIME + DAY) == "not_applicable"


def test_one_used_and_one_in_time_are_shown() -> None:
    case = with_checks(quiet(*REVIEWS), asked(), not_answered(64, asked_on=date(2019, 11, 29)))
    assert says(CODE, case) == "shown"


@pytest.mark.parametrize("purpose", ["third_party", "three_way"])
@pytest.mark.parametrize(
    ("held_on", "outcome", "state"),
    [
        (FIRST, "attended", "shown"),
        (FIRST - DAY, "attended", "missing"),
        (IN_TIME, "cancelled_by_us", "missing"),
    ],
)
def test_where_nobody_was_asked_somebody_speaks_with_the_organisation(
    purpose: str, held_on: date, outcome: str, state: str
) -> None:
    case = quiet(*REVIEWS, checks=(), contacts=(Contact(501, held_on, purpose, outcome=outcome),))
    assert says(CODE, case) == state


def _alone(action: Action) -> Action:
    return replace(action, partner="")


def test_where_nobody_else_is_involved_it_does_not_arise() -> None:
    alone = tuple(replace(goal, actions=tuple(map(_alone, goal.actions))) for goal in goals())
    assert says(CODE, quiet(*REVIEWS, checks=(), plans=(plan(goals=alone),))) == "not_applicable"
    assert says(CODE, quiet(*REVIEWS, checks=(), plans=())) == "not_applicable"
