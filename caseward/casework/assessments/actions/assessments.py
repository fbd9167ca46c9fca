"""Starting, writing and completing an assessment."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from caseward.casework.assessments import policies
from caseward.casework.assessments.models import JUDGED, Area, Assessment, Factor
from caseward.casework.people.models import Person
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import already_created, refuse_if, save_if_unchanged


@dataclass(frozen=True)
class Judgement:
    """What the officer says of one area; links are none where it is not a need."""

    is_need: str
    strength: str
    analysis: str
    is_linked_to_offending: bool | None
    is_linked_to_harm: bool | None
    is_linked_to_desistance: bool | None
    answer_to_difference: str


@transaction.atomic
def start(*, person: Person, reason: str, creation_key: UUID, by: User, at: datetime) -> Assessment:
    """Open a new assessment with every area blank; the last completed one stands beside it."""
    if made := already_created(Assessment, creation_key):
        return made
    Person.objects.select_for_update().get(pk=person.pk)
    refuse_if(policies.reasons_not_to_start(by, person))
    assessment = person.assessments.create(
        reason=reason,
        follows=Assessment.objects.latest_completed(person),
        creation_key=creation_key,
        started_at=at,
        started_by=by,
    )
    Factor.objects.bulk_create(Factor(assessment=assessment, area=area) for area in Area.values)
    audit.record(
        action="assessment started",
        subject=assessment,
        by=by,
        person=person.pk,
        reason=reason,
        follows=assessment.follows_id,
    )
    return assessment


@transaction.atomic
def judge(*, factor: Factor, judgement: Judgement, version: int, by: User) -> Factor:
    """Say of one area whether it is a need, and what it is linked to."""
    _hold(factor.assessment)
    refuse_if(policies.reasons_not_to_change(by, factor.assessment))
    return _save_factor(factor, asdict(judgement), version, by, "area assessed")


@transaction.atomic
def keep(*, factor: Factor, version: int, by: User) -> Factor:
    """Take over what the last assessment says of the area, because it is still true."""
    _hold(factor.assessment)
    before = factor.one_before()
    refuse_if(policies.reasons_not_to_keep(by, factor, before))
    kept = before.judged() if before else {}
    return _save_factor(factor, kept, version, by, "area kept as before")


@transaction.atomic
def write_history(*, assessment: Assessment, history: str, version: int, by: User) -> Assessment:
    """Say what earlier sentences show."""
    _hold(assessment)
    refuse_if(policies.reasons_not_to_change(by, assessment))
    return _write(assessment, {"history": history}, version, by, "history written")


@transaction.atomic
def write_diversity(*, assessment: Assessment, diversity: str, version: int, by: User) -> Assessment:
    """Say how who the person is bears on supervision."""
    _hold(assessment)
    refuse_if(policies.reasons_not_to_change(by, assessment))
    return _write(assessment, {"diversity": diversity}, version, by, "diversity written")


@transaction.atomic
def judge_harm(*, assessment: Assessment, harm: dict[str, Any], version: int, by: User) -> Assessment:
    """Say how likely serious harm is to each group, and sum it up."""
    _hold(assessment)
    refuse_if(policies.reasons_not_to_change(by, assessment))
    return _write(assessment, harm, version, by, "harm assessed")


@transaction.atomic
def complete(*, assessment: Assessment, version: int, by: User, at: datetime) -> Assessment:
    """Sign the assessment; from then on it is fixed, with what the person said at that time."""
    # Read again once it is held: what somebody else has just saved counts.
    assessment = _hold(assessment)
    refuse_if(policies.reasons_not_to_complete(by, assessment))
    assessment.self_assessment = assessment.own_view()
    assessment.completed_at, assessment.completed_by = at, by
    save_if_unchanged(assessment, version=version, fields=["self_assessment", "completed_at", "completed_by"])
    audit.record(
        action="assessment completed",
        subject=assessment,
        by=by,
        person=assessment.person_id,
        self_assessment=assessment.self_assessment_id,
        harm=assessment.harm().level,
    )
    return assessment


def _hold(assessment: Assessment) -> Assessment:
    """Let nobody complete it meanwhile, and see whether somebody has; the row as it stands."""
    held = Assessment.objects.select_for_update().get(pk=assessment.pk)
    assessment.completed_at = held.completed_at
    return held


def _write(assessment: Assessment, values: dict[str, Any], version: int, by: User, action: str) -> Assessment:
    levels = {name: getattr(assessment, name) for name in values if name.startswith("harm_to_")}
    fields = [name for name, value in values.items() if getattr(assessment, name) != value]
    for name, value in values.items():
        setattr(assessment, name, value)
    save_if_unchanged(assessment, version=version, fields=list(values))
    audit.record(
        action=action,
        subject=assessment,
        by=by,
        person=assessment.person_id,
        fields=fields,
        changes=audit.changes(levels, {name: values[name] for name in levels}),
    )
    return assessment


def _save_factor(factor: Factor, values: dict[str, Any], version: int, by: User, action: str) -> Factor:
    judged = [name for name in JUDGED if name not in {"strength", "analysis"}]
    before = {name: getattr(factor, name) for name in judged}
    for name, value in values.items():
        setattr(factor, name, value)
    save_if_unchanged(factor, version=version, fields=list(values))
    audit.record(
        action=action,
        subject=factor,
        by=by,
        person=factor.assessment.person_id,
        assessment=factor.assessment_id,
        area=factor.area,
        changes=audit.changes(before, {name: getattr(factor, name) for name in judged}),
    )
    return factor
