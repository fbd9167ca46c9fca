"""Checks with other agencies: what is to be asked, and each step until the answer is used."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from caseward.casework.assessments import policies
from caseward.casework.assessments.actions import checks as actions
from caseward.casework.assessments.forms import checks as forms
from caseward.casework.assessments.models import Check
from caseward.casework.assessments.presenters import checks as laid_out
from caseward.casework.people import policies as people_policies
from caseward.shared.govuk.forms import EditingForm
from caseward.shared.records.models import SignedInRequest, refuse_if
from caseward.shared.records.views import form_page

from . import PAGE, check_for, get_or_post, person_for, press


@login_required
@require_GET
def checks(request: SignedInRequest, person_id: int) -> HttpResponse:
    """What is to be asked, and every check with its next step."""
    person = person_for(request, person_id)
    rows = person.checks.select_related("event").prefetch_related("chases")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "person": person,
        "needed": laid_out.needed(person),
        "page": page,
        "lines": [laid_out.line(check) for check in page],
        "reasons": people_policies.reasons_not_to_work_on(request.user, person),
    }
    return render(request, "assessments/checks.html", context)


@login_required
@get_or_post
def ask_check(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Record that an agency was asked."""
    person = person_for(request, person_id)
    refuse_if(policies.reasons_not_to_ask(request.user, person))
    agency, event_id = request.GET.get("agency", ""), request.GET.get("event", "")
    events = person.change_events.filter(withdrawn_because="")
    event = events.filter(pk=int(event_id)).first() if event_id.isdecimal() else None
    initial = {"agency": agency, "event": event, "question": laid_out.question_to(agency, event)}
    form = forms.AskForm(request.POST or None, person=person, initial=initial)
    if not form.is_valid():
        return render(request, "assessments/ask_check.html", {"person": person, "form": form})
    typed = form.cleaned_data
    check = actions.ask(
        person=person,
        agency=typed["agency"],
        question=typed["question"],
        event=typed["event"],
        asked_on=typed["asked_on"],
        creation_key=typed["creation_key"],
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, f"{check.get_agency_display()}: the question is recorded.")
    return redirect("assessments:checks", person_id=person.pk)


@login_required
@require_GET
def check(request: SignedInRequest, person_id: int, check_id: int) -> HttpResponse:
    """One check from the question to its use, with the step that comes next."""
    row = check_for(request, person_id, check_id)
    context = {
        "person": row.person,
        "check": row,
        "line": laid_out.line(row),
        "steps": policies.steps_open(row),
        "reasons": people_policies.reasons_not_to_work_on(request.user, row.person),
        "version_form": EditingForm(initial={"version": row.version}),
    }
    return render(request, "assessments/check.html", context)


@login_required
@get_or_post
def chase_check(request: SignedInRequest, person_id: int, check_id: int) -> HttpResponse:
    """Record a reminder."""
    row = _next_step_of(request, person_id, check_id, "chase")

    def save(form: forms.ChaseForm) -> None:
        typed = {name: form.cleaned_data[name] for name in ("chased_on", "words", "creation_key")}
        actions.chase(check=row, **typed, by=request.user, at=timezone.now())

    texts = ("Chase the answer", "Save the reminder", "The reminder is recorded.")
    return _step(request, row, forms.ChaseForm, save, texts)


@login_required
@get_or_post
def answer_check(request: SignedInRequest, person_id: int, check_id: int) -> HttpResponse:
    """Record what the agency says."""
    row = _next_step_of(request, person_id, check_id, "answer")

    def save(form: forms.AnswerForm) -> None:
        actions.record_answer(check=row, **form.cleaned_data, by=request.user)

    done = "The answer is recorded. Somebody who works on the case now reads it."
    return _step(request, row, forms.AnswerForm, save, ("Record the answer", "Save the answer", done))


@login_required
@require_POST
def read_check(request: SignedInRequest, person_id: int, check_id: int) -> HttpResponse:
    """The answer is read; who read it is kept."""
    row = check_for(request, person_id, check_id)
    refuse_if(policies.reasons_not_to_follow(request.user, row, "read"))
    press(
        request,
        partial(actions.read, check=row, by=request.user, at=timezone.now()),
        "You have read the answer. Say next what it changes.",
    )
    return redirect("assessments:check", person_id=person_id, check_id=row.pk)


@login_required
@get_or_post
def use_check(request: SignedInRequest, person_id: int, check_id: int) -> HttpResponse:
    """Say what the answer changed."""
    row = _next_step_of(request, person_id, check_id, "use")

    def save(form: forms.UseForm) -> None:
        typed = form.cleaned_data
        actions.use(
            check=row,
            assessment=typed["used_in"],
            use=typed["use"],
            version=typed["version"],
            by=request.user,
            at=timezone.now(),
        )

    texts = ("Use the answer", "Save what it changed", "It is recorded what the answer changed.")
    return _step(request, row, forms.UseForm, save, texts)


def _next_step_of(request: SignedInRequest, person_id: int, check_id: int, step: str) -> Check:
    """The check, for whoever may take its next step.

    Once something is typed only those who may not work on the case are refused here: what somebody else
    did meanwhile is told beside what was typed, or by the action.
    """
    row = check_for(request, person_id, check_id)
    if request.method == "POST":
        refuse_if(policies.reasons_not_to_ask(request.user, row.person))
    else:
        refuse_if(policies.reasons_not_to_follow(request.user, row, step))
    return row


def _step(
    request: SignedInRequest,
    row: Check,
    make_form: Callable[..., forms.StepForm],
    save: Callable[[Any], None],
    texts: tuple[str, str, str],
) -> HttpResponse:
    """The form of one step: its title, its button, and what is said once it is done."""
    title, button, done = texts
    return form_page(
        request,
        "assessments/check_step.html",
        {"person": row.person, "check": row, "step_title": title, "button": button},
        make_form=partial(make_form, check=row),
        save=save,
        done=done,
        then=reverse("assessments:check", kwargs={"person_id": row.person_id, "check_id": row.pk}),
    )
