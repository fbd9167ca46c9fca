"""Who may open the records of a sampled case, what that gives, and when it ends."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caseward.assurance.evidence import actions, policies
from caseward.assurance.evidence.models import Evidence, Opening
from caseward.casework.people import actions as people_actions
from caseward.casework.people.models import AccessList, Involvement, Merge, Person
from caseward.inspection.case_assessments.models import Reading
from caseward.inspection.inspections import actions as inspection_actions
from caseward.inspection.inspections.models import Inspection, InspectionKind, TeamRole
from caseward.inspection.samples import actions as samples
from caseward.inspection.samples.models import SampledCase
from caseward.shared.accounts.models import Role, User
from caseward.shared.audit.models import Event
from caseward.shared.records.models import NotAllowed
from tests.factories import accounts, case_assessments, evidence, inspections, organisations, people
from tests.factories.accounts import Cast
from tests.factories.evidence import Disclosed, opened


def sees(user: User, person: Person) -> bool:
    return Person.objects.visible_to(user).filter(pk=person.pk).exists()


def refused(case: SampledCase, by: User) -> str:
    with pytest.raises(NotAllowed) as why:
        opened(case, by)
    assert not Opening.objects.filter(opened_by=by).exists()
    return " ".join(why.value.reasons)


def test_whoever_reads_the_case_may_read_the_record_of_its_person_and_of_nobody_else(
    disclosed: Disclosed, cast: Cast
) -> None:
    other = evidence.supervised(disclosed.officer)
    assert not sees(cast.inspector, disclosed.person)
    opened(disclosed.case, cast.inspector)
    assert list(Person.objects.visible_to(cast.inspector)) == [disclosed.person]
    assert not sees(cast.inspector, other)


def test_pages_of_the_record_open_with_the_right_and_others_of_the_provider_are_not_found(
    client: Client, disclosed: Disclosed, cast: Cast
) -> None:
    other = evidence.supervised(disclosed.officer)
    client.force_login(cast.inspector, backend="allauth.account.auth_backends.AuthenticationBackend")
    pages = {
        person: [
            reverse(name, kwargs={"person_id": person.pk})
            for name in ("dashboards:case", "people:details", "contacts:index", "plans:index")
        ]
        for person in (disclosed.person, other)
    }
    assert {client.get(page).status_code for page in pages[disclosed.person]} == {404}
    opened(disclosed.case, cast.inspector)
    assert {client.get(page).status_code for page in pages[disclosed.person]} == {200}
    assert {client.get(page).status_code for page in pages[other]} == {404}


def test_the_right_names_the_inspection_and_its_opening_is_in_the_log(
    disclosed: Disclosed, cast: Cast, inspection: Inspection
) -> None:
    opening = opened(disclosed.case, cast.inspector)
    assert opening.right is not None
    assert opening.right.reason == f"The case was drawn for the inspection of {inspection}."
    assert opening.right.person == disclosed.person
    event = Event.objects.get(action="opened_records_of_case")
    assert event.details["person"] == disclosed.person.pk
    assert event.details["questions"] == disclosed.case.evidence.count() > 0
    assert Event.objects.filter(action="right given").count() == 1


@pytest.mark.parametrize(("days_left", "lasts"), [(10, 24), (16, 30), (40, 30), (-14, 0)])
def test_the_right_ends_soon_after_fieldwork_and_never_later_than_in_thirty_days(
    cast: Cast, days_left: int, lasts: int
) -> None:
    disclosed = evidence.disclosed(evidence.inspection(cast, days_left=days_left), to=cast.inspector)
    opening = opened(disclosed.case, cast.inspector)
    assert opening.right is not None
    assert opening.right.ends_on == timezone.localdate() + timedelta(days=lasts)


def test_when_the_time_after_fieldwork_is_over_records_stay_closed(cast: Cast) -> None:
    disclosed = evidence.disclosed(evidence.inspection(cast, days_left=-15), to=cast.inspector)
    assert "could be opened until" in refused(disclosed.case, cast.inspector)


def test_the_right_ends_with_its_day(disclosed: Disclosed, cast: Cast) -> None:
    opening = opened(disclosed.case, cast.inspector)
    assert opening.right is not None
    last = opening.right.ends_on
    with time_machine.travel(timezone.now() + (last - timezone.localdate())):
        assert sees(cast.inspector, disclosed.person)
    with time_machine.travel(timezone.now() + (last - timezone.localdate()) + timedelta(days=1)):
        assert not sees(cast.inspector, disclosed.person)


def test_records_can_be_opened_again_after_the_right_has_ended_and_are_not_gathered_again(
    cast: Cast,
) -> None:
    disclosed = evidence.disclosed(evidence.inspection(cast, days_left=60), to=cast.inspector)
    opened(disclosed.case, cast.inspector)
    first = timezone.localdate()
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert not sees(cast.inspector, disclosed.person)
        opened(disclosed.case, cast.inspector)
        assert sees(cast.inspector, disclosed.person)
    assert set(disclosed.case.evidence.values_list("gathered_on", flat=True)) == {first}
    assert disclosed.case.openings.count() == 2


def test_records_that_are_open_already_are_not_opened_again(disclosed: Disclosed, cast: Cast) -> None:
    opened(disclosed.case, cast.inspector)
    with pytest.raises(NotAllowed, match="are open to you until"):
        opened(disclosed.case, cast.inspector)


def test_the_same_button_pressed_twice_opens_once(disclosed: Disclosed, cast: Cast) -> None:
    key = uuid4()
    for _ in range(2):
        actions.open_records(case=disclosed.case, creation_key=key, by=cast.inspector, at=timezone.now())
    assert Opening.objects.count() == Involvement.objects.count() == 1


@pytest.mark.parametrize(
    "who", ["lead", "analyst", "quality_lead", "panel_member", "publisher", "provider_contact", "outsider"]
)
def test_who_does_not_read_the_case_gets_nothing(disclosed: Disclosed, cast: Cast, who: str) -> None:
    user = getattr(cast, who)
    assert refused(disclosed.case, user)
    assert not sees(user, disclosed.person)
    assert not Evidence.objects.exists()


def test_another_inspector_of_the_team_gets_nothing(disclosed: Disclosed, colleague: User) -> None:
    assert refused(disclosed.case, colleague) == "Only whoever reads this case now can open its records."


def test_a_second_reader_opens_while_reading(disclosed: Disclosed, cast: Cast) -> None:
    case_assessments.reading(disclosed.case, cast.inspector)
    second = case_assessments.reading(
        disclosed.case, cast.quality_lead, kind=Reading.SECOND, finished=False, answers={}
    )
    opened(disclosed.case, cast.quality_lead)
    assert sees(cast.quality_lead, disclosed.person)
    second.finished_at, second.finished_by = timezone.now(), cast.quality_lead
    second.save()
    assert not policies.reads(cast.quality_lead.pk, disclosed.case)


def test_whoever_has_finished_reading_opens_nothing_more(disclosed: Disclosed, cast: Cast) -> None:
    case_assessments.reading(disclosed.case, cast.inspector)
    assert "Only whoever reads this case now" in refused(disclosed.case, cast.inspector)


@pytest.mark.parametrize("stage", ["sampling", "ratings"])
def test_records_are_opened_while_cases_are_assessed(cast: Cast, stage: str) -> None:
    disclosed = evidence.disclosed(evidence.inspection(cast, stage=stage), to=cast.inspector)
    assert "at the stage" in refused(disclosed.case, cast.inspector)


def test_a_case_whose_list_came_from_elsewhere_has_no_records_here(
    inspection: Inspection, cast: Cast
) -> None:
    person = evidence.supervised(accounts.account(Role.OFFICER, organisation=inspection.provider))
    case = case_assessments.sampled_case(inspection, allocated_to=cast.inspector, case_reference=person.crn)
    assert refused(case, cast.inspector) == "The records of this case are not in this installation."


def test_the_same_number_at_another_provider_is_another_person(inspection: Inspection, cast: Cast) -> None:
    elsewhere = people.casework_cast().stranger
    person = evidence.supervised(elsewhere)
    case = case_assessments.sampled_case(inspection, allocated_to=cast.inspector, case_reference=person.crn)
    evidence.disclose(case)
    assert "not in this installation" in refused(case, cast.inspector)


@pytest.mark.parametrize("kind", [AccessList.Kind.RESTRICTION, AccessList.Kind.EXCLUSION])
def test_a_list_that_bars_the_reader_answers_in_its_own_words(
    disclosed: Disclosed, cast: Cast, kind: str
) -> None:
    named = (cast.inspector,) if kind == AccessList.Kind.EXCLUSION else (disclosed.officer,)
    people.access_list(disclosed.person, kind, by=disclosed.officer, naming=named)
    words = refused(disclosed.case, cast.inspector)
    assert words == "Ask the manager about this case. Ask for the case to be replaced."
    assert not Evidence.objects.exists()


def test_a_restriction_that_starts_later_closes_the_record_at_once(disclosed: Disclosed, cast: Cast) -> None:
    opened(disclosed.case, cast.inspector)
    people.access_list(disclosed.person, AccessList.Kind.RESTRICTION, by=disclosed.officer)
    assert not sees(cast.inspector, disclosed.person)


def test_a_record_that_was_joined_with_another_opens_the_one_that_was_kept(
    disclosed: Disclosed, cast: Cast
) -> None:
    kept = evidence.supervised(disclosed.officer)
    disclosed.person.merged_into = kept
    disclosed.person.save()
    opened(disclosed.case, cast.inspector)
    assert list(Person.objects.visible_to(cast.inspector)) == [kept]


def test_joining_records_later_takes_the_right_along(disclosed: Disclosed, cast: Cast) -> None:
    opened(disclosed.case, cast.inspector)
    first, second = (
        accounts.account(Role.MANAGER, name=name, organisation=disclosed.officer.organisation)
        for name in ("First manager", "Second manager")
    )
    kept = people.person(disclosed.officer)
    at = timezone.now()
    merge = people_actions.propose_merge(
        kept=kept,
        other=disclosed.person,
        reason="Both are one person.",
        creation_key=uuid4(),
        by=first,
        at=at,
    )
    people_actions.agree_merge(merge=merge, version=merge.version, by=second, at=at)
    assert Merge.objects.count() == 1
    assert list(Person.objects.visible_to(cast.inspector)) == [kept]


def test_who_lost_the_case_while_the_page_was_open_opens_nothing(
    disclosed: Disclosed, cast: Cast, colleague: User
) -> None:
    page = SampledCase.objects.get(pk=disclosed.case.pk)
    SampledCase.objects.filter(pk=page.pk).update(allocated_to=colleague)
    assert refused(page, cast.inspector) == "Only whoever reads this case now can open its records."


def test_nothing_is_opened_from_a_page_that_was_loaded_before_assessment_ended(
    disclosed: Disclosed, cast: Cast, inspection: Inspection
) -> None:
    Inspection.objects.filter(pk=inspection.pk).update(stage="ratings")
    assert "at the stage" in refused(disclosed.case, cast.inspector)


def test_the_right_ends_when_the_case_is_given_to_somebody_else(
    disclosed: Disclosed, cast: Cast, colleague: User
) -> None:
    opened(disclosed.case, cast.inspector)
    case = SampledCase.objects.get(pk=disclosed.case.pk)
    samples.allocate_case(case=case, to=colleague, version=case.version, by=cast.lead, at=timezone.now())
    assert not sees(cast.inspector, disclosed.person)
    assert Event.objects.filter(action="right ended").count() == 1
    opened(case, colleague)
    assert sees(colleague, disclosed.person)


def test_the_right_ends_when_several_cases_are_given_to_somebody_else(
    disclosed: Disclosed, cast: Cast, colleague: User
) -> None:
    opened(disclosed.case, cast.inspector)
    samples.allocate_cases(
        draw=disclosed.case.draw,
        versions={disclosed.case.pk: disclosed.case.version},
        to=colleague,
        by=cast.lead,
        at=timezone.now(),
    )
    assert not sees(cast.inspector, disclosed.person)


def test_the_right_ends_when_the_case_is_replaced(disclosed: Disclosed, cast: Cast) -> None:
    opened(disclosed.case, cast.inspector)
    reserve = case_assessments.sampled_case(disclosed.case.draw.inspection, allocated_to=None)
    SampledCase.objects.filter(pk=reserve.pk).update(is_reserve=True)
    samples.replace(
        case=disclosed.case,
        reason="file_unavailable",
        note="",
        version=disclosed.case.version,
        by=cast.lead,
        at=timezone.now(),
    )
    assert not sees(cast.inspector, disclosed.person)
    with pytest.raises(NotAllowed):
        opened(SampledCase.objects.get(pk=disclosed.case.pk), cast.inspector)


def test_a_second_readers_right_stays_when_the_first_reading_moves(
    disclosed: Disclosed, cast: Cast, colleague: User
) -> None:
    case_assessments.reading(
        disclosed.case, cast.quality_lead, kind=Reading.SECOND, finished=False, answers={}
    )
    opened(disclosed.case, cast.quality_lead)
    samples.allocate_case(
        case=disclosed.case,
        to=colleague,
        version=disclosed.case.version,
        by=cast.lead,
        at=timezone.now(),
    )
    assert sees(cast.quality_lead, disclosed.person)


def test_the_right_to_another_case_stays(disclosed: Disclosed, cast: Cast, colleague: User) -> None:
    other = evidence.disclosed(disclosed.case.draw.inspection, to=cast.inspector, officer=disclosed.officer)
    opened(disclosed.case, cast.inspector)
    opened(other.case, cast.inspector)
    samples.allocate_case(
        case=disclosed.case,
        to=colleague,
        version=disclosed.case.version,
        by=cast.lead,
        at=timezone.now(),
    )
    assert not sees(cast.inspector, disclosed.person)
    assert sees(cast.inspector, other.person)


def test_who_reads_the_whole_caseload_needs_no_right_and_gathers_evidence_all_the_same(
    disclosed: Disclosed, cast: Cast
) -> None:
    auditor = accounts.account(Role.QUALITY_TEAM, organisation=disclosed.officer.organisation)
    inspection = disclosed.case.draw.inspection
    inspections.member(inspection, auditor, TeamRole.INSPECTOR)
    Inspection.objects.filter(pk=inspection.pk).update(kind=InspectionKind.INTERNAL)
    SampledCase.objects.filter(pk=disclosed.case.pk).update(allocated_to=auditor)
    disclosed.case.draw.case_list.disclosure.delete()
    case = SampledCase.objects.get(pk=disclosed.case.pk)
    opening = opened(case, auditor)
    assert opening.right is None
    assert not Involvement.objects.exists()
    assert case.evidence.exists()
    with pytest.raises(NotAllowed, match="has been gathered"):
        opened(case, auditor)


def test_a_second_reader_who_leaves_the_team_reads_no_record_any_more(
    disclosed: Disclosed, inspection: Inspection, cast: Cast
) -> None:
    case_assessments.reading(disclosed.case, cast.inspector)
    second = case_assessments.reading(
        disclosed.case, cast.quality_lead, kind=Reading.SECOND, finished=False, answers={}
    )
    opened(disclosed.case, cast.quality_lead)
    second.finished_at, second.finished_by = timezone.now(), cast.quality_lead
    second.save()
    member = inspection.team.get(user=cast.quality_lead)
    inspection_actions.remove_from_team(member=member, by=cast.lead, at=timezone.now())
    assert not sees(cast.quality_lead, disclosed.person)


def test_all_rights_end_when_cases_are_not_assessed_any_more(
    disclosed: Disclosed, inspection: Inspection, cast: Cast
) -> None:
    opened(disclosed.case, cast.inspector)
    now = Inspection.objects.get(pk=inspection.pk)
    inspection_actions.move_back(
        inspection=now, version=now.version, reason="Too early.", by=cast.lead, at=timezone.now()
    )
    assert not sees(cast.inspector, disclosed.person)
    assert Event.objects.filter(action="right ended").count() == 1


def test_a_right_does_not_outlast_the_role_it_was_given_to(disclosed: Disclosed, cast: Cast) -> None:
    opened(disclosed.case, cast.inspector)
    cast.inspector.role = Role.PANEL_MEMBER
    cast.inspector.save()
    assert not sees(cast.inspector, disclosed.person)


def test_a_director_who_moves_to_another_provider_reads_nothing_of_the_one_before(
    disclosed: Disclosed,
) -> None:
    director = accounts.account(Role.DIRECTOR, organisation=disclosed.officer.organisation)
    today = timezone.localdate()
    people_actions.let_read(
        person=disclosed.person,
        reader=director,
        reason="To answer a complaint.",
        ends_on=today,
        creation_key=uuid4(),
        by=director,
        on=today,
    )
    assert sees(director, disclosed.person)
    director.organisation = organisations.provider("Southshire Probation")
    director.save()
    assert not sees(director, disclosed.person)
