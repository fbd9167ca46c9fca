"""Addresses of assessments, self-assessments and checks."""

from django.urls import path

from .views import assessments, checks, own_views, parts, police

PERSON = "people/<int:person_id>"
ONE = f"{PERSON}/assessments/<int:assessment_id>"
CHECK = f"{PERSON}/checks/<int:check_id>"

app_name = "assessments"
urlpatterns = [
    path(f"{PERSON}/assessments/", assessments.index, name="index"),
    path(f"{PERSON}/assessments/start/", assessments.start, name="start"),
    path(f"{PERSON}/assessments/own/", own_views.own_views, name="own_views"),
    path(f"{PERSON}/assessments/own/new/", own_views.self_assessment, name="self_assessment"),
    path(f"{PERSON}/assessments/own/<int:self_id>/", own_views.own_view, name="own_view"),
    path(
        f"{PERSON}/assessments/own/<int:self_id>/done/",
        own_views.self_assessment_done,
        name="self_assessment_done",
    ),
    path(f"{ONE}/", assessments.assessment, name="assessment"),
    path(f"{ONE}/areas/<str:area>/", parts.factor, name="factor"),
    path(f"{ONE}/areas/<str:area>/keep/", parts.keep_factor, name="keep_factor"),
    path(f"{ONE}/history/", parts.history, name="history"),
    path(f"{ONE}/diversity/", parts.diversity, name="diversity"),
    path(f"{ONE}/harm/", parts.harm, name="harm"),
    path(f"{ONE}/complete/", assessments.complete, name="complete"),
    path(f"{ONE}/changes/", assessments.changes, name="changes"),
    path(f"{PERSON}/checks/", checks.checks, name="checks"),
    path(f"{PERSON}/checks/ask/", checks.ask_check, name="ask_check"),
    path(f"{CHECK}/", checks.check, name="check"),
    path(f"{CHECK}/chase/", checks.chase_check, name="chase_check"),
    path(f"{CHECK}/answer/", checks.answer_check, name="answer_check"),
    path(f"{CHECK}/read/", checks.read_check, name="read_check"),
    path(f"{CHECK}/use/", checks.use_check, name="use_check"),
    path("police/", police.police, name="police"),
    path("police/take-in/", police.police_add, name="police_add"),
    path("police/template.csv", police.police_template, name="police_template"),
    path("police/files/<int:file_id>/", police.police_file, name="police_file"),
    path("police/items/<int:item_id>/", police.police_item, name="police_item"),
]
