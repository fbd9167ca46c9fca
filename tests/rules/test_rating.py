"""From counted answers to a key question, a standard and a score."""

from dataclasses import replace
from fractions import Fraction

import pytest

from caseward.rules.framework import BandOrder, Framework, RatedBy
from caseward.rules.rating import (
    Count,
    Figure,
    ImpossibleInput,
    Percent,
    QuestionRating,
    Rating,
    StandardRating,
    rate,
    score_of,
    shrunk_score_bands,
    weakest,
)
from tests.factories import frameworks

SMALL = frameworks.small()
EXACT = frameworks.small(band_order=BandOrder.BAND_EXACT)
COUNTED = ("2.1.1", "2.1.2", "2.1.3", "2.2.1", "2.2.2", "4.1.1", "4.1.2")


def planning(framework: Framework = SMALL, **figures: Figure) -> StandardRating:
    """Planning, rated on its two key questions: first= and second=."""
    codes = {"first": "2.2.1", "second": "2.2.2"}
    return rate(framework, {codes[name]: figure for name, figure in figures.items()}, {}).standards["2.2"]


def one_question(figure: Figure, framework: Framework = SMALL) -> QuestionRating:
    return planning(framework, first=figure).questions["2.2.1"]


@pytest.mark.parametrize(
    ("percent", "band"),
    [
        (100, "outstanding"),
        (80, "outstanding"),
        (79, "good"),
        (65, "good"),
        (64, "requires_improvement"),
        (50, "requires_improvement"),
        (49, "inadequate"),
        (0, "inadequate"),
    ],
)
def test_a_percentage_falls_in_the_band_whose_edge_it_reaches(percent: int, band: str) -> None:
    assert one_question(Percent(percent)).band == band
    assert one_question(Count(percent, 100 - percent)).band == band


def test_the_weakest_key_question_decides_the_standard() -> None:
    rated = planning(first=Percent(74), second=Percent(61))
    assert (rated.band, rated.decided_by) == ("requires_improvement", ("2.2.2",))


def test_only_the_lowest_percentage_decides_even_where_another_shares_its_band() -> None:
    rated = planning(first=Percent(47), second=Percent(44))
    assert (rated.band, rated.decided_by) == ("inadequate", ("2.2.2",))


def test_two_questions_with_the_same_rounded_percentage_decide_together() -> None:
    rated = planning(first=Count(31, 50), second=Count(38, 62))
    assert rated.percents == {"2.2.1": 38, "2.2.2": 38}
    assert rated.decided_by == ("2.2.1", "2.2.2")


def test_where_exact_shares_are_banded_the_exactly_lowest_question_decides_alone() -> None:
    rated = planning(EXACT, first=Count(651, 349), second=Count(649, 351))
    assert rated.percents == {"2.2.1": 65, "2.2.2": 65}
    assert (rated.band, rated.decided_by) == ("requires_improvement", ("2.2.2",))


def test_answers_of_not_applicable_leave_the_base() -> None:
    rated = one_question(Count(yes=8, no=2, not_applicable=90))
    assert (rated.share, rated.percent, rated.band) == (Fraction(4, 5), 80, "outstanding")


def test_halves_are_rounded_up_to_the_next_whole_per_cent() -> None:
    assert one_question(Count(129, 71)).percent == 65
    assert one_question(Count(6449, 3551)).percent == 64


def test_rounding_comes_before_banding_or_after_it_as_the_framework_says() -> None:
    nearly = Count(129, 71)
    assert one_question(nearly).band == "good"
    assert one_question(nearly, EXACT).band == "requires_improvement"


@pytest.mark.parametrize("framework", [SMALL, EXACT])
def test_a_result_says_where_the_order_of_rounding_matters(framework: Framework) -> None:
    assert one_question(Count(129, 71), framework).order_matters
    assert not one_question(Count(64, 36), framework).order_matters
    assert not one_question(Percent(65), framework).order_matters


@pytest.mark.parametrize(
    ("percent", "up", "down"),
    [(100, None, 20), (80, None, 0), (79, 1, 14), (65, 15, 0), (61, 4, 11), (49, 1, None), (0, 50, None)],
)
def test_a_question_says_how_far_it_is_from_both_edges(
    percent: int, up: int | None, down: int | None
) -> None:
    rated = one_question(Percent(percent))
    assert (rated.points_to_next_band_up, rated.points_to_band_below) == (up, down)


def test_a_share_rounded_to_the_edge_it_did_not_reach_is_no_points_from_it() -> None:
    rated = one_question(Count(129, 71), EXACT)
    assert (rated.percent, rated.points_to_next_band_up, rated.points_to_band_below) == (65, 0, 15)


