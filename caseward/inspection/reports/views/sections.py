"""One section: read it, talk about it, take its pen, see its drafts."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from caseward.inspection.reports import actions, forms, policies
from caseward.inspection.reports.inputs import material_of
from caseward.inspection.reports.models import Comment, Draft, Report, SectionText
from caseward.inspection.reports.presenters import sections as laid_out
from caseward.inspection.reports.presenters import tabs
from caseward.inspection.reports.presenters.differences import word_changes
from caseward.inspection.reports.writers import written_section
from caseward.rules.framework_evidence import ReportSection
from caseward.shared.govuk.forms import STALE
from caseward.shared.records.models import NotAllowed, SignedInRequest, refuse_if

from . import get_or_post, report_for, section_or_404

PAGE = 25


@login_required
@get_or_post
def section(request: SignedInRequest, inspection_id: int, section_code: str) -> HttpResponse:
    """The section as it reads now, who writes it, and what is said of it; a post is a new comment."""
    report = report_for(request, inspection_id)
    asked = section_or_404(report, section_code)
    form = forms.CommentForm(request.POST or None)
    if form.is_valid():
        actions.comment(
            report=report, code=section_code, **form.cleaned_data, by=request.user, at=timezone.now()
        )
        messages.success(request, "Comment added.")
        return redirect("reports:section", inspection_id=inspection_id, section_code=section_code)
    return render(request, "reports/section.html", _context(request, report, asked, form))


@login_required
@require_POST
def settle(request: SignedInRequest, inspection_id: int, comment_id: int) -> HttpResponse:
    """Close a comment."""
    report = report_for(request, inspection_id)
    comments = Comment.objects.visible_to(request.user).select_related("section")
    found = get_object_or_404(comments, pk=comment_id, section__report=report)
    found.section.report = report
    refuse_if(policies.reasons_not_to_settle(request.user, found))
    form = forms.SettleForm(request.POST)
    if form.is_valid():
        actions.settle(comment=found, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, "Comment settled.")
    else:
        messages.error(request, STALE)
    return redirect("reports:section", inspection_id=inspection_id, section_code=found.section.section_code)


@login_required
@require_POST
def take_pen(request: SignedInRequest, inspection_id: int, section_code: str) -> HttpResponse:
    """Take the pen and go on to write."""
    report = report_for(request, inspection_id)
    asked = section_or_404(report, section_code)
    form = forms.PenForm(request.POST)
    if form.is_valid():
        note = form.cleaned_data["note"]
        try:
            actions.take_pen(report=report, code=section_code, note=note, by=request.user, at=timezone.now())
        except NotAllowed as refused:
            if policies.reasons_not_to_write(request.user, report.inspection):
                raise
            form.add_error("note", refused.reasons)
        else:
            return redirect("reports:edit", inspection_id=inspection_id, section_code=section_code)
    context = {**_context(request, report, asked, forms.CommentForm()), "pen_form": form}
    return render(request, "reports/section.html", context)


@login_required
@require_POST
def give_back_pen(request: SignedInRequest, inspection_id: int, section_code: str) -> HttpResponse:
    """Let others write."""
    report = report_for(request, inspection_id)
    found = get_object_or_404(
        SectionText.objects.visible_to(request.user), report=report, section_code=section_code
    )
    found.report = report
    actions.give_back_pen(section=found, by=request.user, at=timezone.now())
    messages.success(request, "You have given the pen back. Others can write this section now.")
    return redirect("reports:section", inspection_id=inspection_id, section_code=section_code)


@login_required
@require_safe
def drafts(request: SignedInRequest, inspection_id: int, section_code: str) -> HttpResponse:
    """Every save of the section, newest first."""
    report = report_for(request, inspection_id)
    asked = section_or_404(report, section_code)
    rows = Draft.objects.visible_to(request.user).filter(
        section__report=report, section__section_code=section_code
    )
    page = Paginator(rows.select_related("saved_by"), PAGE).get_page(request.GET.get("page"))
    context = {
        "inspection": report.inspection,
        "section": asked,
        "heading": laid_out.heading_of(asked),
        "page": page,
    }
    return render(request, "reports/drafts.html", context)


@login_required
@require_safe
def draft(request: SignedInRequest, inspection_id: int, section_code: str, draft_number: int) -> HttpResponse:
    """One draft, word by word against the one before."""
    report = report_for(request, inspection_id)
    asked = section_or_404(report, section_code)
    rows = Draft.objects.visible_to(request.user).filter(
        section__report=report, section__section_code=section_code
    )
    found = get_object_or_404(rows.select_related("saved_by", "section"), number=draft_number)
    before = rows.filter(number=draft_number - 1).first()
    context = {
        "inspection": report.inspection,
        "section": asked,
        "heading": laid_out.heading_of(asked),
        "draft": found,
        "before": before,
        "pieces": word_changes(before.text if before else "", found.text),
        "may_write_on": policies.holder_of(found.section, timezone.now()) == request.user,
        "is_last": not rows.filter(number__gt=draft_number).exists(),
    }
    return render(request, "reports/draft.html", context)


def _context(
    request: SignedInRequest, report: Report, asked: ReportSection, form: forms.CommentForm
) -> dict[str, Any]:
    rows = SectionText.objects.visible_to(request.user).filter(report=report, section_code=asked.code)
    row = rows.select_related("saved_by").first()
    material = material_of(report)
    inspection = report.inspection
    holder = policies.holder_of(row, timezone.now()) if row else None
    comments = row.comments.select_related("written_by", "settled_by") if row else []
    return {
        "inspection": inspection,
        "tabs": tabs.tabs(inspection),
        "current_tab": tabs.SECTIONS,
        "section": asked,
        "heading": laid_out.heading_of(asked),
        "row": row,
        "written": written_section(asked, row.text if row else "", material.figures, material.boxes),
        "holder": holder,
        "may_write": not policies.reasons_not_to_write(request.user, inspection),
        "may_comment": not policies.reasons_not_to_comment(request.user, inspection),
        "takeovers": row.takeovers.select_related("taken_from", "taken_by")[:5] if row else [],
        "open_comments": [each for each in comments if each.settled_at is None],
        "settled_comments": [each for each in comments if each.settled_at is not None],
        "form": form,
        "pen_form": forms.PenForm(),
    }
