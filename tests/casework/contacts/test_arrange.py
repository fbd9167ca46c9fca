"""Arranging, repeating, moving and calling off."""

from datetime import date, time, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from caseward.casework.contacts import actions
from caseward.casework.contacts.inputs.series import days_of
from caseward.casework.contacts.models import Contact
from caseward.casework.people.models import ChangeEvent
from caseward.shared.audit.models import Event
from caseward.shared.records.models import Conflict, NotAllowed
from tests.factories import contacts, people, plans, practice

from .conftest import TODAY, Case

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 10, 19)
NOON = contacts.at_noon(TODAY)


def path(name: str, case: Case, **more: Any) -> str:
    return reverse(f"contacts:{name}", kwargs={"person_id": case.person.pk, **more})


def arranged(case: Case, **changes: Any) -> actions.Arranged:
    values: dict[str, Any] = {
        "purpose": "supervision", "how": "office", "held_from": time(10, 30), "minutes": 30, "place": "",
        "officer": case.cast.officer, "sentence": case.sentence, "requirement": None,
        "planned_action": case.action, "is_required": True,
    }  # fmt: skip
    return actions.Arranged(**values | changes)


def arrange(case: Case, *days: date, weeks: int = 0, key: UUID | None = None) -> Contact:
    return actions.arrange(
        person=case.person, arranged=arranged(case), days=list(days), weeks=weeks,
        creation_key=key or uuid4(), by=case.cast.officer, at=NOON,
    )  # fmt: skip


def typed(case: Case, **changes: Any) -> dict[str, Any]:
    return {
        "creation_key": str(uuid4()), "purpose": "supervision", "how": "office", "held_on_day": "19",
        "held_on_month": "10", "held_on_year": "2026", "held_from": "10:30", "minutes": "30",
        "officer": case.cast.officer.pk, "sentence": case.sentence.pk, "planned_action": case.action.pk,
        "is_required": "on", "repeats": "0", **changes,
    }  # fmt: skip


def test_the_next_open_action_of_the_plan_is_offered_first(client: Client, case: Case) -> None:
    plans.action(case.action.goal, by_on=date(2026, 11, 1), what="Nearest of all")
    client.force_login(case.cast.officer)
    shown = client.get(path("arrange", case)).content.decode()
    assert "selected>Nearest of all" in shown.replace("\n", "").replace(" selected", " selected")


def test_an_appointment_is_arranged_with_what_was_planned_for_it(client: Client, case: Case) -> None:
    client.force_login(case.cast.officer)
    assert client.post(path("arrange", case), typed(case, place="Room 4")).status_code == 302
    row = Contact.objects.get()
    page = client.get(path("contact", case, contact_id=row.pk)).content.decode()
    assert "Room 4" in page
    assert "10:30, 30 minutes" in page
    assert "by Own officer" in page
    assert (row.held_on, row.planned_action, row.is_required) == (MONDAY, case.action, True)
    assert row.arranged_by == case.cast.officer


def test_a_form_sent_twice_arranges_once(case: Case) -> None:
    key = uuid4()
    for _ in range(2):
        arrange(case, MONDAY, MONDAY + timedelta(weeks=1), weeks=1, key=key)
    assert Contact.objects.count() == 2


def test_a_series_gives_way_on_bank_holidays() -> None:
    days = days_of(date(2026, 12, 14), weeks=1, until=None, times=4, calendar=practice.calendar())
    assert days == [date(2026, 12, 14), date(2026, 12, 21), date(2026, 12, 29), date(2027, 1, 4)]


def test_a_series_ends_with_its_last_day() -> None:
    days = days_of(
        date(2026, 10, 19), weeks=2, until=date(2026, 11, 16), times=None, calendar=practice.calendar()
    )
    assert days == [date(2026, 10, 19), date(2026, 11, 2), date(2026, 11, 16)]


def test_unpaid_work_at_weekends_stays_at_weekends() -> None:
    days = days_of(date(2026, 10, 17), weeks=1, until=None, times=2, calendar=practice.calendar())
    assert days == [date(2026, 10, 17), date(2026, 10, 24)]


def test_what_repeats_is_one_series(client: Client, case: Case) -> None:
    client.force_login(case.cast.officer)
    client.post(path("arrange", case), typed(case, repeats="2", times="3"))
    rows = Contact.objects.order_by("held_on")
    assert [row.held_on for row in rows] == [MONDAY + timedelta(weeks=weeks) for weeks in (0, 2, 4)]
    assert (
        "3 appointments of the series to come"
        in client.get(path("contact", case, contact_id=rows[0].pk)).content.decode()
    )


def test_what_repeats_must_end(client: Client, case: Case) -> None:
    client.force_login(case.cast.officer)
    shown = client.post(path("arrange", case), typed(case, repeats="1")).content.decode()
    assert "Say until when it repeats" in shown


