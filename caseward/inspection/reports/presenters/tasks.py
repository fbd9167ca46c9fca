"""The lines of an inspection's overview that belong to its report."""

from typing import TYPE_CHECKING

from django.urls import reverse

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.inspections.presenters import Task
from caseward.inspection.reports import policies
from caseward.inspection.reports.models import FactCheck, Report, SectionText
from caseward.rules.report_sections import is_written, sections_of
from caseward.shared.govuk.filters import written_date

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer


def writing_task(user: "Viewer", inspection: Inspection) -> Task | None:
    """The lead and the inspectors write."""
    if policies.reasons_not_to_write(user, inspection):
        return None
    codes = [section.code for section in sections_of(inspection.framework) if is_written(section)]
    texts = SectionText.objects.filter(report__inspection=inspection, section_code__in=codes)
    begun = texts.exclude(text="").count()
    return Task(
        title="Write the report",
        status=f"{begun} of {len(codes)} sections begun" if begun else "Not begun",
        href=reverse("reports:index", args=[inspection.pk]),
        colour="blue" if begun else "grey",
    )


def fact_check_task(user: "Viewer", inspection: Inspection) -> Task | None:
    """The provider's contact checks the facts; the lead answers what came back."""
    check = FactCheck.objects.filter(report__inspection=inspection, closed_at=None).first()
    if check is None:
        return None
    if policies.is_contact_of(user, inspection) and check.state == "open":
        return Task(
            title="Check the facts in the draft report",
            status=f"Due {written_date(check.due_on)}",
            href=reverse("reports:provider_check", args=[inspection.pk]),
        )
    if policies.is_lead(user, inspection) and check.state == "submitted":
        return Task(
            title="Answer the provider’s comments on the draft report",
            status="Submitted",
            href=reverse("reports:fact_check", args=[inspection.pk]),
        )
    return None


def publishing_task(user: "Viewer", inspection: Inspection) -> Task | None:
    """The publisher publishes the report, or the correction that was started."""
    report = Report.objects.filter(inspection=inspection).first()
    if report is None or inspection.stage not in ("decided", "published"):
        return None
    report.inspection = inspection
    if policies.reasons_not_to_publish_edition(user, report):
        return None
    return Task(
        title="Check and publish the report",
        status="To publish",
        href=reverse("reports:publish", args=[inspection.pk]),
    )
