"""Who opens the factual accuracy check, who comments, who answers."""

from datetime import date
from typing import TYPE_CHECKING

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.reports.models import FactCheck, FactComment, Report
from caseward.shared.accounts.models import Role
from caseward.shared.govuk.filters import plural, written_date

from .writing import is_being_written, is_lead

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

FEWEST_WORDS = 3
UNDECIDED = ("ratings", "panel")


def sees_fact_check(user: "Viewer", inspection: Inspection) -> bool:
    """Whether the inspected provider's contact has a draft to read or an outcome."""
    return (
        is_contact_of(user, inspection) and FactCheck.objects.filter(report__inspection=inspection).exists()
    )


def is_contact_of(user: "Viewer", inspection: Inspection) -> bool:
    """Whether the user is the contact of the inspected provider."""
    if not user.is_authenticated or user.role != Role.PROVIDER_CONTACT:
        return False
    return user.organisation_id == inspection.provider_id and not inspection.is_internal


def reads_frozen_draft(check: FactCheck) -> bool:
    """Whether the provider may read the frozen draft now."""
    return check.state != "closed"


def has_outcome(check: FactCheck) -> bool:
    """Whether the provider may read what became of its comments."""
    return check.state == "closed"


def reasons_not_to_open(user: "Viewer", report: Report, *, faults: int, empty: int) -> list[str]:
    """The lead sends a whole draft out, its ratings decided; one round at a time."""
    reasons = _not_the_lead(user, report.inspection)
    if report.inspection.stage in UNDECIDED:
        reasons.append(
            "The panel decides the ratings first: the provider reads no rating that may still move."
        )
    if FactCheck.objects.filter(report=report, closed_at=None).exists():
        reasons.append("A factual accuracy check is open already.")
    if faults:
        reasons.append(f"Mend {plural(faults, 'reference')} to figures that do not exist first.")
    if empty:
        reasons.append(f"Write {plural(empty, 'section')} that {'is' if empty == 1 else 'are'} still empty.")
    return reasons


def reasons_not_to_be_due(due_on: date, today: date) -> list[str]:
    """The provider is given at least a day."""
    return [] if due_on > today else ["The day by which the provider answers must be after today."]


def reasons_not_to_comment_on_facts(user: "Viewer", check: FactCheck) -> list[str]:
    """The provider's contact comments until its comments are submitted."""
    reasons = []
    if not is_contact_of(user, check.report.inspection):
        reasons.append("Only the contact of the inspected provider comments on the facts.")
    if check.state != "open":
        reasons.append("The comments are submitted and can no longer change.")
    return reasons


def reasons_not_to_submit(user: "Viewer", check: FactCheck) -> list[str]:
    """Whoever may comment submits, also without a comment."""
    return reasons_not_to_comment_on_facts(user, check)


def reasons_not_to_take_in(user: "Viewer", check: FactCheck, today: date) -> list[str]:
    """The lead takes in comments that were not sent by the day they were due."""
    reasons = _not_the_lead(user, check.report.inspection)
    if check.state != "open":
        reasons.append("The provider’s comments are in already.")
    elif today <= check.due_on:
        reasons.append(_may_still_comment(check))
    elif not FactComment.objects.filter(paragraph__check_round=check).exists():
        reasons.append("The provider has written no comments.")
    return reasons


def reasons_not_to_answer(user: "Viewer", comment: FactComment) -> list[str]:
    """The lead accepts or rejects each submitted comment."""
    check = comment.paragraph.check_round
    reasons = _not_the_lead(user, check.report.inspection)
    if check.state != "submitted":
        reasons.append("Comments are answered after they are submitted and before the check is closed.")
    return reasons


def reasons_not_to_answer_so(reason: str) -> list[str]:
    """An answer says why."""
    if len(reason.split()) >= FEWEST_WORDS:
        return []
    return [f"Give the reason in at least {FEWEST_WORDS} words: the provider reads it."]


def reasons_not_to_close(user: "Viewer", check: FactCheck, today: date) -> list[str]:
    """The lead closes a check once every comment is answered, or none came by the day they were due."""
    reasons = _not_the_lead(user, check.report.inspection)
    if check.state == "open" and today <= check.due_on:
        reasons.append(_may_still_comment(check))
    elif check.state == "closed":
        reasons.append("This check is closed already.")
    waiting = FactComment.objects.filter(paragraph__check_round=check, answer="").count()
    if waiting and check.state == "open":
        reasons.append("The provider has written comments and not sent them: take them in first.")
    elif waiting:
        reasons.append(f"Answer {plural(waiting, 'comment')} first.")
    return reasons


def _may_still_comment(check: FactCheck) -> str:
    return f"The provider may still comment until {written_date(check.due_on)}."


def _not_the_lead(user: "Viewer", inspection: Inspection) -> list[str]:
    reasons = []
    if not is_lead(user, inspection):
        reasons.append("Only the lead inspector of this inspection can do this.")
    if not is_being_written(inspection):
        reasons.append("This can be done while the report is being written.")
    return reasons
