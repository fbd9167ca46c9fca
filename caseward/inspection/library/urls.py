"""Addresses of the library of results; included under library/."""

from django.urls import path

from . import views

app_name = "library"
urlpatterns = [
    path("", views.index, name="index"),
    path("across/", views.across, name="across"),
    path("elsewhere/", views.elsewhere, name="elsewhere"),
    path("providers/<slug:short_name>/", views.provider, name="provider"),
    path("<slug:code>/", views.league, name="league"),
    path("<slug:code>.csv", views.league_csv, name="league_csv"),
    path("<slug:code>.json", views.league_json, name="league_json"),
]
