"""The pages of plans and reviews, as an officer works through them."""

from datetime import date
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caseward.casework.assessments.models import Area
from caseward.casework.people.models import Person
from caseward.casework.plans.models import Action, Plan
from caseward.shared.audit.models import Event
from tests.factories import assessments, people, plans, sentences
from tests.factories.people import CaseworkCast

from .conftest import Browser

MOST_STATEMENTS = 25
CHANGED_BY_ANOTHER = "changed this since you opened it"


def key() -> dict[str, Any]:
    return {"creation_key": uuid4()}


def day(on: date) -> dict[str, int]:
    return {"by_on_day": on.day, "by_on_month": on.month, "by_on_year": on.year}


def an_action(**changes: Any) -> dict[str, Any]:
    typed = {"what": "Six sessions on anger", "owner": "officer", "sessions": 6}
    return typed | day(date(2026, 12, 1)) | changes


def test_an_officer_makes_the_first_plan_step_by_step(
    cast: CaseworkCast, person: Person, browser: Browser
) -> None:
    requirement = sentences.requirement(sentences.sentence(person))
    assessments.assessment(person, cast.officer, needs=(Area.THINKING, Area.DRUGS))
    assert "No plan yet" in browser.get("index")
    page = unescape(browser.post("start", key()))
    assert "Thinking and behaviour: a goal, or why there is none for now." in page
    plan = {"plan_id": Plan.objects.get().pk}
    browser.post("add_goal", key() | {"area": "thinking", "text": "Walk away"}, **plan)
    goal = {"goal_id": Plan.objects.get().goals.get().pk}
    browser.post("add_action", key() | an_action(requirement_id=requirement.pk), **plan, **goal)
    page = browser.post("why_not", key() | {"because": "Treatment begins in May."}, area="drugs", **plan)
    assert "No goal for now: Treatment begins in May." in page
    row = {"trigger": "A new call-out", "action": "See him the same day", "who": "Duty officer"}
    browser.post("add_contingency", key() | row, **plan)
    meet = {"contact_every_days": 14, "contact_how": "face_to_face", "version": 0}
    browser.post("contact_level", meet, **plan)
    said = {"agreement": "agrees", "agreement_words": "I can do this.", "version": 1}
    assert "Nothing is missing." in browser.post("agreement", said, **plan)
    page = browser.post("complete", {"version": 2}, **plan)
    for words in ("Version 1 of the plan holds", "Every 14 days", "I can do this.", "See him the same day"):
        assert words in page
    assert "Rehabilitation activity (days)" in page


def test_completing_too_early_lists_what_is_missing_with_links(
    cast: CaseworkCast, person: Person, browser: Browser
) -> None:
    assessments.assessment(person, cast.officer, needs=(Area.DRUGS,))
    plan = plans.plan(person, cast.officer, completed=False, agreement="")
    page = browser.post("complete", {"version": 0}, plan_id=plan.pk)
    assert not Plan.objects.completed().exists()
    assert f'href="/people/{person.pk}/plan/{plan.pk}/agreement/"' in page
    assert f'href="/people/{person.pk}/plan/{plan.pk}/goals/"' in page


@pytest.mark.parametrize("what", ["goal", "action", "contingency", "contact", "agreement"])
def test_two_editors_see_both_versions_and_keep_what_they_typed(
    cast: CaseworkCast, person: Person, browser: Browser, what: str
) -> None:
    plan = plans.plan(person, cast.officer, completed=False)
    goal = plans.goal(plan)
    action, contingency = plans.action(goal), plans.contingency(plan)
    typed: dict[str, tuple[str, dict[str, Any], dict[str, int], str]] = {
        "goal": ("change_goal", {"area": "drugs", "text": "Mine"}, {"goal_id": goal.pk}, "Mine"),
        "action": ("change_action", an_action(what="Mine"), {"action_id": action.pk}, "Mine"),
        "contingency": (
            "change_contingency",
            {"trigger": "Mine", "action": "Call", "who": "Me"},
            {"contingency_id": contingency.pk},
            "Mine",
        ),
        "contact": (
            "contact_level",
            {"contact_every_days": 9, "contact_how": "face_to_face"},
            {},
            'value="9"',
        ),
        "agreement": ("agreement", {"agreement": "agrees", "agreement_words": "Mine"}, {}, "Mine"),
    }
    name, data, keys, kept = typed[what]
    row = {"goal": goal, "action": action, "contingency": contingency}.get(what, plan)
    type(row)._default_manager.filter(pk=row.pk).update(version=4)
    page = browser.post(name, data | {"version": 0}, plan_id=plan.pk, **keys)
    assert CHANGED_BY_ANOTHER in page
    assert kept in page
    assert CHANGED_BY_ANOTHER not in browser.post(name, data | {"version": 4}, plan_id=plan.pk, **keys)


