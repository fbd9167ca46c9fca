"""The beginning of a report, and the set of inspections that its figures stand beside."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.reports import policies
from caseward.inspection.reports.models import Report
from caseward.inspection.results.models import Comparator
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import already_created, refuse_if, save_if_unchanged


@transaction.atomic
def start(
    *, inspection: Inspection, comparator: Comparator | None, creation_key: UUID, by: User, at: datetime
) -> Report:
    """Start the report of an inspection; its sections are those of the framework."""
    if existing := already_created(Report, creation_key):
        return existing
    inspection.hold()
    refuse_if(policies.reasons_not_to_start(by, inspection))
    report = Report.objects.create(
        inspection=inspection, comparator=comparator, creation_key=creation_key, started_at=at, started_by=by
    )
    audit.record(action="started_report", subject=report, by=by, comparator=comparator and comparator.pk)
    return report


@transaction.atomic
def choose_comparator(*, report: Report, comparator: Comparator | None, version: int, by: User) -> None:
    """Let the figures of the report stand beside another set of inspections, or none."""
    refuse_if(policies.reasons_not_to_write(by, report.inspection))
    before, report.comparator = report.comparator_id, comparator
    save_if_unchanged(report, version=version, fields=["comparator"])
    audit.record(action="chose_comparator", subject=report, by=by, comparator=[before, report.comparator_id])
