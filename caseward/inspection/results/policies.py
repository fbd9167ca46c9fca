"""Who may add to the public results. Empty lists mean allowed."""

from typing import TYPE_CHECKING

from caseward.rules.disclosure import Limits
from caseward.shared.accounts.models import Role

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

SMALL_NUMBERS = Limits(least_count=5, least_base=5)
"""What leaves the circle of those who may open the cases hides smaller numbers than these."""


def reasons_not_to_record(user: "Viewer") -> list[str]:
    """Only the publisher makes a result public."""
    if user.is_authenticated and user.role == Role.PUBLISHER:
        return []
    return ["Only the publisher can make a result public."]
