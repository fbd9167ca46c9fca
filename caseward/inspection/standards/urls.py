"""Addresses of the frameworks; included under frameworks/."""

from django.urls import path

from . import views

app_name = "standards"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:code>/", views.framework, name="framework"),
    path("<slug:code>/examples/", views.examples, name="examples"),
    path("<slug:code>/evidence/", views.evidence, name="evidence"),
    path("<slug:code>/report/", views.report, name="report"),
    path("<slug:code>/<str:standard_code>/", views.standard, name="standard"),
]
