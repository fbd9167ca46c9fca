"""Who gives the provider's figures and confirms those that are questioned. Empty lists mean allowed."""

from typing import TYPE_CHECKING

from caseward.inspection.fieldwork.models import ProvidedFigure
from caseward.inspection.fieldwork.policies import access
from caseward.inspection.inspections.models import Inspection

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer


def reasons_not_to_enter(user: "Viewer", inspection: Inspection) -> list[str]:
    """The provider's contact enters its figures, or the team for what came another way."""
    return access.reasons_not_to_answer_for_provider(user, inspection)


def reasons_not_to_confirm(user: "Viewer", inspection: Inspection, code: str) -> list[str]:
    """A figure is confirmed by the provider, once it is given."""
    if not access.is_contact_of(user, inspection):
        return ["Only the provider’s contact can confirm a figure of the provider."]
    reasons = access.reasons_frozen(inspection)
    if not ProvidedFigure.objects.filter(inspection=inspection, code=code).exists():
        reasons.append("This figure has not been given yet, so there is nothing to confirm.")
    return reasons
