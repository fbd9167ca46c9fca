"""Addresses of oversight."""

from django.urls import path

from . import views

app_name = "oversight"
OF_PERSON = "<int:person_id>/oversight/"
OF_ACTION = f"{OF_PERSON}actions/<int:oversight_action_id>/"
urlpatterns = [
    path(OF_PERSON, views.index, name="index"),
    path(f"{OF_PERSON}write/", views.write, name="write"),
    path(f"{OF_ACTION}done/", views.done, name="done"),
    path(f"{OF_ACTION}verify/", views.verify, name="verify"),
    path(f"{OF_ACTION}return/", views.hand_back, name="return"),
]
