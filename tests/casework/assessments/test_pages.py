"""The pages of assessments: from start to completion, who sees them, and how many statements they ask."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caseward.casework.assessments.models import Area, Assessment
from caseward.casework.people.models import Circumstance, Person
from caseward.shared.audit.models import Event
from caseward.shared.govuk import slots
from tests.factories import assessments, people, sentences
from tests.factories.people import CaseworkCast

from .browser import Browser

HARM = {
    "harm_to_children": "1",
    "harm_to_public": "2",
    "harm_to_known_adult": "3",
    "harm_to_staff": "1",
    "harm_who": "A former partner.",
    "harm_nature": "Assault.",
    "harm_when": "After drinking.",
    "harm_raises": "Losing the flat.",
    "harm_lowers": "Work.",
}


@pytest.fixture
def browser(those: CaseworkCast, person: Person) -> Browser:
    return Browser(those.officer, person)


@pytest.fixture
def open_one(those: CaseworkCast, person: Person) -> Assessment:
    """An assessment in which every area is judged, and nothing else yet."""
    return assessments.assessment(person, those.officer, completed=False, harm_to_public=None)


def test_an_assessment_is_made_from_start_to_completion(browser: Browser) -> None:
    page = browser.post("start", {"reason": "start", "creation_key": uuid4()})
    assert "20 things still missing" in page
    one: dict[str, Any] = {"assessment_id": Assessment.objects.get().pk}
    for area in Area.values:
        assert "is saved" in browser.post("factor", {"version": 0, "is_need": "no"}, area=area, **one)
    browser.post("diversity", {"version": 0, "diversity": "Meets in the morning."}, **one)
    browser.post("harm", {"version": 1} | HARM, **one)
    assert "Complete the assessment" in browser.get("complete", **one)
    page = browser.post("complete", {"version": 2}, **one)
    assert "The assessment is completed" in page
    assert "The assessment was made without it." in page
    assert ">High<" in browser.get("index")


def test_completing_names_every_missing_part_with_its_page(browser: Browser, open_one: Assessment) -> None:
    one: dict[str, Any] = {"assessment_id": open_one.pk}
    sentences.sentence(browser.person, ended_on=date(2026, 9, 1))
    page = browser.get("complete", **one)
    for part in ("history", "diversity", "harm"):
        assert f'href="{browser.address(part, **one)}"' in page
    browser.post("complete", {"version": 0}, **one)
    assert browser.status == 403
    assert Assessment.objects.get().completed_at is None


def test_a_level_that_could_still_rise_is_shown_as_provisional(those: CaseworkCast, browser: Browser) -> None:
    assessments.assessment(browser.person, those.officer)
    page = browser.get("index")
    assert "Not assessed: children, a known adult, staff." in page
    assert "provisional" in page
    assert "Rate the risk of serious harm: children." in page


def test_needs_with_their_links_and_strengths_are_seen_at_a_glance(
    those: CaseworkCast, browser: Browser
) -> None:
    made = assessments.assessment(browser.person, those.officer, reason="review")
    made.factors.filter(area="drugs").update(
        is_need="yes", is_linked_to_offending=True, is_linked_to_desistance=True
    )
    made.factors.filter(area="health").update(is_need="not_known", strength="He runs every day.")
    page = browser.get("index")
    assert "<strong>Drugs</strong> – linked to offending, leaving crime behind" in page
    assert "He runs every day." in page
    assert "“Health and wellbeing” is not known yet." in page
    assert "Review, completed 20 August 2026" in page


class TestAnArea:
    def test_a_need_wants_what_lies_behind_it_and_its_links(
        self, browser: Browser, open_one: Assessment
    ) -> None:
        place: dict[str, Any] = {"assessment_id": open_one.pk, "area": "drugs"}
        page = browser.post("factor", {"version": 0, "is_need": "yes"}, **place)
        assert "Say what lies behind the need" in page
        assert "Select what the need is linked to" in page

    def test_a_need_may_be_linked_to_nothing_but_not_to_nothing_and_something(
        self, browser: Browser, open_one: Assessment
    ) -> None:
        place: dict[str, Any] = {"assessment_id": open_one.pk, "area": "drugs"}
        typed: dict[str, Any] = {"version": 0, "is_need": "yes", "analysis": "It began at school."}
        page = browser.post("factor", typed | {"linked_to": ["none", "harm"]}, **place)
        assert "There is a problem" in page
        browser.post("factor", typed | {"linked_to": ["none"]}, **place)
        factor = open_one.factors.get(area="drugs")
        assert (factor.is_need, factor.is_linked_to_harm) == ("yes", False)

    def test_where_the_two_differ_the_page_comes_back_for_an_answer(
        self, those: CaseworkCast, browser: Browser, open_one: Assessment
    ) -> None:
        assessments.self_assessment(
            browser.person, those.officer, given_on=date(2026, 8, 1), scores={"drugs": 1}
        )
        place: dict[str, Any] = {"assessment_id": open_one.pk, "area": "drugs"}
        page = browser.post("factor", {"version": 0, "is_need": "no"}, **place)
        assert "say why" in page
        answered = {"version": 1, "is_need": "no", "answer_to_difference": "He means his brother."}
        assert "Drugs is saved" in browser.post("factor", answered, **place)
        assert "He means his brother." in browser.get("assessment", assessment_id=open_one.pk)

    def test_still_true_takes_the_last_one_over_and_says_since_when(
        self, those: CaseworkCast, browser: Browser
    ) -> None:
        assessments.assessment(browser.person, those.officer, needs=("drugs",))
        browser.post("start", {"reason": "review", "creation_key": uuid4()})
        made = browser.person.assessments.get(completed_at=None)
        place: dict[str, Any] = {"assessment_id": made.pk, "area": "drugs"}
        assert "Still true" in browser.get("factor", **place)
        assert "Unchanged since 20 August 2026" in browser.post("keep_factor", {"version": 0}, **place)

    def test_an_area_that_does_not_exist_is_not_found(self, browser: Browser, open_one: Assessment) -> None:
        browser.get("factor", assessment_id=open_one.pk, area="weather")
        assert browser.status == 404

    def test_two_editors_see_both_versions(self, browser: Browser, open_one: Assessment) -> None:
        place: dict[str, Any] = {"assessment_id": open_one.pk, "area": "drugs"}
        browser.post("factor", {"version": 0, "is_need": "not_known", "strength": "Theirs."}, **place)
        page = browser.post("factor", {"version": 0, "is_need": "no", "strength": "Mine."}, **place)
        assert "changed this since you opened it" in page
        assert all(words in page for words in ("Theirs.", "Mine.", "Not known yet"))
        assert "Drugs is saved" in browser.post(
            "factor", {"version": 1, "is_need": "no", "strength": "Mine."}, **place
        )


class TestWhatStandsBeside:
    def test_earlier_sentences_and_what_others_know_of_them_stand_beside_history(
        self, browser: Browser, open_one: Assessment, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Shaun: how earlier orders went is on the page on which it is written up."""
        sentences.sentence(browser.person, offence="Robbery", ended_on=date(2026, 9, 1), end="revoked")
        asked: list[Person] = []

        def evidence(*, person: Person) -> str:
            asked.append(person)
            return ""

        monkeypatch.setitem(slots._fillers, "assessment_evidence", [evidence])
        page = browser.get("history", assessment_id=open_one.pk)
        assert "robbery" in page
        assert "revoked after a breach" in page
        assert asked == [browser.person]

    def test_circumstances_and_their_effects_stand_beside_diversity(
        self, those: CaseworkCast, browser: Browser, open_one: Assessment
    ) -> None:
        for told, effect in (("Cares for his mother", "Mornings only"), ("Cannot read", "")):
            Circumstance.objects.create(
                person=browser.person,
                kind="caring",
                told=told,
                effect=effect,
                recorded_at=people.AT,
                recorded_by=those.officer,
            )
        page = browser.get("diversity", assessment_id=open_one.pk)
        assert "Mornings only" in page
        assert "Nobody has asked what it means for supervision." in page

    def test_two_editors_of_harm_see_both_versions(self, browser: Browser, open_one: Assessment) -> None:
        one: dict[str, Any] = {"assessment_id": open_one.pk}
        browser.post("harm", {"version": 0, "harm_to_public": "4", "harm_who": "Theirs."}, **one)
        page = browser.post("harm", {"version": 0, "harm_to_public": "1", "harm_who": "Mine."}, **one)
        assert all(words in page for words in ("changed this since", "Very high", "Theirs.", "Mine."))

    def test_answers_that_nobody_has_used_are_named_before_completing(
        self, those: CaseworkCast, browser: Browser, open_one: Assessment
    ) -> None:
        assessments.check(
            browser.person, those.officer, asked_on=date(2026, 8, 1), answered_on=date(2026, 8, 2)
        )
        page = browser.get("assessment", assessment_id=open_one.pk)
        assert "Answers of other agencies that nobody has used yet" in page
        assert "(not read)" in page


