"""Reviews: what calls for them, what they look at, how they end."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from caseward.casework.people import policies as people
from caseward.casework.plans import actions, forms, inputs, policies
from caseward.casework.plans.models import Review
from caseward.shared.govuk.forms import CreatingForm, EditingForm
from caseward.shared.records.models import SignedInRequest, refuse_if
from caseward.shared.records.views import form_page

from .rows import PAGE_SIZE, get_or_post, person_for, press, review_for, to


@login_required
@require_GET
def reviews(request: SignedInRequest, person_id: int) -> HttpResponse:
    """What calls for a review now, the one that is open, and those that have ended."""
    person = person_for(request, person_id)
    rows = Review.objects.visible_to(request.user).filter(person=person)
    ended = rows.concluded().select_related("concluded_by", "plan").prefetch_related("events")
    today = timezone.localdate()
    due = inputs.due_reviews(person, today)
    context = {
        "person": person,
        "running": rows.running().first(),
        "waiting": [
            (event, due.by_event[event.pk]) for event in person.change_events.filter(pk__in=due.by_event)
        ],
        "due_by_time": due.by_time,
        "ended": Paginator(ended, PAGE_SIZE).get_page(request.GET.get("page")),
        "today": today,
        "why_not": people.reasons_not_to_work_on(request.user, person),
    }
    return render(request, "plans/reviews.html", context)


@login_required
@get_or_post
def start_review(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Open a review of what happened, or of the time gone by."""
    person = person_for(request, person_id)
    refuse_if(people.reasons_not_to_work_on(request.user, person))
    running = Review.objects.visible_to(request.user).filter(person=person).running().first()
    if running and request.method != "POST":
        return redirect(to("review", running))
    form = CreatingForm(request.POST or None)
    if not form.is_valid():
        today = timezone.localdate()
        context = {"person": person, "form": form, "found": inputs.evidence(person, today), "today": today}
        return render(request, "plans/start_review.html", context)
    made = actions.start_review(
        person=person, creation_key=form.cleaned_data["creation_key"], by=request.user, at=timezone.now()
    )
    messages.success(request, "The review is open. Contact may not be reduced until it ends.")
    return redirect(to("review", made))


@login_required
@get_or_post
def review(request: SignedInRequest, person_id: int, review_id: int) -> HttpResponse:
    """A review: what it must look at, what was considered, the person's part."""
    row = review_for(request, person_id, review_id)
    why_not = policies.reasons_not_to_write_review(request.user, row)
    if request.method == "POST":
        refuse_if(why_not)
    today = timezone.localdate()
    context = {
        "person": row.person,
        "review": row,
        "events": row.events.all(),
        "found": inputs.evidence(row.person, today),
        "newer": policies.not_taken_up(row),
        "why_not": why_not,
        "today": today,
        "press_form": EditingForm(initial={"version": row.version}, auto_id="press_%s"),
        "creating_form": CreatingForm(auto_id="create_%s"),
    }

    def save(form: forms.ReviewForm) -> None:
        version = form.cleaned_data["version"]
        actions.write_review(review=row, written=form.written(), version=version, by=request.user)

    return form_page(
        request,
        "plans/review.html",
        context,
        make_form=lambda data: forms.ReviewForm(data, review=row),
        save=save,
        done="Saved. The review is still open.",
        then=to("review", row),
    )


@login_required
@require_POST
def take_up(request: SignedInRequest, person_id: int, review_id: int) -> HttpResponse:
    """Consider what happened since the review was opened."""
    row = review_for(request, person_id, review_id)
    press(request, partial(actions.take_up, review=row, by=request.user), "Taken up in this review.")
    return redirect(to("review", row))


@login_required
@require_POST
def plan_from_review(request: SignedInRequest, person_id: int, review_id: int) -> HttpResponse:
    """Begin the version in which the review is to end."""
    row = review_for(request, person_id, review_id)
    refuse_if(policies.reasons_not_to_write_review(request.user, row))
    if row.plan:
        return redirect(to("draft", row.plan))
    keyed = CreatingForm(request.POST)
    if not keyed.is_valid():
        return redirect(to("review", row))
    key, at = keyed.cleaned_data["creation_key"], timezone.now()
    change = partial(actions.plan_from_review, review=row, creation_key=key, by=request.user, at=at)
    press(request, change, "Change the plan here. The review ends when it is complete.")
    row.refresh_from_db(fields=["plan"])
    return redirect(to("draft", row.plan) if row.plan else to("review", row))


@login_required
@get_or_post
def conclude(request: SignedInRequest, person_id: int, review_id: int) -> HttpResponse:
    """End a review."""
    row = review_for(request, person_id, review_id)
    refuse_if(policies.reasons_not_to_write_review(request.user, row))

    def save(form: forms.ConcludeForm) -> None:
        typed = form.cleaned_data
        actions.conclude(
            review=row,
            outcome=typed["outcome"],
            because=typed["because"],
            version=typed["version"],
            by=request.user,
            at=timezone.now(),
        )

    return form_page(
        request,
        "plans/conclude.html",
        {"person": row.person, "review": row},
        make_form=lambda data: forms.ConcludeForm(data, user=request.user, review=row),
        save=save,
        done="The review has ended.",
        then=reverse("plans:reviews", kwargs={"person_id": person_id}),
    )
