"""Addresses of evidence; included under inspections/."""

from django.urls import path

from . import views

app_name = "evidence"
urlpatterns = [
    path("<int:inspection_id>/cases/<int:case_id>/records/", views.open_records, name="open_records"),
    path("<int:inspection_id>/evidence-files/", views.files, name="files"),
    path("<int:inspection_id>/evidence-files/send/", views.send_file, name="send_file"),
]
