"""Who may add to the public results. Empty lists mean allowed."""

from typing import TYPE_CHECKING

from caseward.shared.accounts.models import Role

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer


def reasons_not_to_record(user: "Viewer") -> list[str]:
    """Only the publisher makes a result public."""
    if user.is_authenticated and user.role == Role.PUBLISHER:
        return []
    return ["Only the publisher can make a result public."]
