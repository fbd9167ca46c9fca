"""Sending a list: the same check as any upload, once, with everybody on it recorded."""

import hashlib
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from caseward.assurance.case_lists import actions, jobs
from caseward.assurance.case_lists.models import Disclosure
from caseward.casework.people.models import Person
from caseward.inspection.inspections.models import Inspection, InspectionKind, TeamRole
from caseward.inspection.samples import jobs as samples_jobs
from caseward.inspection.samples.models import CaseList
from caseward.shared.accounts.models import Role, User
from caseward.shared.audit.models import Event, Sighting
from caseward.shared.records.models import NotAllowed
from tests.factories import accounts, case_lists, inspections, organisations, people, samples
from tests.factories.accounts import Cast
from tests.factories.case_lists import AT, FIELDWORK, Provider

pytestmark = pytest.mark.django_db

SAMPLES = ("case-supervision", "unpaid-work", "through-the-gate")


@pytest.fixture
def ours(cast: Cast) -> Provider:
    return case_lists.provider(cast)


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    return case_lists.collecting(cast)


def send(
    inspection: Inspection, by: User, *, sample: str = samples.SUPERVISION, key: UUID | None = None
) -> Disclosure:
    return jobs.send(
        inspection=inspection,
        sample_code=sample,
        on=FIELDWORK,
        creation_key=key or uuid4(),
        by=by,
        at=AT,
    )


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_loop_closes_for_every_sample(
    ours: Provider, inspection: Inspection, cast: Cast, sample: str
) -> None:
    case_lists.mixed(ours.officer, 120, seed=5)
    disclosure = send(inspection, ours.contact, sample=sample)
    sent = CaseList.objects.get(pk=disclosure.case_list_id)
    assert (sent.state, sent.faults_found, sent.rows) == (CaseList.State.CLEAN, 0, disclosure.cases)
    samples_jobs.accept(case_list=sent, set_aside_reason="", by=cast.analyst, at=AT)
    sent.refresh_from_db()
    assert sent.state == CaseList.State.ACCEPTED
    assert sent.cases.filter(ineligible_because="").count() == disclosure.cases > 0


def test_a_sample_can_be_drawn_from_what_was_sent(ours: Provider, inspection: Inspection, cast: Cast) -> None:
    case_lists.mixed(ours.officer, 120, seed=5)
    sent = send(inspection, ours.contact).case_list
    sent.refresh_from_db()
    samples_jobs.accept(case_list=sent, set_aside_reason="", by=cast.analyst, at=AT)
    assert samples.draw(inspection, cast.analyst).population == sent.rows


def test_the_same_form_sent_twice_sends_one_list(ours: Provider, inspection: Inspection) -> None:
    case_lists.case(ours.officer)
    key = uuid4()
    assert send(inspection, ours.contact, key=key) == send(inspection, ours.contact, key=key)
    assert CaseList.objects.count() == Disclosure.objects.count() == 1
    assert Event.objects.filter(action="case list disclosed").count() == 1


def test_everybody_on_the_list_is_recorded_with_the_fingerprint_of_the_file(
    ours: Provider, inspection: Inspection
) -> None:
    listed = [case_lists.case(ours.officer), case_lists.case(ours.officer)]
    case_lists.case(ours.officer, days=900)
    people.access_list(listed[0], "restriction", by=ours.manager, naming=(ours.officer,))
    disclosure = send(inspection, ours.contact)
    event = Event.objects.get(action="case list disclosed")
    seen = Sighting.objects.filter(event_id=event.pk, subject_type=Person._meta.label_lower)
    assert {row.subject_id for row in seen} == {str(person.pk) for person in listed}
    assert (event.actor_id, event.subject_id) == (str(ours.contact.pk), str(disclosure.pk))
    assert event.details["rows"] == disclosure.cases == 2
    assert event.details["limited"] == event.details["barred"] == 1
    assert event.details["sha256"] == disclosure.case_list.sha256


