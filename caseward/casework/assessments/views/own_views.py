"""What the person says of their own life: the page that they fill in, the list, and two days compared."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from caseward.casework.assessments import policies
from caseward.casework.assessments.actions import own_views as actions
from caseward.casework.assessments.forms import own_views as forms
from caseward.casework.assessments.presenters import own_views as laid_out
from caseward.casework.people import policies as people_policies
from caseward.shared.govuk.filters import written_date
from caseward.shared.records.models import SignedInRequest, refuse_if

from . import PAGE, get_or_post, person_for


@login_required
@require_GET
def own_views(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Every self-assessment, with how far each is."""
    person = person_for(request, person_id)
    rows = person.self_assessments.select_related("recorded_by").prefetch_related("ratings")
    # One more than the page holds, so that the last of the page has the one before it too.
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    shown = list(rows[page.start_index() - 1 if page else 0 : page.end_index() + 1])
    context = {
        "person": person,
        "page": page,
        "lines": laid_out.lines(shown, len(page)),
        "reasons": people_policies.reasons_not_to_work_on(request.user, person),
    }
    return render(request, "assessments/own_views.html", context)


@login_required
@require_GET
def own_view(request: SignedInRequest, person_id: int, self_id: int) -> HttpResponse:
    """One self-assessment beside an earlier one."""
    person = person_for(request, person_id)
    rows = person.self_assessments.select_related("recorded_by").prefetch_related("ratings")
    row = get_object_or_404(rows, pk=self_id)
    earlier = rows.saying_something().before(row.given_on, row.pk)
    wanted = request.GET.get("with", "")
    beside = earlier.filter(pk=int(wanted)).first() if wanted.isdecimal() else earlier.first()
    context = {
        "person": person,
        "row": row,
        "beside": beside,
        "earlier": earlier[:PAGE],
        "standing": laid_out.standing(row, row.one_before()),
        "rows": laid_out.rows(row, beside),
        "picture": laid_out.picture(row, beside) if beside else "",
    }
    return render(request, "assessments/own_view.html", context)


@login_required
@get_or_post
def self_assessment(request: SignedInRequest, person_id: int) -> HttpResponse:
    """The page that is handed to the person."""
    person = person_for(request, person_id)
    refuse_if(people_policies.reasons_not_to_work_on(request.user, person))
    form = forms.OwnViewForm(request.POST or None)
    context = {"person": person, "form": form, "same_as": None, "areas": list(forms.QUESTIONS)}
    if not form.is_valid():
        return render(request, "assessments/self_assessment.html", context)
    typed, ratings = form.cleaned_data, form.ratings()
    same_as = policies.same_as_before(person, ratings, typed["given_on"])
    if same_as and not typed["is_confirmed"]:
        form.ask_to_confirm(written_date(same_as.given_on))
        return render(request, "assessments/self_assessment.html", context | {"same_as": same_as})
    given = actions.record(
        person=person,
        ratings=ratings,
        given_on=typed["given_on"],
        is_in_own_hand=typed["is_in_own_hand"],
        is_confirmed=typed["is_confirmed"],
        creation_key=typed["creation_key"],
        by=request.user,
        at=timezone.now(),
    )
    return redirect("assessments:self_assessment_done", person_id=person.pk, self_id=given.pk)


@login_required
@require_GET
def self_assessment_done(request: SignedInRequest, person_id: int, self_id: int) -> HttpResponse:
    """Thanks to the person, who hands the page back."""
    person = person_for(request, person_id)
    row = get_object_or_404(person.self_assessments.all(), pk=self_id)
    return render(request, "assessments/self_assessment_done.html", {"person": person, "row": row})
