"""A button that only the demonstration has, and what it does."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from caseward.inspection.inspections.models import Inspection
from caseward.shared.govuk import slots
from caseward.shared.govuk.filters import plural
from caseward.shared.records.models import SignedInRequest

from .inspection import assist


def help_with(*, inspection: Inspection, request: HttpRequest) -> str:
    """The offer on an inspection's overview, for whoever may take it up."""
    if not settings.DEMO or not request.user.is_authenticated:
        return ""
    if assist.reasons_not_to_assess_the_rest(request.user, inspection):
        return ""
    return slots.drawn_from("demo/help.html", {"inspection": inspection}, request)


@login_required
@require_POST
def assess_the_rest(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Finish every case that is left with invented answers."""
    if not settings.DEMO:
        raise Http404
    inspection = get_object_or_404(Inspection.objects.visible_to(request.user), pk=inspection_id)
    finished = assist.assess_the_rest(inspection=inspection, by=request.user, at=timezone.now())
    messages.success(request, f"{plural(finished, 'case')} assessed by invention.")
    return redirect("inspections:overview", inspection_id=inspection_id)
