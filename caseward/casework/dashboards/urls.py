"""Addresses of dashboards."""

from django.urls import path

from . import views
from .views import imports

app_name = "dashboards"

urlpatterns = [
    path("my-work/", views.home, name="home"),
    path("my-work/due/", views.due, name="due"),
    path("my-work/caseload/", views.caseload, name="caseload"),
    path("my-work/cover/<int:cover_id>/", views.cover, name="cover"),
    path("my-work/team/", views.team_cases, name="team_cases"),
    path("people/<int:person_id>/", views.case, name="case"),
    path("people/<int:person_id>/timeline/", views.timeline, name="timeline"),
    path("imports/", imports.imports, name="imports"),
    path("imports/add/<str:kind>/", imports.add_import, name="add_import"),
    path("imports/template/<str:kind>/<str:form>/", imports.import_template, name="import_template"),
    path("imports/<int:import_id>/", imports.one_import, name="import"),
    path("imports/<int:import_id>/faults.csv", imports.import_faults, name="import_faults"),
    path("imports/<int:import_id>/<str:decision>/", imports.decide_import, name="decide_import"),
]
