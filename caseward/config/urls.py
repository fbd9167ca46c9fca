"""Every address. The inspection half has its own list, so that the other half can run without it."""

from django.conf import settings
from django.urls import include, path

from . import home

INSPECTION = [
    ("frameworks/", "caseward.inspection.standards.urls"),
    ("results/", "caseward.inspection.results.urls"),
    ("inspections/", "caseward.inspection.inspections.urls"),
    ("inspections/", "caseward.inspection.samples.urls"),
    ("inspections/", "caseward.inspection.case_assessments.urls"),
    ("inspections/", "caseward.inspection.fieldwork.urls"),
    ("inspections/", "caseward.inspection.ratings.urls"),
    ("", "caseward.inspection.follow_up.urls"),
    ("", "caseward.inspection.reports.urls"),
    ("library/", "caseward.inspection.library.urls"),
    ("demo/", "caseward.demo.urls"),
]

handler400 = "caseward.shared.govuk.error_pages.bad_request"
handler403 = "caseward.shared.govuk.error_pages.permission_denied"
handler404 = "caseward.shared.govuk.error_pages.page_not_found"
handler429 = "caseward.config.refusals.too_many"
handler500 = "caseward.shared.govuk.error_pages.server_error"

urlpatterns = [
    path("", home.home, name="home"),
    path("health", home.health, name="health"),
    path("accounts/", include("caseward.shared.accounts.urls")),
    path("organisations/", include("caseward.shared.organisations.urls")),
]
if "inspection" in settings.HALVES:
    urlpatterns += [path(prefix, include(addresses)) for prefix, addresses in INSPECTION]
