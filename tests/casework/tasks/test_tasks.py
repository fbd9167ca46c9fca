"""Tasks for colleagues and duties put off."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caseward.casework.people.models import AccessList, Person
from caseward.casework.tasks import actions
from caseward.casework.tasks.actions import Asked, PutOff
from caseward.casework.tasks.models import Snooze, Task
from caseward.shared.records.models import NotAllowed
from tests.factories import contacts, people
from tests.factories.people import CaseworkCast


@pytest.fixture
def cast(db: None) -> CaseworkCast:
    """Those who work with people on probation."""
    return people.casework_cast()


def _ask(person: Person, cast: CaseworkCast) -> Task:
    asked = Asked("Ring the landlord", "The tenancy ends", date(2026, 12, 1), cast.colleague)
    return actions.ask(person=person, asked=asked, creation_key=uuid4(), by=cast.officer, at=people.AT)


def _put_off(person: Person, cast: CaseworkCast) -> str:
    """The page on which the duty to record yesterday's appointment is put off."""
    row = contacts.contact(person, cast.officer, timezone.localdate() - timedelta(days=1))
    return _address(person, "outcome", row.pk)


def _address(person: Person, duty: str, subject: int) -> str:
    return reverse("tasks:snooze", kwargs={"person_id": person.pk, "duty": duty, "subject_id": subject})


def test_a_task_is_due_until_it_is_done(cast: CaseworkCast) -> None:
    task = _ask(people.person(cast.officer), cast)
    due = Task.objects.open_duties(Person.objects.all(), date(2026, 11, 3))
    assert [(row["duty_subject"], row["duty_due_on"]) for row in due] == [(task.pk, date(2026, 12, 1))]
    actions.complete(task=task, words="Rang him", version=0, by=cast.colleague, at=people.AT)
    assert not Task.objects.open_duties(Person.objects.all(), date(2026, 11, 3)).exists()


def test_a_task_is_done_once(cast: CaseworkCast) -> None:
    task = _ask(people.person(cast.officer), cast)
    actions.complete(task=task, words="Rang him", version=0, by=cast.colleague, at=people.AT)
    with pytest.raises(NotAllowed, match="done already"):
        actions.complete(task=task, words="Again", version=1, by=cast.colleague, at=people.AT)


def test_nobody_is_asked_about_somebody_whom_they_may_not_see(cast: CaseworkCast) -> None:
    person = people.person(cast.officer)
    people.access_list(person, AccessList.Kind.EXCLUSION, by=cast.manager, naming=(cast.colleague,))
    with pytest.raises(NotAllowed, match="cannot see this record"):
        _ask(person, cast)


def test_a_task_about_somebody_newly_barred_leaves_the_list(client: Client, cast: CaseworkCast) -> None:
    person = people.person(cast.officer)
    _ask(person, cast)
    client.force_login(cast.colleague)
    assert person.name in client.get(reverse("tasks:index")).content.decode()
    people.access_list(person, AccessList.Kind.EXCLUSION, by=cast.manager, naming=(cast.colleague,))
    page = client.get(reverse("tasks:index")).content.decode()
    assert person.name not in page
    assert "Ring the landlord" not in page


@pytest.mark.parametrize(("days", "is_allowed"), [(0, False), (1, True), (28, True), (29, False)])
def test_a_duty_is_put_off_for_four_weeks_at_most(cast: CaseworkCast, days: int, *, is_allowed: bool) -> None:
    person, today = people.person(cast.officer), timezone.localdate(people.AT)
    put_off = PutOff("outcome", 5, today + timedelta(days=days), "Waits for the doctor")
    if is_allowed:
        actions.snooze(person=person, put_off=put_off, creation_key=uuid4(), by=cast.officer, at=people.AT)
    else:
        with pytest.raises(NotAllowed, match="next 28 days"):
            actions.snooze(
                person=person, put_off=put_off, creation_key=uuid4(), by=cast.officer, at=people.AT
            )
    assert Snooze.objects.count() == is_allowed


