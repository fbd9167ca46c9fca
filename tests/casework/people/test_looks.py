"""Who looked at a record, or changed it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from caseward.casework.people import actions
from caseward.casework.people.models import Person
from caseward.casework.people.presenters import looks
from caseward.shared.audit import actions as audit
from caseward.shared.audit.models import Event
from tests.casework.people.browser import Browser
from tests.factories import people
from tests.factories.people import CaseworkCast


def seen(person: Person, **wanted: object) -> list[tuple[str, str]]:
    return [(event.actor_name, event.action) for event in looks.looks_at(person, wanted)]


def test_looks_lists_and_changes_of_rows_are_all_shown(staff: CaseworkCast, person: Person) -> None:
    actions.open_record(person_id=person.pk, by=staff.officer, page="people:details")
    actions.list_people(people=[people.person(), person], by=staff.colleague, page="people:search")
    flag = person.risk_flags.create(kind="gangs", starts_on=timezone.localdate())
    audit.record(action="flag raised", subject=flag, by=staff.manager, person=person.pk)
    assert seen(person) == [
        ("Own manager", "flag raised"),
        ("Colleague officer", "shown in a list"),
        ("Own officer", "person looked at"),
    ]


def test_looks_at_somebody_else_are_not_shown(staff: CaseworkCast, person: Person) -> None:
    other = people.person(staff.officer)
    actions.open_record(person_id=other.pk, by=staff.officer, page="x")
    actions.list_people(people=[other], by=staff.officer, page="x")
    audit.record(action="flag raised", subject=other, by=staff.officer, person=other.pk)
    assert seen(person) == []


def test_looks_can_be_narrowed_to_one_user(staff: CaseworkCast, person: Person) -> None:
    for user in (staff.officer, staff.manager):
        actions.open_record(person_id=person.pk, by=user, page="x")
    assert seen(person, user=str(staff.manager.pk)) == [("Own manager", "person looked at")]
    assert looks.users_of(person) == [
        (str(staff.manager.pk), "Own manager"),
        (str(staff.officer.pk), "Own officer"),
    ]


@pytest.mark.parametrize(("days_ago", "is_shown"), [(0, True), (90, True), (91, False)])
def test_looks_go_back_ninety_days_unless_asked(
    days_ago: int, is_shown: bool, staff: CaseworkCast, person: Person
) -> None:
    at = timezone.now() - timedelta(days=days_ago)
    Event.objects.create(
        at=at, actor_id=str(staff.officer.pk), actor_name="Own officer", action="person looked at",
        subject_type="people.person", subject_id=str(person.pk),
    )  # fmt: skip
    assert bool(seen(person)) is is_shown
    day = timezone.localtime(at).date()
    assert seen(person, since=day, until=day) == [("Own officer", "person looked at")]
    assert seen(person, since=day - timedelta(days=2), until=day - timedelta(days=1)) == []


def test_managers_and_the_own_officer_see_who_looked_and_a_colleague_does_not(
    staff: CaseworkCast, person: Person
) -> None:
    statuses = {}
    for user in (staff.officer, staff.manager, staff.colleague):
        browser = Browser(user)
        browser.get("looks", person_id=person.pk)
        statuses[user.name] = browser.status
    assert statuses == {"Own officer": 200, "Own manager": 200, "Colleague officer": 403}


def test_the_page_shows_twenty_five_at_a_time_and_counts_all(staff: CaseworkCast, person: Person) -> None:
    for _ in range(30):
        actions.open_record(person_id=person.pk, by=staff.colleague, page="people:details")
    page = Browser(staff.manager).get("looks", person_id=person.pk)
    assert "32 looks and changes in the last 90 days" in page
    assert page.count("Colleague officer</td>") == 23


def test_the_filter_of_the_page_narrows_what_is_shown(staff: CaseworkCast, person: Person) -> None:
    actions.open_record(person_id=person.pk, by=staff.colleague, page="people:details")
    page = Browser(staff.manager).get("looks", f"?user={staff.colleague.pk}", person_id=person.pk)
    assert "1 look or change" in page
