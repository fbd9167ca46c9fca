"""The publisher's preview of the result, and its publication."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from caseward.inspection.ratings import actions, forms, inputs, policies
from caseward.inspection.ratings.models import Meeting
from caseward.inspection.ratings.presenters import figures
from caseward.inspection.ratings.presenters import panel as laid_out
from caseward.inspection.ratings.views import inspection_for
from caseward.inspection.results.presenters import preview
from caseward.rules.panel import decide
from caseward.shared.records.models import SignedInRequest


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """What the public will see, what was checked, and the button."""
    inspection = inspection_for(request, inspection_id)
    if not policies.sees_publication(request.user, inspection):
        raise Http404("There is nothing to publish.")
    meetings = Meeting.objects.visible_to(request.user).select_related("calculated", "locked_by")
    meeting = get_object_or_404(meetings, inspection=inspection, is_current=True)
    meeting.inspection = inspection
    form = forms.PublishForm(request.POST or None, inspection=inspection, by=request.user)
    if form.is_valid():
        publication = actions.publish(
            inspection=inspection, **form.cleaned_data, by=request.user, at=timezone.now()
        )
        messages.success(request, "The result is public.")
        return redirect("results:result", slug=publication.result.slug)
    rating = inputs.stored_rating(meeting)
    score = decide(inspection.framework, rating, inputs.panel_decisions(meeting))
    rows = laid_out.on_the_table(meeting, rating)
    shown = preview(inspection.framework, inputs.question_figures(meeting))
    context = {
        "inspection": inspection,
        "meeting": meeting,
        "form": form,
        "slug": actions.free_slug(inspection),
        "refusals": policies.reasons_not_to_publish(request.user, inspection),
        "rows": rows,
        "score": score,
        "before_title": figures.band_title(inspection.framework, score.indicative.band),
        "after_title": figures.band_title(inspection.framework, score.final.band),
        "checks": laid_out.checks_of(meeting, rows, shown),
    }
    return render(request, "ratings/publish.html", context)