def test_a_person_whom_lists_protect_is_sent_like_any_other(ours: Provider, inspection: Inspection) -> None:
    person = case_lists.case(ours.officer)
    people.access_list(person, "exclusion", by=ours.officer, naming=(ours.manager,))
    assert send(inspection, ours.contact).cases == 1


@pytest.mark.parametrize("who", ["officer", "manager", "quality", "director"])
def test_who_may_not_upload_to_the_inspection_may_not_send(
    ours: Provider, inspection: Inspection, who: str
) -> None:
    case_lists.case(ours.officer)
    with pytest.raises(NotAllowed):
        send(inspection, getattr(ours, who))
    assert not CaseList.objects.exists()


def test_the_inspectorates_analyst_cannot_take_a_list_from_the_caseload(
    ours: Provider, inspection: Inspection, cast: Cast
) -> None:
    case_lists.case(ours.officer)
    with pytest.raises(NotAllowed):
        send(inspection, cast.analyst)


def test_the_contact_of_another_provider_cannot_send(
    ours: Provider, inspection: Inspection, cast: Cast
) -> None:
    case_lists.case(ours.officer)
    with pytest.raises(NotAllowed):
        send(inspection, cast.other_contact)


def test_the_quality_team_sends_to_its_own_internal_audit(ours: Provider, inspection: Inspection) -> None:
    case_lists.case(ours.officer)
    Inspection.objects.update(kind=InspectionKind.INTERNAL)
    inspections.member(inspection, ours.quality, TeamRole.ANALYST)
    inspection.refresh_from_db()
    assert send(inspection, ours.quality).cases == 1


def test_a_quality_team_member_of_another_provider_cannot_send_even_from_the_team(
    ours: Provider, inspection: Inspection
) -> None:
    case_lists.case(ours.officer)
    stranger = accounts.account(
        Role.QUALITY_TEAM, name="Strange", organisation=organisations.provider("Southshire Probation")
    )
    inspections.member(inspection, stranger, TeamRole.ANALYST)
    with pytest.raises(NotAllowed, match="another provider"):
        send(inspection, stranger)


def test_a_list_for_another_day_than_the_inspections_is_refused(
    ours: Provider, inspection: Inspection
) -> None:
    case_lists.case(ours.officer)
    Inspection.objects.update(fieldwork_starts_on=FIELDWORK + timedelta(days=1))
    inspection.refresh_from_db()
    with pytest.raises(NotAllowed, match="24 November 2026"):
        send(inspection, ours.contact)


def test_a_sample_that_the_inspection_does_not_ask_for_is_refused(
    ours: Provider, inspection: Inspection
) -> None:
    case_lists.case(ours.officer)
    inspection.requested_samples.all().delete()
    with pytest.raises(NotAllowed, match="does not ask"):
        send(inspection, ours.contact)


def test_an_inspection_that_collects_no_lists_takes_none(ours: Provider, inspection: Inspection) -> None:
    case_lists.case(ours.officer)
    Inspection.objects.update(stage="assessment")
    inspection.refresh_from_db()
    with pytest.raises(NotAllowed):
        send(inspection, ours.contact)


def test_an_empty_list_is_not_sent(ours: Provider, inspection: Inspection) -> None:
    case_lists.case(ours.officer, days=900)
    with pytest.raises(NotAllowed, match="nothing to send"):
        send(inspection, ours.contact)
    assert not Event.objects.filter(action="case list disclosed").exists()


def test_a_director_gets_no_file(ours: Provider) -> None:
    with pytest.raises(NotAllowed):
        actions.download(listing=case_lists.listing(ours), by=ours.director)


def test_a_download_is_recorded_for_everybody_on_it(ours: Provider) -> None:
    person = case_lists.case(ours.officer)
    content = actions.download(listing=case_lists.listing(ours), by=ours.manager)
    event = Event.objects.get(action="case list downloaded")
    assert event.details["sha256"] == hashlib.sha256(content).hexdigest()
    assert Sighting.objects.get(event_id=event.pk).subject_id == str(person.pk)
