"""The list, one contact, what was not arranged, corrections, and what earlier sentences show."""

from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from caseward.casework.contacts import presenters
from caseward.casework.contacts.inputs import counted
from caseward.casework.contacts.models import AgreedTask, Contact, ContactNote, Correction
from caseward.shared.audit.models import Event
from caseward.shared.govuk import slots
from tests.factories import contacts, people, sentences

from .conftest import TODAY, Case

pytestmark = pytest.mark.django_db
MOST_STATEMENTS = 25


def path(name: str, case: Case, **more: Any) -> str:
    return reverse(f"contacts:{name}", kwargs={"person_id": case.person.pk, **more})


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def unplanned(case: Case, **changes: Any) -> dict[str, Any]:
    return {
        "creation_key": str(uuid4()), "purpose": "supervision", "how": "telephone", "held_on_day": "13",
        "held_on_month": "10", "held_on_year": "2026", "held_from": "4pm", "minutes": "10",
        "sentence": case.sentence.pk, "worked_on": "check_in", "rar": "reckoned", **changes,
    }  # fmt: skip


def test_supervision_by_telephone_alone_is_visible(client: Client, case: Case) -> None:
    for weeks in (1, 3):
        day = TODAY - timedelta(weeks=weeks)
        contacts.contact(case.person, case.cast.officer, day, "attended", how="telephone")
    client.force_login(case.cast.officer)
    assert "By telephone alone" in shown(client, path("index", case))
    contacts.contact(case.person, case.cast.officer, TODAY - timedelta(days=5), "attended")
    assert "By telephone alone" not in shown(client, path("index", case))


def test_nobody_seen_at_all_is_not_supervision_by_telephone(case: Case) -> None:
    assert not counted.by_telephone_alone(case.person, TODAY)


def test_contacts_are_filtered_by_what_they_were(client: Client, case: Case) -> None:
    contacts.contact(case.person, case.cast.officer, date(2026, 10, 1), "attended", purpose="rar")
    contacts.contact(case.person, case.cast.officer, date(2026, 10, 8), "did_not_attend")
    contacts.contact(case.person, case.cast.officer, date(2026, 10, 9), how="home_visit")
    client.force_login(case.cast.officer)
    for query, day in (
        ("purpose=rar", "1 October"), ("outcome=did_not_attend", "8 October"),
        ("how=home_visit", "9 October"), ("outcome=waiting", "9 October"),
    ):  # fmt: skip
        listed = shown(client, f"{path('index', case)}?{query}")
        assert 'aria-label="Past: 1"' in listed, query
        assert day in listed.rpartition("Past: 1")[2]


def test_a_filter_that_does_not_exist_is_left_out(client: Client, case: Case) -> None:
    contacts.contact(case.person, case.cast.officer, date(2026, 10, 1), "attended")
    client.force_login(case.cast.officer)
    assert "Past: 1" in shown(client, path("index", case) + "?outcome=%27;drop&how=none")


def test_long_lists_are_paged(client: Client, case: Case) -> None:
    for number in range(30):
        contacts.contact(case.person, case.cast.officer, TODAY - timedelta(days=number + 1), "attended")
        contacts.contact(case.person, case.cast.officer, TODAY + timedelta(days=number + 1))
    client.force_login(case.cast.officer)
    first = shown(client, path("index", case))
    assert first.count('<th scope="row"') == 50
    assert "Past: 30" in first
    assert shown(client, path("index", case) + "?page=2&coming=2").count('<th scope="row"') == 10


def test_pages_ask_as_often_for_many_contacts_as_for_few(client: Client, case: Case) -> None:
    row = contacts.contact(case.person, case.cast.officer, TODAY, planned_action=case.action)
    old = contacts.contact(case.person, case.cast.officer, date(2026, 10, 1), "attended")
    client.force_login(case.cast.officer)
    addresses = [
        path("index", case), path("arrange", case), path("unplanned", case),
        *(path(name, case, contact_id=row.pk) for name in ("contact", "record", "move")),
        path("correct", case, contact_id=old.pk),
    ]  # fmt: skip
    few = [statements(client, address) for address in addresses]
    for number in range(30):
        day = TODAY - timedelta(days=number)
        more = contacts.contact(
            case.person, case.cast.colleague, day, "attended", worked_on=case.action,
            planned_action=case.action,
        )  # fmt: skip
        AgreedTask.objects.create(contact=more, owner="person", what="Something")
    many = [statements(client, address) for address in addresses]
    assert few == many
    assert max(many) <= MOST_STATEMENTS