def test_a_duty_is_put_off_with_a_reason_and_by_a_form(client: Client, cast: CaseworkCast) -> None:
    person = people.person(cast.officer)
    client.force_login(cast.officer)
    where = _put_off(person, cast)
    until = timezone.localdate() + timedelta(days=7)
    typed = {f"until_on_{part}": getattr(until, part) for part in ("day", "month", "year")}
    key = {"creation_key": str(uuid4())}
    assert "at least 3 words" in client.post(where, {**typed, **key, "reason": "Later"}).content.decode()
    for _ in range(2):
        client.post(where, {**typed, **key, "reason": "The court has adjourned"})
    assert Snooze.objects.get().until_on == until


@pytest.mark.parametrize("duty", ["no_such_duty", "a" * 60, "absence"])
def test_what_is_not_due_about_the_person_cannot_be_put_off(
    client: Client, cast: CaseworkCast, duty: str
) -> None:
    person = people.person(cast.officer)
    client.force_login(cast.officer)
    row = contacts.contact(person, cast.officer, timezone.localdate() - timedelta(days=1))
    other = contacts.contact(people.person(cast.officer), cast.officer, row.held_on)
    not_there = [_address(person, duty, row.pk), _address(person, "outcome", other.pk)]
    not_there.append(_address(person, "outcome", 10**30))
    assert [client.get(where).status_code for where in not_there] == [404, 404, 404]
    assert [client.post(where).status_code for where in not_there] == [404, 404, 404]
    assert client.get(_address(person, "outcome", row.pk)).status_code == 200


def test_a_colleague_without_a_reason_puts_nothing_off(client: Client, cast: CaseworkCast) -> None:
    person = people.person(cast.officer)
    client.force_login(cast.colleague)
    where = _put_off(person, cast)
    assert client.get(where).status_code == 403


def test_a_task_asked_by_the_form_reaches_the_colleague(client: Client, cast: CaseworkCast) -> None:
    person = people.person(cast.officer)
    client.force_login(cast.officer)
    due = timezone.localdate() + timedelta(days=3)
    typed = {f"due_on_{part}": getattr(due, part) for part in ("day", "month", "year")}
    client.post(
        reverse("tasks:ask", kwargs={"person_id": person.pk}),
        {"asked_of": cast.colleague.pk, "what": "Visit him", "creation_key": str(uuid4()), **typed},
    )
    task = Task.objects.get()
    client.force_login(cast.colleague)
    assert "Own officer asks you" in client.get(reverse("tasks:index")).content.decode()
    client.post(reverse("tasks:done", kwargs={"task_id": task.pk}), {"words": "Visited", "version": "0"})
    task.refresh_from_db()
    assert task.done_by == cast.colleague


def test_a_task_shows_its_reason_and_what_was_done(client: Client, cast: CaseworkCast) -> None:
    task = _ask(people.person(cast.officer), cast)
    client.force_login(cast.officer)
    assert "The tenancy ends" in client.get(reverse("tasks:index")).content.decode()
    actions.complete(task=task, words="Rang him twice", version=0, by=cast.colleague, at=people.AT)
    page = client.get(reverse("tasks:index")).content.decode()
    assert "Rang him twice" in page
    assert "You ask Colleague officer" in page


def test_a_day_too_far_away_is_told_at_its_field_and_the_reason_kept(
    client: Client, cast: CaseworkCast
) -> None:
    person = people.person(cast.officer)
    client.force_login(cast.officer)
    where = _put_off(person, cast)
    until = timezone.localdate() + timedelta(days=29)
    typed = {f"until_on_{part}": getattr(until, part) for part in ("day", "month", "year")}
    answer = client.post(where, {**typed, "creation_key": str(uuid4()), "reason": "The court has adjourned"})
    assert answer.status_code == 200
    assert "The court has adjourned" in answer.content.decode()
    assert not Snooze.objects.exists()


def test_a_colleague_whom_a_list_bars_is_told_at_the_field(client: Client, cast: CaseworkCast) -> None:
    person = people.person(cast.officer)
    people.access_list(person, "exclusion", by=cast.manager, naming=(cast.colleague,))
    client.force_login(cast.officer)
    typed = {"asked_of": cast.colleague.pk, "what": "Visit him", "creation_key": str(uuid4())}
    page = client.post(reverse("tasks:ask", kwargs={"person_id": person.pk}), typed).content.decode()
    assert "cannot see this record" in page
    assert "Visit him" in page
