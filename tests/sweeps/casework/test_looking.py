"""The law of conservation: every person shown is in the log, and nothing is changed without an event."""

from collections.abc import Iterator
from http import HTTPStatus

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caseward.casework.people.models import Person
from caseward.shared.accounts.models import User
from caseward.shared.audit.models import Event, Sighting
from tests.factories import caseload as caseloads
from tests.factories.caseload import Caseload
from tests.house import source
from tests.sweeps.addresses import Address, Visitors, casework_addresses
from tests.sweeps.casework.oracle import BUTTONS

CHANGES = ("INSERT", "UPDATE", "DELETE")
NO_CHANGE_OF_THE_RECORD = ("audit_", "django_session", "caseward_cache", "accounts_user")
"""Tables of the log and of being signed in."""


@pytest.fixture
def caseload(db: None) -> Caseload:
    """One person on whom everything is recorded, and some others."""
    return caseloads.caseload(3)


def _visits(made: Caseload) -> Iterator[tuple[Address, User]]:
    for address in casework_addresses():
        if address.name not in BUTTONS:
            for user in (made.cast.officer, made.cast.manager, made.readers["inspector let in"]):
                yield address, user


def test_every_person_shown_is_in_the_log_of_that_very_request(caseload: Caseload) -> None:
    visitors, unseen, shown_somewhere = Visitors(), [], 0
    everybody = {str(person.pk): person.crn for person in Person.objects.all()}
    for address, user in _visits(caseload):
        events, sightings = Event.objects.count(), Sighting.objects.count()
        answer = visitors.of(user).get(address.path(caseload))
        content = answer.content.decode() if answer.status_code == HTTPStatus.OK else ""
        shown = {pk for pk, crn in everybody.items() if crn in content}
        new = Event.objects.order_by("pk")[events:]
        logged = {event.subject_id for event in new if event.subject_type == "people.person"}
        logged |= {each.subject_id for each in Sighting.objects.order_by("pk")[sightings:]}
        unseen += [f"{address.name} for {user}: {everybody[pk]}" for pk in sorted(shown - logged)]
        shown_somewhere += bool(shown)
    source.assert_none(unseen)
    assert shown_somewhere > 40


def test_looking_changes_nothing_but_the_log(caseload: Caseload) -> None:
    visitors, changing = Visitors(), []
    for address, user in _visits(caseload):
        with CaptureQueriesContext(connection) as asked:
            visitors.of(user).get(address.path(caseload))
        changing += [
            f"{address.name} for {user}: {query['sql'][:90]}"
            for query in asked.captured_queries
            if query["sql"].startswith(CHANGES)
            and not any(f'"{table}' in query["sql"] for table in NO_CHANGE_OF_THE_RECORD)
        ]
    source.assert_none(changing)


def test_every_button_that_changes_a_row_writes_an_event(caseload: Caseload) -> None:
    """Each is pressed with what its page carries; what is refused for its shape changes nothing."""
    visitors, silent = Visitors(), []
    for address in casework_addresses():
        if address.name not in BUTTONS:
            continue
        events = Event.objects.exclude(action="person looked at").count()
        with CaptureQueriesContext(connection) as asked:
            visitors.of(caseload.cast.manager).post(address.path(caseload), {"version": "0"})
        changed = [
            query["sql"][:90]
            for query in asked.captured_queries
            if query["sql"].startswith(CHANGES)
            and not any(f'"{table}' in query["sql"] for table in NO_CHANGE_OF_THE_RECORD)
        ]
        if changed and Event.objects.exclude(action="person looked at").count() == events:
            silent.append(f"{address.name}: {changed[0]}")
    source.assert_none(silent)