def statements(client: Client, address: str) -> int:
    shown(client, address)
    with CaptureQueriesContext(connection) as asked:
        shown(client, address)
    return len(asked)


def test_a_call_that_nobody_arranged_is_recorded(client: Client, case: Case) -> None:
    client.force_login(case.cast.officer)
    assert client.post(path("unplanned", case), unplanned(case)).status_code == 302
    row = Contact.objects.get()
    assert (row.how, row.outcome, row.held_from) == ("telephone", "attended", time(16))
    assert (row.is_required, row.nothing_worked_on, row.was_arranged) == (False, "check_in", False)


def test_an_unplanned_contact_sent_twice_is_one(client: Client, case: Case) -> None:
    client.force_login(case.cast.officer)
    typed = unplanned(case)
    for _ in range(2):
        client.post(path("unplanned", case), typed)
    assert Contact.objects.count() == 1


def test_what_is_to_come_is_arranged_and_not_recorded(client: Client, case: Case) -> None:
    client.force_login(case.cast.officer)
    assert client.post(path("unplanned", case), unplanned(case, held_on_day="15")).status_code == 200
    assert not Contact.objects.exists()


def test_a_sentence_without_such_days_has_none_to_count(client: Client, case: Case) -> None:
    without = sentences.sentence(case.person)
    client.force_login(case.cast.officer)
    typed = unplanned(case, sentence=without.pk, rar="yes", rar_because="Half a day")
    page = client.post(path("unplanned", case), typed).content.decode()
    assert "The sentence has no RAR days" in page
    assert not Contact.objects.exists()


def test_talking_to_somebody_else_is_no_contact_with_the_person(client: Client, case: Case) -> None:
    client.force_login(case.cast.officer)
    typed = unplanned(case, purpose="third_party", worked_on="")
    assert "Say who was spoken to" in client.post(path("unplanned", case), typed).content.decode()
    assert client.post(path("unplanned", case), {**typed, "spoken_to": "Her sister"}).status_code == 302
    assert not case.person.contacts.attended().exists()
    assert case.person.contacts.attendance().expected == 0


def test_an_outcome_that_was_wrong_is_corrected_openly(client: Client, case: Case) -> None:
    row = contacts.contact(
        case.person, case.cast.officer, TODAY, "attended", worked_on=case.action, counts_as_rar_day=True
    )
    client.force_login(case.cast.manager)
    typed = {
        "version": 0, "creation_key": str(uuid4()), "outcome": "did_not_attend",
        "reason": "Another man of that name", "rar": "reckoned",
    }  # fmt: skip
    for _ in range(2):
        assert client.post(path("correct", case, contact_id=row.pk), typed).status_code == 302
    row.refresh_from_db()
    assert (row.outcome, row.worked_on, row.counts_as_rar_day) == ("did_not_attend", None, None)
    assert row.recorded_by == case.cast.officer
    made = Correction.objects.get()
    assert (made.before, made.after, made.corrected_by) == ("attended", "did_not_attend", case.cast.manager)
    event = Event.objects.get(action="contact corrected")
    assert event.details["changes"]["outcome"] == ["attended", "did_not_attend"]
    assert "Another man" not in str(event.details)
    assert "Another man of that name" in shown(client, path("contact", case, contact_id=row.pk))


def test_a_correction_says_why(client: Client, case: Case) -> None:
    row = contacts.contact(case.person, case.cast.officer, TODAY, "attended")
    client.force_login(case.cast.officer)
    typed = {"version": 0, "creation_key": str(uuid4()), "outcome": "did_not_attend"}
    assert client.post(path("correct", case, contact_id=row.pk), typed).status_code == 200
    assert not Correction.objects.exists()


def test_what_has_no_outcome_cannot_be_corrected(client: Client, case: Case) -> None:
    row = contacts.contact(case.person, case.cast.officer, TODAY)
    client.force_login(case.cast.officer)
    assert client.get(path("correct", case, contact_id=row.pk)).status_code == 403


def test_attendance_counts_only_what_had_to_be_attended_and_ours_apart(case: Case) -> None:
    for number, outcome in enumerate(
        ["attended", "failed_to_comply", "did_not_attend", "cancelled_by_us", "moved_by_person"], 1
    ):
        contacts.contact(case.person, case.cast.officer, date(2026, 10, number), outcome)
    contacts.contact(case.person, case.cast.officer, date(2026, 10, 9), "did_not_attend", is_required=False)
    found = case.person.contacts.attendance()
    assert (found.attended, found.missed, found.ours, found.per_cent) == (2, 1, 1, 66)


