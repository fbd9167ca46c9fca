"""Documents are asked for, sent, read; and the leader's presentation is noted."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from caseward.inspection.fieldwork.actions import documents as actions
from caseward.inspection.fieldwork.forms import documents as forms
from caseward.inspection.fieldwork.models import DocumentFile, PresentationNote, RequestedDocument
from caseward.inspection.fieldwork.policies import access
from caseward.inspection.fieldwork.policies import documents as policies
from caseward.inspection.fieldwork.presenters import documents as laid_out
from caseward.inspection.fieldwork.presenters.questions import (
    question_choices,
    question_words,
    standard_choices,
)
from caseward.inspection.fieldwork.views import get_or_post, inspection_for
from caseward.inspection.inspections.models import Inspection
from caseward.rules.framework_evidence import DocumentRequest
from caseward.shared.audit import actions as audit
from caseward.shared.govuk.filters import plural
from caseward.shared.govuk.forms import EditingForm, with_version
from caseward.shared.records.models import Conflict, NotAllowed, SignedInRequest, refuse_if

PAGE = 25
NO_LONGER = "Somebody else has just changed this. Look at it and try again."


@login_required
@require_safe
def index(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """What was asked for, and how far it is."""
    inspection = inspection_for(request, inspection_id)
    refuse_if(access.reasons_not_to_read_what_is_asked(request.user, inspection))
    state, standard = request.GET.get("state", ""), request.GET.get("standard", "")
    standards = standard_choices(inspection)
    filters = laid_out.Filters(
        state if state in laid_out.STATES else "", standard if standard in dict(standards) else ""
    )
    today = timezone.localdate()
    asked = RequestedDocument.objects.visible_to(request.user).filter(inspection=inspection)
    page = Paginator(laid_out.filtered(asked, inspection, filters, today), PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "inspection": inspection,
        "page": page,
        "rows": [(row, *laid_out.state_of(row, today)) for row in page],
        "any_asked": bool(page.paginator.count) or asked.exists(),
        "filters": filters,
        "states": laid_out.STATES,
        "standards": standards,
        "may_ask": not policies.reasons_not_to_ask(request.user, inspection),
        "left_to_ask": bool(_not_asked(request, inspection)),
        "is_contact": access.is_contact_of(request.user, inspection),
    }
    return render(request, "fieldwork/documents.html", context)


@login_required
@get_or_post
def ask(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Ask for documents of the framework's list."""
    inspection = inspection_for(request, inspection_id)
    refuse_if(policies.reasons_not_to_ask(request.user, inspection))
    listed = _not_asked(request, inspection)
    days = access.days_around_fieldwork(inspection)
    form = forms.AskForm(request.POST or None, listed=listed, days=days)
    if form.is_valid():
        made = actions.ask_for_listed(
            inspection=inspection,
            codes=form.cleaned_data["codes"],
            due_on=form.cleaned_data["due_on"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, f"The provider is asked for {plural(len(made), 'document')}.")
        return redirect("fieldwork:documents", inspection_id=inspection.pk)
    context = {"inspection": inspection, "form": form, "listed": listed}
    return render(request, "fieldwork/ask.html", context)


@login_required
@get_or_post
def add(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Ask for something that is not on the framework's list."""
    inspection = inspection_for(request, inspection_id)
    refuse_if(policies.reasons_not_to_ask(request.user, inspection))
    form = forms.AddRequestForm(request.POST or None, **_choices(inspection))
    if form.is_valid():
        row = actions.ask_for_own(
            inspection=inspection,
            asked=form.asked(),
            creation_key=form.cleaned_data["creation_key"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, f"The provider is asked for “{row}”.")
        return redirect("fieldwork:documents", inspection_id=inspection.pk)
    context = {"inspection": inspection, "form": form, "row": None, "clash": []}
    return render(request, "fieldwork/request.html", context)


@login_required
@get_or_post
def change(request: SignedInRequest, inspection_id: int, document_id: int) -> HttpResponse:
    """Change one request."""
    row = _document(request, inspection_id, document_id)
    inspection, choices = row.inspection, _choices(row.inspection)
    refuse_if(policies.reasons_not_to_ask(request.user, inspection))
    names = ["title", "text", "due_on", "key_questions", "version"]
    initial = {name: getattr(row, name) for name in names}
    form = forms.ChangeRequestForm(request.POST or None, initial=initial, **choices)
    clash: list[tuple[str, str, str]] = []
    if form.is_valid():
        try:
            version = form.cleaned_data["version"]
            actions.change_request(row=row, asked=form.asked(), version=version, by=request.user)
        except Conflict:
            theirs = _document(request, inspection_id, document_id)
            clash = laid_out.differences(inspection, theirs, form.asked())
            typed = with_version(request.POST, theirs.version)
            form = forms.ChangeRequestForm(typed, **choices)
        else:
            messages.success(request, "Request saved.")
            return _to_document(row)
    context = {"inspection": inspection, "form": form, "row": row, "clash": clash}
    return render(request, "fieldwork/request.html", context)


@login_required
@require_POST
def withdraw(request: SignedInRequest, inspection_id: int, document_id: int) -> HttpResponse:
    """No longer ask for it."""
    row = _document(request, inspection_id, document_id)
    form = EditingForm(request.POST)
    refuse_if(policies.reasons_not_to_withdraw(request.user, row))
    try:
        version = form.cleaned_data["version"] if form.is_valid() else -1
        actions.withdraw_request(row=row, version=version, by=request.user)
    except Conflict:
        messages.warning(request, NO_LONGER)
        return _to_document(row)
    messages.success(request, "The provider is no longer asked for it.")
    return redirect("fieldwork:documents", inspection_id=inspection_id)


@login_required
@get_or_post
def document(request: SignedInRequest, inspection_id: int, document_id: int) -> HttpResponse:
    """One request with its files; sending further ones."""
    row = _document(request, inspection_id, document_id)
    form = forms.SendForm(request.POST or None, request.FILES or None, initial={"creation_key": uuid4()})
    if request.method == "POST":
        refuse_if(policies.reasons_not_to_send(request.user, row))
    if form.is_valid():
        files = [actions.Sent(file.name, file.read()) for file in form.cleaned_data["documents"]]
        stored = actions.send_files(
            row=row,
            files=files,
            creation_key=form.cleaned_data["creation_key"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, f"{plural(len(stored), 'file')} sent.")
        return _to_document(row)
    return _document_page(request, row, form, forms.ReadForm(initial=_marked(row)))


@login_required
@require_POST
def mark_read(request: SignedInRequest, inspection_id: int, document_id: int) -> HttpResponse:
    """Say that what came was read, and what is missing."""
    row = _document(request, inspection_id, document_id)
    refuse_if(access.reasons_not_to_write(request.user, row.inspection))
    form = forms.ReadForm(request.POST)
    clash: list[tuple[str, str, str]] = []
    if form.is_valid():
        try:
            actions.mark_read(row=row, **form.cleaned_data, by=request.user, at=timezone.now())
        except NotAllowed as refused:
            form.add_error("gap_note", refused.reasons)
        except Conflict:
            theirs = _document(request, inspection_id, document_id)
            clash = [("What is missing", theirs.gap_note, form.cleaned_data["gap_note"])]
            form = forms.ReadForm(with_version(request.POST, theirs.version))
            row = theirs
        else:
            messages.success(request, "Marked as read, with a gap." if row.gap_note else "Marked as read.")
            return _to_document(row)
    return _document_page(request, row, forms.SendForm(), form, clash)


@login_required
@require_safe
def file(request: SignedInRequest, inspection_id: int, document_id: int, file_id: int) -> HttpResponse:
    """The file itself, always as a download."""
    row = _file(request, inspection_id, document_id, file_id)
    with transaction.atomic():
        audit.record(action="downloaded_document", subject=row, by=request.user, inspection=inspection_id)
    answer = HttpResponse(bytes(row.stored.content), content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=row.name) or ""
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@login_required
@require_POST
def remove_file(request: SignedInRequest, inspection_id: int, document_id: int, file_id: int) -> HttpResponse:
    """Take back a file that was sent by mistake."""
    row = _file(request, inspection_id, document_id, file_id)
    actions.remove_file(file=row, by=request.user)
    messages.success(request, "File removed.")
    return _to_document(row.request)


@login_required
@require_safe
def presentation(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """What the provider's leader said, heading by heading."""
    inspection = inspection_for(request, inspection_id)
    refuse_if(access.reasons_not_to_read(request.user, inspection))
    notes = PresentationNote.objects.visible_to(request.user).filter(inspection=inspection)
    context = {
        "inspection": inspection,
        "headings": laid_out.headings(inspection, notes.select_related("written_by")),
        "may_write": not access.reasons_not_to_write(request.user, inspection),
    }
    return render(request, "fieldwork/presentation.html", context)


@login_required
@get_or_post
def note_presentation(request: SignedInRequest, inspection_id: int, heading: str) -> HttpResponse:
    """Write under one heading."""
    inspection = inspection_for(request, inspection_id)
    refuse_if(access.reasons_not_to_write(request.user, inspection))
    asked = next((each for each in inspection.framework.evidence.presentation if each.code == heading), None)
    if asked is None:
        raise Http404(heading)
    notes = PresentationNote.objects.visible_to(request.user).filter(inspection=inspection)
    note = notes.filter(heading_code=heading).first()
    initial = {"text": note.text if note else "", "version": note.version if note else 0}
    form = forms.PresentationForm(request.POST or None, initial=initial)
    clash: list[tuple[str, str, str]] = []
    if form.is_valid():
        try:
            actions.write_presentation_note(
                inspection=inspection,
                heading_code=heading,
                **form.cleaned_data,
                by=request.user,
                at=timezone.now(),
            )
        except Conflict:
            theirs = notes.select_related("written_by").get(heading_code=heading)
            clash = [("What was said", theirs.text, form.cleaned_data["text"])]
            form = forms.PresentationForm(with_version(request.POST, theirs.version))
        else:
            messages.success(request, "Notes saved.")
            return redirect("fieldwork:presentation", inspection_id=inspection.pk)
    context = {"inspection": inspection, "heading": asked, "form": form, "clash": clash}
    return render(request, "fieldwork/note_presentation.html", context)


def _choices(inspection: Inspection) -> dict[str, Any]:
    return {
        "key_questions": question_choices(inspection),
        "days": access.days_around_fieldwork(inspection),
    }


def _not_asked(request: SignedInRequest, inspection: Inspection) -> list[DocumentRequest]:
    rows = RequestedDocument.objects.visible_to(request.user).filter(inspection=inspection)
    asked = set(rows.values_list("code", flat=True))
    return [each for each in inspection.framework.evidence.documents if each.code not in asked]


def _document(request: SignedInRequest, inspection_id: int, document_id: int) -> RequestedDocument:
    inspection = inspection_for(request, inspection_id)
    refuse_if(access.reasons_not_to_read_what_is_asked(request.user, inspection))
    visible = RequestedDocument.objects.visible_to(request.user).with_state()
    row = get_object_or_404(
        visible.select_related("asked_by", "read_by"), pk=document_id, inspection=inspection
    )
    row.inspection = inspection
    return row


def _file(request: SignedInRequest, inspection_id: int, document_id: int, file_id: int) -> DocumentFile:
    row = _document(request, inspection_id, document_id)
    found = get_object_or_404(DocumentFile.objects.visible_to(request.user), pk=file_id, request=row)
    found.request = row
    return found


def _document_page(
    request: SignedInRequest,
    row: RequestedDocument,
    form: forms.SendForm,
    read_form: forms.ReadForm,
    clash: list[tuple[str, str, str]] | None = None,
) -> HttpResponse:
    files = DocumentFile.objects.visible_to(request.user).filter(request=row).select_related("uploaded_by")
    page = Paginator(files, PAGE).get_page(request.GET.get("page"))
    for each in page:
        each.request = row
    context = {
        "inspection": row.inspection,
        "row": row,
        "state": laid_out.state_of(row, timezone.localdate()),
        "key_questions": question_words(row.inspection, row.key_questions),
        "page": page,
        "held_by_team": row.number_of_files - page.paginator.count,
        "files": [(each, not policies.reasons_not_to_remove(request.user, each)) for each in page],
        "sizes": laid_out.sizes,
        "form": form,
        "read_form": read_form,
        "clash": clash or [],
        "may_send": not policies.reasons_not_to_send(request.user, row),
        "may_mark": not access.reasons_not_to_write(request.user, row.inspection),
        "may_ask": not policies.reasons_not_to_ask(request.user, row.inspection),
        "may_withdraw": not policies.reasons_not_to_withdraw(request.user, row),
        "is_contact": access.is_contact_of(request.user, row.inspection),
    }
    return render(request, "fieldwork/document.html", context)


def _marked(row: RequestedDocument) -> dict[str, object]:
    return {"gap_note": row.gap_note, "version": row.version}


def _to_document(row: RequestedDocument) -> HttpResponse:
    return redirect("fieldwork:document", inspection_id=row.inspection_id, document_id=row.pk)
