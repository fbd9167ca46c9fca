"""Letters: choosing, editing and sending one; reading and printing what was sent."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from caseward.casework.enforcement import actions, forms, policies
from caseward.casework.enforcement.models import EnforcementDecision, Letter
from caseward.casework.enforcement.presenters import letters as written
from caseward.casework.people.models import Person
from caseward.rules.enforcement import warning_statements
from caseward.shared.records.models import SignedInRequest, refuse_if

from . import get_or_post, person_for


@login_required
@get_or_post
def letter(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Choose a letter, then edit and send it."""
    person = person_for(request, person_id)
    refuse_if(policies.reasons_not_to_change(request.user, person))
    decision = _decision_of(person, request.GET.get("decision", ""))
    template = _template(request.GET.get("template", ""), decision)
    if not template:
        choices = [(each.value, each.label) for each in Letter.Template]
        context = {"person": person, "choices": choices, "decision": decision}
        return render(request, "enforcement/letters.html", context)
    text = written.text_of(template, person=person, decision=decision, by=request.user)
    form = forms.LetterForm(request.POST or None, initial={"text": text})
    context = {
        "person": person,
        "form": form,
        "template": Letter.Template(template),
        "decision": decision,
        "statements": warning_statements() if template in Letter.WARNINGS else (),
    }
    if not form.is_valid():
        return render(request, "enforcement/letter.html", context)
    sent = actions.send_letter(
        person=person,
        template=template,
        text=form.cleaned_data["text"],
        decision=decision,
        creation_key=form.cleaned_data["creation_key"],
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, "The letter is kept as sent.")
    return redirect("enforcement:sent", person_id=person.pk, letter_id=sent.pk)


def _decision_of(person: Person, typed: str) -> EnforcementDecision | None:
    if not typed.isdecimal():
        return None
    rows = person.enforcement_decisions.select_related("contact", "sentence")
    return get_object_or_404(rows, pk=int(typed))


def _template(typed: str, decision: EnforcementDecision | None) -> str:
    """What was chosen, else what the decision calls for."""
    if typed in Letter.Template:
        return typed
    return written.TEMPLATE_OF.get(decision.action, "") if decision else ""


@login_required
@require_GET
def sent(request: SignedInRequest, person_id: int, letter_id: int) -> HttpResponse:
    """A letter as it was sent, for reading and printing."""
    person = person_for(request, person_id)
    row = get_object_or_404(person.letters.select_related("sent_by"), pk=letter_id)
    return render(request, "enforcement/sent.html", {"person": person, "letter": row})
