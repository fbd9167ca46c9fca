"""Pages of oversight."""

from collections.abc import Callable
from functools import partial

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from caseward.casework.people import actions as people
from caseward.casework.people import policies as people_policies
from caseward.casework.people.models import Person
from caseward.shared.govuk.forms import EditingForm
from caseward.shared.records.models import SignedInRequest, refuse_if
from caseward.shared.records.views import form_page, page_name

from . import actions, forms, policies
from .models import OversightAction

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
PAGE = 25


def person_for(request: SignedInRequest, person_id: int) -> Person:
    """The person whom the page is about; that the user looked is recorded."""
    return people.open_record(person_id=person_id, by=request.user, page=page_name(request))


def action_for(request: SignedInRequest, person_id: int, oversight_action_id: int) -> OversightAction:
    """One action that was asked for about the person."""
    person = person_for(request, person_id)
    rows = OversightAction.objects.visible_to(request.user).filter(note__person=person)
    rows = rows.select_related("note__written_by", "asked_of", "done_by")
    action: OversightAction = get_object_or_404(rows, pk=oversight_action_id)
    action.note.person = person
    return action


@login_required
@require_GET
def index(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Notes and actions, the latest first."""
    person, user = person_for(request, person_id), request.user
    notes = person.oversight_notes.select_related("written_by").prefetch_related(
        "actions__asked_of", "actions__done_by", "actions__verified_by"
    )
    context = {
        "person": person,
        "page": Paginator(notes, PAGE).get_page(request.GET.get("page")),
        "reasons_not_to_write": policies.reasons_not_to_write(user, person),
        "looks_again_at": partial(policies.looks_again_at, user),
        "covers_for": policies.speaks_for(user),
        "is_own": people_policies.is_own(user, person),
        "today": timezone.localdate(),
    }
    return render(request, "oversight/index.html", context)


@login_required
@get_or_post
def write(request: SignedInRequest, person_id: int) -> HttpResponse:
    """A note, with what it asks for."""
    person = person_for(request, person_id)
    refuse_if(policies.reasons_not_to_write(request.user, person))

    def save(form: forms.NoteForm) -> None:
        key = form.cleaned_data["creation_key"]
        actions.write(person=person, seen=form.seen(), creation_key=key, by=request.user, at=timezone.now())

    return form_page(
        request,
        "oversight/write.html",
        {"person": person},
        make_form=lambda data: forms.NoteForm(data, person=person, by=request.user),
        save=save,
        done="Your note is saved.",
        then=_index_of(person),
    )


@login_required
@get_or_post
def done(request: SignedInRequest, person_id: int, oversight_action_id: int) -> HttpResponse:
    """The one who was asked says what was done."""
    action = action_for(request, person_id, oversight_action_id)
    refuse_if(policies.reasons_not_to_say_done(request.user, action))

    def save(form: EditingForm) -> None:
        words, version = form.cleaned_data["done_words"], form.cleaned_data["version"]
        actions.say_done(action=action, done_words=words, version=version, by=request.user, at=timezone.now())

    words = ("Say what was done", "It is done", "Saved. Somebody else looks at it before it is closed.")
    return _step(request, action, forms.DoneForm, save, words)


@login_required
@get_or_post
def verify(request: SignedInRequest, person_id: int, oversight_action_id: int) -> HttpResponse:
    """Another manager has looked, and closes it."""
    action = action_for(request, person_id, oversight_action_id)
    refuse_if(policies.reasons_not_to_verify(request.user, action))

    def save(form: EditingForm) -> None:
        version = form.cleaned_data["version"]
        actions.verify(action=action, version=version, by=request.user, at=timezone.now())

    words = ("Is it done?", "I have seen that it is done", "Verified and closed.")
    return _step(request, action, forms.VerifyForm, save, words)


@login_required
@get_or_post
def hand_back(request: SignedInRequest, person_id: int, oversight_action_id: int) -> HttpResponse:
    """It is not done yet."""
    action = action_for(request, person_id, oversight_action_id)
    refuse_if(policies.reasons_not_to_verify(request.user, action))

    def save(form: EditingForm) -> None:
        because, version = form.cleaned_data["returned_because"], form.cleaned_data["version"]
        actions.send_back(action=action, because=because, version=version, by=request.user)

    words = ("Send it back", "Send it back", "Sent back: it is open again.")
    return _step(request, action, forms.ReturnForm, save, words)


def _step(
    request: SignedInRequest,
    action: OversightAction,
    make_form: type[EditingForm],
    save: Callable[[EditingForm], None],
    words: tuple[str, str, str],
) -> HttpResponse:
    """One step of an action.

    `words` are the page's title, its button, and what is said once it is saved.
    """
    title, button, done = words
    person = action.note.person
    context = {
        "person": person,
        "action": action,
        "page_title": title,
        "button": button,
        "may_send_back": make_form is forms.VerifyForm,
    }
    return form_page(
        request,
        "oversight/step.html",
        context,
        make_form=lambda data: make_form(data, initial={"version": action.version}),
        save=save,
        done=done,
        then=_index_of(person),
    )


def _index_of(person: Person) -> str:
    return reverse("oversight:index", kwargs={"person_id": person.pk})
