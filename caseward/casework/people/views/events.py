"""What happened to a person."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from caseward.casework.people import actions, policies
from caseward.casework.people.forms.events import EventForm, WithdrawForm
from caseward.casework.people.presenters.lists import PAGE
from caseward.shared.records.models import SignedInRequest, refuse_if

from . import FormPage, creating, editing, get_or_post, opened


@login_required
@require_GET
def events(request: SignedInRequest, person_id: int) -> HttpResponse:
    """All events of a person, the latest first."""
    person = opened(request, person_id)
    rows = person.change_events.select_related("recorded_by")
    context = {
        "person": person,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "why_not": policies.reasons_not_to_work_on(request.user, person),
    }
    return render(request, "people/events.html", context)


@login_required
@get_or_post
def add_event(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Something happened."""
    person = opened(request, person_id)
    refuse_if(policies.reasons_not_to_work_on(request.user, person))
    done = "The event is recorded. What it calls for is on the list of what is due."
    page = FormPage(person, "Record an event", "Record the event", done, back="people:events")
    return creating(
        request,
        page,
        EventForm(request.POST or None),
        lambda form: actions.record_event(
            person=person,
            happened=form.happened(),
            creation_key=form.cleaned_data["creation_key"],
            by=request.user,
            at=timezone.now(),
        ),
    )


@login_required
@get_or_post
def withdraw_event(request: SignedInRequest, person_id: int, event_id: int) -> HttpResponse:
    """An event that was recorded in error."""
    person = opened(request, person_id)
    event = get_object_or_404(person.change_events.select_related("person"), pk=event_id)
    refuse_if(policies.reasons_not_to_withdraw(request.user, person, event.withdrawn_because))
    text = "It stays to be read, with your reason. What it called for is no longer due."
    done = "The event is withdrawn."
    page = FormPage(
        person, "Withdraw an event", "Withdraw the event", done, "people:events", text, warns=True
    )
    return editing(
        request,
        page,
        event,
        lambda data, row: WithdrawForm(data, initial={"version": row.version}),
        lambda row, form: actions.withdraw_event(
            event=row,
            reason=form.cleaned_data["reason"],
            version=form.cleaned_data["version"],
            by=request.user,
        ),
    )
