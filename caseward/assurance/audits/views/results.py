"""What the answers of an audit come to, closing it, and the next one like it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caseward.assurance.audits import actions, forms, inputs, policies, presenters
from caseward.assurance.audits.models import AuditAction, State
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.ratings import inputs as ratings
from caseward.inspection.ratings.policies import reasons_not_to_look_at_cases
from caseward.inspection.ratings.presenters import figures
from caseward.shared.govuk.forms import EditingForm
from caseward.shared.records.models import Conflict, SignedInRequest, refuse_if
from caseward.shared.records.views import form_page

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def audit_for(request: SignedInRequest, inspection_id: int) -> Inspection:
    """The internal audit, if the user may see it; else the page is not found."""
    audits = Inspection.objects.visible_to(request.user).filter(kind="internal").with_team()
    return get_object_or_404(audits, pk=inspection_id)


@login_required
@require_safe
def result(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Standard by standard: what people answered, and the band that the rule gives to it."""
    audit, user = audit_for(request, inspection_id), request.user
    if not policies.sees_result(user, audit):
        raise Http404(inspection_id)
    answers = ratings.answers_for(audit)
    rating = inputs.rating_of(audit, answers)
    standards = presenters.standards_of(audit, rating, answers)
    before = inputs.audit_before(audit, user)
    asked = AuditAction.objects.visible_to(user).filter(inspection=audit)
    context = {
        "inspection": audit,
        "standards": standards,
        "before": before,
        "then_and_now": presenters.then_and_now(inputs.stored_counts(before), standards) if before else [],
        "progress": figures.progress_of(audit),
        "beside": figures.beside(audit, answers, None),
        "sees_cases": not reasons_not_to_look_at_cases(user, audit),
        "not_to_close": policies.reasons_not_to_close(user, audit),
        "close_form": EditingForm(initial={"version": audit.version}),
        "may_start_next": not policies.reasons_not_to_start_next(user, audit),
        "may_ask": not policies.reasons_not_to_ask(user, audit),
        "counted": asked.with_state(timezone.localdate()).counted(),
        "states": State,
    }
    return render(request, "audits/result.html", context)


@login_required
@require_POST
def close(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """The result stands."""
    audit = audit_for(request, inspection_id)
    refuse_if(policies.reasons_not_to_close(request.user, audit))
    form = EditingForm(request.POST)
    if form.is_valid():
        try:
            actions.close(
                inspection=audit,
                version=form.cleaned_data["version"],
                by=request.user,
                at=timezone.now(),
            )
        except Conflict:
            messages.warning(request, "Somebody else has just changed this audit. Look at it and try again.")
        else:
            messages.success(request, "The audit is closed. What it asked for is followed to its end.")
    return redirect("audits:result", inspection_id=audit.pk)


@login_required
@get_or_post
def start_next(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Another audit like this one, with its own dates."""
    audit = audit_for(request, inspection_id)
    refuse_if(policies.reasons_not_to_start_next(request.user, audit))

    def save(form: forms.NextForm) -> Inspection:
        return actions.start_next(inspection=audit, **form.cleaned_data, by=request.user, at=timezone.now())

    return form_page(
        request,
        "audits/next.html",
        {"inspection": audit, "team": audit.team.select_related("user")},
        make_form=lambda data: forms.NextForm(data, inspection=audit),
        save=save,
        done="The next audit is set up. Look at its dates, team and samples, then go on to the case lists.",
        then=lambda following: reverse("inspections:overview", args=[following.pk]),
    )
