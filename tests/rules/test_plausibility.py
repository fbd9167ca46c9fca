"""What could hardly be is said; what could be is left alone; nothing is refused."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from caseward.rules.framework_evidence import ProviderFigure
from caseward.rules.framework_parts import Provenance
from caseward.rules.plausibility import remarks, written

MILLION = 1_000_000


def figure(code: str = "turnover", unit: str = "number", **changes: Any) -> ProviderFigure:
    return ProviderFigure(code, code.capitalize(), "context", unit, (), Provenance("a report"), **changes)


def said(*figures: ProviderFigure, **given: str) -> dict[str, tuple[str, ...]]:
    """The remarks on figures given as code_period="value"."""
    values = {
        (name.rpartition("_")[0], name.rpartition("_")[2]): Fraction(value) for name, value in given.items()
    }
    return remarks({each.code: each for each in figures}, values)


TURNOVER = figure(unit="pounds", least=MILLION, most=200 * MILLION)
OFFICERS = figure("officers", "cases", pair="support")
SUPPORT = figure("support", "cases", pair="officers")


def test_a_turnover_of_thousands_fits_only_when_the_unit_is_read_as_thousands() -> None:
    assert said(TURNOVER, turnover_current="14303")["turnover"] == (
        (
            "This year’s figure is £14,303; less than £1,000,000 is hardly possible. "
            "It fits when it is read in thousands: £14,303,000."
        ),
    )


def test_a_turnover_of_thousands_of_millions_fits_without_the_thousands() -> None:
    (sentence,) = said(TURNOVER, turnover_previous="14303000000")["turnover"]
    assert sentence == (
        "Last year’s figure is £14,303,000,000; more than £200,000,000 is hardly possible. "
        "It fits when the thousands are left out: £14,303,000."
    )


def test_a_turnover_typed_in_millions_is_found_too() -> None:
    assert said(TURNOVER, turnover_current="14.3")["turnover"][0].endswith("in millions: £14,300,000.")


def test_a_figure_that_fits_in_no_unit_gets_no_guess() -> None:
    narrow = figure(least=40, most=41)
    assert said(narrow, turnover_current="30")["turnover"] == (
        "This year’s figure is 30; less than 40 is hardly possible.",
    )


def test_without_an_upper_limit_no_unit_is_guessed() -> None:
    assert said(figure(least=40), turnover_target="30")["turnover"] == (
        "The target is 30; less than 40 is hardly possible.",
    )


@pytest.mark.parametrize("value", ["1000000", "200000000"])
def test_the_limits_themselves_are_possible(value: str) -> None:
    assert said(TURNOVER, turnover_current=value) == {}


@pytest.mark.parametrize("value", ["999999", "200000001"])
def test_one_pound_beyond_a_limit_is_questioned(value: str) -> None:
    assert "hardly possible" in said(TURNOVER, turnover_current=value)["turnover"][0]


def test_a_per_cent_over_a_hundred_is_more_than_all() -> None:
    rate = figure("vacancies", "per_cent")
    assert said(rate, vacancies_current="100") == {}
    assert said(rate, vacancies_current="101") == {
        "vacancies": ("This year’s figure is 101%, which is more than all.",)
    }


def test_a_per_cent_may_exceed_a_hundred_where_the_framework_says_so() -> None:
    rate = figure("referrals", "per_cent", most=150)
    assert said(rate, referrals_current="120") == {}
    assert "more than 150%" in said(rate, referrals_current="151")["referrals"][0]


def test_nothing_is_less_than_nothing_unless_the_framework_says_so() -> None:
    assert said(figure(), turnover_current="-1") == {
        "turnover": ("This year’s figure is -1, which is less than nothing.",)
    }
    assert said(figure(least=-5), turnover_current="-1") == {}
    assert said(figure(least=-5), turnover_current="-6") != {}


@pytest.mark.parametrize(
    ("previous", "current", "words"),
    [
        ("100", "200", ""),
        ("100", "201", "more than double"),
        ("200", "100", ""),
        ("200", "99", "less than half"),
        ("0", "10", "more than double"),
        ("4", "9", ""),
        ("9", "4", ""),
        ("4", "10", "more than double"),
    ],
)
def test_a_figure_that_more_than_doubles_or_halves_is_questioned(
    previous: str, current: str, words: str
) -> None:
    found = said(figure(), turnover_previous=previous, turnover_current=current)
    assert (words in found["turnover"][0]) if words else (found == {})


@pytest.mark.parametrize(
    ("previous", "current", "questioned"),
    [("5", "30", False), ("5", "31", True), ("31", "5", True), ("2", "9", False)],
)
def test_a_per_cent_is_questioned_by_points(previous: str, current: str, questioned: bool) -> None:
    rate = figure("sickness", "per_cent")
    found = said(rate, sickness_previous=previous, sickness_current=current)
    assert found == (
        {
            "sickness": (
                f"From {previous}% last year to {current}% this year is a change of more than 25 points.",
            )
        }
        if questioned
        else {}
    )


def test_one_year_alone_is_not_compared() -> None:
    assert said(figure(), turnover_previous="100") == {}
    assert said(figure(), turnover_current="100") == {}


def test_caseloads_of_two_grades_look_swapped() -> None:
    found = said(
        OFFICERS,
        SUPPORT,
        officers_previous="30.27",
        officers_current="48.60",
        support_previous="59.2",
        support_current="36.12",
    )
    assert found["officers"] == (
        "Last year’s figures of this and “Support” look swapped: exchanged they move far less.",
    )
    assert "“Officers” look swapped" in found["support"][0]


def test_caseloads_that_keep_their_order_do_not_look_swapped() -> None:
    kept = {"officers_previous": "50", "officers_current": "48.6", "support_previous": "35"}
    assert said(OFFICERS, SUPPORT, **kept, support_current="36.12") == {}


def test_exchanging_must_at_least_halve_the_movement() -> None:
    at_half = {"officers_previous": "30", "officers_current": "42"}
    swapped = said(OFFICERS, SUPPORT, **at_half, support_previous="46", support_current="34")
    assert "swapped" in str(swapped)  # as given 12 + 12, exchanged 4 + 4
    moved = said(OFFICERS, SUPPORT, **at_half, support_previous="50", support_current="38")
    assert "swapped" not in str(moved)  # as given 12 + 12, exchanged 8 + 8


def test_a_pair_with_a_year_missing_is_not_compared() -> None:
    found = said(OFFICERS, SUPPORT, officers_previous="30", officers_current="48", support_current="36")
    assert found == {}


def test_a_partner_that_the_framework_does_not_have_is_passed_over() -> None:
    alone = figure("officers", "cases", pair="nobody")
    assert said(alone, officers_previous="30", officers_current="48") == {}


def test_values_are_written_with_their_unit() -> None:
    assert written(Fraction("36.12"), "cases") == "36.12 cases"
    assert written(Fraction(14303), "pounds") == "£14,303"
    assert written(Fraction(7), "number") == "7"


values = st.fractions(min_value=-10_000, max_value=10_000, max_denominator=100)


@for_any(values, values, values, values)
def test_exchanging_last_years_figures_back_never_looks_swapped_again(
    now: Fraction, before: Fraction, other_now: Fraction, other_before: Fraction
) -> None:
    known = {"officers": OFFICERS, "support": SUPPORT}

    def swapped(first: Fraction, second: Fraction) -> bool:
        given = {
            ("officers", "current"): now,
            ("officers", "previous"): first,
            ("support", "current"): other_now,
            ("support", "previous"): second,
        }
        return "swapped" in str(remarks(known, given))

    assert not (swapped(before, other_before) and swapped(other_before, before))


@for_any(st.dictionaries(st.tuples(st.sampled_from(["turnover", "officers", "unknown"]), st.sampled_from(
    ["current", "previous", "target"])), values))  # fmt: skip
def test_whatever_is_given_only_known_figures_that_were_given_are_remarked(
    given: dict[tuple[str, str], Fraction],
) -> None:
    found = remarks({"turnover": TURNOVER, "officers": OFFICERS, "support": SUPPORT}, given)
    assert set(found) <= {code for code, _ in given} & {"turnover", "officers"}
    assert all(sentence.endswith(".") for sentences in found.values() for sentence in sentences)


@for_any(values)
def test_what_stays_within_its_limits_from_year_to_year_is_never_questioned(value: Fraction) -> None:
    within = figure(least=-20_000, most=20_000)
    given = {("turnover", "current"): value, ("turnover", "previous"): value}
    assert remarks({"turnover": within}, given) == {}
