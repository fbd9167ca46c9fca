"""Every address. Each half has its own list, so that either can run without the other."""

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
]
CASEWORK = [
    ("", "caseward.casework.dashboards.urls"),
    ("people/", "caseward.casework.people.urls"),
    ("tasks/", "caseward.casework.tasks.urls"),
    ("people/", "caseward.casework.sentences.urls"),
    ("", "caseward.casework.allocation.urls"),
    ("", "caseward.casework.assessments.urls"),
    ("people/", "caseward.casework.plans.urls"),
    ("people/", "caseward.casework.contacts.urls"),
    ("people/", "caseward.casework.enforcement.urls"),
    ("people/", "caseward.casework.oversight.urls"),
]

ASSURANCE = [
    ("case-lists/", "caseward.assurance.case_lists.urls"),
    ("", "caseward.assurance.readiness.urls"),
    ("inspections/", "caseward.assurance.evidence.urls"),
    ("", "caseward.assurance.audits.urls"),
    ("calibration/", "caseward.assurance.calibration.urls"),
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
if "casework" in settings.HALVES:
    urlpatterns += [path(prefix, include(addresses)) for prefix, addresses in CASEWORK]
if {"inspection", "casework"} <= set(settings.HALVES):
    urlpatterns += [path(prefix, include(addresses)) for prefix, addresses in ASSURANCE]
if "caseward.demo" in settings.INSTALLED_APPS:
    urlpatterns += [path("demo/", include("caseward.demo.urls"))]
