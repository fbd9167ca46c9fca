"""The officer in contact before release, which is on 5 August 2019."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseward.rules.readiness.resettling import officer_in_contact
from tests.rules.readiness.cases import by
from tests.rules.readiness.cases_delivering import (
    RELEASED_ON,
    after_a_licence,
    after_custody,
    assert_finds,
    contact,
    day,
    delivered,
)


@pytest.mark.parametrize(("on", "state"), [(day(8, 4), "shown"), (day(8, 5), "missing")])
def test_a_contact_about_release_is_held_by_the_day_before(on: date, state: str) -> None:
    case = after_custody(contact(1, on, purpose="pre_release", how="video"))
    assert_finds(officer_in_contact(case, by()), state)


@pytest.mark.parametrize("outcome", ["", "cancelled_by_us", "moved_by_us", "did_not_attend"])
def test_a_contact_that_was_only_arranged_is_none(outcome: str) -> None:
    case = after_custody(contact(1, day(7, 1), purpose="pre_release", outcome=outcome))
    finding = officer_in_contact(case, by())
    assert_finds(finding, "missing")
    assert [record.kind for record in finding.records] == ["sentence", "contact"]


def test_a_contact_about_something_else_says_nothing_of_the_release() -> None:
    assert_finds(officer_in_contact(after_custody(contact(1, day(7, 1))), by()), "missing")


def test_after_a_licence_the_release_is_that_of_the_licence() -> None:
    late = after_a_licence(contact(1, day(10, 1), purpose="pre_release"))
    assert_finds(officer_in_contact(late, by()), "missing")


def test_an_order_has_no_release() -> None:
    assert_finds(officer_in_contact(delivered(), by()), "does not arise")


@given(st.integers(-180, 119))
def test_it_is_shown_exactly_for_days_before_release(days: int) -> None:
    case = after_custody(contact(1, RELEASED_ON + timedelta(days=days), purpose="pre_release"))
    assert_finds(officer_in_contact(case, by()), "shown" if days < 0 else "missing")
