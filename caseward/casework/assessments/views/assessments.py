"""The list of assessments, one assessment with its parts, starting, completing and what changed."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from caseward.casework.assessments import policies
from caseward.casework.assessments.actions import assessments as actions
from caseward.casework.assessments.forms import assessments as forms
from caseward.casework.assessments.models import Assessment
from caseward.casework.assessments.presenters import assessments as laid_out
from caseward.casework.assessments.presenters import changes as changed
from caseward.casework.assessments.presenters import own_views
from caseward.casework.people import policies as people_policies
from caseward.shared.govuk.forms import EditingForm
from caseward.shared.records.models import SignedInRequest, refuse_if

from . import PAGE, assessment_for, get_or_post, person_for, press


@login_required
@require_GET
def index(request: SignedInRequest, person_id: int) -> HttpResponse:
    """The assessment that holds, the one that is being written, and all versions."""
    person = person_for(request, person_id)
    rows = person.assessments.select_related("completed_by", "started_by", "self_assessment")
    holding = rows.completed().prefetch_related("factors", "self_assessment__ratings")
    now = holding.order_by("-completed_at", "-pk").first()
    own_view = person.self_assessments.prefetch_related("ratings").first()
    context = {
        "person": person,
        "versions": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "open": rows.filter(completed_at=None).first(),
        "now": now,
        "own_view": own_view,
        "own_standing": own_views.standing(own_view, own_view.one_before()) if own_view else None,
        "reasons": policies.reasons_not_to_start(request.user, person),
        "may_work": not people_policies.reasons_not_to_work_on(request.user, person),
    }
    if now:
        now.person = person
        context |= _holding(now)
    return render(request, "assessments/index.html", context)


def _holding(now: Assessment) -> dict[str, object]:
    """What the assessment that holds says, and what it lacks."""
    factors = laid_out.factors_of(now)
    return {
        "level": laid_out.level(now.harm()),
        "needs": [factor for factor in factors if factor.is_need == "yes"],
        "strengths": [factor for factor in factors if factor.strength],
        "missing": policies.what_is_missing(now, now.own_view()),
        "not_known": [factor for factor in factors if factor.is_need == "not_known"],
        "since": laid_out.unchanged_since(now),
    }


@login_required
@get_or_post
def start(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Open a new assessment."""
    person = person_for(request, person_id)
    # Sent twice it is the assessment that the first made: whether one is open is asked by the action.
    sent = request.method == "POST"
    ask = people_policies.reasons_not_to_work_on if sent else policies.reasons_not_to_start
    refuse_if(ask(request.user, person))
    form = forms.StartForm(request.POST or None)
    if not form.is_valid():
        return render(request, "assessments/start.html", {"person": person, "form": form})
    assessment = actions.start(
        person=person,
        reason=form.cleaned_data["reason"],
        creation_key=form.cleaned_data["creation_key"],
        by=request.user,
        at=timezone.now(),
    )
    return redirect("assessments:assessment", person_id=person.pk, assessment_id=assessment.pk)


@login_required
@require_GET
def assessment(request: SignedInRequest, person_id: int, assessment_id: int) -> HttpResponse:
    """One assessment: what is done and what is left; once completed, what it says."""
    row = assessment_for(request, person_id, assessment_id)
    own_view = row.own_view()
    context: dict[str, object] = {
        "person": row.person,
        "row": row,
        "own_view": own_view,
        "level": laid_out.level(row.harm()),
        "differences": laid_out.difference_rows(row, own_view),
        "reasons": people_policies.reasons_not_to_work_on(request.user, row.person),
    }
    if row.completed_at:
        context |= {
            "factors": laid_out.factors_of(row),
            "since": laid_out.unchanged_since(row),
            "groups": laid_out.levels_by_group(row),
            "missing": policies.what_is_missing(row, own_view),
        }
        return render(request, "assessments/completed.html", context)
    context |= {
        "progress": laid_out.progress(row, own_view),
        "waiting": laid_out.answers_waiting(row.person),
        "events": laid_out.events_since_last(row),
    }
    return render(request, "assessments/assessment.html", context)


@login_required
@get_or_post
def complete(request: SignedInRequest, person_id: int, assessment_id: int) -> HttpResponse:
    """Sign the assessment, or see what is missing, each with the page where it is put right."""
    row = assessment_for(request, person_id, assessment_id)
    refuse_if(policies.reasons_not_to_change(request.user, row))
    if request.method == "POST":
        change = partial(actions.complete, assessment=row, by=request.user, at=timezone.now())
        if press(request, change, "The assessment is completed. It holds from now on."):
            return redirect("assessments:assessment", person_id=person_id, assessment_id=row.pk)
        return redirect("assessments:complete", person_id=person_id, assessment_id=row.pk)
    own_view = row.own_view()
    context = {
        "person": row.person,
        "row": row,
        "own_view": own_view,
        "missing": laid_out.progress(row, own_view).missing,
        "level": laid_out.level(row.harm()),
        "waiting": laid_out.answers_waiting(row.person),
        "version_form": EditingForm(initial={"version": row.version}),
    }
    return render(request, "assessments/complete.html", context)


@login_required
@require_GET
def changes(request: SignedInRequest, person_id: int, assessment_id: int) -> HttpResponse:
    """What changed since the assessment before this one."""
    row = assessment_for(request, person_id, assessment_id)
    if row.follows is None:
        messages.info(request, "This is the first assessment, so there is nothing to compare it with.")
        return redirect("assessments:assessment", person_id=person_id, assessment_id=row.pk)
    before = get_object_or_404(row.person.assessments.prefetch_related("factors"), pk=row.follows.pk)
    before.person = row.person
    since = laid_out.unchanged_since(row)
    context = {
        "person": row.person,
        "row": row,
        "before": before,
        "changes": changed.changes_of(row, before),
        "since": [(factor, since[factor.area]) for factor in row.factors.all() if factor.area in since],
    }
    return render(request, "assessments/changes.html", context)
