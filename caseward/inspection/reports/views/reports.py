"""The report as a whole: its sections, its start, the whole text, what it compares with."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.reports import actions, forms, policies
from caseward.inspection.reports.models import Report
from caseward.inspection.reports.presenters import sections as laid_out
from caseward.inspection.reports.presenters import tabs
from caseward.inspection.results.presenters.comparison import offered
from caseward.shared.govuk.forms import with_version
from caseward.shared.records.models import Conflict, SignedInRequest, refuse_if

from . import get_or_post, inspection_for, report_for


@login_required
@get_or_post
def index(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """The sections with how far each is; before that, the start."""
    inspection = inspection_for(request, inspection_id)
    report = Report.objects.visible_to(request.user).filter(inspection=inspection).first()
    if report is None:
        return _start(request, inspection)
    report.inspection = inspection
    written = actions.written_report(report)
    context = {
        "inspection": inspection,
        "report": report,
        "tabs": tabs.tabs(inspection),
        "current_tab": tabs.SECTIONS,
        "lines": laid_out.section_lines(report, written, timezone.now()),
        "heading_of": laid_out.heading_of,
        "waiting_notes": written.material.waiting_notes,
        "is_decided": written.material.standing.is_decided,
        "may_write": not policies.reasons_not_to_write(request.user, inspection),
    }
    return render(request, "reports/index.html", context)


@login_required
@require_safe
def whole(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """The whole text as it reads now."""
    report = report_for(request, inspection_id)
    written = actions.written_report(report)
    context = {
        "inspection": report.inspection,
        "tabs": tabs.tabs(report.inspection),
        "current_tab": tabs.WHOLE,
        "written": written,
        "heading_of": laid_out.heading_of,
    }
    return render(request, "reports/whole.html", context)


@login_required
@get_or_post
def comparator(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Which set of inspections the figures stand beside."""
    report = report_for(request, inspection_id)
    refuse_if(policies.reasons_not_to_write(request.user, report.inspection))
    sets = offered(report.inspection.framework)
    shown = {"comparator": report.comparator_id, "version": report.version}
    form = forms.ComparatorForm(request.POST or None, initial=shown, offered=sets)
    clash: list[tuple[str, str, str]] = []
    if form.is_valid():
        try:
            actions.choose_comparator(report=report, **form.cleaned_data, by=request.user)
        except Conflict:
            theirs = report_for(request, inspection_id)
            clash = [
                ("Set", str(theirs.comparator or "None"), str(form.cleaned_data["comparator"] or "None"))
            ]
            form = forms.ComparatorForm(with_version(request.POST, theirs.version), offered=sets)
        else:
            messages.success(request, "The figures of the report stand beside what you chose.")
            return redirect("reports:index", inspection_id=inspection_id)
    context = {"inspection": report.inspection, "form": form, "clash": clash}
    return render(request, "reports/comparator.html", context)


def _start(request: SignedInRequest, inspection: Inspection) -> HttpResponse:
    refusals = policies.reasons_not_to_start(request.user, inspection)
    if request.method == "POST":
        refuse_if(refusals)
    sets = offered(inspection.framework)
    form = forms.StartForm(request.POST or None, initial={"comparator": sets.first()}, offered=sets)
    if form.is_valid():
        actions.start(inspection=inspection, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, "The report is started. Its sections can be written now.")
        return redirect("reports:index", inspection_id=inspection.pk)
    context = {"inspection": inspection, "form": form, "refusals": refusals}
    return render(request, "reports/start.html", context)
