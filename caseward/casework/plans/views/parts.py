"""Goals, actions and contingencies of a draft; what is done and reached of the plan that holds."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from caseward.casework.assessments.models import Area
from caseward.casework.plans import actions, forms, policies
from caseward.casework.plans.presenters import drafts
from caseward.shared.records.models import SignedInRequest, refuse_if

from .rows import action_for, contingency_for, get_or_post, goal_for, plan_for, plan_form, press, to


@login_required
@require_GET
def goals(request: SignedInRequest, person_id: int, plan_id: int) -> HttpResponse:
    """The needs that want a goal, with the goals and actions of a draft."""
    plan = plan_for(request, person_id, plan_id)
    assessment = policies.latest_assessment(plan.person)
    context = {
        "person": plan.person,
        "plan": plan,
        "areas": drafts.areas(plan, assessment),
        "assessment": assessment,
        "today": timezone.localdate(),
        "reasons_not_to_write": policies.reasons_not_to_write(request.user, plan),
    }
    return render(request, "plans/goals.html", context)


@login_required
@get_or_post
def add_goal(request: SignedInRequest, person_id: int, plan_id: int, area: str = "") -> HttpResponse:
    """A new goal, for an area that was chosen before or is chosen here."""
    plan = plan_for(request, person_id, plan_id)
    refuse_if(policies.reasons_not_to_write(request.user, plan))

    def save(form: forms.AddGoalForm) -> None:
        typed = form.cleaned_data
        actions.add_goal(
            plan=plan,
            area=typed["area"],
            text=typed["text"],
            creation_key=typed["creation_key"],
            by=request.user,
        )

    return plan_form(
        request,
        plan,
        title="Add a goal",
        then="goals",
        context={},
        make_form=lambda data: forms.AddGoalForm(data, initial={"area": area}),
        save=save,
        done="Goal added. Add the actions that lead to it.",
    )


@login_required
@get_or_post
def change_goal(request: SignedInRequest, person_id: int, plan_id: int, goal_id: int) -> HttpResponse:
    """A goal of a draft, worded otherwise."""
    goal = goal_for(request, person_id, plan_id, goal_id)
    refuse_if(policies.reasons_not_to_write(request.user, goal.plan))

    def save(form: forms.ChangeGoalForm) -> None:
        typed = form.cleaned_data
        actions.change_goal(
            goal=goal, area=typed["area"], text=typed["text"], version=typed["version"], by=request.user
        )

    return plan_form(
        request,
        goal.plan,
        title="Change a goal",
        then="goals",
        context={
            "remove": ("plans:remove_goal", {"goal_id": goal.pk}, "Remove this goal and its actions", goal)
        },
        make_form=lambda data: forms.ChangeGoalForm(data, goal=goal),
        save=save,
        done="Goal changed.",
    )


@login_required
@require_POST
def remove_goal(request: SignedInRequest, person_id: int, plan_id: int, goal_id: int) -> HttpResponse:
    """One goal less in a draft."""
    goal = goal_for(request, person_id, plan_id, goal_id)
    press(request, partial(actions.remove_goal, goal=goal, by=request.user), "Goal removed.")
    return redirect(to("goals", goal.plan))


@login_required
@require_POST
def mark_goal(
    request: SignedInRequest, person_id: int, plan_id: int, goal_id: int, *, is_reached: bool
) -> HttpResponse:
    """A goal is reached today, or is not after all."""
    goal = goal_for(request, person_id, plan_id, goal_id)
    day = timezone.localdate() if is_reached else None
    change = partial(actions.mark_goal, goal=goal, achieved_on=day, by=request.user, at=timezone.now())
    press(request, change, "The goal is reached." if is_reached else "The goal is open again.")
    return redirect("plans:index", person_id=person_id)


@login_required
@get_or_post
def why_not(request: SignedInRequest, person_id: int, plan_id: int, area: str) -> HttpResponse:
    """Why a need has no goal for now."""
    plan = plan_for(request, person_id, plan_id)
    if area not in Area.values:
        raise Http404("No such area.")
    refuse_if(policies.reasons_not_to_write(request.user, plan))

    def save(form: forms.WhyNotForm) -> None:
        actions.say_why_not(
            plan=plan,
            area=area,
            because=form.cleaned_data["because"],
            creation_key=form.cleaned_data["creation_key"],
            by=request.user,
        )

    return plan_form(
        request,
        plan,
        title="No goal for now",
        then="goals",
        context={"lead": Area(area).label},
        make_form=forms.WhyNotForm,
        save=save,
        done="Reason saved.",
    )


@login_required
@require_POST
def take_back_reason(request: SignedInRequest, person_id: int, plan_id: int, area: str) -> HttpResponse:
    """A reason less: the area wants a goal, or another reason."""
    plan = plan_for(request, person_id, plan_id)
    reason = get_object_or_404(plan.without_goal.all(), area=area)
    reason.plan = plan
    actions.take_back_reason(reason=reason, by=request.user)
    return redirect(to("goals", plan))


@login_required
@get_or_post
def add_action(request: SignedInRequest, person_id: int, plan_id: int, goal_id: int) -> HttpResponse:
    """A new action towards a goal."""
    goal = goal_for(request, person_id, plan_id, goal_id)
    refuse_if(policies.reasons_not_to_write(request.user, goal.plan))
    today = timezone.localdate()

    def save(form: forms.AddActionForm) -> None:
        key = form.cleaned_data["creation_key"]
        actions.add_action(goal=goal, planned=form.planned(), creation_key=key, by=request.user)

    return plan_form(
        request,
        goal.plan,
        title="Add an action",
        then="goals",
        context={"lead": goal.text},
        make_form=lambda data: forms.AddActionForm(data, person=goal.plan.person, today=today),
        save=save,
        done="Action added.",
    )


@login_required
@get_or_post
def change_action(request: SignedInRequest, person_id: int, plan_id: int, action_id: int) -> HttpResponse:
    """An action of a draft, planned otherwise."""
    action = action_for(request, person_id, plan_id, action_id)
    plan, today = action.goal.plan, timezone.localdate()
    refuse_if(policies.reasons_not_to_write(request.user, plan))

    def save(form: forms.ChangeActionForm) -> None:
        version = form.cleaned_data["version"]
        actions.change_action(action=action, planned=form.planned(), version=version, by=request.user)

    return plan_form(
        request,
        plan,
        title="Change an action",
        then="goals",
        context={
            "lead": action.goal.text,
            "remove": ("plans:remove_action", {"action_id": action.pk}, "Remove this action", action),
        },
        make_form=lambda data: forms.ChangeActionForm(data, action=action, today=today),
        save=save,
        done="Action changed.",
    )


@login_required
@require_POST
def remove_action(request: SignedInRequest, person_id: int, plan_id: int, action_id: int) -> HttpResponse:
    """One action less in a draft."""
    action = action_for(request, person_id, plan_id, action_id)
    press(request, partial(actions.remove_action, action=action, by=request.user), "Action removed.")
    return redirect(to("goals", action.goal.plan))


@login_required
@require_POST
def mark_action(
    request: SignedInRequest, person_id: int, plan_id: int, action_id: int, *, is_done: bool
) -> HttpResponse:
    """An action is done today, or is not after all."""
    action = action_for(request, person_id, plan_id, action_id)
    day = timezone.localdate() if is_done else None
    change = partial(actions.mark_action, action=action, done_on=day, by=request.user, at=timezone.now())
    press(request, change, "The action is done." if is_done else "The action is open again.")
    plan = action.goal.plan
    return redirect("plans:index", person_id=person_id) if plan.is_complete else redirect(to("goals", plan))


@login_required
@require_GET
def contingencies(request: SignedInRequest, person_id: int, plan_id: int) -> HttpResponse:
    """What would raise the risk, what is done then, and by whom."""
    plan = plan_for(request, person_id, plan_id)
    context = {
        "person": plan.person,
        "plan": plan,
        "rows": plan.contingencies.all(),
        "reasons_not_to_write": policies.reasons_not_to_write(request.user, plan),
    }
    return render(request, "plans/contingencies.html", context)


@login_required
@get_or_post
def add_contingency(request: SignedInRequest, person_id: int, plan_id: int) -> HttpResponse:
    """A new contingency."""
    plan = plan_for(request, person_id, plan_id)
    refuse_if(policies.reasons_not_to_write(request.user, plan))

    def save(form: forms.AddContingencyForm) -> None:
        key = form.cleaned_data["creation_key"]
        actions.add_contingency(plan=plan, planned=form.planned(), creation_key=key, by=request.user)

    return plan_form(
        request,
        plan,
        title="Add a contingency",
        then="contingencies",
        context={},
        make_form=forms.AddContingencyForm,
        save=save,
        done="Contingency added.",
    )


@login_required
@get_or_post
def change_contingency(
    request: SignedInRequest, person_id: int, plan_id: int, contingency_id: int
) -> HttpResponse:
    """A contingency of a draft, worded otherwise."""
    row = contingency_for(request, person_id, plan_id, contingency_id)
    refuse_if(policies.reasons_not_to_write(request.user, row.plan))

    def save(form: forms.ChangeContingencyForm) -> None:
        version = form.cleaned_data["version"]
        actions.change_contingency(contingency=row, planned=form.planned(), version=version, by=request.user)

    words = "Remove this contingency"
    return plan_form(
        request,
        row.plan,
        title="Change a contingency",
        then="contingencies",
        context={"remove": ("plans:remove_contingency", {"contingency_id": row.pk}, words, row)},
        make_form=lambda data: forms.ChangeContingencyForm(data, contingency=row),
        save=save,
        done="Contingency changed.",
    )


@login_required
@require_POST
def remove_contingency(
    request: SignedInRequest, person_id: int, plan_id: int, contingency_id: int
) -> HttpResponse:
    """One contingency less in a draft."""
    row = contingency_for(request, person_id, plan_id, contingency_id)
    change = partial(actions.remove_contingency, contingency=row, by=request.user)
    press(request, change, "Contingency removed.")
    return redirect(to("contingencies", row.plan))
