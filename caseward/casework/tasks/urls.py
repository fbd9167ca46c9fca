"""Addresses of tasks; included under tasks/."""

from django.urls import path

from . import views

app_name = "tasks"

urlpatterns = [
    path("", views.index, name="index"),
    path("ask/<int:person_id>/", views.ask, name="ask"),
    path("<int:task_id>/done/", views.done, name="done"),
    path("put-off/<int:person_id>/<slug:duty>/<int:subject_id>/", views.snooze, name="snooze"),
]
