"""How numbers are written in a report's sentences."""

from fractions import Fraction

import pytest

from caseward.rules.wording import house_style


@pytest.mark.parametrize(
    ("value", "words"), [(0, "no"), (1, "one"), (9, "nine"), (10, "10"), (62, "62"), (1234, "1,234")]
)
def test_counts_up_to_nine_are_words(value: int, words: str) -> None:
    assert house_style.number(value) == words


def test_there_is_no_count_below_nothing() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        house_style.number(-1)


@pytest.mark.parametrize("value", [0, 7, 70, 100])
def test_per_cent_is_two_words_after_digits(value: int) -> None:
    assert house_style.per_cent(value) == f"{value} per cent"


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (70, 100, "70 of 100"),
        (6, 8, "six of eight"),
        (0, 8, "none of eight"),
        (6, 14, "6 of 14"),
        (0, 14, "0 of 14"),
        (1200, 4000, "1,200 of 4,000"),
    ],
)
def test_cases_out_of_cases_are_both_words_or_both_digits(part: int, whole: int, words: str) -> None:
    assert house_style.out_of(part, whole) == words


@pytest.mark.parametrize(("part", "whole"), [(-1, 4), (5, 4)])
def test_more_than_all_cases_cannot_be(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        house_style.out_of(part, whole)


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (Fraction(17), "weeks", "17 weeks"),
        (Fraction(1), "weeks", "one week"),
        (Fraction(73, 10), "weeks", "7.3 weeks"),
        (Fraction(143, 10) * 1_000_000, "pounds", "£14.3 million"),
        (Fraction(2_000_000), "pounds", "£2 million"),
        (Fraction(950_000), "pounds", "£950,000"),
        (Fraction(23), "per_cent", "23 per cent"),
        (Fraction(145, 20), "per_cent", "7.3 per cent"),
        (Fraction(-5, 2), "per_cent", "−2.5 per cent"),
        (Fraction(-3), "number", "−3"),
        (Fraction(6), "people", "six"),
        (Fraction(365, 10), "people", "36.5"),
        (Fraction(4022), "cases", "4,022"),
    ],
)
def test_a_figure_is_written_with_its_unit(value: Fraction, unit: str, words: str) -> None:
    assert house_style.quantity(value, unit) == words


def test_an_unknown_unit_is_no_unit() -> None:
    with pytest.raises(KeyError):
        house_style.quantity(Fraction(1), "stones")


@pytest.mark.parametrize(
    ("points", "significant", "moved", "apart"),
    [
        (5, True, "rose by five points, which is significant", "five points higher, which is significant"),
        (
            -12,
            False,
            "fell by 12 points, which is not significant",
            "12 points lower, which is not significant",
        ),
        (1, None, "rose by one point, which cannot be tested", "one point higher, which cannot be tested"),
        (0, False, "did not change", "the same"),
    ],
)
def test_a_difference_is_called_significant_only_where_it_was_tested(
    points: int, significant: bool | None, moved: str, apart: str
) -> None:
    assert house_style.moved(points, significant=significant) == moved
    assert house_style.apart(points, significant=significant) == apart


def test_the_first_word_of_a_sentence_has_a_capital_and_the_others_stay() -> None:
    assert house_style.capitalised("six of NPS") == "Six of NPS"
    assert house_style.capitalised("") == ""
