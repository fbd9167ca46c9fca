import uuid
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from caseward.shared.audit import actions
from caseward.shared.organisations.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation() -> Organisation:
    return Organisation.objects.create(name="Northshire", short_name="northshire", kind="provider")


def test_an_event_names_its_subject_by_kind_and_number(organisation: Organisation) -> None:
    event = actions.record(action="organisation added", subject=organisation, by=None)
    assert (event.subject_type, event.subject_id) == ("organisations.organisation", str(organisation.pk))


def test_an_event_without_a_person_says_who_it_was(organisation: Organisation) -> None:
    assert actions.record(action="x", subject=organisation, by=None).actor_name == "system"
    assert (
        actions.record(action="x", subject=organisation, by=AnonymousUser()).actor_name == "nobody signed in"
    )


def test_an_event_outlives_its_subject(organisation: Organisation) -> None:
    event = actions.record(action="x", subject=organisation, by=None)
    organisation.delete()
    event.refresh_from_db()
    assert event.subject_type == "organisations.organisation"


def test_only_what_changed_is_noted_and_in_plain_values() -> None:
    key = uuid.uuid4()
    before = {"on": date(2019, 8, 5), "name": "same", "key": key}
    after = {"on": date(2019, 8, 6), "name": "same", "key": None}
    assert actions.changes(before, after) == {"on": ["2019-08-05", "2019-08-06"], "key": [str(key), None]}
