"""The timeline: every kind of entry, newest first, cut into pages by the database."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from caseward.casework.allocation.models import Allocation
from caseward.casework.contacts.models import Contact
from caseward.casework.dashboards.inputs import entries
from caseward.casework.enforcement.models import EnforcementDecision, Letter
from tests.factories import assessments, contacts, people, plans
from tests.factories.people import CaseworkCast

from .conftest import NOW, TODAY, Case, client_of, day, page_of

MOST = 25


def everything(cast: CaseworkCast, case: Case) -> None:
    """One row at least of every source."""
    person, officer = case.person, cast.officer
    assessments.self_assessment(person, officer, given_on=day(50))
    assessments.check(person, officer, asked_on=day(40), answered_on=day(30), answer="Nothing.")
    plans.review(person, officer)
    decision = EnforcementDecision.objects.create(
        person=person, sentence=case.sentence, contact=case.missed, action="first_warning",
        reason="No reason was given.", decided_on=day(14), decided_at=NOW, decided_by=officer,
    )  # fmt: skip
    Letter.objects.create(
        person=person, decision=decision, template="warning", text="…", sent_on=day(13), sent_at=NOW,
        sent_by=officer,
    )  # fmt: skip
    Allocation.objects.create(
        person=person, officer=officer, team=people.team(), reason="Near", allocated_on=day(160),
        allocated_at=NOW, allocated_by=cast.manager,
    )  # fmt: skip
    person.breaches.update(ended_on=day(1), result="withdrawn")
    case.sentence.ended_on, case.sentence.end = day(1), "completed"
    case.sentence.save()


def test_every_source_is_told_on_the_page(cast: CaseworkCast, busy: list[Case]) -> None:
    everything(cast, busy[0])
    keys = list(entries.timeline(busy[0].person))
    assert {key["entry_source"] for key in keys} == set(entries.BY_CODE)
    first = page_of(cast.officer, f"/people/{busy[0].person.pk}/timeline/")
    assert f"{len(keys)} entries" in first
    assert first.count("moj-timeline__item") == min(len(keys), 25)


def test_every_source_is_told_in_its_words(cast: CaseworkCast, busy: list[Case]) -> None:
    everything(cast, busy[0])
    shown = page_of(cast.officer, f"/people/{busy[0].person.pk}/timeline/")
    for words in (
        "Supervision: attended", "Face to face at an office. Worked on: Sessions on anger.", "by Own officer",
        "Arrest", "Assessment completed: start of the sentence", "In the person’s own hand.",
        "Plan, version 1, completed", "Review: ", "Asked: Police", "Answered: Police", "Nothing.",
        "Absence: acceptable", "Medical.", "Enforcement: first warning", "No reason was given.",
        "Breach referred", "Missed", "Breach ended: withdrawn", "Letter: warning",
        "Oversight: something was overdue", "No sessions.", "Allocated to Own officer", "Near",
        "Sentenced: Community order", "Community order ended: completed",
    ):  # fmt: skip
        assert words in shown, words
    assert f"/contacts/{busy[0].accepted.pk}/" in shown


def test_the_newest_stands_first(cast: CaseworkCast, busy: list[Case]) -> None:
    everything(cast, busy[0])
    days = [key["entry_on"] for key in entries.timeline(busy[0].person)]
    assert days == sorted(days, reverse=True)


def test_every_group_shows_its_own_and_together_they_show_all(cast: CaseworkCast, busy: list[Case]) -> None:
    everything(cast, busy[0])
    of_groups = [len(entries.timeline(busy[0].person, [group])) for group in entries.GROUPS]
    assert all(of_groups)
    assert sum(of_groups) == len(entries.timeline(busy[0].person))


def test_the_filter_keeps_the_groups_that_were_ticked(cast: CaseworkCast, busy: list[Case]) -> None:
    shown = page_of(cast.officer, f"/people/{busy[0].person.pk}/timeline/?show=Events")
    assert "1 entry, newest first." in shown
    assert "Arrest" in shown


def test_drafts_are_no_entries(cast: CaseworkCast, busy: list[Case]) -> None:
    before = len(entries.timeline(busy[0].person))
    assessments.assessment(busy[0].person, cast.officer, completed=False)
    plans.plan(busy[0].person, cast.officer, completed=False)
    plans.review(busy[0].person, cast.officer, concluded=False)
    assert len(entries.timeline(busy[0].person)) == before


def test_a_contact_to_come_is_arranged_and_a_past_one_lacks_its_outcome(
    cast: CaseworkCast, busy: list[Case]
) -> None:
    shown = page_of(cast.officer, f"/people/{busy[0].person.pk}/timeline/")
    assert "Supervision: arranged" in shown
    assert "Supervision: no outcome recorded" in shown


def test_a_withdrawn_event_stays_and_says_why(cast: CaseworkCast, busy: list[Case]) -> None:
    busy[0].event.withdrawn_because = "It was somebody else."
    busy[0].event.save()
    shown = page_of(cast.officer, f"/people/{busy[0].person.pk}/timeline/")
    assert "Arrest, withdrawn" in shown
    assert "It was somebody else." in shown


def test_nothing_of_anybody_else_is_on_it(cast: CaseworkCast, busy: list[Case]) -> None:
    everything(cast, busy[0])
    keys = list(entries.timeline(busy[0].person))
    assert keys
    for key in keys:
        source = entries.BY_CODE[key["entry_source"]]
        row = source.model._default_manager.filter(pk=key["entry_pk"])
        assert row.filter(**{source.person: busy[0].person}).exists(), source.code


def test_the_key_of_another_persons_row_tells_nothing(cast: CaseworkCast, busy: list[Case]) -> None:
    events = entries.BY_CODE["event"]
    assert events.telling(busy[1].person, [busy[1].event.pk])
    assert not events.telling(busy[0].person, [busy[1].event.pk])


def test_twenty_thousand_contacts_are_no_more_statements(cast: CaseworkCast, busy: list[Case]) -> None:
    client, address = client_of(cast.officer), f"/people/{busy[0].person.pk}/timeline/"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(f"{address}?show=Contacts")
    model = contacts.contact(busy[0].person, cast.officer, day(1))
    Contact.objects.bulk_create(
        (
            Contact(
                person=model.person, officer=model.officer, purpose=model.purpose, how=model.how,
                held_on=TODAY - timedelta(days=number % 3000), arranged_at=NOW, arranged_by=cast.officer,
                outcome="attended",
            )
            for number in range(20_000)
        ),
        batch_size=1000,
    )  # fmt: skip
    with CaptureQueriesContext(connection) as many:
        last = client.get(f"{address}?show=Contacts&page=800").content.decode()
    assert len(many) == len(few)
    assert last.count("moj-timeline__item") == 25
    assert "20,006 entries" in last


def test_a_page_of_everything_asks_no_more_than_a_page_of_one_kind(
    cast: CaseworkCast, busy: list[Case]
) -> None:
    everything(cast, busy[0])
    client, address = client_of(cast.officer), f"/people/{busy[0].person.pk}/timeline/"
    client.get(address)
    with CaptureQueriesContext(connection) as one_kind:
        client.get(f"{address}?show=Contacts")
    with CaptureQueriesContext(connection) as everything_there_is:
        client.get(address)
    assert len(everything_there_is) == len(one_kind) <= MOST
