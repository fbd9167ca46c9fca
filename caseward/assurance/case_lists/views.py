"""Case lists from the caseload: counts for everybody who answers for it, the file and the sending."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from caseward.casework.people import actions as people_actions
from caseward.casework.people.models import Person
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.standards.readers import UnknownFramework, framework
from caseward.shared.govuk.forms import STALE
from caseward.shared.records.models import NotAllowed, SignedInRequest, refuse_if

from . import actions, forms, inputs, jobs, policies, presenters, writers
from .inputs import Listing

PAGE = 25


@login_required
@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """Which list, for which first day of fieldwork; and the inspections that wait for one."""
    refuse_if(policies.reasons_not_to_list(request.user))
    known = presenters.frameworks()
    form = forms.ListForm(request.GET or None, frameworks=known, initial={"on": timezone.localdate()})
    if form.is_valid():
        code, sample_code = form.chosen()
        return redirect(presenters.address(code, sample_code, form.cleaned_data["on"]))
    context = {"form": form, "waiting": presenters.waiting(request.user), "known": known}
    return render(request, "case_lists/index.html", context)


@login_required
@require_GET
def preview(request: SignedInRequest, code: str, sample_code: str) -> HttpResponse:
    """What the list would hold, in numbers: nobody is named here."""
    listing = _listing(request, code, sample_code)
    limited, barred = presenters.limits_of(listing, request.user)
    context = {
        "listing": listing,
        "incomplete": presenters.incomplete(listing),
        "chart": presenters.drawn_gaps(listing),
        "limited": limited,
        "barred": barred,
        "offers": [
            (offer, forms.SendForm(initial={"inspection": offer.inspection.pk, "on": listing.on}))
            for offer in presenters.offers(request.user, listing)
        ],
        "day": forms.DayForm(initial={"on": listing.on}),
        "may_download": not policies.reasons_not_to_download(request.user),
        "may_name": not policies.reasons_not_to_name(request.user),
    }
    return render(request, "case_lists/preview.html", context)


@login_required
@require_GET
def gaps(request: SignedInRequest, code: str, sample_code: str, column: str) -> HttpResponse:
    """Whose eligible case leaves a column empty, so that it can be put right."""
    refuse_if(policies.reasons_not_to_name(request.user))
    listing = _listing(request, code, sample_code)
    if column not in listing.gaps:
        raise Http404
    found = listing.gaps[column]
    named = presenters.named(request.user, listing, found.people)
    page = Paginator(named, PAGE).get_page(request.GET.get("page"))
    rows = Person.objects.visible_to(request.user).select_related("officer").in_bulk(list(page.object_list))
    shown = [rows[number] for number in page.object_list if number in rows]
    people_actions.list_people(people=shown, by=request.user, page="case_lists:gaps")
    context = {
        "listing": listing,
        "gaps": found,
        "page": page,
        "people": shown,
        "hidden": len(found.people) - len(named),
        "mended_at": presenters.MENDED_AT.get(column, "people:details"),
        "back": presenters.address(code, sample_code, listing.on),
    }
    return render(request, "case_lists/gaps.html", context)


@login_required
@require_POST
def download(request: SignedInRequest, code: str, sample_code: str) -> HttpResponse:
    """The list as a file. Everybody on it is recorded as shown to the user."""
    refuse_if(policies.reasons_not_to_download(request.user))
    listing = _listing(request, code, sample_code)
    content = actions.download(listing=listing, by=request.user)
    return HttpResponse(
        content,
        content_type="text/csv",
        headers={
            "Content-Disposition": f'attachment; filename="{writers.file_name(listing.sample, listing.on)}"'
        },
    )


@login_required
@require_POST
def send(request: SignedInRequest, code: str, sample_code: str) -> HttpResponse:
    """Send the list to an inspection, which checks it like any other."""
    refuse_if(policies.reasons_not_to_list(request.user))
    form = forms.SendForm(request.POST)
    if not form.is_valid():
        raise NotAllowed([STALE])
    visible = Inspection.objects.visible_to(request.user).select_related("provider")
    inspection = get_object_or_404(visible, pk=form.cleaned_data["inspection"], framework_code=code)
    disclosure = jobs.send(
        inspection=inspection,
        sample_code=sample_code,
        on=form.cleaned_data["on"],
        creation_key=form.cleaned_data["creation_key"],
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, "The list is sent. It is now checked like any other.")
    return redirect("samples:case_list", inspection_id=inspection.pk, list_id=disclosure.case_list_id)


def _listing(request: SignedInRequest, code: str, sample_code: str) -> Listing:
    """The list of the user's own provider, for the day that the page or the button names."""
    refuse_if(policies.reasons_not_to_list(request.user))
    try:
        chosen = framework(code)
        sample = chosen.sample(sample_code)
    except (UnknownFramework, KeyError):
        raise Http404 from None
    refuse_if(policies.reasons_not_to_make(sample))
    return inputs.list_cases(chosen, sample, request.user.organisation, _day(request))


def _day(request: SignedInRequest) -> date:
    form = forms.DayForm(request.POST if request.method == "POST" else request.GET)
    if not form.is_valid():
        raise NotAllowed(["The first day of fieldwork in the address is no date. Choose list and day again."])
    day: date = form.cleaned_data["on"]
    return day
