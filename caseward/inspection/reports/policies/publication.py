"""Who publishes a report, who corrects it, and when its text may change."""

from typing import TYPE_CHECKING

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.reports.models import Edition, Report
from caseward.shared.accounts.models import Role

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

FEWEST_WORDS = 3


def is_publisher(user: "Viewer") -> bool:
    """Whether the user publishes."""
    return bool(user.is_authenticated and user.role == Role.PUBLISHER)


def sees_publication(user: "Viewer", inspection: Inspection) -> bool:
    """Whether the publisher's page of a report is shown: once there is a report to publish."""
    return is_publisher(user) and Report.objects.filter(inspection=inspection).exists()


def reasons_not_to_publish_edition(user: "Viewer", report: Report) -> list[str]:
    """The publisher publishes a decided result with its report, once; later only a started correction."""
    reasons = [] if is_publisher(user) else ["Only the publisher can publish the report."]
    stage = report.inspection.stage
    if stage not in {"decided", "published"}:
        reasons.append("The ratings panel has to decide and lock every rating first.")
    elif not report.inspection.recommendations.exists():
        reasons.append("Write at least one recommendation.")
    editions = Edition.objects.filter(report=report)
    if editions.exists() and not editions.filter(published_at=None).exists():
        reasons.append("The report is public. To change it, start a correction.")
    return reasons


def reasons_not_to_start_correction(user: "Viewer", report: Report) -> list[str]:
    """The publisher starts one correction at a time, of what is public."""
    reasons = [] if is_publisher(user) else ["Only the publisher can start a correction."]
    editions = Edition.objects.filter(report=report)
    if not editions.published().exists():
        reasons.append("Nothing is published yet, so there is nothing to correct.")
    elif editions.filter(published_at=None).exists():
        reasons.append("A correction has been started already.")
    return reasons


def reasons_not_to_give_up_correction(user: "Viewer", edition: Edition) -> list[str]:
    """The publisher gives up a correction until it is public."""
    reasons = [] if is_publisher(user) else ["Only the publisher can give up a correction."]
    if edition.published_at is not None:
        reasons.append("This edition is public and cannot be taken back.")
    return reasons


def reasons_not_to_correct_so(*, what_changed: str, why: str) -> list[str]:
    """Readers of the new edition are told what changed and why."""
    reasons = []
    if len(what_changed.split()) < FEWEST_WORDS:
        reasons.append(f"Say in at least {FEWEST_WORDS} words what changes.")
    if len(why.split()) < FEWEST_WORDS:
        reasons.append(f"Say in at least {FEWEST_WORDS} words why it changes.")
    return reasons


def reasons_not_to_write_notice(user: "Viewer", report: Report) -> list[str]:
    """The publisher words the press notice while an edition is to come."""
    reasons = [] if is_publisher(user) else ["Only the publisher words the press notice."]
    editions = Edition.objects.filter(report=report)
    if editions.exists() and not editions.filter(published_at=None).exists():
        reasons.append("The press notice is published with the report and can no longer change.")
    return reasons
