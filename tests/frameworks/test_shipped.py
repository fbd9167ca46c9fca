"""What is shipped is what the sources say."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from caseward.rules.framework import AnswerType, Base, Framework, Kind, Question, RatedBy
from tests.frameworks.shipped import CODES, shipped

REPORTS = sorted((Path(__file__).parents[1] / "reports").glob("*.txt"))
SECOND_ROUND, FIRST_ROUND = "crc-2019", "crc-2018"


def scored(framework: Framework, domain: str) -> list[Question]:
    standards = [standard for standard in framework.standards if standard.domain == domain]
    return [question for standard in standards for question in standard.key_questions if question.scored]


def codes(questions: list[Question]) -> list[str]:
    return [question.code for question in questions]


def test_the_shipped_frameworks_are_these() -> None:
    assert CODES == ["crc-2018", "crc-2019", "pdu-2023", "youth-2018"]
    assert [code for code in CODES if shipped(code).offered] == ["crc-2018", "crc-2019"]


@pytest.mark.parametrize(
    ("code", "counted", "judged", "most"),
    [("crc-2018", 10, 4, 30), ("crc-2019", 10, 4, 30), ("pdu-2023", 7, 3, 21), ("youth-2018", 12, 5, 36)],
)
def test_a_framework_counts_its_published_number_of_standards(
    code: str, counted: int, judged: int, most: int
) -> None:
    framework = shipped(code)
    rated_by = [standard.rated_by for standard in framework.standards]
    assert sum(standard.counts for standard in framework.standards) == counted
    assert rated_by.count(RatedBy.JUDGEMENT) == judged
    assert framework.score_bands[-1].up_to == most


@pytest.mark.parametrize("code", CODES)
def test_score_bands_end_at_half_a_point_one_and_a_half_and_two_and_a_half_a_standard(code: str) -> None:
    standards = sum(standard.counts for standard in shipped(code).standards)
    limits = [band.up_to for band in shipped(code).score_bands]
    assert limits == [standards // 2, standards * 3 // 2, standards * 5 // 2, standards * 3]


def test_youth_resettlement_is_rated_and_does_not_count() -> None:
    assert [standard.code for standard in shipped("youth-2018").standards if not standard.counts] == ["4.1"]


@pytest.mark.parametrize("code", [FIRST_ROUND, SECOND_ROUND])
def test_the_ten_standards_have_their_published_numbers_and_titles(code: str) -> None:
    assert {standard.code: standard.title for standard in shipped(code).standards} == {
        "1.1": "Leadership",
        "1.2": "Staff",
        "1.3": "Services",
        "1.4": "Information and facilities",
        "2.1": "Assessment",
        "2.2": "Planning",
        "2.3": "Implementation and delivery",
        "2.4": "Reviewing",
        "4.1": "Unpaid work",
        "4.2": "Through the Gate",
    }


@pytest.mark.parametrize("code", CODES)
def test_no_source_prints_the_day_a_framework_came_into_force_so_every_one_is_inferred(code: str) -> None:
    assert shipped(code).in_force_provenance.inferred


@pytest.mark.parametrize("code", [FIRST_ROUND, SECOND_ROUND])
def test_case_supervision_has_twelve_scored_key_questions(code: str) -> None:
    expected = [f"2.{standard}.{question}" for standard in range(1, 5) for question in range(1, 4)]
    assert codes(scored(shipped(code), "2")) == expected


def test_the_second_round_does_not_score_the_unpaid_work_question_judged_on_observations() -> None:
    assert codes(scored(shipped(SECOND_ROUND), "4")) == ["4.1.1", "4.1.2", "4.1.4", "4.2.1", "4.2.2", "4.2.3"]
    assert shipped(SECOND_ROUND).standard("4.1").rated_by is RatedBy.WEAKEST_KEY_QUESTION_MODERATED
    assert [(rule.standard, rule.question) for rule in shipped(SECOND_ROUND).moderation] == [("4.1", "4.1.3")]


def test_the_first_round_scores_all_four_unpaid_work_questions_and_moderates_none() -> None:
    assert codes(scored(shipped(FIRST_ROUND), "4"))[:4] == ["4.1.1", "4.1.2", "4.1.3", "4.1.4"]
    assert shipped(FIRST_ROUND).moderation == ()


@pytest.mark.parametrize("code", [FIRST_ROUND, SECOND_ROUND])
def test_only_three_key_questions_and_what_stands_under_them_have_the_harm_base(code: str) -> None:
    harm = [question for question in shipped(code).questions() if question.base is Base.HARM]
    assert codes([question for question in harm if question.kind is Kind.KEY_QUESTION]) == [
        "2.2.3",
        "2.3.3",
        "2.4.3",
    ]
    assert {question.code[:5] for question in harm} == {"2.2.3", "2.3.3", "2.4.3"}


@pytest.mark.parametrize("code", [FIRST_ROUND, SECOND_ROUND])
def test_the_base_of_assessing_safety_is_all_cases_and_marked_inferred(code: str) -> None:
    question = shipped(code).question("2.1.3")
    assert (question.base, question.provenance.inferred) == (Base.ALL, False)
    assert question.base_provenance is not None
    assert question.base_provenance.inferred


@pytest.mark.parametrize("code", [FIRST_ROUND, SECOND_ROUND])
def test_the_inspectors_own_classification_decides_the_harm_base(code: str) -> None:
    deciding = [question for question in shipped(code).questions() if question.decides is Base.HARM]
    assert codes(deciding) == ["info.harm"]
    assert deciding[0].in_base == ("medium", "high", "very_high")
    assert [option.value for option in deciding[0].options] == ["low", "medium", "high", "very_high"]


@pytest.mark.parametrize("code", [FIRST_ROUND, SECOND_ROUND])
def test_contact_before_release_is_asked_of_post_custody_cases_only(code: str) -> None:
    asked = [question for question in shipped(code).questions() if question.base is Base.POST_CUSTODY]
    assert codes(asked) == ["2.3.1d"]


@pytest.mark.parametrize("code", CODES)
def test_questions_about_some_cases_may_be_answered_not_applicable(code: str) -> None:
    relevant = [question for question in shipped(code).questions() if question.base is Base.RELEVANT]
    assert all(question.not_applicable for question in relevant)


def test_every_scored_key_question_and_every_judged_one_has_guidance() -> None:
    for code in (FIRST_ROUND, SECOND_ROUND):
        for standard in shipped(code).standards:
            assert all(question.guidance for question in standard.key_questions)


def test_judged_standards_describe_work_at_every_rating_and_say_that_it_is_inferred() -> None:
    for code in (FIRST_ROUND, SECOND_ROUND):
        framework = shipped(code)
        for standard in framework.standards[:4]:
            described = [characteristic.band for characteristic in standard.characteristics]
            assert described == [band.code for band in framework.bands]
            assert all(each.provenance and each.provenance.inferred for each in standard.characteristics)


def test_the_three_samples_ask_for_their_published_sizes_and_strata() -> None:
    supervision, unpaid_work, gate = shipped(SECOND_ROUND).samples
    assert (supervision.code, unpaid_work.code, gate.code) == (
        "case-supervision",
        "unpaid-work",
        "through-the-gate",
    )
    assert (
        (supervision.confidence, supervision.margin)
        == (unpaid_work.confidence, unpaid_work.margin)
        == (80, 5)
    )
    assert (gate.confidence, gate.margin) == (None, None)
    assert supervision.strata == ("sex", "sentence_type", "risk_of_serious_harm")
    assert unpaid_work.strata == ("sex", "risk_of_serious_harm")
    assert gate.strata == ()


def test_through_the_gate_looks_at_four_weeks_of_releases_in_one_round_and_two_in_the_other() -> None:
    for code, days in ((SECOND_ROUND, 28), (FIRST_ROUND, 14)):
        (window,) = shipped(code).sample("through-the-gate").windows
        assert window.from_days is not None
        assert window.until_days is not None
        assert window.from_days - window.until_days + 1 == days


def test_unpaid_work_is_eligible_after_three_months_and_without_end() -> None:
    (window,) = shipped(SECOND_ROUND).sample("unpaid-work").windows
    assert (window.column, window.from_days, window.until_days) == ("requirement_started_on", None, 92)


def test_supervision_counts_from_the_sentence_or_from_the_release() -> None:
    windows = shipped(SECOND_ROUND).sample("case-supervision").windows
    assert {window.column: window.only_for for window in windows} == {
        "sentence_started_on": ("community", "suspended"),
        "released_on": ("licence", "post_sentence"),
    }


def test_information_questions_use_every_answer_type() -> None:
    framework = shipped(SECOND_ROUND)
    asked = [question for question in framework.questions() if question.kind is Kind.INFORMATION]
    assert {question.answer for question in asked} == set(AnswerType)
    assert framework.question("info.absence_reasons").answer is AnswerType.FREQUENCY
    assert framework.question("info.stand_downs").answer is AnswerType.COUNT


def test_standards_and_bases_are_found_by_their_names() -> None:
    framework = shipped(SECOND_ROUND)
    assert [standard.code for standard in framework.standards_of("unpaid-work")] == ["4.1"]
    assert {rule.base: rule.title for rule in framework.bases}[
        Base.HARM
    ] == "Cases with a risk of serious harm to others"
    assert framework.standard("2.3").title == "Implementation and delivery"
    assert framework.band("good").word == "reasonable majority"


@pytest.mark.parametrize("code", ["pdu-2023", "youth-2018"])
def test_structure_without_questions_says_that_it_is_inferred(code: str) -> None:
    framework = shipped(code)
    assert framework.questions() == ()
    assert framework.provenance.inferred
    assert framework.score_bands_provenance.inferred
    assert all(standard.provenance.inferred for standard in framework.standards)


def test_unpaid_work_and_through_the_gate_ratings_are_not_compared_across_rounds() -> None:
    links = {link.code: link for link in shipped(SECOND_ROUND).links}
    assert not any(link.comparable for code, link in links.items() if code.startswith("4.1"))
    assert not links["4.2"].comparable
    assert links["4.2.1"].comparable
    assert links["2.2"].comparable
    assert all(link.reason for link in links.values())


def test_links_speak_of_every_counted_standard_and_question_once() -> None:
    framework = shipped(SECOND_ROUND)
    linked = [link.code for link in framework.links]
    counted = [question.code for question in framework.questions() if question.code[0] in "24"]
    standards = [standard.code for standard in framework.standards]
    assert sorted(linked) == sorted(counted + standards)


# ── the published annex, row by row ────────────────────────────────────────────────────────────────

ROW = re.compile(r"(?:\?)\d{0,2} (?:(?P<figures>(?:No data available|\d+%)(?: (?:No aggregated|\d+%))?))?")
TWICE = "Is the sentence of the court implemented appropriately?"


def annex() -> dict[str, str]:
    """The printed rows of each standard: K a key question, P a prompt, N a prompt without earlier data."""
    text = " ".join(REPORTS[1].read_text("utf-8").split("Annex 4: Inspection data48")[1].split())
    before, printed, printed_again = text.split(TWICE)
    assert printed_again.startswith(printed.rstrip())
    text = before + TWICE + printed_again
    starts = [
        re.search(rf"{re.escape(code)}\.? [A-Z]", text) for code in ("2.1", "2.2", "2.3", "2.4", "4.1", "4.2")
    ]
    edges = [start.start() for start in starts if start] + [len(text)]
    return {
        text[begin : begin + 3]: "".join(map(letter, ROW.finditer(text[begin:end] + " ")))
        for begin, end in pairwise(edges)
    }


def letter(row: re.Match[str]) -> str:
    figures = row["figures"] or ""
    if not figures:
        return "K"
    return "P" if figures.startswith(tuple("0123456789")) and " " in figures else "N"


@pytest.mark.parametrize("standard", ["2.1", "2.2", "2.3", "2.4", "4.1", "4.2"])
def test_every_row_of_the_published_annex_has_its_counterpart(standard: str) -> None:
    framework, earlier = (
        shipped(SECOND_ROUND),
        {question.code for question in shipped(FIRST_ROUND).questions()},
    )
    ours = ""
    for question in framework.standard(standard).key_questions:
        if question.scored:
            ours += "K" + "".join("P" if prompt.code in earlier else "N" for prompt in question.prompts)
    assert ours == annex()[standard]


# ── the wording is ours ────────────────────────────────────────────────────────────────────────────


def plain(text: str) -> str:
    text = text.lower().replace("service user’s", "person's").replace("service user", "person")
    return " ".join(re.sub(r"[^a-z0-9 ]+", " ", text.replace("\n", " ")).split())


@pytest.mark.parametrize("code", [FIRST_ROUND, SECOND_ROUND])
def test_no_run_of_nine_words_is_copied_from_a_report(code: str) -> None:
    printed = " ".join(plain(report.read_text("utf-8")) for report in REPORTS)
    framework = shipped(code)
    ours = [standard.statement for standard in framework.standards]
    ours += [text for question in framework.questions() for text in (question.text, question.guidance)]
    for text in ours:
        words = plain(text).split()
        runs = [" ".join(words[start : start + 9]) for start in range(len(words) - 8)]
        assert not [run for run in runs if run in printed], text
