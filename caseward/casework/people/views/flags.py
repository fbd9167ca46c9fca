"""Flags of risk."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from caseward.casework.people import actions, policies
from caseward.casework.people.forms.flags import ORDERS, ChangeFlagForm, RaiseFlagForm
from caseward.casework.people.models import RiskFlag
from caseward.shared.records.models import SignedInRequest, refuse_if

from . import FormPage, creating, editing, get_or_post, opened


@login_required
@require_GET
def choose_flag(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Which kind of flag."""
    person = opened(request, person_id)
    refuse_if(policies.reasons_not_to_work_on(request.user, person))
    return render(request, "people/choose_flag.html", {"person": person, "kinds": RiskFlag.Kind.choices})


@login_required
@get_or_post
def raise_flag(request: SignedInRequest, person_id: int, kind: str) -> HttpResponse:
    """A flag of one kind."""
    if kind not in RiskFlag.Kind:
        raise Http404
    person = opened(request, person_id)
    refuse_if(policies.reasons_not_to_work_on(request.user, person))
    title = str(RiskFlag.Kind(kind).label)
    missing = kind in ORDERS and not person.related_people.exists()
    text = "Nobody is recorded around this person yet. Add whom the order protects first." if missing else ""
    page = FormPage(person, title, "Raise the flag", "The flag is raised.", text=text)
    return creating(
        request,
        page,
        RaiseFlagForm(request.POST or None, person=person, kind=kind),
        lambda form: actions.raise_flag(
            person=person,
            kind=kind,
            flagged=form.flagged(),
            creation_key=form.cleaned_data["creation_key"],
            by=request.user,
        ),
    )


@login_required
@get_or_post
def change_flag(request: SignedInRequest, person_id: int, flag_id: int) -> HttpResponse:
    """A review of the flag, its end, or a correction."""
    person = opened(request, person_id)
    refuse_if(policies.reasons_not_to_work_on(request.user, person))
    flag = get_object_or_404(person.risk_flags.select_related("person"), pk=flag_id)
    page = FormPage(person, flag.get_kind_display(), "Save the flag", "The flag is changed.")
    return editing(
        request,
        page,
        flag,
        lambda data, row: ChangeFlagForm(data, row=row),
        lambda row, form: actions.change_flag(
            flag=row, flagged=form.flagged(), version=form.cleaned_data["version"], by=request.user
        ),
    )
