"""The timetable of fieldwork, day by day, and what was heard there."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from caseward.inspection.fieldwork.actions import activities as actions
from caseward.inspection.fieldwork.forms import activities as forms
from caseward.inspection.fieldwork.models import Activity, ActivityNote, Quotation
from caseward.inspection.fieldwork.policies import access
from caseward.inspection.fieldwork.policies import activities as policies
from caseward.inspection.fieldwork.presenters import timetable as laid_out
from caseward.inspection.fieldwork.presenters.questions import question_choices, question_words
from caseward.inspection.fieldwork.views import get_or_post, inspection_for
from caseward.inspection.inspections.models import Inspection
from caseward.shared.govuk.forms import EditingForm, with_version
from caseward.shared.records.models import Conflict, SignedInRequest, refuse_if

DAYS = 5
PAGE = 25
CHECK = "check"
NO_LONGER = "Somebody else has just changed this. Look at it and try again."


@login_required
@require_safe
def timetable(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """What happens on each day; five days a page."""
    inspection = inspection_for(request, inspection_id)
    refuse_if(access.reasons_not_to_read(request.user, inspection))
    rows = Activity.objects.visible_to(request.user).filter(inspection=inspection)
    dates = rows.order_by("held_on").values_list("held_on", flat=True).distinct()
    page = Paginator(dates, DAYS).get_page(request.GET.get("page"))
    shown = rows.filter(held_on__in=list(page)).select_related("note").prefetch_related("attendees")
    context = {
        "inspection": inspection,
        "page": page,
        "days": laid_out.days(list(shown)),
        "may_write": not access.reasons_not_to_write(request.user, inspection),
    }
    return render(request, "fieldwork/timetable.html", context)


@login_required
@get_or_post
def add(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Put something into the timetable."""
    inspection = inspection_for(request, inspection_id)
    refuse_if(access.reasons_not_to_write(request.user, inspection))
    form = forms.AddActivityForm(request.POST or None, **_choices(inspection))
    if form.is_valid() and CHECK not in request.POST:
        row = actions.plan(
            inspection=inspection,
            planned=form.planned(),
            attendees=form.attending(),
            creation_key=form.cleaned_data["creation_key"],
            by=request.user,
            at=timezone.now(),
        )
        return _saved(request, row)
    return _form_page(request, inspection, form)


@login_required
@get_or_post
def change(request: SignedInRequest, inspection_id: int, activity_id: int) -> HttpResponse:
    """Change something in the timetable."""
    row = _activity(request, inspection_id, activity_id)
    inspection = row.inspection
    refuse_if(access.reasons_not_to_write(request.user, inspection))
    names = ["kind", "whom", "place", "held_on", "from_time", "to_time", "key_questions", "version"]
    initial = {**{name: getattr(row, name) for name in names}, "attendees": list(row.attendees.all())}
    choices = _choices(inspection, row)
    form = forms.ChangeActivityForm(request.POST or None, initial=initial, **choices)
    clash: list[tuple[str, str, str]] = []
    if form.is_valid() and CHECK not in request.POST:
        try:
            actions.change(
                activity=row,
                planned=form.planned(),
                attendees=form.attending(),
                version=form.cleaned_data["version"],
                by=request.user,
                at=timezone.now(),
            )
        except Conflict:
            theirs = _activity(request, inspection_id, activity_id)
            clash = laid_out.differences(inspection, theirs, form.planned(), form.attending())
            form = forms.ChangeActivityForm(with_version(request.POST, theirs.version), **choices)
        else:
            return _saved(request, row)
    return _form_page(request, inspection, form, row, clash)


@login_required
@require_safe
def activity(request: SignedInRequest, inspection_id: int, activity_id: int) -> HttpResponse:
    """One activity, what was heard there and the words kept from it."""
    row = _activity(request, inspection_id, activity_id)
    may_write = not access.reasons_not_to_write(request.user, row.inspection)
    quotations = Quotation.objects.visible_to(request.user).filter(activity=row)
    context = {
        "inspection": row.inspection,
        "activity": row,
        "day": laid_out.day_words(row.held_on),
        "times": f"{laid_out.clock(row.from_time)} to {laid_out.clock(row.to_time)}",
        "who": laid_out.names(row.attendees.all()),
        "note": _note(request, row),
        "clashes": laid_out.clashes_of(
            laid_out.slot_of(row), _same_day(request, row.inspection, row.held_on)
        ),
        "key_questions": question_words(row.inspection, row.key_questions),
        "quotations": Paginator(quotations, PAGE).get_page(request.GET.get("page")),
        "marks": laid_out.MARK_WORDS,
        "may_write": may_write,
        "may_cancel": may_write and not policies.reasons_not_to_cancel(request.user, row),
    }
    return render(request, "fieldwork/activity.html", context)


