"""Breach and recall: referral, agreement, presenting, end; and the pack."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from caseward.casework.enforcement import actions, forms, inputs, policies, writers
from caseward.casework.enforcement.presenters import overview
from caseward.shared.govuk.forms import EditingForm
from caseward.shared.records.models import SignedInRequest, refuse_if

from . import breach_for, get_or_post, sentence_for, step_of_breach

MOST_ENTRIES = 1000
"""On the page of a pack; its file has all."""


@login_required
@get_or_post
def refer(request: SignedInRequest, person_id: int, sentence_id: int) -> HttpResponse:
    """Ask for breach or recall."""
    sentence = sentence_for(request, person_id, sentence_id)
    refuse_if(policies.reasons_not_to_change(request.user, sentence.person))
    if request.method != "POST":  # the action knows a form that is sent twice
        refuse_if(policies.reasons_not_to_refer(request.user, sentence))
    standing = inputs.standings(sentence.person, [sentence], timezone.localdate())[0]
    choices = overview.failures_to_rest_on(standing)
    form = forms.ReferralForm(request.POST or None, failures=choices)
    context = {"person": sentence.person, "sentence": sentence, "standing": standing, "form": form}
    if not form.is_valid():
        return render(request, "enforcement/refer.html", context)
    breach = actions.refer(
        sentence=sentence,
        referral=form.referral(),
        creation_key=form.cleaned_data["creation_key"],
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, "Referred. A manager decides.")
    return redirect("enforcement:breach", person_id=person_id, breach_id=breach.pk)


@login_required
@require_GET
def breach(request: SignedInRequest, person_id: int, breach_id: int) -> HttpResponse:
    """One breach or recall, and its next step."""
    row = breach_for(request, person_id, breach_id)
    user = request.user
    context = {
        "person": row.person,
        "breach": row,
        "clocks": overview.clocks(row),
        "today": timezone.localdate(),
        "reasons_not_to_agree": policies.reasons_not_to_agree(user, row),
        "may_present": not policies.reasons_not_to_present(user, row),
        "may_end": not policies.reasons_not_to_end(user, row),
    }
    return render(request, "enforcement/breach.html", context)


@login_required
@get_or_post
def agree(request: SignedInRequest, person_id: int, breach_id: int) -> HttpResponse:
    """A manager agrees, or says why not."""
    row = breach_for(request, person_id, breach_id)
    refuse_if(policies.reasons_not_to_agree(request.user, row))

    def save(form: EditingForm) -> None:
        typed, now = form.cleaned_data, timezone.now()
        if typed["is_agreed"]:
            actions.agree(breach=row, version=typed["version"], by=request.user, at=now)
        else:
            because, version = typed["because"], typed["version"]
            actions.decline(breach=row, because=because, version=version, by=request.user, at=now)

    words = (f"{row} referred: do you agree?", "Save the decision", "Your decision is saved.")
    return step_of_breach(request, row, forms.AgreementForm, save, words)


@login_required
@get_or_post
def present(request: SignedInRequest, person_id: int, breach_id: int) -> HttpResponse:
    """Court or recall team have it."""
    row = breach_for(request, person_id, breach_id)
    refuse_if(policies.reasons_not_to_present(request.user, row))

    def make_form(*args: object, **options: object) -> EditingForm:
        return forms.PresentingForm(*args, breach=row, **options)

    def save(form: EditingForm) -> None:
        typed = form.cleaned_data
        on, version = typed["presented_on"], typed["version"]
        actions.present(breach=row, presented_on=on, version=version, by=request.user)

    words = (f"{row}: presented", "Save the day", "The day is saved.")
    return step_of_breach(request, row, make_form, save, words)


@login_required
@get_or_post
def end(request: SignedInRequest, person_id: int, breach_id: int) -> HttpResponse:
    """How it ended."""
    row = breach_for(request, person_id, breach_id)
    refuse_if(policies.reasons_not_to_end(request.user, row))

    def make_form(*args: object, **options: object) -> EditingForm:
        return forms.EndForm(*args, breach=row, **options)

    def save(form: EditingForm) -> None:
        typed = form.cleaned_data
        result, on, version = typed["result"], typed["ended_on"], typed["version"]
        actions.end(breach=row, result=result, ended_on=on, version=version, by=request.user)

    words = (f"{row}: result", "Save the result", "The result is saved. Failures count anew from that day.")
    return step_of_breach(request, row, make_form, save, words)


@login_required
@require_GET
def pack(request: SignedInRequest, person_id: int, sentence_id: int) -> HttpResponse:
    """Everything since the sentence began, on one page to print."""
    sentence = sentence_for(request, person_id, sentence_id)
    entries = writers.chronology(sentence)
    context = {
        "person": sentence.person,
        "sentence": sentence,
        "standing": inputs.standings(sentence.person, [sentence], timezone.localdate())[0],
        "entries": entries[-MOST_ENTRIES:],
        "entry_count": len(entries),
        "breaches": sentence.breaches.select_related("referred_by", "agreed_by"),
        "today": timezone.localdate(),
    }
    return render(request, "enforcement/pack.html", context)


@login_required
@require_GET
def pack_csv(request: SignedInRequest, person_id: int, sentence_id: int) -> HttpResponse:
    """The chronology as a file."""
    sentence = sentence_for(request, person_id, sentence_id)
    answer = HttpResponse(writers.chronology_csv(sentence), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="chronology.csv"'
    return answer
