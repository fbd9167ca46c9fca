"""Notes on cases that the report may use: each is printed only with names and details changed."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from caseward.inspection.case_assessments.models import Note
from caseward.inspection.reports import actions, forms, policies
from caseward.inspection.reports.models import PrintedNote, Report
from caseward.inspection.reports.presenters.printed_notes import titled
from caseward.shared.audit import actions as audit
from caseward.shared.govuk.forms import with_version
from caseward.shared.records.models import Conflict, SignedInRequest, refuse_if

from . import get_or_post, report_for

PAGE = 25


@login_required
@require_safe
def notes(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """The notes that inspectors marked usable, those that are not ready first."""
    report = report_for(request, inspection_id)
    refuse_if(policies.reasons_not_to_be_a_writer(request.user, report.inspection))
    rows = _notes(request, report).order_by("printed__pk", "question_code", "pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    audit.record(
        action="looked_at_cases",
        subject=report.inspection,
        by=request.user,
        cases=[note.assessment.case_id for note in page],
    )
    context = {
        "inspection": report.inspection,
        "page": page,
        "notes": titled(report.inspection.framework, page),
        "may_write": not policies.reasons_not_to_write(request.user, report.inspection),
    }
    return render(request, "reports/notes.html", context)


@login_required
@get_or_post
def prepare_note(request: SignedInRequest, inspection_id: int, note_id: int) -> HttpResponse:
    """Put one note into the words of the report."""
    report = report_for(request, inspection_id)
    refuse_if(policies.reasons_not_to_write(request.user, report.inspection))
    note = get_object_or_404(_notes(request, report), pk=note_id)
    audit.record(action="looked_at_case", subject=note.assessment.case, by=request.user)
    form = forms.PrepareNoteForm(request.POST or None, initial=_initial(note))
    clash: list[tuple[str, str, str]] = []
    if form.is_valid():
        typed = {name: form.cleaned_data[name] for name in ("text", "version")}
        try:
            actions.prepare_note(report=report, note=note, **typed, by=request.user, at=timezone.now())
        except Conflict:
            theirs = PrintedNote.objects.visible_to(request.user).get(note=note)
            clash = [("Text", theirs.text, typed["text"])]
            form = forms.PrepareNoteForm(with_version(request.POST, theirs.version))
        else:
            messages.success(request, "The note can be inserted into the report.")
            return redirect("reports:notes", inspection_id=inspection_id)
    (shown_note,) = titled(report.inspection.framework, [note])
    context = {"inspection": report.inspection, "note": shown_note, "form": form, "clash": clash}
    return render(request, "reports/prepare_note.html", context)


def _notes(request: SignedInRequest, report: Report) -> QuerySet[Note]:
    usable = Note.objects.visible_to(request.user).filter(
        assessment__inspection=report.inspection, assessment__finished_at__isnull=False, usable_in_report=True
    )
    return usable.select_related("printed__prepared_by", "assessment__case")


def _initial(note: Note) -> dict[str, Any]:
    """What is printed now; before that, what the inspector wrote, for names to be changed in it."""
    printed: PrintedNote | None = getattr(note, "printed", None)
    if printed is None:
        return {"text": note.text, "version": 0}
    return {"text": printed.text, "version": printed.version}
