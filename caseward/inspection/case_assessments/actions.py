"""The verbs of a reading: start it, save answers, finish it, open it again; its notes; and reading again."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.samples.models import SampledCase
from caseward.rules import sampling
from caseward.rules.bases import Group, answer_stands
from caseward.rules.framework import AnswerType, Question
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import Conflict, already_created, refuse_if, save_if_unchanged

from . import policies
from .inputs import differences
from .models import Answer, Assessment, DipSample, Note, Reading, Reopening


@transaction.atomic
def start(*, case: SampledCase, by: User, at: datetime) -> Assessment:
    """Open the first reading of a case, or take it over from the inspector who had the case before."""
    refuse_if(policies.reasons_not_to_start(by, case))
    reading, is_new = Assessment.objects.get_or_create(
        case=case,
        reading=Reading.FIRST,
        defaults={
            "inspection": case.draw.inspection,
            "assessor": by,
            "started_at": at,
            "started_by": by,
        },
    )
    if is_new:
        audit.record(action="started_reading", subject=reading, by=by, case=case.pk)
    elif reading.assessor_id != by.pk and reading.finished_at is None:
        _take_over(reading, by)
    return reading


def _take_over(reading: Assessment, by: User) -> None:
    before = reading.assessor_id
    reading.assessor = by
    save_if_unchanged(reading, version=reading.version, fields=["assessor"])
    audit.record(action="took_over_reading", subject=reading, by=by, assessor=[before, by.pk])


@transaction.atomic
def save_answers(
    *,
    assessment: Assessment,
    group: Group,
    answers: Mapping[str, str],
    version: int,
    by: User,
    at: datetime,
) -> Assessment:
    """Save the answers of one group that differ from what stands; an empty one takes an answer back.

    Raises Conflict when one of them was answered otherwise after that version was shown. What was saved
    meanwhile to other questions, or is the same, does not matter.
    """
    stored = Assessment.objects.select_related("case__draw", "inspection").get(pk=assessment.pk)
    refuse_if(policies.reasons_not_to_answer(by, stored))
    questions = {question.code: question for question in group.questions}
    changed = _changed(stored, questions, answers)
    if stored.version != version and _answered_since(stored, changed, version):
        raise Conflict(stored)
    return _supersede(stored, questions, changed, by=by, at=at)


def _changed(
    assessment: Assessment, questions: Mapping[str, Question], answers: Mapping[str, str]
) -> dict[str, str]:
    for code, value in answers.items():
        if value and not answer_stands(questions[code], value):
            raise ValueError(f"{code} cannot be answered with {value!r}")
    before = assessment.current_answers()
    return {code: value for code, value in answers.items() if before.get(code, "") != value}


def _answered_since(assessment: Assessment, codes: Iterable[str], version: int) -> bool:
    since = Q(saved_as_version__gt=version) | Q(left_in_version__gt=version)
    return assessment.answers.filter(since, question_code__in=list(codes)).exists()


def _supersede(
    assessment: Assessment,
    questions: Mapping[str, Question],
    changed: Mapping[str, str],
    *,
    by: User,
    at: datetime,
) -> Assessment:
    if not changed:
        return assessment
    save_if_unchanged(assessment, version=assessment.version, fields=[])
    before = assessment.current_answers()
    leaving = assessment.answers.current().filter(question_code__in=changed)
    leaving.update(is_current=False, left_in_version=assessment.version)
    Answer.objects.bulk_create(
        Answer(
            assessment=assessment,
            question_code=code,
            value=value,
            saved_as_version=assessment.version,
            answered_at=at,
            answered_by=by,
        )
        for code, value in changed.items()
        if value
    )
    details = {code: _change(questions[code], before.get(code), value) for code, value in changed.items()}
    audit.record(action="saved_answers", subject=assessment, by=by, answers=details)
    return assessment


def _change(question: Question, before: str | None, after: str) -> Any:
    """What the audit keeps of a change: never a text, which may name somebody."""
    return "changed" if question.answer is AnswerType.TEXT else [before, after or None]


@transaction.atomic
def finish(*, assessment: Assessment, version: int, by: User, at: datetime) -> Assessment:
    """Close a reading in which nothing is missing; from now on its answers count."""
    refuse_if(policies.reasons_not_to_finish(by, assessment))
    assessment.finished_at, assessment.finished_by = at, by
    save_if_unchanged(assessment, version=version, fields=["finished_at", "finished_by"])
    audit.record(action="finished_reading", subject=assessment, by=by, case=assessment.case_id)
    return assessment


@transaction.atomic
def reopen(*, assessment: Assessment, reason: str, version: int, by: User, at: datetime) -> Assessment:
    """Open a finished reading again; until it is finished once more its answers do not count."""
    refuse_if(policies.reasons_not_to_reopen(by, assessment))
    assessment.finished_at = assessment.finished_by = None
    save_if_unchanged(assessment, version=version, fields=["finished_at", "finished_by"])
    Reopening.objects.create(assessment=assessment, reason=reason, reopened_at=at, reopened_by=by)
    audit.record(action="reopened_reading", subject=assessment, by=by, case=assessment.case_id)
    return assessment


NOTE_FIELDS = ["question_code", "bearing", "text", "usable_in_report", "practice_example"]


@transaction.atomic
def add_note(
    *, assessment: Assessment, note: Mapping[str, Any], creation_key: UUID, by: User, at: datetime
) -> Note:
    """Write down a strength or a weakness; `note` holds the fields named in NOTE_FIELDS."""
    if existing := already_created(Note, creation_key):
        return existing
    refuse_if(policies.reasons_not_to_answer(by, assessment))
    row = Note.objects.create(
        assessment=assessment,
        creation_key=creation_key,
        written_at=at,
        written_by=by,
        **{name: note[name] for name in NOTE_FIELDS},
    )
    audit.record(
        action="added_note", subject=row, by=by, assessment=assessment.pk, question=row.question_code
    )
    return row


@transaction.atomic
def edit_note(*, note: Note, values: Mapping[str, Any], version: int, by: User, at: datetime) -> Note:
    """Change a note; raises Conflict when it was changed elsewhere meanwhile."""
    refuse_if(policies.reasons_not_to_answer(by, note.assessment))
    for name in NOTE_FIELDS:
        setattr(note, name, values[name])
    note.written_at, note.written_by = at, by
    save_if_unchanged(note, version=version, fields=[*NOTE_FIELDS, "written_at", "written_by"])
    audit.record(action="edited_note", subject=note, by=by, assessment=note.assessment_id)
    return note


@transaction.atomic
def delete_note(*, note: Note, version: int, by: User, at: datetime) -> None:
    """Remove a note as it was seen; that it was there, and who removed it when, stays in the audit."""
    refuse_if(policies.reasons_not_to_answer(by, note.assessment))
    save_if_unchanged(note, version=version, fields=[])
    audit.record(
        action="deleted_note",
        subject=note,
        by=by,
        assessment=note.assessment_id,
        written_at=note.written_at.isoformat(),
        deleted_at=at.isoformat(),
    )
    note.delete()


DIP_SAMPLE = "second readings"
"""What stands where a sample's code would, so that a seed draws other cases here than there."""


