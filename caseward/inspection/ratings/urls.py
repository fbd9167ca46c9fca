"""Addresses of ratings, proposals, the panel and publication; included under inspections/."""

from django.urls import path

from .views import cases, live, panel, proposals, publication

app_name = "ratings"
urlpatterns = [
    path("<int:inspection_id>/ratings/", live.index, name="index"),
    path(
        "<int:inspection_id>/ratings/close-assessment/", proposals.close_assessment, name="close_assessment"
    ),
    path("<int:inspection_id>/ratings/questions/<str:code>/cases/", cases.behind, name="cases"),
    path("<int:inspection_id>/ratings/questions/<str:code>/groups/", live.groups, name="groups"),
    path("<int:inspection_id>/ratings/proposals/", proposals.index, name="proposals"),
    path("<int:inspection_id>/ratings/proposals/<str:code>/", proposals.propose, name="propose"),
    path("<int:inspection_id>/ratings/panel/", panel.meeting, name="panel"),
    path("<int:inspection_id>/ratings/panel/open/", panel.open_meeting, name="open_meeting"),
    path("<int:inspection_id>/ratings/panel/members/", panel.members, name="members"),
    path("<int:inspection_id>/ratings/panel/standards/<str:code>/", panel.decide, name="decide"),
    path("<int:inspection_id>/ratings/panel/lock/", panel.lock, name="lock"),
    path("<int:inspection_id>/ratings/panel/record/", panel.record, name="record"),
    path("<int:inspection_id>/ratings/publish/", publication.publish, name="publish"),
]
