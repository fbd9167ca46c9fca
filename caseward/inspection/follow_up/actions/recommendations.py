"""Writing, ordering and publishing recommendations, and judging those of the inspection before."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from caseward.inspection.follow_up import policies
from caseward.inspection.follow_up.models import (
    ActionPlan,
    Correction,
    EarlierJudgement,
    Recommendation,
    Response,
)
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.results import actions as results
from caseward.inspection.results.models import RecommendationResult, Result
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import already_created, refuse_if, save_if_unchanged

TIME_FOR_A_PLAN = timedelta(weeks=4)
"""Twenty working days, bank holidays aside. Inferred: no source prints a term; the publisher may choose."""
OUT_OF_THE_WAY = 10_000
"""Added to numbers while others take their places, since no two may be the same even for a moment."""


@dataclass(frozen=True)
class Wording:
    """What a recommendation says, to whom, and what it rests on."""

    addressee: str
    text: str
    is_outside: bool = False
    standard_codes: tuple[str, ...] = ()
    question_codes: tuple[str, ...] = ()
    repeats: RecommendationResult | None = None


@transaction.atomic
def write(
    *, inspection: Inspection, wording: Wording, creation_key: UUID, by: User, at: datetime
) -> Recommendation:
    """Add a recommendation after the others to the same addressee."""
    if made := already_created(Recommendation, creation_key):
        return made
    inspection.hold()
    refuse_if(policies.reasons_not_to_write(by, inspection))
    refuse_if(_reasons_against(inspection, wording))
    last = inspection.recommendations.aggregate(last=Max("number"))["last"] or 0
    row = inspection.recommendations.create(
        **_columns(wording), number=last + 1, written_at=at, written_by=by, creation_key=creation_key
    )
    _number(inspection)
    audit.record(action="wrote_recommendation", subject=row, by=by, inspection=inspection.pk)
    return row


@transaction.atomic
def change(
    *, recommendation: Recommendation, wording: Wording, version: int, by: User, at: datetime
) -> Recommendation:
    """Change what a recommendation says, to whom, or what it rests on."""
    inspection = recommendation.inspection
    inspection.hold()
    refuse_if(policies.reasons_not_to_write(by, inspection))
    refuse_if(_reasons_against(inspection, wording, but=recommendation))
    values = {**_columns(wording), "written_at": at, "written_by": by}
    changed = [name for name, value in values.items() if getattr(recommendation, name) != value]
    for name, value in values.items():
        setattr(recommendation, name, value)
    save_if_unchanged(recommendation, version=version, fields=list(values))
    _number(inspection)
    audit.record(action="changed_recommendation", subject=recommendation, by=by, fields=changed)
    return recommendation


@transaction.atomic
def move(*, recommendation: Recommendation, upwards: bool, version: int, by: User) -> None:
    """Let a recommendation change places with its neighbour to the same addressee; the last one stays."""
    inspection = recommendation.inspection
    inspection.hold()
    refuse_if(policies.reasons_not_to_write(by, inspection))
    recommendation.refresh_from_db(fields=["number"])
    own = recommendation.number
    beside = inspection.recommendations.filter(
        addressee=recommendation.addressee, number=own - 1 if upwards else own + 1
    ).first()
    if beside is None:
        return
    neighbour = inspection.recommendations.filter(pk=beside.pk)
    neighbour.update(number=OUT_OF_THE_WAY)
    recommendation.number = beside.number
    save_if_unchanged(recommendation, version=version, fields=["number"])
    neighbour.update(number=own)
    audit.record(
        action="moved_recommendation", subject=recommendation, by=by, changes={"number": [own, beside.number]}
    )


@transaction.atomic
def remove(*, recommendation: Recommendation, version: int, by: User) -> None:
    """Take a recommendation out before it is published."""
    inspection = recommendation.inspection
    inspection.hold()
    refuse_if(policies.reasons_not_to_write(by, inspection))
    save_if_unchanged(recommendation, version=version, fields=[])
    audit.record(action="removed_recommendation", subject=recommendation, by=by, inspection=inspection.pk)
    recommendation.delete()
    _number(inspection)


@transaction.atomic
def judge(
    *,
    inspection: Inspection,
    earlier: RecommendationResult,
    judged: tuple[str, str],
    version: int,
    by: User,
    at: datetime,
) -> EarlierJudgement:
    """Say how much progress was made on an earlier recommendation; `judged` is progress and paragraph."""
    inspection.hold()
    refuse_if(policies.reasons_not_to_judge(by, inspection))
    progress, paragraph = judged
    values = {"progress": progress, "paragraph": paragraph, "judged_at": at, "judged_by": by}
    row, _ = EarlierJudgement.objects.get_or_create(
        inspection=inspection, recommendation=earlier, defaults=values
    )
    before = row.progress if row.version else ""
    for name, value in values.items():
        setattr(row, name, value)
    save_if_unchanged(row, version=version, fields=list(values))
    audit.record(
        action="judged_progress",
        subject=row,
        by=by,
        recommendation=earlier.pk,
        changes={"progress": [before, progress]},
    )
    return row


@transaction.atomic
def publish(
    *, inspection: Inspection, result: Result, by: User, at: datetime, due_on: date | None = None
) -> list[ActionPlan]:
    """Make the recommendations public with their result, and ask every addressee for an action plan.

    Where none was written, or all are public already, nothing happens.
    """
    inspection.hold()
    rows = list(inspection.recommendations.filter(published_as=None))
    if not rows:
        return []
    refuse_if(policies.reasons_not_to_publish(by, inspection))
    printed = results.add_recommendations(result=result, rows=[_printed(row) for row in rows], by=by)
    by_number = {row.number: row for row in printed}
    due_on = due_on or timezone.localdate(at) + TIME_FOR_A_PLAN
    plans: dict[str, ActionPlan] = {}
    for row in rows:
        if row.addressee not in plans:
            plans[row.addressee] = ActionPlan.objects.create(
                inspection=inspection, addressee=row.addressee, is_outside=row.is_outside, due_on=due_on
            )
        row.plan, row.published_as = plans[row.addressee], by_number[row.number]
        save_if_unchanged(row, version=row.version, fields=["plan", "published_as"])
    Response.objects.bulk_create(Response(recommendation=row) for row in rows)
    audit.record(action="published_recommendations", subject=inspection, by=by, result=result.pk)
    return list(plans.values())


@transaction.atomic
def correct(
    *, recommendation: Recommendation, text: str, reason: str, version: int, by: User, at: datetime
) -> Correction:
    """Let a published recommendation read as a new edition of the report has it; the old words stay."""
    refuse_if(policies.reasons_not_to_correct(by, recommendation))
    before, recommendation.text = recommendation.text, text
    save_if_unchanged(recommendation, version=version, fields=["text"])
    assert recommendation.published_as is not None  # noqa: S101 - the policy has asked
    results.correct_recommendation(row=recommendation.published_as, text=text, by=by)
    correction = recommendation.corrections.create(
        before=before, reason=reason, corrected_at=at, corrected_by=by
    )
    audit.record(action="corrected_recommendation", subject=recommendation, by=by, correction=correction.pk)
    return correction


def _columns(wording: Wording) -> dict[str, object]:
    codes = {name: list(getattr(wording, name)) for name in ("standard_codes", "question_codes")}
    return {**vars(wording), **codes}


def _reasons_against(
    inspection: Inspection, wording: Wording, *, but: Recommendation | None = None
) -> list[str]:
    addressed = policies.reasons_not_to_address(
        inspection, wording.addressee, is_outside=wording.is_outside, but=but
    )
    return addressed + policies.reasons_not_to_repeat(inspection, wording.repeats)


def _number(inspection: Inspection) -> None:
    """Count through the recommendations again, those to one addressee after one another."""
    rows = list(inspection.recommendations.all())
    first: dict[str, int] = {}
    for row in rows:
        first.setdefault(row.addressee, row.number)
    rows.sort(key=lambda row: (first[row.addressee], row.number))
    if [row.number for row in rows] == list(range(1, len(rows) + 1)):
        return
    inspection.recommendations.update(number=F("number") + OUT_OF_THE_WAY)
    for number, row in enumerate(rows, 1):
        row.number = number
    Recommendation.objects.bulk_update(rows, ["number"])


def _printed(row: Recommendation) -> results.PublishedRecommendation:
    standards = tuple(
        standard.code
        for standard in row.inspection.framework.standards
        if standard.code in row.standard_codes
        or any(question.code in row.question_codes for question in standard.key_questions)
    )
    return results.PublishedRecommendation(
        row.number, row.addressee, row.text, standards, is_repeated=row.repeats_id is not None
    )