class TestWhoSeesIt:
    def test_every_page_leaves_the_event_that_the_record_was_looked_at(
        self, browser: Browser, open_one: Assessment
    ) -> None:
        browser.get("assessment", assessment_id=open_one.pk)
        looked = Event.objects.get(action="person looked at")
        assert looked.details == {"page": "assessments:assessment"}

    def test_strangers_find_nothing(self, those: CaseworkCast, open_one: Assessment) -> None:
        for user in (those.stranger, those.strange_manager, those.inspector, those.provider_contact):
            strange = Browser(user, open_one.person)
            strange.get("assessment", assessment_id=open_one.pk)
            assert strange.status == 404

    def test_an_assessment_is_found_only_under_its_own_person(
        self, those: CaseworkCast, open_one: Assessment
    ) -> None:
        other = Browser(those.officer, people.person(those.officer))
        other.get("assessment", assessment_id=open_one.pk)
        assert other.status == 404

    def test_a_colleague_reads_and_cannot_write(self, those: CaseworkCast, open_one: Assessment) -> None:
        colleague = Browser(those.colleague, open_one.person)
        assert "Give a reason to work on this case" in colleague.get("assessment", assessment_id=open_one.pk)
        colleague.post("harm", {"version": 0} | HARM, assessment_id=open_one.pk)
        assert colleague.status == 403

    def test_the_title_never_names_the_person(self, browser: Browser, open_one: Assessment) -> None:
        page = browser.get("assessment", assessment_id=open_one.pk)
        assert browser.person.name not in page[page.index("<title>") : page.index("</title>")]


@pytest.mark.parametrize("name", ["index", "own_views", "checks", "assessment", "changes", "own_view"])
def test_a_long_record_asks_no_more_of_the_database_than_a_short_one(
    those: CaseworkCast, person: Person, name: str
) -> None:
    browser, counts = Browser(those.officer, person), []
    for _ in range(2):
        for month in range(1, 4):
            last = assessments.assessment(
                person,
                those.officer,
                needs=("drugs",),
                follows=person.assessments.first(),
                history="Written.",
            )
            own = assessments.self_assessment(
                person, those.officer, given_on=date(2026, month, 1), scores={"drugs": 9}
            )
            assessments.check(person, those.officer, asked_on=date(2026, month, 1))
            people.change_event(person, "move", by=those.officer, happened_on=date(2026, month + 6, 1))
        place: dict[str, Any] = {
            "assessment": {"assessment_id": last.pk},
            "changes": {"assessment_id": last.pk},
            "own_view": {"self_id": own.pk},
        }
        with CaptureQueriesContext(connection) as asked:
            browser.get(name, **place.get(name, {}))
        assert browser.status == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[1] <= 25
