"""What the page of a public result says of its report."""

from markupsafe import Markup

from caseward.inspection.reports.models import Edition
from caseward.inspection.results.models import Result
from caseward.shared.govuk import slots


def result_report(*, result: Result) -> Markup:
    """The way to the edition that stands; nothing where no report is published."""
    last = Edition.objects.published().of(result.slug).light().first()
    if last is None:
        return Markup("")
    return slots.drawn_from("reports/on_result.html", {"slug": result.slug, "edition": last})