def test_a_contingency_that_names_nobody_is_refused_at_its_field(
    cast: CaseworkCast, person: Person, browser: Browser
) -> None:
    plan = plans.plan(person, cast.officer, completed=False)
    row = {"trigger": "", "action": "More reporting and recall", "who": ""}
    page = browser.post("add_contingency", key() | row, plan_id=plan.pk)
    assert "Say what would have to happen." in page
    assert "Name who does it" in page
    assert not plan.contingencies.exists()


def test_done_is_marked_where_the_plan_is_read(cast: CaseworkCast, person: Person, browser: Browser) -> None:
    goal = plans.goal(plans.plan(person, cast.officer))
    action = plans.action(goal)
    keys = {"plan_id": goal.plan_id, "action_id": action.pk}
    assert "Done 9 November 2026" in browser.post("action_done", {"version": 0}, **keys)
    assert "Somebody else has just changed this" in browser.post("action_not_done", {"version": 0}, **keys)
    assert "To do" in browser.post("action_not_done", {"version": 1}, **keys)
    reached = {"plan_id": goal.plan_id, "goal_id": goal.pk}
    assert "Reached 9 November 2026" in browser.post("goal_reached", {"version": 0}, **reached)


def test_an_action_past_its_day_is_seen_at_a_glance(
    cast: CaseworkCast, person: Person, browser: Browser
) -> None:
    plans.action(plans.goal(plans.plan(person, cast.officer)), by_on=date(2026, 11, 8))
    assert "Overdue" in browser.get("index")
    Action.objects.update(by_on=date(2026, 11, 9))
    assert "Overdue" not in browser.get("index")


def test_a_review_goes_from_the_call_out_to_a_new_version(
    cast: CaseworkCast, person: Person, browser: Browser
) -> None:
    assessments.assessment(person, cast.officer, needs=(Area.THINKING,))
    plan = plans.plan(person, cast.officer)
    plans.action(plans.goal(plan))
    plans.contingency(plan)
    people.change_event(
        person, "domestic_abuse_call_out", by=cast.officer, happened_on=date(2026, 11, 6), detail="Shouting"
    )
    assert "By 13 November 2026" in browser.get("reviews")
    assert "Shouting" in browser.get("start_review")
    browser.post("start_review", key())
    review = {"review_id": person.reviews.get().pk}
    text = {"considered": "What the neighbours told the police.", "persons_part": "He told us himself."}
    browser.post("review", text | {"version": 0}, **review)
    page = browser.post("conclude", {"outcome": "new_plan", "version": 1}, **review)
    assert "Make a new version from this review first." in page
    begun = key() | {"version": 1}
    for _ in range(2):
        page = browser.post("plan_from_review", begun, **review)
        assert "Version 2 of the plan, being written" in page
    draft = {"plan_id": person.plans.get(completed_at=None).pk}
    browser.post(
        "contact_level", {"contact_every_days": 7, "contact_how": "face_to_face", "version": 0}, **draft
    )
    browser.post("agreement", {"agreement": "agrees", "agreement_words": "Yes.", "version": 1}, **draft)
    assert "The review that led to it has ended." in browser.post("complete", {"version": 2}, **draft)
    assert "By 13 November 2026" not in browser.get("reviews")
    page = browser.get("compare", **draft)
    assert "<del>14</del> <ins>7</ins>" in page


