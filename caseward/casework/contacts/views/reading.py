"""The list of a person's contacts, one contact, and how the other views find them."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from caseward.casework.contacts import policies, presenters
from caseward.casework.contacts.models import Contact
from caseward.casework.people import actions as people
from caseward.casework.people.models import Person
from caseward.shared.records.models import SignedInRequest
from caseward.shared.records.views import page_name

PAGE = 25
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def person_for(request: SignedInRequest, person_id: int) -> Person:
    """The person, if the user may look; that they looked is written down."""
    return people.open_record(person_id=person_id, by=request.user, page=page_name(request))


def contact_for(request: SignedInRequest, person_id: int, contact_id: int) -> Contact:
    """One contact of a person whom the user may look at."""
    person = person_for(request, person_id)
    rows = person.contacts.select_related(
        "sentence",
        "requirement",
        "planned_action__requirement",
        "planned_action__goal",
        "officer",
        "arranged_by",
    ).prefetch_related("sentence__requirements")
    row: Contact = get_object_or_404(rows, pk=contact_id)
    row.person = person
    return row


@login_required
@require_safe
def index(request: SignedInRequest, person_id: int) -> HttpResponse:
    """A person's contacts: those to come, and those past."""
    person = person_for(request, person_id)
    today = timezone.localdate()
    filters = presenters.Filters.of(request.GET)
    rows = filters.apply(person.contacts.select_related("officer", "worked_on", "planned_action"))
    coming = rows.to_come(today).order_by("held_on", "held_from", "pk")
    context = {
        "person": person,
        "today": today,
        "filters": filters,
        "standing": presenters.standing_of(person, today),
        "coming": Paginator(coming, PAGE).get_page(request.GET.get("coming")),
        "past": Paginator(rows.past(today), PAGE).get_page(request.GET.get("page")),
        "colours": presenters.COLOURS,
        "not_to_arrange": policies.reasons_not_to_arrange(request.user, person),
    }
    return render(request, "contacts/index.html", context)


@login_required
@require_safe
def contact(request: SignedInRequest, person_id: int, contact_id: int) -> HttpResponse:
    """One contact: what was arranged, what happened, and what followed."""
    row = contact_for(request, person_id, contact_id)
    context = {
        "person": row.person,
        "contact": row,
        "today": timezone.localdate(),
        "colours": presenters.COLOURS,
        "note": presenters.note_of(row),
        "agreed": row.agreed_tasks.all(),
        "settled": row.settled_tasks.all(),
        "corrections": row.corrections.select_related("corrected_by"),
        "moved_from": row.moved_from.first(),
        "in_series": presenters.to_come_in_series(row, timezone.localdate()),
        "not_to_record": policies.reasons_not_to_record(request.user, row),
        "not_to_correct": policies.reasons_not_to_correct(request.user, row),
        "not_to_work": policies.reasons_not_to_arrange(request.user, row.person),
    }
    return render(request, "contacts/contact.html", context)