@pytest.mark.parametrize(("who", "words"), [("person", "The person has"), ("officer", "The officer has")])
def test_whoever_is_booked_at_that_time_is_warned_of(
    client: Client, case: Case, who: str, words: str
) -> None:
    if who == "person":
        contacts.contact(case.person, case.cast.colleague, MONDAY, held_from=time(10, 45))
    else:
        contacts.contact(people.person(case.cast.officer), case.cast.officer, MONDAY, held_from=time(10, 45))
    client.force_login(case.cast.officer)
    shown = client.post(path("arrange", case), typed(case)).content.decode()
    assert words in shown
    assert Contact.objects.count() == 1
    assert client.post(path("arrange", case), typed(case, anyway="yes")).status_code == 302
    assert Contact.objects.count() == 2


def test_one_appointment_after_the_other_is_no_clash(client: Client, case: Case) -> None:
    contacts.contact(case.person, case.cast.officer, MONDAY, held_from=time(11))
    client.force_login(case.cast.officer)
    assert client.post(path("arrange", case), typed(case)).status_code == 302


def test_contact_is_not_arranged_more_seldom_while_a_review_is_open(client: Client, case: Case) -> None:
    """Wayne: after he was hurt his contact was reduced, and nobody had reviewed the case."""
    people.change_event(
        case.person, ChangeEvent.Kind.VICTIM_OF_VIOLENCE, by=case.cast.officer, happened_on=TODAY
    )
    client.force_login(case.cast.officer)
    shown = client.post(path("arrange", case), typed(case, repeats="4", times="3")).content.decode()
    assert "from every 14 days to every 28 while a review is open" in shown
    assert not Contact.objects.exists()


def test_contact_may_be_arranged_more_seldom_when_no_review_is_open(case: Case) -> None:
    arrange(case, MONDAY, MONDAY + timedelta(weeks=4), weeks=4)
    assert Contact.objects.count() == 2


def test_one_appointment_far_away_is_less_contact_too(case: Case) -> None:
    people.change_event(case.person, ChangeEvent.Kind.ARREST, by=case.cast.officer, happened_on=TODAY)
    with pytest.raises(NotAllowed):
        arrange(case, TODAY + timedelta(days=15))
    arrange(case, TODAY + timedelta(days=14))
    arrange(case, TODAY + timedelta(days=28))
    assert Contact.objects.count() == 2


def test_an_appointment_is_not_moved_far_away_while_a_review_is_open(case: Case) -> None:
    row = contacts.contact(case.person, case.cast.officer, MONDAY)
    people.change_event(case.person, ChangeEvent.Kind.ARREST, by=case.cast.officer, happened_on=TODAY)
    with pytest.raises(NotAllowed):
        move(case, row, TODAY + timedelta(days=15))


def move(case: Case, row: Contact, day: date, outcome: str = "moved_by_person", version: int = 0) -> Contact:
    return actions.move(
        contact=row, outcome=outcome, day=actions.Day(day, time(9), "office", ""), version=version,
        creation_key=uuid4(), by=case.cast.officer, at=NOON,
    )  # fmt: skip


def test_what_is_moved_stays_and_names_its_new_day(case: Case) -> None:
    row = contacts.contact(case.person, case.cast.officer, MONDAY, planned_action=case.action)
    instead = move(case, row, MONDAY + timedelta(days=1))
    row.refresh_from_db()
    assert (row.outcome, row.moved_to, row.held_on) == ("moved_by_person", instead, MONDAY)
    assert (instead.planned_action, instead.outcome) == (case.action, "")


def test_two_who_move_at_once_make_one_new_appointment(case: Case) -> None:
    row = contacts.contact(case.person, case.cast.officer, MONDAY)
    stale = Contact.objects.get(pk=row.pk)
    move(case, row, MONDAY + timedelta(days=1))
    with pytest.raises(Conflict):
        move(case, stale, MONDAY + timedelta(days=2))
    assert Contact.objects.count() == 2


def test_moving_needs_a_day_and_cancelling_none(client: Client, case: Case) -> None:
    row = contacts.contact(case.person, case.cast.officer, MONDAY)
    client.force_login(case.cast.officer)
    address = path("move", case, contact_id=row.pk)
    sent = {"version": 0, "creation_key": str(uuid4()), "outcome": "moved_by_us", "how": "office"}
    assert "Enter the new day" in client.post(address, sent).content.decode()
    assert client.post(address, {**sent, "outcome": "cancelled_by_us"}).status_code == 302
    row.refresh_from_db()
    assert (row.outcome, row.moved_to) == ("cancelled_by_us", None)
    assert case.person.contacts.attendance().ours == 1


def test_a_move_sent_twice_moves_once(client: Client, case: Case) -> None:
    row = contacts.contact(case.person, case.cast.officer, MONDAY)
    client.force_login(case.cast.officer)
    sent = {
        "version": 0, "creation_key": str(uuid4()), "outcome": "moved_by_us", "how": "office",
        "held_on_day": "20", "held_on_month": "10", "held_on_year": "2026", "held_from": "9",
    }  # fmt: skip
    answers = [client.post(path("move", case, contact_id=row.pk), sent).status_code for _ in range(2)]
    assert answers == [302, 302]
    assert Contact.objects.count() == 2


