"""The person's own assessment: blank is not done, a copy shows, and disagreement wants an answer."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseward.rules.self_assessment import (
    Difference,
    Earlier,
    Rating,
    State,
    differences,
    state,
    unanswered_differences,
)

MARCH = date(2019, 3, 4)
AREAS = st.sampled_from(["money", "housing", "friends", "drinking"])
RATINGS = st.dictionaries(
    AREAS, st.builds(Rating, st.none() | st.integers(0, 10), st.sampled_from(["", " ", "ok", "hard"]))
)
NEEDS = st.dictionaries(AREAS, st.sampled_from(["yes", "no", "unknown"]))


def test_blank_everywhere_is_not_done() -> None:
    ratings = {"money": Rating(), "housing": Rating(None, "  ")}
    assert state(ratings, None) == State("not_done", ("money", "housing"), None)
    assert state({}, None) == State("not_done", (), None)


def test_blank_after_blank_is_not_done_and_not_unchanged() -> None:
    assert state({"money": Rating()}, Earlier(MARCH, {"money": Rating()})).code == "not_done"


def test_a_score_of_nought_is_an_answer() -> None:
    assert state({"money": Rating(0)}, None) == State("done", (), None)


def test_one_area_without_a_score_is_partly_done() -> None:
    ratings = {"money": Rating(3), "friends": Rating(), "housing": Rating(None, "cold")}
    assert state(ratings, None) == State("partly", ("friends", "housing"), None)


def test_words_alone_are_partly_done() -> None:
    assert state({"housing": Rating(None, "cold")}, None).code == "partly"


def test_a_score_everywhere_is_done() -> None:
    assert state({"money": Rating(3), "housing": Rating(8, "warm")}, None) == State("done", (), None)


def test_a_copy_of_the_one_before_is_unchanged_since_its_day() -> None:
    before = Earlier(MARCH, {"money": Rating(3, "tight"), "housing": Rating(8)})
    now = {"money": Rating(3, " tight "), "housing": Rating(8)}
    assert state(now, before) == State("unchanged", (), MARCH)


def test_a_copy_of_a_partly_done_one_is_unchanged_and_names_what_is_left() -> None:
    before = Earlier(MARCH, {"money": Rating(3)})
    assert state({"money": Rating(3), "housing": Rating()}, before) == State("unchanged", ("housing",), MARCH)


@pytest.mark.parametrize("now", [Rating(4, "tight"), Rating(3, "tighter"), Rating(3)])
def test_another_score_or_another_word_is_a_change(now: Rating) -> None:
    assert state({"money": now}, Earlier(MARCH, {"money": Rating(3, "tight")})).code == "done"


@pytest.mark.parametrize("score", [-1, 11])
def test_a_score_off_the_scale_is_refused(score: int) -> None:
    with pytest.raises(ValueError, match="outside 0 to 10"):
        state({"money": Rating(score)}, None)
    with pytest.raises(ValueError, match="outside 0 to 10"):
        differences({"money": Rating(score)}, {})


@pytest.mark.parametrize(("score", "differs"), [(0, False), (6, False), (7, True), (10, True)])
def test_going_well_for_the_person_and_a_need_for_the_officer_differ(score: int, differs: bool) -> None:
    expected = (Difference("drinking", score, officer_sees_need=True),) if differs else ()
    assert differences({"drinking": Rating(score)}, {"drinking": "yes"}) == expected


@pytest.mark.parametrize(("score", "differs"), [(0, True), (3, True), (4, False), (10, False)])
def test_a_problem_for_the_person_and_no_need_for_the_officer_differ(score: int, differs: bool) -> None:
    expected = (Difference("drinking", score, officer_sees_need=False),) if differs else ()
    assert differences({"drinking": Rating(score)}, {"drinking": "no"}) == expected


def test_what_either_has_not_judged_is_no_difference() -> None:
    ratings = {"money": Rating(0), "housing": Rating(10), "friends": Rating(None, "none")}
    assert differences(ratings, {"money": "unknown", "friends": "no"}) == ()


def test_an_officer_says_yes_no_or_unknown() -> None:
    with pytest.raises(ValueError, match="not 'perhaps'"):
        differences({}, {"money": "perhaps"})


def test_a_difference_without_a_line_on_it_is_unanswered() -> None:
    found = differences(
        {"money": Rating(0), "housing": Rating(1), "friends": Rating(2)},
        {"money": "no", "housing": "no", "friends": "no"},
    )
    left = unanswered_differences(found, {"money": "We talked about it.", "housing": " "})
    assert [each.area for each in left] == ["housing", "friends"]


@given(RATINGS)
def test_what_was_copied_is_never_done_again(ratings: dict[str, Rating]) -> None:
    assert state(ratings, Earlier(MARCH, ratings)).code in {"not_done", "unchanged"}


@given(RATINGS, RATINGS)
def test_a_day_is_named_exactly_where_it_is_unchanged(
    now: dict[str, Rating], before: dict[str, Rating]
) -> None:
    found = state(now, Earlier(MARCH, before))
    assert (found.unchanged_since == MARCH) == (found.code == "unchanged")


@given(RATINGS, NEEDS)
def test_an_answer_on_each_difference_leaves_none(ratings: dict[str, Rating], needs: dict[str, str]) -> None:
    found = differences(ratings, needs)
    assert unanswered_differences(found, {each.area: "because" for each in found}) == ()
    assert unanswered_differences(found, {}) == found


@given(RATINGS, NEEDS)
def test_a_difference_has_two_sides_that_were_both_given(
    ratings: dict[str, Rating], needs: dict[str, str]
) -> None:
    for each in differences(ratings, needs):
        assert ratings[each.area].score == each.score
        assert needs[each.area] == ("yes" if each.officer_sees_need else "no")
