"""What was done when somebody did not come or did not comply. Monday 2 September 2019 is missed in most."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseward.rules.readiness.enforcing import absences_decided, failures_enforced, seen_after_enforcement
from caseward.rules.readiness.facts import Case, Contact, Enforcement
from tests.rules.readiness.cases import by, sentence
from tests.rules.readiness.cases_delivering import (
    absence,
    after_custody,
    assert_finds,
    breach,
    contact,
    day,
    decision,
    delivered,
    missed,
    only,
)

MONDAY = day(9, 2)
ABSENT = missed(1, MONDAY)
LATER = missed(2, day(10, 7))
REFUSED = absence(1)
REFUSED_LATER = absence(2, on=day(10, 8))


# Absences


def test_where_nothing_was_missed_no_absence_is_decided() -> None:
    assert_finds(absences_decided(delivered(), by()), "does not arise")


@pytest.mark.parametrize(("on", "state"), [(day(9, 3), "does not arise"), (day(9, 4), "missing")])
def test_an_absence_is_decided_within_one_working_day(on: date, state: str) -> None:
    assert_finds(absences_decided(only(ABSENT), by(on)), state)


def test_a_decided_absence_is_shown_beside_one_that_still_has_time() -> None:
    case = only(ABSENT, missed(2, day(12, 2)), absences=(REFUSED,))
    assert_finds(absences_decided(case, by()), "shown")


def test_one_decided_absence_does_not_hide_one_that_is_not() -> None:
    case = only(ABSENT, LATER, absences=(REFUSED,))
    finding = absences_decided(case, by())
    assert_finds(finding, "missing")
    assert [record.key for record in finding.records] == [2]


@pytest.mark.parametrize(("on", "state"), [(day(9, 10), "shown"), (day(9, 11), "missing")])
def test_evidence_is_awaited_for_six_working_days(on: date, state: str) -> None:
    case = only(ABSENT, absences=(absence(1, "awaited"),))
    assert_finds(absences_decided(case, by(on)), state)


@pytest.mark.parametrize(
    ("verdict", "reason", "evidence", "state"),
    [
        ("acceptable", "medical", "Saw the letter of the surgery.", "shown"),
        ("acceptable", "medical", " - ", "missing"),
        ("acceptable", "medical", "n/a", "missing"),
        ("acceptable", "judgement", "", "missing"),
        ("unacceptable", "forgot", "", "shown"),
        ("unacceptable", "judgement", "", "missing"),
        ("unacceptable", "other", "", "missing"),
    ],
)
def test_an_accepted_absence_and_bare_judgement_say_what_they_rest_on(
    verdict: str, reason: str, evidence: str, state: str
) -> None:
    decided = absence(1, verdict, reason=reason, evidence=evidence)
    assert_finds(absences_decided(only(ABSENT, absences=(decided,)), by()), state)


@pytest.mark.parametrize(("on", "state"), [(day(9, 3), "does not arise"), (day(9, 4), "missing")])
def test_an_appointment_without_an_outcome_is_not_dealt_with_after_the_next_day(on: date, state: str) -> None:
    case = only(contact(1, MONDAY, outcome=""))
    assert_finds(absences_decided(case, by(on)), state)


def test_coming_later_does_not_settle_two_open_appointments() -> None:
    case = only(contact(1, MONDAY, outcome=""), contact(2, day(9, 9), outcome=""), contact(3, day(9, 16)))
    finding = absences_decided(case, by())
    assert_finds(finding, "missing")
    assert [record.key for record in finding.records] == [1, 2]


@pytest.mark.parametrize("outcome", ["cancelled_by_us", "moved_by_us", "sent_home_by_us", "moved_by_person"])
def test_what_was_not_held_is_not_missed(outcome: str) -> None:
    assert_finds(absences_decided(only(contact(1, MONDAY, outcome=outcome)), by()), "does not arise")


def test_a_contact_that_need_not_be_kept_is_not_missed() -> None:
    assert_finds(absences_decided(only(missed(1, MONDAY, is_required=False)), by()), "does not arise")


def test_before_the_number_an_absence_is_passed_over() -> None:
    assert_finds(absences_decided(only(missed(1, day(5, 30, 2014))), by()), "does not arise")


# Failures and what follows


def failed(**changes: Any) -> Case:
    """One absence that was called unacceptable."""
    return only(ABSENT, absences=(REFUSED,), **changes)


def test_without_a_failure_nothing_is_enforced() -> None:
    accepted = only(ABSENT, absences=(absence(1, "acceptable"),))
    ours = only(contact(1, MONDAY, outcome="cancelled_by_us"))
    free = only(contact(1, MONDAY, outcome="sent_home", is_required=False))
    later = only(contact(1, day(12, 3), outcome="sent_home"))
    for case in (delivered(), only(ABSENT), accepted, ours, free, later):
        assert_finds(failures_enforced(case, by()), "does not arise")


@pytest.mark.parametrize("action", ["none", "letter", "first_warning", "final_warning"])
def test_a_failure_that_was_answered_is_shown(action: str) -> None:
    assert_finds(failures_enforced(failed(enforcements=(decision(1, action),)), by()), "shown")


@pytest.mark.parametrize(("on", "state"), [(day(9, 5), "does not arise"), (day(9, 6), "missing")])
def test_a_failure_is_answered_within_two_working_days_of_knowing_it(on: date, state: str) -> None:
    assert_finds(failures_enforced(failed(), by(on)), state)


@pytest.mark.parametrize("outcome", ["failed_to_comply", "sent_home"])
@pytest.mark.parametrize(("on", "state"), [(day(9, 4), "does not arise"), (day(9, 5), "missing")])
def test_who_came_and_did_not_comply_has_failed_on_that_day(outcome: str, on: date, state: str) -> None:
    assert_finds(failures_enforced(only(contact(1, MONDAY, outcome=outcome)), by(on)), state)


@pytest.mark.parametrize(("on", "state"), [(day(9, 5), "does not arise"), (day(9, 6), "missing")])
def test_a_question_to_the_manager_is_no_answer(on: date, state: str) -> None:
    case = failed(enforcements=(decision(1, "manager"),))
    assert_finds(failures_enforced(case, by(on)), state)


@pytest.mark.parametrize("action", ["refer", "recall"])
@pytest.mark.parametrize(("on", "state"), [(day(9, 12), "shown"), (day(9, 13), "missing")])
def test_a_decided_referral_has_eight_working_days_to_become_a_breach(
    action: str, on: date, state: str
) -> None:
    assert_finds(failures_enforced(failed(enforcements=(decision(1, action),)), by(on)), state)


@pytest.mark.parametrize(
    ("referred_on", "changes", "state"),
    [
        (day(9, 12), {}, "shown"),
        (day(9, 13), {}, "missing"),
        (day(8, 28), {"ended_on": day(9, 2)}, "shown"),
        (day(8, 28), {"ended_on": day(9, 1)}, "missing"),
        (day(9, 12), {"sentence": 2}, "missing"),
    ],
    ids=["in time", "late", "ended on the day", "ended before", "of another sentence"],
)
def test_a_referral_is_followed_by_a_breach_in_time(
    referred_on: date, changes: dict[str, Any], state: str
) -> None:
    followed = breach(MONDAY, referred_on, **({"presented_on": referred_on} | changes))
    case = failed(enforcements=(decision(1, "refer"),), breaches=(followed,))
    assert_finds(failures_enforced(case, by()), state)


@pytest.mark.parametrize(("on", "state"), [(day(9, 11), "shown"), (day(9, 12), "missing")])
def test_a_referred_breach_is_presented_within_two_working_days(on: date, state: str) -> None:
    case = failed(enforcements=(decision(1, "refer"),), breaches=(breach(MONDAY, day(9, 9)),))
    assert_finds(failures_enforced(case, by(on)), state)


@pytest.mark.parametrize(
    "changes",
    [{"presented_on": day(9, 11)}, {"ended_on": day(9, 11)}, {"failed_on": day(8, 1)}],
    ids=["presented", "ended", "for another failure"],
)
def test_a_breach_that_is_presented_or_over_waits_for_nothing(changes: dict[str, Any]) -> None:
    case = failed(
        enforcements=(decision(1, "refer"),), breaches=(replace(breach(MONDAY, day(9, 9)), **changes),)
    )
    assert_finds(failures_enforced(case, by()), "shown")


# At the limit


def twice(**changes: Any) -> Case:
    """Two failures of an order, each answered with a warning or a letter."""
    facts = {
        "absences": (REFUSED, REFUSED_LATER),
        "enforcements": (decision(1), decision(2, "letter", day(10, 9), key=302)),
    }
    return only(ABSENT, LATER, **(facts | changes))


@pytest.mark.parametrize(("on", "state"), [(day(10, 10), "shown"), (day(10, 11), "missing")])
def test_the_second_failure_of_an_order_asks_for_a_breach_or_a_review(on: date, state: str) -> None:
    assert_finds(failures_enforced(twice(), by(on)), state)


@pytest.mark.parametrize(
    ("review", "state"),
    [
        (decision(None, "none", day(10, 9), key=303), "shown"),
        (decision(None, "none", day(10, 8), key=303), "shown"),
        (decision(None, "none", day(10, 7), key=303), "missing"),
        (decision(None, "manager", day(10, 9), key=303), "missing"),
        (replace(decision(None, "none", day(10, 9), key=303), sentence=2), "missing"),
    ],
    ids=["after", "same day", "before the last was known", "open", "of another sentence"],
)
def test_a_review_of_the_count_settles_the_limit(review: Enforcement, state: str) -> None:
    case = twice()
    assert_finds(failures_enforced(replace(case, enforcements=(*case.enforcements, review)), by()), state)


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, "shown"),
        ({"sentence": 2}, "missing"),
        ({"ended_on": day(9, 20)}, "shown"),
        ({"ended_on": day(9, 20), "presented_on": None}, "missing"),
        ({"ended_on": day(9, 2)}, "missing"),
    ],
    ids=["running", "of another sentence", "ended between", "not agreed", "ended before both"],
)
def test_a_breach_settles_the_limit_or_begins_the_count_again(changes: dict[str, Any], state: str) -> None:
    made = breach(MONDAY, day(9, 4), **({"presented_on": day(9, 5)} | changes))
    assert_finds(failures_enforced(twice(breaches=(made,)), by()), state)


def test_two_failures_on_one_day_count_once() -> None:
    same = replace(LATER, held_on=MONDAY)
    case = replace(twice(), contacts=(ABSENT, same))
    assert_finds(failures_enforced(case, by()), "shown")


def test_a_failure_of_another_sentence_does_not_count_against_this_one() -> None:
    case = replace(twice(), contacts=(ABSENT, replace(LATER, sentence=2)))
    assert_finds(failures_enforced(case, by()), "shown")


def test_a_licence_reaches_its_limit_with_the_third_failure() -> None:
    third = missed(3, day(11, 4))
    two = replace(after_custody(ABSENT, LATER), absences=twice().absences, enforcements=twice().enforcements)
    three = replace(
        two,
        contacts=(*two.contacts, third),
        absences=(*two.absences, absence(3, on=day(11, 5))),
        enforcements=(*two.enforcements, decision(3, "final_warning", day(11, 6), key=303)),
    )
    assert_finds(failures_enforced(two, by()), "shown")
    assert_finds(failures_enforced(three, by()), "missing")


def test_before_any_limit_was_in_force_none_is_reached() -> None:
    order = sentence(kind="suspended_sentence_order", sentenced_on=day(1, 3, 2005), starts_on=day(1, 3, 2005))
    early = tuple(contact(key, day(2, key, 2005), outcome="sent_home") for key in (1, 2))
    answers = (decision(1), decision(2, key=302))
    case = only(*early, sentences=(order,), enforcements=answers)
    assert_finds(failures_enforced(case, by()), "shown")


def test_before_the_numbers_a_failure_is_passed_over() -> None:
    case = only(contact(1, day(5, 1, 2014), outcome="sent_home"))
    assert_finds(failures_enforced(case, by()), "does not arise")


@given(st.sets(st.integers(0, 100), min_size=1, max_size=6))
def test_failures_of_which_none_is_answered_are_always_missing(days: set[int]) -> None:
    failures = [
        contact(number, day(8, 6) + timedelta(days=number), outcome="sent_home") for number in sorted(days)
    ]
    assert_finds(failures_enforced(only(*failures), by()), "missing")


# Seen again


def warned(*after: Contact, **changes: Any) -> Case:
    """A warning of 4 September 2019, and these contacts besides the one that was missed."""
    facts = {"absences": (REFUSED,), "enforcements": (decision(1),)}
    return only(ABSENT, *after, **(facts | changes))


@pytest.mark.parametrize(("on", "state"), [(day(9, 18), "shown"), (day(9, 19), "missing")])
def test_after_a_warning_the_person_is_seen_within_two_weeks(on: date, state: str) -> None:
    assert_finds(seen_after_enforcement(warned(contact(2, on)), by()), state)


@pytest.mark.parametrize(("on", "state"), [(day(9, 18), "does not arise"), (day(9, 19), "missing")])
def test_it_is_too_early_while_those_weeks_last(on: date, state: str) -> None:
    assert_finds(seen_after_enforcement(warned(), by(on)), state)


def test_a_contact_on_the_day_of_the_warning_is_not_after_it() -> None:
    assert_finds(seen_after_enforcement(warned(contact(2, day(9, 4))), by()), "missing")


def test_being_missed_or_cancelled_again_is_not_being_seen() -> None:
    again = (missed(2, day(9, 9)), contact(3, day(9, 12), outcome="cancelled_by_us"))
    finding = seen_after_enforcement(warned(*again), by())
    assert_finds(finding, "missing")
    assert [record.key for record in finding.records] == [301, 2, 3]


@pytest.mark.parametrize(("on", "state"), [(day(9, 18), "shown"), (day(9, 19), "missing")])
def test_looking_for_the_person_at_home_in_those_weeks_is_an_effort(on: date, state: str) -> None:
    finding = seen_after_enforcement(warned(missed(2, on, how="home_visit")), by())
    assert_finds(finding, state)
    assert [record.key for record in finding.records] == [301, 2]


@pytest.mark.parametrize(
    "tried", [{"how": "telephone"}, {"how": "home_visit", "outcome": "cancelled_by_us"}], ids=str
)
def test_less_than_a_visit_is_not_effort_enough(tried: dict[str, str]) -> None:
    tries = contact(2, day(9, 9), **{"outcome": "did_not_attend"} | tried)
    assert_finds(seen_after_enforcement(warned(tries), by()), "missing")


@pytest.mark.parametrize(
    ("ended_on", "seen_on", "state"),
    [
        (None, day(9, 27), "shown"),
        (None, day(9, 28), "missing"),
        (day(10, 14), day(9, 27), "missing"),
        (day(10, 14), day(10, 28), "shown"),
    ],
)
def test_a_breach_is_followed_from_its_referral_or_its_end(
    ended_on: date | None, seen_on: date, state: str
) -> None:
    made = breach(MONDAY, day(9, 13), presented_on=day(9, 16), ended_on=ended_on)
    assert_finds(seen_after_enforcement(warned(contact(2, seen_on), breaches=(made,)), by()), state)


@pytest.mark.parametrize("action", ["none", "letter", "refer"])
def test_without_a_warning_or_a_breach_it_does_not_arise(action: str) -> None:
    case = warned(enforcements=(decision(1, action),))
    assert_finds(seen_after_enforcement(case, by()), "does not arise")


def test_a_step_after_the_day_of_the_look_is_not_looked_at() -> None:
    assert_finds(seen_after_enforcement(warned(), by(day(9, 3))), "does not arise")


def test_before_the_number_nothing_is_known_of_being_seen_again() -> None:
    case = warned(enforcements=(decision(1, on=day(5, 1, 2014)),))
    assert_finds(seen_after_enforcement(case, by()), "does not arise")
