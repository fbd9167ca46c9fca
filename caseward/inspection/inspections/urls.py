"""Addresses of inspections, their team and their stages; included under inspections/."""

from django.urls import path

from . import views

app_name = "inspections"
urlpatterns = [
    path("", views.index, name="index"),
    path("stages/", views.stages, name="stages"),
    path("new/", views.set_up, name="set_up"),
    path("<int:inspection_id>/", views.overview, name="overview"),
    path("<int:inspection_id>/plan/", views.change_plan, name="plan"),
    path("<int:inspection_id>/which-samples/", views.choose_samples, name="samples"),
    path("<int:inspection_id>/team/", views.team, name="team"),
    path("<int:inspection_id>/team/<int:member_id>/remove/", views.remove_from_team, name="remove"),
    path("<int:inspection_id>/hand-over/", views.hand_over, name="hand_over"),
    path("<int:inspection_id>/ask-for-case-lists/", views.ask_for_case_lists, name="ask_for_case_lists"),
    path("<int:inspection_id>/move-back/", views.move_back, name="move_back"),
]
