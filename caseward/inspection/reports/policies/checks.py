"""Who lets a finding of the checker stand, and what keeps a report from being published."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from caseward.inspection.inspections.models import Inspection, TeamRole
from caseward.inspection.reports.models import AcceptedFinding, FactCheck, Report
from caseward.shared.govuk.filters import plural

from .writing import is_being_written

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

CHECKERS = (TeamRole.LEAD, TeamRole.ANALYST)
FEWEST_WORDS = 3


def reasons_not_to_accept(user: "Viewer", inspection: Inspection, reason: str) -> list[str]:
    """The lead and the analyst let findings stand, and say why."""
    reasons = reasons_not_to_check(user, inspection)
    if len(reason.split()) < FEWEST_WORDS:
        reasons.append(f"Say in at least {FEWEST_WORDS} words why the sentence may stand.")
    return reasons


def reasons_not_to_withdraw(user: "Viewer", accepted: AcceptedFinding) -> list[str]:
    """The lead and the analyst take back that a finding may stand."""
    reasons = reasons_not_to_check(user, accepted.report.inspection)
    if accepted.withdrawn_at is not None:
        reasons.append("This has been taken back already.")
    return reasons


def reasons_not_to_publish_report(
    report: Report, *, open_findings: int, faults: int, empty: Sequence[str]
) -> list[str]:
    """What the text lacks, whoever publishes it: `empty` are the titles of sections without words.

    In: the numbers that actions.state_of_draft gives.
    """
    reasons = [f"Write the sections that are still empty: {'; '.join(empty)}."] if empty else []
    if faults:
        reasons.append(f"Mend {plural(faults, 'reference')} to figures that do not exist.")
    if open_findings:
        reasons.append(f"Mend or accept {plural(open_findings, 'finding')} of the checker.")
    checks = FactCheck.objects.filter(report=report)
    if not checks.exists():
        reasons.append("Let the provider check the facts first.")
    elif checks.filter(closed_at=None).exists():
        reasons.append("Answer the provider’s comments and close the factual accuracy check.")
    return reasons


def reasons_not_to_check(user: "Viewer", inspection: Inspection) -> list[str]:
    """The lead and the analyst settle findings while the text may change."""
    reasons = []
    if inspection.team_role_of(user) not in CHECKERS:
        reasons.append("Only the lead inspector and the analyst of this inspection can do this.")
    if not is_being_written(inspection):
        reasons.append("This can be done while the report is being written.")
    return reasons
