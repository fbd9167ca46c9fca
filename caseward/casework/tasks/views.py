"""Pages about tasks and duties put off."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from caseward.casework.people import actions as people
from caseward.casework.people.models import Person
from caseward.casework.people.policies import colleagues_of, reasons_not_to_work_on, works_with_people
from caseward.shared.records.models import SignedInRequest, refuse_if
from caseward.shared.records.views import form_page, page_name

from . import actions, forms, policies
from .models import Task

PAGE = 25
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _person(request: SignedInRequest, person_id: int) -> Person:
    return people.open_record(person_id=person_id, by=request.user, page=page_name(request))


@login_required
@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """What I was asked and what I asked: what waits first, by when it is due."""
    refuse_if([] if works_with_people(request.user) else ["Only officers and managers see this page."])
    mine = Task.objects.visible_to(request.user).filter(Q(asked_of=request.user) | Q(asked_by=request.user))
    rows = mine.select_related("person", "asked_by", "asked_of", "done_by")
    ordered = rows.order_by(F("done_at").desc(nulls_first=True), "due_on", "pk")
    page = Paginator(ordered, PAGE).get_page(request.GET.get("page"))
    people.list_people(
        people=list({task.person_id: task.person for task in page}.values()),
        by=request.user,
        page=page_name(request),
    )
    return render(request, "tasks/index.html", {"page": page, "today": timezone.localdate()})


@login_required
@get_or_post
def ask(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Ask a colleague for something about a person."""
    person = _person(request, person_id)
    refuse_if(policies.reasons_not_to_ask(request.user, person))
    colleagues = colleagues_of(request.user)

    def save(form: forms.AskForm) -> None:
        key = form.cleaned_data["creation_key"]
        actions.ask(person=person, asked=form.asked(), creation_key=key, by=request.user, at=timezone.now())

    return form_page(
        request,
        "tasks/form.html",
        {"person": person, "page_title": "Ask a colleague", "back": _case(person)},
        make_form=lambda data: forms.AskForm(data, person=person, colleagues=colleagues),
        save=save,
        done="Your colleague sees the task now.",
        then=_case(person),
    )


@login_required
@get_or_post
def done(request: SignedInRequest, task_id: int) -> HttpResponse:
    """A task is done."""
    rows = Task.objects.visible_to(request.user).select_related("asked_by")
    task = get_object_or_404(rows, pk=task_id)
    task.person = _person(request, task.person_id)
    refuse_if(policies.reasons_not_to_complete(request.user, task))

    def save(form: forms.DoneForm) -> None:
        actions.complete(task=task, by=request.user, at=timezone.now(), **form.cleaned_data)

    back = reverse("tasks:index")
    context = {"person": task.person, "page_title": "Say what was done", "task": task, "back": back}
    return form_page(
        request,
        "tasks/form.html",
        context,
        make_form=lambda data: forms.DoneForm(data, initial={"version": task.version}),
        save=save,
        done="The task is done.",
        then=back,
    )


@login_required
@get_or_post
def snooze(request: SignedInRequest, person_id: int, duty: str, subject_id: int) -> HttpResponse:
    """Put a duty off, with the reason; what is not due about this person is not found."""
    person = _person(request, person_id)
    refuse_if(reasons_not_to_work_on(request.user, person))
    if not policies.is_duty(person, duty, subject_id, timezone.localdate()):
        raise Http404

    def save(form: forms.SnoozeForm) -> None:
        actions.snooze(
            person=person,
            put_off=form.put_off(duty, subject_id),
            creation_key=form.cleaned_data["creation_key"],
            by=request.user,
            at=timezone.now(),
        )

    return form_page(
        request,
        "tasks/form.html",
        {"person": person, "page_title": "Put this off", "back": _case(person)},
        make_form=forms.SnoozeForm,
        save=save,
        done="Put off. It stands on your list again after that day; your manager still sees it.",
        then=_case(person),
    )


def _case(person: Person) -> str:
    return reverse("dashboards:case", kwargs={"person_id": person.pk})