def test_the_last_and_the_next_are_found(case: Case) -> None:
    made = [
        contacts.contact(case.person, case.cast.officer, date(2026, 10, day), outcome)
        for day, outcome in ((1, "did_not_attend"), (2, "attended"), (5, "attended"), (20, ""), (16, ""))
    ]
    mine = case.person.contacts
    assert mine.last_attended() == made[2]
    assert mine.next_to_come(TODAY) == made[4]


def test_earlier_sentences_show_how_they_went(case: Case) -> None:
    """Shaun: he was assessed as if nothing had gone before."""
    before = sentences.sentence(
        case.person, offence="Theft", starts_on=date(2024, 1, 8), ended_on=date(2024, 9, 2), end="revoked"
    )
    for number, outcome in enumerate(["attended", "did_not_attend", "did_not_attend", "moved_by_us"], 1):
        day = date(2024, 2, number)
        contacts.contact(case.person, case.cast.officer, day, outcome, sentence=before)
    markup = str(presenters.earlier_sentences_slot(person=case.person))
    assert "Theft" in markup
    assert "Revoked after a breach" in markup
    assert "1 of 3" in markup


def test_a_sentence_that_runs_is_no_earlier_one(case: Case) -> None:
    assert presenters.earlier_sentences_slot(person=case.person) == ""


def test_a_contact_of_another_person_is_not_found_under_this_one(client: Client, case: Case) -> None:
    other = contacts.contact(people.person(case.cast.officer), case.cast.officer, TODAY)
    client.force_login(case.cast.officer)
    for name in ("contact", "record", "move", "correct"):
        assert client.get(path(name, case, contact_id=other.pk)).status_code == 404


def test_strangers_find_nothing(client: Client, case: Case) -> None:
    row = contacts.contact(case.person, case.cast.officer, TODAY)
    for user in (case.cast.stranger, case.cast.inspector, case.cast.administrator):
        client.force_login(user)
        assert client.get(path("index", case)).status_code == 404
        assert client.post(path("record", case, contact_id=row.pk), {}).status_code == 404


def test_whoever_an_exclusion_names_reads_its_words(client: Client, case: Case) -> None:
    people.access_list(case.person, "exclusion", by=case.cast.manager, naming=(case.cast.officer,))
    client.force_login(case.cast.officer)
    answer = client.get(path("index", case))
    assert answer.status_code == 403
    assert "Ask the manager about this case." in answer.content.decode()


def test_looking_is_written_down(client: Client, case: Case) -> None:
    client.force_login(case.cast.colleague)
    shown(client, path("index", case))
    event = Event.objects.get(action="person looked at")
    assert event.details == {"page": "contacts:index"}


def test_a_colleague_reads_and_is_told_how_to_take_part(client: Client, case: Case) -> None:
    client.force_login(case.cast.colleague)
    assert "Give your reason for working on this case" in shown(client, path("index", case))


def test_days_of_rehabilitation_activity_stand_above_the_list(client: Client, case: Case) -> None:
    for hour in (9, 14):
        contacts.contact(
            case.person, case.cast.officer, date(2026, 10, 1), "attended", counts_as_rar_day=True,
            held_from=time(hour),
        )  # fmt: skip
    client.force_login(case.cast.officer)
    listed = shown(client, path("index", case))
    assert "1 of 20" in listed
    assert "count once" in listed


def test_what_is_agreed_and_written_is_read_again(client: Client, case: Case) -> None:
    row = contacts.contact(case.person, case.cast.officer, TODAY, "attended", minutes_credited=90)
    ContactNote.objects.create(contact=row, summary="Calm and open.")
    AgreedTask.objects.create(contact=row, owner="officer", what="Ring the landlord")
    client.force_login(case.cast.officer)
    read = shown(client, path("contact", case, contact_id=row.pk))
    for words in ("Calm and open.", "The officer: Ring the landlord", "90 minutes"):
        assert words in read


def test_what_others_know_of_a_contact_stands_under_it(
    client: Client, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slots, "_fillers", {"contact_follow_up": [lambda contact: f"About {contact.pk}"]})
    row = contacts.contact(case.person, case.cast.officer, TODAY, "did_not_attend")
    client.force_login(case.cast.officer)
    assert f"About {row.pk}" in shown(client, path("contact", case, contact_id=row.pk))
