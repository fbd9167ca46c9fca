"""Where the halves meet, everybody shown is in the log of that request, and looking changes nothing else."""

from collections.abc import Iterator
from http import HTTPStatus

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caseward.casework.people.models import Person
from caseward.inspection.samples.models import SampledCase
from caseward.shared.audit.models import Event, Sighting
from tests.factories import assurance as estates
from tests.factories.assurance import Assurance
from tests.house import source
from tests.sweeps.addresses import Address, Visitors, assurance_addresses
from tests.sweeps.assurance.oracle import PAGES

CHANGES = ("INSERT", "UPDATE", "DELETE")
NO_CHANGE = ("audit_", "django_session", "caseward_cache", "accounts_user")
"""Tables of the log and of being signed in."""
READERS = ("officer", "manager", "quality team", "audit lead", "director", "director let in", "inspector")


@pytest.fixture
def made(db: None) -> Assurance:
    """Both halves at work, small."""
    return estates.assurance(3)


def _visits(made: Assurance) -> Iterator[tuple[Address, str]]:
    for address in assurance_addresses():
        if address.name in PAGES:
            made.at(PAGES[address.name].stage)
            for who in READERS:
                yield address, who


def test_every_person_shown_is_in_the_log_of_that_very_request(made: Assurance) -> None:
    """By name or number; a sampled case, which stands under the number of its person, is logged as a case."""
    visitors, unseen, shown_somewhere = Visitors(), [], 0
    marks = {str(pk): marks for pk, *marks in Person.objects.values_list("pk", "name", "crn")}
    by_number = {crn: pk for pk, (_, crn) in marks.items()}
    listed = SampledCase.objects.values_list("pk", "listed_case__case_reference")
    of_case = {str(pk): by_number[crn] for pk, crn in listed if crn in by_number}
    for address, who in _visits(made):
        events, sightings = Event.objects.count(), Sighting.objects.count()
        answer = visitors.of(made.who[who]).get(address.path(made))
        content = answer.content.decode() if answer.status_code == HTTPStatus.OK else ""
        shown = {pk for pk, both in marks.items() if any(mark in content for mark in both)}
        logged = {each.subject_id for each in Sighting.objects.order_by("pk")[sightings:]}
        for event in Event.objects.order_by("pk")[events:]:
            is_case = event.subject_type == "samples.sampledcase"
            logged.add(of_case.get(event.subject_id, "") if is_case else event.subject_id)
        unseen += [f"{address.name} for {who}: {marks[pk][1]}" for pk in sorted(shown - logged)]
        shown_somewhere += bool(shown)
    source.assert_none(unseen)
    assert shown_somewhere > 15


def test_looking_changes_nothing_but_the_log(made: Assurance) -> None:
    visitors, changing = Visitors(), []
    for address, who in _visits(made):
        with CaptureQueriesContext(connection) as asked:
            visitors.of(made.who[who]).get(address.path(made))
        changing += [
            f"{address.name} for {who}: {query['sql'][:90]}"
            for query in asked.captured_queries
            if query["sql"].startswith(CHANGES)
            and not any(f'"{table}' in query["sql"] for table in NO_CHANGE)
        ]
    source.assert_none(changing)
