"""Answering recommendations, planning steps, publishing the plan and saying what was done since."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from caseward.inspection.follow_up import policies
from caseward.inspection.follow_up.models import ActionPlan, ProgressNote, Recommendation, Response, Step
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import already_created, refuse_if, save_if_unchanged


@dataclass(frozen=True)
class Answered:
    """What an addressee says of a recommendation."""

    answer: str
    agreed_part: str = ""
    reasons: str = ""


@dataclass(frozen=True)
class Planned:
    """A step as it is planned."""

    action: str
    owner: str
    due_on: date


@transaction.atomic
def set_due(*, plan: ActionPlan, due_on: date, version: int, by: User) -> ActionPlan:
    """Choose by when a plan is due."""
    _hold(plan)
    refuse_if(policies.reasons_not_to_set_due(by, plan))
    before, plan.due_on = plan.due_on, due_on
    save_if_unchanged(plan, version=version, fields=["due_on"])
    audit.record(
        action="set_due_date_of_plan", subject=plan, by=by, changes={"due_on": [str(before), str(due_on)]}
    )
    return plan


@transaction.atomic
def answer(*, response: Response, answered: Answered, version: int, by: User, at: datetime) -> Response:
    """Say how far a recommendation is accepted."""
    plan = _plan_of(response.recommendation)
    _hold(plan)
    refuse_if(policies.reasons_not_to_answer(by, plan))
    refuse_if(list(policies.words_missing(**asdict(answered)).values()))
    before = response.answer
    values = {**asdict(answered), "answered_at": at, "answered_by": by}
    for name, value in values.items():
        setattr(response, name, value)
    save_if_unchanged(response, version=version, fields=list(values))
    audit.record(
        action="answered_recommendation",
        subject=response.recommendation,
        by=by,
        changes={"answer": [before, answered.answer]},
    )
    return response


@transaction.atomic
def add_step(*, recommendation: Recommendation, planned: Planned, creation_key: UUID, by: User) -> Step:
    """Add a step to a plan that is being written."""
    if made := already_created(Step, creation_key):
        return made
    plan = _plan_of(recommendation)
    _hold(plan)
    refuse_if(policies.reasons_not_to_answer(by, plan))
    step = recommendation.steps.create(**asdict(planned), creation_key=creation_key)
    audit.record(action="added_step", subject=step, by=by, plan=plan.pk, due_on=str(planned.due_on))
    return step


@transaction.atomic
def change_step(*, step: Step, planned: Planned, version: int, by: User) -> Step:
    """Change a step of a plan that is being written."""
    plan = _plan_of(step.recommendation)
    _hold(plan)
    refuse_if(policies.reasons_not_to_answer(by, plan))
    changed = [name for name, value in asdict(planned).items() if getattr(step, name) != value]
    for name, value in asdict(planned).items():
        setattr(step, name, value)
    save_if_unchanged(step, version=version, fields=["action", "owner", "due_on"])
    audit.record(action="changed_step", subject=step, by=by, plan=plan.pk, fields=changed)
    return step


@transaction.atomic
def remove_step(*, step: Step, version: int, by: User) -> None:
    """Take a step out of a plan that is being written."""
    plan = _plan_of(step.recommendation)
    _hold(plan)
    refuse_if(policies.reasons_not_to_answer(by, plan))
    save_if_unchanged(step, version=version, fields=[])
    audit.record(action="removed_step", subject=step, by=by, plan=plan.pk)
    step.delete()


@transaction.atomic
def submit(*, plan: ActionPlan, version: int, by: User, at: datetime) -> ActionPlan:
    """Hand a finished plan to the inspectorate."""
    _hold(plan)
    refuse_if(policies.reasons_not_to_submit(by, plan))
    plan.submitted_at, plan.submitted_by, plan.handed_back_because = at, by, ""
    fields = ["submitted_at", "submitted_by", "handed_back_because"]
    save_if_unchanged(plan, version=version, fields=fields)
    audit.record(action="submitted_plan", subject=plan, by=by, inspection=plan.inspection_id)
    return plan


@transaction.atomic
def hand_back(*, plan: ActionPlan, reason: str, version: int, by: User) -> ActionPlan:
    """Give a submitted plan back to its addressee, to be changed."""
    _hold(plan)
    refuse_if(policies.reasons_not_to_publish_plan(by, plan))
    plan.submitted_at, plan.submitted_by, plan.handed_back_because = None, None, reason
    fields = ["submitted_at", "submitted_by", "handed_back_because"]
    save_if_unchanged(plan, version=version, fields=fields)
    audit.record(action="handed_back_plan", subject=plan, by=by, inspection=plan.inspection_id)
    return plan


@transaction.atomic
def publish_plan(*, plan: ActionPlan, version: int, by: User, at: datetime) -> ActionPlan:
    """Make a submitted plan public."""
    _hold(plan)
    refuse_if(policies.reasons_not_to_publish_plan(by, plan))
    plan.published_at, plan.published_by = at, by
    save_if_unchanged(plan, version=version, fields=["published_at", "published_by"])
    audit.record(action="published_plan", subject=plan, by=by, inspection=plan.inspection_id)
    return plan


@transaction.atomic
def mark_done(*, step: Step, version: int, by: User, at: datetime) -> Step:
    """Say that a step is done."""
    refuse_if(policies.reasons_not_to_report_progress(by, _held_plan_of(step.recommendation)))
    step.done_at, step.done_by = at, by
    save_if_unchanged(step, version=version, fields=["done_at", "done_by"])
    audit.record(action="marked_step_done", subject=step, by=by)
    return step


@transaction.atomic
def mark_not_done(*, step: Step, version: int, by: User) -> Step:
    """Take back that a step is done."""
    refuse_if(policies.reasons_not_to_report_progress(by, _held_plan_of(step.recommendation)))
    step.done_at, step.done_by = None, None
    save_if_unchanged(step, version=version, fields=["done_at", "done_by"])
    audit.record(action="marked_step_not_done", subject=step, by=by)
    return step


@transaction.atomic
def add_note(
    *, recommendation: Recommendation, told: tuple[str, str], creation_key: UUID, by: User, at: datetime
) -> ProgressNote:
    """Say what was done since; `told` is the text and where its evidence is."""
    if made := already_created(ProgressNote, creation_key):
        return made
    refuse_if(policies.reasons_not_to_report_progress(by, _held_plan_of(recommendation)))
    text, evidence = told
    note = recommendation.progress_notes.create(
        text=text, evidence=evidence, written_at=at, written_by=by, creation_key=creation_key
    )
    audit.record(action="added_progress_note", subject=note, by=by, recommendation=recommendation.pk)
    return note


def _held_plan_of(recommendation: Recommendation) -> ActionPlan:
    """The plan, which nobody hands back while progress on it is being told."""
    plan = _plan_of(recommendation)
    _hold(plan)
    return plan


def _hold(plan: ActionPlan) -> None:
    """See the plan as it is now, and let nobody submit or publish it before the transaction ends."""
    fields = ["due_on", "submitted_at", "published_at", "version"]
    plan.refresh_from_db(fields=fields, from_queryset=ActionPlan.objects.select_for_update())


def _plan_of(recommendation: Recommendation) -> ActionPlan:
    refuse_if(
        [] if recommendation.plan else ["The recommendation is not published, so there is no plan yet."]
    )
    assert recommendation.plan is not None  # noqa: S101 - refused above
    return recommendation.plan
