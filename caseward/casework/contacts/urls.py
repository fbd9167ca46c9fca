"""Addresses of contacts."""

from django.urls import path

from . import views

app_name = "contacts"
urlpatterns = [
    path("<int:person_id>/contacts/", views.index, name="index"),
    path("<int:person_id>/contacts/arrange/", views.arrange, name="arrange"),
    path("<int:person_id>/contacts/unplanned/", views.unplanned, name="unplanned"),
    path("<int:person_id>/contacts/<int:contact_id>/", views.contact, name="contact"),
    path("<int:person_id>/contacts/<int:contact_id>/record/", views.record, name="record"),
    path("<int:person_id>/contacts/<int:contact_id>/move/", views.move, name="move"),
    path("<int:person_id>/contacts/<int:contact_id>/correct/", views.correct, name="correct"),
]
