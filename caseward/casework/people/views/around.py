"""Circumstances and related people."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from caseward.casework.people import actions, policies
from caseward.casework.people.forms.around import (
    AddCircumstanceForm,
    AddRelatedForm,
    ChangeCircumstanceForm,
    ChangeRelatedForm,
)
from caseward.shared.records.models import SignedInRequest, refuse_if

from . import FormPage, creating, editing, get_or_post, opened


@login_required
@get_or_post
def add_circumstance(request: SignedInRequest, person_id: int) -> HttpResponse:
    """What the person told us."""
    person = opened(request, person_id)
    refuse_if(policies.reasons_not_to_work_on(request.user, person))
    page = FormPage(person, "Add a circumstance", "Save the circumstance", "The circumstance is recorded.")
    return creating(
        request,
        page,
        AddCircumstanceForm(request.POST or None),
        lambda form: actions.record_circumstance(
            person=person,
            told=form.told_us(),
            creation_key=form.cleaned_data["creation_key"],
            by=request.user,
            at=timezone.now(),
        ),
    )


@login_required
@get_or_post
def change_circumstance(request: SignedInRequest, person_id: int, circumstance_id: int) -> HttpResponse:
    """Its effect, a correction or its end."""
    person = opened(request, person_id)
    refuse_if(policies.reasons_not_to_work_on(request.user, person))
    circumstance = get_object_or_404(person.circumstances.all(), pk=circumstance_id)
    page = FormPage(person, "Change a circumstance", "Save the circumstance", "The circumstance is changed.")
    return editing(
        request,
        page,
        circumstance,
        lambda data, row: ChangeCircumstanceForm(data, row=row),
        lambda row, form: actions.change_circumstance(
            circumstance=row, told=form.told_us(), version=form.cleaned_data["version"], by=request.user
        ),
    )


@login_required
@get_or_post
def add_related(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Somebody around the person."""
    person = opened(request, person_id)
    refuse_if(policies.reasons_not_to_work_on(request.user, person))
    page = FormPage(
        person, "Add a related person", "Save the related person", "The related person is recorded."
    )
    return creating(
        request,
        page,
        AddRelatedForm(request.POST or None),
        lambda form: actions.record_related(
            person=person,
            around=form.around(),
            creation_key=form.cleaned_data["creation_key"],
            by=request.user,
        ),
    )


@login_required
@get_or_post
def change_related(request: SignedInRequest, person_id: int, related_id: int) -> HttpResponse:
    """Somebody known."""
    person = opened(request, person_id)
    refuse_if(policies.reasons_not_to_work_on(request.user, person))
    related = get_object_or_404(person.related_people.all(), pk=related_id)
    page = FormPage(
        person, "Change a related person", "Save the related person", "The related person is changed."
    )
    return editing(
        request,
        page,
        related,
        lambda data, row: ChangeRelatedForm(data, row=row),
        lambda row, form: actions.change_related(
            related=row, around=form.around(), version=form.cleaned_data["version"], by=request.user
        ),
    )
