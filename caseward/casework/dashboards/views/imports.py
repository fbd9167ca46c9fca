"""Lists from another system: sent, checked, taken in or discarded."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caseward.casework.dashboards import jobs, writers
from caseward.casework.dashboards.forms import imports as forms
from caseward.casework.people import actions, policies
from caseward.casework.people.actions.imports import FAULTS_KEPT
from caseward.casework.people.models import Import
from caseward.shared.audit import actions as audit
from caseward.shared.govuk.forms import EditingForm
from caseward.shared.records.models import Conflict, SignedInRequest, refuse_if

PAGE = 25
get_or_post = require_http_methods(["GET", "HEAD", "POST"])
TEMPLATES = {"csv": (writers.template_csv, "text/csv"), "json": (writers.template_json, "application/json")}


@login_required
@require_GET
def imports(request: SignedInRequest) -> HttpResponse:
    """The lists that were sent, and what became of each."""
    refuse_if(policies.reasons_not_to_take_in(request.user))
    rows = (
        Import.objects.visible_to(request.user).defer("content").select_related("uploaded_by", "decided_by")
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "dashboards/imports/index.html", {"page": page, "kinds": Import.Kind})


@login_required
@get_or_post
def add_import(request: SignedInRequest, kind: str) -> HttpResponse:
    """Send a list of one kind."""
    refuse_if(policies.reasons_not_to_take_in(request.user))
    chosen = _kind(kind)
    form = forms.ImportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        sent = jobs.send(
            kind=chosen,
            file_name=file.name,
            content=file.read(),
            creation_key=form.cleaned_data["creation_key"],
            by=request.user,
            at=timezone.now(),
        )
        return redirect("dashboards:import", import_id=sent.pk)
    context = {"form": form, "kind": chosen, "columns": jobs.KINDS[chosen].columns}
    return render(request, "dashboards/imports/add.html", context)


@login_required
@require_GET
def import_template(request: SignedInRequest, kind: str, form: str) -> HttpResponse:
    """A list to fill in, as CSV or JSON."""
    refuse_if(policies.reasons_not_to_take_in(request.user))
    chosen = _kind(kind)
    if form not in TEMPLATES:
        raise Http404
    write, content_type = TEMPLATES[form]
    return _download(write(jobs.KINDS[chosen].columns), f"{chosen}.{form}", content_type)


@login_required
@require_GET
def one_import(request: SignedInRequest, import_id: int) -> HttpResponse:
    """What the check of a list found, and what can be done about it."""
    upload = _import(request, import_id)
    if upload.is_busy:
        return render(request, "dashboards/imports/busy.html", {"upload": upload})
    context = {
        "upload": upload,
        "page": Paginator(upload.faults.all(), PAGE).get_page(request.GET.get("page")),
        "faults_kept": FAULTS_KEPT,
        "reasons": policies.reasons_not_to_decide_import(request.user, upload),
        "version_form": EditingForm(initial={"version": upload.version}),
    }
    return render(request, "dashboards/imports/import.html", context)


@login_required
@require_GET
def import_faults(request: SignedInRequest, import_id: int) -> HttpResponse:
    """Every fault as a file, to work through in a spreadsheet."""
    upload = _import(request, import_id)
    with transaction.atomic():
        audit.record(action="import faults downloaded", subject=upload, by=request.user)
    return _download(writers.faults_csv(upload.faults.all()), f"faults-{upload.pk}.csv", "text/csv")


@login_required
@require_POST
def decide_import(request: SignedInRequest, import_id: int, decision: str) -> HttpResponse:
    """Take a list in, or discard it."""
    upload = _import(request, import_id)
    refuse_if(policies.reasons_not_to_decide_import(request.user, upload))
    decide = {"take-in": jobs.agree, "discard": actions.discard_import}.get(decision)
    form = EditingForm(request.POST)
    if decide is None:
        raise Http404
    if form.is_valid():
        try:
            version = form.cleaned_data["version"]
            decide(upload=upload, version=version, by=request.user, at=timezone.now())
        except Conflict:
            messages.warning(request, "Somebody else has just decided. Look at it again.")
    return redirect("dashboards:import", import_id=upload.pk)


def _kind(kind: str) -> Import.Kind:
    if kind not in Import.Kind.values:
        raise Http404
    return Import.Kind(kind)


def _import(request: SignedInRequest, import_id: int) -> Import:
    """The content stays in the database: no page shows it."""
    rows = Import.objects.visible_to(request.user).select_related("uploaded_by", "decided_by")
    return get_object_or_404(rows.defer("content"), pk=import_id)


def _download(content: bytes, name: str, content_type: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)
