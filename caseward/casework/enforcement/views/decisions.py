"""The overview, the two decisions about a failure, and the review of their number."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from caseward.casework.enforcement import actions, forms, inputs, policies
from caseward.casework.enforcement.models import EnforcementDecision
from caseward.casework.enforcement.presenters import acceptances as tallied
from caseward.casework.enforcement.presenters import overview
from caseward.casework.people import policies as people
from caseward.shared.records.models import SignedInRequest, refuse_if

from . import PAGE, contact_for, get_or_post, person_for, sentence_for, to_index


@login_required
@require_GET
def index(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Where the person stands: what waits, what counts, what was decided and sent."""
    person, today = person_for(request, person_id), timezone.localdate()
    context = {
        "person": person,
        "waiting": overview.waiting(person, today),
        "standings": overview.running_standings(person, today),
        "decisions": Paginator(overview.decisions_of(person), PAGE).get_page(request.GET.get("page")),
        "absences": Paginator(overview.absences_of(person), PAGE).get_page(request.GET.get("absences")),
        "letters": person.letters.select_related("sent_by")[: overview.LINES],
        "letter_count": person.letters.count(),
        "breaches": person.breaches.select_related("sentence"),
        "sentences": person.sentences.all(),
        "reasons_not_to_change": policies.reasons_not_to_change(request.user, person),
        "lines": overview.LINES,
        "today": today,
    }
    return render(request, "enforcement/index.html", context)


@login_required
@get_or_post
def absence(request: SignedInRequest, person_id: int, contact_id: int) -> HttpResponse:
    """The first decision: was the absence acceptable?"""
    contact = contact_for(request, person_id, contact_id)
    refuse_if(policies.reasons_not_to_decide_absence(request.user, contact))
    earlier = list(contact.absence_decisions.select_related("decided_by"))
    before = next((each for each in earlier if each.is_current), None)
    form = forms.AbsenceForm(request.POST or None, before=before)
    context = {
        "person": contact.person,
        "contact": contact,
        "form": form,
        "earlier": earlier,
        "evidence_by": inputs.evidence_by(contact.held_on),
    }
    if not form.is_valid():
        return render(request, "enforcement/absence.html", context)
    judged, key = form.judged(), form.cleaned_data["creation_key"]
    made = actions.decide_absence(
        contact=contact, judged=judged, creation_key=key, by=request.user, at=timezone.now()
    )
    messages.success(request, f"Decided: {made.get_verdict_display().lower()}.")
    if policies.is_failure(contact):
        return redirect("enforcement:decide", person_id=person_id, contact_id=contact.pk)
    return to_index(contact.person)


@login_required
@get_or_post
def decide(request: SignedInRequest, person_id: int, contact_id: int) -> HttpResponse:
    """The second decision: what do we do about it?"""
    contact = contact_for(request, person_id, contact_id)
    sentence = inputs.sentence_of(contact)
    refuse_if(policies.reasons_not_to_decide(request.user, contact, sentence))
    if sentence is None:
        return to_index(contact.person)
    options = inputs.options_for(sentence, contact.held_on, contact)
    earlier = list(contact.enforcement_decisions.with_standing().select_related("decided_by"))
    before = next((each for each in earlier if each.is_current), None)
    steps = policies.actions_for(sentence)
    form = forms.DecisionForm(request.POST or None, steps=steps, options=options, before=before)
    context = {
        "person": contact.person,
        "contact": contact,
        "sentence": sentence,
        "form": form,
        "options": options,
        "earlier": earlier,
        "standing": inputs.standings(contact.person, [sentence], timezone.localdate())[0],
    }
    if not form.is_valid():
        return render(request, "enforcement/decide.html", context)
    chosen, key = form.chosen(), form.cleaned_data["creation_key"]
    made = actions.decide(
        contact=contact, chosen=chosen, creation_key=key, by=request.user, at=timezone.now()
    )
    messages.success(request, f"Decided: {made.get_action_display().lower()}.")
    return _after(made)


@login_required
@get_or_post
def review(request: SignedInRequest, person_id: int, sentence_id: int) -> HttpResponse:
    """What is done about the number of failures at the limit."""
    sentence = sentence_for(request, person_id, sentence_id)
    standing = inputs.standings(sentence.person, [sentence], timezone.localdate())[0]
    last = standing.last_failure_on
    refuse_if(policies.reasons_not_to_review(request.user, sentence, last))
    if last is None:
        return to_index(sentence.person)
    options, steps = inputs.options_at_limit(sentence, last), policies.actions_for(sentence)
    form = forms.DecisionForm(request.POST or None, steps=steps, options=options)
    context = {
        "person": sentence.person,
        "sentence": sentence,
        "form": form,
        "options": options,
        "standing": standing,
    }
    if not form.is_valid():
        return render(request, "enforcement/decide.html", context)
    chosen, key = form.chosen(), form.cleaned_data["creation_key"]
    made = actions.review(
        sentence=sentence, chosen=chosen, creation_key=key, by=request.user, at=timezone.now()
    )
    messages.success(request, f"Reviewed: {made.get_action_display().lower()}.")
    return _after(made)


def _after(made: EnforcementDecision) -> HttpResponse:
    """On to what the decision calls for: the letter, the referral, or nothing."""
    if made.action in EnforcementDecision.WARNINGS or made.action == EnforcementDecision.Action.LETTER:
        address = reverse("enforcement:letter", kwargs={"person_id": made.person_id})
        return redirect(f"{address}?decision={made.pk}")
    in_breach = policies.running_breach(made.sentence)
    if made.action in EnforcementDecision.TO_REFER and not in_breach:
        return redirect("enforcement:refer", person_id=made.person_id, sentence_id=made.sentence_id)
    return to_index(made.person)


@login_required
@require_GET
def acceptances(request: SignedInRequest) -> HttpResponse:
    """How often absences are accepted, by officer and by reason."""
    refuse_if(people.reasons_not_to_lead(request.user))
    period = request.GET.get("period", "")
    period = period if period in tallied.PERIODS else tallied.USUAL
    rows = tallied.decided_since(request.user, period, timezone.localdate())
    page = Paginator(tallied.by_officer(rows), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "officers": tallied.officers(page),
        "reasons": tallied.by_reason(rows),
        "period": period,
        "periods": tallied.PERIODS,
    }
    return render(request, "enforcement/acceptances.html", context)
