"""The daily file of the police: taken in, and its uncertain items decided."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from caseward.casework.assessments import policies, readers
from caseward.casework.assessments.actions import police as actions
from caseward.casework.assessments.forms import police as forms
from caseward.casework.assessments.models import PoliceFile, PoliceItem
from caseward.casework.assessments.presenters import police as presenters
from caseward.casework.people import actions as people_actions
from caseward.shared.files.lists import Fault
from caseward.shared.files.writers import csv_bytes
from caseward.shared.records.models import SignedInRequest, refuse_if
from caseward.shared.records.views import form_page, page_name

from . import PAGE, get_or_post

FAULTS_SHOWN = 100


@login_required
@require_GET
def police(request: SignedInRequest) -> HttpResponse:
    """What waits for a decision, and the files that were taken in."""
    refuse_if(policies.reasons_not_to_take_police_file(request.user))
    waiting = PoliceItem.objects.visible_to(request.user).uncertain().select_related("event")
    waiting = waiting.order_by("happened_on", "pk")
    page = Paginator(waiting, PAGE).get_page(request.GET.get("page"))
    files = PoliceFile.objects.visible_to(request.user).select_related("received_by").annotate(
        item_count=Count("items"), waiting=Count("items", filter=Q(items__state=PoliceItem.State.UNCERTAIN))
    )  # fmt: skip
    lines = presenters.item_lines(page.object_list, request.user)
    context = {"page": page, "lines": lines, "files": files[:PAGE]}
    return render(request, "assessments/police.html", context)


@login_required
@require_GET
def police_template(request: SignedInRequest) -> HttpResponse:
    """An empty file with the right headings, and one invented entry."""
    refuse_if(policies.reasons_not_to_take_police_file(request.user))
    columns = readers.COLUMNS
    content = csv_bytes([column.code for column in columns], [[column.example for column in columns]])
    headers = {"Content-Disposition": 'attachment; filename="police.csv"'}
    return HttpResponse(content, content_type="text/csv", headers=headers)


@login_required
@get_or_post
def police_add(request: SignedInRequest) -> HttpResponse:
    """Take a file in."""
    refuse_if(policies.reasons_not_to_take_police_file(request.user))
    form = forms.PoliceFileForm(request.POST or None, request.FILES or None)
    faults: list[Fault] = []
    if form.is_valid():
        sent = form.cleaned_data["file"]
        content = sent.read()
        faults = readers.read(content, sent.name).faults
        if not faults:
            key, at = form.cleaned_data["creation_key"], timezone.now()
            file = actions.take_in(
                content=content, file_name=sent.name, creation_key=key, by=request.user, at=at
            )
            is_new = file.received_at == at
            messages.success(request, "File taken in." if is_new else "This content was taken in before.")
            return redirect("assessments:police_file", file_id=file.pk)
        form = forms.PoliceFileForm()
    context = {
        "form": form,
        "faults": faults[:FAULTS_SHOWN],
        "fault_count": len(faults),
        "columns": readers.COLUMNS,
    }
    return render(request, "assessments/police_add.html", context)


@login_required
@require_GET
def police_file(request: SignedInRequest, file_id: int) -> HttpResponse:
    """Every item of a file, and what became of it."""
    files = PoliceFile.objects.visible_to(request.user).select_related("received_by")
    file = get_object_or_404(files, pk=file_id)
    items = file.items.select_related("event", "decided_by")
    page = Paginator(items, PAGE).get_page(request.GET.get("page"))
    lines = presenters.item_lines(page.object_list, request.user)
    _shown(request, [line.person for line in lines if line.person])
    return render(request, "assessments/police_file.html", {"file": file, "page": page, "lines": lines})


@login_required
@get_or_post
def police_item(request: SignedInRequest, item_id: int) -> HttpResponse:
    """Whom an uncertain item is about."""
    items = PoliceItem.objects.visible_to(request.user).select_related("file")
    item = get_object_or_404(items, pk=item_id)
    refuse_if(policies.reasons_not_to_decide(request.user, item))
    candidates = presenters.candidates_of(item, request.user)
    people = [each.person for each in candidates]
    _shown(request, people)

    def save(form: forms.PoliceDecisionForm) -> None:
        version = form.cleaned_data["version"]
        actions.decide(item=item, person=form.chosen(), version=version, by=request.user, at=timezone.now())

    return form_page(
        request,
        "assessments/police_item.html",
        {"item": item, "candidates": candidates},
        make_form=lambda data: forms.PoliceDecisionForm(data, people=people, version=item.version),
        save=save,
        done="Decided. An event was recorded if you chose somebody.",
        then=reverse("assessments:police"),
    )


def _shown(request: SignedInRequest, people: list[Any]) -> None:
    """Write whom the page showed."""
    people_actions.list_people(people=people, by=request.user, page=page_name(request))
