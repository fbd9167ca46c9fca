"""Pages of the report: its sections, their writing, the checker, and the factual accuracy check."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.reports import policies
from caseward.inspection.reports.models import Report, reported_inspections
from caseward.inspection.reports.presenters.sections import section_of
from caseward.rules.framework_evidence import ReportSection
from caseward.rules.report_sections import is_written
from caseward.shared.records.models import SignedInRequest

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def inspection_for(request: SignedInRequest, inspection_id: int) -> Inspection:
    """The inspection, if it has come to its report and the user may see that; else nothing is found."""
    inspection = get_object_or_404(reported_inspections(request.user).with_team(), pk=inspection_id)
    if not policies.sees_report(request.user, inspection):
        raise Http404("The report begins with the ratings.")
    return inspection


def report_for(request: SignedInRequest, inspection_id: int) -> Report:
    """The report of that inspection, if it has been started and the user may see it."""
    inspection = inspection_for(request, inspection_id)
    reports = Report.objects.visible_to(request.user).select_related("comparator")
    report = get_object_or_404(reports, inspection=inspection)
    report.inspection = inspection
    return report


def section_or_404(report: Report, code: str) -> ReportSection:
    """A section that people write."""
    try:
        section = section_of(report, code)
    except KeyError:
        raise Http404("There is no such section.") from None
    if not is_written(section):
        raise Http404("This section is drawn from the data.")
    return section
