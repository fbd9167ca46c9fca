"""A whole list drawn from in one go, and what is told about it."""

from dataclasses import replace
from datetime import date

import pytest

from caseward.rules.columns import load_columns
from caseward.rules.framework import Sample, Window
from caseward.rules.framework_parts import Provenance
from caseward.rules.sampling import Order, Outcome, report, sample_list
from caseward.rules.sampling.eligibility import Values

COLUMNS = load_columns()
SAMPLE = Sample(
    code="upw",
    title="Unpaid work",
    description="",
    strata=("sex", "risk_of_serious_harm"),
    required_columns=(),
    provenance=Provenance("a report"),
    confidence=80,
    margin=5,
    windows=(Window("requirement_started_on", None, 92),),
    windows_provenance=Provenance("the days are ours", inferred=True),
)
ESTIMATED = replace(SAMPLE, confidence=None, margin=None, strata=())
FIELDWORK = date(2019, 9, 2)


def cases(women: int = 10, men: int = 30, late: int = 4) -> dict[str, Values]:
    """Women and men at low risk who may be drawn, and some whose requirement began too late."""
    started: list[tuple[str, date]] = [("female", date(2019, 1, 1))] * women
    started += [("male", date(2019, 1, 1))] * men + [("male", date(2019, 8, 1))] * late
    return {
        f"C{number:03d}": {"sex": sex, "risk_of_serious_harm": "low", "requirement_started_on": day}
        for number, (sex, day) in enumerate(started)
    }


def lines(outcome: Outcome) -> list[str]:
    return list(report(outcome))


def test_only_eligible_cases_are_drawn_and_the_others_are_counted_by_reason() -> None:
    outcome = sample_list(SAMPLE, COLUMNS, cases(), Order(seed=1, fieldwork_on=FIELDWORK))
    assert (outcome.listed, outcome.draw.population, outcome.size.cases) == (44, 40, 33)
    assert outcome.exclusions == {"requirement started on: after 2 June 2019": 4}
    assert not {f"C{number:03d}" for number in range(40, 44)} & {one.reference for one in outcome.draw.chosen}


def test_the_report_shows_population_working_and_quotas() -> None:
    outcome = sample_list(SAMPLE, COLUMNS, cases(), Order(seed=1, fieldwork_on=FIELDWORK))
    assert lines(outcome) == [
        "Sample: Unpaid work",
        "Listed: 44 cases",
        "Population: 40 eligible for fieldwork from 2 September 2019; dates inferred: the days are ours",
        "Left out: 4",
        "  4  requirement started on: after 2 June 2019",
        "Size: 33 of 40 cases",
        "  80 per cent confidence, two-sided: z = 1.2816; margin of 5 points",
        "  n0 = z² × 0.5 × 0.5 / 0.05² = 164.24",
        "  n = n0 / (1 + (n0 - 1) / 40) = 32.32, rounded up to 33",
        "  The correction for a finite population and rounding up are inferred",
        "Seed: 1",
        "Strata: each combination of values has its own quota",
        "Quotas by stratum (population, sample):",
        "  Female, Low       10      8",
        "  Male, Low         30     25",
    ]


def test_without_a_fieldwork_date_every_case_is_eligible_and_it_says_so() -> None:
    outcome = sample_list(SAMPLE, COLUMNS, cases(), Order(seed=1))
    assert outcome.draw.population == 44
    assert "Population: 44; no fieldwork date was given, so every case counts as eligible" in lines(outcome)


def test_dates_that_a_source_gives_are_not_called_inferred() -> None:
    published = replace(SAMPLE, windows_provenance=Provenance("a report"))
    outcome = sample_list(published, COLUMNS, cases(), Order(seed=1, fieldwork_on=FIELDWORK))
    assert "Population: 40 eligible for fieldwork from 2 September 2019" in lines(outcome)


def test_a_population_that_is_taken_whole_is_called_every_case() -> None:
    outcome = sample_list(SAMPLE, COLUMNS, cases(1, 1, 0), Order(seed=1))
    assert "Size: 2 of 2 cases (every case)" in lines(outcome)


def test_a_size_by_hand_is_shown_with_its_reason_instead_of_a_working() -> None:
    order = Order(seed=1, size=14, reason="releases a month")
    outcome = sample_list(ESTIMATED, COLUMNS, cases(), order)
    assert len(outcome.draw.sample) == 14
    assert "Size: 14 of 44 cases, entered by hand: releases a month" in lines(outcome)
    assert "Strata: one stratum" in lines(outcome)


def test_columns_with_quotas_of_their_own_are_shown_column_by_column() -> None:
    few = cases(2, 60, 0)
    for number in (0, 2, 3, 4):
        few[f"C{number:03d}"] = {**few[f"C{number:03d}"], "risk_of_serious_harm": "high"}
    outcome = sample_list(SAMPLE, COLUMNS, few, Order(seed=1, size=10, reason="a pilot"))
    told = lines(outcome)
    assert "Quotas by sex (population, sample):" in told
    assert "Quotas by risk of serious harm (population, sample):" in told
    assert "  High or very high        4      1" in told


def test_a_quota_that_the_cases_do_not_allow_is_told() -> None:
    cases: dict[str, Values] = {
        "A": {"sex": "female", "risk_of_serious_harm": "medium"},
        "B": {"sex": "male", "risk_of_serious_harm": "low"},
    }
    outcome = sample_list(SAMPLE, COLUMNS, cases, Order(seed=1, size=1, reason="a pilot"))
    assert "  Low           1      0  quota 1, which the cases do not allow" in lines(outcome)


def test_an_estimated_size_must_be_given() -> None:
    with pytest.raises(ValueError, match="enter it by hand"):
        sample_list(ESTIMATED, COLUMNS, cases(), Order(seed=1))


def test_a_size_above_the_population_is_refused() -> None:
    with pytest.raises(ValueError, match="from 1 to the 44 eligible cases, not 45"):
        sample_list(ESTIMATED, COLUMNS, cases(), Order(seed=1, size=45, reason="a pilot"))


def test_a_list_in_which_nobody_is_eligible_is_refused_with_the_reasons() -> None:
    with pytest.raises(ValueError, match=r"No case is eligible \(4 × requirement started on: after 2 June"):
        sample_list(SAMPLE, COLUMNS, cases(0, 0, 4), Order(seed=1, fieldwork_on=FIELDWORK))


def test_an_empty_list_is_refused() -> None:
    with pytest.raises(ValueError, match="The list has no cases"):
        sample_list(SAMPLE, COLUMNS, {}, Order(seed=1))
