"""Dip samples, readings beside each other, agreed answers, and how well readers agree."""

import secrets

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from caseward.inspection.case_assessments import actions, forms, inputs, policies
from caseward.inspection.case_assessments.models import Assessment, DipSample, Reading
from caseward.inspection.case_assessments.presenters import readings, second_readings
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.samples.models import SampledCase
from caseward.shared.audit import actions as audit
from caseward.shared.govuk.forms import CreatingForm, with_version
from caseward.shared.records.models import Conflict, SignedInRequest, refuse_if

from .cases import PAGE, get_or_post, inspection_for, reading_for


@login_required
@require_GET
def index(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """The second readings of an inspection and the dip samples they come from."""
    inspection = _inspection(request, inspection_id)
    second = Assessment.objects.second_readings_in(inspection)
    page = Paginator(second.with_other_readings(), PAGE).get_page(request.GET.get("page"))
    audit.record(
        action="looked_at_cases", subject=inspection, by=request.user, cases=[row.case_id for row in page]
    )
    context = {
        "inspection": inspection,
        "page": page,
        "dip_samples": DipSample.objects.visible_to(request.user)
        .filter(inspection=inspection)
        .select_related("drawn_by"),
        "not_to_draw": policies.reasons_not_to_draw(request.user, inspection),
        "population": Assessment.objects.to_read_again(inspection, request.user).count(),
    }
    return render(request, "case_assessments/second_readings.html", context)


@login_required
@get_or_post
def draw(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """A dip sample by chance."""
    inspection = _inspection(request, inspection_id)
    refuse_if(policies.reasons_not_to_draw(request.user, inspection))
    if before := _drawn_before(request):
        return _drawn(request, before)
    population = Assessment.objects.to_read_again(inspection, request.user).count()
    initial = {"seed": secrets.randbelow(10**6)}
    form = forms.DrawForm(request.POST or None, population=population, initial=initial)
    if not form.is_valid():
        context = {"inspection": inspection, "form": form, "population": population}
        return render(request, "case_assessments/draw.html", context)
    dip = actions.draw_second_readings(
        inspection=inspection,
        size=form.size(),
        seed=form.cleaned_data["seed"],
        creation_key=form.cleaned_data["creation_key"],
        by=request.user,
        at=timezone.now(),
    )
    return _drawn(request, dip)


@login_required
@get_or_post
def pick(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """A dip sample of chosen cases."""
    inspection = _inspection(request, inspection_id)
    refuse_if(policies.reasons_not_to_draw(request.user, inspection))
    if before := _drawn_before(request):
        return _drawn(request, before)
    open_to = Assessment.objects.to_read_again(inspection, request.user)
    rows = open_to.select_related("case__listed_case", "assessor")
    form = forms.PickForm(request.POST or None, readings=rows)
    if not form.is_valid():
        audit.record(
            action="looked_at_cases", subject=inspection, by=request.user, cases=[row.case_id for row in rows]
        )
        context = {"inspection": inspection, "form": form, "population": len(rows)}
        return render(request, "case_assessments/pick.html", context)
    cases = SampledCase.objects.visible_to(request.user).filter(pk__in=form.cleaned_data["cases"])
    dip = actions.pick_second_readings(
        inspection=inspection,
        cases=cases,
        reason=form.cleaned_data["reason"],
        creation_key=form.cleaned_data["creation_key"],
        by=request.user,
        at=timezone.now(),
    )
    return _drawn(request, dip)


def _drawn_before(request: SignedInRequest) -> DipSample | None:
    """What this same form drew: sent again, it would find its own cases no longer on offer."""
    sent = CreatingForm(request.POST)
    if not sent.is_valid():
        return None
    drawn = DipSample.objects.visible_to(request.user)
    return drawn.filter(creation_key=sent.cleaned_data["creation_key"]).first()


def _drawn(request: SignedInRequest, dip: DipSample) -> HttpResponse:
    messages.success(
        request, f"{dip.size} of {dip.population} finished first readings are yours to read again."
    )
    return redirect("case_assessments:second_readings", inspection_id=dip.inspection_id)


@login_required
@get_or_post
def compare(request: SignedInRequest, inspection_id: int, case_id: int) -> HttpResponse:
    """Both readings of one case, where they differ, and what the readers agree."""
    second = _finished(request, inspection_id, case_id, Reading.SECOND)
    first = _finished(request, inspection_id, case_id, Reading.FIRST)
    agreed = Assessment.objects.visible_to(request.user).filter(case=case_id, reading=Reading.AGREED).first()
    version = agreed.version if agreed else 0
    if request.method == "POST":
        return _agree(request, first, second, version)
    audit.record(action="looked_at_case", subject=second.case, by=request.user)
    return _compare_page(request, first, second, version)


def _agree(request: SignedInRequest, first: Assessment, second: Assessment, version: int) -> HttpResponse:
    refuse_if(policies.reasons_not_to_agree(request.user, second))
    form = _agree_form(inputs.differences(second.case), version, request)
    if not form.is_valid():
        return _compare_page(request, first, second, version, bound=form)
    try:
        agreed = actions.agree(
            second=second,
            answers=form.answers(),
            version=form.cleaned_data["version"],
            by=request.user,
            at=timezone.now(),
        )
    except Conflict:
        theirs = reading_for(request, first.inspection_id, first.case_id, Reading.AGREED)
        typed = with_version(request.POST, theirs.version)
        again = forms.AgreeForm(typed, questions=form.questions)
        rows = readings.conflict_rows(form.questions, theirs.current_answers(), form.answers())
        return _compare_page(request, first, second, version, bound=again, conflict_rows=rows)
    finished = "Agreed answers saved. They count instead of the first reader’s."
    messages.success(request, finished if agreed.finished_at else "Saved. Some differences are still open.")
    return redirect(request.path)


def _agree_form(
    found: list[inputs.Difference], version: int, request: SignedInRequest | None = None
) -> forms.AgreeForm:
    questions = [difference.question for difference in found if difference.matters]
    agreed = {each.question.code: each.agreed for each in found if each.agreed}
    data = request.POST if request else None
    return forms.AgreeForm(data, questions=questions, initial={**agreed, "version": version})


def _compare_page(
    request: SignedInRequest,
    first: Assessment,
    second: Assessment,
    version: int,
    *,
    bound: forms.AgreeForm | None = None,
    conflict_rows: list[tuple[str, str, str]] | None = None,
) -> HttpResponse:
    found = inputs.differences(second.case)
    reasons = policies.reasons_not_to_agree(request.user, second)
    context = {
        "inspection": second.inspection,
        "case": second.case,
        "first": first,
        "second": second,
        "differences": [(each, *second_readings.difference_cells(each)) for each in found],
        "open": sum(difference.is_open for difference in found),
        "not_to_agree": reasons,
        "conflict_rows": conflict_rows,
    }
    if not reasons:
        context["form"] = bound or _agree_form(found, version)
    return render(request, "case_assessments/compare.html", context)


@login_required
@require_GET
def agreement(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Question by question: how often two readers gave the same answer, and kappa."""
    inspection = _inspection(request, inspection_id)
    found = inputs.agreement_by_question(inspection)
    agreed, pairs = second_readings.in_all(found)
    context = {
        "inspection": inspection,
        "rows": second_readings.agreement_rows(inspection.framework, found),
        "reasons": sorted({row.why_not for row in found.values() if row.why_not}),
        "agreed": agreed,
        "pairs": pairs,
        "per_cent": second_readings.share_in_words(agreed, pairs),
        "confidence": int(100 * inputs.CONFIDENCE),
    }
    return render(request, "case_assessments/agreement.html", context)


def _inspection(request: SignedInRequest, inspection_id: int) -> Inspection:
    inspection = inspection_for(request, inspection_id)
    refuse_if(policies.reasons_not_to_see_agreement(request.user, inspection))
    return inspection


def _finished(request: SignedInRequest, inspection_id: int, case_id: int, reading: Reading) -> Assessment:
    row = reading_for(request, inspection_id, case_id, reading)
    if row.finished_at is None:
        raise Http404
    return row
