"""Invented inspections, straight from sample to finished readings, without anybody clicking."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import cycle

from django.utils import timezone

from caseward.inspection.case_assessments.models import Answer, Assessment, Reading
from caseward.inspection.inspections.models import Inspection, RequestedSample, TeamMember, TeamRole
from caseward.inspection.samples.models import CaseList, Draw, ListedCase, SampledCase
from caseward.shared.accounts.models import User
from caseward.shared.organisations.models import Organisation

from .answers import InventedCase

TEAM = {
    "lead": TeamRole.LEAD,
    "analyst": TeamRole.ANALYST,
    "inspector": TeamRole.INSPECTOR,
    "inspector2": TeamRole.INSPECTOR,
    "inspector3": TeamRole.INSPECTOR,
    "quality": TeamRole.QUALITY_LEAD,
    "panel": TeamRole.PANEL_MEMBER,
    "panel2": TeamRole.PANEL_MEMBER,
}


def moment(day: date, hour: int = 10) -> datetime:
    """That day at that hour."""
    return timezone.make_aware(datetime.combine(day, time(hour)))


def inspection_of(
    provider: Organisation,
    framework: str,
    dates: tuple[date, date],
    users: Mapping[str, User],
    *,
    stage: str,
    note: str,
) -> Inspection:
    """An inspection with the demonstration's whole team and every sample of its framework."""
    created_at = moment(dates[0] - timedelta(days=60))
    inspection = Inspection.objects.create(
        provider=provider,
        framework_code=framework,
        fieldwork_starts_on=dates[0],
        fieldwork_ends_on=dates[1],
        stage=stage,
        note=note,
        created_at=created_at,
        created_by=users["lead"],
    )
    TeamMember.objects.bulk_create(
        TeamMember(
            inspection=inspection, user=users[key], role=role, added_at=created_at, added_by=users["lead"]
        )
        for key, role in TEAM.items()
    )
    RequestedSample.objects.bulk_create(
        RequestedSample(inspection=inspection, sample_code=sample.code)
        for sample in inspection.framework.samples
    )
    return inspection


def census(
    inspection: Inspection, sample_code: str, listed: list[ListedCase], users: Mapping[str, User], reason: str
) -> Draw:
    """A list of exactly the sampled cases, drawn whole and allocated in turn."""
    at = moment(inspection.fieldwork_starts_on - timedelta(days=14))
    case_list = CaseList.objects.create(
        inspection=inspection,
        sample_code=sample_code,
        file_name=f"{sample_code}.csv",
        sha256="",
        encoding="utf-8",
        state=CaseList.State.ACCEPTED,
        rows=len(listed),
        uploaded_at=at,
        uploaded_by=users["analyst"],
        accepted_at=at,
        accepted_by=users["analyst"],
    )
    for case in listed:
        case.case_list = case_list
    ListedCase.objects.bulk_create(listed)
    draw = Draw.objects.create(
        inspection=inspection,
        sample_code=sample_code,
        case_list=case_list,
        number=1,
        seed=1,
        population=len(listed),
        size=len(listed),
        size_reason=reason,
        method="by hand",
        drawn_at=at,
        drawn_by=users["analyst"],
    )
    inspectors = cycle([users["inspector"], users["inspector2"], users["inspector3"]])
    SampledCase.objects.bulk_create(
        SampledCase(
            draw=draw,
            listed_case=case,
            stratum="All cases",
            order=number,
            allocated_to=next(inspectors),
            allocated_at=at,
            allocated_by=users["analyst"],
        )
        for number, case in enumerate(listed, 1)
    )
    return draw


def assess(inspection: Inspection, invented: Iterable[InventedCase], *, at: datetime) -> int:
    """Store each case's answers as the finished first reading of its inspector; returns how many."""
    readings = [
        (one, _reading(inspection, one, reader, at))
        for one in invented
        if (reader := one.case.allocated_to_id) is not None
    ]
    Assessment.objects.bulk_create(reading for _, reading in readings)
    rows = (row for one, reading in readings for row in answer_rows(reading, one.answers, at))
    Answer.objects.bulk_create(rows, batch_size=2_000)
    return len(readings)


def answer_rows(reading: Assessment, answers: Mapping[str, str], at: datetime) -> Iterator[Answer]:
    """Answers of a reading, as its assessor gave them."""
    for code, value in answers.items():
        yield Answer(
            assessment=reading,
            question_code=code,
            value=value,
            answered_at=at,
            answered_by_id=reading.assessor_id,
        )


def _reading(inspection: Inspection, one: InventedCase, reader: int, at: datetime) -> Assessment:
    return Assessment(
        inspection=inspection,
        case=one.case,
        reading=Reading.FIRST,
        assessor_id=reader,
        started_at=at,
        started_by_id=reader,
        finished_at=at,
        finished_by_id=reader,
    )
