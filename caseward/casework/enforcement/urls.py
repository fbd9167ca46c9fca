"""Addresses of enforcement."""

from django.urls import path

from .views import breaches, decisions, letters

app_name = "enforcement"
OF_PERSON = "<int:person_id>/enforcement/"
OF_CONTACT = f"{OF_PERSON}contacts/<int:contact_id>/"
OF_SENTENCE = f"{OF_PERSON}sentences/<int:sentence_id>/"
OF_BREACH = f"{OF_PERSON}breaches/<int:breach_id>/"
urlpatterns = [
    path("enforcement/acceptances/", decisions.acceptances, name="acceptances"),
    path(OF_PERSON, decisions.index, name="index"),
    path(f"{OF_CONTACT}absence/", decisions.absence, name="absence"),
    path(f"{OF_CONTACT}decide/", decisions.decide, name="decide"),
    path(f"{OF_SENTENCE}review/", decisions.review, name="review"),
    path(f"{OF_SENTENCE}refer/", breaches.refer, name="refer"),
    path(f"{OF_SENTENCE}pack/", breaches.pack, name="pack"),
    path(f"{OF_SENTENCE}pack.csv", breaches.pack_csv, name="pack_csv"),
    path(f"{OF_BREACH}", breaches.breach, name="breach"),
    path(f"{OF_BREACH}agree/", breaches.agree, name="agree"),
    path(f"{OF_BREACH}present/", breaches.present, name="present"),
    path(f"{OF_BREACH}end/", breaches.end, name="end"),
    path(f"{OF_PERSON}letters/write/", letters.letter, name="letter"),
    path(f"{OF_PERSON}letters/<int:letter_id>/", letters.sent, name="sent"),
]
