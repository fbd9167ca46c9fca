"""What audits ask for: the list, one action with its history, and each of its steps."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from caseward.assurance.audits import actions, forms, inputs, policies, presenters
from caseward.assurance.audits.models import AuditAction, State
from caseward.assurance.audits.views.results import audit_for
from caseward.casework.oversight import policies as oversight
from caseward.casework.people import actions as people
from caseward.inspection.samples.models import SampledCase
from caseward.shared.govuk.forms import EditingForm
from caseward.shared.records.models import SignedInRequest, refuse_if
from caseward.shared.records.views import form_page

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
PAGE = 25
ROWS = ("inspection__provider", "asked_of", "done_by", "verified_by", "asked_by")
OF_CASES = ("in_case__note", "in_case__done_by", "in_case__verified_by")


@login_required
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """What audits ask for, the overdue first."""
    user = request.user
    refuse_if(policies.reasons_not_to_follow(user))
    visible = AuditAction.objects.visible_to(user).with_state(timezone.localdate())
    filters = presenters.Filters.of(request.GET)
    of_audit = filters.of_audit(visible)
    rows = filters.in_state(of_audit).overdue_first().select_related(*ROWS, *OF_CASES)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    about = presenters.people_of(list(page), user)
    people.list_people(people=list(about.values()), by=user, page="audits:actions")
    context = {
        "page": page,
        "about": about,
        "questions": {row.pk: presenters.question_of(row) for row in page},
        "filters": filters,
        "counted": of_audit.counted(),
        "audits": presenters.audits_with(visible),
        "states": State,
        "colours": presenters.COLOURS,
        "follows_audits": policies.follows_actions(user),
    }
    return render(request, "audits/actions.html", context)


@login_required
@require_safe
def action(request: SignedInRequest, audit_action_id: int) -> HttpResponse:
    """One action, how far it is, and what happened to it."""
    row, user = _action(request, audit_action_id), request.user
    about = presenters.people_of([row], user).get(row.pk)
    people.list_people(people=[about] if about else [], by=user, page="audits:action")
    context = {
        "row": row,
        "person": about,
        "question": presenters.question_of(row),
        "state": presenters.state_of(row, timezone.localdate()),
        "colours": presenters.COLOURS,
        "sees_audit": policies.sees_result(user, row.inspection),
        "history": presenters.history_of(row),
        "may_say_done": not policies.reasons_not_to_say_done(user, row),
        "may_verify": not policies.reasons_not_to_verify(user, row),
    }
    return render(request, "audits/action.html", context)


@login_required
@get_or_post
def ask(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Ask for an action about the audit as a whole."""
    audit = audit_for(request, inspection_id)
    refuse_if(policies.reasons_not_to_ask(request.user, audit))

    def save(form: forms.AskForm) -> None:
        key = form.cleaned_data["creation_key"]
        actions.ask(
            inspection=audit, found=form.found(), creation_key=key, by=request.user, at=timezone.now()
        )

    return form_page(
        request,
        "audits/ask.html",
        {"inspection": audit, "back": reverse("audits:result", args=[audit.pk])},
        make_form=lambda data: forms.AskForm(
            data,
            inspection=audit,
            may_be_asked=policies.may_be_asked(audit),
            question=request.GET.get("question", ""),
        ),
        save=save,
        done="The action is asked for.",
        then=reverse("audits:result", args=[audit.pk]),
    )


@login_required
@get_or_post
def ask_in_case(request: SignedInRequest, inspection_id: int, case_id: int) -> HttpResponse:
    """Ask for an action about one case; looking at whose it is, is recorded."""
    audit = audit_for(request, inspection_id)
    cases = SampledCase.objects.visible_to(request.user).select_related("listed_case", "draw")
    case: SampledCase = get_object_or_404(cases, pk=case_id, draw__inspection=audit)
    case.draw.inspection = audit
    refuse_if(policies.reasons_not_to_ask_in_case(request.user, case))
    found = inputs.person_of(case)
    if found is None:
        refuse_if(policies.reasons_without_record(found))
        raise AssertionError("a case without a record is refused")
    person = people.open_record(person_id=found.pk, by=request.user, page="audits:ask_in_case")
    refuse_if(oversight.reasons_not_to_write(request.user, person))
    back = reverse("case_assessments:case", args=[audit.pk, case.pk])

    def save(form: forms.AskForm) -> None:
        key = form.cleaned_data["creation_key"]
        actions.ask_in_case(
            case=case, found=form.found(), creation_key=key, by=request.user, at=timezone.now()
        )

    return form_page(
        request,
        "audits/ask.html",
        {"inspection": audit, "case": case, "back": back},
        make_form=lambda data: forms.AskForm(
            data,
            inspection=audit,
            may_be_asked=oversight.may_be_asked(person),
            in_case=True,
            asked_of=person.officer,
        ),
        save=save,
        done="The action is asked for. It stands on the person’s record, under Oversight.",
        then=back,
    )


@login_required
@get_or_post
def done(request: SignedInRequest, audit_action_id: int) -> HttpResponse:
    """The one who was asked says what was done."""
    row = _action(request, audit_action_id)
    refuse_if(policies.reasons_not_to_say_done(request.user, row))

    def save(form: EditingForm) -> None:
        words, version = form.cleaned_data["done_words"], form.cleaned_data["version"]
        actions.say_done(action=row, done_words=words, version=version, by=request.user, at=timezone.now())

    words = ("Say what was done", "It is done", "Saved. Somebody else looks at it before it is closed.")
    return _step(request, row, forms.DoneForm, save, words)


@login_required
@get_or_post
def verify(request: SignedInRequest, audit_action_id: int) -> HttpResponse:
    """Somebody else has looked, and closes it."""
    row = _action(request, audit_action_id)
    refuse_if(policies.reasons_not_to_verify(request.user, row))

    def save(form: EditingForm) -> None:
        version = form.cleaned_data["version"]
        actions.verify(action=row, version=version, by=request.user, at=timezone.now())

    words = ("Is it done?", "I have seen that it is done", "Verified and closed.")
    return _step(request, row, forms.VerifyForm, save, words)


@login_required
@get_or_post
def hand_back(request: SignedInRequest, audit_action_id: int) -> HttpResponse:
    """It is not done yet."""
    row = _action(request, audit_action_id)
    refuse_if(policies.reasons_not_to_verify(request.user, row))

    def save(form: EditingForm) -> None:
        because, version = form.cleaned_data["returned_because"], form.cleaned_data["version"]
        actions.send_back(action=row, because=because, version=version, by=request.user)

    words = ("Send it back", "Send it back", "Sent back: it is open again.")
    return _step(request, row, forms.ReturnForm, save, words)


def _action(request: SignedInRequest, audit_action_id: int) -> AuditAction:
    rows = AuditAction.objects.visible_to(request.user).select_related(*ROWS, *OF_CASES)
    row: AuditAction = get_object_or_404(rows, pk=audit_action_id)
    return row


def _step(
    request: SignedInRequest,
    row: AuditAction,
    make_form: type[EditingForm],
    save: Callable[[EditingForm], None],
    words: tuple[str, str, str],
) -> HttpResponse:
    """One step of an action: `words` are the page's title, its button, and what is said once it is saved."""
    title, button, said = words
    context = {
        "row": row,
        "question": presenters.question_of(row),
        "page_title": title,
        "button": button,
        "may_send_back": make_form is forms.VerifyForm,
    }
    return form_page(
        request,
        "audits/step.html",
        context,
        make_form=lambda data: make_form(data, initial={"version": row.version}),
        save=save,
        done=said,
        then=reverse("audits:action", args=[row.pk]),
    )
