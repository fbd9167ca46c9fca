"""Pages of gathering evidence, by noun; and the inspection that each of them is about."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from caseward.inspection.inspections.models import Inspection
from caseward.shared.records.models import SignedInRequest

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def inspection_for(request: SignedInRequest, inspection_id: int) -> Inspection:
    """The inspection, or 404 for somebody who may not see it."""
    inspections = Inspection.objects.visible_to(request.user).external().with_team()
    return get_object_or_404(inspections, pk=inspection_id)
