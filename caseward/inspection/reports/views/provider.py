"""The factual accuracy check as the inspected provider's contact sees it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.reports import actions, forms, policies
from caseward.inspection.reports.models import FactCheck, FactComment, FrozenParagraph
from caseward.inspection.reports.presenters import differences
from caseward.inspection.reports.presenters.provider import frozen_sections
from caseward.shared.govuk.forms import STALE
from caseward.shared.records.models import SignedInRequest, refuse_if

from . import get_or_post


@login_required
@require_safe
def provider_check(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """The frozen draft, section by section, while it may be read; then what became of the comments."""
    inspection, check = _check(request, inspection_id)
    comments = FactComment.objects.visible_to(request.user).filter(paragraph__check_round=check)
    comments = comments.select_related("paragraph")
    if policies.has_outcome(check):
        changes = [actions.ChangedParagraph(**change) for change in check.changes]
        context = {
            "inspection": inspection,
            "check": check,
            "comments": comments,
            "changes": differences.shown(changes),
        }
        return render(request, "reports/outcome.html", context)
    actions.record_reading(check=check, by=request.user)
    paragraphs = FrozenParagraph.objects.visible_to(request.user).filter(check_round=check)
    sections = frozen_sections(paragraphs, comments, request.GET.get("section", ""))
    context = {
        "inspection": inspection,
        "check": check,
        "sections": sections,
        "is_overdue": timezone.localdate() > check.due_on,
        "may_not_comment": policies.reasons_not_to_comment_on_facts(request.user, check),
        "submit_form": forms.SubmitForm(initial={"version": check.version}),
    }
    return render(request, "reports/provider_check.html", context)


@login_required
@get_or_post
def comment_on_facts(request: SignedInRequest, inspection_id: int, paragraph_number: int) -> HttpResponse:
    """Say what is wrong in one paragraph."""
    inspection, check = _check(request, inspection_id)
    paragraphs = FrozenParagraph.objects.visible_to(request.user).filter(check_round=check)
    paragraph = get_object_or_404(paragraphs, number=paragraph_number)
    paragraph.check_round = check
    refuse_if(policies.reasons_not_to_comment_on_facts(request.user, check))
    form = forms.FactCommentForm(request.POST or None)
    if form.is_valid():
        actions.comment_on_facts(paragraph=paragraph, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, f"Comment on paragraph {paragraph.number} added.")
        page = redirect("reports:provider_check", inspection_id=inspection_id)
        page["Location"] += f"?section={paragraph.section_code}#paragraph-{paragraph.number}"
        return page
    context = {"inspection": inspection, "paragraph": paragraph, "form": form}
    return render(request, "reports/comment_on_facts.html", context)


@login_required
@require_POST
def submit(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Send the comments."""
    _, check = _check(request, inspection_id)
    refuse_if(policies.reasons_not_to_submit(request.user, check))
    form = forms.SubmitForm(request.POST)
    if form.is_valid():
        actions.submit_comments(check=check, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, "Your comments are sent. The lead inspector answers each of them.")
    else:
        messages.error(request, STALE)
    return redirect("reports:provider_check", inspection_id=inspection_id)


def _check(request: SignedInRequest, inspection_id: int) -> tuple[Inspection, FactCheck]:
    """The last round of the inspection's check, for its provider's contact only."""
    inspections = Inspection.objects.visible_to(request.user).with_team()
    inspection = get_object_or_404(inspections, pk=inspection_id)
    if not policies.is_contact_of(request.user, inspection):
        raise Http404("These pages are for the inspected provider.")
    checks = FactCheck.objects.visible_to(request.user).filter(report__inspection=inspection)
    check = checks.select_related("report").first()
    if check is None:
        raise Http404("There is nothing to check yet.")
    check.report.inspection = inspection
    return inspection, check