@login_required
@get_or_post
def note(request: SignedInRequest, inspection_id: int, activity_id: int) -> HttpResponse:
    """Write what was heard."""
    row = _activity(request, inspection_id, activity_id)
    refuse_if(access.reasons_not_to_write(request.user, row.inspection))
    written = _note(request, row)
    initial = {"text": written.text if written else "", "version": written.version if written else 0}
    form = forms.NoteForm(request.POST or None, initial=initial)
    clash: list[tuple[str, str, str]] = []
    if form.is_valid():
        try:
            actions.write_note(activity=row, **form.cleaned_data, by=request.user, at=timezone.now())
        except Conflict:
            theirs = _note(request, row)
            if theirs is not None:
                clash = [("What was heard and seen", theirs.text, form.cleaned_data["text"])]
                form = forms.NoteForm(with_version(request.POST, theirs.version))
        else:
            messages.success(request, "Notes saved.")
            return _to_activity(row)
    context = {"inspection": row.inspection, "activity": row, "form": form, "clash": clash}
    return render(request, "fieldwork/note.html", context)


@login_required
@require_POST
def cancel(request: SignedInRequest, inspection_id: int, activity_id: int) -> HttpResponse:
    """Take an activity out of the timetable."""
    row = _activity(request, inspection_id, activity_id)
    form = EditingForm(request.POST)
    refuse_if(policies.reasons_not_to_cancel(request.user, row))
    try:
        version = form.cleaned_data["version"] if form.is_valid() else -1
        actions.cancel(activity=row, version=version, by=request.user)
    except Conflict:
        messages.warning(request, NO_LONGER)
        return _to_activity(row)
    messages.success(request, "Taken out of the timetable.")
    return redirect("fieldwork:timetable", inspection_id=inspection_id)


def _activity(request: SignedInRequest, inspection_id: int, activity_id: int) -> Activity:
    inspection = inspection_for(request, inspection_id)
    refuse_if(access.reasons_not_to_read(request.user, inspection))
    visible = Activity.objects.visible_to(request.user).prefetch_related("attendees")
    row = get_object_or_404(visible, pk=activity_id, inspection=inspection)
    row.inspection = inspection
    return row


def _note(request: SignedInRequest, row: Activity) -> ActivityNote | None:
    notes = ActivityNote.objects.visible_to(request.user).select_related("written_by")
    return notes.filter(activity=row).first()


def _choices(inspection: Inspection, row: Activity | None = None) -> dict[str, Any]:
    return {
        "team": forms.team_of(inspection, row),
        "key_questions": question_choices(inspection),
        "days": access.days_around_fieldwork(inspection),
    }


def _same_day(request: SignedInRequest, inspection: Inspection, day: date) -> list[laid_out.Slot]:
    rows = Activity.objects.visible_to(request.user).filter(inspection=inspection, held_on=day)
    return [laid_out.slot_of(row) for row in rows.prefetch_related("attendees")]


def _form_page(
    request: SignedInRequest,
    inspection: Inspection,
    form: forms.ActivityFields,
    row: Activity | None = None,
    clash: list[tuple[str, str, str]] | None = None,
) -> HttpResponse:
    slot = _slot(form, row)
    context = {
        "inspection": inspection,
        "form": form,
        "activity": row,
        "clash": clash or [],
        "checked": CHECK in request.POST and form.is_valid(),
        "clashes": laid_out.clashes_of(slot, _same_day(request, inspection, slot.held_on)) if slot else [],
    }
    return render(request, "fieldwork/activity_form.html", context)


def _slot(form: forms.ActivityFields, row: Activity | None) -> laid_out.Slot | None:
    """What can clash: what was typed, or before that what is stored."""
    if not form.is_bound:
        return laid_out.slot_of(row) if row else None
    if not form.is_valid():
        return None
    planned = form.planned()
    return laid_out.Slot(
        planned.held_on,
        planned.from_time,
        planned.to_time,
        planned.place,
        tuple(form.attending()),
        row.pk if row else None,
    )


def _saved(request: SignedInRequest, row: Activity) -> HttpResponse:
    messages.success(request, "Saved in the timetable.")
    return _to_activity(row)


def _to_activity(row: Activity) -> HttpResponse:
    return redirect("fieldwork:activity", inspection_id=row.inspection_id, activity_id=row.pk)
