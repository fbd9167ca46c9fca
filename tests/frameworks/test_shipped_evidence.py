"""What the shipped frameworks ask for beyond cases, and the report that they ask for, is what sources say."""

import re
from pathlib import Path

import pytest

from caseward.rules.framework_evidence import TABLES, Evidence, ReportShape
from tests.frameworks.shipped import CODES, shipped

SECOND_ROUND, FIRST_ROUND = "crc-2019", "crc-2018"
BOTH = [FIRST_ROUND, SECOND_ROUND]
REPORTS = sorted((Path(__file__).parents[1] / "reports").glob("*.txt"))


@pytest.mark.parametrize("code", sorted(set(CODES) - set(BOTH)))
def test_nothing_is_asked_where_no_source_says_what(code: str) -> None:
    assert (shipped(code).evidence, shipped(code).report) == (Evidence(), ReportShape())


def test_every_share_of_officers_that_the_second_round_prints_has_its_item() -> None:
    asked = {item.code for item in shipped(SECOND_ROUND).evidence.survey if item.asked_of == "officers"}
    assert asked >= {
        "quality-prioritised",
        "caseload-manageable",
        "cases-held",
        "cases-suit-training",
        "skills-and-knowledge",
        "supervision-improves-work",
        "in-service-training",
        "learning-culture",
        "exceptional-work-recognised",
        "recording-policy-clear",
        "safety-attended-to",
        "wellbeing-attended-to",
    }


def test_every_share_of_officers_that_the_first_round_prints_has_its_item() -> None:
    asked = {item.code for item in shipped(FIRST_ROUND).evidence.survey}
    assert asked >= {"policies-communicated", "systems-support-work", "adjustments-made", "cases-held"}


def test_people_on_probation_are_interviewed_in_the_second_round_only() -> None:
    asked = {
        code: [item.code for item in shipped(code).evidence.survey if item.asked_of == "people"]
        for code in BOTH
    }
    assert asked == {
        FIRST_ROUND: [],
        SECOND_ROUND: ["asked-what-matters", "views-considered", "help-received"],
    }


def test_only_always_counts_where_the_report_says_always() -> None:
    assert shipped(SECOND_ROUND).evidence.item("cases-suit-training").counts_as_yes == ("always",)


def test_the_number_of_cases_held_has_bands_and_no_positive_answer() -> None:
    item = shipped(SECOND_ROUND).evidence.item("cases-held")
    assert "51 to 75 cases" in [option.label for option in item.options]
    assert item.counts_as_yes == ()


@pytest.mark.parametrize("code", BOTH)
def test_the_choices_are_nowhere_published_and_so_inferred(code: str) -> None:
    assert all(item.options_provenance.inferred for item in shipped(code).evidence.survey)


@pytest.mark.parametrize("code", BOTH)
def test_the_leader_speaks_under_five_headings_one_for_each_judged_standard(code: str) -> None:
    headings = [heading.standard for heading in shipped(code).evidence.presentation]
    assert headings == ["1.1", "1.2", "1.3", "1.4", None]


@pytest.mark.parametrize("code", BOTH)
def test_every_judged_key_question_has_a_document(code: str) -> None:
    framework = shipped(code)
    judged = {question.code for standard in framework.standards[:4] for question in standard.key_questions}
    asked = {code for document in framework.evidence.documents for code in document.key_questions}
    assert judged <= asked


def test_the_tables_of_figures_have_the_rows_that_the_second_round_prints() -> None:
    evidence = shipped(SECOND_ROUND).evidence
    rows = {
        group.code: [row.code for row in evidence.figures if row.group == group.code]
        + [row.code for row in evidence.findings if row.group == group.code]
        for group in evidence.figure_groups
    }
    assert rows["staffing"][:5] == ["headcount", "vacancy-rate", "vacancy-rate-po", "sickness", "attrition"]
    assert rows["caseload"][2:] == [
        "average-caseload-po",
        "average-caseload-pso",
        "caseload-unmanageable-po",
        "caseload-unmanageable-pso",
    ]
    assert len(rows["inspected-cases"]) == 6
    assert {"wait-bbr", "wait-tsp", "wait-rar", "completion-bbr", "completion-tsp", "completion-rar"} <= set(
        rows["services"]
    )
    assert rows["unpaid-work"] == ["stand-down-rate", "unpaid-work-completed"]
    assert rows["context"][:6] == [
        "community-supervised",
        "post-release-supervised",
        "community-starts",
        "post-release-starts",
        "reoffending",
        "turnover",
    ]
    assert rows["contract"] == ["orders-completed", "licences-completed", "unpaid-work-positive"]


