"""Pages of enforcement: what they share."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from caseward.casework.contacts.models import Contact
from caseward.casework.enforcement.models import Breach
from caseward.casework.people import actions as people
from caseward.casework.people.models import Person
from caseward.casework.sentences.models import Sentence
from caseward.shared.govuk.forms import EditingForm
from caseward.shared.records.models import SignedInRequest
from caseward.shared.records.views import form_page, page_name

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
PAGE = 25


def person_for(request: SignedInRequest, person_id: int) -> Person:
    """The person whom the page is about; that the user looked is recorded."""
    return people.open_record(person_id=person_id, by=request.user, page=page_name(request))


def contact_for(request: SignedInRequest, person_id: int, contact_id: int) -> Contact:
    """One contact of the person."""
    person = person_for(request, person_id)
    rows = person.contacts.select_related("sentence", "officer")
    contact: Contact = get_object_or_404(rows, pk=contact_id)
    contact.person = person
    return contact


def sentence_for(request: SignedInRequest, person_id: int, sentence_id: int) -> Sentence:
    """One sentence of the person."""
    person = person_for(request, person_id)
    sentence: Sentence = get_object_or_404(person.sentences.all(), pk=sentence_id)
    sentence.person = person
    return sentence


def breach_for(request: SignedInRequest, person_id: int, breach_id: int) -> Breach:
    """One breach or recall of the person."""
    person = person_for(request, person_id)
    rows = person.breaches.select_related("sentence", "referred_by", "agreed_by", "declined_by")
    breach: Breach = get_object_or_404(rows, pk=breach_id)
    breach.person = person
    return breach


def to_index(person: Person) -> HttpResponse:
    """Back to the person's enforcement."""
    return redirect("enforcement:index", person_id=person.pk)


def step_of_breach(
    request: SignedInRequest,
    breach: Breach,
    make_form: Callable[..., EditingForm],
    save: Callable[[EditingForm], object],
    words: tuple[str, str, str],
) -> HttpResponse:
    """One step of a breach or recall.

    `words` are the page's title, its button, and what is said once it is saved.
    """
    title, button, done = words
    return form_page(
        request,
        "enforcement/step.html",
        {"person": breach.person, "breach": breach, "page_title": title, "button": button},
        make_form=lambda data: make_form(data, initial={"version": breach.version}),
        save=save,
        done=done,
        then=reverse("enforcement:breach", kwargs={"person_id": breach.person.pk, "breach_id": breach.pk}),
    )
