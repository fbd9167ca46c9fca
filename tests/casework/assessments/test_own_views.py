"""The person's own view: blank is not done, unchanged is shown as unchanged, two days are compared."""

import re
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest

from caseward.casework.assessments.actions import own_views as actions
from caseward.casework.assessments.forms.own_views import QUESTIONS
from caseward.casework.assessments.models import Area, SelfAssessment
from caseward.casework.assessments.presenters import own_views as laid_out
from caseward.casework.people.models import Person
from caseward.rules.self_assessment import Rating
from caseward.shared.records.models import NotAllowed
from tests.factories import assessments, people
from tests.factories.people import CaseworkCast

from .browser import Browser

AT = datetime(2026, 11, 2, 10, tzinfo=UTC)
EARLIER = date(2019, 8, 3)


def sheet(**answers: Any) -> dict[str, Any]:
    """What the handed-over page sends."""
    typed = {
        "creation_key": uuid4(),
        "given_on_day": "5",
        "given_on_month": "8",
        "given_on_year": "2019",
        "is_in_own_hand": "yes",
    }
    return typed | answers


def record(person: Person, by: Any, *, is_confirmed: bool = False, **scores: int) -> SelfAssessment:
    return actions.record(
        person=person,
        ratings={area: Rating(scores.get(area)) for area in Area.values},
        given_on=date(2019, 8, 5),
        is_in_own_hand=True,
        is_confirmed=is_confirmed,
        creation_key=uuid4(),
        by=by,
        at=AT,
    )


class TestHandingOver:
    @pytest.fixture
    def browser(self, those: CaseworkCast, person: Person) -> Browser:
        return Browser(those.officer, person)

    def test_every_area_is_asked_about_in_short_words(self, browser: Browser) -> None:
        page = browser.get("self_assessment")
        assert set(QUESTIONS) == set(Area)
        for title, question in QUESTIONS.values():
            assert title in page
            assert all(len(part.split()) <= 9 for part in re.split(r"[?.]", question))

    def test_the_page_shows_the_person_nothing_of_the_record(self, browser: Browser) -> None:
        page = browser.get("self_assessment")
        assert browser.person.name not in re.findall("<title>(.*?)</title>", page, re.S)[0]
        assert "moj-sub-navigation" not in page
        assert browser.person.crn not in page

    def test_what_is_typed_is_kept(self, browser: Browser) -> None:
        page = browser.post("self_assessment", sheet(score_drugs="0", words_finance="  I owe rent. "))
        assert "give this back" in page
        said = SelfAssessment.objects.get().rated()
        assert (said["drugs"], said["finance"]) == (Rating(0), Rating(None, "I owe rent."))
        assert said["health"].is_blank

    def test_a_blank_page_is_refused_kindly_and_not_saved(self, browser: Browser) -> None:
        page = browser.post("self_assessment", sheet(words_drugs="   "))
        assert "You have not filled anything in yet" in page
        assert not SelfAssessment.objects.exists()

    def test_the_same_answers_are_kept_once_the_person_confirms_them(
        self, those: CaseworkCast, browser: Browser
    ) -> None:
        assessments.self_assessment(browser.person, those.officer, given_on=EARLIER, scores={"drugs": 4})
        same = sheet(score_drugs="4")
        assert "just the same as on 3 August 2019" in browser.post("self_assessment", same)
        assert SelfAssessment.objects.count() == 1
        browser.post("self_assessment", same | {"is_confirmed": "on"})
        assert SelfAssessment.objects.count() == 2

    def test_another_officers_case_is_not_theirs_to_hand_over(
        self, those: CaseworkCast, person: Person
    ) -> None:
        colleague = Browser(those.colleague, person)
        colleague.get("self_assessment")
        assert colleague.status == 403


