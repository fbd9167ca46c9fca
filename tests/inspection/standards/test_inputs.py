"""Ranges of bands, and worked examples calculated by the rule."""

from dataclasses import replace

import pytest

from caseward.inspection.standards import inputs, readers
from caseward.rules.framework import Example


def test_the_bands_cover_every_per_cent_once() -> None:
    ranges = inputs.percent_ranges(readers.framework("crc-2019"))
    assert [(row.band.title, row.low, row.high) for row in ranges] == [
        ("Outstanding", 80, 100),
        ("Good", 65, 79),
        ("Requires improvement", 50, 64),
        ("Inadequate", 0, 49),
    ]


def test_the_score_bands_cover_every_total_once() -> None:
    ranges = inputs.score_ranges(readers.framework("crc-2019"))
    assert [(row.band.title, row.low, row.high) for row in ranges] == [
        ("Outstanding", 26, 30),
        ("Good", 16, 25),
        ("Requires improvement", 6, 15),
        ("Inadequate", 0, 5),
    ]


@pytest.mark.parametrize("code", readers.framework_codes())
def test_every_worked_example_comes_out_as_it_says(code: str) -> None:
    framework = readers.framework(code)
    assert framework.examples
    assert all(inputs.worked(framework, example).as_expected for example in framework.examples)


def test_the_working_says_which_key_question_decided() -> None:
    framework = readers.framework("crc-2019")
    worked = inputs.worked(framework, framework.examples[0])
    planning = next(row for row in worked.standards if row.standard.code == "2.2")
    assert [(figure.code, figure.percent) for figure in planning.figures if figure.decides] == [("2.2.3", 61)]
    assert planning.band is not None
    assert planning.band.title == "Requires improvement"


EXAMPLE = readers.framework("crc-2019").examples[0]


@pytest.mark.parametrize(
    "wrong",
    [
        replace(EXAMPLE, points=14),
        replace(EXAMPLE, out_of=27),
        replace(EXAMPLE, rating="good"),
        replace(EXAMPLE, expect={**EXAMPLE.expect, "2.1": "inadequate"}),
    ],
    ids=["points", "out of", "rating", "a standard"],
)
def test_an_example_that_says_something_else_than_the_rule_is_not_as_expected(wrong: Example) -> None:
    assert not inputs.worked(readers.framework("crc-2019"), wrong).as_expected


def test_an_example_without_figures_starts_from_the_ratings_that_it_gives() -> None:
    framework = readers.framework("pdu-2023")
    worked = inputs.worked(framework, framework.examples[0])
    assert {row.how for row in worked.standards} == {"given"}
    assert (worked.points, worked.out_of) == (3, 21)


def test_a_standard_without_figure_or_judgement_leaves_the_total_and_the_score_bands_shrink() -> None:
    framework = readers.framework("crc-2019")
    worked = inputs.worked(framework, framework.examples[1])
    assert worked.standards[0].how == inputs.NOTHING
    assert worked.out_of == 18
    assert worked.score_ranges[0].high == 18


def test_the_sizes_of_samples_are_those_of_the_published_method() -> None:
    assert inputs.sizes(80, 5) == [
        (50, 39),
        (100, 63),
        (200, 91),
        (300, 107),
        (500, 124),
        (1_000, 142),
        (2_000, 152),
    ]
