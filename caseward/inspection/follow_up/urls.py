"""Addresses of the app; included under the root."""

from django.urls import URLPattern

app_name = "follow_up"
urlpatterns: list[URLPattern] = []
