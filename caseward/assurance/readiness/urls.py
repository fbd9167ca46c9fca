"""Addresses of readiness."""

from django.urls import path

from . import views

app_name = "readiness"
urlpatterns = [
    path("people/<int:person_id>/readiness/", views.case, name="case"),
    path("readiness/", views.index, name="index"),
    path("readiness/bring-up-to-date/", views.bring_up_to_date, name="bring_up_to_date"),
    path("readiness/cases/<int:person_id>/open/", views.open_case, name="open_case"),
    path("readiness/key-questions/<str:question_code>/", views.key_question, name="key_question"),
    path("readiness/<str:question_code>/", views.prompt, name="prompt"),
]
