"""The drawn cases: who reads which, which are replaced, and the hand-over to the inspectors."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caseward.inspection.samples import actions, forms, policies, presenters, writers
from caseward.inspection.samples.models import Draw, SampledCase, loads_of
from caseward.shared.audit import actions as audit
from caseward.shared.govuk.filters import plural
from caseward.shared.records.models import Conflict, SignedInRequest, refuse_if

from .scope import inspection_of, sample_of

PAGE = 25
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@get_or_post
def cases(request: SignedInRequest, inspection_id: int, sample_code: str) -> HttpResponse:
    """The cases of the current draw with their inspectors, to be given away; or its reserves, or others."""
    inspection = inspection_of(request, inspection_id)
    draw = _draw(request, inspection_id, sample_code)
    form = forms.AllocateSeveralForm(request.POST or None, inspection=inspection)
    clashes: list[tuple[str, str, str]] = []
    if request.method == "POST":
        refuse_if(policies.reasons_not_to_allocate(request.user, inspection))
    if request.method == "POST" and form.is_valid():
        versions, inspector = form.cleaned_data["cases"], form.cleaned_data["inspector"]
        try:
            number = actions.allocate_cases(
                draw=draw, versions=versions, to=inspector, by=request.user, at=timezone.now()
            )
        except Conflict:
            clashes = presenters.clashes_of(draw, versions, inspector)
        else:
            messages.success(request, f"{plural(number, 'case')} given to {inspector.name}.")
            return redirect(request.get_full_path())
    return _cases_page(request, draw, form, clashes)


def _cases_page(
    request: SignedInRequest,
    draw: Draw,
    form: forms.AllocateSeveralForm,
    clashes: list[tuple[str, str, str]],
) -> HttpResponse:
    shown = request.GET.get("show", "sample")
    page = Paginator(_shown(request, draw, shown), PAGE).get_page(request.GET.get("page"))
    rows = list(page)
    audit.record(action="listed_sampled_cases", subject=draw, by=request.user, cases=[row.pk for row in rows])
    inspection = draw.inspection
    context = {
        "inspection": inspection,
        "sample": inspection.framework.sample(draw.sample_code),
        "draw": draw,
        "form": form,
        "clashes": clashes,
        "ticked": {box.split("-")[0] for box in request.POST.getlist("cases")},
        "shown": shown,
        "page": page,
        "rows": rows,
        "counts": presenters.counts_of(draw),
        "may_allocate": not policies.reasons_not_to_allocate(request.user, inspection),
    }
    return render(request, "samples/cases.html", context)


@login_required
@require_GET
def export(request: SignedInRequest, inspection_id: int, sample_code: str) -> HttpResponse:
    """The sample as a file."""
    draw = _draw(request, inspection_id, sample_code)
    rows = list(_shown(request, draw, "sample"))
    audit.record(action="exported_sample", subject=draw, by=request.user, cases=[row.pk for row in rows])
    return HttpResponse(
        writers.sample_csv(rows, reader=draw.inspection.reader),
        content_type="text/csv",
        headers={"Content-Disposition": f'attachment; filename="sample-{draw.pk}.csv"'},
    )


@login_required
@get_or_post
def share_out(request: SignedInRequest, inspection_id: int, sample_code: str) -> HttpResponse:
    """Share the cases that nobody has among the inspectors."""
    inspection = inspection_of(request, inspection_id)
    draw = _draw(request, inspection_id, sample_code)
    refuse_if(policies.reasons_not_to_allocate(request.user, inspection))
    form = forms.ShareOutForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        together = form.cleaned_data["how"] == form.BY_OFFICE
        number = actions.allocate_evenly(
            draw=draw, keep_offices_together=together, by=request.user, at=timezone.now()
        )
        messages.success(request, f"{plural(number, 'case')} shared out.")
        return redirect("samples:sample", inspection_id=inspection_id, sample_code=sample_code)
    context = {
        "inspection": inspection,
        "sample": sample_of(inspection, sample_code),
        "form": form,
        "counts": presenters.counts_of(draw),
        "loads": loads_of(inspection),
    }
    return render(request, "samples/share_out.html", context)


@login_required
@get_or_post
def case(request: SignedInRequest, inspection_id: int, case_id: int) -> HttpResponse:
    """One drawn case: what the list says of it, and who reads it."""
    row = _case(request, inspection_id, case_id)
    initial = {"version": row.version, "inspector": row.allocated_to_id}
    form = forms.AllocateForm(request.POST or None, initial=initial, inspection=row.draw.inspection)
    theirs = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.allocate_case(
                case=row,
                to=form.cleaned_data["inspector"],
                version=form.cleaned_data["version"],
                by=request.user,
                at=timezone.now(),
            )
        except Conflict:
            row = _case(request, inspection_id, case_id)
            theirs = str(row.allocated_to or "Nobody yet")
            data = request.POST.copy()
            data["version"] = str(row.version)
            form = forms.AllocateForm(data, inspection=row.draw.inspection)
        else:
            messages.success(request, "Case allocated.")
            return redirect("samples:case", inspection_id=inspection_id, case_id=case_id)
    return _case_page(request, row, form, theirs)


@login_required
@get_or_post
def replace(request: SignedInRequest, inspection_id: int, case_id: int) -> HttpResponse:
    """Replace a case by the next reserve of its stratum."""
    row = _case(request, inspection_id, case_id)
    refuse_if(policies.reasons_not_to_replace(request.user, row))
    inspection, initial = row.draw.inspection, {"version": row.version}
    form = forms.ReplaceForm(request.POST or None, inspection=inspection, initial=initial)
    theirs = ""
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            reserve = actions.replace(
                case=row,
                reason=typed["reason"],
                note=typed["note"],
                version=typed["version"],
                by=request.user,
                at=timezone.now(),
            )
        except Conflict:
            row = _case(request, inspection_id, case_id)
            theirs = presenters.state_of(row)
            data = request.POST.copy()
            data["version"] = str(row.version)
            form = forms.ReplaceForm(data, inspection=inspection)
        else:
            messages.success(request, "Case replaced. This is the case that takes its place.")
            return redirect("samples:case", inspection_id=inspection_id, case_id=reserve.pk)
    audit.record(action="looked_at_sampled_case", subject=row, by=request.user)
    context = {"inspection": inspection, "case": row, "form": form, "theirs": theirs}
    return render(request, "samples/replace.html", context)


@login_required
@require_POST
def open_assessment(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Hand the samples over to the inspectors."""
    inspection = inspection_of(request, inspection_id)
    actions.open_assessment(inspection=inspection, by=request.user, at=timezone.now())
    readers = f"{inspection.reader}s"
    messages.success(request, f"Case assessment is open. The {readers} find their cases on their own pages.")
    return redirect("inspections:overview", inspection_id=inspection_id)


