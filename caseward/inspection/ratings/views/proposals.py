"""Closing case assessment, and the lead inspector's proposals."""

from collections.abc import Mapping
from functools import partial
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from caseward.inspection.fieldwork.policies.access import reasons_not_to_read
from caseward.inspection.fieldwork.policies.citations import key_questions_without_evidence
from caseward.inspection.inspections.models import Inspection, TeamRole
from caseward.inspection.ratings import actions, forms, inputs, policies
from caseward.inspection.ratings.models import Proposal
from caseward.inspection.ratings.presenters import figures
from caseward.inspection.ratings.presenters import panel as laid_out
from caseward.inspection.ratings.views import figures_for, inspection_for
from caseward.rules.framework import RatedBy, Standard
from caseward.shared.records.models import Conflict, NotAllowed, SignedInRequest, refuse_if

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@get_or_post
def close_assessment(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """End case assessment, whole or with a reason."""
    inspection = figures_for(request, inspection_id)
    refuse_if(policies.reasons_not_to_close_assessment(request.user, inspection))
    form = forms.CloseAssessmentForm(request.POST or None, initial={"version": inspection.version})
    if form.is_valid():
        try:
            actions.close_assessment(
                inspection=inspection, **form.cleaned_data, by=request.user, at=timezone.now()
            )
        except NotAllowed as refused:
            form.add_error("reason", refused.reasons)
        else:
            return _after_closing(request, inspection)
    context = {
        "inspection": inspection,
        "form": form,
        "progress": figures.progress_of(inspection),
        "unfinished": policies.unfinished_cases(inspection),
    }
    return render(request, "ratings/close_assessment.html", context)


def _after_closing(request: SignedInRequest, inspection: Inspection) -> HttpResponse:
    if inspection.is_internal:
        messages.success(request, "Case assessment is closed. Read the result next.")
        return redirect("inspections:overview", inspection_id=inspection.pk)
    messages.success(request, "Case assessment is closed. Propose the ratings next.")
    return redirect("ratings:proposals", inspection_id=inspection.pk)


@login_required
@require_safe
def index(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Which standards need a proposal, and which have one."""
    inspection = inspection_for(request, inspection_id)
    current = {row.standard_code: row for row in _current(inspection)}
    moderated = {rule.standard for rule in inspection.framework.moderation}
    context = {
        "inspection": inspection,
        "framework": inspection.framework,
        "proposals": [
            (standard, standard.code in moderated, current.get(standard.code))
            for standard in policies.proposable(inspection)
        ],
        "form": forms.OpenMeetingForm(),
        "may_not_open": policies.reasons_not_to_open_panel(request.user, inspection),
        "lacking": key_questions_without_evidence(inspection),
        "reads_evidence": not reasons_not_to_read(request.user, inspection),
        "is_lead": inspection.team_role_of(request.user) == TeamRole.LEAD and inspection.stage == "ratings",
        "sees_panel": policies.sees_panel(request.user, inspection),
    }
    return render(request, "ratings/proposals.html", context)


@login_required
@get_or_post
def propose(request: SignedInRequest, inspection_id: int, code: str) -> HttpResponse:
    """One standard: its evidence, the descriptions of each rating, and the proposal."""
    inspection = inspection_for(request, inspection_id)
    standard = _proposable_or_404(inspection, code)
    refusals = policies.reasons_not_to_propose(request.user, inspection)
    if request.method == "POST":
        refuse_if(refusals)
    current = _current(inspection).filter(standard_code=code).first()
    form = _form(inspection, standard, current, request.POST or None)
    clash = []
    if form.is_valid():
        try:
            return _save(request, inspection, standard, form)
        except NotAllowed as refused:
            form.add_error(None, refused.reasons)
        except Conflict as conflict:
            theirs, typed = cast(Proposal, conflict.theirs), form.cleaned_data
            clash = laid_out.clash(
                inspection.framework, (theirs.band, typed["band"]), (theirs.reasons, typed["reasons"])
            )
            again = {**request.POST.dict(), "replaces": str(theirs.pk)}
            form = _form(inspection, standard, theirs, again)
    rating = inputs.live_rating(inspection, inputs.answers_for(inspection))
    context = {
        "inspection": inspection,
        "line": figures.standard_line(inspection.framework, standard, rating.standards[code]),
        "judged": standard.rated_by is RatedBy.JUDGEMENT,
        "lacking": key_questions_without_evidence(inspection).get(code, []),
        "reads_evidence": not reasons_not_to_read(request.user, inspection),
        "earlier": inspection.proposals.filter(standard_code=code)
        .select_related("proposed_by")
        .order_by("-pk"),
        "band_title": partial(figures.band_title, inspection.framework),
        "form": form,
        "refusals": refusals,
        "clash": clash,
    }
    return render(request, "ratings/propose.html", context)


def _save(
    request: SignedInRequest, inspection: Inspection, standard: Standard, form: forms.ProposalForm
) -> HttpResponse:
    typed = form.cleaned_data
    actions.propose(
        inspection=inspection,
        proposed=actions.Proposed(standard.code, typed["band"], typed["reasons"], typed["replaces"]),
        creation_key=typed["creation_key"],
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, f"Proposal for {standard.code} {standard.title} saved.")
    return redirect("ratings:proposals", inspection_id=inspection.pk)


def _current(inspection: Inspection) -> QuerySet[Proposal]:
    return inspection.proposals.filter(is_current=True).select_related("proposed_by")


def _proposable_or_404(inspection: Inspection, code: str) -> Standard:
    for standard in policies.proposable(inspection):
        if standard.code == code:
            return standard
    raise Http404(code)


def _form(
    inspection: Inspection, standard: Standard, current: Proposal | None, typed: Mapping[str, Any] | None
) -> forms.ProposalForm:
    return forms.ProposalForm(
        typed,
        framework=inspection.framework,
        bands=actions.bands_to_propose(inspection, standard.code),
        described={each.band: each.text for each in standard.characteristics},
        current=current,
    )
