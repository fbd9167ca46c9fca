"""Who may open the records of a sampled case, and send its evidence in a file. Empty lists mean allowed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Exists, Max, OuterRef, Q

from caseward.casework.people.models import AccessList, Person
from caseward.casework.people.policies import LONGEST_INVOLVEMENT
from caseward.inspection.case_assessments.models import ASSESSMENT_STAGE, Assessment, Reading
from caseward.inspection.case_assessments.policies import READERS, is_in_use
from caseward.inspection.inspections.models import Inspection, InspectionKind
from caseward.inspection.inspections.policies import reasons_not_to_act
from caseward.inspection.samples.models import CASE_READERS, SampledCase
from caseward.inspection.samples.policies import SAMPLERS, STAGE, is_contact_of
from caseward.rules.blinding import is_hidden
from caseward.shared.govuk.filters import written_date

from .models import Opening

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from caseward.shared.accounts.models import User
    from caseward.shared.records.models import Viewer

STAGES_WITH_CASES = (STAGE, ASSESSMENT_STAGE)
"""While cases are drawn and given to their readers, and while they are read."""


def reads(user_id: int | None, case: SampledCase) -> bool:
    """Whether somebody reads the case now: a first reading that is theirs to make, or a second one."""
    if user_id is None or not is_in_use(case):
        return False
    readings = Assessment.objects.filter(case=case)
    if case.allocated_to_id == user_id and not readings.finished().filter(reading=Reading.FIRST).exists():
        return True
    return readings.unfinished().filter(reading=Reading.SECOND, assessor=user_id).exists()


def needs_no_right(user: Viewer, inspection: Inspection) -> bool:
    """Whether somebody reads every case of the inspected provider anyway, as its own auditors do."""
    return (
        user.is_authenticated and user.reads_the_caseload and user.organisation_id == inspection.provider_id
    )


def last_day(inspection: Inspection, on: date) -> date:
    """The day on which a right given on that day ends: soon after fieldwork, and never far away."""
    after_fieldwork = timedelta(days=settings.RECORDS_DAYS_AFTER_FIELDWORK)
    return min(inspection.fieldwork_ends_on + after_fieldwork, on + LONGEST_INVOLVEMENT)


def open_until(user: Viewer, case: SampledCase, on: date) -> date | None:
    """The last day of the right to this case that the user has now; None where there is none."""
    running = Opening.objects.running(on).filter(case=case, opened_by=user.pk)
    ends_on: date | None = running.aggregate(last=Max("right__ends_on"))["last"]
    return ends_on


def reasons_not_to_open(user: Viewer, case: SampledCase, person: Person | None, on: date) -> list[str]:
    """Whoever reads the case now opens the records of its person, until soon after fieldwork.

    `person` is whom the case is about, None where the records are not in this installation.
    """
    inspection = case.draw.inspection
    reasons = reasons_not_to_act(user, inspection, *READERS, during=ASSESSMENT_STAGE)
    if not reads(user.pk, case):
        reasons.append("Only whoever reads this case now can open its records.")
    if reasons:
        return reasons
    if person is None:
        return ["The records of this case are not in this installation."]
    if barred := _words_of_lists(user, person):
        return [*barred, "Ask for the case to be replaced."]
    return _reasons_of_time(user, case, on)


def _words_of_lists(user: Viewer, person: Person) -> list[str]:
    """What the lists that keep somebody out say."""
    if not _is_barred(user, person):
        return []
    return [each.message for each in AccessList.objects.filter(person=person, ended_at=None)]


def _is_barred(user: Viewer, person: Person) -> bool:
    return not Person.objects.filter(pk=person.pk).exclude_barred(user).exists()


def _reasons_of_time(user: Viewer, case: SampledCase, on: date) -> list[str]:
    inspection = case.draw.inspection
    if needs_no_right(user, inspection):
        gathered = case.evidence.exists()
        return ["You can read this record, and its evidence has been gathered."] if gathered else []
    if until := open_until(user, case, on):
        return [f"These records are open to you until {written_date(until)}."]
    ends_on = last_day(inspection, on)
    if ends_on < on:
        return [f"Records of this inspection could be opened until {written_date(ends_on)}."]
    return []


def reasons_not_to_show(user: Viewer, assessment: Assessment) -> list[str]:
    """What is kept of showing is when the person who answers was shown something."""
    return [] if assessment.assessor_id == user.pk else ["Only the person who made this reading answers it."]


def is_read_blind(case: SampledCase) -> bool:
    """Whether chance has it that the evidence of the case stays hidden until each answer is saved."""
    return is_hidden(case.draw.seed, case.listed_case.case_reference, settings.EVIDENCE_HIDDEN_ONE_IN)


def people_read_blind(user: User) -> QuerySet[Person]:
    """Whose case the user reads blind for an audit of their own provider: hidden on the record too.

    From the day on which the case is given to its reader, who could otherwise look before the reading begins.
    """
    if not (user.audits or user.is_manager):
        return Person.objects.none()
    readings = Assessment.objects.filter(case=OuterRef("pk"))
    second = readings.unfinished().filter(reading=Reading.SECOND, assessor=user.pk)
    first = Q(allocated_to=user.pk) & ~Exists(readings.finished().filter(reading=Reading.FIRST))
    cases = SampledCase.objects.in_use().filter(
        Q(Exists(second)) | first,
        draw__inspection__kind=InspectionKind.INTERNAL,
        draw__inspection__stage__in=STAGES_WITH_CASES,
        draw__inspection__provider=user.organisation_id,
    )
    read = cases.select_related("draw", "listed_case")
    blind = {case.listed_case.case_reference for case in read if is_read_blind(case)}
    listed = Person.objects.filter(provider=user.organisation_id, crn__in=blind).select_related("merged_into")
    return Person.objects.filter(pk__in={person.kept().pk for person in listed})


def is_barred_from_records(user: Viewer, case: SampledCase) -> bool:
    """Whether a list keeps the user from the person of a case whose records are in this installation."""
    reference = case.listed_case.case_reference
    of_case = Person.objects.filter(provider=case.draw.inspection.provider_id, crn=reference)
    person = of_case.exclude_barred(user).first()
    if person is None:
        return of_case.exists()
    return person.merged_into_id is not None and _is_barred(user, person.kept())


def reasons_not_to_see_files(user: Viewer, inspection: Inspection) -> list[str]:
    """Those on the team who work with cases, and the provider's contact, see what was sent and when."""
    if inspection.is_internal:
        return ["A provider that audits its own cases has the evidence in its own records."]
    if inspection.team_role_of(user) in CASE_READERS or is_contact_of(user, inspection):
        return []
    return ["Evidence is for those who work with the cases of this inspection and the provider’s contact."]


def sees_what_was_kept(user: Viewer, inspection: Inspection) -> bool:
    """Whether the user may know of how many cases a file was kept, which says how many of them were drawn."""
    return inspection.team_role_of(user) in CASE_READERS


def reasons_not_to_send(user: Viewer, inspection: Inspection) -> list[str]:
    """The provider's contact sends a file, or those who draw the samples take in what they were sent."""
    if reasons := reasons_not_to_see_files(user, inspection):
        return reasons
    if inspection.stage not in STAGES_WITH_CASES:
        return ["Evidence can be sent while cases are drawn and assessed, neither before nor after."]
    if is_contact_of(user, inspection):
        return []
    return reasons_not_to_act(user, inspection, *SAMPLERS, during=inspection.stage)
