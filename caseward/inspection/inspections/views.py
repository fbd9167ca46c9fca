"""Pages of inspections: the list, setting up, the overview, the team and the stages."""

from collections.abc import Callable
from dataclasses import asdict

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caseward.rules.stages import TABLES, stage
from caseward.shared.govuk.forms import EditingForm, with_version
from caseward.shared.records.models import Conflict, SignedInRequest, refuse_if

from . import actions, forms, policies, presenters
from .models import Inspection, TeamRole

PAGE = 25
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """The inspections that the user may see, newest first."""
    rows = Inspection.objects.visible_to(request.user).with_team()
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [
            (
                row,
                presenters.fieldwork_of(row),
                presenters.holders_of(row.current_stage, row.kind),
                presenters.waits_for(request.user, row),
            )
            for row in page
        ],
        "may_set_up": not policies.reasons_not_to_set_up(request.user),
        "only_audits": policies.has_audits_only(request.user),
        "nothing_yet": presenters.empty_list_words(request.user),
    }
    return render(request, "inspections/index.html", context)


@require_GET
def stages(request: HttpRequest) -> HttpResponse:
    """The tables of stages, for everybody."""
    tables = [presenters.table_of(kind) for kind in TABLES]
    return render(request, "inspections/stages.html", {"tables": tables})


@login_required
@get_or_post
def set_up(request: SignedInRequest) -> HttpResponse:
    """A new inspection."""
    refuse_if(policies.reasons_not_to_set_up(request.user))
    form = forms.SetUpForm(request.POST or None, by=request.user)
    if not form.is_valid():
        return render(request, "inspections/set_up.html", {"form": form})
    lead = form.cleaned_data["lead"]
    inspection = actions.set_up(
        plan=form.plan(),
        lead=lead,
        by=request.user,
        at=timezone.now(),
        creation_key=form.cleaned_data["creation_key"],
    )
    if lead != request.user:
        done = f"{inspection.noun.capitalize()} set up. {lead} leads it and chooses its team."
        messages.success(request, done)
        return redirect("inspections:index")
    messages.success(request, f"{inspection.noun.capitalize()} set up. Choose its team next.")
    return redirect("inspections:team", inspection_id=inspection.pk)


