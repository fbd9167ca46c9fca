"""What is found in one case: its page, beside its story, and for whom."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caseward.casework.people.models import Person
from caseward.shared.govuk import slots
from tests.factories import organisations, passes, people

from .conftest import DAY, MOST, Readers, ask, case, page_of, statements, words_of


def test_the_page_of_a_case_says_what_is_missing_and_where_to_put_it_right(readers: Readers) -> None:
    person = case(readers.cast.officer)
    page = page_of(readers.cast.officer, f"/people/{person.pk}/readiness/")
    item = page.partition('id="prompt-2.2.3d"')[2].partition('<li class="cw-found ')[0]
    assert "Missing" in item
    assert "What would put it right:" in item
    assert f'href="/people/{person.pk}/plan/"' in item
    assert "Not yet calibrated." in item
    assert "This is evidence from the records, not a judgement." in page
    assert "as they stand on 16 November 2026" in words_of(page)
    assert "Only a reader can tell" in page


def test_what_needs_no_work_is_folded_away_under_each_key_question(readers: Readers) -> None:
    person = case(readers.cast.officer)
    page = page_of(readers.cast.officer, f"/people/{person.pk}/readiness/")
    question = page.partition('cw-found__question">2.2.3 ')[2].partition('cw-found__question">')[0]
    in_sight, _, folded = question.partition('<details class="govuk-details cw-found-others">')
    assert 'cw-found--red"' in in_sight
    assert 'cw-found--red"' not in folded
    assert "The others:" in folded.partition("</summary>")[0]


def test_nothing_is_called_complete_where_records_can_show_nothing(readers: Readers) -> None:
    person = case(readers.cast.officer)
    page = page_of(readers.cast.officer, f"/people/{person.pk}/readiness/")
    question = page.partition('cw-found__question">4.2.2 ')[2].partition("</summary>")[0]
    assert "only a reader can answer" in question
    assert "Nothing missing" not in question
    assert "4.2 Through the Gate : nothing for records to show" in words_of(page)


def test_the_title_of_no_page_names_the_person(readers: Readers, counted: list[Person]) -> None:
    person = counted[0]
    pages = [
        page_of(readers.cast.officer, f"/people/{person.pk}/readiness/"),
        page_of(readers.director, f"/readiness/cases/{person.pk}/open/"),
    ]
    for page in pages:
        title = page.partition("<title>")[2].partition("</title>")[0]
        assert person.name not in title
        assert person.crn not in title


def test_without_a_running_sentence_there_is_nothing_to_look_for(readers: Readers) -> None:
    person = people.person(readers.cast.officer)
    assert "No sentence is running" in page_of(readers.cast.officer, f"/people/{person.pk}/readiness/")


def test_an_inspector_with_a_right_reads_the_case_without_being_led(readers: Readers) -> None:
    person = case(readers.cast.officer)
    people.involvement(person, readers.cast.inspector)
    page = page_of(readers.cast.inspector, f"/people/{person.pk}/")
    assert f"/people/{person.pk}/readiness/" not in page
    assert "Ready for inspection" not in page
    assert ask(readers.cast.inspector, f"/people/{person.pk}/readiness/").status_code == 403


@pytest.mark.parametrize("part", ["", "plan/", "contacts/", "assessments/", "details/", "sentences/"])
def test_who_reads_without_working_on_cases_is_led_to_their_own_start_and_asked_for_no_reason(
    readers: Readers, part: str
) -> None:
    person = case(readers.cast.officer)
    page = page_of(readers.quality, f"/people/{person.pk}/{part}")
    assert "involve/" not in page
    assert 'class="govuk-breadcrumbs__link" href="/inspections/">Internal audits' in page
    assert f'href="/people/{person.pk}/plan/"' in page
    colleague = page_of(readers.cast.colleague, f"/people/{person.pk}/{part}")
    assert "involve/" in colleague
    assert 'href="/my-work/">My work' in colleague


def test_everybody_is_led_from_a_record_back_to_their_own_start(readers: Readers) -> None:
    person = case(readers.cast.officer)
    for user in (readers.cast.inspector, readers.director):
        people.involvement(person, user)
    starts = {
        readers.cast.officer: 'href="/my-work/">My work',
        readers.cast.inspector: 'href="/inspections/">Inspections',
        readers.quality: 'href="/inspections/">Internal audits',
        readers.director: 'href="/readiness/">Readiness',
    }
    for user, start in starts.items():
        trail = page_of(user, f"/people/{person.pk}/").partition("govuk-breadcrumbs")[2].partition("<main")[0]
        assert start in trail


def test_a_narrow_screen_is_told_the_part_of_the_record_that_is_open(readers: Readers) -> None:
    person = case(readers.cast.officer)
    folded = page_of(readers.cast.officer, f"/people/{person.pk}/plan/").partition("<details")[2]
    summary, _, parts = folded.partition("</summary>")
    assert ("Plan" in summary, "Timeline" in summary) == (True, False)
    assert f'href="/people/{person.pk}/plan/" aria-current="page"' in parts.partition("</details>")[0]


def test_the_story_of_a_case_names_the_first_five_gaps_as_of_the_pass(readers: Readers) -> None:
    person = case(readers.cast.officer)
    latest = passes.a_pass(organisations.provider(), DAY)
    gaps = [f"plan__{name}" for name in ("contact", "needs", "harm", "services", "agencies", "interventions")]
    passes.found(person, latest, **dict.fromkeys(gaps, False), plan__contingencies=True)
    page = page_of(readers.cast.officer, f"/people/{person.pk}/")
    panel = page.partition('aria-labelledby="readiness"')[2].partition("</section>")[0]
    assert "6 things an inspector would look for and not find. The first 5" in words_of(f"<main>{panel}")
    assert panel.count("#prompt-") == 5
    assert f'href="/people/{person.pk}/readiness/#prompt-2.2.1e"' in panel
    assert "Workable contingencies" not in panel
    assert "As of 16 November 2026 at 6:00am" in panel


def test_a_case_that_was_not_looked_through_says_so(readers: Readers) -> None:
    person = case(readers.cast.officer)
    page = page_of(readers.cast.officer, f"/people/{person.pk}/")
    assert "This case has not been looked through yet." in page
    assert f'href="/people/{person.pk}/readiness/"' in page


def test_the_part_beside_the_story_asks_three_statements_at_most(readers: Readers) -> None:
    person = case(readers.cast.officer)
    passes.found(person, passes.a_pass(organisations.provider(), DAY), plan__contact=False)
    with CaptureQueriesContext(connection) as caught:
        slots.draw("case_side", person=person, user=readers.cast.officer)
    assert len(caught) <= 3


def test_the_page_of_a_case_asks_few_statements(readers: Readers) -> None:
    person = case(readers.cast.officer)
    assert statements(readers.cast.officer, f"/people/{person.pk}/readiness/") <= MOST
