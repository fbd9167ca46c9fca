"""When the panel may move a rating, and what its decisions make of the score."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseward.rules.framework import BandOrder, Framework
from caseward.rules.panel import (
    Discretion,
    discretion,
    moderation,
)
from caseward.rules.rating import Count, Figure, Percent, Rating, rate
from tests.factories import frameworks

SMALL = frameworks.small()
EXACT = frameworks.small(band_order=BandOrder.BAND_EXACT)
UNTESTED = "Whether one case would change the rating cannot be tested from percentages alone."


def rated(framework: Framework = SMALL, first: Figure | None = None, second: Figure | None = None) -> Rating:
    """Planning rated on its two questions, leadership judged good, nothing else."""
    figures = {code: figure for code, figure in (("2.2.1", first), ("2.2.2", second)) if figure}
    return rate(framework, figures, {"1.1": "good"})


def planning(
    first: Figure | None = None, second: Figure | None = None, framework: Framework = SMALL
) -> Discretion:
    return discretion(framework, rated(framework, first, second).standards["2.2"])


@pytest.mark.parametrize(
    ("percent", "to"),
    [
        (44, ()),
        (45, ("requires_improvement",)),
        (49, ("requires_improvement",)),
        (50, ("inadequate",)),
        (55, ("inadequate",)),
        (56, ()),
        (59, ()),
        (60, ("good",)),
        (61, ("good",)),
        (64, ("good",)),
        (65, ("requires_improvement",)),
        (70, ("requires_improvement",)),
        (71, ()),
        (74, ()),
        (75, ("outstanding",)),
        (79, ("outstanding",)),
        (80, ("good",)),
        (85, ("good",)),
        (86, ()),
        (100, ()),
        (0, ()),
    ],
)
def test_discretion_is_open_within_five_points_of_an_edge_and_only_across_that_edge(
    percent: int, to: tuple[str, ...]
) -> None:
    found = planning(Percent(percent))
    assert (found.open, found.to) == (bool(to), to)


@pytest.mark.parametrize("percent", [45, 55, 60, 70, 75, 85])
def test_a_framework_may_say_that_five_points_themselves_are_too_far(percent: int) -> None:
    strict = frameworks.small(discretion=replace(frameworks.DISCRETION, inclusive=False))
    assert not planning(Percent(percent), framework=strict).open
    assert planning(Percent(64), framework=strict).open


def test_discretion_looks_at_the_lowest_question_only() -> None:
    assert not planning(Percent(47), Percent(44)).open
    assert planning(Percent(74), Percent(61)).to == ("good",)


def test_discretion_looks_at_the_rounded_percentage() -> None:
    assert planning(Count(595, 405)).to == ("good",)
    assert planning(Count(594, 406)).to == ()


def test_an_exactly_banded_share_that_rounds_to_the_edge_above_may_cross_it() -> None:
    found = planning(Count(649, 351), framework=EXACT)
    assert found.to == ("good",)
    assert "2.2.1 (the text of 2.2.1) is at 65 per cent, on the edge of its band." in found.grounds


def test_the_grounds_name_the_question_its_percentage_and_the_edge() -> None:
    found = planning(Percent(74), Percent(61))
    near = "2.2.2 (the text of 2.2.2) is at 61 per cent, 4 points from the edge of its band at 65."
    assert found.grounds == (near, UNTESTED)
    assert found.note == "The panel may move the rating to Good."


def test_one_point_is_written_in_the_singular() -> None:
    assert "79 per cent, 1 point from the edge of its band at 80." in planning(Percent(79)).grounds[0]


def test_eleven_of_fourteen_is_open_by_points_and_by_one_case() -> None:
    found = planning(Count(11, 3))
    assert found.to == ("outstanding",)
    assert found.grounds[1:] == (
        "One more yes in 2.2.1 (the text of 2.2.1) would make the rating Outstanding.",
    )


def test_one_answer_opens_discretion_beyond_five_points() -> None:
    found = planning(Count(4, 3))
    assert found.to == ("good", "inadequate")
    assert [ground.split(" in ")[0] for ground in found.grounds] == ["One more yes", "One fewer yes"]


def test_one_more_yes_does_not_count_where_another_question_keeps_the_rating_down() -> None:
    assert planning(Count(4, 3), Percent(58)).to == ("inadequate",)


def test_one_fewer_yes_counts_in_any_question_that_would_pull_the_rating_down() -> None:
    found = planning(Count(73, 27), Count(3, 1))
    assert found.to == ("requires_improvement",)
    assert found.grounds == (
        "One fewer yes in 2.2.2 (the text of 2.2.2) would make the rating Requires improvement.",
    )


def test_a_leap_of_two_bands_by_one_case_still_moves_the_rating_one_band() -> None:
    found = planning(Count(1, 1))
    assert "would make the rating Outstanding" in " ".join(found.grounds)
    assert found.to == ("good", "inadequate")


def test_a_framework_may_allow_two_bands() -> None:
    wide = frameworks.small(discretion=replace(frameworks.DISCRETION, bands=2))
    assert planning(Percent(61), framework=wide).to == ("outstanding", "good")
    assert planning(Percent(79), framework=wide).to == ("outstanding",)


def test_a_framework_may_leave_out_the_test_of_one_case() -> None:
    narrow = frameworks.small(discretion=replace(frameworks.DISCRETION, one_case=False))
    found = planning(Count(4, 3), framework=narrow)
    assert (found.open, found.grounds) == (False, ())
    assert found.note == "At 57 per cent it is more than 5 points from an edge of its band."


def test_percentages_alone_cannot_tell_about_one_case_and_it_says_so() -> None:
    found = planning(Percent(57), Percent(72))
    assert (found.open, found.grounds) == (False, (UNTESTED,))


def test_it_says_which_questions_have_percentages_alone() -> None:
    found = planning(Percent(57), Count(72, 28))
    untested = (
        "Whether one case would change the rating cannot be tested for questions with percentages alone: "
    )
    assert found.grounds == (f"{untested}2.2.1 (the text of 2.2.1).",)


def test_a_closed_standard_says_why() -> None:
    note = "At 57 per cent it is more than 5 points from an edge of its band"
    assert planning(Count(57, 43)).note == f"{note}, and no one answer would change its rating."
    assert planning(Percent(57)).note == f"{note}."
    strict = frameworks.small(discretion=replace(frameworks.DISCRETION, inclusive=False))
    assert planning(Percent(55), framework=strict).note.startswith(
        "At 55 per cent it is at least 5 points from"
    )


def test_no_discretion_where_the_framework_gives_none() -> None:
    found = planning(Percent(64), framework=frameworks.small(discretion=None))
    assert (found.open, found.note) == (False, "This framework gives the panel no discretion.")


def test_no_discretion_on_a_judged_or_an_unrated_standard() -> None:
    judged = discretion(SMALL, rated().standards["1.1"])
    assert (judged.open, judged.note) == (
        False,
        "This standard is judged as a whole; discretion is for ratings calculated from cases.",
    )
    assert planning().note == "There is no rating to move."


def unpaid_work(percent: int | None, framework: Framework = SMALL) -> Rating:
    figures = {} if percent is None else {"4.1.1": Percent(percent), "4.1.2": Percent(percent)}
    return rate(framework, figures, {})


@pytest.mark.parametrize(
    ("percent", "to"),
    [
        (100, ("good",)),
        (72, ("outstanding", "requires_improvement")),
        (57, ("good", "inadequate")),
        (20, ("requires_improvement",)),
    ],
)
def test_moderation_reaches_one_band_up_or_down_whatever_the_percentage(
    percent: int, to: tuple[str, ...]
) -> None:
    found = moderation(SMALL, unpaid_work(percent).standards["4.1"])
    assert (found.open, found.question, found.to) == (True, "4.1.3", to)
    assert found.note.startswith("On the evidence for 4.1.3 (the text of 4.1.3), the rating may become ")


def test_moderation_is_for_the_standard_that_the_framework_names() -> None:
    found = moderation(SMALL, rated(first=Percent(61)).standards["2.2"])
    assert (found.open, found.to, found.note) == (False, (), "This standard is not moderated.")


def test_there_is_nothing_to_moderate_without_a_rating() -> None:
    found = moderation(SMALL, unpaid_work(None).standards["4.1"])
    assert (found.open, found.note) == (False, "There is no rating to moderate.")


def reachable_by_hand(framework: Framework, figures: dict[str, Figure]) -> set[str]:
    """The slow second way: compare with every edge, and rate again with every single answer turned."""
    now = rate(framework, figures, {}).standards["2.2"]
    scale = ["inadequate", "requires_improvement", "good", "outstanding"]
    if now.band is None:
        return set()
    place, lowest = scale.index(now.band), min(now.percents.values())
    edges = [0, 50, 65, 80]
    steps = set()
    if place < 3 and edges[place + 1] - lowest <= 5:
        steps.add(1)
    if place > 0 and lowest - edges[place] <= 5:
        steps.add(-1)
    for again in turned_by_one(figures):
        there = rate(framework, again, {}).standards["2.2"].band
        if there and there != now.band:
            steps.add(1 if scale.index(there) > place else -1)
    return {scale[place + step] for step in steps}


def turned_by_one(figures: dict[str, Figure]) -> Sequence[dict[str, Figure]]:
    turned: list[dict[str, Figure]] = []
    for code, figure in figures.items():
        if isinstance(figure, Count) and figure.no:
            turned.append(figures | {code: Count(figure.yes + 1, figure.no - 1)})
        if isinstance(figure, Count) and figure.yes:
            turned.append(figures | {code: Count(figure.yes - 1, figure.no + 1)})
    return turned


small_counts = st.builds(Count, st.integers(0, 30), st.integers(0, 30))
figures = st.dictionaries(
    st.sampled_from(["2.2.1", "2.2.2"]), small_counts | st.builds(Percent, st.integers(0, 100))
)


@given(figures, st.sampled_from([SMALL, EXACT]))
def test_what_is_open_agrees_with_rating_again_by_hand(
    given_figures: dict[str, Figure], framework: Framework
) -> None:
    found = discretion(framework, rate(framework, given_figures, {}).standards["2.2"])
    assert set(found.to) == reachable_by_hand(framework, given_figures)
    assert found.open == bool(found.to)
