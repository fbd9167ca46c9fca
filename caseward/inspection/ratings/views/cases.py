"""The cases behind a figure, for those who work with cases."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from caseward.inspection.ratings import inputs, policies
from caseward.inspection.ratings.views import figures_for
from caseward.inspection.ratings.views.live import question_or_404
from caseward.rules.bases import choices_of
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import SignedInRequest, refuse_if

A_PAGE = 25


@login_required
@require_safe
def behind(request: SignedInRequest, inspection_id: int, code: str) -> HttpResponse:
    """The cases with one answer to one question; the log keeps which of them were shown."""
    inspection = figures_for(request, inspection_id)
    refuse_if(policies.reasons_not_to_look_at_cases(request.user, inspection))
    question = question_or_404(inspection, code)
    choices = choices_of(question)
    asked = request.GET.get("answer")
    chosen = next((choice for choice in choices if choice.value == asked), choices[0])
    behind_figure = inputs.answers_behind(inspection).filter(question_code=code, value=chosen.value)
    seen = behind_figure.visible_to(request.user).select_related("assessment__case__listed_case")
    page = Paginator(seen.order_by("assessment__case__order", "pk"), A_PAGE).get_page(request.GET.get("page"))
    shown = [answer.assessment.case_id for answer in page]
    if shown:
        audit.record(
            action="looked_at_cases", subject=inspection, by=request.user, question=code, cases=shown
        )
    context = {
        "inspection": inspection,
        "question": question,
        "choices": choices,
        "chosen": chosen,
        "page": page,
        "hidden": behind_figure.count() - page.paginator.count,
    }
    return render(request, "ratings/cases.html", context)
