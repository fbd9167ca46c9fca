"""The figures while assessments come in. Looking at them stores nothing."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.ratings import inputs, policies
from caseward.inspection.ratings.presenters import figures
from caseward.inspection.ratings.presenters import groups as breakdowns
from caseward.inspection.ratings.views import figures_for, inspection_for
from caseward.inspection.results.presenters import comparison
from caseward.rules.framework import AnswerType, Framework, Question
from caseward.shared.records.models import SignedInRequest


@login_required
@require_safe
def index(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Standard by standard: the rating as it would be now, and what it rests on."""
    inspection = inspection_for(request, inspection_id)
    framework, user = inspection.framework, request.user
    answers = inputs.answers_for(inspection)
    rating = inputs.live_rating(inspection, answers)
    lines = figures.standard_lines(framework, rating)
    counted = [line for line in lines if line.lines]
    sets, comparator = comparison.chosen(framework, request.GET.get("beside"))
    answers_beside = figures.beside(inspection, answers, comparator)
    context = {
        "inspection": inspection,
        "rating": rating,
        "overall": figures.band_title(framework, rating.band),
        "domains": figures.by_domain(framework, lines),
        "progress": figures.progress_of(inspection),
        "sets": sets,
        "comparator": comparator,
        "beside": answers_beside,
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
    """One question by each column that makes groups: sex, age, ethnicity, office and others."""
    inspection = figures_for(request, inspection_id)
    question = question_or_404(inspection, code)
    if (chosen := request.GET.get("question", code)) != code:
        question_or_404(inspection, chosen)
        address = reverse("ratings:groups", kwargs={"inspection_id": inspection.pk, "code": chosen})
        return redirect(f"{address}?{urlencode({'by': request.GET.get('by', '')})}")
    sees_cases = not policies.reasons_not_to_look_at_cases(request.user, inspection)
    wanted = [column for column in inputs.group_columns() if request.GET.get("by") in (None, "", column.code)]
    shown = [
        breakdowns.breakdown(
            inspection.framework,
            column,
            inputs.groups_for(inspection, code, column),
            hide_small=not sees_cases,
        )
        for column in wanted
    ]
    context = {
        "inspection": inspection,
        "question": question,
        "questions": yes_or_no(inspection.framework),
        "breakdowns": [(each, breakdowns.group_chart(inspection.framework, each)) for each in shown],
        "columns": [(column.code, column.groups_title) for column in inputs.group_columns()],
        "by": request.GET.get("by", ""),
        "sees_cases": sees_cases,
    }
    return render(request, "ratings/groups.html", context)


def yes_or_no(framework: Framework) -> list[Question]:
    """The questions that have groups: those answered yes or no."""
    return [question for question in framework.questions() if question.answer is AnswerType.YES_NO]


def question_or_404(inspection: Inspection, code: str) -> Question:
    """A yes-or-no question of the inspection's framework."""
    try:
        question = inspection.framework.question(code)
    except KeyError:
        raise Http404(code) from None
    if question.answer is not AnswerType.YES_NO:
        raise Http404(code)
    return question
