"""Which questions a case is asked, and what is still missing."""

import pytest

from caseward.rules.bases import (
    ABOUT,
    Place,
    answer_stands,
    choices_of,
    decided_by,
    groups_of,
    in_words,
    missing,
    place_in_base,
    standing_answers,
)
from caseward.rules.columns import SHIPPED
from caseward.rules.framework import Base, Framework
from caseward.rules.framework_files import load

SUPERVISION = "case-supervision"


@pytest.fixture(scope="module")
def framework() -> Framework:
    return load(SHIPPED.parent / "crc-2019")


def test_the_facts_of_the_case_come_first_and_what_decides_a_base_before_the_rest(
    framework: Framework,
) -> None:
    facts = groups_of(framework, SUPERVISION)[0]
    assert facts.code == ABOUT
    assert [question.decides for question in facts.questions[:3]] == [Base.HARM, Base.POST_CUSTODY, None]


def test_a_key_question_is_asked_after_its_prompts(framework: Framework) -> None:
    group = next(each for each in groups_of(framework, SUPERVISION) if each.code == "2.1.3")
    codes = [question.code for question in group.questions]
    assert codes == ["2.1.3a", "2.1.3b", "2.1.3c", "2.1.3s1", "2.1.3s2", "2.1.3"]


def test_a_key_question_without_a_percentage_is_not_asked_of_cases(framework: Framework) -> None:
    assert [group.code for group in groups_of(framework, "unpaid-work")] == [ABOUT, "4.1.1", "4.1.2", "4.1.4"]


@pytest.mark.parametrize(
    ("answers", "place"),
    [
        ({}, Place.UNKNOWN),
        ({"info.harm": "low"}, Place.OUT),
        ({"info.harm": "medium"}, Place.IN),
        ({"info.harm": "very_high"}, Place.IN),
    ],
)
def test_the_assessors_own_classification_decides_the_harm_base(
    framework: Framework, answers: dict[str, str], place: Place
) -> None:
    assert place_in_base(framework, SUPERVISION, Base.HARM, answers) is place


def test_where_no_question_decides_a_base_every_case_is_in_it(framework: Framework) -> None:
    assert decided_by(framework, "unpaid-work", Base.HARM) is None
    assert place_in_base(framework, "unpaid-work", Base.HARM, {}) is Place.IN
    assert place_in_base(framework, SUPERVISION, Base.RELEVANT, {}) is Place.IN


def test_not_applicable_can_be_chosen_only_where_the_question_allows_it(framework: Framework) -> None:
    assert [option.value for option in choices_of(framework.question("2.1.1a"))] == ["yes", "no"]
    assert [option.value for option in choices_of(framework.question("2.1.3s2"))][-1] == "not_applicable"
    assert choices_of(framework.question("info.stand_downs")) == ()


@pytest.mark.parametrize(
    ("code", "value", "stands"),
    [
        ("2.1.1a", "yes", True),
        ("2.1.1a", "not_applicable", False),
        ("2.1.1a", "maybe", False),
        ("2.1.3s2", "not_applicable", True),
        ("info.absence_reasons", "sometimes", True),
        ("info.absence_reasons", "yes", False),
        ("info.harm", "very_high", True),
        ("info.stand_downs", "0", True),
        ("info.stand_downs", "9999", True),
        ("info.stand_downs", "10000", False),
        ("info.stand_downs", "-1", False),
        ("info.stand_downs", "٣", False),
        ("info.stand_downs", "03", False),
        ("info.prison_stay", "Three weeks", True),
        ("info.prison_stay", "  ", False),
    ],
)
def test_an_answer_is_one_that_its_question_offers(
    framework: Framework, code: str, value: str, stands: bool
) -> None:
    assert answer_stands(framework.question(code), value) is stands


def test_what_is_missing_waits_for_the_base_and_never_asks_for_a_text(framework: Framework) -> None:
    def codes(sample: str, answers: dict[str, str]) -> set[str]:
        return {question.code for question in missing(framework, sample, answers)}

    assert "2.2.3" not in codes(SUPERVISION, {})
    assert "2.2.3" not in codes(SUPERVISION, {"info.harm": "low"})
    assert {"2.2.3", "2.2.3a"} <= codes(SUPERVISION, {"info.harm": "high"})
    assert "info.harm" not in codes(SUPERVISION, {"info.harm": "high"})
    assert "info.prison_stay" not in codes("through-the-gate", {})


def test_answers_outside_the_base_do_not_stand(framework: Framework) -> None:
    answers = {"info.harm": "low", "2.2.3": "yes", "2.2.1": "no", "unknown": "yes"}
    assert standing_answers(framework, SUPERVISION, answers) == {"info.harm": "low", "2.2.1": "no"}


def test_an_official_code_stands_before_its_question_and_other_codes_are_not_shown(
    framework: Framework,
) -> None:
    assert in_words(framework.question("2.1.1")).startswith("2.1.1 ")
    assert in_words(framework.question("info.harm")) == framework.question("info.harm").text
