"""Addresses of audits: their result, and what they ask for."""

from django.urls import path

from .views import asked, results

app_name = "audits"
urlpatterns = [
    path("audits/actions/", asked.index, name="actions"),
    path("audits/actions/<int:audit_action_id>/", asked.action, name="action"),
    path("audits/actions/<int:audit_action_id>/done/", asked.done, name="done"),
    path("audits/actions/<int:audit_action_id>/verify/", asked.verify, name="verify"),
    path("audits/actions/<int:audit_action_id>/return/", asked.hand_back, name="return"),
    path("audits/<int:inspection_id>/result/", results.result, name="result"),
    path("audits/<int:inspection_id>/close/", results.close, name="close"),
    path("audits/<int:inspection_id>/next/", results.start_next, name="next"),
    path("audits/<int:inspection_id>/ask/", asked.ask, name="ask"),
    path("audits/<int:inspection_id>/cases/<int:case_id>/ask/", asked.ask_in_case, name="ask_in_case"),
]
