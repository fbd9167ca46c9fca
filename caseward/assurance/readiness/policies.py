"""Who may have a caseload reckoned, who sees what was found, and who opens a case with a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from .models import Reckoning

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from caseward.casework.people.models import Person
    from caseward.shared.accounts.models import User
    from caseward.shared.organisations.models import Organisation
    from caseward.shared.records.models import Viewer


VEILED = (
    "You are reading this case for an audit, and answer first: what is found in its records appears beside "
    "each question once you have answered it."
)
_veils: list[Callable[[User], QuerySet[Person]]] = []


def register_veil(veil: Callable[[User], QuerySet[Person]]) -> None:
    """Let an app above keep from a user what is found in some cases, such as those that are read blind."""
    if veil not in _veils:
        _veils.append(veil)


def veiled_from(user: Viewer) -> set[int]:
    """The people whose findings the user does not see now, by key.

    Counts of a team or an office hold them still: whoever sets a count against the list of cases can guess.
    """
    if not user.is_authenticated:
        return set()
    return {number for veil in _veils for number in veil(user).values_list("pk", flat=True)}


def reasons_not_to_reckon(user: User | None, provider: Organisation) -> list[str]:
    """Managers, the quality team and directors, for their own provider; nobody stands for the command."""
    if user is None:
        return []
    if user.organisation_id != provider.pk:
        return ["You can only have the cases of your own provider looked through."]
    if not (user.is_manager or user.audits or user.directs):
        return ["A manager, the quality team or a director has the cases looked through."]
    return []


def reasons_not_to_begin(provider: Organisation, at: datetime) -> list[str]:
    """One pass over a caseload at a time."""
    if Reckoning.objects.filter(provider=provider).running(at).exists():
        return ["The cases are being looked through just now. Look again in a few minutes."]
    return []


def sees_shares(user: Viewer) -> bool:
    """Whether the user answers for more than their own cases."""
    return user.is_authenticated and (user.is_manager or user.audits or user.directs)


def sees_findings(user: Viewer) -> bool:
    """Whether what is found in single cases is meant for the user: for the provider, not for inspectors."""
    return user.is_authenticated and (user.reads_the_caseload or user.directs)


def reasons_not_to_see_shares(user: Viewer) -> list[str]:
    """Managers, the quality team and directors see counts; officers see their own cases."""
    if sees_shares(user):
        return []
    return ["Managers, the quality team and directors see how many cases show what an inspector looks for."]


def reasons_not_to_see_findings(user: Viewer, person: Person) -> list[str]:
    """The provider's own people see what is found in a case. An inspector judges it without being led."""
    is_own = user.is_authenticated and user.organisation_id == person.provider_id
    if is_own and sees_findings(user):
        return [VEILED] if person.pk in veiled_from(user) else []
    return ["Only the provider’s own people see what was found in this case."]


def reasons_not_to_open_case(user: Viewer) -> list[str]:
    """Directors open a case with a reason; everybody else here reads the caseload anyway."""
    if user.is_authenticated and user.directs:
        return []
    return ["Only a director opens a case by giving a reason."]
