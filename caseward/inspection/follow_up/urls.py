"""Addresses of recommendations, action plans and their follow-up; included under the root."""

from django.urls import path

from .views import overall, plans, recommendations

app_name = "follow_up"
OF_AN_INSPECTION = "inspections/<int:inspection_id>/recommendations/"
ONE = f"{OF_AN_INSPECTION}<int:recommendation_id>/"
PLAN = f"{OF_AN_INSPECTION}plans/<int:plan_id>/"
STEP = f"{ONE}steps/<int:step_id>/"

urlpatterns = [
    path("follow-up/", overall.overall, name="overall"),
    path("follow-up/<slug:slug>/", overall.result, name="result"),
    path(OF_AN_INSPECTION, recommendations.index, name="index"),
    path(f"{OF_AN_INSPECTION}new/", recommendations.write, name="write"),
    path(f"{OF_AN_INSPECTION}publish/", recommendations.publish, name="publish"),
    path(f"{OF_AN_INSPECTION}earlier/", recommendations.earlier, name="earlier"),
    path(f"{OF_AN_INSPECTION}earlier/<int:earlier_id>/", recommendations.judge, name="judge"),
    path(ONE, recommendations.change, name="change"),
    path(f"{ONE}remove/", recommendations.remove, name="remove"),
    path(f"{ONE}up/", recommendations.move, {"direction": "up"}, name="move_up"),
    path(f"{ONE}down/", recommendations.move, {"direction": "down"}, name="move_down"),
    path(f"{ONE}answer/", plans.answer, name="answer"),
    path(f"{ONE}notes/new/", plans.add_note, name="add_note"),
    path(f"{ONE}steps/new/", plans.add_step, name="add_step"),
    path(STEP, plans.change_step, name="change_step"),
    path(f"{STEP}remove/", plans.remove_step, name="remove_step"),
    path(f"{STEP}done/", plans.mark_step, {"mark": "done"}, name="mark_done"),
    path(f"{STEP}not-done/", plans.mark_step, {"mark": "not done"}, name="mark_not_done"),
    path(PLAN, plans.plan, name="plan"),
    path(f"{PLAN}due/", plans.set_due, name="set_due"),
    path(f"{PLAN}submit/", plans.submit, name="submit"),
    path(f"{PLAN}publish/", plans.publish_plan, name="publish_plan"),
    path(f"{PLAN}hand-back/", plans.hand_back, name="hand_back"),
]
