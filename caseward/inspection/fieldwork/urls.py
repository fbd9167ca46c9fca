"""Addresses of the app; included under inspections/."""

from django.urls import path

from .views import activities, documents, figures, index, key_questions, quotations, survey

app_name = "fieldwork"
urlpatterns = [
    path("<int:inspection_id>/evidence/", index.index, name="index"),
    path("<int:inspection_id>/evidence/documents/", documents.index, name="documents"),
    path("<int:inspection_id>/evidence/documents/ask/", documents.ask, name="ask_for_documents"),
    path("<int:inspection_id>/evidence/documents/add/", documents.add, name="add_document"),
    path("<int:inspection_id>/evidence/documents/<int:document_id>/", documents.document, name="document"),
    path(
        "<int:inspection_id>/evidence/documents/<int:document_id>/change/",
        documents.change,
        name="change_document",
    ),
    path(
        "<int:inspection_id>/evidence/documents/<int:document_id>/withdraw/",
        documents.withdraw,
        name="withdraw_document",
    ),
    path(
        "<int:inspection_id>/evidence/documents/<int:document_id>/read/",
        documents.mark_read,
        name="mark_read",
    ),
    path(
        "<int:inspection_id>/evidence/documents/<int:document_id>/files/<int:file_id>/",
        documents.file,
        name="file",
    ),
    path(
        "<int:inspection_id>/evidence/documents/<int:document_id>/files/<int:file_id>/remove/",
        documents.remove_file,
        name="remove_file",
    ),
    path("<int:inspection_id>/evidence/presentation/", documents.presentation, name="presentation"),
    path(
        "<int:inspection_id>/evidence/presentation/<str:heading>/",
        documents.note_presentation,
        name="note_presentation",
    ),
    path("<int:inspection_id>/evidence/timetable/", activities.timetable, name="timetable"),
    path("<int:inspection_id>/evidence/timetable/add/", activities.add, name="add_activity"),
    path("<int:inspection_id>/evidence/timetable/<int:activity_id>/", activities.activity, name="activity"),
    path(
        "<int:inspection_id>/evidence/timetable/<int:activity_id>/change/",
        activities.change,
        name="change_activity",
    ),
    path(
        "<int:inspection_id>/evidence/timetable/<int:activity_id>/notes/",
        activities.note,
        name="note_activity",
    ),
    path(
        "<int:inspection_id>/evidence/timetable/<int:activity_id>/cancel/",
        activities.cancel,
        name="cancel_activity",
    ),
    path("<int:inspection_id>/evidence/quotations/", quotations.index, name="quotations"),
    path("<int:inspection_id>/evidence/quotations/add/", quotations.add, name="add_quotation"),
    path(
        "<int:inspection_id>/evidence/quotations/<int:quotation_id>/",
        quotations.change,
        name="change_quotation",
    ),
    path(
        "<int:inspection_id>/evidence/quotations/<int:quotation_id>/delete/",
        quotations.delete,
        name="delete_quotation",
    ),
    path("<int:inspection_id>/evidence/figures/", figures.index, name="figures"),
    path("<int:inspection_id>/evidence/figures/<str:group_code>/", figures.group, name="figure_group"),
    path("<int:inspection_id>/evidence/figures/<str:group_code>/enter/", figures.enter, name="enter_figures"),
    path("<int:inspection_id>/evidence/figure/<str:code>/confirm/", figures.confirm, name="confirm_figure"),
    path("<int:inspection_id>/evidence/interviews/", survey.interviews, name="interviews"),
    path(
        "<int:inspection_id>/evidence/interviews/<str:asked_of>/new/",
        survey.add_interview,
        name="add_interview",
    ),
    path(
        "<int:inspection_id>/evidence/interviews/<int:interview_id>/",
        survey.edit_interview,
        name="edit_interview",
    ),
    path("<int:inspection_id>/evidence/survey/", survey.survey, name="survey"),
    path("<int:inspection_id>/evidence/survey.csv", survey.survey_csv, name="survey_csv"),
    path("<int:inspection_id>/evidence/key-questions/", key_questions.key_questions, name="key_questions"),
    path(
        "<int:inspection_id>/evidence/key-questions/<str:key_question>/",
        key_questions.key_question,
        name="key_question",
    ),
    path(
        "<int:inspection_id>/evidence/key-questions/<str:key_question>/cite/<str:side>/",
        key_questions.cite,
        name="cite",
    ),
    path(
        "<int:inspection_id>/evidence/key-questions/<str:key_question>/nothing-found/<str:side>/",
        key_questions.nothing_found,
        name="nothing_found",
    ),
    path(
        "<int:inspection_id>/evidence/citations/<int:citation_id>/withdraw/",
        key_questions.withdraw,
        name="withdraw",
    ),
]
