"""Addresses of the public results; included under results/."""

from django.urls import path

from . import views

app_name = "results"
urlpatterns = [
    path("", views.index, name="index"),
    path("comparators/", views.comparators, name="comparators"),
    path("comparators/new/", views.create_comparator, name="create_comparator"),
    path("comparators/<int:comparator_id>/", views.comparator, name="comparator"),
    path("comparators/<int:comparator_id>/change/", views.change_comparator, name="change_comparator"),
    path("imports/", views.imports, name="imports"),
    path("imports/new/", views.add_import, name="add_import"),
    path("imports/<int:draft_id>/", views.import_draft, name="import_draft"),
    path("imports/<int:draft_id>/record/", views.record_import, name="record_import"),
    path("imports/<int:draft_id>/discard/", views.discard_import, name="discard_import"),
    path("imports/<int:draft_id>/<slug:part>/", views.confirm_import, name="confirm_import"),
    path("<slug:slug>/groups/", views.groups, name="groups"),
    path("<slug:slug>/", views.result, name="result"),
    path("<slug:slug>.json", views.as_json, name="json"),
    path("<slug:slug>.csv", views.as_csv, name="csv"),
]
