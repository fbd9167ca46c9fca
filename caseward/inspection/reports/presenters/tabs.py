"""The links between the pages of one report."""

from typing import TYPE_CHECKING

from django.urls import reverse

from caseward.inspection.inspections.models import Inspection

if TYPE_CHECKING:
    from collections.abc import Sequence

SECTIONS, WHOLE, CHECKER, FACTS = "Sections", "Whole text", "Checker", "Factual accuracy check"
PREVIEW, NOTICE, PUBLISH = "Preview", "Press notice", "Publish"
PAGES: "Sequence[tuple[str, str]]" = (
    (SECTIONS, "reports:index"),
    (WHOLE, "reports:whole"),
    (CHECKER, "reports:findings"),
    (FACTS, "reports:fact_check"),
    (PREVIEW, "reports:preview"),
    (NOTICE, "reports:press_notice"),
    (PUBLISH, "reports:publish"),
)


def tabs(inspection: Inspection) -> list[tuple[str, str]]:
    """The pages of a report that has been started."""
    return [(label, reverse(name, kwargs={"inspection_id": inspection.pk})) for label, name in PAGES]