def _case_page(
    request: SignedInRequest, row: SampledCase, form: forms.AllocateForm, theirs: str
) -> HttpResponse:
    audit.record(action="looked_at_sampled_case", subject=row, by=request.user)
    context = {
        "inspection": row.draw.inspection,
        "sample": row.draw.inspection.framework.sample(row.draw.sample_code),
        "case": row,
        "facts": presenters.facts_of(row.listed_case),
        "form": form,
        "theirs": theirs,
        "may_allocate": not policies.reasons_not_to_allocate_case(request.user, row),
        "not_replaced_because": policies.reasons_not_to_replace(request.user, row),
    }
    return render(request, "samples/case.html", context)


def _draw(request: SignedInRequest, inspection_id: int, sample_code: str) -> Draw:
    current = Draw.objects.visible_to(request.user).current().select_related("inspection__provider")
    return get_object_or_404(current, inspection=inspection_id, sample_code=sample_code)


def _shown(request: SignedInRequest, draw: Draw, shown: str) -> QuerySet[SampledCase]:
    rows = SampledCase.objects.visible_to(request.user).filter(draw=draw)
    rows = rows.select_related("listed_case", "allocated_to", "replaces__listed_case")
    if shown == "reserves":
        return rows.filter(is_reserve=True).order_by("stratum", "order", "pk")
    if shown == "replaced":
        return rows.exclude(replaced_at=None).order_by("stratum", "order", "pk")
    return rows.in_use().order_by("stratum", "order", "pk")


def _case(request: SignedInRequest, inspection_id: int, case_id: int) -> SampledCase:
    visible = SampledCase.objects.visible_to(request.user).select_related(
        "listed_case", "draw__inspection__provider", "allocated_to", "replaces", "replaced_by"
    )
    return get_object_or_404(visible, pk=case_id, draw__inspection=inspection_id)
