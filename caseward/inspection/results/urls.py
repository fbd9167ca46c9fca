"""Addresses of the public results; included under results/."""

from django.urls import path

from . import views

app_name = "results"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:slug>/", views.result, name="result"),
    path("<slug:slug>.json", views.as_json, name="json"),
    path("<slug:slug>.csv", views.as_csv, name="csv"),
]
