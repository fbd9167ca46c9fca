"""Who may not look, who looked, and why somebody works on a case that is not their own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from caseward.casework.people import actions, policies
from caseward.casework.people.forms.access import ChangeListForm, EndListForm, InvolveForm, StartListForm
from caseward.casework.people.forms.search import LooksFilter
from caseward.casework.people.models import AccessList, Person
from caseward.casework.people.presenters import looks as who_looked
from caseward.casework.people.presenters.lists import PAGE
from caseward.shared.records.models import SignedInRequest, refuse_if

from . import FormPage, creating, editing, get_or_post, opened

LOCKED_OUT = "The list holds. It keeps you out too: you can no longer open the record."


@login_required
@require_GET
def access(request: SignedInRequest, person_id: int) -> HttpResponse:
    """The lists of a record, running and ended."""
    person = opened(request, person_id)
    refuse_if(policies.reasons_not_to_lead(request.user))
    lists = person.access_lists.select_related("started_by", "ended_by").prefetch_related("members__user")
    running = {each.kind for each in lists if not each.ended_at}
    startable = [choice for choice in AccessList.Kind.choices if choice[0] not in running]
    return render(request, "people/access.html", {"person": person, "lists": lists, "startable": startable})


@login_required
@get_or_post
def start_list(request: SignedInRequest, person_id: int, kind: str) -> HttpResponse:
    """An exclusion or a restriction."""
    if kind not in AccessList.Kind:
        raise Http404
    person = opened(request, person_id)
    refuse_if(policies.reasons_not_to_start_list(request.user, person, kind))
    title = f"Start an {kind}" if kind == AccessList.Kind.EXCLUSION else f"Start a {kind}"
    page = FormPage(person, title, "Start the list", "The list holds from now on.", back="people:access")
    form = StartListForm(request.POST or None, by=request.user, kind=kind)
    response = creating(
        request,
        page,
        form,
        lambda form: actions.start_list(
            person=person,
            kind=kind,
            listed=form.listed(),
            creation_key=form.cleaned_data["creation_key"],
            by=request.user,
            at=timezone.now(),
        ),
    )
    return _or_away(request, person, response)


@login_required
@get_or_post
def change_list(request: SignedInRequest, person_id: int, list_id: int) -> HttpResponse:
    """Other names, or other words."""
    person = opened(request, person_id)
    access_list = get_object_or_404(person.access_lists.all(), pk=list_id)
    refuse_if(policies.reasons_not_to_change_list(request.user, access_list))
    page = FormPage(person, "Change the list", "Save the list", "The list is changed.", back="people:access")
    response = editing(
        request,
        page,
        access_list,
        lambda data, row: ChangeListForm(data, row=row, by=request.user),
        lambda row, form: actions.change_list(
            access_list=row, listed=form.listed(), version=form.cleaned_data["version"], by=request.user
        ),
    )
    return _or_away(request, person, response)


@login_required
@get_or_post
def end_list(request: SignedInRequest, person_id: int, list_id: int) -> HttpResponse:
    """Everybody of the provider may look again."""
    person = opened(request, person_id)
    access_list = get_object_or_404(person.access_lists.all(), pk=list_id)
    refuse_if(policies.reasons_not_to_change_list(request.user, access_list))
    text = "From the next page that they open, those whom the list keeps out may look at this record again."
    page = FormPage(
        person, "End the list", "End the list", "The list has ended.", "people:access", text, warns=True
    )
    return editing(
        request,
        page,
        access_list,
        lambda data, row: EndListForm(data, initial={"version": row.version}),
        lambda row, form: actions.end_list(
            access_list=row, version=form.cleaned_data["version"], by=request.user, at=timezone.now()
        ),
    )


@login_required
@get_or_post
def involve(request: SignedInRequest, person_id: int) -> HttpResponse:
    """A reason to work on somebody else's case."""
    person = opened(request, person_id)
    refuse_if(policies.reasons_not_to_work(request.user))
    if not policies.reasons_not_to_work_on(request.user, person):
        messages.info(request, "You can work on this case already.")
        return redirect("people:details", person_id=person.pk)
    page = FormPage(person, "Work on this case", "Give this reason", "You can work on this case now.")
    return creating(
        request,
        page,
        InvolveForm(request.POST or None),
        lambda form: actions.involve(
            person=person,
            reason=form.cleaned_data["reason"],
            ends_on=form.cleaned_data["ends_on"],
            creation_key=form.cleaned_data["creation_key"],
            by=request.user,
            on=timezone.localdate(),
        ),
    )


@login_required
@require_GET
def looks(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Who looked at the record or changed it."""
    person = opened(request, person_id)
    actions.look_at_looks(person=person, by=request.user)
    form = LooksFilter(request.GET or None, users=who_looked.users_of(person))
    rows = who_looked.looks_at(person, form.cleaned_data if form.is_valid() else {})
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"person": person, "form": form, "page": page, "lines": who_looked.lines_of(page.object_list)}
    return render(request, "people/looks.html", context)


def _or_away(request: SignedInRequest, person: Person, response: HttpResponse) -> HttpResponse:
    """Somebody whom their own list keeps out is led to the search, and told."""
    if (
        response.status_code == 302
        and not Person.objects.visible_to(request.user).filter(pk=person.pk).exists()
    ):
        messages.warning(request, LOCKED_OUT)
        return redirect("people:search")
    return response