class TestRecording:
    def test_blank_is_refused_whatever_page_it_comes_from(self, those: CaseworkCast, person: Person) -> None:
        with pytest.raises(NotAllowed, match="Nothing was filled in"):
            record(person, those.officer)

    def test_a_copy_is_refused_until_it_is_confirmed(self, those: CaseworkCast, person: Person) -> None:
        assessments.self_assessment(person, those.officer, given_on=EARLIER, scores={"drugs": 4})
        with pytest.raises(NotAllowed, match="the same as last time"):
            record(person, those.officer, drugs=4)
        assert record(person, those.officer, drugs=4, is_confirmed=True).given_on == date(2019, 8, 5)

    def test_a_blank_one_between_does_not_hide_a_copy(self, those: CaseworkCast, person: Person) -> None:
        assessments.self_assessment(person, those.officer, given_on=EARLIER, scores={"drugs": 4})
        assessments.self_assessment(person, those.officer, given_on=date(2019, 8, 4))
        with pytest.raises(NotAllowed):
            record(person, those.officer, drugs=4)


class TestShowing:
    def test_blank_is_shown_as_not_done_and_a_copy_as_unchanged_with_its_day(
        self, those: CaseworkCast, person: Person
    ) -> None:
        first = assessments.self_assessment(person, those.officer, given_on=EARLIER, scores={"drugs": 4})
        assessments.self_assessment(person, those.officer, given_on=date(2019, 9, 1))
        copied = assessments.self_assessment(
            person, those.officer, given_on=date(2019, 10, 1), scores={"drugs": 4}
        )
        assert copied.one_before() == first
        words = [standing.words for _, standing in laid_out.lines(list(person.self_assessments.all()), 3)]
        assert words == ["Unchanged since 3 August 2019", "Not done", "Partly done"]
        page = Browser(those.officer, person).get("own_views")
        assert all(each in page for each in words)

    def test_two_days_are_compared_in_a_picture_and_a_table(
        self, those: CaseworkCast, person: Person
    ) -> None:
        assessments.self_assessment(
            person, those.officer, given_on=EARLIER, scores={"drugs": 4, "health": 7, "alcohol": 2}
        )
        later = assessments.self_assessment(
            person, those.officer, given_on=date(2019, 10, 1), scores={"drugs": 6, "health": 5, "alcohol": 2}
        )
        page = Browser(those.officer, person).get("own_view", self_id=later.pk)
        assert all(words in page for words in ("<svg", "2 better", "2 worse", "The same"))
        assert "Cannot be compared" in page

    def test_any_earlier_day_can_be_chosen_and_no_other_persons(
        self, those: CaseworkCast, person: Person
    ) -> None:
        first = assessments.self_assessment(person, those.officer, given_on=EARLIER, scores={"drugs": 1})
        assessments.self_assessment(person, those.officer, given_on=date(2019, 9, 1), scores={"drugs": 2})
        last = assessments.self_assessment(
            person, those.officer, given_on=date(2019, 10, 1), scores={"drugs": 3}
        )
        browser = Browser(those.officer, person)
        assert "Beside 1 September 2019" in browser.get("own_view", self_id=last.pk)
        assert "Beside 3 August 2019" in browser.get(
            "own_view", query={"with": str(first.pk)}, self_id=last.pk
        )
        somebody = assessments.self_assessment(
            people.person(those.officer), those.officer, given_on=EARLIER, scores={"drugs": 1}
        )
        page = browser.get("own_view", query={"with": str(somebody.pk)}, self_id=last.pk)
        assert "no earlier one" in page

    def test_what_the_officer_wrote_down_is_told_from_what_the_person_filled_in(
        self, those: CaseworkCast, person: Person
    ) -> None:
        browser = Browser(those.officer, person)
        browser.post("self_assessment", sheet(score_drugs="3", is_in_own_hand="no"))
        assert "Written down by Own officer" in browser.get("own_views")

    def test_the_list_is_paged_and_the_last_of_a_page_knows_the_one_before_it(
        self, those: CaseworkCast, person: Person
    ) -> None:
        for day in range(1, 28):
            assessments.self_assessment(
                person, those.officer, given_on=date(2019, 8, day), scores={"drugs": 4}
            )
        browser = Browser(those.officer, person)
        first, second = browser.get("own_views"), browser.get("own_views", query={"page": "2"})
        assert first.count("Unchanged since") == 25
        assert (second.count("Unchanged since"), second.count("Partly done")) == (1, 1)
