"""Pages of ratings, one file a part of the way: live figures, their cases, proposals, panel, publication."""

from django.shortcuts import get_object_or_404

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.ratings.models import inspections_rated_by
from caseward.shared.records.models import SignedInRequest


def inspection_for(request: SignedInRequest, inspection_id: int) -> Inspection:
    """The inspection, if the user may see its ratings; else the page is not found."""
    inspections = inspections_rated_by(request.user).external().with_team()
    return get_object_or_404(inspections, pk=inspection_id)


def figures_for(request: SignedInRequest, inspection_id: int) -> Inspection:
    """The inspection or internal audit, if the user may see its figures; else the page is not found."""
    inspections = inspections_rated_by(request.user).with_team()
    return get_object_or_404(inspections, pk=inspection_id)
