"""Who reads and who writes evidence, and until when. Empty lists mean allowed."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from caseward.inspection.fieldwork.models import READERS
from caseward.inspection.inspections.models import Inspection, TeamRole
from caseward.inspection.inspections.policies import reasons_not_of_an_inspectorate
from caseward.shared.accounts.models import Role

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

WRITERS = (TeamRole.LEAD, TeamRole.INSPECTOR, TeamRole.ANALYST)
FROZEN = ("decided", "published")
"""Stages at which the evidence stands as the panel had it."""
HALF_A_YEAR = timedelta(days=183)
Days = tuple[date, date]
"""The first and the last day that make sense."""


def days_around_fieldwork(inspection: Inspection) -> Days:
    """Evidence is gathered within half a year of fieldwork; a day further off is a slip of the pen."""
    return inspection.fieldwork_starts_on - HALF_A_YEAR, inspection.fieldwork_ends_on + HALF_A_YEAR


def is_contact_of(user: "Viewer", inspection: Inspection) -> bool:
    """Whether the user is the contact of the provider that is inspected."""
    return (
        user.is_authenticated
        and user.role == Role.PROVIDER_CONTACT
        and user.organisation_id == inspection.provider_id
        and not inspection.is_internal
    )


def reasons_not_to_read(user: "Viewer", inspection: Inspection) -> list[str]:
    """Lead, inspectors, analyst and quality leads read all evidence."""
    if inspection.team_role_of(user) in READERS:
        return reasons_not_of_an_inspectorate(inspection)
    return ["Only the people who gather evidence for this inspection can read it."]


def reasons_not_to_read_what_is_asked(user: "Viewer", inspection: Inspection) -> list[str]:
    """What the provider is asked for is read by its contact too."""
    return [] if is_contact_of(user, inspection) else reasons_not_to_read(user, inspection)


def reasons_not_to_write(user: "Viewer", inspection: Inspection) -> list[str]:
    """Lead, inspectors and analyst write evidence until the ratings are decided."""
    if inspection.team_role_of(user) not in WRITERS:
        reasons = ["Only the lead inspector, inspectors and analyst of this inspection can do this."]
    else:
        reasons = []
    return reasons + reasons_frozen(inspection)


def reasons_not_to_answer_for_provider(user: "Viewer", inspection: Inspection) -> list[str]:
    """What the provider is asked for comes from its contact, or from the team on its behalf."""
    if is_contact_of(user, inspection):
        return reasons_frozen(inspection)
    return reasons_not_to_write(user, inspection)


def reasons_frozen(inspection: Inspection) -> list[str]:
    """Evidence no longer changes once the ratings that rest on it are decided; an audit gathers none."""
    if inspection.is_internal:
        return reasons_not_of_an_inspectorate(inspection)
    if inspection.stage in FROZEN:
        return ["The ratings are decided, so the evidence behind them can no longer change."]
    return []
