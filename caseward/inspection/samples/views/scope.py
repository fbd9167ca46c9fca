"""The inspection and the sample that a page is about, as far as the viewer may see them."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from caseward.inspection.inspections.models import Inspection
from caseward.rules.framework import Sample
from caseward.shared.records.models import SignedInRequest


def inspection_of(request: SignedInRequest, inspection_id: int) -> Inspection:
    """The inspection, or 404 for somebody who may not see it."""
    visible = Inspection.objects.visible_to(request.user).select_related("provider")
    return get_object_or_404(visible, pk=inspection_id)


def sample_of(inspection: Inspection, sample_code: str) -> Sample:
    """The framework's sample, or 404 where this inspection does not draw it."""
    if not inspection.requested_samples.filter(sample_code=sample_code).exists():
        raise Http404
    return inspection.framework.sample(sample_code)
