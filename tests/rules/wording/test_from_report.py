"""What is known of a report, from the JSON of an import and of a public result."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from caseward.rules.framework import Framework
from caseward.rules.framework_files import load
from caseward.rules.wording.from_report import known_from_report, known_without_framework

FRAMEWORKS = Path(__file__).parents[3] / "caseward" / "frameworks"


@pytest.fixture(scope="module")
def framework() -> Framework:
    return load(FRAMEWORKS / "crc-2019")


def imported(**more: Any) -> dict[str, Any]:
    return {
        "percent": {"2.1.1": 65, "2.2.3": 61},
        "prompts": {"2.2.3c": 59},
        "facts": {
            "2.2.3.comparator": {"title": "Planning", "value": 46, "printed": "46%", "period": "comparator"},
            "2.1.1.previous": {"title": "Engaging", "value": None, "printed": "None", "period": "previous"},
            "caseload-manageable": {"title": "Manageable", "value": 56, "printed": "56 per cent"},
            "headcount.previous": {"title": "S", "value": 210.5, "printed": "210.5", "period": "previous"},
            "vacancies": {"title": "Vacancies", "value": None, "printed": "No data", "period": "current"},
        },
        "sample": {"case-supervision": 100, "harm": 79, "interviews.officers": 60},
        "recommendations": [{"number": 1}, {"number": 2}],
        "sources": {
            "2.1.1": {"line": 4, "text": "Does assessment focus on engaging the service user? 74% 65% 68%"},
            "2.2.3": {"line": 9, "text": "57% 61%"},
        },
        **more,
    }  # fmt: skip


def test_figures_have_their_base_where_the_sample_tells_it(framework: Framework) -> None:
    known = known_from_report(imported(), framework)
    bases = {row.code: row.base for row in known.figures if row.value is not None and row.period == "current"}
    assert bases == {"2.1.1": 100, "2.2.3": 79, "2.2.3c": None, "caseload-manageable": 60}


def test_the_same_figure_of_another_period_stands_beside_it_without_a_base(framework: Framework) -> None:
    beside = known_from_report(imported(), framework).figure("2.2.3", "comparator")
    assert beside is not None
    assert (beside.value, beside.base) == (Fraction(46), None)
    assert known_from_report(imported(), framework).figure("2.1.1", "previous") is None


def test_a_fact_is_a_per_cent_only_where_it_was_printed_as_one(framework: Framework) -> None:
    known = known_from_report(imported(), framework)
    facts = {
        (row.code, row.period): (row.value, row.is_per_cent) for row in known.figures if not row.standard
    }
    assert facts == {
        ("caseload-manageable", "current"): (Fraction(56), True),
        ("headcount", "previous"): (Fraction("210.5"), False),
    }


def test_the_wording_of_the_report_is_known_beside_that_of_the_framework(framework: Framework) -> None:
    also = {row.code: row.also for row in known_from_report(imported(), framework).figures if row.also}
    assert list(also) == ["2.1.1"]
    assert "engaging the service user" in also["2.1.1"][0]


def test_a_question_without_a_figure_is_known_without_a_value(framework: Framework) -> None:
    row = known_from_report(imported(), framework).figure("2.1.2")
    assert row is not None
    assert row.value is None


def test_words_bands_and_counts_come_from_framework_and_file(framework: Framework) -> None:
    known = known_from_report(imported(people=["Ann Lee"], allowed_names=["Tim"]), framework)
    assert [(band.word, band.low, band.high) for band in known.bands] == [
        ("large majority", 80, 100),
        ("reasonable majority", 65, 79),
        ("too few", 50, 64),
        ("minority", 0, 49),
    ]
    assert (known.recommendations, known.people, known.allowed_names) == (2, ("Ann Lee",), ("Tim",))
    assert known.significance == Fraction(1, 10)
    assert "division" in known.foreign_words
    assert known_from_report(imported(recommendations=[]), framework).recommendations is None


def test_a_public_result_is_known_with_its_published_bases(framework: Framework) -> None:
    rows = [
        {"code": "2.1.1", "percent": 65, "base": 98},
        {"code": "2.1.2", "percent": None, "base": None},
        {"code": "2.2.3", "percent": 61, "base": None},
    ]
    known = known_from_report({"questions": rows}, framework)
    assert [(row.code, row.base) for row in known.figures if row.value is not None] == [
        ("2.1.1", 98),
        ("2.2.3", None),
    ]


def test_questions_that_the_framework_does_not_word_have_the_words_of_the_report() -> None:
    framework = load(FRAMEWORKS / "youth-2018")
    table = imported(
        percent={"2.2.1": 70, "2.2.2": 71, "9.9.1": 3},
        prompts=None,
        sources={"2.2.1": {"line": 1, "text": "Does planning focus on the safety of the child? 70%"}},
    )
    rows = [row for row in known_from_report(table, framework).figures if row.standard]
    assert [(row.code, row.title) for row in rows] == [
        ("2.2.1", "Does planning focus on the safety of the child?"),
        ("2.2.2", "Planning"),
    ]


def test_what_is_neither_is_refused(framework: Framework) -> None:
    with pytest.raises(KeyError):
        known_from_report({"framework": "crc-2019"}, framework)
    with pytest.raises(ValueError, match="many"):
        known_from_report(imported(percent={"2.1.1": "many"}), framework)


def test_without_a_framework_only_what_was_counted_is_known() -> None:
    known = known_without_framework(
        {"sample": {"harm": 79}, "recommendations": [{}, {}], "percent": {"2.1.1": 65}}
    )
    assert (known.figures, known.bands) == ((), ())
    assert (known.samples, known.recommendations) == ({"harm": 79}, 2)
    assert known_without_framework({}).recommendations is None
