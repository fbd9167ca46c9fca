"""The panel's meeting: one page to decide on, one record to print."""

from functools import partial
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caseward.inspection.fieldwork.policies.citations import key_questions_without_evidence
from caseward.inspection.ratings import actions, forms, inputs, policies
from caseward.inspection.ratings.models import Decision, Meeting
from caseward.inspection.ratings.presenters import figures
from caseward.inspection.ratings.presenters import panel as laid_out
from caseward.inspection.ratings.views import inspection_for
from caseward.rules.panel import decide as decide_all
from caseward.shared.govuk.forms import STALE
from caseward.shared.records.models import Conflict, NotAllowed, SignedInRequest, refuse_if

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@require_POST
def open_meeting(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Store the calculated ratings and open the meeting."""
    inspection = inspection_for(request, inspection_id)
    refuse_if(policies.reasons_not_to_open_panel(request.user, inspection))
    form = forms.OpenMeetingForm(request.POST)
    if not form.is_valid():
        messages.error(request, STALE)
        return redirect("ratings:proposals", inspection_id=inspection.pk)
    actions.open_meeting(
        inspection=inspection,
        creation_key=form.cleaned_data["creation_key"],
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, "The panel’s meeting is open.")
    return redirect("ratings:panel", inspection_id=inspection.pk)


@login_required
@require_safe
def meeting(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """The meeting: every standard, what may be decided and what is."""
    found = _meeting_for(request, inspection_id)
    return _show(request, found, members_form=forms.MembersForm(meeting=found))


@login_required
@require_POST
def members(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Write down who is present."""
    found = _meeting_for(request, inspection_id)
    refuse_if(policies.reasons_not_to_decide(request.user, found))
    form = forms.MembersForm(request.POST, meeting=found)
    if not form.is_valid():
        return _show(request, found, members_form=form)
    actions.record_members(meeting=found, **form.cleaned_data, by=request.user, at=timezone.now())
    messages.success(request, "The people present are recorded.")
    return redirect("ratings:panel", inspection_id=inspection_id)


@login_required
@get_or_post
def decide(request: SignedInRequest, inspection_id: int, code: str) -> HttpResponse:
    """One standard by itself; where its form on the meeting's page is sent to."""
    found = _meeting_for(request, inspection_id)
    rating = inputs.stored_rating(found)
    row = next((row for row in laid_out.on_the_table(found, rating) if row.line.standard.code == code), None)
    if row is None:
        raise Http404(code)
    refuse_if(policies.reasons_not_to_decide_standard(request.user, found, code))
    form = _decision_form(row, row.decision, request.POST or None)
    clash = []
    if form.is_valid():
        try:
            return _save(request, found, row, form)
        except NotAllowed as refused:
            form.add_error("reason", refused.reasons)
        except Conflict as conflict:
            theirs = cast(Decision, conflict.theirs)
            bands = (theirs.final, form.decided[1])
            clash = laid_out.clash(
                found.inspection.framework, bands, (theirs.reason, form.cleaned_data["reason"])
            )
            form = _decision_form(row, theirs, {**request.POST.dict(), "replaces": str(theirs.pk)})
    context = {
        "inspection": found.inspection,
        "row": row,
        "title_of": partial(figures.band_title, found.inspection.framework),
        "form": form,
        "clash": clash,
    }
    return render(request, "ratings/decide.html", context)


@login_required
@require_POST
def lock(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """End the meeting for ever."""
    found = _meeting_for(request, inspection_id)
    refuse_if(policies.reasons_not_to_lock(request.user, found))
    form = forms.LockForm(request.POST)
    if not form.is_valid():
        messages.error(request, STALE)
        return redirect("ratings:panel", inspection_id=inspection_id)
    actions.lock(meeting=found, version=form.cleaned_data["version"], by=request.user, at=timezone.now())
    messages.success(request, "The ratings are decided and locked.")
    return redirect("ratings:record", inspection_id=inspection_id)


@login_required
@require_safe
def record(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """The record of the meeting, to be printed."""
    found = _meeting_for(request, inspection_id)
    superseded = found.decisions.filter(is_current=False).select_related("decided_by")
    context = {**_context(found), "superseded": superseded}
    return render(request, "ratings/record.html", context)


def _show(request: SignedInRequest, found: Meeting, *, members_form: forms.MembersForm) -> HttpResponse:
    context = _context(found)
    may_not_decide = policies.reasons_not_to_decide(request.user, found)
    context |= {
        "form": members_form,
        "lock_form": forms.LockForm(initial={"version": found.version}),
        "may_decide": not may_not_decide,
        "may_not_decide": may_not_decide,
        "lacking": key_questions_without_evidence(found.inspection),
        "may_not_lock": policies.reasons_not_to_lock(request.user, found),
        "forms": {row.line.standard.code: _decision_form(row, row.decision, None) for row in context["rows"]},
        "chart": figures.question_chart(
            found.inspection.framework,
            [row.line for row in context["rows"] if row.line.lines],
            "Key questions and the bands they fall in",
        ),
    }
    return render(request, "ratings/panel.html", context)


def _context(found: Meeting) -> dict[str, Any]:
    framework = found.inspection.framework
    rating = inputs.stored_rating(found)
    score = decide_all(framework, rating, inputs.panel_decisions(found))
    return {
        "inspection": found.inspection,
        "meeting": found,
        "framework": framework,
        "title_of": partial(figures.band_title, framework),
        "rows": laid_out.on_the_table(found, rating),
        "before": score.indicative,
        "after": score.final,
        "before_title": figures.band_title(framework, score.indicative.band),
        "after_title": figures.band_title(framework, score.final.band),
    }


def _decision_form(
    row: laid_out.OnTheTable, current: Decision | None, typed: dict[str, Any] | None
) -> forms.DecisionForm:
    name = f"standard-{row.line.standard.code}"
    return forms.DecisionForm(typed, name=name, choices=row.choices, current=current)


def _save(
    request: SignedInRequest, found: Meeting, row: laid_out.OnTheTable, form: forms.DecisionForm
) -> HttpResponse:
    standard, typed = row.line.standard, form.cleaned_data
    ground, final = form.decided
    actions.decide(
        meeting=found,
        decided=actions.Decided(standard.code, ground, final, typed["reason"], typed["replaces"]),
        creation_key=typed["creation_key"],
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, f"{standard.code} {standard.title} is decided.")
    return redirect("ratings:panel", inspection_id=found.inspection_id)


def _meeting_for(request: SignedInRequest, inspection_id: int) -> Meeting:
    """The current meeting of an inspection, while the inspection is at or past its panel."""
    inspection = inspection_for(request, inspection_id)
    if not policies.sees_panel(request.user, inspection):
        raise Http404("The panel has not met.")
    meetings = Meeting.objects.visible_to(request.user).select_related("calculated", "opened_by", "locked_by")
    found = get_object_or_404(meetings.prefetch_related("members"), inspection=inspection, is_current=True)
    found.inspection = inspection
    return found
