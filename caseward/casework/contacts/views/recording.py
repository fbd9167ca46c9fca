"""Recording what happened; what nobody had arranged; and correcting what was wrong."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from caseward.casework.contacts import actions, forms, policies, presenters
from caseward.casework.contacts.models import Contact
from caseward.casework.people.models import Person
from caseward.shared.govuk.forms import with_version
from caseward.shared.records.models import Conflict, SignedInRequest, refuse_if

from .reading import contact_for, get_or_post, person_for

SENT_TWICE = "You have recorded this contact already"


@login_required
@get_or_post
def record(request: SignedInRequest, person_id: int, contact_id: int) -> HttpResponse:
    """What happened at an appointment, on one page."""
    row = contact_for(request, person_id, contact_id)
    sent = request.method == "POST"
    # What somebody else recorded meanwhile is told on the page, where what was typed is kept.
    ask = policies.reasons_not_to_work_on if sent else policies.reasons_not_to_record
    refuse_if(ask(request.user, row))
    on = timezone.localdate()
    options = {**_of_plan(row), "to_settle": presenters.tasks_to_settle(row.person), "on": on}
    form = forms.RecordForm(request.POST if sent else None, initial={"version": row.version}, **options)
    clash: list[tuple[str, str, str]] = []
    if form.is_valid():
        try:
            actions.record(
                contact=row,
                held=form.held(),
                note=form.note(),
                tasks=form.tasks(),
                version=form.cleaned_data["version"],
                by=request.user,
                at=timezone.now(),
            )
        except Conflict:
            theirs = contact_for(request, person_id, contact_id)
            if theirs.recorded_by_id == request.user.pk and theirs.outcome == form.held().outcome:
                return _recorded(request, theirs, SENT_TWICE)
            clash = presenters.differences(theirs, form.held())
            form = forms.RecordForm(with_version(request.POST, theirs.version), **options)
        else:
            return _recorded(request, row, "Contact recorded")
    context = {
        "person": row.person,
        "contact": row,
        "form": form,
        "clash": clash,
        "is_to_come": row.held_on > on,
        "beside": presenters.beside(row.person, on),
    }
    return render(request, "contacts/record.html", context)


@login_required
@get_or_post
def unplanned(request: SignedInRequest, person_id: int) -> HttpResponse:
    """A contact that nobody had arranged."""
    person = person_for(request, person_id)
    refuse_if(policies.reasons_not_to_arrange(request.user, person))
    on = timezone.localdate()
    blank = Contact(person=person, purpose=Contact.Purpose.SUPERVISION)
    initial = {
        "purpose": Contact.Purpose.SUPERVISION,
        "held_on": on,
        "held_from": timezone.localtime().time(),
        "minutes": 15,
        "sentence": person.sentences.running(on).first(),
    }
    form = forms.UnplannedForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        person=person,
        on=on,
        to_settle=presenters.tasks_to_settle(person),
        **_of_plan(blank),
    )
    if form.is_valid():
        made = actions.record_unplanned(
            contact=form.contact_of(request.user),
            held=form.held(),
            note=form.note(),
            tasks=form.tasks(),
            creation_key=form.cleaned_data["creation_key"],
            by=request.user,
            at=timezone.now(),
        )
        return _recorded(request, made, "Contact recorded")
    context = {"person": person, "form": form, "beside": presenters.beside(person, on)}
    return render(request, "contacts/unplanned.html", context)


@login_required
@get_or_post
def correct(request: SignedInRequest, person_id: int, contact_id: int) -> HttpResponse:
    """An outcome that was recorded wrongly."""
    row = contact_for(request, person_id, contact_id)
    refuse_if(policies.reasons_not_to_correct(request.user, row))
    options = {**_of_plan(row), "on": timezone.localdate()}
    initial = {"version": row.version, "outcome": row.outcome}
    form = forms.CorrectForm(request.POST if request.method == "POST" else None, initial=initial, **options)
    clash: list[tuple[str, str, str]] = []
    if form.is_valid():
        typed = form.cleaned_data
        try:
            actions.correct(
                contact=row,
                held=form.held(),
                reason=typed["reason"],
                version=typed["version"],
                creation_key=typed["creation_key"],
                by=request.user,
                at=timezone.now(),
            )
        except Conflict:
            theirs = contact_for(request, person_id, contact_id)
            clash = presenters.differences(theirs, form.held())
            form = forms.CorrectForm(with_version(request.POST, theirs.version), **options)
        else:
            return _recorded(request, row, "Outcome corrected")
    context = {"person": row.person, "contact": row, "form": form, "clash": clash}
    return render(request, "contacts/correct.html", context)


def _of_plan(row: Contact) -> dict[str, Any]:
    """The contact and what the plan still asks for, the action planned for it first."""
    found = presenters.open_actions(row.person)
    planned = row.planned_action.first_id if row.planned_action else None
    found.sort(key=lambda action: action.first_id != planned)
    has_plan = bool(found) or presenters.has_plan(row.person)
    return {"contact": row, "open_actions": found, "has_plan": has_plan}


def _recorded(request: SignedInRequest, row: Contact, words: str) -> HttpResponse:
    messages.success(request, words)
    if further := presenters.next_step(row):
        return redirect(further)
    return _to_contacts(row.person)


def _to_contacts(person: Person) -> HttpResponse:
    return redirect("contacts:index", person_id=person.pk)