def test_what_has_an_outcome_is_not_moved(case: Case) -> None:
    row = contacts.contact(case.person, case.cast.officer, TODAY, "attended")
    with pytest.raises(NotAllowed):
        move(case, row, MONDAY)


def test_a_colleague_without_a_reason_arranges_nothing(client: Client, case: Case) -> None:
    client.force_login(case.cast.colleague)
    assert client.post(path("arrange", case), typed(case)).status_code == 403
    people.involvement(case.person, case.cast.colleague)
    assert client.post(path("arrange", case), typed(case)).status_code == 302


def test_the_log_says_what_was_arranged(case: Case) -> None:
    arrange(case, MONDAY)
    event = Event.objects.get(action="contact arranged")
    assert event.details["person"] == case.person.pk
    assert event.details["days"] == ["2026-10-19"]


def test_a_series_that_begins_far_away_is_less_contact_too(case: Case) -> None:
    people.change_event(case.person, ChangeEvent.Kind.ARREST, by=case.cast.officer, happened_on=TODAY)
    with pytest.raises(NotAllowed, match="while a review is open"):
        arrange(case, TODAY + timedelta(weeks=9), TODAY + timedelta(weeks=10), weeks=1)


@pytest.mark.parametrize("days_to_the_next", [None, 15])
def test_an_appointment_is_not_cancelled_while_a_review_is_open(
    case: Case, days_to_the_next: int | None
) -> None:
    row = contacts.contact(case.person, case.cast.officer, MONDAY)
    if days_to_the_next:
        contacts.contact(case.person, case.cast.officer, TODAY + timedelta(days=days_to_the_next))
    people.change_event(case.person, ChangeEvent.Kind.ARREST, by=case.cast.officer, happened_on=TODAY)
    with pytest.raises(NotAllowed, match="Move it to another day"):
        cancel(case, row)


def test_one_of_two_appointments_may_be_cancelled_where_the_other_comes_soon_enough(case: Case) -> None:
    row = contacts.contact(case.person, case.cast.officer, MONDAY)
    contacts.contact(case.person, case.cast.officer, TODAY + timedelta(days=14))
    people.change_event(case.person, ChangeEvent.Kind.ARREST, by=case.cast.officer, happened_on=TODAY)
    cancel(case, row)
    assert row.outcome == "cancelled_by_us"


def test_what_we_cannot_hold_today_is_cancelled_whatever_is_open(case: Case) -> None:
    row = contacts.contact(case.person, case.cast.officer, TODAY)
    people.change_event(case.person, ChangeEvent.Kind.ARREST, by=case.cast.officer, happened_on=TODAY)
    cancel(case, row)
    assert row.outcome == "cancelled_by_us"


def cancel(case: Case, row: Contact) -> None:
    actions.cancel(contact=row, version=0, by=case.cast.officer, at=NOON)


def test_a_series_that_ends_before_it_begins_is_told_so(client: Client, case: Case) -> None:
    client.force_login(case.cast.officer)
    until = {"until_day": "12", "until_month": "10", "until_year": "2026"}
    shown = client.post(path("arrange", case), typed(case, repeats="1", **until)).content.decode()
    assert "It cannot end before its first day" in shown


def test_a_form_sent_twice_does_not_clash_with_what_it_made(client: Client, case: Case) -> None:
    client.force_login(case.cast.officer)
    sent = typed(case)
    assert [client.post(path("arrange", case), sent).status_code for _ in range(2)] == [302, 302]
    assert Contact.objects.count() == 1


def test_whoever_is_booked_at_the_new_time_is_warned_of(client: Client, case: Case) -> None:
    contacts.contact(people.person(case.cast.officer), case.cast.officer, MONDAY, held_from=time(9, 15))
    row = contacts.contact(case.person, case.cast.officer, MONDAY, held_from=time(9, 30))
    client.force_login(case.cast.officer)
    sent = {
        "version": 0, "creation_key": str(uuid4()), "outcome": "moved_by_us", "how": "office",
        "held_on_day": "19", "held_on_month": "10", "held_on_year": "2026", "held_from": "9",
    }  # fmt: skip
    shown = client.post(path("move", case, contact_id=row.pk), sent).content.decode()
    assert "The officer has an appointment" in shown
    assert "The person has" not in shown
    sent["anyway"] = "yes"
    assert client.post(path("move", case, contact_id=row.pk), sent).status_code == 302


def test_a_colleague_without_a_reason_moves_nothing(client: Client, case: Case) -> None:
    row = contacts.contact(case.person, case.cast.officer, MONDAY)
    client.force_login(case.cast.colleague)
    assert client.post(path("move", case, contact_id=row.pk), {"version": "0"}).status_code == 403
