"""Who may manage accounts. Empty lists mean allowed."""

from typing import TYPE_CHECKING

from .models import Role, User

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer


def reasons_not_to_manage(user: "Viewer") -> list[str]:
    """Only an administrator adds and changes accounts."""
    if user.is_authenticated and user.is_administrator:
        return []
    return ["Only an administrator can manage accounts."]


def reasons_not_to_add_first_administrator() -> list[str]:
    """There is a first one only once; the demonstration’s does not count."""
    if User.objects.with_role(Role.ADMINISTRATOR).filter(is_demonstration=False).exists():
        return ["There is an administrator already, who adds further accounts."]
    return []


def reasons_not_to_change(user: "Viewer", account: User, *, role: str) -> list[str]:
    """An administrator keeps their own role, so that there always is one."""
    reasons = reasons_not_to_manage(user)
    if not reasons and account.pk == user.pk and role != Role.ADMINISTRATOR:
        reasons.append(
            "You cannot take the administrator’s role from your own account. Ask another administrator."
        )
    return reasons


def reasons_not_to_deactivate(user: "Viewer", account: User) -> list[str]:
    """Nobody locks themselves out."""
    reasons = reasons_not_to_manage(user)
    if not reasons and account.pk == user.pk:
        reasons.append("You cannot deactivate your own account. Ask another administrator.")
    if not account.is_active:
        reasons.append("This account is not active.")
    return reasons


def reasons_not_to_reactivate(user: "Viewer", account: User) -> list[str]:
    """Only what is inactive can be made active."""
    reasons = reasons_not_to_manage(user)
    if account.is_active:
        reasons.append("This account is active already.")
    return reasons


def reasons_not_to_reset(user: "Viewer", account: User) -> list[str]:
    """One’s own password is changed with the old one."""
    reasons = reasons_not_to_manage(user)
    if not reasons and account.pk == user.pk:
        reasons.append("Change your own password on the page “Your account”.")
    return reasons


def reasons_not_to_add_colleagues(user: "Viewer") -> list[str]:
    """A manager names colleagues from another system; only an administrator lets them sign in."""
    if user.is_authenticated and user.is_manager:
        return []
    return ["Only a manager can take in officers."]
