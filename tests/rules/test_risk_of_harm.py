"""The level of harm of a case: the highest known, and what is missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseward.rules.risk_of_harm import GROUP_CODES, RISING, SUMMARY_QUESTIONS, Overall, overall

FOUR = ("children", "public", "known_adult", "staff")
LEVELS = st.dictionaries(st.sampled_from(GROUP_CODES), st.sampled_from(["", *RISING]))


def test_the_highest_group_decides() -> None:
    levels = {"children": "low", "public": "medium", "known_adult": "high", "staff": "low"}
    assert overall(levels, FOUR) == Overall("high", (), is_provisional=False)


@pytest.mark.parametrize(("lower", "higher"), [("low", "medium"), ("medium", "high"), ("high", "very_high")])
def test_each_level_is_above_the_one_before(lower: str, higher: str) -> None:
    assert overall({"children": lower, "public": higher}).level == higher
    assert overall({"children": higher, "public": lower}).level == higher


def test_a_group_without_a_level_is_named_and_makes_it_provisional() -> None:
    levels = {"children": "", "public": "medium", "known_adult": "low"}
    assert overall(levels, FOUR) == Overall("medium", ("children", "staff"), is_provisional=True)


def test_all_low_with_one_missing_is_still_provisional() -> None:
    assert overall(dict.fromkeys(FOUR[1:], "low"), FOUR).is_provisional


def test_nothing_that_is_missing_can_change_the_highest_level() -> None:
    assert overall({"public": "very_high"}) == Overall(
        "very_high", ("children", "known_adult", "staff", "prisoners"), is_provisional=False
    )


def test_nothing_assessed_is_no_level_and_not_low() -> None:
    assert overall({}) == Overall("", GROUP_CODES, is_provisional=True)
    assert overall({"children": ""}) == Overall("", GROUP_CODES, is_provisional=True)


def test_a_group_not_asked_about_counts_where_it_has_a_level() -> None:
    assert overall({**dict.fromkeys(FOUR, "low"), "prisoners": "high"}, FOUR) == Overall(
        "high", (), is_provisional=False
    )


def test_an_unknown_group_is_refused_wherever_it_stands() -> None:
    with pytest.raises(ValueError, match="group at risk of the code 'pets'"):
        overall({"pets": "low"})
    with pytest.raises(ValueError, match="group at risk of the code 'pets'"):
        overall({}, ["pets"])


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(ValueError, match="level of harm of the code 'severe'"):
        overall({"children": "severe"})


def test_the_summary_asks_five_questions() -> None:
    assert [code for code, _ in SUMMARY_QUESTIONS] == ["who", "nature", "when", "raises", "lowers"]


@given(LEVELS)
def test_no_known_group_is_above_the_whole(levels: dict[str, str]) -> None:
    found = overall(levels)
    ranks = [RISING.index(level) for level in levels.values() if level]
    assert (RISING.index(found.level) if found.level else None) == (max(ranks) if ranks else None)


@given(LEVELS)
def test_a_group_is_either_known_or_missing(levels: dict[str, str]) -> None:
    known = {group for group, level in levels.items() if level}
    assert known.isdisjoint(overall(levels).missing)
    assert known | set(overall(levels).missing) == set(GROUP_CODES)


@given(LEVELS, st.sampled_from(RISING))
def test_provisional_means_that_an_answer_could_still_raise_it(levels: dict[str, str], answer: str) -> None:
    found = overall(levels)
    filled = overall({**levels, **dict.fromkeys(found.missing, answer)})
    if filled.level != found.level:
        assert found.is_provisional
    if found.is_provisional:
        assert overall({**levels, **dict.fromkeys(found.missing, "very_high")}).level != found.level
