"""The editor of a section. Its one form previews, searches for figures and saves; scripts only hurry it."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from caseward.inspection.reports import actions, forms, policies
from caseward.inspection.reports.inputs import material_of
from caseward.inspection.reports.models import Report, SectionText
from caseward.inspection.reports.presenters import figures, tabs
from caseward.inspection.reports.presenters import sections as laid_out
from caseward.inspection.reports.presenters.differences import Piece, word_changes
from caseward.inspection.reports.writers import written_section
from caseward.rules.framework_evidence import ReportSection
from caseward.shared.govuk.forms import with_version
from caseward.shared.records.models import Conflict, NotAllowed, SignedInRequest, refuse_if

from . import get_or_post, report_for, section_or_404

SAVE, DONE, TAKE = "save", "done", "take"
"""Buttons that save; the others show the same page again."""


@dataclass
class _Desk:
    """What lies before the writer."""

    report: Report
    section: ReportSection
    row: SectionText
    form: forms.SectionForm
    clash: list[Piece] = field(default_factory=list)
    """The text that somebody saved in the meantime, word by word against what was typed."""
    lost_pen: bool = False


@login_required
@get_or_post
def edit(request: SignedInRequest, inspection_id: int, section_code: str) -> HttpResponse:
    """Write a section."""
    report = report_for(request, inspection_id)
    asked = section_or_404(report, section_code)
    desk = _desk(request, report, asked)
    if request.method != "POST":
        refuse_if(policies.reasons_not_to_save(request.user, desk.row, timezone.now()))
        return _show(request, desk)
    refuse_if(policies.reasons_not_to_be_a_writer(request.user, report.inspection))
    if request.POST.get("do") in {SAVE, DONE, TAKE} and desk.form.is_valid():
        try:
            _save(request, desk)
        except NotAllowed as refused:
            desk.form.add_error("text", refused.reasons)
            desk.lost_pen = not policies.reasons_not_to_write(request.user, report.inspection)
        except Conflict:
            _set_beside(request, desk)
        else:
            return _after_saving(request, desk)
    return _show(request, desk)


def _desk(request: SignedInRequest, report: Report, asked: ReportSection) -> _Desk:
    rows = SectionText.objects.visible_to(request.user).select_related("saved_by")
    row = get_object_or_404(rows, report=report, section_code=asked.code)
    row.report = report
    shown = {"text": _begun(request, row), "version": row.version}
    return _Desk(report, asked, row, forms.SectionForm(request.POST or None, initial=shown))


def _begun(request: SignedInRequest, row: SectionText) -> str:
    """The text as it stands, or an earlier draft from which somebody wants to write on."""
    number = request.GET.get("draft", "")[:6]
    earlier = row.drafts.filter(number=number).first() if number.isdecimal() else None
    return earlier.text if earlier else row.text


def _save(request: SignedInRequest, desk: _Desk) -> None:
    typed, now = desk.form.cleaned_data, timezone.now()
    if request.POST["do"] == TAKE:
        actions.take_pen(
            report=desk.report, code=desk.section.code, note=typed["note"], by=request.user, at=now
        )
    actions.save_text(section=desk.row, text=typed["text"], version=typed["version"], by=request.user, at=now)
    if request.POST["do"] == DONE:
        actions.give_back_pen(section=desk.row, by=request.user, at=now)


def _after_saving(request: SignedInRequest, desk: _Desk) -> HttpResponse:
    inspection_id, code = desk.report.inspection_id, desk.section.code
    if request.POST["do"] == DONE:
        messages.success(request, "Saved, and the pen is given back.")
        return redirect("reports:section", inspection_id=inspection_id, section_code=code)
    messages.success(request, "Saved. You still hold the pen.")
    return redirect("reports:edit", inspection_id=inspection_id, section_code=code)


def _set_beside(request: SignedInRequest, desk: _Desk) -> None:
    """Somebody saved in the meantime: both texts are shown, and saving again replaces theirs."""
    typed = desk.form.cleaned_data["text"]
    rows = SectionText.objects.visible_to(request.user).select_related("saved_by")
    desk.row = get_object_or_404(rows, pk=desk.row.pk)
    desk.row.report = desk.report
    desk.clash = word_changes(desk.row.text, typed)
    desk.form = forms.SectionForm(with_version(request.POST, desk.row.version))


def _show(request: SignedInRequest, desk: _Desk) -> HttpResponse:
    material = material_of(desk.report)
    typed = request.POST.get("text", desk.form.initial.get("text", ""))
    searched = request.POST.get("find", "")[:100]
    context: dict[str, Any] = {
        "inspection": desk.report.inspection,
        "tabs": tabs.tabs(desk.report.inspection),
        "current_tab": tabs.SECTIONS,
        "section": desk.section,
        "heading": laid_out.heading_of(desk.section),
        "row": desk.row,
        "form": desk.form,
        "clash": desk.clash,
        "lost_pen": desk.lost_pen,
        "written": written_section(desk.section, typed, material.figures, material.boxes),
        "offered": figures.offered(material, desk.section, searched),
        "searched": searched,
        "waiting_notes": material.waiting_notes,
    }
    return render(request, "reports/edit.html", context)
