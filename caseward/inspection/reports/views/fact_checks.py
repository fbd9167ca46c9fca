"""The factual accuracy check as the team sees it: send the draft out, answer, close."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from caseward.inspection.reports import actions, forms, policies
from caseward.inspection.reports.models import FactCheck, FactComment, Report
from caseward.inspection.reports.presenters import differences, tabs
from caseward.shared.accounts.models import User
from caseward.shared.govuk.forms import STALE, with_version
from caseward.shared.records.models import Conflict, NotAllowed, SignedInRequest, refuse_if

from . import get_or_post, report_for

PAGE = 25


@login_required
@require_safe
def fact_check(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Where the check is, the comments, and what has changed since the draft went out."""
    report = report_for(request, inspection_id)
    check = _checks(request, report).first()
    if check:
        check.report = report
    written = actions.written_report(report)
    comments = FactComment.objects.visible_to(request.user).filter(paragraph__check_round=check)
    page = Paginator(comments.select_related("paragraph", "answered_by"), PAGE).get_page(
        request.GET.get("page")
    )
    lead = policies.is_lead(request.user, report.inspection)
    context = {
        "inspection": report.inspection,
        "tabs": tabs.tabs(report.inspection),
        "current_tab": tabs.FACTS,
        "check": check,
        "page": page,
        "changes": _changes(check, written) if check else [],
        "is_lead": lead,
        **_offers(request.user, report, check, written, lead=lead),
        "close_form": forms.CloseForm(initial={"version": check.version}) if check else None,
    }
    return render(request, "reports/fact_check.html", context)


def _offers(
    user: User, report: Report, check: FactCheck | None, written: actions.WrittenReport, *, lead: bool
) -> dict[str, object]:
    """Why what could come next may not; nothing is asked that the page would not show."""
    today = timezone.localdate()
    is_open = check is not None and check.state != "closed"
    faults, empty = written.faults, len(written.empty)
    ending = check if is_open and lead else None
    take_in = ending is not None and not policies.reasons_not_to_take_in(user, ending, today)
    closing = None if take_in else ending
    return {
        "may_not_open": []
        if is_open
        else policies.reasons_not_to_open(user, report, faults=faults, empty=empty),
        "may_not_close": policies.reasons_not_to_close(user, closing, today) if closing else [],
        "may_take_in": take_in,
    }


@login_required
@get_or_post
def open_check(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Freeze the draft and let the provider read it."""
    report = report_for(request, inspection_id)
    written = actions.written_report(report)
    refuse_if(
        policies.reasons_not_to_open(request.user, report, faults=written.faults, empty=len(written.empty))
    )
    form = forms.OpenCheckForm(request.POST or None)
    if form.is_valid():
        try:
            actions.open_fact_check(report=report, **form.cleaned_data, by=request.user, at=timezone.now())
        except NotAllowed as refused:
            form.add_error("due_on", refused.reasons)
        else:
            messages.success(request, "The provider’s contact can read the draft now.")
            return redirect("reports:fact_check", inspection_id=inspection_id)
    return render(request, "reports/open_check.html", {"inspection": report.inspection, "form": form})


@login_required
@get_or_post
def answer(request: SignedInRequest, inspection_id: int, fact_comment_id: int) -> HttpResponse:
    """Accept or reject one comment."""
    report = report_for(request, inspection_id)
    found = _comment(request, report, fact_comment_id)
    refuse_if(policies.reasons_not_to_answer(request.user, found))
    shown = {"answer": found.answer, "reason": found.reason, "version": found.version}
    form = forms.AnswerForm(request.POST or None, initial=shown)
    clash: list[tuple[str, str, str]] = []
    if form.is_valid():
        typed = form.cleaned_data
        answered = actions.Answered(typed["answer"], typed["reason"])
        try:
            actions.answer_comment(
                comment=found,
                answered=answered,
                version=typed["version"],
                by=request.user,
                at=timezone.now(),
            )
        except NotAllowed as refused:
            form.add_error("reason", refused.reasons)
        except Conflict:
            found = _comment(request, report, fact_comment_id)
            clash = [("Reason", found.reason, typed["reason"])]
            form = forms.AnswerForm(with_version(request.POST, found.version))
        else:
            messages.success(request, "Answer saved.")
            return redirect("reports:fact_check", inspection_id=inspection_id)
    context = {"inspection": report.inspection, "comment": found, "form": form, "clash": clash}
    return render(request, "reports/answer.html", context)


@login_required
@require_POST
def take_in(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Take in comments that the provider did not send in time."""
    report = report_for(request, inspection_id)
    check = get_object_or_404(_checks(request, report), closed_at=None)
    refuse_if(policies.reasons_not_to_take_in(request.user, check, timezone.localdate()))
    form = forms.SubmitForm(request.POST)
    if form.is_valid():
        actions.take_in_comments(check=check, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, "The comments are in. Answer each of them.")
    else:
        messages.error(request, STALE)
    return redirect("reports:fact_check", inspection_id=inspection_id)


@login_required
@require_POST
def close(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """End the check."""
    report = report_for(request, inspection_id)
    check = get_object_or_404(_checks(request, report), closed_at=None)
    refuse_if(policies.reasons_not_to_close(request.user, check, timezone.localdate()))
    form = forms.CloseForm(request.POST)
    if form.is_valid():
        changes = differences.changes_since(check, actions.written_report(report))
        actions.close_fact_check(
            check=check, changes=changes, **form.cleaned_data, by=request.user, at=timezone.now()
        )
        messages.success(request, "The factual accuracy check is closed. The provider sees the outcome.")
    else:
        messages.error(request, STALE)
    return redirect("reports:fact_check", inspection_id=inspection_id)


def _checks(request: SignedInRequest, report: Report) -> QuerySet[FactCheck]:
    """The rounds of a report, the last one first, each knowing the report that is loaded already."""
    checks = FactCheck.objects.visible_to(request.user).filter(report=report)
    return checks.select_related(
        "report__inspection__provider", "report__comparator", "opened_by", "submitted_by", "closed_by"
    )


def _comment(request: SignedInRequest, report: Report, comment_id: int) -> FactComment:
    comments = FactComment.objects.visible_to(request.user).select_related(
        "paragraph__check_round__report__inspection"
    )
    return get_object_or_404(comments, pk=comment_id, paragraph__check_round__report=report)


def _changes(check: FactCheck, written: actions.WrittenReport) -> list[differences.ShownChange]:
    if check.state == "closed":
        return differences.shown([actions.ChangedParagraph(**change) for change in check.changes])
    return differences.shown(differences.changes_since(check, written))
