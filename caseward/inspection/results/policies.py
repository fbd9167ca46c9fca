"""Who may add to the public results. Empty lists mean allowed."""

from typing import TYPE_CHECKING

from caseward.rules.disclosure import Limits
from caseward.shared.accounts.models import Role

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

    from .models import ImportDraft

SMALL_NUMBERS = Limits(least_count=5, least_base=5)
"""What leaves the circle of those who may open the cases hides smaller numbers than these."""


def reasons_not_to_record(user: "Viewer") -> list[str]:
    """Only the publisher makes a result public."""
    if user.is_authenticated and user.role == Role.PUBLISHER:
        return []
    return ["Only the publisher can make a result public."]


def reasons_not_to_keep_comparators(user: "Viewer") -> list[str]:
    """Those who read figures closely name the sets that figures are set beside."""
    if user.is_authenticated and user.role in (Role.ANALYST, Role.LEAD_INSPECTOR, Role.PUBLISHER):
        return []
    return ["Only an analyst, a lead inspector or the publisher can make or change a comparator."]


def reasons_not_to_edit_draft(user: "Viewer", draft: "ImportDraft") -> list[str]:
    """The publisher checks what was read, until it is recorded or discarded."""
    if reasons := reasons_not_to_record(user):
        return reasons
    if draft.result_id:
        return ["It is recorded as a public result, and a public result is never edited."]
    if draft.discarded_at:
        return ["It was discarded. Send the file again to begin anew."]
    return []