def test_one_case_among_fourteen_lifts_79_per_cent_over_the_edge() -> None:
    rated = one_question(Count(11, 3))
    assert (rated.percent, rated.band) == (79, "good")
    assert rated.one_case_changes is not None
    assert rated.one_case_changes.one_more_yes == "outstanding"
    assert rated.one_case_changes.one_fewer_yes == "good"


def test_an_answer_that_nobody_gave_cannot_be_changed() -> None:
    all_yes, all_no = one_question(Count(3, 0)), one_question(Count(0, 3))
    assert all_yes.one_case_changes is not None
    assert all_no.one_case_changes is not None
    assert all_yes.one_case_changes.one_more_yes is None
    assert all_no.one_case_changes.one_fewer_yes is None


def test_a_percentage_without_counts_says_nothing_about_one_case() -> None:
    rated = one_question(Percent(79))
    assert rated.one_case_changes is None
    assert rated.share is None


def test_a_standard_is_rated_on_the_questions_present_and_lists_the_missing() -> None:
    rated = planning(second=Percent(70))
    assert (rated.band, rated.missing) == ("good", ("2.2.1",))


def test_a_question_that_no_case_was_relevant_to_is_missing() -> None:
    rated = planning(first=Count(0, 0, not_applicable=12), second=Percent(70))
    assert (rated.band, rated.missing, rated.percents) == ("good", ("2.2.1",), {"2.2.2": 70})


def test_a_question_without_percentages_by_design_is_not_missing() -> None:
    rated = rate(SMALL, {"4.1.1": Percent(70), "4.1.2": Percent(70)}, {}).standards["4.1"]
    assert rated.missing == ()


def test_a_standard_without_any_figure_is_unrated() -> None:
    rated = planning()
    assert (rated.band, rated.decided_by, rated.missing) == (None, (), ("2.2.1", "2.2.2"))


def test_a_judged_standard_takes_the_judgement_and_no_question_decides_it() -> None:
    rated = rate(SMALL, {}, {"1.1": "good"}).standards["1.1"]
    assert (rated.band, rated.decided_by, rated.percents, rated.missing) == ("good", (), {}, ())


def all_at(percent: int) -> dict[str, Figure]:
    return dict.fromkeys(COUNTED, Percent(percent))


def test_points_add_up_without_weights_and_the_total_is_banded() -> None:
    rating = rate(SMALL, all_at(70), {"1.1": "requires_improvement"})
    assert (rating.points, rating.out_of, rating.band) == (7, 12, "good")
    assert rating.score_bands == SMALL.score_bands
    assert not rating.score_bands_inferred


