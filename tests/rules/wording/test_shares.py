"""Numbers and words for shares, against the figures that sentences name."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from caseward.rules.wording.claims import claims, read_number
from caseward.rules.wording.known import KnownFigure
from caseward.rules.wording.sentences import Place
from tests.rules.wording.known import ASSESSMENT, BANDS, DATA, FIGURES, PLANNING, UNPAID, judge, kinds, say


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("in 71 per cent of cases", 71, 71),
        ("in seventy-one percent of cases", 71, 71),
        ("Seventy per cent of them", 70, 70),
        ("in 7.34% of posts", Fraction("7.34"), Fraction("7.34")),
        ("over 80 per cent", 81, 100),
        ("just under 80 per cent", 72, 79),
        ("around 25 per cent", 21, 29),
        ("just over half", 51, 58),
        ("less than half", 0, 49),
        ("one-third of cases", 30, 36),
        ("three quarters of cases", 72, 78),
        ("the majority", 51, 100),
        ("the vast majority", 80, 100),
        ("a reasonable majority", 65, 79),
        ("most cases", 51, 100),
        ("all of the cases", 100, 100),
        ("in every case", 100, 100),
    ],
)
def test_a_share_in_words_or_digits_claims_a_range(
    text: str, low: int | Fraction, high: int | Fraction
) -> None:
    (claim,) = claims(text, BANDS)
    assert claim.low == low
    assert claim.high == high


@pytest.mark.parametrize(
    "text",
    [
        "most staff", "all staff", "minority ethnic staff", "the majority ethnic group",
        "five percentage points", "5 per cent points", "no number",
    ],
)  # fmt: skip
def test_what_is_no_share_of_cases_claims_nothing(text: str) -> None:
    assert claims(text, BANDS) == []


@given(some.integers(0, 100), some.integers(0, 999))
def test_a_whole_per_cent_holds_for_the_shares_that_round_to_it(percent: int, thousandths: int) -> None:
    (claim,) = claims(f"in {percent} per cent of cases", BANDS)
    share = Fraction(percent) + Fraction(thousandths, 1000)
    assert claim.holds(share) == (thousandths < 500)


@given(some.integers(0, 999_999))
def test_a_number_is_read_with_and_without_its_commas(number: int) -> None:
    assert read_number(f"{number:,}") == read_number(str(number)) == number


def test_a_word_that_is_no_number_is_refused() -> None:
    with pytest.raises(KeyError):
        read_number("several")


def test_another_number_than_that_of_the_figure_named_is_found() -> None:
    (found,) = judge(say("Strengths were identified in 71 per cent of cases.", ASSESSMENT))
    assert (found.kind, found.says) == ("number", "71 per cent")
    assert found.data == "2.1.1a Are strengths and protective factors identified?: 88 per cent"


def test_the_number_of_the_figure_named_is_no_finding() -> None:
    assert kinds(say("Strengths were identified in 88 per cent of cases.", ASSESSMENT)) == []


def test_the_opposite_share_is_right_where_the_sentence_says_what_lacked() -> None:
    assert kinds(say("Contingency arrangements were lacking in 60 per cent of plans.", PLANNING)) == []
    assert kinds(say("Contingency arrangements were lacking in 66 per cent of plans.", PLANNING)) == [
        "number"
    ]


def test_a_number_that_no_figure_of_the_section_has_is_found() -> None:
    (found,) = judge(say("Letters were sent in 23 per cent of cases.", ASSESSMENT))
    assert found.data == "No figure of Assessment says so"


def test_the_nearest_figure_is_told_where_there_is_one() -> None:
    text = "Strengths of victims, children, agencies and motivation were identified in 23 per cent of cases."
    (found,) = judge(say(text, ASSESSMENT))
    assert found.data.startswith("No figure of Assessment says so; the nearest is 2.1.1a ")


def test_without_figures_below_key_questions_an_unknown_number_proves_nothing() -> None:
    assert kinds(say("Letters were sent in 23 per cent of cases.", UNPAID)) == []
    assert kinds(say("Letters were sent in 23 per cent of cases.")) == []


def test_a_question_without_a_figure_speaks_for_any_number() -> None:
    assert kinds(say("Domestic abuse checks were made in 66 per cent of cases.", ASSESSMENT)) == []


def test_a_number_about_part_of_the_cases_is_not_held_to_the_figure_of_all() -> None:
    assert kinds(say("Strengths were identified for women in 71 per cent of cases.", ASSESSMENT)) == []


def test_a_setting_or_a_number_with_its_own_count_is_not_held_to_figures() -> None:
    assert kinds(say("A confidence level of 81 per cent was used.", ASSESSMENT)) == []
    assert kinds(say("Of these, 20 (57 per cent) had strengths identified.", ASSESSMENT)) == []


def test_earlier_figures_and_averages_are_held_to_their_own() -> None:
    text = "Planning kept other people safe in {} per cent of cases at our previous inspection."
    assert kinds(say(text.format(57), PLANNING)) == []
    (found,) = judge(say(text.format(50), PLANNING))
    assert found.data.endswith("57 per cent")
    text = "Planning kept other people safe in {} per cent of cases, across all providers."
    assert kinds(say(text.format(46), PLANNING)) == []


def test_an_earlier_number_that_is_not_known_is_left_alone() -> None:
    assert kinds(say("Last year strengths were identified in 71 per cent of cases.", ASSESSMENT)) == [
        "number"
    ]
    assert kinds(say("Staff sickness was nine per cent last year.")) == []


def test_a_number_of_a_fact_is_found_in_any_section() -> None:
    assert kinds(say("Sickness absence of staff stood at nine per cent.")) == ["number"]
    assert kinds(say("Sickness absence of staff stood at seven per cent.")) == []


def test_this_key_question_means_that_of_the_section() -> None:
    headings = (*PLANNING, "Does planning keep other people safe?")
    assert kinds(say("The score for this key question was 62 per cent.", headings)) == ["number"]
    assert kinds(say("The score for this key question was 61 per cent.", headings)) == []
    without = replace(DATA, figures=tuple(row for row in FIGURES if row.code != "2.2.1"))
    assert kinds(say("This key question scored 40 per cent.", headings), data=without) == []


def test_the_second_part_of_a_sentence_may_take_its_subject_from_the_first() -> None:
    text = "Planning for home visits was seen in 55 per cent, and set a pattern in 44 per cent."
    (found,) = judge(say(text, PLANNING))
    assert found.says == "44 per cent"


def test_a_band_word_that_the_figure_has_not_earned_is_found_without_a_number() -> None:
    text = "Planning kept other people safe in a reasonable majority of cases."
    (found,) = judge(say(text, PLANNING))
    assert (found.kind, found.says) == ("band_word", "reasonable majority")


def test_of_assessment_and_planning_each_must_earn_the_word() -> None:
    figures = (*FIGURES, figure_of_assessment())
    text = "Assessment and planning kept other people safe in a reasonable majority of cases."
    (found,) = judge(say(text, ("2. Casework",)), data=replace(DATA, figures=figures))
    assert found.data.startswith("2.2.1 ")


def figure_of_assessment() -> KnownFigure:
    """Keeping others safe, as assessment does it."""
    return replace(
        FIGURES[3],
        code="2.1.2",
        title="Does assessment keep other people safe?",
        standard="2.1",
        value=Fraction(70),
    )


def test_a_word_is_held_to_the_number_in_brackets_beside_it() -> None:
    (found,) = judge(say("In a minority of cases (56 per cent), letters were sent."))
    assert (found.kind, found.data) == ("band_word", "“minority” is said of 0 to 49 per cent")
    assert kinds(say("In a minority of cases (26 per cent), letters were sent.")) == []
    (found,) = judge(say("In all cases (99 per cent), letters were sent."))
    assert found.data == "“all” is said of 100 per cent"


def test_what_is_quoted_explained_or_in_a_heading_is_not_judged() -> None:
    wrong = "Strengths were identified in 71 per cent of cases."
    for place in (Place.QUOTATION, Place.EXAMPLE, Place.HEADING, Place.NOTE, Place.ROW):
        assert kinds(say(wrong, ASSESSMENT, place)) == []
    assert kinds(say(wrong, ("Annex 2: Methodology", "Assessment"))) == []


def test_where_the_section_has_several_standards_a_figure_must_be_named_with_its_own() -> None:
    assert kinds(say("Contingency arrangements were seen in 88 per cent of cases.", ("2. Casework",))) == []
    text = "Planning had contingency arrangements in 88 per cent of cases."
    assert kinds(say(text, ("2. Casework",))) == ["number"]


@pytest.mark.parametrize(
    ("said", "percent", "holds"),
    [
        ("7.6", "7.61", True),
        ("7.6", "7.65", False),
        ("7.61", "7.61", True),
        ("7.62", "7.61", False),
        ("8", "7.61", True),
        ("7", "7.61", False),
    ],
)
def test_a_figure_holds_as_far_as_it_is_printed(said: str, percent: str, holds: bool) -> None:
    (claim,) = claims(f"in {said} per cent of sessions", BANDS)
    assert claim.holds(Fraction(percent)) is holds
