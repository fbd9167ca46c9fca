"""The front page of the evidence: each kind of it, and how far it is."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from caseward.inspection.fieldwork.policies import access
from caseward.inspection.fieldwork.presenters.areas import areas_for
from caseward.inspection.fieldwork.views import inspection_for
from caseward.shared.records.models import SignedInRequest, refuse_if


@login_required
@require_safe
def index(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Where each kind of evidence stands."""
    inspection = inspection_for(request, inspection_id)
    refuse_if(access.reasons_not_to_read_what_is_asked(request.user, inspection))
    context = {
        "inspection": inspection,
        "areas": areas_for(request.user, inspection),
        "is_contact": access.is_contact_of(request.user, inspection),
        "is_frozen": bool(access.reasons_frozen(inspection)),
    }
    return render(request, "fieldwork/index.html", context)