@pytest.mark.parametrize("code", BOTH)
def test_measures_of_the_contract_have_a_target_and_a_figure_for_all_providers(code: str) -> None:
    measures = [figure for figure in shipped(code).evidence.figures if figure.group == "contract"]
    assert len(measures) == 3
    assert all(figure.has_target and figure.has_comparator for figure in measures)


@pytest.mark.parametrize("code", BOTH)
def test_the_caseloads_of_both_grades_are_set_beside_each_other(code: str) -> None:
    evidence = shipped(code).evidence
    assert evidence.figure("average-caseload-po").pair == "average-caseload-pso"
    assert evidence.figure("average-caseload-pso").pair == "average-caseload-po"


def test_a_turnover_of_millions_of_millions_is_outside_its_range() -> None:
    turnover = shipped(SECOND_ROUND).evidence.figure("turnover")
    assert turnover.unit == "pounds"
    assert turnover.least is not None
    assert turnover.most is not None
    assert turnover.least < 14_303_000 < turnover.most < 14_303_000_000


@pytest.mark.parametrize("code", BOTH)
def test_every_table_of_figures_has_figures(code: str) -> None:
    evidence = shipped(code).evidence
    used = {row.group for row in evidence.figures} | {row.group for row in evidence.findings}
    assert used == {group.code for group in evidence.figure_groups}


@pytest.mark.parametrize("code", BOTH)
def test_the_chapters_follow_the_standards_and_the_annexes_come_last(code: str) -> None:
    framework = shipped(code)
    chapters = [section.standard for section in framework.report.sections if section.standard]
    assert chapters == [standard.code for standard in framework.standards]
    annexes = [section.is_annex for section in framework.report.sections]
    assert annexes == sorted(annexes)


def test_the_second_round_begins_and_ends_as_its_report_does() -> None:
    codes = [section.code for section in shipped(SECOND_ROUND).report.sections]
    assert codes[:3] == ["foreword", "ratings", "summary"]
    assert codes.index("earlier-recommendations") < codes.index("recommendations") < codes.index("background")
    assert codes[-5:] == [
        "annex-probation-services",
        "annex-methodology",
        "annex-organisation",
        "annex-data",
        "annex-glossary",
    ]


def test_the_second_round_draws_every_table_somewhere() -> None:
    drawn = {name for section in shipped(SECOND_ROUND).report.sections for name in section.draws}
    assert drawn == set(TABLES)


@pytest.mark.parametrize("code", BOTH)
def test_a_standard_with_figures_draws_them_in_its_chapter(code: str) -> None:
    framework = shipped(code)
    evidence = framework.evidence
    with_figures = {
        group.standard
        for group in evidence.figure_groups
        if any(figure.group == group.code for figure in evidence.figures)
    }
    for section in framework.report.sections:
        if section.standard:
            assert ("provider-figures" in section.draws) == (section.standard in with_figures), section.code


@pytest.mark.parametrize("code", BOTH)
def test_the_word_of_the_other_kind_of_provider_is_foreign(code: str) -> None:
    words = shipped(code).report.words
    assert "CRC" in words.own
    assert "division" in words.foreign
    assert words.provenance
    assert words.provenance.inferred


# ── the wording is ours ────────────────────────────────────────────────────────────────────────────


def plain(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9 ]+", " ", text.lower().replace("\n", " ")).split())


@pytest.mark.parametrize("code", BOTH)
def test_no_run_of_nine_words_is_copied_from_a_report(code: str) -> None:
    printed = " ".join(plain(report.read_text("utf-8")) for report in REPORTS)
    evidence = shipped(code).evidence
    ours = [text for item in evidence.survey for text in (item.text, item.short)]
    ours += [text for document in evidence.documents for text in (document.title, document.text)]
    ours += [heading.text for heading in evidence.presentation]
    ours += [text for figure in evidence.figures for text in (figure.title, figure.guidance)]
    ours += [finding.title for finding in evidence.findings]
    ours += [section.guidance for section in shipped(code).report.sections]
    for text in ours:
        words = plain(text).split()
        runs = [" ".join(words[start : start + 9]) for start in range(len(words) - 8)]
        assert not [run for run in runs if run in printed], text
