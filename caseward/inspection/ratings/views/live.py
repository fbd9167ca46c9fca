"""The figures while assessments come in. Looking at them stores nothing."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.ratings import inputs, policies
from caseward.inspection.ratings.presenters import figures
from caseward.inspection.ratings.presenters import groups as breakdowns
from caseward.inspection.ratings.views import inspection_for
from caseward.rules.framework import AnswerType, Question
from caseward.shared.records.models import SignedInRequest


@login_required
@require_safe
def index(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Standard by standard: the rating as it would be now, and what it rests on."""
    inspection = inspection_for(request, inspection_id)
    framework, user = inspection.framework, request.user
    rating = inputs.live_rating(inspection, inputs.answers_for(inspection))
    lines = figures.standard_lines(framework, rating)
    counted = [line for line in lines if line.lines]
    context = {
        "inspection": inspection,
        "rating": rating,
        "overall": figures.band_title(framework, rating.band),
        "domains": figures.by_domain(framework, lines),
        "progress": figures.progress_of(inspection),
        "chart": figures.question_chart(framework, counted, "Key questions and the bands they fall in"),
        "sees_cases": not policies.reasons_not_to_look_at_cases(user, inspection),
        "may_close": not policies.reasons_not_to_close_assessment(user, inspection),
        "may_propose": not policies.reasons_not_to_propose(user, inspection),
        "sees_panel": policies.sees_panel(user, inspection),
        "sees_publication": policies.sees_publication(user, inspection),
    }
    return render(request, "ratings/index.html", context)


@login_required
@require_safe
def groups(request: SignedInRequest, inspection_id: int, code: str) -> HttpResponse:
    """One question by sex, sentence type, officer grade, office and ethnicity."""
    inspection = inspection_for(request, inspection_id)
    question = question_or_404(inspection, code)
    sees_cases = not policies.reasons_not_to_look_at_cases(request.user, inspection)
    shown = [
        breakdowns.breakdown(column, inputs.groups_for(inspection, code, column), hide_small=not sees_cases)
        for column in breakdowns.group_columns()
    ]
    context = {
        "inspection": inspection,
        "question": question,
        "breakdowns": [(each, breakdowns.group_chart(inspection.framework, each)) for each in shown],
        "sees_cases": sees_cases,
    }
    return render(request, "ratings/groups.html", context)


def question_or_404(inspection: Inspection, code: str) -> Question:
    """A yes-or-no question of the inspection's framework."""
    try:
        question = inspection.framework.question(code)
    except KeyError:
        raise Http404(code) from None
    if question.answer is not AnswerType.YES_NO:
        raise Http404(code)
    return question