@transaction.atomic
def draw_second_readings(
    *, inspection: Inspection, size: int, seed: int, creation_key: UUID, by: User, at: datetime
) -> DipSample:
    """Draw so many finished first readings by chance, inspector by inspector in proportion, to read again."""
    if existing := already_created(DipSample, creation_key):
        return existing
    refuse_if(policies.reasons_not_to_draw(by, inspection))
    readings = {_reference(reading): reading for reading in _to_read_again(inspection, by)}
    refuse_if(policies.reasons_against_size(size, len(readings)))
    cases = [sampling.Case(name, (str(reading.assessor),)) for name, reading in readings.items()]
    drawn = sampling.draw(cases, size=size, seed=seed, sample=DIP_SAMPLE, reserves=0)
    dip = DipSample(inspection=inspection, seed=seed, population=len(readings), creation_key=creation_key)
    chosen = [readings[case.reference] for case in drawn.sample]
    return _open_second_readings(dip, chosen, by=by, at=at)


@transaction.atomic
def pick_second_readings(
    *,
    inspection: Inspection,
    cases: Iterable[SampledCase],
    reason: str,
    creation_key: UUID,
    by: User,
    at: datetime,
) -> DipSample:
    """Take chosen cases, whose first reading is finished, to read again; the reason is kept."""
    if existing := already_created(DipSample, creation_key):
        return existing
    refuse_if(policies.reasons_not_to_draw(by, inspection))
    readings = list(_to_read_again(inspection, by))
    wanted = {case.pk for case in cases}
    chosen = [reading for reading in readings if reading.case_id in wanted]
    refuse_if(policies.reasons_not_to_pick(len(wanted), len(chosen)))
    dip = DipSample(inspection=inspection, population=len(readings), reason=reason, creation_key=creation_key)
    return _open_second_readings(dip, chosen, by=by, at=at)


