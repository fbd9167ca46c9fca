"""The list of cases, one case, and its readings: start, finish, reopen, history."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caseward.inspection.case_assessments import actions, forms, policies
from caseward.inspection.case_assessments.models import Assessment, Note, Reading
from caseward.inspection.case_assessments.presenters import lists, readings
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.samples.models import SampledCase
from caseward.shared.audit import actions as audit
from caseward.shared.govuk.forms import EditingForm, with_version
from caseward.shared.records.models import Conflict, SignedInRequest, refuse_if

PAGE = 25
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@require_GET
def index(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """The cases of an inspection, the user's own first."""
    inspection = inspection_for(request, inspection_id)
    refuse_if(policies.reasons_not_to_see_cases(request.user, inspection))
    cases = lists.cases_of(inspection, request.user)
    filters = lists.Filters.of(request.GET, inspection)
    page = Paginator(filters.apply(cases, request.user), PAGE).get_page(request.GET.get("page"))
    audit.record(
        action="looked_at_cases", subject=inspection, by=request.user, cases=[case.pk for case in page]
    )
    context = {
        "inspection": inspection,
        "page": page,
        "rows": [(row, lists.state_of(row)) for row in page],
        "states": lists.STATES,
        "colours": lists.COLOURS,
        "filters": filters,
        "by_sample": lists.progress_by_sample(cases, inspection),
        "by_reader": lists.progress_by_reader(cases),
        "titles": {sample.code: sample.title for sample in inspection.framework.samples},
    }
    return render(request, "case_assessments/index.html", context)


@login_required
@require_GET
def case(request: SignedInRequest, inspection_id: int, case_id: int) -> HttpResponse:
    """One case: its facts, and the readings of it that the user may see."""
    row = case_for(request, inspection_id, case_id)
    audit.record(action="looked_at_case", subject=row, by=request.user)
    inspection = row.draw.inspection
    visible = Assessment.objects.visible_to(request.user).filter(case=row).order_by("pk")
    context = {
        "inspection": inspection,
        "case": row,
        "sample": inspection.framework.sample(row.draw.sample_code),
        "facts": readings.facts_of(row, inspection),
        "readings": [
            readings.summary_of(reading, row, request.user)
            for reading in visible.select_related("assessor", "agreed_with")
        ],
        "started": row.assessments.filter(reading=Reading.FIRST).exists(),
        "not_to_start": policies.reasons_not_to_start(request.user, row),
        "notes": Note.objects.visible_to(request.user)
        .filter(assessment__case=row)
        .select_related("written_by"),
    }
    return render(request, "case_assessments/case.html", context)


@login_required
@require_POST
def start(request: SignedInRequest, inspection_id: int, case_id: int) -> HttpResponse:
    """Open the first reading, and go to its first page."""
    row = case_for(request, inspection_id, case_id)
    actions.start(case=row, by=request.user, at=timezone.now())
    first = readings.CaseReading(row, {}).sections()[0]
    return redirect(
        "case_assessments:section",
        inspection_id=inspection_id,
        case_id=case_id,
        reading=Reading.FIRST,
        section=first.code,
    )


@login_required
@get_or_post
def finish(request: SignedInRequest, inspection_id: int, case_id: int, reading: str) -> HttpResponse:
    """What is missing, or the button that closes the reading."""
    row = reading_for(request, inspection_id, case_id, reading)
    refuse_if(policies.reasons_not_to_answer(request.user, row))
    form = EditingForm(request.POST or None, initial={"version": row.version})
    shown = readings.CaseReading(row.case, row.current_answers())
    context = {
        "inspection": row.inspection,
        "case": row.case,
        "assessment": row,
        "form": form,
        "missing": shown.missing_by_section(),
    }
    if not form.is_valid() or context["missing"]:
        if request.method == "GET":
            audit.record(action="looked_at_case", subject=row.case, by=request.user)
        return render(request, "case_assessments/finish.html", context)

    def save() -> None:
        version = form.cleaned_data["version"]
        actions.finish(assessment=row, version=version, by=request.user, at=timezone.now())
        messages.success(request, "Reading finished. Its answers count from now on.")

    saved(request, save)
    return redirect("case_assessments:case", inspection_id=inspection_id, case_id=case_id)


@login_required
@get_or_post
def reopen(request: SignedInRequest, inspection_id: int, case_id: int, reading: str) -> HttpResponse:
    """Open a finished reading again, with a reason."""
    row = reading_for(request, inspection_id, case_id, reading)
    refuse_if(policies.reasons_not_to_reopen(request.user, row))
    form = forms.ReopenForm(request.POST or None, initial={"version": row.version})

    def save() -> None:
        typed = form.cleaned_data
        actions.reopen(
            assessment=row,
            reason=typed["reason"],
            version=typed["version"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, "Reading reopened. Its answers count again once it is finished.")

    if form.is_valid():
        if saved(request, save):
            return redirect("case_assessments:case", inspection_id=inspection_id, case_id=case_id)
        row = reading_for(request, inspection_id, case_id, reading)
        refuse_if(policies.reasons_not_to_reopen(request.user, row))
        form = forms.ReopenForm(with_version(request.POST, row.version))
    audit.record(action="looked_at_case", subject=row.case, by=request.user)
    context = {"inspection": row.inspection, "case": row.case, "assessment": row, "form": form}
    return render(request, "case_assessments/reopen.html", context)


@login_required
@require_GET
def history(request: SignedInRequest, inspection_id: int, case_id: int, reading: str) -> HttpResponse:
    """Every answer a reading ever had, and every time it was reopened."""
    row = reading_for(request, inspection_id, case_id, reading)
    audit.record(action="looked_at_case", subject=row.case, by=request.user)
    answers = row.answers.select_related("answered_by").order_by("-answered_at", "-pk")
    page = Paginator(answers, PAGE).get_page(request.GET.get("page"))
    framework = row.inspection.framework
    context = {
        "inspection": row.inspection,
        "case": row.case,
        "assessment": row,
        "page": page,
        "rows": [readings.answer_row(framework, answer) for answer in page],
        "reopenings": row.reopenings.select_related("reopened_by"),
    }
    return render(request, "case_assessments/history.html", context)


def inspection_for(request: SignedInRequest, inspection_id: int) -> Inspection:
    """The inspection, if the user may see it."""
    rows = Inspection.objects.visible_to(request.user).with_team()
    return get_object_or_404(rows, pk=inspection_id)


def case_for(request: SignedInRequest, inspection_id: int, case_id: int) -> SampledCase:
    """The sampled case, if the user works with cases of this inspection."""
    rows = SampledCase.objects.visible_to(request.user).filter(draw__inspection=inspection_id)
    case = get_object_or_404(rows.select_related("listed_case", "draw", "allocated_to"), pk=case_id)
    case.draw.inspection = inspection_for(request, inspection_id)
    return case


def reading_for(request: SignedInRequest, inspection_id: int, case_id: int, reading: str) -> Assessment:
    """One reading of a case, if the user may see it."""
    rows = Assessment.objects.visible_to(request.user).filter(inspection=inspection_id, case=case_id)
    row = get_object_or_404(rows.select_related("assessor"), reading=reading)
    row.case = case_for(request, inspection_id, case_id)
    row.inspection = row.case.draw.inspection
    return row


def saved(request: SignedInRequest, save: Callable[[], None]) -> bool:
    """Whether a change was made; if the row was changed elsewhere meanwhile, the next page says so."""
    try:
        save()
    except Conflict:
        messages.warning(request, "This has just been changed elsewhere. Look at it and try again.")
        return False
    return True
