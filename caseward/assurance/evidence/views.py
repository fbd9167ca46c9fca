"""Opening the records of a sampled case; the files of evidence that a provider sent."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.samples.models import SampledCase
from caseward.shared.audit import actions as audit
from caseward.shared.govuk.filters import plural, written_date
from caseward.shared.records.models import SignedInRequest, refuse_if

from . import actions, forms, inputs, policies
from .models import EvidenceFile, Opening

PAGE = 25
FAULTS_SHOWN = 200
CHECKED = "The file has no fault and is with the inspection, which keeps it for the cases that it reads."


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def open_records(request: SignedInRequest, inspection_id: int, case_id: int) -> HttpResponse:
    """Open the records of the case that one reads; their evidence is gathered the first time."""
    case = _case(request, inspection_id, case_id)
    inspection, today = case.draw.inspection, timezone.localdate()
    form = forms.OpenForm(request.POST or None)
    if form.is_valid():
        opening = actions.open_records(
            case=case,
            creation_key=form.cleaned_data["creation_key"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _words_of_opening(opening))
        return redirect("case_assessments:case", inspection_id=inspection_id, case_id=case_id)
    refuse_if(policies.reasons_not_to_open(request.user, case, inputs.person_of(case), today))
    audit.record(action="looked_at_case", subject=case, by=request.user)
    context = {
        "inspection": inspection,
        "case": case,
        "form": form,
        "needs_no_right": policies.needs_no_right(request.user, inspection),
        "ends_on": policies.last_day(inspection, today),
        "is_gathered": case.evidence.exists(),
    }
    return render(request, "evidence/open_records.html", context)


@login_required
@require_GET
def files(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """What the provider sent, when, for how many cases."""
    inspection = _inspection(request, inspection_id)
    refuse_if(policies.reasons_not_to_see_files(request.user, inspection))
    rows = EvidenceFile.objects.visible_to(request.user).filter(inspection=inspection)
    context = {
        "inspection": inspection,
        "page": Paginator(rows.select_related("sent_by"), PAGE).get_page(request.GET.get("page")),
        "titles": {sample.code: sample.title for sample in inspection.framework.samples},
        "reasons": policies.reasons_not_to_send(request.user, inspection),
        "sees_kept": policies.sees_what_was_kept(request.user, inspection),
    }
    return render(request, "evidence/files.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def send_file(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Send a file of evidence; with any fault nothing of it is kept, and every fault is listed."""
    inspection = _inspection(request, inspection_id)
    refuse_if(policies.reasons_not_to_send(request.user, inspection))
    form = forms.SendForm(request.POST or None, request.FILES or None)
    faults: list[str] = []
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            sent = actions.take_in_file(
                inspection=inspection,
                file_name=file.name,
                content=file.read(),
                creation_key=form.cleaned_data["creation_key"],
                by=request.user,
                at=timezone.now(),
            )
        except actions.FaultyFile as faulty:
            faults = faulty.faults
        else:
            sees_kept = policies.sees_what_was_kept(request.user, inspection)
            messages.success(request, _words_of(sent) if sees_kept else CHECKED)
            return redirect("evidence:files", inspection_id=inspection.pk)
    context = {
        "inspection": inspection,
        "form": form,
        "faults": faults[:FAULTS_SHOWN],
        "more": max(0, len(faults) - FAULTS_SHOWN),
    }
    return render(request, "evidence/send_file.html", context)


def _words_of_opening(opening: Opening) -> str:
    if opening.right is None:
        return "The evidence of this case has been gathered."
    return f"The records of this case are open to you until {written_date(opening.right.ends_on)}."


def _words_of(sent: EvidenceFile) -> str:
    words = f"Evidence taken in for {plural(sent.cases, 'case')}."
    if sent.kept:
        words += (
            f" For {plural(sent.kept, 'case')} the evidence stays as it was, because it is in use already."
        )
    return words


def _case(request: SignedInRequest, inspection_id: int, case_id: int) -> SampledCase:
    rows = SampledCase.objects.visible_to(request.user).filter(draw__inspection=inspection_id)
    case = get_object_or_404(rows.select_related("listed_case", "draw"), pk=case_id)
    case.draw.inspection = _inspection(request, inspection_id)
    return case


def _inspection(request: SignedInRequest, inspection_id: int) -> Inspection:
    rows = Inspection.objects.visible_to(request.user).with_team()
    return get_object_or_404(rows, pk=inspection_id)
