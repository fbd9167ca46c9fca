"""The publisher's pages: what stands in the way, the preview, the press notice, publication, correction."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from caseward.inspection.reports import actions, forms, jobs, policies
from caseward.inspection.reports.models import Edition, EditionQuerySet, PressNotice, Report
from caseward.inspection.reports.presenters import tabs
from caseward.inspection.reports.writers.drawings import drawn_sections
from caseward.shared.govuk.forms import with_version
from caseward.shared.records.models import Conflict, SignedInRequest, refuse_if

from . import get_or_post, report_for


@login_required
@get_or_post
def publish(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """What was checked, what stands in the way, and the button."""
    report = report_for(request, inspection_id)
    started = _in_writing(request, report)
    form = _form(request, report, started)
    refusals = policies.reasons_not_to_publish_edition(request.user, report)
    if form.is_valid():
        try:
            edition = _publish(request, report, started, form)
        except Conflict:
            messages.info(request, "Somebody else has published this edition meanwhile.")
            return redirect("reports:publish", inspection_id=inspection_id)
        messages.success(request, f"{edition} is public.")
        slug = report.inspection.publication.result.slug
        return redirect("reports:edition", slug=slug, edition_number=edition.number)
    editions = list(_editions(request, report).published().select_related("published_by"))
    context = {
        **_tabs(report, tabs.PUBLISH),
        "form": form,
        "started": started,
        "editions": editions,
        "refusals": refusals,
        "lacking": [] if editions and not started else actions.what_stands_in_the_way(report),
        "may_give_up": bool(started) and policies.is_publisher(request.user),
        "may_correct": not policies.reasons_not_to_start_correction(request.user, report),
        "slug": report.inspection.publication.result.slug if editions else "",
    }
    return render(request, "reports/publish.html", context)


@login_required
@require_safe
def preview(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """The edition as it would be published now."""
    report = report_for(request, inspection_id)
    started = _in_writing(request, report)
    last = _editions(request, report).published().first()
    number = started.number if started else (last.number if last else 1)
    document = actions.document_of(report, actions.EditionNote(number, None))
    context = {
        **_tabs(report, tabs.PREVIEW),
        "document": document,
        "sections": drawn_sections(document),
    }
    return render(request, "reports/preview.html", context)


@login_required
@get_or_post
def press_notice(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """The press notice as it reads now; the publisher words it."""
    report = report_for(request, inspection_id)
    refusals = policies.reasons_not_to_write_notice(request.user, report)
    if request.method == "POST":
        refuse_if(refusals)
    held = PressNotice.objects.visible_to(request.user).filter(report=report).first()
    written = actions.written_report(report)
    version = held.version if held else 0
    shown = {"text": actions.notice_text(report, written), "version": version}
    form = forms.NoticeForm(request.POST or None, initial=shown)
    clash: list[tuple[str, str, str]] = []
    if form.is_valid():
        try:
            actions.save_notice(report=report, **form.cleaned_data, by=request.user, at=timezone.now())
        except Conflict as conflict:
            theirs = PressNotice.objects.visible_to(request.user).get(pk=conflict.theirs.pk)
            clash = [("Press notice", theirs.text, form.cleaned_data["text"])]
            form = forms.NoticeForm(with_version(request.POST, theirs.version))
        else:
            messages.success(request, "The press notice is saved.")
            return redirect("reports:press_notice", inspection_id=inspection_id)
    context = {
        **_tabs(report, tabs.NOTICE),
        "form": form,
        "clash": clash,
        "refusals": refusals,
        "written": actions.written_notice(report, written),
        "is_drafted": held is None,
    }
    return render(request, "reports/press_notice.html", context)


@login_required
@get_or_post
def correct(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Start a correction: what will change and why."""
    report = report_for(request, inspection_id)
    if not policies.is_publisher(request.user):
        raise Http404("Only the publisher corrects what is published.")
    refusals = policies.reasons_not_to_start_correction(request.user, report)
    if request.method == "POST":
        refuse_if(refusals)
    form = forms.CorrectionForm(request.POST or None)
    if form.is_valid():
        edition = actions.start_correction(
            report=report, **form.cleaned_data, by=request.user, at=timezone.now()
        )
        messages.success(request, f"{edition} is started. The text can be changed until it is published.")
        return redirect("reports:index", inspection_id=inspection_id)
    context = {"inspection": report.inspection, "form": form, "refusals": refusals}
    return render(request, "reports/correct.html", context)


@login_required
@require_POST
def give_up_correction(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Leave what is published as it is."""
    report = report_for(request, inspection_id)
    started = _in_writing(request, report)
    if started is None:
        raise Http404("No correction is being written.")
    number = started.number
    actions.give_up_correction(edition=started, by=request.user, at=timezone.now())
    messages.success(request, f"Edition {number} is given up. What is published stays as it is.")
    return redirect("reports:publish", inspection_id=inspection_id)


def _publish(
    request: SignedInRequest,
    report: Report,
    started: Edition | None,
    form: "forms.PublishReportForm | forms.PublishCorrectionForm",
) -> Edition:
    if started is None:
        return jobs.publish_report(report=report, **form.cleaned_data, by=request.user, at=timezone.now())
    return jobs.publish_correction(
        edition=started, version=form.cleaned_data["version"], by=request.user, at=timezone.now()
    )


def _form(
    request: SignedInRequest, report: Report, started: Edition | None
) -> "forms.PublishReportForm | forms.PublishCorrectionForm":
    if started:
        return forms.PublishCorrectionForm(request.POST or None, initial={"version": started.version})
    return forms.PublishReportForm(request.POST or None, inspection=report.inspection, by=request.user)


def _editions(request: SignedInRequest, report: Report) -> EditionQuerySet:
    return Edition.objects.visible_to(request.user).filter(report=report).light()


def _in_writing(request: SignedInRequest, report: Report) -> Edition | None:
    rows = _editions(request, report).filter(published_at=None)
    started = rows.select_related("started_by").first()
    if started:
        started.report = report
    return started


def _tabs(report: Report, current: str) -> dict[str, object]:
    return {
        "inspection": report.inspection,
        "report": report,
        "tabs": tabs.tabs(report.inspection),
        "current_tab": current,
    }
