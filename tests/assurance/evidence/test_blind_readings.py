"""What an auditor must answer first is hidden on the record of the same person too."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caseward.assurance.readiness import policies as readiness
from caseward.assurance.readiness.inputs.places import Where
from caseward.assurance.readiness.models import Finding
from caseward.assurance.readiness.presenters.listed import lacking
from caseward.casework.people.models import Person
from caseward.inspection.case_assessments.models import Assessment
from caseward.shared.accounts.models import User
from tests.factories import audits, case_assessments, evidence
from tests.factories.audits import AuditCast

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
CHECK = "plan.contingencies"


@pytest.fixture
def team(db: None) -> AuditCast:
    return audits.cast()


@pytest.fixture
def person(team: AuditCast) -> Person:
    """Whose case the auditing manager reads, not yet to its end."""
    row = evidence.supervised(team.officer)
    case_assessments.sampled_case(audits.audit(team), allocated_to=team.auditor, case_reference=row.crn)
    Finding.objects.create(person=row, check_code=CHECK, is_shown=False)
    return row


def status(client: Client, user: User, person: Person) -> int:
    client.force_login(user, backend=BACKEND)
    return client.get(reverse("readiness:case", kwargs={"person_id": person.pk})).status_code


def listed(user: User) -> list[Person]:
    return list(lacking(user, CHECK, Where()))


def test_who_reads_a_case_blind_does_not_see_what_is_found_in_it(
    client: Client, team: AuditCast, person: Person, settings: Any
) -> None:
    settings.EVIDENCE_HIDDEN_ONE_IN = 1
    assert status(client, team.auditor, person) == 403
    assert listed(team.auditor) == []
    assert (
        "Ready for inspection"
        not in client.get(reverse("dashboards:case", args=[person.pk])).content.decode()
    )


def test_colleagues_who_do_not_read_it_see_it_as_before(
    client: Client, team: AuditCast, person: Person, settings: Any
) -> None:
    settings.EVIDENCE_HIDDEN_ONE_IN = 1
    assert {status(client, user, person) for user in (team.manager, team.quality, team.officer)} == {200}
    assert listed(team.manager) == [person]


def test_where_chance_hides_nothing_the_reader_sees_it_too(
    client: Client, team: AuditCast, person: Person, settings: Any
) -> None:
    settings.EVIDENCE_HIDDEN_ONE_IN = 0
    assert status(client, team.auditor, person) == 200
    assert listed(team.auditor) == [person]


def test_once_the_reading_is_finished_nothing_is_hidden(
    team: AuditCast, person: Person, settings: Any
) -> None:
    settings.EVIDENCE_HIDDEN_ONE_IN = 1
    case = team.auditor.sampled_cases.get()
    reading: Assessment = case_assessments.reading(case, team.auditor, finished=False)
    assert readiness.reasons_not_to_see_findings(team.auditor, person)
    Assessment.objects.filter(pk=reading.pk).update(finished_at=timezone.now(), finished_by=team.auditor)
    assert not readiness.reasons_not_to_see_findings(team.auditor, person)