@login_required
@require_GET
def overview(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Where an inspection stands, what comes next, and who is on it."""
    inspection = _inspection(request, inspection_id)
    current = inspection.current_stage
    sees_workings = policies.sees_the_workings(request.user)
    context = {
        "inspection": inspection,
        "steps": presenters.steps_of(inspection),
        "waits": presenters.waits_for(request.user, inspection),
        "holders": presenters.holders_of(current, inspection.kind),
        "next_stage": stage(current.forward, inspection.kind) if current.forward else None,
        "tasks": [asdict(task) for task in presenters.tasks_for(request.user, inspection)],
        "framework": inspection.framework,
        "fieldwork": presenters.fieldwork_of(inspection),
        "samples": presenters.sample_titles(inspection),
        "team": presenters.by_role(inspection.team.select_related("user")) if sees_workings else [],
        "history": inspection.stage_changes.select_related("changed_by") if sees_workings else [],
        "stage_titles": {row.code: row.title for row in TABLES[inspection.kind]},
        "version_form": EditingForm(initial={"version": inspection.version}),
        "may_change": not policies.reasons_not_to_change(request.user, inspection),
        "may_change_team": not policies.reasons_not_to_change_team(request.user, inspection),
        "may_move_back": not policies.reasons_not_to_move_back(request.user, inspection),
        "missing": policies.what_is_missing(inspection) if inspection.stage == "set_up" else [],
    }
    return render(request, "inspections/overview.html", context)


@login_required
@get_or_post
def change_plan(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Provider, framework and dates of an inspection that is being set up."""
    inspection = _inspection(request, inspection_id)
    refuse_if(policies.reasons_not_to_change(request.user, inspection))
    form = forms.ChangePlanForm(request.POST or None, inspection=inspection)
    context = {"inspection": inspection, "form": form}
    if not form.is_valid():
        return render(request, "inspections/plan.html", context)
    plan, version = form.plan(), form.cleaned_data["version"]
    try:
        actions.change_plan(inspection=inspection, plan=plan, version=version, by=request.user)
    except Conflict:
        theirs = _inspection(request, inspection_id)
        again = forms.ChangePlanForm(with_version(request.POST, theirs.version), inspection=theirs)
        rows = presenters.differences(theirs, plan)
        context = {"inspection": theirs, "form": again, "conflict_rows": rows}
        return render(request, "inspections/plan.html", context)
    messages.success(request, f"{inspection.noun.capitalize()} changed.")
    return redirect("inspections:overview", inspection_id=inspection.pk)


@login_required
@get_or_post
def choose_samples(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Which samples of its framework an inspection draws."""
    inspection = _inspection(request, inspection_id)
    refuse_if(policies.reasons_not_to_change(request.user, inspection))
    form = forms.SamplesForm(request.POST or None, inspection=inspection)
    context = {"inspection": inspection, "form": form}
    if not form.is_valid():
        return render(request, "inspections/samples.html", context)
    codes, version = form.cleaned_data["samples"], form.cleaned_data["version"]
    try:
        actions.choose_samples(inspection=inspection, codes=codes, version=version, by=request.user)
    except Conflict:
        theirs = _inspection(request, inspection_id)
        again = forms.SamplesForm(with_version(request.POST, theirs.version), inspection=theirs)
        rows = [presenters.sample_difference(theirs, codes)]
        context = {"inspection": theirs, "form": again, "conflict_rows": rows}
        return render(request, "inspections/samples.html", context)
    messages.success(request, "Samples chosen.")
    return redirect("inspections:overview", inspection_id=inspection.pk)


@login_required
@get_or_post
def team(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Who is on the team, and somebody more."""
    inspection = _inspection(request, inspection_id)
    refuse_if(policies.reasons_not_to_change_team(request.user, inspection))
    form = forms.AddToTeamForm(request.POST or None, inspection=inspection)
    if form.is_valid():
        member = actions.add_to_team(
            inspection=inspection,
            user=form.cleaned_data["person"],
            role=TeamRole(form.cleaned_data["role"]),
            by=request.user,
            at=timezone.now(),
            creation_key=form.cleaned_data["creation_key"],
        )
        messages.success(request, f"{member.user} is on the team.")
        return redirect("inspections:team", inspection_id=inspection.pk)
    ties = policies.ties_of(inspection)
    context = {
        "inspection": inspection,
        "form": form,
        "members": [
            (each, policies.reasons_not_to_remove(request.user, each, ties))
            for each in presenters.by_role(inspection.team.select_related("user"))
        ],
        "missing": policies.what_is_missing(inspection) if inspection.stage == "set_up" else [],
    }
    return render(request, "inspections/team.html", context)


@login_required
@require_POST
def remove_from_team(request: SignedInRequest, inspection_id: int, member_id: int) -> HttpResponse:
    """Somebody less on the team."""
    inspection = _inspection(request, inspection_id)
    member = get_object_or_404(inspection.team.select_related("user"), pk=member_id)
    actions.remove_from_team(member=member, by=request.user, at=timezone.now())
    messages.success(request, f"{member.user} is no longer on the team.")
    return redirect("inspections:team", inspection_id=inspection.pk)


@login_required
@get_or_post
def hand_over(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Somebody else as the lead instead of the user."""
    inspection = _inspection(request, inspection_id)
    refuse_if(policies.reasons_not_to_change_team(request.user, inspection))
    form = forms.HandOverForm(request.POST or None, inspection=inspection, by=request.user)

    def save() -> None:
        actions.hand_over(
            inspection=inspection,
            to=form.cleaned_data["to"],
            version=form.cleaned_data["version"],
            by=request.user,
            at=timezone.now(),
        )

    if form.is_valid():
        if _saved(request, save):
            to, noun = form.cleaned_data["to"], inspection.noun
            messages.success(request, f"{to} now leads the {noun} of {inspection}.")
            return redirect("inspections:index")
        inspection = _inspection(request, inspection_id)
        typed = with_version(request.POST, inspection.version)
        form = forms.HandOverForm(typed, inspection=inspection, by=request.user)
    return render(request, "inspections/hand_over.html", {"inspection": inspection, "form": form})


@login_required
@require_POST
def ask_for_case_lists(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Setting up is finished."""
    inspection = _inspection(request, inspection_id)
    refuse_if(policies.reasons_not_to_ask_for_case_lists(request.user, inspection))
    form = EditingForm(request.POST)

    def save() -> None:
        version = form.cleaned_data["version"]
        actions.ask_for_case_lists(inspection=inspection, version=version, by=request.user, at=timezone.now())
        messages.success(request, f"The {inspection.noun} waits for case lists now.")

    if form.is_valid():
        _saved(request, save)
    return redirect("inspections:overview", inspection_id=inspection.pk)


@login_required
@get_or_post
def move_back(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """One stage back, with a reason."""
    inspection = _inspection(request, inspection_id)
    refuse_if(policies.reasons_not_to_move_back(request.user, inspection))
    form = forms.MoveBackForm(request.POST or None, initial={"version": inspection.version})
    to = stage(inspection.current_stage.back or "", inspection.kind)

    def save() -> None:
        typed = form.cleaned_data
        actions.move_back(
            inspection=inspection,
            reason=typed["reason"],
            version=typed["version"],
            by=request.user,
            at=timezone.now(),
        )

    if form.is_valid():
        if _saved(request, save):
            messages.success(request, f"The {inspection.noun} is back at “{to.title}”.")
            return redirect("inspections:overview", inspection_id=inspection.pk)
        inspection = _inspection(request, inspection_id)
        refuse_if(policies.reasons_not_to_move_back(request.user, inspection))
        to = stage(inspection.current_stage.back or "", inspection.kind)
        form = forms.MoveBackForm(with_version(request.POST, inspection.version))
    context = {"inspection": inspection, "form": form, "to": to}
    return render(request, "inspections/move_back.html", context)


def _inspection(request: SignedInRequest, inspection_id: int) -> Inspection:
    rows = Inspection.objects.visible_to(request.user).with_team()
    return get_object_or_404(rows, pk=inspection_id)


def _saved(request: HttpRequest, save: Callable[[], None]) -> bool:
    try:
        save()
    except Conflict:
        messages.warning(request, "Somebody else has just changed this inspection. Look at it and try again.")
        return False
    return True
