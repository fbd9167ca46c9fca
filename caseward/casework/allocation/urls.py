"""Addresses of officers, allocation and cover; included under the root."""

from django.urls import path

from . import views

app_name = "allocation"
OF_PERSON = "people/<int:person_id>/allocation/"

urlpatterns = [
    path("allocation/", views.unallocated, name="unallocated"),
    path(OF_PERSON, views.history, name="history"),
    path(f"{OF_PERSON}allocate/", views.allocate, name="allocate"),
    path("officers/", views.officers, name="officers"),
    path("officers/add/", views.add_post, name="add_post"),
    path("officers/add-team/", views.add_team, name="add_team"),
    path("officers/<int:post_id>/change/", views.change_post, name="change_post"),
    path("officers/<int:post_id>/end/", views.end_post, name="end_post"),
    path("cover/", views.covers, name="covers"),
    path("cover/arrange/", views.arrange_cover, name="arrange_cover"),
    path("cover/<int:cover_id>/", views.change_cover, name="change_cover"),
]
