"""Addresses of cases, their readings and second readings; included under inspections/."""

from django.urls import path

from .views import answers, cases, second_readings

CASE = "<int:inspection_id>/cases/<int:case_id>/"
READING = f"{CASE}<str:reading>/"
SECOND = "<int:inspection_id>/second-readings/"

app_name = "case_assessments"
urlpatterns = [
    path("<int:inspection_id>/cases/", cases.index, name="index"),
    path(CASE, cases.case, name="case"),
    path(f"{CASE}start/", cases.start, name="start"),
    path(f"{READING}finish/", cases.finish, name="finish"),
    path(f"{READING}reopen/", cases.reopen, name="reopen"),
    path(f"{READING}history/", cases.history, name="history"),
    path(f"{READING}notes/", answers.add_note, name="add_note"),
    path(f"{READING}notes/<int:note_id>/", answers.edit_note, name="edit_note"),
    path(f"{READING}notes/<int:note_id>/delete/", answers.delete_note, name="delete_note"),
    path(f"{READING}<str:section>/", answers.section, name="section"),
    path(SECOND, second_readings.index, name="second_readings"),
    path(f"{SECOND}draw/", second_readings.draw, name="draw_second_readings"),
    path(f"{SECOND}pick/", second_readings.pick, name="pick_second_readings"),
    path(f"{SECOND}agreement/", second_readings.agreement, name="agreement"),
    path(f"{SECOND}<int:case_id>/compare/", second_readings.compare, name="compare"),
]