def test_what_is_being_written_is_gone_on_with_and_not_begun_twice(
    cast: CaseworkCast, person: Person, browser: Browser
) -> None:
    begun = key()
    for _ in range(2):
        assert "Version 1 of the plan, being written" in browser.post("start", begun)
    browser.get("start")
    assert browser.status == 302
    assert person.plans.count() == 1
    begun = key()
    for _ in range(2):
        assert "What you make of it" in browser.post("start_review", begun)
    browser.get("start_review")
    assert browser.status == 302
    assert person.reviews.count() == 1


def test_a_review_may_end_without_a_change_because(
    cast: CaseworkCast, person: Person, browser: Browser
) -> None:
    review = plans.review(
        person,
        cast.officer,
        concluded=False,
        considered="All that happened since the spring.",
        persons_part="He was in the room.",
    )
    typed = {"outcome": "not_changed", "because": "The plan already answers all of it.", "version": 0}
    assert "because: The plan already answers all of it." in browser.post(
        "conclude", typed, review_id=review.pk
    )


def test_a_colleague_reads_and_is_told_how_to_work_on_it(cast: CaseworkCast, person: Person) -> None:
    plan = plans.plan(person, cast.officer)
    plans.action(plans.goal(plan))
    colleague = Browser(cast.colleague, person)
    page = colleague.get("index")
    assert "Sessions on anger" in page
    assert "Mark as done" not in page
    assert "not on your caseload" in page
    colleague.get("start")
    assert colleague.status == 403


@pytest.mark.parametrize("who", ["stranger", "administrator", "inspector", "provider_contact"])
def test_for_others_there_is_no_such_plan(cast: CaseworkCast, person: Person, who: str) -> None:
    plan = plans.plan(person, cast.officer)
    other = Browser(getattr(cast, who), person)
    other.get("version", plan_id=plan.pk)
    assert other.status == 404


def test_rows_of_somebody_else_are_not_found_under_this_person(
    cast: CaseworkCast, person: Person, browser: Browser
) -> None:
    theirs = plans.plan(people.person(cast.officer), cast.officer)
    review = plans.review(theirs.person, cast.officer)
    browser.get("version", plan_id=theirs.pk)
    assert browser.status == 404
    browser.get("review", review_id=review.pk)
    assert browser.status == 404


def test_looking_at_a_plan_is_recorded(cast: CaseworkCast, person: Person, browser: Browser) -> None:
    browser.get("index")
    looked = Event.objects.get(action="person looked at")
    assert (looked.subject_id, looked.details["page"]) == (str(person.pk), "plans:index")


@pytest.mark.parametrize(
    "page", ["index", "version", "compare", "draft", "goals", "complete", "reviews", "review"]
)
def test_no_page_asks_more_of_the_database_for_a_larger_plan(
    cast: CaseworkCast, person: Person, page: str
) -> None:
    assessments.assessment(person, cast.officer, needs=(Area.THINKING,))
    last = plans.plan(person, cast.officer)
    draft = plans.plan(person, cast.officer, completed=False, follows=last)
    review = plans.review(person, cast.officer, concluded=False)
    keys = {"version": {"plan_id": last.pk}, "review": {"review_id": review.pk}}
    of_draft = {} if page in {"index", "reviews"} else {"plan_id": draft.pk}

    def statements() -> int:
        colleague = Browser(cast.officer, person)
        with CaptureQueriesContext(connection) as asked:
            colleague.get(page, **keys.get(page, of_draft))
        return len(asked)

    _add(cast, person, [last, draft], 1)
    few = statements()
    _add(cast, person, [last, draft], 12)
    assert few == statements() <= MOST_STATEMENTS


def _add(cast: CaseworkCast, person: Person, both: list[Plan], number: int) -> None:
    """So much more of everything."""
    requirement = sentences.requirement(sentences.sentence(person))
    for _ in range(number):
        for plan in both:
            plans.action(plans.goal(plan), requirement=requirement)
            plans.contingency(plan)
        event = people.change_event(person, "arrest", by=cast.officer, happened_on=date(2026, 11, 2))
        plans.review(person, cast.officer, event)
        people.change_event(person, "move", by=cast.officer, happened_on=date(2026, 11, 2))
        assessments.check(person, cast.officer, asked_on=date(2026, 11, 3))
