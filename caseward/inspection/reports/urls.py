"""Addresses of the report: its making under inspections/, its published editions under reports/."""

from django.urls import include, path

from .views import (
    checks,
    editor,
    fact_checks,
    printed_notes,
    provider,
    publication,
    published,
    reports,
    sections,
)

app_name = "reports"
_REPORT = "<int:inspection_id>/report/"
_SECTION = f"{_REPORT}sections/<slug:section_code>/"
_DRAFT = "<int:inspection_id>/draft-report/"
_EDITION = "<slug:slug>/edition-<int:edition_number>"
_MAKING = [
    path(_REPORT, reports.index, name="index"),
    path(f"{_REPORT}whole/", reports.whole, name="whole"),
    path(f"{_REPORT}comparator/", reports.comparator, name="comparator"),
    path(_SECTION, sections.section, name="section"),
    path(f"{_SECTION}edit/", editor.edit, name="edit"),
    path(f"{_SECTION}pen/", sections.take_pen, name="take_pen"),
    path(f"{_SECTION}pen/give-back/", sections.give_back_pen, name="give_back_pen"),
    path(f"{_SECTION}drafts/", sections.drafts, name="drafts"),
    path(f"{_SECTION}drafts/<int:draft_number>/", sections.draft, name="draft"),
    path(f"{_REPORT}notes/", printed_notes.notes, name="notes"),
    path(f"{_REPORT}notes/<int:note_id>/", printed_notes.prepare_note, name="prepare_note"),
    path(f"{_REPORT}comments/<int:comment_id>/settle/", sections.settle, name="settle"),
    path(f"{_REPORT}check/", checks.findings, name="findings"),
    path(f"{_REPORT}check/<slug:identity>/accept/", checks.accept, name="accept"),
    path(f"{_REPORT}check/accepted/<int:accepted_id>/withdraw/", checks.withdraw, name="withdraw"),
    path(f"{_REPORT}fact-check/", fact_checks.fact_check, name="fact_check"),
    path(f"{_REPORT}fact-check/open/", fact_checks.open_check, name="open_check"),
    path(f"{_REPORT}fact-check/comments/<int:fact_comment_id>/", fact_checks.answer, name="answer"),
    path(f"{_REPORT}fact-check/take-in/", fact_checks.take_in, name="take_in"),
    path(f"{_REPORT}fact-check/close/", fact_checks.close, name="close"),
    path(_DRAFT, provider.provider_check, name="provider_check"),
    path(f"{_DRAFT}paragraphs/<int:paragraph_number>/", provider.comment_on_facts, name="comment_on_facts"),
    path(f"{_DRAFT}submit/", provider.submit, name="submit"),
    path(f"{_REPORT}preview/", publication.preview, name="preview"),
    path(f"{_REPORT}press-notice/", publication.press_notice, name="press_notice"),
    path(f"{_REPORT}publish/", publication.publish, name="publish"),
    path(f"{_REPORT}correct/", publication.correct, name="correct"),
    path(f"{_REPORT}correct/give-up/", publication.give_up_correction, name="give_up_correction"),
]
_PUBLISHED = [
    path("<slug:slug>/", published.report, name="report"),
    path(f"{_EDITION}/", published.edition, name="edition"),
    path(f"{_EDITION}/changes/", published.changes, name="changes"),
    path(f"{_EDITION}/press-notice/", published.press_notice_of, name="press_notice_of"),
    path(f"{_EDITION}.pdf", published.pdf, name="pdf"),
    path(f"{_EDITION}.ods", published.ods, name="ods"),
    path(f"{_EDITION}.csv", published.csv, name="csv"),
    path(f"{_EDITION}.json", published.json, name="json"),
]
urlpatterns = [path("inspections/", include(_MAKING)), path("reports/", include(_PUBLISHED))]
