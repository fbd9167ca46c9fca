"""Who may add organisations. Empty lists mean allowed."""

from typing import TYPE_CHECKING

from .models import Organisation

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer


def reasons_not_to_manage(user: "Viewer") -> list[str]:
    """Only an administrator adds organisations."""
    if user.is_authenticated and user.is_administrator:
        return []
    return ["Only an administrator can manage organisations."]


def reasons_not_to_add(user: "Viewer", kind: str) -> list[str]:
    """An administrator adds any; the publisher a provider, when its result is the first word of it."""
    if user.is_authenticated and user.is_publisher and kind == Organisation.Kind.PROVIDER:
        return []
    return reasons_not_to_manage(user)
