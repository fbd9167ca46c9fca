"""Which figures the public sees."""

from fractions import Fraction

import pytest

from caseward.inspection.results.presenters import Figure, withhold
from caseward.inspection.standards import readers
from caseward.rules.rating import whole_per_cent


def figure(code: str, yes: int, base: int) -> Figure:
    """The unprotected figure of a question of crc-2019."""
    framework = readers.framework("crc-2019")
    standard = framework.standard(code[:3])
    return Figure(framework.question(code), standard, whole_per_cent(Fraction(yes, base)), yes, base)


def shown(*figures: Figure) -> list[tuple[int | None, int | None, int | None]]:
    """Per cent, yes and base of each figure, once small numbers are withheld."""
    return [(each.percent, each.yes, each.base) for each in withhold(figures)]


def test_counts_that_are_not_small_are_shown_whole() -> None:
    assert shown(figure("2.2.3", 48, 79)) == [(61, 48, 79)]


@pytest.mark.parametrize("yes", [1, 4, 10, 13])
def test_a_rating_keeps_its_per_cent_and_loses_the_base_that_would_give_a_small_count_away(yes: int) -> None:
    percent = whole_per_cent(Fraction(yes, 14))
    assert shown(figure("4.2.1", yes, 14)) == [(percent, None, None)]


def test_five_is_not_small_and_neither_is_none() -> None:
    assert shown(figure("4.2.1", 9, 14)) == [(64, 9, 14)]
    assert shown(figure("4.2.1", 14, 14)) == [(100, 14, 14)]


def test_the_base_cannot_be_read_off_another_question_about_the_same_cases() -> None:
    small, neighbour, prompt = figure("4.2.1", 13, 14), figure("4.2.3", 14, 14), figure("4.2.2a", 7, 14)
    assert shown(small, neighbour, prompt) == [(93, None, None), (100, None, None), (50, None, None)]


def test_a_prompt_that_loses_both_says_so_of_both() -> None:
    prompt = withhold([figure("4.2.1", 13, 14), figure("4.2.2a", 12, 14)])[1]
    assert (prompt.percent, prompt.yes, prompt.base) == (None, None, None)
    assert prompt.withheld.startswith("Per cent withheld") and "Number of cases withheld" in prompt.withheld


def test_questions_about_other_cases_keep_their_base() -> None:
    small, harm, all_cases = figure("4.2.1", 13, 14), figure("2.2.3", 48, 79), figure("2.1.1", 65, 100)
    assert shown(small, harm, all_cases)[1:] == [(61, 48, 79), (65, 65, 100)]


def test_a_prompt_with_a_small_count_loses_its_per_cent_and_keeps_its_base() -> None:
    assert shown(figure("2.1.1a", 97, 100), figure("2.1.1", 65, 100)) == [(None, None, 100), (65, 65, 100)]


def test_fewer_than_five_cases_are_withheld_whole() -> None:
    assert shown(figure("4.2.1", 2, 4)) == [(None, None, None)]


@pytest.mark.parametrize("yes", range(101))
def test_no_small_count_can_be_worked_back_from_what_is_shown(yes: int) -> None:
    """The slow way: every count that fits what a reader sees."""
    percent, count, base = shown(figure("2.1.1a", yes, 100))[0]
    fits = {
        y
        for y in range(101)
        if (count is None or y == count) and (percent is None or whole_per_cent(Fraction(y, 100)) == percent)
    }
    assert base == 100
    if yes in {*range(1, 5), *range(96, 100)}:
        assert len(fits) == 101


def test_an_interval_is_never_shown_where_it_would_tell_the_base() -> None:
    assert withhold([figure("4.2.1", 13, 14)])[0].interval is None
    low, high = withhold([figure("2.2.3", 48, 79)])[0].interval or (0, 0)
    assert 49 < low < 61 < high < 72
