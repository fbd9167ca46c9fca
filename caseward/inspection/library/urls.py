"""Addresses of the app; included under library/."""

from django.urls import URLPattern

app_name = "library"
urlpatterns: list[URLPattern] = []
