"""Checks with other agencies: where each stands, what is next, and by when."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseward.rules.agency_checks import (
    NEXT_STEPS,
    STATES,
    STEP_TITLES,
    Check,
    chase_by,
    faults,
    next_step,
    next_step_by,
    state,
)
from tests.factories.practice import calendar, shipped

NEEDED = Check(date(2019, 8, 5))
ASKED = replace(NEEDED, asked_on=date(2019, 8, 6))
CHASED = replace(ASKED, chased_on=(date(2019, 8, 13),))
ANSWERED = replace(CHASED, answered_on=date(2019, 8, 16))
READ = replace(ANSWERED, read_on=date(2019, 8, 19))
USED = replace(READ, used_on=date(2019, 8, 22))
STEPS = [
    (NEEDED, "needed", "ask", date(2019, 8, 7)),
    (ASKED, "asked", "chase", date(2019, 8, 13)),
    (CHASED, "chased", "chase", date(2019, 8, 20)),
    (ANSWERED, "answered", "read", date(2019, 8, 20)),
    (READ, "read", "use", date(2019, 9, 3)),
    (USED, "used", "", None),
]
DAYS = st.none() | st.dates(date(2019, 1, 1), date(2019, 1, 20))
CHECKS = st.builds(
    Check,
    needed_on=st.dates(date(2019, 1, 1), date(2019, 1, 20)),
    asked_on=DAYS,
    chased_on=st.lists(st.dates(date(2019, 1, 1), date(2019, 1, 20)), max_size=3).map(tuple),
    answered_on=DAYS,
    read_on=DAYS,
    used_on=DAYS,
)
GAPS = st.lists(st.integers(0, 9), min_size=5, max_size=5)


@pytest.mark.parametrize(("check", "code", "step", "by"), STEPS)
def test_where_a_check_stands_and_what_is_next(check: Check, code: str, step: str, by: date | None) -> None:
    assert state(check) == code
    assert next_step(check) == step
    due = next_step_by(check, shipped(), calendar())
    assert (due.on if due else None) == by


@pytest.mark.parametrize("check", [check for check, *_ in STEPS])
def test_a_check_in_order_has_no_fault(check: Check) -> None:
    assert faults(check) == ()


def test_an_answer_that_came_unasked_is_read_next() -> None:
    told = replace(NEEDED, answered_on=date(2019, 8, 5))
    assert next_step(told) == "read"
    assert faults(told) == ()


def test_it_is_chased_again_from_the_last_time() -> None:
    asked = date(2019, 8, 6)
    assert chase_by(asked, [], shipped(), calendar()).on == date(2019, 8, 13)
    chases = [date(2019, 8, 20), date(2019, 8, 13)]
    assert chase_by(asked, chases, shipped(), calendar()).on == date(2019, 8, 28)


def test_the_next_chase_follows_the_last_one_in_whatever_order_they_are_given() -> None:
    twice = replace(ASKED, chased_on=(date(2019, 8, 20), date(2019, 8, 13)))
    due = next_step_by(twice, shipped(), calendar())
    assert due == chase_by(date(2019, 8, 6), twice.chased_on, shipped(), calendar())


def test_a_due_day_says_that_its_number_is_ours() -> None:
    assert chase_by(date(2019, 8, 6), [], shipped(), calendar()).rule.confidence == "inferred"


@pytest.mark.parametrize(
    ("check", "fault"),
    [
        (Check(date(2019, 8, 5), chased_on=(date(2019, 8, 13),)), "It was chased and never asked for."),
        (replace(NEEDED, read_on=date(2019, 8, 13)), "It was read and never answered."),
        (replace(ANSWERED, used_on=date(2019, 8, 22)), "It was used and never read."),
        (replace(NEEDED, asked_on=date(2019, 8, 4)), "It was asked for before it was needed."),
        (replace(ASKED, chased_on=(date(2019, 8, 5),)), "It was chased before it was asked for."),
        (
            replace(CHASED, chased_on=(date(2019, 8, 13), date(2019, 8, 5))),
            "It was chased before it was asked for.",
        ),
        (replace(ASKED, answered_on=date(2019, 8, 5)), "It was answered before it was asked for."),
        (replace(NEEDED, answered_on=date(2019, 8, 4)), "It was answered before it was needed."),
        (replace(READ, read_on=date(2019, 8, 15)), "It was read before it was answered."),
        (replace(USED, used_on=date(2019, 8, 18)), "It was used before it was read."),
    ],
)
def test_a_day_that_cannot_be_is_named(check: Check, fault: str) -> None:
    assert faults(check) == (fault,)


def test_a_chase_after_an_answer_that_was_not_whole_is_no_fault() -> None:
    assert faults(replace(ANSWERED, chased_on=(date(2019, 8, 19),))) == ()


def test_every_state_has_a_next_step_with_a_title() -> None:
    assert list(NEXT_STEPS) == list(STATES)
    assert set(NEXT_STEPS.values()) == {*STEP_TITLES, ""}


@given(CHECKS)
def test_one_more_step_never_takes_a_check_back(check: Check) -> None:
    order = list(STATES)
    last = date(2019, 1, 20)
    further = {
        "asked": replace(check, asked_on=last),
        "chased": replace(check, chased_on=(*check.chased_on, last)),
        "answered": replace(check, answered_on=last),
        "read": replace(check, read_on=last),
        "used": replace(check, used_on=last),
    }
    for code, later in further.items():
        assert order.index(state(later)) == max(order.index(state(check)), order.index(code))


@given(CHECKS)
def test_only_a_used_answer_leaves_nothing_to_do(check: Check) -> None:
    assert (next_step(check) == "") == (check.used_on is not None)


@given(gaps=GAPS)
def test_steps_one_after_another_have_no_fault_and_are_due_later(gaps: list[int]) -> None:
    days = [date(2019, 1, 7)]
    for gap in gaps:
        days.append(days[-1] + timedelta(days=gap))
    needed, asked, chased, answered, read, used = days
    check = Check(needed, asked, (chased,), answered, read, used)
    assert faults(check) == ()
    due = next_step_by(replace(check, used_on=None), shipped(), calendar())
    assert due is not None
    assert due.on > read