def _to_read_again(inspection: Inspection, by: User) -> Iterable[Assessment]:
    readings = Assessment.objects.to_read_again(inspection, by)
    return readings.select_related("assessor", "case__listed_case", "case__draw").order_by("pk")


def _reference(reading: Assessment) -> str:
    listed = reading.case.listed_case
    return "/".join((reading.case.draw.sample_code, listed.organisation, listed.case_reference))


def _open_second_readings(dip: DipSample, chosen: list[Assessment], *, by: User, at: datetime) -> DipSample:
    dip.size, dip.drawn_at, dip.drawn_by = len(chosen), at, by
    dip.save()
    Assessment.objects.bulk_create(
        Assessment(
            inspection=dip.inspection,
            case=first.case,
            reading=Reading.SECOND,
            assessor=by,
            dip_sample=dip,
            started_at=at,
            started_by=by,
        )
        for first in chosen
    )
    cases = [first.case_id for first in chosen]
    audit.record(action="drew_second_readings", subject=dip, by=by, seed=dip.seed, cases=cases)
    return dip


@transaction.atomic
def agree(
    *, second: Assessment, answers: Mapping[str, str], version: int, by: User, at: datetime
) -> Assessment:
    """Save what both readers agreed where they differed; once nothing is open, the agreed answers count.

    `version` is that of the agreed answers, 0 where there are none yet; raises Conflict when they changed.
    """
    refuse_if(policies.reasons_not_to_agree(by, second))
    agreed = _agreed_reading(second, by=by, at=at)
    questions = {difference.question.code: difference.question for difference in differences(second.case)}
    changed = _changed(agreed, questions, answers)
    if changed and agreed.version != version:
        raise Conflict(agreed)
    _supersede(agreed, questions, changed, by=by, at=at)
    if not any(difference.is_open for difference in differences(second.case)):
        agreed.finished_at, agreed.finished_by = at, by
        save_if_unchanged(agreed, version=agreed.version, fields=["finished_at", "finished_by"])
        audit.record(action="agreed_answers", subject=agreed, by=by, case=agreed.case_id)
    return agreed


def _agreed_reading(second: Assessment, *, by: User, at: datetime) -> Assessment:
    first = second.case.assessments.get(reading=Reading.FIRST)
    agreed, _ = Assessment.objects.get_or_create(
        case=second.case,
        reading=Reading.AGREED,
        defaults={
            "inspection": second.inspection,
            "assessor": by,
            "agreed_with": first.assessor,
            "started_at": at,
            "started_by": by,
        },
    )
    return agreed
