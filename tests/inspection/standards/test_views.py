"""The pages of the frameworks, read by anybody."""

import pytest
from django.test import Client
from django.urls import reverse

from caseward.inspection.standards import readers
from caseward.rules.framework import Framework

pytestmark = pytest.mark.django_db
CODES = readers.framework_codes()


def page(client: Client, name: str, *where: str) -> str:
    response = client.get(reverse(f"standards:{name}", args=where))
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def framework() -> Framework:
    return readers.framework("crc-2019")


def test_every_framework_is_listed_with_whether_it_is_in_use(client: Client) -> None:
    text = page(client, "index")
    assert all(readers.framework(code).title in text for code in CODES)
    offered = [code for code in CODES if readers.framework(code).offered]
    assert text.count("In use") == len(offered)
    assert text.count("For reading only") == len(CODES) - len(offered)


@pytest.mark.parametrize("code", CODES)
def test_every_page_of_every_framework_can_be_read(client: Client, code: str) -> None:
    framework = readers.framework(code)
    assert framework.title in page(client, "framework", code)
    assert "As expected" in page(client, "examples", code)
    assert "Not as expected" not in page(client, "examples", code)
    for standard in framework.standards:
        assert f"{standard.code} {standard.title}" in page(client, "standard", code, standard.code)


def test_a_framework_shows_its_bands_score_discretion_and_the_sizes_of_its_samples(client: Client) -> None:
    text = page(client, "framework", "crc-2019")
    assert "65 to 79%" in text
    assert "16 to 25" in text
    assert "within 5 points of the edge of a band (5 included)" in text
    assert "margin of 5 points at 80 per cent confidence" in text
    assert "Its size is estimated and entered by hand" in text


def test_a_standard_shows_each_key_question_and_prompt_with_its_code_and_words(
    client: Client, framework: Framework
) -> None:
    text = page(client, "standard", "crc-2019", "2.1")
    for question in framework.standard("2.1").key_questions:
        for each in (question, *question.prompts):
            assert f"{each.code} {each.text}".replace("'", "&#39;") in text


def test_what_was_inferred_is_marked_with_its_source(client: Client, framework: Framework) -> None:
    provenance = framework.question("2.1.3").base_provenance
    assert provenance is not None
    assert provenance.inferred
    text = page(client, "standard", "crc-2019", "2.1")
    assert "Inferred" in text
    assert provenance.source.replace("'", "&#39;") in text


def test_the_day_a_framework_came_into_force_is_marked_as_inferred(client: Client) -> None:
    text = page(client, "framework", "crc-2019")
    assert "1 July 2019 (inferred)" in text
    assert "up to June 2019; the day is ours" in text


def test_a_judged_standard_shows_what_work_at_each_rating_looks_like(
    client: Client, framework: Framework
) -> None:
    text = page(client, "standard", "crc-2019", "1.1")
    for row in framework.standard("1.1").characteristics:
        assert row.text.replace("'", "&#39;") in text


def test_the_moderated_question_is_shown_as_giving_no_per_cent(client: Client) -> None:
    text = page(client, "standard", "crc-2019", "4.1")
    assert "It gives no per cent and does not decide the rating." in text
    assert "if the lead inspector proposes it and the panel ratifies it" in text


def test_a_standard_says_with_what_it_may_be_compared(client: Client) -> None:
    assert "May be compared with" in page(client, "standard", "crc-2019", "2.2")
    assert "May not be compared with" in page(client, "standard", "crc-2019", "4.1")


@pytest.mark.parametrize("code", CODES)
def test_a_framework_says_what_fieldwork_gathers_or_that_no_source_does(client: Client, code: str) -> None:
    framework = readers.framework(code)
    text = page(client, "evidence", code)
    evidence = framework.evidence
    shown = [item.text for item in evidence.survey] + [row.text for row in evidence.presentation]
    shown += [row.title for row in evidence.documents]
    shown += [row.title for row in evidence.figures] + [row.title for row in evidence.findings]
    for words in shown:
        assert words.replace("'", "&#39;") in text
    for row in evidence.case_figures:
        asked = f"{row.key_question} {framework.question(row.key_question).text}"
        assert asked.replace("'", "&#39;") in text
    assert ("Nothing is asked for yet" in text) == (not shown)


def test_a_figure_shows_its_unit_its_usual_range_and_what_stands_beside_it(client: Client) -> None:
    text = " ".join(page(client, "evidence", "crc-2019").split())
    assert "1,000,000 to 500,000,000" in text
    assert "Beside it: the target and the figure for all providers." in text
    assert "Counted by the inspection" in text
    assert "In 1.2 Staff of the report." in text


def test_a_question_of_an_interview_shows_its_choices_and_which_count(client: Client) -> None:
    text = page(client, "evidence", "crc-2019")
    assert "Always, mostly, sometimes, rarely or never; always counts as yes" in text
    assert "strongly agree and agree count as yes" in text
    assert "the five points are ours" in text


@pytest.mark.parametrize("code", CODES)
def test_the_sections_of_the_report_are_shown_in_their_order(client: Client, code: str) -> None:
    text = page(client, "report", code)
    sections = readers.framework(code).report.sections
    places = [text.index(section.title, text.index("<tbody")) for section in sections[:3]]
    assert places == sorted(places)
    assert ("No sections yet" in text) == (not sections)


def test_a_chapter_bears_its_number_and_a_drawn_section_says_that_nobody_writes_it(client: Client) -> None:
    text = page(client, "report", "crc-2019")
    assert "1.2 Staff" in text
    assert "Annex: Methodology" in text
    assert "Figures of the provider and answers in interviews" in text
    assert "Nothing: it is drawn from data" in text
    assert "division" in text


def test_the_page_of_a_framework_leads_to_its_evidence_and_its_report(client: Client) -> None:
    text = page(client, "framework", "crc-2019")
    for name in ("evidence", "report"):
        assert reverse(f"standards:{name}", args=["crc-2019"]) in text


@pytest.mark.parametrize(
    "path",
    [
        "/frameworks/none/",
        "/frameworks/crc-2019/9.9/",
        "/frameworks/none/examples/",
        "/frameworks/none/evidence/",
        "/frameworks/none/report/",
    ],
)
def test_a_framework_or_standard_that_does_not_exist_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
