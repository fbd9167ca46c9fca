"""Addresses of case lists from the caseload; `code` is a framework's, the day a query (?on=2019-08-05)."""

from django.urls import path

from . import views

app_name = "case_lists"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:code>/<slug:sample_code>/", views.preview, name="preview"),
    path("<slug:code>/<slug:sample_code>/gaps/<slug:column>/", views.gaps, name="gaps"),
    path("<slug:code>/<slug:sample_code>/download/", views.download, name="download"),
    path("<slug:code>/<slug:sample_code>/send/", views.send, name="send"),
]
