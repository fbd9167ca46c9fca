"""Who may make a case list from the caseload, have it as a file, and send it. Empty lists mean allowed."""

from datetime import date
from typing import TYPE_CHECKING

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.samples import policies as samples
from caseward.rules.framework import Sample
from caseward.shared.accounts.models import Role
from caseward.shared.govuk.filters import written_date

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

HELD = (
    "case_reference",
    "organisation",
    "delivery_unit",
    "office",
    "officer_reference",
    "officer_grade",
    "sex",
    "ethnicity",
    "date_of_birth",
    "disability",
    "sentence_type",
    "sentence_started_on",
    "risk_of_serious_harm",
    "requirement_started_on",
    "released_on",
    "prison",
)
"""The columns of a case list that the caseload can fill."""


def makes_lists(user: "Viewer") -> bool:
    """Whether the user answers for the caseload of a provider, or sends its lists."""
    if not user.is_authenticated:
        return False
    return user.is_manager or user.audits or user.directs or user.role == Role.PROVIDER_CONTACT


def reasons_not_to_list(user: "Viewer") -> list[str]:
    """Counts are for managers, the quality team, directors and the provider's contact."""
    if makes_lists(user):
        return []
    return ["Case lists are made by managers, the quality team, directors and the provider’s contact."]


def reasons_not_to_name(user: "Viewer") -> list[str]:
    """Whose records have gaps is for those who lead the caseload or audit it; officers see their own."""
    if user.is_authenticated and (user.is_manager or user.audits):
        return []
    return ["Only managers and the quality team see whose records have gaps. You see how many there are."]


def reasons_not_to_download(user: "Viewer") -> list[str]:
    """A director works with numbers; everybody else who makes lists may have the file."""
    if makes_lists(user) and not (user.is_authenticated and user.directs):
        return []
    return ["Only managers, the quality team and the provider’s contact can download a case list."]


def reasons_not_to_make(sample: Sample) -> list[str]:
    """A sample that asks for what the caseload does not hold cannot be listed from it."""
    asked = {*sample.required_columns, *sample.strata, *(window.column for window in sample.windows)}
    missing = sorted(asked - set(HELD))
    return [f"The caseload does not hold: {', '.join(missing)}."] if missing else []


def reasons_not_to_send(
    user: "Viewer", inspection: Inspection, sample_code: str, *, listed_on: date
) -> list[str]:
    """Whoever may send a file to the inspection sends the list of its provider, for its own first day."""
    if why := reasons_not_to_list(user) or samples.reasons_not_to_upload(user, inspection):
        return why
    if not user.is_authenticated or inspection.provider_id != user.organisation_id:
        return ["This inspection is of another provider."]
    if not inspection.requested_samples.filter(sample_code=sample_code).exists():
        return ["This inspection does not ask for this sample."]
    if inspection.fieldwork_starts_on != listed_on:
        day = written_date(inspection.fieldwork_starts_on)
        return [f"Fieldwork of this inspection begins on {day}: make the list for that day."]
    return []
