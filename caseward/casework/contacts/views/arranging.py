"""Arranging appointments, moving them and calling them off."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from caseward.casework.contacts import actions, forms, policies, presenters
from caseward.casework.contacts.models import Contact
from caseward.casework.people.models import Person
from caseward.shared.govuk.filters import plural, written_date
from caseward.shared.govuk.forms import with_version
from caseward.shared.records.models import Conflict, NotAllowed, SignedInRequest, refuse_if

from .reading import contact_for, get_or_post, person_for

ANYWAY = "anyway"
"""Sent by the button under a warning, once somebody has read it."""


@login_required
@get_or_post
def arrange(request: SignedInRequest, person_id: int) -> HttpResponse:
    """One appointment, or several that repeat."""
    person = person_for(request, person_id)
    refuse_if(policies.reasons_not_to_arrange(request.user, person))
    on = timezone.localdate()
    found = presenters.open_actions(person)
    form = forms.ArrangeForm(
        request.POST if request.method == "POST" else None,
        initial=_usual(request, person, found[0].pk if found else None),
        person=person,
        user=request.user,
        on=on,
        open_actions=found,
    )
    clashes: list[str] = []
    refused: list[str] = []
    if form.is_valid():
        clashes = presenters.clashes(form.days(), _booking(person, form))
        if not clashes or ANYWAY in request.POST:
            try:
                return _arranged(request, person, form)
            except NotAllowed as reasons:
                refused = reasons.reasons
    context = {"person": person, "form": form, "clashes": clashes, "refused": refused}
    return render(request, "contacts/arrange.html", context)


def _booking(person: Person, form: forms.ArrangeForm) -> presenters.Booking:
    names = ("officer", "held_from", "minutes", "creation_key")
    return presenters.Booking(person, **{name: form.cleaned_data[name] for name in names})


def _usual(request: SignedInRequest, person: Person, action: int | None) -> dict[str, Any]:
    return {
        "purpose": Contact.Purpose.SUPERVISION,
        "how": Contact.How.OFFICE,
        "minutes": 30,
        "officer": person.officer_id or request.user.pk,
        "sentence": person.sentences.filter(ended_on=None).first(),
        "planned_action": action,
        "is_required": True,
        "repeats": "0",
    }


def _arranged(request: SignedInRequest, person: Person, form: forms.ArrangeForm) -> HttpResponse:
    days = form.days()
    actions.arrange(
        person=person,
        arranged=form.arranged(),
        days=days,
        weeks=form.weeks(),
        creation_key=form.cleaned_data["creation_key"],
        by=request.user,
        at=timezone.now(),
    )
    first = f"{plural(len(days), 'appointment')} arranged, from {written_date(days[0])}"
    messages.success(request, first if len(days) > 1 else f"Arranged for {written_date(days[0])}")
    return redirect("contacts:index", person_id=person.pk)


@login_required
@get_or_post
def move(request: SignedInRequest, person_id: int, contact_id: int) -> HttpResponse:
    """Another day for an appointment, or none."""
    row = contact_for(request, person_id, contact_id)
    # What somebody else did to the appointment meanwhile is told on the page, where what was typed is kept.
    ask = policies.reasons_not_to_work_on if request.method == "POST" else policies.reasons_not_to_move
    refuse_if(ask(request.user, row))
    on = timezone.localdate()
    usual = {"version": row.version, "held_from": row.held_from, "how": row.how, "place": row.place}
    form = forms.MoveForm(request.POST if request.method == "POST" else None, initial=usual, on=on)
    context: dict[str, Any] = {"person": row.person, "contact": row}
    context |= {"clash": [], "clashes": [], "refused": []}
    if form.is_valid():
        context["clashes"] = [] if form.is_cancelled else _clashes(row, form)
        try:
            if not context["clashes"] or ANYWAY in request.POST:
                return _called_off(request, row, form)
        except NotAllowed as reasons:
            context["refused"] = reasons.reasons
        except Conflict:
            theirs = contact_for(request, person_id, contact_id)
            context["clash"] = presenters.differences(theirs, actions.Held(form.cleaned_data["outcome"]))
            form = forms.MoveForm(with_version(request.POST, theirs.version), on=on)
    return render(request, "contacts/move.html", {**context, "form": form})


def _clashes(row: Contact, form: forms.MoveForm) -> list[str]:
    day, key = form.day(), form.cleaned_data["creation_key"]
    return presenters.clashes(
        [day.held_on],
        presenters.Booking(row.person, row.officer, day.held_from, row.minutes, key, instead_of=row.pk),
    )


def _called_off(request: SignedInRequest, row: Contact, form: forms.MoveForm) -> HttpResponse:
    typed = form.cleaned_data
    if form.is_cancelled:
        actions.cancel(contact=row, version=typed["version"], by=request.user, at=timezone.now())
        messages.success(request, "Appointment cancelled. It counts as cancelled by us.")
    else:
        instead = actions.move(
            contact=row,
            outcome=typed["outcome"],
            day=form.day(),
            version=typed["version"],
            creation_key=typed["creation_key"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, f"Moved to {written_date(instead.held_on)}")
    return redirect("contacts:index", person_id=row.person_id)
