"""Who may add organisations. Empty lists mean allowed."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer


def reasons_not_to_manage(user: "Viewer") -> list[str]:
    """Only an administrator adds organisations."""
    if user.is_authenticated and user.is_administrator:
        return []
    return ["Only an administrator can manage organisations."]
