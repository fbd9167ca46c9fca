"""Finding people, and beginning a record."""

from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from caseward.casework.people import actions, policies
from caseward.casework.people.forms.persons import AddPersonForm
from caseward.casework.people.forms.search import SearchForm
from caseward.casework.people.inputs import understood
from caseward.casework.people.models import Person, found_by
from caseward.casework.people.presenters import lists
from caseward.shared.records.models import SignedInRequest, refuse_if

from . import get_or_post

QUESTIONS = "people_searches"
KEPT = 10
"""So many questions of one session are kept, so that several windows can each show their own."""


@login_required
@get_or_post
def search(request: SignedInRequest) -> HttpResponse:
    """The box, and who was found; what was asked lies in the session, never in an address."""
    refuse_if(policies.reasons_not_to_search(request.user))
    number = request.GET.get("search", "")
    asked = request.session.get(QUESTIONS, {}).get(number, "")
    form = SearchForm(request.POST or None, initial={"question": asked})
    if form.is_valid():
        number = _remember(request, form.cleaned_data["question"])
        return redirect(f"{reverse('people:search')}?search={number}")
    context: dict[str, object] = {"form": form, "asked": asked}
    if asked:
        rows = found_by(Person.objects.visible_to(request.user), understood(asked))
        page = Paginator(lists.for_a_list(rows), lists.PAGE).get_page(request.GET.get("page"))
        actions.list_people(people=list(page.object_list), by=request.user, page="people:search")
        context |= {"page": page, "lines": lists.found_lines(page.object_list)}
    return render(request, "people/search.html", context)


@login_required
@get_or_post
def add(request: SignedInRequest) -> HttpResponse:
    """A new record."""
    refuse_if(policies.reasons_not_to_add(request.user))
    form = AddPersonForm(request.POST or None)
    if not form.is_valid():
        return render(request, "people/add.html", {"form": form})
    key = form.cleaned_data["creation_key"]
    person = actions.add_person(described=form.described(), creation_key=key, by=request.user)
    messages.success(request, "The record is begun. Check below whether there is one of this person already.")
    return redirect("people:details", person_id=person.pk)


def _remember(request: SignedInRequest, question: str) -> str:
    """Keep a question in the session under a number that says nothing."""
    number = uuid4().hex[:12]
    kept = list(request.session.get(QUESTIONS, {}).items())[1 - KEPT :]
    request.session[QUESTIONS] = dict(kept) | {number: question}
    return number
