"""Writing, ordering, publishing recommendations, and judging those of the inspection before."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from caseward.inspection.follow_up import actions, forms, policies
from caseward.inspection.follow_up.models import EarlierJudgement
from caseward.inspection.follow_up.presenters import plans as laid_out
from caseward.inspection.follow_up.presenters import recommendations as shown
from caseward.inspection.inspections.models import Inspection
from caseward.shared.govuk.forms import with_version
from caseward.shared.records.models import Conflict, SignedInRequest, refuse_if

from . import get_or_post, inspection_for, press, recommendation_for


@login_required
@require_GET
def index(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """The recommendations of an inspection in their order, with the action plans that followed."""
    inspection = inspection_for(request, inspection_id)
    today = timezone.localdate()
    context = {
        "inspection": inspection,
        "groups": shown.groups_of(inspection),
        "plans": [(plan, laid_out.state_of(plan, today)) for plan in inspection.action_plans.all()],
        "earlier": policies.earlier_recommendations(inspection).count(),
        "unjudged": policies.unjudged(inspection).count(),
        "why_not": policies.reasons_not_to_write(request.user, inspection),
        "may_publish": not policies.reasons_not_to_publish(request.user, inspection),
    }
    return render(request, "follow_up/recommendations.html", context)


@login_required
@get_or_post
def write(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """A new recommendation."""
    inspection = inspection_for(request, inspection_id)
    refuse_if(policies.reasons_not_to_write(request.user, inspection))
    form = forms.WriteForm(request.POST or None, inspection=inspection)
    if not form.is_valid():
        return render(request, "follow_up/recommendation.html", {"inspection": inspection, "form": form})
    actions.write(
        inspection=inspection,
        wording=form.wording(),
        creation_key=form.cleaned_data["creation_key"],
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, "Recommendation added.")
    return redirect("follow_up:index", inspection_id=inspection_id)


@login_required
@get_or_post
def change(request: SignedInRequest, inspection_id: int, recommendation_id: int) -> HttpResponse:
    """A recommendation that is not published."""
    row = recommendation_for(request, inspection_id, recommendation_id)
    refuse_if(policies.reasons_not_to_write(request.user, row.inspection))
    form = forms.ChangeForm(request.POST or None, recommendation=row)
    context = {"inspection": row.inspection, "row": row, "form": form}
    if not form.is_valid():
        return render(request, "follow_up/recommendation.html", context)
    wording, version = form.wording(), form.cleaned_data["version"]
    try:
        actions.change(
            recommendation=row, wording=wording, version=version, by=request.user, at=timezone.now()
        )
    except Conflict:
        theirs = recommendation_for(request, inspection_id, recommendation_id)
        again = forms.ChangeForm(with_version(request.POST, theirs.version), recommendation=theirs)
        differences = shown.wording_differences(theirs, wording)
        context |= {"row": theirs, "form": again, "conflict_rows": differences}
        return render(request, "follow_up/recommendation.html", context)
    messages.success(request, "Recommendation changed.")
    return redirect("follow_up:index", inspection_id=inspection_id)


@login_required
@require_POST
def move(
    request: SignedInRequest, inspection_id: int, recommendation_id: int, direction: str
) -> HttpResponse:
    """One place up or down among those to the same addressee."""
    row = recommendation_for(request, inspection_id, recommendation_id)
    refuse_if(policies.reasons_not_to_write(request.user, row.inspection))
    upwards = direction == "up"
    press(request, partial(actions.move, recommendation=row, upwards=upwards, by=request.user))
    return redirect("follow_up:index", inspection_id=inspection_id)


@login_required
@require_POST
def remove(request: SignedInRequest, inspection_id: int, recommendation_id: int) -> HttpResponse:
    """One recommendation less."""
    row = recommendation_for(request, inspection_id, recommendation_id)
    refuse_if(policies.reasons_not_to_write(request.user, row.inspection))
    change = partial(actions.remove, recommendation=row, by=request.user)
    press(request, change, "Recommendation removed. The others are numbered again.")
    return redirect("follow_up:index", inspection_id=inspection_id)


@login_required
@get_or_post
def publish(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Make the recommendations of a published result public, and ask for action plans."""
    inspection = inspection_for(request, inspection_id)
    refuse_if(policies.reasons_not_to_publish(request.user, inspection))
    form = forms.PublishForm(request.POST or None)
    if not form.is_valid():
        context = {"inspection": inspection, "form": form, "groups": shown.groups_of(inspection)}
        return render(request, "follow_up/publish.html", context)
    actions.publish(
        inspection=inspection,
        result=inspection.publication.result,
        by=request.user,
        at=timezone.now(),
        due_on=form.cleaned_data["due_on"],
    )
    messages.success(request, "The recommendations are public, and action plans are asked for.")
    return redirect("follow_up:index", inspection_id=inspection_id)


@login_required
@require_GET
def earlier(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """What was recommended before, what was planned and done, and what this inspection finds."""
    inspection = inspection_for(request, inspection_id)
    context = {
        "inspection": inspection,
        "earlier": shown.earlier_of(inspection),
        "today": timezone.localdate(),
        "answer_colours": laid_out.ANSWER_COLOURS,
        "why_not": policies.reasons_not_to_judge(request.user, inspection),
    }
    return render(request, "follow_up/earlier.html", context)


@login_required
@get_or_post
def judge(request: SignedInRequest, inspection_id: int, earlier_id: int) -> HttpResponse:
    """How much progress was made on one earlier recommendation."""
    inspection = inspection_for(request, inspection_id)
    refuse_if(policies.reasons_not_to_judge(request.user, inspection))
    found = _found(inspection, earlier_id)
    form = forms.JudgeForm(request.POST or None, judgement=found.judgement)
    context = {
        "inspection": inspection,
        "found": found,
        "form": form,
        "today": timezone.localdate(),
        "answer_colours": laid_out.ANSWER_COLOURS,
    }
    if not form.is_valid():
        return render(request, "follow_up/judge.html", context)
    typed = form.cleaned_data
    try:
        actions.judge(
            inspection=inspection,
            earlier=found.recommendation,
            judged=(typed["progress"], typed["paragraph"]),
            version=typed["version"],
            by=request.user,
            at=timezone.now(),
        )
    except Conflict:
        found = _found(inspection, earlier_id)
        theirs = found.judgement or EarlierJudgement()
        again = forms.JudgeForm(with_version(request.POST, theirs.version), judgement=theirs)
        context |= {
            "found": found,
            "form": again,
            "conflict_rows": shown.judgement_differences(theirs, typed),
        }
        return render(request, "follow_up/judge.html", context)
    messages.success(request, f"Judged: recommendation {found.recommendation.number}.")
    return redirect("follow_up:earlier", inspection_id=inspection_id)


def _found(inspection: Inspection, earlier_id: int) -> shown.Found:
    known = shown.earlier_of(inspection)
    for found in known.found if known else ():
        if found.recommendation.pk == earlier_id:
            return found
    raise Http404("No such recommendation of the inspection before.")
