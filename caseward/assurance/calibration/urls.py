"""Addresses of calibration."""

from django.urls import path

from . import views

app_name = "calibration"
urlpatterns = [
    path("", views.index, name="index"),
    path("<str:check_code>/", views.check, name="check"),
]
