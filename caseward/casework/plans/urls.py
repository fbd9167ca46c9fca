"""Addresses of plans and reviews, under /people/."""

from django.urls import path

from . import views

app_name = "plans"

PLAN = "<int:person_id>/plan/"
ONE = f"{PLAN}<int:plan_id>/"
GOAL = f"{ONE}goals/<int:goal_id>/"
ACTION = f"{ONE}actions/<int:action_id>/"
CONTINGENCY = f"{ONE}contingencies/<int:contingency_id>/"
REVIEWS = "<int:person_id>/plan/reviews/"
REVIEW = f"{REVIEWS}<int:review_id>/"

urlpatterns = [
    path(PLAN, views.index, name="index"),
    path(f"{PLAN}start/", views.start, name="start"),
    path(ONE, views.version, name="version"),
    path(f"{ONE}compare/", views.compare, name="compare"),
    path(f"{ONE}draft/", views.draft, name="draft"),
    path(f"{ONE}contact/", views.contact_level, name="contact_level"),
    path(f"{ONE}agreement/", views.agreement, name="agreement"),
    path(f"{ONE}complete/", views.complete, name="complete"),
    path(f"{ONE}goals/", views.goals, name="goals"),
    path(f"{ONE}goals/add/", views.add_goal, name="add_goal"),
    path(f"{ONE}goals/add/<slug:area>/", views.add_goal, name="add_goal_in"),
    path(f"{ONE}goals/none/<slug:area>/", views.why_not, name="why_not"),
    path(f"{ONE}goals/none/<slug:area>/take-back/", views.take_back_reason, name="take_back_reason"),
    path(GOAL, views.change_goal, name="change_goal"),
    path(f"{GOAL}remove/", views.remove_goal, name="remove_goal"),
    path(f"{GOAL}reached/", views.mark_goal, {"is_reached": True}, name="goal_reached"),
    path(f"{GOAL}not-reached/", views.mark_goal, {"is_reached": False}, name="goal_not_reached"),
    path(f"{GOAL}actions/add/", views.add_action, name="add_action"),
    path(ACTION, views.change_action, name="change_action"),
    path(f"{ACTION}remove/", views.remove_action, name="remove_action"),
    path(f"{ACTION}done/", views.mark_action, {"is_done": True}, name="action_done"),
    path(f"{ACTION}not-done/", views.mark_action, {"is_done": False}, name="action_not_done"),
    path(f"{ONE}contingencies/", views.contingencies, name="contingencies"),
    path(f"{ONE}contingencies/add/", views.add_contingency, name="add_contingency"),
    path(CONTINGENCY, views.change_contingency, name="change_contingency"),
    path(f"{CONTINGENCY}remove/", views.remove_contingency, name="remove_contingency"),
    path(REVIEWS, views.reviews, name="reviews"),
    path(f"{REVIEWS}start/", views.start_review, name="start_review"),
    path(REVIEW, views.review, name="review"),
    path(f"{REVIEW}take-up/", views.take_up, name="take_up"),
    path(f"{REVIEW}plan/", views.plan_from_review, name="plan_from_review"),
    path(f"{REVIEW}conclude/", views.conclude, name="conclude"),
]
