"""The verbs of evidence: open the records of a sampled case, end rights, show, send a file, make one."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from caseward.casework.people import actions as people
from caseward.casework.people.models import Involvement, Person
from caseward.inspection.case_assessments.models import ASSESSMENT_STAGE, Assessment
from caseward.inspection.case_assessments.policies import READERS
from caseward.inspection.inspections.models import Inspection, TeamMember
from caseward.inspection.samples.models import SampledCase
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.audit.models import Sighting
from caseward.shared.records.models import already_created, refuse_if

from . import inputs, policies, readers, writers
from .models import Evidence, EvidenceFile, Opening, Showing

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

BATCH = 500


class FaultyFile(Exception):
    """Nothing of a file was taken in; `faults` say why, one line each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


@transaction.atomic
def open_records(*, case: SampledCase, creation_key: UUID, by: User, at: datetime) -> Opening:
    """Let whoever reads the case open the records of its person for some days, and gather the evidence once.

    Somebody who reads the whole caseload of the provider anyway gets no right and needs none. Opened again,
    after the right has ended, the evidence stays as it was gathered first.
    """
    if made := already_created(Opening, creation_key):
        return made
    case = _as_it_stands(case)
    inspection, on = case.draw.inspection, timezone.localdate(at)
    person = inputs.person_of(case)
    refuse_if(policies.reasons_not_to_open(by, case, person, on))
    assert person is not None  # noqa: S101 - the policy has refused otherwise
    right = None if policies.needs_no_right(by, inspection) else _let_read(person, inspection, by, on)
    opening = Opening.objects.create(
        case=case, right=right, creation_key=creation_key, opened_at=at, opened_by=by
    )
    gathered = 0 if case.evidence.exists() else _gather(case, person, on)
    audit.record(action="opened_records_of_case", subject=case, by=by, person=person.pk, questions=gathered)
    return opening


def _as_it_stands(case: SampledCase) -> SampledCase:
    """The case as it is now, whatever a page showed; neither it nor its inspection moves meanwhile."""
    case.draw.inspection.hold()
    rows = SampledCase.objects.select_related("listed_case", "draw__inspection")
    return rows.select_for_update(of=("self",)).get(pk=case.pk)


def _let_read(person: Person, inspection: Inspection, by: User, on: date) -> Involvement:
    return people.let_read(
        person=person,
        reader=by,
        reason=f"The case was drawn for the inspection of {inspection}.",
        ends_on=policies.last_day(inspection, on),
        creation_key=uuid4(),
        by=by,
        on=on,
    )


def _gather(case: SampledCase, person: Person, on: date) -> int:
    return len(Evidence.objects.bulk_create(inputs.gathered(case, person, on)))


@transaction.atomic
def end_rights(*, cases: Collection[SampledCase], by: User, at: datetime) -> None:
    """End the rights to these cases of everybody who does not read them any more."""
    on = timezone.localdate(at)
    openings = Opening.objects.running(on).filter(case__in=[case.pk for case in cases])
    for opening in openings.select_related("right", "case__draw"):
        if opening.right is not None and not policies.reads(opening.opened_by_id, opening.case):
            people.end_right(right=opening.right, by=by, on=on)


@transaction.atomic
def end_rights_of_leavers(*, inspection: Inspection, by: User, at: datetime) -> None:
    """End the rights of whoever left the team, and everybody's once cases are not assessed any more."""
    on = timezone.localdate(at)
    running = Opening.objects.running(on).filter(case__draw__inspection=inspection).select_related("right")
    if inspection.stage == ASSESSMENT_STAGE:
        readers = TeamMember.objects.filter(inspection=inspection, role__in=READERS)
        running = running.exclude(opened_by__in=readers.values("user"))
    for opening in running:
        if opening.right is not None:
            people.end_right(right=opening.right, by=by, on=on)


@transaction.atomic
def show(*, assessment: Assessment, question_codes: Iterable[str], by: User, at: datetime) -> None:
    """Keep when the evidence for these questions was first shown to the person who answers them."""
    refuse_if(policies.reasons_not_to_show(by, assessment))
    Showing.objects.bulk_create(
        [
            Showing(assessment=assessment, question_code=code, shown_at=at, shown_by=by)
            for code in sorted(question_codes)
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def take_in_file(
    *, inspection: Inspection, file_name: str, content: bytes, creation_key: UUID, by: User, at: datetime
) -> EvidenceFile:
    """Take in the evidence that a provider of another installation sent, or nothing where it has a fault.

    Cases that are not in the sample are left out. It replaces what an earlier file said of the same cases,
    unless somebody has been shown it; and never what was gathered in this installation. Raises FaultyFile.
    """
    if made := already_created(EvidenceFile, creation_key):
        return made
    inspection.hold()
    refuse_if(policies.reasons_not_to_send(by, inspection))
    reading = readers.read(content, _wanted_by(inspection), timezone.localdate(at))
    if reading.faults or reading.made_on is None:
        raise FaultyFile(reading.faults)
    settled = _settled(reading.cases)
    taken = [case for case in reading.cases if case.pk not in settled]
    sent = EvidenceFile.objects.create(
        inspection=inspection,
        sample_code=reading.sample,
        file_name=file_name[-200:],
        sha256=hashlib.sha256(content).hexdigest(),
        made_on=reading.made_on,
        cases=len(taken),
        kept=len(settled),
        creation_key=creation_key,
        sent_at=at,
        sent_by=by,
    )
    _replace({case: reading.cases[case] for case in taken}, sent)
    audit.record(
        action="sent_evidence", subject=sent, by=by, sha256=sent.sha256, cases=sent.cases, kept=sent.kept
    )
    return sent


def _wanted_by(inspection: Inspection) -> readers.Wanted:
    checks = inputs.checks_by_sample(inspection)
    cases = inputs.cases_by_reference(inspection, checks)
    return readers.Wanted(inspection.framework_code, checks, cases)


def _settled(cases: Iterable[SampledCase]) -> set[int]:
    """Those of the cases whose evidence was gathered here, or shown to a reader."""
    rows = Evidence.objects.filter(case__in=[case.pk for case in cases])
    here = rows.filter(file=None).values_list("case_id", flat=True)
    shown = rows.filter(case__assessments__showings__isnull=False).values_list("case_id", flat=True)
    return set(here) | set(shown)


def _replace(found: Mapping[SampledCase, Sequence[Evidence]], sent: EvidenceFile) -> None:
    Evidence.objects.filter(case__in=[case.pk for case in found]).delete()
    rows = [row for of_case in found.values() for row in of_case]
    for case, of_case in found.items():
        for row in of_case:
            row.case, row.file = case, sent
    Evidence.objects.bulk_create(rows, batch_size=BATCH)


@transaction.atomic
def write_for_the_server(*, batch: inputs.Batch, by: "Viewer | None") -> bytes:
    """Give what the records of some cases say to whoever runs commands on the server, to be sent away."""
    refuse_if(batch.faults)
    content = writers.evidence_file(
        framework=batch.framework.code, sample=batch.sample, made_on=batch.on, cases=batch.found
    )
    event = audit.record(
        action="evidence written on the server",
        subject=batch.provider,
        by=by,
        framework=batch.framework.code,
        sample=batch.sample,
        on=batch.on.isoformat(),
        cases=len(batch.found),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    Sighting.objects.bulk_create(
        Sighting(event_id=event.pk, subject_type=Person._meta.label_lower, subject_id=str(person.pk))
        for person in batch.people.values()
    )
    return content