@pytest.mark.parametrize(
    ("points", "band"),
    [
        (0, "inadequate"),
        (5, "inadequate"),
        (6, "requires_improvement"),
        (15, "requires_improvement"),
        (16, "good"),
        (25, "good"),
        (26, "outstanding"),
        (30, "outstanding"),
    ],
)
def test_ten_standards_are_banded_at_the_published_totals(points: int, band: str) -> None:
    framework = frameworks.shipped("crc-2019")
    by_points = {known.points: known.code for known in framework.bands}
    each = [points // 10 + (place < points % 10) for place in range(10)]
    codes = [standard.code for standard in framework.standards]
    score = score_of(framework, dict(zip(codes, (by_points[one] for one in each), strict=True)))
    assert (score.points, score.out_of, score.band) == (points, 30, band)


def test_score_bands_may_be_written_in_either_order() -> None:
    turned = replace(SMALL, score_bands=SMALL.score_bands[::-1])
    assert rate(turned, all_at(70), {"1.1": "good"}).band == "good"


def test_an_unrated_standard_leaves_the_total_and_the_bands_shrink_and_are_marked_inferred() -> None:
    rating = rate(SMALL, all_at(50), {})
    assert (rating.points, rating.out_of, rating.band) == (3, 9, "requires_improvement")
    assert [band.up_to for band in rating.score_bands] == [1, 4, 7, 9]
    assert rating.score_bands_inferred


def test_score_bands_that_no_source_states_are_marked_even_when_nothing_is_missing() -> None:
    unsourced = replace(SMALL, score_bands_provenance=frameworks.INFERRED)
    assert rate(unsourced, all_at(70), {"1.1": "good"}).score_bands_inferred


def test_nothing_rated_means_no_overall_rating() -> None:
    rating = rate(SMALL, {}, {})
    assert (rating.points, rating.out_of, rating.band) == (0, 0, None)


def test_a_standard_that_does_not_count_is_rated_and_stays_out_of_the_total() -> None:
    extra = frameworks.standard("5.1", "Resettlement", counts=False)
    framework = frameworks.small(standards=(*frameworks.STANDARDS, extra))
    rating = rate(framework, all_at(70), {"1.1": "good", "5.1": "outstanding"})
    assert rating.standards["5.1"].band == "outstanding"
    assert (rating.points, rating.out_of) == (8, 12)
    assert not rating.score_bands_inferred


def test_a_standard_that_does_not_count_alone_gives_no_overall_rating() -> None:
    framework = frameworks.small(standards=(frameworks.standard("5.1", "Resettlement", counts=False),))
    rating = rate(framework, {}, {"5.1": "good"})
    assert (rating.points, rating.out_of, rating.band) == (0, 0, None)


@pytest.mark.parametrize("code", ["crc-2018", "crc-2019", "pdu-2023", "youth-2018"])
def test_the_shrinking_rule_gives_the_shipped_bands_when_nothing_is_missing(code: str) -> None:
    framework = frameworks.shipped(code)
    counting = sum(standard.counts for standard in framework.standards)
    assert shrunk_score_bands(framework, counting) == framework.score_bands


@pytest.mark.parametrize(
    ("figures", "judged", "fault"),
    [
        ({"2.1.1": Percent(165)}, {}, "answers.2.1.1: must be a whole number from 0 to 100, not 165"),
        ({"2.1.1": Percent(-1)}, {}, "answers.2.1.1: must be a whole number from 0 to 100, not -1"),
        ({"2.1.1": Count(-1, 3)}, {}, "answers.2.1.1: must be a whole number 0 or more, not -1"),
        ({"2.1.1": Count(1, -3)}, {}, "answers.2.1.1: must be a whole number 0 or more, not -3"),
        ({"2.1.1": Count(1, 3, -1)}, {}, "answers.2.1.1: must be a whole number 0 or more, not -1"),
        ({"9.9.9": Percent(50)}, {}, "answers.9.9.9: there is no such question in Small framework"),
        ({"4.1.3": Percent(50)}, {}, "answers.4.1.3: this key question has no percentage"),
        (
            {"2.1.1a": Percent(50)},
            {},
            "answers.2.1.1a: carries no rating (the text of 2.1.1a): figures are for scored key questions",
        ),
        ({}, {"2.1": "good"}, "judgements.2.1: Assessment is counted from cases, not judged"),
        ({}, {"9.9": "good"}, "judgements.9.9: there is no such standard in Small framework"),
        (
            {},
            {"1.1": "great"},
            "judgements.1.1: must be one of outstanding, good, requires_improvement, inadequate",
        ),
    ],
)
def test_impossible_input_is_refused_and_says_where(
    figures: dict[str, Figure], judged: dict[str, str], fault: str
) -> None:
    with pytest.raises(ImpossibleInput) as refused:
        rate(SMALL, figures, judged)
    assert refused.value.faults == [fault]


def test_a_figure_for_a_standard_that_is_judged_is_refused() -> None:
    judged = frameworks.standard("1.2", "Staff", frameworks.question("1.2.1"), rated_by=RatedBy.JUDGEMENT)
    with pytest.raises(ImpossibleInput, match=r"answers.1.2.1: Staff is judged, not counted from cases"):
        rate(frameworks.small(standards=(judged,)), {"1.2.1": Percent(50)}, {})


def test_every_impossible_input_is_told_at_once() -> None:
    with pytest.raises(ImpossibleInput) as refused:
        rate(SMALL, {"2.1.1": Count(-1, -2), "9.9.9": Percent(101)}, {"2.1": "good"})
    assert len(refused.value.faults) == 5


def test_the_weakest_of_some_bands_is_the_lowest_on_the_scale() -> None:
    assert weakest(SMALL, ["good", "inadequate", "outstanding"]) == "inadequate"


def shipped_rating(code: str, example: int = 0) -> Rating:
    framework = frameworks.shipped(code)
    worked = framework.examples[example]
    figures = {code: Percent(percent) for code, percent in worked.answers.items()}
    return rate(framework, figures, worked.judgements)


def test_thames_valley_is_15_of_30_before_the_panel() -> None:
    rating = shipped_rating("crc-2019")
    assert (rating.points, rating.out_of, rating.band) == (15, 30, "requires_improvement")
    assert {code: rating.standards[code].band for code in ("2.1", "2.2", "2.3", "2.4", "4.1", "4.2")} == {
        "2.1": "good",
        "2.2": "requires_improvement",
        "2.3": "inadequate",
        "2.4": "inadequate",
        "4.1": "good",
        "4.2": "good",
    }
    assert rating.standards["2.2"].decided_by == ("2.2.3",)
    assert rating.standards["2.2"].percents == {"2.2.1": 74, "2.2.2": 74, "2.2.3": 61}


def test_london_is_12_of_30_before_the_panel_although_figures_are_lost_in_print() -> None:
    rating = shipped_rating("crc-2018")
    assert (rating.points, rating.out_of, rating.band) == (12, 30, "requires_improvement")
    assert rating.standards["4.2"].missing == ("4.2.2", "4.2.3")
    assert rating.score_bands_inferred
