"""What reviews show. In most cases somebody is stabbed on Monday 14 October 2019, at medium harm."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseward.rules.readiness.facts import Case, Contact, Enforcement
from caseward.rules.reviews import CHANGE_EVENTS
from tests.rules.readiness.cases import ON, PLANNED_ON, plan, sentence, sound_case, with_low_harm
from tests.rules.readiness.cases_reviewing import (
    DAY,
    HAPPENED_ON,
    IN_TIME,
    NEXT_BY_TIME,
    REVIEW,
    changed_goals,
    ended_in_plan,
    event,
    finds,
    happened,
    new_plan,
    quiet,
    review,
    says,
    stabbed,
)

CODES = ("review.compliance", "review.adjusted", "review.involved", "review.written")
LIFE = ("move", "job_loss", "new_relationship", "lost_contact", "release", "child_contact")
OTHERS = sorted({each.code for each in CHANGE_EVENTS} - {*LIFE})
NOVEMBER = date(2019, 11, 11)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(("on", "state"), [(IN_TIME, "not_applicable"), (IN_TIME + DAY, "missing")])
def test_without_a_review_it_is_missing_once_the_last_day_is_over(code: str, on: date, state: str) -> None:
    assert says(code, stabbed(), on) == state


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("on", [IN_TIME, IN_TIME + DAY, ON])
def test_a_review_in_time_is_shown(code: str, on: date) -> None:
    finding = finds(code, stabbed(review()), on)
    assert finding.state == "shown"
    assert [(each.kind, each.key) for each in finding.records] == [("review", REVIEW)]


@pytest.mark.parametrize("code", CODES)
def test_a_late_review_counts_from_the_day_on_which_it_ended(code: str) -> None:
    case = stabbed(review(on=NOVEMBER))
    assert [says(code, case, NOVEMBER - DAY), says(code, case, NOVEMBER)] == ["missing", "shown"]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(("on", "state"), [(NEXT_BY_TIME, "not_applicable"), (NEXT_BY_TIME + DAY, "missing")])
def test_where_nothing_happens_a_review_is_due_by_time(code: str, on: date, state: str) -> None:
    finding = finds(code, quiet(), on)
    assert finding.state == state
    assert [each.kind for each in finding.records] == (["plan"] if state == "missing" else [])


@pytest.mark.parametrize("code", CODES)
def test_where_nothing_calls_for_a_review_the_question_does_not_arise(code: str) -> None:
    assert says(code, quiet()) == "not_applicable"


@pytest.mark.parametrize("code", CODES)
def test_what_happens_after_the_day_of_the_look_is_not_looked_at(code: str) -> None:
    later = stabbed(review(on=NOVEMBER), events=(event(on=NOVEMBER),))
    assert says(code, later, IN_TIME) == "not_applicable"


@pytest.mark.parametrize("code", CODES)
def test_a_time_whose_numbers_are_not_known_makes_nothing_late(code: str) -> None:
    old = date(2014, 3, 3)
    case = quiet(
        sentences=(sentence(sentenced_on=old, starts_on=old),),
        plans=(plan(completed_on=old),),
        events=(event(on=old),),
    )
    assert says(code, case, date(2014, 12, 1)) == "not_applicable"


@pytest.mark.parametrize("code", CODES)
def test_a_year_whose_bank_holidays_are_not_known_makes_nothing_late(code: str) -> None:
    case = stabbed(events=(event(on=date(2098, 10, 14)),), plans=())
    case = replace(case, plans=(plan(completed_on=date(2098, 10, 1)),))
    assert says(code, case, date(2098, 12, 1)) == "not_applicable"


def test_that_a_limit_is_not_known_is_said() -> None:
    case = quiet(plans=(plan(completed_on=date(2098, 10, 1)),), events=(event(on=date(2098, 10, 14)),))
    finding = finds("review.compliance", case, date(2098, 12, 1))
    assert finding.because == "How long the review may take at that time is not known here."


def test_while_there_is_time_the_day_is_said() -> None:
    finding = finds("review.written", stabbed(), IN_TIME)
    assert finding.because == "A review is needed, and there is time for it until 21 October 2019."


def test_without_a_plan_time_runs_from_the_start_of_supervision() -> None:
    finding = finds("review.written", quiet(plans=()), date(2019, 12, 6))
    assert finding.state == "missing"
    assert [each.kind for each in finding.records] == ["sentence"]
    assert says("review.written", quiet(plans=()), date(2019, 12, 5)) == "not_applicable"


def test_a_review_sets_the_time_running_anew() -> None:
    case = quiet(review(on=IN_TIME, events=()))
    due = date(2020, 2, 21)
    assert says("review.written", case, due) == "shown"
    late = finds("review.written", case, due + DAY)
    assert late.state == "missing"
    assert late.because.endswith("due by 21 February 2020 (review, 21 October 2019).")


def test_a_version_of_the_plan_sets_it_running_too() -> None:
    case = quiet(plans=(plan(), new_plan()))
    assert says("review.written", case, NEXT_BY_TIME + DAY) == "not_applicable"


def test_a_review_that_time_asked_for_and_that_came_late_is_shown() -> None:
    came = NEXT_BY_TIME + 40 * DAY
    case = quiet(review(on=came, events=()))
    assert [says("review.written", case, came - DAY), says("review.written", case, came)] == [
        "missing",
        "shown",
    ]


def test_low_harm_leaves_more_time() -> None:
    low = with_low_harm(events=(event(),))
    assert says("review.written", low, date(2019, 10, 28)) == "not_applicable"
    assert says("review.written", low, date(2019, 10, 29)) == "missing"


def test_several_late_reviews_are_counted_and_the_first_to_be_due_is_named() -> None:
    events = (event(), event("arrest", 202, HAPPENED_ON + 7 * DAY))
    finding = finds("review.written", stabbed(events=events))
    assert finding.because == (
        "No review was concluded in writing, although one was due by 21 October 2019 "
        "(victim of violence, 14 October 2019; 2 reviews are late in all)."
    )
    assert [each.key for each in finding.records] == [201, 202]


@pytest.mark.parametrize("action", ["first_warning", "final_warning"])
def test_a_warning_calls_for_a_review_of_compliance(action: str) -> None:
    case = quiet(enforcements=(Enforcement(401, 1, action, HAPPENED_ON),))
    assert says("review.compliance", case, IN_TIME) == "not_applicable"
    finding = finds("review.compliance", case, IN_TIME + DAY)
    assert finding.state == "missing"
    assert [each.kind for each in finding.records] == ["enforcement"]
    assert says("review.written", case, IN_TIME + DAY) == "not_applicable"


def test_a_review_on_the_day_of_the_warning_or_later_answers_it() -> None:
    warning = Enforcement(401, 1, "final_warning", IN_TIME)
    case = quiet(review(events=()), enforcements=(warning,))
    assert says("review.compliance", case) == "shown"
    before = quiet(review(events=()), enforcements=(replace(warning, decided_on=IN_TIME + DAY),))
    assert says("review.compliance", before) == "missing"


def test_a_letter_calls_for_none() -> None:
    case = quiet(enforcements=(Enforcement(401, 1, "letter", HAPPENED_ON),))
    assert says("review.compliance", case) == "not_applicable"


def _contacts(*outcomes: str, is_required: bool = True) -> Case:
    days = (HAPPENED_ON - timedelta(days=7 * back) for back in reversed(range(len(outcomes))))
    rows = enumerate(zip(days, outcomes, strict=True))
    return quiet(
        contacts=tuple(
            Contact(key, on, outcome=outcome, is_required=is_required) for key, (on, outcome) in rows
        )
    )


@pytest.mark.parametrize(
    ("outcomes", "state"),
    [
        (("did_not_attend", "did_not_attend"), "missing"),
        (("did_not_attend", "", "did_not_attend"), "missing"),
        (("did_not_attend", "moved_by_us", "did_not_attend"), "missing"),
        (("did_not_attend", "failed_to_comply", "did_not_attend"), "not_applicable"),
        (("did_not_attend", "attended", "did_not_attend"), "not_applicable"),
        (("did_not_attend",), "not_applicable"),
    ],
)
def test_two_missed_in_a_row_call_for_a_review_of_compliance(outcomes: tuple[str, ...], state: str) -> None:
    assert says("review.compliance", _contacts(*outcomes)) == state


def test_what_need_not_be_kept_does_not_count_as_missed() -> None:
    assert says("review.compliance", _contacts("did_not_attend", "did_not_attend", is_required=False)) == (
        "not_applicable"
    )


def test_a_third_in_a_row_calls_for_no_review_of_its_own() -> None:
    finding = finds("review.compliance", _contacts(*["did_not_attend"] * 3))
    assert [each.key for each in finding.records] == [1]


def test_a_review_in_words_of_its_own_puts_right_what_a_blank_one_left() -> None:
    blank, next_one = review(considered=""), review(302, NOVEMBER, events=())
    assert says("review.compliance", stabbed(blank, next_one)) == "shown"


@pytest.mark.parametrize(
    "change",
    [
        changed_goals(),
        {"contact_every_days": 7},
        {"contact_how": "mixed"},
        {"contingencies": ()},
        {"without_goal": {"drugs": "Not now."}},
    ],
    ids=["goals", "how often", "how", "contingencies", "reasons"],
)
def test_a_plan_that_differs_in_content_is_adjusted(change: dict[str, Any]) -> None:
    case = stabbed(ended_in_plan(), plans=(new_plan(**change),))
    assert says("review.adjusted", case) == "shown"
    assert says("review.adjusted", stabbed(ended_in_plan(), plans=(new_plan(),))) == "missing"


def test_the_first_plan_is_no_copy_of_anything() -> None:
    case = quiet(ended_in_plan(events=()), plans=(new_plan(),))
    assert says("review.adjusted", case) == "shown"


def test_only_the_last_end_counts_for_the_plan() -> None:
    poor, good = review(because=""), review(302, NOVEMBER, because="He has moved away from there.")
    assert says("review.adjusted", stabbed(poor, good)) == "shown"


def test_the_order_is_that_of_the_ends_and_not_of_the_rows() -> None:
    first, last = review(because="It fits."), review(302, NOVEMBER, because="")
    assert says("review.adjusted", stabbed(last, first)) == "missing"


def test_another_part_of_the_person_is_shown() -> None:
    case = stabbed(review(), review(302, NOVEMBER, persons_part="It has become quiet."))
    assert [each.key for each in finds("review.involved", case).records] == [302]


@pytest.mark.parametrize("kind", LIFE)
def test_changes_linked_to_offending_are_considered(kind: str) -> None:
    good, poor = happened(kind, review()), happened(kind, review(because=""))
    assert [says("review.changes", case) for case in (good, poor)] == ["shown", "missing"]
    finding = finds("review.changes", good)
    assert [each.kind for each in finding.records] == ["event", "review"]


@pytest.mark.parametrize("kind", OTHERS)
def test_other_changes_are_not_asked_about_there(kind: str) -> None:
    assert says("review.changes", happened(kind)) == "not_applicable"


@pytest.mark.parametrize(("on", "state"), [(IN_TIME, "not_applicable"), (IN_TIME + DAY, "missing")])
def test_a_change_has_its_time_to_be_considered(on: date, state: str) -> None:
    assert says("review.changes", happened("move"), on) == state


def test_fewer_contacts_after_a_change_that_is_no_harm_are_an_answer() -> None:
    case = happened("move", ended_in_plan(), plans=(new_plan(contact_every_days=28),))
    assert says("review.changes", case) == "shown"


def test_a_later_review_puts_right_how_the_first_ended() -> None:
    case = happened("job_loss", review(because=""), review(302, NOVEMBER, because="He has found work again."))
    assert says("review.changes", case) == "shown"


@given(st.integers(0, 123), st.integers(0, 123))
def test_once_shown_for_want_of_nothing_else_it_stays_until_time_runs_out(first: int, second: int) -> None:
    """A change that was reviewed is never missing again; only the next review by time can be."""
    earlier, later = sorted((IN_TIME + timedelta(days=first), IN_TIME + timedelta(days=second)))
    case = happened("move", review())
    assert {says("review.changes", case, earlier), says("review.changes", case, later)} == {"shown"}


@given(st.integers(-60, 60), st.integers(-60, 60))
def test_an_unanswered_need_is_early_then_missing_and_never_early_again(one: int, other: int) -> None:
    days = sorted((IN_TIME + timedelta(days=one), IN_TIME + timedelta(days=other)))
    states = [says("review.written", stabbed(), on) for on in days]
    assert states in (
        ["not_applicable"] * 2,
        ["not_applicable", "missing"],
        ["missing", "missing"],
    )


@given(
    st.dates(PLANNED_ON, date(2020, 8, 4)),
    st.sets(st.sampled_from([each.code for each in CHANGE_EVENTS])),
    st.none() | st.dates(HAPPENED_ON, date(2020, 8, 4)),
    st.sampled_from(["", "new_plan", "not_changed"]),
)
def test_a_mend_stands_exactly_where_something_is_missing(
    on: date, kinds: set[str], ended: date | None, outcome: str
) -> None:
    events = tuple(event(kind, 200 + key) for key, kind in enumerate(sorted(kinds)))
    made = review(on=ended, events=tuple(each.key for each in events), outcome=outcome)
    case = sound_case(events=events, reviews=(made,))
    for code in (*CODES, "review.changes", "review.agencies"):
        finding = finds(code, case, on)
        assert (finding.mend is not None) == (finding.state == "missing")
        assert finding.because.endswith(".")


def test_a_version_on_the_last_day_sets_the_time_running_anew() -> None:
    on_the_day = quiet(plans=(plan(), new_plan(NEXT_BY_TIME)))
    a_day_late = quiet(plans=(plan(), new_plan(NEXT_BY_TIME + DAY)))
    look = NEXT_BY_TIME + 9 * DAY
    assert [says("review.written", case, look) for case in (on_the_day, a_day_late)] == [
        "not_applicable",
        "missing",
    ]


@pytest.mark.parametrize(
    "case",
    [
        stabbed(events=(event(on=ON + DAY),)),
        quiet(enforcements=(Enforcement(401, 1, "final_warning", ON + DAY),)),
        quiet(contacts=tuple(Contact(key, ON + key * DAY, outcome="did_not_attend") for key in (0, 1))),
    ],
    ids=["change", "warning", "missed"],
)
def test_what_lies_after_the_day_calls_for_nothing_yet(case: Case) -> None:
    assert finds("review.compliance", case).because == "Nothing has called for a review yet."


def test_where_nothing_has_happened_the_last_review_says_whether_changes_were_looked_for() -> None:
    assert says("review.changes", quiet(review(events=()))) == "shown"
    assert says("review.changes", quiet(review(events=(), because=""))) == "missing"
    assert says("review.changes", quiet(review(events=(), considered="-"))) == "not_applicable"


def test_without_any_review_changes_are_looked_for_when_one_is_due_by_time() -> None:
    assert says("review.changes", quiet(), NEXT_BY_TIME) == "not_applicable"
    assert says("review.changes", quiet(), NEXT_BY_TIME + DAY) == "missing"
