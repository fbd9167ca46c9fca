"""The checker's findings, and letting one stand."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from caseward.inspection.reports import actions, forms, policies
from caseward.inspection.reports.models import AcceptedFinding, Report
from caseward.inspection.reports.presenters import findings as laid_out
from caseward.inspection.reports.presenters import tabs
from caseward.inspection.reports.presenters.sections import heading_of
from caseward.shared.records.models import NotAllowed, SignedInRequest, refuse_if

from . import get_or_post, report_for

PAGE = 25


@login_required
@require_safe
def findings(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """What the checker finds in the text as it reads now."""
    report = report_for(request, inspection_id)
    written = actions.written_report(report)
    sorted_out = laid_out.sorted_out(
        actions.findings_of(written.sections, written.material), _accepted(request, report)
    )
    page = Paginator(sorted_out.waiting, PAGE).get_page(request.GET.get("page"))
    context = {
        "inspection": report.inspection,
        "tabs": tabs.tabs(report.inspection),
        "current_tab": tabs.CHECKER,
        "page": page,
        "groups": laid_out.by_kind(list(page)),
        "accepted": sorted_out.accepted,
        "written": written,
        "heading_of": heading_of,
        "may_accept": not policies.reasons_not_to_check(request.user, report.inspection),
        "lacking": policies.reasons_not_to_publish_report(
            report, open_findings=len(sorted_out.waiting), faults=written.faults, empty=written.empty
        ),
    }
    return render(request, "reports/findings.html", context)


@login_required
@get_or_post
def accept(request: SignedInRequest, inspection_id: int, identity: str) -> HttpResponse:
    """Say why a sentence may stand."""
    report = report_for(request, inspection_id)
    refuse_if(policies.reasons_not_to_check(request.user, report.inspection))
    written = actions.written_report(report)
    found = actions.findings_of(written.sections, written.material)
    located = next((each for each in found if each.identity == identity), None)
    if located is None:
        raise Http404("The sentence or the data have changed since.")
    form = forms.AcceptForm(request.POST or None)
    if form.is_valid():
        try:
            actions.accept_finding(
                report=report,
                finding=located.finding,
                **form.cleaned_data,
                by=request.user,
                at=timezone.now(),
            )
        except NotAllowed as refused:
            form.add_error("reason", refused.reasons)
        else:
            messages.success(request, "The sentence may stand.")
            return redirect("reports:findings", inspection_id=inspection_id)
    context = {
        "inspection": report.inspection,
        "located": located,
        "kind": laid_out.KINDS[located.finding.kind],
        "heading": heading_of(located.section),
        "form": form,
    }
    return render(request, "reports/accept.html", context)


@login_required
@require_POST
def withdraw(request: SignedInRequest, inspection_id: int, accepted_id: int) -> HttpResponse:
    """Take back that a finding may stand."""
    report = report_for(request, inspection_id)
    accepted = get_object_or_404(_accepted(request, report), pk=accepted_id)
    accepted.report = report
    actions.withdraw_acceptance(accepted=accepted, by=request.user, at=timezone.now())
    messages.success(request, "The finding waits again.")
    return redirect("reports:findings", inspection_id=inspection_id)


def _accepted(request: SignedInRequest, report: Report) -> QuerySet[AcceptedFinding]:
    rows = AcceptedFinding.objects.visible_to(request.user).filter(report=report, withdrawn_at=None)
    return rows.select_related("accepted_by")
