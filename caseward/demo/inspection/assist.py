"""Let invented inspectors assess the cases that are left and cite evidence, so that one sees every stage."""

from datetime import datetime

from django.db import transaction

from caseward.inspection.case_assessments.models import Answer, Assessment, Reading
from caseward.inspection.inspections.models import Inspection, TeamRole
from caseward.inspection.samples.models import SampledCase
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import refuse_if

from . import answers, cases, citing


def reasons_not_to_assess_the_rest(user: User, inspection: Inspection) -> list[str]:
    """The lead of an inspection may ask for it while its cases are being assessed."""
    if inspection.team_role_of(user) != TeamRole.LEAD or inspection.stage != "assessment":
        return ["Only the lead inspector can do this, while cases are being assessed."]
    return []


@transaction.atomic
def assess_the_rest(*, inspection: Inspection, by: User, at: datetime) -> int:
    """Give every unfinished case invented answers and every key question evidence; what is there stays.

    Returns how many cases it finished.
    """
    refuse_if(reasons_not_to_assess_the_rest(by, inspection))
    Inspection.objects.select_for_update().get(pk=inspection.pk)  # pressed twice, it works once
    finished = 0
    samples = inspection.requested_samples.values_list("sample_code", flat=True)
    for seed, sample in enumerate(samples):
        waiting = _waiting(inspection, sample)
        begun = _begun(waiting)
        by_hand = {case_id: _given(reading) for case_id, reading in begun.items()}
        invented = answers.invent(
            inspection.framework, sample, waiting, percents={}, seed=seed, exact=False, by_hand=by_hand
        )
        cases.assess(inspection, [one for one in invented if one.case.pk not in begun], at=at)
        for one in invented:
            if one.case.pk in begun:
                _fill_in(begun[one.case.pk], one, at)
        finished += len(invented)
    citing.cite_what_is_missing(inspection, by=by, at=at)
    audit.record(action="assessed_the_rest_by_invention", subject=inspection, by=by, cases=finished)
    return finished


def _waiting(inspection: Inspection, sample: str) -> list[SampledCase]:
    finished = Assessment.objects.finished().filter(inspection=inspection, reading=Reading.FIRST)
    drawn = SampledCase.objects.in_use().filter(draw__inspection=inspection, draw__sample_code=sample)
    unfinished = drawn.exclude(allocated_to=None).exclude(pk__in=finished.values("case"))
    return list(unfinished.select_related("listed_case"))


def _begun(waiting: list[SampledCase]) -> dict[int, Assessment]:
    readings = Assessment.objects.filter(case__in=waiting, reading=Reading.FIRST)
    return {reading.case_id: reading for reading in readings.prefetch_related("answers")}


def _given(reading: Assessment) -> dict[str, str]:
    return {answer.question_code: answer.value for answer in reading.answers.all() if answer.is_current}


def _fill_in(reading: Assessment, one: answers.InventedCase, at: datetime) -> None:
    missing = {code: value for code, value in one.answers.items() if code not in one.by_hand}
    Answer.objects.bulk_create(cases.answer_rows(reading, missing, at))
    reading.finished_at, reading.finished_by_id = at, reading.assessor_id
    reading.version += 1
    reading.save()
