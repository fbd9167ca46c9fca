"""Enforcement: what counts, what the law asks for, and by when."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseward.rules.enforcement import (
    STEP_TITLES,
    Failure,
    Options,
    breach_presentation_by,
    breach_referral_by,
    counted_once,
    counting_from,
    evidence_by,
    failures,
    limit,
    must_refer,
    options,
    review_due,
    warning_letter_by,
    warning_statements,
    warning_that_holds,
)
from caseward.rules.practice import Due, NothingInForce, UnknownRule
from tests.factories.practice import calendar, shipped

SENTENCED = date(2019, 1, 7)
KINDS = ("community_order", "suspended_sentence_order", "licence", "post_sentence_supervision")
DAYS = st.dates(date(2018, 1, 1), date(2021, 12, 31))
NEAR = st.dates(date(2019, 1, 1), date(2019, 1, 31))
FAILURES = st.lists(st.builds(Failure, NEAR, st.booleans()))


def counted(*days: date) -> list[Failure]:
    return [Failure(day, counts=True) for day in days]


def test_the_worked_example() -> None:
    first, second, warned = date(2019, 9, 2), date(2019, 10, 7), date(2019, 9, 4)
    since = counting_from(date(2019, 8, 5), [])
    assert failures(counted(second, first, second), since) == (first, second)
    assert counted_once(counted(second, first, second), since) == (second,)
    assert warning_letter_by(first, shipped(), calendar()).on == warned
    assert evidence_by(first, shipped(), calendar()).on == date(2019, 9, 10)
    most = limit("community_order", second, shipped()).number
    assert review_due(2, most, in_breach=False, review_open=False)
    assert options(second, [warned], "community_order").steps == ("refer",)
    referred = breach_referral_by(second, shipped(), calendar()).on
    assert referred == date(2019, 10, 17)
    assert breach_presentation_by(referred, shipped(), calendar()).on == date(2019, 10, 21)
    assert failures(counted(first, second), counting_from(since, [date(2019, 12, 2)])) == ()


def test_counting_begins_with_the_sentence_where_nothing_was_breached() -> None:
    assert counting_from(SENTENCED, []) == SENTENCED


def test_counting_begins_again_with_the_last_end_of_a_breach() -> None:
    ends = [date(2019, 9, 2), date(2019, 6, 3)]
    assert counting_from(SENTENCED, ends) == date(2019, 9, 2)


def test_a_breach_that_ended_before_the_sentence_changes_nothing() -> None:
    assert counting_from(SENTENCED, [date(2018, 6, 4)]) == SENTENCED


def test_a_failure_on_the_day_on_which_counting_begins_counts_and_one_the_day_before_does_not() -> None:
    assert failures(counted(SENTENCED), SENTENCED) == (SENTENCED,)
    assert failures(counted(SENTENCED - timedelta(days=1)), SENTENCED) == ()


def test_a_contact_that_need_not_be_kept_does_not_count() -> None:
    outcomes = [Failure(date(2019, 3, 4), counts=False), *counted(date(2019, 3, 5))]
    assert failures(outcomes, SENTENCED) == (date(2019, 3, 5),)
    assert counted_once([*outcomes, Failure(date(2019, 3, 5), counts=False)], SENTENCED) == ()


def test_two_failures_before_the_count_are_not_said_to_count_once() -> None:
    day = date(2019, 1, 4)
    assert counted_once(counted(day, day), SENTENCED) == ()


@pytest.mark.parametrize(
    ("kind", "on", "number"),
    [
        ("community_order", date(2000, 12, 31), 3),
        ("community_order", date(2001, 1, 1), 2),
        ("community_order", date(2019, 8, 5), 2),
        ("suspended_sentence_order", date(2019, 8, 5), 2),
        ("licence", date(2019, 8, 5), 3),
        ("post_sentence_supervision", date(2019, 8, 5), 3),
    ],
)
def test_how_many_failures_open_a_review(kind: str, on: date, number: int) -> None:
    assert limit(kind, on, shipped()).number == number


def test_what_licences_need_is_marked_as_inferred() -> None:
    assert limit("licence", date(2019, 8, 5), shipped()).confidence == "inferred"


def test_another_kind_of_sentence_has_no_limit() -> None:
    with pytest.raises(UnknownRule):
        limit("fine", date(2019, 8, 5), shipped())


def test_there_is_no_limit_before_the_kind_of_sentence_existed() -> None:
    with pytest.raises(NothingInForce):
        limit("post_sentence_supervision", date(2015, 1, 31), shipped())


@pytest.mark.parametrize(("count", "is_due"), [(1, False), (2, True), (3, True)])
def test_a_review_is_due_at_the_limit(count: int, is_due: bool) -> None:
    assert review_due(count, 2, in_breach=False, review_open=False) is is_due


def test_no_review_is_due_in_breach_or_beside_another_review() -> None:
    assert not review_due(2, 2, in_breach=True, review_open=False)
    assert not review_due(2, 2, in_breach=False, review_open=True)


@pytest.mark.parametrize(
    ("warned", "failed", "holds"),
    [
        (date(2019, 8, 5), date(2019, 8, 4), False),
        (date(2019, 8, 5), date(2019, 8, 5), True),
        (date(2019, 8, 5), date(2020, 8, 4), True),
        (date(2019, 8, 5), date(2020, 8, 5), False),
        (date(2020, 2, 29), date(2021, 2, 28), True),
        (date(2020, 2, 29), date(2021, 3, 1), False),
        (date(2019, 3, 1), date(2020, 2, 29), True),
        (date(2019, 3, 1), date(2020, 3, 1), False),
        (date(2019, 2, 28), date(2020, 2, 27), True),
        (date(2019, 2, 28), date(2020, 2, 28), False),
    ],
)
def test_a_warning_in_the_last_twelve_months_means_refer(warned: date, failed: date, holds: bool) -> None:
    assert must_refer([warned], failed) is holds
    assert options(failed, [warned], "community_order").least == ("refer" if holds else "warn")


def test_the_last_warning_that_held_is_named() -> None:
    warnings = [date(2019, 3, 4), date(2019, 6, 3), date(2017, 6, 5), date(2019, 9, 2)]
    assert warning_that_holds(warnings, date(2019, 8, 5)) == date(2019, 6, 3)
    assert options(date(2019, 8, 5), warnings, "community_order") == Options(
        ("refer",), "A warning was given on 3 June 2019, which is within the last 12 months."
    )


@pytest.mark.parametrize("kind", ["community_order", "suspended_sentence_order"])
def test_an_order_without_a_warning_leaves_a_warning_or_a_referral_and_never_nothing(kind: str) -> None:
    assert options(date(2019, 8, 5), [], kind) == Options(
        ("warn", "refer"), "No warning was given in the last 12 months."
    )


@pytest.mark.parametrize(("kind", "most"), [("licence", "recall"), ("post_sentence_supervision", "refer")])
def test_without_an_order_the_law_asks_for_no_step_even_after_a_warning(kind: str, most: str) -> None:
    found = options(date(2019, 8, 5), [date(2019, 8, 1)], kind)
    assert found.steps == ("no_action", "warn", most)
    assert found.least == "no_action"


def test_another_kind_of_sentence_has_no_options() -> None:
    with pytest.raises(ValueError, match="of the code 'fine'"):
        options(date(2019, 8, 5), [], "fine")


def test_a_warning_says_three_things() -> None:
    what, unacceptable, court = warning_statements()
    assert what.startswith("what happened")
    assert "unacceptable" in unacceptable
    assert "12 months" in court
    assert "court" in court


def test_a_deadline_names_its_rule() -> None:
    due = evidence_by(date(2019, 3, 4), shipped(), calendar())
    assert due == Due(date(2019, 3, 12), shipped().rule("enforcement.evidence", date(2019, 3, 4)))
    assert due.rule.number == 6


def test_working_days_leave_out_the_bank_holidays_of_easter() -> None:
    """Good Friday 19 April and Easter Monday 22 April 2019."""
    assert warning_letter_by(date(2019, 4, 18), shipped(), calendar()).on == date(2019, 4, 24)
    assert evidence_by(date(2019, 4, 17), shipped(), calendar()).on == date(2019, 4, 29)


def test_the_clocks_of_the_contracts_run_on_after_them_and_say_so() -> None:
    before, after = (
        breach_referral_by(day, shipped(), calendar()).rule for day in (date(2021, 6, 25), date(2021, 6, 26))
    )
    assert (before.number, before.confidence) == (8, "published")
    assert (after.number, after.confidence) == (8, "inferred")


def test_both_clocks_of_a_breach_add_up_to_the_old_ten_days() -> None:
    failed = date(2019, 6, 3)
    referred = breach_referral_by(failed, shipped(), calendar()).on
    assert breach_presentation_by(referred, shipped(), calendar()).on == calendar().after(failed, 10)


@given(FAILURES, NEAR)
def test_the_slow_way_gives_the_same_count(outcomes: list[Failure], since: date) -> None:
    """Day after day, with a look at all failures on each."""
    days = [since + timedelta(days=step) for step in range(32)]
    expected = [day for day in days if any(each.counts and each.on == day for each in outcomes)]
    assert list(failures(outcomes, since)) == expected


@given(FAILURES, FAILURES, NEAR)
def test_one_more_failure_never_lowers_the_count(
    outcomes: list[Failure], more: list[Failure], since: date
) -> None:
    assert set(failures(outcomes, since)) <= set(failures(outcomes + more, since))


@given(FAILURES, NEAR)
def test_what_counts_once_is_a_failure(outcomes: list[Failure], since: date) -> None:
    assert set(counted_once(outcomes, since)) <= set(failures(outcomes, since))


@given(st.lists(DAYS, max_size=4), DAYS)
def test_a_warning_holds_by_the_slow_way_too(warnings: list[date], failed: date) -> None:
    """It holds where twelve months later, by year and month and day, is later than the failure."""

    def is_later(warned: date) -> bool:
        return (warned.year + 1, warned.month, warned.day) > (failed.year, failed.month, failed.day)

    assert must_refer(warnings, failed) == any(each <= failed and is_later(each) for each in warnings)


@given(DAYS, st.lists(DAYS, max_size=3), st.sampled_from(KINDS))
def test_every_step_has_a_title_and_every_choice_a_reason(
    failed: date, warnings: list[date], kind: str
) -> None:
    found = options(failed, warnings, kind)
    assert set(found.steps) <= set(STEP_TITLES)
    assert found.because
