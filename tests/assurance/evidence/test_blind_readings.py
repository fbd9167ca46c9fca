"""What an auditor must answer first is hidden on the record of the same person too."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caseward.assurance.evidence import policies
from caseward.assurance.readiness import policies as readiness
from caseward.assurance.readiness.inputs.places import Where
from caseward.assurance.readiness.models import Finding
from caseward.assurance.readiness.presenters.listed import lacking, lacking_in_all
from caseward.casework.people.models import AccessList, Person
from caseward.inspection.case_assessments.models import Assessment
from caseward.inspection.inspections.models import Inspection
from caseward.shared.accounts.models import User
from tests.factories import audits, case_assessments, evidence, people
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


def joined_twice(person: Person, officer: User) -> Person:
    """The record that was kept when the person's record was joined with one that was itself joined later."""
    between, kept = evidence.supervised(officer), evidence.supervised(officer)
    Person.objects.filter(pk=person.pk).update(merged_into=between)
    Person.objects.filter(pk=between.pk).update(merged_into=kept)
    return kept


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


def test_a_case_is_read_blind_from_the_day_on_which_it_is_given_to_its_reader(
    client: Client, team: AuditCast, person: Person, settings: Any
) -> None:
    settings.EVIDENCE_HIDDEN_ONE_IN = 1
    Inspection.objects.update(stage="sampling")
    assert status(client, team.auditor, person) == 403
    assert listed(team.auditor) == []


def test_a_record_that_was_joined_twice_since_is_hidden_too(
    client: Client, team: AuditCast, person: Person, settings: Any
) -> None:
    settings.EVIDENCE_HIDDEN_ONE_IN = 1
    kept = joined_twice(person, team.officer)
    Finding.objects.create(person=kept, check_code=CHECK, is_shown=False)
    assert status(client, team.auditor, kept) == 403
    assert listed(team.auditor) == []
    assert listed(team.manager) == [kept]


def test_how_many_cases_are_kept_from_a_reader_does_not_tell_what_a_blind_one_lacks(
    team: AuditCast, person: Person, settings: Any
) -> None:
    settings.EVIDENCE_HIDDEN_ONE_IN = 1
    assert lacking_in_all(team.auditor, CHECK, Where()) == 0
    assert lacking_in_all(team.manager, CHECK, Where()) == 1


def test_a_list_on_the_record_that_was_kept_keeps_its_evidence_from_whom_it_bars(
    team: AuditCast, person: Person
) -> None:
    kept = joined_twice(person, team.officer)
    case = team.auditor.sampled_cases.get()
    assert not policies.is_barred_from_records(team.auditor, case)
    people.access_list(kept, AccessList.Kind.EXCLUSION, by=team.manager, naming=(team.auditor,))
    assert policies.is_barred_from_records(team.auditor, case)
