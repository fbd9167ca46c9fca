"""The form of a reading, one page a section, and the notes beside it."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from caseward.inspection.case_assessments import actions, forms, policies
from caseward.inspection.case_assessments.models import Assessment, Note
from caseward.inspection.case_assessments.presenters import readings
from caseward.rules.bases import Group, groups_of
from caseward.shared.audit import actions as audit
from caseward.shared.govuk.forms import EditingForm, with_version
from caseward.shared.records.models import Conflict, SignedInRequest, refuse_if

from .cases import get_or_post, reading_for, saved


@login_required
@get_or_post
def section(
    request: SignedInRequest, inspection_id: int, case_id: int, reading: str, section: str
) -> HttpResponse:
    """The questions of one standard, or the facts of the case; each group saves by itself."""
    assessment = reading_for(request, inspection_id, case_id, reading)
    shown = readings.CaseReading(assessment.case, assessment.current_answers())
    found = _section(shown, section)
    if request.method == "POST":
        return _save_group(request, assessment, shown, found)
    audit.record(action="looked_at_case", subject=assessment.case, by=request.user)
    return _page(request, assessment, shown, found)


def _section(shown: readings.CaseReading, code: str) -> readings.Section:
    for found in shown.sections():
        if found.code == code:
            return found
    raise Http404


def _save_group(
    request: SignedInRequest,
    assessment: Assessment,
    shown: readings.CaseReading,
    section: readings.Section,
) -> HttpResponse:
    refuse_if(policies.reasons_not_to_answer(request.user, assessment))
    group = next((each for each in section.groups if each.code == request.POST.get("group")), None)
    if group is None:
        raise Http404
    form = _form(assessment, shown, group, request.POST)
    if not form.is_valid():
        return _page(request, assessment, shown, section, bound=form)
    try:
        actions.save_answers(
            assessment=assessment,
            group=group,
            answers=form.answers(),
            version=form.cleaned_data["version"],
            by=request.user,
            at=timezone.now(),
        )
    except Conflict:
        # Read again: the other answers may have been saved after this request began.
        now = reading_for(request, assessment.inspection_id, assessment.case_id, assessment.reading)
        shown = readings.CaseReading(now.case, now.current_answers())
        again = _form(now, shown, group, with_version(request.POST, now.version))
        rows = readings.conflict_rows(group.questions, shown.answers, form.answers())
        return _page(request, now, shown, section, bound=again, conflict_rows=rows)
    messages.success(request, f"Saved: {forms.words_of(group)}")
    return redirect(f"{request.path}#group-{group.code}")


def _form(
    assessment: Assessment,
    shown: readings.CaseReading,
    group: Group,
    data: QueryDict | None = None,
) -> forms.GroupForm:
    return forms.GroupForm(
        data,
        asked=group,
        questions=shown.asked_of(group),
        answers=shown.answers,
        version=assessment.version,
    )


def _page(
    request: SignedInRequest,
    assessment: Assessment,
    shown: readings.CaseReading,
    section: readings.Section,
    *,
    bound: forms.GroupForm | None = None,
    conflict_rows: list[tuple[str, str, str]] | None = None,
) -> HttpResponse:
    reasons = policies.reasons_not_to_answer(request.user, assessment)
    open_forms = {} if reasons else {each.code: _form(assessment, shown, each) for each in section.groups}
    if bound is not None:
        open_forms[bound.initial["group"]] = bound
    notes = Note.objects.visible_to(request.user).filter(
        assessment=assessment, question_code__in=[group.code for group in section.groups]
    )
    groups = shown.group_views(section, open_forms)
    context = {
        "inspection": assessment.inspection,
        "case": assessment.case,
        "assessment": assessment,
        "section": section,
        "progress": shown.progress(),
        "groups": groups,
        "question_codes": [view.question.code for group in groups for view in group.asked],
        "may_answer": not reasons,
        "bound": bound,
        "conflict_rows": conflict_rows,
        "notes": notes.select_related("written_by"),
    }
    return render(request, "case_assessments/section.html", context)


@login_required
@get_or_post
def add_note(request: SignedInRequest, inspection_id: int, case_id: int, reading: str) -> HttpResponse:
    """A new note on one of the groups of a reading."""
    assessment = reading_for(request, inspection_id, case_id, reading)
    refuse_if(policies.reasons_not_to_answer(request.user, assessment))
    initial = {"question_code": request.GET.get("about", ""), "creation_key": uuid4()}
    form = forms.AddNoteForm(request.POST or None, initial=initial, **_offered(assessment))
    if form.is_valid():
        note = actions.add_note(
            assessment=assessment,
            note=form.values(),
            creation_key=form.cleaned_data["creation_key"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, "Note saved.")
        return redirect(_place_of(note))
    return _note_page(request, assessment, form)


@login_required
@get_or_post
def edit_note(
    request: SignedInRequest, inspection_id: int, case_id: int, reading: str, note_id: int
) -> HttpResponse:
    """Change a note."""
    assessment, note = _note(request, inspection_id, case_id, reading, note_id)
    initial = {name: getattr(note, name) for name in [*actions.NOTE_FIELDS, "version"]}
    form = forms.EditNoteForm(request.POST or None, initial=initial, **_offered(assessment))
    if not form.is_valid():
        return _note_page(request, assessment, form, note=note)
    try:
        actions.edit_note(
            note=note,
            values=form.values(),
            version=form.cleaned_data["version"],
            by=request.user,
            at=timezone.now(),
        )
    except Conflict:
        _, theirs = _note(request, inspection_id, case_id, reading, note_id)
        again = forms.EditNoteForm(with_version(request.POST, theirs.version), **_offered(assessment))
        rows = readings.note_conflict_rows(theirs, form.values())
        return _note_page(request, assessment, again, note=theirs, conflict_rows=rows)
    messages.success(request, "Note saved.")
    return redirect(_place_of(note))


@login_required
@require_POST
def delete_note(
    request: SignedInRequest, inspection_id: int, case_id: int, reading: str, note_id: int
) -> HttpResponse:
    """Remove a note."""
    _, note = _note(request, inspection_id, case_id, reading, note_id)
    form = EditingForm(request.POST)

    def save() -> None:
        version = form.cleaned_data["version"]
        actions.delete_note(note=note, version=version, by=request.user, at=timezone.now())
        messages.success(request, "Note deleted.")

    place = _place_of(note)
    if form.is_valid() and saved(request, save):
        return redirect(place)
    return redirect(
        "case_assessments:edit_note",
        inspection_id=inspection_id,
        case_id=case_id,
        reading=reading,
        note_id=note_id,
    )


def _note(
    request: SignedInRequest, inspection_id: int, case_id: int, reading: str, note_id: int
) -> tuple[Assessment, Note]:
    assessment = reading_for(request, inspection_id, case_id, reading)
    note = get_object_or_404(Note.objects.visible_to(request.user), pk=note_id, assessment=assessment)
    note.assessment = assessment
    refuse_if(policies.reasons_not_to_answer(request.user, assessment))
    return assessment, note


def _note_page(
    request: SignedInRequest,
    assessment: Assessment,
    form: forms.NoteFields,
    *,
    note: Note | None = None,
    conflict_rows: list[tuple[str, str, str]] | None = None,
) -> HttpResponse:
    audit.record(action="looked_at_case", subject=assessment.case, by=request.user)
    context = {
        "inspection": assessment.inspection,
        "case": assessment.case,
        "assessment": assessment,
        "form": form,
        "note": note,
        "conflict_rows": conflict_rows,
    }
    return render(request, "case_assessments/note.html", context)


def _groups(assessment: Assessment) -> tuple[Group, ...]:
    return groups_of(assessment.inspection.framework, assessment.case.draw.sample_code)


def _offered(assessment: Assessment) -> dict[str, Any]:
    """What a note may be about, and whether there is a report that may use it."""
    return {"groups": _groups(assessment), "has_report": not assessment.inspection.is_internal}


def _place_of(note: Note) -> str:
    """The page and place where the note stands."""
    assessment = note.assessment
    group = next(each for each in _groups(assessment) if each.code == note.question_code)
    names = {
        "inspection_id": assessment.inspection_id,
        "case_id": assessment.case_id,
        "reading": assessment.reading,
        "section": group.standard.code if group.standard else group.code,
    }
    return f"{reverse('case_assessments:section', kwargs=names)}#group-{group.code}"
