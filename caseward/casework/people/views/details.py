"""What is known of one person, and changing who they are."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from caseward.casework.people import actions, policies
from caseward.casework.people.forms.persons import AliasForm, ChangePersonForm
from caseward.casework.people.presenters.details import laid_out
from caseward.shared.records.models import SignedInRequest, refuse_if

from . import FormPage, creating, editing, get_or_post, opened


@login_required
@require_GET
def details(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Everything that this app knows of a person."""
    person = opened(request, person_id)
    page = laid_out(person, request.user, timezone.localdate())
    others = [pair.other for pair in page.duplicates]
    actions.list_people(people=others, by=request.user, page="people:details")
    return render(request, "people/details.html", {"person": person, "page": page})


@login_required
@get_or_post
def change(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Who somebody is."""
    person = opened(request, person_id)
    refuse_if(policies.reasons_not_to_work_on(request.user, person))
    page = FormPage(person, "Change details", "Save the details", "The details are changed.")
    return editing(
        request,
        page,
        person,
        lambda data, row: ChangePersonForm(data, row=row),
        lambda row, form: actions.change_person(
            person=row, described=form.described(), version=form.cleaned_data["version"], by=request.user
        ),
    )


@login_required
@get_or_post
def add_alias(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Another name."""
    person = opened(request, person_id)
    refuse_if(policies.reasons_not_to_work_on(request.user, person))
    page = FormPage(
        person, "Add another name", "Save the name", "The name is added. The person is found by it."
    )
    return creating(
        request,
        page,
        AliasForm(request.POST or None),
        lambda form: actions.add_alias(
            person=person,
            name=form.cleaned_data["name"],
            creation_key=form.cleaned_data["creation_key"],
            by=request.user,
            at=timezone.now(),
        ),
    )


@login_required
@require_POST
def remove_alias(request: SignedInRequest, person_id: int, alias_id: int) -> HttpResponse:
    """A name that was never theirs."""
    person = opened(request, person_id)
    alias = get_object_or_404(person.aliases.all(), pk=alias_id)
    actions.remove_alias(alias=alias, by=request.user)
    messages.success(request, "The name is removed.")
    return redirect("people:details", person_id=person.pk)
