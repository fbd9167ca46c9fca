"""Words worth quoting, and whether the report may use them."""

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
from caseward.inspection.fieldwork.models import Activity, Quotation
from caseward.inspection.fieldwork.policies import access
from caseward.inspection.fieldwork.policies import activities as policies
from caseward.inspection.fieldwork.presenters import timetable as laid_out
from caseward.inspection.fieldwork.presenters.questions import question_choices, question_words
from caseward.inspection.fieldwork.views import get_or_post, inspection_for
from caseward.inspection.inspections.models import Inspection
from caseward.shared.govuk.forms import EditingForm, with_version
from caseward.shared.records.models import Conflict, SignedInRequest, refuse_if

PAGE = 25
NO_LONGER = "Somebody else has just changed this. Look at it and try again."
MARKS = {"usable": True, "not_usable": False, "undecided": None}


@login_required
@require_safe
def index(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Every quotation, newest first; or those with one mark or from one kind of person."""
    inspection = inspection_for(request, inspection_id)
    refuse_if(access.reasons_not_to_read(request.user, inspection))
    rows = Quotation.objects.visible_to(request.user).filter(inspection=inspection)
    mark, source = request.GET.get("mark", ""), request.GET.get("source", "")
    shown = rows
    if mark in MARKS:
        shown = shown.filter(usable_in_report=MARKS[mark])
    if source in Quotation.Source.values:
        shown = shown.filter(source=source)
    page = Paginator(shown.select_related("marked_by", "written_by", "activity"), PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "inspection": inspection,
        "page": page,
        "rows": [(row, question_words(inspection, row.key_questions)) for row in page],
        "any_kept": bool(page.paginator.count) or rows.exists(),
        "mark": mark if mark in MARKS else "",
        "source": source if source in Quotation.Source.values else "",
        "marks": {key: laid_out.MARK_WORDS[value] for key, value in MARKS.items()},
        "words": laid_out.MARK_WORDS,
        "sources": Quotation.Source.choices,
        "may_write": not access.reasons_not_to_write(request.user, inspection),
    }
    return render(request, "fieldwork/quotations.html", context)


@login_required
@get_or_post
def add(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Keep words; `activity` in the address says where they were said."""
    inspection = inspection_for(request, inspection_id)
    refuse_if(access.reasons_not_to_write(request.user, inspection))
    initial = {"activity": request.GET.get("activity", "")}
    form = forms.AddQuotationForm(request.POST or None, initial=initial, **_choices(request, inspection))
    if form.is_valid():
        row = actions.add_quotation(
            inspection=inspection,
            quoted=form.quoted(),
            creation_key=form.cleaned_data["creation_key"],
            by=request.user,
            at=timezone.now(),
        )
        return _saved(request, row)
    context = {"inspection": inspection, "form": form, "quotation": None, "clash": []}
    return render(request, "fieldwork/quotation.html", context)


@login_required
@get_or_post
def change(request: SignedInRequest, inspection_id: int, quotation_id: int) -> HttpResponse:
    """Change a quotation or its mark."""
    row = _quotation(request, inspection_id, quotation_id)
    inspection, choices = row.inspection, _choices(request, row.inspection)
    refuse_if(access.reasons_not_to_write(request.user, inspection))
    names = ["words", "source", "activity", "key_questions", "version"]
    initial = {name: getattr(row, name) for name in names}
    initial["usable"] = forms.mark_of(usable=row.usable_in_report)
    form = forms.ChangeQuotationForm(request.POST or None, initial=initial, **choices)
    clash: list[tuple[str, str, str]] = []
    if form.is_valid():
        try:
            actions.change_quotation(
                quotation=row,
                quoted=form.quoted(),
                version=form.cleaned_data["version"],
                by=request.user,
                at=timezone.now(),
            )
        except Conflict:
            theirs = _quotation(request, inspection_id, quotation_id)
            clash = laid_out.quotation_differences(inspection, theirs, form.quoted())
            form = forms.ChangeQuotationForm(with_version(request.POST, theirs.version), **choices)
        else:
            return _saved(request, row)
    context = {
        "inspection": inspection,
        "form": form,
        "quotation": row,
        "clash": clash,
        "not_to_delete": policies.reasons_not_to_delete(request.user, row),
    }
    return render(request, "fieldwork/quotation.html", context)


@login_required
@require_POST
def delete(request: SignedInRequest, inspection_id: int, quotation_id: int) -> HttpResponse:
    """Remove a quotation."""
    row = _quotation(request, inspection_id, quotation_id)
    form = EditingForm(request.POST)
    refuse_if(policies.reasons_not_to_delete(request.user, row))
    try:
        version = form.cleaned_data["version"] if form.is_valid() else -1
        actions.delete_quotation(quotation=row, version=version, by=request.user)
    except Conflict:
        messages.warning(request, NO_LONGER)
        return redirect("fieldwork:change_quotation", inspection_id=inspection_id, quotation_id=quotation_id)
    messages.success(request, "Quotation deleted.")
    return redirect("fieldwork:quotations", inspection_id=inspection_id)


def _quotation(request: SignedInRequest, inspection_id: int, quotation_id: int) -> Quotation:
    inspection = inspection_for(request, inspection_id)
    refuse_if(access.reasons_not_to_read(request.user, inspection))
    visible = Quotation.objects.visible_to(request.user).select_related("activity")
    row = get_object_or_404(visible, pk=quotation_id, inspection=inspection)
    row.inspection = inspection
    return row


def _choices(request: SignedInRequest, inspection: Inspection) -> dict[str, Any]:
    activities = Activity.objects.visible_to(request.user).filter(inspection=inspection)
    return {"activities": activities, "key_questions": question_choices(inspection)}


def _saved(request: SignedInRequest, row: Quotation) -> HttpResponse:
    messages.success(request, "Quotation saved.")
    return redirect("fieldwork:quotations", inspection_id=row.inspection_id)
