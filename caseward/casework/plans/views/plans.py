"""The plan at a glance, its versions, and making the next one."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from caseward.casework.people import policies as people
from caseward.casework.plans import actions, forms, inputs, policies
from caseward.casework.plans.models import Review
from caseward.casework.plans.presenters import differences, drafts
from caseward.shared.govuk.forms import EditingForm
from caseward.shared.records.models import SignedInRequest, refuse_if

from .rows import PAGE_SIZE, get_or_post, person_for, plan_for, plan_form, press, to


@login_required
@require_GET
def index(request: SignedInRequest, person_id: int) -> HttpResponse:
    """The plan that holds, and the versions before it."""
    person = person_for(request, person_id)
    plans = person.plans.all()
    versions = plans.select_related("completed_by", "started_by")
    today, draft = timezone.localdate(), plans.drafts().first()
    context = {
        "person": person,
        "plan": plans.holding().with_parts().first(),
        "draft": draft,
        "versions": Paginator(versions, PAGE_SIZE).get_page(request.GET.get("page")),
        "running_review": Review.objects.visible_to(request.user).filter(person=person).running().first(),
        "review_due_on": inputs.due_reviews(person, today).first,
        "today": today,
        "why_not": people.reasons_not_to_work_on(request.user, person),
    }
    return render(request, "plans/index.html", context)


@login_required
@require_GET
def version(request: SignedInRequest, person_id: int, plan_id: int) -> HttpResponse:
    """One version as it was, or as far as it is."""
    plan = plan_for(request, person_id, plan_id)
    shown = get_object_or_404(plan.person.plans.with_parts(), pk=plan.pk)
    holding = plan.person.plans.holding().first()
    context = {
        "person": plan.person,
        "plan": shown,
        "holds": holding is not None and holding.pk == plan.pk,
        "today": timezone.localdate(),
    }
    return render(request, "plans/version.html", context)


@login_required
@require_GET
def compare(request: SignedInRequest, person_id: int, plan_id: int) -> HttpResponse:
    """What a version says differently from another, by default from the one that it follows."""
    plan = plan_for(request, person_id, plan_id)
    plans = plan.person.plans.all()
    others = plans.exclude(pk=plan.pk).order_by("-number", "-pk")
    asked = request.GET.get("with", "")
    choice = {"pk": int(asked)} if asked.isdecimal() else {"number__lt": plan.number}
    other = others.filter(**choice).first()
    both = plans.with_parts().in_bulk([plan.pk, other.pk]) if other else {}
    context = {
        "person": plan.person,
        "plan": plan,
        "other": other,
        "others": others[:PAGE_SIZE],
        "parts": differences.compare(both[other.pk], both[plan.pk]) if other else [],
    }
    return render(request, "plans/compare.html", context)


@login_required
@get_or_post
def start(request: SignedInRequest, person_id: int) -> HttpResponse:
    """A new version: from what is open in the last, or empty."""
    person = person_for(request, person_id)
    refuse_if(people.reasons_not_to_work_on(request.user, person))
    being_written = person.plans.drafts().first()
    if being_written and request.method != "POST":
        return redirect(to("draft", being_written))
    holding = person.plans.holding().first()
    form = forms.StartForm(request.POST or None, has_last=holding is not None)
    if not form.is_valid():
        context = {"person": person, "form": form, "holding": holding}
        return render(request, "plans/start.html", context)
    made = actions.start(
        person=person,
        carries=form.carries,
        creation_key=form.cleaned_data["creation_key"],
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, "A new version is begun. It holds once it is complete.")
    return redirect(to("draft", made))


@login_required
@require_GET
def draft(request: SignedInRequest, person_id: int, plan_id: int) -> HttpResponse:
    """How far a draft is, part by part."""
    plan = plan_for(request, person_id, plan_id)
    if plan.is_complete:
        return redirect(to("version", plan))
    missing = policies.what_is_missing(plan, timezone.localdate())
    context = {
        "person": plan.person,
        "plan": plan,
        "tasks": drafts.tasks(plan, missing),
        "missing": drafts.wanted(missing, plan),
        "reasons_not_to_write": policies.reasons_not_to_write(request.user, plan),
        "running_review": Review.objects.visible_to(request.user).filter(plan=plan).running().first(),
    }
    return render(request, "plans/draft.html", context)


@login_required
@get_or_post
def contact_level(request: SignedInRequest, person_id: int, plan_id: int) -> HttpResponse:
    """How often and how officer and person meet."""
    plan = plan_for(request, person_id, plan_id)
    refuse_if(policies.reasons_not_to_write(request.user, plan))
    today = timezone.localdate()

    def save(form: forms.ContactForm) -> None:
        version = form.cleaned_data["version"]
        actions.set_contact(plan=plan, level=form.level(), version=version, by=request.user)

    return plan_form(
        request,
        plan,
        title="How often and how you meet",
        then="draft",
        context={"lead": policies.least_contact_of(plan.person, today).explanation},
        make_form=lambda data: forms.ContactForm(data, plan=plan, today=today),
        save=save,
        done="Saved how often you meet.",
    )


@login_required
@get_or_post
def agreement(request: SignedInRequest, person_id: int, plan_id: int) -> HttpResponse:
    """What the person says to the plan."""
    plan = plan_for(request, person_id, plan_id)
    refuse_if(policies.reasons_not_to_write(request.user, plan))

    def save(form: forms.AgreementForm) -> None:
        version = form.cleaned_data["version"]
        actions.set_agreement(plan=plan, agreed=form.agreed(), version=version, by=request.user)

    return plan_form(
        request,
        plan,
        title="What the person says to the plan",
        then="draft",
        context={},
        make_form=lambda data: forms.AgreementForm(data, plan=plan),
        save=save,
        done="Saved what the person says.",
    )


@login_required
@get_or_post
def complete(request: SignedInRequest, person_id: int, plan_id: int) -> HttpResponse:
    """Let a draft hold, or say what it still wants."""
    person = person_for(request, person_id)
    plan = get_object_or_404(person.plans.with_parts(), pk=plan_id)
    plan.person = person
    today = timezone.localdate()
    refuse_if(policies.reasons_not_to_write(request.user, plan))
    missing = policies.what_is_missing(plan, today)
    if request.method == "POST" and not missing:
        change = partial(actions.complete, plan=plan, by=request.user, at=timezone.now())
        press(request, change, f"Version {plan.number} of the plan holds from now on.")
        if Review.objects.visible_to(request.user).filter(plan=plan).concluded().exists():
            messages.success(request, "The review that led to it has ended.")
        return redirect("plans:index", person_id=person_id)
    context = {
        "person": person,
        "plan": plan,
        "missing": drafts.wanted(missing, plan),
        "today": today,
        "form": EditingForm(initial={"version": plan.version}),
    }
    return render(request, "plans/complete.html", context)
