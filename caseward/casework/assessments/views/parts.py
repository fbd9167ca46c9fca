"""The parts of an assessment that is being written, a page each."""

from collections.abc import Callable
from functools import partial
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from caseward.casework.assessments import policies
from caseward.casework.assessments.actions import assessments as actions
from caseward.casework.assessments.forms import assessments as forms
from caseward.casework.assessments.models import Assessment, Factor
from caseward.casework.assessments.presenters import assessments as laid_out
from caseward.shared.govuk.forms import EditingForm, with_version
from caseward.shared.records.models import Conflict, SignedInRequest, refuse_if
from caseward.shared.records.views import form_page

from . import assessment_for, get_or_post, press


@login_required
@get_or_post
def factor(request: SignedInRequest, person_id: int, assessment_id: int, area: str) -> HttpResponse:
    """One area, with what was said last time and what the person says beside it."""
    row = _factor_for(request, person_id, assessment_id, area)
    assessment = row.assessment
    refuse_if(policies.reasons_not_to_change(request.user, assessment))
    form = forms.FactorForm(request.POST or None, factor=row)
    own_view = assessment.own_view()
    context = {
        "person": assessment.person,
        "row": assessment,
        "factor": row,
        "form": form,
        "conflict_rows": [],
        "before": row.one_before(),
        "since": laid_out.unchanged_since(assessment).get(area),
        "own_view": own_view,
        "own": own_view.rated()[area] if own_view else None,
        "version_form": EditingForm(initial={"version": row.version}),
    }
    if not form.is_valid():
        return render(request, "assessments/factor.html", context)
    version = form.cleaned_data["version"]
    try:
        actions.judge(factor=row, judgement=form.judgement(), version=version, by=request.user)
    except Conflict as clash:
        theirs = cast(Factor, clash.theirs)
        again = forms.FactorForm(with_version(request.POST, theirs.version), factor=theirs)
        context |= {"form": again, "conflict_rows": form.versions(theirs)}
        return render(request, "assessments/factor.html", context)
    return _after_area(request, row)


@login_required
@require_POST
def keep_factor(request: SignedInRequest, person_id: int, assessment_id: int, area: str) -> HttpResponse:
    """What was said of the area last time is still true."""
    row = _factor_for(request, person_id, assessment_id, area)
    refuse_if(policies.reasons_not_to_change(request.user, row.assessment))
    change = partial(actions.keep, factor=row, by=request.user)
    words = f"{row.get_area_display()} is taken over from the last assessment and shown as unchanged."
    if not press(request, change, words):
        return redirect("assessments:factor", person_id=person_id, assessment_id=assessment_id, area=area)
    return _to(row.assessment)


@login_required
@get_or_post
def history(request: SignedInRequest, person_id: int, assessment_id: int) -> HttpResponse:
    """What earlier sentences show, with the sentences and how they went beside it."""
    row = _open_to(request, person_id, assessment_id)
    beside = {"sentences": laid_out.sentences_before(row.person)}
    return _part(request, row, "assessments/history.html", beside, forms.HistoryForm, actions.write_history)


@login_required
@get_or_post
def diversity(request: SignedInRequest, person_id: int, assessment_id: int) -> HttpResponse:
    """How who the person is bears on supervision, with their circumstances beside it."""
    row = _open_to(request, person_id, assessment_id)
    beside = {"circumstances": row.person.circumstances.exclude(ended_on__lte=timezone.localdate())}
    return _part(
        request, row, "assessments/diversity.html", beside, forms.DiversityForm, actions.write_diversity
    )


@login_required
@get_or_post
def harm(request: SignedInRequest, person_id: int, assessment_id: int) -> HttpResponse:
    """The risk of serious harm to each group, and the five answers that sum it up."""
    row = _open_to(request, person_id, assessment_id)
    beside = {
        "level": laid_out.level(row.harm()),
        "events": laid_out.events_since_last(row),
        "waiting": laid_out.answers_waiting(row.person),
        "flags": row.person.risk_flags.exclude(ends_on__lte=timezone.localdate()),
        "at_risk": row.person.related_people.filter(is_at_risk=True, ended_on=None),
    }
    return _part(request, row, "assessments/harm.html", beside, forms.HarmForm, actions.judge_harm)


def _open_to(request: SignedInRequest, person_id: int, assessment_id: int) -> Assessment:
    """The assessment, for whoever may write it."""
    row = assessment_for(request, person_id, assessment_id)
    refuse_if(policies.reasons_not_to_change(request.user, row))
    return row


def _part(
    request: SignedInRequest,
    row: Assessment,
    template: str,
    beside: dict[str, Any],
    make_form: Callable[..., forms.PartForm],
    action: Callable[..., Assessment],
) -> HttpResponse:
    """The form of one part, with what stands beside it."""

    def save(form: forms.PartForm) -> None:
        version = form.cleaned_data["version"]
        action(assessment=row, **form.written(), version=version, by=request.user)

    return form_page(
        request,
        template,
        {"person": row.person, "row": row, **beside},
        make_form=partial(make_form, assessment=row),
        save=save,
        done="Saved.",
        then=reverse("assessments:assessment", kwargs={"person_id": row.person_id, "assessment_id": row.pk}),
    )


def _factor_for(request: SignedInRequest, person_id: int, assessment_id: int, area: str) -> Factor:
    assessment = assessment_for(request, person_id, assessment_id)
    row = next((factor for factor in assessment.factors.all() if factor.area == area), None)
    if row is None:
        raise Http404
    row.assessment = assessment
    return row


def _after_area(request: SignedInRequest, row: Factor) -> HttpResponse:
    """On to the list of parts; back to the area where it now wants an answer to the person's own view."""
    stands = row.assessment
    difference = laid_out.difference_in(stands, stands.own_view(), row.area)
    if difference and not row.answer_to_difference.strip():
        messages.warning(request, "Saved. You and the person see this area differently: say why.")
        return redirect(
            "assessments:factor",
            person_id=stands.person_id,
            assessment_id=stands.pk,
            area=row.area,
        )
    messages.success(request, f"{row.get_area_display()} is saved.")
    return _to(stands)


def _to(assessment: Assessment) -> HttpResponse:
    return redirect("assessments:assessment", person_id=assessment.person_id, assessment_id=assessment.pk)
