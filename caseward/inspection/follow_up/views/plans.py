"""One action plan: answers, steps, submitting, publishing, and what was done since."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from caseward.inspection.follow_up import actions, forms, policies
from caseward.inspection.follow_up.models import ActionPlan, Recommendation, Step
from caseward.inspection.follow_up.presenters import plans as laid_out
from caseward.shared.govuk.forms import EditingForm, with_version
from caseward.shared.records.models import Conflict, SignedInRequest, refuse_if

from . import get_or_post, plan_for, press, recommendation_for


@login_required
@require_GET
def plan(request: SignedInRequest, inspection_id: int, plan_id: int) -> HttpResponse:
    """A plan whole, with what the user may do about it."""
    row = plan_for(request, inspection_id, plan_id)
    today, user = timezone.localdate(), request.user
    context = {
        "inspection": row.inspection,
        "plan": row,
        "state": laid_out.state_of(row, today),
        "lines": laid_out.lines_of(row, user, today),
        "answer_colours": laid_out.ANSWER_COLOURS,
        "keeps": policies.keeps(user, row),
        "sees_answers": policies.sees_answers(user, row),
        "may_answer": not policies.reasons_not_to_answer(user, row),
        "missing": policies.what_is_missing(row) if policies.keeps(user, row) else [],
        "may_publish": not policies.reasons_not_to_publish_plan(user, row),
        "may_set_due": not policies.reasons_not_to_set_due(user, row),
        "may_report": not policies.reasons_not_to_report_progress(user, row),
        "version_form": EditingForm(initial={"version": row.version}),
    }
    return render(request, "follow_up/plan.html", context)


@login_required
@get_or_post
def set_due(request: SignedInRequest, inspection_id: int, plan_id: int) -> HttpResponse:
    """Another day by which the plan is due."""
    row = plan_for(request, inspection_id, plan_id)
    refuse_if(policies.reasons_not_to_set_due(request.user, row))
    form = forms.DueForm(request.POST or None, plan=row)
    context = {"inspection": row.inspection, "plan": row, "form": form}
    if not form.is_valid():
        return render(request, "follow_up/due.html", context)
    due_on, version = form.cleaned_data["due_on"], form.cleaned_data["version"]
    try:
        actions.set_due(plan=row, due_on=due_on, version=version, by=request.user)
    except Conflict:
        theirs = plan_for(request, inspection_id, plan_id)
        again = forms.DueForm(with_version(request.POST, theirs.version), plan=theirs)
        context |= {"plan": theirs, "form": again, "conflict_rows": laid_out.due_versions(theirs, due_on)}
        return render(request, "follow_up/due.html", context)
    messages.success(request, "The plan is due on another day now.")
    return _to(row)


@login_required
@get_or_post
def answer(request: SignedInRequest, inspection_id: int, recommendation_id: int) -> HttpResponse:
    """How far one recommendation is accepted."""
    recommendation, plan = _planned_for(request, inspection_id, recommendation_id)
    refuse_if(policies.reasons_not_to_answer(request.user, plan))
    response = recommendation.response
    response.recommendation = recommendation
    form = forms.AnswerForm(request.POST or None, response=response)
    context = {"inspection": plan.inspection, "plan": plan, "row": recommendation, "form": form}
    if not form.is_valid():
        return render(request, "follow_up/answer.html", context)
    given, version = form.answered(), form.cleaned_data["version"]
    try:
        actions.answer(response=response, answered=given, version=version, by=request.user, at=timezone.now())
    except Conflict:
        theirs = recommendation_for(request, inspection_id, recommendation_id).response
        again = forms.AnswerForm(with_version(request.POST, theirs.version), response=theirs)
        context |= {"form": again, "conflict_rows": laid_out.answer_differences(theirs, given)}
        return render(request, "follow_up/answer.html", context)
    messages.success(request, f"Recommendation {recommendation.number} is answered.")
    return _to(plan)


@login_required
@get_or_post
def add_step(request: SignedInRequest, inspection_id: int, recommendation_id: int) -> HttpResponse:
    """A new step."""
    recommendation, plan = _planned_for(request, inspection_id, recommendation_id)
    refuse_if(policies.reasons_not_to_answer(request.user, plan))
    form = forms.AddStepForm(request.POST or None, inspection=plan.inspection)
    if not form.is_valid():
        context = {"inspection": plan.inspection, "plan": plan, "row": recommendation, "form": form}
        return render(request, "follow_up/step.html", context)
    actions.add_step(
        recommendation=recommendation,
        planned=form.planned(),
        creation_key=form.cleaned_data["creation_key"],
        by=request.user,
    )
    messages.success(request, "Step added.")
    return _to(plan)


@login_required
@get_or_post
def change_step(
    request: SignedInRequest, inspection_id: int, recommendation_id: int, step_id: int
) -> HttpResponse:
    """A step of a plan that is being written."""
    step, plan = _step_for(request, inspection_id, recommendation_id, step_id)
    refuse_if(policies.reasons_not_to_answer(request.user, plan))
    form = forms.ChangeStepForm(request.POST or None, step=step)
    context = {"inspection": plan.inspection, "plan": plan, "row": step.recommendation, "form": form}
    context |= {"step": step}
    if not form.is_valid():
        return render(request, "follow_up/step.html", context)
    typed, version = form.planned(), form.cleaned_data["version"]
    try:
        actions.change_step(step=step, planned=typed, version=version, by=request.user)
    except Conflict:
        theirs, _ = _step_for(request, inspection_id, recommendation_id, step_id)
        again = forms.ChangeStepForm(with_version(request.POST, theirs.version), step=theirs)
        context |= {"form": again, "step": theirs, "conflict_rows": laid_out.step_differences(theirs, typed)}
        return render(request, "follow_up/step.html", context)
    messages.success(request, "Step changed.")
    return _to(plan)


@login_required
@require_POST
def remove_step(
    request: SignedInRequest, inspection_id: int, recommendation_id: int, step_id: int
) -> HttpResponse:
    """One step less."""
    step, plan = _step_for(request, inspection_id, recommendation_id, step_id)
    refuse_if(policies.reasons_not_to_answer(request.user, plan))
    press(request, partial(actions.remove_step, step=step, by=request.user), "Step removed.")
    return _to(plan)


@login_required
@require_POST
def mark_step(
    request: SignedInRequest, inspection_id: int, recommendation_id: int, step_id: int, mark: str
) -> HttpResponse:
    """A step is done, or is not done after all."""
    step, plan = _step_for(request, inspection_id, recommendation_id, step_id)
    refuse_if(policies.reasons_not_to_report_progress(request.user, plan))
    if mark == "done":
        change = partial(actions.mark_done, step=step, by=request.user, at=timezone.now())
        press(request, change, "The step is done.")
    else:
        change = partial(actions.mark_not_done, step=step, by=request.user)
        press(request, change, "The step is open again.")
    return _to(plan)


@login_required
@get_or_post
def add_note(request: SignedInRequest, inspection_id: int, recommendation_id: int) -> HttpResponse:
    """What was done since about one recommendation."""
    recommendation, plan = _planned_for(request, inspection_id, recommendation_id)
    refuse_if(policies.reasons_not_to_report_progress(request.user, plan))
    form = forms.NoteForm(request.POST or None)
    if not form.is_valid():
        context = {"inspection": plan.inspection, "plan": plan, "row": recommendation, "form": form}
        return render(request, "follow_up/note.html", context)
    actions.add_note(
        recommendation=recommendation,
        told=form.told(),
        creation_key=form.cleaned_data["creation_key"],
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, "Progress note added.")
    return _to(plan)


@login_required
@require_POST
def submit(request: SignedInRequest, inspection_id: int, plan_id: int) -> HttpResponse:
    """The plan goes to the inspectorate."""
    row = plan_for(request, inspection_id, plan_id)
    refuse_if(policies.reasons_not_to_submit(request.user, row))
    change = partial(actions.submit, plan=row, by=request.user, at=timezone.now())
    press(request, change, "The plan is submitted. You can report progress on it from now on.")
    return _to(row)


@login_required
@require_POST
def publish_plan(request: SignedInRequest, inspection_id: int, plan_id: int) -> HttpResponse:
    """The plan becomes public."""
    row = plan_for(request, inspection_id, plan_id)
    refuse_if(policies.reasons_not_to_publish_plan(request.user, row))
    change = partial(actions.publish_plan, plan=row, by=request.user, at=timezone.now())
    press(request, change, "The action plan is public.")
    return _to(row)


@login_required
@get_or_post
def hand_back(request: SignedInRequest, inspection_id: int, plan_id: int) -> HttpResponse:
    """The plan goes back to its addressee."""
    row = plan_for(request, inspection_id, plan_id)
    refuse_if(policies.reasons_not_to_publish_plan(request.user, row))
    form = forms.HandBackForm(request.POST or None, initial={"version": row.version})
    context = {"inspection": row.inspection, "plan": row, "form": form}
    if not form.is_valid():
        return render(request, "follow_up/hand_back.html", context)
    reason, version = form.cleaned_data["reason"], form.cleaned_data["version"]
    try:
        actions.hand_back(plan=row, reason=reason, version=version, by=request.user)
    except Conflict:
        theirs = plan_for(request, inspection_id, plan_id)
        again = forms.HandBackForm(with_version(request.POST, theirs.version))
        versions = laid_out.hand_back_versions(theirs, reason)
        context |= {"plan": theirs, "form": again, "conflict_rows": versions}
        return render(request, "follow_up/hand_back.html", context)
    messages.success(request, "The plan is back with those who wrote it.")
    return _to(row)


def _planned_for(
    request: SignedInRequest, inspection_id: int, recommendation_id: int
) -> tuple[Recommendation, ActionPlan]:
    row = recommendation_for(request, inspection_id, recommendation_id)
    plan = row.plan
    refuse_if([] if plan else ["The recommendation is not published, so there is no action plan yet."])
    assert plan is not None  # noqa: S101 - refused above
    return row, plan


def _step_for(
    request: SignedInRequest, inspection_id: int, recommendation_id: int, step_id: int
) -> tuple[Step, ActionPlan]:
    recommendation, plan = _planned_for(request, inspection_id, recommendation_id)
    step = get_object_or_404(recommendation.steps.all(), pk=step_id)
    step.recommendation = recommendation
    return step, plan


def _to(plan: ActionPlan) -> HttpResponse:
    return redirect("follow_up:plan", inspection_id=plan.inspection_id, plan_id=plan.pk)
