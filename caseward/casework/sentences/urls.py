"""Addresses of a person's sentences; included under people/."""

from django.urls import path

from . import views

app_name = "sentences"
OF_PERSON = "<int:person_id>/sentences/"
ONE = f"{OF_PERSON}<int:sentence_id>/"

urlpatterns = [
    path(OF_PERSON, views.index, name="index"),
    path(f"{OF_PERSON}add/", views.add, name="add"),
    path(f"{ONE}change/", views.change, name="change"),
    path(f"{ONE}release/", views.release, name="release"),
    path(f"{ONE}end/", views.end, name="end"),
    path(f"{ONE}requirements/add/", views.add_requirement, name="add_requirement"),
    path(f"{ONE}requirements/<int:requirement_id>/", views.change_requirement, name="change_requirement"),
    path(f"{ONE}conditions/add/", views.request_condition, name="request_condition"),
    path(f"{ONE}conditions/<int:condition_id>/", views.answer_condition, name="answer_condition"),
    path(f"{ONE}transfers/add/", views.request_transfer, name="request_transfer"),
    path(f"{ONE}transfers/<int:transfer_id>/", views.answer_transfer, name="answer_transfer"),
]
