"""A case list is sent, checked whole, and accepted."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caseward.inspection.samples import actions, forms, jobs, policies, presenters, writers
from caseward.inspection.samples.models import CaseList
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import SignedInRequest, refuse_if

from .scope import inspection_of, sample_of

PAGE = 25
BUSY = {CaseList.State.CHECKING, CaseList.State.ACCEPTING}


@login_required
@require_GET
def template_csv(request: SignedInRequest, inspection_id: int, sample_code: str) -> HttpResponse:
    """An empty case list with the right headings."""
    sample = sample_of(inspection_of(request, inspection_id), sample_code)
    return _download(writers.template_csv(sample), f"{sample_code}.csv", "text/csv")


@login_required
@require_GET
def template_xlsx(request: SignedInRequest, inspection_id: int, sample_code: str) -> HttpResponse:
    """The same as a spreadsheet, with a page that explains every column."""
    sample = sample_of(inspection_of(request, inspection_id), sample_code)
    return _download(writers.template_xlsx(sample), f"{sample_code}.xlsx", writers.XLSX)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: SignedInRequest, inspection_id: int, sample_code: str) -> HttpResponse:
    """Send a case list."""
    inspection = inspection_of(request, inspection_id)
    refuse_if(policies.reasons_not_to_see(request.user, inspection))
    asked = sample_of(inspection, sample_code)
    form = forms.UploadForm(request.POST or None, request.FILES or None)
    reasons = policies.reasons_not_to_upload(request.user, inspection)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        sent = jobs.upload(
            inspection=inspection,
            sample_code=sample_code,
            file_name=file.name,
            content=file.read(),
            creation_key=form.cleaned_data["creation_key"],
            by=request.user,
            at=timezone.now(),
        )
        return redirect("samples:case_list", inspection_id=inspection.pk, list_id=sent.pk)
    context = {
        "inspection": inspection,
        "sample": asked,
        "form": form,
        "reasons": reasons,
        "columns": presenters.columns_of(asked),
    }
    return render(request, "samples/upload.html", context)


@login_required
@require_GET
def case_list(request: SignedInRequest, inspection_id: int, list_id: int) -> HttpResponse:
    """What the check of a list found, and what can be done about it."""
    row = _case_list(request, inspection_id, list_id)
    if row.state in BUSY and row.work is not None:
        return _progress(request, row)
    return _list_page(request, row, forms.AcceptForm(faulty=row.state == CaseList.State.FAULTY))


@login_required
@require_GET
def faults(request: SignedInRequest, inspection_id: int, list_id: int) -> HttpResponse:
    """Every fault as a file, to work through in a spreadsheet."""
    row = _case_list(request, inspection_id, list_id)
    with transaction.atomic():
        audit.record(action="downloaded_faults", subject=row, by=request.user, faults=row.faults_found)
    return _download(writers.faults_csv(row.faults.all()), f"faults-{row.pk}.csv", "text/csv")


@login_required
@require_POST
def accept(request: SignedInRequest, inspection_id: int, list_id: int) -> HttpResponse:
    """Accept a list, setting its faulty rows aside for a reason."""
    row = _case_list(request, inspection_id, list_id)
    refuse_if(presenters.reasons_before_accepting(request.user, row))
    form = forms.AcceptForm(request.POST, faulty=row.state == CaseList.State.FAULTY)
    if not form.is_valid():
        return _list_page(request, row, form)
    jobs.accept(
        case_list=row,
        set_aside_reason=form.cleaned_data.get("set_aside_reason", ""),
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, "Case list accepted. Its cases are being stored.")
    return redirect("samples:case_list", inspection_id=inspection_id, list_id=list_id)


def _case_list(request: SignedInRequest, inspection_id: int, list_id: int) -> CaseList:
    visible = CaseList.objects.visible_to(request.user).defer("content")
    return get_object_or_404(
        visible.select_related("inspection__provider", "work", "uploaded_by", "accepted_by"),
        pk=list_id,
        inspection=inspection_id,
    )


def _list_page(request: SignedInRequest, row: CaseList, form: forms.AcceptForm) -> HttpResponse:
    context = {
        "inspection": row.inspection,
        "sample": row.inspection.framework.sample(row.sample_code),
        "case_list": row,
        "page": Paginator(row.faults.all(), PAGE).get_page(request.GET.get("page")),
        "completeness": presenters.completeness_of(row),
        "form": form,
        "is_contact": policies.is_contact_of(request.user, row.inspection),
        "reasons": presenters.reasons_before_accepting(request.user, row),
        "may_send_again": not policies.reasons_not_to_upload(request.user, row.inspection),
        "faults_kept": actions.FAULTS_KEPT,
    }
    return render(request, "samples/case_list.html", context)


def _progress(request: HttpRequest, row: CaseList) -> HttpResponse:
    work = row.work
    context = {
        "heading": "Checking the case list" if row.state == CaseList.State.CHECKING else "Storing the cases",
        "label": "Rows done",
        "done": work.done if work else 0,
        "total": work.total if work else 0,
        "note": "The whole file is read. A list of thousands of rows takes some seconds.",
    }
    return render(request, "govuk/progress.html", context)


def _download(content: bytes, name: str, content_type: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
